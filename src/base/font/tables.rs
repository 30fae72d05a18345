//! The bytes of a font file → the few tables that say how wide and how high its letters are.
//!
//! After the OpenType specification 1.9.1: `head`, `hhea`, `hmtx`, `maxp`, `cmap` (formats 4 and 12), `OS/2`, `name`. Read
//! here because the small crate for it, ttf-parser, is given up (RUSTSEC-2026-0192), and the one that is kept up,
//! read-fonts, reads all of OpenType and takes half a minute to compile. Every offset is checked: a file that lies about
//! its lengths is an error.

use std::fmt;

/// Why a file is no font that can be measured with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontError {
    /// It is compressed for the web; what is measured and drawn with must be plain.
    Woff,
    /// It holds several faces.
    Collection,
    /// It is a variable font: one file, many widths.
    Variable,
    /// It begins like no font.
    NoFont,
    /// A table that is needed is not there, ends too early, or makes no sense.
    Table(&'static str),
    /// It maps no character to a letter.
    NoCharacters,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Woff => f.write_str("it is a WOFF file, which is for browsers"),
            Self::Collection => f.write_str("it is a collection of several faces"),
            Self::Variable => f.write_str("it is a variable font, which has no fixed widths"),
            Self::NoFont => f.write_str("it does not begin like a TrueType or OpenType font"),
            Self::Table(name) => write!(f, "its table `{name}` is missing or damaged"),
            Self::NoCharacters => f.write_str("it maps no character to a letter"),
        }
    }
}

impl std::error::Error for FontError {}

/// Characters that browsers do not draw even where a font has a picture of them: break here, join here.
pub(super) const UNSEEN: [char; 7] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}'];

/// What is read of one face; all lengths in units of its em.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) units_per_em: u16,
    pub(super) ascent: i32,
    /// Below the baseline is negative.
    pub(super) descent: i32,
    pub(super) cap_height: i32,
    pub(super) family: Option<String>,
    /// Every character that the font has, with its advance width.
    pub(super) advances: Vec<(char, u16)>,
}

impl Tables {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, FontError> {
        match bytes.first_chunk::<4>() {
            Some(b"\0\x01\0\0" | b"OTTO" | b"true") => {}
            Some(b"wOF2" | b"wOFF") => return Err(FontError::Woff),
            Some(b"ttcf") => return Err(FontError::Collection),
            _ => return Err(FontError::NoFont),
        }
        let file = Bytes(bytes);
        if file.table(b"fvar").is_some() {
            return Err(FontError::Variable);
        }
        let needed = |tag: &'static [u8; 4], name| file.table(tag).ok_or(FontError::Table(name));
        let units_per_em = needed(b"head", "head")?
            .u16(18)
            .filter(|units| (16..=16384).contains(units))
            .ok_or(FontError::Table("head"))?;
        let hhea = needed(b"hhea", "hhea")?;
        let vertical = |at| hhea.i16(at).map(i32::from).ok_or(FontError::Table("hhea"));
        let (ascent, descent) = (vertical(4)?, vertical(6)?);
        let long_metrics = hhea.u16(34).filter(|count| *count > 0).ok_or(FontError::Table("hhea"))?;
        let glyphs = needed(b"maxp", "maxp")?.u16(4).ok_or(FontError::Table("maxp"))?;
        let hmtx = needed(b"hmtx", "hmtx")?;
        // Glyphs after the last long metric repeat its advance: that is how fixed-pitch fonts save room.
        let advance = |glyph: u16| hmtx.u16(usize::from(glyph.min(long_metrics - 1)) * 4);
        let mut advances = Vec::new();
        for (code, glyph) in needed(b"cmap", "cmap")?.characters().ok_or(FontError::Table("cmap"))? {
            let Some(c) = char::from_u32(code).filter(|_| glyph < glyphs) else { continue };
            let advance = advance(glyph).ok_or(FontError::Table("hmtx"))?;
            advances.push((c, if UNSEEN.contains(&c) { 0 } else { advance }));
        }
        if advances.is_empty() {
            return Err(FontError::NoCharacters);
        }
        let os2 = file.table(b"OS/2");
        // Version 2 brought the height of capitals. Seven tenths is what most faces have.
        let cap_height = os2
            .filter(|table| table.u16(0).is_some_and(|version| version >= 2))
            .and_then(|table| table.i16(88))
            .filter(|height| *height > 0)
            .map_or(i32::from(units_per_em) * 7 / 10, i32::from);
        let family = file.table(b"name").and_then(|names| names.name(16).or_else(|| names.name(1)));
        Ok(Self { units_per_em, ascent, descent, cap_height, family, advances })
    }
}

/// A run of big-endian bytes. Whatever lies outside of it is `None`.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn u16(self, at: usize) -> Option<u16> {
        self.0.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
    }

    fn i16(self, at: usize) -> Option<i16> {
        self.0.get(at..)?.first_chunk().map(|bytes| i16::from_be_bytes(*bytes))
    }

    fn u32(self, at: usize) -> Option<u32> {
        self.0.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
    }

    /// An offset or a length of 32 bits.
    fn offset(self, at: usize) -> Option<usize> {
        usize::try_from(self.u32(at)?).ok()
    }

    fn from(self, at: usize) -> Option<Self> {
        self.0.get(at..).map(Bytes)
    }

    /// A table of a font file.
    fn table(self, tag: &[u8; 4]) -> Option<Self> {
        let count = usize::from(self.u16(4)?);
        let record = (0..count).map(|i| 12 + i * 16).find(|at| self.0.get(*at..at + 4) == Some(tag))?;
        let (start, length) = (self.offset(record + 8)?, self.offset(record + 12)?);
        self.0.get(start..start.checked_add(length)?).map(Bytes)
    }

    /// Of a `cmap`: characters and their glyphs, from the fullest table of Unicode that there is.
    fn characters(self) -> Option<Vec<(u32, u16)>> {
        let count = usize::from(self.u16(2)?);
        let mut best: Option<(u16, Self)> = None;
        for at in (0..count).map(|i| 4 + i * 8) {
            let is_unicode = matches!((self.u16(at)?, self.u16(at + 2)?), (0, _) | (3, 1 | 10));
            let table = self.from(self.offset(at + 4)?)?;
            let format = table.u16(0)?;
            if is_unicode && matches!(format, 4 | 12) && best.is_none_or(|(known, _)| format > known) {
                best = Some((format, table));
            }
        }
        match best? {
            (4, table) => table.segments(),
            (_, table) => table.groups(),
        }
    }

    /// Format 4: segments of the basic plane.
    fn segments(self) -> Option<Vec<(u32, u16)>> {
        let twice = usize::from(self.u16(6)?);
        let mut all = Vec::new();
        let mut next = 0;
        for at in (0..twice / 2).map(|i| i * 2) {
            let (last, first) = (self.u16(14 + at)?, self.u16(16 + twice + at)?);
            // Segments ascend; if they did not, a small file could map characters without end.
            if u32::from(first) < next || last < first {
                return None;
            }
            next = u32::from(last) + 1;
            let delta = self.u16(16 + 2 * twice + at)?;
            // The offset counts from the place where it stands itself.
            let place = 16 + 3 * twice + at;
            let offset = usize::from(self.u16(place)?);
            for code in first..=last {
                let glyph = match offset {
                    0 => code.wrapping_add(delta),
                    // The closing segment of some fonts points nowhere, which is no glyph.
                    _ => match self.u16(place + offset + 2 * usize::from(code - first)) {
                        None | Some(0) => 0,
                        Some(glyph) => glyph.wrapping_add(delta),
                    },
                };
                if glyph != 0 {
                    all.push((u32::from(code), glyph));
                }
            }
        }
        Some(all)
    }

    /// Format 12: groups of all planes.
    fn groups(self) -> Option<Vec<(u32, u16)>> {
        let count = self.offset(12)?;
        let mut all = Vec::new();
        let mut next = 0;
        for at in (0..count).map(|i| 16 + i * 12) {
            let (first, last, glyph) = (self.u32(at)?, self.u32(at + 4)?, self.u32(at + 8)?);
            // As with segments.
            if first < next || last < first || last > 0x10_ffff {
                return None;
            }
            next = last + 1;
            all.extend(
                (first..=last).map_while(|code| Some((code, u16::try_from(glyph.checked_add(code - first)?).ok()?))),
            );
        }
        Some(all)
    }

    /// Of a `name` table: a name in English as Windows keeps it, in UTF-16.
    fn name(self, id: u16) -> Option<String> {
        let (count, storage) = (usize::from(self.u16(2)?), usize::from(self.u16(4)?));
        let wanted =
            |at: &usize| self.u16(*at) == Some(3) && self.u16(at + 4) == Some(0x409) && self.u16(at + 6) == Some(id);
        let at = (0..count).map(|i| 6 + i * 12).find(wanted)?;
        let (length, offset) = (usize::from(self.u16(at + 8)?), usize::from(self.u16(at + 10)?));
        let bytes = self.0.get(storage + offset..storage + offset + length)?;
        let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        let name: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
        Some(name).filter(|name| !name.trim().is_empty())
    }
}
