//! The stages one by one, inside this process and without writing: where the time of a build goes.

use expound::base::cache::NoCache;
use expound::base::tree::{MemorySink, NoSink, Sink};
use expound::config::Config;
use expound::io::{self, NamedPaths, SitePaths};
use expound::parse::{self, ParseOptions};
use expound::pipeline::input::{Document, Input};
use expound::pipeline::{self, Memo, Options, Progress, Step};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Prints the shortest of several runs of each stage.
pub(crate) fn print(site: &Path, runs: usize) {
    let paths = SitePaths::new(site, NamedPaths::default());
    let read = || io::read(&paths).expect("a generated corpus can be read");
    let input = read().value;
    println!("stages, shortest of {runs} runs, {} threads:", rayon::current_num_threads());
    show("list files", shortest(runs, read));
    let options = ParseOptions::of(&Config::default());
    let parse_one = |document: &Document| {
        let source = document.source(&input.disk).expect("a generated corpus is text");
        parse::parse(&source, &options)
    };
    let parse = || input.documents.par_iter().map(parse_one).collect::<Vec<_>>();
    show("read and parse", shortest(runs, parse));
    highlighting(&input, runs);
    crate::alone::print(&input, site, runs);
    let whole = shortest(runs, || build(&input, &NoSink, &Progress::default()));
    show("whole build, nothing kept", whole);
    show("whole build, into memory", shortest(runs, || build(&input, &MemorySink::default(), &Progress::default())));
    for (step, name) in [
        (Step::Reading, "of it: parse, theme, atlas"),
        (Step::Pages, "of it: pages"),
        (Step::Lists, "of it: lists"),
        (Step::Outputs, "of it: feeds, sitemap, the rest, checks"),
    ] {
        let took = (0..runs).map(|_| in_step(&input, step)).min();
        show(name, took.unwrap_or_default());
    }
}

/// What one block of code costs, where there are any. No two are alike.
fn highlighting(input: &Input, runs: usize) {
    let sources: Vec<_> = input.documents.iter().filter_map(|document| document.source(&input.disk).ok()).collect();
    let fence = "\n```";
    let blocks: Vec<(&str, &str)> = sources
        .iter()
        .filter_map(|source| {
            let (_, block) = source.text.split_once(fence)?;
            let (language, code) = block.split_once('\n')?;
            Some((language, code.split_once(fence)?.0))
        })
        .collect();
    if blocks.is_empty() {
        return;
    }
    let took = shortest(runs, || {
        blocks.par_iter().for_each(|(language, code)| {
            let mut html = String::new();
            black_box(expound::code::highlight(language, code, &mut html));
        });
    });
    show("highlight all blocks of code", took);
    let one = took.as_secs_f64() * 1e6 / blocks.len() as f64;
    println!("  {:<40} {one:>8.1} µs", "of it: one block, all threads together");
}

pub(crate) fn show(name: &str, took: Duration) {
    println!("  {name:<40} {:>8.3} s", took.as_secs_f64());
}

/// What was made is dropped outside the measurement, as a program that ends does not drop it either.
pub(crate) fn shortest<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let timed = (0..runs.max(1)).map(|_| {
        let started = Instant::now();
        let made = black_box(run());
        let took = started.elapsed();
        drop(made);
        took
    });
    timed.min().unwrap_or_default()
}

pub(crate) fn build(input: &Input, sink: &dyn Sink, progress: &Progress) {
    let now = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let options = Options::at(now);
    black_box(pipeline::build(input, Vec::new(), &options, &Memo::default(), sink, &NoCache, progress));
}

/// How long a build is in one step: asked from outside, a thousand times a second.
fn in_step(input: &Input, step: Step) -> Duration {
    let (progress, ended) = (Progress::default(), AtomicBool::new(false));
    thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let (mut total, mut last) = (Duration::ZERO, Instant::now());
            while !ended.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
                let now = Instant::now();
                if progress.now().0 == step {
                    total += now - last;
                }
                last = now;
            }
            total
        });
        build(input, &NoSink, &progress);
        ended.store(true, Ordering::Relaxed);
        watch.join().unwrap_or_default()
    })
}
