//! Files of an author's: new ones, never over something that is there; and those that somebody named to be written.

use super::read::MARK;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The first name in a folder, in the order of names, that is not one of those that may be there; nothing where there is no
/// such folder.
pub fn in_the_way(folder: &Path, may_be_there: impl Fn(&str) -> bool) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names.into_iter().find(|name| !may_be_there(name)))
}

/// The names in a folder that do not begin with a dot, in order, and whether each is a folder; none where there is no folder.
pub fn names(folder: &Path) -> Vec<(String, bool)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()));
    let mut names: Vec<(String, bool)> = named.filter(|(name, _)| !name.starts_with('.')).collect();
    names.sort();
    names
}

/// Writes new files into a folder, which is made if it is not there. If one of them is there already, nothing is written.
pub fn write_new(folder: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    let refuse = |message: String| Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    for (path, _) in files {
        // A link that leads nowhere is there as well.
        if folder.join(path).symlink_metadata().is_ok() {
            return refuse(format!("`{}` is already there: choose another name", folder.join(path).display()));
        }
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("`{}` cannot be written: {error}", path.display()));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(named)?;
        }
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(named)?;
    }
    Ok(())
}

/// Writes a file that somebody named: whole, or not at all.
pub fn save(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".expound-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    #[cfg(unix)]
    file.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    file.persist(path)?;
    Ok(())
}

/// Writes a file that somebody named, and the folder that it is in if that is not there.
pub fn save_in(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    save(&folder.join(name), text)
}

/// Puts another text into a file that holds `old`: whole, or not at all. Who may read it stays as it was, a byte order mark
/// stays, and a link to a file stays a link. What somebody has saved in the meantime is not written over.
pub fn rewrite(path: &Path, old: &str, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let there = fs::read_to_string(&path)?;
    let mark = if there.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    if &there[mark..] != old {
        return Err(io::Error::other("it was changed in the meantime"));
    }
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".expound-").tempfile_in(folder)?;
    file.write_all(&there.as_bytes()[..mark])?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.persist(path)?;
    Ok(())
}

/// Adds to the end of a file, which is made if it is not there.
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
