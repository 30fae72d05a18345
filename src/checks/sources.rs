//! Sources that nobody cites, sources that no reader can follow, and links to pages that they do not have.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, codes};
use rustc_hash::FxHashSet;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let pages = site.pages.iter().flat_map(|(_, page)| &page.cited).map(String::as_str);
    let datasets = site.world.tables.datasets().flat_map(|dataset| dataset.cited()).map(|(key, _)| key);
    let cited: FxHashSet<&str> = pages.chain(datasets).collect();
    let mut diagnostics = Diagnostics::new();
    for (key, (publication, place)) in &site.world.library.entries {
        if !cited.contains(key.as_str()) {
            let help = format!("cite it as `[^{key}]`, or take it out");
            diagnostics.push(Diagnostic::new(
                &codes::UNUSED_SOURCE,
                place.clone(),
                format!("nothing cites the source `{key}`"),
                help,
            ));
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
