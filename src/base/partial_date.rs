//! Dates of sources: known to the year, the month or the day, and shown no more precisely than that.

use super::Moment;
use std::fmt;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A year, a month of a year, a day, or a run of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// `2025`
    Year(i16),
    /// `2022-02`
    Month(i16, i8),
    /// `2024-06-07`
    Day(i16, i8, i8),
    /// `1996..1999`
    Years(i16, i16),
}

impl PartialDate {
    /// Reads one of the four forms.
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
                let month = m.parse().ok().filter(|m| (1..=12).contains(m))?;
                Some(Self::Month(year(y)?, month))
            }
            _ => {
                let date = Moment::parse(text).ok()?.date;
                Some(Self::Day(date.year(), date.month(), date.day()))
            }
        }
    }

    /// The date for people, no more precise than it is known.
    pub fn words(self) -> String {
        let month = |m: i8| MONTHS[(m - 1).clamp(0, 11) as usize];
        match self {
            Self::Year(y) => y.to_string(),
            Self::Month(y, m) => format!("{} {y}", month(m)),
            Self::Day(y, m, d) => format!("{d} {} {y}", month(m)),
            Self::Years(from, to) => format!("{from}\u{2013}{to}"),
        }
    }

    /// The first year, for sorting and for short forms.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(y) | Self::Month(y, _) | Self::Day(y, _, _) | Self::Years(y, _) => y,
        }
    }
}

impl fmt::Display for PartialDate {
    /// The machine form, which is also the form that is written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
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
        for text in ["2025", "2022-02", "2024-06-07", "1996..1999"] {
            assert_eq!(PartialDate::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in ["", "25", "2022-13", "2024-02-30", "1999..1996", "late 1990s", "２０２５"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
