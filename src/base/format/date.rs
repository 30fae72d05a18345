//! A date → text for an axis, a table or a label, in a language, and no more precise than it is known.

use crate::base::language::{Dates, Language};
use crate::base::partial_date::PartialDate;
use crate::base::suggest;

/// How precisely a date is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateFormat {
    /// `2024`
    Year,
    /// `’24`
    ShortYear,
    /// `Q1 2024`
    Quarter,
    /// `Mar 2024`
    Month,
    /// `12 Mar 2024`
    Day,
}

const WORDS: [(&str, DateFormat); 5] = [
    ("year", DateFormat::Year),
    ("short-year", DateFormat::ShortYear),
    ("quarter", DateFormat::Quarter),
    ("month", DateFormat::Month),
    ("day", DateFormat::Day),
];

impl DateFormat {
    /// The words that `parse` knows.
    pub fn words() -> impl Iterator<Item = &'static str> + Clone {
        WORDS.iter().map(|(word, _)| *word)
    }

    /// Reads a word. The error says what is near.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let found = WORDS.iter().find(|(word, _)| *word == text).map(|(_, format)| *format);
        found.ok_or_else(|| format!("`{text}` is no date format; {}", suggest::hint(text, Self::words())))
    }

    /// Writes a date with short names. What is known less precisely than the format wants is shown as it is known.
    pub fn write(self, date: PartialDate, language: &Language) -> String {
        let dates = &language.dates;
        let year = |year: i16| match self {
            Self::ShortYear => format!("\u{2019}{:02}", year.rem_euclid(100)),
            _ => year.to_string(),
        };
        match (self, date) {
            (_, PartialDate::Years(from, to)) => format!("{}\u{2013}{}", year(from), year(to)),
            (Self::Year | Self::ShortYear, date) | (_, date @ PartialDate::Year(_)) => year(date.year()),
            (Self::Quarter, PartialDate::Month(y, m) | PartialDate::Day(y, m, _)) => {
                quarter(dates, 1, y, m.saturating_sub(1) / 3 + 1)
            }
            (_, PartialDate::Quarter(y, q)) => quarter(dates, 1, y, q),
            (Self::Month, PartialDate::Day(y, m, _)) | (_, PartialDate::Month(y, m)) => {
                fill(dates.month[1], y, "", one_of(&dates.months_short, m))
            }
            (Self::Day, PartialDate::Day(y, m, d)) => day(dates, 1, y, one_of(&dates.months_short, m), d),
        }
    }
}

/// A date in a sentence, with long names.
pub(in crate::base) fn words(date: PartialDate, language: &Language) -> String {
    let dates = &language.dates;
    match date {
        PartialDate::Year(y) => fill(dates.year, y, "", ""),
        PartialDate::Quarter(y, q) => quarter(dates, 0, y, q),
        PartialDate::Month(y, m) => fill(dates.month[0], y, "", one_of(&dates.months, m)),
        PartialDate::Day(y, m, d) => day(dates, 0, y, one_of(&dates.months_of_days, m), d),
        PartialDate::Years(from, to) => fill(dates.years, from, "", "").replace("{z}", &to.to_string()),
    }
}

fn day(dates: &Dates, length: usize, year: i16, month: &str, day: i8) -> String {
    let number = if day == 1 && !dates.first_day.is_empty() { dates.first_day.to_owned() } else { day.to_string() };
    fill(dates.day[length], year, &number, month)
}

fn quarter(dates: &Dates, length: usize, year: i16, quarter: i8) -> String {
    let names = if length == 0 { &dates.quarters } else { &dates.quarters_short };
    fill(dates.quarter[length], year, "", "").replace("{q}", one_of(names, quarter))
}

/// The name of a month or a quarter that is counted from one.
fn one_of<'a>(names: &[&'a str], number: i8) -> &'a str {
    let last = names.len().saturating_sub(1);
    names.get(usize::try_from(number.saturating_sub(1)).unwrap_or(0).min(last)).copied().unwrap_or_default()
}

fn fill(pattern: &str, year: i16, day: &str, month: &str) -> String {
    pattern.replace("{y}", &year.to_string()).replace("{d}", day).replace("{m}", month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(format: &str, date: &str, code: &str) -> String {
        DateFormat::parse(format).unwrap().write(PartialDate::parse(date).unwrap(), Language::of(code))
    }

    #[test]
    fn dates_are_no_more_precise_than_they_are_known() {
        let cases = [
            ("year", "2024-03-12", "2024"),
            ("short-year", "2004-03-12", "’04"),
            ("quarter", "2024-05", "Q2 2024"),
            ("month", "2024-03-12", "Mar 2024"),
            ("day", "2024-03-12", "12 Mar 2024"),
            ("day", "2024-03", "Mar 2024"),
            ("day", "2024", "2024"),
            ("month", "2024-Q4", "Q4 2024"),
            ("short-year", "1996..1999", "’96–’99"),
        ];
        for (format, date, expected) in cases {
            assert_eq!(write(format, date, "en"), expected, "{format} of {date}");
        }
        assert!(DateFormat::parse("quater").unwrap_err().contains("did you mean `quarter`?"));
    }

    #[test]
    fn languages_have_patterns_of_their_own() {
        assert_eq!(write("day", "2024-03-12", "de"), "12. März 2024");
        assert_eq!(write("day", "2024-03-12", "zh"), "2024年3月12日");
        assert_eq!(write("quarter", "2024-03-12", "zh"), "2024年一季度");
        assert_eq!(write("month", "2024-03", "uk"), "бер. 2024");
        let words = |date: &str, code: &str| words(PartialDate::parse(date).unwrap(), Language::of(code));
        assert_eq!([words("2024-03-12", "uk"), words("2024-03", "uk")], ["12 березня 2024", "березень 2024"]);
        assert_eq!([words("2024-05-01", "fr"), words("2024-Q1", "de")], ["1er mai 2024", "1. Quartal 2024"]);
        assert_eq!([words("2024-03-12", "es"), words("1996..1999", "zh")], ["12 de marzo de 2024", "1996–1999年"]);
    }
}
