//! Lists of briefs and of terms → their files, one for each page of a list.

use super::pages::{Memoized, render};
use crate::base::{ContentHash, Report, Route};
use crate::lower::Page;
use crate::theme::{ListSource, Presenter};
use std::sync::Arc;

/// One page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// A page of briefs: of what, and which page.
    Briefs(ListSource, usize),
    /// The terms of a taxonomy.
    Terms(usize),
}

impl Job {
    /// All pages of all lists.
    pub fn all(presenter: &Presenter<'_>, taxonomies: usize) -> Vec<Self> {
        let briefs = presenter
            .lists()
            .into_iter()
            .flat_map(|list| (1..=presenter.pages_of(list)).map(move |page| Self::Briefs(list, page)));
        briefs.chain((0..taxonomies).map(Self::Terms)).collect()
    }

    /// Where it is published.
    pub fn route(self, presenter: &Presenter<'_>) -> Route {
        match self {
            Self::Briefs(list, page) => presenter.page_route(list, page),
            Self::Terms(taxonomy) => presenter.taxonomy_route(taxonomy),
        }
    }
}

/// Renders one page of a list. `own` is the body of the section's own page.
pub fn list_job(
    presenter: &Presenter<'_>,
    job: Job,
    template: &str,
    own: Option<&Page>,
    keep: bool,
    memo: Memoized<'_>,
) -> Report<Option<(ContentHash, Arc<Vec<u8>>)>> {
    match job {
        Job::Briefs(list, page) => render(presenter, template, &presenter.list(list, page, own), 0, keep, memo),
        Job::Terms(taxonomy) => render(presenter, template, &presenter.terms(taxonomy), 0, keep, memo),
    }
}
