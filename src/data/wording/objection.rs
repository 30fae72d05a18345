//! What is said against words: what they were read as, what the data says, what would be true.

use super::direction::Direction;
use super::hedge::Hedge;
use super::hold::Fails;
use super::lexicon::{CURRENCIES, MEASURES, RATES, money};
use super::number::Form;
use super::read::Reading;
use crate::base::format::Decimal;
use crate::base::{Language, NumberFormat};
use crate::data::{Amount, Interval, Measured, Qualifier, Unit, UnitKind};

/// What a reading says, in plain words.
pub(super) fn reading(reading: &Reading) -> String {
    let number = match &reading.other {
        None => end(reading),
        Some(other) => format!("{} to {}", end(reading), end(other)),
    };
    let text = match reading.hedge {
        None => number,
        Some(Hedge::About) if is_vague(reading) => format!("{number}, give or take 10 percent"),
        Some(Hedge::About) => format!("{number}, give or take 5 percent"),
        Some(Hedge::Almost) => format!("a little less than {number}"),
        Some(Hedge::JustOver) => format!("a little more than {number}"),
        Some(Hedge::Over) => format!("more than {number}"),
        Some(Hedge::Under) => format!("less than {number}"),
        Some(Hedge::AtLeast) => format!("{number} or more"),
        Some(Hedge::UpTo) => format!("{number} or less"),
    };
    match reading.direction {
        Direction::Fall if reading.signed => text,
        Direction::Fall | Direction::PerhapsFall => format!("a fall of {text}"),
        Direction::Deficit => format!("a deficit of {text}"),
        Direction::Rise if !reading.signed => format!("a rise of {text}"),
        Direction::Both => format!("{text}, a rise and a fall at once"),
        Direction::Rise | Direction::Unsaid => text,
    }
}

fn is_vague(reading: &Reading) -> bool {
    matches!(reading.number.form, Form::Part { .. } | Form::Multiple { decimals: None })
}

fn end(reading: &Reading) -> String {
    let (said, number) = (&reading.said, &reading.number);
    let is_minus = reading.signed && matches!(reading.direction, Direction::Fall | Direction::Both);
    let sign = if is_minus { "\u{2212}" } else { "" };
    let mut text = match number.form {
        Form::Part { of: Some((some, of)) } => format!("{some} of {of}"),
        Form::Part { of: None } if said.power.is_none() => return format!("{} of a whole", plain(number.value, 3)),
        Form::Plain { decimals, .. } => format!("{sign}{}", plain(number.value, decimals)),
        Form::Part { of: None } | Form::Multiple { .. } => format!("{sign}{}", plain(number.value, 3)),
    };
    let power = said.power.unwrap_or(0);
    match said.kind {
        Some(kind) => text.push_str(&kind_words(kind, power)),
        None => {
            text.push_str(&power_word(power));
            if matches!(number.form, Form::Multiple { .. }) {
                text.push_str(" times");
            }
        }
    }
    if let Some(money) = said.currency.and_then(|word| CURRENCIES.iter().find(|money| money.words.contains(&word))) {
        text.push(' ');
        text.push_str(money.name);
    }
    if let Some(names) = said.measure.and_then(|row| MEASURES.get(row)) {
        text.push(' ');
        text.push_str(names[0]);
    }
    if let Some(names) = said.rate.and_then(|row| RATES.get(row)) {
        text.push_str(" per ");
        text.push_str(names[0]);
    }
    text
}

/// The words of a kind and its power of ten, with a space before them.
fn kind_words(kind: UnitKind, power: i32) -> String {
    let (own, word) = match (kind, power) {
        (UnitKind::Points, ..0) => (-2, " basis points"),
        (UnitKind::Points, _) => (0, " percentage points"),
        (UnitKind::Percent, ..0) => (-1, " per mille"),
        (UnitKind::Percent, _) => (0, " percent"),
        (UnitKind::Times, _) => (0, " times"),
        (UnitKind::Number, _) => (0, ""),
    };
    format!("{}{word}", power_word(power - own))
}

/// What the data says, in plain words.
pub(super) fn data(measured: &Measured) -> String {
    let decimals = usize::from(measured.decimals);
    let unit = unit_words(&measured.unit);
    let bounds = |interval: Interval| {
        let is_open = measured.computed && interval.low < interval.high;
        let ends = [interval.low, interval.high].map(|value| signed(value, decimals.saturating_add(1).min(12)));
        if is_open { format!(" (between {} and {})", ends[0], ends[1]) } else { String::new() }
    };
    let one = |interval: Interval| signed(interval.value, decimals.min(12));
    let hedge = match measured.qualifier {
        None => "",
        Some(Qualifier::About) => "about ",
        Some(Qualifier::Under) => "under ",
        Some(Qualifier::Over) => "over ",
        Some(Qualifier::AtLeast) => "at least ",
        Some(Qualifier::UpTo) => "up to ",
    };
    match measured.amount {
        Amount::One(interval) => format!("{hedge}{}{unit}{}", one(interval), bounds(interval)),
        Amount::Range(low, high) => format!("{hedge}{} to {}{unit}", one(low), one(high)),
        Amount::Rank { place, of } => format!("place {place} of {of}, counted from the greatest"),
    }
}

/// Why a reading that comes near fails all the same.
pub(super) fn why(fails: Fails, reading: &Reading, measured: &Measured) -> &'static str {
    let is_range = matches!(measured.amount, Amount::Range(..));
    match fails {
        Fails::Kind if is_range => ", which has two ends",
        Fails::Sign if matches!(reading.direction, Direction::Rise | Direction::Both) => "",
        Fails::Sign if matches!(measured.amount, Amount::One(interval) if interval.value < 0.0) => {
            ", and no minus or word of fall is there"
        }
        Fails::Sign => ", which is no fall",
        Fails::Unit if reading.said.clashes => ", and something else is said to be counted",
        Fails::Kind | Fails::Unit | Fails::Value | Fails::Hedge => "",
    }
}

/// The words of a unit behind its number, with a space before them.
fn unit_words(unit: &Unit) -> String {
    let mut text = kind_words(unit.kind, unit.power);
    let name = unit.currency.map(|currency| money(currency.0).map_or(currency.0, |money| money.name));
    for word in [name.unwrap_or_default(), unit.noun.as_str()] {
        if !word.is_empty() {
            text.push(' ');
            text.push_str(word);
        }
    }
    text
}

fn power_word(power: i32) -> String {
    match power {
        0 => String::new(),
        3 => " thousand".to_owned(),
        6 => " million".to_owned(),
        9 => " billion".to_owned(),
        12 => " trillion".to_owned(),
        _ => format!(" × 10^{power}"),
    }
}

fn signed(value: f64, decimals: usize) -> String {
    let number = plain(value.abs(), decimals);
    let is_zero = !number.contains(|c: char| ('1'..='9').contains(&c));
    if value < 0.0 && !is_zero { format!("\u{2212}{number}") } else { number }
}

/// A number in English digits with at most so many decimals.
fn plain(value: f64, decimals: usize) -> String {
    let rounded = Decimal::tidy(value).map(|decimal| decimal.rounded(decimals));
    let Some(rounded) = rounded else { return "no number".to_owned() };
    let (whole, fraction) = rounded.fixed(rounded.decimals());
    let text = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    // Digits that a number has room for are grouped as everywhere.
    match text.parse::<f64>() {
        Ok(number) if number.abs() < 1e15 => NumberFormat::default().write(number, Language::english()),
        _ => text,
    }
}
