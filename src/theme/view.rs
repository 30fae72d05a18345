//! The only types that templates see.
//!
//! Beside `site` and `page` a template has `t`, the words of the theme in the language of the page: `{{ t.skip }}`, and for
//! words that are counted `{{ n | counted(words=t.rows) }}`. `{{ n | number(lang=t.lang) }}` is a number as that language
//! writes it.
//!
//! `{{ once(component="card", card=card, level=3) }}` shows a component whose text is made once for all pages that give it the
//! same arguments. It sees `site`, `t` and of `page` only `lang`.
//!
//! Every address is ready for an attribute: percent-encoded, with the base path of the site. `content`, `notes` and
//! the titles of headings are finished HTML; everything else is text that a template escapes.

mod data;
mod parts;
mod shared;
mod sources;

pub use data::{
    CellView, ColumnView, DatasetCardView, DatasetView, DatasetsView, DisputeView, DisputedDatasetView, DisputedView,
    DownloadView, FigureView, SourceView, SpreadView, StatedByView, StatedView, TableView,
};

pub use parts::{CorrectionView, PartsView};

pub use shared::{Card, CardView, Shared};

pub use sources::{
    CitingDatasetView, CitingView, PartialDateView, PassageView, PublicationView, PublisherView, SourceCardView,
    SourcePageView, SourcesView,
};

use serde::Serialize;
use std::collections::BTreeMap;

/// `site`: what every page of one edition knows, which is the site in one language.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SiteView {
    /// The name of the site.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// The language of the edition.
    pub language: String,
    /// The address of its home page.
    pub url: String,
    /// The full address of the home page, or nothing when it is not known.
    pub base_url: Option<String>,
    /// The links at the top.
    pub nav: Vec<LinkView>,
    /// The sections at the top level.
    pub sections: Vec<LinkView>,
    /// The pages that list the terms of each taxonomy that is used.
    pub taxonomies: Vec<LinkView>,
    /// All briefs by year; nothing where there is no such page.
    pub archive: Option<LinkView>,
    /// The list of all datasets, with their number; nothing where there is no such page.
    pub data: Option<LinkView>,
    /// The list of all disputed figures; nothing where there is no such page.
    pub disputed: Option<LinkView>,
    /// The list of all sources; nothing where there is no such page.
    pub sources: Option<LinkView>,
    /// The search page; nothing where there is none.
    pub search: Option<LinkView>,
    /// The picture before its name: `logo` among the values of the theme.
    pub logo: Option<ImageView>,
    /// The colour of the ground, `paper` among the colours of the theme, for browsers that colour their own frame.
    pub ground: GroundView,
    /// The picture for the tabs of browsers: `icon` among the values of the theme.
    pub icon: Option<IconView>,
    /// The feeds of the whole site.
    pub feeds: Vec<FeedView>,
    /// Files of the theme by their plain name (`site.css`), with the address under which they are published.
    pub assets: BTreeMap<String, String>,
    /// The values of the theme, those of the site over those of `theme.yaml`.
    pub theme: Json,
    /// The words of the theme in the language of the site, for what stands on every page. Those in the language of the page
    /// are `t`; see [`crate::theme::Words`].
    pub words: Json,
    /// `extra` of `expound.yaml`.
    pub extra: Json,
    /// The name and version of this program.
    pub generator: String,
}

/// What every page has, whatever it shows. It is part of [`PageView`], [`ListView`], [`TermsView`] and the like.
#[derive(Debug, Clone, Serialize, Hash, Default)]
pub struct HeadView {
    /// `brief`, `page`, `home`, `section`, `term`, `taxonomy`, `dataset`, `datasets`, `disputed`, `source`, `sources`,
    /// `archive`, `search` or `not-found`.
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// The address in a link.
    pub url: String,
    /// The full address, or nothing when the site's is not known.
    pub permalink: Option<String>,
    /// The longest address of the menu, `site.nav`, that this one begins with; empty where there is none. Which links of the
    /// menu lead here or around here follows from this alone.
    pub menu: String,
    /// The language of the page.
    pub lang: String,
    /// The direction that it is written in: `ltr` or `rtl`.
    pub dir: &'static str,
    /// Which edition of the site it is part of: what `site` is for it.
    #[serde(skip)]
    pub edition: usize,
    /// The page in each of the languages that it is there in, itself included; empty where that is one.
    pub translations: Vec<TranslationView>,
    /// A description for cards and search engines, perhaps empty.
    pub description: String,
    /// The picture at the top, or for cards.
    pub image: Option<ImageView>,
    /// The picture for social cards with its full address: the page's own or the site's.
    pub card_image: Option<String>,
    /// Whether that is a card that was drawn for this page: 1200 by 630 pixels, with the words of the title.
    pub has_card: bool,
    /// The way from the home page to here, without this page.
    pub breadcrumbs: Shared<Vec<LinkView>>,
    /// The feeds of what this page shows.
    pub feeds: Vec<FeedView>,
    /// Whether it shows charts, which need the style sheet `charts.css`.
    pub has_charts: bool,
    /// JSON-LD for a `<script>` element, escaped for it; nothing where there is none.
    pub json_ld: Option<String>,
}

/// `page` in `brief.html` and `page.html`.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PageView<'a> {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// The description, if the author wrote one: what stands below the title. The excerpt would be said twice there.
    pub standfirst: Option<String>,
    /// When it is dated.
    pub date: Option<DateView>,
    /// When it was changed in substance.
    pub updated: Option<DateView>,
    /// When it was changed last, corrections included; nothing where it was not.
    pub changed: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<AuthorView>,
    /// Whether there are further authors who are not named ("et al.").
    pub and_others: bool,
    /// The key points.
    pub summary: Vec<String>,
    /// The body, finished HTML.
    pub content: &'a str,
    /// The list of notes, finished HTML; empty where there is none.
    pub notes: &'a str,
    /// The headings of the body.
    pub toc: Vec<TocView>,
    /// The number of words.
    pub words: u32,
    /// Minutes of reading, at least one.
    pub minutes: u32,
    /// The terms of each taxonomy but `authors`.
    pub taxonomies: Vec<TaxonomyView>,
    /// The series it belongs to.
    pub series: Option<PartsView>,
    /// The pages of its section that are read in an order, and its place among them: those without a date, with a weight.
    /// Nothing where there are no two, and on the home page's level.
    pub chapters: Option<PartsView>,
    /// Briefs on the same subjects.
    pub related: Vec<Card>,
    /// The next older brief of its section.
    pub older: Option<LinkView>,
    /// The next newer brief of its section.
    pub newer: Option<LinkView>,
    /// What was corrected, newest first.
    pub corrections: Vec<CorrectionView>,
    /// How others cite it; only for briefs.
    pub cite: Option<CiteView>,
    /// `extra` of its front matter.
    pub extra: Json,
}

/// `page` in `home.html`, `section.html` and `term.html`: a list of briefs.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ListView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// The body of `_index.md`, finished HTML; only on the first page of a list.
    pub content: String,
    /// The notes of that body.
    pub notes: String,
    /// The author, where the list is of an author's briefs.
    pub author: Option<AuthorView>,
    /// The sections inside this one.
    pub sections: Vec<LinkView>,
    /// The briefs of this page of the list.
    pub cards: Vec<Card>,
    /// How many briefs the whole list has.
    pub total: usize,
    /// Whether it is a section of pages without a date: those are no briefs, and all stand on one page.
    pub has_pages_alone: bool,
    /// The way to the other pages of the list, where there are any.
    pub pager: Option<PagerView>,
    /// `extra` of the front matter of `_index.md`.
    pub extra: Json,
}

/// `page` in `taxonomy.html`: the terms of one taxonomy.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct TermsView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// The terms, by name.
    pub terms: Vec<Shared<LinkView>>,
}

/// `page` in `search.html`.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SearchView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// The address of the file that names all others of the index.
    pub manifest: String,
    /// What a result may be, in words: a brief, a page, a dataset, a source, a disputed figure.
    pub kinds: Vec<String>,
}

/// `page` in `archive.html`: all briefs by year, or those of one year by month.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ArchiveView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// All years, newest first, with the number of briefs in each and the address of their page, or of their place on this
    /// one.
    pub years: Vec<LinkView>,
    /// The briefs; nothing on the first page of an archive that has a page for each year.
    pub groups: Vec<ArchiveGroupView>,
    /// How many briefs the archive has.
    pub total: usize,
}

/// The briefs of a year or of a month.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ArchiveGroupView {
    /// The id of its heading.
    pub id: String,
    /// The year, or the name of the month.
    pub title: String,
    /// The briefs, newest first.
    pub briefs: Vec<ArchiveLineView>,
}

/// A brief in the archive.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ArchiveLineView {
    /// The title.
    pub title: String,
    /// The address.
    pub url: String,
    /// When it is dated.
    pub date: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language.
    pub lang: String,
}

/// `page` in `404.html`.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct NotFoundView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// The newest briefs.
    pub cards: Vec<Card>,
}

/// What every view says of itself.
pub trait View: Serialize + std::hash::Hash {
    /// The language of the page.
    fn lang(&self) -> &str;
    /// The edition of the site that it is part of.
    fn edition(&self) -> usize;
}

macro_rules! views {
    ($($view:ty)*) => {
        $(impl View for $view {
            fn lang(&self) -> &str {
                &self.head.lang
            }

            fn edition(&self) -> usize {
                self.head.edition
            }
        })*
    };
}

views! {
    PageView<'_> ListView TermsView ArchiveView NotFoundView DatasetView DatasetsView DisputedView SourcePageView SourcesView
    SearchView
}

impl View for RedirectView {
    fn lang(&self) -> &str {
        &self.lang
    }

    fn edition(&self) -> usize {
        self.edition
    }
}

/// `page` in `redirect.html`.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct RedirectView {
    /// The address to go to.
    pub url: String,
    /// Its full address, or nothing when the site's is not known.
    pub permalink: Option<String>,
    /// The title of the page there.
    pub title: String,
    /// The language of the page there.
    pub lang: String,
    /// The direction of that language: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The edition of the site that it is part of.
    #[serde(skip)]
    pub edition: usize,
}

/// A link with a title and, where it is a list that it leads to, its length.
#[derive(Debug, Clone, Serialize, Hash, Default, PartialEq, Eq)]
pub struct LinkView {
    /// The words of the link.
    pub title: String,
    /// The address; empty where there is no page to go to.
    pub url: String,
    /// How many briefs are there, for sections and terms.
    pub count: Option<usize>,
}

/// A colour on a light screen and on a dark one.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct GroundView {
    /// On a light screen.
    pub light: String,
    /// On a dark one.
    pub dark: String,
}

/// A picture for the tabs of browsers.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct IconView {
    /// Its address.
    pub url: String,
    /// Its media type.
    pub mime: &'static str,
}

/// A page in one of the languages that it is there in.
#[derive(Debug, Clone, Serialize, Hash, PartialEq, Eq)]
pub struct TranslationView {
    /// The language.
    pub lang: String,
    /// What it is called by those who speak it: `Українська`.
    pub title: String,
    /// The address.
    pub url: String,
    /// The full address, or nothing when the site's is not known.
    pub permalink: Option<String>,
    /// Whether it is this page.
    pub current: bool,
    /// Whether it is in the site's own language, for readers of a language that the site does not have.
    pub is_default: bool,
}

/// A feed.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct FeedView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its media type.
    pub mime: &'static str,
}

/// A date for people and for machines.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DateView {
    /// `7 June 2024`
    pub text: String,
    /// `2024-06-07`, or with time and offset where they were written: for `<time datetime>`.
    pub iso: String,
    /// RFC 3339 with time and offset, for metadata.
    pub full: String,
}

/// Someone who writes.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct AuthorView {
    /// The name.
    pub name: String,
    /// The page that lists their briefs.
    pub url: String,
    /// What they are.
    pub role: Option<String>,
    /// A few sentences about them.
    pub bio: Option<String>,
    /// Their page elsewhere.
    pub website: Option<String>,
}

/// How others cite a brief.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CiteView {
    /// In a line.
    pub text: String,
    /// In BibTeX.
    pub bibtex: String,
    /// For reference managers.
    pub downloads: Vec<CiteFileView>,
}

/// A file that is part of the page itself.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CiteFileView {
    /// What it is: `BibTeX`.
    pub title: String,
    /// Its address, which holds all of it.
    pub url: String,
    /// The name under which it is kept.
    pub file: String,
}

/// A picture.
#[derive(Debug, Clone, Serialize, Hash, Default)]
pub struct ImageView {
    /// Its address.
    pub url: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Its caption.
    pub caption: Option<String>,
    /// Its width in pixels; nothing for one on another host.
    pub width: Option<u32>,
    /// Its height.
    pub height: Option<u32>,
    /// Its further sizes, as the attribute `srcset` has them; it needs `sizes` beside it.
    pub srcset: Option<String>,
}

impl ImageView {
    /// A picture of which only the address is known.
    pub(super) fn at(url: String) -> Self {
        Self { url, ..Self::default() }
    }
}

/// A heading of the body.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct TocView {
    /// Its id.
    pub id: String,
    /// Its words, finished HTML without links.
    pub title: String,
    /// 2 for the outermost headings of a body.
    pub level: u8,
}

/// The terms of a brief in one taxonomy.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct TaxonomyView {
    /// The key in front matter.
    pub name: String,
    /// The name as it is shown.
    pub title: String,
    /// The terms.
    pub terms: Vec<Shared<LinkView>>,
}

/// The pages of a list.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PagerView {
    /// Which page this is, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// A few pages around this one, the first and the last; a gap has no address and the title `…`.
    pub pages: Vec<LinkView>,
}

/// A free value that a site or a theme gives its templates.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(transparent)]
pub struct Json(pub serde_json::Value);

impl std::hash::Hash for Json {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.to_string().hash(state);
    }
}
