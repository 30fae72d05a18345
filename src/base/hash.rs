//! Hashes of content: for names of assets, for memoizing, for comparing trees.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::{BufWriter, Write};

/// The BLAKE3 hash of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The hash of a value, by way of its `Hash`. Stable within one program, which is all that memoizing needs.
    pub fn of_value(value: &impl Hash) -> Self {
        let mut hasher = Blake::new();
        value.hash(&mut hasher);
        Self(*hasher.end().as_bytes())
    }

    /// The hash that these hexadecimal digits spell, all 64 of them.
    pub fn of_digits(digits: &str) -> Option<Self> {
        blake3::Hash::from_hex(digits).ok().map(Self::from)
    }

    /// The first `digits` hexadecimal digits (at most 64).
    pub fn short(self, digits: usize) -> String {
        self.to_string()[..digits].to_owned()
    }
}

impl From<blake3::Hash> for ContentHash {
    fn from(hash: blake3::Hash) -> Self {
        Self(hash.into())
    }
}

impl Serialize for ContentHash {
    /// As hexadecimal digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::of_digits(&digits).ok_or_else(|| D::Error::custom("this is no hash"))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short(12))
    }
}

/// BLAKE3 behind the trait that `#[derive(Hash)]` writes to, in many small pieces, of which it takes many at once.
struct Blake(BufWriter<blake3::Hasher>);

impl Blake {
    fn new() -> Self {
        Self(BufWriter::new(blake3::Hasher::new()))
    }

    fn end(&self) -> blake3::Hash {
        self.0.get_ref().clone().update(self.0.buffer()).finalize()
    }
}

impl Hasher for Blake {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).expect("to hash is to write nowhere, which never fails");
    }

    fn finish(&self) -> u64 {
        u64::from_le_bytes(*self.end().as_bytes().first_chunk().expect("a BLAKE3 hash has 32 bytes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_hashed_as_what_they_are_pieces_of() {
        let text: Vec<u8> = (0..100_000_u32).map(|at| (at % 251) as u8).collect();
        let (mut hasher, mut at) = (Blake::new(), 0);
        let room = hasher.0.capacity();
        let lengths = [0, 1, room - 1, room, room + 1, 3, 40_000, 7];
        for length in lengths {
            hasher.write(&text[at..at + length]);
            at += length;
        }
        let whole = blake3::hash(&text[..at]);
        assert_eq!(hasher.finish().to_le_bytes(), whole.as_bytes()[..8]);
        assert_eq!(hasher.end(), whole);
    }
}
