//! The folders of a site → the [`Input`] of a build: settings and tables read and checked to be text, all else listed. The
//! Markdown files are read when a build comes to them, since a site may have more of them than memory holds.
//!
//! Nothing is understood here: not front matter, not themes, not which name means what. A file that cannot be used is
//! a diagnostic and is left out; only a folder that cannot be used at all is an error.

use super::files::OnDisk;
use super::walk::{Folder, Found};
use super::{SitePaths, resolved, shown};
use crate::base::files::{Disk, Stamp};
use crate::base::source::Place;
use crate::base::{Diagnostic, Diagnostics, Report, Source, Span, codes};
use crate::data::may_hold_rows;
use crate::pipeline::input::{DataFile, Document, Input, InputFile, ThemeFile};
use crate::sources::is_bibliography;
use rayon::prelude::*;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use std::{error, fmt};

/// Why a site cannot be read at all.
#[derive(Debug)]
pub enum ReadError {
    /// There is no content folder.
    NoContent(PathBuf),
    /// The content folder is a file.
    NotAFolder(PathBuf),
    /// There is no configuration although one was named.
    NoConfig(PathBuf),
    /// Of what is read and the output folder, the second is inside the first.
    Nested {
        /// The folder that holds the other.
        outer: PathBuf,
        /// The folder inside it.
        inner: PathBuf,
    },
    /// There are no themes although a folder of them was named.
    NoThemes(PathBuf),
    /// The disk said no.
    Disk {
        /// To what.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoContent(path) => write!(
                f,
                "there is no content folder `{}`: `expound init` makes a new site, --content names another folder",
                path.display()
            ),
            Self::NotAFolder(path) => {
                write!(f, "`{}` is a file: --content names the folder that holds the briefs", path.display())
            }
            Self::NoConfig(path) => {
                write!(f, "there is no `{}`: check the path, or leave --config out", path.display())
            }
            Self::Nested { outer, inner } if outer == inner => write!(
                f,
                "`{}` is both read and published to, and publishing would replace what is in it: name another folder \
                 with --output",
                outer.display()
            ),
            Self::Nested { outer, inner } => write!(
                f,
                "`{}` is inside `{}`, and of what is read and what is published neither may hold the other: what is \
                 published would be read, or what is read would be replaced; name another folder with --output",
                inner.display(),
                outer.display()
            ),
            Self::NoThemes(path) => {
                write!(f, "there is no folder `{}`: check the path, or leave --themes out", path.display())
            }
            Self::Disk { path, cause } => write!(f, "`{}` could not be read: {cause}", path.display()),
        }
    }
}

impl error::Error for ReadError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Disk { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// Reads a site. Whatever is in the folders, the order of everything is that of the bytes of the paths, so that a build
/// starts from the same value on every machine.
pub fn read(paths: &SitePaths) -> Result<Report<Input>, ReadError> {
    let real_content = content_folder(paths)?;
    let mut diagnostics = Diagnostics::new();
    let config = read_config(paths, &mut diagnostics)?;

    // `--content .` is allowed, so the configuration and the themes may be inside the content folder.
    let inside = |path: &Path| Some(resolved(path).ok()?.strip_prefix(&real_content).ok()?.to_owned());
    let except: Vec<PathBuf> = [&paths.config, &paths.themes].into_iter().filter_map(|path| inside(path)).collect();
    let shown_content = shown(&paths.content);
    let content = Folder { root: &paths.content, real: &real_content, shown: &shown_content, except: &except };
    let mut found_here = Diagnostics::new();
    let (texts, files): (Vec<Found>, Vec<Found>) =
        content.files(&mut found_here).into_iter().partition(|found| kind(&found.path) != Kind::Other);
    let (documents, settings): (Vec<Found>, Vec<Found>) =
        texts.into_iter().partition(|found| kind(&found.path) == Kind::Document);
    let read =
        |found: &Found, largest| read_source(&found.disk, &found.path, &content.shown(&found.path).into(), largest);
    let sources: Vec<Result<Source, Box<Diagnostic>>> =
        settings.par_iter().map(|found| read(found, LARGEST_TEXT)).collect();
    let listed = |found: Found| {
        let shown = content.shown(&found.path).into();
        Document::on_disk(found.path, shown, stamp(&found.disk), found.disk)
    };
    let documents = documents.into_par_iter().map(listed).collect();
    // Why one of these could not be read matters only to who uses it.
    let tables = files
        .par_iter()
        .filter(|found| may_hold_rows(&found.path))
        .map(|found| DataFile { path: found.path.clone(), text: read(found, LARGEST_TABLE).map(Arc::new) });
    let tables: Vec<DataFile> = tables.collect();
    let mut input = Input { config, tables, documents, ..Input::default() };
    for source in sources {
        match source {
            Ok(source) => input.settings.push(source),
            Err(diagnostic) => found_here.push(*diagnostic),
        }
    }
    let file = |found: Found| InputFile { stamp: stamp(&found.disk), path: found.path, disk: found.disk };
    input.files = files.into_par_iter().map(file).collect();
    append_in_order(&mut diagnostics, found_here);
    input.disk = Disk::new(OnDisk);
    input.theme_files = read_themes(&paths.themes, &mut diagnostics);
    Ok(Report::new(input, diagnostics))
}

#[derive(PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Setting,
    Other,
}

pub(super) fn kind(path: &str) -> Kind {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    match name.rsplit_once('.') {
        Some((_, "md" | "markdown")) => Kind::Document,
        Some((_, "yaml" | "yml")) => Kind::Setting,
        Some((_, "bib")) if is_bibliography(path) => Kind::Setting,
        _ => Kind::Other,
    }
}

/// The content folder, links resolved, if a site can be read from it and published beside it.
fn content_folder(paths: &SitePaths) -> Result<PathBuf, ReadError> {
    let content = match paths.content.canonicalize() {
        Ok(content) => content,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(ReadError::NoContent(paths.content.clone()));
        }
        Err(cause) => return Err(ReadError::Disk { path: paths.content.clone(), cause }),
    };
    if !content.is_dir() {
        return Err(ReadError::NotAFolder(paths.content.clone()));
    }
    if paths.themes_named && !paths.themes.is_dir() {
        return Err(ReadError::NoThemes(paths.themes.clone()));
    }
    keep_apart(paths)?;
    Ok(content)
}

/// `expound.yaml` alone, for what needs no more of a site; none where there is none.
pub fn settings(paths: &SitePaths) -> Result<Report<Option<Source>>, ReadError> {
    let mut diagnostics = Diagnostics::new();
    let source = read_config(paths, &mut diagnostics)?;
    Ok(Report::new(source, diagnostics))
}

/// Makes sure that nothing that is read is published over, and that nothing that is published will be read.
fn keep_apart(paths: &SitePaths) -> Result<(), ReadError> {
    let real = |path: &Path| resolved(path).map_err(|cause| ReadError::Disk { path: path.to_owned(), cause });
    let output = real(&paths.output)?;
    for read in [&paths.content, &paths.themes, &paths.config] {
        let there = real(read)?;
        if output.starts_with(&there) {
            return Err(ReadError::Nested { outer: read.clone(), inner: paths.output.clone() });
        }
        if there.starts_with(&output) {
            return Err(ReadError::Nested { outer: paths.output.clone(), inner: read.clone() });
        }
    }
    Ok(())
}

fn read_config(paths: &SitePaths, diagnostics: &mut Diagnostics) -> Result<Option<Source>, ReadError> {
    match paths.config.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if paths.config_named {
                Err(ReadError::NoConfig(paths.config.clone()))
            } else {
                Ok(None)
            }
        }
        // Any other error comes again when the file is read, and becomes a diagnostic there.
        _ => {
            let name = paths.config.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Ok(match read_source(&paths.config, &name.into(), &shown(&paths.config).into(), LARGEST_TEXT) {
                Ok(source) => Some(source),
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    None
                }
            })
        }
    }
}

fn read_themes(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<ThemeFile> {
    let Ok(real) = folder.canonicalize() else {
        return Vec::new();
    };
    let shown_folder = shown(folder);
    let themes = Folder { root: folder, real: &real, shown: &shown_folder, except: &[] };
    let mut found_here = Diagnostics::new();
    let read: Vec<Result<ThemeFile, Box<Diagnostic>>> = themes
        .files(&mut found_here)
        .into_par_iter()
        .map(|found| {
            let shown = themes.shown(&found.path);
            let bytes = read_bytes(&found.disk, &shown, LARGEST_TEXT)?;
            Ok(ThemeFile { path: found.path, shown: shown.into(), bytes: bytes.into() })
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    for file in read {
        match file {
            Ok(file) => files.push(file),
            Err(diagnostic) => found_here.push(*diagnostic),
        }
    }
    append_in_order(diagnostics, found_here);
    files
}

fn append_in_order(diagnostics: &mut Diagnostics, mut found: Diagnostics) {
    found.sort_by(|a, b| a.place.file.cmp(&b.place.file));
    diagnostics.append(&mut found);
}

/// What is known of a file without reading it; nothing for one that cannot be asked, which reading then says.
pub(super) fn stamp(disk: &Path) -> Option<Stamp> {
    let metadata = disk.metadata().ok()?;
    Some(Stamp { changed: changed(&metadata)?, length: metadata.len(), seen: nanoseconds(SystemTime::now())? })
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().checked_mul(1_000_000_000)?.checked_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> Option<i64> {
    nanoseconds(metadata.modified().ok()?)
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

pub(super) fn read_source(
    disk: &Path,
    path: &Arc<str>,
    shown: &Arc<str>,
    largest: u64,
) -> Result<Source, Box<Diagnostic>> {
    let bytes = read_bytes(disk, shown, largest)?;
    let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(shown, &error))?;
    if text.starts_with(MARK) {
        text.drain(..MARK.len_utf8());
    }
    Ok(Source { path: Arc::clone(path), shown: Arc::clone(shown), text })
}

/// The byte order mark, which some editors put at the front of UTF-8.
pub(super) const MARK: char = '\u{feff}';

/// Places in a text have 32 bits.
pub(super) const LARGEST_TEXT: u64 = u32::MAX as u64;

/// What is larger is no table that a page could show, and would fill the memory.
const LARGEST_TABLE: u64 = 64 << 20;

/// The bytes of a file, in a buffer of its size.
fn read_bytes(disk: &Path, shown: &str, largest: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
    let unreadable = |message: String, help: &str| {
        Box::new(Diagnostic::new(&codes::UNREADABLE_FILE, Place::file(shown), message, help))
    };
    let read = || -> io::Result<Option<Vec<u8>>> {
        let mut file = File::open(disk)?;
        let length = file.metadata()?.len();
        if length > largest {
            return Ok(None);
        }
        // `read_to_end` reads until it is told that nothing is left, and grows a full buffer only if more came in the
        // meantime: exactly this size is one allocation and one copy.
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        file.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    match read() {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => {
            let (largest, unit) = if largest > LARGEST_TABLE { (4, "GiB") } else { (largest >> 20, "MiB") };
            Err(unreadable(
                format!("this file is larger than {largest} {unit}"),
                "split it, or take out what is not needed",
            ))
        }
        Err(cause) => Err(unreadable(format!("this could not be read: {cause}"), "check its permissions")),
    }
}

fn not_utf8(shown: &Arc<str>, error: &std::string::FromUtf8Error) -> Box<Diagnostic> {
    let offset = error.utf8_error().valid_up_to();
    // Up to the offset the text is the file, byte for byte; what is no text is shown as a sign that says so.
    let whole = String::from_utf8_lossy(error.as_bytes());
    let text = whole.strip_prefix(MARK).unwrap_or(&whole);
    let at = offset.saturating_sub(whole.len() - text.len());
    let place = Place::in_text(shown, text, Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()));
    let help = if error.as_bytes().starts_with(b"\xff\xfe") || error.as_bytes().starts_with(b"\xfe\xff") {
        "it is UTF-16: save it again as UTF-8"
    } else {
        "save it again as UTF-8"
    };
    let message = format!("this file is not UTF-8 text: byte {offset} (from 0) begins no character");
    Box::new(Diagnostic::new(&codes::NOT_UTF8, place, message, help))
}

#[cfg(test)]
mod tests;
