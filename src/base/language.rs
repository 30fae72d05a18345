//! A language's code → how it writes numbers and dates, and the words around a chart. One table entry a language.
//!
//! Signs, names and plural forms are those of the Unicode CLDR, version 48, but for this: a space stands before the short
//! words of English and the French percent sign is kept off by a no-break space of full width, Ukrainian dates go without
//! «р.», the first of a month is «1er» in French, and Spanish has a short word for a thousand millions. What belongs to
//! the number is tied to it by a no-break space. Knows no number and no chart.

mod chinese;
mod english;
mod french;
mod german;
mod names;
mod spanish;
mod tag;
mod ukrainian;

pub use names::own_name;
pub use tag::{direction, is_tag, primary};

use std::fmt;

/// All languages, English first.
pub static LANGUAGES: [&Language; 6] =
    [&english::ENGLISH, &ukrainian::UKRAINIAN, &german::GERMAN, &french::FRENCH, &spanish::SPANISH, &chinese::CHINESE];

/// What is known of a language.
pub struct Language {
    /// Its code of ISO 639-1.
    pub code: &'static str,
    /// Whether the mark of a note stands behind a full stop or a comma; elsewhere it stands before.
    pub marks_follow_stops: bool,
    /// How it writes numbers.
    pub numbers: Numbers,
    /// How it writes dates.
    pub dates: Dates,
    /// Words of the interface.
    pub words: Words,
}

/// How a language writes numbers.
#[derive(Debug)]
pub struct Numbers {
    /// The decimal sign.
    pub decimal: &'static str,
    /// What stands between groups of three digits.
    pub group: &'static str,
    /// The least number of digits before the decimal sign that are grouped: 4 where 1,000 is, 5 where only 10,000 is.
    pub group_from: usize,
    /// Thousand, million and so on, from the least.
    pub magnitudes: &'static [Magnitude],
    /// How the form of a counted word follows from the number before it.
    pub plural: Plural,
    /// The percent sign with what stands between it and the number.
    pub percent: &'static str,
    /// Percentage points after one, few, many, a fraction, with what stands in between.
    pub points: [&'static str; 4],
    /// True if a currency sign stands before the number, false if after it and a no-break space.
    pub currency_first: bool,
}

/// A word for a power of ten.
#[derive(Debug, Clone, Copy)]
pub struct Magnitude {
    /// The power: 9 for a billion.
    pub power: i32,
    /// The short word, with what stands between it and the number.
    pub short: &'static str,
    /// The long word after one, few, many, a fraction, with what stands in between.
    pub long: [&'static str; 4],
}

/// The rule for the form of a counted word (CLDR plural rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// One form for all numbers.
    Same,
    /// The singular for a one that has no decimals; English, German, Spanish.
    One,
    /// The singular below two, decimals or not; French.
    BelowTwo,
    /// By the last digits; Ukrainian, Russian, Serbian, Croatian.
    LastDigits,
    /// The singular for a one alone, then by the last digits; Polish.
    OneThenLastDigits,
    /// The singular for a one, another form from two to four; Czech, Slovak.
    OneThenFew,
}

/// How a language writes dates. In the patterns `{d}` is a day, `{m}` a month's name, `{q}` a quarter, `{y}` a year and
/// `{z}` the last year of a run.
#[derive(Debug)]
pub struct Dates {
    /// Names of the months, standing alone.
    pub months: [&'static str; 12],
    /// Names of the months beside a day.
    pub months_of_days: [&'static str; 12],
    /// Short names.
    pub months_short: [&'static str; 12],
    /// A day with the long name, and with the short name.
    pub day: [&'static str; 2],
    /// The first day of a month, where it is no plain number.
    pub first_day: &'static str,
    /// A month with the long name, and with the short name.
    pub month: [&'static str; 2],
    /// Names of the quarters.
    pub quarters: [&'static str; 4],
    /// Short names of the quarters.
    pub quarters_short: [&'static str; 4],
    /// A quarter with the long name, and with the short name.
    pub quarter: [&'static str; 2],
    /// A year in a sentence.
    pub year: &'static str,
    /// A run of years in a sentence.
    pub years: &'static str,
}

/// Words around charts, notes and what else bodies hold.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is the English word that it holds a translation of")]
pub struct Words {
    pub source: &'static str,
    pub sources: &'static str,
    pub note: &'static str,
    pub data_table: &'static str,
    pub download: &'static str,
    pub image: &'static str,
    pub no_data: &'static str,
    /// A sentence for the note of a chart with gaps.
    pub data_is_missing: &'static str,
    /// A sentence.
    pub axis_does_not_start_at_zero: &'static str,
    /// A sentence.
    pub axis_is_logarithmic: &'static str,
    /// A sentence for shares that do not add up.
    pub figures_are_rounded: &'static str,
    pub total: &'static str,
    pub other: &'static str,
    pub value: &'static str,
    pub values: &'static str,
    pub year: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub low: &'static str,
    pub high: &'static str,
    pub less: &'static str,
    pub more: &'static str,
    pub increase: &'static str,
    pub decrease: &'static str,
    pub change: &'static str,
    pub average: &'static str,
    pub estimate: &'static str,
    pub forecast: &'static str,
    pub start: &'static str,
    pub end: &'static str,
    pub event: &'static str,
    pub stated_by: &'static str,
    pub citing: &'static str,
    pub sources_disagree: &'static str,
    /// The same at the beginning of a sentence.
    pub sources_disagree_sentence: &'static str,
    /// At the beginning of a sentence, before a date.
    pub archived_copy: &'static str,
    /// At the beginning of a sentence, before a date.
    pub accessed: &'static str,
    /// Before the names of editors.
    pub edited_by: &'static str,
    /// Before the number of a note that says more, inside a sentence.
    pub see_note: &'static str,
    /// Between two names.
    pub and: &'static str,
    /// Behind the first of many names.
    pub and_others: &'static str,
    /// What the way back from a note is called; the name of the place follows.
    pub back_to_reference: &'static str,
    /// What a link to the page of a source is called.
    pub about_this_source: &'static str,
    /// What the link of a heading to itself is called.
    pub link_to_this_section: &'static str,
    /// What a table is called that has no name of its own.
    pub table: &'static str,
    /// Of a task.
    pub done: &'static str,
    /// Of a task.
    pub to_do: &'static str,
    /// The title of a call-out.
    pub tip: &'static str,
    /// The title of a call-out.
    pub important: &'static str,
    /// The title of a call-out.
    pub warning: &'static str,
    /// The title of a call-out.
    pub caution: &'static str,
}

impl Language {
    /// The language of a code such as `de`, `de-AT` or `zh_Hans`; English if it is not known.
    pub fn of(code: &str) -> &'static Self {
        let first = code.split(['-', '_']).next().unwrap_or(code);
        LANGUAGES.into_iter().find(|language| language.code.eq_ignore_ascii_case(first)).unwrap_or(LANGUAGES[0])
    }

    /// What stands between a label and what it labels.
    pub fn colon(&self) -> &'static str {
        match self.code {
            "fr" => "\u{a0}: ",
            "zh" => "：",
            _ => ": ",
        }
    }

    /// English.
    pub fn english() -> &'static Self {
        LANGUAGES[0]
    }
}

impl Plural {
    /// The rule of a language, also of some that the program knows nothing else of. Others are taken to have a singular for
    /// a one.
    pub fn of(tag: &str) -> Self {
        match primary(tag).as_str() {
            "ru" | "be" | "sr" | "hr" | "bs" => Self::LastDigits,
            "pl" => Self::OneThenLastDigits,
            "cs" | "sk" => Self::OneThenFew,
            "ja" | "ko" | "vi" | "th" | "id" | "ms" => Self::Same,
            _ => Language::of(tag).numbers.plural,
        }
    }

    /// The kinds of numbers that the rule tells apart, by their names in the CLDR.
    pub fn categories(self) -> &'static [&'static str] {
        match self {
            Self::Same => &["other"],
            Self::One | Self::BelowTwo => &["one", "other"],
            Self::OneThenFew => &["one", "few", "other"],
            Self::LastDigits | Self::OneThenLastDigits => &["one", "few", "many", "other"],
        }
    }

    /// The kind of a number, given as for [`Plural::form`].
    pub fn category(self, whole: &str, has_decimals: bool) -> &'static str {
        match (self, self.form(whole, has_decimals)) {
            (_, 0) => "one",
            (_, 1) => "few",
            (Self::LastDigits | Self::OneThenLastDigits, 2) => "many",
            _ => "other",
        }
    }

    /// Which of the four forms (one, few, many, a fraction) follows a number, given as it is written: its digits before
    /// the decimal sign, without groups, and whether decimals follow.
    pub fn form(self, whole: &str, has_decimals: bool) -> usize {
        let last =
            |count: usize| whole.get(whole.len().saturating_sub(count)..).and_then(|d| d.parse().ok()).unwrap_or(0);
        match self {
            Self::Same => 2,
            Self::BelowTwo if matches!(whole, "0" | "1") => 0,
            _ if has_decimals => 3,
            Self::One | Self::OneThenLastDigits | Self::OneThenFew if whole == "1" => 0,
            Self::OneThenFew if matches!(whole, "2" | "3" | "4") => 1,
            Self::OneThenLastDigits if matches!(last(1), 2..=4) && !matches!(last(2), 12..=14) => 1,
            Self::LastDigits => match (last(1), last(2)) {
                (_, 11..=14) => 2,
                (1, _) => 0,
                (2..=4, _) => 1,
                _ => 2,
            },
            Self::One | Self::BelowTwo | Self::OneThenLastDigits | Self::OneThenFew => 2,
        }
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_falls_back_to_its_beginning_and_to_english() {
        let code = |code| Language::of(code).code;
        assert_eq!(["de", "de-AT", "ZH_hans", "uk", "xx", ""].map(code), ["de", "de", "zh", "uk", "en", "en"]);
    }

    #[test]
    fn the_form_of_a_word_follows_its_number() {
        let forms = |rule: Plural| ["0", "1", "2", "5", "11", "21", "112"].map(|whole| rule.form(whole, false));
        assert_eq!(forms(Plural::One), [2, 0, 2, 2, 2, 2, 2]);
        assert_eq!(forms(Plural::BelowTwo), [0, 0, 2, 2, 2, 2, 2]);
        assert_eq!(forms(Plural::LastDigits), [2, 0, 1, 2, 2, 0, 2]);
        assert_eq!(forms(Plural::of("pl-PL")), [2, 0, 1, 2, 2, 2, 2]);
        assert_eq!(forms(Plural::of("cs")), [2, 0, 1, 2, 2, 2, 2]);
        assert_eq!(
            ["ru", "ja", "xx", "fr"].map(Plural::of),
            [Plural::LastDigits, Plural::Same, Plural::One, Plural::BelowTwo]
        );
        assert_eq!([Plural::One, Plural::BelowTwo, Plural::LastDigits].map(|rule| rule.form("1", true)), [3, 0, 3]);
    }

    #[test]
    fn the_kinds_of_numbers_are_those_of_the_cldr() {
        let of = |code: &str, numbers: [&str; 6]| {
            numbers.map(|whole| Language::of(code).numbers.plural.category(whole, false)).join(" ")
        };
        let numbers = ["0", "1", "2", "5", "21", "112"];
        for code in ["en", "de", "es"] {
            assert_eq!(of(code, numbers), "other one other other other other", "{code}");
        }
        assert_eq!(of("fr", numbers), "one one other other other other");
        assert_eq!(of("uk", numbers), "many one few many one many");
        assert_eq!(of("zh", numbers), "other other other other other other");
        assert_eq!(Language::of("uk").numbers.plural.category("2", true), "other");
        for language in LANGUAGES {
            let plural = language.numbers.plural;
            let all = (0..200).map(|n: u32| plural.category(&n.to_string(), false));
            assert!(all.chain([plural.category("1", true)]).all(|kind| plural.categories().contains(&kind)));
        }
    }

    #[test]
    fn every_language_has_every_word() {
        for language in LANGUAGES {
            let table = format!("{:?} {:?} {:?}", language.numbers, language.dates, language.words);
            let may_be_empty = ["first_day: \"\""];
            let empty = may_be_empty.iter().fold(table, |table, may| table.replace(may, ""));
            assert!(!empty.contains("\"\""), "{}: {empty}", language.code);
            assert!(language.numbers.magnitudes.is_sorted_by_key(|magnitude| magnitude.power));
        }
    }
}
