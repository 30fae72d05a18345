//! A brief of whatever bytes → its page, by way of a whole build of a small site.

use super::{told, written};
use expound::base::cache::NoCache;
use expound::base::tree::MemorySink;
use expound::base::{Diagnostics, Moment, Severity, Source};
use expound::data::DataFile;
use expound::pipeline::input::Input;
use expound::pipeline::{self, Keep, Memo, Options, Outcome, Progress};
use std::sync::{Arc, Mutex, PoisonError};

const CONFIG: &str = "title: A site\nbase_url: https://example.org/\nmath: true\nsmart_punctuation: true\nfigures: {coverage: 50}\nauthors:\n  ann: {name: Ann Lee}\n";
const SOURCES: &str = "a:\n  title: One\n  author: Ann Lee\n  date: 2024\n  url: https://example.org/a\nb:\n  title: Two\n  date: 2023-04\n";
const DATA: &str = "name: t\ntitle: Trade\npath: t.csv\nkey: [year]\nsources: [a]\nschema:\n  fields:\n    - {name: year, type: year}\n    - {name: v, type: number, unit: $ billion}\n";
const ROWS: &str = "year,source,v\n2022,a,190\n2022,b,188\n2023,a,240\n2024,a,245\n";

fn input(text: &str) -> Input {
    let of_content =
        |path: &str, text: &str| Source { shown: format!("content/{path}").into(), ..Source::new(path, text) };
    Input {
        config: Some(Source::new("expound.yaml", CONFIG)),
        documents: vec![of_content("briefs/a.md", text).into(), of_content("briefs/b.md", "# B\n\nWords.\n").into()],
        settings: vec![of_content("sources.yaml", SOURCES), of_content("t.yaml", DATA)],
        tables: vec![DataFile { path: "t.csv".into(), text: Ok(of_content("t.csv", ROWS).into()) }],
        ..Input::default()
    }
}

fn make(text: &str, last: &Memo, sink: &MemorySink) -> Outcome {
    let now = Moment::parse("2025-06-15").unwrap().instant(jiff::tz::Offset::UTC);
    let options = Options { keep: Keep::Results, ledger: true, preview: true, ..Options::at(now) };
    pipeline::build(&input(text), Diagnostics::new(), &options, last, sink, &NoCache, &Progress::default())
}

/// What a build of the same site leaves, so that only what the brief changes is made, and how often it was used. A theme keeps
/// what it made once for all pages, so it is begun anew now and then.
static LAST: Mutex<Option<(usize, Arc<Memo>)>> = Mutex::new(None);

const OFTEN: usize = 200;

fn last() -> Arc<Memo> {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    match last.as_mut().filter(|(used, _)| *used < OFTEN) {
        Some((used, memo)) => {
            *used += 1;
            Arc::clone(memo)
        }
        None => {
            let memo = Arc::new(make("# A\n\nWords.\n", &Memo::default(), &MemorySink::default()).memo);
            *last = Some((0, Arc::clone(&memo)));
            memo
        }
    }
}

/// Builds the site with this brief.
pub(super) fn build(text: &str) {
    let sink = MemorySink::default();
    let outcome = make(text, &last(), &sink);
    told(&outcome.diagnostics);
    let (tree, _) = sink.into_parts();
    let is_published = outcome.count(Severity::Error) == 0;
    for (path, file) in &tree.files {
        if is_published && [".html", ".svg", ".xml", ".json"].iter().any(|ending| path.ends_with(ending)) {
            written::signs(std::str::from_utf8(&file.bytes).unwrap());
        }
        if path.ends_with(".html") && !path.starts_with("briefs/b/") {
            written::html(std::str::from_utf8(&file.bytes).unwrap());
        } else if path.ends_with(".svg") || path.ends_with(".xml") {
            written::xml(std::str::from_utf8(&file.bytes).unwrap());
        }
    }
}
