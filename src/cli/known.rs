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

/// What a build leaves, by its keys.
pub(super) struct Written(Vec<(ContentHash, Vec<u8>)>);

impl<'a> Shelf<'a> {
    /// That of the site at these places. There is none for a program that cannot find itself.
    pub(super) fn of(paths: &SitePaths, cache: &'a dyn Cache) -> Option<Self> {
        let program = format!("{} {:?}", env!("CARGO_PKG_VERSION"), io::program()?);
        let places = [&paths.config, &paths.content, &paths.themes, &paths.output];
        let places = places.map(std::path::absolute).into_iter().collect::<Result<Vec<_>, _>>().ok()?;
        let key = |what: &str| ContentHash::of_value(&(what, &places));
        Some(Self { cache, record: key("the last build"), traces: key("the pages of the last build"), program })
    }

    /// What the cache has at a key, if anything is published that it could be of.
    fn get(&self, key: ContentHash, stage: &Stage) -> Option<Vec<u8>> {
        if stage.replaces_a_site() { self.cache.get(key) } else { None }
    }

    /// What a build would tell, with the number of files and bytes that it would publish, if those are published now.
    pub(super) fn known(&self, input: &Input, options: &Options, stage: &Stage) -> Option<(Outcome, usize, u64)> {
        let record: Record = serde_json::from_slice(&self.get(self.record, stage)?).ok()?;
        let (files, bytes) = stage.is_published(record.published())?;
        Some((record.outcome(input, options, &self.program)?, files, bytes))
    }

    /// What a build may take from the last one, if that is published now.
    pub(super) fn memo(&self, stage: &Stage) -> Option<Memo> {
        let traces = Traces::read(&self.get(self.traces, stage)?, &self.program)?;
        if stage.follows(traces.published()) { traces.memo() } else { None }
    }

    /// What this build was made of and what it told, and its traces, as the cache has them. `published` is the manifest of
    /// what it publishes.
    pub(super) fn written(&self, input: &Input, outcome: &Outcome, published: ContentHash) -> Written {
        let record = Record::new(input, &self.program, outcome, published);
        let record = record.and_then(|record| serde_json::to_vec(&record).ok());
        let traces = Traces::bytes(&outcome.memo, &self.program, published);
        let written = [(self.record, record), (self.traces, traces)];
        Written(written.into_iter().filter_map(|(key, bytes)| Some((key, bytes?))).collect())
    }

    /// Keeps that, once the site is published.
    pub(super) fn keep(&self, written: &Written) {
        written.0.iter().for_each(|(key, bytes)| self.cache.put(*key, bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::NamedPaths;

    #[derive(Debug)]
    struct NotAsked;

    impl Cache for NotAsked {
        fn get(&self, _: ContentHash) -> Option<Vec<u8>> {
            panic!("nothing that it has can be of use");
        }

        fn put(&self, _: ContentHash, _: &[u8]) {}
    }

    #[test]
    fn where_nothing_is_published_the_cache_is_not_asked() {
        let root = tempfile::tempdir().unwrap();
        let paths = SitePaths::new(root.path(), NamedPaths::default());
        let stage = Stage::begin(&paths.output).unwrap();
        let shelf = Shelf::of(&paths, &NotAsked).unwrap();
        let options = Options::at("2026-01-01T00:00:00Z".parse().unwrap());
        assert!(shelf.known(&Input::default(), &options, &stage).is_none());
        assert!(shelf.memo(&stage).is_none());
    }
}
