//! The words of an author, held against a number: “about $240 billion” is true of some numbers and false of others.
//!
//! Words become tokens, tokens readings, and a reading holds or fails. Numbers in digits are read as the page's language
//! writes them; number words are English. [`WORDINGS`] says which words mean what. Knows no dataset and no page.

mod direction;
mod hedge;
mod hold;
mod lexicon;
mod number;
mod objection;
mod phrase;
mod read;
mod token;
mod units;
mod write;
mod year;

pub use phrase::{Objection, ObjectionKind, Phrase};
pub(super) use units::read_unit;

use crate::base::language::Language;
use crate::data::{Amount, Measured};
use hold::Fails;
use read::Reading;
use token::Tokens;

/// Holds words against a number. `years` are those that the number is of; none if nothing is known of years.
pub fn judge(phrase: &Phrase<'_>, measured: &Measured, years: &[i32], language: &Language) -> Result<(), Objection> {
    let tokens = Tokens::of(phrase, language);
    let verdict = match measured.amount {
        Amount::Rank { place, of } => judge_place(&tokens, place, of).map(|()| None),
        Amount::One(_) | Amount::Range(..) => judge_number(&tokens, measured, language),
    };
    match verdict {
        Ok(as_year) => judge_years(phrase, years, as_year),
        Err(wrong) => Err(wrong.objection(phrase, measured, years, language)),
    }
}

/// Words that are true of a number, for a link whose text the author left empty and for the ledger: `$240 billion`,
/// `under 15%`. Where `like` is an author's wording, theirs are its magnitude, precision and form, if that can be true. What
/// is counted is left to the sentence: `5.2 million`, not `5.2 million barrels per day`.
pub fn wording(measured: &Measured, like: Option<&str>, language: &Language) -> String {
    write::wording(measured, like, language)
}

/// What is wrong with words, before it is said.
enum Wrong {
    Unread,
    /// A reading, in words, and in what it fails.
    Number(Option<Box<Reading>>, Fails),
    Place,
}

/// Holds the readings of the words against the number; gives the token of a number that could be a year, if that is what
/// holds.
fn judge_number(tokens: &Tokens, measured: &Measured, language: &Language) -> Result<Option<usize>, Wrong> {
    let readings = read::readings(tokens, language);
    let Some(best) = best(&readings, measured) else {
        return Err(if read::places(tokens).is_empty() { Wrong::Unread } else { Wrong::Number(None, Fails::Kind) });
    };
    match hold::holds(best, measured) {
        Ok(()) => Ok(best.is_year.then_some(best.number.start)),
        Err(fails) => Err(Wrong::Number(Some(Box::new(best.clone())), fails)),
    }
}

/// The reading that is meant: one with a unit before one without, one that holds before one that does not, the first
/// before others. A year is meant only where nothing else is there.
fn best<'a>(readings: &'a [Reading], measured: &Measured) -> Option<&'a Reading> {
    let is_range = matches!(measured.amount, Amount::Range(..));
    let rank = |reading: &&Reading| {
        let holds = hold::holds(reading, measured).is_ok();
        // A part of a whole says its unit where it holds: `a third`.
        let unit = reading.has_unit() || (holds && matches!(reading.number.form, number::Form::Part { .. }));
        (reading.is_year, !unit, !holds, reading.other.is_some() != is_range)
    };
    readings.iter().min_by_key(rank)
}

fn judge_place(tokens: &Tokens, place: u32, of: u32) -> Result<(), Wrong> {
    let places = read::places(tokens);
    let is_right = |said: &number::Place| {
        if said.from_bottom { (of + 1).checked_sub(said.place) == Some(place) } else { said.place == place }
    };
    match (places.is_empty(), places.iter().any(is_right)) {
        (_, true) => Ok(()),
        (true, _) => Err(Wrong::Unread),
        (false, false) => Err(Wrong::Place),
    }
}

/// Holds the years of the sentence against those of the number.
fn judge_years(phrase: &Phrase<'_>, years: &[i32], as_number: Option<usize>) -> Result<(), Objection> {
    if years.is_empty() {
        return Ok(());
    }
    let text: Vec<i32> = match as_number {
        Some(_) => Vec::new(),
        None => year::years(phrase.text).map(|year| year.year).collect(),
    };
    let behind = year::right_behind(phrase.after);
    let around = || year::years(phrase.before).chain(year::years(phrase.after)).map(|year| year.year);
    let said: Vec<i32> = if !text.is_empty() {
        text
    } else if !behind.is_empty() {
        behind
    } else {
        around().collect()
    };
    if said.is_empty() || said.iter().any(|year| years.contains(year)) {
        return Ok(());
    }
    let own = list(years);
    Err(Objection {
        kind: ObjectionKind::Year,
        message: format!("“{}” is said of {}, but the number is of {own}", phrase.text.trim(), list(&said)),
        help: format!("write {own}, or link the number of {}", list(&said)),
    })
}

fn list(years: &[i32]) -> String {
    let mut years: Vec<String> = years.iter().map(i32::to_string).collect();
    years.dedup();
    match years.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => years.concat(),
    }
}

/// True if words hold by themselves.
fn reads_true(text: &str, measured: &Measured, language: &Language) -> bool {
    judge(&Phrase { before: "", text, after: "" }, measured, &[], language).is_ok()
}

impl Wrong {
    fn objection(self, phrase: &Phrase<'_>, measured: &Measured, years: &[i32], language: &Language) -> Objection {
        let text = phrase.text.trim();
        let data = objection::data(measured);
        let (kind, message) = match self {
            Self::Unread => (ObjectionKind::Unread, format!("no number can be read in “{text}”; the data says {data}")),
            Self::Number(Some(reading), fails) => {
                let (read, why) = (objection::reading(&reading), objection::why(fails, measured));
                (ObjectionKind::Number, format!("“{text}” is read as {read}, but the data says {data}{why}"))
            }
            Self::Number(None, _) | Self::Place => {
                (ObjectionKind::Number, format!("“{text}” is a place in an order, but the data says {data}"))
            }
        };
        let true_words = write::wording(measured, Some(phrase.text), language);
        let holds_here = |text: &str| judge(&Phrase { text, ..*phrase }, measured, years, language).is_ok();
        let help = if holds_here(&true_words) {
            format!("write “{true_words}”")
        } else {
            let plain = write::plainly(measured, language);
            let rest = if holds_here(&plain) { "" } else { ", and change the words around it" };
            format!("write “{}”{rest}", if rest.is_empty() { plain } else { true_words })
        };
        Objection { kind, message, help }
    }
}
