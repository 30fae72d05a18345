//! Words that make a number less than exact, before it or behind it.

use super::direction;
use super::token::Tokens;
use crate::data::Qualifier;

/// How words stand to the number that they hedge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Hedge {
    /// Near it, on either side.
    About,
    /// Below it, and near.
    Almost,
    /// Above it, and near.
    JustOver,
    /// Above it.
    Over,
    /// Below it.
    Under,
    /// It, or above.
    AtLeast,
    /// It, or below.
    UpTo,
}

impl Hedge {
    /// The hedge of a ratio, for words that hedge how far something has shrunk.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::About => Self::About,
            Self::Almost => Self::JustOver,
            Self::JustOver => Self::Almost,
            Self::Over => Self::Under,
            Self::Under => Self::Over,
            Self::AtLeast => Self::UpTo,
            Self::UpTo => Self::AtLeast,
        }
    }

    /// Whether the hedge is one that a source's own vagueness calls for.
    pub(super) fn suits(self, qualifier: Qualifier) -> bool {
        match qualifier {
            Qualifier::About => self == Self::About,
            Qualifier::Under => matches!(self, Self::Under | Self::Almost),
            Qualifier::Over => matches!(self, Self::Over | Self::JustOver),
            Qualifier::AtLeast => self == Self::AtLeast,
            Qualifier::UpTo => self == Self::UpTo,
        }
    }
}

/// Hedges before a number. The longest that fits is meant.
pub(super) const BEFORE: &[(Hedge, &[&str])] = &[
    (
        Hedge::About,
        &[
            "about",
            "just about",
            "around",
            "roughly",
            "some",
            "approximately",
            "approx",
            "approx .",
            "circa",
            "c .",
            "ca .",
            "ca",
            "~",
            "∼",
            "≈",
            "in the region of",
            "in the order of",
            "on the order of",
            "close on",
            "etwa",
            "rund",
            "ungefähr",
            "environ",
            "quelque",
            "alrededor de",
            "aproximadamente",
            "unos",
            "unas",
            "близько",
            "приблизно",
            "约",
            "大约",
        ],
    ),
    (
        Hedge::Almost,
        &[
            "almost",
            "nearly",
            "all but",
            "virtually",
            "practically",
            "just under",
            "just below",
            "just less than",
            "just short of",
            "just shy of",
            "slightly under",
            "slightly below",
            "slightly less than",
            "slightly fewer than",
            "a little under",
            "a little below",
            "a little less than",
            "a bit less than",
            "a bit under",
            "close to",
            "near",
            "near to",
            "nearing",
            "approaching",
            "not quite",
            "shy of",
            "short of",
            "fast",
            "knapp",
            "presque",
            "casi",
            "майже",
            "近",
        ],
    ),
    (
        Hedge::JustOver,
        &[
            "just over",
            "just above",
            "just more than",
            "just beyond",
            "slightly over",
            "slightly above",
            "slightly more than",
            "a little over",
            "a little above",
            "a little more than",
            "a bit over",
            "a bit more than",
            "barely more than",
            "barely over",
        ],
    ),
    (
        Hedge::Over,
        &[
            "more than",
            "over",
            "above",
            "exceeding",
            "exceeds",
            "exceeded",
            "topped",
            "surpassed",
            "passed",
            "upwards of",
            "upward of",
            "greater than",
            "higher than",
            "larger than",
            "beyond",
            "in excess of",
            "in the excess of",
            "north of",
            ">",
            "über",
            "mehr als",
            "plus de",
            "más de",
            "понад",
            "більше",
            "більше ніж",
            "超过",
            "高于",
        ],
    ),
    (
        Hedge::Under,
        &[
            "less than",
            "under",
            "below",
            "fewer than",
            "lower than",
            "smaller than",
            "south of",
            "<",
            "unter",
            "weniger als",
            "moins de",
            "menos de",
            "менше",
            "менше ніж",
            "不到",
            "低于",
        ],
    ),
    (
        Hedge::AtLeast,
        &[
            "at least",
            "at the least",
            "no less than",
            "no fewer than",
            "not less than",
            "not fewer than",
            "not under",
            "a minimum of",
            "minimum",
            "as little as",
            "as few as",
            "as low as",
            "≥",
            "mindestens",
            "wenigstens",
            "au moins",
            "al menos",
            "por lo menos",
            "щонайменше",
            "не менше",
            "至少",
        ],
    ),
    (
        Hedge::UpTo,
        &[
            "up to",
            "at most",
            "at the most",
            "as much as",
            "as many as",
            "as high as",
            "no more than",
            "not more than",
            "not over",
            "not above",
            "a maximum of",
            "maximum",
            "≤",
            "bis zu",
            "höchstens",
            "jusqu ' à",
            "jusqu ’ à",
            "au plus",
            "hasta",
            "до",
            "щонайбільше",
            "не більше",
            "最多",
        ],
    ),
];

/// Words behind which "up to" belongs to the verb.
const ADDS: &[&str] = &["add", "adds", "added", "adding", "sum", "sums", "summed", "summing", "tot", "tots", "totted"];

/// Hedges behind a number.
pub(super) const BEHIND: &[(Hedge, &[&str])] = &[
    (Hedge::About, &["or so", "or thereabouts", "左右"]),
    (Hedge::AtLeast, &["or more", "and more", "or above", "and above", "or higher", "at least", "+", "以上"]),
    (Hedge::UpTo, &["or less", "or fewer", "or below", "or lower", "at most", "at the most", "以下"]),
];

/// The hedge that ends before a token, and where it begins.
pub(super) fn before(tokens: &Tokens, end: usize) -> Option<(Hedge, usize)> {
    // Parts that add up to a whole hedge nothing.
    let adds = |start: usize| start.checked_sub(1).is_some_and(|at| ADDS.contains(&tokens.text(at)));
    // `знизився до 5` says where it ends.
    let ends = |start: usize| start.checked_sub(1).is_some_and(|at| direction::says(tokens.text(at)));
    let fits = |phrase: &&str| {
        tokens.phrase_before(end, phrase).filter(|start| match *phrase {
            "up to" => !adds(*start),
            "до" | "hasta" => !ends(*start),
            _ => true,
        })
    };
    let all = BEFORE.iter().flat_map(|(hedge, phrases)| phrases.iter().map(|phrase| (*hedge, phrase)));
    all.filter_map(|(hedge, phrase)| fits(phrase).map(|start| (hedge, start))).min_by_key(|(_, start)| *start)
}

/// The hedge that begins at a token, and where it ends.
pub(super) fn behind(tokens: &Tokens, at: usize) -> Option<(Hedge, usize)> {
    let all = BEHIND.iter().flat_map(|(hedge, phrases)| phrases.iter().map(|phrase| (*hedge, phrase)));
    all.filter_map(|(hedge, phrase)| tokens.phrase(at, phrase).map(|end| (hedge, end))).max_by_key(|(_, end)| *end)
}
