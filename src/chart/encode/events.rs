//! Columns → events in the order of their beginnings.

use super::Encoding;
use super::cells::DATES;
use crate::base::partial_date::PartialDate;
use crate::base::{Diagnostic, codes};
use crate::chart::frame::Event;
use crate::data::Column;

impl Encoding<'_> {
    /// The events of `start`, `event` and perhaps `end`, `color` and `label`.
    pub fn events(&mut self) -> Option<Vec<Event>> {
        let (start, words) = (self.column("start")?, self.column("event")?);
        let (end, color, label) = (self.column("end"), self.column("color"), self.column("label"));
        let mut events = Vec::with_capacity(self.rows.len());
        for row in self.rows.clone() {
            let Some(begun) = self.date(start, row) else {
                if start.cells[row].is_missing() {
                    let message = format!("the event in row {} has no date", row + 1);
                    self.find_in_cell(start, row, message, "write when it began, or take the row out");
                }
                continue;
            };
            let ended = end.and_then(|end| self.date(end, row));
            if let Some((ended, column)) = ended.zip(end).filter(|(ended, _)| ended.start() < begun.start()) {
                let message = format!("the event in row {} ends in {ended}, before it begins in {begun}", row + 1);
                self.find_in_cell(column, row, message, "put the earlier date into the column of beginnings");
            }
            let text = |column: &Column| column.cells[row].text.trim().to_owned();
            let group = color.map(&text);
            let group = group.and_then(|group| self.groups.iter().position(|name| *name == group)).unwrap_or(0);
            let date_words = label.map(&text).filter(|words| !words.is_empty());
            events.push(Event { start: begun, end: ended, words: text(words), date_words, group });
        }
        events.sort_by_key(|event| event.start.start());
        Some(events)
    }

    fn date(&mut self, column: &Column, row: usize) -> Option<PartialDate> {
        let cell = &column.cells[row];
        if cell.is_missing() {
            return None;
        }
        let date = cell.date().or_else(|| PartialDate::parse(&cell.text));
        if date.is_none() {
            let message = format!("`{}` in the column `{}`, row {}, is not a date", cell.text, column.name, row + 1);
            let help = format!("{DATES}, and other words in a column for `label:`");
            let found = Diagnostic::new(&codes::BAD_DATE, self.table.place(row, column.index), message, help);
            self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
        }
        date
    }

    fn find_in_cell(&mut self, column: &Column, row: usize, message: String, help: &str) {
        let found = Diagnostic::new(&codes::BAD_CHART, self.table.place(row, column.index), message, help);
        self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
    }
}
