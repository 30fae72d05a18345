//! A walk over all running text of a draft, in the order in which it is written out.

use super::{Block, BlockKind, Draft, Inline};

impl Draft {
    /// Goes over every inline of the body and then of its notes, outer ones before those inside them.
    pub fn each_inline<'d>(&'d self, visit: &mut impl FnMut(&'d Inline)) {
        blocks(&self.blocks, visit);
        self.notes.iter().for_each(|note| blocks(&note.blocks, visit));
    }
}

fn blocks<'d>(all: &'d [Block], visit: &mut impl FnMut(&'d Inline)) {
    for block in all {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::PullQuote(content) => inlines(content, visit),
            BlockKind::Heading(heading) => inlines(&heading.content, visit),
            BlockKind::Quote(quote) => {
                blocks(&quote.blocks, visit);
                quote.attribution.iter().for_each(|name| inlines(name, visit));
            }
            BlockKind::Callout(callout) => {
                inlines(&callout.title, visit);
                blocks(&callout.blocks, visit);
            }
            BlockKind::Figure(figure) => {
                if let Some(caption) = &figure.caption {
                    inlines(&caption.title, visit);
                    inlines(&caption.text, visit);
                }
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, visit)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    inlines(&definition.term, visit);
                    definition.meanings.iter().for_each(|meaning| blocks(meaning, visit));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell, visit));
            }
            BlockKind::Details(details) => {
                inlines(&details.summary, visit);
                blocks(&details.blocks, visit);
            }
            BlockKind::Code(_)
            | BlockKind::Separator
            | BlockKind::Rule
            | BlockKind::Math(_)
            | BlockKind::RawHtml(_) => {}
        }
    }
}

fn inlines<'d>(all: &'d [Inline], visit: &mut impl FnMut(&'d Inline)) {
    for inline in all {
        visit(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => inlines(inner, visit),
            Inline::Element(element) => inlines(&element.content, visit),
            Inline::Link(link) => inlines(&link.content, visit),
            _ => {}
        }
    }
}
