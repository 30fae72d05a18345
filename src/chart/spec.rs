//! A fenced `chart` block → what its author asks for, before any table is looked at.
//!
//! Knows words and their types. Whether a column exists, and whether a value is a number, is the business of
//! [`mod@super::encode`].

mod read;
mod word;

pub use read::read;
pub use word::{WORDS, Word};

use super::kind::ChartKind;
use crate::base::Place;
use crate::base::format::number::NumberFormat;
use crate::data::Table;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an author asks for.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Which kind of chart.
    pub kind: &'static ChartKind,
    /// Whether the author names no kind that there is: then `kind` stands in for it, so that the other words can be read.
    pub unknown_kind: bool,
    /// What it shows, in a sentence.
    pub title: String,
    /// Measure, place, period and unit.
    pub subtitle: String,
    /// What it looks like, for those who do not see it.
    pub alt: String,
    /// What else is to be known, such as the method.
    pub note: String,
    /// Keys of sources.
    pub sources: Vec<String>,
    /// Where its data is.
    pub data: DataOrigin,
    /// The columns of its roles (`x`, `y`, `color` …), as they were written.
    pub columns: BTreeMap<&'static str, Vec<String>>,
    /// How its positions are ordered.
    pub sort: Option<Sort>,
    /// How its series are stacked.
    pub stack: Option<Stack>,
    /// Which of its axes are logarithmic: `x`, `y`.
    pub logarithmic: [bool; 2],
    /// From where to where its axes go, where the author says so: `x`, `y`.
    pub domain: [Option<[f64; 2]>; 2],
    /// The values that its axes name, where the author says so: `x`, `y`.
    pub ticks: [Vec<f64>; 2],
    /// How its values are written.
    pub format: Option<NumberFormat>,
    /// How the values of its other axis are written, as it was written itself: numbers and dates have different words.
    pub x_format: Option<String>,
    /// The unit of its values.
    pub unit: String,
    /// The series or positions that stand out.
    pub highlight: Vec<String>,
    /// Words at places in the plot.
    pub annotations: Vec<Annotation>,
    /// Shaded spans.
    pub bands: Vec<Band>,
    /// Lines of reference.
    pub reference_lines: Vec<ReferenceLine>,
    /// Whether small multiples have scales of their own.
    pub free_scales: bool,
    /// The height of the plot in the wide drawing.
    pub height: Option<f64>,
    /// Codes of rules that the chart may break, each with a reason.
    pub allow: Vec<(String, String)>,
    /// Where each word of the block stands.
    pub places: BTreeMap<String, Place>,
    /// Where the block begins.
    pub place: Place,
}

impl Spec {
    /// The place of a word of the block; that of the block where the word is not there.
    pub fn place_of(&self, word: &str) -> Place {
        self.places.get(word).unwrap_or(&self.place).clone()
    }

    /// The columns of a role.
    pub fn columns_of(&self, role: &str) -> &[String] {
        self.columns.get(role).map_or(&[], Vec::as_slice)
    }

    /// The one column of a role.
    pub fn column_of(&self, role: &str) -> Option<&str> {
        self.columns_of(role).first().map(String::as_str)
    }

    /// True if a series or a position stands out; where nothing is highlighted, everything does.
    pub fn stands_out(&self, name: &str) -> bool {
        self.highlight.is_empty() || self.highlight.iter().any(|highlighted| highlighted == name)
    }
}

/// Where a chart's data is.
#[derive(Debug, Clone)]
pub enum DataOrigin {
    /// In the block itself.
    Rows(Arc<Table>),
    /// A file or a dataset of this name.
    Named(String),
    /// Nowhere: that was told of.
    Nowhere,
}

/// How positions are ordered.
#[derive(Debug, Clone, PartialEq)]
pub enum Sort {
    /// As in the data.
    AsGiven,
    /// By value, the largest first.
    Descending,
    /// By value, the smallest first.
    Ascending,
    /// By name.
    Names,
    /// In this order; what is not named comes after.
    Listed(Vec<String>),
}

/// How series are stacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stack {
    /// On top of one another, from zero.
    Zero,
    /// On top of one another, as shares of 100.
    Normalize,
    /// What is negative below zero, what is positive above.
    Diverging,
    /// Not at all.
    None,
}

/// A value on an axis as it was written: a number, a date or the name of a position.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisValue(pub String);

/// Words at a place in the plot.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Where, from left to right.
    pub x: Option<AxisValue>,
    /// Where, from top to bottom.
    pub y: Option<AxisValue>,
    /// The words.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

/// A shaded span.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// On which axis: `x` or `y`.
    pub axis: Axis,
    /// From where.
    pub from: AxisValue,
    /// To where.
    pub to: AxisValue,
    /// The words on it.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

/// A line of reference.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceLine {
    /// On which axis: `x` or `y`.
    pub axis: Axis,
    /// Where.
    pub at: AxisValue,
    /// The words at it.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

/// One of the two axes of a specification. For bars, which lie, `y` is still the axis of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// The axis of positions.
    X,
    /// The axis of values.
    Y,
}
