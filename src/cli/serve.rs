//! `expound serve`: build, serve from memory, watch, build again; what somebody looks at comes first.

use super::args::{Format, RunArgs, ServeArgs};
use super::{CLEAN, build, report};
use crate::base::cache::Cache;
use crate::base::tree::{MemorySink, Sink};
use crate::base::{Diagnostic, Severity};
use crate::io::{self, SitePaths};
use crate::pipeline::{Keep, Memo, Options};
use crate::serve::{self, Live};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Instant;

/// Serves until the program is ended.
pub(super) fn serve(args: &ServeArgs) -> Result<u8, String> {
    let paths = args.run.site.paths(None);
    // Links with a full address would lead away from the machine of the author; the path below the host stays.
    let options = Options { keep: Keep::Results, cards: false, ..build::options(&args.run)? };
    build::threads(&args.run)?;
    let live = Arc::new(Live::new());
    let cache = build::cache(&args.run);
    let mut site = Site {
        paths: &paths,
        options,
        args: &args.run,
        format: args.report.format,
        cache: &*cache,
        memo: Memo::default(),
        files_stay: false,
        live: &live,
    };
    let base_path = site.rebuild()?;
    let (changed, changes) = mpsc::channel();
    let mut watcher = io::watch(&paths, changed).map_err(|error| error.to_string())?;
    let address = SocketAddr::new(args.host, args.port);
    let server = Arc::clone(&live);
    let quiet = args.run.quiet;
    std::thread::scope(|scope| {
        let path = base_path.clone();
        let running = scope.spawn(move || {
            let ready = |bound: SocketAddr| {
                if !quiet {
                    anstream::println!("Serving http://{bound}{path} (end with Ctrl-C).");
                }
            };
            let served = serve::serve(address, &base_path, server, ready);
            // A server that cannot listen ends the program at once, not when the next file changes.
            let message = served
                .err()
                .map_or_else(|| "the server ended".to_owned(), |error| format!("cannot listen on {address}: {error}"));
            anstream::eprintln!("error: {message}");
            std::process::exit(i32::from(super::FAILED));
        });
        while changes.recv().is_ok() {
            while changes.try_recv().is_ok() {}
            watcher.refresh().map_err(|error| error.to_string())?;
            if let Err(message) = site.rebuild() {
                anstream::eprintln!("error: {message}");
                live.fail(vec![message]);
            }
        }
        drop(running);
        Ok(CLEAN)
    })
}

/// A site that is built again and again.
struct Site<'a> {
    paths: &'a SitePaths,
    cache: &'a dyn Cache,
    options: Options,
    args: &'a RunArgs,
    format: Format,
    memo: Memo,
    /// Whether the author's pictures and other files are what they were in the last good build.
    files_stay: bool,
    live: &'a Live,
}

impl Site<'_> {
    /// Builds once more; returns the base path. A failed build leaves the site that is served as it is.
    fn rebuild(&mut self) -> Result<String, String> {
        let started = Instant::now();
        if self.args.now.is_none() {
            self.options.now = jiff::Timestamp::now();
        }
        let sink = Showing { files: MemorySink::default(), live: self.live };
        let outcome = build::run(self.paths, &self.options, &self.memo, &sink, self.cache, false)?;
        let failed = outcome.count(Severity::Error) > 0;
        report::print(&outcome, self.format, Some(!failed));
        let base_path = outcome.base_path.clone();
        self.files_stay &= outcome.memo.has_files_of(&self.memo);
        if !failed {
            let (tree, copies) = sink.files.into_parts();
            self.live.set(Arc::new(tree), copies, self.files_stay);
            self.files_stay = true;
        } else {
            let errors = outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error);
            self.live.fail(in_words(errors));
        }
        if failed && !self.args.quiet {
            anstream::println!("Not built; the last good site is still shown.");
        } else if !self.args.quiet {
            let counts = outcome.memo.counts;
            anstream::println!(
                "Built {} in {:.0} ms ({} parsed, {} lowered, {} rendered).",
                build::counted(outcome.pages, "page"),
                started.elapsed().as_secs_f64() * 1000.0,
                counts.parsed,
                counts.lowered,
                counts.rendered
            );
        }
        self.memo = outcome.memo;
        Ok(base_path)
    }
}

/// Keeps all files in memory, and shows the pages that somebody has open as soon as these are there.
struct Showing<'a> {
    files: MemorySink,
    live: &'a Live,
}

impl Sink for Showing<'_> {
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        self.files.put(path, bytes);
    }

    fn copy(&self, path: &str, from: &Path) {
        self.files.copy(path, from);
    }

    fn looked_at(&self) -> Vec<String> {
        self.live.looked_at()
    }

    fn made_first(&self) {
        let (tree, copies) = self.files.so_far();
        self.live.show_early(tree, copies);
    }

    fn found_first(&self, errors: &[Diagnostic]) {
        self.live.fail(in_words(errors));
    }
}

fn in_words<'a>(errors: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<String> {
    errors.into_iter().map(|found| report::human(found, false)).collect()
}
