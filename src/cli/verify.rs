//! `expound build --verify`: the same site once more, with nothing of earlier builds and another number of threads.

use super::build::run_input;
use crate::base::cache::NoCache;
use crate::io::{self, Clean, SitePaths, Stage};
use crate::pipeline::{Memo, Options, Outcome};
use std::path::Path;

/// How many paths are named.
const NAMED: usize = 10;

/// Builds a site from nothing. `begin` begins a stage for a folder. `Err(Ok(…))` says how the build tells another one than
/// `told`; only where both tell the same is there anything to compare.
pub(super) fn clean(
    paths: &SitePaths,
    options: &Options,
    told: &Outcome,
    begin: impl FnOnce(&Path) -> Result<Stage, String> + Send,
) -> Result<Result<Clean, String>, String> {
    let input = io::read(paths).map_err(|error| error.to_string())?;
    // One thread makes everything in one order; where that is the order anyway, several make it in another.
    let threads = if rayon::current_num_threads() == 1 { 3 } else { 1 };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| error.to_string())?;
    let mut outcome = None;
    let clean = pool.install(|| {
        Clean::make(|folder| {
            let stage = begin(folder).map_err(Failed)?;
            let (found, last) = (input.diagnostics, Memo::default());
            outcome = Some(run_input(&input.value, found, options, &last, &stage, &NoCache, false));
            Ok::<_, Failed>(stage)
        })
    });
    let clean = clean.map_err(|Failed(words)| words)?;
    let same = outcome.is_some_and(|outcome| outcome.diagnostics == told.diagnostics);
    Ok(if same { Ok(clean) } else { Err("A build from nothing finds other problems than this one.".to_owned()) })
}

/// Why there is no clean build.
struct Failed(String);

impl From<io::PublishError> for Failed {
    fn from(error: io::PublishError) -> Self {
        Self(error.to_string())
    }
}

/// What to tell of paths that differ; nothing where there are none.
pub(super) fn words(differing: &[String]) -> Option<String> {
    let named: Vec<String> = differing.iter().take(NAMED).map(|path| format!("    {path}\n")).collect();
    let more = differing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("    and {more} more\n") } else { String::new() };
    (!differing.is_empty()).then(|| {
        format!(
            "{} {} not what a build from nothing gives:\n{}{more}",
            differing.len(),
            if differing.len() == 1 { "file is" } else { "files are" },
            named.concat()
        )
    })
}

/// What to do about a difference.
pub(super) fn what_to_do(folder: &str, is_published: bool) -> String {
    let now = if is_published { "" } else { "Nothing was published; " };
    format!("{now}{folder} is what it was. If no file was saved in the meantime, remove it and build with --no-cache.")
}
