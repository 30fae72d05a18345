//! Contrast of every token on every ground that it stands on, and hues that stay apart, in light and in dark.

use expound::chart::palette;
use expound::chart::scene::Ink;

type Rgb = [f64; 3];

fn rgb(hex: &str) -> Rgb {
    [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

fn linear(colour: Rgb) -> Rgb {
    colour.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) })
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = linear(colour);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Oklab of a linear colour (Ottosson 2020).
fn oklab([r, g, b]: Rgb) -> Rgb {
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).max(0.0).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).max(0.0).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).max(0.0).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
    ]
}

/// What people see who lack one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1), and everybody else.
const SIGHTS: [(&str, [Rgb; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_9]],
    ),
];

fn apart(a: Rgb, b: Rgb, sight: &[Rgb; 3]) -> f64 {
    let seen = |colour: Rgb| {
        let colour = linear(colour);
        oklab(sight.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0)))
    };
    let (a, b) = (seen(a), seen(b));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt() * 100.0
}

fn schemes(ink: Ink) -> [(&'static str, Rgb); 2] {
    let shade = palette::of(ink);
    [("light", rgb(shade.light)), ("dark", rgb(shade.dark))]
}

fn ratios(ink: Ink, on: Ink) -> impl Iterator<Item = (&'static str, f64)> {
    schemes(ink).into_iter().zip(schemes(on)).map(|((scheme, a), (_, b))| (scheme, contrast(a, b)))
}

#[test]
fn contrast_of_words() {
    let eight = |ink: fn(u8) -> Ink, on: fn(u8) -> Ink| (0..8).map(move |at| (ink(at), on(at)));
    let seven = |ink: fn(u8) -> Ink, on: fn(u8) -> Ink| (0..7).map(move |at| (ink(at), on(at)));
    let grounds = [Ink::Ground, Ink::Band];
    let on_ground = [Ink::Text, Ink::Soft].into_iter().chain((0..8).map(Ink::SeriesText));
    let pairs: Vec<(Ink, Ink)> = on_ground
        .flat_map(|ink| grounds.map(|ground| (ink, ground)))
        .chain(eight(Ink::OnSeries, Ink::Series))
        .chain(seven(Ink::OnRamp, Ink::Ramp))
        .chain(seven(Ink::OnDiverging, Ink::Diverging))
        .chain([(Ink::OnMuted, Ink::Muted), (Ink::OnNoData, Ink::NoData)])
        .collect();
    for (ink, on) in pairs {
        for (scheme, ratio) in ratios(ink, on) {
            assert!(ratio >= 4.5, "{ink:?} on {on:?}, {scheme}: {ratio:.2}");
        }
    }
}

#[test]
fn contrast_of_marks() {
    let marks = (0..8).map(Ink::Series).chain([Ink::Muted, Ink::Axis, Ink::Reference]);
    for mark in marks {
        for ground in [Ink::Ground, Ink::Band] {
            for (scheme, ratio) in ratios(mark, ground) {
                assert!(ratio >= 3.0, "{mark:?} on {ground:?}, {scheme}: {ratio:.2}");
            }
        }
    }
    // Gridlines are light, and the line of zero is darker.
    for ((scheme, grid), (_, axis)) in ratios(Ink::Grid, Ink::Ground).zip(ratios(Ink::Axis, Ink::Ground)) {
        assert!(grid < 1.6 && axis > 2.0 * grid, "{scheme}: {grid:.2} {axis:.2}");
    }
}

#[test]
fn steps_of_a_ramp_are_in_order() {
    for scheme in [0, 1] {
        let steps: Vec<f64> = (0..7).map(|at| luminance(schemes(Ink::Ramp(at))[scheme].1)).collect();
        let sorted = steps.is_sorted() || steps.is_sorted_by(|a, b| a >= b);
        assert!(sorted, "{steps:?}");
        let first = contrast(schemes(Ink::Ramp(0))[scheme].1, schemes(Ink::Ground)[scheme].1);
        let last = contrast(schemes(Ink::Ramp(6))[scheme].1, schemes(Ink::Ground)[scheme].1);
        assert!(last > 6.0 * first, "the highest step stands out most: {first:.2} {last:.2}");
    }
}

#[test]
fn hues_stay_apart() {
    for scheme in [0, 1] {
        for (sight, matrix) in &SIGHTS {
            for a in 0..8u8 {
                for b in 0..a {
                    let colour = |at: u8| schemes(Ink::Series(at))[scheme].1;
                    let distance = apart(colour(a), colour(b), matrix);
                    let least = if a < 4 { 6.0 } else { 3.5 };
                    assert!(distance > least, "{sight}, scheme {scheme}: hues {b} and {a} are {distance:.2} apart");
                }
            }
        }
        // The first four also in grey.
        let mut grey: Vec<f64> =
            (0..4).map(|at| oklab([luminance(schemes(Ink::Series(at))[scheme].1); 3])[0]).collect();
        grey.sort_by(f64::total_cmp);
        assert!(grey.windows(2).all(|pair| pair[1] - pair[0] > 0.035), "scheme {scheme}: {grey:?}");
    }
}
