//! Rows of one key that several sources state → what they state differently, and who says what.
//!
//! A row whose `source` is empty is stated by the dataset itself. Nothing here chooses between rivals.

use super::cell::{Cell, Value};
use super::dataset::{Dataset, SOURCE_COLUMN, VIA_COLUMN};
use super::quantity::Qualifier;
use super::table::{Column, Kind, Table};
use crate::base::ContentHash;
use std::cmp::Ordering;

/// A figure that several sources state, and not all alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The column.
    pub column: usize,
    /// The rows of its rivals, in the order of the file; at least two.
    pub rows: Vec<usize>,
}

impl Dataset {
    fn text_of(&self, row: usize, name: &str) -> Option<&str> {
        let cell = &self.table.named(name)?.cells[row];
        (!cell.is_missing()).then_some(&cell.text)
    }

    /// The key of the source that states the values of a row.
    pub fn source_of(&self, row: usize) -> Option<&str> {
        self.text_of(row, SOURCE_COLUMN)
    }

    /// The key of what that source cites for them.
    pub fn via_of(&self, row: usize) -> Option<&str> {
        self.text_of(row, VIA_COLUMN)
    }

    /// How the source of a cell hedges it, if the word of the table is one that is known.
    pub fn qualifier_of(&self, row: usize, column: usize) -> Option<Qualifier> {
        let hedges = self.table.qualifiers_of(self.table.columns.get(column)?)?;
        Qualifier::read(&hedges.cells[row].text)
    }

    /// The columns that identify a row, without the source.
    pub fn key_columns(&self) -> impl Iterator<Item = &Column> {
        self.key.iter().filter_map(|name| self.table.named(name))
    }

    /// The key of a row as it is shown: its parts with `, ` between them.
    pub fn key_of(&self, row: usize) -> String {
        self.key_columns().map(|column| &*column.cells[row].text).collect::<Vec<_>>().join(", ")
    }

    /// Whether a column holds figures: it is neither part of the key nor says something of another column.
    pub fn holds_figures(&self, column: &Column) -> bool {
        let name = &*column.name;
        let is_about_another = name == SOURCE_COLUMN || name == VIA_COLUMN || self.table.is_of_qualifiers(column);
        !is_about_another && !self.key.iter().any(|key| key == name)
    }

    /// What of some rows sources state differently in one column: those rows that have a value there, or nothing if all
    /// of them agree. Numbers agree if they are equal, however they are written, and hedged alike.
    pub fn rivals(&self, rows: &[usize], column: usize) -> Option<Dispute> {
        let of = &self.table.columns[column];
        let stated: Vec<usize> = rows.iter().copied().filter(|row| !of.cells[*row].is_missing()).collect();
        let same = |a: usize, b: usize| {
            let (one, other) = (&of.cells[a], &of.cells[b]);
            let equal = match (one.value, other.value) {
                (Value::Number(one), Value::Number(other)) => one == other,
                _ => one.text == other.text,
            };
            equal && self.qualifier_of(a, column) == self.qualifier_of(b, column)
        };
        let differ = stated.iter().any(|row| !same(stated[0], *row));
        differ.then_some(Dispute { column, rows: stated })
    }

    /// Every disputed figure: by row, in the order of the file, and by column.
    pub fn disputes(&self) -> Vec<Dispute> {
        if self.table.named(SOURCE_COLUMN).is_none() || self.key.is_empty() {
            return Vec::new();
        }
        let is_figure = |column: &&Column| column.kind == Kind::Number && self.holds_figures(column);
        let figures: Vec<usize> = self.table.columns.iter().filter(is_figure).map(|column| column.index).collect();
        self.rows().of_keys().flat_map(|rows| figures.iter().filter_map(|column| self.rivals(rows, *column))).collect()
    }

    /// The table as one source states it: of rows with one key those of that source, and where it states none, all of them.
    /// Nothing if it states no row at all.
    pub fn as_stated_by(&self, source: &str) -> Option<Table> {
        let is_its = |row: &usize| self.source_of(*row) == Some(source);
        let of_key = |rows: &[usize]| {
            let its: Vec<usize> = rows.iter().copied().filter(is_its).collect();
            if its.is_empty() { rows.to_vec() } else { its }
        };
        let mut rows: Vec<usize> = self.rows().of_keys().flat_map(of_key).collect();
        rows.sort_unstable();
        rows.iter().any(is_its).then(|| self.table.of_rows(&rows, ContentHash::of_value(&(self.hash(), source))))
    }

    /// The rows of a dispute from the least value on; of equal ones those come first that are hedged downwards.
    pub fn from_least(&self, dispute: &Dispute) -> Vec<usize> {
        let of = &self.table.columns[dispute.column];
        let mut rows = dispute.rows.clone();
        let hedge = |row: usize| match self.qualifier_of(row, dispute.column) {
            Some(Qualifier::Under) => 0,
            Some(Qualifier::UpTo) => 1,
            Some(Qualifier::About) => 2,
            None => 3,
            Some(Qualifier::AtLeast) => 4,
            Some(Qualifier::Over) => 5,
        };
        // The order of the file remains where there is no other.
        rows.sort_by(|a, b| {
            let number = |row: usize| of.cells[row].number();
            number(*a).partial_cmp(&number(*b)).unwrap_or(Ordering::Equal).then(hedge(*a).cmp(&hedge(*b)))
        });
        rows
    }

    /// What sources state of a figure as a table for a chart of ranges, from the least value on: who, and how he hedges it;
    /// the value as the least, as the greatest and as itself, for nobody states a range. `name_of` gives readers the name
    /// of a source.
    pub fn rival_table(&self, dispute: &Dispute, name_of: &dyn Fn(&str) -> String) -> Table {
        let column = &self.table.columns[dispute.column];
        let mut rows = self.from_least(dispute);
        rows.retain(|row| column.cells[*row].number().is_some());
        let keys: Vec<&str> = rows.iter().map(|row| self.source_of(*row).unwrap_or(&self.name)).collect();
        let names: Vec<String> = keys.iter().map(|key| name_of(key)).collect();
        let who = |at: usize| {
            // Two pieces of one publisher are told apart by their keys.
            let is_shared = names.iter().filter(|name| **name == names[at]).count() > 1;
            let mut text = if is_shared { format!("{} ({})", names[at], keys[at]) } else { names[at].clone() };
            if let Some(qualifier) = self.qualifier_of(rows[at], column.index) {
                text = format!("{text}, {}", qualifier.word().replace('-', " "));
            }
            Cell { text: text.into(), value: Value::Text }
        };
        let value = |at: usize| column.cells[rows[at]].clone();
        let cells = |of: &dyn Fn(usize) -> Cell| (0..rows.len()).map(of).collect::<Vec<_>>();
        let columns = vec![
            (Box::from(SOURCE_COLUMN), cells(&who)),
            (Box::from(LOW), cells(&value)),
            (Box::from(HIGH), cells(&value)),
            (Box::from(VALUE), cells(&value)),
        ];
        let written = self.table.written_of(column.index, &rows, columns.len());
        let hash = ContentHash::of_value(&(self.hash(), dispute.column, &dispute.rows));
        let mut table = Table::new(columns, written, hash);
        for made in &mut table.columns[1..] {
            made.unit.clone_from(&column.unit);
        }
        table.columns[3].title = Some(column.label().into());
        table
    }
}

/// The column of a table of rivals that a chart takes for the lower ends. It holds the stated values, as the others do.
pub const LOW: &str = "low";
/// That for the upper ends.
pub const HIGH: &str = "high";
/// That for the values themselves.
pub const VALUE: &str = "value";
