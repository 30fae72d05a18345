//! The value of a field: pieces in braces, in quotes, numbers and abbreviations, joined by `#`.
//!
//! A piece that is never closed ends where the next field, the next entry or the text begins again.

use super::scan::Scanner;
use crate::base::Span;
use rustc_hash::FxHashMap;

/// A value longer than this is cut: abbreviations of abbreviations can grow without end.
const LONGEST: usize = 1 << 18;

/// What `@string` defines, by name in lower case.
#[derive(Debug, Default)]
pub(super) struct Macros(FxHashMap<String, String>);

/// The months, which are defined in every file; styles read them by their English names.
const MONTHS: [(&str, &str); 12] = [
    ("jan", "January"),
    ("feb", "February"),
    ("mar", "March"),
    ("apr", "April"),
    ("may", "May"),
    ("jun", "June"),
    ("jul", "July"),
    ("aug", "August"),
    ("sep", "September"),
    ("oct", "October"),
    ("nov", "November"),
    ("dec", "December"),
];

impl Macros {
    pub(super) fn define(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    fn get(&self, name: &str) -> Option<&str> {
        let month = || MONTHS.iter().find(|(short, _)| *short == name).map(|(_, long)| *long);
        self.0.get(name).map(String::as_str).or_else(month)
    }
}

impl Scanner<'_> {
    /// The value of a field, and where it stands.
    pub(super) fn value(&mut self, name: &str) -> (String, Span) {
        let mut out = String::new();
        let start = self.at;
        let mut end = start;
        loop {
            match self.peek() {
                Some(open @ (b'{' | b'"')) => self.piece(open, &mut out),
                Some(_) => {
                    let from = self.at;
                    let word = self.word().to_owned();
                    let span = Span::new(from, self.at);
                    if word.is_empty() {
                        let message = format!("the field `{name}` has no value");
                        self.bad_field(span, &message, "write it in braces");
                        return (out, Span::new(start, end.max(from)));
                    }
                    if word.bytes().all(|byte| byte.is_ascii_digit()) {
                        out.push_str(&word);
                    } else if let Some(known) = self.macros.get(&word.to_ascii_lowercase()) {
                        out.push_str(known);
                    } else {
                        let message = format!("`{word}` is no abbreviation that `@string` defines above");
                        self.bad_field(span, &message, "write it in braces if it is the value itself");
                        out.push_str(&word);
                    }
                }
                None => {
                    let message = format!("the field `{name}` has no value");
                    self.bad_field(Span::new(start, start), &message, "write it in braces");
                    return (out, Span::new(start, start));
                }
            }
            end = self.at;
            if out.len() > LONGEST {
                let cut = out.floor_char_boundary(LONGEST);
                out.truncate(cut);
                self.bad_field(Span::new(start, end), "this value is longer than 256 KiB", "shorten it");
            }
            self.skip_space();
            if !self.looking_at(b'#') {
                break;
            }
            self.at += 1;
            self.skip_space();
        }
        self.at = end;
        (out, Span::new(start, end))
    }

    /// One piece in braces or quotes.
    fn piece(&mut self, open: u8, out: &mut String) {
        let from = self.at;
        // An entry is never swallowed by a value above it that has lost its end.
        let text = &self.text[..self.limit()];
        let end = if open == b'{' { balanced(text, from, b'{', b'}') } else { quoted(text, from) };
        // Where the brace of the entry has closed a value, fields are in it and the entry has no end.
        let ends_entry = |end: &usize| {
            let rest = text[*end..].trim_start();
            let goes_on = rest.starts_with([',', '}', ')', '#', '%']) || begins_field(rest);
            !goes_on && lines(&text[from..*end]).any(|at| begins_field(&text[from + at..]))
        };
        if let Some(end) = end.filter(|end| !ends_entry(end)) {
            out.push_str(&text[from + 1..end - 1]);
            self.at = end;
            return;
        }
        let rest = &text[from..];
        let stops = |at: &usize| begins_field(&rest[*at..]) || rest[*at..].trim_start().starts_with(['}', ')']);
        let stop = from + lines(rest).find(stops).unwrap_or(rest.len());
        let written = text[from + 1..stop].trim_end();
        let first = written.find('\n').unwrap_or(written.len());
        let sign = if open == b'{' { "brace" } else { "quote" };
        let span = Span::new(from, from + 1 + first);
        self.broken(span, &format!("this {sign} is never closed"), "close it at the end of the value");
        self.has_lost_an_end = true;
        out.push_str(written.trim_end_matches(','));
        self.at = stop;
    }
}

/// The offsets at which the second line of a text and all later ones begin.
fn lines(text: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)
}

/// Whether an entry or an abbreviation begins here: `@`, a word, a brace, a key, and a comma or `=`.
pub(super) fn begins_entry(text: &str, at: usize) -> bool {
    let begins = || {
        let rest = text[at..].trim_start_matches([' ', '\t']).strip_prefix('@')?;
        let word = rest.find(|c: char| !c.is_ascii_alphabetic()).filter(|word| *word > 0)?;
        let rest = rest[word..].trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix(['{', '('])?.trim_start_matches([' ', '\t']);
        let key = rest.find(|c: char| c.is_whitespace() || "{}()=\"#,".contains(c))?;
        (key > 0 && rest[key..].trim_start_matches([' ', '\t']).starts_with([',', '='])).then_some(())
    };
    begins().is_some()
}

/// Whether a field begins here: a word, `=`, and what begins a value.
pub(super) fn begins_field(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', ',']);
    let word = text.find(|c: char| !c.is_ascii_alphanumeric() && !"_-+".contains(c)).unwrap_or(text.len());
    let rest = text[word..].trim_start_matches([' ', '\t']);
    let Some(value) = rest.strip_prefix('=').map(|value| value.trim_start_matches([' ', '\t'])) else { return false };
    word > 0
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.starts_with(|c: char| c == '{' || c == '"' || c.is_ascii_alphanumeric())
}

/// Where a group ends that begins at `from`: behind its last sign. A backslash takes the meaning of a brace away, as
/// biber has it; where the group then has no end, every brace counts, as BibTeX has it.
pub(super) fn balanced(text: &str, from: usize, open: u8, close: u8) -> Option<usize> {
    let count = |escapes: bool| {
        let bytes = text.as_bytes();
        let (mut depth, mut at) = (0usize, from);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' if escapes => at += 1,
                byte if *byte == open => depth += 1,
                byte if *byte == close => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    };
    count(true).or_else(|| count(false))
}

/// Where a text in quotes ends that begins at `from`. A quote inside of braces does not end it, nor one behind a
/// backslash where more of the value follows (`\"o`, the umlaut).
fn quoted(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, from + 1);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            b'"' if depth == 0 => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}
