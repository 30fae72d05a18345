//! Dates of sources: known to the year, the quarter, the month or the day, and shown no more precisely than that.

use super::{Language, Moment, format};
use std::fmt;

/// A year, a quarter or a month of a year, a day, or a run of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// `2025`
    Year(i16),
    /// `2024-Q1`
    Quarter(i16, i8),
    /// `2022-02`
    Month(i16, i8),
    /// `2024-06-07`
    Day(i16, i8, i8),
    /// `1996..1999`
    Years(i16, i16),
}

impl PartialDate {
    /// Reads one of the five forms.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (year(from)?, year(to)?);
            return (from <= to).then_some(Self::Years(from, to));
        }
        match text.len() {
            4 => Some(Self::Year(year(text)?)),
            7 => {
                let (y, m) = text.split_once('-')?;
                if let Some(q) = m.strip_prefix(['Q', 'q']) {
                    let quarter = q.parse().ok().filter(|q| (1..=4).contains(q))?;
                    return Some(Self::Quarter(year(y)?, quarter));
                }
                let month = m.parse().ok().filter(|m| (1..=12).contains(m))?;
                Some(Self::Month(year(y)?, month))
            }
            _ => {
                let date = Moment::parse(text).ok()?.date;
                Some(Self::Day(date.year(), date.month(), date.day()))
            }
        }
    }

    /// The date for people, no more precise than it is known, in English.
    pub fn words(self) -> String {
        self.words_in(Language::english())
    }

    /// The date for people, no more precise than it is known.
    pub fn words_in(self, language: &Language) -> String {
        format::date::words(self, language)
    }

    /// The year, month and day with which it begins, for sorting and for places on an axis.
    pub fn start(self) -> (i16, i8, i8) {
        match self {
            Self::Year(y) | Self::Years(y, _) => (y, 1, 1),
            Self::Quarter(y, q) => (y, q.clamp(1, 4) * 3 - 2, 1),
            Self::Month(y, m) => (y, m, 1),
            Self::Day(y, m, d) => (y, m, d),
        }
    }

    /// The first year, for sorting and for short forms.
    pub fn year(self) -> i16 {
        self.start().0
    }
}

impl fmt::Display for PartialDate {
    /// The machine form, which is also the form that is written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(y, m, d) => write!(f, "{y:04}-{m:02}-{d:02}"),
            Self::Years(from, to) => write!(f, "{from:04}..{to:04}"),
        }
    }
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_was_written() {
        for text in ["2025", "2024-Q3", "2022-02", "2024-06-07", "1996..1999"] {
            assert_eq!(PartialDate::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in ["", "25", "2022-13", "2022-Q5", "2022-Q", "2024-02-30", "1999..1996", "late 1990s", "２０２５"]
        {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_begins_somewhere() {
        let start = |text| PartialDate::parse(text).unwrap().start();
        assert_eq!((start("2024-Q3"), start("1996..1999")), ((2024, 7, 1), (1996, 1, 1)));
        assert_eq!(PartialDate::parse("2024-06-07").unwrap().words(), "7 June 2024");
    }
}
