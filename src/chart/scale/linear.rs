//! Numbers → positions in proportion. d3-scale `scaleLinear`, for a domain and a range of two ends each.

use super::ticks::{tick_increment, ticks};

/// A line that meets two points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    /// The data at the two ends; either may be the greater.
    pub domain: [f64; 2],
    /// The positions of the two ends.
    pub range: [f64; 2],
}

impl Linear {
    /// The scale from a domain to a range.
    pub fn new(domain: [f64; 2], range: [f64; 2]) -> Self {
        Self { domain, range }
    }

    /// The position of a value. Values outside of the domain lie outside of the range; if the domain is a single value,
    /// every value lies in the middle of the range.
    pub fn map(&self, value: f64) -> f64 {
        project(self.domain, self.range, value)
    }

    /// The value at a position; if the range is a single position, the middle of the domain.
    pub fn invert(&self, position: f64) -> f64 {
        project(self.range, self.domain, position)
    }

    /// The scale with its domain widened to round values, for about `count` ticks. At most ten rounds, since a wider
    /// domain can ask for a wider step; a domain that has not settled by then, or has no extent, stays as it is.
    pub fn nice(self, count: f64) -> Self {
        Self { domain: nice(self.domain, count), ..self }
    }

    /// Round values within the domain, about `count` of them, in the domain's direction.
    pub fn ticks(&self, count: f64) -> Vec<f64> {
        ticks(self.domain[0], self.domain[1], count)
    }
}

/// The position in `to` that stands as `value` stands in `from`. Both ends are met exactly.
pub(super) fn project(from: [f64; 2], to: [f64; 2], value: f64) -> f64 {
    let ([a, b], [p, q]) = if from[1] < from[0] { ([from[1], from[0]], [to[1], to[0]]) } else { (from, to) };
    let extent = b - a;
    let t = if extent == 0.0 { 0.5 } else { (value - a) / extent };
    p * (1.0 - t) + q * t
}

/// d3-scale `nice` of its linear scales.
pub(super) fn nice(domain: [f64; 2], count: f64) -> [f64; 2] {
    let reverse = domain[1] < domain[0];
    let [mut start, mut stop] = if reverse { [domain[1], domain[0]] } else { domain };
    let mut before = None;
    for _ in 0..10 {
        let step = tick_increment(start, stop, count);
        if before == Some(step) {
            // Adding zero takes the sign off a negative zero.
            let (start, stop) = (start + 0.0, stop + 0.0);
            return if reverse { [stop, start] } else { [start, stop] };
        }
        if step.is_infinite() || step == 0.0 || step.is_nan() {
            break;
        }
        if step > 0.0 {
            start = (start / step).floor() * step;
            stop = (stop / step).ceil() * step;
        } else {
            start = (start * step).ceil() / step;
            stop = (stop * step).floor() / step;
        }
        before = Some(step);
    }
    domain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_its_ends_and_runs_either_way() {
        let scale = Linear::new([0.0, 10.0], [300.0, 20.0]);
        assert_eq!([scale.map(0.0), scale.map(5.0), scale.map(10.0)], [300.0, 160.0, 20.0]);
        assert_eq!(scale.invert(160.0), 5.0);
        assert_eq!(Linear::new([10.0, 0.0], [0.0, 100.0]).map(2.5), 75.0);
    }

    #[test]
    fn a_domain_of_one_value_lies_in_the_middle() {
        let scale = Linear::new([7.0, 7.0], [0.0, 100.0]);
        assert_eq!((scale.map(7.0), scale.map(9.0)), (50.0, 50.0));
        assert_eq!(scale.nice(5.0), scale);
    }

    #[test]
    fn nice_widens_to_round_values() {
        let nice = |domain, count| Linear::new(domain, [0.0, 1.0]).nice(count).domain;
        assert_eq!(nice([0.13, 0.97], 5.0), [0.0, 1.0]);
        assert_eq!(nice([241.0, -17.0], 5.0), [250.0, -50.0]);
    }
}
