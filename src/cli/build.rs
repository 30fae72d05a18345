//! `expound build`, and how every command runs the stages.

use super::args::{BuildArgs, Format, ReportArgs, RunArgs};
use super::job::KnownWarnings;
use super::known::Shelf;
use super::report::summary::{Done, Told};
use super::{CLEAN, PROBLEMS, report, verify};
use crate::base::cache::{Cache, NoCache};
use crate::base::codes;
use crate::base::moment::Moment;
use crate::base::tree::Sink;
use crate::base::{Diagnostics, Severity, suggest};
use crate::io::{self, Changes, FolderCache, PublishOptions, SitePaths, Stage};
use crate::pipeline::input::Input;
use crate::pipeline::{self, Keep, Memo, Options, Outcome, Progress, Step};
use jiff::Timestamp;
use jiff::tz::Offset;
use std::io::IsTerminal;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Builds and publishes. What was published before from the same files is left as it is.
pub(super) fn build(args: &BuildArgs) -> Result<u8, String> {
    let started = Instant::now();
    let paths = args.run.site.paths(args.output.clone());
    let keep = if args.run.no_cache { Keep::Nothing } else { Keep::Traces };
    let options = Options { ledger: args.job.summary.is_some(), keep, ..options(&args.run)? };
    threads(&args.run)?;
    let begin = |output: &Path| {
        let stage = Stage::begin(output).map_err(|error| error.to_string())?.showing_drafts(args.run.drafts);
        #[cfg(feature = "precompress")]
        let stage = if args.precompress { stage.compressing() } else { stage };
        Ok::<_, String>(stage)
    };
    let stage = begin(&paths.output)?;
    let input = io::read(&paths).map_err(|error| error.to_string())?;
    let known_warnings = KnownWarnings::of(&args.job, &input.value, &paths, &args.run.site.root)?;
    let cache = cache(&args.run);
    let shelf = Shelf::of(&paths, &*cache);
    // What is wrong with the folders themselves is told by a build, and by every one; a summary counts all numbers.
    let shelf = if input.diagnostics.is_empty() && !options.ledger { shelf } else { None };
    let end = |outcome: Outcome, ended: Ended<'_>| {
        // The program is over then: a large site is not taken apart piece by piece before its memory is given back.
        let mut outcome = ManuallyDrop::new(outcome);
        known_warnings.iter().for_each(|known| known.pardon(&mut outcome));
        end(args, &outcome, &ended, &paths, started)
    };
    let clean = |told: &Outcome| {
        if args.verify { verify::clean(&paths, &options, told, begin).map(Some) } else { Ok(None) }
    };
    if let Some((outcome, files, bytes)) = shelf.as_ref().and_then(|shelf| shelf.known(&input.value, &options, &stage))
    {
        let changes = Changes { unchanged: files, ..Changes::default() };
        let differs = clean(&outcome)?.and_then(|clean| match clean {
            Ok(clean) => verify::words(&clean.differences_from_published(&paths.output)),
            Err(words) => Some(words),
        });
        return end(
            outcome,
            match differs {
                Some(words) => Ended::Differs(words, true),
                None => Ended::Known(&changes, bytes),
            },
        );
    }
    let shows = shows_progress(&args.run, args.report);
    let last = shelf.as_ref().and_then(|shelf| shelf.memo(&stage)).unwrap_or_default();
    let outcome = run_input(&input.value, input.diagnostics, &options, &last, &stage, &*cache, shows);
    if outcome.count(Severity::Error) > 0 {
        return end(outcome, Ended::Errors);
    }
    // What was found is said even where the disk refuses what was made.
    let refused = |mut outcome: Outcome, error: io::PublishError| {
        known_warnings.iter().for_each(|known| known.pardon(&mut outcome));
        report::print(&outcome, args.report.format, Some(false));
        error.to_string()
    };
    let staged = match stage.finish() {
        Ok(staged) => staged,
        Err(error) => return Err(refused(outcome, error)),
    };
    let bytes = staged.bytes();
    let differs = clean(&outcome)?.and_then(|clean| match clean {
        Ok(clean) => verify::words(&clean.differences_from(&staged)),
        Err(words) => Some(words),
    });
    if let Some(words) = differs {
        return end(outcome, Ended::Differs(words, false));
    }
    let manifest = staged.manifest_hash();
    // What the cache is to keep is written while the disk publishes; it is kept only if that succeeds.
    let (published, to_keep) = rayon::join(
        || io::publish(staged, PublishOptions { replace_foreign: args.replace }),
        || shelf.as_ref().map(|shelf| shelf.written(&input.value, &outcome, manifest)),
    );
    let changes = match published {
        Ok(changes) => changes,
        Err(error) => return Err(refused(outcome, error)),
    };
    if let Some((shelf, written)) = shelf.as_ref().zip(to_keep) {
        shelf.keep(&written);
    }
    end(outcome, Ended::Published(&changes, bytes))
}

/// How a build ended.
enum Ended<'a> {
    /// With errors: nothing was published.
    Errors,
    /// With so many bytes published.
    Published(&'a Changes, u64),
    /// With nothing to do: so many bytes were published before.
    Known(&'a Changes, u64),
    /// A build from nothing gives another site: in words, and whether this one was published before.
    Differs(String, bool),
}

/// Tells what a build found and did.
fn end(
    args: &BuildArgs,
    outcome: &Outcome,
    ended: &Ended<'_>,
    paths: &SitePaths,
    started: Instant,
) -> Result<u8, String> {
    let (took, folder) = (started.elapsed(), shown_folder(paths));
    let is_good = matches!(ended, Ended::Published(..) | Ended::Known(..));
    report::print(outcome, args.report.format, Some(is_good));
    if !args.report.format.is_object() && !args.run.quiet {
        match ended {
            Ended::Known(_, bytes) => told_nothing(outcome, *bytes, paths, took),
            Ended::Published(changes, bytes) => told(outcome, changes, *bytes, paths, took),
            Ended::Errors => anstream::eprintln!("Nothing was published; {folder} is what it was."),
            Ended::Differs(..) => {}
        }
        if args.verify && is_good {
            anstream::println!("A build from nothing gives the same bytes.");
        }
    }
    if let Ended::Differs(words, is_published) = ended {
        anstream::eprintln!("{words}");
        anstream::eprintln!("{}", verify::what_to_do(&folder, *is_published));
    }
    let done = match ended {
        Ended::Errors => Done::Refused("there are errors"),
        Ended::Differs(..) => Done::Refused("a build from nothing gives another site"),
        Ended::Published(changes, bytes) | Ended::Known(changes, bytes) => Done::Published(changes, *bytes),
    };
    args.job.summarize(&Told { outcome, done, took })?;
    if let Ended::Published(Changes { left_behind: Some(left), .. }, _) = ended {
        anstream::eprintln!("The old site could not be removed whole; what is left of it is in {}.", left.display());
    }
    Ok(if is_good { CLEAN } else { PROBLEMS })
}

/// One run of all stages over what is on the disk.
#[cfg(feature = "serve")]
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

pub(super) fn run_input(
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

pub(super) fn shows_progress(args: &RunArgs, report: ReportArgs) -> bool {
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

/// What each thread has for the calls that it is in: as much as systems give the first one.
const STACK: usize = 8 << 20;

/// Sets the number of threads. A run without the argument uses all cores.
pub(super) fn threads(args: &RunArgs) -> Result<(), String> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).stack_size(STACK);
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
pub(super) fn and_withheld(n: usize) -> String {
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
