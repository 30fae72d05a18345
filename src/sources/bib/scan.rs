//! The text of a `.bib` file → its entries, each with its fields as they are written, and where they stand.
//!
//! Reads what BibTeX reads, and goes on where BibTeX gives up: what is wrong is told, and costs as little as it can, never
//! the entries behind it. Knows braces, quotes and `@string`; no meaning of a field, and of TeX no more than that a
//! backslash takes away the meaning of what follows.

use super::places::Places;
use super::value::{self, Macros};
use crate::base::{Diagnostic, Diagnostics, Span, codes};

/// An entry as it is written.
#[derive(Debug, Clone)]
pub(super) struct RawEntry {
    /// Its type in lower case: `article`.
    pub(super) kind: String,
    /// Its key.
    pub(super) key: String,
    /// Where the key stands.
    pub(super) span: Span,
    /// Its fields, in their order.
    pub(super) fields: Vec<RawField>,
}

/// A field as it is written, abbreviations resolved.
#[derive(Debug, Clone)]
pub(super) struct RawField {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its value, TeX and all.
    pub(super) value: String,
    /// Where the value stands.
    pub(super) span: Span,
}

/// Reads all entries of a file.
pub(super) fn scan(places: &Places<'_>, diagnostics: &mut Diagnostics) -> Vec<RawEntry> {
    let text = &places.source.text;
    let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let starts = starts.filter(|at| value::begins_entry(text, *at)).collect();
    let mut scanner =
        Scanner { places, text, at: 0, starts, macros: Macros::default(), has_lost_an_end: false, diagnostics };
    let mut entries = Vec::new();
    while scanner.seek() {
        entries.extend(scanner.entry());
    }
    entries
}

/// A reader at a place of the text.
pub(super) struct Scanner<'a> {
    places: &'a Places<'a>,
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Where lines are that begin an entry: no value goes on beyond the next of them.
    starts: Vec<usize>,
    pub(super) macros: Macros,
    /// Whether a value of this entry was never closed: then nobody knows where the entry ends.
    pub(super) has_lost_an_end: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Scanner<'_> {
    /// Goes to the next `@`; false at the end of the text. What stands between entries is a comment.
    fn seek(&mut self) -> bool {
        while let Some(byte) = self.peek() {
            match byte {
                b'@' => return true,
                b'%' => self.skip_line(),
                _ => self.at += 1,
            }
        }
        false
    }

    fn entry(&mut self) -> Option<RawEntry> {
        let start = self.at;
        self.at += 1;
        self.skip_space();
        let kind = self.word().to_ascii_lowercase();
        self.skip_space();
        let open = self.peek().filter(|byte| matches!(byte, b'{' | b'('));
        let Some(open) = open.filter(|_| !kind.is_empty()) else {
            // An `@` in a comment, such as that of an address.
            self.at = self.at.max(start + 1);
            return None;
        };
        let close = if open == b'{' { b'}' } else { b')' };
        match kind.as_str() {
            "comment" | "preamble" => {
                let end = value::balanced(self.text, self.at, open, close).unwrap_or(self.at + 1);
                self.at = end;
                None
            }
            "string" => {
                self.at += 1;
                for field in self.fields(close, start) {
                    self.macros.define(&field.name, field.value);
                }
                None
            }
            _ => {
                self.at += 1;
                let (key, span) = self.key(start);
                let fields = self.fields(close, start);
                let key = key?;
                Some(RawEntry { kind, key, span, fields })
            }
        }
    }

    /// The key of an entry, and the comma behind it.
    fn key(&mut self, start: usize) -> (Option<String>, Span) {
        self.skip_space();
        let from = self.at;
        self.skip_while(|byte| !byte.is_ascii_whitespace() && !b",{}()=\"#%".contains(&byte));
        let mut end = self.at;
        self.skip_space();
        // A key of several words goes on to its comma.
        let rest = &self.text[self.at..];
        let stop = rest.find([',', '=', '{', '}', '"', '\n', '#', '%']).unwrap_or(rest.len());
        if end > from && !self.looking_at(b',') && rest[stop..].starts_with(',') {
            end = self.at + rest[..stop].trim_end().len();
            self.at += stop;
        }
        let (key, span) = (&self.text[from..end], Span::new(from, end));
        match self.peek() {
            Some(b'=') => {
                self.at = from;
                self.broken(
                    Span::new(start, from),
                    "this entry has no key",
                    "write a key behind the brace, and a comma",
                );
                return (None, span);
            }
            Some(b',') => self.at += 1,
            Some(b'}' | b')') | None => {}
            Some(_) => {
                self.broken(span, "no comma follows this key", "write a comma behind it");
            }
        }
        if key.is_empty() {
            self.broken(Span::new(start, from), "this entry has no key", "write a key behind the brace, and a comma");
            return (None, span);
        }
        (Some(key.to_owned()), span)
    }

    /// The fields of an entry that began at `start`, and its end.
    fn fields(&mut self, close: u8, start: usize) -> Vec<RawField> {
        let mut fields = Vec::new();
        self.has_lost_an_end = false;
        loop {
            self.skip_between();
            let from = self.at;
            match self.peek() {
                None => {
                    self.unclosed(start);
                    return fields;
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    return fields;
                }
                Some(b'@') if value::begins_entry(self.text, self.at) => {
                    self.unclosed(start);
                    return fields;
                }
                Some(_) => {}
            }
            let name = self.word();
            let (name, name_span) = (name.to_ascii_lowercase(), Span::new(from, self.at));
            self.skip_space();
            if !name.starts_with(char::is_alphabetic) {
                // One finding for a run of signs that are no field.
                self.skip_while(|byte| !byte.is_ascii_alphabetic() && !b",\n@".contains(&byte) && byte != close);
                if self.at == from {
                    self.skip_sign();
                }
                self.broken(Span::new(from, self.at), "this is no field", "write `name = {value},`");
                continue;
            }
            if !self.looking_at(b'=') {
                // One finding for a line of words that are no field.
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != close)
                    && !(self.looking_at(b',') && value::begins_field(&self.text[self.at..]))
                {
                    self.skip_sign();
                }
                let message = format!("no value follows the field `{name}`");
                self.broken(name_span, &message, "write `name = {value},`");
                continue;
            }
            self.at += 1;
            self.skip_space();
            let field = self.value(&name);
            fields.push(RawField { name, value: field.0, span: field.1 });
            self.skip_space();
            let rest = &self.text[self.at..];
            if !self.has_lost_an_end && !self.looking_at(b',') && value::begins_field(rest) {
                let at = self.at;
                let end = at + rest.find(['=', '\n']).unwrap_or(0);
                let end = at + self.text[at..end].trim_end().len();
                self.broken(
                    Span::new(at, end),
                    "no comma stands before this field",
                    "end the field above with a comma",
                );
            }
        }
    }

    fn unclosed(&mut self, start: usize) {
        let end = start + self.text[start..].find('\n').unwrap_or(self.text.len() - start);
        if !self.has_lost_an_end {
            self.broken(Span::new(start, end), "this entry is never closed", "end it with a brace");
        }
    }

    /// Where the next entry begins, or the text ends.
    pub(super) fn limit(&self) -> usize {
        let next = self.starts.partition_point(|start| *start <= self.at);
        self.starts.get(next).copied().unwrap_or(self.text.len())
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn looking_at(&self, sign: u8) -> bool {
        self.peek() == Some(sign)
    }

    pub(super) fn skip_while(&mut self, goes_on: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&goes_on) {
            self.at += 1;
        }
    }

    /// One sign, whole.
    fn skip_sign(&mut self) {
        self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
    }

    fn skip_line(&mut self) {
        self.skip_while(|byte| byte != b'\n');
    }

    /// Spaces and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            self.skip_while(|byte| byte.is_ascii_whitespace());
            if !self.looking_at(b'%') {
                return;
            }
            self.skip_line();
        }
    }

    /// What may stand between fields.
    fn skip_between(&mut self) {
        loop {
            self.skip_space();
            if !self.looking_at(b',') {
                return;
            }
            self.at += 1;
        }
    }

    /// The name of a type, a field or an abbreviation.
    pub(super) fn word(&mut self) -> &str {
        let from = self.at;
        self.skip_while(|byte| !byte.is_ascii_whitespace() && !b"{}()=,\"#%@\\'".contains(&byte));
        &self.text[from..self.at]
    }

    /// Tells of what cannot be read.
    pub(super) fn broken(&mut self, span: Span, message: &str, help: &str) {
        self.diagnostics.push(Diagnostic::new(&codes::BAD_BIB, self.places.of_span(span), message, help));
    }

    /// Tells of a field that cannot be read.
    pub(super) fn bad_field(&mut self, span: Span, message: &str, help: &str) {
        self.diagnostics.push(Diagnostic::new(&codes::BAD_BIB_FIELD, self.places.of_span(span), message, help));
    }
}
