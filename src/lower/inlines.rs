//! Running text → HTML.

use super::Lowerer;
use crate::base::escape;
use crate::doc::{Element, Inline};

impl Lowerer<'_> {
    pub(super) fn inlines(&mut self, out: &mut String, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => escape::text(out, text.get(self.text())),
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
                Inline::Image(image) => self.image(out, image, None),
                Inline::Note(reference) => self.note_reference(out, reference),
                Inline::SoftBreak => out.push('\n'),
                Inline::HardBreak => out.push_str("<br>\n"),
                Inline::Math(tex) => self.math(out, tex, false),
                Inline::RawHtml(span) => out.push_str(self.source.slice(*span)),
            }
        }
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
