//! Scatter: two values of each thing as a point, perhaps a third as its area; named where there is room.

use super::ChartKind;
use super::line::near_zero;
use crate::base::codes;
use crate::base::font::Weight;
use crate::chart::encode::Encoding;
use crate::chart::frame::{Frame, Point};
use crate::chart::layout::point_labels::{self, Wish};
use crate::chart::layout::values::{ValueAxis, Wanted};
use crate::chart::layout::{legend, overlay, sizes};
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape};
use crate::chart::spec::{Axis, Spec};
use rustc_hash::FxHashMap;

pub(super) const KIND: ChartKind = ChartKind {
    name: "scatter",
    about: "how two values of many things go together; bubbles show a third",
    needs: &["x", "y"],
    lying: false,
    from_zero: false,
    joins: false,
    shades: false,
    narrowest: 200.0,
    legend: sizes::of_panels,
    encode,
    extent,
    draw,
};

fn encode(encoding: &mut Encoding<'_>) -> Option<Frame> {
    let (x, y) = (encoding.column("x")?, encoding.column("y")?);
    let [size, color, label] = ["size", "color", "label"].map(|role| encoding.column(role));
    let groups: FxHashMap<String, usize> =
        encoding.groups.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
    let mut points = Vec::new();
    let mut left_out = Vec::new();
    for row in encoding.rows.clone() {
        let at = (encoding.number(x, row), encoding.number(y, row));
        let area = size.map(|size| encoding.number(size, row));
        if let (Some(size), Some(Some(area))) = (size, area)
            && area < 0.0
        {
            let message = format!("the area of a point cannot be {area}, as in the column `{}`", size.name);
            encoding.find(&codes::BAD_CHART, "size", message, "name a column of amounts that are not negative");
            continue;
        }
        // What is not known of a point leaves it without a place, or without an area.
        let ((Some(x), Some(y)), true) = (at, area.is_none_or(|area| area.is_some())) else {
            left_out.push(row + 1);
            continue;
        };
        let group = color.map_or(Some(0), |color| groups.get(&*color.cells[row].text).copied());
        let label = label.map(|label| label.cells[row].text.to_string()).unwrap_or_default();
        points.push(Point { at: [x, y], size: area.flatten(), group: group.unwrap_or(usize::MAX), label });
    }
    // What is no number was told of already.
    if let Some(first) = left_out.first().filter(|_| !encoding.has_error()) {
        let message = match left_out.len() {
            1 => format!("row {first} lacks a value, so that its point has no place"),
            many => format!("{many} rows lack a value, so that their points have no place, the first in row {first}"),
        };
        encoding.find(&codes::NOT_DRAWN, "x", message, "fill the cells, leave the rows out, or say so in `note:`");
    }
    Some(Frame::Points(points))
}

fn extent(spec: &Spec, frame: &Frame) -> Extent {
    let Frame::Points(points) = frame else { return Extent::default() };
    let x = points.iter().map(|point| point.at[0]).chain(overlay::reference_positions(spec));
    let y = points.iter().map(|point| point.at[1]).chain(overlay::reference_values(spec));
    Extent { x: Extent::of_values(x), y: Extent::of_values(y) }
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Points(points) = plot.frame else { return Scene::default() };
    let mut scene = Scene::default();
    let mut top = 0.0;
    if !plot.is_panel {
        if plot.groups.len() > 1 {
            top = legend::draw(&mut scene, plot, &legend::of_groups(plot), 0.0, plot.width) + 6.0;
        }
        top = sizes::draw(&mut scene, plot, top);
    }
    Layout::new(plot, points, top).draw(scene)
}

struct Layout<'a> {
    plot: &'a Plot<'a>,
    points: &'a [Point],
    radii: Vec<f64>,
    inside: Area,
    x: ValueAxis,
    y: ValueAxis,
    top: f64,
}

/// The radius of a point that has no area of its own.
const RADIUS: f64 = 4.5;
/// A smaller disc cannot be seen.
const LEAST: f64 = 1.5;

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, points: &'a [Point], top: f64) -> Self {
        let areas = sizes::scale(plot);
        let radius = |point: &Point| match (areas, point.size) {
            (Some(areas), Some(size)) => areas.map(size).max(LEAST),
            _ => RADIUS,
        };
        let radii: Vec<f64> = points.iter().map(radius).collect();
        // The largest discs stay within the axes.
        let room = radii.iter().copied().fold(RADIUS, f64::max) + 1.0;
        let text = &plot.text;
        let title = title(plot, "y", plot.width);
        let head = top + text.height(title.lines.len()) + f64::max(6.0 + text.ascent(), overlay::head_room(plot) + 4.0);
        let height = plot.plot_height().max(room * 2.0 + 60.0);
        let upright = |y0: f64| axis(plot, Axis::Y, [y0 + height - room, y0 + room]);
        let y = upright(head);
        let x0 = y.width + 8.0;
        let inside = Area::new(x0, head, f64::max(plot.width - 1.0, x0 + 40.0), head + height);
        let mut x = axis(plot, Axis::X, [inside.x0 + room, f64::max(inside.x1 - room, inside.x0 + room + 20.0)]);
        if is_years(plot) {
            x.ticks.retain(|(year, _)| year.fract() == 0.0);
            x.ticks.iter_mut().for_each(|(year, words)| *words = format!("{year}"));
        }
        Self { plot, points, radii, inside, x, y, top }
    }

    fn draw(self, mut scene: Scene) -> Scene {
        let plot = self.plot;
        let text = &plot.text;
        for line in
            text.place_lines(&title(plot, "y", plot.width), 0.0, self.top + text.ascent(), Anchor::Start, Ink::Soft)
        {
            scene.text(line);
        }
        let place_x = |written: &str| {
            let number: f64 = written.trim().replace('\u{2212}', "-").parse().ok()?;
            Some(self.x.scale.map(number)).filter(|x| x.is_finite())
        };
        let map_y = |value: f64| self.y.scale.map(value);
        overlay::bands(&mut scene, plot, &self.inside, 0.0, &place_x, &map_y);
        self.y.draw_standing(&mut scene, plot, self.inside.x0, self.inside.x1);
        let below = self.x.draw_lying(&mut scene, plot, self.inside.y0, self.inside.y1 + 3.0);
        let title = title(plot, "x", plot.width);
        for line in text.place_lines(&title, self.inside.x1, below + 5.0 + text.ascent(), Anchor::End, Ink::Soft) {
            scene.text(line);
        }
        let places = self.marks(&mut scene);
        overlay::over(&mut scene, plot, &self.inside, &place_x, &map_y);
        let wishes = places.iter().filter_map(|(at, place)| self.wish(*at, *place)).collect();
        point_labels::draw(&mut scene, plot, &self.inside, wishes);
        scene.height = below + 5.0 + text.height(title.lines.len());
        scene.is_cut = self.y.is_cut && !plot.spec.logarithmic[1];
        scene
    }

    /// Draws the points, the largest ones first, so that none hides a smaller one; gives their places.
    fn marks(&self, scene: &mut Scene) -> Vec<(usize, [f64; 2])> {
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        let is_front = |at: usize| self.ink(at) != Ink::Muted;
        order.sort_by(|a, b| {
            is_front(*a).cmp(&is_front(*b)).then(self.radii[*b].total_cmp(&self.radii[*a])).then(a.cmp(b))
        });
        let holds = self.inside.grown(0.5);
        let mut places = Vec::with_capacity(order.len());
        for at in order {
            let [x, y] = self.points[at].at;
            let place = [self.x.scale.map(x), self.y.scale.map(y)];
            let is_inside = (holds.x0..=holds.x1).contains(&place[0]) && (holds.y0..=holds.y1).contains(&place[1]);
            if is_inside {
                let shape = Shape::Circle { at: place, radius: self.radii[at], fill: self.ink(at), hollow: false };
                scene.mark(self.datum(at), shape);
                places.push((at, place));
            }
        }
        places
    }

    fn datum(&self, at: usize) -> Datum {
        Datum { series: self.points[at].group.min(u16::MAX.into()) as u32, index: at as u32 }
    }

    /// Where groups are highlighted, theirs; where things are, only those have a colour.
    fn ink(&self, at: usize) -> Ink {
        let (plot, point) = (self.plot, &self.points[at]);
        let of_groups = plot.spec.highlight.iter().any(|highlight| plot.groups.contains(highlight));
        if point.group == usize::MAX || (!of_groups && !plot.spec.stands_out(&point.label)) {
            return Ink::Muted;
        }
        plot.ink(point.group, plot.groups.get(point.group).map_or("", String::as_str))
    }

    fn wish(&self, at: usize, place: [f64; 2]) -> Option<Wish> {
        let point = &self.points[at];
        if point.label.is_empty() {
            return None;
        }
        let stands_out = !self.plot.spec.highlight.is_empty() && self.ink(at) != Ink::Muted;
        let ink = match self.ink(at) {
            Ink::Series(series) => Ink::SeriesText(series),
            _ => Ink::Soft,
        };
        Some(Wish {
            words: point.label.clone(),
            weight: if stands_out { Weight::Bold } else { Weight::Regular },
            ink,
            at: place,
            radius: self.radii[at],
            of: self.datum(at),
            stands_out,
        })
    }
}

/// The name of the column of an axis.
fn title(plot: &Plot<'_>, role: &str, width: f64) -> crate::chart::typography::Lines {
    let name = plot.spec.column_of(role).unwrap_or_default();
    let words = plot.table.column(name).map_or(name, |column| column.label());
    plot.text.wrap(words, width, Weight::Regular, 2)
}

fn is_years(plot: &Plot<'_>) -> bool {
    let column = plot.spec.column_of("x").and_then(|name| plot.table.column(name));
    column.is_some_and(crate::data::Column::looks_like_years) && plot.spec.x_format.is_none()
}

fn axis(plot: &Plot<'_>, axis: Axis, range: [f64; 2]) -> ValueAxis {
    let extent = if axis == Axis::X { plot.extent.x } else { plot.extent.y };
    let years = axis == Axis::X && is_years(plot);
    let logarithmic = plot.spec.logarithmic[usize::from(axis == Axis::Y)];
    let zero = extent.is_some_and(|[low, high]| near_zero(low, high)) && !years && !logarithmic;
    ValueAxis::new(plot, Wanted { axis, extent, zero, range, lying: axis == Axis::X })
}
