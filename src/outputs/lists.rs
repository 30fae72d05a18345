//! What is shown of briefs, of terms, of years, of data and of sources → files: one for each page of a list, one for each
//! dataset and each source.

use super::Finished;
use super::pages::{Memoized, render};
use crate::base::{ContentHash, Diagnostics, Report, Route};
use crate::lower::Page;
use crate::site::Atlas;
use crate::theme::{ListSource, Presenter, Uses};
use std::sync::Arc;

/// One page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// A page of briefs: of what, and which page.
    Briefs(ListSource, usize),
    /// The terms of a taxonomy.
    Terms(usize),
    /// A page of an archive: of which, and of which of its years; of none for its first page.
    Archive(usize, Option<usize>),
    /// All datasets.
    Datasets,
    /// One dataset, by its place among those that have pages.
    Dataset(usize),
    /// All disputed figures.
    Disputed,
    /// All sources that something rests on.
    Sources,
    /// One source, by its place among those that have an address.
    Source(usize),
    /// The page that readers search on.
    Search,
}

impl Job {
    /// All pages that are made of others.
    pub fn all(presenter: &Presenter<'_>, atlas: &Atlas, uses: &Uses) -> Vec<Self> {
        let briefs = presenter
            .lists()
            .into_iter()
            .flat_map(|list| (1..=presenter.pages_of(list)).map(move |page| Self::Briefs(list, page)));
        let (data, sources) = (&atlas.data, &atlas.sources);
        let resting = sources.sources.iter().enumerate().filter(|(_, (key, _))| uses.rest_on(key));
        briefs
            .chain((0..atlas.taxonomies.len()).map(Self::Terms))
            .chain(atlas.archives.iter().enumerate().flat_map(|(at, archive)| {
                let years = archive.years.iter().enumerate().filter(|(_, year)| year.route.is_some());
                let years = years.map(move |(year, _)| Self::Archive(at, Some(year)));
                std::iter::once(Self::Archive(at, None)).chain(years)
            }))
            .chain(data.index.as_ref().map(|_| Self::Datasets))
            .chain((0..data.datasets.len()).map(Self::Dataset))
            .chain(data.disputed.as_ref().map(|_| Self::Disputed))
            .chain(sources.index.as_ref().map(|_| Self::Sources))
            .chain(resting.map(|(at, _)| Self::Source(at)))
            .chain(atlas.search.as_ref().map(|_| Self::Search))
            .collect()
    }

    /// Where it is published.
    pub fn route(self, presenter: &Presenter<'_>, atlas: &Atlas) -> Route {
        let made = |route: &Option<Route>| route.clone().unwrap_or_else(Route::home);
        match self {
            Self::Briefs(list, page) => presenter.page_route(list, page),
            Self::Terms(taxonomy) => presenter.taxonomy_route(taxonomy),
            Self::Archive(archive, year) => presenter.archive_route(archive, year),
            Self::Datasets => made(&atlas.data.index),
            Self::Dataset(at) => atlas.data.datasets[at].1.clone(),
            Self::Disputed => made(&atlas.data.disputed),
            Self::Sources => made(&atlas.sources.index),
            Self::Source(at) => atlas.sources.sources[at].1.clone(),
            Self::Search => made(&atlas.search),
        }
    }
}

/// What an output makes once all pages are finished whose pages are all among these: nothing more.
pub(super) fn make(_: &Finished<'_>) -> Diagnostics {
    Diagnostics::new()
}

/// Renders one of them. `own` is the body of a section's own page; `uses` is what all pages take from datasets and sources.
pub fn list_job(
    presenter: &Presenter<'_>,
    job: Job,
    template: &str,
    own: Option<&Page>,
    uses: &Uses,
    keep: bool,
    memo: Memoized<'_>,
) -> Report<Option<(ContentHash, Arc<Vec<u8>>)>> {
    match job {
        Job::Briefs(list, page) => render(presenter, template, &presenter.list(list, page, own), 0, keep, memo),
        Job::Terms(taxonomy) => render(presenter, template, &presenter.terms(taxonomy), 0, keep, memo),
        Job::Archive(archive, year) => render(presenter, template, &presenter.archive(archive, year), 0, keep, memo),
        Job::Datasets => render(presenter, template, &presenter.datasets(uses), 0, keep, memo),
        Job::Dataset(at) => match presenter.dataset(at, uses) {
            Some(view) => render(presenter, template, &view, 0, keep, memo),
            None => Report::clean(None),
        },
        Job::Disputed => render(presenter, template, &presenter.disputed(uses), 0, keep, memo),
        Job::Sources => render(presenter, template, &presenter.sources(uses), 0, keep, memo),
        Job::Source(at) => match presenter.source(at, uses) {
            Some(view) => render(presenter, template, &view, 0, keep, memo),
            None => Report::clean(None),
        },
        Job::Search => render(presenter, template, &presenter.search(), 0, keep, memo),
    }
}
