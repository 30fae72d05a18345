//! `expound sources`: the sources of a site, one line each.

use super::args::{ListArgs, SourcesFormat};
use super::{read, site};
use crate::base::cache::NoCache;
use crate::base::escape::csv_row;
use crate::base::tree::NoSink;
use crate::cli::{CLEAN, build};
use crate::pipeline::bibliography::Listed;
use crate::pipeline::{self, Memo, Options, Progress};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Prints them.
pub(super) fn list(args: &ListArgs) -> Result<u8, String> {
    let options = build::options(&args.run)?;
    let site = site(&args.run)?;
    let sources = read(&site, &options, &[])?;
    // Drafts rest on sources too.
    let options = Options { preview: true, ..options };
    let progress = Progress::default();
    let outcome =
        pipeline::build(&site.value, site.diagnostics, &options, &Memo::default(), &NoSink, &NoCache, &progress);
    let uses = outcome.cited;
    match args.format {
        SourcesFormat::Human => anstream::print!("{}", table(&sources, &uses)),
        SourcesFormat::Csv => anstream::print!("{}", csv(&sources, &uses)),
        SourcesFormat::Json => anstream::println!("{}", as_json(&sources, &uses)),
    }
    Ok(CLEAN)
}

/// How many pages and datasets rest on a source; a source of one file is not counted.
fn count(source: &Listed, uses: &BTreeMap<String, usize>) -> Option<usize> {
    (!source.is_own).then(|| uses.get(&source.key).copied().unwrap_or_default())
}

fn place(source: &Listed) -> String {
    format!("{}:{}", source.place.file, source.place.line)
}

fn table(sources: &[Listed], uses: &BTreeMap<String, usize>) -> String {
    if sources.is_empty() {
        return "This site has no sources yet: they stand in content/sources.yaml, or in `sources:` of a brief.\n"
            .to_owned();
    }
    let head = ["source", "published by", "date", "archived", "used by", "stands at", "address"].map(str::to_owned);
    let mut rows = vec![head];
    for source in sources {
        let publication = &source.publication;
        let archived = match (&publication.archived, publication.address()) {
            (Some(_), _) => "yes",
            (None, Some(_)) => "no",
            (None, None) => "",
        };
        let used = count(source, uses).map_or_else(|| "its file".to_owned(), |count| count.to_string());
        rows.push([
            source.key.clone(),
            shortened(publication.short_name(), 32),
            publication.date.map(|date| date.to_string()).unwrap_or_default(),
            archived.to_owned(),
            used,
            place(source),
            publication.address().unwrap_or_default(),
        ]);
    }
    let mut out = in_columns(&rows);
    let archived = sources.iter().filter(|source| source.publication.archived.is_some()).count();
    let addresses = sources.iter().filter(|source| source.publication.address().is_some()).count();
    let all = build::counted(sources.len(), "source");
    let _ = writeln!(out, "\n{all}: {addresses} with an address, {archived} with an archived copy.");
    out.push_str("`expound sources check` asks whether they are still there.\n");
    out
}

/// Rows as lines, each column as wide as its widest text; the last one ends where it ends.
pub(super) fn in_columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (text, width) in row.iter().zip(widths) {
            let _ = write!(line, "{text:width$}  ");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// A text, or its beginning and `…`.
pub(super) fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length - 1).collect();
    format!("{}…", cut.trim_end())
}

fn csv(sources: &[Listed], uses: &BTreeMap<String, usize>) -> String {
    let mut out = String::new();
    csv_row(&mut out, ["source", "title", "publisher", "date", "address", "archived", "used_by", "file", "line"]);
    for source in sources {
        let publication = &source.publication;
        csv_row(
            &mut out,
            [
                &source.key,
                &publication.title,
                publication.publisher.as_deref().unwrap_or_default(),
                &publication.date.map(|date| date.to_string()).unwrap_or_default(),
                &publication.address().unwrap_or_default(),
                publication.archived.as_ref().map(|copy| copy.url.as_str()).unwrap_or_default(),
                &count(source, uses).map(|count| count.to_string()).unwrap_or_default(),
                &source.place.file,
                &source.place.line.to_string(),
            ],
        );
    }
    out
}

fn as_json(sources: &[Listed], uses: &BTreeMap<String, usize>) -> serde_json::Value {
    let source = |source: &Listed| {
        let publication = &source.publication;
        json!({
            "source": source.key, "title": publication.title, "publisher": publication.publisher,
            "date": publication.date.map(|date| date.to_string()), "address": publication.address(),
            "archived": publication.archived.as_ref().map(|copy| &copy.url), "used_by": count(source, uses),
            "file": &*source.place.file, "line": source.place.line,
        })
    };
    json!({"sources": sources.iter().map(source).collect::<Vec<_>>()})
}
