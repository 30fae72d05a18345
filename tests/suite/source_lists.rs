//! `expound sources` and `expound sources archive` on the site `tests/sources/site`: what they print. Neither asks a host.

use crate::harness::{NOW, Scratch, Verdict, copy, expound, here};

#[test]
fn sources_are_listed_and_what_to_archive_is_said() {
    let mut verdict = Verdict::default();
    let scratch = Scratch::new(&[]);
    copy(&here("tests/sources/site"), scratch.path());
    let cases: &[(&str, &[&str])] = &[
        ("list.txt", &[]),
        ("list.csv", &["--format", "csv"]),
        ("list.json", &["--format", "json"]),
        ("archive.txt", &["archive"]),
        ("archive.yaml", &["archive", "--yaml"]),
        ("archive-only.yaml", &["archive", "--yaml", "--only", "own", "--only", "gone", "--only", "no-address"]),
    ];
    for (name, args) in cases {
        let ran = expound(scratch.path(), &[&["sources"], *args, &["--now", NOW]].concat());
        verdict.hold(name, ran.code == 0 && ran.err.is_empty(), &format!("{}: {}", ran.code, ran.err));
        verdict.expect(&here("tests/sources/expected").join(name), &ran.out);
    }
    verdict.end();
}

#[test]
fn a_site_without_sources_has_nothing_to_list() {
    let site = Scratch::new(&[("content/a.md", "---\ntitle: A\n---\n\nText.\n")]);
    let ran = expound(site.path(), &["sources"]);
    assert!(ran.code == 0 && ran.out.contains("no sources yet"), "{ran:?}");
    let ran = expound(site.path(), &["sources", "archive"]);
    assert!(ran.code == 0 && ran.out.contains("Every source"), "{ran:?}");
    let ran = expound(site.path(), &["sources", "archive", "--yaml"]);
    assert_eq!((ran.code, &*ran.out), (0, ""));
}

#[test]
fn what_hides_sources_is_told() {
    let site = Scratch::new(&[
        ("content/a.md", "---\ntitle: A\nsources:\n  x: {title: [\n---\n\nText.\n"),
        ("content/sources.yaml", "here:\n  title: Here\n  url: example.org\n"),
    ]);
    for args in [&["sources"][..], &["sources", "archive"]] {
        let ran = expound(site.path(), args);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("content/a.md") && ran.err.contains("error[bad-yaml]"), "{ran:?}");
        assert!(ran.err.contains("`example.org` is not a full address"), "{ran:?}");
    }
}

#[test]
fn arguments_of_sources_that_make_no_sense_are_told() {
    let site = Scratch::new(&[
        ("content/a.md", "---\ntitle: A\n---\n\nText.\n"),
        ("content/sources.yaml", "customs2025:\n  title: Customs\n"),
    ]);
    let cases: &[(&[&str], &str)] = &[
        (&["sources", "archive", "--only", "custom2025"], "did you mean `customs2025`?"),
        (&["sources", "chek"], "check"),
        (&["sources", "--format", "xml"], "human"),
        (&["sources", "check", "--pause", "soon"], "write 90s"),
        (&["sources", "check", "--pause=-1s"], "no length of time"),
        (&["sources", "check", "--timeout", "0"], "no time"),
        (&["sources", "check", "--at-once", "0"], "1..=64"),
        (&["sources", "check", "--user-agent", "Büro\n"], "ASCII"),
        (&["sources", "archive", "--content", "nowhere"], "there is no content folder"),
    ];
    for (args, words) in cases {
        let ran = expound(site.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

#[cfg(not(feature = "net"))]
#[test]
fn a_program_without_the_network_says_so() {
    let site = Scratch::new(&[("content/a.md", "---\ntitle: A\n---\n\nText.\n")]);
    let ran = expound(site.path(), &["sources", "check"]);
    assert!(ran.code == 2 && ran.err.contains("without the network"), "{ran:?}");
}
