//! What one build leaves to the next: results of each stage, by the file they were made of and what they depend on.
//!
//! Dropping a memo changes nothing but time.

use crate::base::files::Stamp;
use crate::base::{ContentHash, Diagnostics, Source};
use crate::data::Shelf;
use crate::doc::Draft;
use crate::lower::Page;
use crate::outputs::search::Words;
use crate::site::Facts;
use rustc_hash::FxHashMap;
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
    /// Its text and its draft, unless they were let go.
    pub(super) draft: Option<(Arc<Source>, Arc<Draft>)>,
    pub(super) facts: Arc<Facts>,
    pub(super) diagnostics: Arc<Diagnostics>,
}

/// One lowered page.
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
}

/// A finished file and the hash of what it depends on.
pub(super) type Finished = (ContentHash, Arc<Vec<u8>>);

/// The further sizes of a picture: their widths and their files.
pub(super) type Made = Arc<[(u32, Arc<Vec<u8>>)]>;

/// Results of the last build.
#[derive(Debug, Default)]
pub struct Memo {
    pub(super) parsed: FxHashMap<Arc<str>, Parsed>,
    pub(super) lowered: FxHashMap<Arc<str>, Lowered>,
    pub(super) finished: FxHashMap<String, Finished>,
    /// The sizes of pictures, by the hash of the picture.
    pub(super) pictures: FxHashMap<ContentHash, Made>,
    /// The tables that were read.
    pub(super) tables: Shelf,
    /// How much was done again, and how much was taken from the build before.
    pub counts: Counts,
}

/// How much work a build did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Files that were parsed.
    pub parsed: usize,
    /// Pages that were lowered.
    pub lowered: usize,
    /// Files that were rendered.
    pub rendered: usize,
}
