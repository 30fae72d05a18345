//! Sources that nobody cites, sources that no reader can follow, and links to pages that they do not have.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, Place, codes};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// How the names of files of reference managers end.
const BIBLIOGRAPHY: &str = ".bib";

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let pages = site.pages.iter().flat_map(|(_, page)| &page.cited).map(String::as_str);
    let datasets = site.world.tables.datasets().flat_map(|dataset| dataset.cited()).map(|(key, _)| key);
    let cited: FxHashSet<&str> = pages.chain(datasets).collect();
    let mut diagnostics = unused_of_bibliographies(site, &cited);
    for (key, (publication, place)) in &site.world.library.entries {
        if !cited.contains(key.as_str()) {
            if place.file.ends_with(BIBLIOGRAPHY) {
                continue;
            }
            let help = format!("cite it as `[^{key}]`, or take it out");
            diagnostics.push(Diagnostic::new(
                &codes::UNUSED_SOURCE,
                place.clone(),
                format!("nothing cites the source `{key}`"),
                help,
            ));
            continue;
        }
        if publication.url.is_none() && publication.doi.is_none() {
            let message = format!("no address is known for the source `{key}`");
            diagnostics.push(Diagnostic::new(
                &codes::SOURCE_WITHOUT_ADDRESS,
                place.clone(),
                message,
                "add `url:` or `doi:` when one is known; never invent one",
            ));
        }
    }
    for (key, place) in site.pages.iter().flat_map(|(_, page)| &page.links_to_sources) {
        if !site.uses.rest_on(key) {
            let message = format!("nothing rests on the source `{key}`, so it has no page");
            let help = format!("cite it as `[^{key}]`, or take the link out");
            diagnostics.push(Diagnostic::new(&codes::BROKEN_LINK, place.clone(), message, help));
        }
    }
    diagnostics
}

/// A library of a reference manager holds more than one site cites: told once for each file.
fn unused_of_bibliographies(site: &Checked<'_>, cited: &FxHashSet<&str>) -> Diagnostics {
    let entries = site.world.library.entries.iter().filter(|(_, (_, place))| place.file.ends_with(BIBLIOGRAPHY));
    let mut files: BTreeMap<&str, (usize, usize, Option<&Place>)> = BTreeMap::new();
    for (key, (_, place)) in entries {
        let (all, unused, first) = files.entry(&place.file).or_default();
        *all += 1;
        if !cited.contains(key.as_str()) {
            *unused += 1;
            *first = first.filter(|first| first.line < place.line).or(Some(place));
        }
    }
    let find = |(path, (all, unused, first)): (&str, (usize, usize, Option<&Place>))| {
        let message = format!("nothing cites {unused} of the {all} sources of {path}, the first of them here");
        let help = "that is well for a library that other texts share; otherwise take them out";
        Some(Diagnostic::new(&codes::UNUSED_SOURCE, first?.clone(), message, help))
    };
    files.into_iter().filter_map(find).collect()
}
