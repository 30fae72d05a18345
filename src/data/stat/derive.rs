//! Numbers → what follows from them, with bounds: what was rounded before it was written stays vague.
//!
//! Interval arithmetic after R. E. Moore, "Interval Analysis" (1966): each result spans all that the bounds of its
//! operands allow. Rounding of floating point is far below what figures are rounded to.

use super::reference::Operation;
use crate::base::format::{Decimal, NumberFormat};
use crate::base::language::Language;
use crate::data::quantity::{Amount, Interval, Measured, Qualifier, Unit, UnitKind};

/// Where the working is written down.
pub(super) struct Working<'a> {
    pub(super) language: &'static Language,
    pub(super) lines: &'a mut Vec<String>,
}

/// What is wrong, and what to do.
type Refused = (String, String);

impl Working<'_> {
    fn number(&self, value: f64, decimals: u8) -> String {
        let format = NumberFormat::parse("number").map(|format| format.with_decimals(usize::from(decimals)));
        format.map_or_else(|_| value.to_string(), |format| format.write(value, self.language))
    }

    /// A result, and its bounds where it has some.
    fn result(&self, interval: Interval, decimals: u8, unit: &str) -> String {
        let value = self.number(interval.value, decimals);
        let (low, high) = (self.number(interval.low, decimals), self.number(interval.high, decimals));
        if low == high {
            return format!("{value}{unit}");
        }
        // A dash beside a minus could be read as one.
        let to = if interval.low < 0.0 { " … " } else { "–" };
        format!("{value}{unit} [{low}{to}{high}]")
    }
}

fn one(measured: &Measured) -> Result<Interval, Refused> {
    match measured.amount {
        Amount::One(interval) => Ok(interval),
        Amount::Range(..) => Err((
            "a range is not one number, so nothing more follows from it".to_owned(),
            "let ?range stand alone".to_owned(),
        )),
        Amount::Rank { .. } => {
            Err(("a rank is a place, from which nothing more follows".to_owned(), "let ?rank stand alone".to_owned()))
        }
    }
}

/// A result, if it is a number at all.
fn finite(measured: Measured) -> Result<Measured, Refused> {
    match measured.amount {
        Amount::One(interval) if !(interval.low.is_finite() && interval.high.is_finite()) => {
            let message = "the numbers are too large to be worked with".to_owned();
            Err((message, "give the column a larger unit, such as million".to_owned()))
        }
        _ => Ok(measured),
    }
}

/// True if two units count the same thing, perhaps in other sizes.
fn count_the_same(unit: &Unit, other: &Unit) -> bool {
    unit.kind == other.kind && unit.currency == other.currency && unit.noun.eq_ignore_ascii_case(&other.noun)
}

/// The second number counted in the unit of the first.
fn in_unit_of(unit: &Unit, other: &Measured) -> Result<Interval, Refused> {
    let interval = one(other)?;
    if !count_the_same(unit, &other.unit) {
        let message = "the two numbers do not count the same thing".to_owned();
        return Err((message, "their columns have different units: compare like with like".to_owned()));
    }
    let by = 10f64.powi(other.unit.power - unit.power);
    let scaled = |value: f64| if by == 1.0 { value } else { value * by };
    Ok(Interval { low: scaled(interval.low), value: scaled(interval.value), high: scaled(interval.high) })
}

fn quotient(a: Interval, b: Interval) -> Result<Interval, Refused> {
    if b.low <= 0.0 {
        let message = "the second number is not above zero, so no growth, share or multiple of it says anything";
        return Err((message.to_owned(), "compare with another row, or give the difference: ?difference=".to_owned()));
    }
    let all = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
    Ok(Interval {
        low: all.into_iter().fold(f64::INFINITY, f64::min),
        value: a.value / b.value,
        high: all.into_iter().fold(f64::NEG_INFINITY, f64::max),
    })
}

fn mapped(interval: Interval, f: impl Fn(f64) -> f64) -> Interval {
    Interval { low: f(interval.low), value: f(interval.value), high: f(interval.high) }
}

/// With how many decimals a result is best written: the last of them is the first that is in doubt, and something is left
/// of a number that is not zero.
fn decimals_of(interval: Interval) -> u8 {
    let width = interval.high - interval.low;
    let known = if width > 0.0 { (1.0 - width.log10()).round() } else { 1.0 };
    let exact = Decimal::tidy(interval.value).map_or(0, |decimal| decimal.decimals());
    let first = if interval.value == 0.0 { 0.0 } else { (-interval.value.abs().log10()).ceil() };
    known.max(first).clamp(0.0, 6.0).min(exact as f64) as u8
}

fn flipped(qualifier: Option<Qualifier>) -> Option<Qualifier> {
    qualifier.map(|qualifier| match qualifier {
        Qualifier::About => Qualifier::About,
        Qualifier::Under => Qualifier::Over,
        Qualifier::Over => Qualifier::Under,
        Qualifier::AtLeast => Qualifier::UpTo,
        Qualifier::UpTo => Qualifier::AtLeast,
    })
}

/// The vagueness of what two vague numbers make: one that points where both do, else no more than "about".
fn joined(a: Option<Qualifier>, b: Option<Qualifier>) -> Option<Qualifier> {
    use Qualifier::{About, AtLeast, Over, Under, UpTo};
    match (a, b) {
        (None, other) | (other, None) => other,
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(Over | AtLeast), Some(Over | AtLeast)) => Some(Over),
        (Some(Under | UpTo), Some(Under | UpTo)) => Some(Under),
        _ => Some(About),
    }
}

/// What a step makes of a number and another.
pub(super) fn two(
    operation: Operation,
    measured: &Measured,
    other: &Measured,
    working: &mut Working<'_>,
) -> Result<Measured, Refused> {
    let a = one(measured)?;
    let shown = |working: &Working<'_>, value: f64, of: &Measured| working.number(value, of.decimals);
    if operation == Operation::Before {
        if other.unit.kind != UnitKind::Percent {
            let message = "`?before` wants a growth in percent".to_owned();
            return Err((message, "name a column whose unit is %".to_owned()));
        }
        let growth = mapped(one(other)?, |percent| 1.0 + percent / 100.0);
        let result = quotient(a, growth)?;
        let decimals = measured.decimals.max(other.decimals).max(1);
        working.lines.push(format!(
            "{} ÷ {} = {}",
            shown(working, a.value, measured),
            working.number(growth.value, other.decimals.saturating_add(2)),
            working.result(result, decimals, "")
        ));
        return finite(Measured {
            amount: Amount::One(result),
            qualifier: joined(measured.qualifier, flipped(other.qualifier)),
            computed: true,
            decimals: decimals_of(result),
            unit: measured.unit.clone(),
        });
    }
    // Amounts of different things have a rate: so many dollars to the pound.
    let is_rate = operation == Operation::Ratio && !count_the_same(&measured.unit, &other.unit);
    let b = if is_rate { one(other)? } else { in_unit_of(&measured.unit, other)? };
    let (left, right) = (shown(working, a.value, measured), shown(working, b.value, other));
    if matches!(operation, Operation::Change | Operation::Share) && b.low < 0.0 {
        let message = format!("`?{}` of a number below zero means nothing", operation.word());
        return Err((message, "give the difference: `?difference=`".to_owned()));
    }
    let plain = |kind: UnitKind| Unit { kind, ..Unit::default() };
    let percent = |ratio: f64| ratio * 100.0;
    let (result, unit, line) = match operation {
        Operation::Ratio if is_rate => {
            let Unit { currency, power, .. } = measured.unit;
            let unit = Unit { currency, power: power - other.unit.power, ..Unit::default() };
            (quotient(a, b)?, unit, format!("{left} ÷ {right}"))
        }
        Operation::Ratio => (quotient(a, b)?, plain(UnitKind::Times), format!("{left} ÷ {right}")),
        Operation::Share => (mapped(quotient(a, b)?, percent), plain(UnitKind::Percent), format!("{left} ÷ {right}")),
        Operation::Change => {
            let growth = mapped(quotient(a, b)?, |ratio| percent(ratio) - 100.0);
            (growth, plain(UnitKind::Percent), format!("{left} ÷ {right} − 1"))
        }
        _ => {
            let result = Interval { low: a.low - b.high, value: a.value - b.value, high: a.high - b.low };
            let mut unit = measured.unit.clone();
            if unit.kind == UnitKind::Percent {
                unit = plain(UnitKind::Points);
            }
            (result, unit, format!("{left} − {right}"))
        }
    };
    let fewest = if operation == Operation::Difference { measured.decimals.max(other.decimals) } else { 1 };
    let decimals = fewest.max(decimals_of(result));
    let sign = if unit.kind == UnitKind::Percent { working.language.numbers.percent } else { "" };
    working.lines.push(format!("{line} = {}", working.result(result, decimals, sign)));
    // Below zero the same vagueness would point the other way.
    let qualifier = joined(measured.qualifier, flipped(other.qualifier));
    let qualifier = if a.value < 0.0 || b.value < 0.0 || result.value < 0.0 {
        qualifier.map(|_| Qualifier::About)
    } else {
        qualifier
    };
    let known = decimals_of(result);
    let decimals = if operation == Operation::Difference { known.min(fewest) } else { known };
    finite(Measured { amount: Amount::One(result), unit, qualifier, computed: true, decimals })
}

/// What a step makes of several numbers.
pub(super) fn many(operation: Operation, all: &[Measured], working: &mut Working<'_>) -> Result<Measured, Refused> {
    /// More terms than these are not written down one by one.
    const TERMS: usize = 6;
    let Some(first) = all.first() else {
        return Err(("there is no value in these rows".to_owned(), "ask for other rows".to_owned()));
    };
    let intervals = all.iter().map(|one| in_unit_of(&first.unit, one)).collect::<Result<Vec<_>, _>>()?;
    let decimals = all.iter().map(|one| one.decimals).max().unwrap_or(0);
    let by_value = |a: &usize, b: &usize| intervals[*a].value.total_cmp(&intervals[*b].value);
    let least = (0..all.len()).min_by(by_value).unwrap_or(0);
    let greatest = (0..all.len()).max_by(by_value).unwrap_or(0);
    let terms = |working: &Working<'_>, between: &str| {
        let shown = |at: usize| working.number(intervals[at].value, all[at].decimals);
        let terms: Vec<String> = (0..all.len()).map(shown).collect();
        match terms.len() {
            0..=TERMS => terms.join(between),
            n => format!("{}{between}…{between}{}", terms[..2].join(between), terms[n - 1]),
        }
    };
    let unit = first.unit.clone();
    let stated = |at: usize| {
        let Measured { qualifier, decimals, .. } = all[at];
        Measured { amount: Amount::One(intervals[at]), unit: unit.clone(), qualifier, computed: false, decimals }
    };
    match operation {
        Operation::Max => Ok(stated(greatest)),
        Operation::Min => Ok(stated(least)),
        Operation::Range => {
            let amount = Amount::Range(intervals[least], intervals[greatest]);
            // Two ends say of themselves that what is between them is not known.
            Ok(Measured { amount, unit, qualifier: None, computed: false, decimals })
        }
        _ => {
            let sum = |of: fn(&Interval) -> f64| intervals.iter().map(of).sum::<f64>();
            let sum = Interval { low: sum(|i| i.low), value: sum(|i| i.value), high: sum(|i| i.high) };
            let qualifier = all.iter().fold(None, |found, one| joined(found, one.qualifier));
            let count = all.len() as f64;
            let (result, line, extra) = if operation == Operation::Mean {
                (mapped(sum, |sum| sum / count), format!("({}) ÷ {count}", terms(working, " + ")), 1)
            } else {
                (sum, terms(working, " + "), 0)
            };
            let result = mapped(result, tidy);
            working.lines.push(format!("{line} = {}", working.result(result, decimals + extra, "")));
            finite(Measured {
                amount: Amount::One(result),
                unit,
                qualifier,
                computed: true,
                decimals: decimals_of(result).min(decimals + extra),
            })
        }
    }
}

/// 0.1 + 0.2 is 0.3: what adding binary numbers leaves behind is taken off.
fn tidy(value: f64) -> f64 {
    format!("{value:.12e}").parse().unwrap_or(value)
}

/// The place of a number among several, from 1 for the greatest. Equal numbers share the better place.
pub(super) fn rank(own: &Measured, all: &[Measured], working: &mut Working<'_>) -> Measured {
    let value = |measured: &Measured| match measured.amount {
        Amount::One(interval) => interval.value * 10f64.powi(measured.unit.power),
        Amount::Range(low, _) => low.value,
        Amount::Rank { place, .. } => f64::from(place),
    };
    let above = all.iter().filter(|other| value(other) > value(own)).count();
    working.lines.push(format!("{} / {}", above + 1, all.len()));
    Measured {
        amount: Amount::Rank { place: above as u32 + 1, of: all.len() as u32 },
        unit: Unit::default(),
        qualifier: None,
        computed: false,
        decimals: 0,
    }
}
