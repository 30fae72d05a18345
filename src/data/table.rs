//! A table: columns of typed cells, each of which knows where it was written.
//!
//! Readers make tables, charts and checked numbers look into them. A table does not know the form of its file, nor
//! what is made of it.

use super::cell::{Cell, Value};
use super::typing;
use super::written::Written;
use crate::base::{ContentHash, Diagnostic, Diagnostics, Place, Source, Span, codes};
use std::sync::Arc;

/// What the name of a column that holds the hedges of another ends with.
const QUALIFIER: &str = "_qualifier";

/// Rows of data, kept by column.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file that holds it, as it is shown to a person. For rows inside a brief, the brief.
    pub shown: Arc<str>,
    /// The columns, in the order of the file. Each has [`rows`](Self::rows) cells.
    pub columns: Vec<Column>,
    rows: usize,
    hash: ContentHash,
    written: Arc<Written>,
}

/// One column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Which column of the table it is, from 0.
    pub index: usize,
    /// Its name, as its header has it.
    pub name: Box<str>,
    /// Its name for readers, if a descriptor gives one.
    pub title: Option<Box<str>>,
    /// What its numbers count, if a descriptor says so: `billion USD`, `%`.
    pub unit: Option<Box<str>>,
    /// What it means, if a descriptor says so.
    pub description: Option<Box<str>>,
    /// What its cells are.
    pub kind: Kind,
    /// The cells, one for each row.
    pub cells: Vec<Cell>,
    /// Whether its numbers are years.
    pub(super) years: bool,
    /// Whether its numbers are counted, by the type of a descriptor: none of them was rounded.
    pub(super) exact: bool,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Each cell is a number or missing, as far as it is what its descriptor says.
    Number,
    /// Each cell is a date or missing, and at least one is more than a lone year unless a descriptor gives the type.
    Date,
    /// Texts, or a mixture. Cells that read as numbers or dates by themselves have that value all the same.
    Text,
}

impl Kind {
    /// The kind in words, for a sentence to an author.
    pub fn words(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Date => "dates",
            Self::Text => "texts",
        }
    }
}

impl Table {
    /// A table of these columns, each a name and its cells; what the columns are is found in the cells.
    ///
    /// `hash` is of everything that was read. All columns have the same number of cells.
    pub(super) fn new(columns: Vec<(Box<str>, Vec<Cell>)>, written: Written, hash: ContentHash) -> Self {
        let rows = columns.first().map_or(0, |(_, cells)| cells.len());
        let columns =
            columns.into_iter().enumerate().map(|(index, (name, cells))| typing::infer(index, name, cells)).collect();
        Self { shown: Arc::clone(written.shown()), columns, rows, hash, written: Arc::new(written) }
    }

    /// No table at all: of a file that could not be read.
    pub(super) fn none(shown: &Arc<str>) -> Self {
        let nothing = Source { path: Arc::clone(shown), shown: Arc::clone(shown), text: String::new() };
        Self::new(Vec::new(), Written::whole(&nothing, Span::default()), ContentHash::of(&[]))
    }

    /// How many rows there are, the header not counted.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The hash of everything that the table was made of: of two tables with one hash, no page can tell which is which.
    pub fn hash(&self) -> ContentHash {
        self.hash
    }

    /// The same table, made of something more: its descriptor.
    pub(super) fn with_hash(self, hash: ContentHash) -> Self {
        Self { hash, ..self }
    }

    /// The column of a name that is letter by letter this one.
    pub fn named(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| &*column.name == name)
    }

    /// The column that holds the hedges of another: `total_qualifier` those of `total`.
    pub fn qualifiers_of(&self, column: &Column) -> Option<&Column> {
        self.columns.iter().find(|other| other.name.strip_suffix(QUALIFIER) == Some(&*column.name))
    }

    /// Whether a column holds the hedges of another.
    pub fn is_of_qualifiers(&self, column: &Column) -> bool {
        column.name.strip_suffix(QUALIFIER).is_some_and(|of| self.named(of).is_some())
    }

    /// The column of a name: the very name, or else the first whose letters differ in case alone.
    pub fn column(&self, name: &str) -> Option<&Column> {
        let same = |column: &&Column| column.name.to_lowercase() == name.to_lowercase();
        self.named(name).or_else(|| self.columns.iter().find(same))
    }

    /// The names of the columns, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.iter().map(|column| &*column.name)
    }

    /// One cell, if there is such a row and such a column.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.columns.get(column)?.cells.get(row)
    }

    /// The same columns with some of the rows, in this order.
    pub(super) fn of_rows(&self, rows: &[usize], hash: ContentHash) -> Self {
        let column = |column: &Column| Column {
            cells: rows.iter().map(|row| column.cells[*row].clone()).collect(),
            ..column.clone()
        };
        Self {
            shown: Arc::clone(&self.shown),
            columns: self.columns.iter().map(column).collect(),
            rows: rows.len(),
            hash,
            written: Arc::new(self.written.of_rows(rows)),
        }
    }

    /// The places for a table of other columns, each row of which is made of one cell of this one.
    pub(super) fn written_of(&self, column: usize, rows: &[usize], columns: usize) -> Written {
        self.written.of_cells(column, rows, columns)
    }

    /// Where a cell was written: its line and column, or the line of its row where nothing more is known.
    pub fn place(&self, row: usize, column: usize) -> Place {
        self.written.cell(row, column)
    }

    /// Where the name of a column was written.
    pub fn header_place(&self, column: usize) -> Place {
        self.written.header(column)
    }

    /// A finding for each cell of a column that should be a number and is none.
    pub fn not_numbers(&self, column: &Column) -> Diagnostics {
        let find = |row: usize| {
            let text = &column.cells[row].text;
            Diagnostic::new(
                &codes::BAD_CELL,
                self.place(row, column.index),
                format!("`{text}` in the column `{}` is not a number", column.name),
                typing::number_help(text),
            )
        };
        column.number_problems().map(find).collect()
    }
}

impl Column {
    /// The rows whose cell is neither missing nor a number.
    pub fn number_problems(&self) -> impl Iterator<Item = usize> + '_ {
        let bad = |cell: &Cell| !matches!(cell.value, Value::Missing | Value::Number(_));
        self.cells.iter().enumerate().filter(move |(_, cell)| bad(cell)).map(|(row, _)| row)
    }

    /// The cells as numbers, `None` where one is missing; or the rows whose cell is something else.
    pub fn numbers(&self) -> Result<Vec<Option<f64>>, Vec<usize>> {
        let bad: Vec<usize> = self.number_problems().collect();
        if bad.is_empty() { Ok(self.cells.iter().map(Cell::number).collect()) } else { Err(bad) }
    }

    /// True if it is a column of numbers that are years: by the type of a descriptor, or by its name and its numbers,
    /// which are then whole and from 1000 to 2999. Such numbers are shown without a thousands separator, and are an
    /// order in time.
    pub fn looks_like_years(&self) -> bool {
        self.years
    }

    /// What a reader is told it is: its title, or else its name.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[(&str, &[&str])]) -> Table {
        let cells = |texts: &[&str]| texts.iter().map(|text| Cell::read(text)).collect();
        let columns = columns.iter().map(|(name, texts)| (Box::from(*name), cells(texts))).collect();
        let source = Source::new("a.csv", "x");
        Table::new(columns, Written::whole(&source, Span::new(0, 1)), ContentHash::of(b""))
    }

    #[test]
    fn columns_are_found_by_name() {
        let table = table(&[("Total", &["1"]), ("total", &["2"]), ("Größe", &["3"])]);
        assert_eq!(table.column("total").map(|column| column.index), Some(1));
        assert_eq!(table.column("TOTAL").map(|column| column.index), Some(0));
        assert_eq!(table.column("GRÖSSE").map(|column| column.index), None);
        assert_eq!(table.column("GRÖßE").map(|column| column.index), Some(2));
        assert_eq!(table.names().collect::<Vec<_>>(), ["Total", "total", "Größe"]);
    }

    #[test]
    fn cells_that_are_no_numbers_are_told() {
        let table = table(&[("total", &["1", "", "1,200", "n/a"])]);
        let column = &table.columns[0];
        assert_eq!(column.numbers(), Err(vec![2, 3]));
        let found = table.not_numbers(column);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].help, "write 1200: numbers have no thousands separator");
    }
}
