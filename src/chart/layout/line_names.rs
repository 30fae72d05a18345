//! Lines → their names: at the right end, where they end earlier, or in a legend.

use super::legend;
use super::overlay;
use super::series_labels::{self, SeriesLabel};
use crate::base::font::Weight;
use crate::chart::frame::Grid;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Ink, Scene};

/// How lines are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// At their ends.
    Direct,
    /// In a legend above the plot.
    Legend,
    /// Not at all: there is one line, or the legend is that of the whole chart.
    None,
}

/// The names of these series at the right of a plot: of all, or of those that are highlighted where not all fit. None
/// where not even these fit.
pub fn beside(plot: &Plot<'_>, grid: &Grid, series: &[usize]) -> Option<Vec<(usize, SeriesLabel)>> {
    if series.is_empty() {
        return Some(Vec::new());
    }
    let named = |series: &[usize]| {
        let names: Vec<(usize, &str)> = series.iter().map(|at| (*at, grid.series[*at].name.as_str())).collect();
        let labels = series_labels::beside(plot, &names, plot.plot_height());
        let fits = labels.len() == series.len();
        fits.then(|| series.iter().copied().zip(labels).collect::<Vec<_>>())
    };
    let front: Vec<usize> =
        series.iter().copied().filter(|at| plot.ink(*at, &grid.series[*at].name) != Ink::Muted).collect();
    named(series).or_else(|| if front.len() < series.len() { named(&front) } else { None })
}

/// The last value of a line that stands alone.
pub fn value(plot: &Plot<'_>, name: &str, words: &str) -> Option<SeriesLabel> {
    // A long number takes more from the line than it tells.
    let short = plot.text.width(words, Weight::Bold) <= plot.width * 0.14;
    let label = series_labels::beside(plot, &[(0, words)], plot.plot_height()).pop().filter(|_| short)?;
    Some(label.with_ink(plot.text_ink(0, name)))
}

/// The entries of a legend: what is not highlighted is left out where it would fill it.
pub fn legend(plot: &Plot<'_>) -> Vec<legend::Entry> {
    let mut entries = legend::of_groups(plot);
    if entries.len() > 8 && entries.iter().any(|entry| entry.ink != Ink::Muted) {
        entries.retain(|entry| entry.ink != Ink::Muted);
    }
    entries
}

/// How many points of a line are tried, from its end backwards.
const TRIED: usize = 24;

/// Puts the name of a line beside its last points, where it lies on nothing; false where there is no such place.
pub fn along(
    scene: &mut Scene,
    plot: &Plot<'_>,
    inside: &Area,
    series: usize,
    name: &str,
    points: &[[f64; 2]],
) -> bool {
    let text = &plot.text;
    let ink = plot.text_ink(series, name);
    let weight = if ink == Ink::Soft { Weight::Regular } else { Weight::Bold };
    let width = text.width(name, weight);
    let stride = points.len().div_ceil(TRIED).max(1);
    for (order, [x, y]) in points.iter().rev().step_by(stride).enumerate() {
        let above = y - 7.0 - text.descent();
        let below = y + 7.0 + text.ascent();
        let at_side = (order == 0).then_some((x + 8.0, y + text.middle()));
        let centred = x - width / 2.0;
        let around = [(centred, above), (centred, below), (x - width, above), (x - width, below)];
        for (left, baseline) in at_side.into_iter().chain(around) {
            let placed = text.place(name, weight, left, baseline, Anchor::Start, ink).rimmed();
            let area = placed.area;
            let holds = area.x0 >= inside.x0 && area.x1 <= plot.width && area.y0 >= inside.y0 - text.ascent();
            if holds && area.y1 <= inside.y1 && overlay::is_free(scene, &area.grown(1.5)) {
                scene.text(placed);
                return true;
            }
        }
    }
    false
}
