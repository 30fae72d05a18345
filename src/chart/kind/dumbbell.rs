//! Dumbbells: two values a name, joined by a bar, so that the way from one to the other is what is seen.

use super::{ChartKind, bars};
use crate::base::codes;
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Grid};
use crate::chart::geometry::spread::spread;
use crate::chart::layout::track::{Beside, RADIUS, Side, Track};
use crate::chart::layout::values::Writer;
use crate::chart::layout::{legend, names, overlay};
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Anchor, Datum, Ink, Scene, Shape, Text};
use crate::chart::spec::{Axis, Spec};

pub(super) const KIND: ChartKind = ChartKind {
    name: "dumbbell",
    about: "two values a name and the way from one to the other",
    needs: &["x", "y"],
    lying: true,
    from_zero: false,
    joins: false,
    shades: false,
    narrowest: 260.0,
    legend: legend::of_panels,
    encode: |encoding| {
        let grid = encoding.grid()?;
        let names = encoding.groups.len();
        if names == 2 {
            return Some(Frame::Grid(grid));
        }
        let message = format!("a dumbbell joins two values a name, but here are {}", names.max(1));
        encoding.find(&codes::BAD_CHART, "y", message, "name two columns: `y: [before, after]`; or write `type: dot`");
        None
    },
    extent,
    draw,
};

/// What an axis must hold so that all values and ranges are on it; zero need not be.
pub(super) fn extent(_: &Spec, frame: &Frame) -> Extent {
    let Frame::Grid(grid) = frame else { return Extent::default() };
    let values = grid.series.iter().flat_map(|series| series.values.iter().flatten());
    let ranges = grid.series.iter().flat_map(|series| series.ranges.iter().flatten().flatten());
    Extent { x: None, y: Extent::of_values(values.chain(ranges).copied()) }
}

/// The height of the marks of a row.
pub(super) const THICKNESS: f64 = 16.0;

/// From the middle of a dot to the words beside it.
pub(super) const AWAY: f64 = RADIUS + 5.0;

/// Values beside the dots of each row: the least at the left, the greatest at the right.
pub(super) fn outer_values(plot: &Plot<'_>, grid: &Grid) -> Vec<Beside> {
    let writer = Writer::of(plot, Axis::Y);
    let mut labels = Vec::new();
    for row in 0..grid.x.len() {
        let muted = bars::is_muted(plot, &names::written(&grid.x, row));
        let known = grid.series.iter().enumerate().filter_map(|(at, series)| Some((at, series.values[row]?)));
        let mut ordered: Vec<(usize, f64)> = known.collect();
        ordered.sort_by(|a, b| a.1.total_cmp(&b.1));
        let sides: &[Side] = if ordered.len() == 1 { &[Side::Right] } else { &[Side::Left, Side::Right] };
        for ((at, value), side) in ordered.into_iter().zip(sides) {
            let ink = if muted { Ink::Soft } else { plot.text_ink(at, &grid.series[at].name) };
            let of = Datum { series: at as u32, index: row as u32 };
            labels.push(Beside { row, value, side: *side, away: AWAY, words: writer.value(value), ink, of });
        }
    }
    labels
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    let labels = outer_values(plot, grid);
    let (mut scene, track) = with_names_of_series(plot, grid, &labels);
    let bottom = draw_ground(&mut scene, plot, grid, &track);
    for row in 0..grid.x.len() {
        let ends: Option<Vec<f64>> = grid.series.iter().map(|series| track.place(series.values[row]?)).collect();
        let y = track.middle(row);
        if let Some([a, b]) = ends.as_deref() {
            let of = Datum { series: 0, index: row as u32 };
            scene.mark(
                of,
                Shape::Line { points: vec![[*a, y], [*b, y]], stroke: Ink::Muted, width: 3.0, dashed: false },
            );
        }
    }
    for (at, series) in grid.series.iter().enumerate() {
        for row in 0..grid.x.len() {
            let Some(x) = series.values[row].and_then(|value| track.place(value)) else { continue };
            let fill = bars::ink(plot, at, &series.name, &names::written(&grid.x, row));
            let of = Datum { series: at as u32, index: row as u32 };
            scene.mark(of, Shape::Circle { at: [x, track.middle(row)], radius: RADIUS, fill, hollow: false });
        }
    }
    track.draw_labels_last(&mut scene, plot, &labels, &mut |scene| draw_over(scene, plot, grid, &track));
    scene.height = bottom;
    scene.is_cut = track.is_cut(plot);
    scene
}

/// Bands, gridlines and the names of rows; gives the lower edge of the axis.
pub(super) fn draw_ground(scene: &mut Scene, plot: &Plot<'_>, grid: &Grid, track: &Track) -> f64 {
    let place_y = |written: &str| names::position(&grid.x, written).map(|row| track.middle(row));
    overlay::bands_lying(
        scene,
        plot,
        &track.inside,
        track.rows.reach(),
        &|value| track.axis.scale.map(value),
        &place_y,
    );
    let bottom = track.draw_axis(scene, plot, grid.x.len());
    track.rows.draw_names(scene, plot, true);
    bottom
}

/// Lines of reference and notes.
pub(super) fn draw_over(scene: &mut Scene, plot: &Plot<'_>, grid: &Grid, track: &Track) {
    let place_y = |written: &str| names::position(&grid.x, written).map(|row| track.middle(row));
    overlay::over_lying(scene, plot, &track.inside, &|value| track.axis.scale.map(value), &place_y);
}

/// A track with the names of its series above the dots of the first row, or in a legend where they find no room there.
pub(super) fn with_names_of_series(plot: &Plot<'_>, grid: &Grid, labels: &[Beside]) -> (Scene, Track) {
    let over = overlay::head_room_lying(plot);
    // Several dots of one value stand above and below one another.
    let thickness = if grid.series.len() > 2 { THICKNESS + 6.0 } else { THICKNESS };
    let mut scene = Scene::default();
    if plot.groups.len() < 2 || plot.is_panel {
        return (scene, Track::new(plot, &grid.x, [over, thickness], false, labels));
    }
    if over == 0.0 {
        let track = Track::new(plot, &grid.x, [plot.text.line_height() + 2.0, thickness], false, labels);
        if let Some(names) = names_at_dots(plot, grid, &track) {
            names.into_iter().for_each(|name| scene.text(name));
            return (scene, track);
        }
    }
    let top = legend::draw(&mut scene, plot, &legend::of_groups(plot), 0.0, plot.width) + 8.0 + over;
    (scene, Track::new(plot, &grid.x, [top, thickness], false, labels))
}

/// The names of the series above the dots of the first row; none where one of them has no dot there, or where the names
/// would stand too far from their dots.
fn names_at_dots(plot: &Plot<'_>, grid: &Grid, track: &Track) -> Option<Vec<Text>> {
    let text = &plot.text;
    let places: Option<Vec<f64>> = grid.series.iter().map(|series| track.place((*series.values.first()?)?)).collect();
    let (places, series) = (places?, &grid.series);
    let widths: Vec<f64> = series.iter().map(|one| text.width(&one.name, Weight::Bold)).collect();
    let centers = spread(&places, &widths, [0.0, plot.width], 8.0);
    let fits = (0..series.len()).all(|at| {
        let half = widths[at] / 2.0;
        let inside = centers[at] - half >= -0.01 && centers[at] + half <= plot.width + 0.01;
        inside && (centers[at] - places[at]).abs() <= half + 10.0
    });
    let ordered = |a: usize, b: usize| (centers[a] - centers[b]).abs() + 0.01 >= (widths[a] + widths[b]) / 2.0 + 5.0;
    let apart = (0..series.len()).all(|a| (0..a).all(|b| ordered(a, b)));
    let place = |at: usize| {
        let ink = plot.text_ink(at, &series[at].name);
        text.place(&series[at].name, Weight::Bold, centers[at], text.ascent(), Anchor::Middle, ink)
    };
    (fits && apart).then(|| (0..series.len()).map(place).collect())
}
