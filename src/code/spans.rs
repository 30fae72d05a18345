//! Turns pieces of text with a class into HTML: escaped, neighbours of one class in one span.
//!
//! Knows nothing of languages and scopes.

use super::classes::{Class, PLAIN};

/// Writes one block of code. [`Spans::end_line`] must end each line, the last one too.
pub(super) struct Spans<'a> {
    out: &'a mut String,
    /// The class of the span that is open.
    open: Class,
    /// Where the last visible text ends: an open span is closed there, before the white space.
    visible_end: usize,
}

impl<'a> Spans<'a> {
    pub(super) fn new(out: &'a mut String) -> Self {
        let visible_end = out.len();
        Self { out, open: PLAIN, visible_end }
    }

    /// Writes `text`, a part of one line. White space between two pieces of a class joins them, elsewhere it is plain.
    pub(super) fn text(&mut self, text: &str, class: Class) {
        // Most pieces are a few signs of ASCII without white space around them.
        let is_sign = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'!'..=b'~'));
        let visible = if is_sign(text.as_bytes().first()) { text } else { text.trim_start() };
        if visible.len() < text.len() {
            self.out.push_str(&text[..text.len() - visible.len()]);
        }
        if visible.is_empty() {
            return;
        }
        if class != self.open {
            self.close();
            if class != PLAIN {
                self.out.push_str("<span class=\"");
                self.out.push(class);
                self.out.push_str("\">");
            }
            self.open = class;
        }
        escape(visible, self.out);
        let end = if is_sign(visible.as_bytes().last()) { visible } else { visible.trim_end() };
        self.visible_end = self.out.len() - (visible.len() - end.len());
    }

    /// Writes the end of a line. No span crosses it, so that a page can treat lines one by one.
    pub(super) fn end_line(&mut self, newline: &str) {
        self.close();
        self.out.push_str(newline);
    }

    fn close(&mut self) {
        if self.open != PLAIN {
            self.out.insert_str(self.visible_end, "</span>");
            self.open = PLAIN;
        }
    }
}

/// Writes `text` so that an HTML parser reads it back unchanged. Quotes need no escape outside of attributes.
fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    // A loop, as the pieces are short.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[(&str, Class)]) -> String {
        let mut out = String::new();
        let mut spans = Spans::new(&mut out);
        for (text, class) in pieces {
            spans.text(text, *class);
        }
        spans.end_line("\n");
        out
    }

    #[test]
    fn neighbours_of_one_class_share_a_span() {
        assert_eq!(written(&[("<", 'g'), (" ", PLAIN), ("b", 'g')]), "<span class=\"g\">&lt; b</span>\n");
    }

    #[test]
    fn white_space_at_an_edge_is_outside_of_the_span() {
        assert_eq!(
            written(&[("  a ", 'k'), ("\t", 's'), (" b ", PLAIN), (" c\u{a0}", 's')]),
            "  <span class=\"k\">a</span> \t b  <span class=\"s\">c</span>\u{a0}\n"
        );
    }
}
