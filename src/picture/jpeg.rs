//! The segments of a JPEG before its pixels: how many colours it is made of, and which way up a camera was held.

/// What those segments say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct About {
    /// The components of a pixel: 1 is grey, 3 are those of screens, 4 are those of print.
    pub(super) components: u8,
    /// Whether it is shown turned by a quarter, so that its width is its height.
    pub(super) is_turned: bool,
}

pub(super) fn about(bytes: &[u8]) -> About {
    let mut about = About::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, tail @ ..] = rest {
        // Bytes that fill up, and markers without a length.
        if *marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            rest = tail;
            continue;
        }
        let [high, low, ..] = tail else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(segment) = tail.get(2..length) else { break };
        match marker {
            0xe1 if !about.is_turned => {
                about.is_turned = segment.strip_prefix(b"Exif\0\0").and_then(orientation).is_some_and(|n| n >= 5);
            }
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                about.components = segment.get(5).copied().unwrap_or_default();
                break;
            }
            0xd9 | 0xda => break,
            _ => {}
        }
        rest = &tail[length..];
    }
    about
}

/// The orientation of a block of EXIF, 1 to 8; from 5 on the picture lies on its side.
fn orientation(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 0x0112;
    let is_big = tiff.starts_with(b"MM");
    if !is_big && !tiff.starts_with(b"II") {
        return None;
    }
    let short = |at: usize| {
        let pair = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four = *tiff.get(4..)?.first_chunk::<4>()?;
    let first = if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) } as usize;
    let entries = usize::from(short(first)?);
    let entry = |at: usize| first.checked_add(2 + at * 12);
    let found = (0..entries).filter_map(entry).find(|at| short(*at) == Some(ORIENTATION))?;
    short(found.checked_add(8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG up to its frame: `components` colours, held as `orientation` says.
    fn jpeg(components: u8, orientation: u16, is_big: bool) -> Vec<u8> {
        let short = |n: u16| if is_big { n.to_be_bytes() } else { n.to_le_bytes() };
        let four = |n: u32| if is_big { n.to_be_bytes() } else { n.to_le_bytes() };
        let mut exif = b"Exif\0\0".to_vec();
        exif.extend(if is_big { b"MM" } else { b"II" });
        exif.extend(short(42));
        exif.extend(four(8));
        exif.extend(short(2));
        for (tag, value) in [(0x0100, 7), (0x0112, orientation)] {
            exif.extend(short(tag));
            exif.extend(short(3));
            exif.extend(four(1));
            exif.extend(short(value));
            exif.extend([0, 0]);
        }
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xe1];
        bytes.extend((exif.len() as u16 + 2).to_be_bytes());
        bytes.extend(exif);
        bytes.extend([0xff, 0xc4, 0, 3, 0]);
        bytes.extend([0xff, 0xc2, 0, 8 + 3 * components, 8, 0, 10, 0, 20, components]);
        bytes.extend(vec![0; 3 * usize::from(components)]);
        bytes
    }

    #[test]
    fn a_camera_that_was_held_upright_turns_the_picture() {
        for is_big in [true, false] {
            for (orientation, is_turned) in [(1, false), (3, false), (5, true), (6, true), (8, true)] {
                assert_eq!(about(&jpeg(3, orientation, is_big)), About { components: 3, is_turned });
            }
        }
        assert_eq!(about(&jpeg(4, 1, true)).components, 4);
    }

    #[test]
    fn bytes_that_end_anywhere_do_no_harm() {
        let whole = jpeg(3, 6, true);
        for end in 0..whole.len() {
            let _ = about(&whole[..end]);
        }
        // A directory that is said to be far away.
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), None);
    }
}
