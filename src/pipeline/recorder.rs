//! A sink that passes everything on and remembers it, so that what is the same next time need not be made again.

use super::Keep;
use crate::base::tree::Sink;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What was put into a sink.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Put {
    /// A file, with its bytes: for the next build of this process.
    #[serde(skip)]
    File(Arc<str>, Arc<Vec<u8>>),
    /// A file of which the path alone is remembered: it is published there.
    Published(Arc<str>),
    /// A file of the author's.
    Copy(Arc<str>, PathBuf),
    /// The wish for a list of all files.
    List(Arc<str>),
}

impl Put {
    /// Whether it can be put once more.
    pub(super) fn is_there(&self, sink: &dyn Sink) -> bool {
        match self {
            Self::Published(path) => sink.has(path),
            Self::File(..) | Self::Copy(..) | Self::List(_) => true,
        }
    }

    /// Puts it once more.
    pub(super) fn again(&self, sink: &dyn Sink) {
        match self {
            Self::File(path, bytes) => sink.put(path, Arc::clone(bytes)),
            Self::Published(path) => sink.again(path),
            Self::Copy(path, from) => sink.copy(path, from),
            Self::List(path) => sink.list(path),
        }
    }

    /// Where it is published.
    pub(super) fn path(&self) -> &Arc<str> {
        match self {
            Self::File(path, _) | Self::Published(path) | Self::Copy(path, _) | Self::List(path) => path,
        }
    }
}

/// Remembers as much as somebody wants.
pub(super) struct Recorder<'a> {
    sink: &'a dyn Sink,
    keep: Keep,
    puts: Mutex<Vec<Put>>,
}

impl<'a> Recorder<'a> {
    /// One in front of a sink.
    pub(super) fn new(sink: &'a dyn Sink, keep: Keep) -> Self {
        Self { sink, keep, puts: Mutex::default() }
    }

    /// All that was put, in no order.
    pub(super) fn puts(self) -> Vec<Put> {
        self.puts.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, put: impl FnOnce() -> Put) {
        if self.keep != Keep::Nothing {
            self.puts.lock().unwrap_or_else(PoisonError::into_inner).push(put());
        }
    }
}

impl Sink for Recorder<'_> {
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        self.remember(|| match self.keep {
            Keep::Results => Put::File(path.into(), Arc::clone(&bytes)),
            Keep::Traces | Keep::Nothing => Put::Published(path.into()),
        });
        self.sink.put(path, bytes);
    }

    fn copy(&self, path: &str, from: &Path) {
        self.remember(|| Put::Copy(path.into(), from.to_owned()));
        self.sink.copy(path, from);
    }

    fn list(&self, path: &str) {
        self.remember(|| Put::List(path.into()));
        self.sink.list(path);
    }

    fn has(&self, path: &str) -> bool {
        self.sink.has(path)
    }

    fn again(&self, path: &str) {
        self.remember(|| Put::Published(path.into()));
        self.sink.again(path);
    }

    fn keeps(&self) -> bool {
        self.sink.keeps()
    }
}
