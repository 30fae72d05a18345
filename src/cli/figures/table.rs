//! The ledger and the changes of it → lines for people, and Markdown for a comment.

use crate::cli::report::summary::cell;
use crate::lower::Mention;
use crate::pipeline::ledger::{Change, Coverage, Effect, Ledger, What};
use std::fmt::Write;

/// Sentences are shown around their number, no longer than this.
const SENTENCE: usize = 72;

/// Every number of a site below its file, then the coverage of each.
pub(super) fn ledger(ledger: &Ledger, open: bool) -> String {
    let mut out = String::new();
    for page in &ledger.pages {
        let shown: Vec<&Mention> =
            page.mentions.iter().filter(|mention| !open || !mention.status.is_traced()).collect();
        if shown.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}", page.file);
        let width = shown.iter().map(|mention| mention.text.chars().count()).max().unwrap_or(0).min(36);
        for mention in shown {
            let (line, status) = (mention.place.line, mention.status.word());
            let _ = write!(out, "{line:>6}  {status:12}  {:width$}", mention.text);
            match &mention.checked {
                Some(checked) => {
                    let _ = write!(out, "  {}  {}", checked.value, checked.reference);
                    if let Some(working) = &checked.derivation {
                        let _ = write!(out, "  {working}");
                    }
                }
                None => {
                    let _ = write!(out, "  {}", around(&mention.sentence, &mention.text));
                }
            }
            out.push('\n');
        }
        out.push('\n');
    }
    let counted = ledger.pages.iter().filter(|page| !page.mentions.is_empty());
    let mut rows: Vec<(String, Coverage)> =
        counted.map(|page| (page.file.to_string(), Coverage::of(&page.mentions))).collect();
    rows.push(("all".to_owned(), ledger.coverage()));
    let width = rows.iter().map(|(file, _)| file.chars().count()).max().unwrap_or(0);
    out.push_str("Coverage: traced numbers of all numbers\n");
    for (file, coverage) in rows {
        let (traced, all) = (coverage.traced, coverage.all);
        let _ = writeln!(
            out,
            "  {file:width$}  {traced:>5} of {all:>5}  {:.2}",
            (coverage.share() * 100.0).floor() / 100.0
        );
    }
    out
}

/// A sentence, cut to what stands around a number.
fn around(sentence: &str, text: &str) -> String {
    let length = sentence.chars().count();
    if length <= SENTENCE {
        return sentence.to_owned();
    }
    let at = sentence.find(text).map_or(0, |at| sentence[..at].chars().count());
    let from = at.saturating_sub(SENTENCE / 2).min(length - SENTENCE);
    let cut: String = sentence.chars().skip(from).take(SENTENCE).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if from + SENTENCE < length { "…" } else { "" });
    format!("{before}{}{after}", cut.trim())
}

fn told(value: Option<&String>) -> &str {
    value.map_or("nothing", String::as_str)
}

/// How many of each effect there are, in words.
fn summary(changes: &[Change]) -> String {
    let count = |effect: Effect| changes.iter().filter(|change| change.effect == effect).count();
    let parts = [Effect::Falsified, Effect::Altered, Effect::Mended]
        .map(|effect| format!("{} {}", count(effect), effect.word()));
    if changes.is_empty() {
        "The change of the data touches no sentence, chart or headline.\n".to_owned()
    } else {
        format!("{}.\n", parts.join(", "))
    }
}

/// What became of numbers and charts, the false ones first.
pub(super) fn changes(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in in_order(changes) {
        let Change { effect, what, place, sentence, text, old, new, better } = change;
        let _ = writeln!(out, "{}:{}: {}", place.file, place.line, effect.word());
        let _ = writeln!(out, "    {sentence}");
        let what = match what {
            What::Chart => "chart",
            What::Number if text.is_empty() => "to be filled in",
            What::Number => text,
        };
        let _ = writeln!(out, "    {what}: {} → {}", told(old.as_ref()), told(new.as_ref()));
        if let Some(better) = better {
            let _ = writeln!(out, "    {better}");
        }
        out.push('\n');
    }
    out.push_str(&summary(changes));
    out
}

fn in_order(changes: &[Change]) -> Vec<&Change> {
    let mut all: Vec<&Change> = changes.iter().collect();
    all.sort_by_key(|change| change.effect);
    all
}

/// The same as Markdown: a table for each effect.
pub(super) fn markdown(changes: &[Change]) -> String {
    let mut out = String::from("### What the change of the data did\n\n");
    out.push_str(&summary(changes));
    for effect in [Effect::Falsified, Effect::Altered, Effect::Mended] {
        let mut own = changes.iter().filter(|change| change.effect == effect).peekable();
        if own.peek().is_none() {
            continue;
        }
        let title = match effect {
            Effect::Falsified => "No longer true",
            Effect::Altered => "Another value, still true",
            Effect::Mended => "True again",
        };
        let _ = writeln!(
            out,
            "\n**{title}**\n\n| Where | Sentence or chart | Before | Now | To be true |\n|---|---|---|---|---|"
        );
        for change in own {
            let place = format!("`{}:{}`", change.place.file, change.place.line);
            let sentence = if change.what == What::Chart {
                format!("chart “{}”", cell(&change.sentence))
            } else {
                let (sentence, text) = (cell(&change.sentence), cell(&change.text));
                sentence.replacen(&text, &format!("**{text}**"), 1)
            };
            let better = change.better.as_deref().map(cell).unwrap_or_default();
            let (old, new) = (cell(told(change.old.as_ref())), cell(told(change.new.as_ref())));
            let _ = writeln!(out, "| {place} | {sentence} | {old} | {new} | {better} |");
        }
    }
    out
}
