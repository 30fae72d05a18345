//! Numbers → shapes in the plane: stacks, treemaps, flows, labels that make room for each other. After d3-shape,
//! d3-hierarchy and d3-sankey. Knows no chart and no colour.

pub mod sankey;
pub mod spread;
pub mod stack;
pub mod treemap;

pub use sankey::{Cycle, Flow, Sankey};
pub use spread::spread;
pub use stack::{Offset, stack};
pub use treemap::{Rect, Treemap};
