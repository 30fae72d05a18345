//! `expound check`: says everything, builds nothing.

use super::args::CheckArgs;
use super::build::{self, counted};
use super::job::KnownWarnings;
use super::report::summary::{Done, Told};
use super::{CLEAN, PROBLEMS, report};
use crate::base::cache::NoCache;
use crate::base::tree::NoSink;
use crate::base::{Severity, codes};
use crate::io;
use crate::pipeline::baseline::Baseline;
use crate::pipeline::{Memo, Options, Outcome};
use std::path::Path;
use std::time::Instant;

/// Says everything, builds nothing.
pub(super) fn check(args: &CheckArgs) -> Result<u8, String> {
    let started = Instant::now();
    if args.external && cfg!(not(feature = "net")) {
        return Err("this program was built without the network: build it again with the feature `net`".to_owned());
    }
    let paths = args.run.site.paths(None);
    let options = Options { external: args.external, ledger: args.job.summary.is_some(), ..build::options(&args.run)? };
    build::threads(&args.run)?;
    let input = io::read(&paths).map_err(|error| error.to_string())?;
    let known_warnings = match args.write_baseline {
        Some(_) => None,
        None => KnownWarnings::of(&args.job, &input.value, &paths, &args.run.site.root)?,
    };
    let shows = build::shows_progress(&args.run, args.report);
    let run = |options: &Options, found, shows| {
        build::run_input(&input.value, found, options, &Memo::default(), &NoSink, &NoCache, shows)
    };
    let mut outcome = run(&options, input.diagnostics.clone(), shows);
    if outcome.withheld > 0 {
        // What is wrong with a brief under embargo must be known before the day on which it is published.
        outcome.add(run(&Options { preview: true, ..options.clone() }, input.diagnostics.clone(), false));
    }
    let unasked = external(args, &options, &mut outcome);
    if let Some(path) = &args.write_baseline {
        // What was not asked would not be in it.
        unasked?;
        return write_baseline(args, &outcome, path);
    }
    if let Some(known) = known_warnings {
        let mut unlooked: Vec<&str> = options.checks.iter().map(|(code, _)| code.as_str()).collect();
        if !args.external || unasked.is_err() {
            unlooked.push(codes::DEAD_LINK.word);
        }
        known.pardon_and_tell(&mut outcome, &unlooked);
    }
    report::print(&outcome, args.report.format, None);
    let is_clean = outcome.count(Severity::Error) + outcome.count(Severity::Warning) == 0;
    if !args.report.format.is_object() && !args.run.quiet && is_clean {
        let withheld = build::and_withheld(outcome.withheld);
        anstream::println!("Nothing is wrong with {}{withheld}.", counted(outcome.pages, "page"));
    }
    args.job.summarize(&Told { outcome: &outcome, done: Done::Checked, took: started.elapsed() })?;
    unasked?;
    Ok(if is_clean { CLEAN } else { PROBLEMS })
}

/// Asks other sites, if that is wanted; fails where nobody can be asked.
fn external(args: &CheckArgs, options: &Options, outcome: &mut Outcome) -> Result<(), String> {
    #[cfg(feature = "net")]
    if args.external {
        let cache = build::cache(&args.run);
        let found = super::external::ask(&outcome.external, &args.manners, &*cache, options.now, args.run.quiet)?;
        outcome.find(found);
    }
    #[cfg(not(feature = "net"))]
    let _ = (args, options, outcome);
    Ok(())
}

/// Writes the warnings of now. Errors are refused: a build with errors publishes nothing, whatever is known of them.
fn write_baseline(args: &CheckArgs, outcome: &Outcome, path: &Path) -> Result<u8, String> {
    let errors = outcome.count(Severity::Error);
    if errors > 0 {
        report::print(outcome, args.report.format, None);
        anstream::eprintln!(
            "No baseline was written: it is for warnings, and {}. Put that right first.",
            if errors == 1 { "this is an error".to_owned() } else { format!("there are {errors} errors") }
        );
        return Ok(PROBLEMS);
    }
    let baseline = Baseline::of(outcome, &io::shown(&args.run.site.root));
    io::save(path, &baseline.text()).map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?;
    if !args.run.quiet {
        anstream::println!("Wrote {} to {}.", counted(baseline.count(), "known warning"), path.display());
    }
    Ok(CLEAN)
}
