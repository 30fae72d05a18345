//! What happens in the folders of a site → one message for each batch of changes that may matter.
//!
//! Folders are watched and not files, because editors save by renaming. What changed is not said: whoever listens reads
//! the site again. What a change means is not known here.

use super::SitePaths;
use notify::event::EventKind;
use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::{error, fmt};

/// Long enough for an editor to end its renaming. What is saved in several steps is built several times, each sooner than
/// somebody looks.
const SETTLED: Duration = Duration::from_millis(8);

/// Why a site cannot be watched.
#[derive(Debug)]
pub struct WatchError {
    path: PathBuf,
    cause: notify::Error,
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be watched: {}", self.path.display(), self.cause)?;
        if matches!(self.cause.kind, notify::ErrorKind::MaxFilesWatch) {
            write!(f, ". The system watches no more folders: raise fs.inotify.max_user_watches")?;
        }
        Ok(())
    }
}

impl error::Error for WatchError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// A site that is being watched, until this is dropped.
#[derive(Debug)]
pub struct Watcher {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    /// The folders that are watched with all that is in them, and whether they were there when last looked for.
    trees: Vec<(PathBuf, bool)>,
}

/// Watches the content, the themes and the configuration of a site.
pub fn watch(paths: &SitePaths, changed: Sender<()>) -> Result<Watcher, WatchError> {
    let real = |path: &Path| {
        super::resolved(path).map_err(|error| WatchError { path: path.to_owned(), cause: notify::Error::io(error) })
    };
    let trees = [real(&paths.content)?, real(&paths.themes)?];
    // The folder around the configuration, for itself alone: it also tells when a folder of themes is first made.
    let config = super::resolved(paths.config.parent().unwrap_or(Path::new("")).join(".").as_path())
        .unwrap_or_default()
        .join(paths.config.file_name().unwrap_or_default());
    let around = config.parent().unwrap_or(Path::new(".")).to_owned();

    let scope = Scope { config, trees: trees.to_vec() };
    let heard = move |batch: DebounceEventResult| {
        // A watcher that fails may have missed something; reading the site once more is the cure.
        let matters = batch.map_or(true, |events| {
            events.iter().any(|event| {
                // Reading is an event too, and the reader is this very program.
                let touched = !matches!(event.kind, EventKind::Access(_));
                event.need_rescan() || (touched && event.paths.iter().any(|path| scope.matters(path)))
            })
        });
        if matters {
            // Nobody listens any more: the program is ending.
            let _ = changed.send(());
        }
    };
    let debouncer = new_debouncer(SETTLED, None, heard).map_err(|cause| WatchError { path: around.clone(), cause })?;
    let mut watcher = Watcher { debouncer, trees: trees.into_iter().map(|path| (path, false)).collect() };
    watcher
        .debouncer
        .watch(&around, RecursiveMode::NonRecursive)
        .map_err(|cause| WatchError { path: around, cause })?;
    watcher.refresh()?;
    Ok(watcher)
}

impl Watcher {
    /// Watches folders that were made after the watching began. To be called after each message.
    pub fn refresh(&mut self) -> Result<(), WatchError> {
        for (path, present) in &mut self.trees {
            let now = path.is_dir();
            if now && !*present {
                self.debouncer
                    .watch(&*path, RecursiveMode::Recursive)
                    .map_err(|cause| WatchError { path: path.clone(), cause })?;
            }
            *present = now;
        }
        Ok(())
    }
}

/// Which paths matter.
struct Scope {
    config: PathBuf,
    trees: Vec<PathBuf>,
}

impl Scope {
    fn matters(&self, path: &Path) -> bool {
        if path == self.config {
            return true;
        }
        self.trees.iter().filter_map(|tree| path.strip_prefix(tree).ok()).any(|inside| {
            // Only the names inside count: the whole site may live in a folder such as `.sites`.
            !inside.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
                && !inside.file_name().is_some_and(|name| super::walk::is_backup(&name.to_string_lossy()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::NamedPaths;
    use std::fs;
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

    #[test]
    fn what_editors_and_builds_make_does_not_matter() {
        let root = Path::new("/home/a/.sites/x");
        let scope = Scope { config: root.join("expound.yaml"), trees: vec![root.join("content"), root.join("themes")] };
        for path in ["expound.yaml", "content", "content/a/b.md", "themes", "themes/plain/theme.yaml"] {
            assert!(scope.matters(&root.join(path)), "{path}");
        }
        for path in [
            "public/index.html",
            ".public.expound-1-abc",
            "content/.a.md.swp",
            "content/.git/x",
            "content/a.md~",
            "content/#a.md#",
            "content/4913",
            "expound.yaml~",
            "",
        ] {
            assert!(!scope.matters(&root.join(path)), "{path}");
        }
    }

    fn quiet(messages: &Receiver<()>) -> bool {
        messages.recv_timeout(Duration::from_millis(300)) == Err(RecvTimeoutError::Timeout)
    }

    #[test]
    fn a_save_sends_a_message_and_a_build_sends_none() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/deep")).unwrap();
        fs::write(root.path().join("content/deep/a.md"), "one").unwrap();
        let (sender, messages) = channel();
        let mut watcher = watch(&SitePaths::new(root.path(), NamedPaths::default()), sender).unwrap();
        let long = Duration::from_secs(10);

        // As editors save: a new file, renamed over the old one.
        fs::write(root.path().join("content/deep/.a.md.new"), "two").unwrap();
        fs::rename(root.path().join("content/deep/.a.md.new"), root.path().join("content/deep/a.md")).unwrap();
        messages.recv_timeout(long).unwrap();

        assert!(quiet(&messages));
        fs::read(root.path().join("content/deep/a.md")).unwrap();
        fs::create_dir(root.path().join("public")).unwrap();
        fs::write(root.path().join("public/index.html"), "x").unwrap();
        assert!(quiet(&messages));

        fs::create_dir(root.path().join("themes")).unwrap();
        messages.recv_timeout(long).unwrap();
        watcher.refresh().unwrap();
        fs::write(root.path().join("themes/theme.yaml"), "x").unwrap();
        messages.recv_timeout(long).unwrap();
    }
}
