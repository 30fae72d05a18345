//! What readers search for → what is told of it; and the view of the search page. Knows no index.

use super::{Presenter, Uses};
use crate::data::{Column, Dataset, Kind as ColumnKind, SOURCE_COLUMN, VIA_COLUMN};
use crate::site::{Entry, Kind, PageId, SectionId};
use crate::theme::view::{DateView, DisputeView, LinkView, SearchView, StatedView};

/// The file of the index that names all others.
pub const SEARCH_MANIFEST: &str = "manifest.json";

/// What is told of a document is no longer than this, in letters.
const LONGEST: usize = 220;

/// How many rows of a dataset are looked through for words: those that its page shows.
const ROWS: usize = 500;

/// What a document is. The names of the kinds stand in [`SearchView::kinds`], in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindableKind {
    /// A brief.
    Brief,
    /// A page without a date, or that of a section.
    Page,
    /// A dataset.
    Dataset,
    /// A source.
    Source,
    /// A figure that sources state differently.
    Disputed,
}

/// A document that a search may find.
#[derive(Debug, Clone)]
pub struct Findable {
    /// What it is.
    pub kind: FindableKind,
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What is told of it below the title.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// When it is dated.
    pub date: Option<DateView>,
    /// Names that belong to it: tags, authors, publishers, columns.
    pub names: Vec<String>,
    /// Other words of it, beside those of its body.
    pub more: Vec<String>,
    /// The page whose body it is.
    pub page: Option<PageId>,
}

impl Presenter<'_> {
    /// The view of the search page.
    pub fn search(&self) -> SearchView {
        let route = self.world.atlas.search.clone().unwrap_or_else(crate::base::Route::home);
        let word = |key: &str| self.word(&self.world.config.language, key);
        let mut head = self.head("search", &word("search"), &route, "", (0, None));
        head.breadcrumbs = self.shared_way_to(SectionId(0), &self.world.config.language);
        SearchView {
            head,
            manifest: self.href(&route.join(SEARCH_MANIFEST)),
            kinds: ["kind_brief", "kind_page", "kind_dataset", "source", "kind_disputed"].map(word).to_vec(),
        }
    }

    /// All that a search may find, briefs last and the newest of them at the end: what is published next comes behind them,
    /// and the numbers of all others stay.
    pub fn findable(&self, uses: &Uses) -> Vec<Findable> {
        let atlas = self.world.atlas;
        let pages = atlas.pages().filter(|(_, entry)| entry.kind != Kind::Brief).map(|(id, _)| id);
        let briefs = atlas.briefs.iter().rev().copied();
        let datasets = atlas.data.datasets.iter().filter_map(|(name, _)| self.world.tables.dataset(name));
        let sources = atlas.sources.sources.iter().filter(|(key, _)| uses.rest_on(key));
        let disputes = datasets.clone().flat_map(|dataset| self.disputes_found(dataset, uses));
        pages
            .map(|id| self.page_found(id))
            .chain(datasets.map(|dataset| self.dataset_found(dataset)))
            .chain(sources.filter_map(|(key, _)| self.source_found(key)))
            .chain(disputes)
            .chain(briefs.map(|id| self.page_found(id)))
            .collect()
    }

    /// Something of the site in its own language.
    fn found(&self, kind: FindableKind, link: LinkView, text: &str) -> Findable {
        Findable {
            kind,
            url: link.url,
            title: link.title,
            text: shortened(text),
            lang: self.world.config.language.clone(),
            date: None,
            names: Vec::new(),
            more: Vec::new(),
            page: None,
        }
    }

    fn page_found(&self, id: PageId) -> Findable {
        let entry: &Entry = self.world.atlas.entry(id);
        let link = match entry.kind {
            Kind::Index => self.section_link(entry.section),
            _ => LinkView { title: entry.facts.title.clone(), url: self.href(&entry.route), count: None },
        };
        let kind = if entry.kind == Kind::Brief { FindableKind::Brief } else { FindableKind::Page };
        let front = &entry.facts.front;
        let corrected = front.corrections.iter().map(|correction| &correction.text);
        let authors = entry.authors.iter().map(|author| author.name.clone());
        let terms = entry.terms.iter().map(|term| self.term_link(*term).title.clone());
        Findable {
            lang: entry.language.clone(),
            date: entry.date.map(|date| self.date(date, &entry.language)),
            names: authors.chain(terms).chain(front.series.clone()).collect(),
            more: front.summary.iter().chain(corrected).chain(&front.image_caption).cloned().collect(),
            page: Some(id),
            ..self.found(kind, link, entry.description())
        }
    }

    fn dataset_found(&self, dataset: &Dataset) -> Findable {
        let columns = || dataset.table.columns.iter().filter(|column| !dataset.table.is_of_qualifiers(column));
        let is_words = |column: &&Column| {
            let is_key = dataset.key.iter().any(|key| **key == *column.name);
            (is_key || column.kind == ColumnKind::Text) && !matches!(&*column.name, SOURCE_COLUMN | VIA_COLUMN)
        };
        let cells = columns().filter(is_words).flat_map(|column| column.cells.iter().take(ROWS));
        let names = columns().flat_map(|column| [column.label().to_owned(), column.name.to_string()]);
        Findable {
            names: names.chain([dataset.name.clone()]).collect(),
            more: dataset.notes.iter().cloned().chain(cells.map(|cell| cell.text.to_string())).collect(),
            ..self.found(
                FindableKind::Dataset,
                self.dataset_link(dataset),
                dataset.description.as_deref().unwrap_or_default(),
            )
        }
    }

    fn source_found(&self, key: &str) -> Option<Findable> {
        let publication = self.world.library.get(key)?;
        let link = LinkView { title: publication.title.clone(), ..self.source_page(key)? };
        let names = publication.authors.iter().chain(&publication.editors);
        let found = self.found(FindableKind::Source, link, &self.told_shortly(publication));
        Some(Findable {
            lang: self.lang_of(publication).unwrap_or_else(|| found.lang.clone()),
            names: names.chain(&publication.publisher).chain(&publication.container).cloned().collect(),
            more: publication.quote.iter().chain(&publication.note).cloned().collect(),
            ..found
        })
    }

    fn disputes_found(&self, dataset: &Dataset, uses: &Uses) -> Vec<Findable> {
        let of = self.dataset_link(dataset);
        let found = |dispute: DisputeView| {
            let url = match dispute.url {
                url if url.is_empty() => format!("{}#{}", of.url, dispute.id),
                url => url,
            };
            let link = LinkView { title: format!("{}, {}", dispute.row, dispute.column), url, count: None };
            let values: Vec<String> = dispute.values.iter().map(|stated| self.stated(stated)).collect();
            let unit = dispute.unit.map_or_else(String::new, |unit| format!(" ({unit})"));
            let text = format!("{}{unit}: {}", of.title, values.join("; "));
            self.found(FindableKind::Disputed, link, &text)
        };
        self.disputes_of(dataset, uses).into_iter().map(found).collect()
    }

    /// A value and who states it.
    fn stated(&self, stated: &StatedView) -> String {
        let figure = &stated.figure;
        let value = match figure.qualifier {
            Some(word) => {
                let key = format!("figure_{}", word.replace('-', "_"));
                self.word(&self.world.config.language, &key).replace("{n}", &figure.text)
            }
            None => figure.text.clone(),
        };
        let by: Vec<&str> = stated.by.iter().filter_map(|by| by.source.as_ref()).map(|by| by.title.as_str()).collect();
        if by.is_empty() { value } else { format!("{value}, {}", by.join(", ")) }
    }
}

/// The beginning of a text, cut at a word where there is one.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    let cut = text[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ']))
}
