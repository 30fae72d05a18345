//! Numbers → shapes in the plane: stacks, treemaps, flows. Knows no chart and no colour.
