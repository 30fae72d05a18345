//! Files of an author's: new ones, never over something that is there; and those that somebody named to be written.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes new files into a folder, which is made if it is not there. If one of them is there already, or if the
/// folder has to be empty and is not, nothing is written.
pub fn write_new<P: AsRef<str>, B: AsRef<[u8]>>(
    folder: &Path,
    files: &[(P, B)],
    must_be_empty: bool,
) -> io::Result<()> {
    let refuse = |message: String| Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    if must_be_empty && folder.is_dir() && fs::read_dir(folder)?.next().is_some() {
        return refuse(format!("`{}` is not empty: name a new folder", folder.display()));
    }
    for (path, _) in files {
        let path = folder.join(path.as_ref());
        if path.exists() {
            return refuse(format!("`{}` is already there: choose another name", path.display()));
        }
    }
    for (path, bytes) in files {
        let path = folder.join(path.as_ref());
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("`{}` cannot be written: {error}", path.display()));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(named)?;
        }
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .and_then(|mut file| file.write_all(bytes.as_ref()))
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

/// Adds to the end of a file, which is made if it is not there.
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
