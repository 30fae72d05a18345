//! Which characters a place of an expression takes, and which bytes a text may go on with there.

use super::needs::Needs;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};
use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The first bytes of texts that may match; [`END`] stands for no byte, at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Firsts([u64; 5]);

/// What stands behind the last byte.
pub(crate) const END: usize = 256;

impl Firsts {
    /// Whatever comes.
    pub(crate) const ALL: Self = Self([u64::MAX, u64::MAX, u64::MAX, u64::MAX, 1]);

    /// One byte.
    pub(crate) fn of(byte: u8) -> Self {
        let mut set = Self::default();
        set.add(usize::from(byte));
        set
    }

    /// Adds a byte, or [`END`].
    pub(crate) fn add(&mut self, at: usize) {
        self.0[at >> 6] |= 1 << (at & 63);
    }

    #[inline]
    pub(crate) fn has(&self, at: usize) -> bool {
        self.0[at >> 6] >> (at & 63) & 1 == 1
    }

    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
        self
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own &= other);
        self
    }

    pub(crate) fn without(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own &= !other);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; 5]
    }
}

/// The letters, figures and low lines of ASCII.
pub(crate) const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

/// Sets by what the pattern says, and whether it ignores case.
type Known = FxHashMap<(String, bool), Arc<CharSet>>;

/// A set of characters: a bit for each of ASCII, ranges for the others.
#[derive(Debug, Default)]
pub(crate) struct CharSet {
    ascii: [u64; 2],
    beyond: Box<[(char, char)]>,
}

impl CharSet {
    fn new(class: &ClassUnicode) -> Self {
        let mut set = Self::default();
        let mut beyond = Vec::new();
        for range in class.ranges() {
            let (first, last) = (range.start(), range.end());
            for code in u32::from(first)..=u32::from(last).min(127) {
                set.ascii[code as usize >> 6] |= 1 << (code & 63);
            }
            if last as u32 > 127 {
                beyond.push((first.max('\u{80}'), last));
            }
        }
        set.beyond = beyond.into();
        set
    }

    /// The set that a class of the regex crate means, `None` where it is none of one character.
    pub(crate) fn parse(class: &str, ignores_case: bool) -> Option<Arc<Self>> {
        // Grammars repeat a few dozen classes thousands of times, and those of Unicode are long.
        static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
        let key = (class.to_owned(), ignores_case);
        if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(Arc::clone(known));
        }
        let parsed = regex_syntax::ParserBuilder::new().case_insensitive(ignores_case).build().parse(class).ok()?;
        let set = match parsed.kind() {
            HirKind::Class(Class::Unicode(class)) => Self::new(class),
            HirKind::Class(Class::Bytes(class)) => Self::new(&class.to_unicode_class()?),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                let mut letters = text.chars();
                let letter = letters.next().filter(|_| letters.next().is_none())?;
                Self::new(&ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]))
            }
            _ => return None,
        };
        let set = Arc::new(set);
        KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&set));
        Some(set)
    }

    /// A letter in whatever case (Unicode, simple case folding).
    pub(crate) fn folded(letter: char) -> Self {
        let mut class = ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]);
        // Where the tables are left out of the crate the letter itself stays.
        let _ = class.try_case_fold_simple();
        Self::new(&class)
    }

    #[inline]
    pub(crate) fn has_ascii(&self, byte: u8) -> bool {
        self.ascii[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    /// How long the character at a place is, if it is one of these.
    #[inline]
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<usize> {
        let byte = *text.as_bytes().get(at)?;
        if byte < 128 {
            return self.has_ascii(byte).then_some(1);
        }
        let letter = text[at..].chars().next()?;
        self.has_beyond(letter).then(|| letter.len_utf8())
    }

    fn has_beyond(&self, letter: char) -> bool {
        let before = self.beyond.partition_point(|(_, last)| *last < letter);
        self.beyond.get(before).is_some_and(|(first, _)| *first <= letter)
    }

    /// The character, if there is but one of ASCII, in one case or in both.
    pub(crate) fn needs(&self) -> Needs {
        let ascii = || (0..128).filter(|byte| self.has_ascii(*byte)).map(Needs::of);
        if self.beyond.is_empty() { ascii().reduce(Needs::or).unwrap_or_default() } else { Needs::default() }
    }

    /// Whether all of these are letters, figures and the like, between which no word ends.
    pub(crate) fn is_of_words(&self) -> bool {
        let Some(words) = Self::parse(r"\w", false) else { return false };
        self.ascii.iter().zip(words.ascii).all(|(own, words)| own & !words == 0)
            && self.beyond.iter().all(|(first, last)| {
                let before = words.beyond.partition_point(|(_, end)| end < first);
                words.beyond.get(before).is_some_and(|(from, to)| from <= first && last <= to)
            })
    }

    /// Those of ASCII.
    pub(crate) fn ascii_firsts(&self) -> Firsts {
        Firsts([self.ascii[0], self.ascii[1], 0, 0, 0])
    }

    pub(crate) fn firsts(&self) -> Firsts {
        let mut firsts = self.ascii_firsts();
        for (first, last) in &self.beyond {
            let lead = |letter: &char| {
                let mut bytes = [0; 4];
                letter.encode_utf8(&mut bytes);
                usize::from(bytes[0])
            };
            (lead(first)..=lead(last)).for_each(|byte| firsts.add(byte));
        }
        firsts
    }
}
