//! Finished files → a folder beside the published one, each file written at once, from many threads.
//!
//! A stage fails only when it is finished: until then it remembers the first thing that went wrong and drops what
//! comes after. It must not know who reads the files, and touches the published folder only to repair it.

use super::PublishError;
use super::lock::Lock;
use super::manifest::{self, Entry, Manifest};
use super::target::Target;
use crate::base::tree::Sink;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// A folder that is being filled. Dropping it removes the folder; the published site is then what it was.
#[derive(Debug)]
pub struct Stage {
    // Fields are dropped in this order: the folder must be gone before the lock is.
    folder: TempDir,
    lock: Lock,
    target: Target,
    written: Mutex<Vec<(String, Entry)>>,
    first_error: Mutex<Option<PublishError>>,
    failed: AtomicBool,
}

/// A folder that holds a whole site, not yet published. Dropping it removes the folder.
#[derive(Debug)]
pub struct Staged {
    pub(super) folder: TempDir,
    pub(super) target: Target,
    pub(super) manifest: Manifest,
    // Dropped last, as above.
    pub(super) _lock: Lock,
}

impl Staged {
    /// How many files there are.
    pub fn files(&self) -> usize {
        self.manifest.len()
    }

    /// How many bytes they have together.
    pub fn bytes(&self) -> u64 {
        self.manifest.values().map(|entry| entry.length).sum()
    }
}

impl Stage {
    /// An empty stage for an output folder. What builds that were killed left behind is put right first.
    pub fn begin(output: &Path) -> Result<Self, PublishError> {
        let target = Target::find(output)?;
        let lock = Lock::take(&target)?;
        target.repair(&lock)?;
        let mut builder = tempfile::Builder::new();
        let prefix = target.staging_prefix();
        builder.prefix(&prefix);
        // Without this it would be open to nobody else, which is right for temporary files and wrong for a site.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(FOLDER_MODE));
        let folder = builder
            .tempdir_in(&target.parent)
            .map_err(|cause| PublishError::Parent { parent: target.parent.clone(), cause })?;
        Ok(Self {
            folder,
            lock,
            target,
            written: Mutex::default(),
            first_error: Mutex::default(),
            failed: AtomicBool::new(false),
        })
    }

    /// The site as it is staged, or the first thing that went wrong.
    pub fn finish(self) -> Result<Staged, PublishError> {
        let Self { lock, folder, target, written, first_error, .. } = self;
        if let Some(error) = first_error.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let manifest = written.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
        Ok(Staged { folder, target, manifest, _lock: lock })
    }

    fn record(&self, path: &str, write: impl FnOnce() -> Result<Entry, PublishError>) {
        // After a first error nothing will be published: on a full disk, ten thousand more attempts help nobody.
        if self.failed.load(Ordering::Relaxed) {
            return;
        }
        match write() {
            Ok(entry) => {
                self.written.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), entry));
            }
            Err(error) => {
                self.failed.store(true, Ordering::Relaxed);
                self.first_error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        }
    }

    /// A new, empty file of the stage, and where it is.
    fn create(&self, path: &str) -> Result<(File, PathBuf), PublishError> {
        let plain =
            |part| matches!(part, Component::Normal(name) if name.to_str().is_some_and(|name| name != manifest::NAME));
        let odd = path.is_empty() || path.contains(char::is_control) || path.contains("//") || path.ends_with('/');
        if odd || !Path::new(path).components().all(plain) || path.starts_with("./") || path.contains("/./") {
            return Err(PublishError::BadPath(path.to_owned()));
        }
        let disk = self.folder.path().join(path);
        let created = create_file(&disk).or_else(|error| match (error.kind(), disk.parent()) {
            // The folder is made when it is missed: no list of folders, and nothing for threads to agree on.
            (io::ErrorKind::NotFound, Some(folder)) => create_folder(folder).and_then(|()| create_file(&disk)),
            _ => Err(error),
        });
        match created {
            Ok(file) => Ok((file, disk)),
            Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory) => {
                Err(PublishError::Collision(path.to_owned()))
            }
            Err(cause) => Err(PublishError::Disk { path: disk, cause }),
        }
    }
}

/// Folders that everybody may read, for a web server runs as somebody else; the user's mask may narrow it.
#[cfg(unix)]
const FOLDER_MODE: u32 = 0o755;

/// Opens a file that was not there before, so that two outputs that claim one name are found out and not mixed.
/// Readable by everybody whatever the author's own file allows, and by no means executable.
fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    options.open(path)
}

fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, FOLDER_MODE);
    builder.create(path)
}

impl Sink for Stage {
    // Nothing is flushed to the platter. A process that is killed loses no write, for the pages are the kernel's by
    // then; only a failing machine could, and after that the same build makes the same bytes again. Ten thousand
    // flushes would take longer than everything else together.
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        self.record(path, || {
            let (mut file, disk) = self.create(path)?;
            file.write_all(&bytes).map_err(|cause| PublishError::Disk { path: disk, cause })?;
            Ok(Entry::of(&bytes))
        });
    }

    fn copy(&self, path: &str, from: &Path) {
        self.record(path, || {
            let (mut to, disk) = self.create(path)?;
            let mut source = File::open(from).map_err(|cause| PublishError::disk(from, cause))?;
            let mut hasher = blake3::Hasher::new();
            let mut length = 0;
            let mut buffer = vec![0; COPIED_AT_ONCE];
            // By hand, and not by asking the kernel to copy: what is hashed is then what was written, even if the
            // author saves the file at this very moment.
            loop {
                let read = source.read(&mut buffer).map_err(|cause| PublishError::disk(from, cause))?;
                if read == 0 {
                    return Ok(Entry::new(&hasher, length));
                }
                hasher.update(&buffer[..read]);
                to.write_all(&buffer[..read]).map_err(|cause| PublishError::disk(&disk, cause))?;
                length += read as u64;
            }
        });
    }
}

const COPIED_AT_ONCE: usize = 128 << 10;
