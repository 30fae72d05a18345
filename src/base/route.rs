//! Where a page or a file is published.

use super::escape;
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// An address inside the site, without the leading slash and not percent-encoded: `briefs/a/`, `feed.xml`, or nothing
/// for the home page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// A route from its text. Slashes at the front are dropped.
    pub fn new(text: &str) -> Self {
        Self(text.trim_start_matches('/').into())
    }

    /// The home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// The text of the route.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A route below this one.
    #[must_use]
    pub fn join(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0).into())
    }

    /// A route for what belongs to the page at this one: `a/b/x` for `a/b/` and for `a/b.html`.
    #[must_use]
    pub fn beside(&self, name: &str) -> Self {
        match self.0.strip_suffix(".html") {
            Some(stem) => Self(format!("{stem}/{name}").into()),
            None => self.join(name),
        }
    }

    /// The file that a static host serves for this route.
    pub fn file(&self) -> String {
        let index = if self.0.is_empty() || self.0.ends_with('/') { "index.html" } else { "" };
        [&self.0, index].concat()
    }

    /// The address in a link: `base_path` (`/` or `/notes/`) and the percent-encoded route.
    pub fn href(&self, base_path: &str) -> String {
        format!("{base_path}{}", escape::url_path(&self.0))
    }

    /// The folder of the route with its slash: that of `a/b.html` is `a/`, that of `a/b/` is itself.
    pub fn folder(&self) -> &str {
        &self.0[..self.0.rfind('/').map_or(0, |at| at + 1)]
    }
}

impl Borrow<str> for Route {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// Joins a relative path to a folder (`a/b/`), resolving `.` and `..`; `None` where it leads out of the root.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut ends_in_folder = relative.is_empty();
    for part in relative.split('/') {
        ends_in_folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    if ends_in_folder && !path.is_empty() {
        path.push('/');
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_become_files_and_addresses() {
        assert_eq!(Route::home().file(), "index.html");
        assert_eq!(Route::new("/a/b/").file(), "a/b/index.html");
        assert_eq!(Route::new("feed.xml").file(), "feed.xml");
        assert_eq!(Route::new("orbáns allies/").href("/sub/"), "/sub/orb%C3%A1ns%20allies/");
        assert_eq!(Route::new("a/b.html").folder(), "a/");
    }

    #[test]
    fn relative_paths_stay_inside() {
        assert_eq!(join("a/b/", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a/", "./x/").as_deref(), Some("a/x/"));
        assert_eq!(join("a/", "..").as_deref(), Some(""));
        assert_eq!(join("a/", "../../x"), None);
    }
}
