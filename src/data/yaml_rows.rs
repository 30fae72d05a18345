//! The field `rows` of a block of YAML → a [`Table`]: a list of mappings, a list of lists under a header, or a text that
//! is CSV.
//!
//! Numbers keep the digits that they are written with, which serde_yaml's values have forgotten: the block is read once
//! more as texts. What the rest of the block means is not known here.

mod texts;

use super::cell::Cell;
use super::csv::{self, CsvOptions};
use super::json::unknown_key;
use super::rows::{MOST_COLUMNS, MOST_TOLD, Placed, Problem, Rows};
use super::table::Table;
use crate::base::yaml::{Step, items, items_in, locate, locate_in, scalar};
use crate::base::{Report, Source, Span, codes};
use serde_yaml::Value;

/// Of more problems in one block the place is not looked for.
const MOST_PLACED: usize = 1000;

const FORMS: &str = "write a list with a line for each row, `- {year: 2021, total: 48}`, or CSV below `|`";

/// Reads the field `key` of a block, whose value is `value`.
pub fn read_yaml_rows(source: &Source, block: Span, key: &str, value: &Value) -> Report<Table> {
    let text = source.slice(block);
    let by = block.start as usize;
    let field = Field { text, key };
    if let Value::String(csv) = value {
        let lines = field.lines_of(csv);
        let whole = field.span(&[]);
        let at = |span: Span| lines.as_ref().map_or(whole, |lines| lines.at(span)).shifted(by);
        return csv::rows(csv, CsvOptions::default()).table(source, block, at);
    }
    let rows = match value {
        Value::Sequence(rows) => match rows.first() {
            None => Rows::new(Vec::new()),
            Some(Value::Mapping(_)) => field.mappings(rows),
            Some(Value::Sequence(_)) => field.lists(rows),
            Some(_) => field.failed("each row must be a list, or a group of names and values"),
        },
        _ => field.failed("these are not rows"),
    };
    rows.table(source, block, |span| span.shifted(by))
}

struct Field<'a> {
    text: &'a str,
    key: &'a str,
}

impl Field<'_> {
    fn path(&self) -> Step {
        Step::Key(self.key.to_owned())
    }

    /// Where the field stands, or a row of it.
    fn span(&self, steps: &[Step]) -> Span {
        let path: Vec<Step> = [&[self.path()], steps].concat();
        locate(self.text, &path).map_or(Span::default(), |found| found.value)
    }

    fn failed(&self, message: &str) -> Rows {
        let mut rows = Rows::new(Vec::new());
        rows.problems.push(Problem::new(&codes::BAD_TABLE, self.span(&[]), message, FORMS));
        rows
    }

    /// The regions of the rows: as many as there are rows.
    fn regions(&self, rows: usize) -> Vec<Span> {
        let mut regions = items(self.text, &[self.path()]);
        // Rows that are written in a way that hides them, such as below an anchor, have the place of the whole.
        regions.resize(rows, self.span(&[]));
        regions
    }

    fn lists(&self, rows: &[Value]) -> Rows {
        let written = texts::read(self.text, self.key, matches!(rows.first(), Some(Value::Mapping(_))));
        let regions = self.regions(rows.len());
        let row = |at: usize, problems: &mut Vec<Problem>| -> Option<Vec<Placed<Cell>>> {
            let Value::Sequence(values) = &rows[at] else {
                let help = "write `[2021, 48]`, a cell for each name of the first row";
                problems.push(Problem::new(&codes::BAD_ROW, self.line(regions[at]), "this row is not a list", help));
                return None;
            };
            let places = items_of(self.text, regions[at]);
            let cell = |(column, value): (usize, &Value)| {
                let span = places.get(column).copied().unwrap_or(regions[at]);
                let text = written.as_ref().and_then(|rows| rows.get(at)?.get(column)).map(|(_, text)| text.as_str());
                (cell(value, text, span, problems), span)
            };
            Some(values.iter().enumerate().map(cell).collect())
        };
        let mut problems = Vec::new();
        if let Some(wide) = self.too_wide(rows) {
            return wide;
        }
        let header = row(0, &mut problems).unwrap_or_default();
        let mut all = Rows::new(header.into_iter().map(|(cell, span)| (cell.text, span)).collect());
        all.problems.append(&mut problems);
        for (at, region) in regions.iter().enumerate().skip(1) {
            if let Some(cells) = row(at, &mut all.problems) {
                all.push(cells, self.line(*region), "write `null` where nothing is known");
            }
        }
        all
    }

    /// What is told of a header that is far too wide; where its names stand is not looked for.
    fn too_wide(&self, rows: &[Value]) -> Option<Rows> {
        let width = match rows.first() {
            Some(Value::Sequence(first)) => first.len(),
            Some(Value::Mapping(first)) => first.len(),
            _ => 0,
        };
        (width > MOST_COLUMNS).then(|| Rows::new(vec![("".into(), self.span(&[])); width]))
    }

    /// The columns are the keys of the first row, so that a slip in a later one is told.
    fn mappings(&self, rows: &[Value]) -> Rows {
        let written = texts::read(self.text, self.key, matches!(rows.first(), Some(Value::Mapping(_))));
        let regions = self.regions(rows.len());
        if let Some(wide) = self.too_wide(rows) {
            return wide;
        }
        let names: Vec<String> = match rows.first() {
            Some(Value::Mapping(first)) => first.keys().map(|key| scalar(key).unwrap_or_default()).collect(),
            _ => Vec::new(),
        };
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let place = |at: usize, name: &str| {
            let found = locate_in(self.text, regions[at], &[Step::Key(name.to_owned())]);
            found.map_or((self.line(regions[at]), self.line(regions[at])), |found| (found.key, found.value))
        };
        let mut all = Rows::new(names.iter().map(|name| (name.trim().into(), place(0, name).0)).collect());
        for (at, row) in rows.iter().enumerate() {
            let Value::Mapping(fields) = row else {
                let help = "write `{year: 2021, total: 48}`, with the names of the first row";
                let message = "this row has no names, as the first one has";
                all.problems.push(Problem::new(&codes::BAD_ROW, self.line(regions[at]), message, help));
                continue;
            };
            let unknown = fields.keys().map(|key| scalar(key).unwrap_or_default()).filter(|name| !names.contains(name));
            for name in unknown.take(MOST_TOLD) {
                if all.problems.len() < MOST_PLACED {
                    all.problems.push(unknown_key(&name, place(at, &name).0, &known));
                }
            }
            let cells = names.iter().map(|name| {
                let span = place(at, name).1;
                let value = fields.get(name.as_str()).unwrap_or(&Value::Null);
                let of_row = written.as_ref().and_then(|rows| rows.get(at));
                let text =
                    of_row.and_then(|row| row.iter().find(|(key, _)| key == name)).map(|(_, text)| text.as_str());
                (cell(value, text, span, &mut all.problems), span)
            });
            let cells = cells.collect();
            all.push(cells, self.line(regions[at]), "");
        }
        all
    }

    /// The first line of a region.
    fn line(&self, region: Span) -> Span {
        let first = self.text[region.range()].lines().next().unwrap_or_default().trim_end();
        Span::new(region.start as usize, region.start as usize + first.len())
    }

    /// The lines of the block scalar that the field is.
    fn lines_of(&self, scalar: &str) -> Option<Lines> {
        let indicator = self.span(&[]);
        if !self.text[indicator.range()].starts_with('|') {
            return None;
        }
        let mut at = self.text[indicator.start as usize..].find('\n')? + indicator.start as usize + 1;
        let (mut starts, mut inside) = (Vec::new(), 0);
        for line in scalar.split('\n') {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
            let file_line = self.text[at..end].trim_end_matches('\r');
            if !file_line.ends_with(line) {
                return None;
            }
            starts.push((inside, at + file_line.len() - line.len()));
            inside += line.len() + 1;
            at = (end + 1).min(self.text.len());
        }
        Some(Lines(starts))
    }
}

/// Where each line of a block scalar begins: in the scalar, and in the block.
struct Lines(Vec<(usize, usize)>);

impl Lines {
    fn at(&self, span: Span) -> Span {
        let line = self.0.partition_point(|(inside, _)| *inside <= span.start as usize).saturating_sub(1);
        let (inside, outside) = self.0.get(line).copied().unwrap_or_default();
        let start = outside + (span.start as usize).saturating_sub(inside);
        Span::new(start, start + span.len())
    }
}

/// The regions of the items of a row that is a list.
fn items_of(text: &str, region: Span) -> Vec<Span> {
    let first_line = |item: Span| {
        let line = text[item.range()].lines().next().map_or(0, |line| line.trim_end().len());
        Span::new(item.start as usize, item.start as usize + line)
    };
    items_in(text, region).into_iter().map(first_line).collect()
}

fn cell(value: &Value, written: Option<&str>, span: Span, problems: &mut Vec<Problem>) -> Cell {
    match (value, scalar(value)) {
        (Value::Null, _) => Cell::read(""),
        (_, Some(text)) => Cell::read(written.unwrap_or(&text)),
        (_, None) => {
            let help = "write a text, a number, or null where nothing is known";
            problems.push(Problem::new(&codes::BAD_CELL, span, "a cell cannot hold a list or a group", help));
            Cell::read("")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_yaml::Mapping;

    /// A block of YAML inside a brief, after eight bytes and two lines.
    fn read(block: &str) -> Report<Table> {
        let source = Source::new("a.md", format!("Words.\n\n{block}More.\n"));
        let map: Mapping = serde_yaml::from_str(block).unwrap();
        read_yaml_rows(&source, Span::new(8, 8 + block.len()), "rows", &map["rows"])
    }

    fn told(block: &str) -> Vec<String> {
        let all = read(block).diagnostics;
        all.iter().map(|d| format!("{}:{} {}: {}", d.place.line, d.place.column, d.code.word, d.message)).collect()
    }

    fn place(table: &Table, row: usize, column: usize) -> (u32, u32, String) {
        let place = table.place(row, column);
        let marked = place.text.chars().skip(place.column as usize - 1).take(place.width as usize).collect();
        (place.line, place.column, marked)
    }

    #[test]
    fn three_forms_give_one_table() {
        for (block, line, column) in [
            ("type: bar\nrows:\n  - {year: 2021, total: 1.50}\n  - {total: -2, year: 2022}\n", 5, 25),
            ("rows:\n- year: 2021\n  total: 1.50\n- total: -2\n  year: 2022\ny: total\n", 5, 10),
            ("rows:\n  - [year, total]\n  - [2021, 1.50]\n  - [2022, -2]\n", 5, 12),
            ("rows: [[year, total], [2021, 1.50], [2022, \"-2\"]]\n", 3, 30),
            ("type: bar\nrows: |\n  year,total\n  2021,1.50\n  2022,-2\ny: total\n", 6, 8),
            ("rows: |-\n  year;total\n\n  2021;1.50\n  2022;-2\n", 6, 8),
        ] {
            assert_eq!(told(block), [""; 0], "{block}");
            let table = read(block).value;
            assert_eq!(table.names().collect::<Vec<_>>(), ["year", "total"], "{block}");
            assert_eq!(table.columns[1].numbers(), Ok(vec![Some(1.5), Some(-2.0)]), "{block}");
            assert_eq!(table.columns[1].cells[0].decimals(), 2, "{block}");
            assert_eq!(place(&table, 0, 1), (line, column, "1.50".to_owned()), "{block}");
            assert!(table.header_place(1).line >= 3, "{block}");
        }
    }

    #[test]
    fn nothing_and_null_are_missing() {
        let table = read("rows:\n- {a: null, b: 1}\n- {b: 2}\n- {a: ~, b: }\n- {a: \"\", b: x y}\n").value;
        assert!(table.columns[0].cells.iter().all(Cell::is_missing));
        assert_eq!(&*table.columns[1].cells[3].text, "x y");
        assert!(table.columns[1].cells[2].is_missing());
    }

    #[test]
    fn rows_that_differ_are_told() {
        assert_eq!(
            told("rows:\n- {total: 1}\n- {totl: 2}\n"),
            ["5:4 bad-row: the first row, which names the columns, has no `totl`"]
        );
        assert_eq!(told("rows:\n- [a, b]\n- [1]\n"), ["5:3 bad-row: this row has 1 cell, but the header has 2"]);
        assert_eq!(told("rows:\n- {a: 1}\n- [2]\n"), ["5:3 bad-row: this row has no names, as the first one has"]);
        assert_eq!(told("rows:\n- {a: [1]}\n"), ["4:7 bad-cell: a cell cannot hold a list or a group"]);
        assert_eq!(told("rows: 7\n"), ["3:7 bad-table: these are not rows"]);
        assert_eq!(told("rows: [7]\n"), ["3:7 bad-table: each row must be a list, or a group of names and values"]);
        assert_eq!(told("rows: []\n").len(), 1);
        assert_eq!(told("rows: |\n  a,b\n  1\n"), ["5:3 bad-row: this row has 1 cell, but the header has 2"]);
    }

    proptest::proptest! {
        #[test]
        fn no_block_brings_it_down(block in "(rows:( \\||)\n?|)[-\\[\\]{}:,|\"'# \nabü1.&*~]{0,40}") {
            let parsed = serde_yaml::from_str::<Mapping>(&block).ok();
            if let Some(value) = parsed.as_ref().and_then(|map| map.get("rows")) {
                let source = Source::new("a.md", format!("Wörds.\n{block}\nMore.\n"));
                let table = read_yaml_rows(&source, Span::new(8, 8 + block.len()), "rows", value).value;
                for column in &table.columns {
                    proptest::prop_assert_eq!(column.cells.len(), table.rows());
                    (0..table.rows()).for_each(|row| drop(table.place(row, column.index)));
                }
            }
        }
    }
}
