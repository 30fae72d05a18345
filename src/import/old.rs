//! The site of another generator, as it was read: settings in terms of Expound, pages with their addresses, files.
//!
//! What a generator's words mean is known by its reader alone; whoever comes after sees these types.

use super::front_matter::{Changes, Front};
use super::text::Lined;
use std::collections::BTreeMap;

/// A page of the old site.
#[derive(Debug, Clone)]
pub(super) struct OldPage {
    /// Its path in the old folder.
    pub(super) from: String,
    /// Its path in `content/`.
    pub(super) to: String,
    /// Its address below the base path, with a slash at the front, as a browser shows it decoded.
    pub(super) url: String,
    /// Whether the old site published it.
    pub(super) published: bool,
    /// Whether `index.md` is a brief with files beside it, and no section.
    pub(super) bundle: bool,
    pub(super) front: Front,
    pub(super) changes: Changes,
    pub(super) body: Lined,
    /// The elements of HTML in the old text, with their lines.
    pub(super) elements: Vec<(usize, String)>,
}

impl OldPage {
    /// Whether it is the page of a section, or the home page.
    pub(super) fn is_index(&self) -> bool {
        let name = self.to.rsplit('/').next().unwrap_or_default();
        name.starts_with("_index.")
    }
}

/// A file that goes along.
#[derive(Debug, Clone)]
pub(super) struct Copied {
    /// Its path in the old folder.
    pub(super) from: String,
    /// Its path in the new folder, `content/…` for what is published.
    pub(super) to: String,
    /// Its new text, where it is not copied byte for byte.
    pub(super) text: Option<String>,
}

/// A language beside that of the site.
#[derive(Debug, Clone, Default)]
pub(super) struct Language {
    pub(super) code: String,
    pub(super) title: Option<String>,
}

/// The site.
#[derive(Debug, Clone, Default)]
pub(super) struct OldSite {
    /// What the generator is called.
    pub(super) generator: &'static str,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// Scheme, host and base path.
    pub(super) base_url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) languages: Vec<Language>,
    /// Key → name, and perhaps role, bio, url.
    pub(super) authors: BTreeMap<String, Vec<(&'static str, String)>>,
    pub(super) menu: Vec<(String, String)>,
    pub(super) taxonomies: Vec<String>,
    /// Forms of addresses that the old site had, in terms of Expound.
    pub(super) patterns: Vec<String>,
    pub(super) paginate: Option<usize>,
    /// Whether quotation marks were made round.
    pub(super) smart_punctuation: bool,
    pub(super) math: bool,
    /// Whether HTML in texts was published as it is.
    pub(super) raw_html: bool,
    pub(super) pages: Vec<OldPage>,
    pub(super) files: Vec<Copied>,
    /// Addresses that could not be kept: the file that a host had for it → the new address.
    pub(super) moved: Vec<(String, String)>,
}

impl OldSite {
    /// `/notes` for a site below a folder; nothing for one that has its host to itself.
    pub(super) fn base_path(&self) -> &str {
        let Some(url) = &self.base_url else { return "" };
        let host = url.find("://").map_or(0, |at| at + 3);
        url[host..].find('/').map_or("", |at| url[host + at..].trim_end_matches('/'))
    }
}
