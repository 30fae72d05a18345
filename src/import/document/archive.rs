//! An archive in memory → its parts by name, within bounds that no honest document needs.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read};

/// The largest part that is read.
const LARGEST_PART: u64 = 64 << 20;

/// How much is read of all parts together.
const LARGEST: u64 = 256 << 20;

/// Why an archive cannot be read.
#[derive(Debug)]
pub enum ArchiveError {
    /// It is none, or it is damaged or locked.
    Damaged(String),
    /// What is in it is larger than any document is.
    TooLarge,
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(why) => write!(f, "it is no archive that can be read ({why}): save or export it once more"),
            Self::TooLarge => {
                f.write_str("what is packed in it is larger than any document is: make its pictures smaller")
            }
        }
    }
}

/// The parts of an archive that are wanted.
pub(super) fn parts(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>, ArchiveError> {
    let damaged = |error: &dyn fmt::Display| ArchiveError::Damaged(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let (mut parts, mut left) = (BTreeMap::new(), LARGEST);
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| damaged(&error))?;
        let name = file.name().map_err(|error| damaged(&error))?.into_owned();
        if file.is_dir() || !wanted(&name) {
            continue;
        }
        let most = LARGEST_PART.min(left);
        let mut part = Vec::new();
        file.take(most + 1).read_to_end(&mut part).map_err(|error| damaged(&error))?;
        if part.len() as u64 > most {
            return Err(ArchiveError::TooLarge);
        }
        left -= part.len() as u64;
        parts.insert(name, part);
    }
    Ok(parts)
}
