//! What whoever runs the stages decides, and the site does not.

use crate::base::Severity;
use jiff::Timestamp;

/// What a run decides, beside the site.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment of the build.
    pub now: Timestamp,
    /// Whether drafts and briefs that are not published now are shown.
    pub preview: bool,
    /// An address that takes the place of the site's own.
    pub base_url: Option<String>,
    /// Weights of codes from the command line, over those of the site.
    pub checks: Vec<(String, Option<Severity>)>,
    /// What is left to the next build.
    pub keep: Keep,
    /// Whether a ledger of all numbers is kept.
    pub ledger: bool,
    /// How many bytes of Markdown are held in memory from the first reading to the making of pages. What is beyond is
    /// read twice.
    pub held: u64,
    /// Whether social cards are drawn. Nobody sees them while a site is being written.
    pub cards: bool,
    /// Whether links to other sites are listed.
    pub external: bool,
}

impl Options {
    /// A plain build at a moment: what is published then, nothing kept, no ledger, no cards.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            preview: false,
            base_url: None,
            checks: Vec::new(),
            keep: Keep::Nothing,
            ledger: false,
            held: HELD,
            cards: false,
            external: false,
        }
    }
}

/// What a run leaves to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Nothing,
    /// Which files came of each page, and what others see of it. It fits into a cache, so that the next build, though it be of
    /// another process, makes only those pages again that changed, if the files of the others are still published.
    Traces,
    /// All results, with their bytes.
    Results,
}

/// As much text as is held if nobody says otherwise. Drafts take about twice as much again.
pub const HELD: u64 = 80 << 20;
