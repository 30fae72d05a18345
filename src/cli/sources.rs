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

#[cfg(feature = "net")]
pub(super) use advice::moment;
pub(super) use args::{MannersArgs, SourcesArgs, time};
#[cfg(feature = "net")]
pub(super) use check::ask;

use super::args::RunArgs;
use super::{build, report};
use crate::base::{Report, Severity, suggest};
use crate::io;
use crate::pipeline::Options;
use crate::pipeline::bibliography::{Listed, bibliography};
use crate::pipeline::input::Input;
use args::SourcesCommand;
use std::collections::BTreeSet;

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

/// The folders of a site.
fn site(run: &RunArgs) -> Result<Report<Input>, String> {
    build::threads(run)?;
    io::read(&run.site.paths(None)).map_err(|error| error.to_string())
}

/// The sources of a site, those of `only` if it names any. Errors are told, since a file that has some may hide sources.
fn read(site: &Report<Input>, options: &Options, only: &[String]) -> Result<Vec<Listed>, String> {
    let report = bibliography(&site.value, site.diagnostics.clone(), options);
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

/// A number of addresses, in words.
fn addresses(n: usize) -> String {
    format!("{n} address{}", if n == 1 { "" } else { "es" })
}
