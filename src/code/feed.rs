//! Turns a line of code into the line a grammar is given.
//!
//! Mostly the line itself, ended the way grammars expect. Where JavaScript may be involved, block comments are closed
//! at each line's end and opened again on the next: its grammar loops for ever on an expression followed by nothing
//! but block comments up to the end of the line (`x = 1 /* one */`), as two of its contexts then replace each other
//! without moving on, and syntect does not notice. What is added is never shown.

/// What opens a block comment again.
const OPEN: &str = "/*";

/// The line given to the grammar.
#[derive(Default)]
pub(super) struct Feed {
    /// True if comments need care.
    guarded: bool,
    /// True if the lines so far end in a block comment that goes on.
    in_comment: bool,
    line: String,
    /// How many bytes were put before the code.
    pub(super) before: usize,
    /// Where a block comment seems to start that the line does not end: true only if the grammar says so too.
    pub(super) opens: Option<usize>,
}

impl Feed {
    pub(super) fn new(guarded: bool) -> Self {
        Self { guarded, ..Self::default() }
    }

    /// The line for `code`, a line without its end.
    pub(super) fn line(&mut self, code: &str) -> &str {
        self.line.clear();
        self.before = 0;
        if self.in_comment {
            self.line.push_str(OPEN);
            self.before = OPEN.len();
        }
        self.line.push_str(code);
        if self.guarded
            && let Some(last) = self.line.rfind(OPEN)
        {
            // With this end, no part of the line up to its end is block comments only.
            let closed = self.line[last + OPEN.len()..].contains("*/");
            self.line.push_str(if closed { " //" } else { " */ //" });
        }
        self.line.push('\n');
        self.opens = self.guarded.then(|| unclosed(code, self.in_comment)).flatten();
        &self.line
    }

    /// Takes note of where `code` ends: `opened` tells whether there is a comment where [`Feed::opens`] said.
    pub(super) fn end_line(&mut self, code: &str, opened: bool) {
        self.in_comment = opened || (self.in_comment && !code.contains("*/"));
        // Neither is true of a next line that is not given to the grammar.
        self.before = 0;
        self.opens = None;
    }
}

/// Where the first block comment starts that `code` does not close.
fn unclosed(code: &str, in_comment: bool) -> Option<usize> {
    let mut from = if in_comment { code.find("*/")? + 2 } else { 0 };
    loop {
        let start = from + code[from..].find(OPEN)?;
        match code[start + 2..].find("*/") {
            Some(end) => from = start + 2 + end + 2,
            None => return Some(start),
        }
    }
}
