//! `world.bin` → outlines as shared arcs, and from these polygons and borders at three levels of detail.
//!
//! The format is described in `bake.mjs`, which writes it. An arc is stored once, whoever shares it, and each of its
//! points has the level from which it is drawn (Visvalingam's effective area), so neighbours never gap.

use super::{Detail, PlaceId, Point};

/// A closed line: the first point is also the last one.
pub type Ring = Vec<Point>;

/// A part of a place: the outer ring, then its holes.
pub type Polygon = Vec<Ring>;

/// The line between two places.
#[derive(Debug, Clone, PartialEq)]
pub struct Border {
    /// Whom it divides.
    pub between: [PlaceId; 2],
    /// The line.
    pub line: Vec<Point>,
}

/// Coordinates are stored in steps of a twentieth of a unit.
const STEPS: f64 = 20.0;

/// All arcs, and how they make up the places.
#[derive(Debug)]
pub(super) struct Outlines {
    pub(super) height: f64,
    arcs: Vec<Vec<(Point, u8)>>,
    /// For each place its parts; for each part its rings; for each ring its arcs.
    places: Vec<Vec<Vec<Vec<Part>>>>,
}

/// An arc of a ring.
#[derive(Debug, Clone, Copy)]
struct Part {
    arc: usize,
    backwards: bool,
}

/// What else is stored of a place.
pub(super) struct Shape {
    pub(super) anchor: Point,
    pub(super) area: f64,
}

impl Outlines {
    /// Reads the outlines of `count` places.
    pub(super) fn read(bytes: &[u8], count: usize) -> Option<(Self, Vec<Shape>)> {
        let mut file = Reader(bytes);
        let height = file.steps()?;
        let arcs = file.list(|file| {
            let mut at = [0_i64; 2];
            file.list(|file| {
                let first = file.number()?;
                at[0] += signed(first / 3);
                at[1] += signed(file.number()?);
                Some(([at[0] as f64 / STEPS, at[1] as f64 / STEPS], (first % 3) as u8))
            })
        })?;
        let mut shapes = Vec::with_capacity(count);
        let mut places = Vec::with_capacity(count);
        for _ in 0..count {
            shapes.push(Shape { anchor: [file.steps()?, file.steps()?], area: file.number()? as f64 / 100.0 });
            let part = |file: &mut Reader<'_>| {
                let number = usize::try_from(file.number()?).ok()?;
                Some(Part { arc: number / 2, backwards: number % 2 == 1 }).filter(|part| part.arc < arcs.len())
            };
            places.push(file.list(|file| file.list(|file| file.list(part)))?);
        }
        file.0.is_empty().then_some((Self { height, arcs, places }, shapes))
    }

    pub(super) fn polygons(&self, place: usize, detail: Detail) -> Vec<Polygon> {
        let shown = self.places[place].iter().filter_map(|part| {
            let mut rings = part.iter().map(|ring| self.ring(ring, detail));
            let outer = rings.next()??;
            // A hole that is left out here is a place that is left out there: they are the same arcs.
            Some([outer].into_iter().chain(rings.flatten()).collect())
        });
        shown.collect()
    }

    pub(super) fn borders(&self, detail: Detail) -> Vec<Border> {
        let mut owners: Vec<Vec<PlaceId>> = vec![Vec::new(); self.arcs.len()];
        for (at, parts) in self.places.iter().enumerate() {
            let shown = parts.iter().flatten().filter(|ring| self.ring(ring, detail).is_some());
            shown.flatten().for_each(|part| owners[part.arc].push(PlaceId(at as u16)));
        }
        let shared = owners.iter().enumerate().filter_map(|(arc, owners)| match owners[..] {
            [a, b] if a != b => Some(Border { between: [a, b], line: self.line(arc, detail).collect() }),
            _ => None,
        });
        shared.collect()
    }

    /// The points of an arc that this level draws.
    fn line(&self, arc: usize, detail: Detail) -> impl DoubleEndedIterator<Item = Point> {
        self.arcs[arc].iter().filter(move |(_, level)| *level <= detail as u8).map(|(point, _)| *point)
    }

    /// A ring, unless it is too small to see.
    fn ring(&self, parts: &[Part], detail: Detail) -> Option<Ring> {
        let mut ring = Ring::new();
        for part in parts {
            // The end of one arc is the beginning of the next one.
            ring.pop();
            if part.backwards {
                ring.extend(self.line(part.arc, detail).rev());
            } else {
                ring.extend(self.line(part.arc, detail));
            }
        }
        let least = match detail {
            Detail::Narrow => 3.0,
            Detail::Wide => 0.8,
            Detail::Region => 0.1,
        };
        (ring.len() >= 4 && area(&ring) >= least).then_some(ring)
    }
}

/// The area of a ring, in square units (the shoelace formula).
pub(super) fn area(ring: &[Point]) -> f64 {
    let twice: f64 = ring.windows(2).map(|pair| (pair[1][0] - pair[0][0]) * (pair[1][1] + pair[0][1])).sum();
    twice.abs() / 2.0
}

fn signed(number: u64) -> i64 {
    // Zigzag: even numbers are positive, odd ones negative.
    ((number >> 1) as i64) ^ -((number & 1) as i64)
}

/// Numbers of variable length (LEB128).
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for at in 0..9 {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << (7 * at);
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn steps(&mut self) -> Option<f64> {
        Some(self.number()? as f64 / STEPS)
    }

    /// A number, then that many of what `read` reads.
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }
}
