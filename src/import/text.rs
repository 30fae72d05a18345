//! Texts while they are rewritten: which line of the old file each line came from, and which lines are code.

use std::ops::Range;

/// A text that remembers from which line of the old file each of its lines came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lined {
    pub(super) text: String,
    /// The line of the old file, for each line of the text.
    origins: Vec<usize>,
}

impl Lined {
    /// A text whose first line is line `first` of its file.
    pub(super) fn new(text: &str, first: usize) -> Self {
        let count = text.split_inclusive('\n').count();
        Self { text: text.to_owned(), origins: (first..first + count).collect() }
    }

    /// The lines with their ends, each with its number in the old file.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.origins.iter().copied().zip(self.text.split_inclusive('\n'))
    }

    /// Adds a line, which ends as it ends.
    pub(super) fn push(&mut self, origin: usize, line: &str) {
        for line in line.split_inclusive('\n') {
            self.text.push_str(line);
            self.origins.push(origin);
        }
    }

    /// The line of the old file at an offset.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let before = self.text[..offset].bytes().filter(|byte| *byte == b'\n').count();
        self.origins.get(before).or(self.origins.last()).copied().unwrap_or(1)
    }
}

/// Follows fences from line to line.
#[derive(Debug, Default)]
pub(super) struct Fences {
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether the last line was code, and the next one is as well.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether a line is code, or a fence of it.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start_matches([' ', '>']);
        let sign = trimmed.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let length = sign.map_or(0, |sign| trimmed.len() - trimmed.trim_start_matches(sign).len());
        match self.open {
            Some((open, least)) => {
                let ends = sign == Some(open) && length >= least && trimmed.trim_end()[length..].is_empty();
                if ends {
                    self.open = None;
                }
                true
            }
            None if length >= 3 && !(sign == Some('`') && trimmed[length..].contains('`')) => {
                self.open = sign.map(|sign| (sign, length));
                true
            }
            None => false,
        }
    }
}

/// Whether an offset of a text stands in a fenced block of code.
fn in_fence(text: &str, offset: usize) -> bool {
    let mut fences = Fences::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let code = fences.is_code(line);
        at += line.len();
        if offset < at {
            return code;
        }
    }
    fences.open.is_some()
}

/// The code spans of a line, with their signs.
pub(super) fn code_spans(line: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(open) = line[at..].find('`').map(|open| at + open) {
        let ticks = line[open..].len() - line[open..].trim_start_matches('`').len();
        let inner = open + ticks;
        at = match closing(&line[inner..], &line[open..inner]) {
            Some(end) => {
                all.push(open..inner + end + ticks);
                inner + end + ticks
            }
            None => inner,
        };
    }
    all
}

/// Rewrites the stretches of a line that are no code span.
pub(super) fn outside_code(line: &str, mut rewrite: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for span in code_spans(line) {
        out.push_str(&rewrite(&line[at..span.start]));
        out.push_str(&line[span.clone()]);
        at = span.end;
    }
    out.push_str(&rewrite(&line[at..]));
    out
}

/// Whether an offset of a text stands in code: between fences, or between signs in its line.
pub(super) fn in_code(text: &str, at: usize) -> bool {
    let begin = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    in_fence(text, at) || code_spans(&text[begin..end]).iter().any(|span| span.contains(&(at - begin)))
}

fn closing(text: &str, mark: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find('`').map(|at| at + from) {
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        if run == mark.len() {
            return Some(at);
        }
        from = at + run;
    }
    None
}

/// A fence that no line of the code closes, around the code.
pub(super) fn fenced(language: &str, code: &str, indent: &str) -> String {
    let longest = code
        .lines()
        .filter(|line| line.trim_start().starts_with("```"))
        .map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count())
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let code = code.trim_matches(['\n', '\r']);
    let mut out = format!("{fence}{language}\n");
    for line in code.lines() {
        let line = line.trim_end_matches('\r');
        // What is indented as the tag was keeps its place; what is not must not fall out of a list.
        let line =
            if line.starts_with(indent) || line.is_empty() { line.to_owned() } else { format!("{indent}{line}") };
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str(indent);
    out.push_str(&fence);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_where_they_came_from() {
        let mut lined = Lined::new("a\nb\n", 5);
        lined.push(9, "c");
        assert_eq!(lined.lines().collect::<Vec<_>>(), [(5, "a\n"), (6, "b\n"), (9, "c")]);
        assert_eq!((lined.line_at(0), lined.line_at(2), lined.line_at(4)), (5, 6, 9));
    }

    #[test]
    fn code_is_told_from_words() {
        assert!(in_fence("a\n```\nb\n```\nc\n", 7) && !in_fence("a\n```\nb\n```\nc\n", 12));
        assert_eq!(outside_code("a `a` ``a ` a`` a `a", |words| words.replace('a', "b")), "b `a` ``a ` a`` b `b");
        assert_eq!(fenced("rust", "\na\n```\n", ""), "````rust\na\n```\n````");
    }
}
