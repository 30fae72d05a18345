//! The examples of the manual are true: those that are whole files make sites that `expound check` finds nothing wrong with.
//!
//! A fenced block below a paragraph that is nothing but the name of a file in signs of code is that file. All files of a page
//! are one site, which is checked before one of them is shown in another form, and at the end. Pictures that a brief names
//! need not be there: they are drawn here.

use crate::harness::{NOW, Scratch, Verdict, expound, here};
use std::collections::BTreeSet;
use std::fs;

/// The pages whose examples are such files. What `diagnostics.md` shows is wrong on purpose, and comes from cases of its own.
const PAGES: &[&str] = &["start", "brief", "notes-and-sources", "charts", "numbers", "themes", "publishing"];

const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>"#;

/// The files that a page shows, in the order of the text.
fn files(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut files = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let fence: String = lines[at].chars().take_while(|c| *c == '`').collect();
        if fence.len() < 3 {
            at += 1;
            continue;
        }
        let end = (at + 1..lines.len()).find(|end| lines[*end] == fence).unwrap_or(lines.len());
        let above = lines[..at].iter().rev().find(|line| !line.is_empty()).copied().unwrap_or_default();
        let name = above.strip_prefix('`').and_then(|name| name.strip_suffix('`')).unwrap_or_default();
        let is_file = !name.contains(['`', ' ']) && (name == "expound.yaml" || name.contains('/'));
        if is_file && lines[at].trim_start_matches('`') != "text" {
            files.push((name.to_owned(), lines[at + 1..end].join("\n") + "\n"));
        }
        at = end + 1;
    }
    files
}

/// Puts a picture wherever the text of a brief names one of its own.
fn draw_pictures(site: &Scratch, path: &str, text: &str) {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let names = text.split(['(', ')', ' ', '\n', '"']).filter(|word| word.ends_with(".svg") && !word.contains(':'));
    for name in names.collect::<BTreeSet<_>>() {
        site.write(&format!("{folder}/{name}"), PICTURE);
    }
}

fn check(verdict: &mut Verdict, page: &str, site: &Scratch) {
    let ran = expound(site.path(), &["check", "--now", NOW]);
    verdict.hold(page, ran.code == 0 && !ran.err.contains("warning["), &ran.err);
}

#[test]
fn whole_files_of_the_manual_make_sites_without_a_warning() {
    let mut verdict = Verdict::default();
    for page in PAGES {
        let text = fs::read_to_string(here(&format!("content/manual/{page}.md"))).unwrap();
        let files = files(&text);
        verdict.hold(page, !files.is_empty(), "it shows no file");
        let site = Scratch::new(&[("content/.keep", "")]);
        let mut shown = BTreeSet::new();
        for (path, text) in &files {
            if !shown.insert(path) {
                check(&mut verdict, page, &site);
            }
            site.write(path, text);
            if path.ends_with(".md") {
                draw_pictures(&site, path, text);
            }
        }
        check(&mut verdict, page, &site);
    }
    verdict.end();
}
