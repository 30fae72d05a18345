//! `tests/styles/`: what citation styles make of the same publications; and that no publication is too much for any.

use crate::harness::{Verdict, here};
use expound::base::partial_date::PartialDate;
use expound::base::{Diagnostics, Source};
use expound::config::citations;
use expound::sources::{Archived, Cited, Library, Publication, Style, read_bib, read_library};
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;

/// Which styles are shown, in which languages.
const SHOWN: &[(&str, &[&str])] = &[
    ("apa", &["en", "de"]),
    ("chicago-notes", &["en", "fr", "uk"]),
    ("gb-7714-2015-note", &["zh"]),
    ("ieee", &["en"]),
    ("mla", &["en", "es"]),
    ("modern-humanities-research-association-notes", &["en-US"]),
];

fn library() -> Library {
    let read = |name: &str| Source::new(name, fs::read_to_string(here("tests/styles").join(name)).unwrap());
    let (mut library, mut found) = (Library::default(), Diagnostics::new());
    let (yaml, bib) = (read_library(&read("sources.yaml")), read_bib(&read("sources.bib")));
    library.add(yaml.take(&mut found), &mut found);
    library.add(bib.take(&mut found), &mut found);
    assert_eq!(found, []);
    library
}

/// The notes of `notes.txt`: each publication with words before its key and a locator behind it.
fn notes<'a>(text: &'a str, library: &'a Library) -> Vec<Vec<Cited<'a>>> {
    let mut notes: Vec<Vec<Cited<'a>>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut note = Vec::new();
        for part in line.split(';').map(str::trim).filter(|part| *part != "-") {
            let (front, locator) = part.split_once(", ").unwrap_or((part, ""));
            let (prefix, key) = front.rsplit_once(' ').unwrap_or(("", front));
            let publication = library.get(key).unwrap();
            let first_in = notes.iter().position(|note| note.iter().any(|cited| cited.key == key)).map(|at| at + 1);
            note.push(Cited { key, publication, prefix, locator, first_in });
        }
        notes.push(note);
    }
    notes
}

fn alone<'a>(key: &'a str, publication: &'a Publication) -> Cited<'a> {
    Cited { key, publication, prefix: "", locator: "", first_in: None }
}

#[test]
fn styles_say_what_they_are_expected_to_say() {
    let library = library();
    let text = fs::read_to_string(here("tests/styles/notes.txt")).unwrap();
    let notes = notes(&text, &library);
    let mut verdict = Verdict::default();
    let folder = here("tests/styles/expected");
    for (name, language) in SHOWN.iter().flat_map(|(name, all)| all.iter().map(move |language| (name, language))) {
        let style = Style::named(name).unwrap();
        let mut out = String::new();
        let mut list = |title: &str, lines: &[String]| {
            writeln!(out, "== {title}").unwrap();
            lines.iter().enumerate().for_each(|(at, line)| writeln!(out, "{}: {line}", at + 1).unwrap());
        };
        list("notes", &style.notes(&notes, language));
        let entry = |key| style.entry(&alone(key, library.get(key).unwrap()), language);
        list("entries", &library.keys().map(entry).collect::<Vec<_>>());
        if style.is_in_text() {
            let page = style.page(&notes, language);
            let words: Vec<String> = page.marks.iter().map(expound::sources::Mark::words).collect();
            list("marks of a page", &words);
            list("one mark", &[style.in_text(&notes[0], language)]);
            let entries = page.entries.iter().map(|(key, entry)| format!("{key}: {entry}"));
            list("bibliography of a page", &entries.collect::<Vec<_>>());
        }
        verdict.expect(&folder.join(format!("{name}.{language}.txt")), &out);
    }
    verdict.nothing_left_in(&folder);
    verdict.end();
}

#[test]
fn no_place_in_a_publication_is_lost() {
    let library = library();
    let mut verdict = Verdict::default();
    for known in citations::styles() {
        let style = Style::named(known.names[0]).unwrap();
        for key in library.keys() {
            let places = ["p. 4321", "fig. 4321", "table 4321", "ch. 4321", "near the far end"];
            let cited = |locator| Cited { locator, ..alone(key, library.get(key).unwrap()) };
            let notes: Vec<Vec<Cited<'_>>> = places.iter().map(|locator| vec![cited(*locator)]).collect();
            let mut written = style.notes(&notes, "en");
            if style.is_in_text() {
                written.extend(style.page(&notes, "en").marks.iter().map(expound::sources::Mark::words));
            }
            for (html, place) in written.iter().zip(places.iter().cycle()) {
                let words = place.split(". ").last().unwrap_or(place).trim_start_matches("table ");
                verdict.hold(&format!("{} {key} {place}", known.names[0]), html.contains(words), html);
            }
            // What is a figure is not taken for a page.
            verdict.hold(known.names[0], written[0].replace("4321", "") != written[1].replace("4321", ""), &written[1]);
        }
    }
    verdict.end();
}

/// Markup of these kinds alone, closed in the order in which it was opened.
fn is_safe(html: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>') else { return false };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        let is_plain = matches!(tag, "em" | "strong" | "sup" | "sub" | "u" | "span class=\"small-caps\"");
        let address = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
        let is_link = address.is_some_and(|to| {
            !to.contains(['"', '<', ' ']) && ["http://", "https://", "#note:"].iter().any(|front| to.starts_with(front))
        });
        if !is_plain && !is_link {
            return false;
        }
        open.push(name);
    }
    open.is_empty() && !rest.contains('>')
}

fn text() -> impl Strategy<Value = Option<String>> {
    let words = prop_oneof![
        "[ -~äЖ中–]{1,20}",
        Just("<script>alert(\"1\")</script>".to_owned()),
        "[0-9]{1,14}([-–,&/ ][0-9a-z]{1,12}){0,2}",
        "[ivxlcdm]{1,5}",
        "[A-Z][a-z]{1,8} (van |de )?[A-Z][a-z]{1,8}",
    ];
    proptest::option::of(words)
}

fn publication() -> impl Strategy<Value = Publication> {
    let kind = proptest::sample::select(vec![
        "article",
        "book",
        "dataset",
        "report",
        "webpage",
        "newspaper",
        "nonsense",
        "thesis",
    ]);
    let dates = proptest::option::of(proptest::sample::select(vec![
        "2025",
        "2024-Q1",
        "2022-02",
        "2024-06-07",
        "1996..1999",
        "0001",
    ]));
    let date = |date: Option<&str>| date.and_then(PartialDate::parse);
    let people =
        || proptest::collection::vec(text(), 0..4).prop_map(|all| all.into_iter().flatten().collect::<Vec<_>>());
    (
        (text(), people(), people(), kind, dates.clone(), dates),
        (text(), text(), text(), text(), text(), text()),
        (text(), text(), text(), text(), any::<bool>()),
    )
        .prop_map(move |(who, where_, more)| Publication {
            title: who.0.unwrap_or_else(|| "Title".to_owned()),
            authors: who.1,
            editors: who.2,
            kind: Some(who.3.to_owned()),
            date: date(who.4),
            accessed: date(who.5),
            container: where_.0,
            volume: where_.1,
            issue: where_.2,
            pages: where_.3,
            edition: where_.4,
            publisher: where_.5,
            place: more.0,
            doi: more.1.map(|doi| format!("10.1/{doi}")),
            url: more.2.clone().map(|url| format!("https://example.org/{url}")),
            archived: more.2.map(|url| Archived { url: format!("https://archive.example/{url}"), date: date(who.4) }),
            note: more.3,
            has_more_authors: more.4,
            ..Publication::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_publication_is_too_much_for_a_style(
        all in proptest::collection::vec((publication(), text(), text()), 1..5),
        order in proptest::collection::vec(proptest::collection::vec(0..8usize, 0..3), 1..6),
        language in proptest::sample::select(vec!["en", "uk", "de", "fr", "es", "zh", "xx"]),
    ) {
        let keys: Vec<String> = (0..all.len()).map(|at| format!("k{at}")).collect();
        let cited = |at: &usize| {
            let (publication, prefix, locator) = &all[at % all.len()];
            let (prefix, locator) = (prefix.as_deref().unwrap_or_default(), locator.as_deref().unwrap_or_default());
            Cited { key: &keys[at % all.len()], publication, prefix, locator, first_in: (*at > 5).then_some(1) }
        };
        let notes: Vec<Vec<Cited<'_>>> = order.iter().map(|note| note.iter().map(cited).collect()).collect();
        for known in citations::styles() {
            let style = Style::named(known.names[0]).unwrap();
            let written = style.notes(&notes, language);
            prop_assert_eq!(written.len(), notes.len());
            for (note, html) in notes.iter().zip(&written) {
                prop_assert!(is_safe(html), "{}: {}", known.names[0], html);
                prop_assert_eq!(note.is_empty(), html.is_empty(), "{}: {:?}", known.names[0], note);
            }
            let page = style.page(&notes, language);
            let words: Vec<String> = page.marks.iter().map(expound::sources::Mark::words).collect();
            let texts = words.iter().chain(page.entries.iter().map(|(_, entry)| entry));
            for html in texts {
                prop_assert!(is_safe(html), "{}: {}", known.names[0], html);
            }
        }
    }
}
