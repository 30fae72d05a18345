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
mod table;
mod token;
mod units;
mod write;
mod year;

pub use phrase::{Objection, ObjectionKind, Phrase};
pub use table::{WORDINGS, Wording};
pub(super) use units::read_unit;

use crate::base::language::Language;
use crate::data::{Amount, Measured};
use hold::Fails;
use read::Reading;
use token::Tokens;

/// Holds words against a number. `years` are those that the number is of; none if nothing is known of years.
pub fn judge(phrase: &Phrase<'_>, measured: &Measured, years: &[i32], language: &Language) -> Result<(), Objection> {
    let text = phrase.text.trim();
    weigh(phrase, measured, years, language).map_err(|wrong| Objection {
        kind: wrong.kind(),
        message: wrong.message(text, measured, years),
        help: wrong.help(phrase, measured, years, language),
    })
}

/// The judgement without its words.
fn weigh(phrase: &Phrase<'_>, measured: &Measured, years: &[i32], language: &Language) -> Result<(), Wrong> {
    let tokens = Tokens::of(phrase, language);
    let as_year = match measured.amount {
        Amount::Rank { place, of } => judge_place(&tokens, place, of).map(|()| false),
        Amount::One(_) | Amount::Range(..) => judge_number(&tokens, measured, language),
    };
    judge_years(phrase, years, as_year?, language)
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
    /// More than one number is there that could be meant.
    Several,
    /// A reading, in words, and in what it fails.
    Number(Option<Box<Reading>>, Fails),
    Place,
    /// The years that the words say.
    Year(Vec<i32>),
}

/// Holds the readings of the words against the number; says whether what holds looks like a year.
fn judge_number(tokens: &Tokens, measured: &Measured, language: &Language) -> Result<bool, Wrong> {
    let readings = read::readings(tokens, language);
    let Some((best, held)) = best(&readings, measured) else {
        return Err(if read::places(tokens).is_empty() { Wrong::Unread } else { Wrong::Number(None, Fails::Kind) });
    };
    if read::are_several(tokens, &readings) {
        return Err(Wrong::Several);
    }
    match held {
        Ok(()) => Ok(best.is_year),
        Err(fails) => Err(Wrong::Number(Some(Box::new(best.clone())), fails)),
    }
}

/// The reading that is meant, and whether it holds: one with a unit before one without, one that holds before one that
/// does not, the first before others. A year is meant only where nothing else is there.
fn best<'a>(readings: &'a [Reading], measured: &Measured) -> Option<(&'a Reading, Result<(), Fails>)> {
    let rank = |(reading, held): &(&Reading, Result<(), Fails>)| {
        let holds = held.is_ok();
        // A part of a whole says its unit where it holds: `a third`.
        let is_count_of = |of: Option<(f64, f64)>| holds || (of.is_some() && hold::whole_of(&measured.unit).is_some());
        let unit = match reading.number.form {
            number::Form::Part { of } => reading.has_unit() || is_count_of(of),
            number::Form::Plain { .. } | number::Form::Multiple { .. } => reading.has_unit(),
        };
        (reading.is_year, !unit, !holds, reading.other.is_none() || reading.is_change)
    };
    readings.iter().map(|reading| (reading, hold::holds(reading, measured))).min_by_key(rank)
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

/// Holds the years of the sentence against those of the number; `as_number` if what looks like a year was read as one.
/// True if words name the year of their number, themselves or right behind them: `$240 billion in 2024`.
pub fn names_its_year(phrase: &Phrase<'_>, language: &Language) -> bool {
    let [_, text, after] = year::Part::all(phrase);
    text.years(language).next().is_some() || !year::right_behind(after, language).is_empty()
}

fn judge_years(phrase: &Phrase<'_>, years: &[i32], as_number: bool, language: &Language) -> Result<(), Wrong> {
    if years.is_empty() {
        return Ok(());
    }
    let [before, text, after] = year::Part::all(phrase);
    // A year that something is compared with is neither asked for nor refused.
    let own = |part: year::Part<'_>| -> Vec<i32> {
        part.years(language).filter(|year| !year.is_base).map(|year| year.year).collect()
    };
    let mut said = if as_number { Vec::new() } else { own(text) };
    if said.is_empty() {
        said = year::right_behind(after, language);
    }
    if said.is_empty() {
        let is_right =
            |part: year::Part<'_>| part.years(language).any(|year| !year.is_base && years.contains(&year.year));
        if is_right(before) || is_right(after) {
            return Ok(());
        }
        said = own(before);
        said.extend(own(after));
        if let Some(by) = year::shift(phrase.before, phrase.after) {
            said.extend(before.years(language).chain(after.years(language)).map(|year| year.year + by));
        }
    }
    if said.is_empty() || said.iter().any(|year| years.contains(year)) { Ok(()) } else { Err(Wrong::Year(said)) }
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
    weigh(&Phrase { before: "", text, after: "" }, measured, &[], language).is_ok()
}

impl Wrong {
    fn kind(&self) -> ObjectionKind {
        match self {
            Self::Unread | Self::Several => ObjectionKind::Unread,
            Self::Number(..) | Self::Place => ObjectionKind::Number,
            Self::Year(_) => ObjectionKind::Year,
        }
    }

    /// What was read, and what the data says.
    fn message(&self, text: &str, measured: &Measured, years: &[i32]) -> String {
        let data = objection::data(measured);
        match self {
            Self::Unread => format!("no number can be read in “{text}”; the data says {data}"),
            Self::Several => format!("“{text}” holds several numbers; the data says {data}"),
            Self::Number(Some(reading), fails) => {
                let (read, why) = (objection::reading(reading), objection::why(*fails, reading, measured));
                format!("“{text}” is read as {read}, but the data says {data}{why}")
            }
            Self::Number(None, _) => format!("“{text}” is a place in an order, but the data says {data}"),
            Self::Place => format!("“{text}” is read as another place, but the data says {data}"),
            Self::Year(said) => {
                format!("“{text}” is said of {}, but the number is of {}", list(said), list(years))
            }
        }
    }

    /// What would be true.
    fn help(&self, phrase: &Phrase<'_>, measured: &Measured, years: &[i32], language: &Language) -> String {
        match self {
            Self::Year(said) => return format!("write {}, or link the number of {}", list(years), list(said)),
            Self::Several => return "link only the number that is meant".to_owned(),
            Self::Unread | Self::Number(..) | Self::Place => {}
        }
        let wording = write::wording(measured, Some(phrase.text), language);
        let holds_here = |text: &str| weigh(&Phrase { text, ..*phrase }, measured, &[], language).is_ok();
        if holds_here(&wording) {
            return format!("write “{wording}”");
        }
        let plain = write::plainly(measured, language);
        if holds_here(&plain) {
            return format!("write “{plain}”");
        }
        format!("write “{wording}”, and change the words around it")
    }
}
