//! `tests/diagnostics/CODE[-variant]/`: small sites with something wrong, and exactly what `expound check` prints.
//!
//! A folder may hold `args.txt`, further arguments on one line. What cannot be a file of a repository is made here. `HOST` in
//! a folder with `--external` is a host of this machine, whose paths are the status that it answers with.

use crate::harness::{NOW, Scratch, Verdict, copy, expound, here};
#[cfg(feature = "net")]
use crate::harness::{Ran, Server, files_below};
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
    #[cfg(feature = "net")]
    let host = more.contains("--external").then(|| Host::of(&scratch));
    let ran = expound(scratch.path(), &args);
    #[cfg(feature = "net")]
    let ran = host.iter().fold(ran, |ran, host| host.named(ran));
    assert_ne!(ran.code, 2, "{name}: {}", ran.err);
    let out = if ran.out.is_empty() { String::new() } else { format!("--- standard output\n{}", ran.out) };
    format!("{}{out}--- exit code {}\n", ran.err, ran.code)
}

/// A host that a case asks.
#[cfg(feature = "net")]
struct Host(Server);

#[cfg(feature = "net")]
impl Host {
    /// Writes its name into a site.
    fn of(site: &Scratch) -> Self {
        let server = Server::new(|request, stream, _| {
            let status = request.path.trim_start_matches('/').split('.').next().unwrap_or_default();
            let (status, location) = match status {
                "" | "ok" => ("200 OK", ""),
                // Home, and elsewhere.
                "301" => ("301 There", "Location: /\r\n"),
                "308" => ("308 There", "Location: /ok\r\n"),
                "302" => ("302 There", "Location: /ok\r\n"),
                other => (&*format!("{other} Well"), ""),
            };
            let head = format!("HTTP/1.1 {status}\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = std::io::Write::write_all(stream, head.as_bytes());
        });
        for path in files_below(site.path()) {
            let Ok(text) = fs::read_to_string(site.path().join(&path)) else { continue };
            site.write(&path, text.replace("HOST", &server.host()));
        }
        Self(server)
    }

    /// What was printed, with its name for its address.
    fn named(&self, ran: Ran) -> Ran {
        let name = |text: String| text.replace(&self.0.host(), "HOST");
        Ran { out: name(ran.out), err: name(ran.err), ..ran }
    }
}

/// Whether a case can be tried here.
fn is_possible(name: &str) -> bool {
    let unix = cfg!(unix) || !name.starts_with("unreadable-file");
    let asks = ["dead-link", "moved-link", "unanswered-link"].iter().any(|code| name.starts_with(code));
    unix && (cfg!(feature = "net") || !asks)
}

#[test]
fn every_finding_says_where_what_and_what_to_do() {
    let mut verdict = Verdict::default();
    let root = here("tests/diagnostics");
    let mut names: Vec<String> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for name in names.iter().filter(|name| is_possible(name)) {
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
    for code in codes::ALL.iter().filter(|code| is_possible(code.word)) {
        verdict.hold(code.word, told.contains(code.word), "no case gives this code");
    }
    verdict.end();
}
