//! Tokens → the number that begins at one of them: digits, number words, parts of a whole, multiples, places in an order.
//!
//! Knows the number alone: its unit, its sign and its hedge stand around it and are read elsewhere.

use super::lexicon::{BOTTOM, MULTIPLES, ORDINAL_ENDINGS, ORDINALS, PARTS, SIGNS_OF_PARTS, SMALL, TENS, TOP};
use super::token::{Kind, Tokens};
use crate::base::format::Decimal;

/// In which way a number is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// In digits or number words, to so many decimals.
    Plain { decimals: usize, in_words: bool },
    /// As a part of a whole, which is never exact; `8 in 10` keeps both its numbers.
    Part { of: Option<(f64, f64)> },
    /// As so many times another: to so many decimals, or in words, which are never exact.
    Multiple { decimals: Option<usize> },
}

/// A number as it is written, without sign and magnitude.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) form: Form,
    pub(super) value: f64,
    /// The same without loss, where it is written in digits.
    pub(super) exact: Option<Decimal>,
    /// The first token, and the one behind the last.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A place in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) place: u32,
    /// Counted from the least.
    pub(super) from_bottom: bool,
    pub(super) end: usize,
}

/// The number that begins at a token.
pub(super) fn number(tokens: &Tokens, at: usize) -> Option<Number> {
    if let Some(multiple) = multiple_in_a_word(tokens, at) {
        return Some(multiple);
    }
    if let Some(part) = part(tokens, at) {
        return Some(part);
    }
    let mut number = digits(tokens, at).or_else(|| words(tokens, at))?;
    if let Some(next) = tokens.phrase(number.end, "and a").or_else(|| tokens.phrase(number.end, "and one"))
        && let Some((_, parts)) = PARTS.iter().find(|(word, _)| *word == tokens.text(next))
        && let Form::Plain { decimals: 0, in_words } = number.form
    {
        let vague = !matches!(parts, 2 | 4);
        number.value += 1.0 / f64::from(*parts);
        number.exact = Decimal::of(number.value);
        number.end = next + 1;
        let decimals = if *parts == 2 { 1 } else { 2 };
        number.form = if vague { Form::Part { of: None } } else { Form::Plain { decimals, in_words } };
        return Some(number);
    }
    Some(out_of(tokens, &number).unwrap_or(number))
}

/// `8 of 10`, `eight in ten`, `one of the three`, `2/3`.
fn out_of(tokens: &Tokens, number: &Number) -> Option<Number> {
    let slash = tokens.text(number.end) == "/" && tokens.glued(number.end) && tokens.glued(number.end + 1);
    let next = if slash { Some(number.end + 1) } else { None };
    let next = next.or_else(|| ["out of", "of", "in"].iter().find_map(|word| tokens.phrase(number.end, word)))?;
    let next = tokens.phrase(next, "every").or_else(|| tokens.phrase(next, "the")).unwrap_or(next);
    let whole = digits(tokens, next).or_else(|| words(tokens, next))?;
    let counts = |n: &Number| matches!(n.form, Form::Plain { decimals: 0, .. }) && n.value >= 1.0 && n.value <= 1000.0;
    if !counts(number) || !counts(&whole) || number.value > whole.value || whole.value < 2.0 {
        return None;
    }
    Some(Number {
        form: Form::Part { of: Some((number.value, whole.value)) },
        value: number.value / whole.value,
        exact: None,
        start: number.start,
        end: whole.end,
    })
}

fn digits(tokens: &Tokens, at: usize) -> Option<Number> {
    if !tokens.is(at, Kind::Number) {
        return None;
    }
    let text = tokens.text(at);
    let value: f64 = text.parse().ok()?;
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let sign = SIGNS_OF_PARTS.iter().find(|(sign, ..)| *sign == tokens.text(at + 1) && tokens.glued(at + 1));
    if let (Some((_, some, of)), 0) = (sign, decimals) {
        let value = value + f64::from(*some) / f64::from(*of);
        let form = match of {
            2 => Form::Plain { decimals: 1, in_words: false },
            4 => Form::Plain { decimals: 2, in_words: false },
            _ => Form::Part { of: None },
        };
        return Some(Number { form, value, exact: Decimal::of(value), start: at, end: at + 2 });
    }
    let form = Form::Plain { decimals, in_words: false };
    Some(Number { form, value, exact: Decimal::parse(text), start: at, end: at + 1 })
}

/// Number words: `eight`, `twenty-three`, `five hundred and ten`, `a million`, of which the last word is left to be read
/// as a magnitude.
fn words(tokens: &Tokens, at: usize) -> Option<Number> {
    let (mut value, mut end) = below_thousand(tokens, at)?;
    if tokens.text(end) == "thousand" {
        let rest = tokens.phrase(end + 1, "and").unwrap_or(end + 1);
        if let Some((more, next)) = below_thousand(tokens, rest) {
            value = value * 1000 + more;
            end = next;
        }
    }
    let value = f64::from(value);
    Some(Number { form: Form::Plain { decimals: 0, in_words: true }, value, exact: Decimal::of(value), start: at, end })
}

fn below_thousand(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let (mut value, mut end) = match below_hundred(tokens, at) {
        Some(found) => found,
        None if matches!(tokens.text(at), "a" | "an") => {
            let one = matches!(tokens.text(at + 1), "hundred" | "thousand" | "million" | "billion" | "trillion");
            one.then_some((1, at + 1))?
        }
        None => return None,
    };
    if tokens.text(end) == "hundred" && value < 100 {
        value *= 100;
        end += 1;
        let rest = tokens.phrase(end, "and").unwrap_or(end);
        if let Some((more, next)) = below_hundred(tokens, rest) {
            value += more;
            end = next;
        }
    }
    Some((value, end))
}

fn below_hundred(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    if let Some(small) = small(tokens.text(at)) {
        return Some((small, at + 1));
    }
    let tens = TENS.iter().position(|word| *word == tokens.text(at))? as u32 * 10 + 20;
    let next = tokens.phrase(at + 1, "-").unwrap_or(at + 1);
    match small(tokens.text(next)).filter(|ones| (1..10).contains(ones)) {
        Some(ones) => Some((tens + ones, next + 1)),
        None => Some((tens, at + 1)),
    }
}

fn small(word: &str) -> Option<u32> {
    SMALL.iter().position(|known| *known == word).map(|value| value as u32)
}

/// `half`, `a third`, `two-thirds`, `¾`, `half as much`, and `half a` before a magnitude.
fn part(tokens: &Tokens, at: usize) -> Option<Number> {
    let made = |some: u32, of: u32, end: usize| Number {
        form: Form::Part { of: None },
        value: f64::from(some) / f64::from(of),
        exact: None,
        start: at,
        end,
    };
    let mut part = if let Some((_, some, of)) = SIGNS_OF_PARTS.iter().find(|(sign, ..)| *sign == tokens.text(at)) {
        made(*some, *of, at + 1)
    } else if tokens.text(at) == "half" {
        // The second half of a year is no half of anything.
        let is_time = at > 0 && (ORDINALS.contains(&tokens.text(at - 1)) || tokens.text(at - 1) == "latter");
        (!is_time).then(|| made(1, 2, at + 1))?
    } else {
        let some = if matches!(tokens.text(at), "a" | "an") { 1 } else { small(tokens.text(at))? };
        let next = tokens.phrase(at + 1, "-").unwrap_or(at + 1);
        let (_, of) = PARTS.iter().find(|(word, _)| *word == tokens.text(next))?;
        // `a third-largest` is a place.
        let is_place = tokens.text(next + 1) == "-" || superlative(tokens, next + 1).is_some();
        (some > 0 && !is_place).then(|| made(some, *of, next + 1))?
    };
    if let Some(next) = tokens.phrase(part.end, "as")
        && matches!(tokens.text(next), "much" | "many" | "large" | "big" | "high" | "long" | "fast")
    {
        part.form = Form::Multiple { decimals: None };
        part.end = next + 1;
        return Some(part);
    }
    for article in ["a", "of a", "of one"] {
        if let Some(next) = tokens.phrase(part.end, article)
            && matches!(tokens.text(next), "hundred" | "thousand" | "million" | "billion" | "trillion")
        {
            part.end = next;
        }
    }
    Some(part)
}

/// `twice`, `doubled`, `tenfold`.
fn multiple_in_a_word(tokens: &Tokens, at: usize) -> Option<Number> {
    let word = tokens.text(at);
    let known = MULTIPLES.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    let fold = || word.strip_suffix("fold").and_then(small).filter(|value| *value > 1).map(f64::from);
    let value = known.or_else(fold)?;
    Some(Number { form: Form::Multiple { decimals: None }, value, exact: None, start: at, end: at + 1 })
}

/// The place in an order that begins at a token: `first`, `2nd`, `second-largest`, `largest`, `number one`, `#3`, `4`.
pub(super) fn place(tokens: &Tokens, at: usize) -> Option<Place> {
    let (place, next) = if let Some(place) = ORDINALS.iter().position(|word| *word == tokens.text(at)) {
        (place as u32 + 1, at + 1)
    } else if let Some(from_bottom) = superlative(tokens, at) {
        return Some(Place { place: 1, from_bottom, end: at + 1 });
    } else if tokens.is(at, Kind::Number) {
        let ending = tokens.glued(at + 1) && ORDINAL_ENDINGS.contains(&tokens.text(at + 1));
        (tokens.text(at).parse().ok()?, if ending { at + 2 } else { at + 1 })
    } else {
        (small(tokens.text(at))?, at + 1)
    };
    let behind = tokens.phrase(next, "-").unwrap_or(next);
    match superlative(tokens, behind) {
        Some(from_bottom) => Some(Place { place, from_bottom, end: behind + 1 }),
        None => Some(Place { place, from_bottom: false, end: next }),
    }
}

/// Whether a word is of the least, if it is a superlative.
fn superlative(tokens: &Tokens, at: usize) -> Option<bool> {
    let word = tokens.text(at);
    TOP.contains(&word).then_some(false).or_else(|| BOTTOM.contains(&word).then_some(true))
}
