//! Sources → views: what is known of each, and what of the site rests on it.

use super::citations::{Citing, Passage, PassageKind};
use super::{Presenter, Uses};
use crate::base::escape;
use crate::base::language::Language;
use crate::base::language::{is_tag, primary};
use crate::base::partial_date::PartialDate;
use crate::data::Dataset;
use crate::site::SectionId;
use crate::sources::Publication;
use crate::theme::metadata;
use crate::theme::view::{
    CitingDatasetView, CitingView, LinkView, PartialDateView, PassageView, PublicationView, PublisherView,
    SourceCardView, SourcePageView, SourcesView,
};
use std::collections::BTreeMap;

impl Presenter<'_> {
    /// The view of the list of all sources that something rests on.
    pub fn sources(&self, uses: &Uses) -> SourcesView {
        let route = self.world.atlas.sources.index.clone().unwrap_or_else(crate::base::Route::home);
        let mut head = self.head("sources", &self.word(&self.world.config.language, "sources"), &route, "", (0, None));
        head.breadcrumbs = self.shared_way_to(SectionId(0), &head.lang);
        // Names that differ in their capitals are one; none at all comes last.
        let mut groups: BTreeMap<(bool, String), Vec<(&str, &Publication)>> = BTreeMap::new();
        let mut total = 0;
        for (key, (publication, _)) in &self.world.library.entries {
            if uses.rest_on(key) {
                let name = publisher_of(publication).unwrap_or_default().to_lowercase();
                groups.entry((name.is_empty(), name)).or_default().push((key, publication));
                total += 1;
            }
        }
        let group = |mut all: Vec<(&str, &Publication)>| {
            all.sort_by_cached_key(|(key, publication)| (publication.title.to_lowercase(), *key));
            PublisherView {
                name: all.first().and_then(|(_, publication)| publisher_of(publication)),
                sources: all.iter().map(|(key, publication)| self.source_card(key, publication, uses)).collect(),
            }
        };
        let citations = &uses.citations;
        SourcesView {
            head,
            total,
            sentences: (citations.sentences > 0).then_some(citations.sentences),
            alone: citations.alone,
            publishers: groups.into_values().map(group).collect(),
        }
    }

    fn source_card(&self, key: &str, publication: &Publication, uses: &Uses) -> SourceCardView {
        let places = uses.citations.of(key).iter().map(|citing| citing.passages.len().max(1)).sum::<usize>();
        let is_alone = |passage: &&Passage| passage.alone && passage.kind == PassageKind::Sentence;
        let has_publisher = publication.publisher.is_some();
        let authors = publication.authors.iter().filter(|name| Some(*name) != publication.publisher.as_ref());
        SourceCardView {
            link: LinkView { title: publication.title.clone(), ..self.source_page(key).unwrap_or_default() },
            authors: authors.filter(|_| has_publisher).cloned().collect(),
            date: publication.date.map(|date| self.partial_date(date)),
            lang: self.lang_of(publication),
            uses: places + uses.data_on(key).len(),
            alone: uses.citations.passages(key).filter(is_alone).count(),
        }
    }

    /// The view of one source, by its place among those that have an address; nothing where nothing rests on it.
    pub fn source(&self, at: usize, uses: &Uses) -> Option<SourcePageView> {
        let (key, route) = self.world.atlas.sources.sources.get(at)?;
        let publication = self.world.library.get(key).filter(|_| uses.rest_on(key))?;
        let mut head = self.head("source", &publication.title, route, &self.told_shortly(publication), (0, None));
        head.breadcrumbs = self.shared_way(self.way_to_sources());
        head.json_ld = self.json_ld(vec![metadata::source(&head, publication).to_string()], &head);
        Some(SourcePageView {
            head,
            key: key.clone(),
            publication: self.publication(publication),
            cited_by: uses.citations.of(key).iter().map(|citing| self.citing(citing)).collect(),
            alone: uses.citations.passages(key).filter(|passage| passage.alone).count(),
            datasets: self.datasets_on(key, uses),
        })
    }

    /// The way from the home page to the list of sources, or to the page that has its address.
    fn way_to_sources(&self) -> Vec<LinkView> {
        self.way_to_list(
            self.world.atlas.sources.index.as_ref(),
            self.word(&self.world.config.language, "sources"),
            "/sources/",
        )
    }

    /// The page of a source, by the name of the source in few words; nothing where it has none.
    pub(super) fn source_page(&self, key: &str) -> Option<LinkView> {
        let url = self.href(self.world.atlas.sources.route_of(key)?);
        Some(LinkView { title: self.short_name(key).to_owned(), url, count: None })
    }

    fn publication(&self, of: &Publication) -> PublicationView {
        let date = |date: Option<PartialDate>| date.map(|date| self.partial_date(date));
        let link =
            |address: &String| LinkView { title: address.clone(), url: escape::url(address).into_owned(), count: None };
        let doi = |doi: &String| LinkView { title: doi.clone(), ..link(&format!("https://doi.org/{doi}")) };
        PublicationView {
            authors: of.authors.clone(),
            editors: of.editors.clone(),
            container: of.container.clone(),
            volume: of.volume.clone(),
            issue: of.issue.clone(),
            pages: of.pages.clone(),
            edition: of.edition.clone(),
            publisher: of.publisher.clone(),
            place: of.place.clone(),
            date: date(of.date),
            kind: of.kind.clone(),
            language: of.language.clone(),
            lang: self.lang_of(of),
            link: of.url.as_ref().map(link),
            doi: of.doi.as_ref().map(doi),
            isbn: of.isbn.clone(),
            archived: of.archived.as_ref().map(|copy| link(&copy.url)),
            archived_on: date(of.archived.as_ref().and_then(|copy| copy.date)),
            accessed: date(of.accessed),
            licence: of.licence.clone(),
            quote: of.quote.clone(),
            note: of.note.clone(),
        }
    }

    fn partial_date(&self, date: PartialDate) -> PartialDateView {
        let has_form = !matches!(date, PartialDate::Quarter(..) | PartialDate::Years(..));
        let text = date.words_in(Language::of(&self.world.config.language));
        PartialDateView { text, iso: has_form.then(|| date.to_string()) }
    }

    /// The language of a publication where its entry gives a code and the site is written in another.
    pub(super) fn lang_of(&self, publication: &Publication) -> Option<String> {
        let code = publication.language.as_deref().filter(|code| is_tag(code))?;
        (primary(code) != primary(&self.world.config.language)).then(|| code.to_owned())
    }

    /// Who and when, in plain words: what search engines show below the title.
    pub(super) fn told_shortly(&self, publication: &Publication) -> String {
        let mut parts: Vec<String> = publication.authors.clone();
        let more = publication.container.iter().chain(&publication.publisher).cloned();
        let date = publication.date.map(|date| self.partial_date(date).text);
        for part in more.chain(date) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts.join(", ")
    }

    fn citing(&self, citing: &Citing) -> CitingView {
        let entry = self.world.atlas.entry(citing.page);
        let page = self.page_link(citing.page);
        let at = |anchor: &str| format!("{}#{}", page.url, escape::url(anchor));
        let passage = |passage: &Passage| {
            let number = |(words, anchor): &(Box<str>, Box<str>)| LinkView {
                title: words.to_string(),
                url: at(anchor),
                count: None,
            };
            PassageView {
                kind: passage.kind.word(),
                text: passage.text.to_string(),
                url: at(&passage.anchor),
                numbers: passage.numbers.iter().map(number).collect(),
                is_alone: passage.alone,
            }
        };
        CitingView {
            date: entry.date.map(|date| self.date(date, &self.world.config.language)),
            lang: entry.language.clone(),
            passages: citing.passages.iter().map(passage).collect(),
            page,
        }
    }

    /// What data rests on a source.
    fn datasets_on(&self, key: &str, uses: &Uses) -> Vec<CitingDatasetView> {
        let names = uses.data_on(key);
        let resting = |dataset: &&Dataset| names.contains(&dataset.name);
        let view = |dataset: &Dataset| {
            let names_it = |named: Option<&str>| named == Some(key);
            let rows = || 0..dataset.table.rows();
            let is_of = |row: &usize| names_it(dataset.source_of(*row)) || names_it(dataset.via_of(*row));
            let dispute = |(dispute, id): &super::disputes::Named| {
                dispute.rows.iter().any(is_of).then(|| self.dispute_link(dataset, dispute, id))
            };
            CitingDatasetView {
                dataset: self.dataset_link(dataset),
                states: rows().filter(|row| names_it(dataset.source_of(*row))).count(),
                cited_for: rows().filter(|row| names_it(dataset.via_of(*row))).count(),
                disputes: self.named(dataset).iter().filter_map(dispute).collect(),
            }
        };
        self.datasets_by_title().into_iter().filter(resting).map(view).collect()
    }
}

/// By what a reader looks for a publication: who published it, or else who wrote it.
fn publisher_of(publication: &Publication) -> Option<String> {
    let authors = || (!publication.authors.is_empty()).then(|| publication.authors.join(", "));
    publication.publisher.clone().or_else(authors)
}
