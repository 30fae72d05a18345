//! Figures: pictures, caption, and the sources that the caption names.

use super::Lowerer;
use super::stats::Stretch;
use crate::base::escape;
use crate::doc::{Caption, Figure, Image, Inline, plain_text};
use crate::site::Resolved;

impl Lowerer<'_> {
    pub(super) fn figure(&mut self, out: &mut String, figure: &Figure) {
        self.unsourced_figure(figure);
        out.push_str("<figure class=\"figure\"><div class=\"images\">");
        for image in &figure.images {
            let alt = self.alt(image, figure.caption.as_ref());
            let href = image.link.as_ref().and_then(|link| self.href(link.get(self.text()), image.span));
            if let Some(href) = &href {
                out.push_str("<a href=\"");
                escape::attribute(out, href);
                out.push_str("\">");
            }
            self.image(out, image, Some(&alt), figure.images.len());
            if href.is_some() {
                out.push_str("</a>");
            }
        }
        out.push_str("</div>");
        if let Some(caption) = &figure.caption {
            out.push_str("\n<figcaption>");
            self.caption(out, caption);
            out.push_str("</figcaption>");
        }
        out.push_str("</figure>\n");
    }

    /// What a picture shows. `image01`, as existing posts write, says nothing: there the title of the caption serves.
    fn alt(&self, image: &Image, caption: Option<&Caption>) -> String {
        let word = image.alt.trim().to_ascii_lowercase();
        let rest =
            ["image", "img", "figure", "fig", "picture", "photo"].iter().find_map(|word_of| word.strip_prefix(word_of));
        let says_nothing = word.is_empty()
            || rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'_' || b == b' '));
        if !says_nothing {
            return image.alt.clone();
        }
        let words = |inlines: &[Inline]| plain_text(self.text(), inlines).trim().to_owned();
        let title = caption.map(|caption| words(&caption.title)).filter(|title| !title.is_empty());
        title.or_else(|| caption.map(|caption| words(&caption.text))).unwrap_or_default()
    }

    fn caption(&mut self, out: &mut String, caption: &Caption) {
        self.trace(&[&caption.title, &caption.text], Stretch::Caption);
        if !caption.title.is_empty() {
            self.wrapped(out, "<strong class=\"caption-title\">", &caption.title, "</strong> ");
        }
        let named = if caption.title.is_empty() { before_links(&caption.text) } else { &caption.title };
        let words = plain_text(self.text(), named);
        let title = words.trim().trim_end_matches(':').trim_end_matches("Source").trim_end();
        self.caption_text(out, &caption.text, title);
    }

    /// Running text in which each link to another site is also a source note of the figure.
    fn caption_text(&mut self, out: &mut String, inlines: &[Inline], figure: &str) {
        let mut at = 0;
        while let Some(inline) = inlines.get(at) {
            // What is no link is written in one go: marks look at the words behind them.
            let plain = inlines[at..].iter().take_while(|inline| !may_hold_links(inline)).count();
            if plain > 0 {
                self.inlines(out, &inlines[at..at + plain]);
                at += plain;
                continue;
            }
            at += 1;
            match inline {
                Inline::Link(link)
                    if matches!(
                        self.world.atlas.resolve(&self.entry.facts.path, link.address.get(self.text())),
                        Resolved::External
                    ) =>
                {
                    self.link(out, link);
                    let words = plain_text(self.text(), &link.content);
                    self.caption_note(out, link.address.get(self.text()), words.trim(), figure);
                }
                Inline::Emphasis(inner) => {
                    out.push_str("<em>");
                    self.caption_text(out, inner, figure);
                    out.push_str("</em>");
                }
                Inline::Strong(inner) => {
                    out.push_str("<strong>");
                    self.caption_text(out, inner, figure);
                    out.push_str("</strong>");
                }
                other => self.inlines(out, std::slice::from_ref(other)),
            }
        }
    }
}

fn may_hold_links(inline: &Inline) -> bool {
    matches!(inline, Inline::Link(_) | Inline::Emphasis(_) | Inline::Strong(_))
}

/// The words of a caption up to its first link: what follows is about the source.
fn before_links(inlines: &[Inline]) -> &[Inline] {
    let end = inlines.iter().position(|inline| matches!(inline, Inline::Link(_))).unwrap_or(inlines.len());
    &inlines[..end]
}
