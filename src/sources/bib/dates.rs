//! Dates of BibLaTeX and BibTeX → dates as precise as they are known.
//!
//! BibLaTeX writes the extended format of ISO 8601-2 ("EDTF"): `2024-06-07`, `1990/1995`, `199X`, `2001-21` for a spring,
//! with `?`, `~` or `%` behind what is not sure. BibTeX writes `year` and `month` as people do.

use crate::base::Moment;
use crate::base::partial_date::PartialDate;

/// What is known of a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known {
    /// This much.
    Date(PartialDate),
    /// The words say that there is none: `n.d.`, `forthcoming`.
    Nothing,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words in place of a date.
const NO_DATE: [&str; 13] = [
    "",
    "nd",
    "n d",
    "undated",
    "no date",
    "forthcoming",
    "in press",
    "in preparation",
    "submitted",
    "to appear",
    "accepted",
    "unpublished",
    "ongoing",
];

/// Reads `date`, or another field of that form; `None` if it is no date.
pub(super) fn date(text: &str) -> Option<Known> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once('/').filter(|(from, to)| from.len() != 2 && to.len() != 2) {
        let is_open = |text: &str| matches!(text.trim(), "" | ".." | "open" | "unknown");
        return match (is_open(from), is_open(to)) {
            (true, true) => None,
            (false, true) => one(from).map(Known::Date),
            (true, false) => one(to).map(Known::Date),
            (false, false) => Some(Known::Date(between(one(from)?, one(to)?))),
        };
    }
    // A year before the first one is no date that is shown.
    one(text).map(Known::Date).or_else(|| if text.starts_with('-') { None } else { in_words(text) })
}

/// Reads `year`, `month` and `day`. The second value is the name of a field that is no date, and was left out.
pub(super) fn year_month_day(
    year: &str,
    month: Option<&str>,
    day: Option<&str>,
) -> (Option<Known>, Option<&'static str>) {
    let Some(known) = date(year) else { return (None, Some("year")) };
    let (Known::Date(PartialDate::Year(year)), Some(month)) = (known, month.map(str::trim).filter(|m| !m.is_empty()))
    else {
        return (Some(known), None);
    };
    let number = month.parse().ok().filter(|month| (1..=12).contains(month));
    let Some((month, day_there)) = number.map(|month| (month, None)).or_else(|| month_in_words(month)) else {
        // A season or two months are no month, and no mistake.
        let mut words = month.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_month = |word: &str| word.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
        let is_known = |word: &str| month_number(word).is_some() || is_season(word) || is_month(word);
        return (Some(known), if words.all(is_known) { None } else { Some("month") });
    };
    let month_alone = Known::Date(PartialDate::Month(year, month));
    let day = match day.map(str::trim).filter(|day| !day.is_empty()) {
        Some(day) => match day.parse().ok() {
            Some(day) => Some(day),
            None => return (Some(month_alone), Some("day")),
        },
        None => day_there,
    };
    match day {
        Some(day) if is_day(year, month, day) => (Some(Known::Date(PartialDate::Day(year, month, day))), None),
        Some(_) => (Some(month_alone), Some("day")),
        None => (Some(month_alone), None),
    }
}

/// From one date to another, as precisely as one date can say it.
fn between(from: PartialDate, to: PartialDate) -> PartialDate {
    let last = |date: PartialDate| match date {
        PartialDate::Years(_, last) => last,
        date => date.year(),
    };
    match (from, to) {
        _ if from == to => from,
        _ if from.year() < last(to) => PartialDate::Years(from.year(), last(to)),
        (
            PartialDate::Month(y, m) | PartialDate::Day(y, m, _),
            PartialDate::Month(_, n) | PartialDate::Day(_, n, _),
        ) if m == n => PartialDate::Month(y, m),
        _ => PartialDate::Year(from.year()),
    }
}

/// One date of the extended format.
fn one(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_end_matches(['?', '~', '%']).trim();
    let text = text.split_once(['T', 't']).map_or(text, |(date, _)| date).trim();
    let mut parts = text.split('-').map(str::trim);
    let (year, month, day, more) = (parts.next()?, parts.next(), parts.next(), parts.next());
    if more.is_some() || year.len() != 4 {
        return None;
    }
    let digits = year.trim_end_matches(['X', 'x', 'u']);
    if digits.len() < 4 {
        let known: i16 = digits.parse().ok().filter(|_| digits.len() >= 2 && month.is_none())?;
        let unit = 10i16.pow(4 - digits.len() as u32);
        return Some(PartialDate::Years(known * unit, known * unit + unit - 1));
    }
    let year: i16 = year.bytes().all(|byte| byte.is_ascii_digit()).then(|| year.parse().ok())??;
    let part = |text: Option<&str>| match text {
        Some("XX" | "xx" | "uu" | "") | None => Some(None),
        Some(text) => (text.len() <= 2).then(|| text.parse::<i8>().ok())?.map(Some),
    };
    match (part(month)?, part(day)?) {
        (None, None) => Some(PartialDate::Year(year)),
        // Seasons are no months, quarters are quarters (ISO 8601-2, 4.8).
        (Some(21..=24), None) => Some(PartialDate::Year(year)),
        (Some(quarter @ 33..=36), None) => Some(PartialDate::Quarter(year, quarter - 32)),
        (Some(month @ 1..=12), None) => Some(PartialDate::Month(year, month)),
        (Some(month @ 1..=12), Some(day)) if is_day(year, month, day) => Some(PartialDate::Day(year, month, day)),
        _ => None,
    }
}

fn is_day(year: i16, month: i8, day: i8) -> bool {
    Moment::parse(&format!("{year:04}-{month:02}-{day:02}")).is_ok()
}

/// A date as people write it: one year, or two with a dash; perhaps a month and a day in English.
fn in_words(text: &str) -> Option<Known> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if NO_DATE.contains(&words.join(" ").as_str()) {
        return Some(Known::Nothing);
    }
    let year_of = |word: &str| {
        let digits = word.trim_end_matches(|sign: char| sign.is_ascii_lowercase());
        let is_year = digits.len() == 4 && word.len() <= 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| digits.parse::<i16>().ok()).flatten()
    };
    let years: Vec<i16> = words.iter().filter_map(|word| year_of(word)).collect();
    let others: Vec<&str> = words.iter().copied().filter(|word| year_of(word).is_none()).collect();
    let is_about = |word: &&str| matches!(*word, "c" | "ca" | "circa" | "about" | "around" | "before" | "after");
    match (&years[..], &others[..]) {
        ([year], others) if others.iter().all(is_about) => Some(Known::Date(PartialDate::Year(*year))),
        ([from, to], []) if from < to => Some(Known::Date(PartialDate::Years(*from, *to))),
        // 1998/99
        ([from], [short]) if short.len() == 2 && !text.contains(',') => {
            let to = from / 100 * 100 + short.parse::<i16>().ok()?;
            (to > *from).then_some(Known::Date(PartialDate::Years(*from, to)))
        }
        ([year], others) => {
            if let Some((month, day)) = month_in_words(&others.join(" ")) {
                let precise = day.filter(|day| is_day(*year, month, *day));
                let date = precise.map(|day| PartialDate::Day(*year, month, day));
                return Some(Known::Date(date.unwrap_or(PartialDate::Month(*year, month))));
            }
            others.iter().all(|word| is_season(word)).then_some(Known::Date(PartialDate::Year(*year)))
        }
        _ => None,
    }
}

/// A month, perhaps with a day before or behind it.
fn month_in_words(text: &str) -> Option<(i8, Option<i8>)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day = |word: &str| word.trim_end_matches(|sign: char| sign.is_ascii_lowercase()).parse::<i8>().ok();
    match words[..] {
        [month] => Some((month_number(month)?, None)),
        [a, b] => match (month_number(a), month_number(b)) {
            (Some(month), None) => Some((month, Some(day(b)?))),
            (None, Some(month)) => Some((month, Some(day(a)?))),
            _ => None,
        },
        _ => None,
    }
}

/// The number of an English month, written out or cut to three letters or more.
fn month_number(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let at = MONTHS.iter().position(|month| lower.chars().count() >= 3 && month.starts_with(&lower))?;
    i8::try_from(at + 1).ok()
}

fn is_season(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "spring" | "summer" | "autumn" | "fall" | "winter")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_is_written() {
        for (text, expected) in [
            ("2024", "2024"),
            ("2024-06", "2024-06"),
            ("2024-06-07", "2024-06-07"),
            ("2024-06-07T12:00:00Z", "2024-06-07"),
            ("2024-6-7", "2024-06-07"),
            ("1990/1995", "1990..1995"),
            ("2024-06-07/2024-06-09", "2024-06"),
            ("2024-06-07/2024-08", "2024"),
            ("1990/", "1990"),
            ("/1990", "1990"),
            ("1990/..", "1990"),
            ("1990?", "1990"),
            ("1990~", "1990"),
            ("199X", "1990..1999"),
            ("19XX", "1900..1999"),
            ("1999-XX", "1999"),
            ("1999-07-XX", "1999-07"),
            ("2001-21", "2001"),
            ("2001-34", "2001-Q2"),
            ("2004a", "2004"),
            ("c. 1999", "1999"),
            ("[1999]", "1999"),
            ("1998–2000", "1998..2000"),
            ("1998/99", "1998..1999"),
            ("March 2020", "2020-03"),
            ("12 March 2020", "2020-03-12"),
            ("Mar. 12th, 2020", "2020-03-12"),
            ("Spring 2004", "2004"),
        ] {
            let found = match date(text) {
                Some(Known::Date(found)) => found.to_string(),
                other => format!("{other:?}"),
            };
            assert_eq!(found, expected, "{text}");
        }
        for text in ["n.d.", "forthcoming", "in press", ""] {
            assert_eq!(date(text), Some(Known::Nothing), "{text}");
        }
        for text in
            ["2024-13", "2024-02-30", "soon", "-0031", "99", "20240607", "/", "12345", "20201X", "X", "2020-XX-9999"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_may_be_a_word() {
        for (year, month, day, expected, wrong) in [
            ("2004", Some("January"), None, "2004-01", None),
            ("2004", Some("7"), Some("9"), "2004-07-09", None),
            ("2004", Some("January\u{a0}12"), None, "2004-01-12", None),
            ("2004", Some("12 jan"), None, "2004-01-12", None),
            ("2004", Some("jul/aug"), None, "2004", None),
            ("2004", Some("Winter"), None, "2004", None),
            ("2004", Some("7--8"), None, "2004", None),
            ("2004", Some("13"), None, "2004", Some("month")),
            ("2004", Some("März"), None, "2004", Some("month")),
            ("2004", Some("feb"), Some("31"), "2004-02", Some("day")),
            ("2004", Some("feb"), Some("x"), "2004-02", Some("day")),
            ("2004/2006", Some("feb"), None, "2004..2006", None),
        ] {
            let (known, found) = year_month_day(year, month, day);
            let Some(Known::Date(date)) = known else { panic!("{year} {month:?}") };
            assert_eq!((date.to_string().as_str(), found), (expected, wrong), "{year} {month:?} {day:?}");
        }
        assert_eq!(year_month_day("soon", None, None), (None, Some("year")));
    }
}
