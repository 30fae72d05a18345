//! What a build starts from: the texts of a site, and the names of its other files.

use crate::base::Source;
use crate::base::files::Disk;
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
    pub documents: Vec<Source>,
    /// The YAML files of `content/` and the `.bib` files at its top, in the order of their paths.
    pub settings: Vec<Source>,
    /// The files of `content/` that may hold rows, in the order of their paths. They are among `files` too.
    pub tables: Vec<DataFile>,
    /// All other files of `content/`, in the order of their paths.
    pub files: Vec<InputFile>,
    /// Where the bytes of those are, for pictures.
    pub disk: Disk,
    /// The files of `themes/`, in the order of their paths (`NAME/templates/page.html`).
    pub theme_files: Vec<ThemeFile>,
}

/// A file that is published as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InputFile {
    /// The path in `content/`.
    pub path: Arc<str>,
    /// Where it is on the disk.
    pub disk: PathBuf,
}
