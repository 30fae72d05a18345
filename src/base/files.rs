//! The author's files, for whoever may not touch the disk: bytes by the place that an input names.

use std::fmt::Debug;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Reads files.
pub trait Files: Send + Sync + Debug {
    /// The bytes of a file, from its beginning.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;
}

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
}
