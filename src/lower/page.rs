//! The page that lowering makes, and the questions that it asked.

use super::World;
use super::stats::Mention;
use crate::base::{ContentHash, Place, Route};
use crate::chart::download::Drawing;
use crate::site::{Entry, Resolved};
use crate::sources::Publication;
use serde::{Deserialize, Serialize};
use std::hash::Hash;
use std::sync::Arc;

/// A body as HTML, with what the rest of a build wants to know of it. What is kept for later builds is the latter alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The body.
    #[serde(skip)]
    pub content: String,
    /// The list of notes; empty where there is none.
    #[serde(skip)]
    pub notes: String,
    /// The headings of the body.
    #[serde(skip)]
    pub toc: Vec<TocEntry>,
    /// Hosts that pictures are loaded from, each with the first place.
    pub remote_hosts: Vec<(String, Place)>,
    /// Hosts that links lead to without encryption, each with the first place.
    pub insecure_hosts: Vec<(String, Place)>,
    /// The addresses of other sites that it leads to or loads pictures from, where somebody wants to ask them, each with its
    /// place.
    pub external: Vec<(Box<str>, Place)>,
    /// The keys of the site's sources that it cites, in order of first use.
    pub cited: Vec<String>,
    /// The sources of its own that it cites.
    #[serde(skip)]
    pub own_cited: Vec<Publication>,
    /// What of it rests on which sources, in the order of the text.
    pub references: Vec<Reference>,
    /// The keys of the sources to whose pages its author links, each with the place of the link.
    pub links_to_sources: Vec<(Box<str>, Place)>,
    /// The files of its charts, which stand in a folder of the page.
    #[serde(skip)]
    pub charts: Vec<ChartFiles>,
    /// The drawing of its first chart, where cards are made.
    #[serde(skip)]
    pub first_chart: Option<Drawing>,
    /// The numbers of its text, where a ledger is kept.
    pub mentions: Vec<Mention>,
    /// What it takes from datasets, each once, in order of first use.
    pub uses: Vec<Use>,
    /// What it asked the world.
    #[serde(skip)]
    pub questions: Vec<Question>,
}

/// What readers may take away of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartFiles {
    /// The name of the files, without an ending.
    pub name: String,
    /// The chart's title.
    pub title: String,
    /// Its data.
    pub csv: String,
    /// The drawing, which stands alone.
    pub svg: String,
    /// The endings of the files, each with the word of its link.
    pub endings: &'static [(&'static str, &'static str)],
    /// Where its block begins.
    pub place: Place,
}

/// A place of a page that rests on a source of the site's library.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// The key of the source.
    pub source: Box<str>,
    /// What rests on it.
    pub what: Rests,
    /// The anchor of the place on its page, such as `ref:3:b`.
    pub anchor: Box<str>,
    /// Whether nothing else is named for it.
    pub alone: bool,
}

/// What rests on a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rests {
    /// A sentence, in plain words.
    Sentence(Arc<str>),
    /// A chart, by its title.
    Chart(Box<str>),
    /// A figure, by its caption.
    Figure(Box<str>),
    /// A checked number, with the sentence that it stands in.
    Number(Box<str>, Arc<str>),
}

/// What a page takes from a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Use {
    /// The name of the dataset.
    pub dataset: Box<str>,
    /// The figure, for a checked number that rests on one cell: the row by its key as it is shown, and the name of the
    /// column. Nothing for a chart, or for what is worked out from many cells.
    pub figure: Option<(Box<str>, Box<str>)>,
}

/// The endings of the files of a chart, each with the word of its link.
pub const CHART_FILES: &[(&str, &str)] = &[
    ("csv", "CSV"),
    ("svg", "SVG"),
    #[cfg(feature = "png")]
    ("png", "PNG"),
];

/// How many of them are texts; the others are pictures.
pub(super) const FILES_OF_TEXT: usize = 2;

/// The folder that the files of a page's charts stand in.
pub fn chart_folder(route: &Route) -> Route {
    route.beside("charts/")
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocEntry {
    /// Its id.
    pub id: Box<str>,
    /// Its words as HTML.
    pub title: String,
    /// Its level on the page, from 2.
    pub level: u8,
}

/// Something that a page asked the world.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// What an address is.
    Address(Box<str>),
    /// What a key of the site's sources is.
    Source(Box<str>),
    /// Which of the site's sources is at an address.
    SourceAt(Box<str>),
    /// How wide text is in drawings, and the language of the site.
    Font,
    /// What rows a path or the name of a dataset leads to.
    Table(Box<str>),
    /// What the dataset of a name holds.
    Dataset(Box<str>),
    /// Where the list of disputed figures is.
    Disputes,
    /// Where the page of a dataset is.
    DatasetPage(Box<str>),
    /// Where the page of a source is.
    SourcePage(Box<str>),
    /// What is known of the picture at a route.
    Picture(Box<str>),
}

/// The answers to all questions of a page, as one hash. While it and the text are the same, so is the page.
pub fn answers(questions: &[Question], entry: &Entry, world: World<'_>) -> ContentHash {
    ContentHash::of_value(&Answers { questions, entry, world })
}

struct Answers<'a> {
    questions: &'a [Question],
    entry: &'a Entry,
    world: World<'a>,
}

impl Hash for Answers<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.entry.facts.titled_by_heading.hash(state);
        self.world.config.base_path().hash(state);
        let World { lists_numbers, cards, external, columns, measure, .. } = self.world;
        (lists_numbers, cards, external, columns, measure).hash(state);
        self.world.config.citation_style.hash(state);
        // Settings decide both for pages that do not.
        (&self.entry.language, &self.entry.route).hash(state);
        for question in self.questions {
            match question {
                Question::Address(address) => {
                    let resolved = self.world.atlas.resolve(&self.entry.facts.path, address);
                    if let Resolved::Page(id, route) = &resolved {
                        let anchor = address.split_once('#').map(|(_, anchor)| anchor);
                        let facts = &self.world.atlas.entry(*id).facts;
                        (route, anchor.map(|_| &facts.anchors), &facts.shown).hash(state);
                    } else {
                        resolved.hash(state);
                    }
                    // A link to the page of a source is remembered by the key of that source.
                    if let Resolved::Other(route) = &resolved {
                        self.world.atlas.sources.key_at(route).hash(state);
                    }
                    // The finding names the nearest path that there is, which other files may change.
                    if resolved == Resolved::Missing {
                        super::links::nearest_path(self.world.atlas, address).hash(state);
                    }
                }
                Question::Source(key) => {
                    let source = self.world.library.get(key);
                    source.hash(state);
                    // The finding names the nearest key, and is left out where nobody knows the keys.
                    if source.is_none() {
                        self.world.library.unread.hash(state);
                        self.world.library.keys().collect::<Vec<_>>().hash(state);
                    }
                }
                Question::SourceAt(address) => self.world.library.at(address).hash(state),
                Question::Font => (self.world.font.hash, &self.world.config.language).hash(state),
                Question::Disputes => self.world.atlas.data.disputed.hash(state),
                Question::DatasetPage(name) => self.world.atlas.data.route_of(name).hash(state),
                Question::SourcePage(key) => self.world.atlas.sources.route_of(key).hash(state),
                Question::Picture(route) => self.world.pictures.known(route).hash(state),
                Question::Dataset(name) => {
                    let dataset = self.world.tables.dataset(name);
                    dataset.map(|dataset| dataset.hash()).hash(state);
                    // Another file of its name that is broken stands in the way of one that is there.
                    self.world.tables.why_not(name).hash(state);
                    // The finding names the nearest one.
                    if dataset.is_none() {
                        self.world.tables.datasets().map(|dataset| &dataset.name).collect::<Vec<_>>().hash(state);
                    }
                }
                Question::Table(wanted) => self.world.tables.answer(&self.entry.facts.path, wanted).hash(state),
            }
        }
    }
}
