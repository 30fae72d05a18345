//! Two builds of one output at once → one build and one clear message.

use super::publish_error::PublishError;
use super::target::Target;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The right to publish to one output, held until it is dropped or the process ends, however it ends.
///
/// It is a file `.NAME.expound-lock` beside the output. A lock on the folder around it would leave no file even for a
/// while, but would keep apart builds that have nothing to do with each other (`dist/a`, `dist/b`). The file is removed
/// by whoever holds the lock; one that is found after a crash is used again.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: Option<File>,
}

impl Lock {
    /// Takes the lock, or says that another build has it.
    pub(super) fn take(target: &Target) -> Result<Self, PublishError> {
        let path = target.parent.join(target.hidden("lock"));
        let refused = |cause| PublishError::Parent { parent: target.parent.clone(), cause };
        loop {
            let file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(refused)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(target.output.clone())),
                // Some network disks know no locks. A build alone must still work there.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { path, file: None });
                }
                Err(TryLockError::Error(cause)) => return Err(PublishError::disk(&path, cause)),
            }
            // The holder before may have removed the file between our opening it and our locking it. Then a third
            // build could lock a new file of that name, so ours counts only if it is still the one with the name.
            if is_at(&file, &path) {
                return Ok(Self { path, file: Some(file) });
            }
        }
    }

    /// False on a disk that knows no locks.
    pub(super) fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) && self.is_held() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => open.dev() == named.dev() && open.ino() == named.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_one_and_leaves_no_file() {
        let root = tempfile::tempdir().unwrap();
        let target = Target::find(&root.path().join("public")).unwrap();
        let lock = Lock::take(&target).unwrap();
        assert!(matches!(Lock::take(&target), Err(PublishError::Busy(_))));
        drop(lock);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        drop(Lock::take(&target).unwrap());
    }
}
