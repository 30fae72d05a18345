//! Whether all that a page sees of a site, beside its own text, is what it was in the last build.
//!
//! After most edits it is: a paragraph was changed, and neither a title nor an address, a date, an excerpt. Then only the
//! pages of the files that changed are made again, and nothing is asked of the others.

use super::Options;
use super::input::Input;
use super::memo::{Memo, Parsed};
use crate::base::ContentHash;
use crate::base::files::Stamp;
use jiff::Timestamp;

/// A site but for its documents. `beginning` is [`super::record::beginning`].
#[derive(Debug)]
pub(super) struct Standing {
    beginning: ContentHash,
    files: Vec<Option<Stamp>>,
    documents: usize,
    from: Timestamp,
    pub(super) until: Option<Timestamp>,
}

impl Standing {
    /// That of a build. `next` is the moment before which it is good.
    pub(super) fn of(
        input: &Input,
        beginning: ContentHash,
        options: &Options,
        documents: usize,
        next: Option<Timestamp>,
    ) -> Self {
        Self {
            beginning,
            files: input.files.iter().map(|file| file.stamp).collect(),
            documents,
            from: options.now,
            until: next,
        }
    }

    /// Whether pages of texts that did not change see what they saw.
    pub(super) fn is_that_of(
        &self,
        input: &Input,
        beginning: ContentHash,
        options: &Options,
        last: &Memo,
        parsed: &[Parsed],
    ) -> bool {
        let is_now = self.from <= options.now && self.until.is_none_or(|until| options.now < until);
        let is_still = |(before, file): (&Option<Stamp>, &super::input::InputFile)| {
            before.zip(file.stamp).is_some_and(|(before, now)| before.is_still(&now))
        };
        self.beginning == beginning
            && is_now
            && self.documents == parsed.len()
            && self.files.len() == input.files.len()
            && self.files.iter().zip(&input.files).all(is_still)
            && parsed.iter().all(|now| {
                last.parsed.get(&now.facts.path).is_some_and(|before| now.facts.is_same_outside(&before.facts))
            })
    }
}
