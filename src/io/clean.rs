//! A build without caches against what another one made: every path, every byte.
//!
//! What is compared is what lies on the disk, and not what was meant to be written there.

use super::PublishError;
use super::manifest::{self, Entry, Manifest};
use super::publish::KEPT;
use super::stage::{Stage, Staged};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

/// A site that is staged where nothing is published, to be compared and thrown away.
#[derive(Debug)]
pub struct Clean {
    staged: Staged,
    // Dropped last: the stage is inside of it.
    _folder: TempDir,
}

impl Clean {
    /// Makes one. `make` begins a stage for a folder and fills it.
    pub fn make<E: From<PublishError>>(make: impl FnOnce(&Path) -> Result<Stage, E>) -> Result<Self, E> {
        let folder = tempfile::tempdir().map_err(|cause| PublishError::disk(&std::env::temp_dir(), cause))?;
        let staged = make(&folder.path().join("site"))?.finish()?;
        Ok(Self { staged, _folder: folder })
    }

    /// The paths at which a staged site differs from this one, in order.
    pub fn differences_from(&self, staged: &Staged) -> Vec<String> {
        let published: BTreeSet<&String> = staged.kept.iter().collect();
        let place = |path: &String| {
            let folder = if published.contains(path) { &*staged.target.output } else { staged.folder.path() };
            (path.clone(), folder.join(path))
        };
        differences(&self.staged.manifest, &staged.manifest.keys().map(place).collect())
    }

    /// The paths at which a published folder differs from this site, in order.
    pub fn differences_from_published(&self, folder: &Path) -> Vec<String> {
        let name = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let all = WalkDir::new(folder).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
        let all = all.map(|entry| (name(entry.path()), entry.into_path()));
        differences(&self.staged.manifest, &all.filter(|(path, _)| path != manifest::NAME && path != KEPT).collect())
    }
}

fn differences(clean: &Manifest, files: &BTreeMap<String, PathBuf>) -> Vec<String> {
    // A file that cannot be read is like no other.
    let same = |(path, disk): (&String, &PathBuf)| {
        clean.get(path).is_some_and(|clean| entry(disk).is_ok_and(|entry| entry == *clean))
    };
    let mut all: Vec<String> = files.par_iter().filter(|file| !same(*file)).map(|(path, _)| path.clone()).collect();
    all.extend(clean.keys().filter(|path| !files.contains_key(*path)).cloned());
    all.sort();
    all
}

fn entry(path: &Path) -> io::Result<Entry> {
    let mut hasher = blake3::Hasher::new();
    let length = io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(Entry::new(&hasher, length))
}
