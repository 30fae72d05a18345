//! A specification and the tables of a site → a [`Chart`]: columns found, values read, rows in their roles.
//!
//! Every column that is not there and every cell that is no number becomes a diagnostic. A chart that has an error is
//! not drawn, but everything that is wrong with it is told.

mod cells;
mod events;
pub mod flows;
mod grid;
mod matrix;
mod parts;
mod places;
mod positions;
mod steps;

use super::frame::Frame;
use super::spec::{DataOrigin, Spec, WORDS, Word};
use super::{Chart, Panel};
use crate::base::{Diagnostic, Diagnostics, Report, Severity, codes, suggest};
use crate::data::{Column, Table, few};
use std::sync::Arc;

/// Columns in the roles of one chart.
pub struct Encoding<'a> {
    /// What the author asks for.
    pub spec: &'a Spec,
    /// The table.
    pub table: &'a Table,
    /// The rows of this panel.
    pub rows: Vec<usize>,
    /// The names of the chart's series or groups, in the order of their first appearance in any panel.
    pub groups: Vec<String>,
    /// Columns that were used, in the order of use.
    pub shown: Vec<usize>,
    /// Columns without any number, of which that was told.
    wordy: Vec<usize>,
    /// The roles that the kind has asked for.
    asked: Vec<String>,
    /// Findings.
    pub diagnostics: Diagnostics,
}

/// Puts the columns of a table into the roles of a specification. `found` is the table that `data:` names.
pub fn encode(spec: Spec, found: Option<Arc<Table>>) -> Report<Option<Chart>> {
    let table = match &spec.data {
        DataOrigin::Rows(table) => Arc::clone(table),
        DataOrigin::Named(_) | DataOrigin::Nowhere => match found {
            Some(table) => table,
            None => return Report::clean(None),
        },
    };
    // Of a table that could not be read, or has no rows, its reader has told; all else would follow from that.
    if table.columns.is_empty() {
        return Report::clean(None);
    }
    if spec.unknown_kind {
        return Report::clean(None);
    }
    let mut encoding = Encoding {
        spec: &spec,
        table: &table,
        rows: (0..table.rows()).collect(),
        groups: Vec::new(),
        shown: Vec::new(),
        wordy: Vec::new(),
        asked: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    for role in spec.kind.needs.iter().filter(|role| spec.columns_of(role).is_empty()) {
        let message = format!("a {} chart needs `{role}:`", spec.kind.name);
        let help = format!("write `{role}:` and a column: {}", listed(&table));
        encoding.diagnostics.push(Diagnostic::new(&codes::BAD_CHART, spec.place.clone(), message, help));
    }
    for role in spec.columns.keys() {
        encoding.columns(role);
    }
    encoding.odd_dates();
    encoding.shown.clear();
    let facet = encoding.column("facet");
    let titles = facet.map(|column| encoding.distinct(column)).unwrap_or_default();
    let mut panels = Vec::new();
    if !encoding.has_error() && table.rows() > 0 {
        let all = std::mem::take(&mut encoding.rows);
        let parts: Vec<(String, Vec<usize>)> = match facet {
            None => vec![(String::new(), all)],
            Some(column) => titles
                .iter()
                .map(|title| {
                    let rows = all.iter().copied().filter(|row| *column.cells[*row].text == **title).collect();
                    (title.clone(), rows)
                })
                .collect(),
        };
        // Series keep their order over all panels, so that a colour means the same in each.
        encoding.groups = encoding.group_names();
        encoding.shown.extend(facet.map(|column| column.index));
        encoding.asked.clear();
        for (title, rows) in parts {
            encoding.rows = rows;
            if let Some(frame) = (spec.kind.encode)(&mut encoding) {
                panels.push(Panel { title, frame });
            }
        }
    }
    if !panels.is_empty() && !encoding.has_error() {
        encoding.unused_words();
    }
    let Encoding { groups, mut shown, mut diagnostics, .. } = encoding;
    let has_error = diagnostics.iter().any(|found| found.severity == Severity::Error);
    if !has_error && !panels.is_empty() && !panels.iter().any(|panel| panel.frame.shows_anything()) {
        let help = "fill in what is known, or take the chart out until something is";
        let place = spec.place.clone();
        diagnostics.push(Diagnostic::new(&codes::BAD_CHART, place, "this chart has no value to draw", help));
    } else if !panels.is_empty() {
        let frames = || panels.iter().map(|panel| &panel.frame);
        diagnostics.extend(positions::check(&spec, frames()));
        diagnostics.extend(positions::highlights(&spec, &groups, frames()));
    }
    let allowed = |found: &Diagnostic| spec.allow.iter().any(|(word, _)| word == found.code.word);
    diagnostics.retain(|found| found.severity == Severity::Error || !allowed(found));
    let mut seen = rustc_hash::FxHashSet::default();
    shown.retain(|column| seen.insert(*column));
    diagnostics.extend(too_much(&spec, &panels));
    let diagnostics = few(diagnostics);
    if panels.is_empty() || diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return Report::new(None, diagnostics);
    }
    let faceted = facet.is_some();
    Report::new(Some(Chart { spec, table, shown, groups, panels, faceted }), diagnostics)
}

impl<'a> Encoding<'a> {
    /// Whether something was found that keeps the chart from being drawn.
    pub fn has_error(&self) -> bool {
        self.diagnostics.iter().any(|found| found.severity == Severity::Error)
    }

    /// A finding at a word of the block.
    pub fn find(&mut self, code: &'static crate::base::Code, word: &str, message: String, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.spec.place_of(word), message, help));
    }

    /// The columns of a role, as far as the table has them.
    pub fn columns(&mut self, role: &str) -> Vec<&'a Column> {
        if !self.asked.iter().any(|asked| asked == role) {
            self.asked.push(role.to_owned());
        }
        let mut columns = Vec::new();
        let (spec, table) = (self.spec, self.table);
        for name in spec.columns_of(role) {
            match table.column(name) {
                Some(column) => {
                    self.shown.push(column.index);
                    columns.push(column);
                }
                None => {
                    let help = match suggest::list_in_one(name, |part| table.column(part).is_some()) {
                        Some(list) if may_be_several(role) => format!("write `{role}: {list}`: each name by itself"),
                        _ => {
                            let near = suggest::nearest(name, table.names());
                            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                            format!("{near}its columns are {}", listed(table))
                        }
                    };
                    let message = format!("the data has no column `{name}`");
                    self.find(&codes::UNKNOWN_COLUMN, role, message, help);
                }
            }
        }
        columns
    }

    /// The column of a role, if the author names one.
    pub fn column(&mut self, role: &str) -> Option<&'a Column> {
        let columns = self.columns(role);
        if columns.len() > 1 {
            let message = format!("`{role}` takes one column here");
            self.find(&codes::BAD_VALUE, role, message, "name one column");
        }
        columns.first().copied()
    }

    /// The column of the first of two roles that the author names; one of them is needed.
    pub fn either(&mut self, roles: [&'static str; 2]) -> Option<&'a Column> {
        match roles.into_iter().find(|role| !self.spec.columns_of(role).is_empty()) {
            Some(role) => self.column(role),
            None => {
                let [role, other] = roles;
                let message = format!("a {} chart needs `{role}:`", self.spec.kind.name);
                let help = format!("write `{role}:` (or `{other}:`) and a column: {}", listed(self.table));
                self.diagnostics.push(Diagnostic::new(&codes::BAD_CHART, self.spec.place.clone(), message, help));
                None
            }
        }
    }

    /// The texts of a column in all rows, each once, in the order of their first appearance.
    pub fn distinct(&self, column: &Column) -> Vec<String> {
        let mut seen = rustc_hash::FxHashSet::default();
        let texts = self.rows.iter().map(|row| &*column.cells[*row].text);
        texts.filter(|text| !text.is_empty() && seen.insert(*text)).map(str::to_owned).collect()
    }

    /// Tells of words whose columns the kind has not asked for.
    fn unused_words(&mut self) {
        let spec = self.spec;
        if spec.allow.iter().any(|(word, _)| word == codes::UNUSED_WORD.word) {
            return;
        }
        let used: Vec<String> =
            self.asked.iter().filter(|role| *role != "facet").map(|role| format!("`{role}`")).collect();
        let unused =
            spec.columns.keys().filter(|role| **role != "facet" && !self.asked.iter().any(|asked| asked == *role));
        for role in unused.copied().collect::<Vec<_>>() {
            let message = format!("a {} chart as it is written here makes nothing of `{role}`", spec.kind.name);
            let help = format!("take it out; this chart looks at {}", used.join(", "));
            self.find(&codes::UNUSED_WORD, role, message, help);
        }
    }

    /// The names of series or groups: the values of `color`, or the columns of `y` where there are several.
    fn group_names(&mut self) -> Vec<String> {
        let rows = std::mem::replace(&mut self.rows, (0..self.table.rows()).collect());
        let names = match self.spec.column_of("color") {
            // A number that shades show makes no groups.
            Some(_) if self.shades() => Vec::new(),
            Some(_) => self.column("color").map(|column| self.distinct(column)).unwrap_or_default(),
            None => {
                let columns = self.columns("y");
                columns.iter().filter(|_| columns.len() > 1).map(|column| column.label().to_owned()).collect()
            }
        };
        self.rows = rows;
        self.shown.clear();
        names
    }
}

/// More values than these are no chart but a texture, and cost a build seconds: for lines and points, and for all others.
const MOST_POINTS: usize = 20_000;
const MOST_VALUES: usize = 2_000;
/// More panels than these nobody compares.
const MOST_PANELS: usize = 36;

/// A finding where a chart has more to draw than anybody can read.
fn too_much(spec: &Spec, panels: &[Panel]) -> Option<Diagnostic> {
    let count: usize = panels.iter().map(|panel| panel.frame.count()).sum();
    let points = spec.kind.joins || panels.iter().any(|panel| matches!(panel.frame, Frame::Points(_)));
    let most = if points { MOST_POINTS } else { MOST_VALUES };
    let (word, message, help) = if panels.len() > MOST_PANELS {
        let message = format!("{} panels are more than anybody compares", panels.len());
        ("facet", message, format!("choose at most {MOST_PANELS} of them"))
    } else if count > most {
        let message = format!("{count} values are more than anybody reads in a {} chart", spec.kind.name);
        ("type", message, format!("draw at most {most}: sum them up, or choose those that matter"))
    } else {
        return None;
    };
    Some(Diagnostic::new(&codes::BAD_CHART, spec.place_of(word), message, help))
}

fn may_be_several(role: &str) -> bool {
    WORDS.iter().any(|(word, key)| *word == Word::Columns && key.name == role)
}

/// The names of all columns, for a hint.
fn listed(table: &Table) -> String {
    table.names().collect::<Vec<_>>().join(", ")
}
