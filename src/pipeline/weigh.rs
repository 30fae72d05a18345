//! Findings → those that are reported, with the weight that the site, the file or the command line gives them.

use crate::base::diagnostic::{MOST_OF_FILE, few};
use crate::base::{Diagnostic, Diagnostics, Severity};
use crate::config::Config;
use crate::site::Facts;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who weighs what.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    site: BTreeMap<String, Option<Severity>>,
    command_line: Vec<(String, Option<Severity>)>,
    /// The codes that a file may give, by the file as it is shown.
    allowed: FxHashMap<Arc<str>, Vec<(String, String)>>,
}

impl Weights {
    /// Those of a run.
    pub(super) fn of(config: &Config, command_line: &[(String, Option<Severity>)], facts: &[Arc<Facts>]) -> Self {
        let allowing = facts.iter().filter(|facts| !facts.front.allow.is_empty());
        Self {
            site: config.checks.clone(),
            command_line: command_line.to_vec(),
            allowed: allowing.map(|facts| (Arc::clone(&facts.shown), facts.front.allow.clone())).collect(),
        }
    }

    /// Weighs findings and puts them in order: by file, line and column, each once. A template that fails on a thousand
    /// pages has failed once.
    pub(super) fn weigh(&self, diagnostics: Diagnostics) -> Diagnostics {
        let mut all = Diagnostics::with_capacity(diagnostics.len());
        for mut diagnostic in diagnostics {
            let word = diagnostic.code.word;
            let allows = self
                .allowed
                .get(&diagnostic.place.file)
                .is_some_and(|codes| codes.iter().any(|(code, _)| code == word));
            let last = self.command_line.iter().rev().find(|(code, _)| code == word).map(|(_, severity)| *severity);
            let by_site = self.site.get(word).copied().unwrap_or(Some(diagnostic.severity));
            // A file may live with a warning; what the site holds to be an error is not its own to decide.
            let by_site = if allows { by_site.filter(|severity| *severity == Severity::Error) } else { by_site };
            if let Some(severity) = last.unwrap_or(by_site) {
                diagnostic.severity = severity;
                all.push(diagnostic);
            }
        }
        put_in_order(&mut all);
        let of_file = |found: &Diagnostic| (Arc::clone(&found.place.file), found.code.word);
        few(&mut all, (MOST_OF_FILE, "file"), of_file, |found| &mut found.help);
        all
    }
}

/// By file, line and column, each finding once.
pub(super) fn put_in_order(all: &mut Diagnostics) {
    all.sort_by(|a, b| (&a.place, a.code.word, &a.message).cmp(&(&b.place, b.code.word, &b.message)));
    all.dedup_by(|a, b| a.place == b.place && a.code.word == b.code.word && a.message == b.message);
}
