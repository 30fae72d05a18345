//! A folder → the files in it, each with its path inside the folder, in the order of those paths.
//!
//! Names that begin with a dot are skipped. Links are followed only where they stay inside the folder: content often
//! comes from people who may edit the folder but not read the rest of the disk. What the files hold is not known here.

use crate::base::source::Place;
use crate::base::{Diagnostic, Diagnostics, codes};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// A file that was found.
pub(super) struct Found {
    /// The path inside the folder, with `/` between the parts.
    pub(super) path: Arc<str>,
    /// Where it is.
    pub(super) disk: PathBuf,
}

/// A folder that is to be walked.
pub(super) struct Folder<'a> {
    /// Where it is.
    pub(super) root: &'a Path,
    /// The same, links resolved.
    pub(super) real: &'a Path,
    /// How its path is shown to a person; empty for the folder they stand in.
    pub(super) shown: &'a str,
    /// Paths inside it that belong to something else.
    pub(super) except: &'a [PathBuf],
}

impl Folder<'_> {
    /// The files of the folder, in the order of the bytes of their paths.
    pub(super) fn files(&self, diagnostics: &mut Diagnostics) -> Vec<Found> {
        let mut files = Vec::new();
        // The depth of the linked folder that the walk is in. Links to folders are not followed from there: a few
        // folders that link to one another would otherwise have more paths than any disk has files.
        let mut linked: Option<usize> = None;
        let mut walk = WalkDir::new(self.root).min_depth(1).follow_links(true).into_iter();
        while let Some(step) = walk.next() {
            let entry = match step {
                Ok(entry) => entry,
                Err(error) => {
                    diagnostics.extend(self.not_listed(&error));
                    continue;
                }
            };
            if linked.is_some_and(|depth| entry.depth() <= depth) {
                linked = None;
            }
            let folder = entry.file_type().is_dir();
            match self.judge(&entry, linked.is_some()) {
                Ok(Some(path)) if !folder => files.push(Found { path, disk: entry.into_path() }),
                Ok(Some(_)) if entry.path_is_symlink() => linked = Some(entry.depth()),
                Ok(Some(_)) => {}
                Ok(None) if folder => walk.skip_current_dir(),
                Ok(None) => {}
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    if folder {
                        walk.skip_current_dir();
                    }
                }
            }
        }
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// The path of an entry inside the folder; nothing for one that is skipped in silence.
    fn judge(&self, entry: &DirEntry, in_link: bool) -> Result<Option<Arc<str>>, Box<Diagnostic>> {
        if is_hidden(entry.path()) {
            return Ok(None);
        }
        let inside = entry.path().strip_prefix(self.root).unwrap_or(entry.path());
        if self.except.iter().any(|path| path == inside) {
            return Ok(None);
        }
        let Some(path) = inside.to_str().filter(|path| !path.contains(char::is_control)) else {
            let help = "rename it: addresses are made from names, so they must be text";
            return Err(self.unreadable(inside, "the name of this file or folder is not text", help));
        };
        if entry.path_is_symlink() {
            let leads_out = |target: PathBuf| !target.starts_with(self.real);
            if entry.path().canonicalize().is_ok_and(leads_out) {
                let message = format!("this is a link that leads out of `{}`", self.name());
                return Err(self.unreadable(inside, message, "copy what it leads to into the folder"));
            }
            if in_link && entry.file_type().is_dir() {
                let message = "this is a link to a folder inside a folder that is a link itself";
                return Err(self.unreadable(inside, message, "link to each folder once, from a real folder"));
            }
        }
        if !entry.file_type().is_dir() && !entry.file_type().is_file() {
            return Err(self.unreadable(inside, "this is neither a file nor a folder", "take it out of the folder"));
        }
        Ok(Some(if MAIN_SEPARATOR == '/' { path.into() } else { path.replace(MAIN_SEPARATOR, "/").into() }))
    }

    /// What the walk could not look into.
    fn not_listed(&self, error: &walkdir::Error) -> Option<Diagnostic> {
        let path = error.path().unwrap_or(self.root);
        // Editors leave links to nowhere beside an open file, `.#brief.md` for one.
        if path != self.root && is_hidden(path) {
            return None;
        }
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        let diagnostic = if error.loop_ancestor().is_some() {
            self.unreadable(inside, "this link leads to a folder that it is in", "take the link away")
        } else if path.is_symlink() {
            self.unreadable(inside, "this link leads to nothing", "take the link away, or put back what it led to")
        } else {
            let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            self.unreadable(inside, format!("this could not be read: {cause}"), "check its permissions")
        };
        Some(*diagnostic)
    }

    fn unreadable(&self, inside: &Path, message: impl Into<String>, help: &str) -> Box<Diagnostic> {
        let place = Place::file(&self.shown(&super::shown(inside)));
        Box::new(Diagnostic::new(&codes::UNREADABLE_FILE, place, message, help))
    }

    /// How a path inside the folder is shown to a person.
    pub(super) fn shown(&self, path: &str) -> String {
        match (self.shown, path) {
            ("", path) => path.to_owned(),
            (shown, "") => shown.to_owned(),
            (shown, path) if shown.ends_with('/') => format!("{shown}{path}"),
            (shown, path) => format!("{shown}/{path}"),
        }
    }

    fn name(&self) -> &str {
        if self.shown.is_empty() { "." } else { self.shown }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".") || is_backup(&name.to_string_lossy()))
}

/// Files that editors make for themselves while somebody types: what an author has not saved is not published.
pub(super) fn is_backup(name: &str) -> bool {
    const ENDS: [&str; 6] = ["~", ".swp", ".swx", ".swo", "___jb_tmp___", "___jb_old___"];
    // Vim makes and removes `4913` to learn what it may do in a folder.
    ENDS.iter().any(|end| name.ends_with(end)) || name == "4913" || (name.starts_with('#') && name.ends_with('#'))
}
