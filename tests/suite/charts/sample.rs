//! Data as it comes: few rows and many, long names, blank cells, values of every size.

use proptest::collection::vec;
use proptest::prelude::*;

/// Names that a table may have: short, long, of several words, of one that is very long, of other alphabets.
pub(super) fn name() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("Goods".to_owned()),
        Just("of".to_owned()),
        Just("Machinery".to_owned()),
        Just("electrical".to_owned()),
        Just("Nuclear reactors".to_owned()),
        Just("Außenwirtschaftsförderungsgesellschaft".to_owned()),
        Just("Україна".to_owned()),
        Just("中华人民共和国".to_owned()),
        Just("I".to_owned()),
        Just("2024".to_owned()),
    ];
    vec(words, 1..7).prop_map(|words| words.join(" "))
}

/// So many different names.
pub(super) fn names(count: usize) -> impl Strategy<Value = Vec<String>> {
    vec(name(), count).prop_map(|names| {
        let numbered = |(at, name): (usize, String)| if at == 0 { name } else { format!("{name} {at}") };
        names.into_iter().enumerate().map(numbered).collect()
    })
}

/// How large the values of one table are.
pub(super) fn size() -> impl Strategy<Value = f64> {
    prop_oneof![4 => Just(100.0), 1 => Just(1.0), 1 => Just(1e-9), 1 => Just(1e12), 1 => Just(1e5)]
}

/// A value between −1 and 1, or none.
pub(super) fn part() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![1 => Just(None), 1 => Just(Some(0.0)), 1 => Just(Some(0.5)), 7 => (-1.0..1.0f64).prop_map(Some)]
}

/// Series of values, each with a cell for every row; with `positive` none is below zero.
pub(super) fn cells(series: usize, rows: usize, positive: bool) -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    (size(), vec(vec(part(), rows), series)).prop_map(move |(size, parts)| {
        // Numbers of data have few digits.
        let round = |value: f64| format!("{value:.3e}").parse::<f64>().unwrap_or(0.0);
        let value = |part: f64| round(if positive { part.abs() } else { part } * size);
        parts.into_iter().map(|row| row.into_iter().map(|part| part.map(value)).collect()).collect()
    })
}

/// A word of a block, quoted so that YAML takes it as a text.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The rows of a wide table as the word `rows:`: names of positions, then a column for each series.
pub(super) fn wide_rows(positions: &[String], series: &[String], cells: &[Vec<Option<f64>>]) -> String {
    let mut text = format!("rows:\n  - [position, {}]\n", join(series.iter().map(|name| quoted(name))));
    for (at, position) in positions.iter().enumerate() {
        let row = cells.iter().map(|column| column[at].map_or_else(|| "\"\"".to_owned(), |value| format!("{value}")));
        text.push_str(&format!("  - [{}, {}]\n", quoted(position), join(row)));
    }
    text
}

/// A list in YAML.
pub(super) fn list(items: &[String]) -> String {
    format!("[{}]", join(items.iter().map(|item| quoted(item))))
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// What every block needs beside its data.
pub(super) const WORDS: &str = "title: A headline\nsubtitle: A measure, units\nsource: a\nalt: A drawing.\n";
