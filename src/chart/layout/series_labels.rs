//! Names of series at the right end of their marks: spread so that none lies on another, with a leader line where one
//! had to move.

use super::overlay;
use crate::base::font::Weight;
use crate::chart::frame::Grid;
use crate::chart::geometry::spread::spread;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Ink, Scene};
use crate::chart::typography::Lines;

/// A name beside its marks.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesLabel {
    lines: Lines,
    ink: Ink,
}

/// Names take at most this part of the width; where they need more, a legend serves.
const WIDEST: f64 = 0.22;

impl SeriesLabel {
    /// Its width.
    pub fn width(&self) -> f64 {
        self.lines.width
    }

    /// The same words in another colour.
    #[must_use]
    pub fn with_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// The names of all series for the right of a plot of this height, if they fit there.
pub fn beside(plot: &Plot<'_>, names: &[(usize, &str)], height: f64) -> Vec<SeriesLabel> {
    let widest = plot.width * WIDEST;
    let labels: Vec<SeriesLabel> = names
        .iter()
        .map(|(index, name)| {
            let stands_out = !plot.spec.highlight.is_empty() && plot.spec.stands_out(name);
            let weight = if stands_out || plot.spec.highlight.is_empty() { Weight::Bold } else { Weight::Regular };
            SeriesLabel { lines: plot.text.wrap(name, widest, weight, 3), ink: plot.text_ink(*index, name) }
        })
        .collect();
    let broken = labels
        .iter()
        .any(|label| label.lines.lines.iter().any(|line| line.ends_with('\u{2026}')) || label.lines.width > widest);
    let words_break =
        names.iter().any(|(_, name)| name.split_whitespace().any(|word| plot.text.width(word, Weight::Bold) > widest));
    let needs: f64 = labels.iter().map(|label| plot.text.height(label.lines.lines.len()) + GAP).sum();
    if broken || words_break || needs > height { Vec::new() } else { labels }
}

/// The names of stacked series.
pub fn beside_stack(plot: &Plot<'_>, grid: &Grid, ends: &[Vec<Option<[f64; 2]>>]) -> Vec<SeriesLabel> {
    // A series that does not reach the last position has nothing to stand beside.
    let reaches = |series: &Vec<Option<[f64; 2]>>| series.last().is_some_and(Option::is_some);
    if !ends.iter().all(reaches) {
        return Vec::new();
    }
    let names: Vec<(usize, &str)> =
        grid.series.iter().enumerate().map(|(at, series)| (at, series.name.as_str())).collect();
    beside(plot, &names, plot.plot_height())
}

const GAP: f64 = 2.0;
/// A label that had to move farther than this has a leader line.
const MOVED: f64 = 7.0;
/// From the marks to the names: the length of leader lines and a little more.
pub const LEADER: f64 = 12.0;

/// Draws names beside the marks whose middles are at `wanted`, right of `x`, within the height of `inside`.
pub fn draw(scene: &mut Scene, plot: &Plot<'_>, labels: &[SeriesLabel], wanted: &[f64], x: f64, inside: &Area) {
    let text = &plot.text;
    let sizes: Vec<f64> = labels.iter().map(|label| text.height(label.lines.lines.len())).collect();
    // Words above the plot may reach over to the names.
    let top = if overlay::head_room(plot) > 0.0 { inside.y0 } else { inside.y0 - text.ascent() };
    let bounds = [top, inside.y1 + text.descent()];
    let centers = spread(wanted, &sizes, bounds, GAP);
    // All names stand at one edge, so that the leader line of one does not run into another.
    let moved = |at: usize, center: f64| (center - wanted[at]).abs() > MOVED;
    let any_moved = centers.iter().enumerate().any(|(at, center)| moved(at, *center));
    let left = if any_moved { x + LEADER } else { x + 8.0 };
    for (at, center) in centers.into_iter().enumerate() {
        let label = &labels[at];
        if moved(at, center) {
            scene.rule([x + 2.0, wanted[at]], [x + LEADER - 2.0, center], Ink::Axis, 1.0);
        }
        let first = text.first_baseline(label.lines.lines.len(), center);
        for line in text.place_lines(&label.lines, left, first, Anchor::Start, label.ink) {
            scene.text(line);
        }
    }
}
