//! Cells → numbers and dates; what is neither is told of where it was written, with what to write instead.

use super::Encoding;
use crate::base::partial_date::PartialDate;
use crate::base::{Diagnostic, codes};
use crate::data::{Cell, Column, Kind, Value, number_help};

/// Roles whose columns may hold numbers, those first that take nothing else.
const OF_NUMBERS: [&str; 7] = ["value", "low", "high", "size", "y", "x", "color"];

/// Signs of currencies, and the formats that write them.
const CURRENCIES: [(char, &str); 6] =
    [('$', "dollar"), ('€', "euro"), ('£', "pound"), ('¥', "yuan"), ('₴', "hryvnia"), ('₽', "ruble")];

/// What people write where nothing is known.
const NOTHING: [&str; 14] =
    ["-", "\u{2013}", "\u{2014}", "\u{2212}", "\u{2026}", "...", "..", ".", "n/a", "n.a.", "na", "null", "none", "?"];

/// How dates are written.
pub(super) const DATES: &str = "write 2024, 2024-03, 2024-Q1, 2024-03-12 or 1996..1999";

impl<'a> Encoding<'a> {
    /// The number in a cell; a blank cell is none, and so is one that is no number, which is told of with its row. A
    /// column without any number is told of once, where the chart names it.
    pub fn number(&mut self, column: &'a Column, row: usize) -> Option<f64> {
        let cell = &column.cells[row];
        match cell.value {
            Value::Number(number) => return Some(number),
            Value::Missing => return None,
            Value::Date(_) | Value::Text => {}
        }
        if self.wordy.contains(&column.index) {
            return None;
        }
        if !column.cells.iter().any(|cell| cell.number().is_some()) {
            self.wordy.push(column.index);
            self.tell_of_words(column, &cell.text);
            return None;
        }
        let message = format!("`{}` in the column `{}`, row {}, is not a number", cell.text, column.name, row + 1);
        let help = help(&cell.text).unwrap_or_else(|| {
            "write a number such as 1234.5, or leave the cell empty where nothing is known".to_owned()
        });
        let found = Diagnostic::new(&codes::NOT_A_NUMBER, self.table.place(row, column.index), message, help);
        self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
        None
    }

    /// Tells of a column of words where numbers are needed.
    fn tell_of_words(&mut self, column: &Column, example: &str) {
        let spec = self.spec;
        let names = |role: &str| {
            let mut columns = spec.columns_of(role).iter().filter_map(|name| self.table.column(name));
            columns.any(|named| named.index == column.index)
        };
        let role = OF_NUMBERS.into_iter().find(|role| names(role)).unwrap_or("y");
        let is_number = |role: &str| {
            let column = spec.column_of(role).and_then(|name| self.table.column(name));
            column.is_some_and(|column| column.kind == Kind::Number)
        };
        let (is_scatter, is_swapped) = (spec.kind.name == "scatter", role == "y" && is_number("x"));
        let numbers: Vec<&str> = self
            .table
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Number)
            .map(|column| &*column.name)
            .collect();
        let help = match (help(example), role) {
            (Some(help), _) => format!("`{example}`: {help}"),
            (None, "x") if is_scatter => "write `type: dot`, whose `x` may be names".to_owned(),
            (None, "y") if is_scatter && is_swapped => "write `type: dot`, and swap `x` and `y`".to_owned(),
            (None, _) if is_swapped => "swap `x` and `y`".to_owned(),
            (None, _) if numbers.is_empty() => "no column of the data holds numbers".to_owned(),
            (None, _) => format!("name a column of numbers: {}", numbers.join(", ")),
        };
        let message = format!("`{}` holds no numbers; a {} needs numbers on `{role}`", column.name, spec.kind.name);
        self.find(&codes::NOT_A_NUMBER, role, message, help);
    }

    /// Tells of cells that are no dates in a column of positions that are joined, where most of them are dates.
    pub(super) fn odd_dates(&mut self) {
        let name = self.spec.column_of("x").filter(|_| self.spec.kind.joins);
        let Some(column) = name.and_then(|name| self.table.column(name)) else { return };
        let (mut odd, mut dates) = (Vec::new(), 0);
        for (row, cell) in column.cells.iter().enumerate().filter(|(_, cell)| !cell.is_missing()) {
            if is_date(cell) { dates += 1 } else { odd.push(row) }
        }
        if column.kind != Kind::Text || dates <= odd.len() {
            return;
        }
        for row in odd {
            let text = &column.cells[row].text;
            let message = format!("`{text}` in the column `{}`, row {}, is not a date", column.name, row + 1);
            let found = Diagnostic::new(&codes::BAD_DATE, self.table.place(row, column.index), message, DATES);
            self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
        }
    }
}

/// Whether a cell is a date among dates, as four digits are.
fn is_date(cell: &Cell) -> bool {
    match cell.number() {
        Some(number) => number.fract() == 0.0 && (1000.0..3000.0).contains(&number),
        None => PartialDate::parse(&cell.text).is_some(),
    }
}

/// What to write instead of a text that should be a number, where the text says what was meant.
fn help(text: &str) -> Option<String> {
    let is_number = |text: &str| crate::data::cell::number(text).is_some();
    if NOTHING.contains(&text.to_lowercase().as_str()) {
        return Some("leave the cell empty where nothing is known".to_owned());
    }
    let bare = |text: &str| {
        let text = text.trim();
        if is_number(text) { Some(text.to_owned()) } else { separators(text) }
    };
    if let Some(number) = text.strip_suffix('%').and_then(bare) {
        return Some(format!("write {number}: take the % away and write `format: percent`"));
    }
    for (sign, format) in CURRENCIES {
        let amount = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)).and_then(bare);
        if let Some(number) = amount {
            return Some(format!("write {number}: take the {sign} away and write `format: {format}`"));
        }
    }
    if separators(text).is_some() {
        return Some(number_help(text));
    }
    let numbers = || text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| is_number(part));
    let mut found = numbers();
    match (found.next(), found.next()) {
        (Some(number), None) if PartialDate::parse(text).is_none() => {
            Some(format!("write the number alone, such as {number}, and say the rest in `note:`"))
        }
        _ => None,
    }
}

/// The number of a text with separators of thousands, or with a comma before its decimals.
fn separators(text: &str) -> Option<String> {
    let said = number_help(text);
    let (number, _) = said.strip_prefix("write ")?.split_once(':')?;
    (text != number && !text.ends_with('%')).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::help;

    #[test]
    fn the_help_fits_the_text() {
        for (text, expected) in [
            ("3%", "write 3: take the % away and write `format: percent`"),
            ("3,5 %", "write 3.5: take the % away and write `format: percent`"),
            ("€5", "write 5: take the € away and write `format: euro`"),
            ("1,200 $", "write 1200: take the $ away and write `format: dollar`"),
            ("NA", "leave the cell empty where nothing is known"),
            ("\u{2013}", "leave the cell empty where nothing is known"),
            ("1,200", "write 1200: numbers have no thousands separator"),
            ("3,5", "write 3.5: decimals stand after a point"),
            ("ca. 4", "write the number alone, such as 4, and say the rest in `note:`"),
            ("<2", "write the number alone, such as 2, and say the rest in `note:`"),
        ] {
            assert_eq!(help(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["Germany", "2024-03-12", "4 to 5"] {
            assert_eq!(help(text), None, "{text}");
        }
    }
}
