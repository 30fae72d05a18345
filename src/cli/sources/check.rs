//! `expound sources check`: asks, and shows how far that is.

use super::args::{CheckArgs, SourcesFormat};
use super::found::{self, Asked, What};
use super::{read, site};
use crate::cli::{CLEAN, PROBLEMS, build};
use crate::net::{self, Manners, Wanted};
use crate::pipeline::bibliography::Listed;
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
    let manners = Manners {
        at_once: usize::from(args.at_once),
        pause: args.pause,
        timeout: args.timeout,
        retries: args.retries,
        user_agent: args.user_agent.clone().unwrap_or_else(net::own_name),
    };
    let cache = build::cache(&args.run);
    let bar = (!args.run.quiet && std::io::stderr().is_terminal()).then(progress);
    let show = |done: usize, of: usize| {
        if let Some(bar) = &bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    };
    let findings = net::check(&wanted, &manners, &*cache, options.now, args.max_age, &show);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
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
