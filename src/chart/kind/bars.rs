//! Bars: values as lengths, one row a name; grouped, stacked, or as shares of 100. On a phone the names stand above.

use super::ChartKind;
use super::stacking::{self, Ends};
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Grid, Series};
use crate::chart::layout::rows::Rows;
use crate::chart::layout::values::{ValueAxis, Wanted, Writer};
use crate::chart::layout::{legend, names, overlay};
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Stack};

pub(super) const KIND: ChartKind = ChartKind {
    name: "bar",
    about: "amounts of things with names, the largest first; long names wrap",
    needs: &["x", "y"],
    lying: true,
    from_zero: true,
    joins: false,
    shades: false,
    narrowest: 260.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.grid().map(Frame::Grid),
    extent: stacking::extent,
    draw,
};

/// The colour of a bar: that of its series, unless positions are highlighted and this one is not.
pub(super) fn ink(plot: &Plot<'_>, index: usize, series: &str, position: &str) -> Ink {
    if is_muted(plot, position) { Ink::Muted } else { plot.ink(index, series) }
}

/// The colour of words on a bar.
pub(super) fn on_ink(plot: &Plot<'_>, index: usize, series: &str, position: &str) -> Ink {
    if is_muted(plot, position) { Ink::OnMuted } else { plot.on_ink(index, series) }
}

/// Whether other positions stand out.
pub(super) fn is_muted(plot: &Plot<'_>, position: &str) -> bool {
    let of_positions = !plot.spec.highlight.iter().any(|highlight| plot.groups.contains(highlight));
    of_positions && !plot.spec.stands_out(position)
}

/// Draws from where to where a value may lie: a line with caps at both ends.
pub(super) fn error_range(
    scene: &mut Scene,
    series: &Series,
    at: usize,
    of: Datum,
    place: impl Fn(f64) -> [f64; 2],
    standing: bool,
) {
    let Some([low, high]) = series.ranges.get(at).copied().flatten() else { return };
    let (low, high) = (place(low), place(high));
    let cap = |[x, y]: [f64; 2]| if standing { [[x - 4.0, y], [x + 4.0, y]] } else { [[x, y - 4.0], [x, y + 4.0]] };
    for points in [vec![low, high], cap(low).to_vec(), cap(high).to_vec()] {
        scene.mark(of, Shape::Line { points, stroke: Ink::Text, width: 1.5, dashed: false });
    }
}

/// How many bars carry their values where there are several series; more have gridlines.
const FEW: usize = 10;

struct Layout<'a> {
    plot: &'a Plot<'a>,
    grid: &'a Grid,
    mode: Stack,
    ends: Ends,
    rows: Rows,
    axis: ValueAxis,
    valued: bool,
    inside: Area,
}

pub(super) fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    let mut top = 0.0;
    if grid.series.len() > 1 && !plot.is_panel {
        top = legend::draw(&mut scene, plot, &legend::of_groups(plot), 0.0, plot.width) + 8.0;
    }
    top += overlay::head_room_lying(plot);
    Layout::new(plot, grid, top).draw(scene)
}

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, grid: &'a Grid, top: f64) -> Self {
        let mode = stacking::mode(plot.spec);
        let ends = stacking::ends(grid, mode);
        let stacked = mode != Stack::None && grid.series.len() > 1;
        let bars = if stacked { 1 } else { grid.series.len().max(1) };
        // A value beside a bar may not reach over the bar below.
        let thickness = if bars == 1 { 18.0 } else { (plot.text.size * 1.2).ceil() };
        let rows = Rows::new(plot, &grid.x, top, thickness * bars as f64);
        let writer = Writer::of(plot, Axis::Y);
        // Panels that share a scale all carry values, or none does.
        let grids: Vec<&Grid> = grids(plot).collect();
        let few = grids.iter().all(|grid| {
            let bars = if stacked { 1 } else { grid.series.len() };
            grid.series.len() == 1 || grid.x.len() * bars < FEW
        });
        let mut layout =
            Self { plot, grid, mode, ends, axis: axis(plot, [0.0, 1.0]), valued: false, inside: Area::default(), rows };
        let (x0, x1) = (layout.rows.left, plot.width);
        if stacked {
            layout.inside = Area::new(x0, top, x1, layout.rows.bottom);
            layout.axis = axis(plot, [x0, x1]);
            layout.valued = few && grids.iter().all(|grid| layout.values_fit_inside(grid, &writer));
        } else {
            layout.valued = few;
        }
        let [before, after] =
            if layout.valued && !stacked { room_for_values(plot, &grids, &writer) } else { [0.0, 0.0] };
        // An axis whose outermost names stand under its ends needs half of a name at each.
        let half = if layout.valued { 0.0 } else { axis(plot, [x0, x1]).width / 2.0 + 2.0 };
        let before = f64::max(before, half - x0);
        layout.inside =
            Area::new(x0 + before, top, f64::max(x1 - after.max(half), x0 + before + 20.0), layout.rows.bottom);
        layout.axis = axis(plot, [layout.inside.x0, layout.inside.x1]);
        layout
    }

    fn values_fit_inside(&self, grid: &Grid, writer: &Writer<'_>) -> bool {
        let ends = stacking::ends(grid, self.mode);
        let fits = |series: usize, at: usize| match (
            ends[series][at],
            stacking::shown_value(grid, &ends, self.mode, series, at),
        ) {
            (Some([from, to]), Some(value)) => {
                let room = (self.axis.scale.map(to) - self.axis.scale.map(from)).abs();
                self.plot.text.width(&writer.value(value), Weight::Regular) + 8.0 <= room
            }
            _ => true,
        };
        (0..grid.series.len()).all(|series| (0..grid.x.len()).all(|at| fits(series, at)))
    }

    fn shown_value(&self, series: usize, at: usize) -> Option<f64> {
        stacking::shown_value(self.grid, &self.ends, self.mode, series, at)
    }

    fn area(&self, series: usize, at: usize) -> Option<Area> {
        let [from, to] = self.ends[series][at]?;
        let [mut y0, mut y1] = self.rows.bar(at);
        if self.mode == Stack::None && self.grid.series.len() > 1 {
            let thickness = (y1 - y0) / self.grid.series.len() as f64;
            y0 += thickness * series as f64;
            y1 = y0 + thickness;
        }
        Some(Area::new(self.axis.scale.map(from), y0, self.axis.scale.map(to), y1))
    }

    fn draw(self, mut scene: Scene) -> Scene {
        let plot = self.plot;
        let base = self.axis.scale.base();
        let place_y = |written: &str| {
            names::position(&self.grid.x, written).map(|at| (self.rows.bar(at)[0] + self.rows.bar(at)[1]) / 2.0)
        };
        overlay::bands_lying(
            &mut scene,
            plot,
            &self.inside,
            self.rows.reach(),
            &|value| self.axis.scale.map(value),
            &place_y,
        );
        let mut bottom = self.inside.y1;
        if !self.valued {
            bottom = self.axis.draw_lying(&mut scene, plot, self.inside.y0, self.inside.y1);
        }
        self.rows.draw_names(&mut scene, plot, !self.valued);
        self.marks(&mut scene);
        let [low, _] = self.axis.scale.domain();
        if low < 0.0 || self.valued {
            scene.rule([base, self.inside.y0], [base, self.inside.y1], Ink::Axis, 1.0);
        }
        overlay::over_lying(&mut scene, plot, &self.inside, &|value| self.axis.scale.map(value), &place_y);
        scene.height = bottom;
        scene
    }

    fn marks(&self, scene: &mut Scene) {
        let writer = Writer::of(self.plot, Axis::Y);
        let stacked = self.mode != Stack::None && self.grid.series.len() > 1;
        let text = &self.plot.text;
        for (index, series) in self.grid.series.iter().enumerate() {
            for at in 0..self.grid.x.len() {
                let Some(area) = self.area(index, at) else { continue };
                let of = Datum { series: index as u32, index: at as u32 };
                let position = names::written(&self.grid.x, at);
                scene.mark(of, Shape::Rect { area, fill: ink(self.plot, index, &series.name, &position) });
                error_range(scene, series, at, of, |value| [self.axis.scale.map(value), area.center_y()], false);
                if stacked {
                    for x in [area.x0, area.x1].into_iter().filter(|x| (x - self.axis.scale.base()).abs() > 0.5) {
                        scene.rule([x, area.y0], [x, area.y1], Ink::Ground, 1.0);
                    }
                }
                let Some(value) = self.shown_value(index, at).filter(|_| self.valued) else { continue };
                let words = writer.value(value);
                let y = area.center_y() + text.middle();
                let ends = series.ranges.get(at).copied().flatten().unwrap_or([value, value]);
                let (x, anchor, colour) = if stacked {
                    (area.center_x(), Anchor::Middle, on_ink(self.plot, index, &series.name, &position))
                } else if value < 0.0 {
                    (self.axis.scale.map(ends[0].min(value)) - 6.0, Anchor::End, Ink::Text)
                } else {
                    (self.axis.scale.map(ends[1].max(value)) + 6.0, Anchor::Start, Ink::Text)
                };
                scene.text(text.place(&words, Weight::Regular, x, y, anchor, colour).about(of));
            }
        }
    }
}

/// The grids of all panels that share a scale.
pub(super) fn grids<'a>(plot: &Plot<'a>) -> impl Iterator<Item = &'a Grid> + use<'a> {
    plot.alike().filter_map(|frame| match frame {
        Frame::Grid(grid) => Some(grid),
        _ => None,
    })
}

/// The widest value at the left end of a bar and the widest at the right end.
fn room_for_values(plot: &Plot<'_>, grids: &[&Grid], writer: &Writer<'_>) -> [f64; 2] {
    let mut room = [0.0_f64; 2];
    let series = grids.iter().flat_map(|grid| &grid.series);
    for value in series.flat_map(|series| series.values.iter().flatten()) {
        let width = plot.text.width(&writer.value(*value), Weight::Regular) + 8.0;
        let side = usize::from(*value >= 0.0);
        room[side] = room[side].max(width);
    }
    room
}

fn axis(plot: &Plot<'_>, range: [f64; 2]) -> ValueAxis {
    ValueAxis::new(plot, Wanted { axis: Axis::Y, extent: plot.extent.y, zero: true, range, lying: true })
}
