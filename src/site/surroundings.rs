//! What the atlas is built from besides facts.

use super::clock::Clock;
use crate::base::Place;
use crate::config::Config;
use crate::data::Dataset;
use std::sync::Arc;

/// What the atlas is built from besides facts.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// What the site decides.
    pub config: &'a Config,
    /// The moment of the build.
    pub clock: Clock,
    /// The paths in `content/` of the files that are published as they stand, in order.
    pub files: &'a [Arc<str>],
    /// Where a key of a file's front matter stands, for diagnostics.
    pub place: &'a (dyn Fn(usize, &str) -> Place + Sync),
    /// Where a file of `files` is, for diagnostics.
    pub file_place: &'a (dyn Fn(usize) -> Place + Sync),
    /// Where the settings name the taxonomies.
    pub settings: &'a Place,
    /// The routes that outputs claim for a page or a list, below its own route: feeds.
    pub made: &'a [&'a str],
    /// The files that outputs make once for the whole site.
    pub fixed: &'a [&'a str],
    /// All datasets, in the order of their names.
    pub datasets: &'a [&'a Dataset],
    /// Whether they are to have pages.
    pub shows_data: bool,
    /// Whether briefs are to have social cards.
    pub cards: bool,
    /// Whether all briefs are to be listed by year.
    pub archives: bool,
    /// The keys of the sources that are to have pages, in order; none where the site leaves those pages out.
    pub sources: &'a [&'a str],
    /// The files of the search page, the page itself first; none where the site leaves it out.
    pub search: &'a [&'a str],
}
