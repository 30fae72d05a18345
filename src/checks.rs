//! What is found only when the whole site is known: one file a check, one line in the table.

mod coverage;
mod datasets;
mod insecure_links;
mod remote_images;
mod reviews;
mod site_addresses;
mod sources;
mod untrusted;

use crate::base::{Diagnostics, Place};
use crate::lower::{Page, World};
use crate::site::{Clock, Entry, PageId};
use crate::theme::Uses;
use std::io;
use std::sync::Arc;

/// One check.
pub struct Check {
    /// The codes that it can give.
    pub codes: &'static [&'static str],
    /// What it looks for, in one line.
    pub about: &'static str,
    /// Looks for it.
    pub run: fn(&Checked<'_>) -> Diagnostics,
}

/// What a check may look at.
pub struct Checked<'a> {
    /// What pages may look up.
    pub world: World<'a>,
    /// All pages, in the order of their paths.
    pub pages: &'a [(PageId, Arc<Page>)],
    /// What they take from datasets and sources.
    pub uses: &'a Uses,
    /// The moment of the build. By this clock what is withheld from readers is so at an author's desk too.
    pub clock: Clock,
    /// Where a key of a page's front matter stands.
    pub front_place: &'a dyn Fn(&Entry, &str) -> Place,
    /// Where a key of expound.yaml stands.
    pub config_place: &'a dyn Fn(&[crate::base::yaml::Step]) -> Place,
    /// Where a file of the author's is, by its index in the atlas.
    pub file_place: &'a dyn Fn(usize) -> Place,
    /// The bytes of such a file.
    pub read_file: &'a dyn Fn(usize) -> io::Result<Vec<u8>>,
    /// Whether there is an expound.yaml at all.
    pub has_config: bool,
}

/// All checks.
pub static CHECKS: &[Check] = &[
    Check {
        codes: &["no-base-url", "broken-link", "broken-image", "unknown-key"],
        about: "addresses in expound.yaml",
        run: site_addresses::run,
    },
    Check { codes: &["remote-image"], about: "pictures from other hosts", run: remote_images::run },
    Check {
        codes: &["low-coverage", "untraced-number"],
        about: "numbers that nothing says the source of",
        run: coverage::run,
    },
    Check { codes: &["review-overdue"], about: "briefs that were to be looked at again", run: reviews::run },
    Check { codes: &["insecure-link"], about: "links that are not https", run: insecure_links::run },
    Check { codes: &["missing-source", "dataset-without-source"], about: "sources of datasets", run: datasets::run },
    Check {
        codes: &["unused-source", "source-without-address", "broken-link"],
        about: "sources that nobody cites or can follow, and links to their pages",
        run: sources::run,
    },
    Check {
        codes: &["untrusted-content"],
        about: "what authors who are not trusted may not bring",
        run: untrusted::run,
    },
];
