//! Rows whose marks are places along one axis, and words beside the marks → an axis on which all of these words find room.
//!
//! Words at the left of a mark may stand neither on the names of rows nor on the line of zero; gridlines do not run through
//! names that stand above their marks.

use super::overlay;
use super::rows::Rows;
use super::values::{ValueAxis, Wanted, Writer};
use crate::base::font::Weight;
use crate::chart::frame::Positions;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene};
use crate::chart::spec::Axis;

/// Which side of a mark words stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At its left.
    Left,
    /// At its right.
    Right,
}

/// Words beside a mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Which row.
    pub row: usize,
    /// The value at which the mark ends.
    pub value: f64,
    /// On which side of it they stand.
    pub side: Side,
    /// How far from it, in pixels.
    pub away: f64,
    /// The words.
    pub words: String,
    /// Their colour.
    pub ink: Ink,
    /// What they are about.
    pub of: Datum,
}

/// Rows with an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The rows.
    pub rows: Rows,
    /// The axis.
    pub axis: ValueAxis,
    /// What lies between the ends of the axis, from the first row to the last one.
    pub inside: Area,
    /// Whether the words beside the marks have room.
    pub valued: bool,
}

/// Words may take this part of the width at most, or else they are left out: the axis says it.
const WIDEST: f64 = 0.6;

impl Track {
    /// Lays out rows from `top` down, whose marks are `thickness` high. `zero` is whether the axis must hold zero.
    pub fn new(plot: &Plot<'_>, x: &Positions, [top, thickness]: [f64; 2], zero: bool, labels: &[Beside]) -> Self {
        let rows = Rows::new(plot, x, top, thickness);
        let own = labels.len();
        let labels: Vec<Beside> = labels.iter().cloned().chain(at_ends(plot, labels)).collect();
        let widths: Vec<f64> = labels.iter().map(|label| plot.text.width(&label.words, Weight::Regular)).collect();
        let (left, right) = (rows.left, plot.width);
        let axis = |room: [f64; 2]| {
            let range = [left + room[0], (right - room[1]).max(left + room[0] + 20.0)];
            ValueAxis::new(plot, Wanted { axis: Axis::Y, extent: plot.extent.y, zero, range, lying: true })
        };
        // Names of ticks stand in the middle of them, so that half of the last one stands over the end.
        let halves = |axis: &ValueAxis| {
            let half = |tick: Option<&(f64, String)>| {
                tick.map_or(0.0, |(_, words)| plot.text.width(words, Weight::Regular) / 2.0)
            };
            [(half(axis.ticks.first()) - left).max(RADIUS), half(axis.ticks.last()).max(RADIUS)]
        };
        let widest = |side: Side| {
            let of_side = labels.iter().zip(&widths).filter(|(label, _)| label.side == side);
            of_side.map(|(label, width)| width + label.away + ZERO_GAP).fold(0.0, f64::max)
        };
        let most = [widest(Side::Left), widest(Side::Right)];
        let valued = own > 0 && most[0] + most[1] <= (right - left) * WIDEST;
        let mut room = halves(&axis([0.0, 0.0]));
        let mut found = axis(room);
        if valued {
            for round in 0..6 {
                let short = shortfall(&found, &labels, &widths, [left, right]);
                if short.iter().all(|short| *short < TOLERANCE) {
                    break;
                }
                // Room at one end moves the marks of the other one, too; what does not settle gets all that it can need.
                room = match round {
                    0..5 => [room[0] + short[0], room[1] + short[1]],
                    _ => [room[0].max(most[0]), room[1].max(most[1])],
                };
                found = axis(room);
            }
        }
        let range = found.scale.domain().map(|end| found.scale.map(end));
        let inside = Area::new(range[0], top, range[1], rows.bottom);
        Self { rows, axis: found, inside, valued }
    }

    /// Draws gridlines and the names of ticks; gives the lower edge of the names. Where names of rows stand above the
    /// marks, gridlines are as high as the marks.
    pub fn draw_axis(&self, scene: &mut Scene, plot: &Plot<'_>, rows: usize) -> f64 {
        for at_zero in [false, true] {
            let ink = if at_zero { Ink::Axis } else { Ink::Grid };
            for (value, _) in self.axis.ticks.iter().filter(|(value, _)| (*value == 0.0) == at_zero) {
                self.upright(scene, plot, rows, self.axis.scale.map(*value), ink);
            }
        }
        self.axis.draw_names_below(scene, plot, self.inside.y1)
    }

    /// Draws the line at which marks begin.
    pub fn draw_zero(&self, scene: &mut Scene, plot: &Plot<'_>, rows: usize) {
        self.upright(scene, plot, rows, self.axis.scale.base(), Ink::Axis);
    }

    fn upright(&self, scene: &mut Scene, plot: &Plot<'_>, rows: usize, x: f64, ink: Ink) {
        if !plot.narrow() {
            return scene.rule([x, self.inside.y0], [x, self.inside.y1], ink, 1.0);
        }
        for row in 0..rows {
            let [y0, y1] = self.rows.bar(row);
            scene.rule([x, y0 - 1.0], [x, y1 + 1.0], ink, 1.0);
        }
    }

    /// Draws the words beside the marks and what lies over the plot. The words come last, so that their rims keep lines of
    /// reference away from them, but are known before, so that notes find other places.
    pub fn draw_labels_last(
        &self,
        scene: &mut Scene,
        plot: &Plot<'_>,
        labels: &[Beside],
        over: &mut dyn FnMut(&mut Scene),
    ) {
        let from = scene.items.len();
        self.draw_labels(scene, plot, labels);
        let count = scene.items.len() - from;
        over(scene);
        overlay::bring_to_front(scene, from, count);
    }

    /// Whether readers must be told that the axis does not begin at zero; a logarithmic one has none.
    pub fn is_cut(&self, plot: &Plot<'_>) -> bool {
        self.axis.is_cut && !plot.spec.logarithmic[1]
    }

    /// Draws the words beside the marks, if they have room.
    fn draw_labels(&self, scene: &mut Scene, plot: &Plot<'_>, labels: &[Beside]) {
        if !self.valued {
            return;
        }
        for label in labels {
            let width = plot.text.width(&label.words, Weight::Regular);
            let [x0, x1] = span(&self.axis, label, width);
            let (x, anchor) = match label.side {
                Side::Left => (x1, Anchor::End),
                Side::Right => (x0, Anchor::Start),
            };
            let y = self.middle(label.row) + plot.text.middle();
            let text = plot.text.place(&label.words, Weight::Regular, x, y, anchor, label.ink);
            scene.text(text.about(label.of).rimmed());
        }
    }

    /// The middle of the marks of a row.
    pub fn middle(&self, row: usize) -> f64 {
        let [y0, y1] = self.rows.bar(row);
        (y0 + y1) / 2.0
    }

    /// Where a value stands, if it is on the axis.
    pub fn place(&self, value: f64) -> Option<f64> {
        let [low, high] = self.axis.scale.domain();
        (low..=high).contains(&value).then(|| self.axis.scale.map(value))
    }
}

/// The words that the least and the greatest value of all panels would have: panels that share a scale leave room for them,
/// so that a value stands at one place in all of them.
fn at_ends(plot: &Plot<'_>, labels: &[Beside]) -> Vec<Beside> {
    let Some(extent) = plot.extent.y.filter(|_| plot.is_panel && !plot.spec.free_scales) else { return Vec::new() };
    let writer = Writer::of(plot, Axis::Y);
    let end = |value: f64, side: Side| {
        let like = labels.iter().find(|label| label.side == side)?;
        Some(Beside { value, words: writer.value(value), ..like.clone() })
    };
    [end(extent[0], Side::Left), end(extent[1], Side::Right)].into_iter().flatten().collect()
}

/// The radius of dots.
pub const RADIUS: f64 = 5.0;

/// How far words stay away from the line of zero.
const ZERO_GAP: f64 = 4.0;

/// From where to where words stand: beside their mark, or beyond the line of zero where they would lie on it.
fn span(axis: &ValueAxis, label: &Beside, width: f64) -> [f64; 2] {
    let at = axis.scale.map(label.value);
    let [x0, x1] = match label.side {
        Side::Left => [at - label.away - width, at - label.away],
        Side::Right => [at + label.away, at + label.away + width],
    };
    let [low, high] = axis.scale.domain();
    if !(low..=high).contains(&0.0) {
        return [x0, x1];
    }
    let zero = axis.scale.map(0.0);
    match label.side {
        Side::Left if x0 - 2.0 < zero && zero < x1 + 2.0 => [zero - ZERO_GAP - width, zero - ZERO_GAP],
        Side::Right if x0 - 2.0 < zero && zero < x1 + 2.0 => [zero + ZERO_GAP, zero + ZERO_GAP + width],
        _ => [x0, x1],
    }
}

/// What words may stand over an end by, in pixels.
const TOLERANCE: f64 = 0.25;

/// How far both ends must move inwards for all words to have room. A mark near the other end hardly moves with this one,
/// so the end must move farther for it.
fn shortfall(axis: &ValueAxis, labels: &[Beside], widths: &[f64], [left, right]: [f64; 2]) -> [f64; 2] {
    let [x0, x1] = axis.scale.domain().map(|end| axis.scale.map(end));
    let mut short = [0.0_f64; 2];
    for (label, width) in labels.iter().zip(widths) {
        let [from, to] = span(axis, label, *width);
        let part = ((axis.scale.map(label.value) - x0) / (x1 - x0)).clamp(0.0, 1.0);
        short[0] = short[0].max((left - from) / (1.0 - part).max(0.3));
        short[1] = short[1].max((to - right) / part.max(0.3));
    }
    short
}
