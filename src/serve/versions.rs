//! Two states of a site → the number of each page: a browser that has a page of another number loads it anew.
//!
//! Each path is compared once, which is by address where nothing was made again; what a page names and what is beside it is
//! asked for those files only that differ. What is shown to whom is not known here.

use crate::base::tree::{File, Tree};
use crate::base::{escape, media};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The page of a site that is shown where there is none.
pub(super) const NOT_FOUND: &str = "404.html";

/// Published path → the author's own file, read when somebody asks for it.
pub(super) type Copies = BTreeMap<String, PathBuf>;

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
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) tree: &'a Tree,
    pub(super) copies: &'a Copies,
}

/// A build that is over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Build<'a> {
    /// What the build before left.
    pub(super) good: Shown<'a>,
    /// The same, with files that were shown before this build was over.
    pub(super) early: Option<Shown<'a>>,
    /// What this one leaves.
    pub(super) now: Shown<'a>,
    /// The first number that it gave or gives.
    pub(super) first: u64,
    /// The last one.
    pub(super) last: u64,
    /// Whether the author's own files are what they were in the build before.
    pub(super) copies_stay: bool,
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
    pub(super) fn after(&self, build: Build<'_>) -> Self {
        let Build { good, now, first, last, .. } = build;
        let before = build.early.unwrap_or(good);
        let changed = differing(before.tree, now.tree);
        // A file that was shown early is no longer another one, but whoever has a page of before has the one of before.
        let since_good = build.early.map(|_| differing(good.tree, now.tree)).unwrap_or_default();
        let is_there = |path: &str| now.tree.files.contains_key(path);
        // Of files that are others now it is not asked whether a page names them: styles and scripts name some too.
        let loads_others = |paths: &[&str]| paths.iter().any(|path| is_loaded(path) && is_there(path));
        if before.copies != now.copies || loads_others(&changed) {
            return Self::new(last);
        }
        let others_stay = build.copies_stay && good.copies == now.copies && !loads_others(&since_good);
        let mut versions = self.clone();
        if !others_stay {
            versions = Self::new(last);
            let early = self.pages.iter().filter(|(_, number)| **number >= first);
            versions.pages.extend(early.map(|(path, number)| (path.clone(), *number)));
        }
        for path in changed.iter().chain(&since_good).filter(|path| !is_page(path)) {
            // Not greater than that of a page which was shown early: what is made later and stands beside it is of its build.
            versions.folders.extend(folders(path).map(|folder| (folder.to_owned(), first)));
        }
        let gone: Vec<&str> = changed.iter().copied().filter(|path| is_loaded(path) && !is_there(path)).collect();
        let pages = changed.into_iter().filter(|path| is_page(path));
        versions.pages.extend(pages.chain(naming(&gone, now)).map(|path| (path.to_owned(), last)));
        // What stands in the place of a page that is not there may not be asked for any more.
        if versions.of(NOT_FOUND) < first {
            versions.pages.insert(NOT_FOUND.to_owned(), last);
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

fn is_page(path: &str) -> bool {
    media::of(path) == media::HTML
}

/// The pages that name one of some files, and those of the author's, for these are not read.
fn naming<'a>(files: &[&str], shown: Shown<'a>) -> Vec<&'a str> {
    let names: Vec<Cow<'_, str>> = files.iter().map(|path| name(path)).collect();
    // Nearly always there are none.
    if names.is_empty() {
        return Vec::new();
    }
    let names: Vec<_> = names.iter().map(|name| memchr::memmem::Finder::new(name.as_bytes())).collect();
    let names_one = |file: &File| names.iter().any(|name| name.find(&file.bytes).is_some());
    let made = shown.tree.files.iter().filter(|(path, file)| is_page(path) && names_one(file)).map(|(path, _)| path);
    made.chain(shown.copies.keys().filter(|path| is_page(path))).map(String::as_str).collect()
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
mod tests;
