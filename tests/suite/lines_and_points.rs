//! Lines, areas, slopes and scatter: what holds of their drawings, whatever the data and the width are.

use expound::base::font::FontMetrics;
use expound::base::language::Language;
use expound::base::{Diagnostic, Source, Span};
use expound::chart::frame::Frame;
use expound::chart::rule::drawing::problems;
use expound::chart::scene::{Scene, Shape};
use expound::chart::typography::Typography;
use expound::chart::{self, Chart, spec};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::LazyLock;

static FONT: LazyLock<FontMetrics> = LazyLock::new(|| {
    let read =
        |name: &str| std::fs::read(format!("{}/themes/default/fonts/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    FontMetrics::read(&read("inter-400.ttf"), &read("inter-600.ttf")).unwrap()
});

/// The chart of a block, and its drawing.
/// A chart and its drawing; none where the data has no value.
fn drawn(block: &str, width: f64) -> Option<(Chart, Scene)> {
    let source = Source::new("a.md", block);
    let spec = spec::read(&source, Span::new(0, block.len()));
    assert_eq!(spec.diagnostics, [], "{block}");
    let encoded = chart::encode(spec.value.unwrap(), None);
    let no_value = |found: &Diagnostic| found.message.contains("no value to draw");
    if encoded.diagnostics.iter().any(no_value) {
        return None;
    }
    let chart = encoded.value.unwrap_or_else(|| panic!("{:?}\n{block}", encoded.diagnostics));
    let size = if width >= 480.0 { 13.0 } else { 14.0 };
    let scene = chart::draw(&chart, width, Typography { font: &FONT, size, language: Language::english() });
    Some((chart, scene))
}

fn cell(value: &Option<f64>) -> String {
    value.map(|value| format!("{value}")).unwrap_or_default()
}

/// Values of one magnitude each table, as they come in data, with gaps.
fn values(rows: usize, series: usize, positive: bool) -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let scale = prop_oneof![Just(1e-9), Just(1e-3), Just(1.0), Just(37.0), Just(1e6), Just(1e12)];
    let equal = prop::bool::weighted(0.1);
    (scale, equal, vec(vec((0..10u8, -1.0..1.0f64), series), rows)).prop_map(move |(scale, equal, all)| {
        let value = |(kind, value): (u8, f64)| {
            let value = if equal {
                0.5
            } else if positive {
                value.abs()
            } else {
                value
            };
            (kind > 0).then(|| ((value * 1000.0).round() / 1000.0 + 0.0) * scale)
        };
        let mut all: Vec<Vec<Option<f64>>> = all.into_iter().map(|row| row.into_iter().map(value).collect()).collect();
        all[0][0] = all[0][0].or(Some(scale));
        all
    })
}

const NAMES: [&str; 8] = [
    "Coal",
    "United States of America",
    "Electrical machinery and equipment including semiconductors",
    "A",
    "Donaudampfschifffahrtsgesellschaft",
    "Viet Nam",
    "Services",
    "Others that are not named",
];

/// The position of a row, as it is written, in one of four precisions.
fn position(kind: u8, row: usize) -> String {
    match kind {
        0 => format!("{}", 1950 + row),
        1 => format!("{}-{:02}", 2001 + row / 12, row % 12 + 1),
        2 => format!("{}-Q{}", 1990 + row / 4, row % 4 + 1),
        3 => format!("2024-{:02}-{:02}", 3 + row / 28, row % 28 + 1),
        _ => format!("{}", row * 7),
    }
}

/// A block of wide data and the width of its drawing.
#[derive(Clone)]
struct Case {
    block: String,
    width: f64,
    values: Vec<Vec<Option<f64>>>,
}

impl std::fmt::Debug for Case {
    /// The block as an author would write it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} pixels wide:\n{}", self.width, self.block)
    }
}

fn over(kind: u8, rows: usize, values: &[Vec<Option<f64>>]) -> String {
    let (first, last) = (position(kind, 0), position(kind, rows - 1));
    let value = values[0][0].unwrap_or(0.0);
    format!(
        "notes: [{{x: {last}, y: {value}, text: Words about a value that are rather long}}]\n\
         bands: [{{x: [{first}, {last}], text: A time of trouble}}, {{x: [{last}, {last}], text: Another time}}]\n\
         refline: [{{y: {value}, text: What was promised}}, {{x: {first}, text: The beginning}}]\n"
    )
}

fn wide(kind: &'static str) -> impl Strategy<Value = Case> {
    let most = if kind == "area" { 5 } else { 8 };
    let size = (prop_oneof![1..6usize, 1..61usize], 1..=most as usize);
    size.prop_flat_map(move |(rows, series)| {
        let positive = kind == "area" && series > 1;
        (values(rows, series, positive), 0..5u8, 0..4u8, prop::bool::ANY, 280.0..900.0f64)
    })
    .prop_map(move |(values, positions, extra, overlaid, width)| {
        let (rows, series) = (values.len(), values[0].len());
        let mut block = format!("type: {kind}\nx: when\ny: [{}]\n", NAMES[..series].join(", "));
        match extra {
            1 if series > 1 => {
                let named: Vec<&str> =
                    ["Coal", "Viet Nam"].into_iter().filter(|name| NAMES[..series].contains(name)).collect();
                let _ = writeln!(block, "highlight: [{}]", named.join(", "));
            }
            2 if kind == "area" => block.push_str("stack: normalize\n"),
            3 => block.push_str("height: 150\n"),
            _ => {}
        }
        if overlaid {
            block.push_str(&over(positions, rows, &values));
        }
        let _ = write!(block, "rows: |\n  when,{}\n", NAMES[..series].join(","));
        for (row, cells) in values.iter().enumerate() {
            let cells: Vec<String> = cells.iter().map(cell).collect();
            let _ = writeln!(block, "  {},{}", position(positions, row), cells.join(","));
        }
        Case { block, width: width.round(), values }
    })
}

fn slopes() -> impl Strategy<Value = Case> {
    ((1..40usize).prop_flat_map(|rows| values(rows, 2, false)), 0..3u8, 280.0..900.0f64).prop_map(
        |(values, extra, width)| {
            let mut block = "type: slope\nx: name\ny: [Before the war, 2024]\n".to_owned();
            match extra {
                1 => block.push_str("highlight: [Coal 0]\n"),
                2 => block.push_str("refline: {y: 0, text: Nothing}\n"),
                _ => {}
            }
            block.push_str("rows: |\n  name,Before the war,2024\n");
            for (row, cells) in values.iter().enumerate() {
                let name = format!("{} {row}", NAMES[row % 8]);
                let _ = writeln!(block, "  {name},{},{}", cell(&cells[0]), cell(&cells[1]));
            }
            Case { block, width: width.round(), values }
        },
    )
}

fn scatters() -> impl Strategy<Value = Case> {
    ((1..60usize).prop_flat_map(|rows| values(rows, 3, false)), 0..4u8, prop::bool::ANY, 280.0..900.0f64).prop_map(
        |(mut values, extra, overlaid, width)| {
            let mut block = "type: scatter\nx: What it costs\ny: What it gives\nlabel: name\n".to_owned();
            for row in &mut values {
                row[2] = row[2].map(f64::abs);
            }
            match extra {
                1 => block.push_str("size: How many there are\ncolor: group\n"),
                2 => block.push_str("color: group\nhighlight: [g0]\n"),
                3 => block.push_str("size: How many there are\n"),
                _ => {}
            }
            if let (true, [Some(x), Some(y), _]) = (overlaid, &values[0][..]) {
                let _ = writeln!(block, "notes: [{{x: {x}, y: {y}, text: Words about a point}}]");
                let _ = writeln!(block, "refline: [{{x: {x}, text: Much}}, {{y: {y}, text: What was promised}}]");
            }
            block.push_str("rows: |\n  name,group,What it costs,What it gives,How many there are\n");
            for (row, cells) in values.iter().enumerate() {
                let cells: Vec<String> = cells.iter().map(cell).collect();
                let _ = writeln!(block, "  {} {row},g{},{}", NAMES[row % 8], row % 3, cells.join(","));
            }
            Case { block, width: width.round(), values }
        },
    )
}

/// The corners of everything that shows data.
fn corners(scene: &Scene) -> Vec<[f64; 2]> {
    let of = |shape: &Shape| match shape {
        Shape::Rect { area, .. } => vec![[area.x0, area.y0], [area.x1, area.y1]],
        Shape::Circle { at: [x, y], radius, .. } => vec![[x - radius, y - radius], [x + radius, y + radius]],
        Shape::Line { points, .. } => points.clone(),
        Shape::Polygon { rings, .. } => rings.concat(),
        Shape::Ribbon { from, to, .. } => vec![*from, *to],
    };
    scene.marks().flat_map(|(shape, _)| of(shape)).collect()
}

fn holds(case: &Case) -> Result<Scene, TestCaseError> {
    let Some((_, scene)) = drawn(&case.block, case.width) else { return Err(TestCaseError::reject("no value")) };
    prop_assert_eq!(problems(&scene), Vec::<String>::new());
    for [x, y] in corners(&scene) {
        prop_assert!(
            x >= 0.0 && x <= scene.width && y >= 0.0 && y <= scene.height,
            "{} {} outside {}x{}",
            x,
            y,
            scene.width,
            scene.height
        );
    }
    Ok(scene)
}

/// True if `places` are in proportion to `values`, to a tenth of a pixel.
fn proportional(values: &[f64], places: &[f64]) -> bool {
    let ends =
        |all: &[f64]| (all.iter().copied().fold(f64::MAX, f64::min), all.iter().copied().fold(f64::MIN, f64::max));
    let ((low, high), (top, bottom)) = (ends(values), ends(places));
    let expected =
        |value: f64| if high > low { bottom - (value - low) / (high - low) * (bottom - top) } else { bottom };
    values.iter().zip(places).all(|(value, place)| (expected(*value) - place).abs() < 0.1)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_hold(case in wide("line")) {
        let scene = holds(&case)?;
        // Every value is a corner of its line or a dot, in proportion; nothing else is.
        let mut drawn: Vec<(u32, f64, f64)> = Vec::new();
        for (shape, of) in scene.marks() {
            match shape {
                Shape::Circle { at: [x, y], .. } => drawn.push((of.series, *x, *y)),
                Shape::Line { points, .. } => drawn.extend(points.iter().map(|[x, y]| (of.series, *x, *y))),
                _ => {}
            }
        }
        drawn.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        drawn.dedup();
        let known: Vec<f64> = (0..case.values[0].len())
            .flat_map(|series| case.values.iter().filter_map(move |row| row[series]))
            .collect();
        prop_assert_eq!(drawn.len(), known.len());
        let places: Vec<f64> = drawn.iter().map(|(.., y)| *y).collect();
        prop_assert!(proportional(&known, &places), "{:?} {:?}", known, places);
    }

    #[test]
    fn areas_hold(case in wide("area")) {
        let scene = holds(&case)?;
        // Where a value is missing in the middle of a series, nothing is drawn.
        let Some((chart, _)) = drawn(&case.block, case.width) else { return Ok(()) };
        let Frame::Grid(grid) = &chart.panels[0].frame else { unreachable!("areas are grids") };
        let corners: usize = scene.marks().map(|(shape, _)| match shape {
            Shape::Polygon { rings, .. } => rings[0].len(),
            _ => 0,
        }).sum();
        let known: usize = grid.series.iter().map(|series| series.values.iter().flatten().count()).sum();
        prop_assert!(corners <= 2 * known);
    }

    #[test]
    fn slopes_hold(case in slopes()) {
        let scene = holds(&case)?;
        let circles: Vec<f64> = scene.marks().filter_map(|(shape, _)| match shape {
            Shape::Circle { at, .. } => Some(at[1]),
            _ => None,
        }).collect();
        let known = case.values.iter().flatten().flatten().count();
        prop_assert_eq!(circles.len(), known);
    }

    #[test]
    fn scatters_hold(case in scatters()) {
        let scene = holds(&case)?;
        let with_size = case.block.contains("size:");
        let known = case.values.iter().filter(|row| row[0].is_some() && row[1].is_some() && (!with_size || row[2].is_some()));
        prop_assert_eq!(scene.marks().count(), known.count());
    }
}

/// Panels of all four kinds, two to nine of them.
#[test]
fn panels_hold() {
    for kind in ["line", "area", "slope", "scatter"] {
        for panels in 2..=9 {
            let y = if kind == "scatter" { "y: v" } else { "y: [v, w]" };
            let mut block = format!("type: {kind}\nx: year\n{y}\nfacet: place\nrows: |\n  place,year,v,w\n");
            for row in 0..panels * 7 {
                let (panel, at) = (row / 7, row % 7);
                let _ = writeln!(
                    block,
                    "  {},{},{},{}",
                    NAMES[panel % 8].repeat(1 + panel / 8),
                    2015 + at,
                    at * 3 + panel,
                    20 - at
                );
            }
            for width in [280.0, 320.0, 500.0, 680.0, 900.0] {
                let (_, scene) = drawn(&block, width).unwrap();
                assert_eq!(problems(&scene), Vec::<String>::new(), "{kind} {panels} {width}");
            }
        }
    }
}

/// A log axis is one, and its lowest value is not dragged to zero.
#[test]
fn ratios_have_equal_lengths_on_a_log_axis() {
    let block = "type: line\nx: year\ny: v\nscale: log\nrows: |\n  year,v\n  2000,1\n  2001,10\n  2002,100\n";
    let (_, scene) = drawn(block, 680.0).unwrap();
    let line = scene.marks().find_map(|(shape, _)| match shape {
        Shape::Line { points, .. } => Some(points.clone()),
        _ => None,
    });
    let points = line.unwrap();
    assert!(((points[0][1] - points[1][1]) - (points[1][1] - points[2][1])).abs() < 0.1);
    assert!(points[0][1] - points[1][1] > 20.0);
}

/// Rows of a long table that other series have and this one has not are no gap; a hole in its own rhythm is.
#[test]
fn a_line_is_interrupted_where_its_own_rows_are_missing() {
    let block = "type: line\nx: year\ny: v\ncolor: who\nrows: |\n  year,who,v\n  2000,a,1\n  2002,a,2\n  2004,a,3\n  2001,b,3\n  2002,b,3\n  2003,b,3\n  2006,b,4\n  2007,b,4\n  2008,b,4\n";
    let (_, scene) = drawn(block, 680.0).unwrap();
    let lines = |series: u32| {
        let own = scene.marks().filter(move |(_, of)| of.series == series);
        own.filter(|(shape, _)| matches!(shape, Shape::Line { .. })).count()
    };
    assert_eq!((lines(0), lines(1)), (1, 2));
}
