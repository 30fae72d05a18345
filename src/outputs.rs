//! Everything that a build publishes beside the bodies of briefs: one file an output, one line in the table.

mod assets;
mod atom;
#[cfg(feature = "png")]
mod cards;
mod charts;
mod data_packages;
mod feed;
mod files;
pub mod headers;
mod json_feed;
mod lists;
mod manifest;
mod no_jekyll;
mod not_found;
mod pages;
mod redirects;
mod redirects_file;
mod robots;
pub mod search;
mod sitemap;

#[cfg(feature = "png")]
pub use cards::write as write_card;
pub use charts::{Pictures, write as write_charts};
pub use lists::{Job, list_job};
pub use pages::{Memoized, write as write_page};

use crate::base::Diagnostics;
use crate::base::tree::Sink;
use crate::lower::{Page, World};
use crate::site::PageId;
use crate::theme::{Presenter, Theme, Uses};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// One kind of output.
pub struct Output {
    /// The word that `without:` in expound.yaml uses.
    pub name: &'static str,
    /// What it publishes, in one line.
    pub about: &'static str,
    /// The files that it makes once for the whole site and that nothing else may be.
    pub files: &'static [&'static str],
    /// Whether it needs the full address of the site.
    pub needs_base_url: bool,
    /// What of briefs it shows. After an edit that changed nothing but bodies, only some are made again.
    pub shows: Shows,
    /// Makes it.
    pub make: fn(&Finished<'_>) -> Diagnostics,
}

/// What of briefs an output shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Nothing: it makes what browsers load to show a page, styles and pictures, and asks nothing of the pages.
    Nothing,
    /// What others may know of them: titles, dates, addresses, excerpts.
    Facts,
    /// Bodies too, those that [`whole_in_feeds`] names.
    Bodies,
    /// The words of all bodies.
    Words,
}

/// What an output may use: everything that a build knows when all pages are finished.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    /// What pages may look up.
    pub world: World<'a>,
    /// Views.
    pub presenter: &'a Presenter<'a>,
    /// The theme, for its assets.
    pub theme: &'a Theme,
    /// Where the site's own files are on the disk.
    pub files: &'a [PathBuf],
    /// The bodies of those briefs that feeds hold whole.
    pub bodies: &'a FxHashMap<PageId, Arc<Page>>,
    /// What all pages take from datasets and sources.
    pub uses: &'a Uses,
    /// The words of the bodies of all pages, where there is a search page.
    pub words: &'a FxHashMap<PageId, Arc<search::Words>>,
    /// The hosts that pictures come from, beside the site's own.
    pub remote_hosts: &'a BTreeSet<String>,
    /// The briefs whose bodies changed, where nothing else did since the last build: what shows others is there already.
    pub changed: Option<&'a FxHashSet<PageId>>,
    /// Where files go.
    pub sink: &'a dyn Sink,
}

impl Finished<'_> {
    /// Whether the author has this file; then it stands, and none is made.
    fn has_own(&self, file: &str) -> bool {
        self.world.atlas.files.iter().any(|(_, route)| route.as_str() == file)
    }
}

/// All outputs, in the order in which they are made.
pub static OUTPUTS: &[Output] = &[
    Output {
        name: "not-found",
        about: "the page that a host shows where there is none, `404.html`",
        files: &["404.html"],
        needs_base_url: false,
        shows: Shows::Facts,
        make: not_found::make,
    },
    Output {
        name: "redirects",
        about: "a page at each old address",
        files: &[],
        needs_base_url: false,
        shows: Shows::Facts,
        make: redirects::make,
    },
    Output {
        name: "atom-feeds",
        about: "feed.xml of the site, of each section and of each term",
        files: &[],
        needs_base_url: true,
        shows: Shows::Bodies,
        make: atom::make,
    },
    Output {
        name: "json-feeds",
        about: "feed.json of the site, of each section and of each term",
        files: &[],
        needs_base_url: true,
        shows: Shows::Bodies,
        make: json_feed::make,
    },
    Output {
        name: DATASETS,
        about: "a page for each dataset with its datapackage.json, their list, the list of disputed figures",
        files: &[],
        needs_base_url: false,
        shows: Shows::Facts,
        make: data_packages::make,
    },
    Output {
        name: SOURCES,
        about: "a page for each source that something rests on, and their list",
        files: &[],
        needs_base_url: false,
        shows: Shows::Facts,
        make: lists::make,
    },
    Output {
        name: ARCHIVE,
        about: "all briefs by year",
        files: &[],
        needs_base_url: false,
        shows: Shows::Facts,
        make: lists::make,
    },
    Output {
        name: CARDS,
        about: "a picture of each brief for links to it in other places",
        files: &[],
        needs_base_url: true,
        shows: Shows::Facts,
        make: lists::make,
    },
    Output {
        name: SEARCH,
        about: "the search page and its index",
        files: &[],
        needs_base_url: false,
        shows: Shows::Words,
        make: search::make,
    },
    Output {
        name: "sitemap",
        about: "sitemap.xml",
        files: &["sitemap.xml"],
        needs_base_url: true,
        shows: Shows::Facts,
        make: sitemap::make,
    },
    Output {
        name: "robots",
        about: "robots.txt",
        files: &["robots.txt"],
        needs_base_url: false,
        shows: Shows::Facts,
        make: robots::make,
    },
    Output {
        name: "headers",
        about: "_headers: the policy of the site, and how long what may be kept",
        files: &[headers::FILE],
        needs_base_url: false,
        shows: Shows::Bodies,
        make: headers::make,
    },
    Output {
        name: "redirects-file",
        about: "_redirects: old addresses, for hosts that answer with a redirect",
        files: &[redirects_file::FILE],
        needs_base_url: false,
        shows: Shows::Facts,
        make: redirects_file::make,
    },
    Output {
        name: "no-jekyll",
        about: ".nojekyll, so that GitHub publishes every file as it stands",
        files: &[no_jekyll::FILE],
        needs_base_url: false,
        shows: Shows::Facts,
        make: no_jekyll::make,
    },
    Output {
        name: "manifest",
        about: "manifest.json: every file with its length and its hash",
        files: &[manifest::FILE],
        needs_base_url: false,
        shows: Shows::Facts,
        make: manifest::make,
    },
    Output {
        name: "assets",
        about: "the theme's styles and pictures under hashed names",
        files: &[],
        needs_base_url: false,
        shows: Shows::Nothing,
        make: assets::make,
    },
    Output {
        name: "files",
        about: "pictures and other files beside the briefs",
        files: &[],
        needs_base_url: false,
        shows: Shows::Nothing,
        make: files::make,
    },
];

/// The name of the output that shows data.
const DATASETS: &str = "datasets";

/// The name of the output that shows sources.
const SOURCES: &str = "sources";

/// The name of the output that readers search.
const SEARCH: &str = "search";

/// The name of the output that lists all briefs by year.
const ARCHIVE: &str = "archive";

/// The name of the output that draws social cards.
const CARDS: &str = "cards";

/// The feeds of each list: file name, media type, kind. In the order of [`OUTPUTS`].
const FEEDS: &[(&str, (&str, &str, &str))] = &[
    ("atom-feeds", ("feed.xml", "application/atom+xml", "Atom")),
    ("json-feeds", ("feed.json", "application/feed+json", "JSON Feed")),
];

/// The outputs of a site: those that it does not leave out and that can be made.
pub fn of_site(config: &crate::config::Config) -> impl Iterator<Item = &'static Output> + '_ {
    OUTPUTS.iter().filter(|output| {
        !config.without.iter().any(|name| name == output.name) && (!output.needs_base_url || config.base_url.is_some())
    })
}

/// The files that a site's outputs make once.
pub fn fixed_files(config: &crate::config::Config) -> Vec<&'static str> {
    of_site(config).flat_map(|output| output.files.iter().copied()).collect()
}

/// The feeds that a site makes for each of its lists.
pub fn feeds_of_site(config: &crate::config::Config) -> Vec<(&'static str, &'static str, &'static str)> {
    FEEDS.iter().filter(|(name, _)| makes(config, name)).map(|(_, feed)| *feed).collect()
}

/// Whether a site makes the output of this name.
fn makes(config: &crate::config::Config, name: &str) -> bool {
    of_site(config).any(|output| output.name == name)
}

/// Whether a site shows its datasets on pages of their own.
pub fn shows_data(config: &crate::config::Config) -> bool {
    makes(config, DATASETS)
}

/// Whether a site shows its sources on pages of their own.
pub fn shows_sources(config: &crate::config::Config) -> bool {
    makes(config, SOURCES)
}

/// The files of the search page whose names are known beforehand, the page itself first; none where a site leaves it out.
pub fn search_files(config: &crate::config::Config) -> &'static [&'static str] {
    if makes(config, SEARCH) { &["search/", "search/manifest.json"] } else { &[] }
}

/// Whether a site lists all its briefs by year.
pub fn shows_archives(config: &crate::config::Config) -> bool {
    makes(config, ARCHIVE)
}

/// Whether the briefs of a site have social cards. Programs that cannot draw make none.
pub fn shows_cards(config: &crate::config::Config) -> bool {
    cfg!(feature = "png") && makes(config, CARDS)
}

/// The briefs whose bodies feeds hold whole: the newest of the site and of each section. Feeds of terms, of which
/// there may be thousands, hold excerpts.
pub fn whole_in_feeds(world: World<'_>) -> Vec<PageId> {
    if feeds_of_site(world.config).is_empty() {
        return Vec::new();
    }
    let mut all: Vec<PageId> =
        world.atlas.sections.iter().flat_map(|section| feed::newest(world, &section.pages)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
