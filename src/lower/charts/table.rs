//! The data of a chart → a table that is closed at first: for those who want the numbers, and for those who cannot see
//! the drawing.

use crate::base::escape;
use crate::base::format::date::DateFormat;
use crate::base::format::number::NumberFormat;
use crate::base::language::Language;
use crate::chart::Chart;
use crate::data::{Cell, Column, Kind, Value};
use std::fmt::Write;

/// A page shows this many rows; the file has them all.
const MOST: usize = 200;

/// Writes the table. `id` is that of the figure.
pub(super) fn write(out: &mut String, chart: &Chart, id: &str, language: &Language) {
    let columns: Vec<&Column> = chart.shown.iter().map(|at| &chart.table.columns[*at]).collect();
    let _ = write!(out, "<details class=\"chart-data\" id=\"{id}:data\"><summary>");
    escape::text(out, language.words.data_table);
    out.push_str("</summary><div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
    escape::attribute(out, &format!("{}: {}", language.words.data_table, chart.spec.title));
    out.push_str("\"><table><thead><tr>");
    for column in &columns {
        let _ = write!(out, "<th scope=\"col\"{}>", class(column));
        escape::text(out, column.label());
        if let Some(unit) = &column.unit {
            escape::text(out, &format!(", {unit}"));
        }
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>");
    let rows = chart.table.rows();
    for row in 0..rows.min(MOST) {
        out.push_str("<tr>");
        for (at, column) in columns.iter().enumerate() {
            let words = words_of(column, &column.cells[row], language);
            let (open, close) = if at == 0 { ("<th scope=\"row\"", "</th>") } else { ("<td", "</td>") };
            let _ = write!(out, "{open}{}>", if at == 0 { "" } else { class(column) });
            escape::text(out, &words);
            out.push_str(close);
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    if rows > MOST {
        let _ = write!(out, "<p>{MOST} / {rows}: CSV</p>");
    }
    out.push_str("</div></details>");
}

fn class(column: &Column) -> &'static str {
    if column.kind == Kind::Number && !column.looks_like_years() { " class=\"right\"" } else { "" }
}

/// A cell for people: as precise as it was written.
pub fn words_of(column: &Column, cell: &Cell, language: &Language) -> String {
    match &cell.value {
        Value::Number(_) if column.looks_like_years() => cell.text.to_string(),
        Value::Number(number) => NumberFormat::default().with_decimals(cell.decimals().into()).write(*number, language),
        Value::Date(date) => DateFormat::Day.write(*date, language),
        Value::Missing => "\u{2013}".to_owned(),
        Value::Text => cell.text.to_string(),
    }
}
