//! Facts → atlas: the only barrier of a build. Everything before it knows one file, everything after it may look up all.

use super::atlas::{Atlas, Author, Entry, Kind, PageId, Section, SectionId, Series, Target};
use super::clock::Clock;
use super::facts::Facts;
use super::taxonomy::{Taxonomy, TermId};
use super::{related, routes};
use crate::base::{Diagnostic, Diagnostics, Moment, Place, Report, Route, codes, suggest};
use crate::config::Config;
use rustc_hash::{FxHashMap, FxHashSet};
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
    /// The routes that outputs claim for a page or a list, below its own route: feeds.
    pub made: &'a [&'a str],
}

/// Builds the atlas. `facts` are in the order of their paths, one for each document.
pub fn atlas(facts: &[Arc<Facts>], around: &Surroundings<'_>) -> Report<Atlas> {
    let mut builder = Builder {
        around,
        facts,
        atlas: Atlas::default(),
        diagnostics: Vec::new(),
        section_ids: FxHashMap::default(),
        claims: FxHashMap::default(),
    };
    builder.sections_and_pages();
    builder.order();
    builder.taxonomies();
    builder.series();
    builder.atlas.related = related::related(&builder.atlas);
    builder.files();
    builder.routes();
    builder.redirects();
    Report::new(builder.atlas, builder.diagnostics)
}

struct Builder<'a> {
    around: &'a Surroundings<'a>,
    facts: &'a [Arc<Facts>],
    atlas: Atlas,
    diagnostics: Diagnostics,
    section_ids: FxHashMap<String, SectionId>,
    /// Who claimed a route first: the document, where there is one, and in words.
    claims: FxHashMap<Route, (Option<usize>, String)>,
}

impl Builder<'_> {
    /// The section of a folder, made on first use together with those that it is in.
    fn section(&mut self, folder: &str) -> SectionId {
        if let Some(id) = self.section_ids.get(folder) {
            return *id;
        }
        let parent = (!folder.is_empty()).then(|| self.section(routes::folder_of(folder.trim_end_matches('/'))));
        let id = SectionId(self.atlas.sections.len() as u32);
        let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default().trim_start_matches('_');
        let title =
            if folder.is_empty() { self.around.config.title.clone() } else { capital(&name.replace(['-', '_'], " ")) };
        self.atlas.sections.push(Section {
            folder: folder.to_owned(),
            route: Route::new(&routes::folder(folder)),
            title,
            parent,
            index: None,
            sections: Vec::new(),
            pages: Vec::new(),
            own: Vec::new(),
        });
        if let Some(parent) = parent {
            self.atlas.sections[parent.0 as usize].sections.push(id);
        }
        self.section_ids.insert(folder.to_owned(), id);
        id
    }

    fn sections_and_pages(&mut self) {
        self.section("");
        // A folder with an `index.md` and nothing else to read is a brief with its files; with more, it is a section.
        let mut documents_in: FxHashMap<&str, usize> = FxHashMap::default();
        for facts in self.facts {
            let mut folder = routes::folder_of(&facts.path);
            let own_page = matches!(routes::stem(&facts.path), "index" | "_index");
            *documents_in.entry(folder).or_default() += usize::from(!own_page);
            while !folder.is_empty() {
                folder = routes::folder_of(folder.trim_end_matches('/'));
                *documents_in.entry(folder).or_default() += 1;
            }
        }
        for (document, facts) in self.facts.iter().enumerate() {
            let folder = routes::folder_of(&facts.path);
            let stem = routes::stem(&facts.path);
            let bundle = stem == "index" && !folder.is_empty() && documents_in[folder] == 0;
            let is_index = stem == "_index" || (stem == "index" && !bundle);
            let (owner, name) = if bundle {
                let trimmed = folder.trim_end_matches('/');
                let owner = routes::folder_of(trimmed);
                (owner, trimmed[owner.len()..].trim_start_matches('_'))
            } else {
                (folder, stem)
            };
            let date = facts.front.date.or_else(|| routes::date_of_name(name));
            let kind = if is_index {
                Kind::Index
            } else if date.is_some() {
                Kind::Brief
            } else {
                Kind::Page
            };
            let route = if is_index {
                Route::new(&routes::folder(folder))
            } else {
                routes::of_page(facts, owner, name, date, self.around.config.permalink.as_deref())
            };
            if let Some(why) = self.around.clock.withholds(&facts.front, date) {
                self.withhold(facts, &route, why, bundle.then_some(folder));
                continue;
            }
            let section = self.section(owner);
            let id = PageId(self.atlas.entries.len() as u32);
            self.atlas.by_path.insert(Arc::clone(&facts.path), id);
            if is_index {
                let section = &mut self.atlas.sections[section.0 as usize];
                section.index = Some(id);
                if facts.front.title.is_some() || facts.titled_by_heading {
                    section.title.clone_from(&facts.title);
                }
            }
            let authors = self.authors(document, facts);
            self.atlas.entries.push(Entry {
                facts: Arc::clone(facts),
                document,
                kind,
                route,
                section,
                date,
                authors,
                terms: Vec::new(),
            });
        }
    }

    fn withhold(&mut self, facts: &Facts, route: &Route, why: &'static str, folder: Option<&str>) {
        let paths = [facts.path.as_ref(), route.as_str()].into_iter().chain(folder);
        self.atlas.withheld.extend(paths.map(|path| (Arc::from(path), why)));
    }

    fn authors(&mut self, document: usize, facts: &Facts) -> Vec<Author> {
        let known = &self.around.config.authors;
        let mut all = Vec::with_capacity(facts.front.authors.len());
        for written in &facts.front.authors {
            let by_key = known.get_key_value(written.as_str());
            let found = by_key.or_else(|| known.iter().find(|(_, author)| author.name == *written));
            let looks_like_key =
                written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
            if found.is_none() && looks_like_key && !known.is_empty() {
                let place = (self.around.place)(document, "author");
                let hint = suggest::hint(written, known.keys().map(String::as_str));
                self.diagnostics.push(Diagnostic::new(
                    &codes::UNKNOWN_AUTHOR,
                    place,
                    format!("`{written}` is not a key of `authors` in expound.yaml"),
                    hint,
                ));
            }
            all.push(Author {
                name: found.map_or_else(|| written.clone(), |(_, author)| author.name.clone()),
                key: found.map(|(key, _)| key.clone()),
                term: None,
            });
        }
        all
    }

    /// Newest first; what has a weight stands before what has none; then by title and path.
    fn order(&mut self) {
        let timezone = self.around.clock.timezone;
        let instant = |entry: &Entry| entry.date.map(|date: Moment| date.instant(timezone));
        let entries = &self.atlas.entries;
        let newest = |a: &PageId, b: &PageId| {
            let (a, b) = (&entries[a.0 as usize], &entries[b.0 as usize]);
            let by_date = instant(b).cmp(&instant(a));
            by_date.then_with(|| a.facts.title.cmp(&b.facts.title)).then_with(|| a.facts.path.cmp(&b.facts.path))
        };
        let weight = |id: &PageId| entries[id.0 as usize].facts.front.weight.unwrap_or(i64::MAX);
        let mut all: Vec<PageId> =
            (0..entries.len() as u32).map(PageId).filter(|id| entries[id.0 as usize].kind != Kind::Index).collect();
        all.sort_by(newest);
        self.atlas.briefs = all.iter().copied().filter(|id| entries[id.0 as usize].kind == Kind::Brief).collect();
        let sections = &mut self.atlas.sections;
        for id in all {
            let own = entries[id.0 as usize].section;
            sections[own.0 as usize].own.push(id);
            let mut at = Some(own);
            while let Some(section) = at {
                sections[section.0 as usize].pages.push(id);
                at = sections[section.0 as usize].parent;
            }
        }
        let index_weight: Vec<i64> =
            sections.iter().map(|section| section.index.as_ref().map_or(i64::MAX, weight)).collect();
        let titles: Vec<String> = sections.iter().map(|section| section.title.clone()).collect();
        for section in sections.iter_mut() {
            section.own.sort_by_key(weight);
            section.pages.sort_by_key(weight);
            section.sections.sort_by(|a, b| {
                index_weight[a.0 as usize]
                    .cmp(&index_weight[b.0 as usize])
                    .then_with(|| titles[a.0 as usize].cmp(&titles[b.0 as usize]))
            });
        }
        // The home page lists briefs; a page such as "About" is reached by the menu. A site without dates lists all.
        if !self.atlas.briefs.is_empty() {
            let entries = &self.atlas.entries;
            self.atlas.sections[0].pages.retain(|id| entries[id.0 as usize].kind == Kind::Brief);
        }
    }

    fn taxonomies(&mut self) {
        for name in self.around.config.all_taxonomies() {
            let index = self.atlas.taxonomies.len() as u32;
            let newest_first = self
                .atlas
                .briefs
                .iter()
                .copied()
                .chain(self.atlas.pages().filter(|(_, entry)| entry.kind == Kind::Page).map(|(id, _)| id));
            let mut uses: Vec<(PageId, &str)> = Vec::new();
            for id in newest_first {
                let entry = &self.atlas.entries[id.0 as usize];
                if name == "authors" {
                    uses.extend(entry.authors.iter().map(|author| (id, author.name.as_str())));
                } else {
                    let terms = entry.facts.front.terms.iter().filter(|(taxonomy, _)| taxonomy == name);
                    uses.extend(terms.flat_map(|(_, terms)| terms).map(|term| (id, term.as_str())));
                }
            }
            if uses.is_empty() {
                continue;
            }
            let (taxonomy, of_use) = Taxonomy::build(name, &uses);
            let uses: Vec<(PageId, TermId)> =
                uses.iter().zip(of_use).map(|((id, _), term)| (*id, TermId { taxonomy: index, term })).collect();
            for (id, term) in uses {
                let entry = &mut self.atlas.entries[id.0 as usize];
                if name == "authors" {
                    let author = entry.authors.iter_mut().find(|author| author.term.is_none());
                    author.into_iter().for_each(|author| author.term = Some(term));
                } else if !entry.terms.contains(&term) {
                    entry.terms.push(term);
                }
            }
            self.atlas.taxonomies.push(taxonomy);
        }
    }

    fn series(&mut self) {
        let mut index: FxHashMap<String, usize> = FxHashMap::default();
        // Oldest first, so that parts stand in the order in which they appeared.
        for id in self.atlas.briefs.iter().rev() {
            let Some(name) = &self.atlas.entries[id.0 as usize].facts.front.series else { continue };
            let at = *index.entry(name.to_lowercase()).or_insert_with(|| {
                self.atlas.series.push(Series { title: capital(name), parts: Vec::new() });
                self.atlas.series.len() - 1
            });
            self.atlas.series[at].parts.push(*id);
        }
        let entries = &self.atlas.entries;
        for (at, series) in self.atlas.series.iter_mut().enumerate() {
            series.parts.sort_by_key(|id| entries[id.0 as usize].facts.front.weight.unwrap_or(i64::MAX));
            self.atlas.series_of.extend(series.parts.iter().enumerate().map(|(part, id)| (*id, (at, part))));
        }
    }

    /// Files are published with the pages around them. What belongs to a withheld brief stays back: all files of its
    /// folder, and those that it names and no published page does.
    fn files(&mut self) {
        let named = |facts: &Facts| -> Vec<String> {
            let folder = routes::folder_of(&facts.path);
            let path = |address: &str| match address.strip_prefix('/') {
                Some(rooted) => crate::base::route::join("", rooted),
                None => crate::base::route::join(folder, address),
            };
            facts.addresses.iter().filter_map(|address| path(super::resolve::split(address).0)).collect()
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
        let Some((other, other_words)) = self.claims.get(route) else {
            self.claims.insert(route.clone(), (document, words.to_owned()));
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
        let mut taken: FxHashMap<Route, PageId> = FxHashMap::default();
        let mut redirects = Vec::new();
        for (id, entry) in self.atlas.pages() {
            for alias in &entry.facts.front.aliases {
                let clean = crate::base::route::join("", alias.trim_start_matches('/'))
                    .filter(|path| !alias.contains(['?', '#', ':']) && !path.is_empty());
                let route = clean.map(|path| {
                    Route::new(&if path.ends_with('/') || path.ends_with(".html") { path } else { format!("{path}/") })
                });
                let problem = match &route {
                    None => Some("is not a path of this site".to_owned()),
                    Some(route) if self.claims.contains_key(route) => {
                        Some(format!("is the address of {}", self.claims[route].1))
                    }
                    Some(route) => taken
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
                        taken.insert(route.clone(), id);
                        redirects.push((route, id));
                    }
                    (None, None) => {}
                }
            }
        }
        self.atlas.redirects = redirects;
    }
}

/// The text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
