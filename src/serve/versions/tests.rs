//! Sites that change at random, with pages that are shown early and builds that fail.

use super::*;
use crate::serve::Live;
use proptest::prelude::*;
use std::sync::Arc;

/// What may stand somewhere; pages of 2 name a picture, those of 3 a style.
const PATHS: [&str; 10] = [
    "404.html",
    "a/b/c.json",
    "a/b/index.html",
    "a/d.json",
    "a/index.html",
    "a/x.png",
    "index.html",
    "one.css",
    "own.html",
    "own.png",
];

/// Read from the author's disk.
const OWN: [&str; 2] = ["own.html", "own.png"];

/// What stands at each path; nothing where the number is 0.
type Contents = [u8; PATHS.len()];

fn text(path: &str, content: u8) -> String {
    match content {
        2 if is_page(path) => "<img src=\"x.png\">".to_owned(),
        3 if is_page(path) => "<link href=\"/one.css\">".to_owned(),
        content => content.to_string(),
    }
}

fn there(contents: &Contents) -> impl Iterator<Item = (&'static str, u8)> {
    PATHS.into_iter().zip(*contents).filter(|(_, content)| *content > 0)
}

fn tree<'a>(files: impl Iterator<Item = (&'a str, u8)>) -> Tree {
    let made = files.filter(|(path, _)| !OWN.contains(path));
    Tree { files: made.map(|(path, of)| (path.to_owned(), File::new(text(path, of).into_bytes().into()))).collect() }
}

fn copies(contents: &Contents) -> Copies {
    let own = there(contents).filter(|(path, _)| OWN.contains(path));
    own.map(|(path, _)| (path.to_owned(), path.into())).collect()
}

/// All that a browser has when it has loaded a page; `beside` says whether the files in its folder belong to it.
fn loaded(page: &str, contents: &Contents, beside: bool) -> Vec<Option<String>> {
    let at = |path: &str| there(contents).find(|(there, _)| *there == path).map(|(path, content)| text(path, content));
    let folder = page.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
    let is_beside =
        |path: &&&str| beside && !is_page(path) && folder.as_ref().is_some_and(|folder| path.starts_with(folder));
    let names = |path: &str| at(page).is_some_and(|text| OWN.contains(&page) || text.contains(name(path).as_ref()));
    let named = ["one.css", "a/x.png", "own.png"].map(|path| at(path).filter(|_| names(path)));
    let mut all: Vec<_> = std::iter::once(at(page)).chain(named).collect();
    all.extend(PATHS.iter().filter(is_beside).map(|path| at(path)));
    all
}

/// One build: what it changes, what of the whole it shows early, and whether it fails.
type Step = (Vec<(usize, u8)>, Option<[bool; PATHS.len()]>, bool);

fn step() -> impl Strategy<Value = Step> {
    let changes = prop::collection::vec((0..PATHS.len(), 0_u8..4), 0..3);
    (changes, prop::option::of(any::<[bool; PATHS.len()]>()), prop::bool::weighted(0.2))
}

proptest! {
    #[test]
    fn what_has_one_number_is_the_same(first in any::<[bool; PATHS.len()]>(), steps in prop::collection::vec(step(), 1..8)) {
        let mut good: Contents = first.map(u8::from);
        let live = Live::new();
        live.set(Arc::new(tree(there(&good))), copies(&good), false);
        let pages = || PATHS.into_iter().filter(|path| is_page(path));
        let mut known: BTreeMap<(&str, u64), Vec<Option<String>>> = BTreeMap::new();
        let mut early_known: BTreeMap<(&str, u64), Vec<Option<String>>> = BTreeMap::new();
        for (changes, early, fails) in steps {
            let versions = |live: &Live| pages().map(|page| live.now().version_of(page)).collect::<Vec<_>>();
            for (page, version) in pages().zip(versions(&live)) {
                known.entry((page, version)).or_insert_with(|| loaded(page, &good, true));
            }
            let mut next = good;
            changes.iter().for_each(|(at, content)| next[*at] = *content);
            let own_stay = PATHS.iter().zip(good.iter().zip(&next)).all(|(path, (a, b))| a == b || !OWN.contains(path));
            let before = versions(&live);
            if let Some(early) = early {
                // The author's files are shown early together, or none of them is.
                let shown = |(path, _): &(&str, u8)| {
                    !OWN.contains(path) && PATHS.iter().zip(early).any(|(early, is)| is && early == path)
                };
                live.show_early(tree(there(&next).filter(shown)), Copies::new());
                let mut then = good;
                (0..PATHS.len()).filter(|at| next[*at] > 0 && !OWN.contains(&PATHS[*at]) && early[*at]).for_each(|at| then[at] = next[at]);
                for (page, (version, before)) in pages().zip(versions(&live).into_iter().zip(&before)) {
                    if version != *before {
                        early_known.insert((page, version), loaded(page, &then, false));
                    }
                }
            }
            if fails {
                live.fail(Vec::new());
                prop_assert_eq!(versions(&live), before);
                continue;
            }
            live.set(Arc::new(tree(there(&next))), copies(&next), own_stay);
            for ((page, version), before) in pages().zip(versions(&live)).zip(before) {
                let now = loaded(page, &next, true);
                prop_assert!(known.get(&(page, version)).is_none_or(|known| *known == now), "{} is stale", page);
                if let Some(early) = early_known.get(&(page, version)) {
                    prop_assert_eq!(early, &loaded(page, &next, false), "{} was shown early and is stale", page);
                }
                // What is loaded by some page is loaded by all, unless it is gone.
                let stays = |at: usize| good[at] == next[at] || (next[at] == 0 && !OWN.contains(&page));
                let has_styles = (0..PATHS.len()).filter(|at| is_loaded(PATHS[*at])).all(stays);
                let is_same = own_stay && has_styles && loaded(page, &good, true) == now;
                let is_same = is_same && early.is_none() && page != NOT_FOUND;
                prop_assert!(!is_same || version == before, "{} is loaded for nothing", page);
            }
            good = next;
        }
    }
}
