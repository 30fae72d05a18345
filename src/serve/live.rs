//! What the server shows at this moment, and word to everybody who looks at it when that changes.

use crate::base::tree::Tree;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// The site as it was last built. Shared between whoever builds and the server.
#[derive(Debug)]
pub struct Live {
    now: watch::Sender<Arc<Moment>>,
}

/// One state of the site; never changed, only followed by another.
#[derive(Debug, Default)]
pub(super) struct Moment {
    /// Counts good builds. A page of another version is out of date.
    pub(super) version: u64,
    /// The files of the last good build.
    pub(super) tree: Arc<Tree>,
    /// Published path → the author's own file, read when somebody asks for it.
    pub(super) copies: Arc<BTreeMap<String, PathBuf>>,
    /// What was wrong with the last build, if it was not good.
    pub(super) problems: Vec<String>,
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
        Self { now: watch::Sender::new(Arc::new(Moment { version, ..Moment::default() })) }
    }

    /// A good build: pages that are open reload. `copies` are files that are served from the author's disk.
    pub fn set(&self, tree: Arc<Tree>, copies: BTreeMap<String, PathBuf>) {
        self.now.send_modify(|now| {
            let version = now.version + 1;
            *now = Arc::new(Moment { version, tree, copies: Arc::new(copies), problems: Vec::new() });
        });
    }

    /// A build that failed: the site stays what it was, and pages that are open show these lines.
    pub fn fail(&self, problems: Vec<String>) {
        self.now.send_modify(|now| {
            let (tree, copies) = (Arc::clone(&now.tree), Arc::clone(&now.copies));
            *now = Arc::new(Moment { version: now.version, tree, copies, problems });
        });
    }

    pub(super) fn now(&self) -> Arc<Moment> {
        Arc::clone(&self.now.borrow())
    }

    pub(super) fn follow(&self) -> watch::Receiver<Arc<Moment>> {
        self.now.subscribe()
    }
}
