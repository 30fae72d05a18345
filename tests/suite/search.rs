//! The search of a site: what readers ask and are shown, words that must meet, and the index as it is published.

use crate::harness::search_index::{SearchIndex, decode, forms};
use crate::harness::{Built, Site, Verdict, files_below, here};
use expound::outputs::search::rules::{STEMS, stems_for};
use expound::outputs::search::terms::words;
use expound::pipeline::Memo;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// A site of the folder of sites, in memory.
fn site(name: &str) -> Site {
    let root = here("tests/sites").join(name);
    let texts = files_below(&root).into_iter().filter(|path| path.starts_with("content/") || path == "expound.yaml");
    let mut site = Site::default();
    for path in texts {
        let text = String::from_utf8_lossy(&fs::read(root.join(&path)).unwrap()).into_owned();
        site.0.insert(path, text);
    }
    for path in files_below(&here("tests/themes")) {
        site.0.insert(format!("themes/{path}"), fs::read_to_string(here("tests/themes").join(&path)).unwrap());
    }
    site
}

fn built(site: &Site) -> Built {
    site.build(&Memo::default(), false)
}

fn file(built: &Built, name: &str) -> String {
    built.text(&format!("search/{name}")).unwrap_or_else(|| panic!("search/{name} is not published"))
}

#[test]
fn readers_are_shown_what_they_ask_for() {
    let built = built(&site("search"));
    let read = |name: &str| file(&built, name);
    let index = SearchIndex::open(&read);
    let path = here("tests/search/queries.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut answered = String::new();
    for line in text.lines().filter(|line| !line.starts_with("  ")) {
        answered.push_str(&format!("{line}\n"));
        let Some(query) = line.strip_prefix("> ") else { continue };
        let found = index.search(query);
        for at in found.documents {
            let document = index.document(at);
            let kind = ["brief", "page", "dataset", "source", "disputed"][document[0].as_u64().unwrap() as usize];
            let some = if found.is_part { "some: " } else { "" };
            let (title, url) = (document[2].as_str().unwrap(), document[1].as_str().unwrap());
            answered.push_str(&format!("  {some}{kind}: {title} {url}\n"));
        }
    }
    let mut verdict = Verdict::default();
    verdict.expect(&path, &answered);
    verdict.end();
}

#[test]
fn words_of_one_family_meet() {
    let text = fs::read_to_string(here("tests/search/families.md")).unwrap();
    let mut verdict = Verdict::default();
    let mut code = "";
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        if let Some(named) = line.strip_prefix("# ") {
            code = named;
            continue;
        }
        let cut = |written: &str| {
            let mut all = BTreeSet::new();
            words(written, &mut |word| {
                let first = word.chars().next().unwrap();
                let rules = stems_for(code).into_iter().find(|stems| stems.cuts(first));
                all.insert(rules.map_or_else(|| word.to_owned(), |stems| stems.cut(word)));
            });
            all
        };
        let (family, others) = line.split_once(" | ").unwrap_or((line, ""));
        let stems = cut(family);
        verdict.hold(line, stems.len() == 1, &format!("they are {stems:?}"));
        let met: Vec<_> = cut(others).intersection(&stems).cloned().collect();
        verdict.hold(line, met.is_empty(), &format!("others meet them: {met:?}"));
    }
    verdict.end();
}

/// The sites whose indexes are looked through.
const SITES: &[&str] = &["search", "figures", "everything", "names"];

#[test]
fn every_word_is_where_the_manifest_says() {
    for name in SITES {
        let built = built(&site(name));
        let read = |name: &str| file(&built, name);
        let index = SearchIndex::open(&read);
        assert!(index.documents() > 0, "{name}");
        let mut named: BTreeSet<usize> = BTreeSet::new();
        for shard in 0..index.shards.len() {
            for (word, list) in index.words_of(shard) {
                let place = index.shards.iter().rposition(|(from, _)| *from <= word);
                assert_eq!(place, Some(shard), "{name}: {word}");
                named.extend(decode(list.as_str().unwrap()).1.iter().map(|(at, _)| *at));
            }
        }
        assert_eq!(named, (0..index.documents()).collect(), "{name}: every document has words, and no other is named");
        for at in 0..index.documents() {
            let document = index.document(at);
            let title = document[2].as_str().unwrap();
            // Whatever its language, a document is found by the words of its title.
            let found = index.search(&format!("{title} "));
            assert!(found.documents.contains(&at) && !found.is_part, "{name}: {title}");
        }
        let published = built.tree.files.keys().filter(|path| path.starts_with("search/")).count();
        assert_eq!(published, 1 + index.read.borrow().len(), "{name}: no file is superfluous");
    }
}

#[test]
fn a_brief_is_found_by_each_of_its_words() {
    let site = site("search");
    let built = built(&site);
    let read = |name: &str| file(&built, name);
    let index = SearchIndex::open(&read);
    for (path, text) in site.0.iter().filter(|(path, _)| path.starts_with("content/briefs/") && path.ends_with(".md")) {
        let body = text.rsplit("\n---\n").next().unwrap().split("```").next().unwrap();
        let prose = body.lines().filter(|line| !line.contains("](")).collect::<Vec<_>>().join("\n");
        let slug = path.trim_start_matches("content/").trim_end_matches(".md");
        let of = |at: &usize| index.document(*at)[1].as_str().unwrap() == format!("/sub/{slug}/");
        words(&prose.replace("[^customs]", ""), &mut |word| {
            let found = index.search(&format!("{word} "));
            assert!(found.documents.iter().any(&of), "{path} is not found by {word}");
        });
    }
}

#[test]
fn an_index_has_the_same_bytes_on_any_number_of_threads() {
    let site = site("search");
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| built(&site).hashes())
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn a_page_of_the_authors_takes_the_place_of_the_search_page() {
    let of = |path: &str, text: &str| {
        let built = built(&Site::of([("content/a.md", "Words.\n"), (path, text)]));
        let paths: Vec<String> = built.tree.files.into_keys().filter(|path| path.starts_with("search")).collect();
        (paths, built.outcome.diagnostics.len())
    };
    assert_eq!(of("content/search.md", "Mine.\n"), (vec!["search/index.html".to_owned()], 0));
    assert_eq!(of("expound.yaml", "base_url: https://example.org/\nwithout: [search]\n"), (vec![], 0));
    let (beside, found) = of("content/search/manifest.json", "{}");
    assert_eq!((beside.as_slice(), found), (&[] as &[String], 0), "no index stands beside a file of its name");
}

#[test]
fn pages_do_not_load_the_script_but_the_search_page_does() {
    let built = built(&Site::of([("content/a.md", "---\ndate: 2025-01-01\n---\n\nWords.\n")]));
    for path in built.tree.files.keys().filter(|path| path.ends_with(".html")) {
        let scripts = built.text(path).unwrap().matches("<script src=\"/assets/search.").count();
        assert_eq!(scripts, usize::from(path == "search/index.html"), "{path}");
    }
    let page = built.text("search/index.html").unwrap();
    assert!(page.contains("data-index=\"/search/manifest.json\"") && page.contains("search:unscripted"), "{page}");
}

/// Texts whose words both programs must take alike.
fn texts() -> Vec<String> {
    let mut all: Vec<String> = ["families.md", "queries.md"]
        .iter()
        .flat_map(|name| {
            let text = fs::read_to_string(here("tests/search").join(name)).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let odd = [
        "L’Or d’Élysée, İstanbul, Straße, Łódź, Dvořák ﬁn ½ ²",
        "1,234,567.8 and 1 234 567 and 12,5 or 1,2345; 2.1.2024 12.5x 1,234.5x 240'000 1990s 5G",
        "1 234 567x 1,200,000bn 2 000 000km 1 234x 12,345",
        "п’ять з'їзд Ґудзик її й єнот ёлка",
        "俄罗斯GDP增长，油。カタカナﾊﾝｶｸ 한국어 문장 ไทย 𠀀𠀁",
        "ΑΘΗΝΑΣ Ωμέγα العربية עברית",
        "don't o'brien's l'l'x ''' a'b rock'n'roll x’",
    ];
    all.extend(odd.map(str::to_owned));
    all
}

#[test]
fn the_script_takes_words_as_the_index_does() {
    let built = built(&site("search"));
    let script = fs::read_to_string(here("themes/default/assets/search.js")).unwrap();
    let (manifest, texts) = (file(&built, "manifest.json"), serde_json::to_string(&texts()).unwrap());
    let program = format!(
        "{script}\nconst {{ words, forms }} = reader({manifest}.rules);\n\
         console.log(JSON.stringify({texts}.map((text) => words(text, true).map(forms))));"
    );
    let Ok(mut node) = Command::new("node").arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "node is not installed");
        println!("skipped: no node");
        return;
    };
    node.stdin.take().unwrap().write_all(program.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    let theirs: Vec<Vec<Vec<String>>> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(STEMS.len() > 1);
    for (text, theirs) in self::texts().iter().zip(theirs) {
        let mut ours = Vec::new();
        words(text, &mut |word| ours.push(forms(word)));
        assert_eq!(ours, theirs, "{text}");
    }
}
