//! What the server shows at this moment, who looks at what, and word to everybody who looks when that changes.

use crate::base::tree::{File, Tree};
use crate::base::{escape, media};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// The page of a site that is shown where there is none.
pub(super) const NOT_FOUND: &str = "404.html";

/// Published path → the author's own file, read when somebody asks for it.
type Copies = BTreeMap<String, PathBuf>;

/// The site as it was last built. Shared between whoever builds and the server.
#[derive(Debug)]
pub struct Live {
    now: watch::Sender<Arc<Moment>>,
    /// How many browsers follow what happens to a path.
    open: Mutex<BTreeMap<String, usize>>,
}

/// One state of the site; never changed, only followed by another.
#[derive(Debug, Clone, Default)]
pub(super) struct Moment {
    /// The last number that was given to a state.
    count: u64,
    /// The number of the last good build. What a browser has of another number is out of date.
    version: u64,
    /// The pages that have a number of their own: they were shown before the build that they are of was over, or are what they
    /// were in an earlier one.
    own: Arc<BTreeMap<String, u64>>,
    /// The files that are shown.
    pub(super) tree: Arc<Tree>,
    pub(super) copies: Arc<Copies>,
    /// What was wrong with the last build, if it was not good.
    pub(super) problems: Vec<String>,
    /// Where some of the files are of a build that is not over: the last good state.
    good: Option<Arc<Moment>>,
}

impl Moment {
    /// The number of what is shown at a path.
    pub(super) fn version_of(&self, path: &str) -> u64 {
        self.own.get(path).copied().unwrap_or(self.version)
    }

    /// The numbers of pages that are shown and stay what they are in a new build: those that are of that very build, shown
    /// early, and those of an earlier one if the author's own files are what they were.
    fn versions_that_stay(&self, tree: &Tree, copies: &Copies, copies_stay: bool) -> BTreeMap<String, u64> {
        let stays = self.shows_the_same(tree, copies);
        let is_of_this_build = |path: &str| self.version_of(path) > self.version;
        // What stands in the place of a page that is not there may not be asked for any more.
        let is_of_another = |path: &str| copies_stay && path != NOT_FOUND && self.has_the_same_beside(path, tree);
        let pages = tree.files.keys().filter(|path| media::of(path) == media::HTML);
        let same = pages.filter(|path| stays(path) && (is_of_this_build(path) || is_of_another(path)));
        same.map(|path| (path.clone(), self.version_of(path))).collect()
    }

    /// Whether a page that is shown is the same in a new build, with all that a browser loads for it. Of files that are
    /// others now it is not asked whether the page names them: styles and scripts name some too.
    fn shows_the_same(&self, tree: &Tree, copies: &Copies) -> impl Fn(&str) -> bool {
        let is_same = |path: &str| match (self.tree.files.get(path), tree.files.get(path)) {
            (Some(before), Some(now)) => before.bytes == now.bytes,
            _ => false,
        };
        let stays = *self.copies == *copies && tree.files.keys().all(|path| !is_loaded(path) || is_same(path));
        let is_gone = |path: &&String| is_loaded(path) && !tree.files.contains_key(*path);
        let gone: Vec<Cow<'_, str>> = self.tree.files.keys().filter(is_gone).map(|path| name(path)).collect();
        let names_one = move |path: &str| {
            let page = tree.files.get(path).map(|file| &**file.bytes).unwrap_or_default();
            gone.iter().any(|name| memchr::memmem::find(page, name.as_bytes()).is_some())
        };
        move |path: &str| stays && is_same(path) && !names_one(path)
    }

    /// Whether the files in the folder of a page are the same in a new build: its scripts may ask for any of them.
    fn has_the_same_beside(&self, path: &str, tree: &Tree) -> bool {
        let Some((folder, _)) = path.rsplit_once('/') else { return true };
        let beside = |tree: &Tree| {
            let from = tree.files.range(format!("{folder}/")..);
            let inside =
                from.take_while(|(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
            let files = inside.filter(|(path, _)| media::of(path) != media::HTML);
            files.map(|(path, file)| (path.clone(), Arc::clone(&file.bytes))).collect::<Vec<_>>()
        };
        beside(&self.tree) == beside(tree)
    }
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

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

impl Live {
    /// No site yet.
    pub fn new() -> Self {
        // Counting begins at the clock, so that a page that was loaded before the server was started again is out of
        // date too. Milliseconds fit into a JavaScript number.
        let version = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        let now = Moment { count: version, version, ..Moment::default() };
        Self { now: watch::Sender::new(Arc::new(now)), open: Mutex::default() }
    }

    /// A good build: pages that are open reload, but for those that show it already. `copies` are files that are served
    /// from the author's disk; `copies_stay` says that these are what they were in the last good build.
    pub fn set(&self, tree: Arc<Tree>, copies: Copies, copies_stay: bool) {
        self.now.send_modify(|now| {
            let count = now.count + 1;
            let own = now.versions_that_stay(&tree, &copies, copies_stay);
            *now = Arc::new(Moment {
                count,
                version: count,
                own: Arc::new(own),
                tree,
                copies: Arc::new(copies),
                problems: Vec::new(),
                good: None,
            });
        });
    }

    /// The first files of a build that goes on, among them the pages that are [looked at](Self::looked_at): these reload,
    /// and all others when [`Self::set`] has the whole. If it fails, the last good site is shown once more.
    pub fn show_early(&self, files: Tree, copies: Copies) {
        self.now.send_modify(|now| {
            let good = now.good.clone().unwrap_or_else(|| Arc::clone(now));
            let count = now.count + 1;
            let (mut shown, mut all_copies) = ((*good.tree).clone(), (*good.copies).clone());
            // A file of the author's may have taken the place of one that was made, and the other way round.
            copies.keys().for_each(|path| drop(shown.files.remove(path)));
            files.files.keys().for_each(|path| drop(all_copies.remove(path)));
            // Whether one that is the same shows another picture is known when all is there.
            let is_same =
                |path: &str, file: &File| good.tree.files.get(path).is_some_and(|shown| shown.bytes == file.bytes);
            let pages = files.files.iter().filter(|(path, _)| media::of(path) == media::HTML);
            let pages = pages.filter(|(path, file)| !is_same(path, file));
            let mut own = (*good.own).clone();
            own.extend(pages.map(|(path, _)| (path.clone(), count)));
            shown.files.extend(files.files);
            all_copies.extend(copies);
            *now = Arc::new(Moment {
                count,
                version: good.version,
                own: Arc::new(own),
                tree: Arc::new(shown),
                copies: Arc::new(all_copies),
                // Nothing was wrong so far.
                problems: Vec::new(),
                good: Some(good),
            });
        });
    }

    /// A build that failed: the site stays what it was, and pages that are open show these lines.
    pub fn fail(&self, problems: Vec<String>) {
        self.now.send_modify(|now| {
            let good = now.good.as_ref().unwrap_or(now);
            *now = Arc::new(Moment { count: now.count, problems, ..(**good).clone() });
        });
    }

    /// The paths that somebody has open this moment, as they are published: `a/index.html`.
    pub fn looked_at(&self) -> Vec<String> {
        self.open().keys().cloned().collect()
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Arc<Moment> {
        Arc::clone(&self.now.borrow())
    }

    pub(super) fn follow(&self) -> watch::Receiver<Arc<Moment>> {
        self.now.subscribe()
    }
}

/// Somebody who has a path open, until this is dropped.
#[derive(Debug)]
pub(super) struct Look {
    live: Arc<Live>,
    path: String,
}

impl Look {
    pub(super) fn at(live: &Arc<Live>, path: String) -> Self {
        *live.open().entry(path.clone()).or_default() += 1;
        Self { live: Arc::clone(live), path }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        let mut open = self.live.open();
        if let Some(count) = open.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.path);
            }
        }
    }
}
