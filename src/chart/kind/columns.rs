//! Columns: values as heights, over time or over a few names; grouped, stacked, or as shares of 100.

use super::stacking::{self, Ends};
use super::{ChartKind, bars};
use crate::base::font::Weight;
use crate::chart::frame::{Frame, Grid};
use crate::chart::layout::names::{self, Names};
use crate::chart::layout::series_labels::{self, SeriesLabel};
use crate::chart::layout::values::{ValueAxis, Wanted, Writer};
use crate::chart::layout::{legend, overlay};
use crate::chart::plot::Plot;
use crate::chart::scale::Band;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Stack};

pub(super) const KIND: ChartKind = ChartKind {
    name: "column",
    about: "amounts over time, or for a few names: grouped, stacked, or as shares",
    needs: &["x", "y"],
    lying: false,
    from_zero: true,
    joins: false,
    shades: false,
    narrowest: 150.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.grid().map(Frame::Grid),
    extent: stacking::extent,
    draw,
};

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    // Panels that share a scale all stand or all lie, and all carry values or none does.
    let each = |valued: bool| -> Option<Vec<bool>> {
        bars::grids(plot).map(|grid| Layout::new(plot, grid, valued).map(|layout| layout.valued)).collect()
    };
    let layout = if plot.is_panel {
        let valued = each(true).is_some_and(|valued| !valued.contains(&false));
        each(valued).and_then(|_| Layout::new(plot, grid, valued))
    } else {
        Layout::new(plot, grid, true)
    };
    match layout {
        Some(layout) => layout.draw(),
        // Names that cannot stand side by side lie one above the other.
        None => bars::draw(plot),
    }
}

/// Where everything stands.
struct Layout<'a> {
    plot: &'a Plot<'a>,
    grid: &'a Grid,
    mode: Stack,
    ends: Ends,
    axis: ValueAxis,
    band: Band,
    names: Names,
    inside: Area,
    /// Names of series at the right of the last column; empty where a legend or nothing names them.
    labels: Vec<SeriesLabel>,
    legend: Vec<legend::Entry>,
    /// Whether each column carries its value.
    valued: bool,
    head: f64,
}

/// Columns are about twice as wide as the gaps between them.
const PADDING: f64 = 0.32;

/// How many columns carry their values; more have gridlines.
const FEW: usize = 10;

impl<'a> Layout<'a> {
    /// `valued` is whether columns may carry their values.
    fn new(plot: &'a Plot<'a>, grid: &'a Grid, valued: bool) -> Option<Self> {
        let mode = stacking::mode(plot.spec);
        let ends = stacking::ends(grid, mode);
        let single = stacking::is_single(grid, mode);
        let columns = if single { grid.x.len() } else { grid.x.len() * grid.series.len() };
        let writer = Writer::of(plot, Axis::Y);
        let many = grid.series.len() > 1;
        let labels = if many && mode != Stack::None && !plot.is_panel {
            series_labels::beside_stack(plot, grid, &ends)
        } else {
            Vec::new()
        };
        let legend = if many && labels.is_empty() && !plot.is_panel { legend::of_groups(plot) } else { Vec::new() };
        let right = labels.iter().map(|label| label.width()).fold(0.0, f64::max);
        let right = if right > 0.0 { right + series_labels::LEADER + 2.0 } else { 0.0 };

        // Whether there is an axis decides the width of the columns, and their width whether there must be one.
        let mut layout = Self {
            plot,
            grid,
            mode,
            axis: ValueAxis::new(plot, wanted(plot, 0.0, 100.0)),
            band: Band::new(grid.x.len(), [0.0, plot.width - right], PADDING),
            names: Names::default(),
            inside: Area::new(0.0, 0.0, plot.width - right, plot.plot_height()),
            labels,
            legend,
            valued: false,
            head: 0.0,
            ends,
        };
        let few = columns < FEW && single && (grid.series.len() == 1 || mode != Stack::None);
        layout.valued = valued && few && layout.values_fit(&writer);
        if !layout.valued {
            let axis = ValueAxis::new(plot, wanted(plot, plot.plot_height(), 0.0));
            layout.inside.x0 = axis.width + 8.0;
        }
        layout.band = Band::new(grid.x.len(), [layout.inside.x0, layout.inside.x1], PADDING);
        layout.names = names::side_by_side(plot, &grid.x, &layout.band)?;
        Some(layout)
    }

    /// Whether every value has room: above its column, or inside its part of a stack.
    fn values_fit(&self, writer: &Writer<'_>) -> bool {
        let text = &self.plot.text;
        // The axis as it will be, which ends at a round number beyond the values.
        let axis = ValueAxis::new(self.plot, wanted(self.plot, self.plot.plot_height(), 0.0));
        let height = |from: f64, to: f64| (axis.scale.map(to) - axis.scale.map(from)).abs();
        let stacked = self.grid.series.len() > 1;
        let room = if stacked { self.band.bandwidth() - 4.0 } else { self.band.step() - 4.0 };
        (0..self.grid.series.len()).all(|series| {
            (0..self.grid.x.len()).all(|at| match (self.ends[series][at], self.shown_value(series, at)) {
                (Some([from, to]), Some(value)) => {
                    let high_enough = !stacked || height(from, to) >= text.line_height() + 2.0;
                    high_enough && text.width(&writer.value(value), Weight::Regular) <= room
                }
                _ => true,
            })
        })
    }

    /// The value that is written at a column: its own, or its share.
    fn shown_value(&self, series: usize, at: usize) -> Option<f64> {
        stacking::shown_value(self.grid, &self.ends, self.mode, series, at)
    }

    fn draw(mut self) -> Scene {
        let mut scene = Scene::default();
        let plot = self.plot;
        if !self.legend.is_empty() {
            self.head = legend::draw(&mut scene, plot, &self.legend, 0.0, plot.width) + 10.0;
        }
        let text = &plot.text;
        // Room for the values above the highest column and below the lowest one, or for half a tick.
        let [low, _] = plot.extent.y.unwrap_or([0.0, 1.0]);
        let over = if self.valued && self.grid.series.len() == 1 { text.line_height() + 2.0 } else { text.ascent() };
        let under =
            if self.valued && self.grid.series.len() == 1 && low < 0.0 { text.line_height() + 2.0 } else { 0.0 };
        let over = f64::max(over, overlay::head_room(plot));
        self.inside.y0 = self.head + over;
        self.inside.y1 = self.inside.y0 + plot.plot_height();
        self.axis = ValueAxis::new(plot, wanted(plot, self.inside.y1 - under, self.inside.y0));
        overlay::bands(&mut scene, plot, &self.inside, self.band.step() / 2.0, &self.place_x(), &|value| {
            self.axis.scale.map(value)
        });
        if self.valued {
            let base = self.axis.scale.base();
            scene.rule([self.inside.x0, base], [self.inside.x1, base], Ink::Axis, 1.0);
        } else {
            self.axis.draw_standing(&mut scene, plot, self.inside.x0, self.inside.x1);
        }
        self.marks(&mut scene);
        if !self.valued && self.axis.scale.domain()[0] < 0.0 {
            let base = self.axis.scale.base();
            scene.rule([self.inside.x0, base], [self.inside.x1, base], Ink::Axis, 1.0);
        }
        // The lowest name of the axis of values reaches below the plot by half a line.
        let bottom = self.names.draw(&mut scene, plot, self.inside.y1 + (text.size * 0.65).max(6.0));
        self.series_labels(&mut scene);
        overlay::over(&mut scene, plot, &self.inside, &self.place_x(), &|value| self.axis.scale.map(value));
        scene.height = bottom;
        scene
    }

    fn place_x(&self) -> impl Fn(&str) -> Option<f64> + '_ {
        |written| names::position(&self.grid.x, written).map(|at| self.band.center(at))
    }

    /// The rectangle of a column.
    fn area(&self, series: usize, at: usize) -> Option<Area> {
        let [from, to] = self.ends[series][at]?;
        let (mut x0, mut width) = (self.band.start(at), self.band.bandwidth());
        if self.mode == Stack::None && self.grid.series.len() > 1 {
            width /= self.grid.series.len() as f64;
            x0 += width * series as f64;
        }
        Some(Area::new(x0, self.axis.scale.map(from), x0 + width, self.axis.scale.map(to)))
    }

    fn marks(&self, scene: &mut Scene) {
        let writer = Writer::of(self.plot, Axis::Y);
        let stacked = self.mode != Stack::None && self.grid.series.len() > 1;
        for (index, series) in self.grid.series.iter().enumerate() {
            for at in 0..self.grid.x.len() {
                let Some(area) = self.area(index, at) else { continue };
                let of = Datum { series: index as u32, index: at as u32 };
                let position = names::written(&self.grid.x, at);
                let fill = bars::ink(self.plot, index, &series.name, &position);
                scene.mark(of, Shape::Rect { area, fill });
                bars::error_range(scene, series, at, of, |value| [area.center_x(), self.axis.scale.map(value)], true);
                let Some(value) = self.shown_value(index, at).filter(|_| self.valued) else { continue };
                let words = writer.value(value);
                let text = &self.plot.text;
                let (y, ink) = if stacked {
                    (area.center_y() + text.middle(), bars::on_ink(self.plot, index, &series.name, &position))
                } else {
                    let top = series.ranges.get(at).copied().flatten();
                    let [low, high] = top.unwrap_or([value, value]);
                    let y = match value < 0.0 {
                        true => self.axis.scale.map(low.min(value)) + text.ascent() + 4.0,
                        false => self.axis.scale.map(high.max(value)) - text.descent() - 4.0,
                    };
                    (y, Ink::Text)
                };
                scene.text(text.place(&words, Weight::Regular, area.center_x(), y, Anchor::Middle, ink).about(of));
            }
        }
        // Neighbours in a stack are kept apart by a line in the colour of the ground.
        if stacked {
            self.gaps(scene);
        }
    }

    fn gaps(&self, scene: &mut Scene) {
        for at in 0..self.grid.x.len() {
            let base = self.axis.scale.base();
            for area in (0..self.grid.series.len()).filter_map(|series| self.area(series, at)) {
                for y in [area.y0, area.y1].into_iter().filter(|y| (y - base).abs() > 0.5) {
                    scene.rule([area.x0, y], [area.x1, y], Ink::Ground, 1.0);
                }
            }
        }
    }

    fn series_labels(&self, scene: &mut Scene) {
        let wanted: Vec<f64> = (0..self.labels.len())
            .map(|series| {
                let last = (0..self.grid.x.len()).rev().find_map(|at| self.area(series, at));
                last.map_or(self.inside.y1, |area| area.center_y())
            })
            .collect();
        series_labels::draw(scene, self.plot, &self.labels, &wanted, self.inside.x1, &self.inside);
    }
}

fn wanted(plot: &Plot<'_>, bottom: f64, top: f64) -> Wanted {
    Wanted { axis: Axis::Y, extent: plot.extent.y, zero: true, range: [bottom, top], lying: false }
}
