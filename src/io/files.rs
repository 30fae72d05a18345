//! The author's files on the disk.

use crate::base::files::Files;
use crate::base::{Diagnostic, Source};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Reads the disk.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnDisk;

impl Files for OnDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(path)?))
    }

    fn source(&self, file: &Path, path: &Arc<str>, shown: &Arc<str>) -> Result<Source, Box<Diagnostic>> {
        super::read::read_source(file, path, shown, super::read::LARGEST_TEXT)
    }
}
