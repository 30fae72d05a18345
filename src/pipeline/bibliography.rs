//! All sources that a site names, of its library and of front matter: what a person asks about beside any build.
//!
//! Nothing is lowered and no clock is looked at: the sources of a brief that waits for its day are sources too.

use super::input::{Document, Input};
use super::{Options, library, read_config};
use crate::base::{Diagnostics, Place, Report, Source, codes};
use crate::parse::{self, ParseOptions};
use crate::sources::{Library, Publication, read_front_matter};
use rayon::prelude::*;

/// A source and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: String,
    /// What it says.
    pub publication: Publication,
    /// Where its key stands.
    pub place: Place,
    /// True for a source of one file's front matter.
    pub is_own: bool,
}

/// All sources of a site, in the order of their keys, then of the files that name them. `found` is what reading the
/// files has found; what is wrong with sources is added to it.
pub fn bibliography(input: &Input, found: Diagnostics, options: &Options) -> Report<Vec<Listed>> {
    let mut diagnostics = found;
    let config = read_config(input, options, &mut diagnostics);
    let mut all = listed(library(input, &mut diagnostics), false);
    let parse = ParseOptions::of(&config);
    let own = |document: &Document| match document.source(&input.disk) {
        Ok(source) => own(&source, &parse),
        Err(unreadable) => Report::new(Library::default(), vec![*unreadable]),
    };
    let own: Vec<Report<Library>> = input.documents.par_iter().map(own).collect();
    for report in own {
        all.extend(listed(report.take(&mut diagnostics), true));
    }
    all.sort_by(|a, b| (&a.key, &a.place).cmp(&(&b.key, &b.place)));
    Report::new(all, diagnostics)
}

/// The sources of one file. What else is wrong with the file is for builds to say, unless it hides its sources.
fn own(source: &Source, options: &ParseOptions) -> Report<Library> {
    let draft = parse::parse(source, options);
    let mut diagnostics = draft.diagnostics;
    diagnostics.retain(|found| [codes::BAD_YAML.word, codes::DUPLICATE_KEY.word].contains(&found.code.word));
    let front = draft.value.front;
    let library = match front.block {
        Some(block) if front.has_sources => read_front_matter(source, block).take(&mut diagnostics),
        _ => Library::default(),
    };
    Report::new(library, diagnostics)
}

fn listed(library: Library, is_own: bool) -> Vec<Listed> {
    let entry = |(key, (publication, place))| Listed { key, publication, place, is_own };
    library.entries.into_iter().map(entry).collect()
}
