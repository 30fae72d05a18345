//! The lines of a block of YAML → the same with two spaces a step, one behind a colon, none at the ends.
//!
//! A text below `|`, and what goes on over several lines, moves as a whole. A comment stands as far in as the key below it.

use super::flow::{self, Brackets};
use super::line::{self, Line, Open};

/// How far in one thing stands inside of another.
const STEP: usize = 2;

/// A group or a list that is open: the column of its keys or hyphens, before and now.
#[derive(Debug, Clone, Copy)]
struct Level {
    is_list: bool,
    old: usize,
    new: usize,
}

/// What the lines below the last one are.
#[derive(Debug, Clone, Copy)]
enum Below {
    Lines,
    Text,
    Words,
    Closing(Brackets),
}

struct Layout<'t> {
    out: String,
    levels: Vec<Level>,
    /// Comments and blank lines whose place depends on the line below them.
    waiting: Vec<&'t str>,
    below: Below,
    /// The column of the entry that the lines below may belong to, before and now.
    entry: (usize, usize),
}

/// Lays a block out; none where it is written in a way that this does not know.
pub(super) fn lay_out(text: &str) -> Option<String> {
    let mut layout = Layout {
        out: String::with_capacity(text.len() + 16),
        levels: Vec::new(),
        waiting: Vec::new(),
        below: Below::Lines,
        entry: (0, 0),
    };
    for line in text.split_inclusive('\n') {
        layout.line(line.strip_suffix('\n').unwrap_or(line))?;
    }
    layout.settle(None);
    Some(layout.out)
}

impl<'t> Layout<'t> {
    fn line(&mut self, line: &'t str) -> Option<()> {
        if self.goes_on(line) {
            return Some(());
        }
        self.below = Below::Lines;
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            self.waiting.push(line);
            return Some(());
        }
        if line.starts_with(['%', '\t']) || line.trim_start_matches(' ').starts_with('\t') {
            return None;
        }
        // The marks of a document.
        if matches!(line.trim_end(), "---" | "...") {
            self.settle(Some(0));
            self.levels.clear();
            self.push(0, line.trim_end());
            return Some(());
        }
        self.structure(&line::read(line)?);
        Some(())
    }

    /// Takes a line that belongs to the entry above it.
    fn goes_on(&mut self, line: &'t str) -> bool {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        let (old, new) = self.entry;
        match &mut self.below {
            Below::Lines => false,
            Below::Text => {
                if !content.trim().is_empty() && column <= old {
                    return false;
                }
                // Spaces are part of the text, at its ends and where nothing else is.
                let moved = if column == 0 { 0 } else { (column + new).saturating_sub(old) };
                self.out.extend(std::iter::repeat_n(' ', moved));
                self.push(0, content);
                true
            }
            Below::Words => {
                let is_inside = column > old && !content.starts_with('#');
                if content.trim().is_empty() || !is_inside {
                    // A blank line may be inside of words or behind them; that shows below.
                    return false;
                }
                self.push(new + STEP, content.trim_end());
                true
            }
            Below::Closing(brackets) => {
                brackets.read(line);
                let closed = brackets.is_closed();
                let moved = if content.trim().is_empty() { 0 } else { (column + new).saturating_sub(old) };
                self.push(moved, content);
                if closed {
                    self.below = Below::Lines;
                }
                true
            }
        }
    }

    /// Takes a line with hyphens, a key or a value of its own.
    fn structure(&mut self, line: &Line<'t>) {
        let first = line.hyphens.first().copied().unwrap_or(line.column);
        let waiting = self.waiting_columns();
        self.leave(first, !line.hyphens.is_empty());
        let mut out = String::new();
        let mut indent = None;
        for hyphen in &line.hyphens {
            let new = self.enter(true, *hyphen);
            indent.get_or_insert(new);
            out.push_str("- ");
            self.entry = (*hyphen, new);
        }
        if let Some(key) = line.key {
            let new = self.enter(false, line.column);
            indent.get_or_insert(new);
            self.entry = (line.column, new);
            out.push_str(key);
            out.push(':');
        }
        if !line.value.is_empty() {
            if line.key.is_some() {
                out.push(' ');
            }
            match line.open {
                Open::Nothing if line.value.starts_with(['[', '{']) => out.push_str(&flow::spaced(line.value)),
                _ => out.push_str(line.value),
            }
        }
        let behind_hyphen = out.ends_with("- ") && line.comment.starts_with('#');
        out.truncate(if behind_hyphen { out.len() } else { out.trim_end().len() });
        out.push_str(line.comment.trim_end());
        let indent = indent.unwrap_or_else(|| self.levels.last().map_or(0, |level| level.new + STEP));
        self.place_waiting(&waiting, first, indent);
        self.push(indent, &out);
        self.below = match line.open {
            Open::Nothing => Below::Lines,
            Open::Text => Below::Text,
            Open::Words => Below::Words,
            Open::Closing => {
                let mut brackets = Brackets::new();
                brackets.read(line.value);
                Below::Closing(brackets)
            }
        };
    }

    /// Leaves what does not hold a line at this column.
    fn leave(&mut self, column: usize, is_item: bool) {
        while let Some(level) = self.levels.last() {
            let ends = level.old > column || (level.old == column && level.is_list && !is_item);
            if !ends {
                break;
            }
            self.levels.pop();
        }
    }

    /// The new column of keys or hyphens at an old one.
    fn enter(&mut self, is_list: bool, old: usize) -> usize {
        if let Some(level) = self.levels.last().filter(|level| level.old == old && level.is_list == is_list) {
            return level.new;
        }
        let new = self.levels.last().map_or(0, |level| level.new + STEP);
        self.levels.push(Level { is_list, old, new });
        new
    }

    /// Where what waits would stand if it belonged to what is open now.
    fn waiting_columns(&self) -> Vec<Option<usize>> {
        let of = |line: &&str| {
            let column = line.len() - line.trim_start_matches(' ').len();
            self.levels.iter().find(|level| level.old == column).map(|level| level.new)
        };
        self.waiting.iter().map(of).collect()
    }

    /// Writes what waits above a line that stood at `old` and stands at `new`.
    fn place_waiting(&mut self, columns: &[Option<usize>], old: usize, new: usize) {
        let waiting = std::mem::take(&mut self.waiting);
        for (line, own) in waiting.into_iter().zip(columns) {
            let content = line.trim();
            if content.is_empty() {
                // One blank line divides as well as three.
                if !self.out.is_empty() && !self.out.ends_with("\n\n") {
                    self.out.push('\n');
                }
                continue;
            }
            let column = line.len() - line.trim_start_matches(' ').len();
            self.push(if column == old { new } else { own.unwrap_or(new) }, content);
        }
    }

    /// Writes what waits at the end of the block, or above a mark of a document.
    fn settle(&mut self, at: Option<usize>) {
        let columns = self.waiting_columns();
        let last = self.levels.last().map_or(0, |level| level.new);
        self.place_waiting(&columns, usize::MAX, at.unwrap_or(last));
        if at.is_none() {
            // What is blank at the end belongs to nothing; texts below `|` that keep it are compared by whoever asked.
            let end = self.out.trim_end_matches('\n').len();
            self.out.truncate(end);
            if !self.out.is_empty() {
                self.out.push('\n');
            }
        }
    }

    fn push(&mut self, indent: usize, content: &str) {
        if !content.is_empty() {
            self.out.extend(std::iter::repeat_n(' ', indent));
        }
        self.out.push_str(content);
        self.out.push('\n');
    }
}
