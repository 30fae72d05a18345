//! `data: stat:DATASET/ROW/COLUMN` → the table of what sources state of that figure, and a chart that knows its columns.

use super::Lowerer;
use crate::base::address::is_stat;
use crate::base::{Diagnostic, codes};
use crate::chart::spec::{DataOrigin, Spec};
use crate::data::stat::{Problem, Stat, dispute, read_stat};
use crate::data::{HIGH, LOW, SOURCE_COLUMN, Table, VALUE};
use crate::lower::page::{Question, Use};
use std::sync::Arc;

/// The roles of a chart of ranges, each with the column that it has unless the author says otherwise.
const ROLES: [(&str, &str); 4] = [("x", SOURCE_COLUMN), ("low", LOW), ("high", HIGH), ("y", VALUE)];

impl Lowerer<'_> {
    /// The table of a disputed figure that a chart names; its sources are those of the chart unless it names some.
    pub(super) fn rivals_of(&mut self, spec: &mut Spec) -> Option<Arc<Table>> {
        let DataOrigin::Named(address) = &spec.data else { return None };
        if !is_stat(address) {
            return None;
        }
        let place = spec.place_of("data");
        let reference = match read_stat(address) {
            Ok(Stat::Reference(reference)) => reference,
            Ok(Stat::Name) => {
                let help = "write stat:DATASET/ROW/COLUMN";
                self.diagnostics.push(Diagnostic::new(&codes::BAD_STAT, place, "a name is no data", help));
                return None;
            }
            Err((message, help)) => {
                self.diagnostics.push(Diagnostic::new(&codes::BAD_STAT, place, message, help));
                return None;
            }
        };
        self.page.questions.push(Question::Dataset(reference.path.dataset.as_str().into()));
        let (dataset, dispute) = match dispute(&reference, self.world.tables) {
            Ok(found) => found,
            Err(Problem { code, message, help, related }) => {
                let mut found = Diagnostic::new(code, place, message, help);
                found.related = related;
                self.diagnostics.push(found);
                return None;
            }
        };
        let figure = dataset.key_of(dispute.rows[0]);
        let column = dataset.table.columns[dispute.column].name.clone();
        self.uses(Use { dataset: dataset.name.as_str().into(), figure: Some((figure.into(), column)) });
        if spec.sources.is_empty() {
            let stated = dispute.rows.iter().filter_map(|row| dataset.source_of(*row));
            stated.for_each(|source| {
                if !spec.sources.iter().any(|known| known == source) {
                    spec.sources.push(source.to_owned());
                }
            });
        }
        for (role, column) in ROLES {
            let columns = spec.columns.entry(role).or_default();
            if columns.is_empty() {
                columns.push(column.to_owned());
            }
        }
        let mut names = Vec::new();
        for row in &dispute.rows {
            if let Some(source) = dataset.source_of(*row) {
                names.push((source.to_owned(), self.known_source(source).map(|(_, name)| name)));
            }
        }
        let name_of = |key: &str| {
            let known = names.iter().find(|(known, _)| known == key).and_then(|(_, name)| name.clone());
            known.unwrap_or_else(|| key.to_owned())
        };
        Some(Arc::new(dataset.rival_table(&dispute, &name_of)))
    }
}
