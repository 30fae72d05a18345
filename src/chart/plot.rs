//! What every kind of chart is given to draw one panel, and the drawing of a whole chart from its panels.

use super::Chart;
use super::Panel;
use super::facet;
use super::frame::Frame;
use super::layout::overlay;
use super::scene::{Ink, Item, Scene, Shape};
use super::spec::Spec;
use super::typography::Typography;
use crate::data::Table;

/// A panel that is to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Plot<'a> {
    /// What the author asks for.
    pub spec: &'a Spec,
    /// The names of the chart's series or groups, over all panels.
    pub groups: &'a [String],
    /// The data.
    pub frame: &'a Frame,
    /// All panels of the chart; one where it is not made of small multiples.
    pub panels: &'a [Panel],
    /// The table that it is from, for the names of its columns and for what all panels share.
    pub table: &'a Table,
    /// The width of the drawing, in pixels.
    pub width: f64,
    /// How its text is set.
    pub text: Typography<'a>,
    /// What its axes must hold.
    pub extent: Extent,
    /// Whether it is one of several panels: the legend is the chart's, the height is less.
    pub is_panel: bool,
}

/// From where to where values go, on the axis of positions where that is one of numbers, and on the axis of values.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// Positions.
    pub x: Option<[f64; 2]>,
    /// Values.
    pub y: Option<[f64; 2]>,
}

impl Extent {
    /// That of values alone.
    pub fn of_values(values: impl IntoIterator<Item = f64>) -> Option<[f64; 2]> {
        values.into_iter().filter(|value| value.is_finite()).fold(None, |extent, value| match extent {
            None => Some([value, value]),
            Some([low, high]) => Some([low.min(value), high.max(value)]),
        })
    }

    /// One that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let both = |a: Option<[f64; 2]>, b: Option<[f64; 2]>| Self::of_values(a.into_iter().chain(b).flatten());
        Self { x: both(self.x, other.x), y: both(self.y, other.y) }
    }
}

/// Below this width a drawing is laid out for a phone.
const NARROW: f64 = 480.0;

impl<'a> Plot<'a> {
    /// The data of all panels that share its scale, its own among them: what they all must have room for decides where
    /// values stand in each of them.
    pub fn alike(&self) -> impl Iterator<Item = &'a Frame> + use<'a> {
        let shares = self.is_panel && !self.spec.free_scales;
        let others = if shares { self.panels } else { &[] };
        let own = if shares { None } else { Some(self.frame) };
        own.into_iter().chain(others.iter().map(|panel| &panel.frame))
    }
}

impl Plot<'_> {
    /// Whether it is laid out for a phone.
    pub fn narrow(&self) -> bool {
        self.width < NARROW
    }

    /// The height of the part between the axes.
    pub fn plot_height(&self) -> f64 {
        let usual = if self.is_panel {
            (self.width * 0.62).clamp(110.0, 190.0)
        } else if self.narrow() {
            220.0
        } else {
            (self.width * 0.46).clamp(240.0, 340.0)
        };
        match self.spec.height {
            Some(height) if self.is_panel => height.min(usual * 1.5),
            Some(height) if self.narrow() => height.min(420.0),
            Some(height) => height,
            None => usual,
        }
    }

    /// The colour of the marks of a series or a group.
    pub fn ink(&self, index: usize, name: &str) -> Ink {
        self.coloured(index, name, Ink::Series, Ink::Muted)
    }

    /// The colour of words beside the marks of a series or a group.
    pub fn text_ink(&self, index: usize, name: &str) -> Ink {
        self.coloured(index, name, Ink::SeriesText, Ink::Soft)
    }

    /// The colour of words on top of the marks of a series or a group.
    pub fn on_ink(&self, index: usize, name: &str) -> Ink {
        self.coloured(index, name, Ink::OnSeries, Ink::OnMuted)
    }

    /// What is highlighted has the colours in the order of the highlights; where nothing is, each has its own.
    fn coloured(&self, index: usize, name: &str, ink: fn(u8) -> Ink, muted: Ink) -> Ink {
        let highlights = &self.spec.highlight;
        // Where it is positions that are highlighted, all series keep their colours.
        if !highlights.iter().any(|highlight| self.groups.contains(highlight)) {
            return ink((index % 8) as u8);
        }
        match highlights.iter().position(|highlight| highlight == name) {
            Some(at) => ink((at % 8) as u8),
            None => muted,
        }
    }
}

/// Puts words in front of all shapes, and a rim around those that a line would run through.
fn in_front(scene: &mut Scene) {
    let (mut texts, shapes): (Vec<Item>, Vec<Item>) =
        std::mem::take(&mut scene.items).into_iter().partition(|item| matches!(item, Item::Text(_)));
    let shapes = broken_at(shapes, &texts);
    for item in &mut texts {
        if let Item::Text(text) = item
            && !text.ink.is_on_mark()
            && shapes
                .iter()
                .any(|shape| matches!(shape, Item::Guide(shape @ Shape::Line { .. }) if shape.meets(&text.area)))
        {
            text.rim = true;
        }
    }
    scene.items = shapes;
    scene.items.append(&mut texts);
}

/// How far a line that is broken at words stays away from them.
const AROUND_WORDS: f64 = 3.0;

/// Breaks upright and level lines of reference, and those of zero, where words stand: no line runs through words.
fn broken_at(shapes: Vec<Item>, texts: &[Item]) -> Vec<Item> {
    let mut whole = Vec::with_capacity(shapes.len());
    for item in shapes {
        let Item::Guide(Shape::Line { points, stroke, width, dashed }) = &item else {
            whole.push(item);
            continue;
        };
        let axis = match points[..] {
            [a, b] if a[0] == b[0] => 1,
            [a, b] if a[1] == b[1] => 0,
            _ => 2,
        };
        if axis == 2 || !matches!(stroke, Ink::Reference | Ink::Axis) {
            whole.push(item);
            continue;
        }
        let [from, to] = [points[0], points[1]];
        let mut holes: Vec<[f64; 2]> = Vec::new();
        for text in texts {
            let Item::Text(text) = text else { continue };
            // Leader lines and ticks end at words, and stay whole.
            let near = if *stroke == Ink::Reference { text.area.grown(1.0) } else { text.area };
            if near.crossed_by(from, to) {
                let area = text.area.grown(AROUND_WORDS);
                holes.push(if axis == 0 { [area.x0, area.x1] } else { [area.y0, area.y1] });
            }
        }
        if holes.is_empty() {
            whole.push(item);
            continue;
        }
        holes.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let (mut at, end) = (from[axis].min(to[axis]), from[axis].max(to[axis]));
        for [begins, ends] in holes.into_iter().chain([[end, end]]) {
            let piece_end = begins.min(end);
            if piece_end - at >= 1.0 {
                let (mut a, mut b) = (from, to);
                (a[axis], b[axis]) = (at, piece_end);
                let line = Shape::Line { points: vec![a, b], stroke: *stroke, width: *width, dashed: *dashed };
                whole.push(Item::Guide(line));
            }
            at = at.max(ends);
        }
    }
    whole
}

/// What lines of reference and bands ask of the axis of values: where the author does not say how far it goes, it holds
/// them. What is shown in shades has no such axis.
fn laid_over(chart: &Chart) -> Extent {
    let spec = &chart.spec;
    let y = if spec.kind.shades || spec.domain[1].is_some() {
        None
    } else {
        Extent::of_values(overlay::reference_values(spec).chain(overlay::band_values(spec)))
    };
    Extent { x: None, y }
}

/// Draws a chart in one width.
pub fn draw(chart: &Chart, width: f64, text: Typography<'_>) -> Scene {
    let extents: Vec<Extent> =
        chart.panels.iter().map(|panel| (chart.spec.kind.extent)(&chart.spec, &panel.frame)).collect();
    let laid_over = laid_over(chart);
    let extents: Vec<Extent> = extents.into_iter().map(|extent| extent.with(laid_over)).collect();
    let shared = extents.iter().fold(Extent::default(), |all, extent| all.with(*extent));
    let plot = |panel: usize, width: f64, is_panel: bool| Plot {
        spec: &chart.spec,
        groups: &chart.groups,
        frame: &chart.panels[panel].frame,
        panels: &chart.panels,
        table: &chart.table,
        width,
        text,
        extent: if chart.spec.free_scales { extents[panel] } else { shared },
        is_panel,
    };
    let mut scene = match chart.panels.len() {
        0 => Scene::default(),
        1 if !chart.faceted => (chart.spec.kind.draw)(&plot(0, width, false)),
        _ => facet::draw(chart, width, text, &plot),
    };
    in_front(&mut scene);
    scene.width = width;
    scene.height = scene.height.ceil();
    scene.text_size = text.size;
    scene
}
