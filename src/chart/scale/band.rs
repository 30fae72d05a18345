//! Categories → bands of equal breadth with equal gaps. d3-scale `scaleBand`, without rounding to whole pixels.

/// Bands along a range. With `padding_inner` 1 they have no breadth: that is d3's point scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// How many bands there are.
    pub count: usize,
    /// The positions of the two ends; if the second is the less, the first band lies at the greater end.
    pub range: [f64; 2],
    /// The gap between two bands, as a part of the step from one to the next: from 0 to 1.
    pub padding_inner: f64,
    /// The gap before the first and after the last band, in steps.
    pub padding_outer: f64,
    /// Where what is left of the gaps at the ends goes: 0 all after the bands, 0.5 to both ends, 1 all before them.
    pub align: f64,
}

impl Band {
    /// Bands with one `padding` between and around them, in the middle of the range.
    pub fn new(count: usize, range: [f64; 2], padding: f64) -> Self {
        Self { count, range, padding_inner: padding.min(1.0), padding_outer: padding, align: 0.5 }
    }

    /// Points: bands without breadth, `padding` steps away from the ends of the range.
    pub fn points(count: usize, range: [f64; 2], padding: f64) -> Self {
        Self { count, range, padding_inner: 1.0, padding_outer: padding, align: 0.5 }
    }

    /// The lesser edge of a band, even if the range runs backwards. Bands that are not there go on beyond the last.
    pub fn start(&self, index: usize) -> f64 {
        let place = if self.range[1] < self.range[0] { self.count as f64 - 1.0 - index as f64 } else { index as f64 };
        let (low, high) = self.ends();
        let first = low + (high - low - self.step() * (self.count as f64 - self.inner())) * self.align.clamp(0.0, 1.0);
        first + self.step() * place
    }

    /// The middle of a band.
    pub fn center(&self, index: usize) -> f64 {
        self.start(index) + self.bandwidth() / 2.0
    }

    /// The breadth of a band.
    pub fn bandwidth(&self) -> f64 {
        self.step() * (1.0 - self.inner())
    }

    /// The distance from one band's start to the next one's.
    pub fn step(&self) -> f64 {
        let (low, high) = self.ends();
        (high - low) / (self.count as f64 - self.inner() + self.padding_outer * 2.0).max(1.0)
    }

    fn inner(&self) -> f64 {
        self.padding_inner.min(1.0)
    }

    fn ends(&self) -> (f64, f64) {
        let [a, b] = self.range;
        if b < a { (b, a) } else { (a, b) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_gaps_fill_the_range() {
        let bands = Band::new(3, [0.0, 100.0], 0.0);
        assert_eq!((bands.start(0), bands.step(), bands.start(2) + bands.bandwidth()), (0.0, 100.0 / 3.0, 100.0));
        let backwards = Band { range: [100.0, 0.0], ..bands };
        assert_eq!((backwards.start(2), backwards.start(0) + backwards.bandwidth()), (0.0, 100.0));
    }

    #[test]
    fn points_lie_on_the_ends() {
        let points = Band::points(5, [10.0, 50.0], 0.0);
        assert_eq!((0..5).map(|i| points.center(i)).collect::<Vec<_>>(), [10.0, 20.0, 30.0, 40.0, 50.0]);
        assert_eq!((points.bandwidth(), Band::points(1, [0.0, 8.0], 0.5).center(0)), (0.0, 4.0));
    }
}
