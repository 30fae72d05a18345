//! Widths against those that fontTools reads from the same files, and files that are no fonts.

use super::*;
use proptest::prelude::*;

const REGULAR: &[u8] = include_bytes!("../../../themes/default/fonts/inter-400.ttf");
const BOLD: &[u8] = include_bytes!("../../../themes/default/fonts/inter-600.ttf");

fn metrics() -> FontMetrics {
    FontMetrics::read(REGULAR, BOLD).unwrap()
}

#[test]
fn widths_are_sums_of_the_advances_in_the_file() {
    // Units of an em of 2048, as fontTools adds them up.
    let known = [
        ("Russia’s exports, $ bn", 21364, 21905),
        ("1,234.5", 7065, 7369),
        ("−12.4%", 7361, 7594),
        ("Київ, Україна", 13058, 13531),
        ("Ελλάδα ≤ 3", 11547, 11720),
        ("€ 5.5 ₴ 100", 10825, 11107),
        ("CO₂ m² №5", 11270, 11321),
        ("Türkiye Łódź", 12676, 12969),
        ("→ ▲ ●", 7048, 6976),
        ("Việt Nam", 8836, 9051),
        ("a\u{a0}b\u{202f}c\u{2009}d", 6148, 6119),
    ];
    let font = metrics();
    for (text, regular, bold) in known {
        assert!((font.width(text, 2048.0, Weight::Regular) - f64::from(regular)).abs() < 1e-9, "{text}");
        assert!((font.width(text, 2048.0, Weight::Bold) - f64::from(bold)).abs() < 1e-9, "{text} in bold");
    }
    assert!((font.width("1,234.5", 14.0, Weight::Regular) - 7065.0 * 14.0 / 2048.0).abs() < 1e-9);
}

#[test]
fn what_the_font_lacks_is_as_wide_as_its_substitute() {
    let font = metrics();
    let em = |text: &str| font.width(text, 1.0, Weight::Regular);
    assert!(!font.has('中', Weight::Regular) && font.has('Ї', Weight::Bold) && font.has('▲', Weight::Bold));
    assert!((em("中国") - 2.0).abs() < 1e-9);
    assert!((em("ა") - 0.65).abs() < 1e-3);
    assert!((em("e\u{301}") - em("e")).abs() < 1e-9);
    assert!((em("a\u{ad}\u{200b}\u{2060}b") - em("ab")).abs() < 1e-9);
    assert_eq!(em(""), 0.0);
    assert_eq!(em("\n\t"), 0.0);
}

#[test]
fn heights_are_those_of_the_file() {
    let font = metrics();
    assert_eq!((font.ascent(), font.descent(), font.cap_height()), (1984.0 / 2048.0, 494.0 / 2048.0, 1490.0 / 2048.0));
    assert_eq!(font.family, "Expound Chart");
    assert_ne!(font.hash, FontMetrics::read(BOLD, REGULAR).unwrap().hash);
}

#[test]
fn what_is_no_font_says_why() {
    let cause = |bytes: &[u8]| FontMetrics::read(REGULAR, bytes).unwrap_err();
    assert_eq!(cause(b"").cause, FontError::NoFont);
    assert_eq!(cause(b"wOF2....").cause, FontError::Woff);
    assert_eq!(cause(b"ttcf....").cause, FontError::Collection);
    assert_eq!(cause(&REGULAR[..12]).cause, FontError::Table("head"));
    assert_eq!(cause(b"").weight, Weight::Bold);
    assert_eq!(FontMetrics::read(b"", b"").unwrap_err().weight, Weight::Regular);
    let mut variable = REGULAR.to_vec();
    let post = variable.windows(4).position(|window| window == b"post").unwrap();
    variable[post..post + 4].copy_from_slice(b"fvar");
    assert_eq!(cause(&variable).cause, FontError::Variable);
    let mut without = REGULAR.to_vec();
    let hmtx = without.windows(4).position(|window| window == b"hmtx").unwrap();
    without[hmtx..hmtx + 4].copy_from_slice(b"none");
    assert_eq!(cause(&without).cause, FontError::Table("hmtx"));
}

/// A font of two letters and a table of format 12, written by hand.
fn tiny(groups: &[(u32, u32, u32)]) -> Vec<u8> {
    let mut cmap: Vec<u8> = [0_u16, 1, 3, 10].iter().flat_map(|n| n.to_be_bytes()).collect();
    cmap.extend(12_u32.to_be_bytes());
    cmap.extend([12_u16, 0].iter().flat_map(|n| n.to_be_bytes()));
    cmap.extend([16 + 12 * groups.len() as u32, 0, groups.len() as u32].iter().flat_map(|n| n.to_be_bytes()));
    groups.iter().for_each(|(a, b, c)| cmap.extend([a, b, c].iter().flat_map(|n| n.to_be_bytes())));
    let mut head = vec![0; 54];
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[34..36].copy_from_slice(&2_u16.to_be_bytes());
    let maxp = [0, 1, 0, 0, 0, 3];
    // Two long metrics; the third glyph repeats the advance of the second.
    let hmtx = [0x01, 0xf4, 0, 0, 0x02, 0x58, 0, 0, 0, 0];
    let tables: [(&[u8; 4], &[u8]); 5] =
        [(b"cmap", &cmap), (b"head", &head), (b"hhea", &hhea), (b"hmtx", &hmtx), (b"maxp", &maxp)];
    let mut file = vec![0, 1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0];
    let mut at = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        file.extend(tag);
        file.extend([0, at as u32, bytes.len() as u32].iter().flat_map(|n| n.to_be_bytes()));
        at += bytes.len();
    }
    tables.iter().for_each(|(_, bytes)| file.extend(*bytes));
    file
}

#[test]
fn groups_of_all_planes_are_read() {
    let file = tiny(&[(0x41, 0x42, 1), (0x1_f600, 0x1_f600, 1)]);
    let font = FontMetrics::read(&file, &file).unwrap();
    assert_eq!(font.width("AB😀", 10.0, Weight::Bold), 18.0);
    assert_eq!(font.cap_height(), 0.7);
    let ways = [vec![(0x42, 0x42, 1), (0x41, 0x41, 1)], vec![(0, 0xffff_ffff, 1)], vec![(0x41, 0x40, 1)]];
    for groups in ways {
        assert_eq!(Tables::read(&tiny(&groups)).unwrap_err(), FontError::Table("cmap"));
    }
    assert_eq!(Tables::read(&tiny(&[])).unwrap_err(), FontError::NoCharacters);
    // A glyph number that overflows maps nothing.
    assert_eq!(Tables::read(&tiny(&[(0x41, 0x42, 0xffff_ffff)])).unwrap_err(), FontError::NoCharacters);
}

proptest! {
    #[test]
    fn a_damaged_file_is_an_error_or_a_font_but_never_a_panic(
        cut in 0..REGULAR.len(),
        damage in prop::collection::vec((0_usize..3000, any::<u8>()), 0..8),
    ) {
        let mut file = REGULAR.to_vec();
        damage.iter().for_each(|(at, byte)| file[*at] = *byte);
        for bytes in [&file[..], &file[..cut]] {
            if let Ok(font) = FontMetrics::read(bytes, bytes) {
                prop_assert!(font.width("Київ 12", 12.0, Weight::Regular) >= 0.0);
            }
        }
    }

    #[test]
    fn a_text_is_as_wide_as_its_parts(a in "\\PC{0,20}", b in "\\PC{0,20}") {
        let font = metrics();
        let width = |text: &str| font.width(text, 14.0, Weight::Bold);
        let both = format!("{a}{b}");
        prop_assert!((width(&both) - width(&a) - width(&b)).abs() < 1e-6);
    }
}
