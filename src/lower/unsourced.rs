//! What a brief shows or quotes without saying where it comes from.

use super::Lowerer;
use super::stats::has_marks;
use crate::base::{Span, codes};
use crate::doc::{Block, BlockKind, Figure, Inline, Quote, plain_text};
use crate::site::Kind;
use memchr::{memchr, memchr3};

/// Fewer words than these in quotation marks are a term or a title, no quotation.
const QUOTED: usize = 6;

impl Lowerer<'_> {
    /// Tells of a figure whose caption names no source.
    pub(super) fn unsourced_figure(&mut self, figure: &Figure) {
        let caption = figure.caption.as_ref();
        let names = caption.is_some_and(|caption| names_source(&caption.title) || names_source(&caption.text));
        let is_linked = figure.images.iter().any(|image| image.link.is_some());
        let Some(first) = figure.images.first().filter(|_| !names && !is_linked && self.is_brief()) else { return };
        let help = "name it in the caption, as in `Source: [name](https://…)` or `[@key]`";
        self.find(&codes::FIGURE_WITHOUT_SOURCE, first.span, "nothing says where this figure comes from", help);
    }

    /// Tells of a paragraph that quotes and names nobody by a note or a link.
    pub(super) fn unsourced_paragraph(&mut self, inlines: &[Inline], span: Span) {
        // Nearly every paragraph has no sign of a quotation, which its bytes tell.
        let bytes = self.source.slice(span).as_bytes();
        let has_quotes = memchr3(b'"', 0xe2, 0xe3, bytes).is_some() || memchr(0xc2, bytes).is_some();
        if has_quotes && self.is_brief() && !names_source(inlines) && quotes(&plain_text(self.text(), inlines)) {
            self.unsourced_quotation(span);
        }
    }

    /// The same for a quotation that is set apart.
    pub(super) fn unsourced_quote(&mut self, quote: &Quote, span: Span) {
        let is_named = quote.attribution.is_some() || quote.blocks.iter().any(block_names_source);
        if !is_named && self.is_brief() {
            self.unsourced_quotation(span);
        }
    }

    fn unsourced_quotation(&mut self, span: Span) {
        let start = span.start as usize;
        let line = self.source.slice(span).lines().next().map_or(0, str::len);
        let help = "cite who says it: `[@key, p. 4]`, `[^note]` or a link";
        self.find(
            &codes::QUOTATION_WITHOUT_NOTE,
            Span::new(start, start + line),
            "words are quoted here, and nothing says whose",
            help,
        );
    }

    fn is_brief(&self) -> bool {
        self.entry.kind == Kind::Brief
    }
}

fn names_source(inlines: &[Inline]) -> bool {
    has_marks(inlines, true)
}

fn block_names_source(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::PullQuote(inlines) => names_source(inlines),
        BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).any(block_names_source),
        BlockKind::Quote(quote) => quote.attribution.is_some() || quote.blocks.iter().any(block_names_source),
        _ => false,
    }
}

/// Whether so many words stand between two quotation marks of one kind that they are somebody's.
fn quotes(text: &str) -> bool {
    const PAIRS: [(char, char); 6] = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('「', '」'), ('‹', '›')];
    // Most texts have none of them, and what their signs begin with is found faster than the signs.
    let mut first = [0; 4];
    let mut may_have = |sign: &char| memchr(sign.encode_utf8(&mut first).as_bytes()[0], text.as_bytes()).is_some();
    PAIRS.iter().filter(|(open, _)| may_have(open)).any(|(open, close)| {
        let mut rest = text;
        while let Some(from) = rest.find(*open) {
            rest = &rest[from + open.len_utf8()..];
            let Some(to) = rest.find(*close) else { return false };
            let quoted = &rest[..to];
            // Scripts without spaces write a word with about two signs.
            let signs = quoted.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9fff}')).count();
            if quoted.split_whitespace().count() + signs / 2 >= QUOTED {
                return true;
            }
            rest = &rest[to + close.len_utf8()..];
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::quotes;

    #[test]
    fn terms_are_no_quotations() {
        for yes in [
            "He said “this is a whole long sentence”.",
            "\"one two three four five six\"",
            "他说「这是一个很长的句子，真的很长」",
        ] {
            assert!(quotes(yes), "{yes}");
        }
        for no in ["The “no limits” friendship", "a 5\" gun", "“never closed, but many words follow it"] {
            assert!(!quotes(no), "{no}");
        }
    }
}
