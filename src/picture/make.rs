//! A picture → the same in WebP, in several widths.
//!
//! The same bytes come of the same picture on every machine. Pixels are resized with whole numbers, by a filter that
//! knows no sine (`fast_image_resize` tests that its code for each kind of processor gives the same), and libwebp's
//! fast code is made to give what its plain code gives.

use super::header::{Format, Header};
use super::{MOST_PIXELS, height, webp};
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use rayon::prelude::*;
use std::io::Cursor;

/// How a picture is kept.
#[derive(Clone, Copy)]
enum Manner {
    /// Every pixel as it is.
    Exact,
    /// With a loss that is hardly seen: the quality, of 100, and whether thin coloured lines are to stay sharp.
    Lossy(f32, bool),
}

/// That of photographs.
const PHOTOGRAPH: Manner = Manner::Lossy(80.0, false);

/// That of photographs that were kept without loss.
const FINE_PHOTOGRAPH: Manner = Manner::Lossy(90.0, true);

/// What is lost of a picture that was kept without loss must be worth it: the exact file may be so many times as large.
const WORTH: usize = 2;

/// A picture in memory.
struct Pixels {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    has_alpha: bool,
}

/// Makes a picture in some widths, from narrow to wide. A size is `None` if its file would be no smaller than that of a
/// wider one, or than the picture itself. The error says why the pixels cannot be read.
pub fn make(bytes: &[u8], header: &Header, widths: &[u32]) -> Result<Vec<Option<Vec<u8>>>, String> {
    // Decoders are the work of others and meet whatever bytes there are: should one of them fail, one picture does.
    let made = std::panic::catch_unwind(|| sizes(bytes, header, widths));
    made.unwrap_or_else(|_| Err("its pixels cannot be decoded".to_owned()))
}

fn sizes(bytes: &[u8], header: &Header, widths: &[u32]) -> Result<Vec<Option<Vec<u8>>>, String> {
    let (pixels, profile) = decode(bytes, header)?;
    let manner = match widths.first() {
        Some(narrowest) if header.is_lossless => {
            manner(resize(&pixels, *narrowest, height(header, *narrowest))?.as_ref().unwrap_or(&pixels))?
        }
        _ => PHOTOGRAPH,
    };
    let size = |width: &u32| -> Result<Vec<u8>, String> {
        let resized = resize(&pixels, *width, height(header, *width))?;
        let mut made = encode(resized.as_ref().unwrap_or(&pixels), manner)?;
        if let Some(profile) = &profile {
            made = webp::with_profile(&made, profile, (*width, height(header, *width)), pixels.has_alpha);
        }
        Ok(made)
    };
    let all: Vec<Vec<u8>> = widths.par_iter().map(size).collect::<Result<_, _>>()?;
    let mut smallest = bytes.len();
    let mut worth = |made: Vec<u8>| {
        let is_smaller = made.len() < smallest;
        smallest = smallest.min(made.len());
        is_smaller.then_some(made)
    };
    let mut kept: Vec<Option<Vec<u8>>> = all.into_iter().rev().map(&mut worth).collect();
    kept.reverse();
    Ok(kept)
}

/// The pixels as they are shown, and the profile of their colours where it is another than that of all screens.
fn decode(bytes: &[u8], header: &Header) -> Result<(Pixels, Option<Vec<u8>>), String> {
    let format = match header.format {
        Format::Png => ImageFormat::Png,
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Webp => ImageFormat::WebP,
        format => return Err(format!("no sizes are made of {}", format.ending())),
    };
    let mut limits = Limits::default();
    // Eight bytes a pixel: sixteen bits in four colours.
    limits.max_alloc = Some(MOST_PIXELS * 8 + (64 << 20));
    let words = |error: image::ImageError| error.to_string();
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(words)?;
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| !is_of_screens(profile));
    let orientation = decoder.orientation().ok().filter(|_| header.format == Format::Jpeg);
    let mut image = DynamicImage::from_decoder(decoder).map_err(words)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    let (width, height) = (image.width(), image.height());
    if (width, height) != (header.width, header.height) {
        return Err("its header and its pixels contradict each other".to_owned());
    }
    let alpha = image.color().has_alpha().then(|| image.to_rgba8().into_raw());
    let alpha = alpha.filter(|bytes| bytes.chunks_exact(4).any(|pixel| pixel[3] != u8::MAX));
    let has_alpha = alpha.is_some();
    let bytes = alpha.unwrap_or_else(|| image.into_rgb8().into_raw());
    Ok((Pixels { bytes, width, height, has_alpha }, profile))
}

/// Whether a colour profile is that of all screens, which no file has to carry along.
fn is_of_screens(profile: &[u8]) -> bool {
    let wide: Vec<u8> = "sRGB".bytes().flat_map(|byte| [0, byte]).collect();
    [&b"sRGB"[..], &wide].iter().any(|name| memchr::memmem::find(profile, name).is_some())
}

/// A smaller picture; nothing where it has the size already.
fn resize(pixels: &Pixels, width: u32, height: u32) -> Result<Option<Pixels>, String> {
    if (width, height) == (pixels.width, pixels.height) {
        return Ok(None);
    }
    let kind = if pixels.has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let from = fast_image_resize::images::ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind)
        .map_err(|error| error.to_string())?;
    let mut to = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| error.to_string())?;
    Ok(Some(Pixels { bytes: to.into_vec(), width, height, has_alpha: pixels.has_alpha }))
}

/// How a picture that was kept without loss is kept on: graphics as they are, photographs as photographs. A small size of
/// it tells, and all of them are kept alike.
fn manner(small: &Pixels) -> Result<Manner, String> {
    let (exact, lossy) = (encode(small, Manner::Exact)?, encode(small, FINE_PHOTOGRAPH)?);
    Ok(if lossy.len() * WORTH < exact.len() { FINE_PHOTOGRAPH } else { Manner::Exact })
}

/// A file of WebP.
fn encode(pixels: &Pixels, manner: Manner) -> Result<Vec<u8>, String> {
    let encoder = if pixels.has_alpha {
        ::webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height)
    } else {
        ::webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height)
    };
    let mut config = ::webp::WebPConfig::new().map_err(|()| "libwebp cannot be used".to_owned())?;
    match manner {
        Manner::Exact => config.lossless = 1,
        Manner::Lossy(quality, is_sharp) => (config.quality, config.use_sharp_yuv) = (quality, i32::from(is_sharp)),
    }
    let made = encoder.encode_advanced(&config).map_err(|error| format!("it cannot be written as WebP: {error:?}"))?;
    Ok(made.to_vec())
}

#[cfg(test)]
mod tests {
    use super::super::{header, read, widths};
    use super::*;
    use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

    fn noise(x: u32, y: u32) -> u8 {
        (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519).to_le_bytes()[3]
    }

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn jpeg(width: u32, height: u32, exif: Option<&[u8]>) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, y| Rgb([(x / 3) as u8, (y * 2) as u8, noise(x, y)]));
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
        exif.into_iter().for_each(|exif| encoder.set_exif_metadata(exif.to_vec()).unwrap());
        encoder.write_image(&image, width, height, ExtendedColorType::Rgb8).unwrap();
        bytes
    }

    fn decoded(bytes: &[u8]) -> DynamicImage {
        image::load_from_memory_with_format(bytes, ImageFormat::WebP).unwrap()
    }

    #[test]
    fn a_photograph_comes_in_sizes_and_the_same_every_time() {
        let bytes = jpeg(900, 300, None);
        let header = read(&bytes).unwrap();
        let widths = widths(&header);
        assert_eq!(widths, [480, 800, 900]);
        let made = make(&bytes, &header, &widths).unwrap();
        let sizes: Vec<(u32, u32)> =
            made.iter().flatten().map(|made| (decoded(made).width(), decoded(made).height())).collect();
        assert_eq!(sizes, [(480, 160), (800, 267), (900, 300)]);
        assert!(made.iter().flatten().is_sorted_by_key(Vec::len));
        assert_eq!(made, make(&bytes, &header, &widths).unwrap());
    }

    #[test]
    fn what_a_camera_turned_stands_upright() {
        // Little endian, one entry: orientation 6.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let bytes = jpeg(300, 700, Some(exif));
        let header = read(&bytes).unwrap();
        assert_eq!((header.width, header.height), (700, 300));
        let made = make(&bytes, &header, &[480]).unwrap();
        let small = decoded(made[0].as_ref().unwrap()).to_rgb8();
        assert_eq!((small.width(), small.height()), (480, 206));
        // Red grew from left to right, and now grows from top to bottom.
        assert!(small.get_pixel(240, 5)[0] + 40 < small.get_pixel(240, 200)[0]);
    }

    #[test]
    fn what_is_transparent_stays_so_and_what_is_not_gains_nothing() {
        let glass = RgbaImage::from_fn(640, 64, |x, y| Rgba([noise(x, y), 0, 200, if x < 320 { 0 } else { 255 }]));
        let bytes = png(&glass.into());
        let made = make(&bytes, &read(&bytes).unwrap(), &[480]).unwrap();
        let small = decoded(made[0].as_ref().unwrap()).to_rgba8();
        assert_eq!((small.get_pixel(10, 10)[3], small.get_pixel(470, 10)[3]), (0, 255));
        let opaque = RgbaImage::from_fn(640, 64, |x, y| Rgba([noise(x, y), 0, 200, 255]));
        let bytes = png(&opaque.into());
        let made = make(&bytes, &read(&bytes).unwrap(), &[480]).unwrap();
        assert!(!decoded(made[0].as_ref().unwrap()).color().has_alpha());
    }

    #[test]
    fn a_size_that_saves_nothing_is_none() {
        let flat = RgbImage::from_pixel(700, 10, Rgb([9, 9, 9]));
        let bytes = png(&flat.into());
        let made = make(&bytes, &read(&bytes).unwrap(), &[480, 700]).unwrap();
        assert!(made[0].as_ref().is_none_or(|small| small.len() < made[1].as_ref().map_or(bytes.len(), Vec::len)));
    }

    #[test]
    fn pixels_that_cannot_be_read_are_an_error() {
        let image = RgbImage::from_fn(640, 64, |x, y| Rgb([noise(x, y), 0, 0]));
        let whole = png(&image.into());
        let header = read(&whole).unwrap();
        assert!(make(&whole[..whole.len() / 2], &header, &[480]).is_err());
        assert!(make(&whole, &header::Header { width: 641, ..header }, &[480]).is_err());
        assert!(make(b"", &header, &[480]).is_err());
    }

    #[test]
    fn a_profile_of_other_screens_goes_along() {
        let image = RgbImage::from_fn(640, 64, |x, y| Rgb([noise(x, y), 0, 0]));
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(b"Display P3, more or less".to_vec()).unwrap();
        encoder.write_image(&image, 640, 64, ExtendedColorType::Rgb8).unwrap();
        let made = make(&bytes, &read(&bytes).unwrap(), &[480]).unwrap().remove(0).unwrap();
        let mut decoder = image::codecs::webp::WebPDecoder::new(Cursor::new(&made)).unwrap();
        assert_eq!(decoder.icc_profile().unwrap().as_deref(), Some(&b"Display P3, more or less"[..]));
        assert_eq!((decoded(&made).width(), decoded(&made).height()), (480, 48));
        assert!(is_of_screens(b"..sRGB IEC61966-2.1") && is_of_screens(b"\0s\0R\0G\0B"));
    }
}
