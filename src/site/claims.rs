//! Who has which address: pages, lists and files each claim theirs once; old addresses lead to what is left.

use super::atlas::{Atlas, Kind, Target};
use super::facts::Facts;
use super::ids::{PageId, SectionId};
use super::surroundings::Surroundings;
use super::{resolve, routes};
use crate::base::route::join;
use crate::base::{Diagnostic, Diagnostics, Place, Report, Route, codes};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Gives every route of the atlas to whoever claims it first.
pub(super) fn claim(atlas: &mut Atlas, facts: &[Arc<Facts>], around: &Surroundings<'_>) -> Report<()> {
    let mut claims = Claims { atlas, facts, around, diagnostics: Diagnostics::new(), taken: FxHashMap::default() };
    claims.files();
    claims.routes();
    claims.redirects();
    Report::new((), claims.diagnostics)
}

struct Claims<'a> {
    atlas: &'a mut Atlas,
    facts: &'a [Arc<Facts>],
    around: &'a Surroundings<'a>,
    diagnostics: Diagnostics,
    /// Who claimed a route first: the document, where there is one, and in words.
    taken: FxHashMap<Route, (Option<usize>, String)>,
}

impl Claims<'_> {
    /// Files are published with the pages around them. What belongs to a withheld brief stays back: all files of its
    /// folder, and those that it names and no published page does.
    fn files(&mut self) {
        let named = |facts: &Facts| -> Vec<String> {
            let folder = routes::folder_of(&facts.path);
            let path = |address: &str| match address.strip_prefix('/') {
                Some(rooted) => join("", rooted),
                None => join(folder, address),
            };
            facts.addresses.iter().filter_map(|address| path(resolve::split(address).0)).collect()
        };
        let withheld = |facts: &&Arc<Facts>| self.atlas.withheld.contains_key(&facts.path);
        let mut kept_back: FxHashSet<String> =
            self.facts.iter().filter(withheld).flat_map(|facts| named(facts)).collect();
        if !kept_back.is_empty() {
            for facts in self.facts.iter().filter(|facts| !withheld(facts)) {
                named(facts).iter().for_each(|path| _ = kept_back.remove(path));
            }
            self.around.config.image.iter().for_each(|path| _ = kept_back.remove(path));
        }
        let bundles: Vec<&str> = self
            .atlas
            .withheld
            .keys()
            .filter(|path| path.ends_with('/') && self.atlas.withheld.contains_key(&*format!("{path}index.md")))
            .map(|path| &**path)
            .collect();
        let mut files = Vec::new();
        for (index, path) in self.around.files.iter().enumerate() {
            if !kept_back.contains(&**path) && !bundles.iter().any(|bundle| path.starts_with(bundle)) {
                files.push((index, routes::of_file(path), Arc::clone(path)));
            }
        }
        for (index, route, path) in files {
            self.atlas.file_by_path.insert(path, route.clone());
            self.atlas.files.push((index, route));
        }
    }

    /// Every route, claimed once.
    fn routes(&mut self) {
        let mut all: Vec<(Route, Target, Option<usize>, String)> = Vec::new();
        for (id, entry) in self.atlas.pages().filter(|(_, entry)| entry.kind != Kind::Index) {
            all.push((entry.route.clone(), Target::Page(id), Some(entry.document), entry.facts.shown.to_string()));
        }
        for (at, section) in self.atlas.sections.iter().enumerate() {
            let index = section.index.or_else(|| section.pages.first().copied()).map(|id| self.atlas.entry(id));
            let words = format!("the list of the section `{}`", section.folder);
            all.push((
                section.route.clone(),
                Target::Section(SectionId(at as u32)),
                index.map(|entry| entry.document),
                words,
            ));
        }
        for taxonomy in &self.atlas.taxonomies {
            all.push((taxonomy.route.clone(), Target::Made, None, format!("the list of `{}`", taxonomy.name)));
            all.extend(
                taxonomy
                    .terms
                    .iter()
                    .map(|term| (term.route.clone(), Target::Made, None, format!("the list of `{}`", term.name))),
            );
        }
        for (_, route) in &self.atlas.files {
            all.push((route.clone(), Target::File, None, format!("the file {}", route.as_str())));
        }
        for (route, target, document, words) in all {
            let lists = matches!(target, Target::Section(_)) || (matches!(target, Target::Made));
            if self.claim(&route, document, &words) {
                if lists {
                    self.atlas.by_route.extend(self.around.made.iter().map(|made| (route.join(made), Target::Made)));
                }
                self.atlas.by_route.insert(route, target);
            }
        }
    }

    fn claim(&mut self, route: &Route, document: Option<usize>, words: &str) -> bool {
        let Some((other, other_words)) = self.taken.get(route) else {
            self.taken.insert(route.clone(), (document, words.to_owned()));
            return true;
        };
        // The one that has a file of its own is the one to rename.
        let (Some(at), other, named) = (match document.or(*other) {
            Some(at) => (
                Some(at),
                if document.is_some() { *other } else { None },
                if document.is_some() { other_words.as_str() } else { words },
            ),
            None => (None, None, words),
        }) else {
            return false;
        };
        let place = self.page_place(at);
        let message = format!("{route} is also the address of {named}");
        let mut diagnostic = Diagnostic::new(
            &codes::DUPLICATE_ROUTE,
            place,
            message,
            "rename one of the files, or give this one a `slug:`",
        );
        if let Some(other) = other.filter(|other| *other != at) {
            diagnostic = diagnostic.and(self.page_place(other), "the other one");
        }
        self.diagnostics.push(diagnostic);
        false
    }

    fn page_place(&self, document: usize) -> Place {
        (self.around.place)(document, if self.facts[document].front.slug.is_some() { "slug" } else { "title" })
    }

    fn redirects(&mut self) {
        let mut leading: FxHashMap<Route, PageId> = FxHashMap::default();
        let mut redirects = Vec::new();
        for (id, entry) in self.atlas.pages() {
            for alias in &entry.facts.front.aliases {
                let clean = join("", alias.trim_start_matches('/'))
                    .filter(|path| !alias.contains(['?', '#', ':']) && !path.is_empty());
                let route = clean.map(|path| {
                    Route::new(&if path.ends_with('/') || path.ends_with(".html") { path } else { format!("{path}/") })
                });
                let problem = match &route {
                    None => Some("is not a path of this site".to_owned()),
                    Some(route) if self.taken.contains_key(route) => {
                        Some(format!("is the address of {}", self.taken[route].1))
                    }
                    Some(route) => leading
                        .get(route)
                        .map(|other| format!("already leads to {}", self.atlas.entry(*other).facts.shown)),
                };
                match (problem, route) {
                    (Some(problem), _) => {
                        let place = (self.around.place)(entry.document, "aliases");
                        self.diagnostics.push(Diagnostic::new(
                            &codes::BAD_ALIAS,
                            place,
                            format!("the alias `{alias}` {problem}"),
                            "write an old path such as /old/address/ that nothing else has",
                        ));
                    }
                    (None, Some(route)) => {
                        leading.insert(route.clone(), id);
                        redirects.push((route, id));
                    }
                    (None, None) => {}
                }
            }
        }
        self.atlas.redirects = redirects;
    }
}
