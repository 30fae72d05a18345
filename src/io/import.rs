//! The folder of another generator's site in, the folder of a new site out. The old one is never written to.
//!
//! What the files mean is not known here: texts are read, everything else is only named, and copied when it is wanted.

use super::walk::Folder;
use super::{resolved, shown};
use crate::base::Diagnostics;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::{error, fmt};

/// The largest file that is read as a text: what is larger is copied as it stands.
const LARGEST_TEXT: u64 = 16 << 20;

/// What has words in it that an import may want to know.
const TEXTS: [&str; 15] = [
    "md", "markdown", "mkdown", "mkdn", "mkd", "html", "htm", "yml", "yaml", "toml", "json", "csv", "txt", "xml",
    "scss",
];

/// A file of the old folder.
#[derive(Debug, Clone)]
pub struct OldFile {
    /// Its path in the old folder, with `/` between the parts.
    pub path: String,
    /// Its text, if it is one.
    pub content: Content,
    /// Where it is on the disk.
    pub disk: PathBuf,
}

impl OldFile {
    /// The text of the file.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Other => None,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text that was read.
    Text(String),
    /// Anything else.
    Other,
}

/// A file of the new site.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Its path in the new folder.
    pub path: String,
    /// Its text, or the file of the old folder that it is a copy of.
    pub content: Result<String, PathBuf>,
}

/// Why a site cannot be imported.
#[derive(Debug)]
pub enum ImportError {
    /// There is no such folder.
    NoFolder(PathBuf),
    /// What is to be the new folder has something in it.
    NotEmpty(PathBuf),
    /// One of the two folders is inside the other.
    Nested {
        /// The folder of the old site.
        old: PathBuf,
        /// The folder of the new one.
        new: PathBuf,
    },
    /// A file would stand outside of the new folder.
    Outside(String),
    /// The disk said no.
    Disk {
        /// To what.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder(path) => write!(f, "there is no folder `{}`: name that of the old site", path.display()),
            Self::NotEmpty(path) => write!(f, "`{}` is not empty: name a new folder", path.display()),
            Self::Nested { old, new } => write!(
                f,
                "`{}` and `{}` are one inside the other, and the old folder is never written to: name a folder beside it",
                old.display(),
                new.display()
            ),
            Self::Outside(path) => {
                write!(f, "`{}` is outside of the new folder: nothing was written", path.escape_debug())
            }
            Self::Disk { path, cause } => write!(f, "`{}`: {cause}", path.display()),
        }
    }
}

impl error::Error for ImportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Disk { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// An old folder, as it was found.
#[derive(Debug)]
pub struct OldFolder {
    /// Its files, in the order of their paths.
    pub files: Vec<OldFile>,
    /// What could not be read, and names that begin with a dot, which no site of Expound has: each with what is wrong.
    pub unread: Vec<(String, String)>,
}

/// Refuses what an import must not write to, before anything is read.
pub fn may_import(old: &Path, new: &Path) -> Result<(), ImportError> {
    if !old.is_dir() {
        return Err(ImportError::NoFolder(old.to_owned()));
    }
    let real = |path: &Path| resolved(path).map_err(|cause| ImportError::Disk { path: path.to_owned(), cause });
    let (from, to) = (real(old)?, real(new)?);
    if from.starts_with(&to) || to.starts_with(&from) {
        return Err(ImportError::Nested { old: old.to_owned(), new: new.to_owned() });
    }
    match fs::read_dir(new).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(ImportError::NotEmpty(new.to_owned())),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if new.is_file() => Err(ImportError::NotEmpty(new.to_owned())),
        Err(cause) => Err(ImportError::Disk { path: new.to_owned(), cause }),
    }
}

/// Reads the old folder: texts whole, other files by name. `made` are folders that the generator and its tools fill.
pub fn read_old(folder: &Path, made: &[&str]) -> Result<OldFolder, ImportError> {
    let disk = |cause| ImportError::Disk { path: folder.to_owned(), cause };
    let real = folder.canonicalize().map_err(disk)?;
    let except: Vec<PathBuf> = made.iter().map(PathBuf::from).collect();
    let mut found_here = Diagnostics::new();
    let found = Folder { root: folder, real: &real, shown: "", except: &except }.files(&mut found_here);
    let mut unread: Vec<(String, String)> =
        found_here.iter().map(|told| (told.place.file.to_string(), told.message.clone())).collect();
    unread.extend(hidden(folder).map_err(disk)?);
    let mut files = Vec::with_capacity(found.len());
    for found in found {
        match content(&found.path, &found.disk) {
            Ok(content) => files.push(OldFile { path: found.path.to_string(), content, disk: found.disk }),
            Err(error) => unread.push((found.path.to_string(), error.to_string())),
        }
    }
    unread.sort();
    Ok(OldFolder { files, unread })
}

fn content(path: &str, disk: &Path) -> io::Result<Content> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if !TEXTS.contains(&ending.as_str()) || fs::metadata(disk)?.len() > LARGEST_TEXT {
        return Ok(Content::Other);
    }
    Ok(String::from_utf8(fs::read(disk)?).map_or(Content::Other, Content::Text))
}

/// Names with a dot at the front, at the top and in `static/`, that are no tool's.
fn hidden(folder: &Path) -> io::Result<Vec<(String, String)>> {
    const TOOLS: [&str; 6] = [".git", ".jekyll", ".hugo", ".sass", ".bundle", ".DS_Store"];
    let mut all = Vec::new();
    for below in ["", "static"] {
        let folder = folder.join(below);
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let is_site = [".well-known", ".htaccess", ".nojekyll", ".domains"].contains(&name.as_str());
            if is_site && !TOOLS.iter().any(|tool| name.starts_with(tool)) {
                let path = if below.is_empty() { name } else { format!("{below}/{name}") };
                all.push((path, "names that begin with a dot are not published".to_owned()));
            }
        }
    }
    Ok(all)
}

/// Writes the new folder. Nothing that is there is ever written over, nothing is written outside of the folder, and nothing
/// is left of what was written if the disk says no halfway.
pub fn write_new_site(folder: &Path, files: &[NewFile]) -> Result<(), ImportError> {
    for file in files {
        let mut parts = Path::new(&file.path).components().peekable();
        if parts.peek().is_none() || !parts.all(|part| matches!(part, Component::Normal(_))) {
            return Err(ImportError::Outside(file.path.clone()));
        }
    }
    let mut made = Vec::new();
    let written = files.iter().try_for_each(|file| {
        let path = folder.join(&file.path);
        write_new_file(&path, file, &mut made)
            .map_err(|cause| ImportError::Disk { path: PathBuf::from(shown(&path)), cause })
    });
    if written.is_err() {
        // What cannot be taken away stays: the first error is the one to tell of.
        for path in made.iter().rev() {
            let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
    written
}

/// Writes a file and the folders above it, and keeps account of what was made.
fn write_new_file(path: &Path, file: &NewFile, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let above: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| !folder.is_dir()).collect();
    for folder in above.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir(folder)?;
        made.push(folder.to_owned());
    }
    let mut new = OpenOptions::new().write(true).create_new(true).open(path)?;
    made.push(path.to_owned());
    match &file.content {
        Ok(text) => new.write_all(text.as_bytes()),
        Err(disk) => io::copy(&mut fs::File::open(disk)?, &mut new).map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<NewFile> {
        paths.iter().map(|path| NewFile { path: (*path).to_owned(), content: Ok("a".to_owned()) }).collect()
    }

    #[test]
    fn nothing_is_written_outside() {
        let root = tempfile::tempdir().unwrap();
        let new = root.path().join("deep/new");
        for path in ["../a", "b/../../a", "/a", "", "./a"] {
            let error = write_new_site(&new, &files(&["first", path])).unwrap_err();
            assert!(matches!(error, ImportError::Outside(_)), "{path}");
        }
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn nothing_is_left_of_half_a_site() {
        let root = tempfile::tempdir().unwrap();
        let new = root.path().join("deep/new");
        let error = write_new_site(&new, &files(&["a/b", "c", "c/d"])).unwrap_err();
        assert!(matches!(error, ImportError::Disk { .. }));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        write_new_site(&new, &files(&["a/b", "c"])).unwrap();
        assert!(new.join("a/b").is_file() && new.join("c").is_file());
    }
}
