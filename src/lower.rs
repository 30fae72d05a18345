//! Draft + world → [`Page`]: links, notes, figures and code resolved, the body written as HTML.
//!
//! A page depends on its own text and on the answers to what it asked the world; it keeps the questions, so that a
//! later build can tell whether any answer has changed.

mod blocks;
mod charts;
mod code;
mod figures;
mod images;
mod inlines;
mod links;
mod math;
mod notes;
mod page;
mod stats;
mod unsourced;

pub use charts::table::words_of as words_of_cell;
pub use notes::Columns;
pub use page::{CHART_FILES, ChartFiles, Page, Question, Reference, Rests, TocEntry, Use, answers, chart_folder};
pub use stats::{Checked, Coverage, Mention, Status, counted};

use crate::base::address::STAT;
use crate::base::diagnostic::Tally;
use crate::base::font::{FontMetrics, Weight};
use crate::base::language::Language;
use crate::base::{Code, Diagnostic, Diagnostics, Report, Route, Source, Span};
use crate::config::Config;
use crate::data::Shelf;
use crate::doc::{Block, BlockKind, Draft};
use crate::picture::Pictures;
use crate::site::{Atlas, Entry, PageId};
use crate::sources::{Library, Numbering};
use rustc_hash::{FxHashMap, FxHashSet};
use stats::{Ready, StatNote};
use std::sync::Arc;

/// What a page may look up. Loaded before anything is lowered.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// What the site decides.
    pub config: &'a Config,
    /// Routes, anchors, order.
    pub atlas: &'a Atlas,
    /// The site's own sources.
    pub library: &'a Library,
    /// How wide text is in the font of charts.
    pub font: &'a FontMetrics,
    /// The site's tables and datasets.
    pub tables: &'a Shelf,
    /// The site's pictures that pages name.
    pub pictures: &'a Pictures,
    /// Whether numbers that nobody checks are looked for too: a ledger is kept, or the site sets a floor.
    pub lists_numbers: bool,
    /// Whether briefs have social cards.
    pub cards: bool,
    /// Whether somebody wants to ask the other sites that pages lead to.
    pub external: bool,
    /// How much a line holds of running text and in the margin beside it.
    pub columns: Columns,
    /// How wide running text is, as a length of CSS.
    pub measure: &'a str,
}

impl World<'_> {
    /// Where the social card of a brief is; nothing for a page that has none: its title must be of signs that the font of
    /// charts has, and the address free.
    pub fn card_of(&self, id: PageId) -> Option<Route> {
        let route = self.atlas.room_for_card(id).filter(|_| self.cards)?;
        self.font.has_all(&self.atlas.entry(id).facts.title, Weight::Bold).then_some(route)
    }
}

/// Lowers one file.
pub fn lower(source: &Source, draft: &Draft, entry: &Entry, world: World<'_>) -> Report<Page> {
    let mut diagnostics = Diagnostics::new();
    let own_sources = match draft.front.block {
        Some(block) if draft.front.has_sources => {
            crate::sources::read_front_matter(source, block).take(&mut diagnostics)
        }
        _ => Library::default(),
    };
    let mut lowerer = Lowerer {
        source,
        draft,
        entry,
        world,
        own_sources,
        defined: draft.notes.iter().enumerate().rev().map(|(at, note)| (note.key.to_lowercase(), at)).collect(),
        numbering: Numbering::default(),
        caption_links: Vec::new(),
        clusters: Vec::new(),
        cluster_numbers: FxHashMap::default(),
        cited: FxHashSet::default(),
        in_text: None,
        sentences: FxHashMap::default(),
        has_stats: memchr::memmem::find(source.text.as_bytes(), STAT.as_bytes()).is_some(),
        ready: FxHashMap::default(),
        stat_notes: Vec::new(),
        noted: FxHashMap::default(),
        last_sentence: None,
        used: FxHashSet::default(),
        remote_hosts: FxHashSet::default(),
        page: Page::default(),
        tally: Tally::default(),
        diagnostics,
    };
    let (title, blocks) = match draft.blocks.split_first() {
        Some((Block { kind: BlockKind::Heading(title), .. }, rest)) if entry.facts.titled_by_heading => {
            (Some(title), rest)
        }
        _ => (None, &draft.blocks[..]),
    };
    lowerer.in_text = lowerer.marks_in_text();
    lowerer.headlines();
    if let Some(title) = title {
        lowerer.trace(&[&title.content], stats::Stretch::Title);
    }
    let mut content = String::with_capacity(source.text.len() + source.text.len() / 4);
    lowerer.blocks(&mut content, blocks);
    lowerer.page.content = content;
    lowerer.head_image();
    lowerer.page.notes = lowerer.notes();
    lowerer.unused_notes();
    lowerer.settle_references();
    lowerer.tally.settle(&mut lowerer.diagnostics);
    // Each question is asked again by the next build, so none is kept twice.
    lowerer.page.questions.sort_unstable();
    lowerer.page.questions.dedup();
    Report::new(lowerer.page, lowerer.diagnostics)
}

/// One pass over a draft.
struct Lowerer<'a> {
    source: &'a Source,
    draft: &'a Draft,
    entry: &'a Entry,
    world: World<'a>,
    own_sources: Library,
    /// The definitions of notes by their label in lower case.
    defined: FxHashMap<String, usize>,
    numbering: Numbering,
    /// The links of captions that became notes: address, words, title of the figure.
    caption_links: Vec<(String, String, String)>,
    /// What citations with words of their own cite.
    clusters: Vec<notes::Cluster>,
    /// Which of them each is.
    cluster_numbers: FxHashMap<notes::Cluster, usize>,
    /// The keys of the site's sources that the page names, for looking up.
    cited: FxHashSet<Box<str>>,
    /// The words of marks, in styles of author and date.
    in_text: Option<notes::InTextMarks>,
    /// The sentences of marks and of checked numbers, by where those begin.
    sentences: FxHashMap<u32, Arc<str>>,
    /// Whether the file may have checked numbers.
    has_stats: bool,
    /// The checked numbers of the text that is being written, by where their links begin.
    ready: FxHashMap<u32, Ready>,
    /// What the notes of checked numbers are made of.
    stat_notes: Vec<StatNote>,
    /// Which of them is that of an address.
    noted: FxHashMap<Box<str>, usize>,
    /// The sentence of the last number in the ledger, as it was written and as it is kept.
    last_sentence: Option<(Box<str>, Arc<str>)>,
    /// What the page takes from datasets, for looking up.
    used: FxHashSet<Use>,
    /// Hosts of pictures that were already told of in this file.
    remote_hosts: FxHashSet<String>,
    page: Page,
    tally: Tally,
    diagnostics: Diagnostics,
}

impl<'a> Lowerer<'a> {
    fn find(&mut self, code: &'static Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if self.tally.admits(code) {
            self.diagnostics.push(Diagnostic::new(code, self.source.place(span), message, help));
        }
    }

    /// The language of the page: its own, or that of its edition.
    fn language_of_page(&self) -> &'static Language {
        Language::of(&self.entry.language)
    }

    fn text(&self) -> &'a str {
        &self.source.text
    }
}
