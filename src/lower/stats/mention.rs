//! A number in a text, and whether readers can tell where it comes from: a line of the ledger.

use crate::base::{Place, codes};
use crate::doc::FrontMatter;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A number that stands in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub place: Place,
    /// The sentence, row or headline that it stands in.
    pub sentence: Arc<str>,
    /// Its words.
    pub text: String,
    /// Whether it is traced, and true.
    pub status: Status,
    /// Why it asks for something that there is not, and what to do.
    pub problem: Option<String>,
    /// What the data says of it, for stat links that ask for something that there is.
    pub checked: Option<Checked>,
}

/// What is known of a number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It is what the data says.
    Checked,
    /// It is what the data says of the source that it names, and other sources say otherwise.
    Disputed,
    /// The data contradicts it.
    Contradicted,
    /// It asks for something that there is not.
    Unresolved,
    /// Its sentence has a note.
    Noted,
    /// Nothing says where it comes from.
    Untraced,
}

impl Status {
    /// Its word in ledgers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Disputed => "disputed",
            Self::Contradicted => "contradicted",
            Self::Unresolved => "unresolved",
            Self::Noted => "noted",
            Self::Untraced => "untraced",
        }
    }

    /// Whether readers can tell where it comes from.
    pub fn is_traced(self) -> bool {
        matches!(self, Self::Checked | Self::Disputed | Self::Noted)
    }
}

/// What the data says of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The address of its stat link.
    pub reference: String,
    /// The value, in words that are true of it.
    pub value: String,
    /// How it was worked out, if it was.
    pub derivation: Option<String>,
    /// The keys of the sources that state what it rests on.
    pub sources: Vec<String>,
    /// For one that is contradicted: what to write instead.
    pub better: Option<String>,
}

/// How many numbers are traced, and of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those that are a stat link which holds, or stand in a sentence that has a note.
    pub traced: usize,
    /// All.
    pub all: usize,
}

impl Coverage {
    /// The coverage of some numbers.
    pub fn of<'a>(mentions: impl IntoIterator<Item = &'a Mention>) -> Self {
        mentions.into_iter().fold(Self::default(), |sum, mention| Self {
            traced: sum.traced + usize::from(mention.status.is_traced()),
            all: sum.all + 1,
        })
    }

    /// The part that is traced, from 0 to 1; 1 where there is no number.
    pub fn share(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.traced as f64 / self.all as f64 }
    }
}

/// The numbers that count for the coverage of a file and of its site: all but the untraced ones of a file that says why it may
/// have them.
pub fn counted<'a>(mentions: &'a [Mention], front: &FrontMatter) -> impl Iterator<Item = &'a Mention> {
    let allows = front.allow.iter().any(|(code, _)| code == codes::UNTRACED_NUMBER.word);
    mentions.iter().filter(move |mention| !allows || mention.status != Status::Untraced)
}
