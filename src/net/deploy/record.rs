//! What was sent to a store, as a file beside what was sent: one line for each object, `HASH  LENGTH  WAY  PATH`.
//!
//! The way is what a browser is told of an object: its type, how it may be kept, how it is coded. A line that cannot be read
//! counts as no line: then the object is sent again, and is never deleted.

use crate::base::ContentHash;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An object as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) hash: ContentHash,
    pub(super) length: u64,
    /// The hash of what is told of it.
    pub(super) way: String,
}

/// Objects by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record(pub(super) BTreeMap<String, Sent>);

impl Record {
    /// A record that was written.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self(String::from_utf8_lossy(bytes).lines().filter_map(line).collect())
    }

    /// Its text.
    pub(super) fn write(&self) -> String {
        let mut text = String::new();
        for (path, sent) in &self.0 {
            writeln!(text, "{}  {}  {}  {path}", sent.hash, sent.length, sent.way).expect("a string takes every text");
        }
        text
    }
}

fn line(line: &str) -> Option<(String, Sent)> {
    let mut parts = line.splitn(4, "  ");
    let hash = ContentHash::of_digits(parts.next()?)?;
    let sent = Sent { hash, length: parts.next()?.parse().ok()?, way: parts.next()?.to_owned() };
    Some((parts.next()?.to_owned(), sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let sent = |text: &str| Sent { hash: ContentHash::of(text.as_bytes()), length: 3, way: "0a1b".to_owned() };
        let record =
            Record([("a  b.html", "one"), ("陳/index.html", "two")].map(|(p, t)| (p.to_owned(), sent(t))).into());
        assert_eq!(Record::read(record.write().as_bytes()), record);
        assert_eq!(Record::read(b"\xff\n3  x  y\n\n<html>"), Record::default());
    }
}
