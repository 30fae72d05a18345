//! The conventions of existing posts: paragraphs → figures, pull quotes and text set apart; quotations → call-outs and
//! attributions. All of it reads as plain Markdown in any editor.

use super::markdown::Builder;
use crate::base::{Span, codes};
use crate::doc::{Block, BlockKind, Callout, CalloutKind, Caption, Figure, Image, Inline, Quote, Text};

/// Adds what a paragraph is: usually itself.
pub(super) fn paragraph(builder: &mut Builder<'_, '_>, mut inlines: Vec<Inline>, span: Span, blocks: &mut Vec<Block>) {
    trim(&mut inlines, &builder.source.text);
    if inlines.is_empty() {
        return;
    }
    if inlines.iter().any(|inline| is_image(inline, &builder.source.text)) {
        return figures(builder, inlines, span, blocks);
    }
    blocks.push(Block { span, kind: text_paragraph(builder, inlines, span) });
}

fn text_paragraph(builder: &mut Builder<'_, '_>, mut inlines: Vec<Inline>, span: Span) -> BlockKind {
    if let [Inline::Math(tex)] = &inlines[..]
        && builder.source.slice(span).trim_start().starts_with("$$")
    {
        return BlockKind::Math(tex.clone());
    }
    if let Some(text) = pull_quote(&inlines) {
        return BlockKind::PullQuote(vec![Inline::Text(text.clone())]);
    }
    if let Some(text) = nearly_pull_quote(&inlines, &builder.source.text) {
        let text = text.clone();
        let help = "write ___`text`___, with three underscores on each side";
        builder.find(&codes::UNBALANCED_PULL_QUOTE, span, "the signs of this pull quote do not match", help);
        return BlockKind::PullQuote(vec![Inline::Text(text)]);
    }
    if is_set_apart(&inlines, &builder.source.text) {
        set_apart(&mut inlines);
    }
    BlockKind::Paragraph(inlines)
}

/// Drops white space at both ends.
fn trim(inlines: &mut Vec<Inline>, source: &str) {
    while inlines.last().is_some_and(|inline| is_space(inline, source)) {
        inlines.pop();
    }
    let leading = inlines.iter().take_while(|inline| is_space(inline, source)).count();
    inlines.drain(..leading);
}

/// True for white space, and for the end of a line.
fn is_space(inline: &Inline, source: &str) -> bool {
    match inline {
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Text(text) => text.get(source).trim().is_empty(),
        _ => false,
    }
}

/// True for running text with nothing to see.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak))
}

// Pull quotes and text set apart.

/// The words of ``___`text`___``.
fn pull_quote(inlines: &[Inline]) -> Option<&Text> {
    match inlines {
        [Inline::Strong(inner)] => match &inner[..] {
            [Inline::Emphasis(code)] => only_code(code),
            _ => None,
        },
        [Inline::Emphasis(inner)] => match &inner[..] {
            [Inline::Strong(code)] => only_code(code),
            _ => None,
        },
        _ => None,
    }
}

fn only_code(inlines: &[Inline]) -> Option<&Text> {
    match inlines {
        [Inline::Code(text)] => Some(text),
        _ => None,
    }
}

/// The words of a pull quote whose signs do not match: one code span, underscores that mean nothing, and at least
/// three signs on one side.
fn nearly_pull_quote<'a>(inlines: &'a [Inline], source: &str) -> Option<&'a Text> {
    let is_sign =
        |inline: &Inline| matches!(inline, Inline::Text(text) if text.get(source).trim().bytes().all(|b| b == b'_'));
    if inlines.iter().filter(|inline| !is_sign(inline)).count() != 1 || !inlines.iter().any(is_sign) {
        return None;
    }
    let mut rest = inlines.iter().find(|inline| !is_sign(inline))?;
    loop {
        match rest {
            Inline::Code(text) => return Some(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) if inner.len() == 1 => rest = &inner[0],
            _ => return None,
        }
    }
}

/// True for a paragraph that is wholly code spans and emphasis around them: text set apart, not source code. A single
/// word in a code span without emphasis stays code.
fn is_set_apart(inlines: &[Inline], source: &str) -> bool {
    let wholly = |inline: &Inline| match inline {
        Inline::Emphasis(inner) | Inline::Strong(inner) => {
            inner.iter().all(|i| matches!(i, Inline::Code(_) | Inline::SoftBreak | Inline::HardBreak))
        }
        Inline::Code(text) => {
            let text = text.get(source);
            text.contains(' ') || !text.is_ascii()
        }
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Text(text) => text.get(source).trim().is_empty(),
        _ => false,
    };
    inlines.iter().all(wholly)
}

fn set_apart(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Code(text) => *inline = Inline::SetApart(text.clone()),
            Inline::Emphasis(inner) | Inline::Strong(inner) => set_apart(inner),
            _ => {}
        }
    }
}

// Figures.

/// A picture, perhaps inside a link.
fn is_image(inline: &Inline, source: &str) -> bool {
    match inline {
        Inline::Image(_) => true,
        Inline::Link(link) => {
            let picture = |inner: &Inline| matches!(inner, Inline::Image(_));
            let between = |inner: &Inline| is_space(inner, source);
            link.content.iter().any(picture) && link.content.iter().all(|inner| picture(inner) || between(inner))
        }
        _ => false,
    }
}

fn into_images(inline: Inline) -> Vec<Image> {
    match inline {
        Inline::Image(image) => vec![*image],
        Inline::Link(link) => {
            let address = link.address;
            let images = link.content.into_iter().flat_map(into_images);
            images.map(|image| Image { link: Some(address.clone()), ..image }).collect()
        }
        _ => Vec::new(),
    }
}

/// Takes a paragraph with pictures apart, line by line: a run of lines that hold only pictures is a figure, and the
/// lines of a caption below it belong to it. Pictures inside a line of words stay there.
fn figures(builder: &mut Builder<'_, '_>, inlines: Vec<Inline>, span: Span, blocks: &mut Vec<Block>) {
    let mut figure: Option<Figure> = None;
    let mut words: Vec<Inline> = Vec::new();
    for line in lines(inlines) {
        let source = &builder.source.text;
        let pictures = line.iter().any(|inline| is_image(inline, source))
            && line.iter().all(|inline| is_image(inline, source) || is_space(inline, source));
        if pictures {
            flush_words(builder, &mut words, span, blocks);
            if figure.as_ref().is_some_and(|figure| figure.caption.is_some()) {
                flush_figure(&mut figure, span, blocks);
            }
            let images = line.into_iter().flat_map(into_images);
            figure.get_or_insert(Figure { images: Vec::new(), caption: None }).images.extend(images);
            continue;
        }
        match &mut figure {
            Some(Figure { caption: Some(caption), .. }) => {
                caption.text.push(Inline::SoftBreak);
                caption.text.extend(line);
            }
            Some(open) if begins_caption(&line, &builder.source.text) => open.caption = Some(caption(builder, line)),
            _ => {
                flush_figure(&mut figure, span, blocks);
                if !words.is_empty() {
                    words.push(Inline::SoftBreak);
                }
                words.extend(line);
            }
        }
    }
    flush_figure(&mut figure, span, blocks);
    flush_words(builder, &mut words, span, blocks);
}

fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut all = vec![Vec::new()];
    for inline in inlines {
        match inline {
            Inline::SoftBreak | Inline::HardBreak => all.push(Vec::new()),
            inline => all.last_mut().expect("the list begins with one line").push(inline),
        }
    }
    all.retain(|line| !line.is_empty());
    all
}

fn flush_figure(figure: &mut Option<Figure>, span: Span, blocks: &mut Vec<Block>) {
    if let Some(figure) = figure.take() {
        blocks.push(Block { span, kind: BlockKind::Figure(figure) });
    }
}

fn flush_words(builder: &mut Builder<'_, '_>, words: &mut Vec<Inline>, span: Span, blocks: &mut Vec<Block>) {
    let mut inlines = std::mem::take(words);
    trim(&mut inlines, &builder.source.text);
    if !inlines.is_empty() {
        let kind = text_paragraph(builder, inlines, span);
        blocks.push(Block { span, kind });
    }
}

/// The sign that begins captions in existing posts.
const SIGN: char = '▲';

/// True for `▲ …`, `_▲ …_`, and a line that is wholly emphasis.
fn begins_caption(line: &[Inline], source: &str) -> bool {
    let signed = |inline: &Inline| matches!(inline, Inline::Text(text) if text.get(source).trim_start().trim_start_matches(['_', '*']).starts_with(SIGN));
    match line.first() {
        Some(Inline::Emphasis(inner)) => line.len() == 1 || inner.first().is_some_and(signed),
        Some(first) => signed(first),
        None => false,
    }
}

fn caption(builder: &mut Builder<'_, '_>, line: Vec<Inline>) -> Caption {
    let mut all: Vec<Inline> = Vec::with_capacity(line.len() + 2);
    for (index, inline) in line.into_iter().enumerate() {
        match inline {
            Inline::Emphasis(inner) if index == 0 => all.extend(inner),
            inline => all.push(inline),
        }
    }
    if let Some(Inline::Text(text)) = all.first() {
        let (words, at) = (text.get(&builder.source.text), text.span());
        let unbalanced = words.trim_start().starts_with(['_', '*']);
        let rest = words.trim_start().trim_start_matches(['_', '*']).trim_start_matches(SIGN).trim_start();
        let rest = match text {
            Text::Source(span) => Text::Source(Span::new(span.end as usize - rest.len(), span.end as usize)),
            Text::Meant(span, _) => Text::Meant(*span, rest.into()),
        };
        if unbalanced {
            builder.find(
                &codes::UNBALANCED_CAPTION,
                at,
                "this caption begins with a sign that is never closed",
                "write _▲ text_ or ▲ text",
            );
        }
        all[0] = Inline::Text(rest);
    }
    trim(&mut all, &builder.source.text);
    let mut caption = Caption::default();
    if matches!(all.first(), Some(Inline::Strong(_)))
        && let Inline::Strong(title) = all.remove(0)
    {
        caption.title = title;
        trim(&mut all, &builder.source.text);
        if let Some(Inline::Text(Text::Source(words))) = all.first_mut() {
            let text = builder.source.slice(*words);
            words.start += (text.len() - text.trim_start().len()) as u32;
        }
    }
    caption.text = all;
    caption
}

// Quotations and call-outs.

/// What a quotation is: a call-out if it opens with a heading in code, else a quotation with the name that ends it.
pub(super) fn quote(mut blocks: Vec<Block>) -> BlockKind {
    if let Some(Block { kind: BlockKind::Heading(heading), .. }) = blocks.first()
        && let Some(title) = only_code(&heading.content)
    {
        let title = vec![Inline::Text(title.clone())];
        blocks.remove(0);
        return BlockKind::Callout(Callout { kind: CalloutKind::Box, title, blocks: without_headings(blocks) });
    }
    plain_quote(blocks)
}

/// A quotation; a heading that ends it, after something that is none, is who said it.
pub(super) fn plain_quote(mut blocks: Vec<Block>) -> BlockKind {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let named = blocks.last().is_some_and(is_heading) && blocks.iter().any(|block| !is_heading(block));
    let attribution = match blocks.pop_if(|_| named) {
        Some(Block { kind: BlockKind::Heading(heading), .. }) => Some(heading.content),
        _ => None,
    };
    BlockKind::Quote(Quote { blocks: without_headings(blocks), attribution })
}

fn without_headings(mut blocks: Vec<Block>) -> Vec<Block> {
    for block in &mut blocks {
        if let BlockKind::Heading(heading) = &mut block.kind {
            let content = std::mem::take(&mut heading.content);
            block.kind = BlockKind::Paragraph(vec![Inline::Strong(content)]);
        }
    }
    blocks
}

/// Puts text that is set apart into the call-out above it: existing posts write the title of a box as a quotation and
/// its text below, each paragraph in code signs.
pub(super) fn gather_callouts(blocks: Vec<Block>) -> Vec<Block> {
    let is_box = |block: &Block| matches!(&block.kind, BlockKind::Callout(callout) if callout.kind == CalloutKind::Box);
    if !blocks.iter().any(is_box) {
        return blocks;
    }
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match all.last_mut() {
            Some(Block { kind: BlockKind::Callout(callout), .. })
                if callout.kind == CalloutKind::Box && block_is_set_apart(&block) =>
            {
                callout.blocks.push(block);
            }
            _ => all.push(block),
        }
    }
    all
}

fn block_is_set_apart(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => inlines.iter().all(inline_is_set_apart),
        BlockKind::List(list) => list.items.iter().all(|item| item.blocks.iter().all(block_is_set_apart)),
        _ => false,
    }
}

fn inline_is_set_apart(inline: &Inline) -> bool {
    match inline {
        Inline::SetApart(_) | Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) => inner.iter().all(inline_is_set_apart),
        _ => false,
    }
}

/// True if a byte of the file stands in a block of code.
pub(super) fn in_code(blocks: &[Block], at: usize) -> bool {
    let behind = blocks.partition_point(|block| block.span.start as usize <= at);
    let block = behind.checked_sub(1).map(|last| &blocks[last]);
    block.is_some_and(|block| block.span.range().contains(&at) && matches!(block.kind, BlockKind::Code(_)))
}
