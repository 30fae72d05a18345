//! The charts of a page → the files that readers take away: the data, the drawing.

use crate::base::tree::Sink;
use crate::base::{Diagnostic, Diagnostics, Route, codes};
use crate::lower::{ChartFiles, Page, World, chart_folder};
use crate::site::Entry;
use std::sync::Arc;

/// Writes the files of all charts of a page.
pub fn write(world: World<'_>, entry: &Entry, page: &Page, sink: &dyn Sink) -> Diagnostics {
    let folder = chart_folder(&entry.route);
    let mut diagnostics = Diagnostics::new();
    for chart in &page.charts {
        for (ending, bytes) in files(chart) {
            let route = folder.join(&format!("{}.{ending}", chart.name));
            if world.atlas.is_taken(&route) {
                diagnostics.push(taken(&route, chart));
            } else {
                sink.put(&route.file(), Arc::new(bytes));
            }
        }
    }
    diagnostics
}

fn files(chart: &ChartFiles) -> Vec<(&'static str, Vec<u8>)> {
    vec![("csv", chart.csv.clone().into_bytes()), ("svg", chart.svg.clone().into_bytes())]
}

fn taken(route: &Route, chart: &ChartFiles) -> Diagnostic {
    let message = format!("{route} is the address of another file and of this chart");
    Diagnostic::new(
        &codes::DUPLICATE_ROUTE,
        chart.place.clone(),
        message,
        "rename that file, or give the chart another `title:`",
    )
}
