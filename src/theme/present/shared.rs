//! What stands on many pages: cards, links to terms and sections, the ways from the home page. Each is made once for a
//! build, when the first page asks for it.

use super::Presenter;
use crate::site::{Atlas, Author, Entry, Kind, PageId, SectionId, TermId};
use crate::theme::view::{Card, CardView, LinkView, Shared};
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::{OnceLock, PoisonError, RwLock};

type Way = Vec<LinkView>;

/// What was made so far.
pub(super) struct Made {
    /// The card of each page in its own language.
    cards: Vec<OnceLock<Card>>,
    /// Cards in other languages: in the list of a language that a brief is not in.
    foreign_cards: Kept<(PageId, String), Card>,
    /// The link to each term of each taxonomy, with the number of its briefs, and the same without it.
    terms: Vec<Vec<[OnceLock<Shared<LinkView>>; 2]>>,
    /// The link to each section, without the number of its briefs.
    sections: Vec<OnceLock<Shared<LinkView>>>,
    /// The way to each section, that section included, in the language of its edition.
    ways_to_sections: Vec<OnceLock<Shared<Way>>>,
    /// The name of each taxonomy, in the language of its edition.
    titles: Vec<OnceLock<String>>,
    /// All other ways, by themselves.
    ways: Kept<Way, Shared<Way>>,
}

impl Made {
    /// Nothing yet of what a site has.
    pub(super) fn nothing(atlas: &Atlas) -> Self {
        let terms = |taxonomy: &crate::site::Taxonomy| taxonomy.terms.iter().map(|_| Default::default()).collect();
        Self {
            cards: empty(atlas.entries.len()),
            foreign_cards: Kept::default(),
            terms: atlas.taxonomies.iter().map(terms).collect(),
            sections: empty(atlas.sections.len()),
            ways_to_sections: empty(atlas.sections.len()),
            titles: empty(atlas.taxonomies.len()),
            ways: Kept::default(),
        }
    }
}

fn empty<T>(length: usize) -> Vec<OnceLock<T>> {
    (0..length).map(|_| OnceLock::new()).collect()
}

/// Views that are known by a key; a copy of one costs a counter.
struct Kept<K, V>(RwLock<FxHashMap<K, V>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    fn get_or_make(&self, key: K, make: impl FnOnce(&K) -> V) -> V {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let made = make(&key);
        self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }
}

impl Presenter<'_> {
    /// A brief as a list in some language shows it.
    pub(super) fn card(&self, id: PageId, language: &str) -> Card {
        if language == self.entry(id).language {
            self.made.cards[id.0 as usize].get_or_init(|| Card::new(&self.card_view(id, language))).clone()
        } else {
            let key = (id, language.to_owned());
            self.made.foreign_cards.get_or_make(key, |(id, language)| Card::new(&self.card_view(*id, language)))
        }
    }

    fn card_view(&self, id: PageId, language: &str) -> CardView {
        let entry = self.world.atlas.entry(id);
        CardView {
            title: entry.facts.title.clone(),
            url: self.href(&entry.route),
            description: entry.description().to_owned(),
            date: entry.date.map(|date| self.date(date, language)),
            authors: entry.authors.iter().map(|author| self.author_link(author)).collect(),
            and_others: entry.facts.front.and_others,
            section: self.is_in_section(entry).then(|| self.plain_section_link(entry.section)),
            image: self.image(entry),
            tags: self.world.atlas.tags(entry).map(|term| self.term_link(term)).collect(),
            minutes: entry.facts.words.minutes(),
            lang: entry.language.clone(),
        }
    }

    fn is_in_section(&self, entry: &Entry) -> bool {
        self.world.atlas.section(entry.section).parent.is_some() && entry.kind != Kind::Index
    }

    fn plain_section_link(&self, id: SectionId) -> Shared<LinkView> {
        let make = || Shared::new(LinkView { count: None, ..self.section_link(id) });
        self.made.sections[id.0 as usize].get_or_init(make).clone()
    }

    /// A term, with the number of its briefs.
    pub(super) fn term_link(&self, id: TermId) -> Shared<LinkView> {
        self.link_to_term(id, true)
    }

    fn link_to_term(&self, id: TermId, counts: bool) -> Shared<LinkView> {
        let term = self.world.atlas.term(id);
        let count = counts.then_some(term.briefs.len());
        let make = || Shared::new(LinkView { title: term.name.clone(), url: self.href(&term.route), count });
        self.made.terms[id.taxonomy as usize][id.term as usize][usize::from(counts)].get_or_init(make).clone()
    }

    /// The name of a taxonomy, by its place, in a language.
    pub(super) fn title_of_taxonomy(&self, at: usize, language: &str) -> String {
        let taxonomy = &self.world.atlas.taxonomies[at];
        let make = || self.taxonomy_title(taxonomy, language);
        if language == self.world.config.language_of(taxonomy.edition) {
            self.made.titles[at].get_or_init(make).clone()
        } else {
            make()
        }
    }

    /// The list of an author, under the name that this brief gives.
    pub(super) fn author_link(&self, author: &Author) -> Shared<LinkView> {
        let known = author.term.map(|id| self.link_to_term(id, false));
        match known {
            Some(link) if link.title == author.name => link,
            known => {
                let url = known.map(|link| link.url.clone()).unwrap_or_default();
                Shared::new(LinkView { title: author.name.clone(), url, count: None })
            }
        }
    }

    /// The way from the home page to a section, that section included, on a page in some language.
    pub(super) fn shared_way_to(&self, section: SectionId, language: &str) -> Shared<Way> {
        if language == self.world.config.language_of(self.world.atlas.section(section).edition) {
            let make = || Shared::new(self.way_to(section, language));
            self.made.ways_to_sections[section.0 as usize].get_or_init(make).clone()
        } else {
            self.shared_way(self.way_to(section, language))
        }
    }

    /// A way that several pages have.
    pub(super) fn shared_way(&self, way: Way) -> Shared<Way> {
        self.made.ways.get_or_make(way, |way| Shared::new(way.clone()))
    }
}
