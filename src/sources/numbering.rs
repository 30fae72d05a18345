//! Notes are numbered by first reference; a note that is used again keeps its number and gets a further way back.

use rustc_hash::FxHashMap;

/// Numbers for the notes of one page.
#[derive(Debug, Default)]
pub struct Numbering {
    index: FxHashMap<String, usize>,
    /// The keys in the order of their numbers, each with how often it is used.
    pub notes: Vec<(String, u32)>,
}

impl Numbering {
    /// True if a note is used.
    pub fn uses(&self, key: &str) -> bool {
        self.index.contains_key(key)
    }

    /// The number of a note that is used.
    pub fn number(&self, key: &str) -> Option<usize> {
        self.index.get(key).map(|index| index + 1)
    }

    /// One more use of a note: its number and which use this is, both from 1.
    pub fn refer(&mut self, key: &str) -> (usize, u32) {
        let index = match self.index.get(key) {
            Some(index) => *index,
            None => {
                self.notes.push((key.to_owned(), 0));
                self.index.insert(key.to_owned(), self.notes.len() - 1);
                self.notes.len() - 1
            }
        };
        self.notes[index].1 += 1;
        (index + 1, self.notes[index].1)
    }
}

/// The letters of the `n`th use, from 1: a … z, aa, ab …
pub fn letters(mut n: u32) -> String {
    let mut out = String::new();
    while n > 0 {
        n -= 1;
        out.insert(0, char::from(b'a' + (n % 26) as u8));
        n /= 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_one_number_and_many_uses() {
        let mut numbering = Numbering::default();
        let all: Vec<_> = ["a", "b", "a", "c", "a"].into_iter().map(|key| numbering.refer(key)).collect();
        assert_eq!(all, [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3)]);
        assert_eq!([1, 26, 27, 703].map(letters), ["a", "z", "aa", "aaa"]);
    }
}
