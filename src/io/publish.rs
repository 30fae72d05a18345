//! A staged site → the published folder, all or nothing.
//!
//! The two folders change places in one step. Where the system has no such step they are renamed one after the other,
//! and the next build repairs what a kill in between leaves. What no build wrote is never deleted.

use super::manifest::{self, Manifest};
use super::publish_error::PublishError;
use super::published;
use super::stage::Staged;
use super::target::Target;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::{fs, io};
use walkdir::WalkDir;

/// What a person may decide about publishing.
#[derive(Debug, Clone, Copy, Default)]
pub struct PublishOptions {
    /// Replace the folder even if it holds files that Expound did not write. They are gone then.
    pub replace_foreign: bool,
}

/// What publishing changed, in files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New paths.
    pub added: usize,
    /// Paths whose bytes are others.
    pub changed: usize,
    /// Paths that are gone.
    pub removed: usize,
    /// Paths whose bytes are the same.
    pub unchanged: usize,
    /// The old site, where it could not be removed. The next build tries again.
    pub left_behind: Option<PathBuf>,
}

/// How many foreign files are named.
const NAMED: usize = 5;

/// Puts a staged site in the place of the published one. A site that is the same in every byte, its manifest too, stays where
/// it is.
pub fn publish(staged: Staged, options: PublishOptions) -> Result<Changes, PublishError> {
    // The lock is bound first, so that it is let go last.
    let Staged { _lock, folder, target, manifest, text: (text, hash), published, kept } = staged;
    let output = target.output.as_path();
    let present = output.exists();
    let foreign = if present { foreign(output, &published.manifest)? } else { Foreign::default() };
    if foreign.count > 0 && !options.replace_foreign {
        return Err(PublishError::Foreign { output: output.to_owned(), files: foreign.files, count: foreign.count });
    }
    let mut changes = compare(&published.manifest, &manifest);
    // The manifest says too how the site was made.
    let is_same = kept.len() == manifest.len() && hash == published.hash;
    if present && is_same && foreign.count == 0 && !manifest.is_empty() {
        return Ok(changes);
    }
    kept.par_iter().try_for_each(|path| published.lend(path, &folder.path().join(path)))?;
    if present {
        carry_over(output, folder.path())?;
    }
    let list = folder.path().join(manifest::NAME);
    fs::write(&list, text).map_err(|cause| PublishError::disk(&list, cause))?;
    let finished = published::written(&list);

    let left = exchange(&folder.keep(), &target, present)?;
    // The new site is published whatever becomes of the old one.
    changes.left_behind = left.filter(|path| remove(path).is_err());
    published::seal(output, &manifest, finished);
    Ok(changes)
}

/// Files that the manifest of a folder does not list.
#[derive(Default)]
pub(super) struct Foreign {
    /// The first few.
    files: Vec<String>,
    pub(super) count: usize,
}

pub(super) fn foreign(output: &Path, old: &Manifest) -> Result<Foreign, PublishError> {
    let mut foreign = Foreign::default();
    for entry in WalkDir::new(output).min_depth(1).sort_by_file_name() {
        // A folder that cannot be looked into may hold anything.
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(output).to_owned();
            PublishError::Disk { path, cause: error.into() }
        })?;
        let path = entry.path().strip_prefix(output).unwrap_or(entry.path());
        let ours = match path.to_str() {
            Some(path) => path == manifest::NAME || path == KEPT || old.contains_key(path),
            None => false,
        };
        // Links are entries and not what they lead to: they are replaced, never followed.
        if !entry.file_type().is_dir() && !ours {
            foreign.count += 1;
            if foreign.files.len() < NAMED {
                foreign.files.push(path.display().to_string());
            }
        }
    }
    Ok(foreign)
}

/// The one file that is the author's: it keeps an empty folder in a repository.
pub(super) const KEPT: &str = ".gitkeep";

fn carry_over(output: &Path, staged: &Path) -> Result<(), PublishError> {
    let (from, to) = (output.join(KEPT), staged.join(KEPT));
    if from.is_file() && !to.exists() {
        fs::copy(&from, &to).map_err(|cause| PublishError::disk(&from, cause))?;
    }
    Ok(())
}

/// Puts the staged folder in the place of the output. The answer is where the old one is now.
fn exchange(staged: &Path, target: &Target, present: bool) -> Result<Option<PathBuf>, PublishError> {
    let done = if present { swap(staged, target) } else { fs::rename(staged, &target.output).map(|()| None) };
    done.map_err(|error| {
        // The folder is kept only for the exchange; without one it is in nobody's hands.
        let _ = fs::remove_dir_all(staged);
        match error.kind() {
            io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => PublishError::Mount(target.output.clone()),
            _ => PublishError::disk(&target.output, error),
        }
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(staged: &Path, target: &Target) -> io::Result<Option<PathBuf>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, staged, CWD, &target.output, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(Some(staged.to_owned())),
        // Old kernels, and file systems that cannot.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => swap_in_two_steps(staged, target),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(staged: &Path, target: &Target) -> io::Result<Option<PathBuf>> {
    swap_in_two_steps(staged, target)
}

/// For a moment there is no published folder. A build that is killed then is repaired by the next one, see
/// [`Target::repair`].
fn swap_in_two_steps(staged: &Path, target: &Target) -> io::Result<Option<PathBuf>> {
    let aside = target.aside();
    fs::rename(&target.output, &aside)?;
    if let Err(error) = fs::rename(staged, &target.output) {
        fs::rename(&aside, &target.output)?;
        return Err(error);
    }
    Ok(Some(aside))
}

/// Removes the old site with all threads: unlinking ten thousand files one after the other takes as long as making them.
fn remove(folder: &Path) -> io::Result<()> {
    let sections = WalkDir::new(folder).min_depth(2).max_depth(2).into_iter().flatten();
    let pages: Vec<PathBuf> =
        sections.filter(|page| page.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect();
    pages.par_iter().try_for_each(fs::remove_dir_all)?;
    fs::remove_dir_all(folder)
}

fn compare(old: &Manifest, new: &Manifest) -> Changes {
    let mut changes = Changes::default();
    for (path, entry) in new {
        match old.get(path) {
            None => changes.added += 1,
            Some(before) if before == entry => changes.unchanged += 1,
            Some(_) => changes.changed += 1,
        }
    }
    changes.removed = old.keys().filter(|path| !new.contains_key(*path)).count();
    changes
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
