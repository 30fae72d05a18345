//! A folder that keeps what was slow to make, one file a thing, for the builds to come.
//!
//! A file is written beside its place and then moved there, and begins with the hash of what follows, so that neither a
//! build that was killed nor a bad disk can put anything else into a site. Whatever goes wrong, the thing is made again.

use crate::base::ContentHash;
use crate::base::cache::Cache;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// A cache in a folder, which is made when something is first kept.
#[derive(Debug, Clone)]
pub struct FolderCache(PathBuf);

/// The length of a hash in hexadecimal digits.
const DIGITS: usize = 64;

impl FolderCache {
    /// The cache of a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    fn path(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.0.join(&name[..2]).join(&name[2..])
    }

    fn write(&self, hash: ContentHash, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.path(hash);
        let folder = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(ContentHash::of(bytes).to_string().as_bytes())?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    }
}

impl Cache for FolderCache {
    fn get(&self, hash: ContentHash) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.path(hash)).ok()?;
        let (own, rest) = bytes.split_at_checked(DIGITS)?;
        let is_whole = ContentHash::of(rest).to_string().as_bytes() == own;
        is_whole.then(|| bytes.split_off(DIGITS))
    }

    fn put(&self, hash: ContentHash, bytes: &[u8]) {
        // A cache that cannot be written keeps nothing.
        let _ = self.write(hash, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_whole_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        let cache = FolderCache::new(root.path().join("a/cache"));
        let key = ContentHash::of(b"key");
        assert_eq!(cache.get(key), None);
        cache.put(key, b"bytes");
        assert_eq!(cache.get(key).as_deref(), Some(&b"bytes"[..]));
        for damaged in [&b""[..], b"short", &[b'0'; DIGITS + 5]] {
            fs::write(cache.path(key), damaged).unwrap();
            assert_eq!(cache.get(key), None);
        }
        cache.put(key, b"bytes");
        assert_eq!(cache.get(key).as_deref(), Some(&b"bytes"[..]));
    }

    #[test]
    fn a_folder_that_cannot_be_used_is_no_cache() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        let cache = FolderCache::new(root.path().join("file"));
        cache.put(ContentHash::of(b"key"), b"bytes");
        assert_eq!(cache.get(ContentHash::of(b"key")), None);
    }
}
