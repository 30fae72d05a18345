//! New files of an author's: never over something that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes new files into a folder, which is made if it is not there. If one of them is there already, or if the
/// folder has to be empty and is not, nothing is written.
pub fn write_new(folder: &Path, files: &[(&str, &str)], must_be_empty: bool) -> io::Result<()> {
    let refuse = |message: String| Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    if must_be_empty && folder.is_dir() && fs::read_dir(folder)?.next().is_some() {
        return refuse(format!("`{}` is not empty: name a new folder", folder.display()));
    }
    for (path, _) in files {
        if folder.join(path).exists() {
            return refuse(format!("`{}` is already there: choose another name", folder.join(path).display()));
        }
    }
    for (path, text) in files {
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
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(named)?;
    }
    Ok(())
}
