//! The chunks of a WebP file: whether it moves and whether it is without loss; and the chunk with a colour profile.

/// What the chunks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct About {
    pub(super) is_animated: bool,
    pub(super) is_lossless: bool,
}

/// The chunks, each by its name with its data.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (name, tail) = rest.split_at_checked(4)?;
        let (length, tail) = tail.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let data = &tail[..length.min(tail.len())];
        // Chunks begin at even places.
        rest = tail.get(length.saturating_add(length % 2)..).unwrap_or_default();
        Some((name, data))
    })
}

pub(super) fn about(bytes: &[u8]) -> About {
    let mut about = About::default();
    for (name, _) in chunks(bytes) {
        match name {
            b"ANIM" | b"ANMF" => about.is_animated = true,
            b"VP8L" => about.is_lossless = true,
            _ => {}
        }
    }
    about
}

/// The same file with a colour profile (WebP Container Specification, "Extended File Format").
#[cfg(feature = "images")]
pub(super) fn with_profile(bytes: &[u8], profile: &[u8], (width, height): (u32, u32), has_alpha: bool) -> Vec<u8> {
    const PROFILE: u8 = 0b10_0000;
    const ALPHA: u8 = 0b1_0000;
    let mut body = b"WEBP".to_vec();
    let mut put = |name: &[u8], data: &[u8]| {
        body.extend(name);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(data);
        body.extend(&[0][..data.len() % 2]);
    };
    let mut head = vec![PROFILE | if has_alpha { ALPHA } else { 0 }, 0, 0, 0];
    head.extend(&(width.saturating_sub(1)).to_le_bytes()[..3]);
    head.extend(&(height.saturating_sub(1)).to_le_bytes()[..3]);
    put(b"VP8X", &head);
    put(b"ICCP", profile);
    chunks(bytes).filter(|(name, _)| *name != b"VP8X").for_each(|(name, data)| put(name, data));
    let mut file = b"RIFF".to_vec();
    file.extend((body.len() as u32).to_le_bytes());
    file.extend(body);
    file
}
