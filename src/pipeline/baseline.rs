//! The warnings that an old site is known to give, as a file of its repository: they fail nothing until they are put right,
//! while a new one fails a check from the first day.
//!
//! A finding is known by its file, its code and its [fingerprint](Diagnostic::fingerprint), so often as the file says: lines
//! may move. Only warnings can be known. An error stops a build because what it would publish is wrong, and that does not
//! become right by being old; remarks fail nothing anyway.

use super::Outcome;
use crate::base::{Diagnostic, Severity, Source, Span, codes};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What tells a known warning from others: its file in the folder of the site, its code, its fingerprint.
type Key = (String, String, String);

/// How often it is known, and words for whoever reads the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    count: usize,
    what: String,
}

/// Known warnings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Key, Known>);

/// How many digits of a fingerprint are written.
const DIGITS: usize = 16;

impl Baseline {
    /// The warnings of a run. `root` is the folder of the site as it is shown.
    pub fn of(outcome: &Outcome, root: &str) -> Self {
        let mut all: BTreeMap<Key, Known> = BTreeMap::new();
        for warning in outcome.diagnostics.iter().filter(|found| found.severity == Severity::Warning) {
            let new = || Known { count: 0, what: warning.message.clone() };
            all.entry(key(warning, root)).or_insert_with(new).count += 1;
        }
        Self(all)
    }

    /// Reads what [`Baseline::text`] wrote; nothing where it is anything else.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let one = |entry: &Value| {
            let word = |name: &str| entry.get(name)?.as_str().map(str::to_owned);
            let count = entry.get("count")?.as_u64().and_then(|count| usize::try_from(count).ok())?;
            let known = Known { count, what: word("what").unwrap_or_default() };
            Some(((word("file")?, word("code")?, word("fingerprint")?), known))
        };
        value.get("known")?.as_array()?.iter().map(one).collect::<Option<_>>().map(Self)
    }

    /// The file: one line a warning, in an order that stays, so that a change of it can be read.
    pub fn text(&self) -> String {
        let line = |((file, code, fingerprint), Known { count, what }): (&Key, &Known)| {
            let value = |text: &str| json!(text).to_string();
            format!(
                "{{\"file\": {}, \"code\": {}, \"count\": {count}, \"fingerprint\": {}, \"what\": {}}}",
                value(file),
                value(code),
                value(fingerprint),
                value(what)
            )
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\"known\": [{lines}]}}\n")
    }

    /// How many warnings it lists.
    pub fn count(&self) -> usize {
        self.0.values().map(|known| known.count).sum()
    }
}

impl Outcome {
    /// Takes the known warnings out, and counts them. `root` is the folder of the site as it is shown.
    ///
    /// Returns the entries that were found less often than the baseline says.
    fn take_known(&mut self, baseline: &Baseline, root: &str) -> BTreeSet<Key> {
        let mut left: BTreeMap<Key, usize> = baseline.0.iter().map(|(key, known)| (key.clone(), known.count)).collect();
        let all = std::mem::take(&mut self.diagnostics);
        for diagnostic in all {
            match left.get_mut(&key(&diagnostic, root)) {
                // What weighs something else now than when it was written down is still there.
                Some(left) if *left > 0 => {
                    *left -= 1;
                    if diagnostic.severity == Severity::Warning {
                        self.known += 1;
                        continue;
                    }
                }
                _ => {}
            }
            self.diagnostics.push(diagnostic);
        }
        left.into_iter().filter(|(_, count)| *count > 0).map(|(key, _)| key).collect()
    }

    /// Takes the known warnings out, and counts them.
    pub fn pardon(&mut self, baseline: &Baseline, root: &str) {
        self.take_known(baseline, root);
    }

    /// The same, and tells where the baseline lists what is not found any more. `file` is the baseline; codes that were not
    /// looked for are not missed.
    pub fn pardon_and_tell(&mut self, baseline: &Baseline, root: &str, file: &Source, unlooked: &[&str]) {
        let stale = self.take_known(baseline, root);
        let has_errors = self.count(Severity::Error) > 0;
        let stale: Vec<Key> = stale.into_iter().filter(|(_, code, _)| !unlooked.contains(&code.as_str())).collect();
        // A file that cannot be read gives no warnings, and they are there nevertheless.
        let Some((_, _, fingerprint)) = stale.first().filter(|_| !has_errors) else { return };
        let at = file.text.find(fingerprint.as_str()).map(|at| Span::new(at, at + fingerprint.len()));
        let message = match stale.len() {
            1 => "this warning of the baseline is not found any more, or less often".to_owned(),
            n => format!("{n} warnings of the baseline are not found any more, or less often, the first of them here"),
        };
        let help = format!("write it anew: `expound check --write-baseline {}`", file.shown);
        self.find(vec![Diagnostic::new(&codes::STALE_BASELINE, file.place(at.unwrap_or_default()), message, help)]);
    }
}

fn key(diagnostic: &Diagnostic, root: &str) -> Key {
    let file = &*diagnostic.place.file;
    let inside = file.strip_prefix(root).map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    let file = if root.is_empty() { file } else { inside.unwrap_or(file) };
    (file.to_owned(), diagnostic.code.word.to_owned(), diagnostic.fingerprint().short(DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let entry = |file: &str, count| {
            let key = (file.to_owned(), "broken-link".to_owned(), "0123".to_owned());
            (key, Known { count, what: "a \"quoted\" word".to_owned() })
        };
        let all = Baseline([entry("b.md", 2), entry("a\n.md", 1)].into_iter().collect());
        assert_eq!(all.text().lines().count(), 4, "one line each: {}", all.text());
        assert!(all.text().find("a\\n.md") < all.text().find("b.md"), "in order: {}", all.text());
        assert_eq!(Baseline::read(&all.text()), Some(all));
        assert_eq!(Baseline::read(&Baseline::default().text()), Some(Baseline::default()));
        for broken in ["", "[]", "{}", "{\"known\": [1]}", "{\"known\": [{\"file\": \"a\"}]}"] {
            assert_eq!(Baseline::read(broken), None, "{broken}");
        }
    }
}
