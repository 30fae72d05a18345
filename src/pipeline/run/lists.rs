//! The pages that are made of others: lists, and those of datasets and of sources.

use super::{Run, is_new};
use crate::base::Diagnostics;
use crate::lower::Page;
use crate::outputs::{self, Job};
use crate::pipeline::memo::{self, Memo};
use crate::pipeline::{AT_MOST, Keep};
use crate::site::PageId;
use crate::theme::{ListSource, Uses};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What one list leaves.
struct List {
    path: String,
    finished: Option<memo::Finished>,
    is_rendered: bool,
    /// Whether it was made, or asked whether it is what it was.
    is_looked_at: bool,
    diagnostics: Diagnostics,
}

impl Run<'_> {
    /// Renders every page of every list, and the pages of datasets and of sources.
    pub(in crate::pipeline) fn lists(
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
        let made = self.by_time(jobs).into_par_iter().with_max_len(AT_MOST).map(|at| (at, make(&jobs[at])));
        let mut results: Vec<(usize, List)> = made.collect();
        results.sort_unstable_by_key(|(at, _)| *at);
        for (_, list) in results {
            memo.counts.looked_at += usize::from(list.is_looked_at);
            memo.counts.rendered += usize::from(list.is_rendered);
            if self.keep != Keep::Nothing && !list.diagnostics.is_empty() {
                memo.found_in.insert(list.path.clone());
            }
            diagnostics.extend(list.diagnostics);
            memo.finished.extend(list.finished.map(|finished| (list.path, finished)));
        }
    }

    /// The places of jobs, in the order in which they are made: those that show briefs of one time one after another. A brief
    /// stands in the lists of its section, its tags and its authors, and its card is then still there.
    fn by_time(&self, jobs: &[Job]) -> Vec<usize> {
        let atlas = self.world.atlas;
        let mut rank = vec![u32::MAX; atlas.entries.len()];
        (0..).zip(&atlas.briefs).for_each(|(at, id)| rank[id.0 as usize] = at);
        let newest = |job: &Job| match *job {
            Job::Briefs(list, page) => self.presenter.shown_on(list, page).first().map(|id| rank[id.0 as usize]),
            _ => None,
        };
        let mut order: Vec<(Option<u32>, usize)> = jobs.iter().map(newest).zip(0..).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, at)| at).collect()
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
}
