//! Origins, destinations and values → flows, none of which leads back to where it came from.

use super::Encoding;
use crate::base::codes;
use crate::chart::frame::Flow;
use crate::chart::geometry::sankey::{self, Sankey};

impl Encoding<'_> {
    /// The flows of `from`, `to` and `value`; rows of the same two ends are one flow.
    pub fn flows(&mut self) -> Option<Vec<Flow>> {
        let (from, to, value) = (self.column("from")?, self.column("to")?, self.column("value")?);
        let mut flows: Vec<Flow> = Vec::new();
        for row in self.rows.clone() {
            let (from, to) = (&*from.cells[row].text, &*to.cells[row].text);
            let number = self.number(value, row);
            if number.is_some_and(|number| number < 0.0) {
                self.refuse_negative(value.index, row, "a flow cannot be negative");
            }
            if from.is_empty() || to.is_empty() {
                continue;
            }
            match flows.iter_mut().find(|flow| flow.from == from && flow.to == to) {
                Some(flow) => {
                    flow.value = match (flow.value, number) {
                        (Some(a), Some(b)) => Some(a + b),
                        (a, b) => a.or(b),
                    }
                }
                None => flows.push(Flow { from: from.to_owned(), to: to.to_owned(), value: number }),
            }
        }
        let (names, links) = links(&flows);
        let measures = Sankey { width: 1.0, height: 1.0, node_width: 0.0, node_padding: 0.0, iterations: 0 };
        if let Err(cycle) = measures.layout(names.len(), &links) {
            let way: Vec<&str> = cycle.nodes.iter().chain(cycle.nodes.first()).map(|node| names[*node]).collect();
            let message = format!("these flows lead in a circle: {}", way.join(" \u{2192} "));
            let help =
                "give the two ends of what returns different names, such as `China, exports` and `China, imports`";
            self.find(&codes::CIRCULAR_FLOW, "from", message, help);
            return None;
        }
        Some(flows)
    }
}

/// The names of nodes in the order of their first appearance, and the flows between them that carry something.
pub fn links(flows: &[Flow]) -> (Vec<&str>, Vec<sankey::Flow>) {
    let mut names: Vec<&str> = Vec::new();
    let mut number = rustc_hash::FxHashMap::default();
    let mut index = |name| {
        *number.entry(name).or_insert_with(|| {
            names.push(name);
            names.len() - 1
        })
    };
    let mut links = Vec::with_capacity(flows.len());
    for flow in flows {
        if let Some(value) = flow.value.filter(|value| *value > 0.0) {
            links.push(sankey::Flow { source: index(&flow.from), target: index(&flow.to), value });
        }
    }
    (names, links)
}
