//! Ratios → positions: as far from 1 to 10 as from 10 to 100. d3-scale `scaleLog` with base 10.

use super::linear::project;
use super::ticks::{decimal_exponent, power_of_ten, ticks};

/// A logarithmic scale of base 10. Both ends of the domain must be positive, as every value must that is mapped: others
/// have no logarithm, their position is not a number, and there are no ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Log {
    /// The data at the two ends, positive; either may be the greater.
    pub domain: [f64; 2],
    /// The positions of the two ends.
    pub range: [f64; 2],
}

impl Log {
    /// The scale from a domain to a range.
    pub fn new(domain: [f64; 2], range: [f64; 2]) -> Self {
        Self { domain, range }
    }

    /// The position of a value.
    pub fn map(&self, value: f64) -> f64 {
        // libm's logarithm is the same on every machine, that of the standard library is the system's.
        project(self.domain.map(libm::log), self.range, libm::log(value))
    }

    /// The value at a position.
    pub fn invert(&self, position: f64) -> f64 {
        libm::exp(project(self.range, self.domain.map(libm::log), position))
    }

    /// The scale with its domain widened to powers of ten.
    pub fn nice(self) -> Self {
        let [a, b] = self.domain;
        let [low, high] = if b < a { [b, a] } else { [a, b] };
        if !(low > 0.0 && high.is_finite()) {
            return self;
        }
        let (low, high) = (power_of_ten(decimal_exponent(low)), power_of_ten(exponent_above(high)));
        Self { domain: if b < a { [high, low] } else { [low, high] }, ..self }
    }

    /// Round values within the domain: its powers of ten and their multiples where there are fewer powers than `count`,
    /// else some of the powers. Of a domain so short that it holds few of either, the ticks of a linear scale.
    pub fn ticks(&self, count: f64) -> Vec<f64> {
        let reverse = self.domain[1] < self.domain[0];
        let [low, high] = if reverse { [self.domain[1], self.domain[0]] } else { self.domain };
        if !(low > 0.0 && high.is_finite()) {
            return Vec::new();
        }
        let (from, to) = (libm::log10(low), libm::log10(high));
        let mut values = if to - from < count {
            let within = |value: &f64| (low..=high).contains(value);
            let values: Vec<f64> = (decimal_exponent(low)..=exponent_above(high))
                .flat_map(|power| (1..10).map(move |digit| multiple(f64::from(digit), power)))
                .filter(within)
                .collect();
            if values.len() as f64 * 2.0 < count { ticks(low, high, count) } else { values }
        } else {
            ticks(from, to, count.min(to - from)).into_iter().map(|power| power_of_ten(power.round() as i32)).collect()
        };
        if reverse {
            values.reverse();
        }
        values
    }
}

/// `digit` times a power of ten, as near as a number can be: a division below one, as in d3.
fn multiple(digit: f64, power: i32) -> f64 {
    if power < 0 { digit / power_of_ten(-power) } else { digit * power_of_ten(power) }
}

/// The least whole power of ten that is not below `x`.
fn exponent_above(x: f64) -> i32 {
    let below = decimal_exponent(x);
    if power_of_ten(below) < x { below + 1 } else { below }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_lengths() {
        let scale = Log::new([1.0, 100.0], [0.0, 200.0]);
        assert_eq!([scale.map(1.0), scale.map(10.0), scale.map(100.0)], [0.0, 100.0, 200.0]);
        assert!((scale.invert(100.0) - 10.0).abs() < 1e-12);
        assert!(scale.map(0.0).is_nan() && scale.map(-1.0).is_nan());
        assert!(Log::new([0.0, 1.0], [0.0, 1.0]).ticks(5.0).is_empty());
    }

    #[test]
    fn ticks_are_powers_where_they_are_many() {
        assert_eq!(Log::new([1.0, 1e4], [0.0, 1.0]).ticks(2.0), [1.0, 100.0, 10_000.0]);
        assert_eq!(Log::new([0.2, 30.0], [0.0, 1.0]).nice().domain, [0.1, 100.0]);
    }
}
