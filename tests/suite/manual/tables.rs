//! The program's tables → tables in Markdown: wordings, kinds of charts, their words and rules.

use expound::chart::kind::CHARTS;
use expound::chart::rule::{RULES, Test};
use expound::chart::spec::WORDS;
use expound::data::wording::WORDINGS;
use std::fmt::Write;

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

/// The kinds of charts.
pub(super) fn chart_kinds() -> String {
    let mut out = String::from("| `type:` | for | needs |\n|---|---|---|\n");
    for kind in CHARTS {
        let needs: Vec<String> = kind.needs.iter().map(|word| code(word)).collect();
        let _ = writeln!(out, "| {} | {} | {} |", code(kind.name), cell(kind.about), needs.join(", "));
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
