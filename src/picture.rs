//! The bytes of a picture → its dimensions, and smaller pictures of it for smaller screens.
//!
//! Knows bytes and pixels. It must not know which page shows a picture, how wide, or where anything is published.

mod header;
mod jpeg;
#[cfg(feature = "images")]
mod make;
mod svg;
mod table;
mod webp;

pub use header::{Format, Header, read};
#[cfg(feature = "images")]
pub use make::make;
pub use table::{Known, Picture, Pictures, Problem};

/// Told apart in caches: pictures that were made in another way are made anew.
pub const VERSION: u32 = 1;

/// How wide further sizes are, in pixels. From one to the next a picture has about twice the pixels.
const WIDTHS: [u32; 5] = [480, 800, 1200, 1600, 2400];

/// A picture with fewer pixels in a row than this has no further sizes: there is nothing to save.
const NARROWEST: u32 = 624;

/// More pixels are not read: they would fill the memory, and no page has room for them.
pub const MOST_PIXELS: u64 = 100_000_000;

/// No file of WebP is wider or higher.
const LARGEST_SIDE: u32 = 16_383;

/// The widths in which a picture is to be made, from narrow to wide; none where it stays as it is.
pub fn widths(header: &Header) -> Vec<u32> {
    let is_drawing = matches!(header.format, Format::Svg | Format::Gif | Format::Avif);
    if is_drawing || header.is_animated || header.has_print_colours || header.pixels() > MOST_PIXELS {
        return Vec::new();
    }
    if header.width < NARROWEST {
        return Vec::new();
    }
    let widest = WIDTHS[WIDTHS.len() - 1];
    // A size that is hardly smaller than the picture is not worth a file; the picture's own width is.
    let narrower = WIDTHS.into_iter().filter(|width| *width * 10 <= header.width * 9);
    let own = (header.width <= widest).then_some(header.width);
    narrower.chain(own).filter(|width| height(header, *width) <= LARGEST_SIDE).collect()
}

/// How high a picture is when it is this wide.
fn height(header: &Header, width: u32) -> u32 {
    let (own_width, own_height) = (u64::from(header.width), u64::from(header.height));
    let height = (u64::from(width) * own_height + own_width / 2) / own_width.max(1);
    u32::try_from(height.max(1)).unwrap_or(u32::MAX)
}

/// What is added to the name of a picture for one of its sizes: `cover.png` and `cover.png.800w.webp`.
pub fn suffix(width: u32) -> String {
    format!(".{width}w.webp")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(width: u32, height: u32) -> Header {
        Header { width, height, ..Header::new(Format::Png) }
    }

    #[test]
    fn sizes_are_smaller_than_the_picture_and_end_with_its_own_width() {
        assert!(widths(&header(623, 400)).is_empty());
        assert_eq!(widths(&header(640, 400)), [480, 640]);
        assert_eq!(widths(&header(1210, 400)), [480, 800, 1210]);
        assert_eq!(widths(&header(2400, 400)), [480, 800, 1200, 1600, 2400]);
        assert_eq!(widths(&header(6000, 4000)), [480, 800, 1200, 1600, 2400]);
        assert!(widths(&header(50_000, 50_000)).is_empty());
        assert_eq!(widths(&header(1000, 30_000)), [480]);
        assert!(widths(&Header { is_animated: true, ..header(1000, 500) }).is_empty());
        assert!(widths(&Header { format: Format::Gif, ..header(1000, 500) }).is_empty());
    }

    #[test]
    fn heights_are_rounded_and_never_nothing() {
        assert_eq!([height(&header(1000, 500), 333), height(&header(3000, 1), 480)], [167, 1]);
    }
}
