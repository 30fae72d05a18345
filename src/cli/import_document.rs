//! `expound import docx` and `html`: a document of a word processor becomes a brief in a folder of its own.

use super::CLEAN;
use super::build::counted;
use crate::base::signs;
use crate::import::document::{Kind, ending, import_document};
use crate::io;
use std::path::Path;

/// The largest picture that is taken from beside a page, in bytes.
const LARGEST_PICTURE: u64 = 64 << 20;

/// Reads the document, writes the folder, and says what is not the same.
pub(super) fn run(kind: Kind, file: &Path, folder: &Path) -> Result<u8, String> {
    let shown = io::shown(file);
    let there = io::in_the_way(folder, |_| false).map_err(|error| format!("{}: {error}", io::shown(folder)))?;
    if there.is_some() {
        return Err(format!("`{}` is not empty: name a new folder", io::shown(folder)));
    }
    let bytes = io::load(file).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let name = file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().replace(['_', '-'], " "));
    let here = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Of what a page names, only pictures below its own folder are read.
    let beside = |path: &str| ending(path).and_then(|_| io::load_below(here, path, LARGEST_PICTURE));
    let brief = import_document(kind, &name, &bytes, &beside).map_err(|error| format!("{shown}: {error}"))?;
    let mut files = vec![("index.md", brief.text.as_bytes())];
    files.extend(brief.pictures.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    io::write_new(folder, &files).map_err(|error| error.to_string())?;

    for told in &brief.told {
        let line = format!("{shown}: {told}");
        anstream::println!("{}", signs::printable(&line).unwrap_or(line));
    }
    anstream::println!(
        "{}Wrote {}/index.md with {} and {}. It is a draft: look at it with `expound serve --drafts`.",
        if brief.told.is_empty() { "" } else { "\n" },
        io::shown(folder),
        counted(brief.pictures.len(), "picture"),
        counted(brief.notes, "note"),
    );
    Ok(CLEAN)
}
