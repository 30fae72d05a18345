//! What the note of a checked number says: dataset, row, value, how it was worked out, who states it, and who else
//! states what.

use super::StatNote;
use crate::base::escape;
use crate::data::Publication;
use crate::data::stat::CellAt;
use crate::data::wording::wording;
use crate::lower::Lowerer;
use crate::lower::page::Question;
use std::fmt::Write;

/// More cells than these are not listed one by one.
const LISTED: usize = 4;

impl Lowerer<'_> {
    /// Writes the note of a checked number, without the paragraph around it.
    pub(in crate::lower) fn stat_note(&mut self, out: &mut String, at: usize) {
        let Some(StatNote { answer, reference, .. }) = self.stat_notes.get(at) else { return };
        let (answer, path) = (answer.clone(), reference.path.clone());
        let language = self.language_of_page();
        let words = &language.words;
        let cells = &answer.cells;
        self.dataset_name(out, &path.dataset);
        out.push_str(language.colon());
        if cells.len() > LISTED {
            escape::text(out, &format!("{} · {}", path.row, cells[0].of().label()));
        }
        for (index, cell) in cells.iter().take(if cells.len() > LISTED { 0 } else { LISTED }).enumerate() {
            if index > 0 {
                out.push_str("; ");
            }
            self.cell(out, cell);
        }
        if let Some(working) = &answer.working {
            out.push_str(". ");
            escape::text(out, working);
        }
        out.push('.');
        self.stated_by(out, cells);
        let Some(dispute) = answer.dispute.as_ref().zip(cells.first()) else { return };
        let (dispute, first) = dispute;
        let _ = write!(out, " {}{}", words.others_state, language.colon());
        let mut rivals: Vec<CellAt> = dispute
            .rows
            .iter()
            .map(|row| CellAt { row: *row, column: dispute.column, dataset: std::sync::Arc::clone(&first.dataset) })
            .collect();
        let number = |cell: &CellAt| cell.of().cells[cell.row].number().unwrap_or(f64::INFINITY);
        rivals.sort_by(|a, b| number(a).total_cmp(&number(b)));
        for (index, rival) in rivals.iter().enumerate() {
            if index > 0 {
                out.push_str("; ");
            }
            let value = rival.measured().map_or_else(
                || rival.of().cells[rival.row].text.to_string(),
                |measured| wording(&measured, None, language),
            );
            escape::text(out, &value);
            if let Some(source) = rival.dataset.source_of(rival.row) {
                out.push_str(" (");
                self.named_source(out, rival, source);
                out.push(')');
            }
        }
        out.push('.');
    }

    /// The title of a dataset, which leads to its page.
    fn dataset_name(&mut self, out: &mut String, name: &str) {
        let Some(dataset) = self.world.tables.dataset(name) else { return };
        self.page.questions.push(Question::DatasetPage(name.into()));
        let Some(route) = self.world.atlas.data.route_of(name) else { return escape::text(out, dataset.label()) };
        out.push_str("<a href=\"");
        escape::attribute(out, &route.href(self.world.config.base_path()));
        out.push_str("\">");
        escape::text(out, dataset.label());
        out.push_str("</a>");
    }

    /// The row, the column and the value of a cell.
    fn cell(&self, out: &mut String, cell: &CellAt) {
        let key = cell.dataset.key_of(cell.row);
        let value =
            cell.measured().map(|measured| wording(&measured, None, self.language_of_page())).unwrap_or_default();
        let separator = if key.is_empty() { "" } else { " · " };
        escape::text(out, &format!("{key}{separator}{} = {value}", cell.of().label()));
    }

    /// Who states the values of some cells, and citing whom; for cells that do not say, the sources of their dataset.
    fn stated_by(&mut self, out: &mut String, cells: &[CellAt]) {
        let language = self.language_of_page();
        let mut told: Vec<&str> = Vec::new();
        for cell in cells {
            let Some(source) = cell.dataset.source_of(cell.row).filter(|source| !told.contains(source)) else {
                continue;
            };
            out.push_str(if told.is_empty() { " " } else { ", " });
            if told.is_empty() {
                let _ = write!(out, "{}{}", language.words.stated_by, language.colon());
            }
            told.push(source);
            self.named_source(out, cell, source);
            if let Some(via) = cell.dataset.via_of(cell.row) {
                let _ = write!(out, " ({} ", language.words.citing);
                self.named_source(out, cell, via);
                out.push(')');
            }
        }
        if told.is_empty() {
            let mut origins: Vec<(&str, &CellAt)> = Vec::new();
            for cell in cells {
                for origin in &cell.dataset.sources {
                    if let Publication::Key(key) = &origin.what
                        && !origins.iter().any(|(known, _)| known == key)
                    {
                        origins.push((key, cell));
                    }
                }
            }
            for (index, (key, cell)) in origins.iter().enumerate() {
                if index == 0 {
                    let label = if origins.len() == 1 { language.words.source } else { language.words.sources };
                    let _ = write!(out, " {label}{}", language.colon());
                } else {
                    out.push_str(", ");
                }
                self.named_source(out, cell, key);
            }
            told.extend(origins.iter().map(|(key, _)| *key));
        }
        if !told.is_empty() {
            out.push('.');
        }
    }

    /// The short name of a source and the mark of its note; the key where nobody knows it, which a check tells of.
    fn named_source(&mut self, out: &mut String, _: &CellAt, key: &str) {
        match self.known_source(key) {
            Some((marked, name)) => {
                escape::text(out, &name);
                self.mark(out, &marked);
            }
            None => escape::text(out, key),
        }
    }
}
