//! Blocks of HTML: disclosures become structure, other harmless elements a paragraph, the rest is shown as text.

use super::inlines::Inlines;
use super::markdown::Builder;
use super::{conventions, html, markers};
use crate::base::{Span, codes};
use crate::doc::{Block, BlockKind, Details, Inline};
use pulldown_cmark::Event;
use std::ops::Range;

impl Builder<'_, '_> {
    /// An HTML block: disclosures become structure, other harmless elements a paragraph, the rest is shown as text.
    pub(super) fn html_block(&mut self, range: &Range<usize>, blocks: &mut Blocks) {
        let mut inlines = Inlines::of_block();
        // Each line is an event; a tag or a comment may go over several. In a quotation they are not neighbours.
        let mut runs: Vec<Range<usize>> = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(_) => break,
                Event::Html(_) | Event::Text(_) => match runs.last_mut() {
                    Some(last) if last.end == range.start => last.end = range.end,
                    _ => runs.push(range),
                },
                _ => {}
            }
        }
        if self.raw_html {
            runs.retain(|run| !self.is_mark(run));
            return blocks.all.extend(runs.iter().map(|run| {
                let span = self.span(run);
                Block { span, kind: BlockKind::RawHtml(span) }
            }));
        }
        let mut comment: Option<Range<usize>> = None;
        for run in runs {
            self.html_run(run, &mut comment, &mut inlines, blocks);
        }
        if let Some(open) = comment {
            let span = self.span(&(open.start..open.start + "<!--".len()));
            let message = "this comment is never closed, so nothing below it is shown";
            self.find(&codes::UNBALANCED_HTML, span, message, "close it with `-->`");
        }
        self.flush(inlines, range, blocks);
    }

    /// Lines of HTML that follow one another. `comment` is where a comment began that has not ended yet.
    fn html_run(
        &mut self,
        run: Range<usize>,
        comment: &mut Option<Range<usize>>,
        inlines: &mut Inlines,
        blocks: &mut Blocks,
    ) {
        let mut from = run.start;
        if comment.is_some() {
            let Some(end) = self.text[run.clone()].find("-->") else { return };
            from += end + "-->".len();
            *comment = None;
        }
        for (piece, is_tag) in html::pieces(&self.text[from..run.end]) {
            let piece = from + piece.start..from + piece.end;
            if !is_tag && self.text[piece.clone()].starts_with("<!--") {
                *comment = Some(piece);
            } else {
                self.html_piece(piece, is_tag, inlines, blocks);
            }
        }
    }

    fn is_mark(&self, range: &Range<usize>) -> bool {
        markers::is_mark(self.text[range.clone()].trim(), self.separator)
    }

    fn html_piece(&mut self, piece: Range<usize>, is_tag: bool, inlines: &mut Inlines, blocks: &mut Blocks) {
        let text = &self.text[piece.clone()];
        if !is_tag {
            return inlines.html_text(self, piece);
        }
        match html::tag(text) {
            html::Tag::Open { name: "details", attributes, .. } => {
                self.flush(take(inlines), &piece, blocks);
                let open = attributes.iter().any(|(name, _)| *name == "open");
                if self.enter(&piece) {
                    blocks.open.push((blocks.all.len(), open, piece));
                } else {
                    blocks.flattened += 1;
                }
            }
            html::Tag::Close("details") if blocks.flattened > 0 => {
                self.flush(take(inlines), &piece, blocks);
                blocks.flattened -= 1;
            }
            html::Tag::Close("details") if !blocks.open.is_empty() => {
                self.flush(take(inlines), &piece, blocks);
                blocks.close(self.offset);
                self.leave();
            }
            html::Tag::Void("hr") => {
                self.flush(take(inlines), &piece, blocks);
                blocks.all.push(Block { span: self.span(&piece), kind: BlockKind::Rule });
            }
            html::Tag::Open { name: "summary", .. } | html::Tag::Close("summary") if blocks.open.is_empty() => {
                inlines.in_block = false;
                inlines.tag(self, text, piece);
                inlines.in_block = true;
            }
            _ => inlines.tag(self, text, piece),
        }
    }

    /// Ends the text between two pieces of structure.
    fn flush(&mut self, inlines: Inlines, range: &Range<usize>, blocks: &mut Blocks) {
        let inlines = inlines.finish(self);
        if !inlines.is_empty() {
            conventions::paragraph(self, inlines, self.span(range), &mut blocks.all);
        }
    }

    pub(super) fn close_details(&mut self, blocks: &mut Blocks) {
        while let Some((_, _, tag)) = blocks.open.last().cloned() {
            self.find(
                &codes::UNBALANCED_HTML,
                self.span(&tag),
                "`<details>` is never closed",
                "add `</details>` on a line of its own, with a blank line above it",
            );
            blocks.close(self.offset);
            self.leave();
        }
    }
}

/// Blocks, and the disclosures among them that are still open: where each began.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) all: Vec<Block>,
    open: Vec<(usize, bool, Range<usize>)>,
    /// How many more are open, too deep to be shown as such.
    flattened: usize,
}

impl Blocks {
    /// Puts what came since the last `<details>` into it. A `<summary>` that came first is its summary.
    fn close(&mut self, offset: usize) {
        let Some((start, open, tag)) = self.open.pop() else { return };
        let mut blocks = self.all.split_off(start);
        let mut summary = Vec::new();
        if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() {
            let at = inlines
                .iter()
                .position(|inline| matches!(inline, Inline::Element(element) if element.name == "summary"));
            if let Some(Inline::Element(element)) = at.map(|at| inlines.remove(at)) {
                summary = element.content;
            }
        }
        blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(inlines) if conventions::is_blank(inlines)));
        let span = Span::from(tag).shifted(offset);
        self.all.push(Block { span, kind: BlockKind::Details(Details { open, summary, blocks }) });
    }
}

/// The running text so far; what follows is gathered anew.
fn take(inlines: &mut Inlines) -> Inlines {
    std::mem::replace(inlines, Inlines::of_block())
}

#[cfg(test)]
mod tests {
    use crate::base::{Source, codes};
    use crate::config::Config;
    use crate::doc::{Block, BlockKind, Draft, Inline, PlainText};
    use crate::parse::markdown::DEEPEST;
    use crate::parse::{ParseOptions, parse};

    fn deepest_block(blocks: &[Block]) -> usize {
        let depth = |block: &Block| match &block.kind {
            BlockKind::Details(details) => 1 + deepest_block(&details.blocks),
            BlockKind::Paragraph(inlines) => deepest_inline(inlines),
            _ => 0,
        };
        blocks.iter().map(depth).max().unwrap_or_default()
    }

    fn deepest_inline(inlines: &[Inline]) -> usize {
        let depth = |inline: &Inline| match inline {
            Inline::Element(element) => 1 + deepest_inline(&element.content),
            _ => 0,
        };
        inlines.iter().map(depth).max().unwrap_or_default()
    }

    /// How deep a text is, its words, and how often it is told to be too deep.
    fn read(text: &str) -> (usize, String, usize) {
        let report = parse(&Source::new("a.md", text), &ParseOptions::of(&Config::default()));
        let Draft { blocks, .. } = &report.value;
        let mut words = PlainText::new(text, usize::MAX);
        words.blocks(blocks);
        let told = report.diagnostics.iter().filter(|found| found.code == &codes::TOO_DEEP).count();
        (deepest_block(blocks), words.out.split_whitespace().collect::<Vec<_>>().join(" "), told)
    }

    #[test]
    fn what_is_too_deep_is_shown_at_the_depth_of_what_is_around_it() {
        let deep = |open: &str, close: &str, depth: usize| {
            format!("{}within{} beside\n\nbehind\n", open.repeat(depth), close.repeat(depth))
        };
        let words = "within beside behind".to_owned();
        assert_eq!(
            read(&deep("<b>", "</b>", DEEPEST - 1)),
            (DEEPEST - 1, words.clone(), 0),
            "a paragraph is one level"
        );
        assert_eq!(read(&deep("<b>", "</b>", 500)), (DEEPEST - 1, words.clone(), 1));
        assert_eq!(read(&deep("<details>\n\n", "\n\n</details>\n\n", DEEPEST - 1)), (DEEPEST - 1, words.clone(), 0));
        assert_eq!(read(&deep("<details>\n\n", "\n\n</details>\n\n", 500)), (DEEPEST, words, 1));
    }

    #[test]
    fn what_is_never_closed_is_left_where_its_text_ends() {
        let text = format!("{}a\n\n{}b\n\n<i><b>c</b></i>", "<b>".repeat(500), "<details>\n\n".repeat(500));
        let (_, words, told) = read(&text);
        assert!(words.ends_with("c") && words.contains(" b"), "{words}");
        assert_eq!(told, 1);
        let one_after_another = "<b>a\n\n".repeat(500);
        assert_eq!(read(&one_after_another).2, 0);
    }
}
