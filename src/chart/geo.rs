//! The outlines of countries, what they are called, and grids where each has one tile: for maps.
//!
//! All of it is baked into the program by the scripts in `geo/`, projected already (Equal Earth; Šavrič, Patterson and
//! Jenny 2018) into a frame 1000 units wide. Values, colours and widths of drawings are not known here.

mod names;
mod outlines;
mod tiles;

pub use outlines::{Border, Polygon, Ring};
pub use tiles::{Tile, TileGrid};

use outlines::Outlines;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A point of the frame: x to the right and y down, in units.
pub type Point = [f64; 2];

/// A place of maps, by its number in the order of alpha-3 codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u16);

/// How much of an outline a drawing can show. All three are of one topology: what two places share stays shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// For the world at a width of about 320 px.
    Narrow,
    /// For the world at about 680 px.
    Wide,
    /// For a part of the world, such as Europe alone: everything that there is.
    Region,
}

impl Detail {
    /// Each level, the coarsest first.
    pub const ALL: [Self; 3] = [Self::Narrow, Self::Wide, Self::Region];

    /// The level for a scale, in pixels a unit: points nearer than about a pixel to the line are left out.
    pub fn at_scale(pixels_per_unit: f64) -> Self {
        match pixels_per_unit {
            scale if scale <= 0.4 => Self::Narrow,
            scale if scale <= 1.0 => Self::Wide,
            _ => Self::Region,
        }
    }
}

/// A country or territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// ISO 3166-1 alpha-3 (`UKR`); for Kosovo the code of the World Bank, `XKX`.
    pub alpha3: &'static str,
    /// ISO 3166-1 alpha-2 (`UA`); for Kosovo that of the European Union, `XK`.
    pub alpha2: &'static str,
    /// ISO 3166-1 numeric, three digits. Kosovo has none.
    pub numeric: Option<&'static str>,
    /// The short name in English.
    pub name: &'static str,
    /// Other names that authors and datasets use.
    pub other_names: Vec<&'static str>,
    /// Inside of the largest part, as far from its outline as may be: for a label or a circle.
    pub anchor: Point,
    /// Square units (about 1,190 km²), before anything was simplified.
    pub area: f64,
    /// The box around all parts.
    pub bounds: Bounds,
}

impl Place {
    /// True if the place is so small at a scale (pixels a unit) that a reader needs a circle at its anchor to see it: less
    /// than two pixels square.
    pub fn needs_circle(&self, pixels_per_unit: f64) -> bool {
        self.area * pixels_per_unit * pixels_per_unit < 4.0
    }
}

/// A box with its sides along the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The upper left corner.
    pub least: Point,
    /// The lower right corner.
    pub most: Point,
}

impl Bounds {
    /// The smallest box around points; `None` where there are none.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().map(|point| Self { least: point, most: point }).reduce(Self::with)
    }

    /// The smallest box around two.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            least: [self.least[0].min(other.least[0]), self.least[1].min(other.least[1])],
            most: [self.most[0].max(other.most[0]), self.most[1].max(other.most[1])],
        }
    }
}

/// Everything that maps are drawn of.
#[derive(Debug)]
pub struct Geography {
    places: Vec<Place>,
    outlines: Outlines,
    /// Codes and names, folded, → place.
    by_name: FxHashMap<String, PlaceId>,
}

/// The geography that is part of the program; read when it is first asked for.
pub fn geography() -> &'static Geography {
    static GEOGRAPHY: OnceLock<Geography> = OnceLock::new();
    GEOGRAPHY.get_or_init(|| Geography::read().expect("the files are part of the program, and a test reads them"))
}

impl Geography {
    /// The width of the frame, in units.
    pub const WIDTH: f64 = 1000.0;

    fn read() -> Option<Self> {
        let mut places = names::read(include_str!("geo/places.tsv"))?;
        let (outlines, shapes) = Outlines::read(include_bytes!("geo/world.bin"), places.len())?;
        for (place, shape) in places.iter_mut().zip(shapes) {
            (place.anchor, place.area) = (shape.anchor, shape.area);
        }
        let mut geography = Self { by_name: names::index(&places), places, outlines };
        for at in 0..geography.places.len() {
            let rings = geography.outlines.polygons(at, Detail::Region).into_iter().flatten().flatten();
            let anchor = geography.places[at].anchor;
            geography.places[at].bounds = Bounds::around(rings.chain([anchor]))?;
        }
        Some(geography)
    }

    /// The height of the frame, in units. Antarctica is not on the map.
    pub fn height(&self) -> f64 {
        self.outlines.height
    }

    /// All places, in the order of their alpha-3 codes.
    pub fn places(&self) -> impl ExactSizeIterator<Item = (PlaceId, &Place)> {
        self.places.iter().enumerate().map(|(at, place)| (PlaceId(at as u16), place))
    }

    /// One place.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[usize::from(id.0)]
    }

    /// The place that an author means by a code or a name. Case, accents, punctuation and a leading `the` do not count.
    pub fn find(&self, word: &str) -> Option<PlaceId> {
        self.by_name.get(&names::fold(word)).copied()
    }

    /// The known name nearest to one that is not known, as it is written here.
    pub fn nearest(&self, word: &str) -> Option<&'static str> {
        names::nearest(&self.places, word)
    }

    /// The parts of a place, the largest first. Parts too small to see at this level are left out, so there may be none:
    /// then a circle at the anchor stands for the place.
    pub fn polygons(&self, id: PlaceId, detail: Detail) -> Vec<Polygon> {
        self.outlines.polygons(usize::from(id.0), detail)
    }

    /// The lines between places that touch, each once. Drawn over the fills, they hide the seams that renderers leave.
    pub fn borders(&self, detail: Detail) -> Vec<Border> {
        self.outlines.borders(detail)
    }
}

#[cfg(test)]
mod tests;
