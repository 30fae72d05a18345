//! Files of CSV, well and badly written.

use super::*;
use crate::base::Diagnostics;

fn read(text: &str) -> Report<Table> {
    let source = Source::new("a.csv", text);
    read_csv(&source, Span::new(0, text.len()), CsvOptions::default())
}

fn texts(table: &Table) -> Vec<Vec<&str>> {
    table.columns.iter().map(|column| column.cells.iter().map(|cell| &*cell.text).collect()).collect()
}

/// Line, column, code and message of each finding.
fn found(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |d: &crate::base::Diagnostic| {
        format!("{}:{} {}: {} ({})", d.place.line, d.place.column, d.code.word, d.message, d.help)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn cells_are_read_and_know_where_they_stand() {
    let report = read("year,\"what, quoted\"\r\n2021,\"a \"\"b\"\"\"\r\n\r\n2022,  ü c \n2023,\"two\nlines\"\n");
    assert_eq!(found(&report.diagnostics), [""; 0]);
    let table = report.value;
    assert_eq!(table.names().collect::<Vec<_>>(), ["year", "what, quoted"]);
    assert_eq!(texts(&table), [vec!["2021", "2022", "2023"], vec!["a \"b\"", "ü c", "two\nlines"]]);
    let place = |row, column| {
        let place = table.place(row, column);
        (place.line, place.column, place.width, place.text.into_string())
    };
    assert_eq!(place(0, 1), (2, 6, 9, "2021,\"a \"\"b\"\"\"".to_owned()));
    assert_eq!(place(1, 0), (4, 1, 4, "2022,  ü c ".to_owned()));
    assert_eq!(place(2, 1), (5, 6, 4, "2023,\"two".to_owned()));
    assert_eq!(table.header_place(1).column, 6);
}

#[test]
fn the_delimiter_is_found_by_the_header() {
    for text in ["a;b,c;d\n1;2,5;3\n", "a\tb,c\td\n1\t2,5\t3\n"] {
        let report = read(text);
        assert_eq!(report.value.names().collect::<Vec<_>>(), ["a", "b,c", "d"]);
        assert_eq!(report.value.columns[1].cells[0].value, crate::data::Value::Text);
    }
    assert_eq!(read("\"a;b;c\",d\n1,2\n").value.columns.len(), 2);
    assert_eq!(read("a\n1\n").value.columns.len(), 1);
    assert_eq!(CsvOptions::of_path("x/a.tsv").delimiter, Some(b'\t'));
}

#[test]
fn a_block_inside_a_brief_has_the_places_of_the_brief() {
    let text = "Words.\n\nyear,total\n2021,48\n2022,\n\nMore.\n";
    let source = Source::new("a.md", text);
    let table = read_csv(&source, Span::new(8, 33), CsvOptions::default()).value;
    assert_eq!((table.rows(), table.columns.len()), (2, 2));
    let place = table.place(0, 1);
    assert_eq!((place.line, place.column, &*place.text), (4, 6, "2021,48"));
    assert_eq!((table.place(1, 1).line, table.place(1, 1).column), (5, 6));
}

#[test]
fn rows_of_another_length_are_told() {
    let report = read("a,b\n1\n1,2,3\n1,2\n");
    assert_eq!(
        found(&report.diagnostics),
        [
            "2:1 bad-row: this row has 1 cell, but the header has 2 (leave an empty cell where nothing is known: a comma with nothing before the next one)",
            "3:1 bad-row: this row has 3 cells, but the header has 2 (put a cell that holds a comma in double quotes, or name the further column in the header)",
        ]
    );
    assert_eq!(texts(&report.value), [["1", "1"], ["", "2"]]);
}

#[test]
fn headers_must_have_names() {
    let report = read("a,,a\n1,2,3\n");
    let told = found(&report.diagnostics);
    assert!(told[0].starts_with("1:3 bad-header: column 2 has no name"), "{told:?}");
    assert!(told[1].starts_with("1:4 bad-header: two columns are called `a`"), "{told:?}");
    assert_eq!(report.diagnostics[1].related[0].0.column, 1);
    let wide = format!("{}z\n", "a,".repeat(1000));
    assert!(found(&read(&wide).diagnostics)[0].starts_with("1:1 bad-header: this table has 1001 columns"));
}

#[test]
fn broken_quotes_are_told_where_they_begin() {
    for (text, expected) in [
        ("a,b\n1,\"two\n3,4\n", "2:3 bad-table: the quote that begins here is never closed"),
        ("a,b\n1,\"t\"wo\n3,4\n", "2:3 bad-table: this cell goes on after its closing quote"),
        ("a,b\n1, \"t,wo\"\n3,4\n", "2:3 bad-table: there is space before this quoted cell"),
        ("a,\"b\n1,2\n", "1:3 bad-table: the quote that begins here is never closed"),
    ] {
        let told = found(&read(text).diagnostics);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(expected), "{told:?}");
    }
}

#[test]
fn tables_without_rows_are_told() {
    for text in ["", "\n\n", "a,b\n", "a,b\n,\n \n"] {
        let report = read(text);
        assert_eq!(report.diagnostics.len(), 1, "{text:?}");
        assert_eq!(report.diagnostics[0].code.word, "empty-table");
        assert_eq!(report.value.rows(), 0);
    }
}

#[test]
fn a_flood_of_findings_is_cut() {
    let report = read(&format!("a,b\n{}", "1\n".repeat(100)));
    assert_eq!(report.diagnostics.len(), 20);
    assert!(report.diagnostics[19].help.ends_with("there are 80 more of this kind in this table"));
}

proptest::proptest! {
    #[test]
    fn no_text_brings_it_down(text in "[ab\",;\t\r\n ü0-9.-]{0,60}") {
        let report = read(&text);
        let table = report.value;
        for column in &table.columns {
            proptest::prop_assert_eq!(column.cells.len(), table.rows());
            for row in 0..table.rows() {
                let place = table.place(row, column.index);
                proptest::prop_assert!(place.line as usize <= text.lines().count().max(1));
            }
        }
    }

    #[test]
    fn what_is_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[ab\",;\r\nü]{0,5}x", 3), 1..6)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines: Vec<String> = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
        let text = format!("a,b,c\n{}\n", lines.join("\n"));
        let report = read(&text);
        proptest::prop_assert_eq!(found(&report.diagnostics), Vec::<String>::new());
        for (at, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                proptest::prop_assert_eq!(&*report.value.columns[column].cells[at].text, cell.trim());
            }
        }
    }
}
