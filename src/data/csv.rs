//! CSV → a [`Table`]: RFC 4180 with a comma, a semicolon or a tab between the cells, and a header in the first line.
//!
//! The text is taken apart by csv-core, the parser inside the crate csv, because it tells of each field where it ends:
//! a finding about a cell points at the cell. What columns mean is not known here.

use super::cell::Cell;
use super::rows::{Placed, Problem, Rows};
use super::table::Table;
use crate::base::{Report, Source, Span, codes};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// How a file of rows is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvOptions {
    /// The sign between the cells; found by the header unless given.
    pub delimiter: Option<u8>,
}

impl CsvOptions {
    /// What the name of a file says: `.tsv` has tabs.
    pub fn of_path(path: &str) -> Self {
        Self { delimiter: path.to_ascii_lowercase().ends_with(".tsv").then_some(b'\t') }
    }
}

/// Reads the rows of a span, which is a whole file or a block of a brief.
pub fn read_csv(source: &Source, span: Span, options: CsvOptions) -> Report<Table> {
    let by = span.start as usize;
    rows(source.slice(span), options).table(source, span, |inner| inner.shifted(by))
}

/// The rows of a text. Spans are those of the text.
pub(super) fn rows(text: &str, options: CsvOptions) -> Rows {
    let delimiter = options.delimiter.unwrap_or_else(|| guess(text));
    let mut records = Records::new(text, delimiter);
    let mut problems = Vec::new();
    let header = loop {
        match records.next() {
            None => return Rows::new(Vec::new()),
            Some(record) if is_blank(&record) => {}
            Some(record) => break record,
        }
    };
    let name = |field: &Field, problems: &mut Vec<Problem>| {
        problems.extend(field.broken_quote(text));
        (field.text.trim().into(), field.span)
    };
    let header: Vec<Placed<Box<str>>> = header.iter().map(|field| name(field, &mut problems)).collect();
    let mut rows = Rows::new(header);
    rows.problems.splice(0..0, problems);
    for record in records.filter(|record| !is_blank(record)) {
        let broken: Vec<Problem> = record.iter().filter_map(|field| field.broken_quote(text)).collect();
        let span =
            record.first().map_or(Span::default(), |first| record.last().map_or(first.span, |l| first.span.to(l.span)));
        // Where a quote is broken, cells run together: their number says nothing.
        if broken.is_empty() {
            let help = width_help(record.len(), rows.width(), delimiter);
            rows.push(record.into_iter().map(|field| (Cell::read(&field.text), field.span)).collect(), span, &help);
        }
        rows.problems.extend(broken);
    }
    rows
}

fn is_blank(record: &[Field]) -> bool {
    record.iter().all(|field| field.text.trim().is_empty())
}

fn width_help(cells: usize, width: usize, delimiter: u8) -> String {
    let sign = match delimiter {
        b'\t' => "tab",
        b';' => "semicolon",
        b',' => "comma",
        _ => "delimiter",
    };
    if cells > width {
        format!("put a cell that holds a {sign} in double quotes, or name the further column in the header")
    } else {
        format!("leave an empty cell where nothing is known: a {sign} with nothing before the next one")
    }
}

/// The sign that stands most often in the header, outside of quotes; a comma where there is none.
fn guess(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        counts.iter_mut().filter(|(sign, _)| !quoted && *sign == byte).for_each(|(_, count)| *count += 1);
    }
    // Of equals the first one is taken.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// One field of a record.
struct Field {
    /// What it says, without quotes.
    text: String,
    /// Where it is written, with its quotes.
    span: Span,
}

impl Field {
    /// What is wrong with the quotes around it.
    fn broken_quote(&self, text: &str) -> Option<Problem> {
        let raw = &text[self.span.range()];
        if !raw.starts_with('"') && raw.trim_start().starts_with('"') {
            let help = "take out the space before the double quote: a quoted cell begins right after the delimiter";
            return Some(Problem::new(&codes::BAD_TABLE, self.span, "there is space before this quoted cell", help));
        }
        let inner = raw.strip_prefix('"')?;
        let closed = inner.strip_suffix('"');
        if closed.is_some_and(|inner| !inner.replace("\"\"", "").contains('"')) {
            return None;
        }
        let line_end = raw.find('\n').unwrap_or(raw.len());
        let span = Span::new(self.span.start as usize, self.span.start as usize + raw[..line_end].trim_end().len());
        let (message, help) = if closed.is_none() && !inner.replace("\"\"", "").contains('"') {
            ("the quote that begins here is never closed", "close it with a second double quote")
        } else {
            ("this cell goes on after its closing quote", "inside quotes, write a double quote twice: `\"\"`")
        };
        Some(Problem::new(&codes::BAD_TABLE, span, message, help))
    }
}

/// The records of a text, blank lines left out.
struct Records<'a> {
    text: &'a str,
    reader: Reader,
    delimiter: u8,
    at: usize,
    out: Vec<u8>,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { text, reader, delimiter, at: 0, out: vec![0; 256] }
    }

    /// The next field, and whether it ends its record.
    fn field(&mut self, is_first: bool) -> Option<(Field, bool)> {
        let start = self.at;
        let mut filled = 0;
        let ends_record = loop {
            let rest = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(rest, &mut self.out[filled..]);
            self.at += read;
            filled += written;
            match result {
                // At the end of the text it is asked once more, with nothing, and then answers with what it has.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadFieldResult::Field { record_end } => break record_end,
                ReadFieldResult::End => return None,
            }
        };
        let mut raw = &self.text[start..self.at];
        // The line feed of the line before, and blank lines, are read together with the first field.
        let skipped = if is_first { raw.len() - raw.trim_start_matches(['\r', '\n']).len() } else { 0 };
        raw = &raw[skipped..];
        let sign = if ends_record { ['\r', '\n'] } else { [self.delimiter as char; 2] };
        raw = raw.strip_suffix(sign).unwrap_or(raw);
        let from = start + skipped;
        // The parser drops quotes, which are ASCII, and nothing else: what is left of UTF-8 is UTF-8.
        let text = String::from_utf8_lossy(&self.out[..filled]).into_owned();
        Some((Field { text, span: Span::new(from, from + raw.len()) }, ends_record))
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<Field>;

    fn next(&mut self) -> Option<Vec<Field>> {
        let mut record = Vec::new();
        loop {
            let (field, ends) = self.field(record.is_empty())?;
            record.push(field);
            if ends {
                return Some(record);
            }
        }
    }
}

#[cfg(test)]
mod tests;
