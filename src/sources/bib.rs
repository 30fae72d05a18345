//! `.bib` files → publications by key.
//!
//! Knows BibTeX and BibLaTeX: every type of entry, `@string`, `#`, the names of months, `crossref` and `xdata`, TeX in
//! values, names with particles, organisations in braces, dates of the extended format. An archived copy is `archiveurl`
//! (also `archive-url`, `archivedurl` or `archived`), its date `archivedate` (`archive-date`, `archiveddate`).
//!
//! What cannot be read is told at its line and costs as little as it can: a field its field, an entry without a key that
//! entry. Nothing is bought for this: the reader of BibLaTeX that there is gives up a whole file at its first mistake, and
//! some texts exhaust its stack.

mod accents;
mod dates;
mod fields;
mod inherit;
mod languages;
mod latex;
mod names;
mod places;
mod scan;
mod value;

use super::library::{Library, duplicate};
use crate::base::{Diagnostic, Diagnostics, Report, Source, codes, signs};
use fields::Reader;
use inherit::Inheritance;
use places::Places;
use rustc_hash::FxHashMap;

/// Reads a whole `.bib` file. Where a key stands twice, the first entry counts.
pub fn read_bib(source: &Source) -> Report<Library> {
    let mut diagnostics = Diagnostics::new();
    signs::tell(source, &mut diagnostics);
    let places = Places::of(source);
    let entries = scan::scan(&places, &mut diagnostics);
    let mut at: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, entry) in entries.iter().enumerate() {
        if let Some(first) = at.get(entry.key.as_str()) {
            let first = places.of_span(entries[*first].span);
            diagnostics.push(duplicate(&entry.key, places.of_span(entry.span), first));
        } else {
            at.insert(&entry.key, index);
        }
    }
    let inheritance = Inheritance { entries: &entries, at };
    let mut library = Library::default();
    for (index, entry) in entries.iter().enumerate() {
        // What only lends its fields to others is no publication.
        if entry.kind == "xdata" || inheritance.at.get(entry.key.as_str()) != Some(&index) {
            continue;
        }
        let fields = inheritance.fields(entry, |field, key| {
            let message = format!("there is no entry `{key}` in this file");
            let help = "correct the key, or take the reference out";
            diagnostics.push(Diagnostic::new(&codes::BAD_BIB_FIELD, places.of_span(field.span), message, help));
        });
        let publication = Reader { places: &places, entry, fields, diagnostics: &mut diagnostics }.publication();
        library.entries.insert(entry.key.clone(), (publication, places.of_span(entry.span)));
    }
    Report::new(library, diagnostics)
}

#[cfg(test)]
mod tests;
