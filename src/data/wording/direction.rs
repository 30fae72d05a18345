//! Words of rise and fall beside a number, and its sign.

use super::token::{Kind, Tokens};
use super::{hedge, units};

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
    /// A sign and a word that contradict each other: `rose by −5%`.
    Both,
}

/// So many words may stand between a verb and its number: `fell by only some`.
const REACH: usize = 5;

const RISES: &[&str] = &[
    "up",
    "rise",
    "rises",
    "rose",
    "risen",
    "rising",
    "grow",
    "grows",
    "grew",
    "grown",
    "growing",
    "growth",
    "increase",
    "increases",
    "increased",
    "increasing",
    "gain",
    "gains",
    "gained",
    "climb",
    "climbs",
    "climbed",
    "climbing",
    "jump",
    "jumps",
    "jumped",
    "jumping",
    "surge",
    "surges",
    "surged",
    "surging",
    "soar",
    "soars",
    "soared",
    "soaring",
    "expand",
    "expands",
    "expanded",
    "expanding",
    "expansion",
    "advanced",
    "higher",
    "plus",
    "зріс",
    "зросла",
    "зросло",
    "зросли",
    "steigt",
    "stieg",
    "wuchs",
];

const FALLS: &[&str] = &[
    "down",
    "fall",
    "falls",
    "fell",
    "fallen",
    "falling",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "decline",
    "declines",
    "declined",
    "declining",
    "decrease",
    "decreases",
    "decreased",
    "decreasing",
    "shrink",
    "shrinks",
    "shrank",
    "shrunk",
    "shrinking",
    "slide",
    "slides",
    "slid",
    "sliding",
    "plunge",
    "plunges",
    "plunged",
    "plunging",
    "contract",
    "contracts",
    "contracted",
    "contracting",
    "contraction",
    "plummet",
    "plummeted",
    "slump",
    "slumps",
    "slumped",
    "tumble",
    "tumbles",
    "tumbled",
    "sink",
    "sank",
    "sunk",
    "slip",
    "slips",
    "slipped",
    "dip",
    "dipped",
    "reduction",
    "lower",
    "minus",
    "negative",
    "впав",
    "впала",
    "впало",
    "впали",
    "fällt",
    "fiel",
    "sank",
];

const LOSSES: &[&str] = &["lost", "lose", "loses", "losing", "loss", "losses", "cut", "cuts", "cutting", "reduced"];

const MORE: &[&str] = &["more", "higher", "greater", "larger", "bigger", "up", "above", "faster", "longer"];

const LESS: &[&str] = &["less", "fewer", "lower", "smaller", "down", "below", "slower", "shorter"];

/// Nouns behind a number: `a 7.5% decline`.
const RISE_NOUNS: &[&str] = &["rise", "growth", "increase", "gain", "jump", "surge", "expansion"];

const FALL_NOUNS: &[&str] =
    &["fall", "decline", "drop", "decrease", "reduction", "contraction", "slump", "plunge", "dip", "slide", "cut"];

/// What the words that end before a token say.
pub(super) fn before(tokens: &Tokens, end: usize) -> Direction {
    let mut at = end;
    for _ in 0..REACH {
        let Some(previous) = at.checked_sub(1) else { return Direction::Unsaid };
        let word = tokens.text(previous);
        if RISES.contains(&word) {
            return Direction::Rise;
        }
        if FALLS.contains(&word) {
            return Direction::Fall;
        }
        if LOSSES.contains(&word) {
            return Direction::PerhapsFall;
        }
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
        ) || (word.len() > 4 && word.ends_with("ly"));
        if !is_filler {
            return Direction::Unsaid;
        }
        at = previous;
    }
    Direction::Unsaid
}

/// True if the words that end before a token say that something changes, either way: `went`, `fell`.
pub(super) fn changes(tokens: &Tokens, end: usize) -> bool {
    const CHANGES: &[&str] = &["went", "moved", "changed", "swung", "shifted", "turned", "improved", "worsened"];
    let last = end.checked_sub(1).map_or("", |at| tokens.text(at));
    before(tokens, end) != Direction::Unsaid || CHANGES.contains(&last)
}

/// What the words that begin at a token say: `lower`, `percent less than`, `decline`.
pub(super) fn behind(tokens: &Tokens, start: usize) -> Direction {
    for at in start..start + 2 {
        let word = tokens.text(at);
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
