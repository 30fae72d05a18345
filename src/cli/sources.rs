//! `expound sources`: what the site cites, whether it is still there, and what to have archived.

#[cfg(feature = "net")]
mod advice;
mod archive;
mod args;
#[cfg(feature = "net")]
mod check;
#[cfg(feature = "net")]
mod found;
mod list;

pub(super) use args::SourcesArgs;

use super::args::RunArgs;
use super::{build, report};
use crate::base::cache::NoCache;
use crate::base::tree::NoSink;
use crate::base::{Severity, suggest};
use crate::io;
use crate::pipeline::bibliography::{Listed, bibliography};
use crate::pipeline::{self, Memo, Options, Progress};
use args::SourcesCommand;
use std::collections::{BTreeMap, BTreeSet};

/// Runs one of the commands.
pub(super) fn sources(args: &SourcesArgs) -> Result<u8, String> {
    match &args.command {
        None => list::list(&args.list),
        Some(SourcesCommand::Archive(args)) => archive::archive(args),
        #[cfg(feature = "net")]
        Some(SourcesCommand::Check(args)) => check::check(args),
        #[cfg(not(feature = "net"))]
        Some(SourcesCommand::Check(_)) => {
            Err("this program was built without the network: build it again with the feature `net`".to_owned())
        }
    }
}

/// The sources of a site, those of `only` if it names any. Errors are told, since a file that has some may hide sources.
fn read(run: &RunArgs, options: &Options, only: &[String]) -> Result<Vec<Listed>, String> {
    build::threads(run)?;
    let input = io::read(&run.site.paths(None)).map_err(|error| error.to_string())?;
    let report = bibliography(&input.value, input.diagnostics, options);
    for diagnostic in report.diagnostics.iter().filter(|found| found.severity == Severity::Error) {
        anstream::eprintln!("{}", report::short(diagnostic));
    }
    let mut all = report.value;
    let known: BTreeSet<&str> = all.iter().map(|source| source.key.as_str()).collect();
    if let Some(key) = only.iter().find(|key| !known.contains(key.as_str())) {
        return Err(format!("no source has the key `{key}`: {}", suggest::hint(key, known.iter().copied())));
    }
    all.retain(|source| only.is_empty() || only.contains(&source.key));
    Ok(all)
}

/// How many pages and datasets cite each source of the library, drafts among them.
fn uses(run: &RunArgs, options: &Options) -> Result<BTreeMap<String, usize>, String> {
    let input = io::read(&run.site.paths(None)).map_err(|error| error.to_string())?;
    let options = Options { preview: true, ..options.clone() };
    let progress = Progress::default();
    let outcome =
        pipeline::build(&input.value, input.diagnostics, &options, &Memo::default(), &NoSink, &NoCache, &progress);
    Ok(outcome.cited)
}

/// A number of addresses, in words.
fn addresses(n: usize) -> String {
    format!("{n} address{}", if n == 1 { "" } else { "es" })
}
