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

/// What browsers have that loaded a page of a number.
type Known = BTreeMap<(&'static str, u64), Vec<Option<String>>>;

fn pages() -> impl Iterator<Item = &'static str> + Clone {
    PATHS.into_iter().filter(|path| is_page(path))
}

fn versions(live: &Live) -> Vec<u64> {
    pages().map(|page| live.now().version_of(page)).collect()
}

/// Shows some of the next state early, but no file of the author's; gives what is shown then.
fn show_early(live: &Live, good: &Contents, next: &Contents, some: &[bool; PATHS.len()]) -> Contents {
    let is_shown = |at: usize| some[at] && next[at] > 0 && !OWN.contains(&PATHS[at]);
    let at = |path: &str| PATHS.iter().position(|known| *known == path).unwrap();
    live.show_early(tree(there(next).filter(|(path, _)| is_shown(at(path)))), Copies::new());
    std::array::from_fn(|at| if is_shown(at) { next[at] } else { good[at] })
}

/// Whether a page and all that may be loaded for it stay. What some page loads is loaded by all, unless it is gone.
fn is_the_same(page: &str, good: &Contents, next: &Contents) -> bool {
    let stays = |at: usize| good[at] == next[at] || (next[at] == 0 && !OWN.contains(&page));
    (0..PATHS.len()).filter(|at| is_loaded(PATHS[*at])).all(stays)
        && loaded(page, good, true) == loaded(page, next, true)
}

fn check(mut good: Contents, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let live = Live::new();
    live.set(Arc::new(tree(there(&good))), copies(&good), false);
    let (mut known, mut early_known) = (Known::new(), Known::new());
    for (changes, early, fails) in steps {
        let before = versions(&live);
        for (page, version) in pages().zip(&before) {
            known.entry((page, *version)).or_insert_with(|| loaded(page, &good, true));
        }
        let mut next = good;
        changes.iter().for_each(|(at, content)| next[*at] = *content);
        let is_own = |at: &usize| OWN.contains(&PATHS[*at]);
        let own_stay = (0..PATHS.len()).filter(is_own).all(|at| good[at] == next[at]);
        if let Some(some) = early {
            let then = show_early(&live, &good, &next, &some);
            let shown = pages().zip(versions(&live)).zip(&before).filter(|((_, now), before)| now != *before);
            early_known.extend(shown.map(|((page, now), _)| ((page, now), loaded(page, &then, false))));
        }
        if fails {
            live.fail(Vec::new());
            prop_assert_eq!(versions(&live), before);
            continue;
        }
        live.set(Arc::new(tree(there(&next))), copies(&next), own_stay);
        for ((page, version), before) in pages().zip(versions(&live)).zip(before) {
            let is_stale = |known: &Known, beside| {
                known.get(&(page, version)).is_some_and(|known| *known != loaded(page, &next, beside))
            };
            prop_assert!(!is_stale(&known, true), "{} is stale", page);
            prop_assert!(!is_stale(&early_known, false), "{} was shown early and is stale", page);
            let stays = own_stay && early.is_none() && page != NOT_FOUND && is_the_same(page, &good, &next);
            prop_assert!(!stays || version == before, "{} is loaded for nothing", page);
        }
        good = next;
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_has_one_number_is_the_same(
        first in any::<[bool; PATHS.len()]>(),
        steps in prop::collection::vec(step(), 1..8),
    ) {
        check(first.map(u8::from), steps)?;
    }
}
