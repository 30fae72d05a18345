//! Sources that a dataset names and nobody knows.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, codes, suggest};

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let library = site.world.library;
    // Of a library that could not be read nobody knows the keys.
    if library.unread {
        return Diagnostics::new();
    }
    let unknown = site.world.tables.datasets().flat_map(|dataset| dataset.cited());
    let unknown = unknown.filter(|(key, _)| library.get(key).is_none());
    let find = |(key, place)| {
        let message = format!("`{key}` is not a source of content/sources.yaml");
        Diagnostic::new(&codes::MISSING_SOURCE, place, message, suggest::hint(key, library.keys()))
    };
    unknown.map(find).collect()
}
