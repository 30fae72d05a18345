//! Two ends and a wished-for count → round values between them: multiples of 1, 2 or 5 times a power of ten.
//!
//! d3-array 3, `ticks`, `tickIncrement` and `tickStep` in the form that rests on `tickSpec`, to the bit. Where d3 takes
//! powers and logarithms from its engine, which rounds some of them wrongly, they are exact here; that shows only
//! beyond 10^25. A negative zero, which d3 can return, is plain zero.

use std::f64::consts::SQRT_2;

/// √50 and √10: where a step is nearer to ten, five or two than to what comes before it, on a logarithmic ruler.
const TEN: f64 = 7.0710678118654755;
const FIVE: f64 = 3.1622776601683795;

/// Round values from `start` to `stop`, both included if they are round, about `count` of them (at most twice, at least
/// half as many). Descending if `stop` is less than `start`; empty if `count` is not positive or an end is not finite.
pub fn ticks(start: f64, stop: f64, count: f64) -> Vec<f64> {
    if !(count > 0.0 && start.is_finite() && stop.is_finite()) {
        return Vec::new();
    }
    if start == stop {
        return vec![start];
    }
    let reverse = stop < start;
    let Spec { first, last, increment } = if reverse { spec(stop, start, count) } else { spec(start, stop, count) };
    if !(last >= first && last - first < f64::from(u32::MAX)) {
        return Vec::new();
    }
    let at = |index: f64| if increment < 0.0 { index / -increment } else { index * increment } + 0.0;
    let steps = (last - first) as u32;
    (0..=steps).map(|i| at(if reverse { last - f64::from(i) } else { first + f64::from(i) })).collect()
}

/// The distance between ticks, for `start` ≤ `stop`. Below one it is given as the negative of its reciprocal (−100 for
/// 0.01), which is whole, so that no rounding error grows along an axis.
pub fn tick_increment(start: f64, stop: f64, count: f64) -> f64 {
    spec(start, stop, count).increment
}

/// The distance between ticks as it is, negative if `stop` is less than `start`.
pub fn tick_step(start: f64, stop: f64, count: f64) -> f64 {
    let reverse = stop < start;
    let increment = if reverse { tick_increment(stop, start, count) } else { tick_increment(start, stop, count) };
    let step = if increment < 0.0 { 1.0 / -increment } else { increment };
    if reverse { -step } else { step }
}

/// Ticks as whole multiples of an increment, or of a reciprocal where the increment is negative.
struct Spec {
    first: f64,
    last: f64,
    increment: f64,
}

fn spec(start: f64, stop: f64, count: f64) -> Spec {
    let step = (stop - start) / count.max(0.0);
    if !(step > 0.0 && step.is_finite()) {
        // What the formulas of d3 come to: no room between the ends, no ticks wanted, or no numbers at all.
        let increment = if step == 0.0 { f64::NEG_INFINITY } else { step.abs() };
        return Spec { first: 0.0, last: -1.0, increment: if step < 0.0 { f64::NAN } else { increment } };
    }
    let power = decimal_exponent(step);
    let error = step / power_of_ten(power);
    let factor = match error {
        error if error >= TEN => 10.0,
        error if error >= FIVE => 5.0,
        error if error >= SQRT_2 => 2.0,
        _ => 1.0,
    };
    let (mut first, mut last, increment);
    if power < 0 {
        let inverse = power_of_ten(-power) / factor;
        first = nearest(start * inverse);
        last = nearest(stop * inverse);
        if first / inverse < start {
            first += 1.0;
        }
        if last / inverse > stop {
            last -= 1.0;
        }
        increment = -inverse;
    } else {
        increment = power_of_ten(power) * factor;
        first = nearest(start / increment);
        last = nearest(stop / increment);
        if first * increment < start {
            first += 1.0;
        }
        if last * increment > stop {
            last -= 1.0;
        }
    }
    if last < first && (0.5..2.0).contains(&count) {
        spec(start, stop, count * 2.0)
    } else {
        Spec { first, last, increment }
    }
}

/// The whole number nearest to `x`, halves upwards, as JavaScript's `Math.round`.
fn nearest(x: f64) -> f64 {
    let floor = x.floor();
    if x - floor >= 0.5 { floor + 1.0 } else { floor }
}

/// The greatest whole power of ten that is not above `x`, which must be positive and finite. Read off the shortest
/// decimal form, because a logarithm is rounded, and differs between machines.
pub(super) fn decimal_exponent(x: f64) -> i32 {
    let text = format!("{x:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// 10^`exponent`, correctly rounded; infinite above 308, zero below −324.
pub(super) fn power_of_ten(exponent: i32) -> f64 {
    const WHOLE: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ];
    match usize::try_from(exponent).ok().and_then(|index| WHOLE.get(index)) {
        Some(power) => *power,
        None => format!("1e{exponent}").parse().unwrap_or(f64::NAN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_in_between() {
        assert_eq!(ticks(0.0, 1.0, 5.0), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(ticks(-17.0, 241.0, 5.0), [0.0, 50.0, 100.0, 150.0, 200.0]);
        assert_eq!(ticks(10.0, 0.0, 2.0), [10.0, 5.0, 0.0]);
        assert!(ticks(f64::NAN, 1.0, 5.0).is_empty() && ticks(0.0, f64::INFINITY, 5.0).is_empty());
        assert!(ticks(0.0, 1.0, 0.0).is_empty());
        assert_eq!((tick_increment(0.0, 1.0, 10.0), tick_step(1.0, 0.0, 10.0)), (-10.0, -0.1));
    }

    #[test]
    fn powers_are_read_exactly() {
        for exponent in -307..=308 {
            assert_eq!(decimal_exponent(power_of_ten(exponent)), exponent);
        }
        assert_eq!(decimal_exponent(999.999_999_999_999_9), 2);
    }
}
