//! Whether all that a build starts from, but for the documents, is what it was in an earlier one.
//!
//! Two ask. A build asks it of the last one, of this process or of another ([`traces`](super::traces)): where no document
//! changed in what others may see of it either, only the pages of changed files are made again, and nothing is asked of the
//! others. A [`Record`](super::record) asks it to know whether there is anything to build.

use super::Options;
use super::input::{Input, InputFile};
use crate::base::files::Stamp;
use crate::base::{ContentHash, Severity};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a build started from, but for the texts of documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Standing {
    /// See [`beginning`].
    beginning: ContentHash,
    /// What the other files were like, in order.
    files: Vec<Option<Stamp>>,
    /// The moment of the build.
    from: Timestamp,
    /// The next moment after it at which something appears, expires or falls due.
    pub(super) until: Option<Timestamp>,
    /// The hash of what others may see of the documents, in order.
    pub(super) outside: ContentHash,
}

impl Standing {
    /// That of a build.
    pub(super) fn of(
        input: &Input,
        beginning: ContentHash,
        options: &Options,
        until: Option<Timestamp>,
        outside: ContentHash,
    ) -> Self {
        Self {
            beginning,
            files: input.files.iter().map(|file| file.stamp).collect(),
            from: options.now,
            until,
            outside,
        }
    }

    /// Whether the other files were the same in another build.
    pub(super) fn has_files_of(&self, other: &Self) -> bool {
        let is_same = |(now, before): (&Option<Stamp>, &Option<Stamp>)| is_still(*before, *now);
        self.files.len() == other.files.len() && self.files.iter().zip(&other.files).all(is_same)
    }

    /// Whether another build starts from the same, whatever the documents say.
    pub(super) fn is_that_of(&self, input: &Input, beginning: ContentHash, options: &Options) -> bool {
        let same = |(before, file): (&Option<Stamp>, &InputFile)| is_still(*before, file.stamp);
        self.beginning == beginning
            && self.from <= options.now
            && self.until.is_none_or(|until| options.now < until)
            && self.files.len() == input.files.len()
            && self.files.iter().zip(&input.files).all(same)
    }
}

/// Whether a file is sure to be what it was; one that could not be asked is not.
pub(super) fn is_still(before: Option<Stamp>, now: Option<Stamp>) -> bool {
    before.zip(now).is_some_and(|(before, now)| before.is_still(&now))
}

/// The hash of all that is in memory when a build begins, and of the names of all files.
pub(super) fn beginning(input: &Input, options: &Options) -> ContentHash {
    let Options { now: _, preview, base_url, checks, keep: _, ledger: _, held: _, cards, external: _ } = options;
    let source = |source: &crate::base::Source| (source.path.clone(), source.shown.clone(), source.text.clone());
    let checks: Vec<_> = checks.iter().map(|(code, severity)| (code, severity.map(Severity::word))).collect();
    let tables: Vec<_> = input
        .tables
        .iter()
        .map(|table| (&table.path, table.text.as_ref().map(|text| &text.text).map_err(|found| &found.message)))
        .collect();
    let themes: Vec<_> = input.theme_files.iter().map(|file| (&file.path, &file.shown, &file.bytes)).collect();
    let documents: Vec<_> = input.documents.iter().map(|document| (&document.path, &document.shown)).collect();
    let files: Vec<_> = input.files.iter().map(|file| (&file.path, &file.disk)).collect();
    ContentHash::of_value(&(
        (preview, base_url, checks, cards),
        input.config.as_ref().map(source),
        input.settings.iter().map(source).collect::<Vec<_>>(),
        (tables, themes, documents, files),
    ))
}
