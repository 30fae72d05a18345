//! The root of an SVG file → how large it is drawn where nobody says otherwise, in CSS pixels.
//!
//! Where only its `viewBox` is known, that is the size: it has the right shape.

use quick_xml::events::{BytesStart, Event};

/// The width and height, 0 where the file does not tell; nothing where the bytes are no SVG.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let is_markup = |bytes: &[u8]| bytes.trim_ascii_start().starts_with(b"<");
    if !is_markup(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        return None;
    }
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root,
            Event::Eof => return None,
            _ => {}
        }
    };
    if root.local_name().as_ref() != "svg" {
        return None;
    }
    Some(size(&root).unwrap_or_default())
}

fn size(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let value = |name: &str| {
        let attribute = root.try_get_attribute(name).ok()??;
        Some(attribute.value.trim().to_owned())
    };
    let view_box: Vec<f64> = value("viewBox")
        .map(|text| text.split([' ', ',', '\n', '\t']).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let ratio = match view_box[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some(height / width),
        _ => None,
    };
    let (width, height) =
        (value("width").and_then(|text| length(&text)), value("height").and_then(|text| length(&text)));
    let (width, height) = match (width, height, ratio) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some(ratio)) => (width, width * ratio),
        (None, Some(height), Some(ratio)) => (height / ratio, height),
        (None, None, Some(_)) => (view_box[2], view_box[3]),
        _ => return None,
    };
    let whole = |length: f64| (length.is_finite() && length <= 1e6).then(|| length.round().max(1.0) as u32);
    Some((whole(width)?, whole(height)?))
}

/// A length in CSS pixels; nothing for one that is relative to what is around, such as `100%`.
fn length(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 8] = [
        ("px", 1.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
        ("rem", 16.0),
        ("em", 16.0),
    ];
    let (number, factor) =
        UNITS.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor))).unwrap_or((text, 1.0));
    number.trim().parse::<f64>().ok().map(|number| number * factor).filter(|length| *length > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(attributes: &str) -> Option<(u32, u32)> {
        dimensions(format!("<?xml version=\"1.0\"?>\n<!-- a -->\n<svg {attributes}><g/></svg>").as_bytes())
    }

    #[test]
    fn the_root_tells_the_size() {
        assert_eq!(of("width='30' height=\"20.4\""), Some((30, 20)));
        assert_eq!(of("width='1in' height='72pt' viewBox='0 0 1 1'"), Some((96, 96)));
        assert_eq!(of("viewBox='0,0 640 360'"), Some((640, 360)));
        assert_eq!(of("width='100%' height='100%' viewBox='0 0 640 360'"), Some((640, 360)));
        assert_eq!(of("width='320' viewBox='0 0 640 360'"), Some((320, 180)));
        assert_eq!(of("height='180' viewBox='0 0 640 360'"), Some((320, 180)));
        assert_eq!(
            [of(""), of("width='0' height='0'"), of("viewBox='0 0 x 1'"), of("width='NaN' height='1'")],
            [Some((0, 0)); 4]
        );
        assert_eq!(dimensions(b"\xef\xbb\xbf <s:svg xmlns:s='x' width='3' height='2'/>"), Some((3, 2)));
        assert_eq!(
            [dimensions(b"<svg width='3"), dimensions(b"<p width='3' height='3'>"), dimensions(b"\xff\xfe<")],
            [None; 3]
        );
    }
}
