//! The manual in `content/manual/`: what of it is generated is made anew and compared, and its examples are built.
//!
//! A page may hold stretches between `<!-- generated: NAME -->` and `<!-- end -->`. The program's own tables say what stands
//! in them; `EXPOUND_BLESS=1` writes it. The rest of a page is written by hand.

mod calls;
mod codes;
mod examples;
mod tables;

use crate::harness::{Verdict, expound, here};
use std::fs;

/// What makes a stretch.
type Make = fn() -> String;

/// What may be generated, by name.
const STRETCHES: &[(&str, Make)] = &[
    ("chart-kinds", tables::chart_kinds),
    ("chart-rules", tables::chart_rules),
    ("chart-words", tables::chart_words),
    ("codes", codes::codes),
    ("commands", commands),
    ("wordings", tables::wordings),
];

const END: &str = "<!-- end -->";

/// Every command and option, from the command line's own definitions.
fn commands() -> String {
    let ran = expound(&here(""), &["man", "--markdown"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// Whether this program knows all that a stretch tells of: one without the development server lacks its command.
fn is_whole(name: &str) -> bool {
    let features = cfg!(all(feature = "deploy", feature = "serve", feature = "net", feature = "precompress"));
    name != "commands" || features
}

/// A page with its stretches made anew.
fn made_anew(text: &str, met: &mut Vec<&str>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("<!-- generated: ") {
        let (before, from) = rest.split_at(at);
        let (mark, inside) = from.split_once('\n').unwrap();
        let name = mark.trim_start_matches("<!-- generated: ").trim_end_matches(" -->");
        let (known, make) = STRETCHES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{mark}"));
        let (old, after) = inside.split_once(END).unwrap_or_else(|| panic!("{mark} has no end"));
        met.push(known);
        let new = if is_whole(name) { format!("\n{}\n", make().trim()) } else { old.to_owned() };
        out.push_str(&format!("{before}{mark}\n{new}\n{END}").replace("\n\n\n", "\n\n"));
        rest = after;
    }
    out + rest
}

#[test]
fn what_is_generated_is_what_the_program_says() {
    let mut verdict = Verdict::default();
    let mut met = Vec::new();
    for entry in fs::read_dir(here("content/manual")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if text.contains("<!-- generated: ") {
            verdict.expect(&path, &made_anew(&text, &mut met));
        }
    }
    for (name, _) in STRETCHES {
        verdict.hold(name, met.contains(name), "no page of the manual has this");
    }
    verdict.end();
}
