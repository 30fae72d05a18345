//! Positions → rows from top to bottom, each with its name: at the left of its marks, or above them on a phone.

use super::names;
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Grid, Positions, Steps};
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Ink, Scene};
use crate::chart::typography::Lines;

/// Rows of a chart that lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    names: Vec<Lines>,
    /// The upper edge of each row.
    tops: Vec<f64>,
    /// The height of each row, without the gap below it.
    heights: Vec<f64>,
    /// The height of the marks in a row.
    thickness: f64,
    above: bool,
    /// Where the marks may begin.
    pub left: f64,
    /// The lower edge of the last row.
    pub bottom: f64,
}

/// Names take at most this part of the width.
const WIDEST: f64 = 0.42;

impl Rows {
    /// Lays out rows from `top` down, whose marks are `thickness` high.
    pub fn new(plot: &Plot<'_>, x: &Positions, top: f64, thickness: f64) -> Self {
        let text = &plot.text;
        let above = plot.narrow();
        let room = if above { plot.width } else { plot.width * WIDEST };
        let names: Vec<Lines> =
            (0..x.len()).map(|at| text.wrap(&names::shown(plot, x, at), room, Weight::Regular, 4)).collect();
        // Bars are about twice as wide as the gaps between them.
        let gap = if above { 10.0 } else { (thickness / 2.0).clamp(6.0, 12.0) };
        let (mut tops, mut heights) = (Vec::with_capacity(names.len()), Vec::with_capacity(names.len()));
        let mut y = top + 2.0;
        for name in &names {
            let words = text.height(name.lines.len());
            let height = if above { words + 3.0 + thickness } else { words.max(thickness) };
            tops.push(y);
            heights.push(height);
            y += height + gap;
        }
        let widest = names.iter().map(|name| name.width).fold(widest_of_others(plot, room), f64::max);
        let left = if above { 0.0 } else { (widest + 10.0).min(plot.width * 0.6) };
        let bottom = if names.is_empty() { top } else { y - gap + 4.0 };
        Self { names, tops, heights, thickness, above, left, bottom }
    }

    /// The upper and the lower edge of the marks of a row.
    pub fn bar(&self, at: usize) -> [f64; 2] {
        let bottom = self.tops[at] + self.heights[at];
        let y1 = if self.above { bottom } else { bottom - (self.heights[at] - self.thickness) / 2.0 };
        [y1 - self.thickness, y1]
    }

    /// How far a row reaches to both sides of the middle of its marks, with half of the gap to the next.
    pub fn reach(&self) -> f64 {
        self.thickness / 2.0 + 4.0
    }

    /// How far the name of a row reaches above its marks; 0 where it stands beside them.
    pub fn width_above(&self, at: usize) -> f64 {
        if self.above { self.names[at].width } else { 0.0 }
    }

    /// Draws the names. `rimmed` keeps gridlines from running through those above the marks.
    pub fn draw_names(&self, scene: &mut Scene, plot: &Plot<'_>, rimmed: bool) {
        let text = &plot.text;
        for (at, name) in self.names.iter().enumerate() {
            let [y0, y1] = self.bar(at);
            let (x, first, anchor) = if self.above {
                (0.0, self.tops[at] + text.ascent(), Anchor::Start)
            } else {
                (self.left - 10.0, text.first_baseline(name.lines.len(), (y0 + y1) / 2.0), Anchor::End)
            };
            for line in text.place_lines(name, x, first, anchor, Ink::Text) {
                scene.text(if rimmed && self.above { line.rimmed() } else { line });
            }
        }
    }
}

/// The widest name in panels that share the scale: their marks begin at one place.
fn widest_of_others(plot: &Plot<'_>, room: f64) -> f64 {
    if !plot.is_panel || plot.narrow() {
        return 0.0;
    }
    let width = |x: &Positions, at: usize| plot.text.wrap(&names::shown(plot, x, at), room, Weight::Regular, 4).width;
    let of_frame = |frame: &Frame| match frame {
        Frame::Grid(Grid { x, .. }) | Frame::Steps(Steps { x, .. }) => {
            (0..x.len()).map(|at| width(x, at)).fold(0.0, f64::max)
        }
        _ => 0.0,
    };
    plot.alike().map(of_frame).fold(0.0, f64::max)
}
