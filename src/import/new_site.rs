//! An old site → the files of the new one: `expound.yaml`, briefs, and what goes along.

use super::figure::html_elements;
use super::front_matter::entry;
use super::old::OldSite;
use super::report::Teller;
use super::text::{Blocks, outside_code};
use crate::io::NewFile;
use crate::io::{Content, OldFile};
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a path leads to a file below the folder that it begins in, on every machine.
pub(super) fn is_plain(path: &str) -> bool {
    let is_name = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.len() <= 240
            && !part.contains(|sign: char| sign.is_control() || sign == '\\')
    };
    path.len() <= 1000 && path.split('/').all(is_name)
}

/// The files of the new site by their paths, and the folders that they are in.
#[derive(Debug, Default)]
pub(super) struct Places {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Places {
    /// Takes a place for the file `from`; false, with a word, where nothing can be put there.
    fn take(&mut self, path: &str, from: &str, teller: &mut Teller) -> bool {
        let above = || path.match_indices('/').map(|(at, _)| &path[..at]);
        if !is_plain(path) {
            let shown: String = path.chars().take(200).collect();
            let what = format!("`{}` is no path of a file, so this is left out", shown.escape_debug());
            teller.tell(from, 0, what, "give it another address and import again");
            return false;
        }
        if self.files.contains(path) {
            let what = format!("`{path}` is there already, so this is left out");
            teller.tell(from, 0, what, "give one of the two another name");
            return false;
        }
        if let Some(file) = above().find(|folder| self.files.contains(*folder)).or(self.folders.get(path).map(|_| path))
        {
            let what = format!("`{file}` would be a file and a folder, so this is left out");
            teller.tell(from, 0, what, "give one of the two another name");
            return false;
        }
        self.folders.extend(above().map(str::to_owned));
        self.files.insert(path.to_owned())
    }
}

/// Gives all pages their places and leaves out those for which there is none. Also returns how many of these were published.
pub(super) fn place(site: &mut OldSite, teller: &mut Teller) -> (Places, usize) {
    let mut places = Places::default();
    let mut lost = 0;
    site.pages.retain(|page| {
        let is_there = places.take(&format!("content/{}", page.to), &page.from, teller);
        lost += usize::from(!is_there && page.published);
        is_there
    });
    (places, lost)
}

/// Writes all files, the pages at the places that they have.
pub(super) fn write(
    mut site: OldSite,
    mut places: Places,
    permalink: Option<&str>,
    old: &[OldFile],
    teller: &mut Teller,
) -> Vec<NewFile> {
    let mut files = Vec::new();
    let moved = Moved::of(&site);
    for page in &site.pages {
        let (front, comments_lost) = page.front.write(&page.changes);
        if comments_lost {
            let what = "its front matter is written anew, and the comments in it are gone";
            teller.tell(&page.from, 1, what, "write them in again if they are needed");
        }
        let text = page.front.with_its_ends(front + &own_paths(&page.body.text, &moved));
        files.push(NewFile { path: format!("content/{}", page.to), content: Ok(text) });
    }
    let mut put = |path: String, content, from: &str, teller: &mut Teller| {
        if places.take(&path, from, teller) {
            files.push(NewFile { path, content });
        }
    };
    let by_path: BTreeMap<&str, &OldFile> = old.iter().map(|file| (file.path.as_str(), file)).collect();
    for file in &site.files {
        let Some(from) = by_path.get(file.from.as_str()) else { continue };
        let content = match (&file.text, &from.content) {
            (Some(text), _) => Ok(text.clone()),
            (None, Content::Text(_) | Content::Other) => Err(from.disk.clone()),
        };
        put(file.to.clone(), content, &file.from, teller);
    }
    site.raw_html = html(&site, teller);
    let ignored = "/public/*\n!/public/.gitkeep\n".to_owned();
    for (path, text) in [
        ("expound.yaml", settings(&site, &moved, permalink)),
        (".gitignore", ignored),
        ("public/.gitkeep", String::new()),
    ] {
        put(path.to_owned(), Ok(text), path, teller);
    }
    files
}

/// Whether the texts need HTML to pass; what of it cannot work under the strict policy of a site is told.
fn html(site: &OldSite, teller: &mut Teller) -> bool {
    for page in &site.pages {
        for (line, name) in &page.elements {
            if ["script", "style", "iframe", "object", "embed", "form"].contains(&name.as_str()) {
                let what = format!("`<{name}>` does nothing under the strict policy of the new site");
                teller.tell(&page.from, *line, what, "say it in words, in a picture or in a link");
            }
        }
    }
    site.pages.iter().any(|page| !html_elements(&page.body).is_empty())
}

/// What became of the addresses of the site.
struct Moved {
    base: String,
    /// The file that a host had for an address → the new address.
    files: BTreeMap<String, String>,
}

impl Moved {
    fn of(site: &OldSite) -> Self {
        // Of several pages that had an address, the first is meant.
        let files = site.moved.iter().rev().cloned().collect();
        Self { base: site.base_path().to_owned(), files }
    }

    fn to(&self, below: &str) -> Option<&String> {
        let file = super::permalink::file_of(&below.replace("%20", " "));
        self.files.get(&file).or_else(|| self.files.get(&format!("{below}/index.html")))
    }
}

/// Addresses of this site that the author wrote, outside of code: without the base path, which Expound puts there by itself,
/// and those of pages that moved as they are now.
fn own_paths(text: &str, moved: &Moved) -> String {
    let mut blocks = Blocks::default();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if blocks.is_code(line) || !line.contains("](") {
            out.push_str(line);
        } else {
            out.push_str(&links(line, moved));
        }
    }
    out
}

fn links(line: &str, moved: &Moved) -> String {
    outside_code(line, |words| {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(at) = rest.find("](").map(|at| at + 2) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(behind) = rest.strip_prefix('<') {
                out.push('<');
                rest = behind;
            }
            if !rest.starts_with('/') {
                continue;
            }
            let end = rest.find([')', ' ', '>', '#', '?', '\n']).unwrap_or(rest.len());
            out.push_str(&own_path(&rest[..end], moved));
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    })
}

fn own_path(written: &str, moved: &Moved) -> String {
    let below = written.strip_prefix(moved.base.as_str()).filter(|below| below.starts_with('/')).unwrap_or(written);
    moved.to(below).map_or(below.to_owned(), |new| new.replace(' ', "%20"))
}

/// The text of `expound.yaml`.
fn settings(site: &OldSite, moved: &Moved, permalink: Option<&str>) -> String {
    let mut out =
        format!("# The settings of the site, made of those of {}. Every key may be left out.\n", site.generator);
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            out.push_str(&entry(key, &value.into()));
        }
    };
    text("title", site.title.as_deref());
    text("description", site.description.as_deref());
    let address = site.base_url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    text("base_url", address);
    text("language", site.language.as_deref());
    if !site.languages.is_empty() {
        out.push_str("\n# Translations stand beside their originals: name.fr.md beside name.md.\n");
        let one = |language: &super::old::Language| {
            let mut map = Mapping::new();
            map.extend(language.title.iter().map(|title| ("title".into(), title.as_str().into())));
            let value = if map.is_empty() { Value::Null } else { Value::Mapping(map) };
            (Value::from(language.code.as_str()), value)
        };
        out.push_str(&entry("languages", &Value::Mapping(site.languages.iter().map(one).collect())));
    }
    if let Some(pattern) = permalink {
        out.push_str("\n# The form of addresses that the old site had.\n");
        out.push_str(&entry("permalink", &pattern.into()));
    }
    if !site.taxonomies.is_empty() {
        out.push_str("\n# Beside `tags` and authors.\n");
        out.push_str(&entry("taxonomies", &site.taxonomies.iter().map(String::as_str).collect::<Vec<_>>().into()));
    }
    if !site.authors.is_empty() {
        out.push_str("\n# Those who write. Briefs name them by key.\n");
        let one = |fields: &Vec<(&'static str, String)>| -> Mapping {
            fields.iter().map(|(name, value)| ((*name).into(), value.as_str().into())).collect()
        };
        let all = site.authors.iter().map(|(key, fields)| (key.as_str().into(), Value::Mapping(one(fields))));
        out.push_str(&entry("authors", &Value::Mapping(all.collect())));
    }
    if !site.menu.is_empty() {
        out.push_str("\n# The menu.\n");
        let one = |(title, url): &(String, String)| {
            let end = url.find(['#', '?']).unwrap_or(url.len());
            let own = url.starts_with('/').then(|| own_path(&url[..end], moved) + &url[end..]);
            let fields = [("title", title.as_str()), ("url", own.as_deref().unwrap_or(url))];
            Value::Mapping(fields.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
        };
        out.push_str(&entry("nav", &site.menu.iter().map(one).collect()));
    }
    if let Some(count) = site.paginate.filter(|count| *count > 0) {
        out.push('\n');
        out.push_str(&entry("paginate", &(count as u64).into()));
    }
    for (set, key, why) in [
        (site.smart_punctuation, "smart_punctuation", "Straight quotation marks become round, as they did before."),
        (site.math, "math", "`$…$` is a formula, as it was before; `\\$` is the sign of money."),
        (site.raw_html, "raw_html", "Some texts hold HTML. Take this out when they no longer do."),
    ] {
        if set {
            out.push_str(&format!("\n# {why}\n{key}: true\n"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_are_rewritten() {
        let site = OldSite {
            base_url: Some("https://example.org/b/".to_owned()),
            moved: vec![("/old.html".to_owned(), "/new/".to_owned())],
            ..OldSite::default()
        };
        let text =
            "[a](/b/x) `[a](/b/x)` [c](/old#d)\n\n    [a](/b/x)\n\n- e\n\n    [a](</b/x>)\n\n```\n[a](/b/x)\n```\n";
        let expected =
            "[a](/x) `[a](/b/x)` [c](/new/#d)\n\n    [a](/b/x)\n\n- e\n\n    [a](</x>)\n\n```\n[a](/b/x)\n```\n";
        assert_eq!(own_paths(text, &Moved::of(&site)), expected);
    }

    #[test]
    fn nothing_is_put_where_no_file_can_be() {
        let (mut places, mut teller) = (Places::default(), Teller::default());
        let cases = [
            ("a/b.md", true),
            ("a/b.md", false),
            ("a/b.md/c", false),
            ("a", false),
            ("a/../../c", false),
            ("/c", false),
            ("c//d", false),
            ("c/./d", false),
            ("c\0", false),
            ("..\\c", false),
            (&"c".repeat(300), false),
            ("c", true),
        ];
        for (path, expected) in cases {
            assert_eq!(places.take(path, "old", &mut teller), expected, "{path}");
        }
        assert_eq!(teller.finish().len(), 10);
    }
}
