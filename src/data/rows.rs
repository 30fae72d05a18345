//! Rows as a reader finds them → a [`Table`], with what is wrong about their shape.
//!
//! CSV, JSON and YAML all end here, so that a missing name, a row that is too short or a table without rows is told in
//! one way. Which of them it was is not known here.

use super::cell::{Cell, Value};
use super::table::Table;
use super::written::Written;
use crate::base::diagnostic;
use crate::base::{Code, ContentHash, Diagnostic, Diagnostics, Report, Source, Span, codes, signs};
use rustc_hash::FxHashMap;

/// A table of more columns is a mistake, such as one that was turned on its side.
pub(super) const MOST_COLUMNS: usize = 1000;

/// So many findings of one kind are told of one table: who sees twenty rows that are too short looks at the others too.
pub(super) const MOST_TOLD: usize = 20;

/// A name or a cell, and where it was written.
pub(super) type Placed<T> = (T, Span);

/// Something wrong, at a span of the text that is read.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) code: &'static Code,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) related: Option<(Span, &'static str)>,
}

impl Problem {
    pub(super) fn new(code: &'static Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), help: help.into(), related: None }
    }
}

/// Rows under a header.
#[derive(Debug, Default)]
pub(super) struct Rows {
    header: Vec<Span>,
    columns: Vec<(Box<str>, Vec<Cell>)>,
    spans: Vec<Span>,
    rows: usize,
    pub(super) problems: Vec<Problem>,
}

impl Rows {
    /// No rows yet. What is wrong with the header is told; a table that is far too wide has no columns at all.
    pub(super) fn new(header: Vec<Placed<Box<str>>>) -> Self {
        let mut rows = Self::default();
        if header.len() > MOST_COLUMNS {
            let message = format!("this table has {} columns; {MOST_COLUMNS} are the most", header.len());
            let help = "write what is many as rows: one row for each value, with columns that say what it is";
            rows.problems.push(Problem::new(&codes::BAD_HEADER, header[0].1, message, help));
            return rows;
        }
        let mut first: FxHashMap<Box<str>, Span> = FxHashMap::default();
        for (at, (name, span)) in header.into_iter().enumerate() {
            if name.is_empty() {
                let message = format!("column {} has no name", at + 1);
                let help = "write its name in the first row, or take the column out";
                rows.problems.push(Problem::new(&codes::BAD_HEADER, span, message, help));
            } else if let Some(before) = first.get(&name) {
                let message = format!("two columns are called `{name}`");
                let mut problem = Problem::new(&codes::BAD_HEADER, span, message, "give one of them another name");
                problem.related = Some((*before, "the first one"));
                rows.problems.push(problem);
            } else {
                first.insert(name.clone(), span);
            }
            let seen = signs::without_controls(&name);
            rows.problems.extend(seen.is_some().then(|| control(span)));
            rows.header.push(span);
            rows.columns.push((seen.map_or(name, Into::into), Vec::new()));
        }
        rows
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Adds a row: a cell for each column. What lacks is told and missing. A row that has more is told and left out: which of its
    /// cells is whose, nobody knows.
    pub(super) fn push(&mut self, row: Vec<Placed<Cell>>, span: Span, help: &str) {
        let width = self.width();
        if width == 0 {
            return;
        }
        if row.len() != width {
            let cells = if row.len() == 1 { "cell" } else { "cells" };
            let message = format!("this row has {} {cells}, but the header has {width}", row.len());
            self.problems.push(Problem::new(&codes::BAD_ROW, span, message, help));
        }
        if row.len() > width {
            return;
        }
        let mut row = row.into_iter();
        for (_, cells) in &mut self.columns {
            let (cell, at) = row.next().unwrap_or((Cell { text: "".into(), value: Value::Missing }, span));
            if let Some(seen) = signs::without_controls(&cell.text) {
                self.problems.push(control(at));
                cells.push(Cell { text: seen.into(), value: Value::Text });
            } else {
                cells.push(cell);
            }
            self.spans.push(at);
        }
        self.rows += 1;
    }

    /// The table. `at` turns spans of the text that was read into spans of `source`, of which `span` was read.
    pub(super) fn table(mut self, source: &Source, span: Span, at: impl Fn(Span) -> Span) -> Report<Table> {
        if self.rows == 0 && self.problems.is_empty() {
            let (message, help) = if self.columns.is_empty() {
                ("there is no table here", "write the names of the columns first, then a line for each row")
            } else {
                ("this table has a header but no rows", "write a line for each row below the header")
            };
            let place = self.header.first().map_or(Span::default(), |first| *first);
            self.problems.push(Problem::new(&codes::EMPTY_TABLE, place, message, help));
        }
        // Only what is told has a place, which costs time where lines are long.
        let (most, code) = ((MOST_TOLD, "table"), |problem: &Problem| problem.code.word);
        diagnostic::few(&mut self.problems, most, code, |problem| &mut problem.help);
        let diagnostics = self.problems.into_iter().map(|problem| {
            let found = Diagnostic::new(problem.code, source.place(at(problem.span)), problem.message, problem.help);
            match problem.related {
                Some((span, words)) => found.and(source.place(at(span)), words),
                None => found,
            }
        });
        let diagnostics = diagnostics.collect();
        self.header.iter_mut().chain(&mut self.spans).for_each(|span| *span = at(*span));
        let written = Written::whole(source, span).with_cells(self.header, self.spans);
        let hash = ContentHash::of_value(&(&source.shown, source.slice(span)));
        Report::new(Table::new(self.columns, written, hash), diagnostics)
    }
}

fn control(span: Span) -> Problem {
    let message = "this cell holds a control character, which is no part of any text";
    Problem::new(&codes::CONTROL_CHARACTER, span, message, "take it out")
}

/// The first findings of each code in a table; the last that is told says how many more there are.
pub(crate) fn few(mut all: Diagnostics) -> Diagnostics {
    diagnostic::few(&mut all, (MOST_TOLD, "table"), |found| found.code.word, |found| &mut found.help);
    all
}
