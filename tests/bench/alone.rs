//! Lowering, templates and writing, each alone: what comes before a stage is made first, by the library's own steps.

use crate::stages::{build, shortest, show};
use expound::base::tree::{MemorySink, Sink};
use expound::base::{Place, Source};
use expound::config::{self, Config};
use expound::data::Shelf;
use expound::doc::Draft;
use expound::io::Stage;
use expound::lower::{self, World};
use expound::outputs;
use expound::parse::{self, ParseOptions};
use expound::picture::Pictures;
use expound::pipeline::Progress;
use expound::pipeline::input::Input;
use expound::site::{self, Atlas, Clock, Facts, Kind, Surroundings};
use expound::sources::Library;
use expound::theme::{self, Presenter};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// Prints the shortest of several runs of each.
pub(crate) fn print(input: &Input, site: &Path, runs: usize) {
    lower_and_present(input, runs);
    write(input, site, runs);
}

fn lower_and_present(input: &Input, runs: usize) {
    let config = input.config.as_ref().map(|source| config::read(source).value).unwrap_or_default();
    let theme = theme::load(&input.theme_files, &config, &|_| Place::file("expound.yaml")).value;
    let options = ParseOptions::of(&config);
    let drafts: Vec<(Arc<Source>, Draft)> = input
        .documents
        .par_iter()
        .map(|document| {
            let source = document.source(&input.disk).expect("a generated corpus is text");
            let draft = parse::parse(&source, &options).value;
            (source, draft)
        })
        .collect();
    let atlas = atlas(&config, &drafts);
    // A corpus has neither sources nor tables nor pictures of its own.
    let (library, tables, pictures) = (Library::default(), Shelf::default(), Pictures::default());
    let world = World {
        config: &config,
        atlas: &atlas,
        library: &library,
        tables: &tables,
        pictures: &pictures,
        font: &theme.font.metrics,
        lists_numbers: false,
        cards: false,
        external: false,
        columns: theme.columns(),
        measure: theme.measure(),
    };
    let lower = || {
        let pages = atlas.entries.par_iter().map(|entry| {
            let (source, draft) = &drafts[entry.document];
            lower::lower(source, draft, entry, world).value
        });
        pages.collect::<Vec<_>>()
    };
    show("lower", shortest(runs, lower));
    let feeds = outputs::feeds_of_site(&config);
    let presenter = Presenter::new(world, &theme, &feeds);
    let pages = lower();
    let present = || {
        let ids: Vec<_> = atlas.pages().filter(|(_, entry)| entry.kind != Kind::Index).map(|(id, _)| id).collect();
        let files = ids.par_iter().map(|id| {
            let place = || Place::file("expound.yaml");
            outputs::write_page(&presenter, *id, &pages[id.0 as usize], &place, false, None).value
        });
        files.collect::<Vec<_>>()
    };
    show("templates of pages", shortest(runs, present));
}

/// What others may ask of all documents.
fn atlas(config: &Config, drafts: &[(Arc<Source>, Draft)]) -> Atlas {
    let facts: Vec<Arc<Facts>> = drafts.iter().map(|(source, draft)| Arc::new(site::facts(source, draft))).collect();
    let now = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let made: Vec<&str> = outputs::feeds_of_site(config).iter().map(|(file, ..)| *file).collect();
    let around = Surroundings {
        config,
        clock: Clock { now, timezone: config.timezone, preview: false },
        files: &[],
        place: &|document, _| Place::file(&facts[document].path),
        file_place: &|_| Place::file("content"),
        settings: &Place::file("expound.yaml"),
        made: &made,
        fixed: &outputs::fixed_files(config),
        datasets: &[],
        shows_data: false,
        cards: false,
        archives: outputs::shows_archives(config),
        sources: &[],
        search: outputs::search_files(config),
    };
    site::atlas(&facts, &around).value
}

/// Puts the files of a whole build into a folder beside `site`, where nothing is published that they could be linked to.
fn write(input: &Input, site: &Path, runs: usize) {
    let sink = MemorySink::default();
    build(input, &sink, &Progress::default());
    let (tree, copies) = sink.into_parts();
    let files: Vec<(&String, Arc<Vec<u8>>)> =
        tree.files.iter().map(|(path, file)| (path, Arc::clone(&file.bytes))).collect();
    let output = site.with_file_name("written");
    let write = || {
        let stage = Stage::begin(&output).expect("the folder can be written to");
        files.par_iter().for_each(|(path, bytes)| stage.put(path, Arc::clone(bytes)));
        copies.iter().for_each(|(path, from)| stage.copy(path, from));
        stage.finish().expect("a disk with room")
    };
    show(&format!("write {} files, unpublished", files.len() + copies.len()), shortest(runs, write));
}
