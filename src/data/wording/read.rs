//! Tokens → everything that the linked words can be read as.

use super::direction::{self, Direction};
use super::hedge::{self, Hedge};
use super::number::{Form, Number, Place, number, place};
use super::token::{Kind, Tokens, Zone};
use super::units::{self, Said};
use crate::base::language::Language;

/// One way to read the linked words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) number: Number,
    pub(super) said: Said,
    /// The other end, if it is a range.
    pub(super) other: Option<Box<Reading>>,
    pub(super) hedge: Option<Hedge>,
    pub(super) direction: Direction,
    /// True if the sign is written as such, before the number.
    pub(super) signed: bool,
    /// The tokens of the hedge, if it stands in the linked words.
    pub(super) hedge_tokens: Option<(usize, usize)>,
    /// The first token of the number with its sign and currency, and the one behind its unit.
    pub(super) around: (usize, usize),
    /// True of a change from one number to another, which is no range for a number between them.
    pub(super) is_change: bool,
    /// A lone number of four digits that is likelier a year.
    pub(super) is_year: bool,
}

impl Reading {
    /// True if the words say a unit, so that it is no number in passing.
    pub(super) fn has_unit(&self) -> bool {
        self.said.any() || matches!(self.number.form, Form::Multiple { .. })
    }
}

/// All that the linked words can be read as, in their order; ranges before the numbers that they begin with.
pub(super) fn readings(tokens: &Tokens, language: &Language) -> Vec<Reading> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.zone != Zone::Text {
            at += 1;
            continue;
        }
        let Some(found) = number(tokens, at) else {
            at += 1;
            continue;
        };
        // What is read as `8 in 10` may be an 8 after all.
        if let Form::Part { of: Some((value, _)) } = found.form {
            let end = if tokens.is(at, Kind::Number) { at + 1 } else { found.end };
            let form = Form::Plain { decimals: 0, in_words: false };
            let exact = crate::base::format::Decimal::of(value);
            let plain = Number { form, value, exact, start: at, end };
            all.push(reading(tokens, found, language));
            all.push(reading(tokens, plain, language));
            at += 1;
            continue;
        }
        let first = reading(tokens, found, language);
        let end = first.number.end;
        match range(tokens, &first, language) {
            Some(range) => {
                all.push(range);
                all.push(first);
            }
            None => all.push(first),
        }
        at = end.max(at + 1);
    }
    all
}

/// True if more than one of the readings could be what a link is of: a number that says what it counts or is written to
/// decimals, or a part or a multiple of another number. Both ends of a range are one, as are `8 of 10`. Years, spans of
/// time and numbers of names (`in 3 years`, `the 27 states`) are said in passing.
pub(super) fn are_several(tokens: &Tokens, readings: &[Reading]) -> bool {
    let (mut count, mut until) = (0, 0);
    for reading in readings {
        let number = &reading.number;
        if number.start < until {
            continue;
        }
        let last = reading.other.as_ref().map_or(reading, |other| other);
        let weighs = match number.form {
            _ if reading.is_year => false,
            Form::Plain { decimals, in_words } => {
                reading.said.any() || last.said.any() || (decimals > 0 && !in_words) || counts(tokens, reading)
            }
            Form::Part { .. } | Form::Multiple { .. } => true,
        };
        if weighs || matches!(number.form, Form::Part { .. }) || reading.other.is_some() {
            until = last.number.end;
        }
        count += usize::from(weighs);
        // `half of 240`: neither is said of the link alone.
        let is_of_another = match number.form {
            Form::Part { of: None } | Form::Multiple { .. } => {
                let next = tokens.phrase(last.around.1, "of").unwrap_or(last.around.1);
                readings
                    .iter()
                    .any(|other| !other.is_year && other.number.start >= last.number.end && other.around.0 == next)
            }
            Form::Part { of: Some(_) } | Form::Plain { .. } => false,
        };
        if count > 1 || is_of_another {
            return true;
        }
    }
    false
}

/// True if a number counts something that is measured, and neither says how long nor belongs to what it stands before.
fn counts(tokens: &Tokens, reading: &Reading) -> bool {
    let is_span = reading.said.measure.is_some_and(units::is_time);
    let before = reading.around.0.checked_sub(1).map_or("", |at| tokens.text(at));
    let is_named = matches!(before, "the" | "these" | "those" | "its" | "their" | "all");
    reading.said.measure.is_some() && !is_span && !is_named
}

/// Places in an order that the linked words can be read as.
pub(super) fn places(tokens: &Tokens) -> Vec<Place> {
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at) {
        let found = if token.zone == Zone::Text { place(tokens, at) } else { None };
        at = found.map_or(at + 1, |place| place.end);
        all.extend(found);
    }
    all
}

/// True if a sign before a number is its own, and no dash between two.
fn is_minus(tokens: &Tokens, at: usize) -> bool {
    let is_sign = matches!(tokens.text(at), "-" | "\u{2212}" | "\u{2013}");
    let behind_word = tokens.glued(at) && at > 0 && !tokens.is(at - 1, Kind::Sign);
    let behind_number = at > 0 && tokens.is(at - 1, Kind::Number);
    // A hyphen or a dash may join what stands before it; a minus joins nothing but numbers.
    let joins =
        if tokens.text(at) == "\u{2212}" { behind_number && tokens.glued(at) } else { behind_word || behind_number };
    is_sign && tokens.glued(at + 1) && !joins
}

/// A number with all that stands around it.
fn reading(tokens: &Tokens, found: Number, language: &Language) -> Reading {
    let mut said = Said::default();
    let found_start = found.start;
    let (mut start, direction) = sign_and_currency(tokens, found.start, &mut said);
    let signed = direction != Direction::Unsaid;
    let (mut end, mut hedge_behind) = (found.end, None);
    loop {
        if let Some(next) = units::unit_word(tokens, end, language, &mut said) {
            end = next;
        } else if let (None, Some((hedge, next))) = (hedge_behind, hedge::behind(tokens, end)) {
            hedge_behind = Some((hedge, end, next));
            end = next;
        } else {
            break;
        }
    }
    units::behind(tokens, end, &mut said);
    // Nobody writes a thousand millions so: the magnitude of the other number is not that of 900,000.
    if said.power.is_none() && found.value < 1000.0 {
        said.power = power_of_the_other_end(tokens, (start, end), &said, language);
    }
    let around = (start, end);
    if matches!(tokens.text(start.wrapping_sub(1)), "between" | "from") {
        start -= 1;
    }
    let hedge_before = hedge_before(tokens, start);
    let is_text = |at: usize| tokens.get(at).is_some_and(|token| token.zone == Zone::Text);
    let hedge_tokens = match (hedge_before, hedge_behind) {
        (Some((_, from, until)), _) => Some((from, until)),
        (None, Some((_, from, until))) => Some((from, until)),
        (None, None) => None,
    };
    // What "fell below 80" has reached is no fall.
    let is_level = hedge_before.is_some_and(|(_, from, _)| {
        let previous = from.checked_sub(1).map_or("", |at| tokens.text(at));
        matches!(tokens.text(from), "below" | "under" | "beneath") && !matches!(previous, "by" | "of" | "")
    });
    let verb = match tokens.text(start) {
        "from" => Direction::Unsaid,
        _ if is_level => direction::behind(tokens, end),
        _ => match direction::before(tokens, hedge_before.map_or(start, |(_, from, _)| from)) {
            Direction::Unsaid => direction::behind(tokens, end),
            said => said,
        },
    };
    let direction = match (direction, verb) {
        (Direction::Unsaid, verb) => verb,
        (Direction::Fall, Direction::Rise) | (Direction::Rise, Direction::Fall) => Direction::Both,
        (sign, _) => sign,
    };
    let mut number = found;
    if said.kind == Some(crate::data::UnitKind::Times)
        && let Form::Plain { decimals, in_words } = number.form
    {
        number.form = Form::Multiple { decimals: (!in_words).then_some(decimals) };
    }
    // What is more than halved is less than half of what it was.
    let is_halved = tokens.text(found_start).starts_with("halv");
    let hedge = hedge_before.map(|(hedge, ..)| hedge).or(hedge_behind.map(|(hedge, ..)| hedge));
    let is_year = !said.any() && said.measure.is_none() && !signed && is_year(tokens, &number);
    Reading {
        number,
        said,
        other: None,
        hedge: if is_halved { hedge.map(Hedge::turned) } else { hedge },
        direction,
        signed,
        hedge_tokens: hedge_tokens.filter(|(from, until)| is_text(*from) && is_text(until - 1)),
        around,
        is_change: false,
        is_year,
    }
}

/// Reads the sign and the currency before a number, in either order; gives where they begin.
fn sign_and_currency(tokens: &Tokens, start: usize, said: &mut Said) -> (usize, Direction) {
    let (mut at, mut direction) = (start, Direction::Unsaid);
    loop {
        let previous = at.wrapping_sub(1);
        if direction == Direction::Unsaid && at > 0 && is_minus(tokens, previous) {
            direction = Direction::Fall;
            at = previous;
        } else if direction == Direction::Unsaid && at > 0 && tokens.text(previous) == "+" && tokens.glued(at) {
            direction = Direction::Rise;
            at = previous;
        } else if let (None, Some((currency, from))) = (said.currency, units::currency_before(tokens, at)) {
            said.currency = Some(currency);
            at = from;
        } else {
            return (at, direction);
        }
    }
}

/// The hedge before a number, and its tokens; an article may stand between.
fn hedge_before(tokens: &Tokens, start: usize) -> Option<(Hedge, usize, usize)> {
    let mut end = start;
    let mut is_compared = false;
    for _ in 0..3 {
        if let Some((hedge, from)) = hedge::before(tokens, end) {
            // "Both are less than the 7.8 billion" compares with a number, and does not hedge it.
            let is_strict = matches!(hedge, Hedge::Over | Hedge::Under);
            return (!is_compared || !is_strict).then_some((hedge, from, end));
        }
        let previous = end.checked_sub(1)?;
        is_compared |= tokens.text(previous) == "the";
        if !matches!(tokens.text(previous), "a" | "an" | "the" | "estimated" | "record" | "total" | "between") {
            return None;
        }
        end = previous;
    }
    None
}

/// `[237] to 244.8 billion`: the magnitude is said behind the other end. It is another number's where anything but money
/// is counted here, where the currencies differ, and where nothing says that both are ends of one range.
fn power_of_the_other_end(
    tokens: &Tokens,
    (start, end): (usize, usize),
    said: &Said,
    language: &Language,
) -> Option<i32> {
    if said.kind.is_some() || said.measure.is_some() {
        return None;
    }
    let before = start.checked_sub(1).map_or("", |at| tokens.text(at));
    let (next, needs_bare) = if let Some(next) = dash(tokens, end) {
        (next, false)
    } else if let Some(next) = tokens.phrase(end, "and").filter(|_| before == "between") {
        (next, false)
    } else {
        (tokens.phrase(end, "to")?, before != "from")
    };
    let other = units::currency(tokens, next);
    let is_bare = said.currency.is_none() && other.is_none();
    let agrees = match (said.currency, other) {
        (Some(said), Some((other, _))) => units::may_be_same(said, other),
        (None, Some(_)) => before == "between" || before == "from",
        (_, None) => true,
    };
    let next = other.map_or(next, |(_, end)| end);
    // Within the linked words a range is read as such.
    let is_after = tokens.get(next).is_some_and(|token| token.zone == Zone::After && token.kind == Kind::Number);
    let is_end = is_after && agrees && (is_bare || !needs_bare);
    is_end.then(|| units::magnitude(tokens, next + 1, language).map(|(power, _)| power))?
}

fn dash(tokens: &Tokens, at: usize) -> Option<usize> {
    matches!(tokens.text(at), "-" | "\u{2013}" | "\u{2014}").then_some(at + 1)
}

/// The range that a number begins.
fn range(tokens: &Tokens, first: &Reading, language: &Language) -> Option<Reading> {
    let (start, end) = first.around;
    let is_between = start > 0 && tokens.text(start - 1) == "between";
    let joined = if is_between { tokens.phrase(end, "and") } else { tokens.phrase(end, "to") };
    let next = joined.or_else(|| dash(tokens, end)).or_else(|| {
        ["bis", "a", "à", "до", "至"].iter().find_map(|word| tokens.phrase(end, word)).filter(|_| language.code != "en")
    })?;
    let begin = (next..next + 5)
        .find(|at| tokens.get(*at).is_some_and(|token| token.zone == Zone::Text) && number(tokens, *at).is_some())?;
    let found = number(tokens, begin)?;
    let other = reading(tokens, found, language);
    // `5% to $240 billion` are two numbers.
    if other.around.0 != next || !first.said.may_share(&other.said) {
        return None;
    }
    let mut range = first.clone();
    range.is_change = start > 0
        && tokens.text(start - 1) == "from"
        && (other.number.value < first.number.value || direction::changes(tokens, start - 1));
    range.said = first.said.shared(other.said);
    range.is_year = first.is_year && !other.said.any() && (other.is_year || other.number.value < 100.0);
    if range.direction == Direction::Unsaid {
        range.direction = direction::behind(tokens, other.around.1);
    }
    let direction = match (other.signed, first.signed) {
        (true, _) => other.direction,
        // The sign of one end is not that of the other, but `fell by 5 to 7 percent` is said of both.
        (false, true) => Direction::Unsaid,
        (false, false) => range.direction,
    };
    let said = other.said.shared(first.said);
    range.other = Some(Box::new(Reading { said, direction, ..other }));
    Some(range)
}

/// A number of four digits that stands alone: 1000 to 2999.
fn is_year(tokens: &Tokens, number: &Number) -> bool {
    let text = tokens.text(number.start);
    let has_four = tokens.get(number.start).is_some_and(|token| token.end - token.start == 4);
    tokens.is(number.start, Kind::Number) && has_four && text.len() == 4 && text.starts_with(['1', '2'])
}
