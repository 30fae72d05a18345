//! What a job of a CI reads: forms for other programs, baselines, summaries, and builds that are made once more from nothing.

use crate::harness::{NOW, Ran, Scratch, expound, files_below, program};
use expound::base::ContentHash;
use serde_json::Value;
use std::fs;
use std::path::Path;

const OLD: &str = "---\ntitle: Old\n---\n\nThe [first](no.md).\n\nThe [second](none.md).\n";

fn old_site() -> Scratch {
    Scratch::new(&[("expound.yaml", "title: S\nbase_url: https://example.org/\n"), ("content/old.md", OLD)])
}

fn check(folder: &Path, args: &[&str]) -> Ran {
    expound(folder, &[&["check", "--now", NOW], args].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

#[test]
fn a_code_that_is_none_is_told_with_the_nearest() {
    let site = old_site();
    for command in ["check", "build"] {
        for option in ["--deny", "--warn", "--allow"] {
            let ran = expound(site.path(), &[command, option, "broken-lnk"]);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert_eq!(ran.err, "error: `broken-lnk` is not a code: did you mean `broken-link`?\n");
        }
    }
}

#[test]
fn files_are_named_from_the_root_of_the_repository_on() {
    let repository = Scratch::new(&[(".git/HEAD", ""), ("a site/content/old.md", OLD)]);
    let inside = repository.path().join("a site");
    for (folder, args) in [(inside.as_path(), vec![]), (repository.path(), vec!["--root", "a site"])] {
        let ran = check(folder, &[&["--format", "sarif"], &args[..]].concat());
        let location = json(&ran)["runs"][0]["results"][0]["locations"][0]["physicalLocation"].clone();
        assert_eq!(location["artifactLocation"]["uri"], "a%20site/content/old.md");
        assert_eq!(location["region"]["startLine"], 5);
        let ran = check(folder, &[&["--format", "github"], &args[..]].concat());
        assert!(ran.out.starts_with("::warning file=a site/content/old.md,line=5,endLine=5,col=5,"), "{}", ran.out);
    }
}

/// A runner takes a line that begins with two colons for a command.
#[test]
fn nothing_that_is_written_gives_commands() {
    let site = old_site();
    site.write(
        "content/old.md",
        "---\ntitle: Old\n\"::error::\\n::add-mask::a\": 1\n---\n\n[One](no.md\"\n::error::x\")\n",
    );
    for format in ["short", "github"] {
        let ran = check(site.path(), &["--format", format]);
        assert!(ran.err.contains("add-mask") || ran.out.contains("add-mask"), "{ran:?}");
        for line in ran.err.lines().chain(ran.out.lines()).map(str::trim_start) {
            let own = ["::warning file=", "::notice file=", "::error file="].iter().any(|own| line.starts_with(own));
            assert!(!line.starts_with("::") || own, "{line}");
        }
    }
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let site = old_site();
    let prints = || {
        let results = json(&check(site.path(), &["--format", "sarif"]))["runs"][0]["results"].clone();
        let print = |result: &Value| result["partialFingerprints"]["expoundFinding/v1"].as_str().unwrap().to_owned();
        results.as_array().unwrap().iter().map(print).collect::<Vec<_>>()
    };
    let before = prints();
    site.write("content/old.md", OLD.replace("The [first]", "Lines.\n\nAnd more.\n\nThe [first]"));
    assert_eq!(prints(), before);
    // The same line twice is two findings.
    site.write("content/old.md", format!("{OLD}\nThe [second](none.md).\n"));
    let after = prints();
    assert_eq!(after[..2], before[..]);
    assert_eq!(after[2], before[1].replace(":1", ":2"));
}

#[test]
fn forms_of_jobs_are_for_builds_and_checks() {
    let site = old_site();
    for format in ["sarif", "github"] {
        assert_eq!(expound(site.path(), &["build", "--now", NOW, "--format", format]).code, 0);
        #[cfg(feature = "serve")]
        {
            let ran = expound(site.path(), &["serve", "--format", format]);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.err.contains("[possible values: human, short, json]"), "{}", ran.err);
        }
    }
    // Standard output is one object and nothing else.
    let ran = expound(site.path(), &["build", "--now", NOW, "--format", "sarif", "--no-cache"]);
    assert_eq!(json(&ran)["version"], "2.1.0");
    assert_eq!(ran.err, "");
}

#[test]
fn known_warnings_fail_nothing_and_new_ones_do() {
    let site = old_site();
    let ran = check(site.path(), &["--write-baseline", "known.json"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "Wrote 2 known warnings to known.json.\n", ""));
    let written = site.read("known.json");
    assert_eq!(written.lines().count(), 4, "one line each: {written}");
    let ran = check(site.path(), &["--baseline", "known.json"]);
    assert_eq!((ran.code, &*ran.err), (0, "2 known warnings of the baseline.\n"));
    // Lines may move, and the folder of the site may be called otherwise.
    site.write("content/old.md", OLD.replace("The [first]", "A line.\n\nThe [first]"));
    let root = site.path().to_str().unwrap();
    let outside = check(Path::new("/"), &["--root", root, "--baseline", &format!("{root}/known.json")]);
    assert_eq!((outside.code, &*outside.err), (0, "2 known warnings of the baseline.\n"));
    // The site itself may name its baseline, and a build takes it too.
    site.write("expound.yaml", "title: S\nbase_url: https://example.org/\nchecks: {baseline: known.json}\n");
    let ran = expound(site.path(), &["build", "--now", NOW]);
    assert_eq!((ran.code, &*ran.err), (0, "2 known warnings of the baseline.\n"));
    // A second warning of the same line and words is a new one.
    site.write("content/old.md", format!("{OLD}\nThe [second](none.md).\n"));
    let ran = check(site.path(), &["--format", "json"]);
    let value = json(&ran);
    assert_eq!((ran.code, &value["known"], &value["warnings"]), (1, &2.into(), &1.into()));
    assert_eq!(value["diagnostics"][0]["place"]["line"], 9);
    // Written anew it is what it was, and what is over is gone.
    site.write("content/old.md", OLD);
    assert_eq!(check(site.path(), &["--write-baseline", "known.json"]).code, 0);
    assert_eq!(site.read("known.json"), written);
    site.write("content/old.md", "---\ntitle: New\n---\n\nWords.\n");
    let ran = check(site.path(), &["--format", "short"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.starts_with(
            "known.json:2:79: remark[stale-baseline]: 2 warnings of the baseline are not found any more, or less often, \
             the first of them here (write it anew: `expound check --write-baseline known.json`)"
        ),
        "{}",
        ran.err
    );
    // What nobody looks for is not missed.
    let ran = check(site.path(), &["--format", "short", "--allow", "broken-link"]);
    assert_eq!((ran.code, &*ran.err), (0, ""));
}

#[test]
fn errors_are_never_known() {
    let site = old_site();
    let ran = check(site.path(), &["--deny", "broken-link", "--write-baseline", "known.json"]);
    assert_eq!(ran.code, 1);
    let last = "No baseline was written: it is for warnings, and there are 2 errors. Put that right first.\n";
    assert!(ran.err.ends_with(last), "{}", ran.err);
    assert!(!site.path().join("known.json").exists());
    // What was a warning when it was written down is an error where it is denied.
    check(site.path(), &["--write-baseline", "known.json"]);
    let ran = expound(
        site.path(),
        &["build", "--now", NOW, "--deny", "broken-link", "--baseline", "known.json", "--format", "json"],
    );
    assert_eq!((ran.code, &json(&ran)["errors"], &json(&ran)["known"]), (1, &2.into(), &0.into()));
}

#[test]
fn a_baseline_that_is_none_is_told() {
    let site = old_site();
    site.write("known.json", "{\"known\": 3}");
    let cases = [
        ("nothing.json", "error: the baseline `nothing.json` cannot be read: "),
        (
            "known.json",
            "error: `known.json` is no baseline: `expound check --write-baseline known.json` writes it anew\n",
        ),
    ];
    for (file, words) in cases {
        for command in ["check", "build"] {
            let ran = expound(site.path(), &[command, "--baseline", file]);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.err.starts_with(words), "{}", ran.err);
        }
    }
    assert!(!site.path().join("public").exists());
}

/// A summary without the time that it took.
fn timeless(text: &str) -> String {
    let line = |line: &str| if line.starts_with("| Time |") { "| Time | |\n".to_owned() } else { format!("{line}\n") };
    text.lines().map(line).collect()
}

fn summarize(site: &Scratch, args: &[&str]) -> Ran {
    let mut command = program(site.path());
    for (name, value) in
        [("GITHUB_SERVER_URL", "https://git.example"), ("GITHUB_REPOSITORY", "us/site"), ("GITHUB_SHA", "0123abc")]
    {
        command.env(name, value);
    }
    Ran::of(command.args(args).args(["--now", NOW, "--summary", "job.md"]))
}

#[test]
fn a_summary_says_what_was_found_and_done() {
    let site = Scratch::new(&[
        (".git/HEAD", ""),
        ("expound.yaml", "title: S\nbase_url: https://example.org/\nwithout: [cards, search]\n"),
        ("content/a b|c).md", "---\ntitle: A\n---\n\nThe *[first](no*_|`<b>.md)*: 17 of $20.\n"),
        ("content/later.md", "---\ntitle: B\ndate: 2025-07-01\n---\n\nWords.\n"),
    ]);
    site.write("job.md", "What another step wrote.\n\n");
    let ran = summarize(&site, &["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = timeless(&site.read("job.md"));
    let files = site.public().len() - 1;
    let bytes: usize =
        site.public().iter().filter(|(path, _)| !path.starts_with('.')).map(|(_, file)| file.len()).sum();
    let expected = format!(
        "What another step wrote.\n\n\
         ### Published 1 page and 1 list\n\n\
         | | |\n|---|---|\n\
         | Pages | 1 page and 1 list, 1 withheld |\n\
         | Files | {files}, {} kB ({files} new, 0 changed, 0 removed) |\n\
         | Findings | 1 warning |\n\
         | Traced numbers | 0 of 2 (0 %) |\n\
         | Next editorial moment | 2025-07-01 00:00 UTC |\n\
         | Time | |\n\n\
         | Weight | Code | Times |\n|---|---|---|\n\
         | warning | `broken-link` | 1 |\n\n\
         | Where | Weight | What is wrong, and what to do |\n|---|---|---|\n\
         | [content/a b\\|c).md:5](https://git.example/us/site/blob/0123abc/content/a%20b%7Cc%29.md#L5) | warning \
         | \\`no\\*\\_\\|\\`&lt;b>.md\\` leads to nothing in this site (check the path; it is relative to this file, or \
         begins with a slash at content/) |\n\n",
        bytes / 1000
    );
    assert_eq!(text, expected);
    // A check and a build that fails add theirs.
    summarize(&site, &["check"]);
    summarize(&site, &["build", "--deny", "broken-link"]);
    let text = site.read("job.md");
    let titles: Vec<&str> = text.lines().filter(|line| line.starts_with("### ")).collect();
    assert_eq!(
        titles,
        ["### Published 1 page and 1 list", "### Problems were found", "### Nothing was published: there are errors"]
    );
    let ran = expound(site.path(), &["check", "--now", NOW, "--summary", "nowhere/job.md"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error: the summary `nowhere/job.md` cannot be written: "), "{}", ran.err);
}

const VERIFIED: &str = "A build from nothing gives the same bytes.\n";

fn verify(site: &Scratch) -> Ran {
    expound(site.path(), &["build", "--now", NOW, "--cache", "cache", "--verify"])
}

fn site_with_a_chart() -> Scratch {
    let chart = "```chart\ntype: column\ntitle: Trade grew\nsubtitle: Billions\nrows: |\n  year,total\n  2023,1\n  2024,2\n\
                 x: year\ny: total\nsource: s\nalt: Two columns.\n```\n";
    let site = old_site();
    site.write("content/sources.yaml", "s: {title: S, url: https://example.org/}\n");
    site.write("content/chart.md", format!("---\ntitle: A chart\ndate: 2025-01-01\n---\n\n{chart}"));
    site
}

#[test]
fn a_build_from_nothing_gives_the_same() {
    let site = site_with_a_chart();
    let first = verify(&site);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.starts_with("Published 2 pages") && first.out.ends_with(VERIFIED), "{}", first.out);
    let before = site.public();
    let again = verify(&site);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.out.ends_with(VERIFIED), "{}", again.out);
    assert_eq!(site.public(), before);
    let ran = expound(site.path(), &["build", "--now", NOW, "--verify", "--threads", "1", "--format", "json"]);
    assert_eq!((ran.code, &json(&ran)["published"]), (0, &true.into()));
    assert_eq!(ran.err, "");
}

/// Changes what a cache keeps, where `change` says how, in such a way that nobody can see it: each file begins with the hash
/// of the rest. What is wrong under a right hash, only a build from nothing finds out.
fn poison(cache: &Path, change: impl Fn(&[u8]) -> Option<Vec<u8>>) -> usize {
    let mut poisoned = 0;
    for path in files_below(cache) {
        let bytes = fs::read(cache.join(&path)).unwrap();
        if let Some(other) = bytes.get(64..).and_then(&change) {
            let whole = [ContentHash::of(&other).to_string().as_bytes(), &other].concat();
            fs::write(cache.join(path), whole).unwrap();
            poisoned += 1;
        }
    }
    poisoned
}

#[cfg(unix)]
#[test]
fn what_a_record_tells_wrong_is_found_out() {
    let site = old_site();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert_eq!(verify(&site).code, 0);
    let other = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).ok()?;
        text.contains("leads to nothing").then(|| text.replace("leads to nothing", "leads anywhere").into_bytes())
    };
    assert_eq!(poison(&site.path().join("cache"), other), 2, "the record of the last build and its traces are kept");
    let before = site.public();
    let ran = verify(&site);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("`no.md` leads anywhere in this site"), "{}", ran.err);
    assert!(
        ran.err.ends_with(
            "A build from nothing finds other problems than this one.\n\
             public/ is what it was. If no file was saved in the meantime, remove it and build with --no-cache.\n"
        ),
        "{}",
        ran.err
    );
    assert_eq!(site.public(), before);
    // Something to do, so that the traces are asked and not the record; without what looks at all bodies anyway.
    let settings = "title: S\nbase_url: https://example.org/\nwithout: [search, atom-feeds, json-feeds]\n";
    site.write("expound.yaml", settings);
    site.write("content/new.md", "---\ntitle: New\ndate: 2025-01-02\n---\n\nWords.\n");
    assert_eq!(verify(&site).code, 0, "what others see is another, and all is made again");
    assert_eq!(poison(&site.path().join("cache"), other), 2);
    site.write("content/new.md", "---\ntitle: New\ndate: 2025-01-02\n---\n\nWords.\n\nMore words.\n");
    let ran = verify(&site);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("`no.md` leads anywhere in this site"), "{}", ran.err);
}

#[cfg(feature = "png")]
#[test]
fn what_a_cache_makes_wrong_is_not_published() {
    let site = site_with_a_chart();
    assert_eq!(verify(&site).code, 0);
    let before = site.public();
    let other = |bytes: &[u8]| bytes.starts_with(b"\x89PNG").then(|| [bytes, b"and more"].concat());
    assert!(poison(&site.path().join("cache"), other) > 0, "the picture of the chart is kept");
    // Something to do, so that the cache is asked.
    site.write("content/new.md", "---\ntitle: New\ndate: 2025-01-02\n---\n\nWords.\n");
    let ran = verify(&site);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains(" not what a build from nothing gives:\n    chart/"), "{}", ran.err);
    assert!(ran.err.contains(".png\n"), "{}", ran.err);
    assert!(
        ran.err.ends_with(
            "Nothing was published; public/ is what it was. If no file was saved in the meantime, remove it and build with \
             --no-cache.\n"
        ),
        "{}",
        ran.err
    );
    assert_eq!(site.public(), before);
    let ran = expound(site.path(), &["build", "--now", NOW, "--no-cache", "--verify"]);
    assert!(ran.code == 0 && ran.out.ends_with(VERIFIED), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_published_file_that_looks_untouched_is_found_out() {
    let site = site_with_a_chart();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert_eq!(verify(&site).code, 0);
    let page = site.read("public/old/index.html");
    site.write("public/old/index.html", page.replace("first", "fIrst"));
    // To a build it looks as if nobody had been there since the list of files was written.
    let manifest = fs::File::options().write(true).open(site.path().join("public/.expound-manifest")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    manifest.set_modified(std::time::SystemTime::now()).unwrap();
    let blind = expound(site.path(), &["build", "--now", NOW, "--cache", "cache"]);
    assert!(blind.out.starts_with("Nothing has changed since the last build"), "{}", blind.out);
    let ran = verify(&site);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.ends_with(
            "1 file is not what a build from nothing gives:\n    old/index.html\n\n\
             public/ is what it was. If no file was saved in the meantime, remove it and build with --no-cache.\n"
        ),
        "{}",
        ran.err
    );
}
