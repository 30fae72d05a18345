//! What a job of a CI wants of `build` and `check`: known warnings that fail nothing, and a summary for its page.

use super::report::summary::{self, Told};
use crate::base::Source;
use crate::config;
use crate::io::{self, SitePaths};
use crate::pipeline::Outcome;
use crate::pipeline::baseline::Baseline;
use crate::pipeline::input::Input;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct JobArgs {
    /// The warnings that are known and fail nothing, instead of `checks: {baseline: FILE}` in expound.yaml.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Add a summary in Markdown to the end of this file, such as the one that `$GITHUB_STEP_SUMMARY` names.
    #[arg(long, value_name = "FILE")]
    pub(super) summary: Option<PathBuf>,
}

/// A baseline with its file.
pub(super) struct KnownWarnings {
    baseline: Baseline,
    file: Source,
    /// The folder of the site as it is shown: a baseline names files in it.
    root: String,
}

impl KnownWarnings {
    /// Those of a site; none where nobody names a file.
    pub(super) fn of(args: &JobArgs, input: &Input, paths: &SitePaths, root: &Path) -> Result<Option<Self>, String> {
        let own = || input.config.as_ref().and_then(|source| config::read(source).value.baseline);
        let beside = |name: String| paths.config.parent().unwrap_or(Path::new("")).join(name);
        let Some(path) = args.baseline.clone().or_else(|| own().map(beside)) else { return Ok(None) };
        let shown = io::shown(&path);
        let anew = format!("`expound check --write-baseline {shown}` writes it");
        let bytes =
            io::load(&path).map_err(|error| format!("the baseline `{shown}` cannot be read: {error}; {anew}"))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let baseline = Baseline::read(&text).ok_or_else(|| format!("`{shown}` is no baseline: {anew} anew"))?;
        let file = Source { path: shown.as_str().into(), shown: shown.as_str().into(), text };
        Ok(Some(Self { baseline, file, root: io::shown(root) }))
    }

    /// Takes them out of what a build tells.
    pub(super) fn pardon(&self, outcome: &mut Outcome) {
        outcome.pardon(&self.baseline, &self.root);
    }

    /// Takes them out of what a check tells, which also tells of those that are over.
    pub(super) fn pardon_and_tell(&self, outcome: &mut Outcome, unlooked: &[&str]) {
        outcome.pardon_and_tell(&self.baseline, &self.root, &self.file, unlooked);
    }
}

impl JobArgs {
    /// Writes the summary, if one is wanted.
    pub(super) fn summarize(&self, told: &Told<'_>) -> Result<(), String> {
        let Some(path) = &self.summary else { return Ok(()) };
        io::append(path, &summary::markdown(told)?)
            .map_err(|error| format!("the summary `{}` cannot be written: {error}", path.display()))
    }
}
