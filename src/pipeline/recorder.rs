//! A sink that passes everything on and remembers it, so that what is the same next time need not be made again.

use crate::base::tree::Sink;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What was put into a sink.
#[derive(Debug, Clone)]
pub(super) enum Put {
    File(Arc<str>, Arc<Vec<u8>>),
    Copy(Arc<str>, PathBuf),
}

impl Put {
    /// Puts it once more.
    pub(super) fn again(&self, sink: &dyn Sink) {
        match self {
            Self::File(path, bytes) => sink.put(path, Arc::clone(bytes)),
            Self::Copy(path, from) => sink.copy(path, from),
        }
    }

    /// Where it is published.
    pub(super) fn path(&self) -> &Arc<str> {
        match self {
            Self::File(path, _) | Self::Copy(path, _) => path,
        }
    }
}

/// Remembers if somebody wants it.
pub(super) struct Recorder<'a> {
    sink: &'a dyn Sink,
    puts: Option<Mutex<Vec<Put>>>,
}

impl<'a> Recorder<'a> {
    /// One in front of a sink.
    pub(super) fn new(sink: &'a dyn Sink, remembers: bool) -> Self {
        Self { sink, puts: remembers.then(Mutex::default) }
    }

    /// All that was put, in no order.
    pub(super) fn puts(self) -> Vec<Put> {
        self.puts.map(|puts| puts.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default()
    }

    fn remember(&self, put: impl FnOnce() -> Put) {
        if let Some(puts) = &self.puts {
            puts.lock().unwrap_or_else(PoisonError::into_inner).push(put());
        }
    }
}

impl Sink for Recorder<'_> {
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        self.remember(|| Put::File(path.into(), Arc::clone(&bytes)));
        self.sink.put(path, bytes);
    }

    fn copy(&self, path: &str, from: &Path) {
        self.remember(|| Put::Copy(path.into(), from.to_owned()));
        self.sink.copy(path, from);
    }

    // One process publishes once: there is nothing to be done again.
    fn list(&self, path: &str) {
        self.sink.list(path);
    }

    fn keeps(&self) -> bool {
        self.sink.keeps()
    }
}
