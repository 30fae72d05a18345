//! Texts of an author's that are to be written anew: those of a folder, or a file that somebody named.

use super::read::{LARGEST_TEXT, read_source};
use super::shown;
use super::walk::Folder;
use crate::base::{Diagnostics, Source};
use rayon::prelude::*;
use std::io;
use std::path::{Path, PathBuf};

/// A file and its text.
#[derive(Debug)]
pub struct Text {
    /// Where it is, links followed.
    pub disk: PathBuf,
    /// Its text, with its path in the folder that was named; for a file that was named, its name.
    pub source: Source,
}

/// The text of a file, or of all files of a folder whose paths are wanted, in the order of their paths. What cannot be read
/// is told.
pub fn texts(
    path: &Path,
    is_wanted: impl Fn(&str) -> bool + Sync,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<Text>> {
    let shown_path = shown(path);
    let found: Vec<(String, String, PathBuf)> = if path.is_dir() {
        let real = path.canonicalize()?;
        let folder = Folder { root: path, real: &real, shown: &shown_path, except: &[] };
        let files = folder.files(diagnostics);
        let wanted = files.into_iter().filter(|file| is_wanted(&file.path));
        wanted.map(|file| (file.path.to_string(), folder.shown(&file.path), file.disk)).collect()
    } else {
        path.metadata()?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        vec![(name, shown_path, path.to_owned())]
    };
    let read = |(path, shown, disk): &(String, String, PathBuf)| {
        let source = read_source(disk, &path.as_str().into(), &shown.as_str().into(), LARGEST_TEXT)?;
        let real = disk.canonicalize().unwrap_or_else(|_| disk.clone());
        Ok(Text { disk: real, source })
    };
    let read: Vec<Result<Text, Box<_>>> = found.par_iter().map(read).collect();
    let mut all = Vec::with_capacity(read.len());
    for text in read {
        match text {
            Ok(text) => all.push(text),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    Ok(all)
}
