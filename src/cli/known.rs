//! What the last build of a site left in the cache of the user: its record, and the traces of its pages.

use crate::base::ContentHash;
use crate::base::cache::Cache;
use crate::io::{self, SitePaths, Stage};
use crate::pipeline::input::Input;
use crate::pipeline::record::Record;
use crate::pipeline::traces::Traces;
use crate::pipeline::{Memo, Options, Outcome};

/// Where those of one site are kept.
pub(super) struct Shelf<'a> {
    cache: &'a dyn Cache,
    record: ContentHash,
    traces: ContentHash,
    /// Tells this program from another that calls itself the same.
    program: String,
}

impl<'a> Shelf<'a> {
    /// That of the site at these places. There is none for a program that cannot find itself.
    pub(super) fn of(paths: &SitePaths, cache: &'a dyn Cache) -> Option<Self> {
        let program = format!("{} {:?}", env!("CARGO_PKG_VERSION"), io::program()?);
        let places = [&paths.config, &paths.content, &paths.themes, &paths.output];
        let places = places.map(std::path::absolute).into_iter().collect::<Result<Vec<_>, _>>().ok()?;
        let key = |what: &str| ContentHash::of_value(&(what, &places));
        Some(Self { cache, record: key("the last build"), traces: key("the pages of the last build"), program })
    }

    /// What a build would tell, with the number of files and bytes that it would publish, if those are published now.
    pub(super) fn known(&self, input: &Input, options: &Options, stage: &Stage) -> Option<(Outcome, usize, u64)> {
        let record: Record = serde_json::from_slice(&self.cache.get(self.record)?).ok()?;
        let (files, bytes) = stage.is_published(record.published())?;
        Some((record.outcome(input, options, &self.program)?, files, bytes))
    }

    /// What a build may take from the last one, if that is published now.
    pub(super) fn memo(&self, stage: &Stage) -> Option<Memo> {
        let traces = Traces::read(&self.cache.get(self.traces)?, &self.program)?;
        if stage.follows(traces.published()) { traces.memo() } else { None }
    }

    /// Keeps what this build was made of and what it told. `published` is the manifest of what it published.
    pub(super) fn keep(&self, input: &Input, outcome: &Outcome, published: ContentHash) {
        let record = Record::new(input, &self.program, outcome, published);
        if let Some(bytes) = record.and_then(|record| serde_json::to_vec(&record).ok()) {
            self.cache.put(self.record, &bytes);
        }
        if let Some(bytes) = Traces::bytes(&outcome.memo, &self.program, published) {
            self.cache.put(self.traces, &bytes);
        }
    }
}
