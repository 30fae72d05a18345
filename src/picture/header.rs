//! The first bytes of a picture → its format and its dimensions as a browser shows it.

use super::{jpeg, svg, webp};
use imagesize::{Compression, ImageType};

/// A format that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// Photographs.
    Jpeg,
    /// At most 256 colours.
    Gif,
    /// WebP.
    Webp,
    /// AV1 still pictures.
    Avif,
    /// A drawing.
    Svg,
}

/// The endings of names, each with its format.
const ENDINGS: [(&str, Format); 8] = [
    ("png", Format::Png),
    ("apng", Format::Png),
    ("jpg", Format::Jpeg),
    ("jpeg", Format::Jpeg),
    ("gif", Format::Gif),
    ("webp", Format::Webp),
    ("avif", Format::Avif),
    ("svg", Format::Svg),
];

impl Format {
    /// The format that a name claims.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, format)| *format)
    }

    /// Its usual ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }
}

/// What the first bytes of a picture say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// What it is, whatever its name says.
    pub format: Format,
    /// The width in CSS pixels, as it is shown.
    pub width: u32,
    /// The height.
    pub height: u32,
    /// Whether it moves.
    pub is_animated: bool,
    /// Whether its colours are those of print, which browsers show one way or another.
    pub has_print_colours: bool,
    /// Whether it was kept without loss, as graphics are and photographs are not.
    pub is_lossless: bool,
}

impl Header {
    pub(super) fn new(format: Format) -> Self {
        Self { format, width: 0, height: 0, is_animated: false, has_print_colours: false, is_lossless: true }
    }

    /// How many pixels it has.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Reads the header of a picture; nothing where the bytes are none that browsers show, or end too soon. A drawing that
/// does not tell its size has none: 0.
pub fn read(bytes: &[u8]) -> Option<Header> {
    let header = svg::dimensions(bytes)
        .map(|(width, height)| Header { width, height, ..Header::new(Format::Svg) })
        .or_else(|| raster(bytes))?;
    (header.pixels() > 0 || header.format == Format::Svg).then_some(header)
}

fn raster(bytes: &[u8]) -> Option<Header> {
    let format = match imagesize::image_type(bytes).ok()? {
        ImageType::Png => Format::Png,
        ImageType::Jpeg => Format::Jpeg,
        ImageType::Gif => Format::Gif,
        ImageType::Webp => Format::Webp,
        ImageType::Heif(Compression::Av1) => Format::Avif,
        _ => return None,
    };
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    let header = Header { width, height, ..Header::new(format) };
    Some(match format {
        Format::Png => Header { is_animated: is_animated_png(bytes), ..header },
        Format::Webp => {
            let about = webp::about(bytes);
            Header { is_animated: about.is_animated, is_lossless: about.is_lossless, ..header }
        }
        Format::Jpeg => {
            let about = jpeg::about(bytes);
            let (width, height) = if about.is_turned { (height, width) } else { (width, height) };
            Header { width, height, has_print_colours: about.components == 4, is_lossless: false, ..header }
        }
        _ => header,
    })
}

/// The chunk that tells of frames stands before the pixels.
fn is_animated_png(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        match &kind {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => rest = tail.get(u32::from_be_bytes([a, b, c, d]) as usize + 4..).unwrap_or_default(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
        head.extend([8, 2, 0, 0, 0]);
        for (kind, data) in [(b"IHDR", &head[..])].iter().chain(chunks) {
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend(*kind);
            bytes.extend(*data);
            bytes.extend([0; 4]);
        }
        bytes
    }

    #[test]
    fn the_first_bytes_tell_dimensions() {
        let header = read(&png(640, 360, &[(b"IDAT", b"x")])).unwrap();
        assert_eq!((header.format, header.width, header.height, header.is_animated), (Format::Png, 640, 360, false));
        assert!(read(&png(640, 360, &[(b"tEXt", b"a"), (b"acTL", &[0; 8]), (b"IDAT", b"x")])).unwrap().is_animated);
        let gif = read(b"GIF89a\x40\x01\xf0\x00\x80\0\0........").unwrap();
        assert_eq!((gif.format, gif.width, gif.height), (Format::Gif, 320, 240));
        let svg = read(b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\"/>").unwrap();
        assert_eq!((svg.format, svg.width, svg.height), (Format::Svg, 30, 20));
    }

    #[test]
    fn what_is_no_picture_has_no_header() {
        for bytes in [&b""[..], b"\n", b"text that is not a picture at all", b"<html></html>", &png(0, 5, &[])] {
            assert_eq!(read(bytes), None);
        }
        let whole = png(640, 360, &[(b"acTL", &[0; 8]), (b"IDAT", b"x")]);
        for end in 0..whole.len() {
            let _ = read(&whole[..end]);
        }
    }

    #[test]
    fn names_claim_formats() {
        assert_eq!(Format::of_name("a/b.JPEG"), Some(Format::Jpeg));
        assert_eq!([Format::of_name("png"), Format::of_name("a.pdf")], [None, None]);
    }
}
