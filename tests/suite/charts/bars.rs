//! What holds of all columns and bars: lengths are values, blank cells are not drawn, words lie on nothing.

use super::sample::{WORDS, cells, list, names, wide_rows};
use super::{chart, draw, faults};
use expound::chart::Chart;
use expound::chart::frame::Frame;
use expound::chart::scene::Shape;
use proptest::prelude::*;

fn block() -> impl Strategy<Value = String> {
    let kinds = (prop_oneof![Just("column"), Just("bar")], 0..4usize, 1..=8usize, any::<bool>());
    let rows = prop_oneof![6 => 1..12usize, 2 => 12..61usize];
    (kinds, rows)
        .prop_flat_map(|((kind, stack, series, dated), rows)| {
            let positive = stack == 1 || stack == 2;
            (Just((kind, stack, dated)), names(rows), names(series), cells(series, rows, positive))
        })
        .prop_map(|((kind, stack, dated), positions, series, cells)| {
            let stack = ["none", "zero", "normalize", "diverging"][stack];
            let positions: Vec<String> = match dated && kind == "column" {
                true => (0..positions.len()).map(|at| format!("{}", 1960 + at)).collect(),
                false => positions,
            };
            let rows = wide_rows(&positions, &series, &cells);
            format!("type: {kind}\nstack: {stack}\nsort: none\nx: position\ny: {}\n{WORDS}{rows}", list(&series))
        })
}

/// The lengths of all bars against their values: they must be proportional.
fn lengths(chart: &Chart, width: f64) -> Result<(), String> {
    let Frame::Grid(grid) = &chart.panels[0].frame else { return Err("no grid".to_owned()) };
    let scene = draw(chart, width);
    let lies = scene.marks().filter_map(|(shape, of)| match shape {
        Shape::Rect { area, .. } => Some((*area, of)),
        _ => None,
    });
    let mut seen = 0;
    let mut per_unit: Vec<(f64, f64)> = Vec::new();
    for (area, of) in lies {
        seen += 1;
        let Some(value) = grid.series[of.series as usize].values[of.index as usize] else {
            return Err(format!("a bar for the blank cell {of:?}"));
        };
        // Columns that turn into bars change the side that is their length.
        per_unit.push((value.abs(), area.width()));
        per_unit.push((value.abs(), area.height()));
    }
    let filled: usize = grid.series.iter().map(|series| series.values.iter().flatten().count()).sum();
    if seen != filled {
        return Err(format!("{seen} bars for {filled} values"));
    }
    let proportional = |side: usize| {
        let all: Vec<&(f64, f64)> = per_unit.iter().skip(side).step_by(2).collect();
        let largest = all.iter().map(|(value, _)| *value).fold(0.0, f64::max);
        let longest = all.iter().filter(|(value, _)| *value == largest).map(|(_, length)| *length).fold(0.0, f64::max);
        largest == 0.0 || all.iter().all(|(value, length)| (value / largest * longest - length).abs() < 0.1)
    };
    if proportional(0) || proportional(1) { Ok(()) } else { Err(format!("lengths are not values: {per_unit:?}")) }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_of_bars_lie_on_nothing(block in block().prop_filter("a value", |block| super::has_value(block))) {
        let faults = faults(&chart(&block));
        prop_assert!(faults.is_empty(), "{}\n{block}", faults.join("\n"));
    }

    #[test]
    fn bars_are_as_long_as_their_values(block in block().prop_filter("a value", |block| super::has_value(block)), width in 280.0..900.0f64) {
        // Shares of a sum are as long as their share, which stacks are tested for.
        prop_assume!(!block.contains("stack: normalize"));
        let result = lengths(&chart(&block), width);
        prop_assert!(result.is_ok(), "{}\n{block}", result.unwrap_err());
    }
}
