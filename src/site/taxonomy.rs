//! Taxonomies: the terms that briefs name → lists of briefs with an address each.

use super::ids::PageId;
use crate::base::slug::slug;
use crate::base::{ContentHash, Route};
use rustc_hash::{FxHashMap, FxHashSet};

/// One way of sorting briefs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    /// The key in front matter: `tags`, `authors`.
    pub name: String,
    /// The edition whose briefs it sorts.
    pub edition: usize,
    /// Where the list of its terms is published.
    pub route: Route,
    /// Its terms, by name.
    pub terms: Vec<Term>,
}

/// One subject, one author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name as it is shown: the first spelling that was met.
    pub name: String,
    /// Where its list is published.
    pub route: Route,
    /// Its briefs, newest first.
    pub briefs: Vec<PageId>,
}

impl Taxonomy {
    /// The name as a title.
    pub fn title(&self) -> String {
        let mut letters = self.name.replace(['-', '_'], " ").chars().collect::<Vec<_>>().into_iter();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// Builds a taxonomy from the uses of its terms, which come newest brief first. Also gives the number of each
    /// use's term. `prefix` is what the addresses of its edition begin with.
    pub(super) fn build(name: &str, (edition, prefix): (usize, &str), uses: &[(PageId, &str)]) -> (Self, Vec<u32>) {
        let base = format!("{prefix}{}", slug(name));
        let mut index: FxHashMap<String, usize> = FxHashMap::default();
        let mut found: Vec<(String, Term)> = Vec::new();
        let of_use: Vec<usize> = uses
            .iter()
            .map(|(page, written)| {
                let key = written.to_lowercase();
                let at = index.get(&key).copied().unwrap_or_else(|| {
                    index.insert(key.clone(), found.len());
                    found.push((key, Term { name: (*written).to_owned(), route: Route::home(), briefs: Vec::new() }));
                    found.len() - 1
                });
                if found[at].1.briefs.last() != Some(page) {
                    found[at].1.briefs.push(*page);
                }
                at
            })
            .collect();
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by(|a, b| found[*a].0.cmp(&found[*b].0));
        let mut position = vec![0_u32; found.len()];
        let mut taken: FxHashSet<String> = FxHashSet::default();
        for (place, at) in order.iter().enumerate() {
            position[*at] = place as u32;
            let (key, term) = &mut found[*at];
            let mut slug = slug(key);
            // Two names that read alike in an address: the later one gets letters that depend on nothing but itself.
            if !taken.insert(slug.clone()) {
                slug = format!("{slug}-{}", ContentHash::of(key.as_bytes()).short(6));
                taken.insert(slug.clone());
            }
            term.route = Route::new(&format!("{base}/{slug}/"));
        }
        let mut terms: Vec<Option<Term>> = found.into_iter().map(|(_, term)| Some(term)).collect();
        let terms = order.into_iter().filter_map(|at| terms[at].take()).collect();
        let taxonomy = Self { name: name.to_owned(), edition, route: Route::new(&format!("{base}/")), terms };
        (taxonomy, of_use.into_iter().map(|at| position[at]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet_and_addresses_do_not() {
        let uses = [(PageId(0), "Trade"), (PageId(1), "trade"), (PageId(1), "C++"), (PageId(2), "C#")];
        let (taxonomy, of_use) = Taxonomy::build("tags", (0, ""), &uses);
        let names: Vec<&str> = taxonomy.terms.iter().map(|term| term.name.as_str()).collect();
        assert_eq!(names, ["C#", "C++", "Trade"]);
        assert_eq!(of_use, [2, 2, 1, 0]);
        assert_eq!(taxonomy.terms[2].briefs, [PageId(0), PageId(1)]);
        assert_eq!(taxonomy.terms[0].route.as_str(), "tags/c/");
        assert!(taxonomy.terms[1].route.as_str().starts_with("tags/c-"));
    }
}
