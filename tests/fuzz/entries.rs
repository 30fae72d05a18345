//! Bytes that anybody may have written → what a build makes of them, by the narrowest way into the library that there is.
//!
//! The targets of cargo-fuzz and the test that replays the corpora both come through here. An entry panics where the program
//! would, and where what it made is not what it must be.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
// Each target is a binary of its own and calls one entry.
#![allow(dead_code, reason = "the test reads the list, a target the function")]

mod old;
mod whole;
mod written;

use expound::base::font::ChartFont;
use expound::base::language::{LANGUAGES, Language};
use expound::base::{Diagnostic, Diagnostics, Source, Span};
use expound::chart::download::{self, Around};
use expound::chart::svg::{self, Spoken};
use expound::chart::typography::Typography;
use expound::chart::{self, NARROW, WIDE, rule};
use expound::data::stat::{Stat, read_stat, resolve};
use expound::data::wording::{Phrase, judge, wording};
use expound::data::{CsvOptions, DataFile, Shelf, prose, read_csv, read_json};
use expound::parse::{ParseOptions, parse};
use expound::sources::{Cited, Library, read_bib, read_front_matter, read_library, write_cited};
use expound::{code, config, site};
use std::sync::LazyLock;

/// A way in.
type Entry = fn(&str);

/// Every way in, by the name of its target.
pub(crate) const ENTRIES: &[(&str, Entry)] = &[
    ("bib", bib),
    ("chart", chart),
    ("code", highlighted),
    ("csv", csv),
    #[cfg(feature = "documents")]
    ("document", old::document),
    ("form", old::form),
    ("front_matter", front_matter),
    ("import", old::post),
    ("markdown", markdown),
    ("sources", sources),
    ("stat", stat),
    ("whole", whole::build),
];

/// Lets an entry read these bytes. What is no text never comes as far as any of them.
pub(crate) fn run(name: &str, data: &[u8]) {
    let (_, entry) = ENTRIES.iter().find(|(known, _)| *known == name).unwrap();
    entry(String::from_utf8_lossy(data).trim_start_matches('\u{feff}'));
}

/// What holds of every finding.
fn told(diagnostics: &[Diagnostic]) {
    for found in diagnostics {
        let places = std::iter::once(&found.place).chain(found.related.iter().map(|(place, _)| place));
        for place in places {
            assert!(place.line > 0 && place.column > 0 && !place.file.is_empty(), "{found:?}");
        }
        assert!(!found.message.trim().is_empty() && !found.help.trim().is_empty(), "{found:?}");
    }
}

fn options(raw_html: bool) -> ParseOptions {
    ParseOptions { raw_html, smart_punctuation: raw_html, math: true, taxonomies: vec!["tags".to_owned()] }
}

/// The keys of a brief, and its own sources.
fn front_matter(text: &str) {
    let source = Source::new("a.md", format!("---\n{text}\n---\nWords.\n"));
    let report = parse(&source, &options(false));
    told(&report.diagnostics);
    site::facts(&source, &report.value);
    if let Some(block) = report.value.front.block {
        let own = read_front_matter(&source, block);
        told(&own.diagnostics);
        cite(&own.value);
    }
}

/// A body.
fn markdown(text: &str) {
    let source = Source::new("a.md", text);
    for raw_html in [false, true] {
        let report = parse(&source, &options(raw_html));
        told(&report.diagnostics);
        site::facts(&source, &report.value);
    }
}

static FONT: LazyLock<ChartFont> = LazyLock::new(|| {
    let [regular, bold] = [
        include_bytes!("../../themes/default/fonts/inter-400.ttf").as_slice(),
        include_bytes!("../../themes/default/fonts/inter-600.ttf").as_slice(),
    ];
    ChartFont::read(regular, bold).unwrap()
});

/// A block whose rows are in it.
fn chart(block: &str) {
    let source = Source::new("a.md", format!("```chart\n{block}\n```\n"));
    let mut found = Diagnostics::new();
    let spec = chart::spec::read(&source, Span::new(9, 9 + block.len())).take(&mut found);
    let spec = spec.inspect(|spec| found.extend(rule::check_spec(spec))).filter(|spec| !spec.unknown_kind);
    if let Some(chart) = spec.and_then(|spec| chart::encode(spec, None).take(&mut found)) {
        let set = |size| Typography { font: &FONT.metrics, size, language: Language::english() };
        let drawings = [WIDE, NARROW].map(|(width, size)| chart::draw(&chart, width, set(size)));
        found.extend(rule::check(&chart, &drawings.each_ref()));
        for drawing in &drawings {
            let mut inline = String::new();
            let spoken = Spoken { title: &chart.spec.title, description: &chart.spec.alt, id: "a" };
            svg::inline(&mut inline, drawing, spoken, "wide", "a:data");
            written::html(&inline);
            let around = Around { sources: "", note: &chart.spec.note };
            written::xml(&download::svg(&chart, drawing, set(WIDE.1), around));
        }
        download::csv(&chart);
    }
    told(&found);
}

/// A line between a descriptor and its file of rows.
const BETWEEN: &str = "\n---\n";

/// A file of rows, as CSV and as JSON; behind its descriptor, if there is one.
fn csv(text: &str) {
    let (descriptor, rows) = text.split_once(BETWEEN).unwrap_or(("name: a\npath: a.csv\nkey: [a]\n", text));
    let source = Source::new("a.csv", rows);
    let whole = Span::new(0, rows.len());
    for table in [read_csv(&source, whole, CsvOptions::default()), read_json(&source, whole)] {
        told(&table.diagnostics);
        for column in &table.value.columns {
            (0..table.value.rows().min(20)).for_each(|row| drop(table.value.place(row, column.index)));
        }
    }
    let shelf = shelf(descriptor, rows);
    for dataset in shelf.datasets() {
        (0..dataset.table.rows().min(20)).for_each(|row| drop(dataset.key_of(row)));
    }
}

fn shelf(descriptor: &str, rows: &str) -> Shelf {
    let file = DataFile { path: "a.csv".into(), text: Ok(Source::new("a.csv", rows).into()) };
    let report = Shelf::new(&[Source::new("a.yaml", descriptor)], &[file], &Shelf::default());
    told(&report.diagnostics);
    report.value
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let descriptor = "name: t\npath: a.csv\nkey: [year]\nschema:\n  fields:\n    - {name: year, type: year}\n    - {name: v, type: number, unit: $ billion}\n    - {name: g, type: number, unit: \"%\"}\n    - {name: p, type: number, unit: people}\n";
    let rows = "year,source,v,g,p,p_qualifier\n2022,a,190,,100,\n2022,b,188,1.5,200,about\n2023,a,240.1,26.3,1e300,under\n2024,a,0,-3,0,over\n2025,a,-5,0.0001,3000000,\n";
    shelf(descriptor, rows)
});

/// The address of a checked number, and below it words in their sentence.
fn stat(text: &str) {
    let (address, sentence) = text.split_once('\n').unwrap_or((text, "Trade came to [$240 billion] in 2023."));
    let (before, rest) = sentence.split_once('[').unwrap_or(("", sentence));
    let (words, after) = rest.split_once(']').unwrap_or((rest, ""));
    let phrase = Phrase { before, text: words, after };
    let answer = match read_stat(address) {
        Ok(Stat::Reference(reference)) => Some(reference),
        Ok(Stat::Name) | Err(_) => None,
    };
    for language in LANGUAGES {
        for range in prose::sentences(sentence) {
            drop(prose::numbers(&sentence[range], language));
        }
        if let Some(Ok(answer)) = answer.as_ref().map(|reference| resolve(reference, &SHELF, language)) {
            drop(judge(&phrase, &answer.measured, &answer.years, language));
            wording(&answer.measured, Some(words), language);
            wording(&answer.measured, None, language);
        }
    }
}

/// A library of sources, and the same text as settings of a site.
fn sources(text: &str) {
    let library = read_library(&Source::new("sources.yaml", text));
    told(&library.diagnostics);
    cite(&library.value);
    told(&config::read(&Source::new("expound.yaml", text)).diagnostics);
}

/// What a reference manager wrote.
fn bib(text: &str) {
    let library = read_bib(&Source::new("a.bib", text));
    told(&library.diagnostics);
    cite(&library.value);
}

#[cfg(feature = "citations")]
static STYLES: LazyLock<Vec<std::sync::Arc<expound::sources::Style>>> =
    LazyLock::new(|| ["chicago-notes", "apa"].into_iter().filter_map(expound::sources::Style::named).collect());

/// Writes the first publications of a library out, in all languages and styles.
fn cite(library: &Library) {
    let cited = library.keys().take(3).filter_map(|key| {
        let publication = library.get(key)?;
        Some(Cited { key, publication, prefix: "see", locator: "p. 4", first_in: None })
    });
    let cited: Vec<Cited<'_>> = cited.collect();
    for language in LANGUAGES {
        let mut out = String::new();
        write_cited(&mut out, &cited, language);
        written::html(&out);
    }
    #[cfg(feature = "citations")]
    for style in &*STYLES {
        let notes = style.notes(&[cited.clone(), cited.clone()], "en");
        notes.iter().for_each(|note| written::html(note));
        if style.is_in_text() {
            written::html(&style.in_text(&cited, "en"));
        }
    }
}

/// The name of a language, and below it code. No character of it is lost.
fn highlighted(text: &str) {
    let (language, text) = text.split_once('\n').unwrap_or(("js", text));
    let mut out = String::new();
    if code::highlight(language, text, &mut out) {
        written::html(&out);
        // A reader of HTML takes every end of a line for a line feed, and a NUL for nothing.
        let read = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        assert_eq!(read(&written::words(&out)), read(text));
    }
}
