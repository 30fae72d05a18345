//! Facts → atlas: the only barrier of a build. Everything before it knows one file, everything after it may look up all.

use super::atlas::{Atlas, Author, Entry, Kind, Section, Series};
use super::facts::Facts;
use super::ids::{PageId, SectionId, TermId};
use super::surroundings::Surroundings;
use super::taxonomy::Taxonomy;
use super::{claims, facts, related, routes, translations};
use crate::base::{Diagnostic, Diagnostics, Report, Route, codes, suggest};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Builds the atlas. `facts` are in the order of their paths, one for each document.
pub fn atlas(facts: &[Arc<Facts>], around: &Surroundings<'_>) -> Report<Atlas> {
    let mut builder = Builder {
        around,
        facts,
        atlas: Atlas::default(),
        diagnostics: Vec::new(),
        section_ids: FxHashMap::default(),
        bundles: FxHashSet::default(),
    };
    builder.sections_and_pages();
    builder.shared_folders();
    translations::gather(&mut builder.atlas, around.config);
    builder.order();
    builder.taxonomies();
    builder.series();
    builder.atlas.related = related::related(&builder.atlas);
    let Builder { mut atlas, mut diagnostics, .. } = builder;
    claims::claim(&mut atlas, facts, around).take(&mut diagnostics);
    Report::new(atlas, diagnostics)
}

struct Builder<'a> {
    around: &'a Surroundings<'a>,
    facts: &'a [Arc<Facts>],
    atlas: Atlas,
    diagnostics: Diagnostics,
    section_ids: FxHashMap<(usize, String), SectionId>,
    /// The folders of briefs that have one of their own, and are published in some language.
    bundles: FxHashSet<String>,
}

impl Builder<'_> {
    /// The section of a folder in an edition, made on first use together with those that it is in.
    fn section(&mut self, edition: usize, folder: &str) -> SectionId {
        let key = (edition, folder.to_owned());
        if let Some(id) = self.section_ids.get(&key) {
            return *id;
        }
        let above = || routes::folder_of(folder.trim_end_matches('/'));
        let parent = (!folder.is_empty()).then(|| self.section(edition, above()));
        let id = SectionId(self.atlas.sections.len() as u32);
        let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default().trim_start_matches('_');
        let config = self.around.config;
        let title = if folder.is_empty() {
            config.title_of(edition).to_owned()
        } else {
            capital(&name.replace(['-', '_'], " "))
        };
        self.atlas.sections.push(Section {
            folder: folder.to_owned(),
            edition,
            route: Route::new(&format!("{}{}", routes::prefix(edition, config), routes::folder(folder))),
            title,
            parent,
            index: None,
            sections: Vec::new(),
            pages: Vec::new(),
            own: Vec::new(),
            in_time: Vec::new(),
        });
        match parent {
            Some(parent) => self.atlas.sections[parent.0 as usize].sections.push(id),
            None => self.atlas.homes[edition] = Some(id),
        }
        self.section_ids.insert(key, id);
        id
    }

    fn sections_and_pages(&mut self) {
        let config = self.around.config;
        self.atlas.homes = vec![None; config.languages.len() + 1];
        self.section(0, "");
        let stem_of = |path: &str| routes::without_language(routes::stem(path), config).0.to_owned();
        // A folder with an `index.md` and nothing else to read is a brief with its files; with more, it is a section.
        let mut documents_in: FxHashMap<&str, usize> = FxHashMap::default();
        for facts in self.facts {
            let mut folder = routes::folder_of(&facts.path);
            let stem = stem_of(&facts.path);
            // A translation for a language that is not named makes no section of a brief.
            let stem = routes::unnamed_language(&stem, config).map_or(stem.as_str(), |(name, _)| name);
            let own_page = matches!(stem, "index" | "_index");
            *documents_in.entry(folder).or_default() += usize::from(!own_page);
            while !folder.is_empty() {
                folder = routes::folder_of(folder.trim_end_matches('/'));
                *documents_in.entry(folder).or_default() += 1;
            }
        }
        for (document, facts) in self.facts.iter().enumerate() {
            let folder = routes::folder_of(&facts.path);
            let (stem, edition) = routes::without_language(routes::stem(&facts.path), config);
            if let Some((_, code)) = routes::unnamed_language(stem, config) {
                self.diagnostics.push(Diagnostic::new(
                    &codes::UNNAMED_LANGUAGE,
                    (self.around.place)(document, ""),
                    format!(
                        "by its name this file is a translation, and `{code}` is not among `languages` in expound.yaml"
                    ),
                    format!("add `{code}` to `languages:`, or rename the file"),
                ));
            }
            let prefix = routes::prefix(edition, config);
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
                Route::new(&format!("{prefix}{}", routes::folder(folder)))
            } else {
                let name = facts.front.slug.as_deref().unwrap_or(name);
                let route = routes::of_page(owner, name, date, config.permalink.as_deref());
                if edition == 0 { route } else { Route::new(&format!("{prefix}{}", route.as_str())) }
            };
            if let Some(why) = self.around.clock.withholds(&facts.front, date) {
                self.withhold(facts, &route, why, bundle.then_some(folder));
                continue;
            }
            self.bundles.extend(bundle.then(|| folder.to_owned()));
            let section = self.section(edition, owner);
            let id = PageId(self.atlas.entries.len() as u32);
            self.atlas.by_path.insert(Arc::clone(&facts.path), id);
            if is_index {
                let section = &mut self.atlas.sections[section.0 as usize];
                if let Some(other) = section.index.map(|other| &self.atlas.entries[other.0 as usize].facts.shown) {
                    self.diagnostics.push(Diagnostic::new(
                        &codes::DUPLICATE_ROUTE,
                        (self.around.place)(document, "title"),
                        format!("{route} is also the address of {other}"),
                        "keep one of the two",
                    ));
                }
                section.index = Some(id);
                if facts.front.title.is_some() || facts.titled_by_heading {
                    section.title.clone_from(&facts.title);
                }
            }
            let authors = self.authors(document, facts);
            let language = facts.front.lang.as_deref().unwrap_or(config.language_of(edition)).to_owned();
            let mut facts = Arc::clone(facts);
            // The language is no word of a title that is made of the file's name.
            if stem != routes::stem(&facts.path) && facts.front.title.is_none() && !facts.titled_by_heading {
                let title = facts::humane(&facts.path, stem);
                facts = Arc::new(Facts { title, ..(*facts).clone() });
            }
            self.atlas.entries.push(Entry {
                facts,
                document,
                kind,
                route,
                section,
                language,
                date,
                authors,
                terms: Vec::new(),
            });
        }
    }

    /// What a brief that is withheld in one language shares with a published translation is published.
    fn shared_folders(&mut self) {
        let bundles = &self.bundles;
        self.atlas.withheld_folders.retain(|folder| !bundles.contains(folder));
        self.atlas.withheld.retain(|path, _| !bundles.contains(&**path));
    }

    fn withhold(&mut self, facts: &Facts, route: &Route, why: &'static str, folder: Option<&str>) {
        let paths = [facts.path.as_ref(), route.as_str()].into_iter().chain(folder);
        self.atlas.withheld.extend(paths.map(|path| (Arc::from(path), why)));
        self.atlas.withheld_folders.extend(folder.map(str::to_owned));
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
        let entries = &self.atlas.entries;
        // Sorting asks for each of them many times.
        let instants: Vec<_> = entries.iter().map(|entry| entry.date.map(|date| date.instant(timezone))).collect();
        let newest = |a: &PageId, b: &PageId| {
            let by_date = instants[b.0 as usize].cmp(&instants[a.0 as usize]);
            let (a, b) = (&entries[a.0 as usize], &entries[b.0 as usize]);
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
            // Neighbours in time are so whatever their weights are.
            let briefs = section.own.iter().filter(|id| entries[id.0 as usize].kind == Kind::Brief);
            section.in_time = briefs.copied().collect();
            section.own.sort_by_key(weight);
            // Weights order neighbours; they say nothing of briefs in other sections.
            if section.sections.is_empty() {
                section.pages.sort_by_key(weight);
            }
            section.sections.sort_by(|a, b| {
                index_weight[a.0 as usize]
                    .cmp(&index_weight[b.0 as usize])
                    .then_with(|| titles[a.0 as usize].cmp(&titles[b.0 as usize]))
            });
        }
        let mut places = vec![0; self.atlas.entries.len()];
        for section in &self.atlas.sections {
            section.in_time.iter().enumerate().for_each(|(at, id)| places[id.0 as usize] = at as u32);
        }
        self.atlas.places = places;
        // The home page lists briefs; a page such as "About" is reached by the menu. A site without dates lists all.
        let entries = &self.atlas.entries;
        let is_brief = |id: &PageId| entries[id.0 as usize].kind == Kind::Brief;
        for home in self.atlas.homes.iter().flatten() {
            let pages = &mut self.atlas.sections[home.0 as usize].pages;
            if pages.iter().any(is_brief) {
                pages.retain(is_brief);
            }
        }
    }

    fn taxonomies(&mut self) {
        let editions = 0..self.atlas.homes.len();
        for (name, edition) in
            self.around.config.all_taxonomies().flat_map(|name| editions.clone().map(move |at| (name, at)))
        {
            let index = self.atlas.taxonomies.len() as u32;
            let newest_first = self
                .atlas
                .briefs
                .iter()
                .copied()
                .chain(self.atlas.pages().filter(|(_, entry)| entry.kind == Kind::Page).map(|(id, _)| id))
                .filter(|id| self.atlas.edition_of(*id) == edition);
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
            let prefix = routes::prefix(edition, self.around.config);
            let (taxonomy, of_use) = Taxonomy::build(name, (edition, &prefix), &uses);
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
        let mut index: FxHashMap<(usize, String), usize> = FxHashMap::default();
        // Oldest first, so that parts stand in the order in which they appeared.
        let undated =
            (0..self.atlas.entries.len() as u32).map(PageId).filter(|id| self.atlas.entry(*id).kind == Kind::Page);
        let all: Vec<PageId> = self.atlas.briefs.iter().rev().copied().chain(undated).collect();
        for id in &all {
            let Some(name) = &self.atlas.entries[id.0 as usize].facts.front.series else { continue };
            let edition = self.atlas.edition_of(*id);
            let at = *index.entry((edition, name.to_lowercase())).or_insert_with(|| {
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
}

/// The text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
