//! Rules about which chart to draw of what.

use super::Finding;
use crate::chart::Chart;
use crate::chart::frame::{Frame, Positions};
use crate::chart::spec::Sort;

fn positions(chart: &Chart) -> impl Iterator<Item = &Positions> {
    chart.panels.iter().filter_map(|panel| panel.frame.positions())
}

/// 8: time runs from left to right.
pub(super) fn time(chart: &Chart) -> Vec<Finding> {
    let kind = chart.spec.kind;
    let is_time =
        kind.lying && kind.from_zero && positions(chart).any(|x| matches!(x, Positions::Dates(_)) && x.len() > 1);
    let message = "bars run from top to bottom, but these are dates";
    if is_time { vec![Finding::new("type", message, "write `type: column` or `type: line`")] } else { Vec::new() }
}

/// 8: a line joins what has an order.
pub(super) fn order(chart: &Chart) -> Vec<Finding> {
    if !chart.spec.kind.joins || !positions(chart).any(|x| matches!(x, Positions::Names(_))) {
        return Vec::new();
    }
    let column = chart.spec.column_of("x").unwrap_or_default();
    let message =
        format!("a {} joins the values of `{column}`, which are neither dates nor numbers", chart.spec.kind.name);
    vec![Finding::new("x", message, "write `type: dot` or `type: bar`, or dates such as 2024, 2024-03 or 2024-03-12")]
}

/// How many colours a reader must tell apart; what is not highlighted shares one that need not be.
fn colours(chart: &Chart) -> usize {
    let highlighted = chart.groups.iter().filter(|name| chart.spec.highlight.contains(name)).count();
    if highlighted > 0 { highlighted } else { chart.groups.len() }
}

/// Where the names of colours are.
fn word(chart: &Chart) -> &'static str {
    if chart.spec.column_of("color").is_some() { "color" } else { "y" }
}

/// 9: nobody tells nine colours apart.
pub(super) fn too_many_colours(chart: &Chart) -> Vec<Finding> {
    let count = colours(chart);
    let message = format!("{count} colours cannot be told apart");
    let help = "name up to four series under `highlight:`, join the small ones, or write `facet:`";
    if count > 8 { vec![Finding::new(word(chart), message, help)] } else { Vec::new() }
}

/// 9: four are easy.
pub(super) fn many_colours(chart: &Chart) -> Vec<Finding> {
    let count = colours(chart);
    if (5..=8).contains(&count) {
        let message = format!("{count} colours are hard to follow");
        return vec![Finding::new(word(chart), message, "name those that matter under `highlight:`")];
    }
    Vec::new()
}

/// 11: columns of names stand in an order. Bars are sorted unless the author says otherwise.
pub(super) fn sorted(chart: &Chart) -> Vec<Finding> {
    let asked = matches!(chart.spec.sort, Some(Sort::Listed(_) | Sort::Names | Sort::AsGiven));
    let kind = chart.spec.kind;
    let stands = !kind.lying && kind.from_zero && !kind.joins;
    if !stands || asked || chart.faceted {
        return Vec::new();
    }
    let unsorted = chart.panels.iter().any(|panel| match &panel.frame {
        Frame::Grid(grid) if matches!(grid.x, Positions::Names(_)) && grid.series.len() == 1 => {
            let values: Vec<f64> = grid.series[0].values.iter().flatten().copied().collect();
            values.len() > 2 && !values.is_sorted() && !values.is_sorted_by(|a, b| a >= b)
        }
        _ => false,
    });
    let message = "the columns stand neither by value nor in an order that the chart names";
    if unsorted { vec![Finding::new("x", message, "write `sort: value`, or `sort: none`")] } else { Vec::new() }
}

/// 12: a chart of two numbers is a sentence.
pub(super) fn sentence(chart: &Chart) -> Vec<Finding> {
    let count: usize = chart.panels.iter().map(|panel| panel.frame.count()).sum();
    let message = match count {
        1 => "this chart shows one number",
        2 => "this chart shows two numbers",
        _ => return Vec::new(),
    };
    vec![Finding::new("type", message, "write them in a sentence")]
}
