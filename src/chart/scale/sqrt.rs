//! Quantities → radii of discs whose areas are in proportion to them. d3-scale `scaleSqrt`.

use super::linear::{nice, project};
use super::ticks::ticks;

/// A scale of square roots. The domain begins at zero, so that twice the quantity is twice the area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sqrt {
    /// The data at the two ends.
    pub domain: [f64; 2],
    /// The radii at the two ends.
    pub range: [f64; 2],
}

impl Sqrt {
    /// The scale from zero to `greatest`, which gets `radius`.
    pub fn new(greatest: f64, radius: f64) -> Self {
        Self { domain: [0.0, greatest], range: [0.0, radius] }
    }

    /// The radius of a quantity. A negative one has the negative radius of its opposite, as in d3.
    pub fn map(&self, value: f64) -> f64 {
        project(self.domain.map(root), self.range, root(value))
    }

    /// The quantity of a radius.
    pub fn invert(&self, radius: f64) -> f64 {
        let root = project(self.range, self.domain.map(root), radius);
        root * root.abs()
    }

    /// The scale with its domain widened to round values.
    pub fn nice(self, count: f64) -> Self {
        Self { domain: nice(self.domain, count), ..self }
    }

    /// Round quantities within the domain, about `count` of them.
    pub fn ticks(&self, count: f64) -> Vec<f64> {
        ticks(self.domain[0], self.domain[1], count)
    }
}

fn root(value: f64) -> f64 {
    value.abs().sqrt().copysign(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_in_proportion() {
        let scale = Sqrt::new(100.0, 20.0);
        assert_eq!([scale.map(0.0), scale.map(25.0), scale.map(100.0)], [0.0, 10.0, 20.0]);
        assert_eq!((scale.invert(10.0), scale.map(-25.0)), (25.0, -10.0));
    }
}
