//! Ranges: from the lowest to the highest value of each name, and perhaps a value in between.

use super::{ChartKind, bars, dumbbell};
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Grid};
use crate::chart::layout::legend;
use crate::chart::layout::track::{Beside, RADIUS, Side, Track};
use crate::chart::layout::values::Writer;
use crate::chart::layout::{names, overlay};
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::Axis;

pub(super) const KIND: ChartKind = ChartKind {
    name: "range",
    about: "from the lowest to the highest value a name, with a best estimate if there is one",
    needs: &["x", "low", "high"],
    lying: true,
    from_zero: false,
    joins: false,
    shades: false,
    narrowest: 260.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.ranges().map(Frame::Grid),
    extent: dumbbell::extent,
    draw,
};

/// The height of bars; they are half as high where dots stand on them.
const BAR: f64 = 12.0;

/// From the end of a bar to the words beside it.
const AWAY: f64 = 6.0;

/// The series of a value between the ends of a range, which is drawn over it.
const VALUE: u32 = 1;

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(Grid { x, series }) = plot.frame else { return Scene::default() };
    let Some(one) = series.first() else { return Scene::default() };
    let grid = Grid { x: x.clone(), series: vec![one.clone()] };
    let writer = Writer::of(plot, Axis::Y);
    let mut labels = Vec::new();
    for row in 0..x.len() {
        let ink = if bars::is_muted(plot, &names::written(x, row)) { Ink::Soft } else { Ink::Text };
        let of = Datum { series: 0, index: row as u32 };
        let mut label = |value: f64, at: f64, side: Side, away: f64| {
            labels.push(Beside { row, value: at, side, away, words: writer.value(value), ink, of });
        };
        match (one.ranges.get(row).copied().flatten(), one.values[row]) {
            // A range of one value is said once.
            (Some([low, high]), value) if low == high && value.is_none_or(|value| value == low) => {
                label(low, low, Side::Right, dumbbell::AWAY);
            }
            // A value beyond the ends of its range is where the words begin.
            (Some([low, high]), value) => {
                let away = if value.is_some() { dumbbell::AWAY } else { AWAY };
                label(low, value.map_or(low, |value| value.min(low)), Side::Left, away);
                label(high, value.map_or(high, |value| value.max(high)), Side::Right, away);
            }
            (None, Some(value)) => label(value, value, Side::Right, dumbbell::AWAY),
            (None, None) => {}
        }
    }
    let mut scene = Scene::default();
    let mut top = overlay::head_room_lying(plot);
    let has_values = one.values.iter().any(Option::is_some);
    if has_values && !plot.is_panel {
        top += key(&mut scene, plot, &one.name);
    }
    let track = Track::new(plot, x, [top, dumbbell::THICKNESS], false, &labels);
    let bottom = dumbbell::draw_ground(&mut scene, plot, &grid, &track);
    for row in 0..x.len() {
        let muted = bars::is_muted(plot, &names::written(x, row));
        let y = track.middle(row);
        let Some([low, high]) = one.ranges.get(row).copied().flatten() else { continue };
        let (Some(x0), Some(x1)) = (track.place(low), track.place(high)) else { continue };
        let fill = if muted { Ink::Muted } else { Ink::Series(0) };
        let half = if has_values { BAR / 4.0 } else { BAR / 2.0 };
        // Where both ends are one value, a stroke shows that it is known exactly.
        let area = if x1 - x0 < 2.0 {
            Area::new((x0 + x1) / 2.0 - 1.0, y - half, (x0 + x1) / 2.0 + 1.0, y + half)
        } else {
            Area::new(x0, y - half, x1, y + half)
        };
        scene.mark(Datum { series: 0, index: row as u32 }, Shape::Rect { area, fill });
    }
    for row in 0..x.len() {
        let muted = bars::is_muted(plot, &names::written(x, row));
        let Some(at) = one.values[row].and_then(|value| track.place(value)) else { continue };
        let of = Datum { series: VALUE, index: row as u32 };
        let fill = if muted { Ink::Muted } else { Ink::Series(1) };
        scene.mark(of, Shape::Circle { at: [at, track.middle(row)], radius: RADIUS, fill, hollow: false });
    }
    track.draw_labels_last(&mut scene, plot, &labels, &mut |scene| dumbbell::draw_over(scene, plot, &grid, &track));
    scene.height = bottom;
    scene.is_cut = track.is_cut(plot);
    scene
}

/// What the dots are; gives the height of the line.
fn key(scene: &mut Scene, plot: &Plot<'_>, name: &str) -> f64 {
    let text = &plot.text;
    let middle = (text.line_height() + 4.0) / 2.0;
    scene.guide(Shape::Circle { at: [RADIUS, middle], radius: RADIUS, fill: Ink::Series(1), hollow: false });
    let words = text.wrap(name, plot.width - 2.0 * RADIUS - 6.0, Weight::Regular, 1);
    let baseline = middle + text.middle();
    for line in text.place_lines(&words, 2.0 * RADIUS + 6.0, baseline, Anchor::Start, Ink::Text) {
        scene.text(line);
    }
    text.line_height() + 8.0
}
