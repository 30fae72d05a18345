//! Which colour a token is, in light and in dark.
//!
//! The eight hues stay apart under simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes
//! 2009), and the first four in grey; a test computes that, and the contrast of every token against every ground that it
//! stands on (WCAG 2.2, 1.4.3 and 1.4.11).

use super::scene::Ink;

/// A colour in light and in dark, as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shade {
    /// On a light ground.
    pub light: &'static str,
    /// On a dark ground.
    pub dark: &'static str,
}

const fn shade(light: &'static str, dark: &'static str) -> Shade {
    Shade { light, dark }
}

const WHITE: &str = "#ffffff";
const BLACK: &str = "#11171d";

const SERIES: [Shade; 8] = [
    shade("#1c559c", "#4686df"),
    shade("#bc5833", "#f27244"),
    shade("#4e9073", "#83caae"),
    shade("#bf8229", "#fece68"),
    shade("#8353ba", "#a37cb8"),
    shade("#3f7583", "#93dcfc"),
    shade("#8a3a57", "#d0688a"),
    shade("#505e1b", "#aebf6d"),
];

const SERIES_TEXT: [Shade; 8] = [
    shade("#1c559c", "#6a9fee"),
    shade("#b04f2b", "#f27244"),
    shade("#2f7557", "#83caae"),
    shade("#8f5b10", "#fece68"),
    shade("#7446ad", "#b08cc4"),
    shade("#356b79", "#93dcfc"),
    shade("#8a3a57", "#dd7a96"),
    shade("#505e1b", "#aebf6d"),
];

const ON_SERIES: [Shade; 8] = [
    shade(WHITE, BLACK),
    shade(WHITE, BLACK),
    shade(BLACK, BLACK),
    shade(BLACK, BLACK),
    shade(WHITE, BLACK),
    shade(WHITE, BLACK),
    shade(WHITE, BLACK),
    shade(WHITE, BLACK),
];

const RAMP: [Shade; 7] = [
    shade("#d6ecf9", "#243857"),
    shade("#a8cfe9", "#2e537f"),
    shade("#7db1d9", "#3870a7"),
    shade("#5493ca", "#438fcd"),
    shade("#2e75b7", "#5fafe9"),
    shade("#15579c", "#8dcef9"),
    shade("#0f3b78", "#c9eaff"),
];

const ON_RAMP: [Shade; 7] = [
    shade(BLACK, WHITE),
    shade(BLACK, WHITE),
    shade(BLACK, WHITE),
    shade(BLACK, BLACK),
    shade(WHITE, BLACK),
    shade(WHITE, BLACK),
    shade(WHITE, BLACK),
];

const DIVERGING: [Shade; 7] = [
    shade("#8e3415", "#f3aa85"),
    shade("#c86a43", "#d87248"),
    shade("#e7a783", "#8c4732"),
    shade("#e6e4df", "#35383c"),
    shade("#88bfe6", "#375f8f"),
    shade("#3e85c4", "#5198d8"),
    shade("#1c5696", "#87c6f2"),
];

const ON_DIVERGING: [Shade; 7] = [
    shade(WHITE, BLACK),
    shade(BLACK, BLACK),
    shade(BLACK, WHITE),
    shade(BLACK, WHITE),
    shade(BLACK, WHITE),
    shade(BLACK, BLACK),
    shade(WHITE, BLACK),
];

/// The uncertainty around a line: the hues of the series, near the ground.
const RANGE: [Shade; 8] = [
    shade("#d3dfef", "#22385a"),
    shade("#f3dfd7", "#4a2c20"),
    shade("#d9e9e2", "#24413a"),
    shade("#f4e6d1", "#4a3f25"),
    shade("#e4daf0", "#35294a"),
    shade("#d6e4e8", "#23404d"),
    shade("#ecd8df", "#46222f"),
    shade("#e0e4cf", "#363d22"),
];

/// The colour of a token.
pub fn of(ink: Ink) -> Shade {
    let one = |all: &[Shade], at: u8| all[usize::from(at) % all.len()];
    match ink {
        Ink::Ground => shade(WHITE, BLACK),
        Ink::Series(at) => one(&SERIES, at),
        Ink::SeriesText(at) => one(&SERIES_TEXT, at),
        Ink::OnSeries(at) => one(&ON_SERIES, at),
        Ink::Muted => shade("#848f98", "#7d8a95"),
        Ink::OnMuted => shade(BLACK, BLACK),
        Ink::Text => shade("#17212b", "#e4e9ed"),
        Ink::Soft => shade("#515e6a", "#a3b0bb"),
        Ink::Grid => shade("#dfe5e9", "#2b3640"),
        Ink::Axis => shade("#6d7983", "#7d8a95"),
        Ink::Band => shade("#f4f6f7", "#1a232b"),
        Ink::Reference => shade("#17212b", "#e4e9ed"),
        Ink::Ramp(at) => one(&RAMP, at),
        Ink::OnRamp(at) => one(&ON_RAMP, at),
        Ink::Diverging(at) => one(&DIVERGING, at),
        Ink::OnDiverging(at) => one(&ON_DIVERGING, at),
        Ink::NoData => shade("#d9dfe3", "#39444e"),
        Ink::OnNoData => shade("#17212b", "#e4e9ed"),
        Ink::Range(at) => one(&RANGE, at),
    }
}

/// Every token, in the order of the style sheet.
pub fn all() -> Vec<Ink> {
    let single = [
        Ink::Ground,
        Ink::Muted,
        Ink::OnMuted,
        Ink::Text,
        Ink::Soft,
        Ink::Grid,
        Ink::Axis,
        Ink::Band,
        Ink::Reference,
        Ink::NoData,
        Ink::OnNoData,
    ];
    let eight = (0..8).flat_map(|at| [Ink::Series(at), Ink::SeriesText(at), Ink::OnSeries(at), Ink::Range(at)]);
    let seven = (0..7).flat_map(|at| [Ink::Ramp(at), Ink::OnRamp(at), Ink::Diverging(at), Ink::OnDiverging(at)]);
    single.into_iter().chain(eight).chain(seven).collect()
}

/// The name of a token's custom property, without `--chart-`, and of its class.
pub fn name(ink: Ink) -> String {
    match ink {
        Ink::Ground => "ground".to_owned(),
        Ink::Series(at) => format!("{}", at + 1),
        Ink::SeriesText(at) => format!("text-{}", at + 1),
        Ink::OnSeries(at) => format!("on-{}", at + 1),
        Ink::Muted => "muted".to_owned(),
        Ink::OnMuted => "on-muted".to_owned(),
        Ink::Text => "text".to_owned(),
        Ink::Soft => "soft".to_owned(),
        Ink::Grid => "grid".to_owned(),
        Ink::Axis => "axis".to_owned(),
        Ink::Band => "band".to_owned(),
        Ink::Reference => "reference".to_owned(),
        Ink::Ramp(at) => format!("ramp-{}", at + 1),
        Ink::OnRamp(at) => format!("on-ramp-{}", at + 1),
        Ink::Diverging(at) => format!("diverging-{}", at + 1),
        Ink::OnDiverging(at) => format!("on-diverging-{}", at + 1),
        Ink::NoData => "no-data".to_owned(),
        Ink::OnNoData => "on-no-data".to_owned(),
        Ink::Range(at) => format!("range-{}", at + 1),
    }
}

/// The class of a token in inline drawings: short, since a page holds hundreds.
pub fn class(ink: Ink) -> String {
    match ink {
        Ink::Ground => "g".to_owned(),
        Ink::Series(at) => format!("s{at}"),
        Ink::SeriesText(at) => format!("t{at}"),
        Ink::OnSeries(at) => format!("o{at}"),
        Ink::Muted => "m".to_owned(),
        Ink::OnMuted => "om".to_owned(),
        Ink::Text => "x".to_owned(),
        Ink::Soft => "y".to_owned(),
        Ink::Grid => "gr".to_owned(),
        Ink::Axis => "ax".to_owned(),
        Ink::Band => "bd".to_owned(),
        Ink::Reference => "rf".to_owned(),
        Ink::Ramp(at) => format!("r{at}"),
        Ink::OnRamp(at) => format!("or{at}"),
        Ink::Diverging(at) => format!("d{at}"),
        Ink::OnDiverging(at) => format!("od{at}"),
        Ink::NoData => "nd".to_owned(),
        Ink::OnNoData => "on".to_owned(),
        Ink::Range(at) => format!("u{at}"),
    }
}
