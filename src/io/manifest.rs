//! What a build published, as a file inside what it published: one line for each file, `HASH  LENGTH  PATH`.
//!
//! It is how the next build knows which files it may replace. A line that cannot be read counts as no line, so that
//! a damaged manifest makes a build stop rather than delete.

use crate::base::ContentHash;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// The name of the file, at the root of the published folder.
pub(super) const NAME: &str = ".expound-manifest";

/// What is known of one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The first half of its BLAKE3 hash.
    hash: u128,
    /// The number of its bytes.
    pub(super) length: u64,
}

impl Entry {
    /// The entry of a file whose bytes went through a hasher.
    pub(super) fn new(hasher: &blake3::Hasher, length: u64) -> Self {
        let half = *hasher.finalize().as_bytes().first_chunk().expect("a BLAKE3 hash has 32 bytes");
        Self { hash: u128::from_be_bytes(half), length }
    }

    /// The entry of a file that is in memory.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self::new(blake3::Hasher::new().update(bytes), bytes.len() as u64)
    }
}

/// Published files by path.
pub(super) type Manifest = BTreeMap<String, Entry>;

/// The text of a manifest.
pub(super) fn write(manifest: &Manifest) -> String {
    let mut text = String::with_capacity(manifest.len() * 96);
    for (path, entry) in manifest {
        writeln!(text, "{:032x}  {}  {path}", entry.hash, entry.length).expect("a string takes every text");
    }
    text
}

/// The manifest of a published folder, and the hash of its text; an empty one where there is none.
pub(super) fn load(folder: &Path) -> io::Result<(Manifest, ContentHash)> {
    let bytes = match fs::read(folder.join(NAME)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok((String::from_utf8_lossy(&bytes).lines().filter_map(line).collect(), ContentHash::of(&bytes)))
}

fn line(line: &str) -> Option<(String, Entry)> {
    let mut parts = line.splitn(3, "  ");
    let hash = parts.next().filter(|hash| hash.len() == 32)?;
    let entry = Entry { hash: u128::from_str_radix(hash, 16).ok()?, length: parts.next()?.parse().ok()? };
    Some((parts.next()?.to_owned(), entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_survives_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(folder.path()).unwrap().0, Manifest::new());
        let manifest: Manifest = [("a  b.html", "one"), ("陳/index.html", ""), ("z", "zed")]
            .into_iter()
            .map(|(path, text)| (path.to_owned(), Entry::of(text.as_bytes())))
            .collect();
        let text = write(&manifest);
        assert!(text.starts_with(&format!("{}  3  a  b.html\n", ContentHash::of(b"one").short(32))));
        fs::write(folder.path().join(NAME), text).unwrap();
        assert_eq!(load(folder.path()).unwrap().0, manifest);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_no_line() {
        assert_eq!(line("abc  3  a"), None);
        assert_eq!(line(&format!("{}  x  a", "0".repeat(32))), None);
        assert_eq!(line(&format!("{}  3", "0".repeat(32))), None);
    }
}
