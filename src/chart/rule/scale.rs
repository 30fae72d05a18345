//! Rules about scales.

use super::Finding;
use crate::base::format::number::NumberFormat;
use crate::chart::Chart;
use crate::chart::frame::{Frame, Grid};
use crate::chart::layout::names;
use crate::chart::plot::Extent;
use crate::chart::spec::{Spec, Stack};

fn grids(chart: &Chart) -> impl Iterator<Item = &Grid> {
    chart.panels.iter().filter_map(|panel| match &panel.frame {
        Frame::Grid(grid) => Some(grid),
        _ => None,
    })
}

/// 1: where length is value, zero is on the axis.
pub(super) fn zero(spec: &Spec) -> Vec<Finding> {
    if !spec.kind.from_zero {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some([low, high]) = spec.domain[1].filter(|[low, high]| *low > 0.0 || *high < 0.0) {
        let message = format!("the axis of a {} chart goes from {low} to {high}, without zero", spec.kind.name);
        found.push(Finding::new("domain", message, "let it begin at 0, leave `domain` out, or use `type: dot`"));
    }
    if spec.logarithmic[1] {
        let message =
            format!("a {} chart cannot have a logarithmic axis: its lengths would mean nothing", spec.kind.name);
        found.push(Finding::new("scale", message, "use `type: dot`, whose places may be logarithmic"));
    }
    found
}

/// 1: a length that ends beyond its axis would be drawn over what stands beside the plot, or cut.
pub(super) fn holds(chart: &Chart) -> Vec<Finding> {
    let spec = &chart.spec;
    let (Some([from, to]), true) = (spec.domain[1], spec.kind.from_zero) else { return Vec::new() };
    let values = chart.panels.iter().filter_map(|panel| (spec.kind.extent)(spec, &panel.frame).y);
    let Some([low, high]) = Extent::of_values(values.flatten()) else { return Vec::new() };
    if from <= low && high <= to || spec.logarithmic[1] {
        return Vec::new();
    }
    let message = format!("the lengths reach from {} to {}, but the axis from {from} to {to}", round(low), round(high));
    vec![Finding::new("domain", message, "widen `domain`, or leave it out")]
}

/// 1: values of two signs on top of one another would cover each other, and have no shares.
pub(super) fn signs(chart: &Chart) -> Vec<Finding> {
    let stack = chart.spec.stack.filter(|stack| matches!(stack, Stack::Zero | Stack::Normalize));
    let has = |grid: &Grid, is: fn(&f64) -> bool| {
        grid.series.len() > 1 && grid.series.iter().any(|series| series.values.iter().flatten().any(is))
    };
    if stack.is_none() || !grids(chart).any(|grid| has(grid, |value| *value < 0.0)) {
        return Vec::new();
    }
    let message = "values below zero are stacked on values above it";
    vec![Finding::new("stack", message, "write `stack: diverging`, or leave `stack` out")]
}

/// The values of a chart, apart from ranges.
fn extent(chart: &Chart) -> Extent {
    chart
        .panels
        .iter()
        .fold(Extent::default(), |all, panel| all.with((chart.spec.kind.extent)(&chart.spec, &panel.frame)))
}

/// 2: a line that is cut has room below its lowest point.
pub(super) fn room(chart: &Chart) -> Vec<Finding> {
    let spec = &chart.spec;
    let (Some([from, to]), Some([low, high]), false) = (spec.domain[1], extent(chart).y, spec.kind.from_zero) else {
        return Vec::new();
    };
    if low < from || high > to {
        let message = format!("the data goes from {low} to {high}, but the axis from {from} to {to}");
        return vec![Finding::new("domain", message, "widen `domain`, or leave it out")];
    }
    if from != 0.0 && low - from < (to - from) * 0.02 {
        let message = format!("the lowest point, {low}, lies on the lower end of the axis and looks like zero");
        return vec![Finding::new("domain", message, "let `domain` begin lower, or leave it out")];
    }
    Vec::new()
}

/// 5: an author's own ticks are neither too few nor too many.
pub(super) fn ticks(spec: &Spec) -> Vec<Finding> {
    let counts = spec.ticks.iter().map(Vec::len).filter(|count| *count > 0 && !(3..=8).contains(count));
    counts
        .map(|count| Finding::new("ticks", format!("the axis has {count} ticks"), "write 3 to 8 round values"))
        .collect()
}

/// 6: what is zero or less has no place on a logarithmic axis.
pub(super) fn logarithm(chart: &Chart) -> Vec<Finding> {
    let spec = &chart.spec;
    let all = extent(chart);
    let axes = [(0, "x", all.x), (1, "y", all.y)];
    let refused = axes.into_iter().filter(|(at, ..)| spec.logarithmic[*at] && !(*at == 1 && spec.kind.from_zero));
    refused
        .filter_map(|(at, axis, extent)| {
            let low = [extent, spec.domain[at]].into_iter().flatten().map(|[low, _]| low).fold(f64::INFINITY, f64::min);
            (low <= 0.0).then(|| {
                let message = format!("the logarithmic axis `{axis}` would have to show {low}");
                Finding::new("scale", message, "write `scale: linear`, or leave such values out and say so in `note:`")
            })
        })
        .collect()
}

/// 7: shares that are drawn as 100 add up to 100, unless the chart says why not. Amounts that are not shares may have
/// any sum.
pub(super) fn shares(chart: &Chart) -> Vec<Finding> {
    let spec = &chart.spec;
    let words = format!("{} {} {}", spec.subtitle, spec.unit, spec.alt).to_lowercase();
    let format = spec.format.as_ref();
    // Parts of one add up to one.
    let (whole, unit) = if format.is_some_and(NumberFormat::is_share) { (1.0, 0.01) } else { (100.0, 1.0) };
    let counts_percent =
        |name: &String| chart.table.column(name).and_then(|column| column.unit.as_deref()) == Some("%");
    let are_shares = words.contains('%')
        || words.contains("percent")
        || words.contains("per cent")
        || format.is_some_and(|format| format.is_percent() || format.is_share())
        || spec.columns_of("y").iter().any(counts_percent);
    if spec.stack != Some(Stack::Normalize) || !are_shares || !spec.note.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for grid in grids(chart) {
        for at in 0..grid.x.len() {
            let values: Vec<f64> = grid.series.iter().filter_map(|series| series.values[at]).collect();
            let sum: f64 = values.iter().sum();
            // Each share may have been rounded by half a unit.
            if !values.is_empty() && (sum - whole).abs() > 0.5 * unit * values.len() as f64 + 1e-9 {
                let message =
                    format!("the shares of {} add up to {}, not to {whole}", names::written(&grid.x, at), round(sum));
                let help = "add the rest as a series of its own, write `stack: zero`, or say why in `note:`";
                found.push(Finding::new("stack", message, help));
            }
        }
    }
    found
}

/// 14: percent are numbers such as 12, not parts of one such as 0.12.
pub(super) fn fractions(chart: &Chart) -> Vec<Finding> {
    if !chart.spec.format.as_ref().is_some_and(NumberFormat::is_percent) {
        return Vec::new();
    }
    let values: Vec<f64> = chart.panels.iter().flat_map(|panel| panel.frame.values()).collect();
    let are_fractions = values.iter().all(|value| value.abs() <= 1.0) && values.iter().any(|value| *value != 0.0);
    let message = "`format: percent` writes 0.12 as 0.12%, and these values look like fractions of one";
    let help = "write `format: share`, which writes 0.12 as 12%, if that is what they are";
    if are_fractions { vec![Finding::new("format", message, help)] } else { Vec::new() }
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
