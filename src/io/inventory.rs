//! The published folder → what is in it, for whoever takes it elsewhere. Only a folder that a build has published, and in
//! which everything is there, has an inventory.

use super::{manifest, stage};
use crate::base::{ContentHash, media};
use rayon::prelude::*;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file of a published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Where it is on the site.
    pub path: String,
    /// Where it is on the disk.
    pub disk: PathBuf,
    /// The hash of its bytes when it was published.
    pub hash: ContentHash,
    /// The number of its bytes.
    pub length: u64,
    /// Whether the build made it of the text beside it, by compressing that.
    pub is_copy: bool,
}

/// What a build has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// All files, in the order of paths.
    pub files: Vec<PublishedFile>,
    /// Whether drafts and briefs that were not yet, or no longer, published are shown.
    pub drafts: bool,
}

/// Why a folder has no inventory.
#[derive(Debug)]
pub enum InventoryError {
    /// No build has published it.
    NotBuilt(PathBuf),
    /// Files are missing or have another length.
    Incomplete {
        /// The folder.
        folder: PathBuf,
        /// The first such file.
        path: String,
        /// How many there are.
        count: usize,
    },
    /// The disk refuses.
    Disk(PathBuf, io::Error),
}

impl fmt::Display for InventoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt(folder) => {
                write!(f, "{}/ is no site that Expound has built: run `expound build` first", super::shown(folder))
            }
            Self::Incomplete { folder, path, count: 1 } => write!(
                f,
                "{}/ is not what was built: {path} is missing or was changed; run `expound build` again",
                super::shown(folder)
            ),
            Self::Incomplete { folder, path, count } => write!(
                f,
                "{}/ is not what was built: {count} files are missing or were changed, such as {path}; run `expound build` again",
                super::shown(folder)
            ),
            Self::Disk(path, cause) => write!(f, "cannot read {}: {cause}", super::shown(path)),
        }
    }
}

/// What a build has published in a folder. What somebody else put there is not part of it.
pub fn inventory(folder: &Path) -> Result<Inventory, InventoryError> {
    let loaded = manifest::load(folder).map_err(|cause| InventoryError::Disk(folder.to_owned(), cause))?;
    // Where some copies may be the author's own, they are files like others.
    let has_copies = loaded.made.compressed.is_some_and(|manner| manner != stage::UNSURE);
    let is_copy = |path: &str| {
        let plain = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
        has_copies && plain.is_some_and(|plain| media::is_text(plain) && loaded.manifest.contains_key(plain))
    };
    let files: Vec<PublishedFile> = loaded
        .manifest
        .iter()
        .map(|(path, entry)| PublishedFile {
            path: path.clone(),
            disk: folder.join(path),
            hash: entry.hash,
            length: entry.length,
            is_copy: is_copy(path),
        })
        .collect();
    if files.is_empty() {
        return Err(InventoryError::NotBuilt(folder.to_owned()));
    }
    let is_there = |file: &&PublishedFile| {
        file.disk.symlink_metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == file.length)
    };
    let missing: Vec<&PublishedFile> = files.par_iter().filter(|file| !is_there(file)).collect();
    if let Some(first) = missing.first() {
        let (path, count) = (first.path.clone(), missing.len());
        return Err(InventoryError::Incomplete { folder: folder.to_owned(), path, count });
    }
    Ok(Inventory { files, drafts: loaded.made.drafts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::tree::Sink;
    use crate::io::{PublishOptions, Stage, publish};
    use std::fs;

    #[test]
    fn only_a_whole_site_has_an_inventory() {
        let root = tempfile::tempdir().unwrap();
        let public = root.path().join("public");
        assert!(matches!(inventory(&public), Err(InventoryError::NotBuilt(_))));
        let stage = Stage::begin(&public).unwrap();
        stage.put("index.html", b"home".to_vec().into());
        stage.put("a/index.html", b"a".to_vec().into());
        publish(stage.finish().unwrap(), PublishOptions::default()).unwrap();
        fs::write(public.join("letter.txt"), "mine").unwrap();
        let paths: Vec<String> = inventory(&public).unwrap().files.into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["a/index.html", "index.html"]);
        fs::write(public.join("a/index.html"), "longer").unwrap();
        let error = inventory(&public).unwrap_err().to_string();
        assert!(error.contains("a/index.html is missing or was changed"), "{error}");
    }
}
