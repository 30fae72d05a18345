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

    /// Tells the line of the old file at an offset; the text is looked through once, however often it is asked.
    pub(super) fn finder(&self) -> impl Fn(usize) -> usize + '_ {
        let ends: Vec<usize> = self.text.match_indices('\n').map(|(at, _)| at).collect();
        move |offset| {
            let before = ends.partition_point(|end| *end < offset);
            self.origins.get(before).or(self.origins.last()).copied().unwrap_or(1)
        }
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

/// Follows blocks of code from line to line: those between fences, and those that are indented.
#[derive(Debug)]
pub(super) struct Blocks {
    fences: Fences,
    after_blank: bool,
    indented: bool,
    in_list: bool,
}

impl Default for Blocks {
    fn default() -> Self {
        Self { fences: Fences::default(), after_blank: true, indented: false, in_list: false }
    }
}

impl Blocks {
    /// Whether a line is code, or a fence of it.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        (!self.fences.is_open() && self.is_indented(line)) || self.fences.is_code(line)
    }

    fn is_indented(&mut self, line: &str) -> bool {
        if line.trim().is_empty() {
            self.after_blank = true;
            return self.indented;
        }
        let deep = line.starts_with("    ") || line.starts_with('\t');
        // What is indented below an item or a note goes on with it.
        self.indented = deep && (self.indented || (self.after_blank && !self.in_list));
        if !deep {
            self.in_list = is_item(line)
                || line.starts_with("[^")
                || line.starts_with(": ")
                || (self.in_list && (line.starts_with(' ') || !self.after_blank));
        }
        self.after_blank = false;
        self.indented
    }
}

/// Whether a line begins an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let mark =
        if number.len() < line.len() { number.strip_prefix(['.', ')']) } else { line.strip_prefix(['*', '-', '+']) };
    mark.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// The code of a text: fenced blocks, and spans in lines.
#[derive(Debug)]
pub(super) struct Code {
    /// In order, none in another.
    ranges: Vec<Range<usize>>,
}

impl Code {
    /// Looks through a text.
    pub(super) fn of(text: &str) -> Self {
        let (mut fences, mut ranges, mut at) = (Fences::default(), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            if fences.is_code(line) {
                ranges.push(at..at + line.len());
            } else {
                ranges.extend(code_spans(line).into_iter().map(|span| at + span.start..at + span.end));
            }
            at += line.len();
        }
        Self { ranges }
    }

    /// Whether an offset stands in code.
    pub(super) fn holds(&self, at: usize) -> bool {
        let next = self.ranges.partition_point(|range| range.end <= at);
        self.ranges.get(next).is_some_and(|range| range.start <= at)
    }
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
        let line = lined.finder();
        assert_eq!([0, 1, 2, 4].map(line), [5, 5, 6, 9]);
    }

    #[test]
    fn code_is_told_from_words() {
        let code = Code::of("a\n```\nb\n```\nc `d`\n");
        assert_eq!([0, 2, 7, 12, 14, 16, 18].map(|at| code.holds(at)), [false, true, true, false, true, true, false]);
        assert_eq!(outside_code("a `a` ``a ` a`` a `a", |words| words.replace('a', "b")), "b `a` ``a ` a`` b `b");
        assert_eq!(fenced("rust", "\na\n```\n", ""), "````rust\na\n```\n````");
    }

    #[test]
    fn indented_code_is_told_from_lists() {
        let text = "a\n    b\n\n    code\n\n    code\nc\n- d\n\n    e\n\nf\n\n\tcode\n```\ncode\n```\n";
        let mut blocks = Blocks::default();
        let code: Vec<&str> = text.lines().filter(|line| blocks.is_code(line) && !line.is_empty()).collect();
        assert_eq!(code, ["    code", "    code", "\tcode", "```", "code", "```"]);
    }
}
