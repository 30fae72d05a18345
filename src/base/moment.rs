//! Dates and moments of front matter: kept as they were written, never moved to another zone.

use super::language::Language;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, civil};
use std::fmt;

/// A date, or a date with a time and perhaps an offset from UTC, as an author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day, where one was written.
    pub time: Option<Time>,
    /// The offset from UTC, where one was written.
    pub offset: Option<Offset>,
}

/// Why a text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAMoment {
    /// `0000-00-00`: the place of a date that is still to come, as templates of posts have it.
    Placeholder,
    /// Not written as a date, or a day that no calendar has.
    Unreadable,
}

impl Moment {
    /// Reads `2024-06-07`, `2024-06-07 12:00`, `2024-06-07T12:00:00+08:00`, `2024-06-07 12:00:00 +0800`, `…Z`.
    pub fn parse(text: &str) -> Result<Self, NotAMoment> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(10).ok_or(NotAMoment::Unreadable)?;
        if date == "0000-00-00" {
            return Err(NotAMoment::Placeholder);
        }
        let read = || {
            let date = parse_date(date)?;
            let rest = match rest.strip_prefix(['T', 't']) {
                Some(rest) => rest,
                None if rest.is_empty() || rest.starts_with(' ') => rest.trim_start(),
                None => return None,
            };
            if rest.is_empty() {
                return Some(Self { date, time: None, offset: None });
            }
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(rest.len());
            let time = parse_time(&rest[..end])?;
            let offset = match rest[end..].trim() {
                "" => None,
                zone => Some(parse_offset(zone)?),
            };
            Some(Self { date, time: Some(time), offset })
        };
        read().ok_or(NotAMoment::Unreadable)
    }

    /// The point on the time line, with `offset` where none was written and midnight where no time was.
    pub fn instant(self, offset: Offset) -> Timestamp {
        let civil = DateTime::from_parts(self.date, self.time.unwrap_or(Time::midnight()));
        // Only the first and last days of the representable range can overflow; they sort where they belong.
        self.offset.unwrap_or(offset).to_timestamp(civil).unwrap_or(if self.date.year() < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    /// RFC 3339 in full, as feeds want it; `offset` stands in where none was written.
    pub fn rfc3339(self, offset: Offset) -> String {
        let time = self.time.unwrap_or(Time::midnight());
        let mut out = day(self.date);
        for (sign, number) in [('T', time.hour()), (':', time.minute()), (':', time.second())] {
            out.push(sign);
            two_digits(&mut out, number);
        }
        colon(&mut out, self.offset.unwrap_or(offset));
        out
    }

    /// The day for people: the one that was written, in no other zone.
    pub fn words_in(self, language: &Language) -> String {
        super::partial_date::PartialDate::Day(self.date.year(), self.date.month(), self.date.day()).words_in(language)
    }

    /// The same in English, for diagnostics.
    pub fn words(self) -> String {
        self.words_in(Language::english())
    }

    /// The machine form for `<time datetime>`: as precise as it was written.
    pub fn iso(self) -> String {
        match (self.time, self.offset) {
            (None, _) => day(self.date),
            (Some(time), None) => {
                let mut out = day(self.date);
                out.push('T');
                two_digits(&mut out, time.hour());
                out.push(':');
                two_digits(&mut out, time.minute());
                out
            }
            (Some(_), Some(offset)) => self.rfc3339(offset),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// `+08:00`, `+0800`, `-5`, `Z`, `UTC`.
pub fn parse_offset(text: &str) -> Option<Offset> {
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "\u{2212}", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

/// `2024-06-07`. A brief says its dates in half a dozen places, and this is much quicker than formatting.
fn day(date: Date) -> String {
    let Ok(year @ 0..10_000) = u16::try_from(date.year()) else { return date.to_string() };
    let mut out = String::with_capacity(32);
    two_digits(&mut out, (year / 100) as i8);
    two_digits(&mut out, (year % 100) as i8);
    out.push('-');
    two_digits(&mut out, date.month());
    out.push('-');
    two_digits(&mut out, date.day());
    out
}

/// A number from 0 to 99.
fn two_digits(out: &mut String, number: i8) {
    let number = number.unsigned_abs();
    out.extend([number / 10 % 10, number % 10].map(|digit| char::from(b'0' + digit)));
}

fn colon(out: &mut String, offset: Offset) {
    let seconds = offset.seconds();
    if seconds == 0 {
        return out.push('Z');
    }
    out.push(if seconds < 0 { '-' } else { '+' });
    two_digits(out, (seconds.abs() / 3600) as i8);
    out.push(':');
    two_digits(out, (seconds.abs() / 60 % 60) as i8);
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let all_digits = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if (year.len(), month.len(), day.len()) != (4, 2, 2) || !all_digits {
        return None;
    }
    civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn parse_time(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second = match parts.next() {
        Some(seconds) => seconds.split('.').next()?.parse().ok()?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_write_is_read_and_kept() {
        for (written, iso, full) in [
            ("2024-06-07", "2024-06-07", "2024-06-07T00:00:00Z"),
            ("2024-06-07 12:00:00 +0800", "2024-06-07T12:00:00+08:00", "2024-06-07T12:00:00+08:00"),
            ("2024-06-07T12:30:05Z", "2024-06-07T12:30:05Z", "2024-06-07T12:30:05Z"),
            ("2024-06-07 09:05", "2024-06-07T09:05", "2024-06-07T09:05:00Z"),
            ("2005-06-12 20:20:35 -03:30", "2005-06-12T20:20:35-03:30", "2005-06-12T20:20:35-03:30"),
        ] {
            let moment = Moment::parse(written).expect(written);
            assert_eq!((moment.iso().as_str(), moment.rfc3339(Offset::UTC).as_str()), (iso, full));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        assert_eq!(Moment::parse("0000-00-00 00:00:00 +0800"), Err(NotAMoment::Placeholder));
        for text in [
            "",
            "2024",
            "2024-13-01",
            "2023-02-29",
            "2024-06-07x",
            "2024-06-07 25:00",
            "2024-06-07 12:00 CET",
            "7 June 2024",
            "日本日本日本日",
        ] {
            assert_eq!(Moment::parse(text), Err(NotAMoment::Unreadable), "{text}");
        }
    }
}
