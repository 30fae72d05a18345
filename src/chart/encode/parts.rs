//! Names and values, perhaps with groups → the parts of a whole.

use super::Encoding;
use crate::base::{Diagnostic, codes};
use crate::chart::frame::Part;

impl Encoding<'_> {
    /// The parts of `label` (or `x`) and `value` (or `y`), grouped by `color`. Rows without a name are left out.
    pub fn parts(&mut self) -> Option<Vec<Part>> {
        let name = self.either(["label", "x"])?;
        let value = self.either(["value", "y"])?;
        let color = self.column("color");
        let mut parts = Vec::with_capacity(self.rows.len());
        for row in self.rows.clone() {
            let number = self.number(value, row);
            if number.is_some_and(|number| number < 0.0) {
                self.refuse_negative(value.index, row, "a part of a whole cannot be negative");
            }
            let group = color.and_then(|color| {
                let group = &*color.cells[row].text;
                self.groups.iter().position(|name| name == group)
            });
            if color.is_some() && group.is_none() {
                continue;
            }
            let name = name.cells[row].text.to_string();
            if !name.is_empty() {
                parts.push(Part { name, group: group.unwrap_or(0), value: number });
            }
        }
        Some(parts)
    }

    /// Tells of a value below zero where none can be.
    pub(super) fn refuse_negative(&mut self, column: usize, row: usize, message: &str) {
        let help = "leave the row out and say so in `note:`, or draw `type: bar`, which can go below zero";
        let found = Diagnostic::new(&codes::BAD_CHART, self.table.place(row, column), message, help);
        self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
    }
}
