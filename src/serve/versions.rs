//! Two states of a site → the number of each page: a browser that has a page of another number loads it anew.
//!
//! Thousands of pages are what they were in the build before, so only those that changed are gone over. What is shown to
//! whom is not known here.

use super::live::{Copies, NOT_FOUND};
use crate::base::tree::{File, Tree};
use crate::base::{escape, media};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The numbers of what is shown. Greater ones are of later states.
#[derive(Debug, Clone, Default)]
pub(super) struct Versions {
    /// Of all that has no other one.
    all: u64,
    /// Of pages that changed since then, that were not there, or that are there no more.
    pages: BTreeMap<String, u64>,
    /// Of folders in which files changed: the scripts of their pages may ask for any of them.
    folders: BTreeMap<String, u64>,
}

/// What is shown: the files, and those that are read from the author's disk.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) tree: &'a Tree,
    pub(super) copies: &'a Copies,
}

/// The numbers that a build gives.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    /// The first one: what has it or a greater one was shown before the build was over.
    pub(super) first: u64,
    /// The last one, which is that of the whole.
    pub(super) last: u64,
}

impl Versions {
    /// One number for everything.
    pub(super) fn new(all: u64) -> Self {
        Self { all, ..Self::default() }
    }

    /// The number of what is shown at a path.
    pub(super) fn of(&self, path: &str) -> u64 {
        let beside = path.rsplit_once('/').and_then(|(folder, _)| self.folders.get(folder));
        self.pages.get(path).copied().unwrap_or(self.all).max(beside.copied().unwrap_or(0))
    }

    /// The numbers when some pages are shown.
    pub(super) fn with(&self, pages: impl Iterator<Item = String>, number: u64) -> Self {
        let mut versions = self.clone();
        versions.pages.extend(pages.map(|path| (path, number)));
        versions
    }

    /// The numbers after a build. What is the same with all that a browser loads for it keeps its own: pages that were shown
    /// before the build was over, and if the author's own files are what they were, all others.
    pub(super) fn after(&self, shown: Shown<'_>, now: Shown<'_>, numbers: Numbers, copies_stay: bool) -> Self {
        let differing = differing(shown.tree, now.tree);
        let (gone, there): (Vec<&str>, Vec<&str>) =
            differing.iter().filter(|path| is_loaded(path)).partition(|path| !now.tree.files.contains_key(**path));
        // Of files that are others now it is not asked whether a page names them: styles and scripts name some too.
        if shown.copies != now.copies || !there.is_empty() {
            return Self::new(numbers.last);
        }
        let mut versions = self.clone();
        if !copies_stay {
            versions = Self::new(numbers.last);
            let early = self.pages.iter().filter(|(_, number)| **number >= numbers.first);
            versions.pages.extend(early.map(|(path, number)| (path.clone(), *number)));
        }
        for path in differing {
            if media::of(path) == media::HTML {
                versions.pages.insert(path.to_owned(), numbers.last);
            } else {
                // Not greater than that of a page which was shown early: what is beside it is of the same build.
                versions.folders.extend(folders(path).map(|folder| (folder.to_owned(), numbers.first)));
            }
        }
        versions.pages.extend(naming(&gone, now.tree).map(|path| (path.to_owned(), numbers.last)));
        // What stands in the place of a page that is not there may not be asked for any more.
        if versions.of(NOT_FOUND) < numbers.first {
            versions.pages.insert(NOT_FOUND.to_owned(), numbers.last);
        }
        versions
    }
}

/// The paths at which two trees have not the same.
fn differing<'a>(one: &'a Tree, other: &'a Tree) -> Vec<&'a str> {
    let mut all = Vec::new();
    let (mut left, mut right) = (one.files.iter().peekable(), other.files.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (Some((one, _)), Some((other, _))) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return all,
        };
        let one = if order.is_le() { left.next() } else { None };
        let other = if order.is_ge() { right.next() } else { None };
        let bytes = |file: Option<(_, &'a File)>| file.map(|(_, file)| &file.bytes);
        if bytes(one) != bytes(other) {
            all.extend(one.or(other).map(|(path, _)| path.as_str()));
        }
    }
}

/// The folders that a file is in, but for that of the whole site.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The pages that name one of some files.
fn naming<'a>(files: &[&str], tree: &'a Tree) -> impl Iterator<Item = &'a str> {
    let names: Vec<Cow<'_, str>> = files.iter().map(|path| name(path)).collect();
    let names: Vec<_> = names.iter().map(|name| memchr::memmem::Finder::new(name.as_bytes()).into_owned()).collect();
    // Nearly always there are none.
    let pages = tree.files.iter().filter(move |(path, file)| {
        !names.is_empty() && media::of(path) == media::HTML && names.iter().any(|name| name.find(&file.bytes).is_some())
    });
    pages.map(|(path, _)| path.as_str())
}

/// The name of a file as pages write it.
fn name(path: &str) -> Cow<'_, str> {
    escape::url_path(path.rsplit_once('/').map_or(path, |(_, name)| name))
}

/// Whether a browser loads a file of this name to show a page.
fn is_loaded(path: &str) -> bool {
    let media = media::of(path);
    ["text/css", "text/javascript", "image/", "font/", "video/", "audio/"].iter().any(|kind| media.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PATHS: [&str; 9] = [
        "404.html",
        "a/b/c.json",
        "a/b/index.html",
        "a/d.json",
        "a/index.html",
        "a.json",
        "index.html",
        "one.css",
        "x.png",
    ];

    /// What stands at each path; nothing where the number is 0.
    fn tree(contents: &[u8]) -> Tree {
        let text = |path: &str, content: u8| match (path.ends_with(".html"), content) {
            (true, 3) => "<img src=\"x.png\">".to_owned(),
            (_, content) => content.to_string(),
        };
        let there = PATHS.iter().zip(contents).filter(|(_, content)| **content > 0);
        let file =
            |(path, content): (&&str, &u8)| ((*path).to_owned(), File::new(text(path, *content).into_bytes().into()));
        Tree { files: there.map(file).collect() }
    }

    /// Whether a browser that has a page need not load it again.
    fn stays(path: &str, before: &Tree, now: &Tree) -> bool {
        let bytes = |tree: &Tree, path: &str| tree.files.get(path).map(|file| file.bytes.to_vec());
        let is_same = |path: &&str| bytes(before, path) == bytes(now, path);
        let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        let beside = |other: &&str| folder.as_ref().is_some_and(|folder| other.starts_with(folder));
        let no_page = |path: &&str| !path.ends_with(".html");
        let page = String::from_utf8(bytes(now, path).unwrap_or_default()).unwrap();
        path != NOT_FOUND
            && is_same(&path)
            && PATHS.iter().filter(|path| beside(path) && no_page(path)).all(|path| is_same(path))
            && (is_same(&"one.css") || !now.files.contains_key("one.css"))
            && (is_same(&"x.png") || !now.files.contains_key("x.png") && !page.contains("x.png"))
    }

    proptest! {
        #[test]
        fn a_page_is_loaded_again_where_something_of_it_changed(
            builds in prop::collection::vec(prop::collection::vec(0_u8..4, PATHS.len()), 2..6)
        ) {
            let copies = Copies::new();
            let mut before = tree(&builds[0]);
            let mut versions = Versions::new(1);
            for (at, contents) in builds.iter().enumerate().skip(1) {
                let now = tree(contents);
                let number = at as u64 + 1;
                let shown = |tree| Shown { tree, copies: &copies };
                let next = versions.after(shown(&before), shown(&now), Numbers { first: number, last: number }, true);
                for path in PATHS.iter().filter(|path| path.ends_with(".html")) {
                    let is_new = next.of(path) != versions.of(path);
                    prop_assert_eq!(is_new, !stays(path, &before, &now), "{}", path);
                    prop_assert!(!is_new || next.of(path) == number);
                }
                (before, versions) = (now, next);
            }
        }
    }
}
