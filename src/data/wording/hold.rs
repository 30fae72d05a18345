//! One reading against the number: does it hold, and if not, in what does it fail?

use super::direction::Direction;
use super::hedge::Hedge;
use super::lexicon::may_mean;
use super::number::{Form, Number};
use super::read::Reading;
use super::units::{Said, counted, measure_of, rate_of_noun};
use crate::base::format::Decimal;
use crate::data::{Amount, Interval, Measured, Qualifier, Unit, UnitKind};

/// In what a reading fails, from what is farthest off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fails {
    /// It is no number of that kind: a range for a place, a place for an amount.
    Kind,
    /// It counts something else.
    Unit,
    /// It goes the other way.
    Sign,
    /// It is another number.
    Value,
    /// It is hedged otherwise.
    Hedge,
}

/// Numbers in words and ranges that are near: within so much of what is written.
const NEAR: f64 = 0.05;
/// Parts and multiples in words are true of what is this near.
const PART: f64 = 0.03;
/// Hedged parts and multiples are true of what is this near.
const HEDGED_PART: f64 = 0.10;
/// What calculation may leave over.
const LEFT_OVER: f64 = 1e-9;

/// Whether a reading is true of the number.
pub(super) fn holds(reading: &Reading, measured: &Measured) -> Result<(), Fails> {
    match measured.amount {
        Amount::Rank { .. } => Err(Fails::Kind),
        Amount::One(interval) => match &reading.other {
            None => one(reading, interval, measured),
            Some(other) => between(reading, other, interval, measured),
        },
        Amount::Range(low, high) => {
            let Some(other) = &reading.other else { return Err(Fails::Kind) };
            let ends = |first: Interval, second: Interval| {
                let first = one(&without_range(reading), first, measured);
                // The hedge of a range stands before its first end.
                let second = one(&Reading { hedge: reading.hedge, ..(**other).clone() }, second, measured);
                first.and(second)
            };
            ends(low, high).or_else(|wrong| ends(high, low).map_err(|_| wrong))
        }
    }
}

fn without_range(reading: &Reading) -> Reading {
    Reading { other: None, ..reading.clone() }
}

/// A range that is written for one number holds if the number lies in it.
fn between(low: &Reading, high: &Reading, interval: Interval, measured: &Measured) -> Result<(), Fails> {
    units_agree(low, measured)?;
    units_agree(high, measured)?;
    if measured.qualifier.is_some() {
        return Err(Fails::Hedge);
    }
    if low.is_change {
        return Err(Fails::Kind);
    }
    let slack = interval.value.abs() * LEFT_OVER;
    let size = |end: &Reading, scale: Scale| {
        let sign = if end.direction == Direction::Fall { -1.0 } else { 1.0 };
        sign * end.number.value * scale.of_one / 10f64.powi(scale.shift)
    };
    let is_within = |scale: Scale| {
        let (low, high) = (size(low, scale), size(high, scale));
        interval.value >= low.min(high) - slack && interval.value <= low.max(high) + slack
    };
    let holds = if low.said.power == high.said.power {
        Scale::all(&low.said, &low.number, &measured.unit).any(is_within)
    } else {
        let true_size = |end: &Reading| Scale::all(&end.said, &end.number, &measured.unit).next().unwrap_or_default();
        let (low, high) = (size(low, true_size(low)), size(high, true_size(high)));
        interval.value >= low - slack && interval.value <= high + slack
    };
    if holds { Ok(()) } else { Err(Fails::Value) }
}

/// How a written number is compared with one of the data.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Scale {
    /// The data's number times this power of ten is counted as the written one is.
    shift: i32,
    /// What a written one stands for: 100 where a part of a whole is held against percent.
    of_one: f64,
}

impl Scale {
    /// The scales in which a number may be meant: at its true size, and without any sign of a unit as a count of the
    /// data's own.
    fn all(said: &Said, number: &Number, unit: &Unit) -> impl Iterator<Item = Self> {
        let is_part = matches!(number.form, Form::Part { .. }) && said.kind.is_none();
        let of_one = if is_part && unit.kind == UnitKind::Percent { 100.0 } else { 1.0 };
        let is_finer = said.kind.is_some() && unit.power < 0;
        let own = said.power.is_none() && said.currency.is_none() && !is_finer;
        let true_size = Self { shift: unit.power.saturating_sub(said.power.unwrap_or(0)).clamp(-300, 300), of_one };
        let own = (own && unit.power != 0).then_some(Self { shift: 0, of_one });
        std::iter::once(true_size).chain(own)
    }
}

fn units_agree(reading: &Reading, measured: &Measured) -> Result<(), Fails> {
    let (said, unit) = (&reading.said, &measured.unit);
    let agrees = match said.kind {
        Some(UnitKind::Percent) => unit.kind == UnitKind::Percent,
        Some(UnitKind::Points) => {
            unit.kind == UnitKind::Points || (unit.noun.contains("point") && said.power.is_none_or(|power| power >= 0))
        }
        Some(UnitKind::Times) | Some(UnitKind::Number) | None => true,
    };
    let money = match (said.currency, unit.currency) {
        (Some(word), Some(currency)) => may_mean(word, currency.0),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let is_multiple = matches!(reading.number.form, Form::Multiple { .. });
    let multiple = !is_multiple
        || matches!(unit.kind, UnitKind::Times | UnitKind::Percent)
        || (unit.currency.is_none() && unit.power == 0 && unit.kind == UnitKind::Number && unit.noun.is_empty());
    let is_part = matches!(reading.number.form, Form::Part { .. });
    let part = !is_part || unit.kind != UnitKind::Points;
    let noun = counted(&unit.noun);
    let mut words = noun.split(|c: char| !c.is_alphanumeric());
    let own_measure = words.find_map(|word| measure_of(&word.to_lowercase()));
    // `48 countries` is not said of 48 percent, nor `240 tonnes` of dollars.
    let is_bare = said.kind.is_none() && said.currency.is_none() && !is_multiple && !is_part;
    let counts_others = unit.currency.is_some() || unit.kind != UnitKind::Number;
    let measure = match (said.measure, own_measure) {
        (Some(_), None) if is_bare => !counts_others,
        (Some(said), Some(own)) => said == own || noun.split(' ').any(|word| measure_of(word) == Some(said)),
        _ => true,
    };
    // `$240 billion a day` are not said of $240 billion; but `5% a year` may be of 5%, and a unit may be left unsaid.
    let says_unit = unit.kind == UnitKind::Number && (unit.currency.is_some() || !unit.noun.is_empty());
    let rate = said.rate.is_none_or(|said| !says_unit || is_part || rate_of_noun(&unit.noun) == Some(said));
    let holds = agrees && money && multiple && part && measure && rate && !said.clashes;
    if holds { Ok(()) } else { Err(Fails::Unit) }
}

fn one(reading: &Reading, interval: Interval, measured: &Measured) -> Result<(), Fails> {
    units_agree(reading, measured)?;
    if let Some(of) = whole_of(&measured.unit)
        && let Form::Part { of: said } = reading.number.form
    {
        let same = said.is_some_and(|(some, whole)| some == interval.value && whole == of);
        return if same { Ok(()) } else { Err(Fails::Value) };
    }
    if let Form::Multiple { decimals } = reading.number.form {
        return multiple(reading, decimals, interval, measured);
    }
    let is_zero = reading.number.value == 0.0;
    let sign = match reading.direction {
        _ if is_zero || interval.value == 0.0 => {
            if interval.value < 0.0 {
                -1.0
            } else {
                1.0
            }
        }
        Direction::Fall if interval.value < 0.0 => -1.0,
        Direction::PerhapsFall if interval.value < 0.0 => -1.0,
        Direction::PerhapsFall if measured.unit.kind == UnitKind::Number => 1.0,
        Direction::Deficit => interval.value.signum(),
        Direction::Unsaid | Direction::Rise if interval.value > 0.0 => 1.0,
        _ => return Err(Fails::Sign),
    };
    let (low, high) = (interval.low * sign, interval.high * sign);
    let known = Known {
        interval: Interval { low: low.min(high), value: interval.value * sign, high: low.max(high) },
        computed: measured.computed,
        decimals: i32::from(measured.decimals),
        qualifier: measured.qualifier,
    };
    let mut scales: Vec<Scale> = Scale::all(&reading.said, &reading.number, &measured.unit).collect();
    if matches!(reading.hedge, Some(Hedge::Over | Hedge::Under | Hedge::AtLeast | Hedge::UpTo)) {
        // Any amount is more than 240 dollars: what is hedged on one side is meant in the nearest of the scales.
        let away = |scale: &Scale| {
            let value = known.interval.value * 10f64.powi(scale.shift);
            (reading.number.value * scale.of_one / value).ln().abs()
        };
        scales.sort_by(|a, b| away(a).total_cmp(&away(b)));
        scales.truncate(1);
    }
    let results = scales.into_iter().map(|scale| known.hold(&reading.number, reading.hedge, scale));
    let mut wrong = Fails::Value;
    for result in results {
        match result {
            Ok(()) => return Ok(()),
            Err(Fails::Hedge) => wrong = Fails::Hedge,
            Err(_) => {}
        }
    }
    Err(wrong)
}

/// The whole of a unit such as `of 10`.
pub(super) fn whole_of(unit: &Unit) -> Option<f64> {
    unit.noun.strip_prefix("of ")?.split(' ').next_back()?.parse().ok()
}

/// `twice`, `2.5 times`: of a ratio, or of the growth that makes it.
fn multiple(reading: &Reading, decimals: Option<usize>, interval: Interval, measured: &Measured) -> Result<(), Fails> {
    let minus = reading.signed && matches!(reading.direction, Direction::Fall | Direction::Both);
    let sign = if minus { -1.0 } else { 1.0 };
    let ratio = |value: f64| sign * if measured.unit.kind == UnitKind::Percent { 1.0 + value / 100.0 } else { value };
    let (low, high) = (ratio(interval.low), ratio(interval.high));
    let known = Known {
        interval: Interval { low: low.min(high), value: ratio(interval.value), high: low.max(high) },
        computed: measured.computed,
        decimals: i32::from(measured.decimals) + if measured.unit.kind == UnitKind::Percent { 2 } else { 0 },
        qualifier: measured.qualifier,
    };
    let form = match decimals {
        Some(decimals) => Form::Plain { decimals, in_words: false },
        None => Form::Part { of: None },
    };
    known.hold(&Number { form, ..reading.number.clone() }, reading.hedge, Scale { shift: 0, of_one: 1.0 })
}

/// A number of the data, without its sign.
struct Known {
    interval: Interval,
    computed: bool,
    decimals: i32,
    qualifier: Option<Qualifier>,
}

impl Known {
    fn hold(&self, number: &Number, hedge: Option<Hedge>, scale: Scale) -> Result<(), Fails> {
        let factor = 10f64.powi(scale.shift);
        let [low, value, high] = [self.interval.low, self.interval.value, self.interval.high].map(|v| v * factor);
        let written = number.value * scale.of_one;
        let slack = written.abs().max(value.abs()) * LEFT_OVER;
        let (low, high) = if self.computed { (low.min(value), high.max(value)) } else { (value, value) };
        let within = |part: f64| low <= written * (1.0 + part) + slack && high >= written * (1.0 - part) - slack;
        let (plain, near) = match number.form {
            Form::Plain { decimals, .. } => (self.rounds_to(number, decimals, scale, (low, high)), NEAR),
            Form::Part { .. } | Form::Multiple { .. } => (within(PART), HEDGED_PART),
        };
        if let Some(qualifier) = self.qualifier {
            let equal = plain || (hedge == Some(Hedge::About) && near == HEDGED_PART && within(near));
            let suits = hedge.is_some_and(|hedge| hedge.suits(qualifier));
            return match (equal, suits) {
                (true, true) => Ok(()),
                (true, false) => Err(Fails::Hedge),
                (false, _) => Err(Fails::Value),
            };
        }
        let above = value > written + slack;
        let below = value < written - slack;
        let holds = match hedge {
            None => plain,
            Some(Hedge::About) => plain || within(near),
            Some(Hedge::Almost) => below && value >= written * (1.0 - near) - slack,
            Some(Hedge::JustOver) => above && value <= written * (1.0 + near) + slack,
            Some(Hedge::Over) => above,
            Some(Hedge::Under) => below,
            Some(Hedge::AtLeast) => !below,
            Some(Hedge::UpTo) => !above,
        };
        match (holds, hedge) {
            (true, _) => Ok(()),
            (false, Some(_)) if plain || within(near) => Err(Fails::Hedge),
            (false, _) => Err(Fails::Value),
        }
    }

    /// Whether the value, or some number between the bounds of a computed one, is what was written after rounding.
    fn rounds_to(&self, number: &Number, decimals: usize, scale: Scale, (low, high): (f64, f64)) -> bool {
        let exact = || {
            let value = Decimal::tidy(self.interval.value)?.shifted(scale.shift);
            Some(self.interval.value >= 0.0 && value.rounded(decimals) == *number.exact.as_ref()?)
        };
        if exact().unwrap_or(false) {
            return true;
        }
        if !self.computed {
            return false;
        }
        let written = number.value * scale.of_one;
        let slack = written.abs() * LEFT_OVER;
        // What is written more precisely than anything is known must lie between the bounds itself.
        let is_finer = i32::try_from(decimals).is_ok_and(|decimals| decimals > self.decimals - scale.shift);
        let half = if is_finer { 0.0 } else { 0.5 * 10f64.powi(-(decimals.min(300) as i32)) };
        low <= written + half + slack && high >= written - half - slack
    }
}
