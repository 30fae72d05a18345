//! Lists of briefs → their views, one for each page of a list.

use super::Presenter;
use crate::base::Route;
use crate::lower::Page;
use crate::site::{Kind, PageId, SectionId, TermId};
use crate::theme::metadata;
use crate::theme::view::{Json, LinkView, ListView, PagerView, TermsView};

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListSource {
    /// The briefs of a section; of the root, those of the whole site.
    Section(SectionId),
    /// The briefs of a term.
    Term(TermId),
}

impl Presenter<'_> {
    /// Every list of the site.
    pub fn lists(&self) -> Vec<ListSource> {
        let atlas = self.world.atlas;
        let sections = (0..atlas.sections.len() as u32).map(SectionId).filter(|id| self.is_published(*id));
        let terms = atlas.taxonomies.iter().enumerate().flat_map(|(taxonomy, all)| {
            (0..all.terms.len() as u32).map(move |term| TermId { taxonomy: taxonomy as u32, term })
        });
        sections.map(ListSource::Section).chain(terms.map(ListSource::Term)).collect()
    }

    /// Whether the list of a section is published.
    pub(super) fn is_published(&self, id: SectionId) -> bool {
        let section = self.world.atlas.section(id);
        !section.pages.is_empty() || section.index.is_some() || id.0 == 0
    }

    /// The edition that a list is part of.
    pub fn edition_of(&self, source: ListSource) -> usize {
        match source {
            ListSource::Section(id) => self.world.atlas.section(id).edition,
            ListSource::Term(id) => self.world.atlas.taxonomies[id.taxonomy as usize].edition,
        }
    }

    fn is_home(&self, source: ListSource) -> bool {
        matches!(source, ListSource::Section(id) if self.world.atlas.section(id).parent.is_none())
    }

    /// The briefs of a list, in order.
    pub fn briefs_of(&self, source: ListSource) -> &[PageId] {
        match source {
            ListSource::Section(id) => &self.world.atlas.section(id).pages,
            ListSource::Term(id) => &self.world.atlas.term(id).briefs,
        }
    }

    /// Where the first page of a list is.
    pub fn route_of(&self, source: ListSource) -> &Route {
        match source {
            ListSource::Section(id) => &self.world.atlas.section(id).route,
            ListSource::Term(id) => &self.world.atlas.term(id).route,
        }
    }

    /// The title of a list.
    pub fn title_of(&self, source: ListSource) -> &str {
        match source {
            ListSource::Section(_) if self.is_home(source) => self.world.config.title_of(self.edition_of(source)),
            ListSource::Section(id) => &self.world.atlas.section(id).title,
            ListSource::Term(id) => &self.world.atlas.term(id).name,
        }
    }

    /// How many pages a list has: at least one.
    pub fn pages_of(&self, source: ListSource) -> usize {
        if self.has_pages_alone(source) {
            return 1;
        }
        self.briefs_of(source).len().div_ceil(self.world.config.paginate).max(1)
    }

    /// What one page of a list shows, in order.
    pub fn shown_on(&self, source: ListSource, number: usize) -> &[PageId] {
        let briefs = self.briefs_of(source);
        let on_a_page = if self.has_pages_alone(source) { briefs.len() } else { self.world.config.paginate };
        let start = ((number - 1) * on_a_page).min(briefs.len());
        &briefs[start..(start + on_a_page).min(briefs.len())]
    }

    /// Whether a list is a section of pages without a date, such as a manual: nobody looks for the newest of them.
    fn has_pages_alone(&self, source: ListSource) -> bool {
        let atlas = self.world.atlas;
        let ListSource::Section(id) = source else { return false };
        let pages = self.briefs_of(source);
        atlas.section(id).parent.is_some()
            && !pages.is_empty()
            && pages.iter().all(|id| atlas.entry(*id).kind == Kind::Page)
    }

    /// Where a page of a list is, from 1.
    pub fn page_route(&self, source: ListSource, number: usize) -> Route {
        let first = self.route_of(source);
        if number == 1 { first.clone() } else { first.join(&format!("page/{number}/")) }
    }

    /// The view of one page of a list. `own` is the body of the section's own page.
    pub fn list(&self, source: ListSource, number: usize, own: Option<&Page>) -> ListView {
        let (config, atlas) = (self.world.config, self.world.atlas);
        let (briefs, shown) = (self.briefs_of(source), self.shown_on(source, number));
        let has_pages_alone = self.has_pages_alone(source);
        let index = match source {
            ListSource::Section(id) => atlas.section(id).index.map(|id| atlas.entry(id)),
            ListSource::Term(_) => None,
        };
        let (title, edition) = (self.title_of(source), self.edition_of(source));
        let kind = match source {
            ListSource::Section(_) if self.is_home(source) => "home",
            ListSource::Section(_) => "section",
            ListSource::Term(_) => "term",
        };
        let description = index.map_or("", |entry| entry.facts.front.description.as_deref().unwrap_or_default());
        let description =
            if description.is_empty() && kind == "home" { config.description_of(edition) } else { description };
        let lang = index.map(|entry| entry.language.as_str());
        let mut head = self.head(kind, title, &self.page_route(source, number), description, (edition, lang));
        if number == 1 {
            head.translations = self.translations_of_list(source);
        }
        if let Some(image) = index.and_then(|entry| self.image(entry)) {
            head.card_image = self.full(&image.url).or(head.card_image);
            head.image = Some(image);
        }
        head.feeds = if kind == "home" { Vec::new() } else { self.feeds_of(self.route_of(source), title) };
        head.breadcrumbs = self.shared_way(self.way_of(source, &head.lang));
        let is_home = kind == "home" && number == 1;
        let about = if is_home { metadata::website(&head, title, config) } else { Vec::new() };
        head.json_ld = self.json_ld(about, &head);
        let author = match source {
            ListSource::Term(id) if atlas.taxonomies[id.taxonomy as usize].name == "authors" => {
                let of = |page: &PageId| atlas.entry(*page).authors.iter().find(|author| author.term == Some(id));
                briefs.first().and_then(of).map(|author| self.author(author))
            }
            _ => None,
        };
        let sections = match source {
            ListSource::Section(id) => atlas
                .section(id)
                .sections
                .iter()
                .map(|id| self.section_link(*id))
                .filter(|link| link.count != Some(0))
                .collect(),
            ListSource::Term(_) => Vec::new(),
        };
        let own = own.filter(|_| number == 1);
        let cards = shown.iter().map(|id| self.card(*id, &head.lang)).collect();
        ListView {
            head,
            content: own.map(|page| page.content.clone()).unwrap_or_default(),
            notes: own.map(|page| page.notes.clone()).unwrap_or_default(),
            author,
            sections,
            cards,
            total: briefs.len(),
            has_pages_alone,
            pager: self.pager(source, number),
            extra: Json(index.map_or_else(
                || serde_json::Value::Object(serde_json::Map::new()),
                |entry| serde_json::Value::Object(entry.facts.front.extra.clone()),
            )),
        }
    }

    fn way_of(&self, source: ListSource, language: &str) -> Vec<LinkView> {
        match source {
            ListSource::Section(_) if self.is_home(source) => Vec::new(),
            ListSource::Section(id) => {
                let mut way = self.way_to(id, language);
                way.pop();
                way
            }
            ListSource::Term(id) => {
                let taxonomy = &self.world.atlas.taxonomies[id.taxonomy as usize];
                let mut way = self.way_to(self.world.atlas.home(taxonomy.edition), language);
                way.push(LinkView { count: None, ..self.taxonomy_link(taxonomy) });
                way
            }
        }
    }

    fn pager(&self, source: ListSource, number: usize) -> Option<PagerView> {
        let total = self.pages_of(source);
        let url = |number: usize| self.href(&self.page_route(source, number));
        let mut pages: Vec<LinkView> = Vec::new();
        let mut last = 0;
        for page in (1..=total).filter(|page| *page == 1 || *page == total || page.abs_diff(number) <= 2) {
            if page > last + 1 {
                pages.push(LinkView { title: "…".to_owned(), ..LinkView::default() });
            }
            pages.push(LinkView { title: page.to_string(), url: url(page), count: None });
            last = page;
        }
        (total > 1).then(|| PagerView {
            number,
            total,
            previous: (number > 1).then(|| url(number - 1)),
            next: (number < total).then(|| url(number + 1)),
            pages,
        })
    }

    /// The view of the list of a taxonomy's terms.
    pub fn terms(&self, taxonomy: usize) -> TermsView {
        let all = &self.world.atlas.taxonomies[taxonomy];
        let title = self.taxonomy_link(all).title;
        let mut head = self.head("taxonomy", &title, &all.route, "", (all.edition, None));
        head.breadcrumbs = self.shared_way_to(self.world.atlas.home(all.edition), &head.lang);
        head.translations = self.translations_of_taxonomy(taxonomy);
        let terms = (0..all.terms.len() as u32)
            .map(|term| self.term_link(TermId { taxonomy: taxonomy as u32, term }))
            .collect();
        TermsView { head, terms }
    }
}
