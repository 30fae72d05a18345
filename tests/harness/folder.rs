//! Folders on the disk: those of the cases, and scratch ones that are gone after a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A path in the repository.
pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a folder, as paths inside it with `/` between the parts, in order. No folder has no files.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file());
    let path =
        |entry: walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    let mut all: Vec<String> = files.map(path).collect();
    all.sort();
    all
}

/// All files of a published folder with their bytes.
pub(crate) fn published(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files_below(folder).into_iter().map(|path| (path.clone(), fs::read(folder.join(path)).unwrap())).collect()
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for path in files_below(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&path), target).unwrap();
    }
}

/// A folder that is gone when the test ends.
pub(crate) struct Scratch(tempfile::TempDir);

impl Scratch {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let scratch = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| scratch.write(path, text));
        scratch
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the folders around it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    /// The files of `public/`.
    pub(crate) fn public(&self) -> BTreeMap<String, Vec<u8>> {
        published(&self.0.path().join("public"))
    }
}
