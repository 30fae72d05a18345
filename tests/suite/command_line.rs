//! The program: every command, its exit code, and what it says.

use crate::harness::{NOW, Scratch, expound};

fn with(text: &str) -> Scratch {
    Scratch::new(&[("content/a.md", text)])
}

#[test]
fn exit_codes_tell_problems_from_failures() {
    let clean = with("---\ntitle: A\n---\n\nText.\n");
    let warning = with("---\ntitle: A\n---\n\n[Words](nothing.md)\n");
    let error = with("---\ntitle: A\n---\n\nWords[^x]\n");
    let remark = Scratch::new(&[("content/a.md", "Text.\n"), ("expound.yaml", "title: Site\n")]);
    let cases: &[(&Scratch, &[&str], i32)] = &[
        (&clean, &["check"], 0),
        (&clean, &["build"], 0),
        (&warning, &["check"], 1),
        (&warning, &["build"], 0),
        (&warning, &["build", "--deny", "broken-link"], 1),
        (&warning, &["check", "--allow", "broken-link"], 0),
        (&error, &["check"], 1),
        (&error, &["build"], 1),
        (&remark, &["check"], 0),
        (&remark, &["check", "--warn", "no-base-url"], 1),
    ];
    for (site, args, code) in cases {
        let ran = expound(site.path(), args);
        assert_eq!(ran.code, *code, "{args:?}: {}", ran.err);
    }
}

#[test]
fn arguments_that_make_no_sense_are_told() {
    let site = with("Text.\n");
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage"),
        (&["biuld"], "build"),
        (&["build", "--now", "soon"], "`soon` is not a moment"),
        (&["build", "--deny", "broken-lnk"], "did you mean `broken-link`?"),
        (&["build", "--base-url", "example.org"], "begin it with https://"),
        (&["build", "--content", "nowhere"], "there is no content folder `nowhere`"),
        (&["build", "--content", "content/a.md"], "is a file"),
        (&["build", "--config", "nothing.yaml"], "there is no `nothing.yaml`"),
        (&["build", "--output", "content"], "both read and published to"),
        (&["build", "--output", "content/public"], "inside"),
        (&["build", "--format", "xml"], "human"),
        (&["explain", "brokn-link"], "did you mean `broken-link`?"),
        (&["new", " "], "needs a title"),
    ];
    for (args, words) in cases {
        let ran = expound(site.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_new_brief_is_a_draft() {
    let folder = Scratch::new(&[]);
    expound(folder.path(), &["init", "site"]);
    let site = folder.path().join("site");
    let ran = expound(&site, &["new", "Who needs \"whom\"? 誰"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let path = ran.out.split(' ').nth(1).unwrap().trim_end_matches('.');
    assert!(path.starts_with("content/briefs/") && path.ends_with("-who-needs-whom-shui.md"), "{path}");
    let text = std::fs::read_to_string(site.join(path)).unwrap();
    assert!(text.contains("title: \"Who needs \\\"whom\\\"? 誰\"") && text.contains("draft: true"), "{text}");
    assert_eq!(expound(&site, &["check"]).code, 0);
    expound(&site, &["build"]);
    let name = path.trim_start_matches("content/").trim_end_matches(".md");
    let page = site.join("public").join(name).join("index.html");
    assert!(!page.exists());
    assert_eq!(expound(&site, &["build", "--drafts"]).code, 0);
    assert!(page.exists());
    let again = expound(&site, &["new", "Who needs \"whom\"? 誰"]);
    assert_eq!(again.code, 2, "a brief is never written over: {}", again.out);
}

#[test]
fn every_code_is_explained() {
    let folder = Scratch::new(&[]);
    let all = expound(folder.path(), &["explain"]);
    assert_eq!(all.code, 0);
    for code in expound::base::codes::ALL {
        assert!(all.out.contains(code.word), "{}", code.word);
        let one = expound(folder.path(), &["explain", code.word]);
        assert_eq!(one.code, 0);
        assert!(one.out.contains(code.about) && one.out.contains(code.severity.word()), "{}", one.out);
    }
}

#[test]
fn shells_complete_the_commands() {
    let folder = Scratch::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = expound(folder.path(), &["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("explain"), "{shell}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Scratch::new(&[]);
    let whole = expound(folder.path(), &["man"]);
    assert_eq!(whole.code, 0, "{}", whole.err);
    let commands: Vec<&str> =
        whole.out.lines().filter_map(|line| line.strip_prefix("expound\\-")?.strip_suffix("(1)")).collect();
    for command in
        ["build", "check", "figures", "sources", "serve", "init", "new", "fmt", "schema", "theme", "explain", "man"]
    {
        assert!(commands.contains(&command), "{command}: {commands:?}");
        let page = expound(folder.path(), &["man", command]);
        assert!(page.out.contains(&format!(".TH expound-{command} 1")), "{command}: {}", page.out);
        assert!(page.out.contains(".SH OPTIONS"), "{command}: {}", page.out);
    }
    let wrong = expound(folder.path(), &["man", "biuld"]);
    assert_eq!((wrong.code, wrong.err.as_str()), (2, "error: `biuld` is not a command: did you mean `build`?\n"));
}

#[test]
fn a_quiet_run_says_nothing_but_problems() {
    let clean = with("---\ntitle: A\n---\n\nText.\n");
    for args in [["build", "--quiet"], ["check", "--quiet"]] {
        let ran = expound(clean.path(), &args);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    }
    let warning = with("---\ntitle: A\n---\n\n[Words](nothing.md)\n");
    let ran = expound(warning.path(), &["build", "--quiet"]);
    assert!(ran.out.is_empty() && ran.err.contains("broken-link"), "{ran:?}");
}

#[test]
fn no_colours_where_there_is_no_terminal() {
    let warning = with("---\ntitle: A\n---\n\n[Words](nothing.md)\n");
    for args in [&["check"][..], &["build"], &["--help"], &["build", "--help"], &["biuld"], &["explain"]] {
        let ran = expound(warning.path(), args);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{args:?}: {ran:?}");
    }
}

#[test]
fn a_build_says_what_it_did() {
    let site = with("---\ntitle: A\n---\n\nText.\n");
    let first = expound(site.path(), &["build", "--now", NOW]);
    assert!(first.out.contains("to public/") && first.out.contains(" 0 changed, 0 removed"), "{}", first.out);
    let second = expound(site.path(), &["build", "--now", NOW, "--no-cache"]);
    assert!(second.out.contains("(0 new, 0 changed, 0 removed)"), "{}", second.out);
    let third = expound(site.path(), &["build", "--now", NOW]);
    assert!(third.out.starts_with("Nothing has changed since the last build: 1 page and"), "{}", third.out);
    let json = expound(site.path(), &["build", "--now", NOW, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["published"], true);
    assert_eq!(value["errors"], 0);
    assert_eq!(json.err, "");
}

#[test]
fn every_path_of_a_site_can_be_named() {
    let site = Scratch::new(&[
        ("elsewhere/briefs/a.md", "---\ntitle: A\n---\n\nText.\n"),
        ("elsewhere/settings.yaml", "title: Named\ntheme: own\nbase_url: https://example.org/\n"),
        ("elsewhere/looks/own/templates/page.html", "{{ site.title }}: {{ page.url }}"),
    ]);
    let args = [
        "build",
        "--content",
        "elsewhere/briefs",
        "--config",
        "elsewhere/settings.yaml",
        "--themes",
        "elsewhere/looks",
        "--output",
        "out/site",
        "--base-url",
        "https://example.org/sub",
    ];
    let ran = expound(site.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(site.read("out/site/a/index.html"), "Named: /sub/a/");
    let ran = expound(
        site.path().parent().unwrap(),
        &[
            "check",
            "--root",
            site.path().to_str().unwrap(),
            "--content",
            site.path().join("elsewhere/briefs").to_str().unwrap(),
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
}
