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

/// The quality of photographs, of 100, and that of pictures that were kept without loss.
const OF_PHOTOGRAPHS: f32 = 80.0;
const OF_GRAPHICS: f32 = 90.0;

/// What is lost in a graphic must be worth it: a file without loss may be so many times as large as one with.
const WORTH: usize = 2;

/// A picture in memory.
struct Pixels {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    has_alpha: bool,
}

/// Makes a picture in some widths. A size that would be as large a file as the picture itself is `None`. The error says
/// why the pixels cannot be read.
pub fn make(bytes: &[u8], header: &Header, widths: &[u32]) -> Result<Vec<Option<Vec<u8>>>, String> {
    let (pixels, profile) = decode(bytes, header)?;
    let size = |width: &u32| -> Result<Option<Vec<u8>>, String> {
        let resized = resize(&pixels, *width, height(header, *width))?;
        let mut made = encode(resized.as_ref().unwrap_or(&pixels), header.is_lossless)?;
        if let Some(profile) = &profile {
            made = webp::with_profile(&made, profile, (*width, height(header, *width)), pixels.has_alpha);
        }
        Ok((made.len() < bytes.len()).then_some(made))
    };
    widths.par_iter().map(size).collect()
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

/// A file of WebP. What was kept without loss stays so, unless it is a photograph in truth.
fn encode(pixels: &Pixels, is_lossless: bool) -> Result<Vec<u8>, String> {
    if !is_lossless {
        return compress(pixels, false, OF_PHOTOGRAPHS);
    }
    let exact = compress(pixels, true, 75.0)?;
    let lossy = compress(pixels, false, OF_GRAPHICS)?;
    Ok(if lossy.len() * WORTH < exact.len() { lossy } else { exact })
}

fn compress(pixels: &Pixels, is_lossless: bool, quality: f32) -> Result<Vec<u8>, String> {
    let encoder = if pixels.has_alpha {
        ::webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height)
    } else {
        ::webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height)
    };
    let mut config = ::webp::WebPConfig::new().map_err(|()| "libwebp cannot be used".to_owned())?;
    config.lossless = i32::from(is_lossless);
    config.quality = quality;
    // Thin coloured lines stay sharp; only graphics have them.
    config.use_sharp_yuv = i32::from(!is_lossless && quality >= OF_GRAPHICS);
    let made = encoder.encode_advanced(&config).map_err(|error| format!("it cannot be written as WebP: {error:?}"))?;
    Ok(made.to_vec())
}
