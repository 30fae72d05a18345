//! What is wrong, where, and what to do; and a value with all that was found while making it.

use super::{Code, ContentHash, Place, signs};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::Hash;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Stops a build: nothing is published.
    Error,
    /// Fails `check`, not `build`.
    Warning,
    /// Worth knowing; fails nothing.
    Remark,
}

impl Severity {
    /// The word that is printed and that the JSON form holds.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Remark => "remark",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The permanent word for this kind of finding.
    pub code: &'static Code,
    /// Its weight: that of the code, unless the site or the command line says otherwise.
    pub severity: Severity,
    /// Where: always a file that an author wrote.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        // Words of an author may stand in it, and must not reach a terminal as its commands.
        let printable = |words: String| signs::printable(&words).unwrap_or(words);
        let (message, help) = (printable(message.into()), printable(help.into()));
        Self { code, severity: code.severity, place, message, help, related: Vec::new() }
    }

    /// The same finding with one more place.
    #[must_use]
    pub fn and(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }

    /// What tells this finding from the others of its file, wherever its line moves to: its code, the text of the line and the
    /// words of it that are marked. Not the message, which the next version may put better, unless there is no line to show.
    pub fn fingerprint(&self) -> ContentHash {
        let Place { column, width, text, skipped, .. } = &self.place;
        let start = (column - 1).saturating_sub(*skipped) as usize;
        let marked: String = text.chars().skip(start).take(*width as usize).collect();
        let message = if text.trim().is_empty() { self.message.as_str() } else { "" };
        ContentHash::of([self.code.word, text.trim(), &marked, message].join("\0").as_bytes())
    }
}

/// So many findings of one kind are told of one file: who sees a thousand looks at the others too.
pub const MOST_OF_FILE: usize = 1000;

/// The first `most` findings of each key. The last of them that is told says how many more of its kind there are in `whole`.
/// `help` gives what a finding says is to be done.
pub fn few<T, K: Eq + Hash>(
    all: &mut Vec<T>,
    (most, whole): (usize, &str),
    key: impl Fn(&T) -> K,
    help: impl Fn(&mut T) -> &mut String,
) {
    let mut counts: FxHashMap<K, usize> = FxHashMap::default();
    all.iter().for_each(|one| *counts.entry(key(one)).or_default() += 1);
    counts.retain(|_, count| *count > most);
    if counts.is_empty() {
        return;
    }
    let mut told: FxHashMap<K, usize> = FxHashMap::default();
    all.retain_mut(|one| {
        let Some(count) = counts.get(&key(one)) else { return true };
        let nth = told.entry(key(one)).or_default();
        *nth += 1;
        if *nth == most {
            add_rest(help(one), count - most, whole);
        }
        *nth <= most
    });
}

/// Says how many findings are not told.
fn add_rest(help: &mut String, more: usize, whole: &str) {
    help.push_str(&format!("; there are {more} more of this kind in this {whole}"));
}

/// How many findings of each kind one file gave. What is beyond the first thousand is counted and not told.
#[derive(Debug, Default)]
pub struct Tally(FxHashMap<&'static str, usize>);

impl Tally {
    /// Counts a finding; whether it is to be told.
    pub fn admits(&mut self, code: &'static Code) -> bool {
        let count = self.0.entry(code.word).or_default();
        *count += 1;
        *count <= MOST_OF_FILE
    }

    /// The last finding of each kind that was told says how many there are that were not.
    pub fn settle(&self, diagnostics: &mut [Diagnostic]) {
        for (word, count) in self.0.iter().filter(|(_, count)| **count > MOST_OF_FILE) {
            if let Some(last) = diagnostics.iter_mut().rev().find(|found| found.code.word == *word) {
                add_rest(&mut last.help, count - MOST_OF_FILE, "file");
            }
        }
    }
}

/// Findings in the order in which they were made.
pub type Diagnostics = Vec<Diagnostic>;

/// A value and all that was found while making it. There is always a value: bad input never ends a stage early.
#[derive(Debug, Clone)]
pub struct Report<T> {
    /// What was made.
    pub value: T,
    /// What was found.
    pub diagnostics: Diagnostics,
}

impl<T> Report<T> {
    /// A value about which nothing was found.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// A value and its findings.
    pub fn new(value: T, diagnostics: Diagnostics) -> Self {
        Self { value, diagnostics }
    }

    /// The value; its findings go to the end of `diagnostics`.
    pub fn take(self, diagnostics: &mut Diagnostics) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Source, Span, codes};

    #[test]
    fn a_fingerprint_stays_when_lines_move_and_goes_when_they_change() {
        let find = |text: &str, words: &str, message: &str| {
            let at = text.find(words).unwrap();
            let place = Source::new("a.md", text).place(Span::new(at, at + words.len()));
            Diagnostic::new(&codes::BROKEN_LINK, place, message, "").fingerprint()
        };
        let first = find("See [b](b.md) and [c](c.md).", "b.md", "it is gone");
        assert_eq!(first, find("New.\n\n  See [b](b.md) and [c](c.md).\n", "b.md", "said otherwise"));
        assert_ne!(first, find("See [b](b.md) and [c](c.md).", "c.md", "it is gone"));
        assert_ne!(first, find("See [b](b.md) and [d](c.md).", "b.md", "it is gone"));
        let whole = |message: &str| Diagnostic::new(&codes::BROKEN_LINK, Place::file("a"), message, "").fingerprint();
        assert_ne!(whole("one"), whole("another"));
    }
}
