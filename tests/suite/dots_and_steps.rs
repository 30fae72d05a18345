//! What holds of every dumbbell, range, dot chart, heatmap, waterfall and timeline, whatever the numbers and the width are.

use expound::base::font::FontMetrics;
use expound::base::language::Language;
use expound::base::{Severity, Source, Span};
use expound::chart::rule::problems;
use expound::chart::scene::{Area, Ink, Item, Scene, Shape};
use expound::chart::typography::Typography;
use expound::chart::{self, Chart, spec};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FONT: LazyLock<FontMetrics> = LazyLock::new(|| {
    let regular = include_bytes!("../../themes/default/fonts/inter-400.ttf");
    let bold = include_bytes!("../../themes/default/fonts/inter-600.ttf");
    FontMetrics::read(regular, bold).expect("the font of the default theme can be read")
});

/// A chart of a block; none where its author is told of an error.
fn chart_of(block: &str) -> Result<Chart, String> {
    let source = Source::new("a.md", block);
    let mut found = Vec::new();
    let spec = spec::read(&source, Span::new(0, block.len())).take(&mut found);
    let chart = spec.and_then(|spec| chart::encode(spec, None).take(&mut found));
    let errors: Vec<String> =
        found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.message.clone()).collect();
    chart.ok_or_else(|| format!("{errors:?}\n{block}"))
}

/// Data without a value makes no chart, and proves nothing.
fn refused(why: String) -> TestCaseError {
    if why.contains("no value to draw") { TestCaseError::reject(why) } else { TestCaseError::fail(why) }
}

fn drawn(chart: &Chart, width: f64) -> Scene {
    let size = if width >= 480.0 { 13.0 } else { 14.0 };
    chart::draw(chart, width, Typography { font: &FONT, size, language: Language::english() })
}

fn cell(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| format!("{value}"))
}

/// A chart of `columns` of numbers for `names`.
fn block(kind: &str, roles: &str, head: &[&str], names: &[String], columns: &[Vec<Option<f64>>]) -> String {
    let mut text = format!("type: {kind}\n{roles}\nrows: |\n  {}\n", head.join(","));
    for (row, name) in names.iter().enumerate() {
        let cells: Vec<String> = columns.iter().map(|column| cell(column[row])).collect();
        text.push_str(&format!("  \"{name}\",{}\n", cells.join(",")));
    }
    text
}

/// Values as they come in tables, of one order of magnitude or of many.
fn value() -> impl Strategy<Value = Option<f64>> {
    let round = |value: f64| format!("{value:.3}").parse().unwrap_or(value);
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(0.0)),
        1 => Just(Some(7.0)),
        6 => (-1000.0..1000.0f64).prop_map(move |value| Some(round(value))),
        1 => Just(Some(1e-9)),
        1 => Just(Some(-4e-7)),
        1 => Just(Some(1e12)),
        1 => Just(Some(-987_654_321_012.5)),
    ]
}

fn plain() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![1 => Just(None), 9 => (-300..300i32).prop_map(|value| Some(f64::from(value) / 10.0))]
}

/// A column of values; `mixed` ones are of many orders of magnitude, equal ones are all the same.
fn columns(count: impl Strategy<Value = usize>) -> impl Strategy<Value = (Vec<String>, Vec<Vec<Option<f64>>>)> {
    (count, prop_oneof![1 => 1..4usize, 3 => 1..14usize, 1 => 14..60usize], 0..3usize).prop_flat_map(
        |(count, rows, which)| {
            let column = match which {
                0 => vec(value(), rows).boxed(),
                1 => vec(plain(), rows).boxed(),
                _ => Just(vec![Some(41.5); rows]).boxed(),
            };
            (names(rows), vec(column, count))
        },
    )
}

fn names(rows: usize) -> impl Strategy<Value = Vec<String>> {
    let word = "[A-Z][a-z]{1,9}( [a-z]{2,14}){0,7}|[A-Z]{1,3}|[a-z]{28}";
    vec(word, rows).prop_map(|names| names.iter().enumerate().map(|(at, name)| format!("{name} {at}")).collect())
}

fn widths() -> impl Strategy<Value = f64> {
    prop_oneof![Just(280.0), Just(320.0), Just(480.0), Just(680.0), Just(900.0), 280.0..900.0f64]
}

fn box_of(shape: &Shape) -> Area {
    let around = |points: &[[f64; 2]]| {
        let fold =
            |axis: usize, pick: fn(f64, f64) -> f64, from: f64| points.iter().map(|at| at[axis]).fold(from, pick);
        Area {
            x0: fold(0, f64::min, f64::INFINITY),
            y0: fold(1, f64::min, f64::INFINITY),
            x1: fold(0, f64::max, f64::NEG_INFINITY),
            y1: fold(1, f64::max, f64::NEG_INFINITY),
        }
    };
    match shape {
        Shape::Rect { area, .. } => *area,
        Shape::Circle { at, radius, .. } => Area::new(at[0], at[1], at[0], at[1]).grown(*radius),
        Shape::Line { points, .. } => around(points),
        Shape::Polygon { rings, .. } => around(&rings.concat()),
        Shape::Ribbon { from, to, height, .. } => {
            Area::new(from[0], from[1].min(to[1]), to[0], from[1].max(to[1]) + height)
        }
    }
}

/// What must hold of every drawing: nothing overlaps, nothing is cut off, every number is a number.
fn check(chart: &Chart, width: f64) -> Result<Scene, TestCaseError> {
    let scene = drawn(chart, width);
    let found = problems(&scene);
    prop_assert!(found.is_empty(), "at {width}: {found:?}");
    let all = Area::new(0.0, 0.0, scene.width, scene.height).grown(0.6);
    for item in &scene.items {
        let area = match item {
            Item::Mark { shape, .. } | Item::Guide(shape) => box_of(shape),
            Item::Text(text) => text.area,
        };
        let inside = area.x0 >= all.x0 && area.y0 >= all.y0 && area.x1 <= all.x1 && area.y1 <= all.y1;
        prop_assert!(inside, "at {width}: {item:?} of {} x {}", scene.width, scene.height);
    }
    Ok(scene)
}

/// Where the upright line of zero runs.
fn line_of_zero(scene: &Scene) -> Vec<[[f64; 2]; 2]> {
    let line = |item: &Item| match item {
        Item::Guide(Shape::Line { points, stroke: Ink::Axis, .. }) if points[0][0] == points[1][0] => {
            Some([points[0], points[1]])
        }
        _ => None,
    };
    scene.items.iter().filter_map(line).collect()
}

/// The middles of all circles, by series and position.
fn dots(scene: &Scene) -> BTreeMap<(u32, u32), f64> {
    let dot = |(shape, of): (&Shape, _)| match shape {
        Shape::Circle { at, .. } => Some((of, at[0])),
        _ => None,
    };
    scene.marks().filter_map(dot).map(|(of, x): (chart::scene::Datum, f64)| ((of.series, of.index), x)).collect()
}

/// True if places are a straight line of the values, to a tenth of a pixel.
fn proportional(pairs: &[(f64, f64)]) -> bool {
    let low = pairs.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0));
    let high = pairs.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0));
    let (Some((v0, x0)), Some((v1, x1))) = (low, high) else { return true };
    if v0 == v1 {
        return pairs.iter().all(|(_, x)| (x - x0).abs() < 0.1);
    }
    pairs.iter().all(|(value, x)| (x0 + (x1 - x0) * (value - v0) / (v1 - v0) - x).abs() < 0.1)
}

const SORT: &str = "sort: none";

proptest! {
    // A failure is told, not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dots_stand_at_their_values((names, columns) in columns(1..6usize), width in widths()) {
        let heads = ["Before", "After it all", "Third", "Fourth of several", "E"];
        let head: Vec<&str> = ["x"].into_iter().chain(heads).take(columns.len() + 1).collect();
        let kind = if columns.len() == 2 { "dumbbell" } else { "dot" };
        let roles = format!("x: x\ny: [{}]\n{SORT}", head[1..].join(", "));
        let chart = chart_of(&block(kind, &roles, &head, &names, &columns)).map_err(refused)?;
        let scene = check(&chart, width)?;
        let dots = dots(&scene);
        let known = columns.iter().flatten().flatten().count();
        prop_assert_eq!(dots.len(), known);
        let mut pairs = Vec::new();
        for (series, column) in columns.iter().enumerate() {
            for (row, value) in column.iter().enumerate() {
                let dot = dots.get(&(series as u32, row as u32));
                prop_assert_eq!(value.is_some(), dot.is_some());
                pairs.extend(value.zip(dot.copied()));
            }
        }
        prop_assert!(proportional(&pairs), "{pairs:?}");
        let lines = line_of_zero(&scene);
        for text in scene.texts().filter(|text| text.of.is_some()) {
            let crossed = lines.iter().any(|[a, b]| text.area.crossed_by(*a, *b));
            prop_assert!(!crossed, "`{}` lies on the line of zero", text.words);
        }
    }

    #[test]
    fn ranges_reach_from_low_to_high((names, columns) in columns(Just(3)), width in widths(), with_y in any::<bool>()) {
        let mut columns = columns;
        // The lower end is the lower one; what is not is refused.
        let (low, rest) = columns.split_at_mut(1);
        for (low, high) in low[0].iter_mut().zip(rest[0].iter_mut()) {
            if let (Some(a), Some(b)) = (*low, *high) {
                (*low, *high) = (Some(a.min(b)), Some(a.max(b)));
            }
        }
        let y = if with_y { "\ny: best" } else { "" };
        let roles = format!("x: x\nlow: low\nhigh: high{y}\n{SORT}");
        let chart = chart_of(&block("range", &roles, &["x", "low", "high", "best"], &names, &columns)).map_err(refused)?;
        let scene = check(&chart, width)?;
        let mut pairs = Vec::new();
        for (shape, of) in scene.marks() {
            let row = of.index as usize;
            match shape {
                Shape::Rect { area, .. } => {
                    let (Some(a), Some(b)) = (columns[0][row], columns[1][row]) else {
                        return Err(TestCaseError::fail("a bar is drawn for a blank cell"));
                    };
                    if area.width() > 2.01 {
                        pairs.extend([(a.min(b), area.x0), (a.max(b), area.x1)]);
                    }
                }
                Shape::Circle { at, .. } => pairs.extend(columns[2][row].map(|value| (value, at[0]))),
                _ => {}
            }
        }
        prop_assert!(proportional(&pairs), "{pairs:?}");
    }

    #[test]
    fn every_known_cell_of_a_heatmap_is_drawn_once((names, columns) in columns(1..24usize), width in widths(), long in any::<bool>()) {
        let heads: Vec<String> = (0..columns.len())
            .map(|at| if long { format!("A column of a long name {at}") } else { format!("{}", 2000 + at) })
            .collect();
        let head: Vec<&str> = ["x"].into_iter().chain(heads.iter().map(String::as_str)).collect();
        prop_assume!(columns.len() > 1);
        let quoted: Vec<String> = heads.iter().map(|head| format!("\"{head}\"")).collect();
        let roles = format!("x: x\ny: [{}]\n{SORT}", quoted.join(", "));
        let chart = chart_of(&block("heatmap", &roles, &head, &names, &columns)).map_err(refused)?;
        let scene = check(&chart, width)?;
        let drawn: Vec<(u32, u32)> = scene.marks().map(|(_, of)| (of.series, of.index)).collect();
        let known = (0..names.len()).flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
        let known: Vec<(u32, u32)> = known
            .filter(|(row, column)| columns[*column][*row].is_some())
            .map(|(row, column)| (row as u32, column as u32))
            .collect();
        prop_assert_eq!(drawn, known);
    }

    #[test]
    fn bars_of_a_waterfall_are_as_long_as_the_changes((names, columns) in columns(Just(1)), width in widths()) {
        let roles = format!("x: x\ny: change\n{SORT}");
        let chart = chart_of(&block("waterfall", &roles, &["x", "change"], &names, &columns)).map_err(refused)?;
        let scene = check(&chart, width)?;
        let known = columns[0].iter().take_while(|change| change.is_some()).count();
        let whole = known == names.len();
        let bars: Vec<Area> = scene.marks().map(|(shape, _)| box_of(shape)).collect();
        prop_assert_eq!(bars.len(), known + usize::from(whole));
        let lying = bars.windows(2).any(|pair| pair[1].y0 > pair[0].y0 && pair[1].height() == pair[0].height() && pair[0].height() == 18.0);
        let lengths: Vec<f64> = bars.iter().map(|bar| if lying { bar.width() } else { bar.height() }).collect();
        let changes: Vec<f64> = columns[0].iter().take(known).flatten().copied().collect();
        // Equal lengths for equal changes, and in proportion to the longest.
        let longest = (0..known).max_by(|a, b| changes[*a].abs().total_cmp(&changes[*b].abs()));
        if let Some(longest) = longest.filter(|at| changes[*at] != 0.0 && bars.len() > 2) {
            for at in 0..known {
                let expected = lengths[longest] * (changes[at] / changes[longest]).abs();
                prop_assert!((lengths[at] - expected).abs() < 0.1, "{at}: {} {expected}", lengths[at]);
            }
        }
    }

    #[test]
    fn events_keep_their_order_and_their_words(
        events in vec((1500..2100i32, 0..13i32, 0..400i32, "[A-Z][a-z]{1,9}( [a-z]{2,14}){0,14}|[a-z]{40}", 0..3usize), 1..40),
        width in widths(),
        near in any::<bool>(),
        groups in any::<bool>(),
    ) {
        let mut text = format!("type: timeline\nstart: start\nend: end\nevent: event\n{}rows: |\n  start,end,event,kind\n", if groups { "color: kind\n" } else { "" });
        for (at, (year, month, lasts, words, kind)) in events.iter().enumerate() {
            let year = if near && at > 0 { 2020 + year % 5 } else { *year };
            let start = if *month == 0 { format!("{year}") } else { format!("{year}-{month:02}") };
            let end = if *lasts > 200 { format!("{}", year + lasts / 40) } else { String::new() };
            text.push_str(&format!("  {start},{end},{words},Kind {kind}\n"));
        }
        let chart = chart_of(&text).map_err(refused)?;
        let scene = check(&chart, width)?;
        prop_assert_eq!(scene.marks().count(), events.len());
        let mut last = (0, 0.0);
        let mut ordered: Vec<(u32, f64)> = scene.texts().filter_map(|text| Some((text.of?.index, text.y))).collect();
        ordered.sort_by_key(|(index, _)| *index);
        for (index, y) in ordered {
            prop_assert!(index == last.0 || y > last.1, "event {index} stands above the one before it");
            last = (index, if index == last.0 { last.1.max(y) } else { y });
        }
    }

    #[test]
    fn panels_stand_side_by_side((names, columns) in columns(Just(1)), panels in 2..10usize, kind in 0..5usize, width in widths()) {
        let (kind, roles) = [
            ("dot", "y: v\nx: x"), ("waterfall", "x: x\ny: v"), ("range", "x: x\nlow: v\nhigh: v"), ("timeline", "start: d\nevent: x"),
            ("heatmap", "x: d\ny: x\nvalue: v"),
        ][kind];
        let mut text = format!("type: {kind}\n{roles}\nfacet: f\nrows: |\n  x,v,f,d\n");
        for (row, name) in names.iter().enumerate() {
            text.push_str(&format!("  {name},{},Panel number {},{}\n", cell(columns[0][row]), row % panels, 1900 + row * row % 120));
        }
        let chart = chart_of(&text).map_err(refused)?;
        check(&chart, width)?;
    }
}

#[test]
fn a_total_that_contradicts_its_steps_is_an_error() {
    let rows = |total: &str| {
        format!("type: waterfall\nx: x\ny: y\ncolor: c\nrows: |\n  x,y,c\n  A,10,total\n  B,-3.5,\n  C,{total},total\n")
    };
    assert!(chart_of(&rows("6.5")).is_ok() && chart_of(&rows("")).is_ok());
    assert!(chart_of(&rows("7.5")).unwrap_err().contains("add up to 6.5"));
}

#[test]
fn shades_part_at_zero() {
    let block = "type: heatmap\nx: x\ny: [a, b]\nrows: |\n  x,a,b\n  P,-5,5\n  Q,0,-90\n";
    let scene = drawn(&chart_of(block).unwrap(), 680.0);
    let fills: Vec<_> = scene
        .marks()
        .map(|(shape, _)| format!("{shape:?}").split("fill: ").nth(1).unwrap_or_default().to_owned())
        .collect();
    assert_eq!(fills, ["Diverging(2) }", "Diverging(4) }", "Diverging(3) }", "Diverging(0) }"]);
}
