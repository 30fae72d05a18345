//! Finished files → a folder beside the published one, each file written at once, from many threads. A file that is
//! published already, with the same bytes, is not written; it is linked to when the site is published.
//!
//! A stage fails only when it is finished: until then it remembers the first thing that went wrong and drops what
//! comes after. It must not know who reads the files, and touches the published folder only to repair it.

#[cfg(feature = "precompress")]
mod compress;

use super::PublishError;
use super::lock::Lock;
use super::manifest::{self, Entry, Made, Manifest};
use super::publish;
use super::published::Published;
use super::target::Target;
use crate::base::ContentHash;
use crate::base::tree::Sink;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// The manner of copies of which some are the author's own, so that none of them is taken for ours.
pub(super) const UNSURE: u32 = 0;

/// A folder that is being filled. Dropping it removes the folder; the published site is then what it was.
#[derive(Debug)]
pub struct Stage {
    // Fields are dropped in this order: the folder must be gone before the lock is.
    folder: TempDir,
    lock: Lock,
    target: Target,
    published: Published,
    written: Mutex<Vec<Written>>,
    /// Where a list of all files is wanted.
    list: Mutex<Option<String>>,
    /// How this is made; copies are compressed where it says so.
    made: Made,
    /// Whether the author has files where copies would be: a later build could not tell them from ours.
    has_own_copies: AtomicBool,
    first_error: Mutex<Option<PublishError>>,
    failed: AtomicBool,
}

/// A file of the new site.
#[derive(Debug, Clone)]
struct Written {
    path: String,
    entry: Entry,
    /// Whether the published site has it already, so that it is not in the folder.
    is_published: bool,
}

/// A folder that holds a whole site, but for what the published one has already. Dropping it removes the folder.
#[derive(Debug)]
pub struct Staged {
    pub(super) folder: TempDir,
    pub(super) target: Target,
    pub(super) manifest: Manifest,
    /// Its text, and the hash of that.
    pub(super) text: (String, ContentHash),
    /// The site as it is published now.
    pub(super) published: Published,
    /// The paths of the files that it has already.
    pub(super) kept: Vec<String>,
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

    /// The hash of the manifest.
    pub fn manifest_hash(&self) -> ContentHash {
        self.text.1
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
        let published = Published::load(&target.output)?;
        Ok(Self {
            folder,
            lock,
            target,
            published,
            written: Mutex::default(),
            list: Mutex::default(),
            made: Made::default(),
            has_own_copies: AtomicBool::new(false),
            first_error: Mutex::default(),
            failed: AtomicBool::new(false),
        })
    }

    /// One that puts compressed copies beside all texts, for servers that hand them out.
    #[cfg(feature = "precompress")]
    #[must_use]
    pub fn compressing(self) -> Self {
        Self { made: Made { compressed: Some(compress::MANNER), ..self.made }, ..self }
    }

    /// One that remembers whether drafts are shown in it, for whoever takes the site elsewhere.
    #[must_use]
    pub fn showing_drafts(self, drafts: bool) -> Self {
        Self { made: Made { drafts, ..self.made }, ..self }
    }

    /// Whether there is a site that was published before.
    pub fn replaces_a_site(&self) -> bool {
        !self.published.manifest.is_empty()
    }

    /// Whether the site that is published is the one of a manifest with this hash, untouched, and nothing else is there.
    /// Then there is nothing to build for whoever would build that one: so many files, and so many bytes.
    pub fn is_published(&self, manifest: ContentHash) -> Option<(usize, u64)> {
        let entries = &self.published.manifest;
        let is_it = self.follows(manifest)
            && self.published.is_whole()
            && publish::foreign(&self.target.output, entries).is_ok_and(|foreign| foreign.count == 0);
        is_it.then(|| (entries.len(), entries.values().map(|entry| entry.length).sum()))
    }

    /// Whether the site that is published is the one of a manifest with this hash, made as this one is to be. Files may have
    /// been touched since.
    pub fn follows(&self, manifest: ContentHash) -> bool {
        self.published.hash == manifest && self.published.made == self.made
    }

    /// The site as it is staged, or the first thing that went wrong.
    pub fn finish(self) -> Result<Staged, PublishError> {
        #[cfg(feature = "precompress")]
        self.add_copies(None);
        self.add_list();
        let Self { lock, folder, target, published, written, first_error, mut made, has_own_copies, .. } = self;
        if has_own_copies.into_inner() {
            made.compressed = made.compressed.map(|_| UNSURE);
        }
        if let Some(error) = first_error.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let mut written = written.into_inner().unwrap_or_else(PoisonError::into_inner);
        sort(&mut written);
        // What is written is found out by the disk; what is kept is found out here.
        if let Some(pair) = written.windows(2).find(|pair| pair[0].path == pair[1].path) {
            return Err(PublishError::Collision(pair[0].path.clone()));
        }
        let kept = written.iter().filter(|file| file.is_published).map(|file| file.path.clone()).collect();
        let manifest: Manifest = written.into_iter().map(|file| (file.path, file.entry)).collect();
        let text = manifest::write(&manifest, made);
        let hash = ContentHash::of(text.as_bytes());
        Ok(Staged { folder, target, manifest, text: (text, hash), published, kept, _lock: lock })
    }

    /// What was put, in the order of paths.
    fn so_far(&self) -> MutexGuard<'_, Vec<Written>> {
        let mut all = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        sort(&mut all);
        all
    }

    /// The list of all files, if somebody wants one.
    fn add_list(&self) {
        let Some(path) = self.list.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let text = manifest::as_json(self.so_far().iter().map(|file| (file.path.as_str(), file.entry)));
        self.put(&path, text.into_bytes().into());
        #[cfg(feature = "precompress")]
        self.add_copies(Some(&path));
    }

    fn record(&self, path: &str, write: impl FnOnce() -> Result<(Entry, bool), PublishError>) {
        // After a first error nothing will be published: on a full disk, ten thousand more attempts help nobody.
        if self.failed.load(Ordering::Relaxed) {
            return;
        }
        match check(path).and_then(|()| write()) {
            Ok((entry, is_published)) => {
                let written = Written { path: path.to_owned(), entry, is_published };
                self.written.lock().unwrap_or_else(PoisonError::into_inner).push(written);
            }
            Err(error) => {
                self.failed.store(true, Ordering::Relaxed);
                self.first_error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        }
    }

    /// A new, empty file of the stage, and where it is.
    fn create(&self, path: &str) -> Result<(File, PathBuf), PublishError> {
        let disk = self.folder.path().join(path);
        match in_folder(&disk, create_file) {
            Ok(file) => Ok((file, disk)),
            Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory) => {
                Err(PublishError::Collision(path.to_owned()))
            }
            Err(cause) => Err(PublishError::Disk { path: disk, cause }),
        }
    }
}

/// By their paths. Most of them are in order when this is done once more.
fn sort(files: &mut [Written]) {
    files.sort_by(|one, other| one.path.cmp(&other.path));
}

/// Whether a path can be one of a site.
fn check(path: &str) -> Result<(), PublishError> {
    let plain =
        |part| matches!(part, Component::Normal(name) if name.to_str().is_some_and(|name| name != manifest::NAME));
    let odd = path.is_empty() || path.contains(char::is_control) || path.contains("//") || path.ends_with('/');
    if odd || !Path::new(path).components().all(plain) || path.starts_with("./") || path.contains("/./") {
        return Err(PublishError::BadPath(path.to_owned()));
    }
    Ok(())
}

/// Makes something at a path. The folder around it is made when it is missed: no list of folders, and nothing for threads to
/// agree on.
pub(super) fn in_folder<T>(path: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    make(path).or_else(|error| match (error.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(folder)) => create_folder(folder).and_then(|()| make(path)),
        _ => Err(error),
    })
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
            let entry = Entry::of(&bytes);
            if self.published.has(path, entry) {
                return Ok((entry, true));
            }
            let (mut file, disk) = self.create(path)?;
            file.write_all(&bytes).map_err(|cause| PublishError::Disk { path: disk, cause })?;
            Ok((entry, false))
        });
    }

    fn has(&self, path: &str) -> bool {
        self.published.untouched(path).is_some()
    }

    fn again(&self, path: &str) {
        self.record(path, || match self.published.manifest.get(path) {
            Some(entry) => Ok((*entry, true)),
            None => Err(PublishError::disk(&self.target.output.join(path), io::ErrorKind::NotFound.into())),
        });
    }

    fn list(&self, path: &str) {
        *self.list.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.to_owned());
    }

    fn copy(&self, path: &str, from: &Path) {
        self.record(path, || {
            if let Some(length) = self.published.length(path)
                && from.metadata().is_ok_and(|metadata| metadata.len() == length)
            {
                let entry = read(from, |_| Ok(()))?;
                if self.published.has(path, entry) {
                    return Ok((entry, true));
                }
            }
            let (mut to, disk) = self.create(path)?;
            let entry = read(from, |bytes| to.write_all(bytes).map_err(|cause| PublishError::disk(&disk, cause)))?;
            Ok((entry, false))
        });
    }
}

/// Reads a file piece by piece. By hand, and not by asking the kernel to copy: what is hashed is then what was written,
/// even if the author saves the file at this very moment.
fn read(from: &Path, mut piece: impl FnMut(&[u8]) -> Result<(), PublishError>) -> Result<Entry, PublishError> {
    let mut source = File::open(from).map_err(|cause| PublishError::disk(from, cause))?;
    let mut hasher = blake3::Hasher::new();
    let mut length = 0;
    let mut buffer = vec![0; COPIED_AT_ONCE];
    loop {
        let read = source.read(&mut buffer).map_err(|cause| PublishError::disk(from, cause))?;
        if read == 0 {
            return Ok(Entry::new(&hasher, length));
        }
        hasher.update(&buffer[..read]);
        piece(&buffer[..read])?;
        length += read as u64;
    }
}

const COPIED_AT_ONCE: usize = 128 << 10;
