//! What a build published, as a file inside what it published: one line for each file, `HASH  LENGTH  PATH`.
//!
//! It is how the next build knows which files it may replace, and how a deployment knows what changed. A line that cannot
//! be read counts as no line, so that a damaged manifest makes a build stop rather than delete. The list for others,
//! `manifest.json`, says the same; it is a file like all others, which a site can leave out.

use crate::base::ContentHash;
use crate::base::escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// The name of the file, at the root of the published folder.
pub(super) const NAME: &str = ".expound-manifest";

/// What is known of one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its BLAKE3 hash.
    pub(super) hash: ContentHash,
    /// The number of its bytes.
    pub(super) length: u64,
}

impl Entry {
    /// The entry of a file whose bytes went through a hasher.
    pub(super) fn new(hasher: &blake3::Hasher, length: u64) -> Self {
        Self { hash: hasher.finalize().into(), length }
    }

    /// The entry of a file that is in memory.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { hash: ContentHash::of(bytes), length: bytes.len() as u64 }
    }
}

/// Published files by path.
pub(super) type Manifest = BTreeMap<String, Entry>;

/// How a build made what it published, as far as its files do not say so themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Made {
    /// The manner in which copies were compressed, if any were made.
    pub(super) compressed: Option<u32>,
    /// Whether drafts and briefs that are not published now are shown.
    pub(super) drafts: bool,
}

/// The text of a manifest.
pub(super) fn write(manifest: &Manifest, made: Made) -> String {
    let mut text = String::with_capacity(manifest.len() * 128);
    if let Some(manner) = made.compressed {
        writeln!(text, "{COMPRESSED}{manner}").expect("a string takes every text");
    }
    if made.drafts {
        writeln!(text, "{DRAFTS}").expect("a string takes every text");
    }
    for (path, entry) in manifest {
        writeln!(text, "{}  {}  {path}", entry.hash, entry.length).expect("a string takes every text");
    }
    text
}

// The lines of a manifest that are about no file.
const COMPRESSED: &str = "# compressed: ";
const DRAFTS: &str = "# drafts are shown";

/// The list of all files for others, as JSON: one line for each, in the order of their paths.
pub(super) fn as_json<'a>(manifest: impl Iterator<Item = (&'a str, Entry)>) -> String {
    let mut text = String::from("{\"hash\":\"blake3\",\"files\":[");
    for (at, (path, entry)) in manifest.enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str("{\"path\":");
        escape::json(&mut text, path);
        write!(text, ",\"bytes\":{},\"hash\":\"{}\"}}", entry.length, entry.hash).expect("a string takes every text");
    }
    text.push_str("\n]}\n");
    text
}

/// A manifest as it was read.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) manifest: Manifest,
    /// The hash of its text.
    pub(super) hash: ContentHash,
    pub(super) made: Made,
}

/// The manifest of a published folder; an empty one where there is none.
pub(super) fn load(folder: &Path) -> io::Result<Loaded> {
    let bytes = match fs::read(folder.join(NAME)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let text = String::from_utf8_lossy(&bytes);
    Ok(Loaded {
        manifest: text.lines().filter_map(line).collect(),
        hash: ContentHash::of(&bytes),
        made: Made {
            compressed: text.lines().find_map(|line| line.strip_prefix(COMPRESSED)?.parse().ok()),
            drafts: text.lines().any(|line| line == DRAFTS),
        },
    })
}

fn line(line: &str) -> Option<(String, Entry)> {
    let mut parts = line.splitn(3, "  ");
    let hash = parts.next()?;
    // Manifests once held half of each hash. What they list is known, and is no file that a build would write today.
    let zeros = if hash.len() == 32 { "0".repeat(32) } else { String::new() };
    let hash = ContentHash::of_digits(&(hash.to_owned() + &zeros))?;
    let entry = Entry { hash, length: parts.next()?.parse().ok()? };
    Some((parts.next()?.to_owned(), entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Manifest {
        [("a  b.html", "one"), ("陳/index.html", ""), ("z\"", "zed")]
            .into_iter()
            .map(|(path, text)| (path.to_owned(), Entry::of(text.as_bytes())))
            .collect()
    }

    #[test]
    fn a_manifest_survives_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(folder.path()).unwrap().manifest, Manifest::new());
        let text = write(&some(), Made::default());
        assert!(text.starts_with(&format!("{}  3  a  b.html\n", ContentHash::of(b"one"))));
        for (compressed, drafts) in [(None, false), (Some(3), false), (None, true), (Some(3), true)] {
            let made = Made { compressed, drafts };
            fs::write(folder.path().join(NAME), write(&some(), made)).unwrap();
            let loaded = load(folder.path()).unwrap();
            assert_eq!((loaded.manifest, loaded.made), (some(), made));
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_no_line() {
        assert_eq!(line("abc  3  a"), None);
        assert_eq!(line(&format!("{}  x  a", "0".repeat(64))), None);
        assert_eq!(line(&format!("{}  3", "0".repeat(64))), None);
        assert_eq!(line(&format!("{}  3  a", "é".repeat(32))), None);
    }

    #[test]
    fn files_of_an_older_manifest_are_known() {
        let (path, entry) = line(&format!("{}  3  a", &ContentHash::of(b"one").short(32))).unwrap();
        assert_eq!(path, "a");
        assert_ne!(entry, Entry::of(b"one"));
    }

    #[test]
    fn the_list_for_others_is_json() {
        let text = as_json(some().iter().map(|(path, entry)| (path.as_str(), *entry)));
        let list: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(list["files"].as_array().unwrap().len(), 3);
        assert_eq!(list["files"][1]["path"], "z\"");
        assert_eq!(list["files"][2]["hash"], ContentHash::of(b"").to_string());
        assert_eq!(list["files"][0]["bytes"], 3);
    }
}
