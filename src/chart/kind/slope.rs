//! Slopes: what changed between two positions, a line each, with values and names at both ends.

use super::ChartKind;
use crate::base::codes;
use crate::base::font::Weight;
use crate::base::format::number::NumberFormat;
use crate::chart::encode::Encoding;
use crate::chart::frame::{Frame, Grid, Positions, Series};
use crate::chart::geometry::spread;
use crate::chart::layout::legend;
use crate::chart::layout::values::Writer;
use crate::chart::layout::{names, overlay};
use crate::chart::plot::{Extent, Plot};
use crate::chart::scale::{Linear, Log};
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec};
use crate::chart::typography::Lines;

pub(super) const KIND: ChartKind = ChartKind {
    name: "slope",
    about: "how things with names changed between two moments",
    needs: &["x", "y"],
    lying: false,
    from_zero: false,
    joins: false,
    shades: false,
    narrowest: 230.0,
    legend: legend::of_panels,
    encode,
    extent,
    draw,
};

/// Two columns of values are the two positions of the things that `x` names; of long data, the first and the last
/// position are.
fn encode(encoding: &mut Encoding<'_>) -> Option<Frame> {
    if encoding.groups.is_empty()
        && let Some(color) = encoding.column("color")
    {
        encoding.groups = encoding.distinct(color);
    }
    let grid = encoding.grid()?;
    let wide = encoding.spec.column_of("color").is_none() && grid.series.len() > 1;
    // Lines are told apart by the names at their ends, not by their colours.
    encoding.groups.clear();
    let between = if wide { 0 } else { grid.x.len().saturating_sub(2) };
    if between > 0 {
        let message = format!("a slope joins the first and the last position; the {between} between are left out");
        encoding.find(&codes::NOT_DRAWN, "x", message, "write `type: line` to show them all, or leave their rows out");
    }
    let grid = if wide { transposed(&grid) } else { ends(grid) };
    if grid.x.len() < 2 {
        let help = "name two columns, `y: [before, after]`, or the column of the dates as `x:`";
        encoding.find(&codes::BAD_CHART, "x", "a slope joins two positions, and here is one".to_owned(), help);
        return None;
    }
    Some(Frame::Grid(grid))
}

fn transposed(grid: &Grid) -> Grid {
    let pair = [&grid.series[0], &grid.series[grid.series.len() - 1]];
    let series = (0..grid.x.len()).map(|at| Series {
        name: names::written(&grid.x, at),
        values: pair.iter().map(|series| series.values[at]).collect(),
        ranges: Vec::new(),
    });
    Grid { series: series.collect(), x: Positions::Names(pair.iter().map(|series| series.name.clone()).collect()) }
}

fn ends(grid: Grid) -> Grid {
    let last = grid.x.len().saturating_sub(1);
    fn pair<T: Clone>(all: &[T], last: usize) -> Vec<T> {
        if last == 0 { all.to_vec() } else { vec![all[0].clone(), all[last].clone()] }
    }
    let x = match grid.x {
        Positions::Names(all) => Positions::Names(pair(&all, last)),
        Positions::Dates(all) => Positions::Dates(pair(&all, last)),
        Positions::Numbers(all) => Positions::Numbers(pair(&all, last)),
    };
    let series = grid.series.into_iter();
    let series = series.map(|one| Series { values: pair(&one.values, last), ranges: Vec::new(), ..one });
    Grid { x, series: series.collect() }
}

fn extent(spec: &Spec, frame: &Frame) -> Extent {
    let Frame::Grid(grid) = frame else { return Extent::default() };
    let values = grid.series.iter().flat_map(|series| series.values.iter().flatten()).copied();
    Extent { x: None, y: Extent::of_values(values.chain(overlay::reference_values(spec))) }
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    Layout::new(plot, grid).draw()
}

/// What stands at one end of a line.
struct End {
    series: usize,
    y: f64,
    value: String,
    name: Option<Lines>,
}

struct Layout<'a> {
    plot: &'a Plot<'a>,
    grid: &'a Grid,
    inside: Area,
    /// From the value at the lower edge to the value at the upper edge.
    scale: Scale,
    heads: [Lines; 2],
    head: f64,
    /// The labels at the left and at the right.
    ends: [Vec<End>; 2],
    value_width: [f64; 2],
}

#[derive(Clone, Copy)]
enum Scale {
    Linear(Linear),
    Log(Log),
}

impl Scale {
    fn map(self, value: f64) -> f64 {
        match self {
            Self::Linear(scale) => scale.map(value),
            Self::Log(scale) => scale.map(value),
        }
    }
}

/// The radius of the dots at the ends.
const DOT: f64 = 4.0;
/// From a dot to its words, past a leader line.
const TO_WORDS: f64 = 14.0;
/// From a value to its name.
const TO_NAME: f64 = 7.0;
/// The least width that lines have.
const LINES: f64 = 50.0;
/// Values take at most this part of the width at either side.
const LONGEST_VALUE: f64 = 0.22;
/// A label that stands farther from its value is hard to follow.
const FAR: f64 = 40.0;
/// Between two labels.
const GAP: f64 = 3.0;

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, grid: &'a Grid) -> Self {
        let text = &plot.text;
        let half = plot.width / 2.0;
        let heads = [0, 1].map(|at| {
            let words = names::shown(plot, &grid.x, at.min(grid.x.len().saturating_sub(1)));
            text.wrap(&words, half - 8.0, Weight::Bold, 3)
        });
        let lines = heads.iter().map(|lines| lines.lines.len()).max().unwrap_or(1);
        let head = f64::max(text.height(lines) + 10.0, overlay::head_room(plot));
        let mut layout = Self {
            plot,
            grid,
            inside: Area::default(),
            scale: scale(plot, [0.0, 1.0]),
            heads,
            head,
            ends: [Vec::new(), Vec::new()],
            value_width: [0.0; 2],
        };
        let highlighted = !plot.spec.highlight.is_empty();
        layout.label(false);
        let mut needed = layout.needed();
        if highlighted && needed > plot.plot_height() {
            // What is not highlighted goes without words before the drawing becomes a list.
            layout.label(true);
            needed = layout.needed();
        }
        let mut height = plot.plot_height().max(needed);
        layout.set_height(height);
        // Values that lie close together are easier to follow in a taller drawing.
        for _ in 0..3 {
            if plot.spec.height.is_some() || plot.is_panel || layout.farthest() < FAR {
                break;
            }
            height *= 1.25;
            layout.set_height(height);
        }
        layout
    }

    fn set_height(&mut self, height: f64) {
        let (plot, head) = (self.plot, self.head);
        let [left, right] = [0, 1].map(|side| self.width_of(side));
        self.inside = Area::new(left, head, f64::max(plot.width - right, left + 40.0), head + height);
        let inset = plot.text.height(1) / 2.0;
        self.scale = scale(plot, [self.inside.y1 - inset, self.inside.y0 + inset]);
        for (side, ends) in [0, 1].into_iter().zip(&mut self.ends) {
            for end in ends {
                let value = self.grid.series[end.series].values[side];
                end.y = value.map_or(self.inside.y1, |value| self.scale.map(value));
            }
        }
    }

    /// Where the middles of the labels of one side stand.
    fn centers(&self, side: usize) -> Vec<f64> {
        let wanted: Vec<f64> = self.ends[side].iter().map(|end| end.y).collect();
        let sizes: Vec<f64> = self.ends[side].iter().map(|end| self.height_of(side, end)).collect();
        spread(&wanted, &sizes, [self.inside.y0, self.inside.y1], GAP)
    }

    /// How far a label stands from its value at most.
    fn farthest(&self) -> f64 {
        let moved = |side: usize| {
            let centers = self.centers(side).into_iter().zip(&self.ends[side]);
            centers.map(|(center, end)| (center - end.y).abs()).fold(0.0, f64::max)
        };
        f64::max(moved(0), moved(1))
    }

    /// Chooses the words at both ends, of all lines or of those that stand out.
    fn label(&mut self, only_front: bool) {
        let (plot, grid) = (self.plot, self.grid);
        let text = &plot.text;
        let pairs =
            || grid.series.iter().enumerate().flat_map(|(at, one)| [(at, 0, one.values[0]), (at, 1, one.values[1])]);
        let known: Vec<f64> = pairs().filter_map(|(.., value)| value).collect();
        let mut words = self.values(&known).into_iter();
        let mut written: Vec<[String; 2]> = vec![Default::default(); grid.series.len()];
        for (at, side, _) in pairs().filter(|(.., value)| value.is_some()) {
            written[at][side] = words.next().unwrap_or_default();
        }
        let compact = plot.narrow() || plot.is_panel;
        let widest = |side: usize| written.iter().map(|pair| text.width(&pair[side], Weight::Bold)).fold(0.0, f64::max);
        // What values and lines leave is that of the names.
        let left = plot.width - widest(0) - widest(1) - 2.0 * (TO_WORDS + TO_NAME + DOT) - LINES;
        let lacks_right = |one: &Series| one.values[0].is_some() && one.values[1].is_none();
        let shared = grid.series.iter().any(lacks_right);
        // Names below their values begin with the room that these have.
        let limits = match (compact, shared) {
            (true, true) => [widest(0) + left * 0.25, left * 0.75],
            (true, false) => [0.0, left],
            (false, _) => [left / 2.0; 2],
        };
        for side in [0, 1] {
            let mut ends = Vec::new();
            for (series, one) in grid.series.iter().enumerate() {
                if one.values[side].is_none() {
                    continue;
                }
                if only_front && ink(plot, &one.name) == Ink::Muted {
                    continue;
                }
                // Where there is little room a name stands at one end: at the right, unless there is no value there.
                let named = !one.name.is_empty() && (side == 1 || !compact || one.values[1].is_none());
                let limit = if compact { 0.3 } else { 0.22 } * plot.width;
                let longest =
                    one.name.split_whitespace().map(|word| text.width(word, Weight::Regular)).fold(0.0, f64::max);
                let limit = f64::max(limit, longest.min(plot.width * 0.3));
                let limit = limit.min(limits[side]).max(30.0);
                let name = named.then(|| text.wrap(&one.name, limit, weight(plot, &one.name), 6));
                ends.push(End { series, y: 0.0, value: written[series][side].clone(), name });
            }
            let widths = ends.iter().map(|end| text.width(&end.value, Weight::Bold));
            self.value_width[side] = widths.fold(0.0, f64::max);
            self.ends[side] = ends;
        }
    }

    /// All values have as many decimals, so that they compare; where they are too long for the drawing, fewer digits.
    fn values(&self, known: &[f64]) -> Vec<String> {
        let plot = self.plot;
        let writer = Writer::of(plot, Axis::Y);
        let language = plot.text.language;
        let longest =
            |words: &Vec<String>| words.iter().map(|words| plot.text.width(words, Weight::Bold)).fold(0.0, f64::max);
        let exponents = NumberFormat::parse(".2e").ok();
        let exponents = exponents.map(|format| known.iter().map(|value| format.write(*value, language)).collect());
        let forms = [Some(writer.alike(known)), Some(writer.ticks(known)), exponents].into_iter().flatten();
        let forms: Vec<Vec<String>> = forms.collect();
        let short = forms.iter().find(|words| longest(words) <= plot.width * LONGEST_VALUE);
        let shortest = || forms.iter().min_by(|a, b| longest(a).total_cmp(&longest(b)));
        short.or_else(shortest).cloned().unwrap_or_default()
    }

    /// The room that the words of one side take.
    fn width_of(&self, side: usize) -> f64 {
        let names =
            self.ends[side].iter().filter_map(|end| end.name.as_ref()).map(|name| name.width).fold(0.0, f64::max);
        let words = if names == 0.0 {
            self.value_width[side]
        } else if self.is_below(side) {
            f64::max(self.value_width[side], names)
        } else {
            self.value_width[side] + TO_NAME + names
        };
        words + TO_WORDS + DOT
    }

    /// The height that the labels of the fuller side take.
    fn needed(&self) -> f64 {
        let of_side = |side: usize| self.ends[side].iter().map(|end| self.height_of(side, end) + GAP).sum::<f64>();
        f64::max(of_side(0), of_side(1))
    }

    fn height_of(&self, side: usize, end: &End) -> f64 {
        self.plot.text.height(self.lines_of(side, end))
    }

    fn lines_of(&self, side: usize, end: &End) -> usize {
        let names = end.name.as_ref().map_or(0, |name| name.lines.len());
        if self.is_below(side) { names + 1 } else { names.max(1) }
    }

    /// Whether names stand below their values: at the left where there is little room.
    fn is_below(&self, side: usize) -> bool {
        side == 0 && (self.plot.narrow() || self.plot.is_panel)
    }

    fn draw(self) -> Scene {
        let (plot, mut scene) = (self.plot, Scene::default());
        let x = [self.inside.x0, self.inside.x1];
        self.draw_heads(&mut scene);
        let place_x = |written: &str| names::position(&self.grid.x, written).and_then(|at| x.get(at).copied());
        let map_y = |value: f64| self.scale.map(value);
        overlay::bands(&mut scene, plot, &self.inside, 0.0, &place_x, &map_y);
        for x in x {
            scene.rule([x, self.inside.y0], [x, self.inside.y1], Ink::Axis, 1.0);
        }
        let front = |at: &usize| ink(plot, &self.grid.series[*at].name) != Ink::Muted;
        let (front, back): (Vec<usize>, Vec<usize>) = (0..self.grid.series.len()).partition(front);
        for at in back.into_iter().chain(front) {
            self.line(&mut scene, at);
        }
        for side in [0, 1] {
            self.words(&mut scene, side);
        }
        overlay::over(&mut scene, plot, &self.inside, &place_x, &map_y);
        scene.height = self.inside.y1 + 2.0;
        let domain = match self.scale {
            Scale::Linear(scale) => scale.domain,
            Scale::Log(_) => [0.0, 1.0],
        };
        scene.is_cut = domain[0] > 0.0 || domain[1] < 0.0;
        scene
    }

    /// The names of the two positions, each in its half of the drawing.
    fn draw_heads(&self, scene: &mut Scene) {
        let text = &self.plot.text;
        let half = self.plot.width / 2.0;
        let spans = [[0.0, half - 4.0], [half + 4.0, self.plot.width]];
        for ((lines, [from, to]), x) in self.heads.iter().zip(spans).zip([self.inside.x0, self.inside.x1]) {
            let by = lines.width / 2.0;
            let x = x.clamp(from + by, f64::max(to - by, from + by));
            let first = self.head - 8.0 - text.height(lines.lines.len()) + text.ascent();
            for line in text.place_lines(lines, x, first, Anchor::Middle, Ink::Text) {
                scene.text(line);
            }
        }
    }

    fn line(&self, scene: &mut Scene, series: usize) {
        let one = &self.grid.series[series];
        let ink = ink(self.plot, &one.name);
        let width = if ink == Ink::Muted { 1.5 } else { 2.25 };
        let inside = self.inside.y0 - 0.5..=self.inside.y1 + 0.5;
        let point = |side: usize, x: f64| {
            let y = self.scale.map(one.values.get(side).copied().flatten()?);
            inside.contains(&y).then_some([x, y])
        };
        let points = [point(0, self.inside.x0), point(1, self.inside.x1)];
        let of = |side: usize| Datum { series: series as u32, index: side as u32 };
        if let [Some(from), Some(to)] = points {
            scene.mark(of(0), Shape::Line { points: vec![from, to], stroke: ink, width, dashed: false });
        }
        for (side, at) in points.into_iter().enumerate() {
            if let Some(at) = at {
                scene.mark(of(side), Shape::Circle { at, radius: DOT, fill: ink, hollow: false });
            }
        }
    }

    /// The values and names of one side, spread so that none lies on another.
    fn words(&self, scene: &mut Scene, side: usize) {
        let (plot, text, ends) = (self.plot, &self.plot.text, &self.ends[side]);
        let centers = self.centers(side);
        let (edge, away) = if side == 0 { (self.inside.x0, -1.0) } else { (self.inside.x1, 1.0) };
        let anchor = if side == 0 { Anchor::End } else { Anchor::Start };
        for (end, center) in ends.iter().zip(centers) {
            let name = &self.grid.series[end.series].name;
            let colour = match ink(plot, name) {
                Ink::Series(at) if !plot.spec.highlight.is_empty() => Ink::SeriesText(at),
                Ink::Muted => Ink::Soft,
                _ => Ink::Text,
            };
            let first = text.first_baseline(self.lines_of(side, end), center);
            // The leader line comes to the value, which stands in the first line.
            let value_y = first - text.middle();
            if (value_y - end.y).abs() > 4.0 {
                let from = [edge + away * (DOT + 1.0), end.y];
                scene.rule(from, [edge + away * (DOT + TO_WORDS - 3.0), value_y], Ink::Axis, 1.0);
            }
            let x = edge + away * (DOT + TO_WORDS);
            let of = Datum { series: end.series as u32, index: side as u32 };
            scene.text(text.place(&end.value, Weight::Bold, x, first, anchor, colour).about(of));
            let Some(lines) = &end.name else { continue };
            let (x, first) = match self.is_below(side) {
                true => (x, first + text.line_height()),
                false => (x + away * (self.value_width[side] + TO_NAME), first),
            };
            for line in text.place_lines(lines, x, first, anchor, colour) {
                scene.text(line.about(of));
            }
        }
    }
}

fn weight(plot: &Plot<'_>, name: &str) -> Weight {
    let stands_out = !plot.spec.highlight.is_empty() && plot.spec.stands_out(name);
    if stands_out { Weight::Bold } else { Weight::Regular }
}

/// One colour for all lines, or one for each that is highlighted.
fn ink(plot: &Plot<'_>, name: &str) -> Ink {
    if plot.spec.highlight.is_empty() {
        return Ink::Series(0);
    }
    let at = plot.spec.highlight.iter().position(|highlighted| highlighted == name);
    at.map_or(Ink::Muted, |at| Ink::Series((at % 8) as u8))
}

/// From the lowest value to the highest: every end is written, so no axis needs round values.
fn scale(plot: &Plot<'_>, range: [f64; 2]) -> Scale {
    let domain = plot.spec.domain[1].or(plot.extent.y).unwrap_or([0.0, 1.0]);
    if plot.spec.logarithmic[1] && domain[0] > 0.0 {
        return Scale::Log(Log { domain, range });
    }
    Scale::Linear(Linear { domain, range })
}
