//! How deep the brackets of a block of YAML are nested, found out in one pass: the reader behind it takes time that grows
//! with the square of the depth, and then refuses what is deep.
//!
//! Knows just as much of YAML as is needed to tell a bracket from a letter: quotes, comments, words, and texts below `|`.

use memchr::memchr2_iter;

/// Brackets may be nested as deep as this, and no deeper: more than any settings need.
pub(super) const DEEPEST: usize = 100;

/// Where the first bracket stands that is nested too deep.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    // Nearly no block has that many brackets.
    memchr2_iter(b'[', b'{', text.as_bytes()).nth(DEEPEST)?;
    Lexer { text: text.as_bytes(), at: 0, depth: 0, indent: 0 }.run()
}

struct Lexer<'t> {
    text: &'t [u8],
    at: usize,
    depth: usize,
    /// The column of the entry that is being read: what it says goes on on lines that are further in.
    indent: usize,
}

impl Lexer<'_> {
    fn run(mut self) -> Option<usize> {
        let mut may_indent = true;
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\n' => {
                    may_indent = true;
                    self.at += 1;
                }
                b' ' | b'\t' | b'\r' | b',' => self.at += 1,
                b'#' => self.skip_line(),
                b'-' | b'?' | b':' if self.is_blank(self.at + 1) => self.at += 1,
                _ => {
                    if may_indent && self.depth == 0 {
                        self.indent = self.column();
                    }
                    may_indent = false;
                    match byte {
                        b'[' | b'{' => {
                            self.depth += 1;
                            if self.depth > DEEPEST {
                                return Some(self.at);
                            }
                            self.at += 1;
                        }
                        b']' | b'}' if self.depth > 0 => {
                            self.depth -= 1;
                            self.at += 1;
                        }
                        b'"' | b'\'' => self.skip_quoted(byte),
                        b'|' | b'>' if self.depth == 0 => self.skip_text(),
                        b'&' | b'*' | b'!' => self.skip_name(),
                        _ => self.skip_words(),
                    }
                }
            }
        }
        None
    }

    fn column(&self) -> usize {
        let line = self.text[..self.at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        self.at - line
    }

    /// Whether a line, or the whole text, ends here, or there is space.
    fn is_blank(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
    }

    fn is_bracket(&self, at: usize) -> bool {
        self.depth > 0 && self.text.get(at).is_some_and(|byte| matches!(byte, b',' | b'[' | b']' | b'{' | b'}'))
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }

    fn skip_quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(&byte) = self.text.get(self.at) {
            self.at += if byte == b'\\' && quote == b'"' { 2 } else { 1 };
            if byte == quote {
                break;
            }
        }
    }

    /// An anchor, an alias or a tag.
    fn skip_name(&mut self) {
        self.at += 1;
        while !self.is_blank(self.at) && !self.is_bracket(self.at) {
            self.at += 1;
        }
    }

    /// The lines below `|` or `>` that are further in than the entry.
    fn skip_text(&mut self) {
        self.skip_line();
        let mut inner = None;
        while self.at < self.text.len() {
            let line = &self.text[self.at + 1..];
            let end = line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len());
            let column = line[..end].iter().take_while(|byte| **byte == b' ').count();
            let is_empty = line[column..end].iter().all(|byte| *byte == b'\r');
            if !is_empty && column < *inner.get_or_insert((self.indent + 1).max(column)) {
                break;
            }
            self.at += 1 + end;
        }
    }

    /// Words without quotes, over several lines if they go on further in.
    fn skip_words(&mut self) {
        while let Some(&byte) = self.text.get(self.at) {
            let ends = match byte {
                b':' => self.is_blank(self.at + 1) || self.is_bracket(self.at + 1),
                b'#' => self.is_blank(self.at.wrapping_sub(1)),
                b'\n' => {
                    let line = &self.text[self.at + 1..];
                    let column = line.iter().take_while(|byte| **byte == b' ').count();
                    let is_empty = line.get(column).is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
                    self.depth == 0 && !is_empty && column <= self.indent
                }
                _ => self.is_bracket(self.at),
            };
            if ends {
                break;
            }
            self.at += 1;
        }
        // A colon that ends words is no word.
        if self.text.get(self.at) == Some(&b':') {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_count() {
        let open = "[".repeat(DEEPEST + 1);
        let deep = [
            format!("a: {open}"),
            format!("a: 'it''s'\nb: {open}"),
            format!("a: {{b: [{}", "{c: ".repeat(DEEPEST)),
            format!("a: [\"]\", {}", "[ \"]\", '}', ".repeat(DEEPEST)),
            format!("a: |\n  [\nb: {open}"),
            format!("- - a: |\n  - {open}"),
            format!("a: it's\nb: {open}"),
            format!("a: [b 'c, {open}"),
            format!("a: [b\n 'c, {open}"),
            format!("a: b # |\n  {open}").replace("b # |\n  ", "# |\n  "),
        ];
        for text in &deep {
            assert!(too_deep(text).is_some(), "{text}");
        }
        let flat = [
            format!("a: \"{open}\""),
            format!("a: '{open}'"),
            format!("a: |\n  {open}\n\n  {open}\nb: 1"),
            format!("a: b {open}"),
            format!("a: b\n  {open}\nc: 1"),
            format!("# {open}\na: 1"),
            format!("a: |\n{}", "  [0,10),1\n".repeat(300)),
            format!("a: {}", "[1, {b: 2}], ".repeat(300)),
            format!("rows:\n{}", "  - {name: Côte d'Ivoire, v: [1]}\n".repeat(300)),
        ];
        for text in &flat {
            assert_eq!(too_deep(text), None, "{text}");
        }
    }
}
