//! What was found of sources → a table with what to do, CSV, JSON. The order is that of the keys.

use super::addresses;
use super::advice::{advice, moment, trouble};
use super::list::in_columns;
use crate::base::escape::csv_row;
use crate::cli::build;
use crate::net::{Finding, Health, Wanted};
use crate::pipeline::bibliography::Listed;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Which address of a source was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Its own.
    Source,
    /// That of its archived copy.
    Copy,
}

/// An address that was asked.
pub(super) struct Asked<'a> {
    pub(super) source: &'a Listed,
    pub(super) what: What,
    pub(super) wanted: &'a Wanted,
    pub(super) finding: Finding,
}

impl Asked<'_> {
    fn place(&self) -> String {
        format!("{}:{}", self.source.place.file, self.source.place.line)
    }

    fn name(&self) -> String {
        format!("{}{}", self.source.key, if self.what == What::Copy { " (copy)" } else { "" })
    }
}

/// How many there are of each kind, those of which there is none left out.
fn counts(all: &[Asked<'_>]) -> Vec<(Health, usize)> {
    let count = |health: Health| (health, all.iter().filter(|asked| asked.finding.health == health).count());
    Health::ALL.into_iter().map(count).filter(|(_, n)| *n > 0).collect()
}

/// One line an address, then what to do about those that are not well; only these if `quiet`.
pub(super) fn table(all: &[Asked<'_>], unasked: usize, quiet: bool) -> String {
    let is_shown = |asked: &&Asked<'_>| !quiet || asked.finding.health != Health::Ok;
    if quiet && !all.iter().any(|asked| is_shown(&asked)) {
        return String::new();
    }
    let mut rows = vec![["source", "found", "asked (UTC)", "stands at", "address"].map(str::to_owned)];
    for asked in all.iter().filter(is_shown) {
        let finding = &asked.finding;
        let found = match (finding.health, finding.status) {
            (Health::Gone | Health::Refused | Health::Limited | Health::Failing, Some(status)) => {
                format!("{} ({status})", finding.health.word())
            }
            (health, _) => health.word().to_owned(),
        };
        rows.push([asked.name(), found, moment(finding.asked), asked.place(), asked.wanted.address.clone()]);
    }
    let mut out = if all.is_empty() { String::new() } else { format!("{}\n", in_columns(&rows)) };
    for asked in all {
        let (Some(trouble), Some(advice)) = (trouble(asked), advice(asked)) else { continue };
        let _ = writeln!(out, "{}: {}: {trouble}", asked.place(), asked.name());
        let _ = writeln!(out, "    {}", asked.wanted.address);
        if asked.finding.health == Health::QuoteMissing
            && let Some(quote) = &asked.wanted.quote
        {
            let _ = writeln!(out, "    “{}”", quote.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let _ = writeln!(out, "    {advice}\n");
    }
    let counts =
        counts(all).into_iter().map(|(health, n)| format!("{n} {}", health.word())).collect::<Vec<_>>().join(", ");
    let _ = match all.len() {
        0 => write!(out, "There is no address to ask."),
        n => write!(out, "{}: {counts}.", addresses(n)),
    };
    if unasked > 0 {
        let _ = write!(out, " {} without an address.", build::counted(unasked, "source"));
    }
    out.push('\n');
    if all.len() > 1 && all.iter().all(|asked| asked.finding.health == Health::NoAnswer) {
        out.push_str("Nobody answers at all: is this machine connected?\n");
    }
    out
}

/// One row an address.
pub(super) fn csv(all: &[Asked<'_>]) -> String {
    let mut out = String::new();
    let head = [
        "source",
        "what",
        "found",
        "status",
        "asked",
        "address",
        "new_address",
        "words",
        "last_well",
        "advice",
        "file",
        "line",
    ];
    csv_row(&mut out, head);
    for asked in all {
        let finding = &asked.finding;
        csv_row(
            &mut out,
            [
                &asked.source.key,
                if asked.what == What::Copy { "copy" } else { "source" },
                finding.health.word(),
                &finding.status.map(|status| status.to_string()).unwrap_or_default(),
                &finding.asked.to_string(),
                &asked.wanted.address,
                finding.moved_to.as_deref().unwrap_or_default(),
                &finding.words,
                &finding.last_well.map(|then| then.to_string()).unwrap_or_default(),
                &advice(asked).unwrap_or_default(),
                &asked.source.place.file,
                &asked.source.place.line.to_string(),
            ],
        );
    }
    out
}

/// One object.
pub(super) fn json(all: &[Asked<'_>], unasked: usize) -> Value {
    let one = |asked: &Asked<'_>| {
        let finding = &asked.finding;
        json!({
            "source": asked.source.key, "what": if asked.what == What::Copy { "copy" } else { "source" },
            "found": finding.health.word(), "status": finding.status, "words": finding.words,
            "asked": finding.asked.to_string(), "last_well": finding.last_well.map(|then| then.to_string()),
            "address": asked.wanted.address, "new_address": finding.moved_to, "quote": asked.wanted.quote,
            "advice": advice(asked), "file": &*asked.source.place.file, "line": asked.source.place.line,
        })
    };
    let counts: Map<String, Value> =
        counts(all).into_iter().map(|(health, n)| (health.word().to_owned(), json!(n))).collect();
    json!({"sources": all.iter().map(one).collect::<Vec<_>>(), "counts": counts, "without_address": unasked})
}
