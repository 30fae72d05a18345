//! Numbers → classes with round limits, for the few colours of a map or a heat map.

use super::ticks::ticks;

/// The limits between classes: round values strictly between `min` and `max`, so that there is one class more than there
/// are limits. As many classes as are wished for if round limits allow it, else fewer, or more where fewer would be one.
/// Empty, which is one class, if the ends are one value or `classes` is less than two.
pub fn breaks(min: f64, max: f64, classes: usize) -> Vec<f64> {
    let wanted = classes.saturating_sub(1);
    if wanted == 0 {
        return Vec::new();
    }
    let (low, high) = (min.min(max), min.max(max));
    let limits = |count: usize| -> Vec<f64> {
        ticks(low, high, count as f64).into_iter().filter(|limit| low < *limit && *limit < high).collect()
    };
    // From coarse to fine, until the wish is met. Rulers jump (by 2, by 2.5), so it may not be met at all: then what came
    // nearest from below.
    let mut best = Vec::new();
    for count in 1..=classes.saturating_mul(2).min(100) {
        let found = limits(count);
        if found.len() == wanted {
            return found;
        }
        if best.is_empty() || (found.len() < wanted && found.len() > best.len()) {
            best = found;
        }
    }
    best
}

/// Which class a value belongs to, counted from zero. A limit belongs to the class above it.
pub fn class_of(value: f64, breaks: &[f64]) -> usize {
    breaks.partition_point(|limit| *limit <= value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_inside() {
        assert_eq!(breaks(0.0, 100.0, 5), [20.0, 40.0, 60.0, 80.0]);
        assert_eq!(breaks(3.0, 97.0, 5), [20.0, 40.0, 60.0, 80.0]);
        assert_eq!(breaks(0.0, 1.0, 2), [0.5]);
        assert_eq!(breaks(0.0, 30.0, 5), [10.0, 20.0]);
        assert!(breaks(4.0, 4.0, 5).is_empty() && breaks(0.0, 9.0, 1).is_empty());
    }

    #[test]
    fn a_limit_belongs_to_the_class_above() {
        let limits = [20.0, 40.0];
        assert_eq!([0.0, 19.9, 20.0, 40.0, 99.0].map(|value| class_of(value, &limits)), [0, 0, 1, 2, 2]);
    }
}
