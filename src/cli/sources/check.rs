//! `expound sources check`: asks, and shows how far that is.

use super::args::{CheckArgs, MannersArgs, SourcesFormat};
use super::found::{self, Asked, What};
use super::{read, site};
use crate::base::cache::Cache;
use crate::cli::{CLEAN, PROBLEMS, build};
use crate::net::{self, Finding, Wanted};
use crate::pipeline::bibliography::Listed;
use jiff::Timestamp;
use std::io::IsTerminal;

/// Asks and prints.
pub(super) fn check(args: &CheckArgs) -> Result<u8, String> {
    let options = build::options(&args.run)?;
    let sources = read(&site(&args.run)?, &options, &args.only)?;
    let mut wanted = Vec::new();
    let mut whose = Vec::new();
    for (source, what, one) in sources.iter().flat_map(questions) {
        whose.push((source, what));
        wanted.push(one);
    }
    let cache = build::cache(&args.run);
    let findings = ask(&wanted, &args.manners, &*cache, options.now, args.run.quiet);
    let all = whose.into_iter().zip(&wanted).zip(findings);
    let all: Vec<Asked<'_>> =
        all.map(|(((source, what), wanted), finding)| Asked { source, what, wanted, finding }).collect();
    let unasked = sources.iter().filter(|source| questions(source).is_empty()).count();
    match args.format {
        SourcesFormat::Human => anstream::print!("{}", found::table(&all, unasked, args.run.quiet)),
        SourcesFormat::Csv => anstream::print!("{}", found::csv(&all)),
        SourcesFormat::Json => anstream::println!("{}", found::json(&all, unasked)),
    }
    Ok(if all.iter().any(|asked| asked.finding.health.is_broken()) { PROBLEMS } else { CLEAN })
}

/// Asks, and shows on a terminal how far that is.
pub(in crate::cli) fn ask(
    wanted: &[Wanted],
    args: &MannersArgs,
    cache: &dyn Cache,
    now: Timestamp,
    quiet: bool,
) -> Vec<Finding> {
    let bar = (!quiet && std::io::stderr().is_terminal()).then(progress);
    let show = |done: usize, of: usize| {
        if let Some(bar) = &bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    };
    let findings = net::check(wanted, &args.manners(), cache, now, args.max_age, &show);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    findings
}

/// What is to be asked about a source: where it is, with its quote, and its copy.
fn questions(source: &Listed) -> Vec<(&Listed, What, Wanted)> {
    let publication = &source.publication;
    let quote = publication.quote.clone();
    let own = publication.address().map(|address| (source, What::Source, Wanted { address, quote }));
    let copy = publication.archived.as_ref().map(|copy| Wanted { address: copy.url.clone(), quote: None });
    own.into_iter().chain(copy.map(|wanted| (source, What::Copy, wanted))).collect()
}

fn progress() -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new(0);
    if let Ok(style) = indicatif::ProgressStyle::with_template("Asking {pos}/{len} {wide_bar} {elapsed}") {
        bar.set_style(style);
    }
    bar
}
