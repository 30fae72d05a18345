//! The path of an output folder → the real folder to exchange, the names beside it that belong to it, and the lock that
//! keeps two builds apart. What is in the folder is not known here.

use std::ffi::{OsStr, OsString};
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::{error, fmt, fs};

/// Why nothing was published. The published site is what it was.
#[derive(Debug)]
pub enum PublishError {
    /// Another build publishes to the same folder at this moment.
    Busy(PathBuf),
    /// The output is a file.
    NotAFolder(PathBuf),
    /// The output is a link that leads to nothing.
    LinkToNothing(PathBuf),
    /// The output has no folder around it: the root of the disk.
    NoParent(PathBuf),
    /// The output is a mount point, so nothing beside it can take its place.
    Mount(PathBuf),
    /// Nothing can be made in the folder around the output.
    Parent {
        /// The folder.
        parent: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The output holds files that no build wrote.
    Foreign {
        /// The output.
        output: PathBuf,
        /// The first few of them.
        files: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// A path that no file of a site can have.
    BadPath(String),
    /// Two files of the site are one file on this disk.
    Collision(String),
    /// The disk said no.
    Disk {
        /// To what.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl PublishError {
    pub(super) fn disk(path: &Path, cause: io::Error) -> Self {
        Self::Disk { path: path.to_owned(), cause }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy(output) => {
                write!(f, "another build is publishing to `{}`: wait until it has ended", output.display())
            }
            Self::NotAFolder(output) => {
                write!(f, "`{}` is a file: move it away, or name another folder with --output", output.display())
            }
            Self::LinkToNothing(output) => {
                write!(f, "`{}` is a link to nothing: make the folder that it leads to, or remove it", output.display())
            }
            Self::NoParent(output) => {
                write!(
                    f,
                    "`{}` cannot be exchanged as a whole: name a folder inside it with --output",
                    output.display()
                )
            }
            Self::Mount(output) => write!(
                f,
                "`{0}` is a mount point, and a mount cannot be exchanged as a whole: publish to a folder inside it \
                 (--output {0}/site), or mount the folder around it",
                output.display()
            ),
            Self::Parent { parent, cause } => write!(
                f,
                "nothing can be made in `{}`: {cause}. A site is staged beside the published folder and then takes its \
                 place, so the folder around it must be writable",
                parent.display()
            ),
            Self::Foreign { output, files, count } => {
                write!(f, "`{}` holds files that Expound did not write: {}", output.display(), files.join(", "))?;
                if *count > files.len() {
                    write!(f, " and {} more", count - files.len())?;
                }
                write!(f, ". Publishing replaces the whole folder: build into another one, or say --replace")
            }
            Self::BadPath(path) => write!(f, "no file can be published as {path:?}: give it another name"),
            Self::Collision(path) => write!(
                f,
                "two files of the site would be `{path}` on this disk (some disks do not tell `A` from `a`): rename one"
            ),
            Self::Disk { path, cause } => write!(f, "`{}`: {cause}", path.display()),
        }
    }
}

impl error::Error for PublishError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Parent { cause, .. } | Self::Disk { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// The folder that is published to, and what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The real folder; it need not be there yet.
    pub(super) output: PathBuf,
    /// The folder around it.
    pub(super) parent: PathBuf,
    name: OsString,
}

impl Target {
    /// The target of an output path. A link is followed, so that what it leads to is exchanged and the link stays.
    pub(super) fn find(output: &Path) -> Result<Self, PublishError> {
        if output.is_symlink() && !output.exists() {
            return Err(PublishError::LinkToNothing(output.to_owned()));
        }
        let real = super::resolved(output).map_err(|cause| PublishError::disk(output, cause))?;
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(PublishError::NoParent(output.to_owned()));
        };
        let target = Self { parent: parent.to_owned(), name: name.to_owned(), output: real.clone() };
        fs::create_dir_all(parent).map_err(|cause| PublishError::Parent { parent: parent.to_owned(), cause })?;
        if real.exists() {
            if !real.is_dir() {
                return Err(PublishError::NotAFolder(output.to_owned()));
            }
            if is_mount(&real, parent) {
                return Err(PublishError::Mount(real));
            }
        }
        Ok(target)
    }

    /// The beginning of the names of staging folders.
    pub(super) fn staging_prefix(&self) -> OsString {
        self.hidden(&format!("{}-", std::process::id()))
    }

    /// Where the old site waits where two folders cannot be exchanged at once.
    pub(super) fn aside(&self) -> PathBuf {
        self.parent.join(self.hidden("old"))
    }

    fn hidden(&self, tail: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".expound-");
        name.push(tail);
        name
    }

    /// Puts right what a build that was killed left behind. Only the holder of the lock may.
    pub(super) fn repair(&self, lock: &Lock) -> Result<(), PublishError> {
        let aside = self.aside();
        if aside.exists() {
            if self.output.exists() {
                // It may hold what cannot be removed; the next build tries again.
                let _ = fs::remove_dir_all(&aside);
            } else {
                fs::rename(&aside, &self.output).map_err(|cause| PublishError::disk(&self.output, cause))?;
            }
        }
        if !lock.is_held() {
            return Ok(());
        }
        // Each build holds the lock from before it makes a staging folder until the folder is gone. So with the lock in
        // hand every staging folder belongs to nobody, and no process number need be asked about: numbers are used
        // again, and mean nothing from inside a container.
        let entries =
            fs::read_dir(&self.parent).map_err(|cause| PublishError::Parent { parent: self.parent.clone(), cause })?;
        for entry in entries.flatten() {
            if self.is_staging(&entry.file_name()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(())
    }

    /// True for `.NAME.expound-PID-RANDOM` and for nothing longer: another output may be called `NAME.expound-2`.
    fn is_staging(&self, name: &OsStr) -> bool {
        let prefix = self.hidden("");
        let tail = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes()).unwrap_or_default();
        let Some(dash) = tail.iter().position(|byte| *byte == b'-') else {
            return false;
        };
        let (process, random) = (&tail[..dash], &tail[dash + 1..]);
        let digits = !process.is_empty() && process.iter().all(u8::is_ascii_digit);
        digits && !random.is_empty() && random.iter().all(u8::is_ascii_alphanumeric)
    }
}

#[cfg(unix)]
fn is_mount(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    // A folder of the same disk that is mounted here is not seen by this; the exchange says so in the end.
    match (folder.metadata(), parent.metadata()) {
        (Ok(folder), Ok(parent)) => folder.dev() != parent.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_mount(_: &Path, _: &Path) -> bool {
    false
}

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

    fn is_held(&self) -> bool {
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_the_names_of_staging_folders_are_staging_folders() {
        let root = tempfile::tempdir().unwrap();
        let target = Target::find(&root.path().join("public")).unwrap();
        let is = |name: &str| target.is_staging(OsStr::new(name));
        assert!(is(".public.expound-123-aB3xyz"));
        assert!(!is(".public.expound-lock"));
        assert!(!is(".public.expound-old"));
        assert!(!is(".public.expound-1.expound-2-abc"));
        assert!(!is(".other.expound-1-abc"));
        assert!(!is("public"));
    }

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

    #[test]
    fn outputs_that_cannot_be_exchanged_are_refused() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(Target::find(&file), Err(PublishError::NotAFolder(_))));
        assert!(matches!(Target::find(Path::new("/")), Err(PublishError::NoParent(_))));
        assert!(matches!(Target::find(Path::new("/proc")), Err(PublishError::Mount(_))));
        let link = root.path().join("link");
        std::os::unix::fs::symlink(root.path().join("nothing"), &link).unwrap();
        assert!(matches!(Target::find(&link), Err(PublishError::LinkToNothing(_))));
    }
}
