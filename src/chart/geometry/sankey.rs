//! Flows from node to node → a layered drawing: bars for nodes, bands for flows. After d3-sankey 0.12, with its alignment
//! `justify`: a node stands one layer after the last of those that feed it, and what feeds nothing stands in the last.

mod cycle;
mod relax;

use relax::Relaxation;

/// A quantity that goes from one node to another; nodes are counted from zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Where it comes from.
    pub source: usize,
    /// Where it goes.
    pub target: usize,
    /// How much it is. What is negative or no number counts as zero.
    pub value: f64,
}

/// The measures of a drawing, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sankey {
    /// From the left edge of the first layer to the right edge of the last one.
    pub width: f64,
    /// The height of the drawing.
    pub height: f64,
    /// The breadth of a node.
    pub node_width: f64,
    /// The least distance between two nodes of a layer, as far as there is room.
    pub node_padding: f64,
    /// How often nodes and flows are moved towards each other; d3 does so six times.
    pub iterations: u32,
}

/// Where a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Node {
    /// The layer, counted from zero at the left.
    pub layer: usize,
    /// What goes in or what goes out, whichever is more.
    pub value: f64,
    /// The left edge.
    pub x0: f64,
    /// The right edge.
    pub x1: f64,
    /// The upper edge.
    pub y0: f64,
    /// The lower edge.
    pub y1: f64,
}

/// Where a flow runs: from the right edge of its source to the left edge of its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Where it comes from.
    pub source: usize,
    /// Where it goes.
    pub target: usize,
    /// How much it is.
    pub value: f64,
    /// How broad it is.
    pub width: f64,
    /// The middle of its breadth at its source.
    pub y0: f64,
    /// The middle of its breadth at its target.
    pub y1: f64,
}

/// A drawing: nodes by their numbers, links in the order of the flows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layers {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The flows.
    pub links: Vec<Link>,
}

/// Flows that run in a circle, which layers cannot show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The nodes of the shortest circle through its first one, in the direction of the flows.
    pub nodes: Vec<usize>,
}

impl Sankey {
    /// Lays out `count` nodes (more, if a flow names more) and the flows between them.
    pub fn layout(&self, count: usize, flows: &[Flow]) -> Result<Layers, Cycle> {
        let count = flows.iter().map(|flow| flow.source.max(flow.target) + 1).max().unwrap_or(0).max(count);
        let Some(depths) = depths(count, flows) else {
            return Err(Cycle { nodes: cycle::find(count, flows) });
        };
        let mut links: Vec<Link> = flows.iter().map(link).collect();
        let mut graph = Relaxation::new(count, &links, self.height);
        let last = depths.iter().copied().max().unwrap_or(0);
        let step = if last == 0 { 0.0 } else { (self.width - self.node_width) / last as f64 };
        for (node, depth) in depths.into_iter().enumerate() {
            graph.nodes[node].layer = if graph.outgoing[node].is_empty() { last } else { depth };
            let x0 = graph.nodes[node].layer as f64 * step;
            (graph.nodes[node].x0, graph.nodes[node].x1) = (x0, x0 + self.node_width);
            let total = |links: &[usize]| links.iter().fold(0.0, |sum, link| sum + flows_value(flows, *link));
            graph.nodes[node].value = total(&graph.outgoing[node]).max(total(&graph.incoming[node]));
        }
        graph.run(&mut links, last + 1, self.node_padding, self.iterations);
        Ok(Layers { nodes: graph.nodes, links })
    }
}

fn flows_value(flows: &[Flow], index: usize) -> f64 {
    clean(flows[index].value)
}

fn clean(value: f64) -> f64 {
    if value > 0.0 && value.is_finite() { value } else { 0.0 }
}

fn link(flow: &Flow) -> Link {
    Link { source: flow.source, target: flow.target, value: clean(flow.value), width: 0.0, y0: 0.0, y1: 0.0 }
}

/// The length of the longest way to each node; nothing if a way has no end.
fn depths(count: usize, flows: &[Flow]) -> Option<Vec<usize>> {
    let mut depths = vec![0; count];
    // No way without a circle visits more nodes than there are.
    for _ in 0..=count {
        let mut moved = false;
        for flow in flows {
            if depths[flow.target] <= depths[flow.source] {
                depths[flow.target] = depths[flow.source] + 1;
                moved = true;
            }
        }
        if !moved {
            return Some(depths);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Sankey = Sankey { width: 100.0, height: 50.0, node_width: 10.0, node_padding: 5.0, iterations: 6 };

    fn flow(source: usize, target: usize, value: f64) -> Flow {
        Flow { source, target, value }
    }

    #[test]
    fn what_feeds_nothing_stands_in_the_last_layer() {
        let drawing = PLAIN.layout(4, &[flow(0, 1, 2.0), flow(1, 2, 1.0), flow(0, 3, 1.0)]).unwrap();
        assert_eq!(drawing.nodes.iter().map(|node| node.layer).collect::<Vec<_>>(), [0, 1, 2, 2]);
        assert_eq!(drawing.nodes.iter().map(|node| node.value).collect::<Vec<_>>(), [3.0, 2.0, 1.0, 1.0]);
        assert_eq!((drawing.nodes[2].x1, drawing.nodes[1].x0), (100.0, 45.0));
    }

    #[test]
    fn a_circle_is_named() {
        let circular = PLAIN.layout(5, &[flow(0, 1, 1.0), flow(1, 2, 1.0), flow(2, 3, 1.0), flow(3, 1, 1.0)]);
        assert_eq!(circular, Err(Cycle { nodes: vec![1, 2, 3] }));
        assert_eq!(PLAIN.layout(1, &[flow(0, 0, 1.0)]), Err(Cycle { nodes: vec![0] }));
    }

    #[test]
    fn nothing_that_flows_is_drawn_all_the_same() {
        assert_eq!(PLAIN.layout(0, &[]).unwrap(), Layers::default());
        let drawing = PLAIN.layout(2, &[flow(0, 1, f64::NAN), flow(0, 1, -1.0)]).unwrap();
        assert!(drawing.nodes.iter().all(|node| node.y0.is_finite() && node.y1 == node.y0));
    }
}
