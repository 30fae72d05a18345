//! The sources of a site's library → the addresses of what is said of them. Knows no publication and nobody who cites it.

use crate::base::Route;
use crate::base::slug::Slugs;
use crate::base::slug::slug;

/// Where the page of each source and their list are published.
///
/// Which sources have a page is known only when every page of the author's is finished: those that something rests on. So
/// whoever links to the page of a source must rest on that source, and thereby it has one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourcePages {
    /// The list of all sources; none where a page of the author's has its address, or where there is no library.
    pub index: Option<Route>,
    /// Where the page of each source stands, with its key, in the order of the keys. A source whose address a page or a
    /// file of the author's has is not among them.
    pub sources: Vec<(String, Route)>,
}

/// The address of the list of all sources; their own pages are below it.
pub(super) const INDEX: &str = "sources/";

impl SourcePages {
    /// The addresses of the sources of these keys, which are in order, before anybody has claimed them.
    pub(super) fn of(keys: &[&str]) -> Self {
        let mut slugs = Slugs::default();
        let mut route = |key: &str| Route::new(&format!("{INDEX}{}/", slugs.of(key)));
        // A key that is its own address keeps it, whatever other keys there are.
        let (own, others): (Vec<&str>, Vec<&str>) = keys.iter().partition(|key| slug(key) == **key);
        let mut sources: Vec<(String, Route)> =
            own.into_iter().chain(others).map(|key| (key.to_owned(), route(key))).collect();
        sources.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Self { index: (!keys.is_empty()).then(|| Route::new(INDEX)), sources }
    }

    /// Where the page of a source is published, if anything rests on that source.
    pub fn route_of(&self, key: &str) -> Option<&Route> {
        let at = self.sources.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        Some(&self.sources[at].1)
    }

    /// The key of the source whose page is published at a route.
    pub fn key_at(&self, route: &Route) -> Option<&str> {
        self.sources.iter().find(|(_, known)| known == route).map(|(key, _)| key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_an_address_of_its_own() {
        let pages = SourcePages::of(&["IEA", "iea", "oec 2025"]);
        // Whatever comes before it: an entry that is added takes nobody's address.
        assert_eq!(pages.route_of("iea").map(Route::as_str), Some("sources/iea/"));
        let other = pages.route_of("IEA").unwrap();
        assert!(other.as_str().starts_with("sources/iea-"), "{other}");
        assert_eq!(pages.key_at(other), Some("IEA"));
        assert_eq!(pages.route_of("oec 2025").map(Route::as_str), Some("sources/oec-2025/"));
        assert_eq!(pages.route_of("oec"), None);
        assert_eq!(SourcePages::of(&[]).index, None);
    }
}
