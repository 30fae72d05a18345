//! Several series over the same rows → where each part of each row's pile begins and ends. d3-shape `stack`.

/// How the parts of a row are laid on one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Offset {
    /// One after the other from zero, negative ones backwards over what lies there.
    None,
    /// Like `None`, in shares of the row's sum. A row whose sum is zero is laid as it is.
    Expand,
    /// Positive ones upwards, negative ones downwards from zero. What is zero lies at zero.
    Diverging,
}

/// For each series and each of its rows, the two ends of its part, in the unit of the values (for `Expand` in shares from
/// 0 to 1). With `Diverging` the first end is the lesser one. A value that is missing (or not a number) takes no room and
/// has no part. A series that is shorter than others lacks its last rows.
pub fn stack(series: &[Vec<Option<f64>>], offset: Offset) -> Vec<Vec<Option<[f64; 2]>>> {
    let mut parts: Vec<Vec<Option<[f64; 2]>>> = series.iter().map(|rows| vec![None; rows.len()]).collect();
    let rows = series.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..rows {
        let values: Vec<Option<f64>> =
            series.iter().map(|rows| rows.get(row).copied().flatten().filter(|value| !value.is_nan())).collect();
        let sum: f64 = values.iter().flatten().sum();
        let scale = if offset == Offset::Expand && sum != 0.0 { sum } else { 1.0 };
        let (mut above, mut below) = (0.0, 0.0);
        for (part, value) in parts.iter_mut().zip(values) {
            let Some(value) = value.map(|value| value / scale) else { continue };
            let ends = match offset {
                Offset::Diverging if value < 0.0 => {
                    let from = below;
                    below += value;
                    [below, from]
                }
                Offset::Diverging if value == 0.0 => [0.0, 0.0],
                Offset::None | Offset::Expand | Offset::Diverging => {
                    let from = above;
                    above += value;
                    [from, above]
                }
            };
            part[row] = Some(ends);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_takes_no_room() {
        let series = [vec![Some(1.0), None], vec![None, Some(2.0)], vec![Some(3.0)]];
        let parts = stack(&series, Offset::None);
        assert_eq!(parts, [vec![Some([0.0, 1.0]), None], vec![None, Some([0.0, 2.0])], vec![Some([1.0, 4.0])]]);
        assert_eq!(stack(&series, Offset::Expand)[2][0], Some([0.25, 1.0]));
    }

    #[test]
    fn negative_parts_go_down() {
        let parts = stack(&[vec![Some(-1.0)], vec![Some(2.0)], vec![Some(-3.0)]], Offset::Diverging);
        assert_eq!(parts, [[Some([-1.0, 0.0])], [Some([0.0, 2.0])], [Some([-4.0, -1.0])]].map(Vec::from));
    }
}
