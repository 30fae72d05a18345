//! The commands with which an author begins: `init`, `new` and `fmt`.

use crate::harness::{Scratch, Verdict, expound, files_below, here, program};
use std::io::Write;
use std::process::Stdio;

#[test]
fn a_new_site_has_nothing_wrong_with_it() {
    let folder = Scratch::new(&[]);
    let ran = expound(folder.path(), &["init", "site"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("cd site"), "{}", ran.out);
    let site = folder.path().join("site");
    // No remark either.
    let ran = expound(&site, &["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(expound(&site, &["build", "--deny", "low-coverage"]).code, 0);
    let ran = expound(&site, &["fmt", "--check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let figures = expound(&site, &["figures"]);
    for word in ["checked", "disputed", "noted"] {
        assert!(figures.out.contains(word), "the new site shows no number that is {word}: {}", figures.out);
    }
    assert_eq!(figures.out.matches("contradicted").count(), 0);
}

#[test]
fn files_of_a_new_site_name_their_schemas() {
    let mut verdict = Verdict::default();
    let folder = Scratch::new(&[]);
    expound(folder.path(), &["init", "site"]);
    let site = folder.path().join("site");
    let files = files_below(&site);
    for path in files.iter().filter(|path| path.ends_with(".yaml")) {
        let text = folder.read(&format!("site/{path}"));
        let first = text.lines().next().unwrap();
        let Some(schema) = first.strip_prefix("# yaml-language-server: $schema=") else {
            verdict.fail(path, "its first line names no schema");
            continue;
        };
        let beside = site.join(path).parent().unwrap().join(schema);
        verdict.hold(path, beside.is_file(), &format!("there is no `{schema}`"));
    }
    verdict.hold("all", files.iter().filter(|path| path.ends_with(".yaml")).count() == 4, "a file of YAML is missing");
    verdict.end();
}

#[test]
fn a_site_is_made_where_nothing_is_in_the_way() {
    // A fresh clone: what code hosts put into it stays.
    let clone =
        Scratch::new(&[("README.md", "Ours.\n"), ("LICENSE", "MIT\n"), (".gitignore", "/target\n"), (".git/HEAD", "")]);
    let ran = expound(clone.path(), &["init", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Add to .gitignore") && ran.out.contains("/public/*"), "{}", ran.out);
    assert_eq!((clone.read("README.md"), clone.read(".gitignore")), ("Ours.\n".to_owned(), "/target\n".to_owned()));
    assert!(clone.read("expound.yaml").contains("title:"));
    // Without a name it is this folder.
    let empty = Scratch::new(&[]);
    assert_eq!(expound(empty.path(), &["init"]).code, 0);
    assert!(empty.read(".gitignore").contains("/public/*"));

    let cases: &[(&str, &str)] = &[
        ("expound.yaml", "`expound.yaml` is in the way"),
        ("content/a.md", "`content` is in the way"),
        ("photo.jpg", "`photo.jpg` is in the way"),
        (".schema/config.json", "`.schema` is in the way"),
    ];
    for (path, words) in cases {
        let folder = Scratch::new(&[(path, "theirs")]);
        let ran = expound(folder.path(), &["init"]);
        assert_eq!(ran.code, 2, "{path}: {}", ran.out);
        assert!(ran.err.contains(words), "{path}: {}", ran.err);
        assert_eq!((files_below(folder.path()), folder.read(path)), (vec![(*path).to_owned()], "theirs".to_owned()));
    }
    let file = Scratch::new(&[("site", "")]);
    let ran = expound(file.path(), &["init", "site"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`site` is a file"), "{}", ran.err);
}

const SETTINGS: &str = "authors:\n  ann: {name: Ann}\nlanguages: [uk]\n";

#[test]
fn a_brief_is_begun_with_what_the_site_knows() {
    let site =
        Scratch::new(&[("expound.yaml", SETTINGS), ("content/briefs/_index.md", ""), ("content/data/a.csv", "a\n1\n")]);
    let new = |args: &[&str]| expound(site.path(), &[&["new", "--date", "2025-03-04"], args].concat());
    let ran = new(&["Who needs whom?"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("Began content/briefs/2025-03-04-who-needs-whom.md."), "{}", ran.out);
    assert!(ran.out.contains("expound check"), "{}", ran.out);
    let text = site.read("content/briefs/2025-03-04-who-needs-whom.md");
    assert!(text.starts_with("---\ntitle: Who needs whom?\nauthor: ann\ndate: 2025-03-04\n"), "{text}");
    // A translation has the code of its language at the end of its name.
    assert_eq!(new(&["Who needs whom?", "--lang", "uk"]).code, 0);
    assert!(site.read("content/briefs/2025-03-04-who-needs-whom.uk.md").contains("author: ann"));
    // The language of the site itself needs no code.
    assert_eq!(new(&["Who needs whom?", "--section", "data/", "--lang", "en"]).code, 0);
    assert!(site.path().join("content/data/2025-03-04-who-needs-whom.md").is_file());
    assert_eq!(new(&["A: \"b\"", "--section", "data"]).code, 0);
    assert!(site.read("content/data/2025-03-04-a-b.md").contains("title: \"A: \\\"b\\\"\""));
    let ran = expound(site.path(), &["check"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = expound(site.path(), &["fmt", "--check", "content/briefs"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    // Nobody is named where there are several, and their keys are shown.
    site.write("expound.yaml", "authors:\n  ann: {name: Ann}\n  bob: {name: Bob}\n");
    assert_eq!(new(&["Another"]).code, 0);
    assert!(site.read("content/briefs/2025-03-04-another.md").contains("author:  # one or more of: ann, bob\n"));
}

#[test]
fn a_brief_that_cannot_be_begun_is_told() {
    let site = Scratch::new(&[
        ("expound.yaml", SETTINGS),
        ("content/briefs/2025-03-04-there.md", ""),
        ("content/briefs/2025-03-04-folder/index.md", ""),
    ]);
    let cases: &[(&[&str], &str)] = &[
        (&[""], "a brief needs a title"),
        (&["a\nb"], "a title is one line of text"),
        (&["A", "--section", "breifs"], "there is no section `breifs`: did you mean `briefs`?"),
        (&["A", "--section", "essays"], "make the folder `content/essays` for a new one"),
        (&["A", "--section", "../content"], "`../content` is not a section"),
        (&["A", "--section", ".git"], "`.git` is not a section"),
        (&["A", "--lang", "fr"], "`fr` is not a language of this site, whose languages are: en, uk"),
        (&["A", "--date", "soon"], "`soon` is not a date"),
        (&["A", "--date", "2025-03-04 12:00"], "is not a date"),
        (&["There"], "`content/briefs/2025-03-04-there.md` is already there"),
        (&["Folder"], "`content/briefs/2025-03-04-folder` is already there"),
        (&["A", "--content", "nowhere"], "there is no content folder `nowhere`"),
        (&["A", "--config", "nothing.yaml"], "there is no `nothing.yaml`"),
    ];
    for (args, words) in cases {
        let ran = expound(site.path(), &[&["new", "--date", "2025-03-04"], *args].concat());
        let date_twice = ran.err.contains("cannot be used multiple times");
        let ran = if date_twice { expound(site.path(), &[&["new"], *args].concat()) } else { ran };
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.out);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    assert_eq!(files_below(&site.path().join("content")).len(), 2);
    // The same title on another day has another address, unless the site's addresses have no day.
    let later = ["new", "There", "--date", "2025-03-05"];
    site.write("expound.yaml", "permalink: /:section/:slug/\n");
    let ran = expound(site.path(), &later);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("2025-03-04-there.md` is already there"), "{}", ran.err);
    site.write("expound.yaml", "title: [\n");
    let ran = expound(site.path(), &later);
    assert!(ran.code == 2 && ran.err.contains("error[bad-yaml]"), "{}", ran.err);
    site.write("expound.yaml", "");
    assert_eq!(expound(site.path(), &later).code, 0);
}

const UNTIDY: &str = "---\ntitle :  A\n---\nText  \n";
const TIDY: &str = "---\ntitle: A\n---\n\nText  \n";

#[test]
fn only_files_that_change_are_written() {
    let site = Scratch::new(&[
        ("content/a.md", UNTIDY),
        ("content/b.md", TIDY),
        ("content/sources.yaml", "x :\n    title:  X\n"),
        ("content/rows.csv", "a\n1\n"),
        ("content/rows.yaml", "name :  rows\npath: rows.csv\n"),
        ("content/theirs.yaml", "handed :  out\n"),
        ("content/page.html", "title :  A\n"),
        ("expound.yaml", "title :  Site\n"),
    ]);
    let list = "expound.yaml\ncontent/a.md\ncontent/rows.yaml\ncontent/sources.yaml\n";
    let check = expound(site.path(), &["fmt", "--check"]);
    assert_eq!((check.code, check.out.as_str()), (1, list));
    let diff = expound(site.path(), &["fmt", "--diff", "content/a.md"]);
    let expected =
        "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,4 +1,5 @@\n ---\n-title :  A\n+title: A\n ---\n+\n Text  \n";
    assert_eq!((diff.code, diff.out.as_str()), (1, expected));
    assert_eq!(site.read("content/a.md"), UNTIDY, "nothing is written by either");
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.md", site.path().join("content/linked.md")).unwrap();
    let ran = expound(site.path(), &["fmt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(site.read("content/a.md"), TIDY);
    assert_eq!(site.read("content/sources.yaml"), "x:\n  title: X\n");
    assert_eq!(site.read("expound.yaml"), "title: Site\n");
    assert_eq!(site.read("content/theirs.yaml"), "handed :  out\n", "a file that is only handed out is not ours");
    assert_eq!(expound(site.path(), &["fmt", "--check"]).code, 0);
    // A file that is named is put into form whatever it is.
    assert_eq!(expound(site.path(), &["fmt", "content/theirs.yaml"]).code, 0);
    assert_eq!(site.read("content/theirs.yaml"), "handed: out\n");
    assert!(!files_below(site.path()).iter().any(|path| path.contains(".expound-")), "nothing is left over");
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_its_mark_and_its_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = Scratch::new(&[("content/.real/a.md", format!("\u{feff}{UNTIDY}").as_str())]);
    let real = site.path().join("content/.real/a.md");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(".real/a.md", site.path().join("content/a.md")).unwrap();
    assert_eq!(expound(site.path(), &["fmt"]).code, 0);
    assert_eq!(site.read("content/.real/a.md"), format!("\u{feff}{TIDY}"));
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(site.path().join("content/a.md").is_symlink());
    // What is read-only stays.
    site.write("content/c.md", UNTIDY);
    site.write("content/b.md", UNTIDY);
    let path = site.path().join("content/b.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let ran = expound(site.path(), &["fmt"]);
    assert_eq!((ran.code, site.read("content/b.md").as_str()), (2, UNTIDY));
    assert_eq!(site.read("content/c.md"), TIDY, "the others are put into form");
    assert!(ran.err.contains("`content/b.md` cannot be written: it is read-only"), "{}", ran.err);
}

#[test]
fn what_cannot_be_put_into_form_is_told() {
    let site = Scratch::new(&[
        ("content/a.md", "---\ntitle: [\n---\nText\n"),
        ("content/b.md", UNTIDY),
        ("content/c.csv", "a\n"),
    ]);
    std::fs::write(site.path().join("content/d.md"), b"\xff\xfe").unwrap();
    let ran = expound(site.path(), &["fmt"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("error[bad-yaml]") && ran.err.contains("error[not-utf8]"), "{}", ran.err);
    assert_eq!(site.read("content/a.md"), "---\ntitle: [\n---\nText\n");
    assert_eq!(site.read("content/b.md"), TIDY, "the others are put into form");
    let cases: &[(&[&str], &str)] = &[
        (&["fmt", "content/c.csv"], "`content/c.csv` has no form"),
        (&["fmt", "nothing.md"], "`nothing.md` cannot be read"),
        (&["fmt", "-", "content/b.md"], "cannot be named together with files"),
        (&["fmt", "-", "--name", "a.csv"], "`a.csv` has no form"),
        (&["fmt", "--content", "nowhere"], "there is no content folder `nowhere`"),
    ];
    for (args, words) in cases {
        let ran = expound(site.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.out);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

#[test]
fn standard_input_is_for_editors() {
    let folder = Scratch::new(&[]);
    let run = |args: &[&str], text: &str| {
        let mut command = program(folder.path());
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(run(&["fmt", "-"], UNTIDY), (0, TIDY.to_owned()));
    assert_eq!(run(&["fmt", "-", "--name", "x/expound.yaml"], "a :  1\n"), (0, "a: 1\n".to_owned()));
    assert_eq!(run(&["fmt", "-", "--check"], UNTIDY), (1, "brief.md\n".to_owned()));
    assert_eq!(run(&["fmt", "-", "--check"], TIDY), (0, String::new()));
    assert_eq!(run(&["fmt", "-", "--diff"], UNTIDY).0, 1);
    // What cannot be read comes out as it came in, so that an editor loses nothing.
    assert_eq!(run(&["fmt", "-"], "---\na: [\n---\n"), (1, "---\na: [\n---\n".to_owned()));
}

#[test]
fn the_demonstration_site_is_in_its_form() {
    let ran = expound(&here(""), &["fmt", "--check"]);
    // This brief is there to show that posts of Jekyll are read as they are.
    let jekyll = "content/briefs/2025-06-07-who-needs-whom/index.md\n";
    assert_eq!((ran.code, ran.out.as_str()), (1, jekyll), "`expound fmt` mends what else there is");
}
