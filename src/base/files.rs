//! The author's files, for whoever may not touch the disk: bytes by the place that an input names.

use super::source::Place;
use super::{Diagnostic, Source, codes};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Reads files.
pub trait Files: Send + Sync + Debug {
    /// The bytes of a file, from its beginning.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;

    /// The text of a file that has the path `path` in its root and is shown as `shown`, or why it is none.
    fn source(&self, file: &Path, path: &Arc<str>, shown: &Arc<str>) -> Result<Source, Box<Diagnostic>>;
}

/// What tells a file that was written to from one that was not, without reading it. Times are in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When the system last changed anything of it: where there is such a time, no program can set it back.
    pub changed: i64,
    /// The number of its bytes.
    pub length: u64,
    /// When the two were asked for.
    pub seen: i64,
}

impl Stamp {
    /// Whether a file with the stamp `now` is sure to be what it was. Clocks of file systems are coarse: a file that had
    /// just been written to when it was seen may have been written to again in the same tick.
    pub fn is_still(&self, now: &Self) -> bool {
        self.seen.saturating_sub(self.changed) > COARSEST && (self.changed, self.length) == (now.changed, now.length)
    }
}

/// The coarsest clock of a usual file system, that of FAT.
const COARSEST: i64 = 2_000_000_000;

/// Where the files of an input are read.
#[derive(Debug, Clone)]
pub struct Disk(Arc<dyn Files>);

impl Disk {
    /// One that reads this way.
    pub fn new(files: impl Files + 'static) -> Self {
        Self(Arc::new(files))
    }

    /// The bytes of a file, or as many as are asked for.
    pub fn read(&self, path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.open(path)?.take(at_most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The text of a file, see [`Files::source`].
    pub fn source(&self, file: &Path, path: &Arc<str>, shown: &Arc<str>) -> Result<Source, Box<Diagnostic>> {
        self.0.source(file, path, shown)
    }
}

impl Default for Disk {
    /// One that has no files.
    fn default() -> Self {
        Self::new(Nothing)
    }
}

#[derive(Debug)]
struct Nothing;

impl Files for Nothing {
    fn open(&self, _: &Path) -> io::Result<Box<dyn Read>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn source(&self, _: &Path, _: &Arc<str>, shown: &Arc<str>) -> Result<Source, Box<Diagnostic>> {
        let place = Place::file(shown);
        Err(Box::new(Diagnostic::new(&codes::UNREADABLE_FILE, place, "there is no such file", "put it back")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_just_written_may_have_been_written_again() {
        let second = 1_000_000_000;
        let at = |changed: i64, length, seen: i64| Stamp { changed: changed * second, length, seen: seen * second };
        assert!(at(10, 5, 13).is_still(&at(10, 5, 20)));
        assert!(!at(10, 5, 12).is_still(&at(10, 5, 20)), "too soon after");
        assert!(!at(10, 5, 13).is_still(&at(11, 5, 20)));
        assert!(!at(10, 5, 13).is_still(&at(10, 6, 20)));
        assert!(!at(30, 5, 13).is_still(&at(30, 5, 13)), "a clock that went back");
    }
}
