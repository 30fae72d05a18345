//! `expound figures` on the site `tests/sites/figures`: the ledger, and what a change of the data does to it.
//!
//! `ledger/` of that site holds what is printed, and in `now/` the files that are changed there. What is compared with is
//! the site as it stands, once as a folder and once as a revision of git.

use crate::harness::{NOW, Scratch, Verdict, copy, expound, here};
use expound::base::{Source, Span};
use expound::data::{CsvOptions, read_csv};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const SITE: &str = "tests/sites/figures";
const FORMATS: [(&str, &str); 4] = [("table", "txt"), ("csv", "csv"), ("json", "json"), ("markdown", "md")];

/// The site as it was, or with the changes, in a folder of a scratch one.
fn put(scratch: &Scratch, folder: &str, is_changed: bool) {
    for part in ["content", "expound.yaml"] {
        let from = here(SITE).join(part);
        if from.is_dir() {
            copy(&from, &scratch.path().join(folder).join(part));
        } else {
            scratch.write(&format!("{folder}/{part}"), std::fs::read(from).unwrap());
        }
    }
    copy(&here("tests/themes"), &scratch.path().join(folder).join("themes"));
    if is_changed {
        copy(&here(SITE).join("ledger/now"), &scratch.path().join(folder));
    }
}

/// What a run printed, and how it ended.
fn told(folder: &Path, args: &[&str]) -> String {
    let ran = expound(folder, &[&["figures", "--now", NOW], args].concat());
    format!("{}{}--- exit code {}\n", ran.out, ran.err, ran.code)
}

fn expected(verdict: &mut Verdict, name: &str, actual: &str) {
    verdict.expect(&here(SITE).join("ledger").join(name), actual);
}

#[test]
fn the_ledger_is_printed() {
    let mut verdict = Verdict::default();
    let scratch = Scratch::new(&[]);
    put(&scratch, "site", false);
    put(&scratch, "false", true);
    let (site, falsified) = (scratch.path().join("site"), scratch.path().join("false"));
    for (format, ending) in &FORMATS[..3] {
        expected(&mut verdict, &format!("all.{ending}.out"), &told(&site, &["--format", format]));
    }
    expected(&mut verdict, "open.txt.out", &told(&site, &["--open"]));
    expected(&mut verdict, "false.txt.out", &told(&falsified, &[]));
    expected(&mut verdict, "false-open.csv.out", &told(&falsified, &["--open", "--format", "csv"]));
    verdict.end();
}

#[test]
fn every_form_of_the_ledger_counts_the_same() {
    let scratch = Scratch::new(&[]);
    put(&scratch, "site", false);
    let site = scratch.path().join("site");
    let printed = |args: &[&str]| {
        let ran = expound(&site, &[&["figures", "--now", NOW], args].concat());
        assert_eq!((ran.code, &*ran.err), (0, ""), "{args:?}");
        ran.out
    };
    let json: Value = serde_json::from_str(&printed(&["--format", "json"])).unwrap();
    let figures: Vec<&Value> =
        json["pages"].as_array().unwrap().iter().flat_map(|page| page["figures"].as_array().unwrap()).collect();
    let is_traced = |status: &str| matches!(status, "checked" | "disputed" | "noted");
    let traced = figures.iter().filter(|figure| is_traced(figure["status"].as_str().unwrap())).count();
    assert_eq!(json["coverage"]["all"], figures.len());
    assert_eq!(json["coverage"]["traced"], traced);
    assert!((json["coverage"]["share"].as_f64().unwrap() - traced as f64 / figures.len() as f64).abs() < 1e-12);
    let csv = printed(&["--format", "csv"]);
    let source = Source { path: "a.csv".into(), shown: "a.csv".into(), text: csv };
    let table = read_csv(&source, Span::new(0, source.text.len()), CsvOptions::default()).value;
    let column = |name: &str| &table.columns.iter().find(|column| &*column.name == name).unwrap().cells;
    assert_eq!(table.rows(), figures.len());
    for (row, figure) in figures.iter().enumerate() {
        let (text, status) = (&*column("text")[row].text, &*column("status")[row].text);
        assert_eq!((text, status), (figure["text"].as_str().unwrap(), figure["status"].as_str().unwrap()));
    }
    let open: Value = serde_json::from_str(&printed(&["--format", "json", "--open"])).unwrap();
    let pages = open["pages"].as_array().unwrap();
    let open: usize = pages.iter().map(|page| page["figures"].as_array().unwrap().len()).sum();
    assert_eq!(open, figures.len() - traced);
}

#[test]
fn a_change_of_the_data_is_told_in_every_form() {
    let mut verdict = Verdict::default();
    let scratch = Scratch::new(&[]);
    put(&scratch, "was früher war", false);
    put(&scratch, "site", true);
    let site = scratch.path().join("site");
    for (format, ending) in FORMATS {
        let printed = told(&site, &["--format", format, "--against", "../was früher war"]);
        expected(&mut verdict, &format!("against.{ending}.out"), &printed);
    }
    // And the other way round: what was falsified is mended.
    let back = told(&scratch.path().join("was früher war"), &["--against", "../site"]);
    expected(&mut verdict, "back.txt.out", &back);
    let same = told(&site, &["--against", "."]);
    verdict.hold("against itself", same.contains("touches no sentence") && same.ends_with("exit code 0\n"), &same);
    verdict.end();
}

#[test]
fn what_cannot_be_compared_with_is_told() {
    let scratch = Scratch::new(&[("empty/words.txt", "Words.")]);
    put(&scratch, "site", false);
    let site = scratch.path().join("site");
    let cases: &[(&[&str], &str)] = &[
        (&["--format", "markdown"], "add --against REV"),
        (&["--against", "../nowhere"], "neither a folder nor a revision"),
        (&["--against", "HEAD~3"], "neither a folder nor a revision"),
        (&["--against=--output=x"], "does not begin with a hyphen"),
        (&["--against", "../empty"], "content"),
        (&["--against", "expound.yaml"], "neither a folder nor a revision"),
    ];
    for (args, words) in cases {
        let ran = expound(&site, &[&["figures", "--now", NOW], *args].concat());
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

/// A repository in a folder, or nothing where there is no git.
fn repository(folder: &Path) -> Option<impl Fn(&[&str]) + '_> {
    if Command::new("git").arg("--version").output().is_err() {
        let must = std::env::var_os("EXPOUND_TEST_ALL").is_some_and(|value| value == "1");
        assert!(!must, "there is no git");
        println!("skipped: no git");
        return None;
    }
    let git = move |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
        command.env("GIT_CONFIG_GLOBAL", folder.join("no-such-file")).env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "--quiet"]);
    Some(git)
}

#[test]
fn a_revision_says_what_a_folder_says() {
    let scratch = Scratch::new(&[]);
    let Some(git) = repository(scratch.path()) else { return };
    // The site is a part of the repository, and its names are those that git would quote.
    let place = "Berichte/Häfen & mehr";
    let rename = |folder: &str| {
        let folder = scratch.path().join(folder).join("content/data");
        std::fs::rename(folder.join("ports.csv"), folder.join("Häfen \"neu\".csv")).unwrap();
        let descriptor = std::fs::read_to_string(folder.join("ports.yaml")).unwrap();
        std::fs::write(folder.join("ports.yaml"), descriptor.replace("ports.csv", "'Häfen \"neu\".csv'")).unwrap();
    };
    put(&scratch, place, false);
    rename(place);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "Then"]);
    git(&["tag", "then"]);
    put(&scratch, place, true);
    rename(place);
    put(&scratch, "then", false);
    rename("then");
    let site = scratch.path().join(place);
    let by_folder = told(&site, &["--against", "../../then"]);
    assert!(by_folder.contains("falsified") && by_folder.ends_with("exit code 1\n"), "{by_folder}");
    for revision in ["HEAD", "then"] {
        assert_eq!(told(&site, &["--against", revision]), by_folder, "{revision}");
    }
    // From the root of the repository, with the site named.
    let named = told(scratch.path(), &["--root", place, "--against", "HEAD"]);
    assert!(named.contains("falsified") && named.ends_with("exit code 1\n"), "{named}");
    // What is committed is what is compared with, not what lies in the folder.
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "Now"]);
    let same = told(&site, &["--against", "HEAD"]);
    assert!(same.contains("touches no sentence") && same.ends_with("exit code 0\n"), "{same}");
    assert_eq!(told(&site, &["--against", "HEAD~1"]), by_folder);
    let none = expound(&site, &["figures", "--now", NOW, "--against", "HEAD~7"]);
    assert_eq!(none.code, 2, "{}", none.err);
    assert!(none.err.contains("`HEAD~7` is neither a folder nor a revision that git knows here"), "{}", none.err);
}

#[test]
fn before_there_was_a_dataset_nothing_was_true() {
    let scratch = Scratch::new(&[("README", "Words.")]);
    let Some(git) = repository(scratch.path()) else { return };
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "Nothing yet"]);
    put(&scratch, ".", false);
    let ran = expound(scratch.path(), &["figures", "--now", NOW, "--against", "HEAD", "--format", "json"]);
    assert_eq!((ran.code, &*ran.err), (0, ""), "{}", ran.out);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let changes = json["changes"].as_array().unwrap();
    assert!(changes.len() > 10, "{}", ran.out);
    for change in changes.iter().filter(|change| change["text"] != "") {
        assert_eq!((&change["effect"], &change["old"]), (&"mended".into(), &Value::Null), "{change}");
    }
}
