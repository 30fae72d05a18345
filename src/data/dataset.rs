//! What a descriptor says of a file, and the file's table → a dataset: rows that have a key, sources and a licence.

use super::descriptor::{Licence, Origin, Publication, Resource};
use super::quantity::Qualifier;
use super::rows::few;
use super::stat::Rows;
use super::table::Table;
use super::typed;
use crate::base::{ContentHash, Diagnostic, Diagnostics, Place, Report, codes, suggest};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// The column that says who states the values of a row.
pub const SOURCE_COLUMN: &str = "source";

/// The column that says what the source of a row cites for it.
pub const VIA_COLUMN: &str = "via";

/// A table with a name, which a descriptor gives it.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// What stat links and charts call it.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it holds, in a sentence or two.
    pub description: Option<String>,
    /// The path of its file in `content/`.
    pub path: Arc<str>,
    /// The path of its descriptor in `content/`.
    pub descriptor: Arc<str>,
    /// Its rows.
    pub table: Arc<Table>,
    /// The columns that identify a row; where there is a column `source`, it and they do.
    pub key: Vec<String>,
    /// Where the data comes from.
    pub sources: Vec<Origin>,
    /// The terms under which it stands.
    pub licences: Vec<Licence>,
    /// Remarks for readers.
    pub notes: Vec<String>,
    /// Where its name stands.
    pub place: Place,
    /// Its rows by their keys, once a stat link has asked for one.
    pub(super) by_key: OnceLock<Rows>,
}

impl Dataset {
    /// Its rows by their keys.
    pub(super) fn rows(&self) -> &Rows {
        self.by_key.get_or_init(|| Rows::of(self))
    }

    /// The hash of its file and its descriptor.
    pub fn hash(&self) -> ContentHash {
        self.table.hash()
    }

    /// The keys of the site's sources that it rests on: those that its descriptor names, those of its column `source`, and
    /// those of its column `via`; each once, with the first place where it stands.
    pub fn cited(&self) -> Vec<(&str, Place)> {
        let mut seen = FxHashSet::default();
        let mut all = Vec::new();
        for origin in &self.sources {
            if let Publication::Key(key) = &origin.what
                && seen.insert(key.as_str())
            {
                all.push((key.as_str(), origin.place.clone()));
            }
        }
        for name in [SOURCE_COLUMN, VIA_COLUMN] {
            let Some(column) = self.table.named(name) else { continue };
            for (row, cell) in column.cells.iter().enumerate() {
                if !cell.is_missing() && seen.insert(&cell.text) {
                    all.push((&cell.text, self.table.place(row, column.index)));
                }
            }
        }
        all
    }

    /// What readers are told it is: its title, or else its name.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// Makes a dataset. `hash` is of the descriptor and of the file.
pub(super) fn dataset(
    resource: &Resource,
    descriptor: &Arc<str>,
    path: &Arc<str>,
    table: &Table,
    hash: ContentHash,
) -> Report<Dataset> {
    let mut table = table.clone().with_hash(hash);
    let mut diagnostics = Diagnostics::new();
    // Of a file that could not be read nothing more can be said.
    if !table.columns.is_empty() {
        diagnostics = typed::apply(&mut table, &resource.schema);
        diagnostics.append(&mut few(key_problems(resource, &table)));
        diagnostics.append(&mut few(qualifier_problems(&table)));
    }
    let dataset = Dataset {
        name: resource.name.clone(),
        title: resource.title.clone(),
        description: resource.description.clone(),
        path: Arc::clone(path),
        descriptor: Arc::clone(descriptor),
        table: Arc::new(table),
        key: resource.key.iter().map(|(name, _)| name.clone()).collect(),
        sources: resource.sources.clone(),
        licences: resource.licences.clone(),
        notes: resource.notes.clone(),
        place: resource.place.clone(),
        by_key: OnceLock::new(),
    };
    Report::new(dataset, diagnostics)
}

/// Words in columns of qualifiers that say nothing.
fn qualifier_problems(table: &Table) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for column in table.columns.iter().filter(|column| table.is_of_qualifiers(column)) {
        for (row, cell) in column.cells.iter().enumerate() {
            if cell.is_missing() || Qualifier::read(&cell.text).is_some() {
                continue;
            }
            let message = format!("`{}` is no hedge that is known", cell.text);
            let help = suggest::hint(&cell.text, Qualifier::ALL.iter().map(|(word, _)| *word));
            diagnostics.push(Diagnostic::new(&codes::BAD_CELL, table.place(row, column.index), message, help));
        }
    }
    diagnostics
}

/// Keys that are no columns, rows without a key, and rows with the key of another.
fn key_problems(resource: &Resource, table: &Table) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut columns = Vec::new();
    for (name, place) in &resource.key {
        match table.named(name) {
            Some(column) => columns.push(column),
            None => {
                let message = format!("{} has no column `{name}`, which the key names", table.shown);
                let help = suggest::hint(name, table.names());
                diagnostics.push(Diagnostic::new(&codes::UNKNOWN_COLUMN, place.clone(), message, help));
            }
        }
    }
    if columns.is_empty() || columns.len() < resource.key.len() {
        return diagnostics;
    }
    let source = table.named(SOURCE_COLUMN);
    let own_key = columns.len();
    columns.extend(source.filter(|source| columns.iter().all(|column| column.index != source.index)));
    let mut first: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    for row in 0..table.rows() {
        if let Some(column) = columns[..own_key].iter().find(|column| column.cells[row].is_missing()) {
            diagnostics.push(Diagnostic::new(
                &codes::BAD_CELL,
                table.place(row, column.index),
                format!("this row has no `{}`, which is part of its key", column.name),
                "fill it in: the key says which row this is",
            ));
            continue;
        }
        let key: Vec<&str> = columns.iter().map(|column| &*column.cells[row].text).collect();
        let written = key[..own_key].join(",");
        let Some(before) = first.insert(key, row) else { continue };
        let (message, help) = match source {
            Some(_) => (
                format!("two rows of one source have the key `{written}`"),
                "keep one of them, or name the other source in the column `source`",
            ),
            None => (
                format!("two rows have the key `{written}`"),
                "keep one of them, add a column to the key, or a column `source` that says who states which",
            ),
        };
        let at = columns[0].index;
        let found = Diagnostic::new(&codes::DUPLICATE_ROW, table.place(row, at), message, help);
        diagnostics.push(found.and(table.place(before, at), "the first one"));
    }
    diagnostics
}
