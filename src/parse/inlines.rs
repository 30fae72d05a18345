//! Inline events → running text: words joined, notes found, harmless elements paired.

use super::markdown::Builder;
use super::{citations, html, markers, marks};
use crate::base::address::is_stat;
use crate::base::{Span, codes, signs};
use crate::doc::{Element, Headline, HeadlineStat, Image, Inline, Link, NoteReference, PlainText, Text};
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

/// Running text that is being gathered.
#[derive(Default)]
pub(super) struct Inlines {
    pub(super) all: Vec<Inline>,
    /// Elements that are open.
    open: Vec<OpenElement>,
    /// Where the last event ended, in bytes of the body.
    pub(super) end: usize,
    /// Whether this is a block of HTML, where structure may stand.
    pub(super) in_block: bool,
    /// Whether these are the words of a link, in which no other link can stand.
    in_link: bool,
}

/// An element whose end has not come yet.
struct OpenElement {
    /// Where its tag stands in the running text: as words, until it is closed.
    at: usize,
    name: &'static str,
    attributes: Vec<(&'static str, Box<str>)>,
    tag: Range<usize>,
    /// Whether it is too deep to be shown as one: its words are shown, and it is not.
    is_flat: bool,
}

/// True for tags that no running text can hold.
pub(super) fn is_block_start(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

impl Inlines {
    /// Text inside a block of HTML.
    pub(super) fn of_block() -> Self {
        Self { in_block: true, ..Self::default() }
    }

    /// Running text up to the end of the element that it is in.
    pub(super) fn to_end(builder: &mut Builder<'_, '_>) -> Vec<Inline> {
        Self::default().up_to_end(builder)
    }

    fn up_to_end(self, builder: &mut Builder<'_, '_>) -> Vec<Inline> {
        let mut inlines = Self { all: builder.spare.pop().unwrap_or_default(), ..self };
        let mut flattened = 0;
        while let Some((event, range)) = builder.next() {
            match event {
                Event::End(_) if flattened == 0 => break,
                Event::End(_) => flattened -= 1,
                event => flattened += usize::from(!inlines.push(builder, event, range)),
            }
        }
        inlines.finish(builder)
    }

    /// Running text that stands without a paragraph, up to the next block or the end of the item.
    pub(super) fn implicit<'s>(builder: &mut Builder<'_, 's>) -> Self {
        let mut inlines = Self::default();
        let mut flattened = 0;
        while let Some((event, range)) = builder.next() {
            let ends = match &event {
                Event::End(_) => flattened == 0,
                Event::Start(tag) => is_block_start(tag),
                Event::Rule => true,
                _ => false,
            };
            if ends {
                builder.put_back(event, range);
                break;
            }
            inlines.end = range.end;
            match event {
                Event::End(_) => flattened -= 1,
                event => flattened += usize::from(!inlines.push(builder, event, range)),
            }
        }
        let end = inlines.end;
        Self { all: inlines.finish(builder), end, ..Self::default() }
    }

    /// Adds one event and, if it starts an element, all of that element. False if the element was too deep to enter.
    fn push<'s>(&mut self, builder: &mut Builder<'_, 's>, event: Event<'s>, range: Range<usize>) -> bool {
        match event {
            Event::Text(text) => {
                let text = builder.text_of(text, &range);
                self.text(text);
            }
            Event::Code(text) => {
                let text = builder.address(text, &range);
                self.all.push(Inline::Code(text));
            }
            Event::InlineMath(tex) | Event::DisplayMath(tex) => {
                let tex = builder.address(tex, &range);
                self.all.push(Inline::Math(tex));
            }
            Event::InlineHtml(tag) | Event::Html(tag) => self.tag(builder, &tag, range),
            Event::SoftBreak => self.all.push(Inline::SoftBreak),
            Event::HardBreak => self.all.push(Inline::HardBreak),
            Event::FootnoteReference(key) => {
                self.all
                    .push(Inline::Note(NoteReference { span: builder.span(&range), key: key.into_string().into() }));
            }
            Event::TaskListMarker(done) => builder.task = Some(done),
            Event::Start(tag) => {
                if !builder.enter(&range) {
                    return false;
                }
                let inline = element(builder, tag, range);
                builder.leave();
                self.all.push(inline);
            }
            Event::End(_) | Event::Rule => {}
        }
        true
    }

    /// Adds words, joined to the words before them where the source has nothing between.
    fn text(&mut self, text: Text) {
        if let (Some(Inline::Text(Text::Source(last))), Text::Source(next)) = (self.all.last_mut(), &text)
            && last.end == next.start
        {
            last.end = next.end;
            return;
        }
        self.all.push(Inline::Text(text));
    }

    /// Words between the tags of an HTML block, which Markdown has not looked at.
    pub(super) fn html_text(&mut self, builder: &Builder<'_, '_>, range: Range<usize>) {
        let text = &builder.text[range.clone()];
        if text.trim().is_empty() {
            if !self.all.is_empty() {
                self.all.push(Inline::SoftBreak);
            }
            return;
        }
        self.text(Text::Source(builder.span(&range)));
    }

    /// Adds a tag: a mark, an element that passes, or text.
    pub(super) fn tag(&mut self, builder: &mut Builder<'_, '_>, tag: &str, range: Range<usize>) {
        let span = builder.span(&range);
        if markers::is_placeholder(tag) {
            return;
        }
        if markers::is_mark(tag, builder.separator) {
            return builder.ends.push(span.start as usize);
        }
        if builder.raw_html {
            return self.all.push(Inline::RawHtml(span));
        }
        match html::tag(tag) {
            html::Tag::Comment => {}
            html::Tag::Void("br") => self.all.push(Inline::HardBreak),
            html::Tag::Void(_)
            | html::Tag::Open { name: "details" | "summary", .. }
            | html::Tag::Close("details" | "summary")
                if !self.in_block =>
            {
                // Inside a sentence they would tear the paragraph apart.
                if !tag.starts_with("</") {
                    let message = format!("`{}` cannot stand inside a paragraph", short(tag));
                    let help = "put it on a line of its own, with a blank line above it";
                    builder.find(&codes::UNBALANCED_HTML, span, message, help);
                }
                self.all.push(Inline::Text(Text::Source(span)));
            }
            html::Tag::Void(name) => {
                self.all.push(Inline::Element(Box::new(Element { name, attributes: Vec::new(), content: Vec::new() })));
            }
            html::Tag::Open { name, attributes, refused } => {
                if let Some(attribute) = refused {
                    builder.find(
                        &codes::RAW_HTML,
                        span,
                        format!("the attribute `{attribute}` is taken out"),
                        "leave it out, or set `raw_html: true` in expound.yaml",
                    );
                }
                let is_flat = !builder.enter(&range);
                self.open.push(OpenElement { at: self.all.len(), name, attributes, tag: range, is_flat });
                if !is_flat {
                    // Not as a span of the source: words that follow must not be joined to it.
                    self.all.push(Inline::Text(Text::Meant(span, tag.into())));
                }
            }
            html::Tag::Close(name) => self.close(builder, name, span),
            html::Tag::Refused => {
                if !tag.starts_with("</") {
                    builder.find(
                        &codes::RAW_HTML,
                        span,
                        format!("`{}` is shown as text", short(tag)),
                        "use Markdown, or set `raw_html: true` in expound.yaml",
                    );
                }
                self.all.push(Inline::Text(Text::Source(span)));
            }
        }
    }

    fn close(&mut self, builder: &mut Builder<'_, '_>, name: &'static str, span: Span) {
        let Some(nth) = self.open.iter().rposition(|open| open.name == name) else {
            builder.find(
                &codes::UNBALANCED_HTML,
                span,
                format!("`</{name}>` closes nothing"),
                format!("open it with `<{name}>` in the same paragraph, or take it out"),
            );
            return self.all.push(Inline::Text(Text::Source(span)));
        };
        for inner in self.open.split_off(nth + 1) {
            unclosed(builder, &inner);
        }
        if let Some(OpenElement { at, name, attributes, .. }) = self.open.pop().filter(|open| !open.is_flat) {
            builder.leave();
            let content = marks::find(&mut self.all.split_off(at + 1), &builder.source.text, self.in_link);
            self.all[at] = Inline::Element(Box::new(Element { name, attributes, content }));
        }
    }

    /// The text, whole: elements that were never closed are words, and `[^key]` without a definition is a note.
    pub(super) fn finish(mut self, builder: &mut Builder<'_, '_>) -> Vec<Inline> {
        for open in &self.open {
            unclosed(builder, open);
        }
        let all = marks::find(&mut self.all, &builder.source.text, self.in_link);
        builder.spare.push(self.all);
        all
    }
}

/// Leaves an element whose end did not come.
fn unclosed(builder: &mut Builder<'_, '_>, open: &OpenElement) {
    let (name, span) = (open.name, builder.span(&open.tag));
    if !open.is_flat {
        builder.leave();
    }
    builder.find(
        &codes::UNBALANCED_HTML,
        span,
        format!("`<{name}>` is never closed"),
        format!("close it with `</{name}>` in the same paragraph"),
    );
}

fn short(tag: &str) -> String {
    let name: String = tag.chars().take_while(|c| *c != ' ' && *c != '>' && *c != '\n').take(24).collect();
    format!("{name}>")
}

fn element<'s>(builder: &mut Builder<'_, 's>, tag: Tag<'s>, range: Range<usize>) -> Inline {
    let span = builder.span(&range);
    match tag {
        Tag::Strong => Inline::Strong(Inlines::to_end(builder)),
        Tag::Strikethrough => Inline::Strike(Inlines::to_end(builder)),
        Tag::Link { link_type: LinkType::ShortcutUnknown, .. } => {
            let words = Inlines::to_end(builder);
            match citations::read(builder.source.slice(span), span.start as usize) {
                Some(citation) => Inline::Citation(Box::new(citation)),
                None => Inline::Element(Box::new(Element { name: "span", attributes: Vec::new(), content: words })),
            }
        }
        Tag::Link { link_type, dest_url, title, .. } => {
            let mut address = builder.address(dest_url, &range);
            if link_type == LinkType::Email {
                address = Text::Meant(address.span(), format!("mailto:{}", address.get(&builder.source.text)).into());
            }
            let content = Inlines { in_link: true, ..Inlines::default() }.up_to_end(builder);
            Inline::Link(Box::new(Link { span, address, title: some(&title), content }))
        }
        Tag::Image { dest_url, title, .. } => {
            let address = builder.address(dest_url, &range);
            let inner = Inlines::to_end(builder);
            let alt = alternative_text(builder, &inner);
            Inline::Image(Box::new(Image { span, address, alt, title: some(&title), link: None }))
        }
        _ => Inline::Emphasis(Inlines::to_end(builder)),
    }
}

/// What a picture shows, in plain words; checked numbers in it are kept apart.
fn alternative_text(builder: &mut Builder<'_, '_>, inner: &[Inline]) -> String {
    let text = &builder.source.text;
    let mut words = PlainText::new(text, usize::MAX);
    let mut stats = Vec::new();
    plain_with_stats(inner, text, &mut words, &mut stats);
    let alt = words.out;
    if !stats.is_empty() {
        builder.headlines.push(Headline { text: alt.clone(), stats });
    }
    alt
}

/// Adds the words of inlines, and remembers where checked numbers stand among them.
fn plain_with_stats(inlines: &[Inline], text: &str, words: &mut PlainText<'_>, stats: &mut Vec<HeadlineStat>) {
    for inline in inlines {
        let from = words.out.len();
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                plain_with_stats(inner, text, words, stats);
            }
            Inline::Element(element) if !element.content.is_empty() => {
                plain_with_stats(&element.content, text, words, stats);
            }
            Inline::Link(link) if is_stat(link.address.get(text)) => {
                words.inlines(std::slice::from_ref(inline));
                let (at, address) = (from..words.out.len(), link.address.get(text).into());
                stats.push(HeadlineStat { at, address, span: Some(link.span) });
            }
            other => words.inlines(std::slice::from_ref(other)),
        }
    }
}

fn some(title: &str) -> Option<Box<str>> {
    (!title.is_empty()).then(|| signs::without_controls(title).map_or_else(|| title.into(), Into::into))
}
