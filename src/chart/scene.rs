//! What a drawing is made of: shapes and words with their places, in CSS pixels from the upper left corner.
//!
//! A scene says what is where and which token colours it, never which colour that is: light, dark, print and stand-alone
//! files are the business of whoever writes it. Text is horizontal; there is no way to turn it.

use crate::base::font::Weight;

/// A drawing of one width.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// The size of all its text.
    pub text_size: f64,
    /// Shapes and words, the hindmost first.
    pub items: Vec<Item>,
    /// Whether an axis of values begins elsewhere than at zero, which readers must be told.
    pub is_cut: bool,
    /// Words of the author's that found no free place.
    pub left_out: Vec<String>,
}

/// A rectangle, `x1 >= x0` and `y1 >= y0`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// The left edge.
    pub x0: f64,
    /// The upper edge.
    pub y0: f64,
    /// The right edge.
    pub x1: f64,
    /// The lower edge.
    pub y1: f64,
}

impl Area {
    /// A rectangle of two opposite corners, in whatever order.
    pub fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// The middle from left to right.
    pub fn center_x(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }

    /// The middle from top to bottom.
    pub fn center_y(&self) -> f64 {
        (self.y0 + self.y1) / 2.0
    }

    /// True where the two share more than an edge; `gap` is how far apart they must be.
    pub fn meets(&self, other: &Self, gap: f64) -> bool {
        self.x0 < other.x1 + gap && other.x0 < self.x1 + gap && self.y0 < other.y1 + gap && other.y0 < self.y1 + gap
    }

    /// True where the segment from `a` to `b` passes through.
    pub fn crossed_by(&self, a: [f64; 2], b: [f64; 2]) -> bool {
        // Liang and Barsky, "A new concept and method for line clipping", 1984.
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (p, q) in [(-dx, a[0] - self.x0), (dx, self.x1 - a[0]), (-dy, a[1] - self.y0), (dy, self.y1 - a[1])] {
            if p == 0.0 {
                if q <= 0.0 {
                    return false;
                }
            } else if p < 0.0 {
                from = from.max(q / p);
            } else {
                to = to.min(q / p);
            }
        }
        from < to
    }

    /// The same rectangle, larger by `by` on each side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// The same rectangle elsewhere.
    #[must_use]
    pub fn moved(&self, dx: f64, dy: f64) -> Self {
        Self { x0: self.x0 + dx, y0: self.y0 + dy, x1: self.x1 + dx, y1: self.y1 + dy }
    }
}

/// What something is coloured with. [`super::palette`] says which colour a token is, in light and in dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ink {
    /// The ground.
    Ground,
    /// The mark of a series, from 0 to 7.
    Series(u8),
    /// Words about a series: the same hue, dark enough to be read.
    SeriesText(u8),
    /// Words on top of the mark of a series.
    OnSeries(u8),
    /// The mark of what is not highlighted.
    Muted,
    /// Words on top of a muted mark.
    OnMuted,
    /// Words that matter.
    Text,
    /// Words of axes and of what is not highlighted.
    Soft,
    /// Light lines behind the marks.
    Grid,
    /// The line of zero, ticks, leader lines.
    Axis,
    /// A shaded span behind the marks.
    Band,
    /// A line of reference.
    Reference,
    /// A step of a sequence from low to high, from 0 to 6.
    Ramp(u8),
    /// Words on top of a step of the sequence.
    OnRamp(u8),
    /// A step from one extreme to the other, from 0 to 6; 3 is the middle.
    Diverging(u8),
    /// Words on top of a step between extremes.
    OnDiverging(u8),
    /// A place for which nothing is known.
    NoData,
    /// Words on top of such a place.
    OnNoData,
    /// The uncertainty around a line: the hue of a series, light.
    Range(u8),
}

impl Ink {
    /// Whether it is for words on top of marks, whose ground is the mark.
    pub fn is_on_mark(self) -> bool {
        matches!(self, Self::OnSeries(_) | Self::OnMuted | Self::OnRamp(_) | Self::OnDiverging(_) | Self::OnNoData)
    }
}

/// Which piece of data a shape shows or a word is about. A word may lie on its own marks and on no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Datum {
    /// The series, the place, the event.
    pub series: u32,
    /// The position in it.
    pub index: u32,
}

/// A shape or words.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A shape that shows data.
    Mark {
        /// The shape.
        shape: Shape,
        /// What it shows.
        of: Datum,
    },
    /// A shape that helps to read: gridlines, axes, leader lines, swatches.
    Guide(Shape),
    /// Words.
    Text(Text),
}

/// A shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Its colour.
        fill: Ink,
    },
    /// A filled circle with a thin edge in the colour of the ground.
    Circle {
        /// The centre.
        at: [f64; 2],
        /// The radius.
        radius: f64,
        /// Its colour.
        fill: Ink,
        /// Whether it is only an outline.
        hollow: bool,
    },
    /// A line of straight pieces.
    Line {
        /// Its corners.
        points: Vec<[f64; 2]>,
        /// Its colour.
        stroke: Ink,
        /// Its width.
        width: f64,
        /// Whether it is dashed.
        dashed: bool,
    },
    /// A filled outline of one ring or several, with even-odd holes.
    Polygon {
        /// The rings.
        rings: Vec<Vec<[f64; 2]>>,
        /// Its colour.
        fill: Ink,
    },
    /// A ribbon between two vertical edges, as flows are drawn: the upper corners, and how high it is at both ends.
    Ribbon {
        /// The upper left corner.
        from: [f64; 2],
        /// The upper right corner.
        to: [f64; 2],
        /// Its height.
        height: f64,
        /// Its colour, shown half transparent.
        fill: Ink,
    },
}

/// Which end of the words stands at their `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// One line of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where they are anchored, from left to right.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The words.
    pub words: String,
    /// Which end stands at `x`.
    pub anchor: Anchor,
    /// Their colour.
    pub ink: Ink,
    /// How heavy they are.
    pub weight: Weight,
    /// What they cover, measured with the allowance.
    pub area: Area,
    /// Whether they have a rim in the colour of the ground, so that a gridline does not run through them.
    pub rim: bool,
    /// What they are about, if that is one piece of data.
    pub of: Option<Datum>,
}

impl Scene {
    /// Draws a shape of data.
    pub fn mark(&mut self, of: Datum, shape: Shape) {
        self.items.push(Item::Mark { shape, of });
    }

    /// Draws a shape that helps to read.
    pub fn guide(&mut self, shape: Shape) {
        self.items.push(Item::Guide(shape));
    }

    /// A straight line that helps to read.
    pub fn rule(&mut self, from: [f64; 2], to: [f64; 2], stroke: Ink, width: f64) {
        self.guide(Shape::Line { points: vec![from, to], stroke, width, dashed: false });
    }

    /// Draws words.
    pub fn text(&mut self, text: Text) {
        self.items.push(Item::Text(text));
    }

    /// All words.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
    }

    /// All shapes of data, each with what it shows.
    pub fn marks(&self) -> impl Iterator<Item = (&Shape, Datum)> {
        self.items.iter().filter_map(|item| match item {
            Item::Mark { shape, of } => Some((shape, *of)),
            _ => None,
        })
    }

    /// Puts another scene into this one.
    pub fn place(&mut self, other: Scene, dx: f64, dy: f64, panel: u32) {
        self.items.extend(other.items.into_iter().map(|item| item.moved(dx, dy, panel)));
        self.left_out.extend(other.left_out);
        self.is_cut |= other.is_cut;
    }
}

/// Panels of small multiples keep their data apart by this much.
const PANEL: u32 = 1 << 16;

impl Item {
    fn moved(self, dx: f64, dy: f64, panel: u32) -> Self {
        let away = |of: Datum| Datum { series: of.series + panel * PANEL, ..of };
        match self {
            Self::Mark { shape, of } => Self::Mark { shape: shape.moved(dx, dy), of: away(of) },
            Self::Guide(shape) => Self::Guide(shape.moved(dx, dy)),
            Self::Text(text) => Self::Text(Text {
                x: text.x + dx,
                y: text.y + dy,
                area: text.area.moved(dx, dy),
                of: text.of.map(away),
                ..text
            }),
        }
    }
}

impl Shape {
    fn moved(mut self, dx: f64, dy: f64) -> Self {
        let shift = |at: &mut [f64; 2]| *at = [at[0] + dx, at[1] + dy];
        match &mut self {
            Self::Rect { area, .. } => *area = area.moved(dx, dy),
            Self::Circle { at, .. } => shift(at),
            Self::Line { points, .. } => points.iter_mut().for_each(shift),
            Self::Polygon { rings, .. } => rings.iter_mut().flatten().for_each(shift),
            Self::Ribbon { from, to, .. } => {
                shift(from);
                shift(to);
            }
        }
        self
    }

    /// True where the shape covers a part of `area`: what must not happen to words that are about something else.
    pub fn meets(&self, area: &Area) -> bool {
        match self {
            Self::Rect { area: own, .. } => own.meets(area, 0.0) && own.width() > 0.0 && own.height() > 0.0,
            Self::Circle { at, radius, .. } => {
                let near = [at[0].clamp(area.x0, area.x1), at[1].clamp(area.y0, area.y1)];
                libm::hypot(near[0] - at[0], near[1] - at[1]) < *radius
            }
            Self::Line { points, width, .. } => {
                let grown = area.grown(width / 2.0);
                points.windows(2).any(|pair| grown.crossed_by(pair[0], pair[1]))
            }
            Self::Polygon { rings, .. } => {
                let corners = [[area.x0, area.y0], [area.x1, area.y0], [area.x0, area.y1], [area.x1, area.y1]];
                let edges = |ring: &Vec<[f64; 2]>| {
                    let closing = ring.last().copied().zip(ring.first().copied());
                    ring.windows(2).any(|pair| area.crossed_by(pair[0], pair[1]))
                        || closing.is_some_and(|(a, b)| area.crossed_by(a, b))
                };
                // Most of a map is far from most of its words.
                let near = |axis: usize, from: f64, to: f64| {
                    let mut points = rings.first().into_iter().flatten().map(|point| point[axis]);
                    let first = points.next().unwrap_or(f64::NAN);
                    let (low, high) = points.fold((first, first), |(low, high), at| (low.min(at), high.max(at)));
                    low < to && from < high
                };
                if !near(0, area.x0, area.x1) || !near(1, area.y0, area.y1) {
                    return false;
                }
                rings.iter().any(edges) || corners.iter().any(|corner| inside(rings, *corner))
            }
            Self::Ribbon { from, to, height, .. } => {
                let around = Area::new(from[0], from[1].min(to[1]), to[0], from[1].max(to[1]) + height);
                if !around.meets(area, 0.0) {
                    return false;
                }
                let (top, bottom) =
                    (ribbon_curve(*from, *to), ribbon_curve(from_below(*from, *height), from_below(*to, *height)));
                let polygon: Vec<[f64; 2]> = top.into_iter().chain(bottom.into_iter().rev()).collect();
                Self::Polygon { rings: vec![polygon], fill: Ink::Muted }.meets(area)
            }
        }
    }
}

fn from_below(at: [f64; 2], height: f64) -> [f64; 2] {
    [at[0], at[1] + height]
}

/// The edge of a ribbon: d3-shape's `linkHorizontal`, a Bézier curve with its handles half way, as straight pieces.
fn ribbon_curve(from: [f64; 2], to: [f64; 2]) -> Vec<[f64; 2]> {
    let middle = (from[0] + to[0]) / 2.0;
    let controls = [from, [middle, from[1]], [middle, to[1]], to];
    (0..=16)
        .map(|step| {
            let t = f64::from(step) / 16.0;
            let weights = [(1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3)];
            [0, 1].map(|axis| (0..4).map(|i| weights[i] * controls[i][axis]).sum())
        })
        .collect()
}

/// Whether a point is inside of rings, by the even-odd rule.
pub fn inside(rings: &[Vec<[f64; 2]>], at: [f64; 2]) -> bool {
    let crossings = |ring: &Vec<[f64; 2]>| {
        (0..ring.len())
            .filter(|i| {
                let (a, b) = (ring[*i], ring[(*i + 1) % ring.len()]);
                (a[1] > at[1]) != (b[1] > at[1]) && at[0] < (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]) + a[0]
            })
            .count()
    };
    rings.iter().map(crossings).sum::<usize>() % 2 == 1
}
