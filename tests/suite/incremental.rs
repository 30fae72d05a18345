//! An incremental build gives the bytes of a clean one, and does only the work that a change asks for.

use crate::harness::{Built, Published, Site, Wrong};
use expound::base::Severity;
use expound::base::tree::File;
use expound::pipeline::{Counts, Memo};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

/// A change of one file of a site. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Edit {
    Paragraph(usize, u8),
    First(usize, u8),
    Front(usize, usize),
    Comment(usize),
    Add(usize, usize),
    Remove(usize),
    Settings(usize),
    Template(usize),
    Sources(usize),
    Bibliography(usize),
    File(usize),
    Picture(usize),
    Data(usize),
    Descriptor(usize),
}

const FRONT: &[&str] = &[
    "title: Another title",
    "tags: [x, y]",
    "tags: [z]",
    "author: one",
    "author: Somebody Else",
    "series: s",
    "draft: true",
    "description: Said here.",
    "aliases: [/old/]",
    "slug: other",
    "date: 2024-05-05",
    "weight: 1",
    "image: picture.png",
    "template: special",
    "expires: 2020-01-01",
    "title: Trade: broken",
    "lang: de",
    "sources: {s: {title: Of this file}}",
    "allow: {broken-link: it will come}",
    "review_by: 2025-01-01",
    "corrections: [{date: 2025-03-03, text: A slip}]",
];
const BODIES: &[&str] = &[
    "Plain words.\n",
    "A [link](a.md) and [another](b.md#part).\n\n## Part\n",
    "# A heading for a title\n\nA note.[^s]\n",
    "Of a bibliography.[^u] Another.[^t]\n",
    "A note.[^n] Another.[^s]\n\n[^n]: Words with [a link](../c/index.md).\n",
    "![A picture](picture.png)\n▲ __Title.__ Words. [Source](https://example.com/)\n",
    "[Data](/data/trade/) and [disputes](/disputed/) and [all](/data/).\n",
    "[Search](/search/), words, їжа, 贸易战.\n",
    "[Sources](/sources/), [one](/sources/s/) and [another](/sources/t/).[^t]\n",
    "Trade came to [48](stat:trade/2021/total) in 2021, [](stat:trade/2022/total?change=2021) more.\n",
    "It was [never](stat:trade/2024/total) or [12](stat:nowhere/1/2), or [49](stat:trade/*/total?mean).\n",
    "[Broken](nothing.md) and [far](/tags/x/) and [feed](/feed.xml) and [list](../c/).\n",
    "First.\n\n<!--more-->\n\nSecond $x^2$ \"quoted\".\n",
    "![Remote](https://example.com/a.png) <b>bold</b> <script>x</script>\n",
    "```chart\ntype: column\ntitle: A headline\nsubtitle: Units\ndata: trade\nx: year\ny: total\nsource: s\nalt: A.\n```\n",
    "```chart\ntype: line\ntitle: A headline\nsubtitle: Units\ndata: /c/data.csv\nx: year\ny: total\nsource: [s, t]\nalt: A.\n```\n",
    "```chart\ntype: bar\ntitle: A headline\nsubtitle: Units\nrows: [[a, b], [x, 1], [y, 1234.5], [z, 3]]\nx: a\ny: b\nsource: s\nalt: A.\n```\n",
];
const SETTINGS: &[&str] = &[
    "title: Another name\nbase_url: https://example.org/\n",
    "title: Site\nbase_url: https://example.org/sub/\n",
    "title: Site\n",
    "title: Site\nbase_url: https://example.org/\npaginate: 2\n",
    "title: Site\nbase_url: https://example.org/\nmath: true\nsmart_punctuation: true\n",
    "title: Site\nbase_url: https://example.org/\ntaxonomies: [regions]\nwithout: [json-feeds]\n",
    "title: Site\nbase_url: https://example.org/\nwithout: [datasets]\n",
    "title: Site\nbase_url: https://example.org/\nwithout: [search]\n",
    "title: Site\nbase_url: https://example.org/\nwithout: [archive, cards]\nlanguage: de\n",
    "title: Site\nbase_url: https://example.org/\ntheme_values: {accent: green, sizes: {measure: 20rem}}\n",
    "title: Site\nbase_url: https://example.org/\ntheme: essay\n",
    "title: Site\nbase_url: https://example.org/\nwithout: [sources]\nnav: [{title: One, url: /sources/s/}]\n",
    "title: Site\nbase_url: https://example.org/\ntheme: own\nauthors:\n  one: {name: One Writer}\n",
    "title: Site\nbase_url: https://example.org/\ntheme: own\npermalink: /:section/:name.html\n",
    "title: Site\nbase_url: https://example.org/\ncitations: {style: apa}\n",
    "title: Site\nbase_url: https://example.org/\nlanguages: [uk, de]\n",
    "title: Site\nbase_url: https://example.org/\nlanguages: {uk: {title: Сайт, nav: [{title: A, url: /uk/b/}]}}\n",
    "title: [broken\n",
];
const TEMPLATES: &[&str] = &[
    "{{ page.title }}|{{ page.content | safe }}{{ page.notes | safe }}",
    "{{ page.nothing }}",
    "{% if",
    "{{ site.title }}{% for card in page.related %}{{ card.title }}{% endfor %}",
];
const SOURCES: &[&str] = &[
    "s: {title: A source, url: \"https://example.com/s\"}\n",
    "s: {title: Another title}\n",
    "t: {title: Other}\n",
    "s: {title: A source, publisher: P}\nt: {title: Other, publisher: p}\nS: {title: Third}\n",
    "s: [broken\n",
];
const BIBLIOGRAPHIES: &[&str] = &[
    "@misc{u, title = {Of a bibliography}}\n",
    "@misc{u, title = {Another title}, date = {soon}}\n@misc{s, title = {Twice}}\n",
    "@misc{t, title = {Broken\n@misc{v, title = {V}}\n",
];
const DATA: &[&str] = &[
    "year,total\n2021,48\n2022,50\n",
    "year,total\n2021,48\n2021,50\n",
    "year,sum\n2021,\"4\n",
    "year,total,source\n2021,48,s\n2022,n/a,t\n",
    "year,total,source\n2021,48,s\n2021,50,t\n",
    "year,total,source,via\n2021,48,s,t\n2022,50,,S\n",
];
const DESCRIPTORS: &[&str] = &[
    "name: trade\npath: data.csv\nkey: year\n",
    "name: trade\npath: data.csv\nschema: {fields: [{name: year}, {name: total, type: number}]}\nsources: [s]\n",
    "name: other\npath: other.csv\n",
    "name: broken\npath: [data.csv\n",
];
const PICTURES: &[&str] =
    &["", "no picture", "<svg width='3' height='2'/>", "png 640 4 1", "png 640 4 2", "png 700 4 1", "png 700 4 1 half"];
const PATHS: &[&str] = &[
    "content/b/a.md",
    "content/b/b.md",
    "content/b/2025-01-01-c.md",
    "content/c/index.md",
    "content/c/d.md",
    "content/_index.md",
    "content/b/_index.md",
    "content/e/index.md",
    "content/sources/s.md",
    "content/b/a.uk.md",
    "content/b/2025-01-01-c.uk.md",
    "content/c/index.de.md",
    "content/b/_index.uk.md",
];

fn start() -> Site {
    let mut site = Site::of([
        ("expound.yaml", SETTINGS[3]),
        ("content/sources.yaml", SOURCES[0]),
        ("content/b/picture.png", ""),
        ("themes/own/templates/page.html", TEMPLATES[0]),
        ("themes/own/templates/special.html", TEMPLATES[3]),
    ]);
    for (at, path) in PATHS.iter().enumerate() {
        let date = if at % 3 == 1 { "date: 2025-02-02\n" } else { "" };
        let text = format!("---\n{date}tags: [x]\nauthor: one\n---\n\n{}", BODIES[at % BODIES.len()]);
        site.0.insert((*path).to_owned(), text);
    }
    site
}

/// The same without what is wrong in it.
fn tidy() -> Site {
    let mut site = start();
    for (path, text) in [
        ("content/sources.yaml", SOURCES[3]),
        ("content/refs.bib", BIBLIOGRAPHIES[0]),
        ("content/c/data.csv", DATA[0]),
        ("content/c/data.yaml", DESCRIPTORS[0]),
    ] {
        site.0.insert(path.to_owned(), text.to_owned());
    }
    let found = site.build(&Memo::default(), false).outcome.diagnostics;
    for error in found.iter().filter(|found| found.severity == Severity::Error) {
        site.0.remove(&*error.place.file);
    }
    let tidy = site.build(&Memo::default(), false);
    assert!(tidy.outcome.count(Severity::Error) == 0 && site.0.len() > 12, "{}", tidy.findings());
    site
}

impl Edit {
    fn apply(&self, site: &mut Site) {
        let documents: Vec<String> = site.0.keys().filter(|path| path.ends_with(".md")).cloned().collect();
        let choose = |n: usize| documents.get(n % documents.len().max(1)).cloned();
        let mut put = |path: &str, text: &str| drop(site.0.insert(path.to_owned(), text.to_owned()));
        match *self {
            Self::Settings(n) => put("expound.yaml", SETTINGS[n % SETTINGS.len()]),
            Self::Sources(n) => put("content/sources.yaml", SOURCES[n % SOURCES.len()]),
            Self::Bibliography(n) => put("content/refs.bib", BIBLIOGRAPHIES[n % BIBLIOGRAPHIES.len()]),
            Self::Template(n) => {
                let name = if n % 2 == 0 { "page" } else { "brief" };
                put(&format!("themes/own/templates/{name}.html"), TEMPLATES[n / 2 % TEMPLATES.len()]);
            }
            Self::Add(path, body) => put(PATHS[path % PATHS.len()], BODIES[body % BODIES.len()]),
            Self::Picture(n) => put("content/b/picture.png", PICTURES[n % PICTURES.len()]),
            Self::File(n) => {
                let path = ["content/b/picture.png", "content/c/data.csv", "content/e/data.csv"][n % 3];
                if site.0.remove(path).is_none() {
                    site.0.insert(path.to_owned(), String::new());
                }
            }
            Self::Data(n) => put("content/c/data.csv", DATA[n % DATA.len()]),
            Self::Descriptor(n) => {
                put(["content/c/data.yaml", "content/c/trade.yaml"][n % 2], DESCRIPTORS[n / 2 % DESCRIPTORS.len()]);
            }
            Self::Remove(n) => drop(choose(n).and_then(|path| site.0.remove(&path))),
            Self::Paragraph(n, word) => {
                let Some(text) = choose(n).and_then(|path| site.0.get_mut(&path)) else { return };
                text.push_str(&format!("\nA paragraph, number {word}.\n"));
            }
            Self::First(n, word) => {
                let Some(text) = choose(n).and_then(|path| site.0.get_mut(&path)) else { return };
                let at = text.rfind("---\n").map_or(0, |at| at + 4);
                text.insert_str(at, &format!("\nFirst words, number {word}.\n"));
            }
            Self::Comment(n) => {
                let Some(text) = choose(n).and_then(|path| site.0.get_mut(&path)) else { return };
                if let Some(front) = text.strip_prefix("---\n") {
                    *text = format!("---\n# A remark.\n{front}");
                }
            }
            Self::Front(n, key) => {
                let Some(text) = choose(n).and_then(|path| site.0.get_mut(&path)) else { return };
                let line = FRONT[key % FRONT.len()];
                let body = text.rfind("---\n").map_or(0, |at| at + 4);
                *text = format!("---\n{line}\ntags: [x]\n---\n{}", &text[body..]);
                if line.starts_with("tags") {
                    *text = text.replacen("tags: [x]\n", "", 1);
                }
            }
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = || 0_usize..64;
    prop_oneof![
        3 => (n(), any::<u8>()).prop_map(|(n, word)| Edit::Paragraph(n, word)),
        2 => (n(), any::<u8>()).prop_map(|(n, word)| Edit::First(n, word)),
        4 => (n(), n()).prop_map(|(n, key)| Edit::Front(n, key)),
        2 => n().prop_map(Edit::Comment),
        3 => (n(), n()).prop_map(|(path, body)| Edit::Add(path, body)),
        2 => n().prop_map(Edit::Remove),
        2 => n().prop_map(Edit::Settings),
        1 => n().prop_map(Edit::Template),
        1 => n().prop_map(Edit::Sources),
        2 => n().prop_map(Edit::Bibliography),
        1 => n().prop_map(Edit::File),
        2 => n().prop_map(Edit::Picture),
        1 => n().prop_map(Edit::Data),
        1 => n().prop_map(Edit::Descriptor),
    ]
}

/// How many sequences are tried; `PROPTEST_CASES` says otherwise.
const SEQUENCES: u32 = 24;

#[test]
fn an_incremental_build_gives_the_bytes_of_a_clean_one() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(SEQUENCES);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    // How often another process found what was made before.
    let found_before = Cell::new(0);
    let check = |(is_tidy, edits): (bool, Vec<Edit>)| {
        let mut site = if is_tidy { tidy() } else { start() };
        let mut memo = site.build(&Memo::default(), true).outcome.memo;
        let mut published = Published::default();
        published.publish(&site.build_upon(&published));
        for (at, edit) in edits.iter().enumerate() {
            edit.apply(&mut site);
            let clean = site.build(&Memo::default(), false);
            let pages = clean.tree.files.keys().filter(|path| path.ends_with(".html"));
            let open: Vec<String> = pages.skip(at % 3).step_by(3).cloned().collect();
            let (told, incremental) = site.build_looking_at(&memo, &open);
            let has = |(path, file): &(String, File)| {
                let whole = incremental.tree.files.get(path);
                clean.twice.contains(path) || whole.is_some_and(|whole| whole.bytes == file.bytes)
            };
            let wrong = told.early.into_iter().flat_map(|early| early.files).find(|early| !has(early));
            prop_assert!(wrong.is_none(), "after edit {}: {:?}: {:?}", at, edit, wrong.map(|(path, _)| path));
            let hashes = |built: &Built| {
                let mut hashes = built.hashes();
                hashes.retain(|path, _| !clean.twice.contains(path));
                hashes
            };
            prop_assert_eq!(hashes(&incremental), hashes(&clean), "after edit {}: {:?}", at, edit);
            prop_assert_eq!(incremental.findings(), clean.findings(), "after edit {}: {:?}", at, edit);
            memo = incremental.outcome.memo;
            found_before.set(found_before.get() + usize::from(published.has_traces()));
            let other = site.build_upon(&published);
            prop_assert_eq!(hashes(&other), hashes(&clean), "of another process, after {}: {:?}", at, edit);
            prop_assert_eq!(other.findings(), clean.findings(), "of another process, after {}: {:?}", at, edit);
            published.publish(&other);
        }
        Ok(())
    };
    // What chance has found once is tried each time.
    let once = [
        vec![Edit::Settings(15), Edit::Paragraph(1, 0)],
        vec![Edit::Front(1, 8), Edit::Front(2, 8), Edit::Comment(1), Edit::Comment(2)],
        vec![Edit::Remove(8)],
        vec![Edit::Descriptor(7), Edit::Descriptor(5)],
    ];
    let once = once.into_iter().flat_map(|edits| [(true, edits.clone()), (false, edits)]);
    if let Some(error) = once.into_iter().find_map(|case| check(case).err()) {
        panic!("{error}");
    }
    assert!(found_before.get() > 0);
    if let Err(error) = TestRunner::new(config).run(&(any::<bool>(), prop::collection::vec(edit(), 1..8)), check) {
        panic!("{error}");
    }
}

/// A site of ten briefs in two sections, built once.
fn ten() -> (Site, Built) {
    let mut site =
        Site::of([("expound.yaml", "title: Site\nbase_url: https://example.org/\npaginate: 3\nfeed_items: 4\n")]);
    for at in 0..10 {
        let section = if at % 2 == 0 { "a" } else { "b" };
        let text = format!(
            "---\ntitle: Brief {at}\ndate: 2025-01-{:02}\ntags: [x, t{at}]\n---\n\nFirst words of {at}.\n\nSecond words.\n\n[Next](../a/brief-0.md#part)\n\n## Part\n",
            at + 1
        );
        site.0.insert(format!("content/{section}/brief-{at}.md"), text);
    }
    let built = site.build(&Memo::default(), true);
    assert_eq!(built.findings(), "");
    (site, built)
}

/// Builds again; what was done, and the published paths whose bytes changed.
fn again(site: &Site, last: &Built) -> (Counts, Vec<String>) {
    let built = site.build(&last.outcome.memo, true);
    let (old, new) = (last.hashes(), built.hashes());
    // Every word is in the index of the search, which other tests look at.
    let is_of_index = |path: &str| path.starts_with("search/");
    let changed = new.iter().filter(|(path, hash)| old.get(*path) != Some(*hash) && !is_of_index(path));
    let changed = changed.map(|(path, _)| path.clone());
    (built.outcome.memo.counts, changed.collect())
}

fn edited(site: &Site, path: &str, from: &str, to: &str) -> Site {
    let mut site = site.clone();
    let text = site.0.get_mut(path).unwrap();
    assert!(text.contains(from));
    *text = text.replace(from, to);
    site
}

#[test]
fn nothing_is_done_where_nothing_changed() {
    let (site, built) = ten();
    assert_eq!(again(&site, &built), (Counts::default(), Vec::new()));
}

#[test]
fn an_edited_bibliography_is_the_work_of_the_pages_that_cite_it() {
    let bib = |title: &str| format!("@misc{{one, title = {{{title}}}}}\n@misc{{two, title = {{Two}}}}\n");
    let (mut site, _) = ten();
    for (path, key) in [("content/a/brief-2.md", "one"), ("content/b/brief-3.md", "two")] {
        site.0.get_mut(path).unwrap().push_str(&format!("\nSaid so.[^{key}]\n"));
    }
    site.0.insert("content/refs.bib".to_owned(), bib("First words"));
    let built = site.build(&Memo::default(), true);
    assert!(built.text("a/brief-2/index.html").unwrap().contains("First words"));
    assert!(!built.hashes().contains_key("refs.bib"), "a bibliography is not published");
    site.0.insert("content/refs.bib".to_owned(), bib("Other words"));
    let (counts, changed) = again(&site, &built);
    assert_eq!((counts.parsed, counts.lowered), (0, 1));
    // Brief 2 is in the feeds of its section too, and the source has a page and is in their list.
    let sources = ["sources/index.html", "sources/one/index.html"];
    assert_eq!(changed, [&["a/brief-2/index.html", "a/feed.json", "a/feed.xml"][..], &sources].concat());
}

#[test]
fn an_edited_paragraph_is_the_work_of_one_page() {
    let (site, built) = ten();
    let site = edited(&site, "content/a/brief-2.md", "Second words", "Other words");
    let (counts, changed) = again(&site, &built);
    // Brief 2 is too old for the feeds of the site; that of its section has four of five briefs, and this one too.
    assert_eq!(changed, ["a/brief-2/index.html", "a/feed.json", "a/feed.xml"]);
    assert_eq!(counts, Counts { parsed: 1, lowered: 1, looked_at: 1, rendered: 1 }, "nothing else is even asked");
}

#[test]
fn an_edited_paragraph_is_the_work_of_one_page_in_another_process_too() {
    let (mut site, _) = ten();
    site.0.get_mut("expound.yaml").unwrap().push_str("without: [search]\n");
    let mut published = Published::default();
    published.publish(&site.build_upon(&published));
    let edited = edited(&site, "content/a/brief-2.md", "Second words", "Other words");
    let counts = edited.build_upon(&published).outcome.memo.counts;
    assert_eq!((counts.parsed, counts.looked_at, counts.rendered), (10, 1, 1), "{counts:?}");
    // Those that stand whole in feeds are lowered too.
    assert!(counts.lowered < 10, "{counts:?}");

    // What somebody took away is made again.
    published.remove("b/brief-3/index.html");
    published.remove("a/index.html");
    let again = edited.build_upon(&published);
    assert_eq!(again.hashes(), edited.build(&Memo::default(), false).hashes());
    assert_eq!((again.outcome.memo.counts.looked_at, again.outcome.memo.counts.rendered), (3, 3));
}

#[test]
fn an_edited_excerpt_is_the_work_of_what_shows_it() {
    let (site, built) = ten();
    let site = edited(&site, "content/a/brief-2.md", "First words", "Other words");
    let (counts, changed) = again(&site, &built);
    let pages = changed.iter().filter(|path| path.ends_with(".html") && *path != "404.html").count();
    assert_eq!((counts.parsed, counts.lowered, counts.rendered), (1, 1, pages), "{counts:?} {changed:?}");
    assert!(
        changed.contains(&"a/page/2/index.html".to_owned()) && changed.contains(&"tags/t2/index.html".to_owned()),
        "{changed:?}"
    );
}

#[test]
fn a_heading_that_goes_away_is_the_work_of_those_who_link_to_it() {
    let (site, built) = ten();
    let site = edited(&site, "content/a/brief-0.md", "## Part", "## Other part");
    let (counts, changed) = again(&site, &built);
    // All ten link to it, and their bytes stay the same; only the finding is new.
    assert_eq!((counts.parsed, counts.lowered), (1, 10));
    assert_eq!(changed.iter().filter(|path| path.ends_with(".html")).count(), 1, "{changed:?}");
}

#[test]
fn a_translation_is_the_work_of_what_leads_to_it() {
    let (mut site, _) = ten();
    let settings = site.0.get_mut("expound.yaml").unwrap();
    settings.push_str("languages: [uk]\n");
    site.0.insert("content/a/brief-0.uk.md".to_owned(), "---\ntitle: А\ndate: 2025-01-01\n---\n\nСлова.\n".to_owned());
    let built = site.build(&Memo::default(), true);
    assert_eq!(built.findings(), "");
    site.0.insert("content/a/brief-2.uk.md".to_owned(), "---\ntitle: Б\ndate: 2025-01-03\n---\n\nСлова.\n".to_owned());
    let (counts, changed) = again(&site, &built);
    assert_eq!((counts.parsed, counts.lowered), (1, 1));
    // The original leads to it, and the lists of its own language show it; no other list does.
    let pages: Vec<&str> = changed.iter().map(String::as_str).filter(|path| path.ends_with(".html")).collect();
    assert_eq!(
        pages,
        [
            "a/brief-2/index.html",
            "uk/a/brief-0/index.html",
            "uk/a/brief-2/index.html",
            "uk/a/index.html",
            "uk/archive/index.html",
            "uk/index.html"
        ]
    );
}

#[test]
fn a_new_template_is_the_work_of_all_pages_and_no_parsing() {
    let (mut site, built) = ten();
    site.0.insert("themes/default/templates/brief.html".to_owned(), "{{ page.title }}".to_owned());
    let (counts, _) = again(&site, &built);
    assert_eq!((counts.parsed, counts.lowered), (0, 0));
}

#[test]
fn pages_that_are_open_are_made_first_and_as_they_will_be() {
    let (mut site, built) = ten();
    let table = "year,total,source\n2020,40,s\n2021,48,s\n2022,50,s\n2023,60,s\n";
    for (path, text) in [
        ("content/sources.yaml", "s: {title: A source, url: \"https://example.com/s\"}\n"),
        ("content/_index.md", "Words of the home page.\n"),
        ("content/a/_index.md", "Words of the section.\n"),
        ("content/data/trade.yaml", "name: trade\npath: trade.csv\nkey: year\n"),
        ("content/data/trade.csv", table),
        ("content/b/picture.png", "png 640 4 1"),
        (
            "content/b/chart.md",
            "![A picture](picture.png)\n\n```chart\ntype: column\ntitle: A headline\nsubtitle: Units\ndata: trade\nx: year\ny: total\nsource: s\nalt: A.\n```\n",
        ),
    ] {
        site.0.insert(path.to_owned(), text.to_owned());
    }
    let all: Vec<String> = site.build(&Memo::default(), false).tree.files.into_keys().collect();
    let is_page = |path: &&String| path.ends_with(".html") && !["404.html", "search/index.html"].contains(&&***path);
    let pages: Vec<String> = all.iter().filter(is_page).cloned().collect();
    assert!(pages.iter().any(|path| path == "sources/s/index.html"), "{pages:?}");

    // All at once, and each alone.
    let (told, whole) = site.build_looking_at(&built.outcome.memo, &pages);
    assert_eq!((told.wrong, whole.findings()), (None, String::new()));
    let early = told.early.unwrap().files;
    for (path, file) in &early {
        assert_eq!(file.hash(), whole.tree.files[path].hash(), "{path}");
    }
    // Whatever a browser may load to show them is there too.
    let is_loaded =
        |path: &&String| [".css", ".js", ".png", ".svg", ".woff2", ".webp"].iter().any(|end| path.ends_with(end));
    let is_card = |path: &&String| path.ends_with("card.png");
    let expected: Vec<&String> =
        all.iter().filter(|path| pages.contains(path) || is_loaded(path) && !is_card(path)).collect();
    let shown: Vec<&String> =
        early.keys().filter(|path| (is_page(path) || is_loaded(path)) && !is_card(path)).collect();
    assert_eq!(shown, expected);
    // Of pages of a kind one is enough; what takes long to draw is left out.
    let mut plain = site;
    plain.0.retain(|path, _| !path.starts_with("content/b/chart") && !path.starts_with("content/b/picture"));
    let is_another = |path: &str| {
        (0..10).any(|n| n != 2 && (path.contains(&format!("/brief-{n}/")) || path.contains(&format!("tags/t{n}/"))))
    };
    for page in pages.iter().filter(|path| !path.contains("chart") && !is_another(path)) {
        let (told, whole) = plain.build_looking_at(&built.outcome.memo, std::slice::from_ref(page));
        let early = told.early.unwrap();
        let made: Vec<&String> = early.files.keys().filter(|path| path.ends_with(".html")).collect();
        assert_eq!(made, [page]);
        assert_eq!(early.files[page].hash(), whole.tree.files[page].hash(), "{page}");
    }

    // Nothing is shown early where nobody looks, where nothing changed, or where something is wrong; that is told then.
    let whole = plain.build(&built.outcome.memo, true);
    let told = |site: &Site, last: &Built, path: &str| {
        let told = site.build_looking_at(&last.outcome.memo, &[path.to_owned()]).0;
        (told.early.is_some(), told.wrong)
    };
    let shown = (true, None);
    let nothing = (false, None);
    let mistake = |code, pages| (false, Some(Wrong { codes: vec![code], pages }));
    let page = "a/brief-2/index.html";
    assert_eq!(told(&plain, &built, page), shown);
    assert_eq!(told(&plain, &built, "a/nowhere/index.html"), nothing);
    assert_eq!(told(&plain, &whole, page), nothing, "nothing changed");
    let body = edited(&plain, "content/a/brief-2.md", "Second words", "Other words");
    assert_eq!(told(&body, &whole, page), shown, "the index of the search follows");
    let title = edited(&plain, "content/a/brief-2.md", "Brief 2", "Another title");
    assert_eq!(told(&title, &whole, page), shown);
    let broken = edited(&title, "content/a/brief-2.md", "title: ", "title: [");
    assert_eq!(told(&broken, &whole, page), mistake("bad-yaml", 0), "before a page is made");
    let broken = edited(&title, "content/a/brief-2.md", "(../a/brief-0.md#part)", "(stat:trade/2030/total)");
    assert_eq!(told(&broken, &whole, page), mistake("unknown-row", 1), "when that page is made");
    let mut template = plain.clone();
    template.0.insert("themes/default/templates/brief.html".to_owned(), "{{ page.nothing }}".to_owned());
    assert_eq!(told(&template, &whole, page), mistake("template-error", 0));
    assert_eq!(told(&template, &whole, "index.html"), shown, "what is wrong elsewhere is found later");
}
