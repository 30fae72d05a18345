//! The kinds of charts: one file a kind, one line in the table.

mod area;
mod bars;
mod choropleth;
mod columns;
mod dot;
mod dumbbell;
mod heatmap;
mod line;
mod map_frame;
mod map_labels;
mod range;
mod sankey;
mod scatter;
mod slope;
mod stacking;
mod tile_map;
mod timeline;
mod treemap;
mod waterfall;

use super::encode::Encoding;
use super::frame::Frame;
use super::plot::{Extent, Plot};
use super::scene::Scene;
use super::spec::Spec;

/// A kind of chart.
#[derive(Debug)]
pub struct ChartKind {
    /// The word after `type:`.
    pub name: &'static str,
    /// What it is good for, in one line.
    pub about: &'static str,
    /// The columns that it needs, each with what it is there; further ones are allowed.
    pub needs: &'static [&'static str],
    /// Whether its positions run from top to bottom and its values from left to right.
    pub lying: bool,
    /// Whether the length of its marks is the value, so that its axis must begin at zero.
    pub from_zero: bool,
    /// Whether its marks join positions, which then must have an order.
    pub joins: bool,
    /// Whether a column of numbers under `color` is shown in shades, rather than as the names of groups.
    pub shades: bool,
    /// The narrowest panel of small multiples that it is legible in, in pixels.
    pub narrowest: f64,
    /// The legend that panels share: drawn from `top` down with the plot of the first panel in the width of all; gives
    /// the lower edge, which is `top` where there is none.
    pub legend: fn(&mut Scene, &Plot<'_>, f64) -> f64,
    /// Columns → what is drawn.
    pub encode: fn(&mut Encoding<'_>) -> Option<Frame>,
    /// What its axes must hold.
    pub extent: fn(&Spec, &Frame) -> Extent,
    /// What is drawn → where.
    pub draw: fn(&Plot<'_>) -> Scene,
}

impl PartialEq for ChartKind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// All kinds.
pub static CHARTS: &[ChartKind] = &[
    columns::KIND,
    bars::KIND,
    line::KIND,
    area::KIND,
    slope::KIND,
    scatter::KIND,
    dumbbell::KIND,
    range::KIND,
    dot::KIND,
    heatmap::KIND,
    waterfall::KIND,
    timeline::KIND,
    treemap::KIND,
    sankey::KIND,
    choropleth::KIND,
    tile_map::KIND,
];

/// What to use instead of a kind that we do not draw, and why.
pub fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "pie" | "donut" | "doughnut" => "write `type: bar`, or `stack: normalize`: lengths compare better than angles",
        "columns" | "vertical" | "histogram" => "write `type: column`",
        "bars" | "horizontal" | "barh" => "write `type: bar`",
        "bubble" => "write `type: scatter` with `size:`",
        "map" | "geo" | "world" => "write `type: choropleth`, or `type: tile-map`",
        "stacked" | "stacked-column" => "write `type: column` with `stack: zero`",
        "radar" | "gauge" | "3d" | "pyramid" | "wordcloud" => "write `type: bar`: lengths from one line compare best",
        "gantt" | "events" => "write `type: timeline`",
        "lollipop" => "write `type: dot`",
        _ => return None,
    })
}
