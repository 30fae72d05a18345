//! `tests/sites/NAME/`: whole small sites, every path that they publish, and the full bytes of chosen files.
//!
//! `expected/listing.txt` holds what was found and every published path. Each file in `expected/files/` is compared in
//! full; to choose another one, put an empty file there and bless. `secrets.txt` holds words, one a line, that may be in
//! no published byte and in no published path. `args.txt` holds further arguments.

use crate::harness::{NOW, Scratch, Verdict, copy, expound, files_below, here, published};
use std::fs;
use std::path::Path;

/// The hash in the name of an asset of the theme or of a part of the search index: it changes with the theme and with every
/// word, and no test of a site depends on it.
fn without_hash(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').collect();
    let at = parts.len().saturating_sub(2);
    let has_hash = matches!((path.split('/').next(), parts[at].len()), (Some("assets"), 8) | (Some("search"), 12));
    if has_hash && parts[at].bytes().all(|b| b.is_ascii_hexdigit()) {
        parts[at] = "HASH";
    }
    parts.join(".")
}

fn try_site(name: &str, root: &Path, verdict: &mut Verdict) {
    let scratch = Scratch::new(&[]);
    copy(root, scratch.path());
    copy(&here("tests/themes"), &scratch.path().join("themes"));
    let more = fs::read_to_string(root.join("args.txt")).unwrap_or_default();
    let mut args = vec!["build", "--format", "short"];
    args.extend(if more.contains("--now") { [].iter() } else { ["--now", NOW].iter() });
    args.extend(more.split_whitespace());
    let ran = expound(scratch.path(), &args);
    if ran.code != 0 {
        return verdict.fail(name, format!("exit code {}\n{}", ran.code, ran.err));
    }
    let tree = published(&scratch.path().join("public"));
    let mut listing = ran.err;
    let mut paths: Vec<String> = tree.keys().map(|path| without_hash(path)).collect();
    // A hash that changed must not change the order.
    paths.sort();
    listing.extend(paths.iter().map(|path| format!("{path}\n")));
    verdict.expect(&root.join("expected/listing.txt"), &listing);
    for path in files_below(&root.join("expected/files")) {
        match tree.get(&path) {
            Some(bytes) => {
                verdict.expect(&root.join("expected/files").join(&path), &String::from_utf8_lossy(bytes));
            }
            None => verdict.fail(name, format!("{path} is expected and not published")),
        }
    }
    let secrets = fs::read_to_string(root.join("secrets.txt")).unwrap_or_default();
    for secret in secrets.lines().filter(|line| !line.is_empty()) {
        for (path, bytes) in &tree {
            let is_told = path.contains(secret) || memchr::memmem::find(bytes, secret.as_bytes()).is_some();
            verdict.hold(name, !is_told, &format!("{path} tells of `{secret}`"));
        }
    }
    verdict.nothing_left_in(&root.join("expected"));
}

#[test]
fn sites_publish_what_is_expected() {
    let mut verdict = Verdict::default();
    let root = here("tests/sites");
    let mut names: Vec<String> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names {
        try_site(&name, &root.join(&name), &mut verdict);
    }
    verdict.end();
}
