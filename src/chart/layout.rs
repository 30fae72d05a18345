//! What several kinds of charts share: axes, legends, words at the ends of marks, and what lies over a plot.

pub mod classes;
pub mod legend;
pub mod names;
pub mod overlay;
pub mod rows;
pub mod series_labels;
pub mod values;
