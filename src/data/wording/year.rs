//! The years that a sentence names, against those that its number is of.

mod context;

use super::lexicon::{CURRENCIES, PERCENT, POINTS, may_follow_digits};
use super::phrase::Phrase;
use super::units::measure_of;
use crate::base::language::Language;
use context::WHEN;

/// As much of a text is searched for years, in bytes: longer than any sentence should be.
const REACH: usize = 2000;

/// A year in a text: itself, and where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) year: i32,
    pub(super) start: usize,
    pub(super) end: usize,
    /// True of a year that something is compared with: `7.5% lower than in 2022`.
    pub(super) is_base: bool,
}

/// A part of a sentence in which years are sought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// The words that stand before it in the sentence.
    pub(super) lead: &'a str,
    pub(super) text: &'a str,
    /// True before the linked words, where `from 2022 on` and `over 2022` are no comparisons.
    pub(super) is_before: bool,
}

impl<'a> Part<'a> {
    /// What stands before, in and behind the linked words, as far as it is read.
    pub(super) fn all(phrase: &Phrase<'a>) -> [Self; 3] {
        let before = tail(phrase.before, REACH);
        let lead = if phrase.text.trim().is_empty() { before } else { phrase.text };
        [
            Self { lead: "", text: before, is_before: true },
            Self { lead: before, text: phrase.text, is_before: false },
            Self { lead, text: head(phrase.after, REACH), is_before: false },
        ]
    }

    /// The years of the part: 1000 to 2999 in four digits that stand alone where a year is said, and the second of
    /// `2023–24` and `2024/25`.
    pub(super) fn years(self, language: &'a Language) -> impl Iterator<Item = Year> + 'a {
        let text = self.text;
        let mut at = 0;
        let mut last: Option<Year> = None;
        let mut second = None;
        std::iter::from_fn(move || {
            if let Some(year) = second.take() {
                return Some(year);
            }
            while let Some(found) = next_digit(&text.as_bytes()[at..]) {
                let start = at + found;
                let length = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                at = start + length;
                if length != 4 || !matches!(text.as_bytes()[start], b'1' | b'2') {
                    continue;
                }
                let year = text[start..at].parse().ok()?;
                let pair = second_of(text, at, year);
                let lead = if text[..start].trim().is_empty() { self.lead } else { &text[..start] };
                let is_said = language.code != "en" || pair.is_some() || context::says_year(lead, &text[at..], year);
                if !is_said || !stands_alone(text, start, at) {
                    continue;
                }
                // `than in 2021 and 2022`
                let joined = last.filter(|last| matches!(text[last.end..start].trim(), "and" | "or" | ","));
                let is_base =
                    joined.map_or_else(|| context::is_compared(lead, self.is_before), |joined| joined.is_base);
                let found = Year { year, start, end: at, is_base };
                if let Some((year, end)) = pair {
                    second = Some(Year { year, start: at, end, is_base });
                    at = end;
                }
                last = second.or(Some(found));
                return Some(found);
            }
            None
        })
    }
}

/// Where the first digit is. Whole blocks without one are passed over at once.
fn next_digit(text: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let has_digit = |block: &[u8]| block.iter().fold(false, |found, byte| found | byte.is_ascii_digit());
    let passed = text.chunks(BLOCK).take_while(|block| !has_digit(block)).count() * BLOCK;
    let rest = text.get(passed..)?;
    rest.iter().position(u8::is_ascii_digit).map(|at| passed + at)
}

/// The end of a text, of so many bytes.
fn tail(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// The beginning of a text, of so many bytes.
fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The last year of `2023–24`, and where it ends.
fn second_of(text: &str, at: usize, first: i32) -> Option<(i32, usize)> {
    let rest = text[at..].strip_prefix(['/', '-', '\u{2013}'])?;
    let from = text.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: i32 = rest[..digits].parse().ok()?;
    let ends = !rest[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
    let year = if digits == 2 { first / 100 * 100 + number } else { number };
    (ends && matches!(digits, 2 | 4) && year > first && year < 3000).then_some((year, from + digits))
}

/// True if four digits are no part of a larger number, of a name or of an amount.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut back = before.chars().rev();
    let bad_before = match back.next() {
        Some('.' | ',') => digit(back.next()),
        Some(c) => c.is_alphanumeric() || is_currency(c),
        None => false,
    };
    let amount = before.trim_end().chars().next_back().is_some_and(is_currency);
    let mut forth = after.chars();
    let bad_after = match forth.next() {
        Some('.' | ',') => digit(forth.next()),
        Some('%') => true,
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    !bad_before && !bad_after && !amount && !unit_follows(after)
}

fn is_currency(c: char) -> bool {
    let mut bytes = [0; 4];
    let sign: &str = c.encode_utf8(&mut bytes);
    !c.is_alphanumeric() && CURRENCIES.iter().any(|money| money.sign == sign)
}

/// True if a unit is the next word: `1,500 tonnes`, `2024 percent`.
fn unit_follows(after: &str) -> bool {
    let Some(rest) = after.strip_prefix([' ', '\u{a0}', '\u{202f}', '-']) else { return false };
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '%').next().unwrap_or_default();
    let is_word = PERCENT.contains(&word) || POINTS.contains(&word) || measure_of(word).is_some();
    // A letter alone is a unit where it is glued to the number, and an initial behind a space.
    !word.is_empty() && (is_word || word.len() > 1 && may_follow_digits(word)) || rest.starts_with('%')
}

/// The years that the words right behind a number give it: `, in 2024`, `(2024)`, `for the year 2024`, `in May 2024`.
pub(super) fn right_behind(part: Part<'_>, language: &Language) -> Vec<i32> {
    /// What belongs to a number stands no farther behind it.
    const NEAR: usize = 200;
    const FILLERS: &[&str] = &["the", "first", "second", "at", "all", "im", "jahr", "en", "у", "в", "році"];
    let mut behind: Vec<i32> = Vec::new();
    let mut from = 0;
    let after = head(part.text, NEAR);
    for year in (Part { text: after, ..part }).years(language) {
        let between = after[from..year.start].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '('));
        let mut words = between.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
        let is_near = if behind.is_empty() {
            // At least something says that the year belongs to the number: a preposition, or brackets.
            let is_said = !between.is_empty() || after[..year.start].contains('(');
            is_said && words.all(|word| WHEN.iter().chain(FILLERS).any(|filler| filler.eq_ignore_ascii_case(word)))
        } else {
            words.all(|word| matches!(word, "and" | "/" | "–" | "to" | "und" | "et" | "y" | "і"))
        };
        if !is_near || year.is_base {
            break;
        }
        behind.push(year.year);
        from = year.end;
    }
    behind
}

/// By how many years "three years later" or "a year earlier" moves a number away from the years of its sentence, where
/// such words stand before it or right behind it.
pub(super) fn shift(before: &str, after: &str) -> Option<i32> {
    const COUNTS: &[&str] = &["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    /// Words behind the number that may stand before such a phrase.
    const NEAR: usize = 4;
    /// Such a phrase stands no farther from the number, in bytes.
    const BYTES: usize = 400;
    fn words(text: &str, most: usize) -> Vec<&str> {
        // Most sentences have no such word.
        if !text.contains("ear") {
            return Vec::new();
        }
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(most).collect()
    }
    let of = |three: &[&str]| {
        let [count, unit, way] = three else { return None };
        let way = match way.to_ascii_lowercase().as_str() {
            "later" | "after" | "on" => 1,
            "earlier" | "before" | "previously" => -1,
            _ => return None,
        };
        if !matches!(unit.to_ascii_lowercase().as_str(), "year" | "years") {
            return None;
        }
        let count = match count.to_ascii_lowercase().as_str() {
            "one" | "the" => 1,
            word => match COUNTS.iter().position(|known| *known == word) {
                Some(at) => at as i32 + 1,
                None => word.parse().ok().filter(|count| (1..1000).contains(count))?,
            },
        };
        Some(way * count)
    };
    let found = words(head(after, BYTES), NEAR + 2).windows(3).find_map(of);
    found.or_else(|| words(tail(before, BYTES), usize::MAX).windows(3).rev().find_map(of))
}
