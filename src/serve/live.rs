//! What the server shows at this moment, who looks at what, and word to everybody who looks when that changes.

use super::versions::{Build, Copies, Shown, Versions};
use crate::base::media;
use crate::base::tree::{File, Tree};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

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
    /// The numbers of what is shown. What a browser has of another number is out of date.
    versions: Arc<Versions>,
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
        self.versions.of(path)
    }

    fn shown(&self) -> Shown<'_> {
        Shown { tree: &self.tree, copies: &self.copies }
    }
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
        let now = Moment { count: version, versions: Arc::new(Versions::new(version)), ..Moment::default() };
        Self { now: watch::Sender::new(Arc::new(now)), open: Mutex::default() }
    }

    /// A good build: pages that are open reload, but for those that show it already. `copies` are files that are served
    /// from the author's disk; `copies_stay` says that these are what they were in the last good build.
    pub fn set(&self, tree: Arc<Tree>, copies: Copies, copies_stay: bool) {
        let now = self.now();
        let good = now.good.as_ref().unwrap_or(&now);
        let count = now.count + 1;
        let versions = now.versions.after(Build {
            good: good.shown(),
            early: now.good.is_some().then(|| now.shown()),
            now: Shown { tree: &tree, copies: &copies },
            first: good.count + 1,
            last: count,
            copies_stay,
        });
        let (versions, copies) = (Arc::new(versions), Arc::new(copies));
        self.show(Moment { count, versions, tree, copies, problems: Vec::new(), good: None });
    }

    /// The first files of a build that goes on, among them the pages that are [looked at](Self::looked_at): these reload,
    /// and all others when [`Self::set`] has the whole. If it fails, the last good site is shown once more.
    pub fn show_early(&self, files: Tree, copies: Copies) {
        let now = self.now();
        let good = now.good.clone().unwrap_or_else(|| Arc::clone(&now));
        let count = now.count + 1;
        let (mut shown, mut all_copies) = ((*good.tree).clone(), (*good.copies).clone());
        // A file of the author's may have taken the place of one that was made, and the other way round.
        copies.keys().for_each(|path| drop(shown.files.remove(path)));
        files.files.keys().for_each(|path| drop(all_copies.remove(path)));
        // Whether one that is the same shows another picture is known when all is there.
        let is_same =
            |path: &str, file: &File| good.tree.files.get(path).is_some_and(|shown| shown.bytes == file.bytes);
        let pages = files.files.iter().filter(|(path, _)| media::of(path) == media::HTML);
        let pages = pages.filter(|(path, file)| !is_same(path, file)).map(|(path, _)| path.clone());
        let versions = Arc::new(good.versions.with(pages, count));
        shown.files.extend(files.files);
        all_copies.extend(copies);
        let (tree, copies) = (Arc::new(shown), Arc::new(all_copies));
        // Nothing was wrong so far.
        self.show(Moment { count, versions, tree, copies, problems: Vec::new(), good: Some(good) });
    }

    /// A build that failed: the site stays what it was, and pages that are open show these lines.
    pub fn fail(&self, problems: Vec<String>) {
        let now = self.now();
        let good = now.good.as_ref().unwrap_or(&now);
        self.show(Moment { count: now.count, problems, ..(**good).clone() });
    }

    /// Tells everybody, and lets the state before go after that. One thread builds, so nothing comes in between.
    fn show(&self, next: Moment) {
        drop(self.now.send_replace(Arc::new(next)));
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
