//! An entry and those that it refers to → its fields, those that it inherits among them.
//!
//! `crossref` and `xdata`, with the rules of the BibLaTeX manual, appendix B: what is the title of a book is the book's
//! title of a chapter. A circle of references ends where it closes.

use super::scan::{RawEntry, RawField};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The fields of an entry by name.
pub(super) type FieldsByName<'a> = BTreeMap<&'a str, &'a RawField>;

/// Nobody refers further than this.
const DEEPEST: usize = 12;

/// What is never inherited.
const OWN: [&str; 16] = [
    "crossref",
    "xdata",
    "xref",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedtype",
    "shorthand",
    "sortkey",
    "shorttitle",
    "abstract",
];

/// The entries of a file by key.
pub(super) struct Inheritance<'a> {
    /// All entries.
    pub(super) entries: &'a [RawEntry],
    /// Where each key stands among them.
    pub(super) at: FxHashMap<&'a str, usize>,
}

impl<'a> Inheritance<'a> {
    /// All fields of an entry. `unknown` is told of each reference that leads nowhere.
    pub(super) fn fields(
        &self,
        entry: &'a RawEntry,
        mut unknown: impl FnMut(&'a RawField, &'a str),
    ) -> FieldsByName<'a> {
        let mut fields = FieldsByName::new();
        // Each entry on the way, with the types that its fields have to pass.
        let mut waiting: Vec<(&RawEntry, Vec<&str>)> = vec![(entry, Vec::new())];
        let mut seen: Vec<&str> = Vec::new();
        while let Some((from, through)) = waiting.pop() {
            if through.len() > DEEPEST || seen.contains(&from.key.as_str()) {
                continue;
            }
            seen.push(&from.key);
            let has_date = fields.contains_key("date") || fields.contains_key("year");
            let mut inherited: Vec<(&str, &RawField)> = Vec::new();
            for field in from.fields.iter().filter(|field| !field.value.trim().is_empty()) {
                let is_date = matches!(&*field.name, "date" | "year" | "month" | "day");
                if !through.is_empty() && (OWN.contains(&&*field.name) || (is_date && has_date)) {
                    continue;
                }
                let mut name = field.name.as_str();
                let mut parent = from.kind.as_str();
                for child in through.iter().rev() {
                    name = renamed(name, child, parent);
                    parent = child;
                }
                inherited.push((name, field));
            }
            for (name, field) in inherited {
                fields.entry(name).or_insert(field);
            }
            // A set of entries is known by its first one.
            let is_reference =
                |name: &str| matches!(name, "crossref" | "xdata") || (name, &*from.kind) == ("entryset", "set");
            let references = from.fields.iter().filter(|field| is_reference(&field.name));
            // The last in is the first out: `xdata` belongs to the entry itself and goes before what is inherited.
            let mut found: Vec<(&RawEntry, Vec<&str>)> = Vec::new();
            for field in references {
                let most = if field.name == "entryset" { 1 } else { usize::MAX };
                for key in field.value.split(',').map(str::trim).filter(|key| !key.is_empty()).take(most) {
                    let Some(at) = self.at.get(key) else {
                        if through.is_empty() {
                            unknown(field, key);
                        }
                        continue;
                    };
                    let mut through = through.clone();
                    through.push(from.kind.as_str());
                    found.push((&self.entries[*at], through));
                }
            }
            found.sort_by_key(|(entry, _)| entry.kind == "xdata");
            waiting.extend(found);
        }
        fields
    }
}

/// What a field of a parent is called in its child.
fn renamed<'a>(field: &'a str, child: &str, parent: &str) -> &'a str {
    let is_part = matches!(
        child,
        "inbook"
            | "bookinbook"
            | "suppbook"
            | "incollection"
            | "suppcollection"
            | "inreference"
            | "inproceedings"
            | "conference"
    );
    if parent == "xdata" {
        return field;
    }
    match field {
        "title" if parent == "periodical" => "journaltitle",
        "subtitle" if parent == "periodical" => "journalsubtitle",
        "title" if parent.starts_with("mv") => "maintitle",
        "subtitle" if parent.starts_with("mv") => "mainsubtitle",
        "title" if is_part => "booktitle",
        "subtitle" if is_part => "booksubtitle",
        "author" if is_part && parent != "book" => "bookauthor",
        _ => field,
    }
}
