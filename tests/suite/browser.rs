//! The demonstration site in a real browser: what `tests/browser` checks there. Needs Chromium, Node.js with the packages of
//! `tests/browser/package.json`, Java for the checker of HTML, and poppler for what is on paper.
//!
//! Where one of these is not there a test says so and is skipped; with `EXPOUND_TEST_ALL=1` it fails.

use crate::harness::{Scratch, expound, here};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The site, built once for all checks.
fn site() -> &'static Path {
    static SITE: OnceLock<Scratch> = OnceLock::new();
    let scratch = SITE.get_or_init(|| {
        let scratch = Scratch::new(&[]);
        let output = scratch.path().join("public");
        let ran = expound(&here(""), &["build", "--quiet", "--output", output.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        scratch
    });
    scratch.path()
}

/// What is missing of the tools that a check needs.
fn missing(tools: &[&str]) -> Option<String> {
    let packages = here("tests/browser/node_modules/playwright-core");
    let browser = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    let runs = |tool: &&&str| Command::new(tool).arg("--version").output().is_ok();
    if !browser.exists() {
        return Some("no chromium".to_owned());
    }
    if !packages.exists() {
        return Some("no packages in tests/browser: run `npm install` there".to_owned());
    }
    ["node"].iter().chain(tools).find(|tool| !runs(tool)).map(|tool| format!("no {tool}"))
}

/// Runs a check of `tests/browser/checks` over the site.
fn check(name: &str, tools: &[&str]) {
    if let Some(missing) = missing(tools) {
        assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "{name} cannot run: {missing}");
        println!("skipped: {missing}");
        return;
    }
    let pictures = here("target").join("browser");
    let run = Command::new("node")
        .arg(here("tests/browser/run.mjs"))
        .arg(site().join("public"))
        .arg(&pictures)
        .arg(name)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    println!("{said}");
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn the_checker_of_html_finds_nothing() {
    check("html", &["java"]);
}

#[test]
fn axe_finds_nothing_and_nothing_is_wider_than_a_small_screen() {
    check("accessibility", &[]);
}

#[test]
fn pages_ask_no_other_host_and_are_whole_without_scripts() {
    check("policy", &[]);
}

#[test]
fn every_mark_leads_to_its_note_and_back_by_key() {
    check("notes", &[]);
}

#[test]
fn a_brief_is_light_and_its_words_wait_for_nothing() {
    check("weight", &[]);
}

#[test]
fn paper_has_running_titles_numbers_and_addresses() {
    check("print", &["pdftotext"]);
}

#[test]
fn scripts_add_what_they_are_for() {
    check("scripts", &[]);
}

#[test]
fn lighthouse_gives_full_marks() {
    check("lighthouse", &[]);
}

#[test]
fn a_page_of_every_kind_has_its_picture_taken() {
    check("screenshots", &[]);
}
