//! What holds of every stack, treemap, flow and row of labels, whatever the numbers are.

use expound::chart::geometry::{Flow, Offset, Rect, Sankey, Treemap, spread, stack};
use proptest::collection::vec;
use proptest::prelude::*;

/// Values as they come in tables: small and large, whole and not, missing.
fn cell() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![1 => Just(None), 1 => Just(Some(0.0)), 8 => (-1e6..1e6f64).prop_map(Some)]
}

/// A table of series with as many rows each.
fn table() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    (1..6usize, 1..6usize).prop_flat_map(|(series, rows)| vec(vec(cell(), rows), series))
}

fn close(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= 1e-9 * size.max(1.0)
}

fn area(rect: &Rect) -> f64 {
    rect.width() * rect.height()
}

fn inside(inner: &Rect, outer: &Rect) -> bool {
    let slack = 1e-9 * (1.0 + outer.x1.abs().max(outer.y1.abs()));
    inner.x0 >= outer.x0 - slack
        && inner.x1 <= outer.x1 + slack
        && inner.y0 >= outer.y0 - slack
        && inner.y1 <= outer.y1 + slack
}

fn apart(a: &Rect, b: &Rect) -> bool {
    let slack = 1e-9 * (1.0 + a.x1.abs().max(a.y1.abs()));
    a.x1 <= b.x0 + slack || b.x1 <= a.x0 + slack || a.y1 <= b.y0 + slack || b.y1 <= a.y0 + slack
}

proptest! {
    // A failure is told, not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_of_a_stack_are_as_long_as_its_values(series in table(), which in 0..3usize) {
        let offset = [Offset::None, Offset::Expand, Offset::Diverging][which];
        let parts = stack(&series, offset);
        for row in 0..series[0].len() {
            let values: Vec<Option<f64>> = series.iter().map(|rows| rows[row]).collect();
            let sum: f64 = values.iter().flatten().sum();
            // Where parts nearly cancel out, shares have no limit, and nothing can be said of their last digits.
            let gross: f64 = values.iter().flatten().map(|value| value.abs()).sum();
            prop_assume!(offset != Offset::Expand || sum == 0.0 || sum.abs() > 1e-3 * gross);
            let unit = if offset == Offset::Expand && sum != 0.0 { sum } else { 1.0 };
            for (value, rows) in values.iter().zip(&parts) {
                prop_assert_eq!(value.is_none(), rows[row].is_none());
                if let (Some(value), Some([from, to])) = (value, rows[row]) {
                    let signed = if offset == Offset::Diverging { value.abs() } else { value / unit };
                    prop_assert!(close(to - from, signed, gross));
                }
            }
            let laid: Vec<[f64; 2]> = parts.iter().filter_map(|rows| rows[row]).collect();
            match offset {
                Offset::Diverging => {
                    let top = laid.iter().fold(0.0, |top: f64, part| top.max(part[1]));
                    let bottom = laid.iter().fold(0.0, |bottom: f64, part| bottom.min(part[0]));
                    prop_assert!(close(top + bottom, sum, gross) && close(top - bottom, gross, gross));
                }
                Offset::None | Offset::Expand => {
                    prop_assert!(laid.windows(2).all(|pair| pair[0][1] == pair[1][0]));
                    let end = laid.last().map_or(0.0, |part| part[1]);
                    prop_assert!(close(end, sum / unit, gross));
                }
            }
        }
    }

    #[test]
    fn a_treemap_fills_its_frame_in_proportion(
        values in vec(0.0..1e6f64, 1..40),
        width in 10.0..1000.0f64,
        height in 10.0..1000.0f64,
    ) {
        let total: f64 = values.iter().sum();
        prop_assume!(total > 1.0);
        let frame = Rect { x0: 0.0, y0: 0.0, x1: width, y1: height };
        let rects = Treemap { width, height, padding_inner: 0.0, padding_top: 0.0 }.leaves(&values);
        prop_assert!(close(rects.iter().map(area).sum(), width * height, width * height));
        for (value, rect) in values.iter().zip(&rects) {
            prop_assert!(inside(rect, &frame));
            prop_assert!(close(area(rect), width * height * value / total, width * height));
        }
        for (index, rect) in rects.iter().enumerate() {
            prop_assert!(rects[..index].iter().all(|other| apart(rect, other)));
        }
    }

    #[test]
    fn groups_of_a_treemap_hold_what_is_theirs(
        groups in vec(vec(0.0..1e4f64, 0..8), 1..8),
        padding_inner in 0.0..6.0f64,
        padding_top in 0.0..20.0f64,
    ) {
        let map = Treemap { width: 640.0, height: 400.0, padding_inner, padding_top };
        let frame = Rect { x0: 0.0, y0: 0.0, x1: 640.0, y1: 400.0 };
        let drawn = map.groups(&groups);
        prop_assert_eq!(drawn.iter().map(|(_, leaves)| leaves.len()).collect::<Vec<_>>(),
            groups.iter().map(Vec::len).collect::<Vec<_>>());
        for (index, (group, leaves)) in drawn.iter().enumerate() {
            // What is thinner than its padding has no area, and may lie in the padding around the whole, as d3's does.
            prop_assert!(area(group) == 0.0 || inside(group, &frame));
            prop_assert!(drawn[..index].iter().all(|(other, _)| apart(group, other)));
            for (index, leaf) in leaves.iter().enumerate() {
                prop_assert!(leaf.width() >= 0.0 && leaf.height() >= 0.0);
                prop_assert!(area(leaf) == 0.0 || inside(leaf, group));
                prop_assert!(leaves[..index].iter().all(|other| apart(leaf, other)));
            }
        }
    }

    #[test]
    fn flows_stay_inside_their_nodes(
        pairs in vec((0..12usize, 0..12usize, 0.0..1e4f64), 1..30),
        padding in 0.0..20.0f64,
        iterations in 0..8u32,
    ) {
        // From a lesser node to a greater one there can be no circle.
        let flows: Vec<Flow> = pairs.into_iter().filter(|(a, b, _)| a != b)
            .map(|(a, b, value)| Flow { source: a.min(b), target: a.max(b), value }).collect();
        let sankey = Sankey { width: 640.0, height: 400.0, node_width: 12.0, node_padding: padding, iterations };
        let drawn = sankey.layout(12, &flows).unwrap();
        for (index, node) in drawn.nodes.iter().enumerate() {
            prop_assert!(node.x0 >= 0.0 && node.x1 <= 640.0 + 1e-9);
            prop_assert!(node.y0 >= -1e-3 && node.y1 <= 400.0 + 1e-3, "{node:?}");
            for (mine, out) in [(true, 0), (false, 1)] {
                let ends = drawn.links.iter().filter(|link| if mine { link.source == index } else { link.target == index });
                let mut ends: Vec<[f64; 2]> = ends.map(|link| {
                    let middle = if out == 0 { link.y0 } else { link.y1 };
                    [middle - link.width / 2.0, middle + link.width / 2.0]
                }).collect();
                ends.sort_by(|a, b| a[0].total_cmp(&b[0]));
                prop_assert!(ends.iter().all(|end| end[0] >= node.y0 - 1e-6 && end[1] <= node.y1 + 1e-6));
                prop_assert!(ends.windows(2).all(|pair| pair[0][1] <= pair[1][0] + 1e-6));
            }
        }
        for link in &drawn.links {
            prop_assert!(drawn.nodes[link.source].layer < drawn.nodes[link.target].layer);
        }
        if iterations > 0 {
            for (index, node) in drawn.nodes.iter().enumerate() {
                let others = drawn.nodes[..index].iter().filter(|other| other.layer == node.layer);
                for other in others {
                    prop_assert!(node.y1 <= other.y0 + 1e-3 || other.y1 <= node.y0 + 1e-3, "{node:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn every_circle_of_flows_is_found(ring in 1..8usize, extra in vec((0..8usize, 0..8usize), 0..10)) {
        let mut flows: Vec<Flow> =
            (0..ring).map(|node| Flow { source: node, target: (node + 1) % ring, value: 1.0 }).collect();
        flows.extend(extra.into_iter().map(|(source, target)| Flow { source, target, value: 1.0 }));
        let sankey = Sankey { width: 100.0, height: 100.0, node_width: 10.0, node_padding: 5.0, iterations: 6 };
        let cycle = sankey.layout(8, &flows).unwrap_err();
        prop_assert!(!cycle.nodes.is_empty());
        for (place, node) in cycle.nodes.iter().enumerate() {
            let next = cycle.nodes[(place + 1) % cycle.nodes.len()];
            prop_assert!(flows.iter().any(|flow| flow.source == *node && flow.target == next));
        }
    }

    #[test]
    fn labels_keep_apart_in_order_and_inside(
        labels in vec((-50.0..450.0f64, 1.0..40.0f64), 1..20),
        gap in 0.0..10.0f64,
    ) {
        let (wanted, sizes): (Vec<f64>, Vec<f64>) = labels.into_iter().unzip();
        let total: f64 = sizes.iter().sum();
        let bounds = [0.0, total.max(400.0)];
        let places = spread(&wanted, &sizes, bounds, gap);
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
        let fitting = gap * (wanted.len() - 1) as f64 + total <= bounds[1];
        for pair in order.windows(2) {
            let between = places[pair[1]] - places[pair[0]] - (sizes[pair[0]] + sizes[pair[1]]) / 2.0;
            let least = if fitting { gap } else { 0.0 };
            prop_assert!(between >= least - 1e-9);
        }
        for (place, size) in places.iter().zip(&sizes) {
            prop_assert!(place - size / 2.0 >= -1e-9 && place + size / 2.0 <= bounds[1] + 1e-9);
        }
    }

    #[test]
    fn labels_move_no_farther_than_they_must(
        labels in vec((0.0..100.0f64, 1.0..20.0f64), 1..5),
        moves in vec(-3.0..3.0f64, 5),
    ) {
        let (wanted, sizes): (Vec<f64>, Vec<f64>) = labels.into_iter().unzip();
        let bounds = [0.0, 120.0];
        let places = spread(&wanted, &sizes, bounds, 0.0);
        let cost = |places: &[f64]| places.iter().zip(&wanted).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
        let other: Vec<f64> = places.iter().zip(&moves).map(|(place, by)| place + by).collect();
        let allowed = other.iter().zip(&sizes).all(|(at, size)| at - size / 2.0 >= 0.0 && at + size / 2.0 <= 120.0)
            && order.windows(2).all(|p| other[p[1]] - other[p[0]] >= (sizes[p[0]] + sizes[p[1]]) / 2.0);
        prop_assert!(!allowed || cost(&other) >= cost(&places) - 1e-9);
    }
}
