//! What was slow to make, by the hash of what it was made of. A cache may forget anything at any moment, and whatever it
//! has or lacks, a build gives the same bytes.

use super::ContentHash;
use rustc_hash::FxHashMap;
use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

/// Keeps bytes for later builds. It never fails: a cache that cannot be used is no cache.
pub trait Cache: Sync + Debug {
    /// What was put under a hash, whole and unharmed.
    fn get(&self, hash: ContentHash) -> Option<Vec<u8>>;

    /// Keeps bytes.
    fn put(&self, hash: ContentHash, bytes: &[u8]);
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCache;

impl Cache for NoCache {
    fn get(&self, _: ContentHash) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: ContentHash, _: &[u8]) {}
}

/// Keeps everything as long as the program runs.
#[derive(Debug, Default)]
pub struct MemoryCache(Mutex<FxHashMap<ContentHash, Vec<u8>>>);

impl MemoryCache {
    /// How many things it has.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// True if it has nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Cache for MemoryCache {
    fn get(&self, hash: ContentHash) -> Option<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned()
    }

    fn put(&self, hash: ContentHash, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, bytes.to_vec());
    }
}
