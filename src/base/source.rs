//! The text of one file and the places in it.

use super::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The text of one file that an author wrote.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path inside its root (`briefs/a.md` inside `content/`), with `/` between the parts on every system.
    pub path: Arc<str>,
    /// The path as it is shown to a person, relative to where they stand (`content/briefs/a.md`).
    pub shown: Arc<str>,
    /// The text, without a byte order mark.
    pub text: String,
}

impl Source {
    /// A source whose shown path is its path.
    pub fn new(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.into(), shown: path.into(), text: text.into() }
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Where a span is, for a diagnostic: resolved at once, so that a diagnostic outlives the text.
    pub fn place(&self, span: Span) -> Place {
        Place::in_text(&self.shown, &self.text, span)
    }

    /// The place of the whole file: its first line.
    pub fn top(&self) -> Place {
        self.place(Span::default())
    }
}

/// A place in a file: line and column from 1, columns counted in characters, and the line itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, as it is shown.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// How many characters are marked, on this line.
    pub width: u32,
    /// The text of the line, without its end. Long lines are cut around the mark.
    pub text: Box<str>,
    /// The first character of the line that `text` shows, from 0.
    pub skipped: u32,
}

/// A line is kept whole up to this many characters; whoever prints it cuts it to the width of the terminal. A thousand
/// findings in one line of a megabyte must not be a thousand megabytes.
const SHOWN: usize = 4_000;

impl Place {
    /// The place of a span in a text.
    pub fn in_text(file: &Arc<str>, text: &str, span: Span) -> Self {
        let at = floor_boundary(text, span.start as usize);
        let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
        let column = text[start..at].chars().count();
        let stop = floor_boundary(text, (span.end as usize).clamp(at, end));
        let width = text[at..stop].trim_end_matches('\r').chars().count();
        let skipped = if column + width.min(SHOWN / 2) > SHOWN { column.saturating_sub(SHOWN / 3) } else { 0 };
        // Back from the mark, and not on from the beginning of a line that may have megabytes.
        let back = (column - skipped).checked_sub(1).and_then(|back| text[start..at].char_indices().rev().nth(back));
        let from = if skipped == 0 { start } else { back.map_or(at, |(back, _)| start + back) };
        let shown: String = text[from..end].trim_end_matches('\r').chars().take(SHOWN).collect();
        Self {
            file: Arc::clone(file),
            line: memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() as u32 + 1,
            column: column as u32 + 1,
            width: width as u32,
            text: shown.into(),
            skipped: skipped as u32,
        }
    }

    /// A file as a whole, where there is no text to show.
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), line: 1, column: 1, width: 0, text: "".into(), skipped: 0 }
    }
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_lines() {
        let source = Source::new("a.md", "one\r\nzwei für\nthree");
        let at = source.text.find("für").expect("it is there");
        let place = source.place(Span::new(at, at + 4));
        assert_eq!((place.line, place.column, place.width), (2, 6, 3));
        assert_eq!(&*place.text, "zwei für");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}X{}", "a".repeat(30_000), "b".repeat(1000));
        let place = Source::new("a.md", text).place(Span::new(30_000, 30_001));
        assert_eq!(place.column, 30_001);
        assert_eq!(place.text.chars().nth((place.column - 1 - place.skipped) as usize), Some('X'));
    }
}
