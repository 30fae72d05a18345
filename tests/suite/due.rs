//! `expound due`: the moments at which a build of the same files would be another one, and no others.

use crate::harness::{Ran, Scratch, expound};
use serde_json::Value;

fn due(site: &Scratch, now: &str, args: &[&str]) -> Ran {
    expound(site.path(), &[&["due", "--now", now], args].concat())
}

fn site() -> Scratch {
    Scratch::new(&[
        ("expound.yaml", "title: S\nbase_url: https://example.org/\ntimezone: \"+02:00\"\nlanguages: [uk]\n"),
        ("content/a.md", "---\ntitle: Appears\ndate: 2025-07-01\nreview_by: 2025-07-10\n---\n\nWords.\n"),
        ("content/a.uk.md", "---\ntitle: Переклад\npublish: 2025-07-02 08:30\ndate: 2025-01-01\n---\n\nСлова.\n"),
        ("content/b.md", "---\ntitle: Expires\nexpires: 2025-07-05T12:00:00Z\n---\n\nWords.\n"),
        ("content/2025-07-20-named/index.md", "---\ntitle: Named\n---\n\nWords.\n"),
        // Nothing ever happens to these.
        ("content/c.md", "---\ntitle: Draft\ndraft: true\npublish: 2025-07-03\nreview_by: 2025-07-03\n---\n\nWords.\n"),
        ("content/d.md", "---\ntitle: Never\npublish: 2025-08-03\nexpires: 2025-08-02\n---\n\nWords.\n"),
        ("content/e.md", "---\ntitle: Long there\npublish: 2025-01-01\ndate: 2025-07-22\n---\n\nWords.\n"),
        ("content/2025-07-21-folder/x.md", "---\ntitle: X\ndate: 2025-01-01\n---\n\nWords.\n"),
        (
            "content/2025-07-21-folder/y.md",
            "---\ntitle: Y\nreview_by: 2025-01-01\nexpires: 2024-12-01\n---\n\nWords.\n",
        ),
    ])
}

/// Dates without a time begin and end where the site is: two hours before they do so in Greenwich.
const ALL: [&str; 5] = [
    "2025-06-30T22:00:00Z appears content/a.md Appears",
    "2025-07-02T06:30:00Z appears content/a.uk.md Переклад",
    "2025-07-05T12:00:00Z expires content/b.md Expires",
    "2025-07-10T22:00:00Z review content/a.md Appears",
    "2025-07-19T22:00:00Z appears content/2025-07-20-named/index.md Named",
];

fn lines(events: &Value) -> Vec<String> {
    let text = |event: &Value, key: &str| event[key].as_str().unwrap().to_owned();
    let line = |event: &Value| ["moment", "what", "file", "title"].map(|key| text(event, key)).join(" ");
    events.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn every_moment_to_come_is_told_in_its_order() {
    let site = site();
    let ran = due(&site, "2025-06-15", &["--format", "json"]);
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(lines(&value["upcoming"]), ALL);
    assert_eq!((&value["now"], &value["next"]), (&"2025-06-15T00:00:00Z".into(), &"2025-06-30T22:00:00Z".into()));
    assert!(value.get("due").is_none());
    let moments = [
        ("2025-06-15", "2025-06-30T22:00:00Z\n"),
        ("2025-06-30T21:59:59Z", "2025-06-30T22:00:00Z\n"),
        ("2025-06-30T22:00:00Z", "2025-07-02T06:30:00Z\n"),
        ("2025-07-10", "2025-07-10T22:00:00Z\n"),
        ("2025-07-19T22:00:00Z", ""),
    ];
    for (now, next) in moments {
        let ran = due(&site, now, &[]);
        assert_eq!((ran.code, &*ran.out, &*ran.err), (0, next, ""), "{now}");
    }
}

#[test]
fn a_scheduled_job_learns_whether_anything_is_due() {
    let site = site();
    let cases = [
        ("2025-07-01", "1h", "false"),
        ("2025-07-01", "3h", "true"),
        ("2025-07-01", "2025-06-30T22:00:00Z", "false"),
        ("2025-07-01", "2025-06-30T21:59:59Z", "true"),
        ("2025-06-30T22:00:00Z", "10m", "true"),
    ];
    for (now, since, is_due) in cases {
        let ran = due(&site, now, &["--since", since, "--format", "github"]);
        assert_eq!((ran.code, ran.out), (0, format!("next=2025-07-02T06:30:00Z\ndue={is_due}\n")), "{now}, {since}");
        let ran = due(&site, now, &["--since", since]);
        assert_eq!(ran.out, if is_due == "true" { "2025-06-30T22:00:00Z\n" } else { "" }, "{now}, {since}");
    }
    let ran = due(&site, "2025-07-06", &["--since", "7d", "--format", "json"]);
    assert_eq!(lines(&serde_json::from_str::<Value>(&ran.out).unwrap()["due"]), ALL[..3]);
    let ran = due(&site, "2026-01-01", &["--format", "github"]);
    assert_eq!(ran.out, "next=\n");
    let ran = due(&site, "2025-07-01", &["--since", "soon"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "error: `soon` is not a moment: write 2025-06-01T09:00:00Z, or 90m for so long before now\n");
}

#[test]
fn a_file_that_cannot_be_read_may_hide_a_moment() {
    let site = site();
    site.write("content/f.md", "---\ntitle: E\npublish: soon\n---\n\nWords.\n");
    let ran = due(&site, "2025-06-15", &[]);
    assert_eq!((ran.code, &*ran.out), (1, "2025-06-30T22:00:00Z\n"));
    assert!(ran.err.starts_with("content/f.md:3:10: error[bad-date]: "), "{}", ran.err);
}

/// The proof that the clock is right: builds differ at its moments, and at no other.
#[test]
fn builds_differ_at_the_moments_that_are_told_and_at_no_others() {
    let site = site();
    let build = |now: &str| {
        let ran = expound(site.path(), &["build", "--now", now, "--no-cache", "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        (ran.out, site.public())
    };
    let mut before = build("2025-06-15");
    let mut next = due(&site, "2025-06-15", &[]).out;
    let mut times = 0;
    while !next.is_empty() {
        let moment: jiff::Timestamp = next.trim().parse().unwrap();
        let last = moment - jiff::SignedDuration::from_nanos(1);
        assert!(build(&last.to_string()) == before, "something changes before {moment}");
        let after = build(&moment.to_string());
        assert!(after != before, "nothing changes at {moment}");
        before = after;
        next = due(&site, &moment.to_string(), &[]).out;
        times += 1;
    }
    assert_eq!(times, ALL.len());
    assert!(build("2035-01-01") == before, "something changes without being told");
}
