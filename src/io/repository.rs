//! Paths as they are shown → paths in the repository around them, which is how other programs name the same files.

use std::io;
use std::path::{Component, Path};

/// Where a person stands in a repository of git.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repository {
    /// The parts of the way from its root to here; none where there is no repository.
    here: Vec<String>,
    /// The root, as it is written in full.
    root: String,
}

impl Repository {
    /// The repository around the working directory, which stands for one where there is none.
    pub fn around_here() -> io::Result<Self> {
        let here = std::env::current_dir()?;
        // In a work tree of its own `.git` is a file.
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here);
        let parts = here.strip_prefix(root).unwrap_or(Path::new("")).components();
        Ok(Self {
            here: parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect(),
            root: root.to_string_lossy().into_owned(),
        })
    }

    /// A shown path from the root of the repository on, with `/` between the parts; nothing for a file outside of it.
    pub fn path(&self, shown: &str) -> Option<String> {
        let shown = match Path::new(shown).strip_prefix(&self.root) {
            Ok(inside) => (inside, Vec::new()),
            Err(_) => (Path::new(shown), self.here.clone()),
        };
        let (path, mut parts) = shown;
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(parts.pop()?),
                Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
                Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        Some(parts.join("/"))
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_root_of_the_repository() {
        let repository = Repository { here: vec!["site".to_owned()], root: "/atlas".to_owned() };
        let path = |shown: &str| repository.path(shown);
        assert_eq!(path("content/a.md").as_deref(), Some("site/content/a.md"));
        assert_eq!(path("./../b.md").as_deref(), Some("b.md"));
        assert_eq!(path("/atlas/other/c.md").as_deref(), Some("other/c.md"));
        assert_eq!(path("../../out.md"), None);
        assert_eq!(path("/elsewhere/a.md"), None);
    }
}
