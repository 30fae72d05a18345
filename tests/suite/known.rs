//! A build of what was built before says the same and does nothing; whatever was touched is built again.

use crate::harness::{Ran, Scratch, expound};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

const UNCHANGED: &str = "Nothing has changed since the last build: ";

fn site() -> Scratch {
    Scratch::new(&[
        ("expound.yaml", "title: A site\n"),
        ("content/a.md", "---\ndate: 2025-01-01\n---\nA [link](nowhere.md).\n"),
        ("content/b.md", "---\ntitle: B\nexpires: 2025-09-01\n---\nWords.\n"),
        ("content/c/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("content/c/d.csv", "a,b\n1,2\n"),
    ])
}

fn build(site: &Scratch, more: &[&str]) -> Ran {
    let mut args = vec!["build", "--format", "short", "--cache", "cache"];
    args.extend(if more.contains(&"--now") { [].iter() } else { ["--now", "2025-06-15"].iter() });
    args.extend(more);
    let ran = expound(site.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

fn is_known(site: &Scratch, more: &[&str]) -> bool {
    build(site, more).out.starts_with(UNCHANGED)
}

/// A file that was written to within the last two seconds may be written to again in the same tick of a coarse clock.
fn settle() {
    sleep(Duration::from_millis(2_100));
}

#[test]
fn what_was_built_is_not_built_again() {
    let site = site();
    settle();
    let first = build(&site, &[]);
    assert!(first.out.starts_with("Published 2 pages"), "{}", first.out);
    let before = site.public();
    let again = build(&site, &[]);
    assert!(again.out.starts_with("Nothing has changed since the last build: 2 pages and "), "{}", again.out);
    assert!(first.err.contains("warning[broken-link]"), "{}", first.err);
    assert_eq!((again.err, site.public()), (first.err, before.clone()));
    assert!(is_known(&site, &["--now", "2025-08-31"]), "no editorial moment has passed");
    assert!(!is_known(&site, &["--now", "2025-09-01"]), "a brief has expired");
    assert!(!site.public().contains_key("b/index.html"));
    assert!(!is_known(&site, &["--now", "2025-06-15"]), "a clock that went back");
    assert_eq!(site.public(), before);
    for other in [&["--base-url", "https://example.org/"][..], &["--drafts"], &["--allow", "broken-link"]] {
        assert!(!is_known(&site, other), "{other:?}");
        assert!(is_known(&site, other), "{other:?}");
    }
}

#[test]
fn whatever_was_touched_is_built_again() {
    let site = site();
    let changes: &[(&str, &str)] = &[
        ("content/a.md", "---\ndate: 2025-01-01\n---\nOther [link](nowhere.md).\n"),
        ("content/new.md", "New.\n"),
        ("content/c/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        ("content/c/d.csv", "a,b\n1,3\n"),
        ("content/sources.yaml", "s: {title: S}\n"),
        ("expound.yaml", "title: Another site\n"),
        ("themes/default/styles/90-own.css", "p { color: red }\n"),
        ("public/a/index.html", "Somebody was here."),
    ];
    settle();
    build(&site, &[]);
    for (path, text) in changes {
        site.write(path, text);
        assert!(!is_known(&site, &[]), "{path}");
        if !path.starts_with("public") {
            settle();
            build(&site, &[]);
        }
        assert!(is_known(&site, &[]), "{path}, and then nothing");
    }
    assert_ne!(site.read("public/a/index.html"), "Somebody was here.");
    fs::remove_file(site.path().join("public/a/index.html")).unwrap();
    assert!(!is_known(&site, &[]), "a page is gone");
    fs::remove_file(site.path().join("content/new.md")).unwrap();
    assert!(!is_known(&site, &[]), "a brief is gone");
    assert!(!site.public().contains_key("new/index.html"));
    fs::remove_dir_all(site.path().join("public")).unwrap();
    assert!(!is_known(&site, &[]), "everything is gone");
    site.write("public/mine.txt", "");
    let refused = expound(site.path(), &["build", "--cache", "cache", "--now", "2025-06-15"]);
    assert!(refused.err.contains("mine.txt"), "{}", refused.err);
}

#[test]
fn a_brief_that_was_saved_as_it_was_is_the_same() {
    let site = site();
    settle();
    build(&site, &[]);
    site.write("content/a.md", site.read("content/a.md"));
    assert!(is_known(&site, &[]));
}

#[test]
fn after_an_edited_paragraph_the_rest_is_what_it_was() {
    let site = site();
    site.write("expound.yaml", "title: A site\nbase_url: https://example.org/\nwithout: [search]\n");
    settle();
    let first = build(&site, &[]);
    // What was found about the page that is not made again is told again.
    let text = site.read("content/b.md");
    site.write("content/b.md", format!("{text}\nMore words.\n"));
    let again = build(&site, &["--verify"]);
    assert!(again.out.contains("(0 new, 2 changed, 0 removed)"), "its page, the list of files: {}", again.out);
    assert!(again.out.contains("A build from nothing gives the same bytes."), "{}", again.out);
    assert_eq!(again.err, first.err);
    // The same with files that somebody touched or took away.
    settle();
    site.write("content/b.md", format!("{text}\nStill more words.\n"));
    site.write("public/a/index.html", "Somebody was here.");
    fs::remove_file(site.path().join("public/feed.xml")).unwrap();
    let mended = build(&site, &["--verify"]);
    assert!(mended.out.contains("A build from nothing gives the same bytes."), "{}", mended.out);
    assert!(site.read("public/a/index.html").contains("<html"));
}

#[test]
fn a_cache_that_is_damaged_costs_time_alone() {
    let site = site();
    settle();
    build(&site, &[]);
    let before = site.public();
    let files = |folder: PathBuf| -> Vec<PathBuf> {
        walkdir::WalkDir::new(folder)
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file())
            .map(|e| e.into_path())
            .collect()
    };
    let damage: [fn(&Path); 3] = [
        |path| fs::write(path, "").unwrap(),
        |path| {
            let mut bytes = fs::read(path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(path, bytes).unwrap();
        },
        |path| fs::remove_file(path).unwrap(),
    ];
    for damage in damage {
        assert!(is_known(&site, &[]));
        files(site.path().join("cache")).iter().for_each(|path| damage(path));
        assert!(!is_known(&site, &[]));
        assert_eq!(site.public(), before);
    }
}
