//! Words of rise and fall beside a number, and its sign.

mod words;

use super::token::{Kind, Tokens};
use super::{hedge, units};
use words::{DEFICITS, FALL_NOUNS, FALLING_FROM, FALLS, LESS, LOSSES, MORE, RISE_NOUNS, RISES, RISING_FROM};

/// Which way a number goes, as far as the words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Direction {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// Upwards: `up`, `rose`, `+`.
    Rise,
    /// Downwards: `fell`, `down`, `−`.
    Fall,
    /// Downwards, or so much of something that is lost: `lost 5 million`, `14% down from 48%`.
    PerhapsFall,
    /// A balance below zero, or by how much it is: `a deficit of 3 million`.
    Deficit,
    /// A sign and a word that contradict each other: `rose by −5%`.
    Both,
}

/// So many words may stand between a verb and its number: `fell by only some`.
const REACH: usize = 5;

fn is_rise(word: &str) -> bool {
    RISES.contains(&word) || RISING_FROM.contains(&word)
}

fn is_fall(word: &str) -> bool {
    FALLS.contains(&word) || FALLING_FROM.contains(&word)
}

fn says_from_where(verb: &str) -> bool {
    RISING_FROM.contains(&verb) || FALLING_FROM.contains(&verb)
}

/// What the words that end before a token say.
pub(super) fn before(tokens: &Tokens, end: usize) -> Direction {
    let mut at = end;
    for _ in 0..REACH {
        let Some(previous) = at.checked_sub(1) else { return Direction::Unsaid };
        let word = tokens.text(previous);
        if is_rise(word) {
            return Direction::Rise;
        }
        if is_fall(word) {
            return Direction::Fall;
        }
        if LOSSES.contains(&word) {
            return Direction::PerhapsFall;
        }
        if DEFICITS.contains(&word) || (word == "red" && tokens.phrase_before(previous, "in the").is_some()) {
            return Direction::Deficit;
        }
        let is_from =
            matches!(word, "von" | "de") && previous.checked_sub(1).is_some_and(|at| says_from_where(tokens.text(at)));
        let is_filler = matches!(
            word,
            "by" | "of"
                | "some"
                | "only"
                | "just"
                | "even"
                | "a"
                | "an"
                | "the"
                | "another"
                | "further"
                | "still"
                | "estimated"
                | "record"
                | "modest"
                | "sharp"
                | "steep"
                | "mere"
                | "full"
                | "whopping"
                | "again"
                | "um"
                | "von"
                | "de"
                | "un"
                | "una"
                | "на"
        ) || (word.len() > 4 && word.ends_with("ly"));
        if !is_filler || is_from {
            return Direction::Unsaid;
        }
        at = previous;
    }
    Direction::Unsaid
}

/// True of a word of rise or fall.
pub(super) fn says(word: &str) -> bool {
    is_rise(word) || is_fall(word)
}

/// True if the words that end before a token say that something changes, either way: `went`, `fell`.
pub(super) fn changes(tokens: &Tokens, end: usize) -> bool {
    const CHANGES: &[&str] = &["went", "moved", "changed", "swung", "shifted", "turned", "improved", "worsened"];
    let last = end.checked_sub(1).map_or("", |at| tokens.text(at));
    before(tokens, end) != Direction::Unsaid || CHANGES.contains(&last)
}

/// What the words that begin at a token say: `lower`, `percent less than`, `decline`.
pub(super) fn behind(tokens: &Tokens, start: usize) -> Direction {
    if tokens.phrase(start, "de moins").is_some() {
        return Direction::Fall;
    }
    if tokens.phrase(start, "de plus").is_some() {
        return Direction::Rise;
    }
    for at in start..start + 2 {
        let word = tokens.text(at);
        if DEFICITS.contains(&word) {
            return Direction::Deficit;
        }
        // `a 7.5% loss`
        if matches!(word, "loss" | "losses") && !others_number(tokens, at + 1) {
            return Direction::PerhapsFall;
        }
        let nouns = if RISE_NOUNS.contains(&word) {
            Some(Direction::Rise)
        } else if FALL_NOUNS.contains(&word) {
            Some(Direction::Fall)
        } else {
            None
        };
        if nouns.is_some() && tokens.is(at, Kind::Word) {
            return if others_number(tokens, at + 1) { Direction::Unsaid } else { nouns.unwrap_or_default() };
        }
        let rises = MORE.contains(&word);
        if rises || LESS.contains(&word) {
            if others_number(tokens, at + 1) {
                return Direction::Unsaid;
            }
            return match (rises, tokens.text(at + 1)) {
                // `14%, down from 48%` is no fall of 14 percent, but `14% down from last year` is.
                (true, "from") => Direction::Unsaid,
                (false, "from") => Direction::PerhapsFall,
                (true, _) => Direction::Rise,
                (false, _) => Direction::Fall,
            };
        }
        if !(word.len() > 4 && word.ends_with("ly") || word == "year-on-year") {
            return Direction::Unsaid;
        }
    }
    Direction::Unsaid
}

/// True if a number follows, to which a word of rise or fall belongs: `up 5%`, `down by a third`.
fn others_number(tokens: &Tokens, at: usize) -> bool {
    // `7.5% below 2022` is said of the number, `7.5%, below 14` of another.
    let begins = tokens.is(at, Kind::Number) && !is_year(tokens, at) || units::currency(tokens, at).is_some();
    begins
        || matches!(tokens.text(at), "by" | "to" | "−" | "-" | "+")
        || hedge::BEFORE
            .iter()
            .flat_map(|(_, phrases)| phrases.iter())
            .filter(|phrase| !matches!(**phrase, "near" | "fast"))
            .any(|phrase| tokens.phrase(at, phrase).is_some())
}

/// True of a likely year that counts nothing.
fn is_year(tokens: &Tokens, at: usize) -> bool {
    let is_likely = tokens.text(at).parse().is_ok_and(|year: u32| (1800..=2100).contains(&year));
    let is_ungrouped = tokens.get(at).is_some_and(|token| token.end - token.start == 4);
    is_likely && is_ungrouped && units::measure_of(tokens.text(at + 1)).is_none() && tokens.text(at + 1) != "%"
}
