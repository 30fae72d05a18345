//! What a word of the index is, as data: letters, endings, scripts without spaces. The manifest of the index holds these
//! tables, and the script of the search page follows them: no rule is written twice.
//!
//! Endings are cut lightly: forms of one word must meet, and other words may meet them now and then. They need not leave
//! a word of the language.

use crate::base::language::primary;
use serde_json::{Value, json};

/// An ending, what takes its place, and how many letters must be left before it.
pub type Ending = (&'static str, &'static str, usize);

/// One cut. The first ending that fits is taken, and no other.
#[derive(Debug)]
pub struct Step {
    /// The letters of which one must be left before the ending; nothing where it does not matter.
    pub vowels: &'static str,
    /// The endings, in the order in which they are tried.
    pub endings: &'static [Ending],
    /// A bit for each value of the lower six bits of the last byte of an ending: most words end in none of most steps.
    last: u64,
}

impl Step {
    const fn new(vowels: &'static str, endings: &'static [Ending]) -> Self {
        let (mut last, mut at) = (0, 0);
        while at < endings.len() {
            let ending = endings[at].0.as_bytes();
            last |= 1 << (ending[ending.len() - 1] % 64);
            at += 1;
        }
        Self { vowels, endings, last }
    }
}

/// The endings of a language.
#[derive(Debug)]
pub struct Stems {
    /// Its code of ISO 639-1.
    pub code: &'static str,
    /// The first and the last letter of its script: words that begin with one of them are cut.
    pub letters: (char, char),
    /// The cuts, one after another.
    pub steps: &'static [Step],
}

/// Words that are longer, in letters, are no words.
pub const LONGEST: usize = 40;

/// Letters whose marks are dropped (é is e), the first and the last: after decomposition marks stand behind these.
pub const UNMARKED: (char, char) = ('a', '\u{24f}');

/// Letters that no decomposition takes apart, and how readers type them.
pub const FOLDED: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ł', "l"),
    ('ı', "i"),
    ('ё', "е"),
];

/// What may stand inside a word and is no part of it.
pub const APOSTROPHES: &[char] = &['\'', '’', 'ʼ', '‘'];

/// Scripts that are written without spaces, the first and the last sign of each run: Thai to Myanmar, kana, Chinese, Korean.
pub const UNSPACED: &[(char, char)] = &[
    ('\u{e00}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7af}'),
    ('\u{20000}', '\u{323af}'),
];

/// Languages that other scripts than the Latin one are written in: Latin words on their pages are mostly English.
const OTHER_SCRIPTS: &[&str] = &[
    "am", "ar", "be", "bg", "bn", "el", "fa", "he", "hi", "hy", "ja", "ka", "kk", "km", "ko", "ky", "lo", "mk", "mn",
    "my", "ru", "sr", "ta", "tg", "th", "uk", "ur", "yi", "zh",
];

const ENGLISH: Stems = Stems {
    code: "en",
    letters: ('a', 'z'),
    steps: &[
        // Plurals, and the apostrophe that went before.
        Step::new(
            "",
            &[("sis", "s", 2), ("ies", "i", 2), ("ied", "i", 2), ("ss", "ss", 0), ("us", "us", 0), ("s", "", 3)],
        ),
        Step::new(
            "aeiouy",
            &[
                ("greed", "gree", 1),
                ("teed", "tee", 3),
                ("eed", "eed", 0),
                ("ingly", "", 3),
                ("edly", "", 3),
                ("ing", "", 3),
                ("ed", "", 3),
            ],
        ),
        Step::new("aeiouy", &[("ally", "", 4), ("ly", "", 3), ("li", "", 3)]),
        Step::new(
            "aeiouy",
            &[
                ("bb", "b", 2),
                ("dd", "d", 2),
                ("ff", "f", 2),
                ("gg", "g", 2),
                ("ll", "l", 2),
                ("mm", "m", 2),
                ("nn", "n", 2),
                ("pp", "p", 2),
                ("rr", "r", 2),
                ("tt", "t", 2),
            ],
        ),
        Step::new("", &[("e", "", 3), ("y", "i", 2)]),
    ],
};

const UKRAINIAN: Stems = Stems {
    code: "uk",
    letters: ('а', 'ґ'),
    steps: &[
        Step::new("аеєиіїоуюя", &[("ся", "", 3), ("сь", "", 3)]),
        // Of adjectives, nouns and verbs in the present, the longest first.
        Step::new(
            "аеєиіїоуюя",
            &[
                ("уються", "", 2),
                ("уєте", "", 3),
                ("уємо", "", 3),
                ("ують", "", 3),
                ("юють", "", 3),
                ("ають", "", 3),
                ("яють", "", 3),
                ("іють", "", 3),
                ("аємо", "", 3),
                ("аєте", "", 3),
                ("ує", "", 3),
                ("ює", "", 3),
                ("ає", "", 3),
                ("яє", "", 3),
                ("іє", "", 3),
                ("ого", "", 2),
                ("ому", "", 2),
                ("ими", "", 2),
                ("іми", "", 3),
                ("ами", "", 2),
                ("ями", "", 2),
                ("ові", "", 3),
                ("еві", "", 3),
                ("єві", "", 3),
                ("ять", "", 3),
                ("ить", "", 3),
                ("уть", "", 3),
                ("ють", "", 3),
                ("ий", "", 2),
                ("ій", "", 2),
                ("ої", "", 2),
                ("ою", "", 2),
                ("ею", "", 2),
                ("єю", "", 2),
                ("их", "", 2),
                ("іх", "", 3),
                ("ах", "", 2),
                ("ях", "", 2),
                ("ам", "", 2),
                ("ям", "", 2),
                ("им", "", 2),
                ("ом", "", 2),
                ("ем", "", 3),
                ("єм", "", 3),
                ("ів", "", 2),
                ("їв", "", 3),
                ("ей", "", 3),
                ("а", "", 2),
                ("я", "", 2),
                ("у", "", 2),
                ("ю", "", 2),
                ("и", "", 2),
                ("і", "", 2),
                ("ї", "", 2),
                ("е", "", 2),
                ("є", "", 2),
                ("о", "", 2),
                ("ь", "", 2),
                ("й", "", 3),
            ],
        ),
        // What is left of infinitives and of the past, and vowels that come and go in nouns.
        Step::new(
            "аеєиіїоуюя",
            &[
                ("уват", "", 3),
                ("увал", "", 3),
                ("ував", "", 3),
                ("юват", "", 3),
                ("ювал", "", 3),
                ("ював", "", 3),
                ("ат", "", 3),
                ("ят", "", 3),
                ("ит", "", 3),
                ("іт", "", 3),
                ("ав", "", 3),
                ("яв", "", 3),
                ("ив", "", 3),
                ("ал", "", 3),
                ("ял", "", 3),
                ("ил", "", 3),
            ],
        ),
        Step::new(
            "",
            &[
                ("рік", "рок", 0),
                ("київ", "києв", 0),
                ("нн", "н", 2),
                ("іст", "ост", 1),
                ("іц", "ік", 2),
                ("иц", "ик", 2),
                ("ок", "к", 2),
                ("ец", "ц", 2),
                ("єц", "йц", 2),
                ("і", "", 3),
            ],
        ),
    ],
};

/// All languages whose endings are cut.
pub static STEMS: [&Stems; 2] = [&ENGLISH, &UKRAINIAN];

/// The endings that are cut in a text of this language (a BCP 47 tag): of the language itself, and of those in other
/// scripts.
pub fn stems_for(lang: &str) -> Vec<&'static Stems> {
    let code = primary(lang);
    let is_latin = code != "en" && !OTHER_SCRIPTS.contains(&code.as_str());
    STEMS.into_iter().filter(|stems| !is_latin || stems.letters.0 != 'a').collect()
}

impl Stems {
    /// Whether words that begin with this letter are cut.
    pub fn cuts(&self, first: char) -> bool {
        (self.letters.0..=self.letters.1).contains(&first)
    }

    /// The word without its endings.
    pub fn cut(&self, word: &str) -> String {
        let mut word = word.to_owned();
        self.cut_from(&mut word, 0);
        word
    }

    /// Cuts the endings of the word that begins at a place of a text and ends with it.
    pub(super) fn cut_from(&self, text: &mut String, from: usize) {
        for step in self.steps {
            let word = &text[from..];
            let last = word.as_bytes().last();
            if last.is_none_or(|last| step.last & (1 << (last % 64)) == 0) {
                continue;
            }
            let has_vowel = |rest: &str| {
                step.vowels.is_empty() || rest.chars().any(|c| step.vowels.chars().any(|vowel| vowel == c))
            };
            let fits = |(ending, _, left): &&Ending| {
                // Most endings differ in the last byte already.
                let rest = if ending.as_bytes().last() == last { word.strip_suffix(ending) } else { None };
                let is_left = |rest: &str| rest.chars().nth(left - 1).is_some() && has_vowel(rest);
                rest.is_some_and(|rest| *left == 0 || is_left(rest))
            };
            if let Some((ending, instead, _)) = step.endings.iter().find(fits) {
                text.truncate(text.len() - ending.len());
                text.push_str(instead);
            }
        }
    }
}

/// The rules as the script reads them.
pub(super) fn as_json() -> Value {
    let range = |(first, last): &(char, char)| json!([u32::from(*first), u32::from(*last)]);
    let step = |step: &Step| json!([step.vowels, step.endings]);
    let stems = |stems: &&Stems| {
        json!({
            "letters": range(&stems.letters),
            "steps": stems.steps.iter().map(step).collect::<Vec<_>>(),
        })
    };
    json!({
        "longest": LONGEST,
        "unmarked": range(&UNMARKED),
        "folded": FOLDED.iter().map(|(letter, typed)| (letter.to_string(), json!(typed))).collect::<serde_json::Map<_, _>>(),
        "apostrophes": APOSTROPHES.iter().collect::<String>(),
        "unspaced": UNSPACED.iter().map(range).collect::<Vec<_>>(),
        "stems": STEMS.iter().map(stems).collect::<Vec<_>>(),
    })
}
