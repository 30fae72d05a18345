//! What holds of treemaps and flows: areas and heights are values, blank cells are not drawn, words lie on nothing.

use super::sample::{WORDS, cells, names, quoted};
use super::{WIDTHS, chart, draw, faults};
use expound::chart::Chart;
use expound::chart::frame::Frame;
use expound::chart::scene::{Area, Shape};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn treemap() -> impl Strategy<Value = String> {
    let rows = prop_oneof![6 => 1..12usize, 2 => 12..61usize];
    let groups = (0..=8usize, any::<bool>());
    (rows, groups)
        .prop_flat_map(|(rows, (groups, faceted))| {
            (names(rows), names(groups.max(1)), cells(1, rows, true), Just((groups, faceted)))
        })
        .prop_map(|(parts, names, cells, (groups, faceted))| {
            let mut block = format!("type: treemap\nlabel: part\nvalue: value\n{WORDS}");
            if groups > 0 {
                block.push_str(if faceted { "facet: group\n" } else { "color: group\n" });
            }
            block.push_str("rows:\n  - [part, value, group]\n");
            for (at, part) in parts.iter().enumerate() {
                let value = cells[0][at].map_or_else(|| "\"\"".to_owned(), |value| value.to_string());
                let group = quoted(&names[at * at % names.len()]);
                block.push_str(&format!("  - [{}, {value}, {group}]\n", quoted(part)));
            }
            block
        })
}

/// Flows from each node to later ones, so that none leads in a circle.
fn sankey() -> impl Strategy<Value = String> {
    (2..14usize, 1..40usize, 1..5usize)
        .prop_flat_map(|(nodes, flows, layers)| {
            let ends = proptest::collection::vec((0..nodes - 1, 1..nodes), flows);
            (names(nodes), cells(1, flows, true), ends, Just(layers))
        })
        .prop_map(|(names, cells, ends, layers)| {
            let mut block = format!("type: sankey\nfrom: a\nto: b\nvalue: value\n{WORDS}rows:\n  - [a, b, value]\n");
            let layer = |node: usize| node * (layers + 1) / names.len();
            for (at, (from, step)) in ends.into_iter().enumerate() {
                let to = (from + step).min(names.len() - 1);
                if layer(from) == layer(to) && layers > 1 {
                    continue;
                }
                let value = cells[0][at].map_or_else(|| "\"\"".to_owned(), |value| value.to_string());
                block.push_str(&format!("  - [{}, {}, {value}]\n", quoted(&names[from]), quoted(&names[to])));
            }
            block
        })
        .prop_filter("a flow at least", |block| block.lines().last().is_some_and(|line| !line.contains("[a, b")))
}

fn areas(chart: &Chart, width: f64) -> Vec<(f64, Area)> {
    let Frame::Parts(parts) = &chart.panels[0].frame else { panic!("no parts") };
    let scene = draw(chart, width);
    let of = |(shape, of): (&Shape, expound::chart::scene::Datum)| match shape {
        Shape::Rect { area, .. } => Some((parts[of.index as usize].value.expect("a blank cell is drawn"), *area)),
        _ => None,
    };
    scene.marks().filter_map(of).collect()
}

/// The bounds of all shapes of data must be inside of the scene.
fn outside(chart: &Chart, width: f64) -> bool {
    let scene = draw(chart, width);
    scene.marks().any(|(shape, _)| {
        let corners = match shape {
            Shape::Rect { area, .. } => vec![[area.x0, area.y0], [area.x1, area.y1]],
            Shape::Ribbon { from, to, height, .. } => vec![*from, [to[0], to[1] + height], [from[0], from[1] + height]],
            _ => Vec::new(),
        };
        let is_in = |[x, y]: [f64; 2]| (-0.1..=width + 0.1).contains(&x) && (-0.1..=scene.height + 0.1).contains(&y);
        corners.into_iter().any(|corner| !is_in(corner))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_of_treemaps_lie_on_nothing(block in treemap().prop_filter("a value", |block| super::has_value(block))) {
        let chart = chart(&block);
        let faults = faults(&chart);
        prop_assert!(faults.is_empty(), "{}\n{block}", faults.join("\n"));
        prop_assert!(WIDTHS.iter().all(|width| !outside(&chart, *width)), "{block}");
    }

    #[test]
    fn areas_of_treemaps_are_values(block in treemap().prop_filter("a value", |block| super::has_value(block)), width in 280.0..900.0f64) {
        // Panels that share a scale are sized by their sum, so one panel is looked at.
        let block = block.replace("facet: group\n", "");
        let chart = chart(&block);
        let areas = areas(&chart, width);
        let Frame::Parts(parts) = &chart.panels[0].frame else { panic!("no parts") };
        prop_assert_eq!(areas.len(), parts.iter().filter(|part| part.value.is_some_and(|value| value > 0.0)).count());
        let (values, sizes): (f64, f64) =
            areas.iter().fold((0.0, 0.0), |sum, (value, area)| (sum.0 + value, sum.1 + area.width() * area.height()));
        // Within a group exactly; between groups what headings take is given back, to within a hundredth.
        let slack = if block.contains("color:") { 0.0205 } else { 1e-6 };
        for (value, area) in areas {
            let (wanted, drawn) = (value / values * sizes, area.width() * area.height());
            prop_assert!((drawn - wanted).abs() <= wanted * slack + 0.1, "{} instead of {}\n{}", drawn, wanted, block);
        }
    }

    #[test]
    fn words_of_flows_lie_on_nothing(block in sankey().prop_filter("a value", |block| super::has_value(block))) {
        let chart = chart(&block);
        let faults = faults(&chart);
        prop_assert!(faults.is_empty(), "{}\n{block}", faults.join("\n"));
        prop_assert!(WIDTHS.iter().all(|width| !outside(&chart, *width)), "{block}");
    }

    #[test]
    fn heights_of_flows_are_values(block in sankey().prop_filter("a value", |block| super::has_value(block)), width in 280.0..900.0f64) {
        let chart = chart(&block);
        let Frame::Flows(flows) = &chart.panels[0].frame else { panic!("no flows") };
        let flowing: Vec<f64> = flows.iter().filter_map(|flow| flow.value).filter(|value| *value > 0.0).collect();
        let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
        for (shape, of) in draw(&chart, width).marks() {
            if let Shape::Ribbon { height, .. } = shape {
                let first = *heights.entry(of.index).or_insert(*height);
                prop_assert!((first - height).abs() < 0.1, "a flow changes its height\n{}", block);
            }
        }
        prop_assert_eq!(heights.len(), flowing.len());
        let largest = flowing.iter().copied().fold(0.0, f64::max);
        let highest = heights.values().copied().fold(0.0, f64::max);
        for (at, height) in heights {
            let wanted = flowing[at as usize] / largest * highest;
            prop_assert!((wanted - height).abs() < 0.1, "{} instead of {}\n{}", height, wanted, block);
        }
    }
}
