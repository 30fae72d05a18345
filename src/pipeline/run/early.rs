//! The pages that somebody looks at, before all others. They are made of the same things by the same means, so their bytes
//! are those that the build ends with; it makes them once more, and knows nothing of this.

use super::Run;
use super::pages::Done;
use crate::base::{Diagnostics, Severity};
use crate::lower::Page;
use crate::outputs::{self, Job, Shows};
use crate::pipeline::memo::{Memo, Parsed};
use crate::pipeline::weigh::Weights;
use crate::site::{Entry, Kind, PageId};
use crate::theme::{ListSource, Uses};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Run<'_> {
    /// Makes the pages that the sink names, and what a browser needs to show them, and tells the sink. Where only changed
    /// texts are made again, all pages are there as soon; a build that has found errors will show nothing.
    pub(in crate::pipeline) fn early(&self, parsed: &[Parsed], found: &Diagnostics, weights: &Weights) {
        let wanted: FxHashSet<String> = self.sink.looked_at().into_iter().collect();
        if self.stands || wanted.is_empty() || self.has_errors(weights.weigh(found.clone())) {
            return;
        }
        let mut found = Diagnostics::new();
        let is_made = self.early_pages(&wanted, parsed, &mut found) | self.early_lists(&wanted, parsed, &mut found);
        if self.has_errors(weights.weigh(found)) || !is_made {
            return;
        }
        let site = outputs::Finished {
            world: self.world,
            presenter: self.presenter,
            theme: self.theme,
            files: &self.input.files.iter().map(|file| file.disk.clone()).collect::<Vec<_>>(),
            bodies: &FxHashMap::default(),
            uses: &Uses::default(),
            words: &FxHashMap::default(),
            remote_hosts: &BTreeSet::new(),
            changed: None,
            sink: self.sink,
        };
        let loaded = outputs::of_site(self.world.config).filter(|output| output.shows == Shows::Nothing);
        let found = loaded.flat_map(|output| (output.make)(&site)).collect();
        if !self.has_errors(weights.weigh(found)) {
            self.sink.made_first();
        }
    }

    /// Whether there are errors; then the sink is told of them.
    fn has_errors(&self, mut weighed: Diagnostics) -> bool {
        weighed.retain(|found| found.severity == Severity::Error);
        if !weighed.is_empty() {
            self.sink.found_first(&weighed);
        }
        !weighed.is_empty()
    }

    /// Tells the sink that the pages of changed texts are there, where more is to follow than is made in a moment: lists that
    /// show something of them, or the index of the search.
    pub(in crate::pipeline) fn after_pages(
        &self,
        changed: Option<&FxHashSet<PageId>>,
        found: &Diagnostics,
        weights: &Weights,
    ) {
        let follows = changed.is_none_or(|changed| !changed.is_empty() && self.wants_words());
        if self.stands && follows && !self.sink.looked_at().is_empty() && !self.has_errors(weights.weigh(found.clone()))
        {
            self.sink.made_first();
        }
    }

    /// Makes those that the author wrote; says whether there are any.
    fn early_pages(&self, wanted: &FxHashSet<String>, parsed: &[Parsed], found: &mut Diagnostics) -> bool {
        let is_wanted = |entry: &Entry| entry.kind != Kind::Index && wanted.contains(&entry.route.file());
        let all: Vec<PageId> =
            self.world.atlas.pages().filter(|(_, entry)| is_wanted(entry)).map(|(id, _)| id).collect();
        let made: Vec<Done> = all.par_iter().map(|id| self.early_page(*id, parsed)).collect();
        found.extend(made.into_iter().flat_map(|done| done.diagnostics));
        !all.is_empty()
    }

    fn early_page(&self, id: PageId, parsed: &[Parsed]) -> Done {
        let entry = self.world.atlas.entry(id);
        self.page(id, entry, &parsed[entry.document], &[])
    }

    /// Makes those that are made of others; says whether there are any.
    fn early_lists(&self, wanted: &FxHashSet<String>, parsed: &[Parsed], found: &mut Diagnostics) -> bool {
        let atlas = self.world.atlas;
        let is_wanted = |job: &Job| wanted.contains(&job.route(self.presenter, atlas).file());
        // What the search page asks for is made last.
        let of = |uses: &Uses| -> Vec<Job> {
            let all = Job::all(self.presenter, atlas, uses).into_iter();
            all.filter(|job| *job != Job::Search && is_wanted(job)).collect()
        };
        let shows_uses = |job: &Job| matches!(job, Job::Datasets | Job::Dataset(_) | Job::Disputed | Job::Sources);
        let mut uses = Uses::default();
        let mut jobs = of(&uses);
        let pages = if jobs.iter().any(shows_uses)
            || atlas.sources.sources.iter().any(|(_, route)| wanted.contains(&route.file()))
        {
            // What all pages take from datasets and sources is known when all of them are lowered.
            let lower = |(id, entry): (PageId, &Entry)| (id, self.lower(entry, &parsed[entry.document]).0);
            let lowered: Vec<_> = atlas.pages().collect::<Vec<_>>().into_par_iter().map(lower).collect();
            found.extend(lowered.iter().flat_map(|(_, lowered)| lowered.diagnostics.iter().cloned()));
            let pages: Vec<(PageId, Arc<Page>)> = lowered.into_iter().map(|(id, lowered)| (id, lowered.page)).collect();
            uses = Uses::of(&pages, self.world);
            jobs = of(&uses);
            pages
        } else {
            let index = |job: &Job| match job {
                Job::Briefs(ListSource::Section(section), _) => atlas.section(*section).index,
                _ => None,
            };
            // In their order, each once.
            let own: BTreeSet<PageId> = jobs.iter().filter_map(index).collect();
            let make = |id| {
                let done = self.early_page(id, parsed);
                found.extend(done.diagnostics);
                (id, done.page)
            };
            own.into_iter().map(make).collect()
        };
        self.lists(&jobs, &pages, &uses, None, &mut Memo::default(), found);
        !jobs.is_empty()
    }
}
