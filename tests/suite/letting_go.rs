//! A build that lets texts and drafts go, and reads them once more, publishes the same; what changed in between is told.

use crate::harness::{Scratch, here, now};
use expound::base::cache::NoCache;
use expound::base::files::{Disk, Files};
use expound::base::tree::MemorySink;
use expound::base::{ContentHash, Diagnostic, Source};
use expound::io::{self, NamedPaths, SitePaths};
use expound::pipeline::input::{Document, Input};
use expound::pipeline::{self, Memo, Options, Progress};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn build(input: &Input, held: u64) -> (BTreeMap<String, ContentHash>, Vec<Diagnostic>) {
    let options = Options { held, ..Options::at(now()) };
    let sink = MemorySink::default();
    let outcome = pipeline::build(input, Vec::new(), &options, &Memo::default(), &sink, &NoCache, &Progress::default());
    let files = sink.into_parts().0.files.into_iter().map(|(path, file)| (path, file.hash()));
    (files.collect(), outcome.diagnostics)
}

#[test]
fn a_site_that_does_not_fit_into_memory_is_the_same_site() {
    let input = io::read(&SitePaths::new(&here(""), NamedPaths::default())).unwrap().value;
    let (held, let_go) = (build(&input, u64::MAX), build(&input, 0));
    assert!(held.0.len() > 100, "{} files", held.0.len());
    assert_eq!(held, let_go);
    assert_eq!(held, build(&input, 20_000));
}

/// A disk on which somebody saves the one file between two readings.
#[derive(Debug, Default)]
struct Saved(AtomicUsize);

impl Files for Saved {
    fn open(&self, _: &Path) -> std::io::Result<Box<dyn Read>> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    fn source(&self, _: &Path, path: &Arc<str>, shown: &Arc<str>) -> Result<Source, Box<Diagnostic>> {
        let reading = self.0.fetch_add(1, Ordering::Relaxed);
        Ok(Source { path: Arc::clone(path), shown: Arc::clone(shown), text: format!("Reading {reading}.") })
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_an_error() {
    let document = Document::on_disk("a.md".into(), "content/a.md".into(), None, "a.md".into());
    let input = || Input { documents: vec![document.clone()], disk: Disk::new(Saved::default()), ..Input::default() };
    assert_eq!(build(&input(), u64::MAX).1, []);
    // A file whose length is not known is held, whatever it has.
    let beside = Document::from(Source::new("b.md", "Held in memory, and too long."));
    let input = Input { documents: vec![beside, document.clone()], ..input() };
    let found = build(&input, 10).1;
    let [changed] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(changed.message, "this file was changed while the site was being built");
    assert_eq!(&*changed.place.file, "content/a.md");
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_an_error() {
    let site =
        Scratch::new(&[("content/a.md", "Words.\n"), ("content/b.md", "Words.\n"), ("content/c.md", "Words.\n")]);
    let input = io::read(&SitePaths::new(site.path(), NamedPaths::default())).unwrap().value;
    std::fs::remove_file(site.path().join("content/b.md")).unwrap();
    for held in [0, u64::MAX] {
        let found = build(&input, held).1;
        let [gone] = found.as_slice() else { panic!("{found:?}") };
        assert!(gone.place.file.ends_with("content/b.md"), "{gone:?}");
        assert!(gone.message.starts_with("this could not be read: No such file"), "{gone:?}");
    }
}
