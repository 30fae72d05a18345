//! The path of an output folder → the real folder to exchange, the names beside it that belong to it, and the repair of
//! what a killed build left there. What is in the folder is not known here.

use super::lock::Lock;
use super::publish_error::PublishError;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

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

    /// The name `.NAME.expound-TAIL`.
    pub(super) fn hidden(&self, tail: &str) -> OsString {
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

#[cfg(test)]
#[cfg(unix)]
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
