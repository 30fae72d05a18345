//! What a build starts from: the settings and tables of a site, and the names of its other files.

use crate::base::files::{Disk, Stamp};
use crate::base::{Diagnostic, Place, Source};
pub use crate::data::DataFile;
pub use crate::theme::ThemeFile;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that a build reads. Two equal inputs give the same site, byte for byte.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// `expound.yaml`, where there is one.
    pub config: Option<Source>,
    /// The Markdown files of `content/`, in the order of their paths.
    pub documents: Vec<Document>,
    /// The YAML files of `content/` and the `.bib` files at its top, in the order of their paths.
    pub settings: Vec<Source>,
    /// The files of `content/` that may hold rows, in the order of their paths. They are among `files` too.
    pub tables: Vec<DataFile>,
    /// All other files of `content/`, in the order of their paths.
    pub files: Vec<InputFile>,
    /// Where documents and those files are read.
    pub disk: Disk,
    /// The files of `themes/`, in the order of their paths (`NAME/templates/page.html`).
    pub theme_files: Vec<ThemeFile>,
}

impl Input {
    /// Where one of the other files is, as a person is shown it: behind the folder that documents are shown behind.
    pub(super) fn place_of_file(&self, file: usize) -> Place {
        let folder =
            self.documents.first().and_then(|first| first.shown.strip_suffix(&*first.path)).unwrap_or_default();
        Place::file(&format!("{folder}{}", self.files[file].path))
    }
}

/// A Markdown file. A build reads it when it comes to it, and perhaps once more.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path in `content/`.
    pub path: Arc<str>,
    /// The path as it is shown to a person.
    pub shown: Arc<str>,
    text: Text,
}

#[derive(Debug, Clone)]
enum Text {
    Held(Arc<Source>),
    OnDisk(PathBuf, Option<Stamp>),
}

impl From<Source> for Document {
    /// A document that is in memory.
    fn from(source: Source) -> Self {
        Self { path: Arc::clone(&source.path), shown: Arc::clone(&source.shown), text: Text::Held(source.into()) }
    }
}

impl Document {
    /// A document that is at `disk`.
    pub fn on_disk(path: Arc<str>, shown: Arc<str>, stamp: Option<Stamp>, disk: PathBuf) -> Self {
        Self { path, shown, text: Text::OnDisk(disk, stamp) }
    }

    /// About how many bytes it has.
    pub fn length(&self) -> u64 {
        match &self.text {
            Text::Held(source) => source.text.len() as u64,
            Text::OnDisk(_, stamp) => stamp.map_or(0, |stamp| stamp.length),
        }
    }

    /// What it was like when it was listed, for one on a disk.
    pub fn stamp(&self) -> Option<&Stamp> {
        match &self.text {
            Text::Held(_) => None,
            Text::OnDisk(_, stamp) => stamp.as_ref(),
        }
    }

    /// Its text, or why it has none.
    pub fn source(&self, disk: &Disk) -> Result<Arc<Source>, Box<Diagnostic>> {
        match &self.text {
            Text::Held(source) => Ok(Arc::clone(source)),
            Text::OnDisk(file, _) => disk.source(file, &self.path, &self.shown).map(Arc::new),
        }
    }
}

/// A file that is published as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// The path in `content/`.
    pub path: Arc<str>,
    /// Where it is on the disk.
    pub disk: PathBuf,
    /// What it was like when it was listed.
    pub stamp: Option<Stamp>,
}
