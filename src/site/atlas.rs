//! The atlas: every published page, its route and its neighbours. Built once, then only read.

use super::archive::Archive;
use super::data_pages::DataPages;
use super::facts::Facts;
use super::ids::{PageId, SectionId, TermId};
use super::source_pages::SourcePages;
use super::taxonomy::{Taxonomy, Term};
use crate::base::{Moment, Route};
use jiff::tz::Offset;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What a page of the author's is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A page with a date: it stands in lists and feeds.
    Brief,
    /// A page without a date, such as "About"; it stands in the list of its section.
    Page,
    /// The page of a section: `_index.md`.
    Index,
}

/// One published page.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What is known of it.
    pub facts: Arc<Facts>,
    /// The source it was made of, as an index into the documents of the build.
    pub document: usize,
    /// What it is.
    pub kind: Kind,
    /// Where it is published.
    pub route: Route,
    /// The section that it stands in; for the page of a section, that section.
    pub section: SectionId,
    /// The language that it is written in: its own, or that of its edition.
    pub language: String,
    /// Its date: of the front matter, or of the file's name.
    pub date: Option<Moment>,
    /// Its authors, each with the term of the taxonomy `authors`.
    pub authors: Vec<Author>,
    /// Its terms in all taxonomies but `authors`.
    pub terms: Vec<TermId>,
}

impl Entry {
    /// What is told of it in short: its description, or else its excerpt.
    pub fn description(&self) -> &str {
        self.facts.front.description.as_deref().unwrap_or(&self.facts.excerpt)
    }

    /// Where its social card would be.
    pub(super) fn card_route(&self) -> Route {
        self.route.beside("card.png")
    }

    /// When it was changed last: updated, or corrected. Nothing where it never was. `timezone` is the offset of moments
    /// that are written without one.
    pub fn changed(&self, timezone: Offset) -> Option<Moment> {
        let front = &self.facts.front;
        let corrected = front.corrections.iter().filter_map(|correction| correction.date);
        front.updated.into_iter().chain(corrected).max_by_key(|moment| moment.instant(timezone))
    }
}

/// An author of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name as it is shown.
    pub name: String,
    /// The key in expound.yaml, where there is one.
    pub key: Option<String>,
    /// The list of the author's briefs; pages that stand in no list have none.
    pub term: Option<TermId>,
}

/// A folder of content.
#[derive(Debug, Clone)]
pub struct Section {
    /// The folder in `content/`, with its slash; nothing for the root.
    pub folder: String,
    /// The edition that it is part of: 0 in the site's own language, then as in [`crate::config::Config::languages`].
    pub edition: usize,
    /// Where its list is published.
    pub route: Route,
    /// Its title.
    pub title: String,
    /// The section that it is in; none for the home page of an edition.
    pub parent: Option<SectionId>,
    /// Its own page.
    pub index: Option<PageId>,
    /// The sections in it, in order.
    pub sections: Vec<SectionId>,
    /// Its pages, and those of all sections in it, in order.
    pub pages: Vec<PageId>,
    /// Its own pages only, in order.
    pub own: Vec<PageId>,
    /// Its own briefs, newest first.
    pub(super) in_time: Vec<PageId>,
}

/// Briefs that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub title: String,
    /// Its parts, in order.
    pub parts: Vec<PageId>,
}

/// What an address inside the site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Page(PageId),
    Section(SectionId),
    /// A list, a feed or another file that Expound makes.
    Made,
    /// A file that is published as it stands.
    File,
}

/// Everything that pages may ask about one another.
#[derive(Debug, Clone, Default)]
pub struct Atlas {
    /// The published pages, in the order of their paths.
    pub entries: Vec<Entry>,
    /// The sections; the first one is the root of the site in its own language.
    pub sections: Vec<Section>,
    /// The home page of each edition that has one.
    pub homes: Vec<Option<SectionId>>,
    /// What is one page in several languages, by their editions; only where there are several.
    pub(super) translations: Vec<Vec<PageId>>,
    pub(super) translations_of: FxHashMap<PageId, usize>,
    /// The sections of one folder in several languages.
    pub(super) translated_sections: FxHashMap<SectionId, Vec<SectionId>>,
    /// The taxonomies that are used.
    pub taxonomies: Vec<Taxonomy>,
    /// All briefs, newest first.
    pub briefs: Vec<PageId>,
    /// The place of each brief among those of its section, in time.
    pub(super) places: Vec<u32>,
    /// The series of each page that is in one: which series, which part.
    pub(super) series_of: FxHashMap<PageId, (usize, usize)>,
    /// The series.
    pub series: Vec<Series>,
    /// Up to three related briefs for each page.
    pub(super) related: Vec<Vec<PageId>>,
    /// Old addresses and where they lead.
    pub redirects: Vec<(Route, PageId)>,
    /// Files that are published as they stand: which of the build's files, and where.
    pub files: Vec<(usize, Route)>,
    /// All briefs by year, for each edition that has some.
    pub archives: Vec<Archive>,
    /// The briefs whose social card has a free address.
    pub(super) cards: FxHashSet<PageId>,
    /// Where datasets have their pages.
    pub data: DataPages,
    /// Where sources have their pages.
    pub sources: SourcePages,
    /// Where readers search; nothing where the site leaves that out, or where a page or a file has its address.
    pub search: Option<Route>,
    pub(super) by_path: FxHashMap<Arc<str>, PageId>,
    pub(super) file_by_path: FxHashMap<Arc<str>, Route>,
    pub(super) withheld: FxHashMap<Arc<str>, &'static str>,
    /// The folders of withheld briefs that have one of their own.
    pub(super) withheld_folders: Vec<String>,
    pub(super) by_route: FxHashMap<Route, Target>,
}

impl Atlas {
    /// A term of a taxonomy.
    pub fn term(&self, id: TermId) -> &Term {
        &self.taxonomies[id.taxonomy as usize].terms[id.term as usize]
    }

    /// The tags of an entry: its terms of the taxonomy of that name.
    pub fn tags<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = TermId> + 'a {
        entry.terms.iter().copied().filter(|term| self.taxonomies[term.taxonomy as usize].name == "tags")
    }

    /// The same atlas with other facts of the same documents, which are the same outside ([`Facts::outside`]).
    pub fn with_facts(&self, facts: &[Arc<Facts>]) -> Self {
        let mut atlas = self.clone();
        for entry in &mut atlas.entries {
            let now = &facts[entry.document];
            // An edition that has no title of its own got one when the atlas was made, and it still holds.
            entry.facts = if now.title == entry.facts.title {
                Arc::clone(now)
            } else {
                Arc::new(Facts { title: entry.facts.title.clone(), ..(**now).clone() })
            };
        }
        atlas
    }

    /// A page.
    pub fn entry(&self, id: PageId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// Where a brief may have a social card; nothing where that address is taken, or where there are to be none.
    pub fn room_for_card(&self, id: PageId) -> Option<Route> {
        self.cards.contains(&id).then(|| self.entry(id).card_route())
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// Whether a page, a list or a file is published at a route.
    pub fn is_taken(&self, route: &Route) -> bool {
        self.by_route.contains_key(route)
    }

    /// All pages with their ids, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Entry)> {
        self.entries.iter().enumerate().map(|(index, entry)| (PageId(index as u32), entry))
    }

    /// The page of a file in `content/`.
    pub fn page_of(&self, path: &str) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// Where a file of `content/` is published as it stands.
    pub fn file_of(&self, path: &str) -> Option<&Route> {
        self.file_by_path.get(path)
    }

    /// Briefs on the same subjects, nearest first.
    pub fn related(&self, id: PageId) -> &[PageId] {
        self.related.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The series of a page, and which part it is, from 0.
    pub fn series_of(&self, id: PageId) -> Option<(&Series, usize)> {
        self.series_of.get(&id).map(|(series, part)| (&self.series[*series], *part))
    }

    /// The next older and the next newer brief of the same section.
    pub fn neighbours(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        let own = &self.section(self.entry(id).section).in_time;
        let Some(at) = self.places.get(id.0 as usize).map(|at| *at as usize).filter(|at| own.get(*at) == Some(&id))
        else {
            return (None, None);
        };
        (own.get(at + 1).copied(), at.checked_sub(1).map(|before| own[before]))
    }

    /// The edition that a page is part of.
    pub fn edition_of(&self, id: PageId) -> usize {
        self.section(self.entry(id).section).edition
    }

    /// The home page of an edition; that of the site where it has none.
    pub fn home(&self, edition: usize) -> SectionId {
        self.homes.get(edition).copied().flatten().unwrap_or(SectionId(0))
    }

    /// A page in all languages that it is there in, itself included; nothing where that is one.
    pub fn translations(&self, id: PageId) -> &[PageId] {
        self.translations_of.get(&id).map_or(&[], |at| &self.translations[*at])
    }

    /// A section in all languages that it is there in, itself included; nothing where that is one.
    pub fn translations_of_section(&self, id: SectionId) -> &[SectionId] {
        self.translated_sections.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The sections from the home page to this one, the home page left out.
    pub fn way_to(&self, id: SectionId) -> Vec<SectionId> {
        let mut way = Vec::new();
        let mut at = Some(id);
        while let Some(section) = at.filter(|section| self.section(*section).parent.is_some()) {
            way.insert(0, section);
            at = self.section(section).parent;
        }
        way
    }
}
