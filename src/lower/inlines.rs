//! Running text → HTML.

use super::Lowerer;
use crate::base::escape;
use crate::doc::{Element, Inline};

impl Lowerer<'_> {
    pub(super) fn inlines(&mut self, out: &mut String, inlines: &[Inline]) {
        // How much of the next words stands already.
        let mut written = 0;
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) => escape::text(out, &text.get(self.text())[std::mem::take(&mut written)..]),
                Inline::Code(text) => {
                    out.push_str("<code>");
                    escape::text(out, text.get(self.text()));
                    out.push_str("</code>");
                }
                Inline::SetApart(text) => {
                    out.push_str("<span class=\"set\">");
                    escape::text(out, text.get(self.text()));
                    out.push_str("</span>");
                }
                Inline::Emphasis(inner) => self.wrapped(out, "<em>", inner, "</em>"),
                Inline::Strong(inner) => self.wrapped(out, "<strong>", inner, "</strong>"),
                Inline::Strike(inner) => self.wrapped(out, "<del>", inner, "</del>"),
                Inline::Element(element) => self.element(out, element),
                Inline::Link(link) => self.link(out, link),
                Inline::Image(image) => self.image(out, image, None, 1),
                Inline::Note(reference) => self.note_reference(out, reference),
                Inline::Citation(citation) => {
                    if !citation.in_sentence && self.in_text.is_none() {
                        written = self.before_mark(out, inlines.get(at + 1));
                    }
                    self.citation(out, citation);
                }
                Inline::SoftBreak => out.push('\n'),
                Inline::HardBreak => out.push_str("<br>\n"),
                Inline::Math(tex) => self.math(out, tex, false),
                Inline::RawHtml(span) => out.push_str(self.source.slice(*span)),
            }
        }
    }

    /// A mark stands right behind its word, and in some languages behind the stop that follows. Gives how much of the next
    /// words that stop is.
    fn before_mark(&self, out: &mut String, next: Option<&Inline>) -> usize {
        out.truncate(out.trim_end_matches([' ', '\n']).len());
        let Some(Inline::Text(text)) = next.filter(|_| self.language_of_page().marks_follow_stops) else { return 0 };
        let words = text.get(self.text());
        let signs = ['.', ',', ';', ':', '!', '?'];
        let rest = words.trim_start_matches(signs);
        // A stop is followed by a space, and does not stand behind another one.
        let is_stop = rest.is_empty() || rest.starts_with(char::is_whitespace);
        let stop = if is_stop && !out.ends_with(signs) { words.len() - rest.len() } else { 0 };
        escape::text(out, &words[..stop]);
        stop
    }

    fn element(&mut self, out: &mut String, element: &Element) {
        out.push('<');
        out.push_str(element.name);
        for (name, value) in &element.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape::attribute(out, value);
            out.push('"');
        }
        out.push('>');
        if matches!(element.name, "br" | "hr") {
            return;
        }
        self.inlines(out, &element.content);
        out.push_str("</");
        out.push_str(element.name);
        out.push('>');
    }
}
