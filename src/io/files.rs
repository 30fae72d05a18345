//! The author's files on the disk.

use crate::base::files::Files;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads the disk.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnDisk;

impl Files for OnDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(path)?))
    }
}
