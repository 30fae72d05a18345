//! `expound build` and `expound check`.

use super::args::{BuildArgs, CheckArgs, Format, ReportArgs, RunArgs};
use super::known::Shelf;
use super::{CLEAN, PROBLEMS, report};
use crate::base::cache::{Cache, NoCache};
use crate::base::codes;
use crate::base::moment::Moment;
use crate::base::tree::{NoSink, Sink};
use crate::base::{Diagnostics, Severity, suggest};
use crate::io::{self, Changes, FolderCache, PublishOptions, SitePaths, Stage};
use crate::pipeline::input::Input;
use crate::pipeline::{self, Memo, Options, Outcome, Progress, Step};
use jiff::Timestamp;
use jiff::tz::Offset;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Builds and publishes. What was published before from the same files is left as it is.
pub(super) fn build(args: &BuildArgs) -> Result<u8, String> {
    let started = Instant::now();
    let paths = args.run.site.paths(args.output.clone());
    let options = options(&args.run)?;
    threads(&args.run)?;
    let stage = Stage::begin(&paths.output).map_err(|error| error.to_string())?;
    #[cfg(feature = "precompress")]
    let stage = if args.precompress { stage.compressing() } else { stage };
    let input = io::read(&paths).map_err(|error| error.to_string())?;
    let cache = cache(&args.run);
    let shelf = Shelf::of(&paths, &*cache);
    // What is wrong with the folders themselves is told by a build, and by every one.
    let shelf = if input.diagnostics.is_empty() { shelf } else { None };
    if let Some((outcome, files, bytes)) = shelf.as_ref().and_then(|shelf| shelf.known(&input.value, &options, &stage))
    {
        let changes = Changes { unchanged: files, ..Changes::default() };
        return Ok(end(args, &outcome, Some((&changes, bytes, true)), &paths, started));
    }
    let shows = shows_progress(&args.run, args.report);
    let outcome = run_input(&input.value, input.diagnostics, &options, &Memo::default(), &stage, &*cache, shows);
    if outcome.count(Severity::Error) > 0 {
        return Ok(end(args, &outcome, None, &paths, started));
    }
    // What was found is said even where the disk refuses what was made.
    let refused = |error: io::PublishError| {
        report::print(&outcome, args.report.format, Some(false));
        error.to_string()
    };
    let staged = stage.finish().map_err(refused)?;
    let bytes = staged.bytes();
    let changes = io::publish(staged, PublishOptions { replace_foreign: args.replace }).map_err(refused)?;
    if let Some((shelf, manifest)) = shelf.as_ref().zip(changes.manifest) {
        shelf.keep(&input.value, &options, &outcome, manifest);
    }
    Ok(end(args, &outcome, Some((&changes, bytes, false)), &paths, started))
}

/// Tells what a build found and did: what changed, how many bytes there are, and whether they were known before.
fn end(
    args: &BuildArgs,
    outcome: &Outcome,
    published: Option<(&Changes, u64, bool)>,
    paths: &SitePaths,
    started: Instant,
) -> u8 {
    report::print(outcome, args.report.format, Some(published.is_some()));
    if args.report.format != Format::Json && !args.run.quiet {
        match published {
            Some((_, bytes, true)) => told_nothing(outcome, bytes, paths, started.elapsed()),
            Some((changes, bytes, false)) => told(outcome, changes, bytes, paths, started.elapsed()),
            None => anstream::eprintln!("Nothing was published; {} is what it was.", shown_folder(paths)),
        }
    }
    if let Some(left) = published.and_then(|(changes, ..)| changes.left_behind.as_ref()) {
        anstream::eprintln!("The old site could not be removed whole; what is left of it is in {}.", left.display());
    }
    if published.is_some() { CLEAN } else { PROBLEMS }
}

/// Says everything, builds nothing.
pub(super) fn check(args: &CheckArgs) -> Result<u8, String> {
    let paths = args.run.site.paths(None);
    let options = options(&args.run)?;
    threads(&args.run)?;
    let mut outcome =
        run(&paths, &options, &Memo::default(), &NoSink, &NoCache, shows_progress(&args.run, args.report))?;
    let withheld = outcome.withheld;
    if withheld > 0 {
        // What is wrong with a brief under embargo must be known before the day on which it is published.
        let options = Options { preview: true, ..options };
        let all = run(&paths, &options, &Memo::default(), &NoSink, &NoCache, false)?;
        outcome.add(all.diagnostics);
    }
    report::print(&outcome, args.report.format, None);
    let (errors, warnings) = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
    if args.report.format != Format::Json && !args.run.quiet && errors + warnings == 0 {
        anstream::println!("Nothing is wrong with {}{}.", counted(outcome.pages, "page"), and_withheld(withheld));
    }
    Ok(if errors + warnings == 0 { CLEAN } else { PROBLEMS })
}

/// One run of all stages over what is on the disk.
pub(super) fn run(
    paths: &SitePaths,
    options: &Options,
    last: &Memo,
    sink: &dyn Sink,
    cache: &dyn Cache,
    shows: bool,
) -> Result<Outcome, String> {
    let input = io::read(paths).map_err(|error| error.to_string())?;
    Ok(run_input(&input.value, input.diagnostics, options, last, sink, cache, shows))
}

fn run_input(
    input: &Input,
    found: Diagnostics,
    options: &Options,
    last: &Memo,
    sink: &dyn Sink,
    cache: &dyn Cache,
    shows: bool,
) -> Outcome {
    let progress = Progress::default();
    let build = || pipeline::build(input, found, options, last, sink, cache, &progress);
    if !shows {
        return build();
    }
    std::thread::scope(|scope| {
        let (ended, watched) = std::sync::mpsc::channel::<()>();
        let progress = &progress;
        scope.spawn(move || show(progress, &watched));
        let outcome = build();
        drop(ended);
        outcome
    })
}

/// A line on the terminal that says how far a long build is; a short one shows nothing.
fn show(progress: &Progress, ended: &std::sync::mpsc::Receiver<()>) {
    use std::sync::mpsc::RecvTimeoutError::Timeout;
    if ended.recv_timeout(Duration::from_millis(700)) != Err(Timeout) {
        return;
    }
    let bar = indicatif::ProgressBar::new(0);
    if let Ok(style) = indicatif::ProgressStyle::with_template("{msg} {pos}/{len}") {
        bar.set_style(style);
    }
    loop {
        let (step, done, of) = progress.now();
        bar.set_message(match step {
            Step::Idle => "Starting",
            Step::Reading => "Reading",
            Step::Pictures => "Making sizes of pictures",
            Step::Pages => "Writing pages",
            Step::Lists => "Writing lists",
            Step::Outputs => "Writing feeds and the rest",
        });
        bar.set_length(of as u64);
        bar.set_position(done as u64);
        if ended.recv_timeout(Duration::from_millis(80)) != Err(Timeout) {
            break;
        }
    }
    bar.finish_and_clear();
}

fn shows_progress(args: &RunArgs, report: ReportArgs) -> bool {
    !args.quiet && report.format == Format::Human && std::io::stderr().is_terminal()
}

/// What the arguments decide about a run. The clock is read here and nowhere else.
pub(super) fn options(args: &RunArgs) -> Result<Options, String> {
    let now = match &args.now {
        None => Timestamp::now(),
        Some(text) => Moment::parse(text)
            .map(|moment| moment.instant(Offset::UTC))
            .map_err(|_| format!("`{text}` is not a moment: write 2025-06-01 or 2025-06-01T09:00:00Z"))?,
    };
    let named = [(&args.deny, Some(Severity::Error)), (&args.warn, Some(Severity::Warning)), (&args.allow, None)];
    let mut checks = Vec::new();
    for (words, severity) in named {
        for word in words {
            if codes::find(word).is_none() {
                return Err(format!(
                    "`{word}` is not a code: {}",
                    suggest::hint(word, codes::ALL.iter().map(|code| code.word))
                ));
            }
            checks.push((word.clone(), severity));
        }
    }
    let is_full = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    if let Some(url) = args.base_url.as_ref().filter(|url| !is_full(url)) {
        return Err(format!("`{url}` is not a full address: begin it with https://"));
    }
    Ok(Options { preview: args.drafts, base_url: args.base_url.clone(), checks, cards: true, ..Options::at(now) })
}

/// Where what is slow to make is kept: the folder that the arguments or `EXPOUND_CACHE` name, else one in the user's
/// folder of caches (XDG Base Directory Specification). Nothing of the site depends on it.
pub(super) fn cache(args: &RunArgs) -> Box<dyn Cache> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    // The specification wants relative paths ignored.
    let usual = || named("XDG_CACHE_HOME").filter(|path| path.is_absolute());
    let home = || named("HOME").or_else(|| named("USERPROFILE")).map(|home| home.join(".cache"));
    let folder = args.cache.clone().or_else(|| named("EXPOUND_CACHE"));
    match folder.or_else(|| usual().or_else(home).map(|caches| caches.join("expound"))) {
        Some(folder) if !args.no_cache => Box::new(FolderCache::new(folder)),
        _ => Box::new(NoCache),
    }
}

/// Sets the number of threads. A run without the argument uses all cores.
pub(super) fn threads(args: &RunArgs) -> Result<(), String> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0));
    builder.build_global().map_err(|error| error.to_string())
}

fn shown_folder(paths: &SitePaths) -> String {
    format!("{}/", paths.output.display().to_string().trim_end_matches('/'))
}

fn told(outcome: &Outcome, changes: &Changes, bytes: u64, paths: &SitePaths, took: Duration) {
    let files = changes.added + changes.changed + changes.unchanged;
    let folder = shown_folder(paths);
    anstream::println!(
        "Published {} and {}{} to {folder}: {files} files, {} ({} new, {} changed, {} removed), in {:.2} s.",
        counted(outcome.pages, "page"),
        counted(outcome.lists, "list"),
        and_withheld(outcome.withheld),
        size(bytes),
        changes.added,
        changes.changed,
        changes.removed,
        took.as_secs_f64()
    );
    anstream::println!("Run `expound serve` to look at it in a browser, or put {folder} on any static host.");
}

fn told_nothing(outcome: &Outcome, bytes: u64, paths: &SitePaths, took: Duration) {
    anstream::println!(
        "Nothing has changed since the last build: {} and {}{} in {}, {}. Looked through in {:.2} s.",
        counted(outcome.pages, "page"),
        counted(outcome.lists, "list"),
        and_withheld(outcome.withheld),
        shown_folder(paths),
        size(bytes),
        took.as_secs_f64()
    );
}

/// How many briefs are not published now, in words; nothing where there are none.
fn and_withheld(n: usize) -> String {
    if n == 0 { String::new() } else { format!(" ({n} withheld)") }
}

pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
