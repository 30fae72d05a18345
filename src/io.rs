//! The disk: folders in, a published folder out, and word of what changed in between.
//!
//! [`read`] turns the folders of a site into an [`Input`](crate::pipeline::input::Input), [`Stage`] takes finished
//! files, and [`publish`] exchanges the published folder for what was staged, all or nothing. This layer knows paths
//! and bytes. It must not know what a brief is or how a page is made, and it prints nothing.

mod cache;
mod clean;
mod files;
mod import;
mod inventory;
mod lock;
mod manifest;
mod publish;
mod publish_error;
mod published;
mod read;
mod repository;
mod revision;
mod stage;
mod target;
mod texts;
mod walk;
#[cfg(feature = "serve")]
mod watch;
mod write;

pub use cache::FolderCache;
pub use clean::Clean;
pub use import::{Content, ImportError, NewFile, OldFile, OldFolder, may_import, read_old, write_new_site};
pub use inventory::{Inventory, InventoryError, PublishedFile, inventory};
pub use publish::{Changes, PublishOptions, publish};
pub use publish_error::PublishError;
pub use read::{ReadError, read, settings};
pub use repository::Repository;
pub use revision::{RevisionError, data_of_revision};
pub use stage::{Stage, Staged};
pub use texts::{Text, texts};
#[cfg(feature = "serve")]
pub use watch::{WatchError, Watcher, watch};
pub use write::{append, in_the_way, names, rewrite, save, save_in, write_new};

use std::io;
use std::path::{Component, Path, PathBuf};

/// Where the parts of a site are on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePaths {
    /// `expound.yaml`. A site can do without one.
    pub config: PathBuf,
    /// True if somebody named the configuration, so that its absence is a mistake.
    pub config_named: bool,
    /// The folder of briefs.
    pub content: PathBuf,
    /// The folder of themes. A site can do without one.
    pub themes: PathBuf,
    /// True if somebody named it.
    pub themes_named: bool,
    /// The published folder.
    pub output: PathBuf,
}

/// Paths that somebody named, relative to where they stand.
#[derive(Debug, Clone, Default)]
pub struct NamedPaths {
    /// Instead of `expound.yaml`.
    pub config: Option<PathBuf>,
    /// Instead of `content`.
    pub content: Option<PathBuf>,
    /// Instead of `themes`.
    pub themes: Option<PathBuf>,
    /// Instead of `public`.
    pub output: Option<PathBuf>,
}

impl SitePaths {
    /// The usual places in a folder, except for those that are named.
    pub fn new(root: &Path, named: NamedPaths) -> Self {
        let usual = |path: Option<PathBuf>, name: &str| path.unwrap_or_else(|| root.join(name));
        Self {
            config_named: named.config.is_some(),
            themes_named: named.themes.is_some(),
            config: usual(named.config, "expound.yaml"),
            content: usual(named.content, "content"),
            themes: usual(named.themes, "themes"),
            output: usual(named.output, "public"),
        }
    }
}

/// The bytes of one file, for whoever may not touch the disk.
pub fn load(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// The bytes of a file below a folder, if it is one, is no larger, and is really there when links are followed.
pub fn load_below(folder: &Path, path: &str, largest: u64) -> Option<Vec<u8>> {
    let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let real = is_below.then(|| folder.join(path).canonicalize().ok()).flatten()?;
    let metadata = real.metadata().ok()?;
    let fits = real.starts_with(folder.canonicalize().ok()?) && metadata.is_file() && metadata.len() <= largest;
    fits.then(|| std::fs::read(real).ok()).flatten()
}

/// What this program was like when it was started, and not what it says of itself: two builds of one version differ.
pub fn program() -> Option<(i64, u64)> {
    let stamp = read::stamp(&std::env::current_exe().ok()?)?;
    Some((stamp.changed, stamp.length))
}

/// The real, absolute path of something that need not be there yet: links are followed as far as there is anything.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut real = std::path::absolute(path)?;
    let mut missing = Vec::new();
    loop {
        match real.canonicalize() {
            Ok(base) => {
                real = base;
                break;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let Some(last) = real.components().next_back().map(|part| part.as_os_str().to_owned()) else {
                    return Err(error);
                };
                missing.push(last);
                if !real.pop() {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    for part in missing.into_iter().rev() {
        if part == ".." {
            real.pop();
        } else {
            real.push(part);
        }
    }
    Ok(real)
}

/// A path as a person would type it from where they stand, with `/` between the parts and nothing at the end.
pub fn shown(path: &Path) -> String {
    let here = if path.is_absolute() { std::env::current_dir().ok() } else { None };
    let short = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let mut text = String::new();
    for part in short.components().filter(|part| *part != Component::CurDir) {
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        match part {
            Component::RootDir => text.push('/'),
            part => text.push_str(&part.as_os_str().to_string_lossy()),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_they_are_typed() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(shown(Path::new("./content/")), "content");
        assert_eq!(shown(Path::new(".")), "");
        assert_eq!(shown(&here.join("content/briefs")), "content/briefs");
        assert_eq!(shown(Path::new("/nowhere/content")), "/nowhere/content");
        assert_eq!(shown(Path::new("../site/content")), "../site/content");
    }

    #[test]
    fn a_path_that_is_not_there_yet_is_resolved() {
        let root = tempfile::tempdir().unwrap();
        let real = root.path().canonicalize().unwrap();
        assert_eq!(resolved(&root.path().join("a/../b/c")).unwrap(), real.join("b/c"));
        assert_eq!(resolved(root.path()).unwrap(), real);
    }

    #[test]
    fn named_paths_stand_instead_of_the_usual_ones() {
        let named = NamedPaths { output: Some("out".into()), ..NamedPaths::default() };
        let paths = SitePaths::new(Path::new("site"), named);
        assert_eq!(paths.content, Path::new("site/content"));
        assert_eq!(paths.output, Path::new("out"));
        assert!(!paths.config_named);
    }
}
