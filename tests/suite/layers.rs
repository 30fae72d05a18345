//! The layers of the crate documentation, held against the paths that the code names.

use crate::harness::{Verdict, files_below, here};
use std::collections::BTreeMap;
use std::fs;

/// The level of each module, from the list in the crate documentation: `a < b, c < d`.
fn levels() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(here("src/lib.rs")).unwrap();
    let list = text.lines().find(|line| line.starts_with("//! base < ")).expect("src/lib.rs lists the layers");
    let levels = list.trim_start_matches("//! ").trim_end_matches('.').split('<').enumerate();
    let names = levels.flat_map(|(level, names)| names.split(',').map(move |name| (name.trim().to_owned(), level)));
    names.collect()
}

/// The modules of the crate that a piece of code names: `crate::a::…`, and each of `crate::{a, b::c}`.
fn named(code: &str) -> Vec<&str> {
    let word = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let mut all = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            all.push(&rest[..word(rest)]);
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (at, c) in group.char_indices() {
            if begins && !c.is_whitespace() {
                all.push(&group[at..at + word(&group[at..])]);
                begins = false;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' => begins = depth == 0,
                _ => {}
            }
        }
    }
    all
}

/// Code without its comments: those may name whatever they like.
fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.find("//").map_or(line, |at| &line[..at])).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_name_only_modules_above_them() {
    let mut verdict = Verdict::default();
    let levels = levels();
    for path in files_below(&here("src")).iter().filter(|path| path.ends_with(".rs")) {
        let module = path.split(['/', '.']).next().unwrap();
        if matches!(path.as_str(), "lib.rs" | "main.rs") {
            continue;
        }
        let Some(level) = levels.get(module) else {
            verdict.fail(path, format!("the module `{module}` is not in the list of layers in src/lib.rs"));
            continue;
        };
        let code = without_comments(&fs::read_to_string(here("src").join(path)).unwrap());
        for other in named(&code).into_iter().filter(|other| *other != module) {
            let above = levels.get(other).is_some_and(|other| other < level);
            verdict.hold(path, above, &format!("`{module}` names `{other}`, which is not above it"));
        }
    }
    verdict.end();
}

#[test]
fn groups_of_paths_are_taken_apart() {
    assert_eq!(
        named("use crate::base::{a, b}; use crate::{doc, site::{x, y}, lower};"),
        ["base", "doc", "site", "lower"]
    );
}
