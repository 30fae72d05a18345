//! Sources that a dataset names and nobody knows, and datasets that name none.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, codes, suggest};
use crate::data::{Dataset, SOURCE_COLUMN};
use std::sync::Arc;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let without = site.world.tables.datasets().filter(|dataset| {
        // A column of sources says it row by row.
        dataset.sources.is_empty() && dataset.table.named(SOURCE_COLUMN).is_none()
    });
    let unsourced = |dataset: &Arc<Dataset>| {
        let message = format!("nothing says where the dataset `{}` comes from", dataset.name);
        let help = "add `sources: [key]` to its descriptor, or a column `source` to its rows";
        Diagnostic::new(&codes::DATASET_WITHOUT_SOURCE, dataset.place.clone(), message, help)
    };
    without.map(unsourced).chain(unknown_sources(site)).collect()
}

fn unknown_sources(site: &Checked<'_>) -> Diagnostics {
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
