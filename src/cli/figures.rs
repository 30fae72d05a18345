//! `expound figures`: the ledger of numbers, and what a change of the data did to them.

mod csv;
mod json;
mod table;

use super::args::{FiguresArgs, LedgerFormat};
use super::{CLEAN, PROBLEMS, build, report};
use crate::base::cache::NoCache;
use crate::base::tree::NoSink;
use crate::base::{Diagnostics, Severity};
use crate::io::{self, NamedPaths, SitePaths};
use crate::lower::Status;
use crate::pipeline::input::Input;
use crate::pipeline::ledger::{Change, Effect, Ledger, changes};
use crate::pipeline::{self, Memo, Options, Outcome, Progress};
use std::path::Path;

/// Prints the ledger, or what became of it.
pub(super) fn figures(args: &FiguresArgs) -> Result<u8, String> {
    if args.format == LedgerFormat::Markdown && args.against.is_none() {
        return Err("--format markdown is for what a change did: add --against REV".to_owned());
    }
    let paths = args.run.site.paths(None);
    let options = Options { ledger: true, ..build::options(&args.run)? };
    build::threads(&args.run)?;
    let input = io::read(&paths).map_err(|error| error.to_string())?;
    let outcome = run(&input.value, input.diagnostics, &options);
    tell_errors(&outcome);
    if let Some(against) = &args.against {
        let before = data_of(against, &paths)?;
        let before = Input { settings: before.settings, tables: before.tables, ..input.value };
        // What is wrong with the data of then is nobody's business any more.
        let before = run(&before, Diagnostics::new(), &options);
        return Ok(print_changes(&changes(&before.ledger, &outcome.ledger), args.format));
    }
    let ledger = outcome.ledger;
    let is_bad = |status: Status| matches!(status, Status::Contradicted | Status::Unresolved);
    let bad = ledger.pages.iter().flat_map(|page| &page.mentions).any(|mention| is_bad(mention.status));
    match args.format {
        LedgerFormat::Csv => anstream::print!("{}", csv::ledger(&only(ledger, args.open))),
        LedgerFormat::Json => anstream::println!("{}", json::ledger(&only(ledger, args.open))),
        LedgerFormat::Table | LedgerFormat::Markdown => anstream::print!("{}", table::ledger(&ledger, args.open)),
    }
    Ok(if bad { PROBLEMS } else { CLEAN })
}

/// The ledger, perhaps without what is in order.
fn only(mut ledger: Ledger, open: bool) -> Ledger {
    for page in &mut ledger.pages {
        page.mentions.retain(|mention| !open || !mention.status.is_traced());
    }
    ledger
}

fn run(input: &Input, found: Diagnostics, options: &Options) -> Outcome {
    pipeline::build(input, found, options, &Memo::default(), &NoSink, &NoCache, &Progress::default())
}

/// The data of a folder, or of a revision.
fn data_of(against: &str, paths: &SitePaths) -> Result<Input, String> {
    if Path::new(against).is_dir() {
        let there = SitePaths::new(Path::new(against), NamedPaths::default());
        return io::read(&there).map(|report| report.value).map_err(|error| error.to_string());
    }
    io::data_of_revision(paths, against).map_err(|error| error.to_string())
}

/// Errors are told, since a page that has some may lack numbers in the ledger.
fn tell_errors(outcome: &Outcome) {
    for diagnostic in outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error) {
        anstream::eprintln!("{}", report::short(diagnostic));
    }
}

fn print_changes(changes: &[Change], format: LedgerFormat) -> u8 {
    match format {
        LedgerFormat::Csv => anstream::print!("{}", csv::changes(changes)),
        LedgerFormat::Json => anstream::println!("{}", json::changes(changes)),
        LedgerFormat::Markdown => anstream::print!("{}", table::markdown(changes)),
        LedgerFormat::Table => anstream::print!("{}", table::changes(changes)),
    }
    if changes.iter().any(|change| change.effect == Effect::Falsified) { PROBLEMS } else { CLEAN }
}
