//! The published site → which of its files a new build need not write again.
//!
//! A file is taken for what the manifest says only if nobody can have touched it since the manifest was written. That is
//! told by the time at which the system last changed anything of it (`ctime`), which programs cannot set: tools that put
//! back old files with their old times are found out too. Where there is no such time, everything is written again. While a
//! build publishes, its own links change that time; there the time of the last writing (`mtime`) is looked at.

use super::manifest::{self, Entry, Loaded, Made, Manifest};
use super::{PublishError, stage};
use crate::base::ContentHash;
use rayon::prelude::*;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
#[cfg(unix)]
use std::time::{Duration, UNIX_EPOCH};

/// A published folder, as its manifest describes it.
#[derive(Debug)]
pub(super) struct Published {
    folder: PathBuf,
    pub(super) manifest: Manifest,
    /// The hash of the manifest's text.
    pub(super) hash: ContentHash,
    pub(super) made: Made,
    /// When the manifest was last touched.
    sealed: Option<SystemTime>,
}

impl Published {
    /// What is published in a folder, which need not be there.
    pub(super) fn load(folder: &Path) -> Result<Self, PublishError> {
        let Loaded { manifest, hash, made } =
            manifest::load(folder).map_err(|cause| PublishError::disk(folder, cause))?;
        let sealed = folder.join(manifest::NAME).symlink_metadata().ok().and_then(|metadata| changed(&metadata));
        Ok(Self { folder: folder.to_owned(), manifest, hash, made, sealed })
    }

    /// How long the file is that is published at a path.
    pub(super) fn length(&self, path: &str) -> Option<u64> {
        self.manifest.get(path).map(|entry| entry.length)
    }

    /// Whether the file that is published at a path is this one, untouched.
    pub(super) fn has(&self, path: &str, entry: Entry) -> bool {
        let (Some(known), Some(sealed)) = (self.manifest.get(path), self.sealed) else { return false };
        *known == entry
            && self.folder.join(path).symlink_metadata().is_ok_and(|metadata| {
                metadata.is_file()
                    && metadata.len() == entry.length
                    && changed(&metadata).is_some_and(|changed| changed <= sealed)
            })
    }

    /// Whether all of it is untouched.
    pub(super) fn is_whole(&self) -> bool {
        self.manifest.par_iter().all(|(path, entry)| self.has(path, *entry))
    }

    /// Makes a published file one of another folder too: by a link where the disk can, else by a copy. One that was written to
    /// since it was found to be untouched is none of ours.
    pub(super) fn lend(&self, path: &str, to: &Path) -> Result<(), PublishError> {
        let from = self.folder.join(path);
        let linked = stage::in_folder(to, |to| match fs::hard_link(&from, to) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => {
                fs::copy(&from, to).map(drop)
            }
            done => done,
        });
        linked.map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => PublishError::Collision(path.to_owned()),
            _ => PublishError::disk(&from, cause),
        })?;
        if self.sealed.is_some_and(|sealed| is_written_since(&from, sealed)) {
            return Err(PublishError::Touched(path.to_owned()));
        }
        Ok(())
    }

    /// The file that is published at a path, if it is untouched.
    pub(super) fn untouched(&self, path: &str) -> Option<Entry> {
        self.manifest.get(path).copied().filter(|entry| self.has(path, *entry))
    }

    /// Where a published file is on the disk.
    #[cfg(feature = "precompress")]
    pub(super) fn disk(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

/// Says that everything in a published folder is now as its manifest says: links that were taken away have touched files.
/// `manifest_written` is when that was true. If a file was written to since, or this fails, the next build writes all files.
pub(super) fn seal(folder: &Path, manifest: &Manifest, manifest_written: Option<SystemTime>) {
    let Some(then) = manifest_written else { return };
    if manifest.par_iter().any(|(path, _)| is_written_since(&folder.join(path), then)) {
        return;
    }
    let manifest = fs::File::options().write(true).open(folder.join(manifest::NAME));
    let _ = manifest.and_then(|file| file.set_modified(SystemTime::now()));
}

/// When a file was last written to, as the system says.
pub(super) fn written(file: &Path) -> Option<SystemTime> {
    file.symlink_metadata().and_then(|metadata| metadata.modified()).ok()
}

/// Whether somebody wrote to a file between a moment and now. A time to come is none of these: archives and tools set it.
fn is_written_since(file: &Path, then: SystemTime) -> bool {
    written(file).is_some_and(|written| then < written && written <= SystemTime::now())
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let since = Duration::new(metadata.ctime().try_into().ok()?, metadata.ctime_nsec().try_into().ok()?);
    Some(UNIX_EPOCH + since)
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}
