//! Flows that run in a circle → the nodes of one such circle.

use super::Flow;
use std::collections::VecDeque;

/// The shortest circle through the first node that lies on one, beginning there; empty if there is none.
pub(super) fn find(count: usize, flows: &[Flow]) -> Vec<usize> {
    (0..count).find_map(|start| through(start, count, flows)).unwrap_or_default()
}

/// Breadth first from a node, until a flow leads back to it.
fn through(start: usize, count: usize, flows: &[Flow]) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; count];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for flow in flows.iter().filter(|flow| flow.source == node) {
            if flow.target == start {
                let mut way = vec![node];
                let mut last = node;
                while let Some(before) = from[last] {
                    way.push(before);
                    last = before;
                }
                way.reverse();
                return Some(way);
            }
            if from[flow.target].is_none() {
                from[flow.target] = Some(node);
                queue.push_back(flow.target);
            }
        }
    }
    None
}
