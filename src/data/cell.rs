//! One cell: the text that an author wrote, and what it reads as.
//!
//! Reading is strict, because a number that is guessed is a number that nobody checked: `1,200` is a text, and so is
//! `007`. Nothing here knows of columns or files.

use crate::base::partial_date::PartialDate;

/// One cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text as it was written, without the space around it.
    pub text: Box<str>,
    /// What it reads as.
    pub value: Value,
}

/// What a cell reads as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Nothing is known here. Never to be taken for zero.
    Missing,
    /// A finite number, never −0.
    Number(f64),
    /// A year, a month, a day or a run of years.
    Date(PartialDate),
    /// Anything else.
    Text,
}

impl Cell {
    /// A cell that is read by itself: nothing at all is missing, then come numbers, then dates.
    ///
    /// A lone year such as `2024` reads as a number; only its neighbours in a column can say that it is a date.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let value = if text.is_empty() {
            Value::Missing
        } else if let Some(number) = number(text).filter(|_| !is_code(text)) {
            Value::Number(number)
        } else {
            date(text).map_or(Value::Text, Value::Date)
        };
        Self { text: text.into(), value }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The date, if it is one.
    pub fn date(&self) -> Option<PartialDate> {
        match self.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// True if nothing is known here.
    pub fn is_missing(&self) -> bool {
        self.value == Value::Missing
    }

    /// How many decimals the number was written with: 2 for `1.50`, none for `1.5e3`. None for what is no number.
    pub fn decimals(&self) -> u8 {
        if self.number().is_none() {
            return 0;
        }
        let (mantissa, exponent) = self.text.split_once(['e', 'E']).unwrap_or((&self.text, "0"));
        let written = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i64);
        let exponent: i64 = exponent.replace('\u{2212}', "-").parse().unwrap_or(0);
        written.saturating_sub(exponent).clamp(0, 255) as u8
    }
}

/// Reads a number as data files have it: `1200`, `-1.5e3`, `+0.5`, with a hyphen or U+2212 for minus. No thousands
/// separators, no decimal comma, no `inf` and no `NaN`.
pub fn number(text: &str) -> Option<f64> {
    let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.replace('\u{2212}', "-"))),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let well_written = match mantissa.split_once('.') {
        Some((whole, decimals)) => (whole.is_empty() || digits(whole)) && digits(decimals),
        None => digits(mantissa),
    };
    let exponent_is_written = |exponent: &String| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    if !well_written || !exponent.as_ref().is_none_or(exponent_is_written) {
        return None;
    }
    let size: f64 = match exponent {
        Some(exponent) => format!("{mantissa}e{exponent}").parse().ok()?,
        None => mantissa.parse().ok()?,
    };
    // `-0` is zero: nobody wants to see a minus before it.
    size.is_finite().then_some(if negative && size != 0.0 { -size } else { size })
}

/// True for digits that begin with a needless zero: `007` and `01` name things, such as regions, and count nothing.
fn is_code(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// Reads `2024`, `2024-03`, `2024-03-12` or `1996..1999`. A time of day is no part of a date.
pub fn date(text: &str) -> Option<PartialDate> {
    (text.len() <= 10).then(|| PartialDate::parse(text))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, expected) in [
            ("1200", 1200.0),
            ("-1.5e3", -1500.0),
            ("\u{2212}3.25", -3.25),
            ("1e\u{2212}2", 0.01),
            ("+0.5", 0.5),
            (".5", 0.5),
            ("0", 0.0),
            ("0.10", 0.1),
        ] {
            assert_eq!(Cell::read(text).value, Value::Number(expected), "{text}");
        }
        assert!(Cell::read("-0").number().is_some_and(f64::is_sign_positive));
        for text in [
            "1,200", "1 200", "12%", "$5", "5.", ".", "-", "e5", "1e", "1e400", "inf", "NaN", "0x10", "007", "١٢",
            "--1",
        ] {
            assert_eq!(Cell::read(text).value, Value::Text, "{text}");
        }
    }

    #[test]
    fn dates_and_nothing_are_read() {
        assert_eq!(Cell::read(" 2024-03 ").value, Value::Date(PartialDate::Month(2024, 3)));
        assert_eq!(Cell::read("2024-03-12").value, Value::Date(PartialDate::Day(2024, 3, 12)));
        assert_eq!(Cell::read("1996..1999").value, Value::Date(PartialDate::Years(1996, 1999)));
        assert_eq!(Cell::read("2024").value, Value::Number(2024.0));
        assert_eq!(Cell::read("2024-02-30").value, Value::Text);
        assert_eq!(Cell::read("2024-03-12 12:00").value, Value::Text);
        assert!(Cell::read("  ").is_missing());
    }

    #[test]
    fn written_decimals_are_counted() {
        for (text, decimals) in [("1.50", 2), ("12", 0), ("1.5e3", 0), ("1.25e1", 1), ("5e-3", 3), ("n/a", 0), ("", 0)]
        {
            assert_eq!(Cell::read(text).decimals(), decimals, "{text}");
        }
    }
}
