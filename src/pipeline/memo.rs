//! What one build leaves to the next: results of each stage, by the file they were made of and what they depend on.
//!
//! Dropping a memo changes nothing but time.

use super::recorder::Put;
use super::standing::Standing;
use crate::base::files::Stamp;
use crate::base::{ContentHash, Diagnostics, Report, Source};
use crate::data::Shelf;
use crate::doc::Draft;
use crate::lower::Page;
use crate::outputs::search::Words;
use crate::site::{Atlas, Facts};
use crate::theme::Theme;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;
use std::sync::Arc;

/// One parsed file.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    /// The hash of its text and of the options of the syntax.
    pub(super) hash: ContentHash,
    /// The hash of the options of the syntax.
    pub(super) options: ContentHash,
    /// What the file was like when it was read.
    pub(super) stamp: Option<Stamp>,
    /// The hash of what others may see of it.
    pub(super) outside: ContentHash,
    /// Its text and its draft, unless they were let go.
    pub(super) draft: Option<(Arc<Source>, Arc<Draft>)>,
    pub(super) facts: Arc<Facts>,
    pub(super) diagnostics: Arc<Diagnostics>,
}

/// One lowered page. What is left to another process has no body and no words.
#[derive(Debug, Clone)]
pub(super) struct Lowered {
    /// The hash of its text.
    pub(super) hash: ContentHash,
    /// The hash of the answers to what it asked.
    pub(super) answers: ContentHash,
    pub(super) page: Arc<Page>,
    /// The words of its body, if they were wanted.
    pub(super) words: Option<Arc<Words>>,
    pub(super) diagnostics: Arc<Diagnostics>,
    /// The files beside its page, and what was found when all of these were made.
    pub(super) beside: Arc<(Vec<Put>, Diagnostics)>,
}

/// What was made of settings, and what was found when it was.
pub(super) struct Known<T> {
    /// The hash of what a build begins with.
    pub(super) of: ContentHash,
    value: Arc<T>,
    found: Arc<Diagnostics>,
    keeps: bool,
}

impl<T> fmt::Debug for Known<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").field("of", &self.of).finish_non_exhaustive()
    }
}

impl<T> Clone for Known<T> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), found: Arc::clone(&self.found), ..*self }
    }
}

impl<T> Known<T> {
    /// What was made just now; nothing is kept of it without a hash.
    pub(super) fn of(beginning: Option<ContentHash>, report: Report<T>) -> Self {
        let (value, found) = (Arc::new(report.value), Arc::new(report.diagnostics));
        Self { of: beginning.unwrap_or_else(|| ContentHash::of(&[])), value, found, keeps: beginning.is_some() }
    }

    /// Whether there was nothing to be told when it was made.
    pub(super) fn found_nothing(&self) -> bool {
        self.found.is_empty()
    }

    /// The same with another value.
    pub(super) fn with(self, change: impl FnOnce(&T) -> T) -> Self {
        Self { value: Arc::new(change(&self.value)), ..self }
    }

    /// The value; it stays in `memo`, if it is to be kept, and what was found is told.
    pub(super) fn kept(self, memo: &mut Option<Self>, diagnostics: &mut Diagnostics) -> Arc<T> {
        diagnostics.extend(self.found.iter().cloned());
        let value = Arc::clone(&self.value);
        *memo = Some(self).filter(|known| known.keeps);
        value
    }
}

/// A finished file and the hash of what it depends on.
pub(super) type Finished = (ContentHash, Arc<Vec<u8>>);

/// The further sizes of a picture: their widths and their files.
pub(super) type Made = Arc<[(u32, Arc<Vec<u8>>)]>;

/// Results of the last build.
#[derive(Debug, Default)]
pub struct Memo {
    /// Whether pages have their bodies, and files their bytes. Otherwise the files are those that are published.
    pub(super) has_bodies: bool,
    pub(super) parsed: FxHashMap<Arc<str>, Parsed>,
    pub(super) lowered: FxHashMap<Arc<str>, Lowered>,
    pub(super) finished: FxHashMap<String, Finished>,
    /// The sizes of pictures, by the hash of the picture.
    pub(super) pictures: FxHashMap<ContentHash, Made>,
    pub(super) theme: Option<Known<Theme>>,
    pub(super) atlas: Option<Known<Atlas>>,
    /// The paths of lists about which something was found.
    pub(super) found_in: FxHashSet<String>,
    /// What each output made for the whole site, by its name.
    pub(super) outputs: FxHashMap<&'static str, Vec<Put>>,
    /// Whether they found anything.
    pub(super) found_by_outputs: bool,
    /// What pages saw of the site.
    pub(super) standing: Option<Standing>,
    /// The tables that were read.
    pub(super) tables: Shelf,
    /// How much was done again, and how much was taken from the build before.
    pub counts: Counts,
}

impl Memo {
    /// Whether the author's other files were the same in another build, as far as the disk can tell.
    pub fn has_files_of(&self, other: &Self) -> bool {
        self.standing.as_ref().zip(other.standing.as_ref()).is_some_and(|(one, other)| one.has_files_of(other))
    }
}

/// How much work a build did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Files that were parsed.
    pub parsed: usize,
    /// Pages that were lowered.
    pub lowered: usize,
    /// Pages and lists that were made, or asked whether they are what they were.
    pub looked_at: usize,
    /// Files that were rendered.
    pub rendered: usize,
}
