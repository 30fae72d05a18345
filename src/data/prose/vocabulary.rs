//! A language → what its words can do in a number or beside one, and a quick look at whether a sentence can hold
//! a number at all. The words are those of the tables in `words`; months and magnitudes are those of `base::Language`.

use super::words::{CHINESE, ENGLISH, EVERYWHERE, FRENCH, GERMAN, SMALL, SPANISH, SUFFIXES, UKRAINIAN};
use crate::base::Language;
use crate::base::language::LANGUAGES;
use Meaning::{
    Currency, Double, Fold, Half, Large, Month, Multiple, Part, Parts, Percent, Scale, Scales, Share, Small, Twice,
    Unit,
};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word can do in a number or beside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    None,
    /// Zero to twelve.
    Small(u8),
    /// Thirteen and more: `forty`.
    Large(u8),
    /// `hundred`, `million`
    Scale,
    /// `hundreds`, `millions`: vague, unless a number stands before it.
    Scales,
    /// `dozen`
    Dozen,
    Half,
    /// `third`, `quarter`: an ordinal or a share.
    Part,
    /// `thirds`, `quarters`
    Parts,
    /// A share in one word that is no ordinal: `Drittel`.
    Share,
    /// `doubled`
    Multiple,
    /// `double`, which is also a common adjective.
    Double,
    Twice,
    /// `tenfold`
    Fold,
    /// `fold`, `times`
    Times,
    Percent,
    Currency,
    /// A measure: `km`, `barrels`.
    Unit,
    /// Part of a measure: `square`, `metric`.
    UnitPart,
    /// A length of time.
    Time,
    Month,
    /// `first`, `twenty-first`
    Ordinal,
    /// A word that a number is the label of: `figure`, `step`.
    Label,
    /// The same, if it is written large: `Class`, `Order`.
    LargeLabel,
    /// `p.m.`
    Clock,
    /// `BC`
    Era,
    /// Before or after a number it says how near it is: `about`, `than`.
    Hedge,
    /// Before a duration it places it in time: `last`.
    Placing,
    /// After a duration it does: `ago`.
    Placed,
    Age,
    Article,
    And,
    Of,
    To,
    /// Other words that no name ends with.
    Function,
}

/// The words of a language, and a filter that lets a sentence through if it may hold a number.
pub(super) struct Vocabulary {
    words: FxHashMap<String, Meaning>,
    /// A bit for each hash of a word that a number in words cannot do without.
    filter: Vec<u64>,
    code: &'static str,
    /// What stands between groups of three digits, if it is no space.
    pub group: char,
    /// True if a plain space between groups of three digits makes one number of them.
    pub groups_by_space: bool,
}

/// So many that one word in a thousand gets through by chance, few enough for the nearest cache.
const FILTER_BITS: u32 = 1 << 17;

impl Vocabulary {
    /// The vocabulary of a language.
    pub(super) fn of(language: &Language) -> &'static Self {
        static ALL: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| LANGUAGES.into_iter().map(Vocabulary::new).collect());
        ALL.iter().find(|known| known.code == language.code).unwrap_or(&ALL[0])
    }

    fn new(language: &'static Language) -> Self {
        let own = match language.code {
            "uk" => UKRAINIAN,
            "de" => GERMAN,
            "fr" => FRENCH,
            "es" => SPANISH,
            "zh" => CHINESE,
            _ => ENGLISH,
        };
        let mut words = FxHashMap::default();
        let small = SMALL.split(' ').zip(0..).filter(|_| matches!(language.code, "en" | "zh"));
        let small = small.map(|(word, value)| (Small(value), word));
        let tables = own
            .iter()
            .chain(EVERYWHERE)
            .flat_map(|(meaning, text)| text.split_ascii_whitespace().map(|word| (*meaning, word)).collect::<Vec<_>>());
        let dates = &language.dates;
        let months =
            dates.months.iter().chain(&dates.months_of_days).chain(&dates.months_short).map(|word| (Month, *word));
        for (meaning, word) in small.chain(tables).chain(months) {
            // The table's own meaning goes before that of a month and of a code.
            words.entry(word.trim_end_matches('.').to_lowercase()).or_insert(meaning);
        }
        for magnitude in language.numbers.magnitudes {
            for word in magnitude.long.iter().chain([&magnitude.short]) {
                let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
                words.entry(word).or_insert(Scales);
            }
        }
        if language.code == "en" {
            words.extend(["sept", "sep"].map(|word| (word.to_owned(), Month)));
        }
        let mut filter = vec![0; (FILTER_BITS / 64) as usize];
        for (word, meaning) in &words {
            // `one` is in every third sentence and makes a number only with another word of these.
            let carries = match meaning {
                Small(value) => *value != 1,
                Percent | Unit | Currency => word.len() > 3,
                Large(_) | Scale | Half | Part | Parts | Share | Multiple | Double | Twice | Fold => true,
                _ => false,
            };
            let mut capital = word.chars();
            let capital = capital.next().map(|first| first.to_uppercase().chain(capital).collect::<String>());
            for form in capital.iter().chain([word]).filter(|_| carries) {
                let mut last = SEED;
                each_hash(form, |hash| {
                    last = hash;
                    false
                });
                filter[(mixed(last) / 64) as usize] |= 1 << (mixed(last) % 64);
            }
        }
        let group = language.numbers.group.chars().next().filter(|sign| matches!(sign, ',' | '.')).unwrap_or(' ');
        let groups_by_space = !matches!(language.code, "en" | "zh");
        Self { words, filter, code: language.code, group, groups_by_space }
    }

    /// The code of the language.
    pub(super) fn code(&self) -> &'static str {
        self.code
    }

    /// What a word means, however its letters are written, with or without a possessive ending.
    pub(super) fn meaning(&self, word: &str) -> Meaning {
        let mut small = [0; 40];
        let known = match small.get_mut(..word.len()) {
            Some(bytes) if word.is_ascii() => {
                bytes.copy_from_slice(word.as_bytes());
                bytes.make_ascii_lowercase();
                std::str::from_utf8(bytes).ok().and_then(|word| self.words.get(word))
            }
            _ => self.words.get(&word.to_lowercase()),
        };
        match known {
            Some(meaning) => *meaning,
            None => {
                word.strip_suffix("'s").or(word.strip_suffix("’s")).map_or(Meaning::None, |stem| self.meaning(stem))
            }
        }
    }

    /// True if the letters behind a number are a unit or a magnitude.
    pub(super) fn is_suffix(&self, letters: &str) -> bool {
        SUFFIXES.split_ascii_whitespace().any(|known| known == letters)
    }

    /// False if a sentence surely holds no number: no digit, and none of the words that make one.
    pub(super) fn may_hold_numbers(&self, sentence: &str) -> bool {
        if self.code == "zh" {
            return sentence.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两半翻倍".contains(c));
        }
        sentence.bytes().any(|byte| byte.is_ascii_digit()) || each_hash(sentence, |hash| self.is_carried(hash))
    }

    fn is_carried(&self, hash: u32) -> bool {
        self.filter[(mixed(hash) / 64) as usize] >> (mixed(hash) % 64) & 1 == 1
    }
}

/// The bit of a hash: its upper half is the better mixed one.
fn mixed(hash: u32) -> u32 {
    (hash ^ (hash >> 15)) % FILTER_BITS
}

const SEED: u32 = 0x811c_9dc5;

/// Hashes each run of letters, small or large, until one is wanted; true if one was. Signs beyond ASCII that stand
/// beside words (quotes, dashes, odd spaces; `E2 xx xx` and `C2 xx`) end a run.
fn each_hash(text: &str, mut wanted: impl FnMut(u32) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut hash = SEED;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if byte.is_ascii_alphabetic() || (*byte >= 0x80 && !matches!(byte, 0xC2 | 0xE2)) {
            // FNV-1a, with letters of ASCII made small by one bit.
            let folded = if *byte < 0x80 { byte | 0x20 } else { *byte };
            hash = (hash ^ u32::from(folded)).wrapping_mul(0x0100_0193);
            continue;
        }
        if hash != SEED && wanted(hash) {
            return true;
        }
        hash = SEED;
        at += match byte {
            0xC2 => 1,
            0xE2 => 2,
            _ => 0,
        };
    }
    hash != SEED && wanted(hash)
}
