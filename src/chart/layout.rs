//! What several kinds of charts share: axes, legends, words at the ends of marks, and what lies over a plot.

pub mod area_names;
pub mod classes;
pub mod legend;
pub mod line_names;
pub mod names;
pub mod overlay;
pub mod point_labels;
pub mod position_axis;
pub mod ramp;
pub mod rows;
pub mod series_labels;
pub mod sizes;
pub mod time_words;
pub mod track;
pub mod values;
