//! What a build does to `public/`: all or nothing, the same bytes always, and nothing of anybody else's.

use crate::harness::{NOW, Scratch, expound, files_below};
use std::fs;

const BUILD: &[&str] = &["build", "--now", NOW];

fn small() -> Scratch {
    Scratch::new(&[
        ("expound.yaml", "title: Site\nbase_url: https://example.org/\n"),
        ("content/a.md", "---\ntitle: A\ndate: 2025-01-01\ntags: [x]\n---\n\nSee [b](b.md).\n"),
        ("content/b.md", "---\ntitle: B\n---\n\nWords.\n"),
        ("content/picture.png", "picture"),
    ])
}

#[test]
fn a_build_with_errors_changes_nothing() {
    let site = small();
    assert_eq!(expound(site.path(), BUILD).code, 0);
    let before = site.public();
    assert!(before.contains_key("a/index.html"), "{:?}", before.keys());
    site.write("content/a.md", "---\ntitle: A changed\n---\n\nA note[^missing].\n");
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("undefined-note") && ran.err.ends_with("Nothing was published; public/ is what it was.\n"),
        "{}",
        ran.err
    );
    assert_eq!(site.public(), before);
    assert!(
        files_below(site.path()).iter().all(|path| !path.contains(".public.expound")),
        "{:?}",
        files_below(site.path())
    );
    site.write("content/a.md", "---\ntitle: A changed\n---\n\nNo note.\n");
    assert_eq!(expound(site.path(), BUILD).code, 0);
    assert_ne!(site.public(), before);
}

#[test]
fn a_page_that_is_gone_is_gone() {
    let site = small();
    expound(site.path(), BUILD);
    fs::remove_file(site.path().join("content/b.md")).unwrap();
    let ran = expound(site.path(), BUILD);
    assert!(ran.err.contains("broken-link"), "{}", ran.err);
    assert_eq!(ran.code, 0);
    assert!(!site.public().contains_key("b/index.html"));
}

#[test]
fn what_somebody_else_wrote_is_not_touched() {
    let site = small();
    site.write("public/letter.txt", "mine");
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("letter.txt"), "{}", ran.err);
    assert_eq!(files_below(&site.path().join("public")), ["letter.txt"]);
    assert_eq!(expound(site.path(), &["build", "--now", NOW, "--replace"]).code, 0);
    assert!(!site.public().contains_key("letter.txt"));
    // A file that comes later is somebody else's too.
    site.write("public/letter.txt", "mine");
    assert_eq!(expound(site.path(), BUILD).code, 2);
    assert_eq!(site.read("public/letter.txt"), "mine");
}

#[test]
fn the_mark_of_an_empty_folder_is_carried_over() {
    let site = small();
    site.write("public/.gitkeep", "");
    assert_eq!(expound(site.path(), BUILD).code, 0);
    assert!(site.public().contains_key(".gitkeep"));
}

#[test]
fn what_was_found_is_said_even_where_publishing_is_refused() {
    let site = small();
    site.write("public/letter.txt", "mine");
    site.write("content/b.md", "---\ntitle: B\n---\n\n[Words](nothing.md)\n");
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("broken-link") && ran.err.contains("letter.txt"), "{}", ran.err);
}

#[test]
fn a_check_looks_at_what_is_withheld_and_a_build_does_not() {
    let site = small();
    site.write("content/c.md", "---\ntitle: C\ndate: 2025-01-02\npublish: 2026-01-01\n---\n\nWords.[^nobody]\n");
    let ran = expound(site.path(), &["check", "--now", NOW]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("undefined-note"), "{}", ran.err);
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("(1 withheld)"), "{}", ran.out);
}

#[test]
fn a_file_cannot_allow_what_its_site_denies() {
    let site = small();
    site.write("content/b.md", "---\ntitle: B\nallow: {broken-link: soon}\n---\n\n[Words](nothing.md)\n");
    assert_eq!(expound(site.path(), &["check", "--now", NOW]).code, 0);
    site.write("expound.yaml", "title: Site\nbase_url: https://example.org/\nchecks: {deny: [broken-link]}\n");
    assert_eq!(expound(site.path(), BUILD).code, 1);
}

#[test]
fn a_template_may_extend_the_built_in_one_that_it_replaces() {
    let site = small();
    let text =
        "{% extends \"default/brief.html\" %}\n{% block main %}{{ super() }}<p>One line more.</p>{% endblock %}\n";
    site.write("themes/default/templates/brief.html", text);
    let ran = expound(site.path(), BUILD);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = site.read("public/a/index.html");
    assert!(page.contains("One line more.") && page.contains("<h1>A</h1>"), "{page}");
    // The first paragraph is said once: without a description there is no standfirst.
    assert!(!page.contains("class=\"standfirst\""), "{page}");
}
