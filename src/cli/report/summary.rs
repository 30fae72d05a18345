//! What a run found and did → Markdown for the page of a job.

use super::{counts, known, repository};
use crate::base::{Diagnostic, Severity};
use crate::cli::build::{counted, size};
use crate::io::{Changes, Repository};
use crate::pipeline::Outcome;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

/// What is told.
pub(in crate::cli) struct Told<'a> {
    /// What was found.
    pub(in crate::cli) outcome: &'a Outcome,
    /// What was done.
    pub(in crate::cli) done: Done<'a>,
    /// How long it took.
    pub(in crate::cli) took: Duration,
}

/// What a run did.
pub(in crate::cli) enum Done<'a> {
    /// It looked.
    Checked,
    /// It published so many bytes.
    Published(&'a Changes, u64),
    /// It published nothing: why.
    Refused(&'a str),
}

/// So many findings are listed; a page of a job holds a megabyte.
const LISTED: usize = 200;

/// The summary. Numbers and next moments stand in it where the run worked them out.
pub(in crate::cli) fn markdown(told: &Told<'_>) -> Result<String, String> {
    let Told { outcome, done, took } = told;
    let pages = format!("{} and {}", counted(outcome.pages, "page"), counted(outcome.lists, "list"));
    let title = match done {
        Done::Checked if outcome.count(Severity::Error) + outcome.count(Severity::Warning) == 0 => {
            "Nothing is wrong".to_owned()
        }
        Done::Checked => "Problems were found".to_owned(),
        Done::Published(..) => format!("Published {pages}"),
        Done::Refused(why) => format!("Nothing was published: {why}"),
    };
    let mut rows = vec![("Pages", format!("{pages}, {} withheld", outcome.withheld))];
    if let Done::Published(changes, bytes) = done {
        let files = changes.added + changes.changed + changes.unchanged;
        let (added, changed, removed) = (changes.added, changes.changed, changes.removed);
        let words = format!("{files}, {} ({added} new, {changed} changed, {removed} removed)", size(*bytes));
        rows.push(("Files", words));
    }
    let found = [counts(outcome), (outcome.known > 0).then(|| format!("{} of the baseline", known(outcome)))];
    let found = found.into_iter().flatten().collect::<Vec<_>>().join("; ");
    rows.push(("Findings", if found.is_empty() { "none".to_owned() } else { found }));
    if !outcome.ledger.pages.is_empty() {
        let coverage = outcome.ledger.coverage();
        if coverage.all > 0 {
            let share = (coverage.share() * 100.0).floor();
            rows.push(("Traced numbers", format!("{} of {} ({share} %)", coverage.traced, coverage.all)));
        }
    }
    rows.push((
        "Next editorial moment",
        outcome.next.map_or_else(|| "none".to_owned(), |next| next.strftime("%Y-%m-%d %H:%M UTC").to_string()),
    ));
    rows.push(("Time", format!("{:.2} s", took.as_secs_f64())));
    let mut out = format!("### {title}\n\n| | |\n|---|---|\n");
    for (name, value) in rows {
        let _ = writeln!(out, "| {name} | {value} |");
    }
    findings(&mut out, &outcome.diagnostics, &Links::new());
    out.push('\n');
    Ok(out)
}

/// How many there are of each code, then each with its place.
fn findings(out: &mut String, all: &[Diagnostic], links: &Links) {
    if all.is_empty() {
        return;
    }
    let mut codes: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for found in all {
        *codes.entry((found.severity, found.code.word)).or_insert(0) += 1;
    }
    out.push_str("\n| Weight | Code | Times |\n|---|---|---|\n");
    for ((severity, code), times) in codes {
        let _ = writeln!(out, "| {severity} | `{code}` | {times} |");
    }
    out.push_str("\n| Where | Weight | What is wrong, and what to do |\n|---|---|---|\n");
    let mut sorted: Vec<&Diagnostic> = all.iter().collect();
    sorted.sort_by_key(|found| found.severity);
    for found in sorted.iter().take(LISTED) {
        let words = format!("{} ({})", cell(&found.message), cell(&found.help));
        let _ = writeln!(out, "| {} | {} | {words} |", links.place(found), found.severity);
    }
    if all.len() > LISTED {
        let _ = writeln!(out, "\n{} more are in the log.", all.len() - LISTED);
    }
}

/// How to link to a line of a file.
struct Links {
    repository: Repository,
    /// What stands before the path, where a host of repositories runs the job.
    before: Option<String>,
}

impl Links {
    fn new() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let github = || {
            let (server, name) = (variable("GITHUB_SERVER_URL")?, variable("GITHUB_REPOSITORY")?);
            Some(format!("{server}/{name}/blob/{}/", variable("GITHUB_SHA")?))
        };
        let gitlab = || Some(format!("{}/-/blob/{}/", variable("CI_PROJECT_URL")?, variable("CI_COMMIT_SHA")?));
        Self { repository: repository(), before: github().or_else(gitlab) }
    }

    fn place(&self, found: &Diagnostic) -> String {
        let (file, line) = (&found.place.file, found.place.line);
        let words = format!("{}:{line}", cell(file));
        match (&self.before, self.repository.path(file)) {
            (Some(before), Some(path)) => {
                // A bracket would end the link.
                let path = super::sarif::address(&path).replace('(', "%28").replace(')', "%29");
                format!("[{words}]({before}{path}#L{line})")
            }
            _ => words,
        }
    }
}

/// Text for a cell of a table: no sign of it means anything.
pub(in crate::cli) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '@' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
