//! Flows: blocks for nodes, bands for flows, from left to right.
//!
//! Each layer of nodes has a strip of its own, as wide as the names need, through which no band runs: a flow that passes
//! a layer by is led through it like a node of its own. So names lie on nothing: they stand in their block where it is high
//! enough, and above it otherwise, in room that is kept free for them.

use super::ChartKind;
use crate::base::font::Weight;
use crate::chart::encode::flows::links;
use crate::chart::frame::Frame;
use crate::chart::geometry::sankey::{Flow, Layers, Sankey};
use crate::chart::layout::legend;
use crate::chart::layout::values::Writer;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scene::{Anchor, Area, Datum, Ink, Scene, Shape, Text};
use crate::chart::spec::{Axis, Spec};
use crate::chart::typography::Lines;

pub(super) const KIND: ChartKind = ChartKind {
    name: "sankey",
    about: "what flows from where to where, in two or more steps",
    needs: &["from", "to", "value"],
    lying: false,
    from_zero: true,
    joins: false,
    shades: false,
    narrowest: 280.0,
    legend: legend::of_panels,
    encode: |encoding| encoding.flows().map(Frame::Flows),
    extent,
    draw,
};

/// The values of the flows, and from zero to what the fullest layer holds: panels that share a scale have heights that can
/// be compared.
fn extent(_: &Spec, frame: &Frame) -> Extent {
    let Frame::Flows(flows) = frame else { return Extent::default() };
    let graph = Graph::new(&links(flows).1, links(flows).0.len());
    let fullest = graph.layers.iter().map(|layer| graph.sum(layer)).fold(0.0, f64::max);
    Extent { x: Some([0.0, fullest]), y: Extent::of_values(flows.iter().filter_map(|flow| flow.value)) }
}

/// Between two blocks where no name stands, in pixels.
const GAP: f64 = 8.0;
/// From the words above a block to the block.
const ABOVE: f64 = 4.0;
/// From the edge of a block to its words.
const INSET: f64 = 6.0;

/// Flows cut into pieces from layer to layer.
struct Graph {
    /// The pieces; those of nodes come first in `values`, then those that lead flows through a layer.
    pieces: Vec<Flow>,
    /// Which flow a piece belongs to.
    of: Vec<usize>,
    /// What each node, and each passage behind the nodes, holds.
    values: Vec<f64>,
    /// The nodes and passages of each layer.
    layers: Vec<Vec<usize>>,
    /// Which flow leads through a passage, from the number of nodes on.
    passages: Vec<usize>,
}

impl Graph {
    fn new(flows: &[Flow], nodes: usize) -> Self {
        let measures = Sankey { width: 1.0, height: 1.0, node_width: 0.0, node_padding: 0.0, iterations: 0 };
        let mut graph =
            Self { pieces: Vec::new(), of: Vec::new(), values: Vec::new(), layers: Vec::new(), passages: Vec::new() };
        // Circular flows are refused before anything is drawn.
        let Ok(plain) = measures.layout(nodes, flows) else { return graph };
        graph.values = plain.nodes.iter().map(|node| node.value).collect();
        graph.layers = vec![Vec::new(); plain.nodes.iter().map(|node| node.layer + 1).max().unwrap_or(0)];
        for (at, node) in plain.nodes.iter().enumerate() {
            graph.layers[node.layer].push(at);
        }
        for (at, flow) in flows.iter().enumerate() {
            let (from, to) = (plain.nodes[flow.source].layer, plain.nodes[flow.target].layer);
            let mut source = flow.source;
            for layer in from + 1..to {
                let passage = graph.values.len();
                graph.values.push(flow.value);
                graph.passages.push(at);
                graph.layers[layer].push(passage);
                graph.pieces.push(Flow { source, target: passage, value: flow.value });
                graph.of.push(at);
                source = passage;
            }
            graph.pieces.push(Flow { source, target: flow.target, value: flow.value });
            graph.of.push(at);
        }
        graph
    }

    fn sum(&self, layer: &[usize]) -> f64 {
        layer.iter().map(|node| self.values[*node]).sum()
    }
}

/// How a name is written: in its block, or above it.
#[derive(Clone)]
struct Label {
    name: Lines,
    value: String,
    /// Whether the value stands behind the last line of the name.
    beside: bool,
    height: f64,
    /// Whether the strip is narrower than one of the words.
    broken: bool,
}

struct Layout<'a> {
    plot: &'a Plot<'a>,
    names: Vec<&'a str>,
    flows: Vec<Flow>,
    graph: Graph,
    layers: Layers,
    labels: Vec<Label>,
    inside: Vec<bool>,
    /// The room above the first block.
    top: f64,
    height: f64,
}

fn draw(plot: &Plot<'_>) -> Scene {
    let Frame::Flows(flows) = plot.frame else { return Scene::default() };
    let (names, flows) = links(flows);
    if flows.is_empty() {
        return Scene::default();
    }
    Layout::new(plot, names, flows).draw()
}

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, names: Vec<&'a str>, flows: Vec<Flow>) -> Self {
        let graph = Graph::new(&flows, names.len());
        let strip = strip(plot, &names, graph.layers.len());
        let writer = Writer::of(plot, Axis::Y);
        let labels: Vec<Label> = names
            .iter()
            .zip(&graph.values)
            .map(|(name, value)| label(plot, name, writer.value(*value), strip))
            .collect();
        let fullest = graph.layers.iter().map(|layer| graph.sum(layer)).fold(0.0, f64::max);
        let share = match plot.extent.x {
            Some([_, largest]) if plot.is_panel && largest > 0.0 => fullest / largest,
            _ => 1.0,
        };
        let usual = if plot.is_panel {
            150.0
        } else if plot.narrow() {
            300.0
        } else {
            plot.plot_height() * 0.85
        };
        let blocks = plot.spec.height.unwrap_or(usual).min(usual * 3.0) * share;
        // The scale is that of the fullest layer, whatever room the names of others need.
        let scale = blocks / fullest;
        let fits = |(label, value): (&Label, &f64)| !label.broken && label.height + INSET <= value * scale;
        let inside: Vec<bool> = labels.iter().zip(&graph.values).map(fits).collect();
        let above = labels.iter().zip(&inside).filter(|(_, inside)| !**inside).map(|(label, _)| label.height);
        let padding = above.fold(0.0, f64::max);
        let padding = if padding > 0.0 { padding + 7.0 } else { GAP };
        let needs = |layer: &Vec<usize>| graph.sum(layer) * scale + padding * (layer.len() - 1) as f64;
        let height = graph.layers.iter().map(needs).fold(0.0, f64::max);
        let measures = Sankey { width: plot.width, height, node_width: strip, node_padding: padding, iterations: 24 };
        let mut layers = measures.layout(graph.values.len(), &graph.pieces).unwrap_or_default();
        rescale(&mut layers, &graph, scale, height, padding);
        let above = |at: usize| if inside.get(at) == Some(&false) { labels[at].height + ABOVE } else { 0.0 };
        let over = layers.nodes.iter().enumerate().map(|(at, node)| above(at) - node.y0);
        let top = over.fold(f64::NEG_INFINITY, f64::max) + 1.0;
        let height = layers.nodes.iter().map(|node| node.y1).fold(0.0, f64::max);
        Self { plot, names, flows, graph, layers, labels, inside, top, height }
    }

    fn draw(&self) -> Scene {
        let mut scene = Scene::default();
        for (at, piece) in self.layers.links.iter().enumerate() {
            let (from, to) = (&self.layers.nodes[piece.source], &self.layers.nodes[piece.target]);
            let up = piece.width / 2.0 - self.top;
            let flow = self.graph.of[at];
            let shape = Shape::Ribbon {
                from: [from.x1, piece.y0 - up],
                to: [to.x0, piece.y1 - up],
                height: piece.width,
                fill: self.ink_of_flow(flow),
            };
            scene.mark(Datum { series: 1, index: flow as u32 }, shape);
        }
        for (at, flow) in self.graph.passages.iter().enumerate() {
            let node = &self.layers.nodes[self.names.len() + at];
            let y = node.y0 + self.top;
            let shape = Shape::Ribbon {
                from: [node.x0, y],
                to: [node.x1, y],
                height: node.y1 - node.y0,
                fill: self.ink_of_flow(*flow),
            };
            scene.mark(Datum { series: 1, index: *flow as u32 }, shape);
        }
        for (at, node) in self.layers.nodes.iter().take(self.names.len()).enumerate() {
            let of = Datum { series: 0, index: at as u32 };
            let area = Area::new(node.x0, node.y0 + self.top, node.x1, node.y1 + self.top);
            scene.mark(of, Shape::Rect { area, fill: self.coloured(at).map_or(Ink::Muted, Ink::Series) });
        }
        for (at, node) in self.layers.nodes.iter().take(self.names.len()).enumerate() {
            let area = Area::new(node.x0, node.y0 + self.top, node.x1, node.y1 + self.top);
            self.words(&mut scene, at, &area, Datum { series: 0, index: at as u32 });
        }
        scene.height = self.top + self.height + 1.0;
        scene
    }

    fn words(&self, scene: &mut Scene, at: usize, area: &Area, of: Datum) {
        let (text, label) = (&self.plot.text, &self.labels[at]);
        if self.inside[at] {
            let y = area.center_y() - label.height / 2.0 + text.ascent();
            let ink = self.coloured(at).map_or(Ink::OnMuted, Ink::OnSeries);
            let lines = lines(self.plot, label, area.x0 + INSET, y, ink);
            return lines.into_iter().for_each(|line| scene.text(line.about(of)));
        }
        if label.broken
            && let Some(lines) = self.unbroken(scene, at, area)
        {
            return lines.into_iter().for_each(|line| scene.text(line.about(of)));
        }
        // Where a strip is narrower than a letter, there are too many layers for this width.
        if label.name.width > area.width() {
            return scene.left_out.push(self.names[at].to_owned());
        }
        let y = area.y0 - ABOVE - label.height + text.ascent();
        let lines = lines(self.plot, label, area.x0, y, Ink::Text);
        lines.into_iter().for_each(|line| scene.text(line.about(of)));
    }

    /// A name with a word wider than the strip, above its block or below it, where it reaches over nothing.
    fn unbroken(&self, scene: &Scene, at: usize, area: &Area) -> Option<Vec<Text>> {
        let text = &self.plot.text;
        let writer = Writer::of(self.plot, Axis::Y);
        let value = writer.value(self.graph.values[at]);
        let longest = longest_word(self.plot, self.names[at]).max(text.width(&value, Weight::Regular));
        let label = label(self.plot, self.names[at], value, longest + 2.0 * INSET + 1.0);
        let width = label.name.width.max(longest);
        let lefts = [area.x0, area.x1 - width, area.center_x() - width / 2.0];
        let tops = [area.y0 - ABOVE - label.height, area.y1 + ABOVE];
        tops.iter().flat_map(|top| lefts.map(|left| (left, *top))).find_map(|(left, top)| {
            let lines = lines(self.plot, &label, left, top + text.ascent(), Ink::Text);
            let is_free = |line: &Text| {
                let own = line.area.grown(1.0);
                own.x0 >= 0.0
                    && own.y0 >= 0.0
                    && own.x1 <= self.plot.width
                    && own.y1 <= self.top + self.height
                    && !scene.marks().any(|(shape, _)| shape.meets(&own))
                    && !scene.texts().any(|text| text.area.meets(&own, 1.0))
                    && !self.stand_above(at).any(|other| other.meets(&own, 1.0))
            };
            lines.iter().all(is_free).then_some(lines)
        })
    }

    /// The room that other names may need above their blocks.
    fn stand_above(&self, but: usize) -> impl Iterator<Item = Area> + '_ {
        let nodes = self.layers.nodes.iter().take(self.names.len()).enumerate();
        nodes.filter(move |(at, _)| *at != but && !self.inside[*at]).map(|(at, node)| {
            let bottom = node.y0 + self.top - ABOVE;
            Area::new(node.x0, bottom - self.labels[at].height, node.x1, bottom)
        })
    }

    /// The colour of a node: what is highlighted has one; where nothing is, each origin does if there are few of them, and
    /// else all nodes share one.
    fn coloured(&self, node: usize) -> Option<u8> {
        if !self.plot.spec.highlight.is_empty() {
            return self.plot.spec.highlight.iter().position(|name| name == self.names[node]).map(|at| (at % 8) as u8);
        }
        let origins = &self.graph.layers[0];
        if origins.len() > 4 {
            return Some(0);
        }
        origins.iter().position(|origin| *origin == node).map(|at| at as u8)
    }

    /// A flow has the colour of the end that has one, of its origin if both have.
    fn ink_of_flow(&self, flow: usize) -> Ink {
        let Flow { source, target, .. } = self.flows[flow];
        let end = self.coloured(source).or_else(|| {
            let highlighted = !self.plot.spec.highlight.is_empty();
            if highlighted { self.coloured(target) } else { None }
        });
        end.map_or(Ink::Muted, Ink::Series)
    }
}

/// Where the value begins behind the last line of a name.
fn end_of(plot: &Plot<'_>, name: &Lines) -> f64 {
    let last = name.lines.last().map_or(0.0, |line| plot.text.width(line, Weight::Bold));
    last + plot.text.size * 0.45
}

fn label(plot: &Plot<'_>, name: &str, value: String, strip: f64) -> Label {
    let room = strip - 2.0 * INSET;
    let broken = longest_word(plot, name) > room || plot.text.width(&value, Weight::Regular) > room;
    // Above its block a name may be as wide as the strip.
    let room = if broken { strip } else { room };
    let name = plot.text.wrap(name, room, Weight::Bold, 12);
    // A value is not broken; where a strip is too narrow for it, it is in the table of the data.
    let value = if plot.text.width(&value, Weight::Regular) <= room { value } else { String::new() };
    let beside = end_of(plot, &name) + plot.text.width(&value, Weight::Regular) <= room;
    let lines = name.lines.len() + usize::from(!beside && !value.is_empty());
    Label { height: plot.text.height(lines), name, value, beside, broken }
}

fn longest_word(plot: &Plot<'_>, name: &str) -> f64 {
    name.split_whitespace().map(|word| plot.text.width(word, Weight::Bold)).fold(0.0, f64::max)
}

/// The lines of a label: its name, and its value behind or below it.
fn lines(plot: &Plot<'_>, label: &Label, x: f64, y: f64, ink: Ink) -> Vec<Text> {
    let text = &plot.text;
    let last = y + (label.name.lines.len() - 1) as f64 * text.line_height();
    let (value_x, value_y) = match label.beside {
        true => (x + end_of(plot, &label.name), last),
        false => (x, last + text.line_height()),
    };
    let value = text.place(&label.value, Weight::Regular, value_x, value_y, Anchor::Start, ink);
    let value = Some(value).filter(|value| !value.words.is_empty());
    text.place_lines(&label.name, x, y, Anchor::Start, ink).chain(value).collect()
}

/// The width of the strip of a layer: as wide as the longest name, as far as bands keep room to run.
fn strip(plot: &Plot<'_>, names: &[&str], layers: usize) -> f64 {
    let longest = names.iter().map(|name| plot.text.width(name, Weight::Bold)).fold(0.0, f64::max) + 2.0 * INSET + 1.0;
    let most = match (layers, plot.narrow()) {
        (0..=2, false) => plot.width * 0.26,
        (0..=2, true) => plot.width * 0.34,
        (layers, false) => plot.width * 0.52 / layers as f64,
        (layers, true) => plot.width * 0.72 / layers as f64,
    };
    // A word is better not broken, if that leaves bands something.
    let word = names.iter().map(|name| longest_word(plot, name)).fold(0.0, f64::max) + 2.0 * INSET + 1.0;
    let gaps = layers.saturating_sub(1) as f64 * if plot.narrow() { 22.0 } else { 44.0 };
    let utmost = (plot.width - gaps) / layers.max(1) as f64;
    let strip = longest.clamp(most.min(72.0), most);
    if word > strip && word <= utmost { word } else { strip }
}

/// Gives all layers the one scale that was chosen, so that heights can be compared between panels, and keeps the places
/// that the layout found as far as blocks then stay apart.
fn rescale(layers: &mut Layers, graph: &Graph, scale: f64, height: f64, padding: f64) {
    use crate::chart::geometry::spread::spread;
    for layer in &graph.layers {
        let centers: Vec<f64> =
            layer.iter().map(|node| (layers.nodes[*node].y0 + layers.nodes[*node].y1) / 2.0).collect();
        let sizes: Vec<f64> = layer.iter().map(|node| graph.values[*node] * scale).collect();
        let centers = spread(&centers, &sizes, [0.0, height], padding);
        for ((node, center), size) in layer.iter().zip(centers).zip(sizes) {
            (layers.nodes[*node].y0, layers.nodes[*node].y1) = (center - size / 2.0, center + size / 2.0);
        }
    }
    // At each end bands lie one below the other, in the order of what they lead to.
    for node in 0..layers.nodes.len() {
        for is_source in [true, false] {
            let mut own: Vec<usize> = (0..layers.links.len())
                .filter(|at| node == if is_source { layers.links[*at].source } else { layers.links[*at].target })
                .collect();
            let other = |at: &usize| {
                let link = &layers.links[*at];
                let node = &layers.nodes[if is_source { link.target } else { link.source }];
                (node.y0 + node.y1) / 2.0
            };
            own.sort_by(|a, b| other(a).total_cmp(&other(b)).then(a.cmp(b)));
            let mut y = layers.nodes[node].y0;
            for at in own {
                let link = &mut layers.links[at];
                link.width = link.value * scale;
                let middle = y + link.width / 2.0;
                if is_source {
                    link.y0 = middle;
                } else {
                    link.y1 = middle;
                }
                y += link.width;
            }
        }
    }
}
