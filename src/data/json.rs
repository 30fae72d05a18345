//! JSON → a [`Table`]: a list of objects, a list of lists under a header, or `{"columns": […], "rows": [[…]]}`.
//!
//! Numbers keep the digits that they are written with. Each value is a slice of the text, so its place is known without
//! looking for it. What columns mean is not known here.

use super::cell::{Cell, Value};
use super::rows::{Placed, Problem, Rows};
use super::table::Table;
use crate::base::{Report, Source, Span, codes, suggest};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Reads the rows of a span, which is a whole file or a block of a brief.
pub fn read_json(source: &Source, span: Span) -> Report<Table> {
    let by = span.start as usize;
    rows(source.slice(span)).table(source, span, |inner| inner.shifted(by))
}

const FORMS: &str = "write a list of objects, one for each row: [{\"year\": 2021, \"total\": 48}]";

fn rows(text: &str) -> Rows {
    let whole = match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) => whole,
        Err(error) => return failed(syntax(text, &error)),
    };
    let values = Values { text };
    if let Some(table) = values.members(whole) {
        let part = |name: &str| table.iter().find(|(key, _)| key == name).and_then(|(_, value)| values.items(value));
        return match (part("columns"), part("rows")) {
            (Some(names), Some(rows)) => values.lists(&names, &rows),
            _ => failed(values.wrong(whole, "this object is not a table", FORMS)),
        };
    }
    match values.items(whole) {
        None => failed(values.wrong(whole, "this is not a table", FORMS)),
        Some(rows) => match rows.split_first() {
            None => Rows::new(Vec::new()),
            Some((first, rest)) => match (values.members(first), values.items(first)) {
                (Some(first), _) => values.objects(&first, &rows),
                (None, Some(names)) => values.lists(&names, rest),
                (None, None) => failed(values.wrong(first, "a row must be an object or a list", FORMS)),
            },
        },
    }
}

fn failed(problem: Problem) -> Rows {
    let mut rows = Rows::new(Vec::new());
    rows.problems.push(problem);
    rows
}

fn syntax(text: &str, error: &serde_json::Error) -> Problem {
    let start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (start + error.column().saturating_sub(1)).min(text.len());
    let cause = error.to_string();
    let cause = cause.split(" at line ").next().unwrap_or_default();
    let (message, help) = if text.trim().is_empty() {
        ("there is no table here".to_owned(), FORMS)
    } else {
        (format!("this JSON cannot be read: {cause}"), "check the commas, quotes and brackets before this place")
    };
    Problem::new(&codes::BAD_TABLE, Span::new(at, (at + 1).min(text.len())), message, help)
}

/// The values of one text.
struct Values<'a> {
    text: &'a str,
}

impl<'a> Values<'a> {
    /// Where a value stands. It is a slice of the text, so its address says so.
    fn span(&self, value: &RawValue) -> Span {
        let start = (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span::new(start, start + value.get().len())
    }

    fn wrong(&self, value: &RawValue, message: impl Into<String>, help: &str) -> Problem {
        let whole = self.span(value);
        Problem::new(&codes::BAD_TABLE, Span::new(whole.start as usize, whole.start as usize + 1), message, help)
    }

    fn items(&self, value: &'a RawValue) -> Option<Vec<&'a RawValue>> {
        serde_json::from_str(value.get()).ok()
    }

    fn members(&self, value: &'a RawValue) -> Option<Vec<(String, &'a RawValue)>> {
        serde_json::from_str::<Members<'a>>(value.get()).ok().map(|members| members.0)
    }

    fn cell(&self, value: &RawValue, problems: &mut Vec<Problem>) -> Placed<Cell> {
        let span = self.span(value);
        let cell = match value.get().as_bytes().first() {
            Some(b'"') => Cell::read(&serde_json::from_str::<String>(value.get()).unwrap_or_default()),
            Some(b'n') => Cell::read(""),
            Some(b'{' | b'[') => {
                let help = "write a text, a number, or null where nothing is known";
                problems.push(Problem::new(&codes::BAD_CELL, span, "a cell cannot hold a list or an object", help));
                Cell { text: "".into(), value: Value::Missing }
            }
            _ => Cell::read(value.get()),
        };
        (cell, span)
    }

    fn lists(&self, names: &[&'a RawValue], lists: &[&'a RawValue]) -> Rows {
        let mut problems = Vec::new();
        let name = |value: &&RawValue| {
            let (cell, span) = self.cell(value, &mut problems);
            (cell.text, span)
        };
        let mut rows = Rows::new(names.iter().map(name).collect());
        rows.problems.append(&mut problems);
        for list in lists {
            let Some(items) = self.items(list) else {
                rows.problems.push(self.wrong(list, "this row is not a list, as the header is", "write [2021, 48]"));
                continue;
            };
            let cells = items.iter().map(|item| self.cell(item, &mut rows.problems)).collect();
            rows.push(cells, self.span(list), "write null where nothing is known");
        }
        rows
    }

    /// The columns are the keys of the first object, so that a slip in a later one is told.
    fn objects(&self, first: &[(String, &'a RawValue)], objects: &[&'a RawValue]) -> Rows {
        let header = first.iter().map(|(name, value)| (name.trim().into(), self.span(value))).collect();
        let mut rows = Rows::new(header);
        let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
        for object in objects {
            let Some(members) = self.members(object) else {
                let help = "write {\"year\": 2021}, with the keys of the first row";
                rows.problems.push(self.wrong(object, "this row is not an object, as the first one is", help));
                continue;
            };
            let span = self.span(object);
            let mut row: Vec<Placed<Cell>> = names.iter().map(|_| (Cell::read(""), span)).collect();
            for (name, value) in members {
                match names.iter().position(|known| *known == name) {
                    // Until it is filled, a cell has the place of its row.
                    Some(at) if row[at].1 != span => {
                        let message = format!("`{name}` stands twice in this row");
                        let problem = Problem::new(&codes::BAD_ROW, self.span(value), message, "keep one of the two");
                        rows.problems.push(problem);
                    }
                    Some(at) => row[at] = self.cell(value, &mut rows.problems),
                    None => rows.problems.push(unknown_key(&name, self.span(value), &names)),
                }
            }
            rows.push(row, span, "");
        }
        rows
    }
}

/// A key that the first row does not have.
pub(super) fn unknown_key(name: &str, span: Span, names: &[&str]) -> Problem {
    let help = suggest::hint(name, names.iter().copied());
    Problem::new(&codes::BAD_ROW, span, format!("the first row, which names the columns, has no `{name}`"), help)
}

/// The members of an object in their order, and no key lost that stands twice.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Report<Table> {
        read_json(&Source::new("a.json", text), Span::new(0, text.len()))
    }

    fn told(text: &str) -> Vec<String> {
        let all = read(text).diagnostics;
        all.iter().map(|d| format!("{}:{} {}: {}", d.place.line, d.place.column, d.code.word, d.message)).collect()
    }

    #[test]
    fn three_forms_give_one_table() {
        for text in [
            "[{\"year\": 2021, \"total\": 1.50, \"a\": null}, {\"total\": \"-2\", \"year\": 2022}]",
            "[[\"year\", \"total\", \"a\"], [2021, 1.50, null], [2022, \"-2\", null]]",
            "{\"rows\": [[2021, 1.50, null], [2022, -2, null]], \"columns\": [\"year\", \"total\", \"a\"]}",
        ] {
            let report = read(text);
            assert_eq!(told(text), [""; 0], "{text}");
            let table = report.value;
            assert_eq!(table.names().collect::<Vec<_>>(), ["year", "total", "a"]);
            assert_eq!(table.columns[1].numbers(), Ok(vec![Some(1.5), Some(-2.0)]));
            assert_eq!(table.columns[1].cells[0].decimals(), 2);
            assert!(table.columns[2].cells.iter().all(Cell::is_missing));
            assert!(table.columns[0].looks_like_years());
        }
    }

    #[test]
    fn cells_know_their_place() {
        let text = "[\n  {\"year\": 2021,\n   \"total\": 1.50}\n]\n";
        let place = read(text).value.place(0, 1);
        assert_eq!((place.line, place.column, place.width), (3, 13, 4));
    }

    #[test]
    fn what_is_no_table_is_told() {
        assert_eq!(told("[1, 2"), ["1:5 bad-table: this JSON cannot be read: EOF while parsing a list"]);
        assert_eq!(told("[\n{\"a\": 1},\n]"), ["3:1 bad-table: this JSON cannot be read: expected value"]);
        assert_eq!(told(" 7"), ["1:2 bad-table: this is not a table"]);
        assert_eq!(told("{\"type\": \"FeatureCollection\"}"), ["1:1 bad-table: this object is not a table"]);
        assert_eq!(told("[1]"), ["1:2 bad-table: a row must be an object or a list"]);
        assert_eq!(told("[]"), ["1:1 empty-table: there is no table here"]);
        assert_eq!(told(""), ["1:1 bad-table: there is no table here"]);
        assert_eq!(told("[[\"a\"]]"), ["1:3 empty-table: this table has a header but no rows"]);
    }

    #[test]
    fn rows_that_differ_are_told() {
        assert_eq!(
            told("[{\"total\": 1}, {\"totl\": 2}]"),
            ["1:25 bad-row: the first row, which names the columns, has no `totl`"]
        );
        assert_eq!(told("[{\"a\": 1}, [2]]"), ["1:12 bad-table: this row is not an object, as the first one is"]);
        assert_eq!(told("[[\"a\", \"b\"], [2]]"), ["1:14 bad-row: this row has 1 cell, but the header has 2"]);
        assert_eq!(told("[{\"a\": [1]}]"), ["1:8 bad-cell: a cell cannot hold a list or an object"]);
        assert_eq!(told("[{\"a\": 1}, {\"a\": 1, \"a\": 2}]"), ["1:26 bad-row: `a` stands twice in this row"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_brings_it_down(text in "[\\[\\]{}:,\"\\\\ \nabnulü1.-]{0,40}", rows in proptest::collection::vec("[0-9\"a,:]{0,4}", 0..5)) {
            for text in [text, format!("[{{\"a\": 1}}, {{\"a\": {}}}]", rows.join("}, {")), format!("[[{}]]", rows.join("], ["))] {
                let table = read(&text).value;
                for column in &table.columns {
                    proptest::prop_assert_eq!(column.cells.len(), table.rows());
                    (0..table.rows()).for_each(|row| drop(table.place(row, column.index)));
                }
            }
        }
    }
}
