//! Names of points → places beside them that lie on no point and on no other name; what finds none goes without.

use crate::base::font::Weight;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Datum, Ink, Item, Scene, Shape};
use rustc_hash::FxHashMap;

/// A point that would have its name beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// The name.
    pub words: String,
    /// How heavy it is.
    pub weight: Weight,
    /// Its colour.
    pub ink: Ink,
    /// The centre of the point.
    pub at: [f64; 2],
    /// Its radius.
    pub radius: f64,
    /// Which point it is.
    pub of: Datum,
    /// Whether it is named before others.
    pub stands_out: bool,
}

/// The side of a cell of the grid in which what is in the way is looked up.
const CELL: f64 = 48.0;

/// What is in the way, by the cells that it touches: a name asks its neighbours, not all points.
struct Ground {
    shapes: Vec<Shape>,
    cells: FxHashMap<(i32, i32), Vec<u32>>,
}

impl Ground {
    /// Everything of a scene that words must not lie on.
    fn of(scene: &Scene) -> Self {
        let mut ground = Self { shapes: Vec::new(), cells: FxHashMap::default() };
        for item in &scene.items {
            match item {
                Item::Mark { shape, .. } => ground.add(shape.clone()),
                Item::Text(text) => ground.add(Shape::Rect { area: text.area, fill: Ink::Text }),
                Item::Guide(shape @ Shape::Line { stroke: Ink::Reference, .. }) => ground.add(shape.clone()),
                Item::Guide(_) => {}
            }
        }
        ground
    }

    fn add(&mut self, shape: Shape) {
        let Some(bounds) = bounds(&shape) else { return };
        let index = self.shapes.len() as u32;
        for cell in cells(&bounds) {
            self.cells.entry(cell).or_default().push(index);
        }
        self.shapes.push(shape);
    }

    fn is_free(&self, area: &Area) -> bool {
        cells(area).all(|cell| {
            let near = self.cells.get(&cell).map_or(&[][..], Vec::as_slice);
            near.iter().all(|index| !self.shapes[*index as usize].meets(area))
        })
    }
}

fn cells(area: &Area) -> impl Iterator<Item = (i32, i32)> + use<> {
    let cell = |length: f64| (length / CELL).floor() as i32;
    let (x0, y0, x1, y1) = (cell(area.x0), cell(area.y0), cell(area.x1), cell(area.y1));
    (x0..=x1).flat_map(move |x| (y0..=y1).map(move |y| (x, y)))
}

/// The rectangle around a shape that points and lines of reference have.
fn bounds(shape: &Shape) -> Option<Area> {
    match shape {
        Shape::Rect { area, .. } => Some(*area),
        Shape::Circle { at: [x, y], radius, .. } => Some(Area::new(x - radius, y - radius, x + radius, y + radius)),
        Shape::Line { points, .. } => {
            let ([x0, y0], [x1, y1]) = (points.first()?, points.last()?);
            Some(Area::new(*x0, *y0, *x1, *y1))
        }
        Shape::Polygon { .. } | Shape::Ribbon { .. } => None,
    }
}

/// Names the points that have room: those that stand out first, then the largest ones, then in the order of the data.
pub fn draw(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, mut wishes: Vec<Wish>) {
    let text = &plot.text;
    let mut ground = Ground::of(scene);
    wishes.sort_by(|a, b| {
        b.stands_out.cmp(&a.stands_out).then(b.radius.total_cmp(&a.radius)).then(a.of.index.cmp(&b.of.index))
    });
    'wishes: for wish in wishes {
        let [x, y] = wish.at;
        let (far, near) = (wish.radius + 3.0, wish.radius * 0.72 + 2.0);
        let (above, below) = (text.descent(), text.ascent());
        let places = [
            (x + far, y + text.middle(), Anchor::Start),
            (x - far, y + text.middle(), Anchor::End),
            (x, y - far - above, Anchor::Middle),
            (x, y + far + below, Anchor::Middle),
            (x + near, y - near - above, Anchor::Start),
            (x + near, y + near + below, Anchor::Start),
            (x - near, y - near - above, Anchor::End),
            (x - near, y + near + below, Anchor::End),
        ];
        for (x, y, anchor) in places {
            let placed = text.place(&wish.words, wish.weight, x, y, anchor, wish.ink).about(wish.of).rimmed();
            let area = placed.area;
            let holds = area.x0 >= inside.x0 && area.x1 <= plot.width && area.y0 >= inside.y0 && area.y1 <= inside.y1;
            if holds && ground.is_free(&area.grown(1.0)) {
                ground.add(Shape::Rect { area, fill: Ink::Text });
                scene.text(placed);
                continue 'wishes;
            }
        }
        if wish.stands_out {
            farther(scene, plot, inside, &mut ground, &wish);
        }
    }
}

/// What stands out has its name farther away before it goes without: a line leads to it.
fn farther(scene: &mut Scene, plot: &Plot<'_>, inside: &Area, ground: &mut Ground, wish: &Wish) {
    let text = &plot.text;
    let [x, y] = wish.at;
    for ring in 1..=5 {
        let far = wish.radius + 14.0 * f64::from(ring);
        for [dx, dy] in
            [[0.7, -0.7], [0.7, 0.7], [-0.7, -0.7], [-0.7, 0.7], [1.0, 0.0], [-1.0, 0.0], [0.0, -1.0], [0.0, 1.0]]
        {
            let end = [x + dx * far, y + dy * far];
            let anchor = if dx > 0.1 {
                Anchor::Start
            } else if dx < -0.1 {
                Anchor::End
            } else {
                Anchor::Middle
            };
            let lift = if dy < -0.9 {
                -text.descent()
            } else if dy > 0.9 {
                text.ascent()
            } else {
                text.middle()
            };
            let placed = text.place(&wish.words, wish.weight, end[0], end[1] + lift, anchor, wish.ink);
            let placed = placed.about(wish.of).rimmed();
            let area = placed.area;
            let holds = area.x0 >= inside.x0 && area.x1 <= plot.width && area.y0 >= inside.y0 && area.y1 <= inside.y1;
            if holds && ground.is_free(&area.grown(1.0)) {
                let at = |length: f64| [x + dx * length, y + dy * length];
                scene.rule(at(wish.radius + 1.0), at(far - 2.0), Ink::Axis, 1.0);
                ground.add(Shape::Rect { area, fill: Ink::Text });
                return scene.text(placed);
            }
        }
    }
}
