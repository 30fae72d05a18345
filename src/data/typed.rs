//! A table and a schema → the same table with the types, titles and units that the schema gives, and every cell that is
//! not what it says.

use super::cell::{Cell, Value, date, number};
use super::rows::few;
use super::schema::{Field, Schema, Type};
use super::table::{Column, Kind, Table};
use super::typing;
use crate::base::partial_date::PartialDate;
use crate::base::{Diagnostic, Diagnostics, codes, suggest};
use rustc_hash::FxHashMap;

/// Columns that Expound knows by their names, so that no schema needs to say what they are.
const KNOWN: &[&str] = &["source", "via"];

/// Applies a schema.
pub(super) fn apply(table: &mut Table, schema: &Schema) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for field in &schema.fields {
        if table.columns.iter().all(|column| *column.name != *field.name) {
            let help = suggest::hint(&field.name, table.names());
            let message = format!("{} has no column `{}`", table.shown, field.name);
            diagnostics.push(Diagnostic::new(&codes::UNKNOWN_COLUMN, field.place.clone(), message, help));
        }
    }
    for at in 0..table.columns.len() {
        let column = &table.columns[at];
        let field = schema.fields.iter().find(|field| *field.name == *column.name);
        let typed = typed(column, field, &schema.missing);
        table.columns[at] = typed;
        match field {
            Some(field) => diagnostics.append(&mut few(findings(table, &table.columns[at], field))),
            None if schema.fields.is_empty() || is_known(table, &table.columns[at].name) => {}
            None => {
                let name = &table.columns[at].name;
                diagnostics.push(Diagnostic::new(
                    &codes::UNDESCRIBED_COLUMN,
                    table.header_place(at),
                    format!("the schema says nothing of the column `{name}`"),
                    format!("add `- name: {name}` to `fields`, or take the column out"),
                ));
            }
        }
    }
    diagnostics
}

/// `source`, `via`, and `total_qualifier` beside `total`.
fn is_known(table: &Table, name: &str) -> bool {
    KNOWN.contains(&name) || table.named(name).is_some_and(|column| table.is_of_qualifiers(column))
}

fn typed(column: &Column, field: Option<&Field>, missing: &[String]) -> Column {
    let kind = field.and_then(|field| field.kind);
    let read = |cell: &Cell| {
        let text = cell.text.clone();
        if text.is_empty() || missing.iter().any(|missing| **missing == *text) {
            return Cell { text, value: Value::Missing };
        }
        match kind {
            None => Cell::read(&text),
            Some(kind) => Cell { value: value(kind, &text).unwrap_or(Value::Text), text },
        }
    };
    let cells: Vec<Cell> = column.cells.iter().map(read).collect();
    let mut typed = match kind {
        None => typing::infer(column.index, column.name.clone(), cells),
        Some(given) => Column {
            kind: match given {
                Type::Number | Type::Integer | Type::Year => Kind::Number,
                Type::Date | Type::YearMonth => Kind::Date,
                Type::Text | Type::Boolean => Kind::Text,
            },
            exact: matches!(given, Type::Integer | Type::Year),
            years: given == Type::Year || (given == Type::Integer && column.years),
            cells,
            ..column.clone()
        },
    };
    if let Some(field) = field {
        let boxed = |text: &Option<String>| text.as_deref().map(Box::from);
        typed.title = boxed(&field.title);
        typed.unit = boxed(&field.unit);
        typed.description = boxed(&field.description);
    }
    typed
}

/// What a text is as a value of a type; none if it is not of that type.
fn value(kind: Type, text: &str) -> Option<Value> {
    match kind {
        Type::Number => number(text).map(Value::Number),
        Type::Integer => number(text).filter(|n| n.fract() == 0.0 && !text.contains('.')).map(Value::Number),
        Type::Year => {
            let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
            is_year.then(|| number(text).map(Value::Number))?
        }
        Type::Text => Some(Value::Text),
        // The texts that the standard takes for yes and no.
        Type::Boolean => {
            ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"].contains(&text).then_some(Value::Text)
        }
        Type::Date => date(text).filter(|date| matches!(date, PartialDate::Day(..))).map(Value::Date),
        Type::YearMonth => date(text).filter(|date| matches!(date, PartialDate::Month(..))).map(Value::Date),
    }
}

/// The name of a type in a sentence, and what to do about a text that is not of it.
fn words(kind: Type, text: &str) -> (&'static str, String) {
    let help = |words: &str| words.to_owned();
    match kind {
        Type::Number => ("a number", typing::number_help(text)),
        Type::Integer if number(text).is_some() => {
            ("a whole number", help("give the column `type: number`, or round it"))
        }
        Type::Integer => ("a whole number", typing::number_help(text)),
        Type::Year => ("a year", help("write four digits, such as 2024")),
        Type::Boolean => ("true or false", help("write true or false")),
        Type::Date => {
            ("a day", help("write 2024-06-07; for years and months there are the types `year` and `yearmonth`"))
        }
        Type::YearMonth => ("a month", help("write 2024-06")),
        Type::Text => ("a text", String::new()),
    }
}

/// Every cell of a column that is not what its field says.
fn findings(table: &Table, column: &Column, field: &Field) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    let limits = &field.limits;
    let mut find = |row: usize, message: String, help: String| {
        let place = table.place(row, column.index);
        found.push(Diagnostic::new(&codes::BAD_CELL, place, message, help).and(field.place.clone(), "described here"));
    };
    let name = &column.name;
    for (row, cell) in column.cells.iter().enumerate() {
        let text = &cell.text;
        if cell.is_missing() {
            if limits.required {
                let help = "fill it in, or take out `required`".to_owned();
                find(row, format!("nothing is known of `{name}` here, yet the schema requires it"), help);
            }
            continue;
        }
        if let Some(kind) = field.kind.filter(|kind| value(*kind, text).is_none()) {
            let (wanted, help) = words(kind, text);
            find(row, format!("`{text}` in the column `{name}` is not {wanted}"), help);
            continue;
        }
        if let Some(number) = cell.number() {
            for (limit, beyond, word) in [
                (limits.minimum, limits.minimum.is_some_and(|limit| number < limit), "less than the minimum"),
                (limits.maximum, limits.maximum.is_some_and(|limit| number > limit), "more than the maximum"),
            ] {
                if let Some(limit) = limit.filter(|_| beyond) {
                    let message = format!("`{text}` in the column `{name}` is {word} of {limit}");
                    find(row, message, "correct the cell, or the constraint".to_owned());
                }
            }
        }
        if !limits.among.is_empty() && !limits.among.iter().any(|known| **known == **text) {
            let help = suggest::hint(text, limits.among.iter().map(String::as_str));
            find(row, format!("`{text}` is not among the values of the column `{name}`"), help);
        }
        if limits.unique && first.insert(text, row).is_some() {
            find(row, format!("`{text}` stands twice in the column `{name}`"), "keep one of the two rows".to_owned());
        }
    }
    found
}
