//! The stages that write: pages, lists, all other outputs. Each file goes to the sink as soon as it is finished.

use super::drafts::Documents;
use super::input::Input;
use super::memo::{self, Lowered, Memo, Parsed};
use super::progress::Progress;
use crate::base::tree::Sink;
use crate::base::{Diagnostics, Report};
use crate::lower::{self, Page, World};
use crate::outputs::search::{Words, words_of_page};
use crate::outputs::{self, Job, Pictures};
use crate::site::{Entry, Kind, PageId};
use crate::theme::{ListSource, Presenter, Theme, Uses};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What these stages share.
pub(super) struct Run<'a> {
    pub(super) input: &'a Input,
    pub(super) documents: &'a Documents<'a>,
    pub(super) keep: bool,
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
    kept: Option<(Lowered, bool, Option<memo::Finished>)>,
}

impl Run<'_> {
    /// Lowers and renders every page of the author's. Also gives the words that each body is found by, where there is a
    /// search page.
    pub(super) fn pages(
        &self,
        parsed: Vec<Parsed>,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) -> (Pages, WordsOfPages) {
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
        for done in results {
            diagnostics.extend(done.diagnostics);
            if let Some((lowered, is_new, finished)) = done.kept {
                let entry = self.world.atlas.entry(done.id);
                memo.counts.lowered += usize::from(is_new);
                memo.lowered.insert(Arc::clone(&entry.facts.path), lowered);
                self.remember(memo, entry.route.file(), finished);
            }
            words.extend(done.words.map(|words| (done.id, words)));
            pages.push((done.id, done.page));
        }
        (pages, words)
    }

    fn page(&self, id: PageId, entry: &Entry, parsed: &Parsed, whole: &[PageId]) -> Done {
        self.progress.advance();
        let (mut lowered, is_new) = self.lower(entry, parsed);
        if lowered.words.is_none() && self.world.atlas.search.is_some() && self.sink.keeps() {
            lowered.words = Some(Arc::new(words_of_page(&lowered.page, &entry.language)));
        }
        let words = lowered.words.clone();
        let mut diagnostics = (*lowered.diagnostics).clone();
        let mut finished = None;
        diagnostics.extend(outputs::write_charts(self.world, entry, &lowered.page, self.pictures, self.sink));
        #[cfg(feature = "png")]
        outputs::write_card(self.world, self.presenter, id, &lowered.page, self.pictures, self.sink);
        // The page of a section is part of the section's list.
        if entry.kind != Kind::Index {
            let path = entry.route.file();
            let place = || self.documents.front_place(entry.document, &entry.facts, "template");
            let last = self.last.finished.get(&path);
            finished =
                outputs::write_page(self.presenter, id, &lowered.page, &place, self.keep, last).take(&mut diagnostics);
            if let Some((_, bytes)) = &finished {
                self.sink.put(&path, Arc::clone(bytes));
            }
        }
        let kept = self.keep.then(|| (lowered.clone(), is_new, finished));
        // Bodies leave memory as soon as nobody asks for them again.
        let needed = entry.kind == Kind::Index || whole.binary_search(&id).is_ok();
        let page = if needed { lowered.page } else { without_body(&lowered.page, self.ledger) };
        Done { id, page, words, diagnostics, kept }
    }

    fn lower(&self, entry: &Entry, parsed: &Parsed) -> (Lowered, bool) {
        if self.keep
            && let Some(known) = self.last.lowered.get(&parsed.facts.path)
            && known.hash == parsed.hash
            && known.answers == lower::answers(&known.page.questions, entry, self.world)
        {
            return (known.clone(), false);
        }
        let report = match self.documents.draft(entry.document, parsed) {
            Ok((source, draft)) => lower::lower(&source, &draft, entry, self.world),
            Err(diagnostic) => Report::new(Page::default(), vec![*diagnostic]),
        };
        let answers = if self.keep { lower::answers(&report.value.questions, entry, self.world) } else { parsed.hash };
        (
            Lowered {
                hash: parsed.hash,
                answers,
                page: Arc::new(report.value),
                words: None,
                diagnostics: Arc::new(report.diagnostics),
            },
            true,
        )
    }

    fn remember(&self, memo: &mut Memo, path: String, finished: Option<memo::Finished>) {
        let Some(finished) = finished else { return };
        let is_same = self.last.finished.get(&path).is_some_and(|last| Arc::ptr_eq(&last.1, &finished.1));
        memo.counts.rendered += usize::from(!is_same);
        memo.finished.insert(path, finished);
    }

    /// Renders every page of every list, and the pages of datasets and of sources.
    pub(super) fn lists(
        &self,
        jobs: &[Job],
        pages: &[(PageId, Arc<Page>)],
        uses: &Uses,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) {
        let results: Vec<_> = jobs.par_iter().map(|job| self.list(*job, pages, uses)).collect();
        for (path, finished, found) in results {
            diagnostics.extend(found);
            self.remember(memo, path, finished.filter(|_| self.keep));
        }
    }

    fn list(
        &self,
        job: Job,
        pages: &[(PageId, Arc<Page>)],
        uses: &Uses,
    ) -> (String, Option<memo::Finished>, Diagnostics) {
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
        let finished =
            outputs::list_job(self.presenter, job, &template, own, uses, self.keep, last).take(&mut diagnostics);
        if let Some((_, bytes)) = &finished {
            self.sink.put(&path, Arc::clone(bytes));
        }
        (path, finished, diagnostics)
    }

    /// Makes everything else.
    pub(super) fn outputs(
        &self,
        pages: &[(PageId, Arc<Page>)],
        uses: &Uses,
        words: &WordsOfPages,
        diagnostics: &mut Diagnostics,
    ) {
        let files: Vec<PathBuf> = self.input.files.iter().map(|file| file.disk.clone()).collect();
        let with_body = pages.iter().filter(|(_, page)| !page.content.is_empty());
        let bodies: FxHashMap<PageId, Arc<Page>> = with_body.map(|(id, page)| (*id, Arc::clone(page))).collect();
        let site = outputs::Finished {
            world: self.world,
            presenter: self.presenter,
            theme: self.theme,
            files: &files,
            bodies: &bodies,
            uses,
            words,
            sink: self.sink,
        };
        let all: Vec<&outputs::Output> = outputs::of_site(self.world.config).collect();
        let make = |output: &&outputs::Output| {
            self.progress.advance();
            (output.make)(&site)
        };
        let results: Vec<Diagnostics> = all.par_iter().map(make).collect();
        diagnostics.extend(results.into_iter().flatten());
    }
}

/// What checks want to know of a page whose body is finished.
fn without_body(page: &Page, ledger: bool) -> Arc<Page> {
    Arc::new(Page {
        remote_hosts: page.remote_hosts.clone(),
        insecure_hosts: page.insecure_hosts.clone(),
        references: page.references.clone(),
        cited: page.cited.clone(),
        links_to_sources: page.links_to_sources.clone(),
        uses: page.uses.clone(),
        mentions: page.mentions.clone(),
        charts: if ledger { page.charts.clone() } else { Vec::new() },
        ..Page::default()
    })
}
