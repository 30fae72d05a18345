//! Heatmaps: values as shades, in rows and columns, each cell with its value where that fits.

use super::ChartKind;
use crate::base::font::Weight;
use crate::base::format::date::DateFormat;
use crate::base::format::number::{NumberFormat, decimals_for};
use crate::base::partial_date::PartialDate;
use crate::chart::frame::{Frame, Grid, Positions, Series};
use crate::chart::layout::names::{self, Names};
use crate::chart::layout::ramp::{self, Ramp};
use crate::chart::layout::values::Writer;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scale::Band;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::Axis;
use crate::chart::typography::Lines;

pub(super) const KIND: ChartKind = ChartKind {
    name: "heatmap",
    about: "many values in rows and columns, as shades: patterns rather than sizes",
    needs: &["x", "y"],
    lying: false,
    from_zero: false,
    joins: false,
    shades: true,
    narrowest: 200.0,
    legend: ramp::of_panels,
    encode: |encoding| encoding.matrix().map(Frame::Grid),
    extent: |_, frame| {
        let Frame::Grid(grid) = frame else { return Extent::default() };
        let values = grid.series.iter().flat_map(|series| series.values.iter().flatten());
        Extent { x: None, y: Extent::of_values(values.copied()) }
    },
    draw,
};

/// Names of rows take at most this part of the width; on a phone longer ones stand above their cells.
const WIDEST: f64 = 0.34;

/// Where everything stands.
struct Layout<'a> {
    plot: &'a Plot<'a>,
    grid: &'a Grid,
    ramp: Ramp,
    rows: Vec<Lines>,
    above: bool,
    band: Band,
    /// The height of a cell.
    height: f64,
    /// What each cell says, by row and column; none where it says nothing.
    words: Option<Vec<Vec<Option<String>>>>,
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Grid(grid) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    if grid.series.is_empty() || grid.x.is_empty() {
        return scene;
    }
    let ramp = Ramp::new(plot.extent.y);
    let mut top = 0.0;
    if !plot.is_panel || plot.spec.free_scales {
        let gaps = grid.series.iter().any(|series| series.values.iter().any(Option::is_none));
        top = ramp::draw(&mut scene, plot, &ramp, gaps, top);
    }
    let notes = plot.spec.annotations.iter().map(|note| note.text.clone());
    scene.left_out.extend(notes);
    let layout = Layout::new(plot, grid, ramp);
    let top = layout.names_of_columns(&mut scene, top);
    scene.height = layout.cells(&mut scene, top);
    scene
}

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, grid: &'a Grid, ramp: Ramp) -> Self {
        let text = &plot.text;
        let shown = names_of_rows(plot, grid);
        let widest = shown.iter().map(|name| text.width(name, Weight::Bold)).fold(0.0, f64::max);
        let above = plot.narrow() && widest > plot.width * WIDEST;
        let room = if above { plot.width } else { plot.width * WIDEST };
        let rows: Vec<Lines> = grid
            .series
            .iter()
            .zip(&shown)
            .map(|(series, name)| text.wrap(name, room, weight(plot, &series.name), 4))
            .collect();
        let widest = rows.iter().map(|name| name.width).fold(0.0, f64::max);
        let left = if above { 0.0 } else { widest + 8.0 };
        // Names of dates and numbers stand in the middle of their columns, the last one too.
        let last = match &grid.x {
            Positions::Names(_) => 0.0,
            _ => text.width(&names::shown(plot, &grid.x, grid.x.len() - 1), Weight::Regular),
        };
        let step = (plot.width - left) / grid.x.len() as f64;
        let band = Band::new(grid.x.len(), [left, plot.width - ((last - step) / 2.0).max(0.0)], 0.0);
        let most = if grid.series.len() > 24 { 24.0 } else { 34.0 };
        let height = (band.step() * 0.7).clamp(text.line_height() + 4.0, most);
        let few = grid.x.len() * grid.series.len() <= 400 && band.step() > 16.0;
        let cells = if few { words_of_cells(plot, grid, band.step() - 6.0) } else { None };
        Self { plot, grid, ramp, rows, above, band, height, words: cells }
    }

    /// The names of the columns: side by side, thinned where they have an order of their own, and as numbers with a key
    /// where they do not fit. Gives the upper edge of the cells.
    fn names_of_columns(&self, scene: &mut Scene, top: f64) -> f64 {
        let plot = self.plot;
        if let Some(names) = names::side_by_side(plot, &self.grid.x, &self.band) {
            return draw_names(&names, scene, plot, top);
        }
        let text = &plot.text;
        if let Some(bottom) = self.staggered(scene, top) {
            return bottom;
        }
        let (mut x, mut y) = (0.0, top);
        for at in 0..self.grid.x.len() {
            let number = (at + 1).to_string();
            let indent = text.width(&number, Weight::Bold) + 5.0;
            let name = names::shown(plot, &self.grid.x, at);
            let lines = text.wrap(&name, plot.width - indent, Weight::Regular, 4);
            if x > 0.0 && x + indent + lines.width > plot.width {
                (x, y) = (0.0, y + text.line_height());
            }
            scene.text(text.place(&number, Weight::Bold, x, y + text.ascent(), Anchor::Start, Ink::Text));
            for line in text.place_lines(&lines, x + indent, y + text.ascent(), Anchor::Start, Ink::Text) {
                scene.text(line);
            }
            x += indent + lines.width + 14.0;
            if lines.lines.len() > 1 {
                (x, y) = (0.0, y + text.line_height() * lines.lines.len() as f64);
            }
        }
        let top = if x > 0.0 { y + text.line_height() } else { y } + 8.0;
        let numbers = Positions::Numbers((1..=self.grid.x.len()).map(|number| number as f64).collect());
        names::side_by_side(plot, &numbers, &self.band).map_or(top, |names| draw_names(&names, scene, plot, top))
    }

    /// Short names on two lines in turn, if each has room there; gives the upper edge of the cells.
    fn staggered(&self, scene: &mut Scene, top: f64) -> Option<f64> {
        let (plot, text, step) = (self.plot, &self.plot.text, self.band.step());
        let Positions::Names(names) = &self.grid.x else { return None };
        let widths: Vec<f64> = names.iter().map(|name| text.width(name, Weight::Regular)).collect();
        // Those at the ends move inwards a little where they would stand over an edge.
        let x = |at: usize| self.band.center(at).clamp(widths[at] / 2.0, plot.width - widths[at] / 2.0);
        let fits = |at: usize| widths[at] <= step * 2.0 - 10.0 && (x(at) - self.band.center(at)).abs() <= 4.0;
        if !(0..names.len()).all(fits) {
            return None;
        }
        for (at, name) in names.iter().enumerate() {
            let level = (at % 2) as f64;
            let baseline = top + level * text.line_height() + text.ascent();
            scene.text(text.place(name, Weight::Regular, x(at), baseline, Anchor::Middle, Ink::Soft));
        }
        Some(top + text.height(2) + 4.0)
    }

    /// Draws the rows; gives their lower edge.
    fn cells(&self, scene: &mut Scene, top: f64) -> f64 {
        let plot = self.plot;
        let text = &plot.text;
        let gap = (self.band.step() * 0.08).min(1.0);
        let mut words = Vec::new();
        let mut y = top;
        for (at, series) in self.grid.series.iter().enumerate() {
            let lines = self.rows[at].lines.len();
            let needs = text.height(lines);
            let (y0, y1) = if self.above {
                (y + needs + 3.0, y + needs + 3.0 + self.height)
            } else {
                (y, y + self.height.max(needs + 4.0))
            };
            let middle = f64::midpoint(y0, y1);
            let (x, first, anchor) = if self.above {
                (0.0, y + text.ascent(), Anchor::Start)
            } else {
                (self.band.range[0] - 8.0, text.first_baseline(lines, middle), Anchor::End)
            };
            words.extend(text.place_lines(&self.rows[at], x, first, anchor, Ink::Text));
            for (column, value) in series.values.iter().enumerate() {
                let x = self.band.start(column);
                let area = Area::new(x + gap / 2.0, y0, x + self.band.step() - gap / 2.0, y1 - gap);
                let place = |words: &str, ink| {
                    text.place(words, Weight::Regular, area.center_x(), middle + text.middle(), Anchor::Middle, ink)
                };
                let Some(value) = value else {
                    scene.guide(Shape::Rect { area, fill: Ink::NoData });
                    if area.width() >= text.width(DASH, Weight::Regular) {
                        words.push(place(DASH, Ink::OnNoData));
                    }
                    continue;
                };
                let of = Datum { series: at as u32, index: column as u32 };
                let [fill, on] = self.ramp.inks(*value);
                scene.mark(of, Shape::Rect { area, fill });
                if let Some(said) = self.words.as_ref().and_then(|words| words[at][column].as_ref()) {
                    words.push(place(said, on).about(of));
                }
            }
            y = if self.above { y1 + 8.0 } else { y1 };
        }
        // Words after all shapes: what has one look is written as one piece.
        words.into_iter().for_each(|words| scene.text(words));
        if self.above { y - 8.0 } else { y }
    }
}

/// The names of the rows as readers see them: dates in words, if all are dates.
fn names_of_rows(plot: &Plot<'_>, grid: &Grid) -> Vec<String> {
    let dates: Option<Vec<PartialDate>> = grid.series.iter().map(|series| PartialDate::parse(&series.name)).collect();
    match dates {
        Some(dates) => dates.into_iter().map(|date| DateFormat::Day.write(date, plot.text.language)).collect(),
        None => grid.series.iter().map(|series| series.name.clone()).collect(),
    }
}

/// What cells of this width say: values as the data has them, else alike and with three digits that count, or with fewer.
fn words_of_cells(plot: &Plot<'_>, grid: &Grid, width: f64) -> Option<Vec<Vec<Option<String>>>> {
    let values: Vec<f64> = grid.series.iter().flat_map(|series| series.values.iter().flatten()).copied().collect();
    let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let needed = decimals_for(&values);
    let is_plain = plot.spec.format.is_none() && (1e-3..1e6).contains(&largest);
    let magnitude = if is_plain { libm::log10(largest).floor() as i32 } else { 0 };
    let digits = |count: i32| usize::try_from(count - 1 - magnitude).unwrap_or(0);
    let exact = !is_plain || needed <= digits(3);
    let writer = Writer::of(plot, Axis::Y);
    let rounded = (digits(2)..=digits(3)).rev().filter(|decimals| is_plain && *decimals < needed).map(Some);
    exact.then_some(None).into_iter().chain(rounded).find_map(|decimals| {
        let write = |value: f64| match decimals {
            Some(decimals) => NumberFormat::default().with_decimals(decimals).write(value, plot.text.language),
            None => writer.value(value),
        };
        let row = |series: &Series| series.values.iter().map(|value| value.map(write)).collect();
        let all: Vec<Vec<Option<String>>> = grid.series.iter().map(row).collect();
        let fits = |words: &String| plot.text.width(words, Weight::Regular) <= width;
        all.iter().flatten().flatten().all(fits).then_some(all)
    })
}

/// What stands in a cell of which nothing is known.
const DASH: &str = "\u{2013}";

fn draw_names(names: &Names, scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    names.draw(scene, plot, top) + 4.0
}

/// Rows that stand out have heavier names: shades are taken by the values.
fn weight(plot: &Plot<'_>, name: &str) -> Weight {
    if !plot.spec.highlight.is_empty() && plot.spec.stands_out(name) { Weight::Bold } else { Weight::Regular }
}
