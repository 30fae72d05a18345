//! What templates see of the parts of a series or a section, and of corrections.

use super::{DateView, LinkView};
use serde::Serialize;

/// What a page is part of: a series, or a section whose pages are read in an order.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PartsView {
    /// The name of the series, or of the section.
    pub title: String,
    /// Which part this page is, from 1.
    pub position: usize,
    /// All parts, in order. Of a section with more than a hundred only the one before and the one after are told.
    pub parts: Vec<LinkView>,
    /// The part before.
    pub previous: Option<LinkView>,
    /// The part after.
    pub next: Option<LinkView>,
}

/// A correction.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CorrectionView {
    /// When it was made.
    pub date: Option<DateView>,
    /// What was wrong and is now right.
    pub text: String,
    /// The old wording.
    pub was: Option<String>,
    /// The new wording.
    pub now: Option<String>,
}
