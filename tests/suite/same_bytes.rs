//! The same site gives the same bytes and says the same: on one thread and on eight, in another folder, on another day, in
//! another language of the machine, for another user, in whatever order its files were made.

use crate::harness::{Ran, Scratch, copy, files_below, here, program, published};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A machine: its name for a failing test, variables, arguments, and the folder of the site in its own.
type Machine = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str], &'static str);

const FIRST: Machine = ("the first", &[("LC_ALL", "C"), ("TZ", "UTC")], &["--threads", "1", "--no-cache"], "s");

const OTHER: Machine = (
    "another machine",
    &[("LC_ALL", "uk_UA.UTF-8"), ("LANG", "zh_CN.UTF-8"), ("LANGUAGE", "de"), ("TZ", "Asia/Kathmandu"), ("USER", "x")],
    &["--threads", "8", "--no-cache"],
    "a longer path/with 空格 and ümläut/the site",
);

const WITH_CACHE: Machine =
    ("one with a cache", &[("TZ", "America/St_Johns"), ("LC_ALL", "tr_TR.UTF-8")], &["--threads", "3"], "s");

/// What a build said and made.
type Built = (String, BTreeMap<String, Vec<u8>>);

/// Builds a site on a machine. `backwards` makes its files in the opposite order.
fn build(site: &Path, machine: &Machine, now: &str, more: &[&str], backwards: bool) -> Built {
    let (name, variables, args, place) = machine;
    let scratch = Scratch::new(&[]);
    let mut paths = files_below(site);
    if backwards {
        paths.reverse();
    }
    for path in paths.iter().filter(|path| !path.starts_with("expected/")) {
        scratch.write(&format!("{place}/{path}"), fs::read(site.join(path)).unwrap());
    }
    let home = scratch.path().join("home");
    let folder = scratch.path().join(place);
    let run = |command: &mut std::process::Command| {
        let ran = Ran::of(command.args(["build", "--format", "json", "--now", now]).args(*args).args(more));
        assert_eq!(ran.code, 0, "{name}: {}", ran.out);
        ran.out
    };
    let mut command = program(&folder);
    command.env_remove("EXPOUND_CACHE").env("HOME", &home).envs(variables.iter().copied());
    let first = run(&mut command);
    if args.contains(&"--no-cache") {
        return (first, published(&folder.join("public")));
    }
    // Once more with what is kept now, and nothing that is published.
    fs::remove_dir_all(folder.join("public")).unwrap();
    let mut command = program(&folder);
    command.env_remove("EXPOUND_CACHE").env("HOME", &home).envs(variables.iter().copied());
    assert!(run(&mut command) == first, "{name}: another build says something else");
    (first, published(&folder.join("public")))
}

/// `now` is the moment of the first machine and that of the others, with no editorial moment between the two.
fn hold(site: &Path, now: [&str; 2], more: &[&str], others: &[Machine]) {
    let (said, first) = build(site, &FIRST, now[0], more, false);
    for machine in others {
        let (other_said, other) = build(site, machine, now[1], more, true);
        let name = machine.0;
        assert!(said == other_said, "{name} says something else of {}:\n{said}\n{other_said}", site.display());
        let differ = |path: &&String| first.get(*path) != other.get(*path);
        let paths: Vec<&String> = first.keys().chain(other.keys()).filter(differ).collect();
        assert!(paths.is_empty(), "{name} makes something else of {}: {paths:?}", site.display());
    }
}

#[test]
fn the_demonstration_is_the_same_everywhere() {
    let site = Scratch::new(&[]);
    for part in ["content", "themes"] {
        copy(&here(part), &site.path().join(part));
    }
    copy(&here("tests/sites/order/content"), &site.path().join("content/more"));
    copy(&here("tests/sites/names/content"), &site.path().join("content/names"));
    fs::copy(here("expound.yaml"), site.path().join("expound.yaml")).unwrap();
    hold(site.path(), ["2025-06-20", "2025-06-20T18:00:00Z"], &[], &[OTHER, WITH_CACHE]);
}

#[test]
fn small_sites_are_the_same_everywhere() {
    let mut names: Vec<_> = fs::read_dir(here("tests/sites")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let site = Scratch::new(&[]);
        copy(&path, site.path());
        copy(&here("tests/themes"), &site.path().join("themes"));
        let args = fs::read_to_string(path.join("args.txt")).unwrap_or_default();
        // Some sites name their moment.
        let mut more: Vec<&str> = args.split_whitespace().collect();
        let now = match more.iter().position(|arg| *arg == "--now") {
            Some(at) => more.drain(at..at + 2).next_back().unwrap(),
            None => "2025-06-15",
        };
        hold(site.path(), [now, now], &more, &[OTHER]);
    }
}
