//! A grid → where each bar begins and ends, in the units of its values: side by side or stacked.

use crate::chart::frame::{Frame, Grid};
use crate::chart::geometry::stack::{Offset, stack};
use crate::chart::plot::Extent;
use crate::chart::spec::{Spec, Stack};

/// The two ends of each bar, by series and position; a blank cell has none.
pub(super) type Ends = Vec<Vec<Option<[f64; 2]>>>;

/// How a grid is stacked: as the author says, else not at all.
pub(super) fn mode(spec: &Spec) -> Stack {
    spec.stack.unwrap_or(Stack::None)
}

/// The ends of all bars. Shares are in percent.
pub(super) fn ends(grid: &Grid, mode: Stack) -> Ends {
    let values: Vec<Vec<Option<f64>>> = grid.series.iter().map(|series| series.values.clone()).collect();
    match mode {
        Stack::None => {
            values.iter().map(|row| row.iter().map(|value| value.map(|value| [0.0, value])).collect()).collect()
        }
        Stack::Zero => stack(&values, Offset::None),
        Stack::Diverging => stack(&values, Offset::Diverging),
        Stack::Normalize => {
            let hundredfold = |end: Option<[f64; 2]>| end.map(|[from, to]| [from * 100.0, to * 100.0]);
            let shares = stack(&values, Offset::Expand);
            shares.into_iter().map(|row| row.into_iter().map(hundredfold).collect()).collect()
        }
    }
}

/// The value that is written at a bar: its own, or its share.
pub(super) fn shown_value(grid: &Grid, ends: &Ends, mode: Stack, series: usize, at: usize) -> Option<f64> {
    match mode {
        Stack::Normalize => ends[series][at].map(|[from, to]| ((to - from) * 10.0).round() / 10.0),
        _ => grid.series[series].values[at],
    }
}

/// What an axis must hold so that all bars are on it, with zero.
pub(super) fn extent(spec: &Spec, frame: &Frame) -> Extent {
    let Frame::Grid(grid) = frame else { return Extent::default() };
    if mode(spec) == Stack::Normalize {
        return Extent { x: None, y: Some([0.0, 100.0]) };
    }
    let ends = ends(grid, mode(spec));
    let ranges = grid.series.iter().flat_map(|series| series.ranges.iter().flatten().flatten());
    let all = ends.iter().flatten().flatten().flatten().chain(ranges).copied();
    Extent { x: None, y: Extent::of_values(all.chain([0.0])) }
}

/// True where every bar stands alone at its position.
pub(super) fn is_single(grid: &Grid, mode: Stack) -> bool {
    grid.series.len() <= 1 || mode != Stack::None
}
