//! Drafts → pages: each is lowered and rendered, or taken from the last build. A file goes to the sink as soon as it is finished,
//! and what is left of its page is what the rest of the build asks for.

use super::{Pages, Run, WordsOfPages, is_new};
use crate::base::{Diagnostics, Report};
use crate::lower::{self, Page};
use crate::outputs;
use crate::outputs::search::{Words, words_of_page};
use crate::pipeline::memo::{self, Lowered, Memo, Parsed};
use crate::pipeline::recorder::Recorder;
use crate::pipeline::{AT_MOST, Keep};
use crate::site::{Entry, Kind, PageId};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What one page leaves.
pub(super) struct Done {
    id: PageId,
    pub(super) page: Arc<Page>,
    words: Option<Arc<Words>>,
    pub(super) diagnostics: Diagnostics,
    kept: Option<Lowered>,
    finished: Option<memo::Finished>,
    /// Whether it was lowered, and whether its file was rendered.
    is_lowered: bool,
    is_rendered: bool,
    /// Whether it was made again, and whether lists may show the difference.
    changed: bool,
    shows_outside: bool,
}

impl Run<'_> {
    /// Lowers and renders every page of the author's. Also gives the words that each body is found by, where there is a
    /// search page, and the pages that changed, if nothing outside of them did.
    pub(in crate::pipeline) fn pages(
        &self,
        parsed: Vec<Parsed>,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) -> (Pages, WordsOfPages, Option<FxHashSet<PageId>>) {
        let whole = outputs::whole_in_feeds(self.world);
        let mut parsed: Vec<Option<Parsed>> = parsed.into_iter().map(Some).collect();
        let take = |(id, entry): (PageId, &Entry)| Some((id, parsed[entry.document].take()?));
        let all: Vec<(PageId, Parsed)> = self.world.atlas.pages().filter_map(take).collect();
        drop(parsed);
        // Each draft leaves memory when its page is finished.
        let results: Vec<Done> = all
            .into_par_iter()
            .with_max_len(AT_MOST)
            .map(|(id, parsed)| self.page(id, self.world.atlas.entry(id), &parsed, &whole))
            .collect();
        let mut pages = Vec::with_capacity(results.len());
        let mut words = FxHashMap::default();
        let mut changed = self.stands.then(FxHashSet::default);
        // There will be about as much as there was.
        memo.lowered.reserve(self.last.lowered.len());
        memo.finished.reserve(self.last.finished.len());
        for done in results {
            diagnostics.extend(done.diagnostics);
            if done.changed {
                memo.counts.looked_at += 1;
                changed = changed.filter(|_| !done.shows_outside);
                changed.iter_mut().for_each(|changed| _ = changed.insert(done.id));
            }
            memo.counts.lowered += usize::from(done.is_lowered);
            memo.counts.rendered += usize::from(done.is_rendered);
            let entry = self.world.atlas.entry(done.id);
            memo.lowered.extend(done.kept.map(|lowered| (Arc::clone(&entry.facts.path), lowered)));
            memo.finished.extend(done.finished.map(|finished| (entry.route.file(), finished)));
            words.extend(done.words.map(|words| (done.id, words)));
            pages.push((done.id, done.page));
        }
        (pages, words, changed)
    }

    pub(super) fn page(&self, id: PageId, entry: &Entry, parsed: &Parsed, whole: &[PageId]) -> Done {
        self.progress.advance();
        let known = self.last.lowered.get(&parsed.facts.path).filter(|_| self.stands);
        if let Some(known) = known.filter(|known| known.hash == parsed.hash)
            && let Some(done) = self.same(id, entry, parsed, known, whole)
        {
            return done;
        }
        let (mut lowered, is_lowered) = self.lower(entry, parsed);
        if lowered.words.is_none() && self.wants_words() {
            lowered.words = Some(Arc::new(words_of_page(&lowered.page, &entry.language)));
        }
        let words = lowered.words.clone();
        let recorder = Recorder::new(self.sink, self.keep);
        let mut found = outputs::write_charts(self.world, entry, &lowered.page, self.pictures, &recorder);
        #[cfg(feature = "png")]
        outputs::write_card(self.world, self.presenter, id, &lowered.page, self.pictures, &recorder);
        let (mut finished, mut is_rendered) = (None, false);
        // The page of a section is part of the section's list.
        if entry.kind != Kind::Index {
            let path = entry.route.file();
            let place = || self.documents.front_place(entry.document, &entry.facts, "template");
            let last = self.last.finished.get(&path);
            let has_hashes = self.keep == Keep::Results;
            finished =
                outputs::write_page(self.presenter, id, &lowered.page, &place, has_hashes, last).take(&mut found);
            if let Some((_, bytes)) = &finished {
                self.sink.put(&path, Arc::clone(bytes));
            }
            is_rendered = is_new(finished.as_ref(), last);
        }
        let mut diagnostics = (*lowered.diagnostics).clone();
        diagnostics.extend(found.iter().cloned());
        lowered.beside = Arc::new((recorder.puts(), found));
        let shows_outside =
            entry.kind == Kind::Index || known.is_none_or(|known| !is_same_outside(&known.page, &lowered.page));
        let finished = finished.filter(|_| self.keep == Keep::Results);
        let (page, kept) = self.left(id, entry, lowered, whole);
        Done { id, page, words, diagnostics, kept, finished, is_lowered, is_rendered, changed: true, shows_outside }
    }

    /// A page that is what it was: its files once more, and nothing else.
    fn same(&self, id: PageId, entry: &Entry, parsed: &Parsed, known: &Lowered, whole: &[PageId]) -> Option<Done> {
        if !known.beside.0.iter().all(|put| put.is_there(self.sink)) {
            return None;
        }
        let finished = if entry.kind == Kind::Index { None } else { self.file_again(&entry.route.file())? };
        known.beside.0.iter().for_each(|put| put.again(self.sink));
        let (mut page, mut words) = (Arc::clone(&known.page), known.words.clone());
        let mut diagnostics = Arc::clone(&known.diagnostics);
        let is_lowered = !self.last.has_bodies && (self.wants_words() || is_wanted(id, entry, whole));
        if is_lowered {
            let report = self.lower_anew(entry, parsed);
            words = self.wants_words().then(|| Arc::new(words_of_page(&report.value, &entry.language)));
            diagnostics = Arc::new(report.diagnostics);
            if is_wanted(id, entry, whole) {
                page = Arc::new(report.value);
            }
        }
        Some(Done {
            id,
            page,
            words,
            diagnostics: diagnostics.iter().chain(&known.beside.1).cloned().collect(),
            kept: Some(known.clone()),
            finished,
            is_lowered,
            is_rendered: false,
            changed: false,
            shows_outside: false,
        })
    }

    /// What is left of a page to the rest of the build, and to the next one. Bodies leave memory as soon as nobody asks for
    /// them again.
    fn left(&self, id: PageId, entry: &Entry, lowered: Lowered, whole: &[PageId]) -> (Arc<Page>, Option<Lowered>) {
        if self.keep == Keep::Results {
            return (Arc::clone(&lowered.page), Some(lowered));
        }
        let left = without_body(&lowered.page, self.ledger);
        let page = if is_wanted(id, entry, whole) { lowered.page } else { Arc::clone(&left) };
        let kept = (self.keep == Keep::Traces).then_some(Lowered { page: left, words: None, ..lowered });
        (page, kept)
    }

    /// Whether the words of bodies are looked up by somebody.
    pub(super) fn wants_words(&self) -> bool {
        self.world.atlas.search.is_some() && self.sink.keeps()
    }

    pub(super) fn lower(&self, entry: &Entry, parsed: &Parsed) -> (Lowered, bool) {
        let asks = self.keep == Keep::Results;
        if asks
            && let Some(known) = self.last.lowered.get(&parsed.facts.path)
            && known.hash == parsed.hash
            && known.answers == lower::answers(&known.page.questions, entry, self.world)
        {
            return (known.clone(), false);
        }
        let report = self.lower_anew(entry, parsed);
        let answers = if asks { lower::answers(&report.value.questions, entry, self.world) } else { parsed.hash };
        (
            Lowered {
                hash: parsed.hash,
                answers,
                page: Arc::new(report.value),
                words: None,
                diagnostics: Arc::new(report.diagnostics),
                beside: Arc::default(),
            },
            true,
        )
    }

    fn lower_anew(&self, entry: &Entry, parsed: &Parsed) -> Report<Page> {
        match self.documents.draft(entry.document, parsed) {
            Ok((source, draft)) => lower::lower(&source, &draft, entry, self.world),
            Err(diagnostic) => Report::new(Page::default(), vec![*diagnostic]),
        }
    }
}

/// Whether the body of a page is asked for when all pages are finished: by the list of its section, or by feeds.
fn is_wanted(id: PageId, entry: &Entry, whole: &[PageId]) -> bool {
    entry.kind == Kind::Index || whole.binary_search(&id).is_ok()
}

/// Whether lists, pages of data and pages of sources show the same of two versions of a page.
fn is_same_outside(before: &Page, after: &Page) -> bool {
    before.references == after.references
        && before.cited == after.cited
        && before.links_to_sources == after.links_to_sources
        && before.uses == after.uses
        && before.mentions == after.mentions
}

/// What checks want to know of a page whose body is finished.
fn without_body(page: &Page, ledger: bool) -> Arc<Page> {
    Arc::new(Page {
        remote_hosts: page.remote_hosts.clone(),
        insecure_hosts: page.insecure_hosts.clone(),
        external: page.external.clone(),
        references: page.references.clone(),
        cited: page.cited.clone(),
        links_to_sources: page.links_to_sources.clone(),
        uses: page.uses.clone(),
        mentions: page.mentions.clone(),
        charts: if ledger { page.charts.clone() } else { Vec::new() },
        ..Page::default()
    })
}
