//! The part of the world that a map shows: all of it, or the part that its places are in; and what of outlines is in it.

use crate::chart::geo::{Bounds, Detail, PlaceId, Point, TileGrid, geography};
use crate::chart::plot::Plot;

/// From units of the geography to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MapFrame {
    /// What is shown, in units.
    shown: Bounds,
    /// Pixels a unit.
    pub(super) scale: f64,
    /// Which outlines do at this scale.
    pub(super) detail: Detail,
    /// Pixels from left to right and from top to bottom.
    pub(super) size: [f64; 2],
}

/// A part that is wider than this share of the world is the world.
const MOST: f64 = 0.62;
/// What stands around the places, as a share of the longer side.
const MARGIN: f64 = 0.05;

impl MapFrame {
    /// The frame of a map that shows these places.
    pub(super) fn new(plot: &Plot<'_>, places: &[PlaceId]) -> Self {
        let world = Bounds { least: [0.0, 0.0], most: [1000.0, geography().height()] };
        let shown = region(places).filter(|shown| shown.most[0] - shown.least[0] < 1000.0 * MOST).unwrap_or(world);
        let whole = shown == world;
        let [wide, high] = [shown.most[0] - shown.least[0], shown.most[1] - shown.least[1]];
        let usual = plot.width * high / wide;
        let tallest = match (plot.is_panel, plot.narrow()) {
            (true, _) => plot.width * 1.1,
            (_, true) => plot.width * 1.25,
            (_, false) => plot.spec.height.unwrap_or(plot.width * 0.72),
        };
        if whole || usual <= tallest {
            return Self::of(shown, plot.width / wide, [plot.width, usual]);
        }
        // A tall part stands in the middle of its surroundings.
        let scale = tallest / high;
        let more = (plot.width / scale - wide) / 2.0;
        let shown =
            Bounds { least: [shown.least[0] - more, shown.least[1]], most: [shown.most[0] + more, shown.most[1]] };
        Self::of(shown, scale, [plot.width, tallest])
    }

    fn of(shown: Bounds, scale: f64, size: [f64; 2]) -> Self {
        Self { shown, scale, detail: Detail::at_scale(scale), size }
    }

    /// Where a point stands.
    pub(super) fn map(&self, at: Point) -> Point {
        [(at[0] - self.shown.least[0]) * self.scale, (at[1] - self.shown.least[1]) * self.scale]
    }

    /// Where words about a place point at, in pixels.
    pub(super) fn anchor(&self, id: PlaceId) -> Point {
        let at = self.map(geography().place(id).anchor);
        if self.holds(at) || !is_russia(id) {
            return at;
        }
        west_of_russia().map_or(at, |west| self.map(west))
    }

    /// Whether anything of a box is shown.
    pub(super) fn shows(&self, bounds: &Bounds) -> bool {
        let (shown, bounds) = (&self.shown, bounds);
        [0, 1].iter().all(|axis| bounds.least[*axis] < shown.most[*axis] && shown.least[*axis] < bounds.most[*axis])
    }

    /// Whether a point is shown.
    pub(super) fn holds(&self, [x, y]: Point) -> bool {
        (0.0..=self.size[0]).contains(&x) && (0.0..=self.size[1]).contains(&y)
    }

    /// What of a ring is shown, in pixels (Sutherland and Hodgman, "Reentrant polygon clipping", 1974).
    pub(super) fn ring(&self, ring: &[Point]) -> Option<Vec<Point>> {
        let mut points: Vec<Point> = ring.iter().map(|at| self.map(*at)).collect();
        // The first point is also the last one.
        points.pop();
        if points.iter().all(|at| self.holds(*at)) {
            return (points.len() > 2).then_some(points);
        }
        for (axis, limit, above) in [(0, 0.0, true), (0, self.size[0], false), (1, 0.0, true), (1, self.size[1], false)]
        {
            let is_in = |at: &Point| if above { at[axis] >= limit } else { at[axis] <= limit };
            let mut kept = Vec::with_capacity(points.len() + 4);
            for at in 0..points.len() {
                let (a, b) = (points[at], points[(at + 1) % points.len()]);
                if is_in(&a) {
                    kept.push(a);
                }
                if is_in(&a) != is_in(&b) {
                    kept.push(crossing(a, b, axis, limit));
                }
            }
            points = kept;
        }
        (points.len() > 2).then_some(points)
    }

    /// What of a line is shown: the pieces that are in the frame.
    pub(super) fn line(&self, line: &[Point]) -> Vec<Vec<Point>> {
        let points: Vec<Point> = line.iter().map(|at| self.map(*at)).collect();
        // Borders are of short pieces: one that leaves the frame ends where it would.
        points.split(|at| !self.holds(*at)).filter(|piece| piece.len() > 1).map(<[Point]>::to_vec).collect()
    }
}

fn crossing(a: Point, b: Point, axis: usize, limit: f64) -> Point {
    let part = (limit - a[axis]) / (b[axis] - a[axis]);
    let mut at = [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])];
    at[axis] = limit;
    at
}

/// The box around the largest parts of places, with a margin. Of Russia among European countries its west is enough.
fn region(places: &[PlaceId]) -> Option<Bounds> {
    let is_european = places.len() > 3 && places.iter().all(|id| TileGrid::europe().tile(*id).is_some());
    let main = |id: &PlaceId| {
        if is_european && is_russia(*id) {
            return Bounds::around([west_of_russia()?]);
        }
        let largest = geography().polygons(*id, Detail::Region).into_iter().next();
        largest
            .and_then(|polygon| Bounds::around(polygon.into_iter().flatten()))
            .or_else(|| Bounds::around([geography().place(*id).anchor]))
    };
    let all = places.iter().filter_map(main).reduce(Bounds::with)?;
    // A single small country is shown with its neighbours.
    let longer = (all.most[0] - all.least[0]).max(all.most[1] - all.least[1]);
    let margin = (longer * MARGIN).max((40.0 - longer) / 2.0);
    Some(Bounds {
        least: [all.least[0] - margin, all.least[1] - margin],
        most: [all.most[0] + margin, all.most[1] + margin],
    })
}

fn is_russia(id: PlaceId) -> bool {
    geography().place(id).alpha3 == "RUS"
}

/// A point north-east of Ukraine, where a map of Europe has room for what is to be said of Russia.
fn west_of_russia() -> Option<Point> {
    let Bounds { least, most } = geography().place(geography().find("UKR")?).bounds;
    Some([most[0], least[1] - 0.4 * (most[1] - least[1])])
}
