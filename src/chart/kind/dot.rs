//! Dots: values as places along an axis, which need not hold zero and may be logarithmic; one dot a name or several.

use super::{ChartKind, bars, dumbbell};
use crate::chart::frame::{Frame, Grid};
use crate::chart::layout::legend;
use crate::chart::layout::names;
use crate::chart::layout::track::{Beside, RADIUS, Side, Track};
use crate::chart::layout::values::Writer;
use crate::chart::plot::Plot;
use crate::chart::scene::{Datum, Ink, Scene, Shape};
use crate::chart::spec::Axis;

pub(super) const KIND: ChartKind = ChartKind {
    name: "dot",
    about: "places on an axis that need not begin at zero, or that is logarithmic; one dot a name or several",
    needs: &["x", "y"],
    lying: true,
    from_zero: false,
    joins: false,
    shades: false,
    narrowest: 260.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.grid().map(Frame::Grid),
    extent: dumbbell::extent,
    draw,
};

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    let labels = match grid.series.len() {
        1 => values(plot, grid),
        2 => dumbbell::outer_values(plot, grid),
        // Values of dots between others have no place beside them: the axis says them.
        _ => Vec::new(),
    };
    let (mut scene, track) = dumbbell::with_names_of_series(plot, grid, &labels);
    let bottom = dumbbell::draw_ground(&mut scene, plot, grid, &track);
    guides(&mut scene, grid, &track);
    let mut taken: Vec<Vec<[f64; 2]>> = vec![Vec::new(); grid.x.len()];
    for (at, series) in grid.series.iter().enumerate() {
        for (row, taken) in taken.iter_mut().enumerate() {
            let Some(x) = series.values[row].and_then(|value| track.place(value)) else { continue };
            let of = Datum { series: at as u32, index: row as u32 };
            bars::error_range(
                &mut scene,
                series,
                row,
                of,
                |value| [track.axis.scale.map(value), track.middle(row)],
                false,
            );
            let fill = bars::ink(plot, at, &series.name, &names::written(&grid.x, row));
            let place = [x, apart(x, track.middle(row), taken)];
            taken.push(place);
            scene.mark(of, Shape::Circle { at: place, radius: RADIUS, fill, hollow: false });
        }
    }
    track.draw_labels_last(&mut scene, plot, &labels, &mut |scene| dumbbell::draw_over(scene, plot, grid, &track));
    scene.height = bottom;
    scene.is_cut = track.is_cut(plot);
    scene
}

/// The values of single dots, beside them or beside what is known of their uncertainty.
fn values(plot: &Plot<'_>, grid: &Grid) -> Vec<Beside> {
    let writer = Writer::of(plot, Axis::Y);
    let series = &grid.series[0];
    let beside = |row: usize| {
        let value = series.values[row]?;
        let [low, high] = series.ranges.get(row).copied().flatten().unwrap_or([value, value]);
        let of = Datum { series: 0, index: row as u32 };
        let (at, side) = if value < 0.0 { (low.min(value), Side::Left) } else { (high.max(value), Side::Right) };
        Some(Beside { row, value: at, side, away: dumbbell::AWAY, words: writer.value(value), ink: Ink::Text, of })
    };
    (0..grid.x.len()).filter_map(beside).collect()
}

/// A light line leads the eye from the name to the dot: from zero, whose distance is the value, or along the whole row
/// where there is no zero and length means nothing.
fn guides(scene: &mut Scene, grid: &Grid, track: &Track) {
    let [low, high] = track.axis.scale.domain();
    let from_zero = (low..=high).contains(&0.0);
    for row in 0..grid.x.len() {
        let known = grid.series.iter().filter_map(|series| track.place(series.values[row]?));
        let ends = known
            .fold(None, |ends: Option<[f64; 2]>, x| Some(ends.map_or([x, x], |[from, to]| [from.min(x), to.max(x)])));
        let Some([from, to]) = ends else { continue };
        let y = track.middle(row);
        let [x0, x1] = if grid.series.len() > 1 {
            [from, to]
        } else if from_zero {
            [track.axis.scale.base(), to]
        } else {
            [track.inside.x0, track.inside.x1]
        };
        let (ink, width) = if from_zero || grid.series.len() > 1 { (Ink::Muted, 1.5) } else { (Ink::Grid, 1.5) };
        scene.rule([x0, y], [x1, y], ink, width);
    }
}

/// Dots that would hide one another stand a little above and below the middle of their row.
fn apart(x: f64, middle: f64, taken: &[[f64; 2]]) -> f64 {
    let near = |y: f64| taken.iter().filter(|at| libm::hypot(at[0] - x, at[1] - y) < RADIUS * 0.9).count();
    let tries = [0.0, -1.0, 1.0].map(|by| middle + by * RADIUS * 1.2);
    tries.into_iter().min_by_key(|y| near(*y)).unwrap_or(middle)
}
