//! `tests/diagnostics/CODE[-variant]/`: small sites with something wrong, and exactly what `expound check` prints.
//!
//! A folder may hold `args.txt`, further arguments on one line. What cannot be a file of a repository is made here.

use crate::harness::{NOW, Scratch, Verdict, copy, expound, here};
use expound::base::codes;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

type Setup = fn(&Scratch);

/// What is made before a site is checked, for folders whose fault no repository can hold.
const SETUPS: &[(&str, Setup)] = &[
    ("bad-yaml-byte-order-mark", |site| site.write("content/a.md", "\u{feff}---\ntitle: [a\n---\n")),
    ("bad-yaml-carriage-returns", |site| site.write("content/a.md", "---\r\ntitle: A: b\r\n---\r\n\r\nText.\r\n")),
    ("bad-yaml-deep", |site| site.write("content/a.md", format!("---\ntitle: A\nextra: {}\n---\n", "[".repeat(200)))),
    ("control-character", |site| site.write("content/a.md", "---\ntitle: A\n---\n\nA\0B \u{1b}[2J and \u{7}.\n")),
    ("control-character-escape", |site| site.write("content/a.md", "---\ntitle: \"A\\e[2J\"\n---\n")),
    ("control-character-table", |site| {
        site.write("content/a.csv", "a,b\n1,x\u{1b}\n");
        site.write("content/a.yaml", "name: a\npath: a.csv\nsources: [{title: A}]\n");
    }),
    ("hidden-direction", |site| {
        site.write("content/a.md", "---\ntitle: \"A \u{202e}B\"\n---\n\nA \u{2066}B\u{2069}.\n");
    }),
    ("not-utf8", |site| site.write("content/a.md", b"---\ntitle: Caf\xe9\n---\n")),
    ("not-utf8-template", |site| site.write("themes/own/templates/page.html", b"caf\xe9")),
    ("not-utf8-utf16", |site| site.write("content/a.md", b"\xff\xfe-\0-\0")),
    ("too-deep", |site| site.write("content/a.md", format!("{}Deep.\n", ">".repeat(70)))),
    #[cfg(unix)]
    ("unreadable-file", |site| {
        std::os::unix::fs::symlink("nowhere.png", site.path().join("content/a.png")).unwrap();
    }),
    #[cfg(unix)]
    ("unreadable-file-outside", |site| {
        std::os::unix::fs::symlink("/", site.path().join("content/all")).unwrap();
    }),
];

fn run(folder: &Path, name: &str) -> String {
    let scratch = Scratch::new(&[("content/.keep", "")]);
    copy(folder, scratch.path());
    if let Some((_, setup)) = SETUPS.iter().find(|(setup, _)| *setup == name) {
        setup(&scratch);
    }
    let more = fs::read_to_string(folder.join("args.txt")).unwrap_or_default();
    let mut args = vec!["check", "--now", NOW];
    args.extend(more.split_whitespace());
    let ran = expound(scratch.path(), &args);
    assert_ne!(ran.code, 2, "{name}: {}", ran.err);
    let out = if ran.out.is_empty() { String::new() } else { format!("--- standard output\n{}", ran.out) };
    format!("{}{out}--- exit code {}\n", ran.err, ran.code)
}

#[test]
fn every_finding_says_where_what_and_what_to_do() {
    let mut verdict = Verdict::default();
    let root = here("tests/diagnostics");
    let mut names: Vec<String> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for name in names.iter().filter(|name| cfg!(unix) || !name.starts_with("unreadable-file")) {
        let printed = run(&root.join(name), name);
        let codes = codes::ALL.iter().map(|code| code.word).filter(|word| printed.contains(&format!("[{word}]")));
        told.extend(codes);
        let own = codes::ALL.iter().filter(|code| name.starts_with(code.word)).max_by_key(|code| code.word.len());
        if let Some(own) = own {
            verdict.hold(
                name,
                printed.contains(&format!("[{}]", own.word)),
                "it does not give the code it is named after",
            );
        }
        verdict.expect(&root.join(name).join("expected.txt"), &printed);
    }
    for (name, _) in SETUPS {
        verdict.hold(name, names.iter().any(|known| known == name), "a setup without a folder");
    }
    for code in codes::ALL.iter().filter(|code| cfg!(unix) || code.word != "unreadable-file") {
        verdict.hold(code.word, told.contains(code.word), "no case gives this code");
    }
    verdict.end();
}
