//! Rules of the house that a scan of the text can hold: headers, sizes, who touches the disk, who prints.

use crate::harness::{Verdict, files_below, here};
use std::fs;

/// No file is longer.
const LONGEST: usize = 600;

/// Files of Rust in a folder, with their text.
fn rust(folder: &str) -> Vec<(String, String)> {
    let paths = files_below(&here(folder)).into_iter().filter(|path| path.ends_with(".rs"));
    paths.map(|path| (format!("{folder}/{path}"), fs::read_to_string(here(folder).join(&path)).unwrap())).collect()
}

/// The code that runs in a program: no comments, and nothing below the mark of the unit tests.
fn program(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_file_says_what_it_is_and_is_not_long() {
    let mut verdict = Verdict::default();
    for (path, text) in rust("src").iter().chain(&rust("tests")) {
        verdict.hold(path, text.starts_with("//! "), "it does not open with `//!`");
        verdict.hold(path, text.lines().count() <= LONGEST, &format!("it is longer than {LONGEST} lines"));
        verdict.hold(path, !text.contains('\t') || path.starts_with("tests/"), "it holds a tab");
    }
    verdict.end();
}

#[test]
fn only_io_touches_the_disk_and_only_cli_prints() {
    let disk = ["std::fs", "tempfile::", "walkdir::", "File::open", "fs::"];
    let prints = ["println!(", "print!(", "eprintln!(", "eprint!(", "io::stdout", "io::stderr"];
    let mut verdict = Verdict::default();
    for (path, text) in rust("src") {
        let of = |module: &str| path.starts_with(&format!("src/{module}/")) || path == format!("src/{module}.rs");
        let is_test = path.ends_with("/tests.rs");
        let code = program(&text);
        for word in disk.iter().filter(|_| !of("io") && !is_test) {
            verdict.hold(&path, !code.contains(word), &format!("`{word}` touches the disk; only `io` may"));
        }
        for word in prints.iter().filter(|_| !of("cli") && !is_test) {
            verdict.hold(&path, !code.contains(word), &format!("`{word}` prints; only `cli` may"));
        }
        let clock = ["Timestamp::now", "Zoned::now", "SystemTime::now"];
        for word in clock.iter().filter(|_| !of("cli") && !of("io") && !of("serve") && !is_test) {
            verdict.hold(&path, !code.contains(word), &format!("`{word}` reads the clock; `now` is an input"));
        }
        let environment = ["env::var", "env::args"];
        for word in environment.iter().filter(|_| !of("cli") && !is_test) {
            verdict.hold(&path, !code.contains(word), &format!("`{word}`: no environment may reach the output"));
        }
    }
    verdict.end();
}
