//! An address that an author wrote → what it is in this site.

use super::atlas::{Atlas, Target};
use super::ids::PageId;
use super::routes;
use crate::base::address::{Scheme, scheme};
use crate::base::{Route, escape, route};

/// What an address is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// A place in the same page.
    Here,
    /// Another host, or a scheme such as `mailto:`.
    External,
    /// A page of this site.
    Page(PageId, Route),
    /// A list, a feed, a file: anything of this site that has no headings of an author's.
    Other(Route),
    /// A file that is published as it stands.
    File(Route),
    /// A page that is not published now, and why.
    Withheld(&'static str),
    /// Nothing that is known.
    Missing,
    /// No address at all.
    Empty,
    /// A scheme that runs code.
    Unsafe,
    /// Template code.
    Template,
}

/// An address taken apart: path, query with its mark, anchor without its mark.
pub(crate) fn split(address: &str) -> (&str, &str, Option<&str>) {
    let (rest, anchor) = address.split_once('#').map_or((address, None), |(rest, anchor)| (rest, Some(anchor)));
    let query = rest.find('?').unwrap_or(rest.len());
    (&rest[..query], &rest[query..], anchor)
}

impl Atlas {
    /// What a path in settings is: that of a file in `content/`, with a slash before it or without, or something
    /// elsewhere.
    pub fn resolve_setting(&self, path: &str) -> Resolved {
        if path.contains("://") {
            return Resolved::External;
        }
        self.resolve("", &format!("/{}", path.trim_start_matches('/')))
    }

    /// What `address` is when it is written in the file `from`.
    ///
    /// A path is looked up as a file beside `from`, as on a code host, and then as an address beside the page, as in
    /// a browser. A path with a leading slash begins at the root of the site.
    pub fn resolve(&self, from: &str, address: &str) -> Resolved {
        let address = address.trim();
        if address.is_empty() {
            return Resolved::Empty;
        }
        if address.contains("{{") || address.contains("{%") {
            return Resolved::Template;
        }
        match scheme(address) {
            Scheme::Safe => return Resolved::External,
            Scheme::Unsafe => return Resolved::Unsafe,
            Scheme::None => {}
        }
        let (path, _, _) = split(address);
        if path.is_empty() {
            return Resolved::Here;
        }
        let Some(path) = escape::decode_path(path) else { return Resolved::Missing };
        if let Some(rooted) = path.strip_prefix('/') {
            return route::join("", rooted).map_or(Resolved::Missing, |path| self.at(&path));
        }
        let beside_file = route::join(routes::folder_of(from), &path).map(|path| self.at(&path));
        match beside_file {
            Some(found) if found != Resolved::Missing => found,
            _ => {
                let own = self.by_path.get(from).map(|id| self.entry(*id).route.folder().to_owned());
                let beside_page = own.and_then(|folder| route::join(&folder, &path));
                beside_page.map_or(Resolved::Missing, |path| self.at(&path))
            }
        }
    }

    /// What stands at a path from the root: a file of `content/`, or a route.
    fn at(&self, path: &str) -> Resolved {
        if let Some(id) = self.by_path.get(path) {
            return Resolved::Page(*id, self.entry(*id).route.clone());
        }
        if let Some(route) = self.file_by_path.get(path) {
            return Resolved::File(route.clone());
        }
        if let Some(why) = self.withheld.get(path) {
            return Resolved::Withheld(why);
        }
        let folder = routes::folder(path);
        for candidate in [path, folder.as_str()] {
            let candidate = if candidate == "/" { "" } else { candidate };
            match self.by_route.get_key_value(candidate) {
                Some((route, Target::Page(id))) => return Resolved::Page(*id, route.clone()),
                Some((route, Target::Section(id))) => {
                    let index = self.section(*id).index;
                    return index
                        .map_or_else(|| Resolved::Other(route.clone()), |id| Resolved::Page(id, route.clone()));
                }
                Some((route, Target::File)) => return Resolved::File(route.clone()),
                Some((route, Target::Made)) => return Resolved::Other(route.clone()),
                None => {}
            }
        }
        match self.withheld.get(folder.as_str()) {
            Some(why) => Resolved::Withheld(why),
            None => Resolved::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(split("a.md?x=1#y"), ("a.md", "?x=1", Some("y")));
    }
}
