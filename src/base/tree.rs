//! The published site as data: paths and files. Outputs put files into a sink and know nothing of disks.

use super::{ContentHash, Diagnostic};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Where finished files go. It never fails: a sink that meets a bad disk remembers that and says so at the end.
pub trait Sink: Sync {
    /// A finished file. `path` is a [`Route::file`](super::Route::file).
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>);

    /// A file that is published as it stands on the author's disk.
    fn copy(&self, path: &str, from: &Path);

    /// Asks for a list of all files with their hashes at this path, when the last one is there. Only a sink that
    /// publishes makes one.
    fn list(&self, _path: &str) {}

    /// Whether a file is published at this path already, as the last build wrote it, so that [`Sink::again`] may stand for
    /// putting it.
    fn has(&self, _path: &str) -> bool {
        false
    }

    /// Publishes once more the file that is published at a path, if [`Sink::has`] says that it is there.
    fn again(&self, _path: &str) {}

    /// False if nothing comes of what is put, so that what is slow to make need not be made.
    fn keeps(&self) -> bool {
        true
    }

    /// The files that somebody looks at this moment. Where a change touches more than they, they are made first.
    fn looked_at(&self) -> Vec<String> {
        Vec::new()
    }

    /// Says that those files are there, and whatever they need to be shown, and that nothing was wrong so far.
    fn made_first(&self) {}

    /// Says that something is wrong, so that nothing will come of this, long before all else that is wrong is known.
    fn found_first(&self, _errors: &[Diagnostic]) {}
}

/// One file of a tree.
#[derive(Debug, Clone)]
pub struct File {
    /// The bytes.
    pub bytes: Arc<Vec<u8>>,
    hash: OnceLock<ContentHash>,
}

impl File {
    /// A file of these bytes.
    pub fn new(bytes: Arc<Vec<u8>>) -> Self {
        Self { bytes, hash: OnceLock::new() }
    }

    /// The hash of its bytes, worked out when somebody first asks: of thousands of files a browser asks for a few.
    pub fn hash(&self) -> ContentHash {
        *self.hash.get_or_init(|| ContentHash::of(&self.bytes))
    }
}

/// A whole site: each path once, in order.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The files by path.
    pub files: BTreeMap<String, File>,
}

impl Tree {
    /// What was put at each path last.
    fn of(mut files: Vec<(String, File)>) -> Self {
        // By all threads; a map puts them in order once more, which costs little then. Files of one path stay as they came.
        files.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { files: files.into_iter().collect() }
    }
}

/// A sink that keeps everything in memory: for the development server and for tests.
#[derive(Debug, Default)]
pub struct MemorySink {
    /// As they came: threads that put files wait for one another no longer than that takes.
    files: Mutex<Vec<(String, File)>>,
    copies: Mutex<BTreeMap<String, std::path::PathBuf>>,
}

impl MemorySink {
    /// What was put so far.
    pub fn so_far(&self) -> (Tree, BTreeMap<String, std::path::PathBuf>) {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (Tree::of(files), self.copies.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// What was put: the tree, and the files that are still to be read from the author's disk.
    pub fn into_parts(self) -> (Tree, BTreeMap<String, std::path::PathBuf>) {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        (Tree::of(files), self.copies.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Sink for MemorySink {
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        let file = (path.to_owned(), File::new(bytes));
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }

    fn copy(&self, path: &str, from: &Path) {
        self.copies.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), from.to_owned());
    }
}

/// A sink for runs that publish nothing.
#[derive(Debug)]
pub struct NoSink;

impl Sink for NoSink {
    fn put(&self, _: &str, _: Arc<Vec<u8>>) {}
    fn copy(&self, _: &str, _: &Path) {}
    fn keeps(&self) -> bool {
        false
    }
}
