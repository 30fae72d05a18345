//! Lines: values over time, each named at its end; what is not known interrupts a line.

use super::ChartKind;
use crate::chart::frame::{Frame, Grid};
use crate::chart::layout::line_names::{self, Naming};
use crate::chart::layout::position_axis::{self, PositionAxis};
use crate::chart::layout::series_labels::{self, SeriesLabel};
use crate::chart::layout::values::{ValueAxis, Wanted, Writer};
use crate::chart::layout::{legend, overlay};
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec};

pub(super) const KIND: ChartKind = ChartKind {
    name: "line",
    about: "how values changed over time, each line named at its end; gaps interrupt it",
    needs: &["x", "y"],
    lying: false,
    from_zero: false,
    joins: true,
    shades: false,
    narrowest: 150.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.grid().map(Frame::Grid),
    extent,
    draw,
};

fn extent(spec: &Spec, frame: &Frame) -> Extent {
    let Frame::Grid(grid) = frame else { return Extent::default() };
    let values = grid.series.iter().flat_map(|series| series.values.iter().flatten());
    let ranges = grid.series.iter().flat_map(|series| series.ranges.iter().flatten().flatten());
    let lines = overlay::reference_values(spec);
    Extent { x: position_axis::extent(&grid.x), y: Extent::of_values(values.chain(ranges).copied().chain(lines)) }
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    let naming = if plot.is_panel || grid.series.len() < 2 { Naming::None } else { Naming::Direct };
    Layout::new(plot, grid, naming).draw().unwrap_or_else(|| {
        // Where names do not fit beside their lines, a legend has them.
        Layout::new(plot, grid, Naming::Legend).draw().unwrap_or_default()
    })
}

struct Layout<'a> {
    plot: &'a Plot<'a>,
    grid: &'a Grid,
    naming: Naming,
    inside: Area,
    head: f64,
    axis: ValueAxis,
    x: PositionAxis,
    /// The series that are named at the right, each with its words.
    labels: Vec<(usize, SeriesLabel)>,
    /// Series that end before the others, to be named where they end.
    early: Vec<usize>,
    /// The last position at which each series has a value.
    last: Vec<Option<usize>>,
    legend: Vec<legend::Entry>,
    fits: bool,
}

/// From an end of a line to its name: the dot, and a little more.
const TO_NAME: f64 = 3.0;
/// What ends so few pixels before the last position still ends there for those who read.
const AT_END: f64 = 14.0;
/// So few positions have a dot each.
const FEW: usize = 8;

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, grid: &'a Grid, naming: Naming) -> Self {
        let last: Vec<Option<usize>> =
            grid.series.iter().map(|series| series.values.iter().rposition(Option::is_some)).collect();
        let mut layout = Self {
            plot,
            grid,
            naming,
            inside: Area::new(0.0, 0.0, plot.width, plot.plot_height()),
            head: 0.0,
            axis: axis(plot, [plot.plot_height(), 0.0]),
            x: PositionAxis::new(plot, &grid.x, [0.0, plot.width]),
            labels: Vec::new(),
            early: Vec::new(),
            last,
            legend: Vec::new(),
            fits: true,
        };
        layout.name();
        let widest = layout.labels.iter().map(|(_, label)| label.width()).fold(0.0, f64::max);
        let right = if widest > 0.0 { widest + TO_NAME + series_labels::LEADER } else { DOT + 1.0 };
        if !layout.legend.is_empty() {
            let mut measured = Scene::default();
            layout.head = legend::draw(&mut measured, plot, &layout.legend, 0.0, plot.width) + 10.0;
        }
        let y0 = layout.head + f64::max(plot.text.ascent(), overlay::head_room(plot));
        let x0 = layout.axis.width + 8.0;
        layout.inside = Area::new(x0, y0, f64::max(plot.width - right, x0 + 20.0), y0 + plot.plot_height());
        layout.axis = axis(plot, [layout.inside.y1, layout.inside.y0]);
        layout.x = PositionAxis::new(plot, &grid.x, [layout.inside.x0, layout.inside.x1]);
        layout
    }

    /// Decides how series are named.
    fn name(&mut self) {
        let (plot, grid) = (self.plot, self.grid);
        let final_position = self.last.iter().flatten().max().copied();
        match self.naming {
            Naming::Direct => {
                let all: Vec<usize> = (0..grid.series.len()).filter(|at| self.last[*at].is_some()).collect();
                // What ends a few pixels before the others is named among them.
                let place = |at: Option<usize>| at.map_or(0.0, |at| self.x.places[at]);
                let (at_end, early): (Vec<usize>, Vec<usize>) =
                    all.into_iter().partition(|at| place(self.last[*at]) >= place(final_position) - AT_END);
                let chosen = line_names::beside(plot, grid, &at_end);
                self.fits = chosen.is_some();
                self.labels = chosen.unwrap_or_default();
                self.early = early;
            }
            Naming::Legend => self.legend = line_names::legend(plot),
            Naming::None => {
                // A line that stands alone tells its last value.
                let value = final_position.and_then(|at| grid.series.first()?.values[at]);
                if let Some(value) = value.filter(|_| !plot.is_panel && grid.x.len() > 1) {
                    let words = Writer::of(plot, Axis::Y).value(value);
                    let name = grid.series[0].name.as_str();
                    self.labels = line_names::value(plot, name, &words).into_iter().map(|label| (0, label)).collect();
                }
            }
        }
    }

    fn draw(self) -> Option<Scene> {
        if !self.fits {
            return None;
        }
        let (plot, mut scene) = (self.plot, Scene::default());
        if !self.legend.is_empty() {
            legend::draw(&mut scene, plot, &self.legend, 0.0, plot.width);
        }
        let place_x = |written: &str| self.x.place(written);
        let map_y = |value: f64| self.axis.scale.map(value);
        overlay::bands(&mut scene, plot, &self.inside, 0.0, &place_x, &map_y);
        // What is not highlighted lies behind what is.
        let (front, back): (Vec<usize>, Vec<usize>) =
            (0..self.grid.series.len()).partition(|at| self.ink(*at) != Ink::Muted);
        for at in back.iter().chain(&front) {
            self.ranges(&mut scene, *at);
        }
        self.axis.draw_standing(&mut scene, plot, self.inside.x0, self.inside.x1);
        let bottom = self.x.draw(&mut scene, plot, self.inside.y1);
        for at in back.iter().chain(&front) {
            self.line(&mut scene, *at);
        }
        let wanted: Vec<f64> = (self.labels.iter())
            .map(|(at, _)| self.last[*at].and_then(|last| self.point(*at, last)).map_or(self.inside.y1, |[_, y]| y))
            .collect();
        let labels: Vec<SeriesLabel> = self.labels.iter().map(|(_, label)| label.clone()).collect();
        series_labels::draw(&mut scene, plot, &labels, &wanted, self.inside.x1 + TO_NAME, &self.inside);
        for at in &self.early {
            let points: Vec<[f64; 2]> = (0..self.grid.x.len()).filter_map(|index| self.point(*at, index)).collect();
            let name = &self.grid.series[*at].name;
            let placed = line_names::along(&mut scene, plot, &self.inside, *at, name, &points);
            // What is not highlighted may go without a name; a line that counts may not.
            if !placed && plot.text_ink(*at, name) != Ink::Soft {
                return None;
            }
        }
        overlay::over(&mut scene, plot, &self.inside, &place_x, &map_y);
        scene.height = bottom;
        scene.is_cut = self.axis.is_cut && !plot.spec.logarithmic[1];
        Some(scene)
    }

    fn ink(&self, series: usize) -> Ink {
        self.plot.ink(series, &self.grid.series[series].name)
    }

    /// Where a value stands. What lies beyond axes that the author has set stands nowhere.
    fn point(&self, series: usize, at: usize) -> Option<[f64; 2]> {
        let value = self.grid.series[series].values[at]?;
        self.at(at, value)
    }

    fn at(&self, at: usize, value: f64) -> Option<[f64; 2]> {
        let point = [self.x.places[at], self.axis.scale.map(value)];
        let inside = self.inside.grown(0.5);
        let holds = (inside.x0..=inside.x1).contains(&point[0]) && (inside.y0..=inside.y1).contains(&point[1]);
        holds.then_some(point)
    }

    /// The uncertainty around a line.
    fn ranges(&self, scene: &mut Scene, series: usize) {
        let one = &self.grid.series[series];
        let fill = match self.ink(series) {
            Ink::Series(at) => Ink::Range(at),
            _ => Ink::Band,
        };
        let ends: Vec<Option<[[f64; 2]; 2]>> = (one.ranges.iter().enumerate())
            .map(|(at, range)| {
                let [low, high] = (*range)?;
                self.at(at, low).zip(self.at(at, high)).map(|(low, high)| [low, high])
            })
            .collect();
        for run in runs(&ends) {
            let of = Datum { series: series as u32, index: run[0].0 as u32 };
            if let [(_, [low, high])] = run[..] {
                scene.mark(of, Shape::Line { points: vec![low, high], stroke: fill, width: 3.0, dashed: false });
                continue;
            }
            let upper = run.iter().map(|(_, [_, high])| *high);
            let lower = run.iter().rev().map(|(_, [low, _])| *low);
            scene.mark(of, Shape::Polygon { rings: vec![upper.chain(lower).collect()], fill });
        }
    }

    fn line(&self, scene: &mut Scene, series: usize) {
        let ink = self.ink(series);
        let width = if ink == Ink::Muted { 1.5 } else { 2.25 };
        let points: Vec<Option<[f64; 2]>> = (0..self.grid.x.len()).map(|at| self.point(series, at)).collect();
        let points = self.bridged(series, points);
        let step = self.inside.width() / self.grid.x.len().max(1) as f64;
        let dotted = self.grid.x.len() <= FEW && step >= 4.0 * DOT && ink != Ink::Muted;
        let dot = |scene: &mut Scene, at: usize, place: [f64; 2], radius: f64| {
            let of = Datum { series: series as u32, index: at as u32 };
            scene.mark(of, Shape::Circle { at: place, radius, fill: ink, hollow: false });
        };
        for run in points.split(Option::is_none) {
            let run: Vec<(usize, [f64; 2])> = run.iter().flatten().copied().collect();
            if let [_, _, ..] = run[..] {
                let of = Datum { series: series as u32, index: run[0].0 as u32 };
                let points = run.iter().map(|(_, place)| *place).collect();
                scene.mark(of, Shape::Line { points, stroke: ink, width, dashed: false });
            }
            for (at, place) in &run {
                let is_last = self.last[series] == Some(*at);
                let alone = run.len() == 1;
                if is_last || alone || dotted {
                    dot(scene, *at, *place, if is_last || dotted { DOT } else { 3.0 });
                }
            }
        }
    }

    /// The points of a line, a gap between two where it is interrupted. In long data a series need not have a row at
    /// the positions of the others: there it is interrupted only where its own rows are missing in their usual distance.
    fn bridged(&self, series: usize, points: Vec<Option<[f64; 2]>>) -> Vec<Option<(usize, [f64; 2])>> {
        let indexed = points.into_iter().enumerate().map(|(at, point)| point.map(|point| (at, point)));
        if self.plot.spec.column_of("color").is_none() {
            return indexed.collect();
        }
        let values = &self.grid.series[series].values;
        let own: Vec<usize> = (0..values.len()).filter(|at| values[*at].is_some()).collect();
        let distance = |pair: &[usize]| self.x.places[pair[1]] - self.x.places[pair[0]];
        let mut steps: Vec<f64> = own.windows(2).map(distance).collect();
        steps.sort_by(f64::total_cmp);
        let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
        let regular = steps.iter().filter(|step| (0.5 * usual..1.5 * usual).contains(*step)).count();
        let is_regular = regular * 5 >= steps.len() * 4;
        let known: Vec<(usize, [f64; 2])> = indexed.flatten().collect();
        let mut bridged = Vec::with_capacity(known.len());
        for (order, point) in known.iter().enumerate() {
            let before = order.checked_sub(1).map(|before| known[before].0);
            let apart = before
                .is_some_and(|before| point.0 - before > 1 && is_regular && distance(&[before, point.0]) > 1.5 * usual);
            if apart {
                bridged.push(None);
            }
            bridged.push(Some(*point));
        }
        bridged
    }
}

/// The radius of the dot at the end of a line.
const DOT: f64 = 3.5;

/// Runs of neighbours that are there, each with its index.
pub(super) fn runs<T: Copy>(all: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let indexed: Vec<Option<(usize, T)>> = all.iter().enumerate().map(|(at, one)| one.map(|one| (at, one))).collect();
    let runs = indexed.split(Option::is_none).map(|run| run.iter().flatten().copied().collect::<Vec<_>>());
    runs.filter(|run| !run.is_empty()).collect()
}

/// The axis of values holds zero where that costs at most half of it.
fn axis(plot: &Plot<'_>, range: [f64; 2]) -> ValueAxis {
    let zero = !plot.spec.logarithmic[1] && plot.extent.y.is_some_and(|[low, high]| near_zero(low, high));
    ValueAxis::new(plot, Wanted { axis: Axis::Y, extent: plot.extent.y, zero, range, lying: false })
}

/// True where an axis from `low` to `high` can be made to hold zero without losing more than half of it.
pub(super) fn near_zero(low: f64, high: f64) -> bool {
    (low >= 0.0 && low <= high * 0.5) || (high <= 0.0 && high >= low * 0.5)
}
