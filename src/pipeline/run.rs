//! The stages that write: pages, lists, all other outputs. Each file goes to the sink as soon as it is finished.

mod early;

use super::Keep;
use super::drafts::Documents;
use super::input::Input;
use super::memo::{self, Lowered, Memo, Parsed};
use super::progress::Progress;
use super::recorder::{Put, Recorder};
use crate::base::tree::Sink;
use crate::base::{Diagnostics, Report};
use crate::lower::{self, Page, World};
use crate::outputs::search::{Words, words_of_page};
use crate::outputs::{self, Job, Pictures, Shows};
use crate::site::{Entry, Kind, PageId};
use crate::theme::{ListSource, Presenter, Theme, Uses};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What these stages share.
pub(super) struct Run<'a> {
    pub(super) input: &'a Input,
    pub(super) documents: &'a Documents<'a>,
    pub(super) keep: Keep,
    /// Whether pages of texts that did not change are what they were, without asking.
    pub(super) stands: bool,
    /// Whether the data of charts is wanted when all pages are finished.
    pub(super) ledger: bool,
    pub(super) last: &'a Memo,
    pub(super) sink: &'a dyn Sink,
    pub(super) progress: &'a Progress,
    pub(super) world: World<'a>,
    pub(super) presenter: &'a Presenter<'a>,
    pub(super) theme: &'a Theme,
    pub(super) pictures: Pictures<'a>,
}

/// The finished pages, in order.
type Pages = Vec<(PageId, Arc<Page>)>;

/// The words that the body of each page is found by.
type WordsOfPages = FxHashMap<PageId, Arc<Words>>;

/// What one page leaves.
struct Done {
    id: PageId,
    page: Arc<Page>,
    words: Option<Arc<Words>>,
    diagnostics: Diagnostics,
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
    pub(super) fn pages(
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
            .map(|(id, parsed)| self.page(id, self.world.atlas.entry(id), &parsed, &whole))
            .collect();
        let mut pages = Vec::with_capacity(results.len());
        let mut words = FxHashMap::default();
        let mut changed = self.stands.then(FxHashSet::default);
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

    fn page(&self, id: PageId, entry: &Entry, parsed: &Parsed, whole: &[PageId]) -> Done {
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

    /// Publishes once more what the last build made at a path, if it is there. A build in the same process has its bytes.
    fn file_again(&self, path: &str) -> Option<Option<memo::Finished>> {
        if let Some(last) = self.last.finished.get(path) {
            self.sink.put(path, Arc::clone(&last.1));
            return Some(Some(last.clone()));
        }
        let is_there = !self.last.has_bodies && self.sink.has(path);
        is_there.then(|| self.sink.again(path)).map(|()| None)
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
    fn wants_words(&self) -> bool {
        self.world.atlas.search.is_some() && self.sink.keeps()
    }

    fn lower(&self, entry: &Entry, parsed: &Parsed) -> (Lowered, bool) {
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

    /// Renders every page of every list, and the pages of datasets and of sources.
    pub(super) fn lists(
        &self,
        jobs: &[Job],
        pages: &[(PageId, Arc<Page>)],
        uses: &Uses,
        changed: Option<&FxHashSet<PageId>>,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) {
        let same = |job: &Job| {
            let path = job.route(self.presenter, self.world.atlas).file();
            if self.last.found_in.contains(&path) {
                return None;
            }
            let finished = self.file_again(&path)?;
            Some(List { path, finished, is_rendered: false, is_looked_at: false, diagnostics: Diagnostics::new() })
        };
        let make = |job: &Job| changed.and_then(|_| same(job)).unwrap_or_else(|| self.list(*job, pages, uses));
        let results: Vec<List> = jobs.par_iter().map(make).collect();
        for list in results {
            memo.counts.looked_at += usize::from(list.is_looked_at);
            memo.counts.rendered += usize::from(list.is_rendered);
            if self.keep != Keep::Nothing && !list.diagnostics.is_empty() {
                memo.found_in.insert(list.path.clone());
            }
            diagnostics.extend(list.diagnostics);
            memo.finished.extend(list.finished.map(|finished| (list.path, finished)));
        }
    }

    fn list(&self, job: Job, pages: &[(PageId, Arc<Page>)], uses: &Uses) -> List {
        self.progress.advance();
        let mut diagnostics = Diagnostics::new();
        let index = match job {
            Job::Briefs(ListSource::Section(section), _) => self.world.atlas.section(section).index,
            _ => None,
        };
        let template = match (index, job) {
            (Some(id), _) => {
                let entry = self.world.atlas.entry(id);
                let place = || self.documents.front_place(entry.document, &entry.facts, "template");
                self.presenter.template_of(entry, &place).take(&mut diagnostics)
            }
            (None, Job::Briefs(ListSource::Section(id), _)) if self.world.atlas.section(id).parent.is_none() => {
                "home.html".to_owned()
            }
            (None, Job::Briefs(ListSource::Section(_), _)) => "section.html".to_owned(),
            (None, Job::Briefs(ListSource::Term(_), _)) => "term.html".to_owned(),
            (None, Job::Terms(_)) => "taxonomy.html".to_owned(),
            (None, Job::Archive(..)) => "archive.html".to_owned(),
            (None, Job::Datasets) => "datasets.html".to_owned(),
            (None, Job::Dataset(_)) => "dataset.html".to_owned(),
            (None, Job::Disputed) => "disputed.html".to_owned(),
            (None, Job::Sources) => "sources.html".to_owned(),
            (None, Job::Source(_)) => "source.html".to_owned(),
            (None, Job::Search) => "search.html".to_owned(),
        };
        let at = index.and_then(|id| pages.binary_search_by_key(&id, |(id, _)| *id).ok());
        let own = at.map(|at| &*pages[at].1);
        let path = job.route(self.presenter, self.world.atlas).file();
        let last = self.last.finished.get(&path);
        let has_hashes = self.keep == Keep::Results;
        let finished =
            outputs::list_job(self.presenter, job, &template, own, uses, has_hashes, last).take(&mut diagnostics);
        if let Some((_, bytes)) = &finished {
            self.sink.put(&path, Arc::clone(bytes));
        }
        let is_rendered = is_new(finished.as_ref(), last);
        // A finished list leaves memory, unless the next build asks for it.
        List { path, finished: finished.filter(|_| has_hashes), is_rendered, is_looked_at: true, diagnostics }
    }

    /// Makes everything else.
    pub(super) fn outputs(
        &self,
        pages: &[(PageId, Arc<Page>)],
        uses: &Uses,
        words: &WordsOfPages,
        changed: Option<&FxHashSet<PageId>>,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) {
        let files: Vec<PathBuf> = self.input.files.iter().map(|file| file.disk.clone()).collect();
        let with_body = pages.iter().filter(|(_, page)| !page.content.is_empty());
        let bodies: FxHashMap<PageId, Arc<Page>> = with_body.map(|(id, page)| (*id, Arc::clone(page))).collect();
        let remote_hosts = pages.iter().flat_map(|(_, page)| page.remote_hosts.iter().map(|(host, _)| host.clone()));
        let remote_hosts: BTreeSet<String> = remote_hosts.collect();
        // What found something may find it again.
        let changed = changed.filter(|_| !self.last.found_by_outputs);
        let site = outputs::Finished {
            world: self.world,
            presenter: self.presenter,
            theme: self.theme,
            files: &files,
            bodies: &bodies,
            uses,
            words,
            remote_hosts: &remote_hosts,
            changed,
            sink: self.sink,
        };
        let all: Vec<&outputs::Output> = outputs::of_site(self.world.config).collect();
        let make = |output: &&outputs::Output| {
            self.progress.advance();
            self.output(output, site)
        };
        let results: Vec<(Vec<Put>, Diagnostics)> = all.par_iter().map(make).collect();
        for (output, (puts, found)) in all.iter().zip(results) {
            memo.found_by_outputs |= !found.is_empty();
            diagnostics.extend(found);
            if self.keep != Keep::Nothing {
                memo.outputs.insert(output.name, puts);
            }
        }
    }

    /// One output, or as much of it as an edit of bodies changed.
    fn output(&self, output: &outputs::Output, site: outputs::Finished<'_>) -> (Vec<Put>, Diagnostics) {
        let last = self.last.outputs.get(output.name).map(Vec::as_slice).unwrap_or_default();
        let changed = site.changed.filter(|_| last.iter().all(|put| put.is_there(self.sink)));
        let is_same = changed.is_some_and(|changed| changed.is_empty() || output.shows == Shows::Facts);
        if is_same {
            last.iter().for_each(|put| put.again(self.sink));
            return (last.to_vec(), Diagnostics::new());
        }
        let recorder = Recorder::new(self.sink, self.keep);
        let found = (output.make)(&outputs::Finished { sink: &recorder, changed, ..site });
        let mut puts = recorder.puts();
        if changed.is_some() && output.shows == Shows::Bodies {
            // Only those feeds were made that show a body which changed.
            let made: FxHashSet<Arc<str>> = puts.iter().map(|put| Arc::clone(put.path())).collect();
            let others: Vec<Put> = last.iter().filter(|put| !made.contains(put.path())).cloned().collect();
            others.iter().for_each(|put| put.again(self.sink));
            puts.extend(others);
        }
        (puts, found)
    }
}

/// What one list leaves.
struct List {
    path: String,
    finished: Option<memo::Finished>,
    is_rendered: bool,
    /// Whether it was made, or asked whether it is what it was.
    is_looked_at: bool,
    diagnostics: Diagnostics,
}

/// Whether a file was made anew.
fn is_new(finished: Option<&memo::Finished>, last: Option<&memo::Finished>) -> bool {
    finished.is_some_and(|finished| last.is_none_or(|last| !Arc::ptr_eq(&last.1, &finished.1)))
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
