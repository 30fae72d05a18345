//! Areas: amounts over time as heights, of one series or of several on top of one another, named inside or beside.

use super::ChartKind;
use super::line::runs;
use super::stacking::{self, Ends};
use crate::base::codes;
use crate::base::font::Weight;
use crate::chart::encode::Encoding;
use crate::chart::frame::{Frame, Grid};
use crate::chart::layout::area_names::{self, Band, Inside};
use crate::chart::layout::position_axis::{self, PositionAxis};
use crate::chart::layout::series_labels::{self, SeriesLabel};
use crate::chart::layout::values::{ValueAxis, Wanted};
use crate::chart::layout::{legend, overlay};
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec, Stack};

pub(super) const KIND: ChartKind = ChartKind {
    name: "area",
    about: "amounts over time whose sum matters: stacked, or as shares",
    needs: &["x", "y"],
    lying: false,
    from_zero: true,
    joins: true,
    shades: false,
    narrowest: 150.0,
    legend: legend::of_panels,
    encode,
    extent,
    draw,
};

fn encode(encoding: &mut Encoding<'_>) -> Option<Frame> {
    let grid = encoding.grid()?;
    if encoding.spec.stack == Some(Stack::None) && grid.series.len() > 1 {
        let message = "areas that are not stacked hide each other".to_owned();
        encoding.find(&codes::BAD_CHART, "stack", message, "write `type: line`, or leave `stack` out");
    }
    let negative = grid.series.iter().any(|series| series.values.iter().flatten().any(|value| *value < 0.0));
    if negative && grid.series.len() > 1 {
        let message = "areas below zero cannot be laid on one another".to_owned();
        let help = "write `type: column` with `stack: diverging`, or `type: line`";
        encoding.find(&codes::BAD_CHART, "y", message, help);
    }
    Some(Frame::Grid(grid))
}

/// Areas lie on one another, unless they are shares.
fn mode(spec: &Spec) -> Stack {
    if spec.stack == Some(Stack::Normalize) { Stack::Normalize } else { Stack::Zero }
}

/// The two edges of each series. Where one is blank between its first and its last value, the sum is not known, and
/// nothing is drawn; before and after that a series does not exist.
fn edges(spec: &Spec, grid: &Grid) -> Ends {
    let mut known = grid.clone();
    for at in 0..grid.x.len() {
        let interrupted = grid.series.iter().any(|series| {
            series.values[at].is_none()
                && series.values[..at].iter().any(Option::is_some)
                && series.values[at..].iter().any(Option::is_some)
        });
        if interrupted {
            known.series.iter_mut().for_each(|series| series.values[at] = None);
        }
    }
    stacking::ends(&known, mode(spec))
}

fn extent(spec: &Spec, frame: &Frame) -> Extent {
    let Frame::Grid(grid) = frame else { return Extent::default() };
    let edges = edges(spec, grid);
    let least = if mode(spec) == Stack::Normalize { 100.0 } else { 0.0 };
    let all = edges.iter().flatten().flatten().flatten().copied().chain([0.0, least]);
    // Shares add up to 100 within rounding.
    let all = all.map(|value| if (value - 100.0).abs() < 1e-6 { 100.0 } else { value });
    Extent { x: position_axis::extent(&grid.x), y: Extent::of_values(all.chain(overlay::reference_values(spec))) }
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    Layout::new(plot, grid).draw()
}

struct Layout<'a> {
    plot: &'a Plot<'a>,
    grid: &'a Grid,
    edges: Ends,
    inside: Area,
    axis: ValueAxis,
    x: PositionAxis,
    /// Names that stand in their areas.
    within: Vec<Inside>,
    /// Names that stand at the right, each with its series.
    beside: Vec<(usize, SeriesLabel)>,
    legend: Vec<legend::Entry>,
}

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, grid: &'a Grid) -> Self {
        let mut layout = Self {
            plot,
            grid,
            edges: edges(plot.spec, grid),
            inside: Area::default(),
            axis: axis(plot, [plot.plot_height(), 0.0]),
            x: PositionAxis::new(plot, &grid.x, [0.0, plot.width]),
            within: Vec::new(),
            beside: Vec::new(),
            legend: Vec::new(),
        };
        layout.measure(0.0);
        if grid.series.len() > 1 && !plot.is_panel {
            layout.name();
        }
        layout
    }

    /// Sets the axes for a plot that leaves so much at the right.
    fn measure(&mut self, right: f64) {
        let plot = self.plot;
        let mut head = 0.0;
        if !self.legend.is_empty() {
            head = legend::draw(&mut Scene::default(), plot, &self.legend, 0.0, plot.width) + 10.0;
        }
        let y0 = head + f64::max(plot.text.ascent(), overlay::head_room(plot));
        let x0 = self.axis.width + 8.0;
        self.inside = Area::new(x0, y0, f64::max(plot.width - right - 1.0, x0 + 20.0), y0 + plot.plot_height());
        self.axis = axis(plot, [self.inside.y1, self.inside.y0]);
        self.x = PositionAxis::new(plot, &self.grid.x, [self.inside.x0, self.inside.x1]);
    }

    /// Names stand in the areas if all fit, else at the right if all fit there; else each where it can, else in a legend.
    fn name(&mut self) {
        let (plot, grid) = (self.plot, self.grid);
        let shown: Vec<usize> =
            (0..grid.series.len()).filter(|at| self.edges[*at].iter().any(Option::is_some)).collect();
        self.within = self.names_within(&shown);
        if self.within.len() == shown.len() {
            return;
        }
        let reaching: Vec<bool> = self.edges.iter().map(|edges| edges.last().is_some_and(Option::is_some)).collect();
        let rest: Vec<usize> =
            shown.iter().copied().filter(|at| !self.within.iter().any(|name| name.series == *at)).collect();
        for wanted in [shown.clone(), rest] {
            if !wanted.iter().all(|at| reaching[*at]) {
                continue;
            }
            let names: Vec<(usize, &str)> = wanted.iter().map(|at| (*at, grid.series[*at].name.as_str())).collect();
            let labels = series_labels::beside(plot, &names, plot.plot_height());
            if labels.len() != wanted.len() {
                continue;
            }
            let widest = labels.iter().map(SeriesLabel::width).fold(0.0, f64::max);
            self.beside = wanted.iter().copied().zip(labels).collect();
            self.measure(widest + series_labels::LEADER);
            // A narrower plot may have no room for a name that fitted before.
            let others: Vec<usize> = shown.iter().copied().filter(|at| !wanted.contains(at)).collect();
            self.within = self.names_within(&others);
            if self.within.len() == others.len() {
                return;
            }
            self.beside.clear();
        }
        self.within.clear();
        self.legend = legend::of_groups(plot);
        self.measure(0.0);
    }

    /// The names that fit into the areas of these series.
    fn names_within(&self, series: &[usize]) -> Vec<Inside> {
        let fits = |at: &usize| {
            let name = &self.grid.series[*at].name;
            let weight = if self.ink(*at) == Ink::Muted { Weight::Regular } else { Weight::Bold };
            let band = |run: Vec<(usize, [f64; 3])>| (run[0].0 as u32, run.into_iter().map(|(_, band)| band).collect());
            let bands: Vec<(u32, Band)> = runs(&self.bands(*at)).into_iter().map(band).collect();
            area_names::within(self.plot, *at, name, weight, &bands)
        };
        series.iter().filter_map(fits).collect()
    }

    fn ink(&self, series: usize) -> Ink {
        self.plot.ink(series, &self.grid.series[series].name)
    }

    /// Where an area stands at each position: from left to right, its far edge and the one that it lies on.
    fn bands(&self, series: usize) -> Vec<Option<[f64; 3]>> {
        let inside = self.inside.grown(0.5);
        let band = |(at, ends): (usize, &Option<[f64; 2]>)| {
            let [from, to] = (*ends)?;
            let (x, a, b) = (self.x.places[at], self.axis.scale.map(from), self.axis.scale.map(to));
            let holds = (inside.x0..=inside.x1).contains(&x) && a.min(b) >= inside.y0 && a.max(b) <= inside.y1;
            holds.then_some([x, b, a])
        };
        self.edges[series].iter().enumerate().map(band).collect()
    }

    fn draw(self) -> Scene {
        let (plot, mut scene) = (self.plot, Scene::default());
        if !self.legend.is_empty() {
            legend::draw(&mut scene, plot, &self.legend, 0.0, plot.width);
        }
        let place_x = |written: &str| self.x.place(written);
        let map_y = |value: f64| self.axis.scale.map(value);
        overlay::bands(&mut scene, plot, &self.inside, 0.0, &place_x, &map_y);
        self.axis.draw_standing(&mut scene, plot, self.inside.x0, self.inside.x1);
        for at in 0..self.grid.series.len() {
            self.area(&mut scene, at);
        }
        let base = self.axis.scale.base();
        scene.rule([self.inside.x0, base], [self.inside.x1, base], Ink::Axis, 1.0);
        let bottom = self.x.draw(&mut scene, plot, self.inside.y1);
        for name in &self.within {
            let ink = plot.on_ink(name.series, &self.grid.series[name.series].name);
            name.draw(&mut scene, plot, ink);
        }
        let middle = |at: usize| {
            let last = self.bands(at).into_iter().rev().flatten().next();
            last.map_or(self.inside.y1, |[_, y0, y1]| (y0 + y1) / 2.0)
        };
        let wanted: Vec<f64> = self.beside.iter().map(|(at, _)| middle(*at)).collect();
        let labels: Vec<SeriesLabel> = self.beside.iter().map(|(_, label)| label.clone()).collect();
        series_labels::draw(&mut scene, plot, &labels, &wanted, self.inside.x1, &self.inside);
        overlay::over(&mut scene, plot, &self.inside, &place_x, &map_y);
        scene.height = bottom;
        scene
    }

    fn area(&self, scene: &mut Scene, series: usize) {
        let ink = self.ink(series);
        let alone = self.grid.series.len() == 1;
        // A single area is light below a strong line; areas that touch are kept apart by the colour of the ground.
        let fill = match ink {
            Ink::Series(at) if alone => Ink::Range(at),
            ink => ink,
        };
        for run in runs(&self.bands(series)) {
            let of = Datum { series: series as u32, index: run[0].0 as u32 };
            if let [(_, [x, y0, y1])] = run[..] {
                let points = vec![[x, y0], [x, y1]];
                scene.mark(of, Shape::Line { points, stroke: ink, width: 2.0, dashed: false });
                continue;
            }
            let upper: Vec<[f64; 2]> = run.iter().map(|(_, [x, y0, _])| [*x, *y0]).collect();
            let lower: Vec<[f64; 2]> = run.iter().map(|(_, [x, _, y1])| [*x, *y1]).collect();
            let ring = upper.iter().copied().chain(lower.iter().rev().copied()).collect();
            scene.mark(of, Shape::Polygon { rings: vec![ring], fill });
            let line = if alone { self.outline(&run) } else { upper };
            let (stroke, width) = if alone { (ink, 2.25) } else { (Ink::Ground, 1.0) };
            if alone {
                scene.mark(of, Shape::Line { points: line, stroke, width, dashed: false });
            } else {
                scene.guide(Shape::Line { points: line, stroke, width, dashed: false });
            }
        }
    }

    /// The edge of a single area that is not zero.
    fn outline(&self, run: &[(usize, [f64; 3])]) -> Vec<[f64; 2]> {
        let value = |at: usize| self.edges[0][at].map_or(0.0, |[from, to]| if from == 0.0 { to } else { from });
        run.iter().map(|(at, [x, ..])| [*x, self.axis.scale.map(value(*at))]).collect()
    }
}

fn axis(plot: &Plot<'_>, range: [f64; 2]) -> ValueAxis {
    ValueAxis::new(plot, Wanted { axis: Axis::Y, extent: plot.extent.y, zero: true, range, lying: false })
}
