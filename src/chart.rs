//! A chart's specification and its table → drawings: what stands where, in which width, and how it is written.
//!
//! ```text
//! spec::read      a fenced block        → Spec      words and types; no data
//! encode          Spec, Table           → Chart     columns in their roles, one frame a panel
//! plot::draw      Chart, width, font    → Scene     rectangles, paths and words with their boxes
//! svg, png        Scene                 → bytes     themed inside a page, or standing alone
//! rule            all of these          → findings  the editorial rules, each with a code
//! ```
//!
//! Everything here is pure: the same specification, table, width and font give the same bytes. Nothing here knows of
//! pages, themes or disks. A new kind of chart is one file in `kind/` and one line in [`kind::CHARTS`].

#[cfg(feature = "png")]
pub mod card;
pub mod download;
pub mod encode;
mod facet;
pub mod frame;
pub mod geo;
pub mod geometry;
pub mod kind;
pub mod layout;
pub mod palette;
pub mod plot;
#[cfg(feature = "png")]
pub mod png;
pub mod rule;
pub mod scale;
pub mod scene;
pub mod spec;
pub mod style;
pub mod svg;
pub mod typography;

pub use encode::encode;
pub use plot::draw;

use crate::base::language::Language;
use crate::data::Table;
use frame::Frame;
use spec::Spec;
use std::sync::Arc;

/// A chart that is ready to be drawn in any width.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What the author asks for.
    pub spec: Spec,
    /// The table that its data is in.
    pub table: Arc<Table>,
    /// The columns of the table that it shows, in the order of their roles.
    pub shown: Vec<usize>,
    /// The names of its series or groups, over all panels; their order is that of colours and legends.
    pub groups: Vec<String>,
    /// Its panels: one, unless it is made of small multiples.
    pub panels: Vec<Panel>,
    /// Whether it is made of small multiples.
    pub faceted: bool,
}

/// One panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The value of the column that made it; empty where there is only one.
    pub title: String,
    /// Its data.
    pub frame: Frame,
}

/// The two widths that a chart is drawn in, and the size of their text: no text is smaller than 12 pixels where a
/// drawing is shown, since the wide one is shown from 630 pixels up and the narrow one from 280 up.
pub const WIDE: (f64, f64) = (680.0, 13.0);
/// The width of the drawing for phones, and the size of its text.
pub const NARROW: (f64, f64) = (320.0, 14.0);

/// What readers must be told of a drawing, in sentences: that its axis is cut or logarithmic, that values are missing.
pub fn told(chart: &Chart, drawing: &scene::Scene, language: &Language) -> Vec<String> {
    let words = &language.words;
    let mut told = Vec::new();
    if drawing.is_cut {
        told.push(words.axis_does_not_start_at_zero.to_owned());
    }
    if chart.spec.logarithmic.contains(&true) {
        told.push(words.axis_is_logarithmic.to_owned());
    }
    if chart.panels.iter().any(|panel| panel.frame.has_gaps()) {
        told.push(words.data_is_missing.to_owned());
    }
    told
}
