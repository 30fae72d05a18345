//! Findings → words for people, one line each, or a form that other programs read. One file a form, but for the short ones.

mod github;
mod sarif;
pub(super) mod summary;

use super::args::Format;
use crate::base::{Diagnostic, Place, Severity};
use crate::io::Repository;
use crate::pipeline::Outcome;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

/// Prints all findings of a run. `published` says whether a build did; a check builds nothing.
pub(super) fn print(outcome: &Outcome, format: Format, published: Option<bool>) {
    match format {
        Format::Json => anstream::println!("{}", as_json(outcome, published)),
        Format::Short => outcome.diagnostics.iter().for_each(|diagnostic| anstream::eprintln!("{}", short(diagnostic))),
        Format::Sarif => anstream::println!("{}", sarif::log(outcome, &repository())),
        Format::Github => {
            let repository = repository();
            let shown = shown(outcome, published.is_none());
            shown.for_each(|found| anstream::println!("{}", github::command(found, &repository)));
            if let Some(line) = summary(outcome) {
                anstream::println!("{line}");
            }
        }
        Format::Human => {
            let is_check = published.is_none();
            shown(outcome, is_check).for_each(|diagnostic| anstream::eprintln!("{}\n", human(diagnostic, true)));
            let fails = outcome.count(Severity::Error) + outcome.count(Severity::Warning) > 0;
            if let Some(line) = summary(outcome).filter(|_| is_check || fails || outcome.known > 0) {
                anstream::eprintln!("{line}");
            }
        }
    }
}

/// What is told. Remarks fail nothing: a check shows them, a build only says how many there are.
fn shown(outcome: &Outcome, is_check: bool) -> impl Iterator<Item = &Diagnostic> {
    outcome.diagnostics.iter().filter(move |found| is_check || found.severity != Severity::Remark)
}

/// The repository that other programs know files by; without one, paths stay as they are.
fn repository() -> Repository {
    Repository::around_here().unwrap_or_default()
}

/// How many problems there are, in words; nothing when there are none.
fn summary(outcome: &Outcome) -> Option<String> {
    let parts = [counts(outcome), (outcome.known > 0).then(|| format!("{} of the baseline", known(outcome)))];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| format!("{part}.")).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// How many problems there are of each weight.
fn counts(outcome: &Outcome) -> Option<String> {
    let count = |severity: Severity| {
        let n = outcome.count(severity);
        (n > 0).then(|| format!("{n} {severity}{}", if n == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning, Severity::Remark].into_iter().filter_map(count).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How many are known.
fn known(outcome: &Outcome) -> String {
    format!("{} known warning{}", outcome.known, if outcome.known == 1 { "" } else { "s" })
}

/// `file:line:column: severity[code]: message (help)`
pub(super) fn short(diagnostic: &Diagnostic) -> String {
    let Place { file, line, column, .. } = &diagnostic.place;
    let (severity, code) = (diagnostic.severity, diagnostic.code.word);
    let text = format!("{file}:{line}:{column}: {severity}[{code}]: {} ({})", diagnostic.message, diagnostic.help);
    // Whoever reads lines takes what begins one for something else.
    text.replace(['\n', '\r'], " ")
}

/// With the line, the place in it, and what to do.
pub(super) fn human(diagnostic: &Diagnostic, coloured: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Remark => Level::NOTE.with_name("remark"),
    };
    let place = &diagnostic.place;
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.word));
    group = group.elements(line_of(place, AnnotationKind::Primary, None));
    for (other, words) in &diagnostic.related {
        group = group.elements(line_of(other, AnnotationKind::Context, Some(words)));
    }
    let help = [Group::with_title(Level::HELP.secondary_title(diagnostic.help.as_str()))];
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let groups: Vec<Group<'_>> = std::iter::once(group).chain(help).collect();
    renderer.render(&groups)
}

/// The line of a place with its mark; only the place, where there is no text to show.
fn line_of<'a>(place: &'a Place, kind: AnnotationKind, label: Option<&'a String>) -> Vec<Element<'a>> {
    let origin = || Origin::path(&*place.file).line(place.line as usize).char_column(place.column as usize);
    if place.text.trim().is_empty() {
        let whole_file = place.width == 0 && place.line == 1;
        return vec![if whole_file { Origin::path(&*place.file).into() } else { origin().into() }];
    }
    let byte = |chars: usize| place.text.char_indices().nth(chars).map_or(place.text.len(), |(at, _)| at);
    let start = (place.column - 1 - place.skipped.min(place.column - 1)) as usize;
    let (from, to) = (byte(start), byte(start + place.width as usize));
    let annotation: Annotation<'a> = kind.span(from..to).label(label.map(String::as_str));
    let snippet = Snippet::source(&*place.text).line_start(place.line as usize).annotation(annotation);
    // Of a long line only a part is shown, and the column is that of the line.
    if place.skipped > 0 { vec![origin().into(), snippet.into()] } else { vec![snippet.path(&*place.file).into()] }
}

fn as_json(outcome: &Outcome, published: Option<bool>) -> String {
    let place =
        |place: &Place| json!({"file": &*place.file, "line": place.line, "column": place.column, "width": place.width});
    let one = |d: &Diagnostic| {
        json!({
            "code": d.code.word,
            "severity": d.severity.word(),
            "message": d.message,
            "help": d.help,
            "place": place(&d.place),
            "text": &*d.place.text,
            "related": d.related.iter().map(|(at, words)| json!({"place": place(at), "message": words})).collect::<Vec<_>>(),
        })
    };
    let mut all = json!({
        "diagnostics": outcome.diagnostics.iter().map(one).collect::<Vec<_>>(),
        "errors": outcome.count(Severity::Error),
        "warnings": outcome.count(Severity::Warning),
        "remarks": outcome.count(Severity::Remark),
        "known": outcome.known,
        "pages": outcome.pages,
    });
    if let Some(published) = published {
        all["published"] = json!(published);
    }
    all.to_string()
}
