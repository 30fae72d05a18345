//! The words around four digits → whether they are a year, and one that something is compared with. English.
//!
//! `Resolution 2231`, `the 1500 firms` and `page 2001` are none: a year is what a preposition or its place says is one.

/// Words before a year that say when something was, wherever they stand.
pub(super) const WHEN: &[&str] = &[
    "in",
    "by",
    "of",
    "for",
    "during",
    "late",
    "early",
    "mid",
    "throughout",
    "year",
    "years",
    "fiscal",
    "calendar",
    "financial",
    "end",
    "quarter",
    "half",
    "q1",
    "q2",
    "q3",
    "q4",
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

/// Further words before a year, whatever follows it.
const BEFORE: &[&str] = &[
    "since",
    "until",
    "till",
    "before",
    "after",
    "between",
    "through",
    "within",
    "into",
    "than",
    "against",
    "versus",
    "vs",
    "fy",
    "start",
    "beginning",
    "spring",
    "summer",
    "autumn",
    "winter",
    "season",
    "h1",
    "h2",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "both",
    "pre",
    "post",
    "compared",
    "from",
];

/// Words before a year or a count: they say a year where no noun in the plural follows.
const PERHAPS: &[&str] =
    &["over", "with", "on", "above", "below", "and", "or", "but", "that", "while", "when", "whereas", "as"];

/// Words before a year that says of when something is: `the 2024 total`.
const DETERMINERS: &[&str] = &["the", "a", "an", "its", "their", "his", "her", "our", "this", "s"];

/// Abbreviations, behind whose point stands a number.
const NUMBERED: &[&str] = &["no", "nos", "nr", "p", "pp", "art", "vol", "sec", "ch", "fig", "approx", "ca", "c"];

/// Words with the ending of a plural that are none.
const NO_PLURALS: &[&str] = &[
    "was", "is", "has", "does", "as", "its", "this", "thus", "less", "plus", "versus", "across", "always", "perhaps",
    "besides", "towards", "sees", "saw", "marks", "brings", "gdp",
];

/// Years of which a plural may be said: `in 2024 exports fell`, but `in 1500 firms`.
const LIKELY: std::ops::RangeInclusive<i32> = 1800..=2100;

/// A text without the word at its end, and that word, in lower case.
fn last_word(text: &str) -> (&str, String) {
    let end =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '‘' | '“' | '"' | '*' | '_'));
    let rest = end.trim_end_matches(char::is_alphanumeric);
    (rest, end[rest.len()..].to_lowercase())
}

fn leads(word: &str) -> bool {
    WHEN.contains(&word) || BEFORE.contains(&word)
}

/// True if four digits between two texts are said to be a year.
pub(super) fn says_year(lead: &str, after: &str, year: i32) -> bool {
    let next = after.strip_prefix([' ', '\u{a0}']).unwrap_or_default();
    let next = &next[..next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len())];
    let is_plural = next.len() > 3
        && next.ends_with('s')
        && next.starts_with(char::is_lowercase)
        && !next.ends_with("ss")
        && !NO_PLURALS.contains(&next);
    if ["'s", "’s"].iter().any(|of| after.starts_with(of)) {
        return true;
    }
    let (rest, word) = last_word(lead);
    if !word.is_empty() {
        let word = word.as_str();
        if is_of_an_event(rest, word, next) {
            return false;
        }
        return (leads(word) && (!is_plural || LIKELY.contains(&year)))
            || (PERHAPS.contains(&word) && !is_plural)
            || (DETERMINERS.contains(&word) && !is_plural && !next.is_empty())
            || (word == "to" && !is_plural && to_says_year(rest));
    }
    let Some(sign) = rest.chars().next_back() else { return !is_plural };
    match sign {
        // `SIPRI (2025)` says when it was published.
        '(' if after.starts_with(')') => {
            // The first word of a sentence is large whatever it is.
            let named = rest[..rest.len() - 1].split_whitespace().skip(1).last();
            !is_plural && !named.is_some_and(|word| word.starts_with(char::is_uppercase))
        }
        '(' | '[' | ',' | ';' | ':' | '!' | '?' | '/' => !is_plural,
        '.' => {
            let abbreviated = last_word(&rest[..rest.len() - 1]).1;
            leads(&abbreviated) || (!is_plural && !NUMBERED.contains(&abbreviated.as_str()))
        }
        // `mid-2024`, and a clause between dashes.
        '-' | '–' | '—' => {
            let joined = last_word(&rest[..rest.len() - sign.len_utf8()]).1;
            leads(&joined) || (!is_plural && lead.ends_with(char::is_whitespace))
        }
        _ => false,
    }
}

/// True if a year is that of an event, a publication or a plan, and says nothing of when a number holds: `the summit of
/// 2014`, `a law passed in 2022`, `the target for 2035`, `its 2025 report`.
fn is_of_an_event(text: &str, preposition: &str, next: &str) -> bool {
    const PUBLICATIONS: &[&str] = &[
        "report",
        "study",
        "survey",
        "review",
        "edition",
        "yearbook",
        "paper",
        "law",
        "act",
        "treaty",
        "agreement",
        "summit",
        "election",
        "elections",
        "invasion",
        "war",
        "referendum",
        "pledge",
        "target",
        "goal",
        "plan",
    ];
    const DONE: &[&str] = &[
        "passed",
        "signed",
        "adopted",
        "agreed",
        "promised",
        "pledged",
        "published",
        "founded",
        "launched",
        "set",
        "introduced",
        "announced",
        "imposed",
        "elected",
        "begun",
        "began",
        "started",
        "invaded",
        "enacted",
        "made",
    ];
    if PUBLICATIONS.contains(&next) {
        return true;
    }
    let (rest, word) = last_word(text);
    match preposition {
        "in" => DONE.contains(&word.as_str()),
        "of" | "for" => PUBLICATIONS.contains(&word.as_str()) || word == "those",
        // `report of April 2025`
        "january" | "february" | "march" | "april" | "may" | "june" | "july" | "august" | "september" | "october"
        | "november" | "december" => word == "of" && PUBLICATIONS.contains(&last_word(rest).1.as_str()),
        _ => false,
    }
}

/// True if `to` behind a text leads to a year: `from 2020 to`, `up to`, `compared to`.
fn to_says_year(text: &str) -> bool {
    let (_, word) = last_word(text);
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year
        || matches!(
            word.as_str(),
            "up" | "compared" | "relative" | "back" | "prior" | "previous" | "down" | "year" | "years"
        )
}

/// True if something is compared with the year behind a text: `than in`, `below`, `compared with`.
pub(super) fn is_compared(text: &str, is_before: bool) -> bool {
    /// Words that may stand in between.
    const SKIPPED: usize = 3;
    let mut rest = text;
    for _ in 0..=SKIPPED {
        let (left, word) = last_word(rest);
        // The point of `vs. 2022`.
        let left = if word.is_empty() { left.strip_suffix('.').unwrap_or_default() } else { left };
        match word.as_str() {
            "" if left.to_lowercase().ends_with("vs") => return true,
            "since" | "until" | "till" | "than" | "below" | "above" | "against" | "versus" | "vs" | "gegenüber"
            | "als" | "ніж" | "проти" => {
                return true;
            }
            // `as much as in 2022`
            "on" | "from" | "over" | "as" => return !is_before,
            "with" | "to" => return matches!(last_word(left).1.as_str(), "compared" | "relative" | "contrast"),
            "the" | "its" | "their" | "level" | "levels" | "figure" | "total" | "in" | "during" | "of" | "that"
            | "those" | "year" | "early" | "late" | "mid" | "im" | "jahr" | "en" | "у" | "в" => rest = left,
            _ => return false,
        }
    }
    false
}
