//! Nodes in layers → their places from top to bottom: each is drawn towards those that it is tied to, and overlaps are
//! pushed apart, a few times over. The steps and their order are d3-sankey's.

use super::{Link, Node};
use std::cmp::Ordering;

/// A drawing that is being made.
pub(super) struct Relaxation {
    pub(super) nodes: Vec<Node>,
    /// The links that leave each node, from top to bottom.
    pub(super) outgoing: Vec<Vec<usize>>,
    /// The links that reach each node, from top to bottom.
    pub(super) incoming: Vec<Vec<usize>>,
    height: f64,
    padding: f64,
}

impl Relaxation {
    pub(super) fn new(count: usize, links: &[Link], height: f64) -> Self {
        let (mut outgoing, mut incoming) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (index, link) in links.iter().enumerate() {
            outgoing[link.source].push(index);
            incoming[link.target].push(index);
        }
        Self { nodes: vec![Node::default(); count], outgoing, incoming, height, padding: 0.0 }
    }

    /// Places nodes whose layers and values are known, and the links between them.
    pub(super) fn run(&mut self, links: &mut [Link], layers: usize, padding: f64, iterations: u32) {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); layers];
        for (index, node) in self.nodes.iter().enumerate() {
            columns[node.layer].push(index);
        }
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        self.padding = if longest > 1 { padding.min(self.height / (longest - 1) as f64) } else { padding };
        self.begin(links, &columns);
        let mut alpha = 1.0;
        for round in 1..=iterations {
            let beta = f64::max(1.0 - alpha, f64::from(round) / f64::from(iterations));
            for layer in (0..layers.saturating_sub(1)).rev() {
                self.relax(links, &mut columns[layer], alpha, beta, Side::Outgoing);
            }
            for column in columns.iter_mut().skip(1) {
                self.relax(links, column, alpha, beta, Side::Incoming);
            }
            alpha *= 0.99;
        }
        self.place_links(links);
    }

    /// Every layer spread over the height, in the order of the nodes.
    fn begin(&mut self, links: &mut [Link], columns: &[Vec<usize>]) {
        let scale = |column: &Vec<usize>| {
            let sum = column.iter().fold(0.0, |sum, node| sum + self.nodes[*node].value);
            (self.height - (column.len() as f64 - 1.0) * self.padding) / sum
        };
        // A layer without any value asks for nothing; if all are, there is nothing to scale.
        let scale = columns.iter().map(scale).filter(|scale| scale.is_finite()).fold(f64::INFINITY, f64::min);
        let scale = if scale.is_finite() { scale } else { 0.0 };
        for link in links.iter_mut() {
            link.width = link.value * scale;
        }
        for column in columns {
            let mut y = 0.0;
            for index in column {
                let node = &mut self.nodes[*index];
                (node.y0, node.y1) = (y, y + node.value * scale);
                y = node.y1 + self.padding;
            }
            let spare = (self.height - y + self.padding) / (column.len() as f64 + 1.0);
            for (place, index) in column.iter().enumerate() {
                self.nodes[*index].shift(spare * (place as f64 + 1.0));
            }
            for index in column {
                self.sort_links(links, *index, Side::Outgoing);
                self.sort_links(links, *index, Side::Incoming);
            }
        }
    }

    /// Draws the nodes of a layer towards what they are tied to on one side, then takes overlaps away.
    fn relax(&mut self, links: &[Link], column: &mut [usize], alpha: f64, beta: f64, side: Side) {
        for index in column.iter().copied() {
            let (mut sum, mut weight) = (0.0, 0.0);
            for link in self.links_of(index, side).iter().map(|link| &links[*link]) {
                let value = link.value * (self.nodes[link.target].layer - self.nodes[link.source].layer) as f64;
                sum += self.ideal(links, link, side) * value;
                weight += value;
            }
            if weight > 0.0 {
                let by = (sum / weight - self.nodes[index].y0) * alpha;
                self.nodes[index].shift(by);
                self.sort_neighbours(links, index);
            }
        }
        column.sort_by(|a, b| order(self.nodes[*a].y0, self.nodes[*b].y0));
        self.resolve(column, beta);
    }

    /// Where the node at one end of a link would stand for the link to run straight.
    fn ideal(&self, links: &[Link], link: &Link, side: Side) -> f64 {
        let (anchor, moved) = match side {
            Side::Incoming => (link.source, link.target),
            Side::Outgoing => (link.target, link.source),
        };
        let far = |index: &usize| match side {
            Side::Incoming => links[*index].target,
            Side::Outgoing => links[*index].source,
        };
        let near = |index: &usize| match side {
            Side::Incoming => links[*index].source,
            Side::Outgoing => links[*index].target,
        };
        let fan = self.links_of(anchor, side.other());
        let mut y = self.nodes[anchor].y0 - (fan.len() as f64 - 1.0) * self.padding / 2.0;
        for index in fan.iter().take_while(|index| far(index) != moved) {
            y += links[*index].width + self.padding;
        }
        for index in self.links_of(moved, side).iter().take_while(|index| near(index) != anchor) {
            y -= links[*index].width;
        }
        y
    }

    /// Takes overlaps away: outwards from the node in the middle, then inwards from both ends of the drawing.
    fn resolve(&mut self, column: &[usize], beta: f64) {
        let middle = column.len() / 2;
        let Some(Node { y0, y1, .. }) = column.get(middle).map(|index| self.nodes[*index]) else { return };
        self.push_up(&column[..middle], y0 - self.padding, beta);
        self.push_down(&column[middle + 1..], y1 + self.padding, beta);
        self.push_up(column, self.height, beta);
        self.push_down(column, 0.0, beta);
    }

    fn push_down(&mut self, column: &[usize], mut edge: f64, beta: f64) {
        for node in column.iter().copied() {
            let by = (edge - self.nodes[node].y0) * beta;
            if by > 1e-6 {
                self.nodes[node].shift(by);
            }
            edge = self.nodes[node].y1 + self.padding;
        }
    }

    fn push_up(&mut self, column: &[usize], mut edge: f64, beta: f64) {
        for node in column.iter().rev().copied() {
            let by = (self.nodes[node].y1 - edge) * beta;
            if by > 1e-6 {
                self.nodes[node].shift(-by);
            }
            edge = self.nodes[node].y0 - self.padding;
        }
    }

    fn links_of(&self, node: usize, side: Side) -> &[usize] {
        match side {
            Side::Incoming => &self.incoming[node],
            Side::Outgoing => &self.outgoing[node],
        }
    }

    /// Sorts the links on one side of a node by where their other ends are.
    fn sort_links(&mut self, links: &[Link], node: usize, side: Side) {
        let nodes = &self.nodes;
        let (list, far): (_, fn(&Link) -> usize) = match side {
            Side::Incoming => (&mut self.incoming[node], |link| link.source),
            Side::Outgoing => (&mut self.outgoing[node], |link| link.target),
        };
        list.sort_by(|a, b| order(nodes[far(&links[*a])].y0, nodes[far(&links[*b])].y0).then(a.cmp(b)));
    }

    /// Sorts the links of a node's neighbours after the node has moved.
    fn sort_neighbours(&mut self, links: &[Link], node: usize) {
        let sources: Vec<usize> = self.incoming[node].iter().map(|link| links[*link].source).collect();
        let targets: Vec<usize> = self.outgoing[node].iter().map(|link| links[*link].target).collect();
        for source in sources {
            self.sort_links(links, source, Side::Outgoing);
        }
        for target in targets {
            self.sort_links(links, target, Side::Incoming);
        }
    }

    /// Lays the links of each node one below the other.
    fn place_links(&self, links: &mut [Link]) {
        for (index, node) in self.nodes.iter().enumerate() {
            let mut y = node.y0;
            for link in &self.outgoing[index] {
                links[*link].y0 = y + links[*link].width / 2.0;
                y += links[*link].width;
            }
            let mut y = node.y0;
            for link in &self.incoming[index] {
                links[*link].y1 = y + links[*link].width / 2.0;
                y += links[*link].width;
            }
        }
    }
}

/// Which links of a node are meant.
#[derive(Clone, Copy)]
enum Side {
    Incoming,
    Outgoing,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Incoming => Self::Outgoing,
            Self::Outgoing => Self::Incoming,
        }
    }
}

impl Node {
    fn shift(&mut self, by: f64) {
        self.y0 += by;
        self.y1 += by;
    }
}

/// Numbers by size; all are finite here, and a sort must not fail in any case.
fn order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}
