//! What the note of a checked number says: dataset, row, value, how it was worked out, who states it, and who else
//! states what.

use super::StatNote;
use crate::base::{Span, escape};
use crate::data::stat::CellAt;
use crate::data::wording::wording;
use crate::data::{Dataset, Dispute, Publication};
use crate::lower::Lowerer;
use crate::lower::page::{Question, Rests};
use rustc_hash::FxHashSet;
use std::fmt::Write;
use std::sync::Arc;

/// More cells than these are not listed one by one.
const LISTED: usize = 4;

impl Lowerer<'_> {
    /// Writes the note of a checked number, without the paragraph around it.
    pub(in crate::lower) fn stat_note(&mut self, out: &mut String, at: usize) {
        let Some(StatNote { answer, reference }) = self.stat_notes.get(at) else { return };
        let (answer, path, is_cell) = (answer.clone(), reference.path.clone(), reference.steps.is_empty());
        let language = self.language_of_page();
        let mut cells = answer.cells;
        let mut seen = FxHashSet::default();
        cells.retain(|cell| seen.insert((cell.dataset.name.clone(), cell.row, cell.column)));
        let Some(first) = cells.first().cloned() else { return };
        self.dataset_name(out, &path.dataset);
        out.push_str(language.colon());
        // The range of what sources state is told by what each of them states.
        let rivals = answer.dispute.as_ref().filter(|dispute| {
            let is_rival = |cell: &CellAt| dispute.rows.contains(&cell.row) && cell.column == dispute.column;
            is_cell || (answer.working.is_none() && cells.len() > 1 && cells.iter().all(is_rival))
        });
        if rivals.is_some() && !is_cell {
            escape::text(out, &format!("{}{}", before_column(&first.dataset.key_of(first.row)), first.of().label()));
        } else if cells.len() > LISTED {
            escape::text(out, &format!("{}{}", before_column(&path.row), first.of().label()));
        } else {
            for (index, cell) in cells.iter().enumerate() {
                out.push_str(if index > 0 { "; " } else { "" });
                self.cell(out, cell);
            }
        }
        if let Some(working) = &answer.working {
            out.push_str(". ");
            escape::text(out, working);
        }
        out.push('.');
        if rivals.is_none() || is_cell {
            self.stated_by(out, &cells);
        }
        match (rivals, &answer.dispute) {
            (Some(dispute), _) => self.rivals(out, &first.dataset, dispute),
            (None, Some(_)) => self.dispute_elsewhere(out),
            (None, None) => {}
        }
    }

    /// What every source states, from the least on; those that agree stand together.
    fn rivals(&mut self, out: &mut String, dataset: &Arc<Dataset>, dispute: &Dispute) {
        let language = self.language_of_page();
        let _ = write!(out, " {}{}", language.words.sources_disagree_sentence, language.colon());
        let at = |row: usize| CellAt { row, column: dispute.column, dataset: Arc::clone(dataset) };
        let rivals: Vec<CellAt> = dataset.from_least(dispute).into_iter().map(at).collect();
        let words = |rival: &CellAt| match rival.measured() {
            Some(measured) => wording(&measured, None, language),
            None => rival.of().cells[rival.row].text.to_string(),
        };
        let mut last = String::new();
        for (index, rival) in rivals.iter().enumerate() {
            let value = words(rival);
            let is_same = index > 0 && value == last;
            if !is_same {
                out.push_str(if index > 0 { "); " } else { "" });
                escape::text(out, &value);
            }
            out.push_str(if is_same { ", " } else { " (" });
            self.named_source(out, dataset.source_of(rival.row).unwrap_or_else(|| dataset.label()));
            last = value;
        }
        out.push_str(").");
    }

    /// Says that a number rests on one that is disputed, and leads to the list of those.
    fn dispute_elsewhere(&mut self, out: &mut String) {
        let words = self.language_of_page().words.sources_disagree_sentence;
        self.page.questions.push(Question::Disputes);
        match &self.world.atlas.data.disputed {
            Some(route) => {
                let _ = write!(out, " <a href=\"");
                escape::attribute(out, &route.href(self.world.config.base_path()));
                let _ = write!(out, "\">{words}</a>.");
            }
            None => {
                let _ = write!(out, " {words}.");
            }
        }
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
        escape::text(out, &format!("{}{} = {value}", before_column(&key), cell.of().label()));
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
            self.named_source(out, source);
            if let Some(via) = cell.dataset.via_of(cell.row) {
                let _ = write!(out, " ({} ", language.words.citing);
                self.named_source(out, via);
                out.push(')');
            }
        }
        if told.is_empty() {
            let mut origins: Vec<&str> = Vec::new();
            for cell in cells {
                for origin in &cell.dataset.sources {
                    if let Publication::Key(key) = &origin.what
                        && !origins.contains(&key.as_str())
                    {
                        origins.push(key);
                    }
                }
            }
            for (index, key) in origins.iter().enumerate() {
                if index == 0 {
                    let label = if origins.len() == 1 { language.words.source } else { language.words.sources };
                    let _ = write!(out, " {label}{}", language.colon());
                } else {
                    out.push_str(", ");
                }
                self.named_source(out, key);
            }
            told.extend(origins);
        }
        if !told.is_empty() {
            out.push('.');
        }
    }

    /// Remembers that a checked number rests on those who state its cells, or on the sources of their dataset.
    pub(super) fn number_rests(&mut self, key: &str, words: &str, at: Span, anchor: &str) {
        let Some(note) = key[1..].parse().ok().and_then(|nth: usize| self.stat_notes.get(nth)) else { return };
        let mut sources: Vec<String> = Vec::new();
        for cell in &note.answer.cells {
            let own = cell.dataset.source_of(cell.row).map(str::to_owned);
            let of_dataset = cell.dataset.sources.iter().filter_map(|origin| match &origin.what {
                Publication::Key(key) => Some(key.clone()),
                Publication::Titled { .. } => None,
            });
            match own {
                Some(own) => sources.push(own),
                None => sources.extend(of_dataset),
            }
        }
        let mut seen = FxHashSet::default();
        sources.retain(|source| seen.insert(source.clone()) && self.own_sources.get(source).is_none());
        let signed: Vec<String> = sources.iter().map(|source| crate::lower::notes::site_key(source)).collect();
        let signed: Vec<&str> = signed.iter().map(String::as_str).collect();
        let sentence = self.sentence_at(at);
        self.rests_on(&signed, anchor, signed.len() == 1, || Rests::Number(words.into(), sentence));
    }

    /// The short name of a source, which leads to its note; the key where nobody knows it, which a check tells of. A note
    /// that is used in the text already gets no further way back: there would be one for each number.
    fn named_source(&mut self, out: &mut String, key: &str) {
        let Some((marked, name)) = self.known_source(key) else { return escape::text(out, key) };
        let _ = match self.number_of(&marked) {
            Some(number) => write!(out, "<a href=\"#note:{number}\">"),
            None => {
                let (number, letter) = self.refer(&marked);
                write!(out, "<a id=\"ref:{number}:{letter}\" href=\"#note:{number}\" role=\"doc-noteref\">")
            }
        };
        escape::text(out, &name);
        out.push_str("</a>");
    }
}

/// The key of a row as it stands before the name of a column.
fn before_column(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("{key} · ") }
}
