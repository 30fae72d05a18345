//! The datasets of a site → the addresses of what is said of them. Knows no rows, only whether sources disagree.

use super::surroundings::Surroundings;
use crate::base::Route;
use crate::base::slug::Slugs;
use crate::data::Dataset;

/// Where the page of each dataset, their list and the list of disputed figures are published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataPages {
    /// The list of all datasets; none where a page of the author's has its address, or where there is no dataset.
    pub index: Option<Route>,
    /// The list of all disputed figures; none where a page of the author's has its address, or where there is no dispute.
    pub disputed: Option<Route>,
    /// The page of each published dataset, with its name; in the order of the names.
    pub datasets: Vec<(String, Route)>,
}

/// The address of the list of all datasets; their own pages are below it.
pub(super) const INDEX: &str = "data/";

/// The address of the list of all disputed figures.
pub(super) const DISPUTED: &str = "disputed/";

/// The file beside the page of a dataset that describes it in the terms of the Data Package standard.
pub const DATA_PACKAGE: &str = "datapackage.json";

impl DataPages {
    /// The addresses of the datasets that `is_published` lets through, before anybody has claimed them.
    pub(super) fn of(around: &Surroundings<'_>, is_published: impl Fn(&Dataset) -> bool) -> Self {
        let published: Vec<&Dataset> =
            around.datasets.iter().copied().filter(|dataset| around.shows_data && is_published(dataset)).collect();
        let mut slugs = Slugs::default();
        let mut route = |name: &str| Route::new(&format!("{INDEX}{}/", slugs.of(name)));
        let has_disputes = published.iter().any(|dataset| !dataset.disputes().is_empty());
        Self {
            index: (!published.is_empty()).then(|| Route::new(INDEX)),
            disputed: has_disputes.then(|| Route::new(DISPUTED)),
            datasets: published.iter().map(|dataset| (dataset.name.clone(), route(&dataset.name))).collect(),
        }
    }

    /// Where the page of a dataset is published.
    pub fn route_of(&self, dataset: &str) -> Option<&Route> {
        let at = self.datasets.binary_search_by(|(name, _)| name.as_str().cmp(dataset)).ok()?;
        Some(&self.datasets[at].1)
    }
}
