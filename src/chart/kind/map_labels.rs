//! Words about places of a map → where they stand: on the place where it is large enough, else in the nearest free place,
//! with a line that leads to it.

use crate::base::font::Weight;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Item, Scene, Shape};

/// Words that want a place.
pub(super) struct Wanted {
    /// The words.
    pub(super) words: String,
    /// The value, which stands below them; empty where there is none.
    pub(super) value: String,
    /// Where the place is.
    pub(super) anchor: [f64; 2],
    /// The place.
    pub(super) of: Datum,
    /// The colour of words on it.
    pub(super) on: Ink,
}

/// A ring of land with the box around it.
struct Land {
    area: Area,
    shape: Shape,
    of: Option<Datum>,
}

/// Labels are tried in these directions.
const DIRECTIONS: usize = 24;
/// Pixels between two rings of tries, and how many rings there are.
const STEP: f64 = 7.0;
const STEPS: usize = 40;
/// What a pixel of a leader over other places counts, beside its length, and what it counts to stand on land of which
/// nothing is known instead of in the sea.
const CROSSING: f64 = 1.5;
const ON_LAND: f64 = 25.0;
/// A leader over more pixels of other places than this would mislead.
const MOST_CROSSED: f64 = 60.0;

/// What is taken already.
struct Search {
    land: Vec<Land>,
    taken: Vec<Area>,
    leaders: Vec<[[f64; 2]; 2]>,
    inside: Area,
}

/// A place for words.
struct Found {
    /// How far from good it is.
    cost: f64,
    area: Area,
    /// Whether it is on the place itself.
    home: bool,
}

/// Draws the words within `[x0, y0, x1, y1]`; those without a place are told of.
pub(super) fn draw(scene: &mut Scene, plot: &Plot<'_>, wanted: &[Wanted], [x0, y0, x1, y1]: [f64; 4]) {
    if wanted.is_empty() {
        return;
    }
    let mut search = Search {
        land: scene.items.iter().filter_map(land).collect(),
        taken: scene.texts().map(|text| text.area).collect(),
        leaders: Vec::new(),
        inside: Area { x0, y0, x1, y1 },
    };
    for want in wanted {
        let text = &plot.text;
        let room = plot.width * 0.3;
        let mut below = text.wrap(&want.words, room, Weight::Bold, 3);
        let mut forms = Vec::with_capacity(2);
        if !want.value.is_empty() {
            forms.push(text.wrap(&format!("{} {}", want.words, want.value), room, Weight::Bold, 3));
            below.lines.push(want.value.clone());
            below.width = below.width.max(text.width(&want.value, Weight::Bold));
        }
        forms.insert(0, below);
        let tried = forms.into_iter().filter_map(|lines| {
            let size = [lines.width, text.height(lines.lines.len())];
            search.find(want, size).map(|found| (found, lines))
        });
        let Some((Found { area, home, .. }, lines)) = tried.min_by(|a, b| a.0.cost.total_cmp(&b.0.cost)) else {
            scene.left_out.push(want.words.clone());
            continue;
        };
        if !home {
            let end = near(&area, want.anchor);
            search.leaders.push([want.anchor, end]);
            scene.rule(want.anchor, end, Ink::Text, 1.0);
            // A small state is a circle itself.
            let is_circle = |land: &Land| land.of == Some(want.of) && matches!(land.shape, Shape::Circle { .. });
            if !search.land.iter().any(is_circle) {
                scene.guide(Shape::Circle { at: want.anchor, radius: 2.0, fill: Ink::Text, hollow: false });
            }
        }
        // The words fill the place that was found for them to its edges.
        let first = area.y0 + text.ascent();
        let ink = if home { want.on } else { Ink::Text };
        for line in text.place_lines(&lines, area.center_x(), first, Anchor::Middle, ink) {
            let line = line.about(want.of);
            scene.text(if home { line } else { line.rimmed() });
        }
        search.taken.push(area);
    }
}

impl Search {
    /// The best place for words of this size.
    fn find(&self, want: &Wanted, size: [f64; 2]) -> Option<Found> {
        let around =
            |[x, y]: [f64; 2]| Area::new(x - size[0] / 2.0, y - size[1] / 2.0, x + size[0] / 2.0, y + size[1] / 2.0);
        let area = around(want.anchor);
        let is_home = self.land.iter().any(|land| land.of == Some(want.of) && holds(&land.shape, &area));
        if is_home && self.is_apart(&area) && !meets(&self.land, &area, Some(want.of), true) {
            return Some(Found { cost: 0.0, area, home: true });
        }
        let mut best: Option<Found> = None;
        for (away, center) in tries(want.anchor, size) {
            if best.as_ref().is_some_and(|best| best.cost <= away) {
                break;
            }
            let area = around(center);
            let line = [want.anchor, near(&area, want.anchor)];
            let is_free = self.is_apart(&area)
                && !meets(&self.land, &area.grown(2.0), None, false)
                && !self.taken.iter().any(|other| other.grown(1.0).crossed_by(line[0], line[1]));
            if !is_free {
                continue;
            }
            let crossed = crossed(&self.land, line, want.of);
            let cost = away + crossed * CROSSING + on_land(&self.land, &area) * ON_LAND;
            if crossed <= MOST_CROSSED && best.as_ref().is_none_or(|best| cost < best.cost) {
                best = Some(Found { cost, area, home: false });
            }
        }
        best
    }

    /// Whether nothing but the map is there.
    fn is_apart(&self, area: &Area) -> bool {
        let inside = &self.inside;
        area.x0 >= inside.x0
            && area.y0 >= inside.y0
            && area.x1 <= inside.x1
            && area.y1 <= inside.y1
            && !self.taken.iter().any(|other| other.meets(area, 3.0))
            && !self.leaders.iter().any(|[a, b]| area.grown(2.0).crossed_by(*a, *b))
    }
}

/// Centres around a place, the nearest first, each with how far away it is.
fn tries(anchor: [f64; 2], size: [f64; 2]) -> impl Iterator<Item = (f64, [f64; 2])> {
    (1..=STEPS).flat_map(move |step| {
        (0..DIRECTIONS).map(move |direction| {
            let angle = direction as f64 / DIRECTIONS as f64 * std::f64::consts::TAU;
            let away = step as f64 * STEP;
            let (dx, dy) = (libm::cos(angle), libm::sin(angle));
            let x = anchor[0] + dx * (away + size[0] / 2.0);
            (away, [x, anchor[1] + dy * (away + size[1] / 2.0)])
        })
    })
}

/// How many pixels of a line lie on other places of which something is known.
fn crossed(land: &[Land], [a, b]: [[f64; 2]; 2], own: Datum) -> f64 {
    const EVERY: f64 = 3.0;
    let steps = (libm::hypot(b[0] - a[0], b[1] - a[1]) / EVERY) as usize;
    let foreign =
        land.iter().filter(|land| land.of.is_some_and(|of| of != own) && land.area.grown(1.0).crossed_by(a, b));
    let at = |step: usize| {
        let part = step as f64 / steps as f64;
        let [x, y] = [0, 1].map(|axis| a[axis] + part * (b[axis] - a[axis]));
        Area { x0: x, y0: y, x1: x, y1: y }.grown(0.5)
    };
    let on = |land: &Land| (1..steps).filter(|step| land.shape.meets(&at(*step))).count();
    foreign.map(on).sum::<usize>() as f64 * EVERY
}

/// One where an area lies on land, nothing where it lies in the sea.
fn on_land(land: &[Land], area: &Area) -> f64 {
    f64::from(u8::from(meets(land, &area.grown(2.0), None, true)))
}

/// The point of an area that is nearest to a place.
fn near(area: &Area, [x, y]: [f64; 2]) -> [f64; 2] {
    [x.clamp(area.x0 - 2.0, area.x1 + 2.0), y.clamp(area.y0 - 1.0, area.y1 + 1.0)]
}

fn meets(land: &[Land], area: &Area, own: Option<Datum>, all: bool) -> bool {
    let counts = |land: &&Land| (all || land.of.is_some()) && (own.is_none() || land.of != own);
    land.iter().filter(counts).any(|land| land.area.meets(area, 0.0) && land.shape.meets(area))
}

/// Whether a shape covers all of an area: no edge runs through it, and a corner is inside.
fn holds(shape: &Shape, area: &Area) -> bool {
    let Shape::Polygon { rings, .. } = shape else { return false };
    let crosses =
        |ring: &Vec<[f64; 2]>| (0..ring.len()).any(|at| area.crossed_by(ring[at], ring[(at + 1) % ring.len()]));
    crate::chart::scene::inside(rings, [area.x0, area.y0]) && !rings.iter().any(crosses)
}

fn land(item: &Item) -> Option<Land> {
    let (shape, of) = match item {
        Item::Mark { shape, of } => (shape, Some(*of)),
        Item::Guide(shape) => (shape, None),
        Item::Text(_) => return None,
    };
    let area = match shape {
        Shape::Polygon { rings, .. } => {
            let mut points = rings.first()?.iter();
            let [x, y] = *points.next()?;
            let first = Area { x0: x, y0: y, x1: x, y1: y };
            points.fold(first, |area, [x, y]| Area {
                x0: area.x0.min(*x),
                y0: area.y0.min(*y),
                x1: area.x1.max(*x),
                y1: area.y1.max(*y),
            })
        }
        Shape::Circle { at: [x, y], radius, .. } => Area { x0: *x, y0: *y, x1: *x, y1: *y }.grown(*radius),
        _ => return None,
    };
    Some(Land { area, shape: shape.clone(), of })
}
