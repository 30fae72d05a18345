//! d3-shape's stacks, d3-hierarchy's treemaps and d3-sankey's flows.

use super::cases::{Case, each_case, near, number, same};
use expound::chart::geometry::{Flow, Offset, Rect, Sankey, Treemap, stack};
use serde_yaml::Value;

fn list(value: &Value) -> &Vec<Value> {
    value.as_sequence().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

#[test]
fn stacks_are_those_of_d3_to_the_bit() {
    each_case("stack", |case| {
        let offset = match case.value(0).as_str().unwrap() {
            "none" => Offset::None,
            "expand" => Offset::Expand,
            _ => Offset::Diverging,
        };
        let cell = |value: &Value| (!value.is_null()).then(|| number(value));
        let series: Vec<Vec<Option<f64>>> =
            list(case.value(1)).iter().map(|rows| list(rows).iter().map(cell).collect()).collect();
        for (ours, theirs) in stack(&series, offset).iter().zip(list(case.value(2))) {
            for (ours, theirs) in ours.iter().zip(list(theirs)) {
                let ours = ours.map_or(Vec::new(), |ends| ends.map(|end| end + 0.0).to_vec());
                same("part", &ours, &if theirs.is_null() { Vec::new() } else { numbers(theirs) })?;
            }
        }
        Ok(())
    });
}

#[test]
fn treemaps_are_those_of_d3_to_the_bit() {
    each_case("treemap", |case| {
        let [width, height] = case.pair(0);
        let map = Treemap { width, height, padding_inner: case.number(1), padding_top: case.number(2) };
        let edges = |rect: &Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
        let theirs = list(case.value(4));
        if list(case.value(3))[0].is_sequence() {
            let groups: Vec<Vec<f64>> = list(case.value(3)).iter().map(numbers).collect();
            for ((group, leaves), theirs) in map.groups(&groups).iter().zip(theirs) {
                for (ours, theirs) in std::iter::once(group).chain(leaves).zip(list(theirs)) {
                    same("rectangle", &edges(ours), &numbers(theirs))?;
                }
            }
            return Ok(());
        }
        let ours: Vec<f64> = map.leaves(&case.numbers(3)).iter().flat_map(edges).collect();
        same("rectangles", &ours, &theirs.iter().flat_map(numbers).collect::<Vec<_>>())
    });
}

#[test]
fn flows_are_those_of_d3() {
    each_case("sankey", |case: &Case| {
        let [width, height] = case.pair(0);
        let sankey = Sankey { width, height, node_width: 12.0, node_padding: case.number(1), iterations: 6 };
        let flow = |value: &Value| {
            let [source, target, value] = numbers(value).try_into().unwrap();
            Flow { source: source as usize, target: target as usize, value }
        };
        let flows: Vec<Flow> = list(case.value(2)).iter().map(flow).collect();
        let drawing = sankey.layout(0, &flows).unwrap();
        let nodes: Vec<f64> =
            drawing.nodes.iter().flat_map(|node| [node.layer as f64, node.x0, node.y0, node.y1]).collect();
        near("nodes", 1.0, &nodes, &list(case.value(3)).iter().flat_map(numbers).collect::<Vec<_>>())?;
        let links: Vec<f64> = drawing.links.iter().flat_map(|link| [link.y0, link.y1, link.width]).collect();
        near("links", 1.0, &links, &list(case.value(4)).iter().flat_map(numbers).collect::<Vec<_>>())
    });
}
