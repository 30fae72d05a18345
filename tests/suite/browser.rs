//! The demonstration site in a real browser: what `tests/browser` checks there. Needs Chromium, Node.js with the packages of
//! `tests/browser/package.json`, Java for the checker of HTML, and poppler for what is on paper.
//!
//! Where one of these is not there a test says so and is skipped; with `EXPOUND_TEST_ALL=1` it fails.

use crate::harness::{Scratch, copy, expound, here};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The demonstration in a theme that is part of the program.
struct Demonstration {
    theme: &'static str,
    built: OnceLock<Scratch>,
}

static DEFAULT: Demonstration = Demonstration { theme: "default", built: OnceLock::new() };
static ESSAY: Demonstration = Demonstration { theme: "essay", built: OnceLock::new() };

impl Demonstration {
    /// The published site, built once for all checks.
    fn public(&self) -> PathBuf {
        let scratch = self.built.get_or_init(|| {
            let settings = std::fs::read_to_string(here("expound.yaml")).unwrap();
            let scratch = Scratch::new(&[("expound.yaml", &format!("{settings}\ntheme: {}\n", self.theme))]);
            copy(&here("content"), &scratch.path().join("content"));
            let ran = expound(scratch.path(), &["build", "--quiet"]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            scratch
        });
        scratch.path().join("public")
    }
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
fn check(site: &Demonstration, name: &str, tools: &[&str]) {
    if let Some(missing) = missing(tools) {
        assert!(std::env::var_os("EXPOUND_TEST_ALL").is_none(), "{name} cannot run: {missing}");
        println!("skipped: {missing}");
        return;
    }
    let pictures = here("target").join("browser");
    let run = Command::new("node")
        .arg(here("tests/browser/run.mjs"))
        .arg(site.public())
        .arg(&pictures)
        .arg(name)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    println!("{said}");
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn another_theme_is_held_to_the_same() {
    check(&ESSAY, "html", &["java"]);
    check(&ESSAY, "accessibility", &[]);
    check(&ESSAY, "policy", &[]);
    check(&ESSAY, "search", &[]);
}

#[test]
fn the_checker_of_html_finds_nothing() {
    check(&DEFAULT, "html", &["java"]);
}

#[test]
fn axe_finds_nothing_and_nothing_is_wider_than_a_small_screen() {
    check(&DEFAULT, "accessibility", &[]);
}

#[test]
fn pages_ask_no_other_host_and_are_whole_without_scripts() {
    check(&DEFAULT, "policy", &[]);
}

#[test]
fn every_mark_leads_to_its_note_and_back_by_key() {
    check(&DEFAULT, "notes", &[]);
}

#[test]
fn a_brief_is_light_and_its_words_wait_for_nothing() {
    check(&DEFAULT, "weight", &[]);
}

#[test]
fn paper_has_running_titles_numbers_and_addresses() {
    check(&DEFAULT, "print", &["pdftotext"]);
}

#[test]
fn scripts_add_what_they_are_for() {
    check(&DEFAULT, "scripts", &[]);
}

#[test]
fn search_finds_what_there_is_by_key() {
    check(&DEFAULT, "search", &[]);
}

#[test]
fn lighthouse_gives_full_marks() {
    check(&DEFAULT, "lighthouse", &[]);
}

#[test]
fn a_page_of_every_kind_has_its_picture_taken() {
    check(&DEFAULT, "screenshots", &[]);
}
