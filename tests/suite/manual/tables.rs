//! The program's tables → tables in Markdown: wordings, kinds of charts, their words and rules.

use crate::harness::{files_below, here};
use expound::base::slug::slug;
use expound::chart::kind::CHARTS;
use expound::chart::rule::{RULES, Test};
use expound::chart::spec::WORDS;
use expound::data::wording::WORDINGS;
use std::fmt::Write;
use std::fs;

/// A text as it may stand in a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('_', "\\_").replace('*', "\\*")
}

/// A text in signs of code, where it may stand in a cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// What words about numbers mean.
pub(super) fn wordings() -> String {
    let mut out = String::from("| words | meaning | of | holds | does not |\n|---|---|---|---|---|\n");
    for wording in WORDINGS {
        let years: Vec<String> = wording.years.iter().map(i32::to_string).collect();
        let of = if years.is_empty() { String::new() } else { format!(", of {}", years.join(", ")) };
        let _ = writeln!(
            out,
            "| {} | {} | {}{of} | {} | {} |",
            cell(wording.words),
            cell(wording.meaning),
            cell(&wording.number()),
            code(wording.holds),
            code(wording.fails)
        );
    }
    out
}

/// Where the gallery shows a kind first: the heading above its block.
fn gallery(kind: &str) -> Option<String> {
    files_below(&here("content/charts")).into_iter().find_map(|path| {
        let text = fs::read_to_string(here("content/charts").join(&path)).unwrap();
        let (before, _) = text.split_once(&format!("\ntype: {kind}\n"))?;
        let heading = before.lines().rev().find_map(|line| line.strip_prefix("## "))?;
        Some(format!("../charts/{path}#{}", slug(heading)))
    })
}

/// The kinds of charts, each with its place in the gallery.
pub(super) fn chart_kinds() -> String {
    let mut out = String::from("| `type:` | for | needs |\n|---|---|---|\n");
    for kind in CHARTS {
        let needs: Vec<String> = kind.needs.iter().map(|word| code(word)).collect();
        let place = gallery(kind.name).unwrap_or_else(|| panic!("the gallery has no chart `{}`", kind.name));
        let _ = writeln!(out, "| [{}]({place}) | {} | {} |", code(kind.name), cell(kind.about), needs.join(", "));
    }
    out
}

/// The words of a chart block.
pub(super) fn chart_words() -> String {
    let mut out = String::from("| word | |\n|---|---|\n");
    for (_, key) in WORDS {
        let about = if key.about.contains('`') { key.about.replace('|', "\\|") } else { cell(key.about) };
        let _ = writeln!(out, "| {} | {about} |", code(key.name));
    }
    out
}

/// The rules that charts are held to.
pub(super) fn chart_rules() -> String {
    let mut out = String::from("| | rule | told as |\n|---|---|---|\n");
    for rule in RULES {
        let told = match &rule.test {
            Test::Spec(code, _) | Test::Chart(code, _) | Test::Drawing(code, _) | Test::Reading(code) => {
                format!("[`{0}`](diagnostics.md#{0})", code.word)
            }
            Test::Construction(_) => "cannot be broken".to_owned(),
        };
        let _ = writeln!(out, "| {} | {} | {told} |", rule.number, cell(rule.about));
    }
    out
}
