//! Whatever the manual and the README tell readers to type is a command, with options that it has.

use super::commands;
use crate::harness::{Verdict, files_below, here};
use std::fs;

/// What begins with the name of the program: lines of examples, and words in signs of code.
fn calls(text: &str) -> Vec<String> {
    let mut calls = Vec::new();
    let mut fence = None;
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some((ticks, line.ends_with("sh"))),
            Some((open, _)) if ticks >= open && line.trim_matches('`').is_empty() => fence = None,
            Some((_, is_shell)) => calls.extend(is_shell.then(|| line.trim().to_owned())),
            None if line.starts_with("    ") => calls.push(line.trim().to_owned()),
            // A code span may go over two lines; what begins on this one is enough.
            None => calls.extend(line.split('`').skip(1).step_by(2).map(str::to_owned)),
        }
    }
    // One line may hold several, one after another.
    let several = calls.iter().flat_map(|line| line.split([';', '|', '&'])).map(str::trim);
    several.filter(|call| call.starts_with("expound ")).map(str::to_owned).collect()
}

#[test]
fn what_readers_are_told_to_type_is_there() {
    if !super::is_whole("commands") {
        return;
    }
    let mut verdict = Verdict::default();
    let known = commands();
    let pages = files_below(&here("content/manual")).into_iter().filter(|path| path.ends_with(".md"));
    let pages = pages.map(|path| format!("content/manual/{path}")).chain(["README.md".to_owned()]);
    for path in pages {
        for call in calls(&fs::read_to_string(here(&path)).unwrap()) {
            let call = call.split(" # ").next().unwrap_or_default();
            let mut words = call.split_whitespace().skip(1);
            // Lines of figures begin with the name too, and `COMMAND` stands for any.
            let is_command = |word: &&str| *word != "to" && word.chars().all(|c| c.is_ascii_lowercase());
            let Some(command) = words.next().filter(is_command) else { continue };
            let Some((_, section)) = known.split_once(&format!("\n## expound {command}\n")) else {
                verdict.fail(&path, format!("`{call}`: there is no command `{command}`"));
                continue;
            };
            let section = section.split("\n## ").next().unwrap_or_default();
            for option in words.filter(|word| word.starts_with("--")) {
                let option = option.trim_end_matches([',', '.', '`']).split('=').next().unwrap_or_default();
                let is_there = section.contains(&format!("`{option}`")) || section.contains(&format!("{option} "));
                verdict.hold(&path, is_there, &format!("`{call}`: `expound {command}` has no `{option}`"));
            }
        }
    }
    verdict.end();
}
