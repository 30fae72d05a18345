//! The two faces of a font → the width of any text in them, as a browser would set it.
//!
//! A theme ships the font; drawings are measured when the site is built and drawn later, by a browser or into a PNG
//! file. The font has no kerning, so a width is a sum of advance widths. What the font is used for is not known here.

mod tables;

use super::ContentHash;
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::Arc;
use tables::{Tables, UNSEEN};
use unicode_width::UnicodeWidthChar;

pub use tables::FontError;

/// Which of the two faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// Weight 400.
    #[default]
    Regular,
    /// Weight 600, or whatever the theme ships as the bold face.
    Bold,
}

/// The font of charts: what is measured with, and the files themselves for a program that draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartFont {
    /// The widths.
    pub metrics: FontMetrics,
    /// The file of the regular face: TrueType or OpenType, never WOFF.
    pub regular: Arc<[u8]>,
    /// The file of the bold face.
    pub bold: Arc<[u8]>,
}

impl ChartFont {
    /// Reads the two files of a font.
    pub fn read(regular: &[u8], bold: &[u8]) -> Result<Self, UnreadableFace> {
        Ok(Self { metrics: FontMetrics::read(regular, bold)?, regular: regular.into(), bold: bold.into() })
    }
}

/// What of a font decides where text ends: advance widths and heights of a pair of faces.
#[derive(Clone, PartialEq, Eq)]
pub struct FontMetrics {
    /// The name by which style sheets ask for it. As it is read, that which the file of the regular face gives itself.
    pub family: String,
    /// The hash of both files: two fonts of one hash draw the same.
    pub hash: ContentHash,
    regular: Face,
    bold: Face,
}

/// Which of two files cannot be used, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableFace {
    /// Which one.
    pub weight: Weight,
    /// Why.
    pub cause: FontError,
}

impl fmt::Display for UnreadableFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl std::error::Error for UnreadableFace {}

impl fmt::Debug for FontMetrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontMetrics").field("family", &self.family).field("hash", &self.hash).finish_non_exhaustive()
    }
}

impl FontMetrics {
    /// Reads the files of a regular and a bold face (TrueType or OpenType, static, one face each).
    pub fn read(regular_ttf: &[u8], bold_ttf: &[u8]) -> Result<Self, UnreadableFace> {
        let read = |bytes, weight| Tables::read(bytes).map_err(|cause| UnreadableFace { weight, cause });
        let (regular, bold) = (read(regular_ttf, Weight::Regular)?, read(bold_ttf, Weight::Bold)?);
        Ok(Self {
            family: regular.family.clone().unwrap_or_default(),
            hash: ContentHash::of_value(&(regular_ttf, bold_ttf)),
            regular: Face::of(&regular),
            bold: Face::of(&bold),
        })
    }

    /// The width of a text on one line, in the unit of `size` (px). No allowance for other programs is added.
    ///
    /// A character that the font has not is an em wide where East Asian width makes it wide (UAX #11), nothing where it
    /// combines with the one before it, and 0.65 em else: that is what the fallback fonts of browsers come to.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let face = self.face(weight);
        let units: u64 = if text.is_ascii() {
            text.bytes().map(|byte| u64::from(face.low[usize::from(byte)])).sum()
        } else {
            text.chars().map(|c| u64::from(face.advance(c))).sum()
        };
        // Texts are short: the sum is far below 2^53.
        units as f64 * size / f64::from(face.units_per_em)
    }

    /// How far letters rise above the baseline, in em.
    pub fn ascent(&self) -> f64 {
        self.regular.em(self.regular.ascent)
    }

    /// How far they reach below it, in em; a positive number.
    pub fn descent(&self) -> f64 {
        self.regular.em(self.regular.descent)
    }

    /// The height of capitals and figures, in em: half of it below a middle line sets text on that line.
    pub fn cap_height(&self) -> f64 {
        self.regular.em(self.regular.cap_height)
    }

    /// True if the font itself has the character.
    pub fn has(&self, c: char, weight: Weight) -> bool {
        self.face(weight).mapped(c).is_some()
    }

    /// True if the font itself has all signs of a text; spaces need none.
    pub fn has_all(&self, text: &str, weight: Weight) -> bool {
        text.chars().all(|c| c.is_whitespace() || self.has(c, weight))
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// Characters below this are looked up in an array: Latin, Greek and Cyrillic.
const LOW: usize = 0x530;

/// One face, all in units of its em.
#[derive(Clone, PartialEq, Eq)]
struct Face {
    units_per_em: u16,
    ascent: i32,
    descent: i32,
    cap_height: i32,
    /// Advance widths of the first characters; those that the font lacks have their substitute's.
    low: Box<[u16]>,
    /// Which of them the font itself has.
    low_mapped: Box<[bool]>,
    /// Advance widths of all others that the font has.
    rest: FxHashMap<char, u16>,
}

impl Face {
    fn of(tables: &Tables) -> Self {
        let units_per_em = tables.units_per_em;
        let mut face = Self {
            units_per_em,
            ascent: tables.ascent,
            descent: -tables.descent,
            cap_height: tables.cap_height,
            low: (0..LOW as u32).map(|code| char::from_u32(code).map_or(0, |c| substitute(c, units_per_em))).collect(),
            low_mapped: vec![false; LOW].into(),
            rest: FxHashMap::default(),
        };
        for &(c, advance) in &tables.advances {
            match face.low.get_mut(c as usize) {
                Some(place) => {
                    *place = advance;
                    face.low_mapped[c as usize] = true;
                }
                None => _ = face.rest.insert(c, advance),
            }
        }
        face
    }

    fn advance(&self, c: char) -> u16 {
        match self.low.get(c as usize) {
            Some(advance) => *advance,
            None => self.rest.get(&c).copied().unwrap_or_else(|| substitute(c, self.units_per_em)),
        }
    }

    fn mapped(&self, c: char) -> Option<u16> {
        match self.low_mapped.get(c as usize) {
            Some(has) => has.then(|| self.low[c as usize]),
            None => self.rest.get(&c).copied(),
        }
    }

    fn em(&self, units: i32) -> f64 {
        f64::from(units) / f64::from(self.units_per_em)
    }
}

/// The width of a character that comes from another font.
fn substitute(c: char, units_per_em: u16) -> u16 {
    match c.width() {
        _ if UNSEEN.contains(&c) => 0,
        Some(0) | None => 0,
        Some(1) => (u32::from(units_per_em) * 13 / 20) as u16,
        Some(_) => units_per_em,
    }
}

#[cfg(test)]
mod tests;
