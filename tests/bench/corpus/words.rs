//! Chance that is the same everywhere, and words made of syllables: nobody's text, with the statistics of a text. In forty real
//! posts the 50 commonest words are 38 of 100, and 42 of 100 words of a post are new to it.

use std::borrow::Cow;

/// A small generator of numbers (SplitMix64): a fixed seed gives the same numbers on every machine.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// Begins a sequence.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, which must not be zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A number from one to another, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True once in so many times.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// A number below a limit, small ones far more often: as words occur in a language, and authors in a journal.
    pub(crate) fn skewed(&mut self, limit: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (share.powi(3) * limit as f64) as usize
    }
}

/// The rank of a word below a limit, by the law of Zipf: the commonest is ten times as common as the tenth. Computed by a
/// library and not by the machine, so that it is the same on every one.
fn rank(limit: usize, chance: &mut Chance) -> usize {
    let share = chance.below(1 << 20) as f64 / f64::from(1 << 20);
    (libm::pow((limit + 1) as f64, share) - 1.0) as usize
}

/// A vocabulary.
#[derive(Debug)]
pub(crate) struct Words {
    all: Vec<String>,
    chinese: Vec<String>,
}

const STARTS: &[&str] = &[
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "qu", "r", "s", "sh", "st",
    "t", "th", "tr", "v", "w", "",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ou", "e", "a"];
const ENDS: &[&str] = &["", "", "n", "r", "s", "t", "l", "nd", "rt", "m", "st", "ck"];
const VOCABULARY: usize = 20_000;
/// One word in so many is new.
const NEW: usize = 100;
/// Chinese words: of the pairs of signs that a search is about, 35,082 differ among the first 72,000 of forty real posts,
/// 19,724 among 36,000; here some 38,000 and 21,000 do.
const CHINESE: usize = 40_000;
const SIGNS: usize = 2_500;

impl Words {
    /// Makes the vocabulary: frequent words are short, as everywhere.
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let word = |rank: usize, chance: &mut Chance| {
            let syllables = if rank < 200 { 1 } else { chance.between(2, 4) };
            made(syllables, chance)
        };
        let all = (0..VOCABULARY).map(|rank| word(rank, &mut chance)).collect();
        let chinese = (0..CHINESE).map(|_| made_of_signs(if chance.one_in(5) { 1 } else { 2 }, &mut chance)).collect();
        Self { all, chinese }
    }

    /// A word; now and then one that was never seen before, for no vocabulary is ever complete.
    pub(crate) fn word(&self, chance: &mut Chance) -> Cow<'_, str> {
        if chance.one_in(NEW) { made(4, chance).into() } else { self.all[rank(self.all.len(), chance)].as_str().into() }
    }

    /// A rarer word with a capital: a name, a part of a title.
    pub(crate) fn name(&self, chance: &mut Chance) -> String {
        let word = &self.all[200 + chance.below(self.all.len() - 200)];
        capital(word)
    }

    /// Several words with capitals.
    pub(crate) fn title(&self, words: usize, chance: &mut Chance) -> String {
        let words: Vec<String> = (0..words).map(|_| capital(&self.word(chance))).collect();
        words.join(" ")
    }

    /// Several words of Chinese: about so many signs without spaces.
    pub(crate) fn signs(&self, signs: usize, chance: &mut Chance) -> String {
        let mut text = String::new();
        while text.len() < signs * SIGN {
            text.push_str(&self.chinese[rank(self.chinese.len(), chance)]);
        }
        text
    }
}

/// A word of so many syllables.
fn made(syllables: usize, chance: &mut Chance) -> String {
    let mut word = String::new();
    for _ in 0..syllables {
        for part in [STARTS, VOWELS, ENDS] {
            word.push_str(part[chance.below(part.len())]);
        }
    }
    word
}

/// How many bytes a sign takes.
const SIGN: usize = 3;

/// A word of so many signs: some signs are in far more words than others.
fn made_of_signs(signs: usize, chance: &mut Chance) -> String {
    let sign = |chance: &mut Chance| {
        let share = chance.below(1 << 20) as f64 / f64::from(1 << 20);
        char::from_u32(0x4E00 + 7 * (share * share * SIGNS as f64) as u32).expect("all of these are signs")
    };
    (0..signs).map(|_| sign(chance)).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
