//! The site of another generator → a site of Expound: briefs, settings, files, and what could not be carried over.
//!
//! Each generator has a reader, which knows what its words mean and makes an `OldSite` of a folder; everything behind it
//! is the same for all. Texts come in and a value goes out: the disk is `io`'s, and the old folder is only ever read.
//!
//! What needs no change stays byte for byte. What has no counterpart stays in place as a comment where that is possible,
//! and is told with file and line. An address that cannot be kept becomes a redirect.

mod data;
#[cfg(feature = "documents")]
pub mod document;
mod figure;
mod front_matter;
mod hugo;
mod jekyll;
mod kramdown;
mod liquid;
mod new_site;
mod old;
mod permalink;
mod report;
mod settings;
mod shortcodes;
mod text;
mod words;
mod zola;

pub use report::{Addresses, Told};

use crate::io::{NewFile, OldFile};
use report::Teller;

/// A generator whose sites can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    /// <https://jekyllrb.com/>
    Jekyll,
    /// <https://gohugo.io/>
    Hugo,
    /// <https://www.getzola.org/>
    Zola,
}

impl Generator {
    /// Folders that it and its tools fill, which are no part of a site.
    pub fn made(self) -> &'static [&'static str] {
        match self {
            Self::Jekyll => &["_site", "node_modules", "vendor"],
            Self::Hugo => &["public", "resources", "node_modules"],
            Self::Zola => &["public", "node_modules"],
        }
    }
}

/// What came of an import.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The new site.
    pub files: Vec<NewFile>,
    /// How many of the files are briefs and pages.
    pub pages: usize,
    /// What became of the addresses of pages that were published.
    pub addresses: Addresses,
    /// What could not be carried over as it was.
    pub told: Vec<Told>,
}

/// Makes a site of the files of another generator's. `unread` are files that could not be read, each with the reason.
pub fn import(generator: Generator, files: &[OldFile], unread: &[(String, String)]) -> Imported {
    let mut teller = Teller::default();
    for (path, why) in unread {
        teller.tell(path, 0, format!("it is left out: {why}"), "copy it by hand if it is needed");
    }
    let mut site = match generator {
        Generator::Jekyll => jekyll::read(files, &mut teller),
        Generator::Hugo => hugo::read(files, &mut teller),
        Generator::Zola => zola::read(files, &mut teller),
    };
    let (places, lost) = new_site::place(&mut site, &mut teller);
    let pages = site.pages.len();
    let (permalink, mut addresses) = permalink::keep(&mut site, &mut teller);
    addresses.lost += lost;
    let files = new_site::write(site, places, permalink.as_deref(), files, &mut teller);
    Imported { files, pages, addresses, told: teller.finish() }
}
