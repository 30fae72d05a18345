//! A number → words that are true of it, if need be in the manner of some that an author wrote.

use super::hedge::Hedge;
use super::hold::whole_of;
use super::lexicon::{ORDINALS, money};
use super::number::Form;
use super::phrase::Phrase;
use super::read::{Reading, readings};
use super::token::{Tokens, Zone};
use super::{best, reads_true};
use crate::base::format::Decimal;
use crate::base::language::{Language, Magnitude};
use crate::data::{Amount, Interval, Measured, Qualifier, UnitKind};

/// More decimals than these are never written.
const MOST_DECIMALS: i32 = 12;

/// Words that are true of a number.
pub(super) fn wording(measured: &Measured, like: Option<&str>, language: &Language) -> String {
    let mut alike = like.map(|like| in_the_manner_of(like, measured, language)).unwrap_or_default().into_iter();
    alike.find(|text| reads_true(text, measured, language)).unwrap_or_else(|| plainly(measured, language))
}

/// The words that need no model.
pub(super) fn plainly(measured: &Measured, language: &Language) -> String {
    match measured.amount {
        Amount::One(interval) => {
            let amount = amount(interval.value, measured, language);
            match measured.qualifier {
                Some(qualifier) => format!("{}{amount}", hedge(qualifier, language)),
                None => amount,
            }
        }
        Amount::Range(low, high) => {
            let [low, high] = [low, high].map(|end| amount(end.value, measured, language));
            let hedge = measured.qualifier.map_or("", |qualifier| hedge(qualifier, language));
            if language.code == "en" {
                format!("{hedge}from {low} to {high}")
            } else {
                format!("{hedge}{low} – {high}")
            }
        }
        Amount::Rank { place, of } if language.code == "en" && place == of && of > 2 => "smallest".to_owned(),
        Amount::Rank { place, .. } => match ORDINALS.get(place.saturating_sub(1) as usize) {
            Some(_) if language.code == "en" && place == 1 => "largest".to_owned(),
            Some(ordinal) if language.code == "en" && place > 0 => format!("{ordinal}-largest"),
            _ => place.to_string(),
        },
    }
}

/// The hedge that a source's vagueness calls for, with what stands between it and the number.
fn hedge(qualifier: Qualifier, language: &Language) -> &'static str {
    let all = match language.code {
        "uk" => ["близько ", "менше ", "понад ", "щонайменше ", "до "],
        "de" => ["rund ", "unter ", "über ", "mindestens ", "bis zu "],
        "fr" => ["environ ", "moins de ", "plus de ", "au moins ", "jusqu’à "],
        "es" => ["alrededor de ", "menos de ", "más de ", "al menos ", "hasta "],
        "zh" => ["约", "不到", "超过", "至少", "最多"],
        _ => ["about ", "under ", "over ", "at least ", "up to "],
    };
    Qualifier::ALL.iter().position(|(_, known)| *known == qualifier).map_or("", |at| all[at])
}

/// One number with its sign, magnitude and unit.
fn amount(value: f64, measured: &Measured, language: &Language) -> String {
    let (unit, numbers) = (&measured.unit, &language.numbers);
    if let Some(whole) = whole_of(unit).filter(|whole| value.fract() == 0.0 && value >= 1.0 && value <= *whole) {
        let between = if language.code == "en" { " of " } else { "/" };
        return format!("{}{between}{}", digits(value, 0, 0, language).0, digits(whole, 0, 0, language).0);
    }
    let magnitude = magnitude(unit.power, language);
    let shift = unit.power - magnitude.map_or(0, |magnitude| magnitude.power);
    let decimals = i32::from(measured.decimals) - shift;
    let (number, whole) = digits(value, shift, decimals, language);
    let form = numbers.plural.form(&whole, number.contains(numbers.decimal));
    let sign = unit.currency.map(|currency| money(currency.0).map_or(currency.0, |money| money.sign));
    let sign = sign.map(|sign| if sign.is_empty() { unit.currency.map_or("", |currency| currency.0) } else { sign });
    let mut text = String::new();
    if value < 0.0 && number.contains(|c: char| ('1'..='9').contains(&c)) {
        text.push('\u{2212}');
    }
    if let (Some(sign), true) = (sign, numbers.currency_first) {
        text.push_str(sign);
        if sign.starts_with(char::is_alphabetic) {
            text.push('\u{a0}');
        }
    }
    text.push_str(&number);
    if let Some(magnitude) = magnitude {
        let long = magnitude.long[form];
        text.push_str(&long.replace('\u{a0}', if language.code == "en" { " " } else { "\u{a0}" }));
    }
    match (unit.kind, sign) {
        (UnitKind::Percent, _) => text.push_str(numbers.percent),
        (UnitKind::Points, _) if language.code == "en" => {
            text.push_str(if form == 0 { " percentage point" } else { " percentage points" });
        }
        (UnitKind::Points, _) => text.push_str(numbers.points[form]),
        (UnitKind::Times, _) => text.push_str(if language.code == "en" { " times" } else { "×" }),
        (UnitKind::Number, Some(sign)) if !numbers.currency_first => {
            text.push('\u{a0}');
            text.push_str(sign);
        }
        (UnitKind::Number, _) => {}
    }
    text
}

/// The word for a power of ten, or for the next lower one that there is a word for.
fn magnitude(power: i32, language: &Language) -> Option<&'static Magnitude> {
    language.numbers.magnitudes.iter().rev().find(|magnitude| magnitude.power <= power)
}

/// The size of a number after it was moved by a power of ten, with so many decimals; and its whole part alone.
fn digits(value: f64, shift: i32, decimals: i32, language: &Language) -> (String, String) {
    let numbers = &language.numbers;
    let decimals = usize::try_from(decimals.min(MOST_DECIMALS)).unwrap_or(0);
    let Some(size) = Decimal::tidy(value) else { return ("–".to_owned(), String::new()) };
    let size = size.shifted(shift);
    // Something is left of what is not zero.
    let is_lost = !size.is_zero() && size.clone().rounded(decimals).is_zero();
    let first = usize::try_from((-size.exponent()).min(MOST_DECIMALS)).unwrap_or(0);
    let (whole, fraction) = size.fixed(if is_lost { first } else { decimals });
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if whole.len() >= numbers.group_from && at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push_str(numbers.group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push_str(numbers.decimal);
        text.push_str(&fraction);
    }
    (text, whole)
}

/// Words with the numbers of a model replaced: as hedged and as precise as it first, then plainer and more precise.
fn in_the_manner_of(like: &str, measured: &Measured, language: &Language) -> Vec<String> {
    let tokens = Tokens::of(&Phrase { before: "", text: like, after: "" }, language);
    let all = readings(&tokens, language);
    let Some((model, _)) = best(&all, measured) else { return Vec::new() };
    let mut spots: Vec<(&Reading, Interval)> = Vec::new();
    match (measured.amount, &model.other) {
        (Amount::One(interval), None) => spots.push((model, interval)),
        (Amount::Range(low, high), Some(other)) => spots.extend([(model, low), (&**other, high)]),
        _ => return Vec::new(),
    }
    let place = |from: usize, until: usize| {
        let (first, last) = (tokens.get(from)?, tokens.get(until.checked_sub(1)?)?);
        (first.zone == Zone::Text && last.zone == Zone::Text).then_some((first.start, last.end))
    };
    let mut candidates = Vec::new();
    for own_precision in [true, false] {
        let mut edits: Vec<((usize, usize), String)> = Vec::new();
        for (reading, interval) in &spots {
            let Some(place) = place(reading.number.start, reading.number.end) else { return candidates };
            if !is_legible(reading, *interval, measured) {
                return candidates;
            }
            edits.push((place, replacement(reading, *interval, measured, own_precision, language)));
        }
        let hedge_place = model.hedge_tokens.and_then(|(from, until)| place(from, until));
        let Some((start, end)) = hedge_place else {
            candidates.push(edited(like, &edits));
            continue;
        };
        if model.hedge.is_some_and(|hedge| hedge == Hedge::About || own_precision) {
            candidates.push(edited(like, &edits));
        }
        let own = measured.qualifier.map_or("", |qualifier| hedge(qualifier, language).trim_end());
        let gap = if own.is_empty() { like[end..].len() - like[end..].trim_start().len() } else { 0 };
        edits.push(((start, end + gap), own.to_owned()));
        candidates.push(edited(like, &edits).trim().to_owned());
    }
    candidates
}

/// Whether the number can be read at all in the magnitude of a model: not `$0.0002 trillion`, nor `$244,800 million`.
fn is_legible(reading: &Reading, interval: Interval, measured: &Measured) -> bool {
    if matches!(reading.number.form, Form::Multiple { .. }) {
        // A growth of 5 percent is no multiple.
        return measured.unit.kind != UnitKind::Percent || interval.value >= 50.0 || interval.value <= -50.0;
    }
    let power = reading.said.power.unwrap_or(if reading.said.currency.is_some() { 0 } else { measured.unit.power });
    let size = (interval.value * 10f64.powi(measured.unit.power - power)).abs();
    power == measured.unit.power || (0.1..10_000.0).contains(&size)
}

/// The digits that stand for those of a model.
fn replacement(
    reading: &Reading,
    interval: Interval,
    measured: &Measured,
    own_precision: bool,
    language: &Language,
) -> String {
    let unit = &measured.unit;
    let known = i32::from(measured.decimals);
    let power = reading.said.power.unwrap_or(if reading.said.currency.is_some() { 0 } else { unit.power });
    let shift = unit.power - power;
    match reading.number.form {
        Form::Part { .. } => amount(interval.value.abs(), measured, language),
        Form::Multiple { decimals } => {
            let is_growth = unit.kind == UnitKind::Percent;
            let ratio = if is_growth { 1.0 + interval.value / 100.0 } else { interval.value };
            let known = if is_growth { known + 2 } else { known };
            let needed = Decimal::tidy(ratio).map_or(0, |ratio| ratio.decimals() as i32).min(known);
            let number = digits(ratio, 0, decimals.filter(|_| own_precision).map_or(needed, |d| d as i32), language).0;
            // A word such as `doubled` is replaced whole.
            let is_word = decimals.is_none() && reading.said.kind.is_none();
            let words = [(0.5, "halved"), (2.0, "doubled"), (3.0, "tripled"), (4.0, "quadrupled"), (5.0, "quintupled")];
            match words.iter().find(|(known, _)| *known == ratio) {
                Some((_, word)) if is_word => (*word).to_owned(),
                _ if is_word => format!("{number} times"),
                _ => number,
            }
        }
        Form::Plain { decimals, .. } => {
            let known = (known - shift).max(0);
            // No digit but zeros would be left of a small number.
            let least = Decimal::tidy(interval.value).map_or(0, |size| -size.shifted(shift).exponent());
            let decimals = if own_precision { known.min((decimals as i32).max(least)) } else { known };
            digits(interval.value, shift, decimals, language).0
        }
    }
}

/// A text with some of its parts replaced, which do not overlap.
fn edited(text: &str, edits: &[((usize, usize), String)]) -> String {
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|((start, _), _)| *start);
    let (mut out, mut at) = (String::new(), 0);
    for ((start, end), with) in edits {
        out.push_str(text.get(at..*start).unwrap_or_default());
        out.push_str(with);
        at = at.max(*end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
