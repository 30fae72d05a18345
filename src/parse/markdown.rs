//! Markdown events → blocks, in one pass. Offsets are those of the file, not of the body.

use super::front_matter::Front;
use super::html_blocks::Blocks;
use super::inlines::{Inlines, is_block_start};
use super::outline::Outline;
use super::{ParseOptions, citations, conventions, markers};
use crate::base::diagnostic::Tally;
use crate::base::{Code, Diagnostic, Diagnostics, Source, Span, codes, signs};
use crate::doc::{
    Alignment, Block, BlockKind, Callout, CalloutKind, CodeBlock, Definition, Heading, Headline, Inline, Item, List,
    NoteDefinition, Quote, Table, Text, plain_text,
};
use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What is deeper than this is shown at this depth: no reader follows it, and no stack must.
pub(super) const DEEPEST: usize = 64;

/// What a body is made of.
pub(super) struct Parsed {
    pub(super) blocks: Vec<Block>,
    pub(super) notes: Vec<NoteDefinition>,
    pub(super) excerpt_end: Option<u32>,
    /// What pictures show, where it holds checked numbers.
    pub(super) headlines: Vec<Headline>,
}

/// Parses the body of a file.
pub(super) fn parse(
    source: &Source,
    body: Span,
    front: &Front,
    options: &ParseOptions,
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let marked = markers::take_out(source.slice(body), front.separator.as_deref());
    let mut builder = Builder {
        source,
        offset: body.start as usize,
        text: &marked.text,
        events: events(&marked.text, syntax(options)),
        peeked: None,
        raw_html: options.raw_html,
        separator: front.separator.as_deref(),
        titled: front.fields.title.is_some(),
        outline: Outline::default(),
        notes: Vec::new(),
        defined: FxHashMap::default(),
        headlines: Vec::new(),
        ends: marked.ends.iter().map(|at| at + body.start as usize).collect(),
        task: None,
        spare: Vec::new(),
        depth: 0,
        quotes: 0,
        told_too_deep: false,
        tally: Tally::default(),
        diagnostics,
    };
    let blocks = builder.blocks();
    builder.tally.settle(builder.diagnostics);
    let excerpt_end =
        builder.ends.iter().copied().filter(|at| !conventions::in_code(&blocks, *at)).min().map(|at| at as u32);
    Parsed { blocks, notes: builder.notes, excerpt_end, headlines: builder.headlines }
}

/// The events of a body; square brackets around citations are links to it.
type Events<'s> = OffsetIter<'s, Callback<'s>>;
type Callback<'s> = fn(BrokenLink<'s>) -> Option<(CowStr<'s>, CowStr<'s>)>;

fn events<'s>(text: &'s str, syntax: Options) -> Events<'s> {
    let callback: Callback<'s> = citations::is_citation;
    let has_citations = memchr::memchr(citations::SIGN as u8, text.as_bytes()).is_some();
    Parser::new_with_broken_link_callback(text, syntax, has_citations.then_some(callback)).into_offset_iter()
}

fn syntax(options: &ParseOptions) -> Options {
    let mut syntax = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    syntax.set(Options::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    syntax.set(Options::ENABLE_MATH, options.math);
    syntax
}

/// What the parser made of the source. An entity such as `&#7;` may stand for a control character, which no page can hold.
pub(super) fn meant(text: CowStr<'_>) -> Box<str> {
    signs::without_controls(&text).unwrap_or_else(|| text.into_string()).into()
}

/// One pass over the events of a body.
pub(super) struct Builder<'a, 's> {
    pub(super) source: &'a Source,
    /// Where the body begins in the file.
    pub(super) offset: usize,
    /// The body as the parser sees it.
    pub(super) text: &'s str,
    events: Events<'s>,
    peeked: Option<(Event<'s>, Range<usize>)>,
    pub(super) raw_html: bool,
    pub(super) separator: Option<&'a str>,
    /// Whether front matter has a title; without one, a heading at the top is the title.
    titled: bool,
    outline: Outline,
    notes: Vec<NoteDefinition>,
    /// Where each note is defined, by its label in lower case.
    defined: FxHashMap<String, Span>,
    pub(super) headlines: Vec<Headline>,
    /// Where marks ended the excerpt, in bytes of the file.
    pub(super) ends: Vec<usize>,
    /// The mark of the task whose item is being read.
    pub(super) task: Option<bool>,
    /// Room for running text that is being gathered, so that what is kept has no more room than it needs.
    pub(super) spare: Vec<Vec<Inline>>,
    depth: usize,
    quotes: usize,
    told_too_deep: bool,
    tally: Tally,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'s> Builder<'_, 's> {
    pub(super) fn next(&mut self) -> Option<(Event<'s>, Range<usize>)> {
        self.peeked.take().or_else(|| self.events.next())
    }

    pub(super) fn put_back(&mut self, event: Event<'s>, range: Range<usize>) {
        self.peeked = Some((event, range));
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.offset)
    }

    pub(super) fn find(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.tally.admits(code) {
            self.diagnostics.push(Diagnostic::new(code, self.source.place(span), message, help));
        }
    }

    /// A text as it stands in the source, if that is how it is meant.
    pub(super) fn text_of(&self, text: CowStr<'s>, range: &Range<usize>) -> Text {
        let slice = &self.text[range.clone()];
        // Nearly always the text is that very slice, and then its letters need not be compared.
        let same = std::ptr::eq(slice, &*text) || *slice == *text;
        if same { Text::Source(self.span(range)) } else { Text::Meant(self.span(range), meant(text)) }
    }

    /// An address: in the source it stands somewhere inside the link.
    pub(super) fn address(&self, address: CowStr<'s>, range: &Range<usize>) -> Text {
        let text = &self.text[range.clone()];
        // As a rule it stands right before the bracket or the mark that ends the element.
        let begins = |at: &usize| !address.is_empty() && text.as_bytes()[*at..].starts_with(address.as_bytes());
        let behind = text.len().checked_sub(address.len() + 1).filter(begins);
        match behind.or_else(|| text.rfind(&*address)) {
            Some(at) => Text::Source(self.span(&(range.start + at..range.start + at + address.len()))),
            None => Text::Meant(self.span(range), meant(address)),
        }
    }

    /// True if one more level may be entered; told once if not.
    pub(super) fn enter(&mut self, range: &Range<usize>) -> bool {
        if self.depth < DEEPEST {
            self.depth += 1;
            return true;
        }
        if !self.told_too_deep {
            self.told_too_deep = true;
            let span = self.span(&(range.start..range.start + 1));
            self.find(
                &codes::TOO_DEEP,
                span,
                format!("nested more than {DEEPEST} deep"),
                "write it flatter; what is deeper is shown at this depth",
            );
        }
        false
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Blocks up to the end of the element that they are in.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Blocks::default();
        let mut flattened = 0;
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(_) if flattened == 0 => break,
                Event::End(_) => flattened -= 1,
                Event::Start(Tag::HtmlBlock) => self.html_block(&range, &mut blocks),
                Event::Start(tag) if is_block_start(&tag) => {
                    if self.enter(&range) {
                        self.block(tag, &range, &mut blocks.all);
                        self.leave();
                    } else {
                        flattened += 1;
                    }
                }
                Event::Rule => blocks.all.push(Block { span: self.span(&range), kind: BlockKind::Rule }),
                inline => {
                    self.put_back(inline, range.clone());
                    let inlines = Inlines::implicit(self);
                    let end = inlines.end.max(range.start);
                    conventions::paragraph(self, inlines.all, self.span(&(range.start..end)), &mut blocks.all);
                }
            }
        }
        self.close_details(&mut blocks);
        conventions::gather_callouts(blocks.all)
    }

    fn block(&mut self, tag: Tag<'s>, range: &Range<usize>, blocks: &mut Vec<Block>) {
        let span = self.span(range);
        let kind = match tag {
            Tag::Paragraph => {
                let inlines = Inlines::to_end(self);
                return conventions::paragraph(self, inlines, span, blocks);
            }
            Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    self.find(
                        &codes::HEADING_ATTRIBUTE,
                        span,
                        "only `{#id}` is used of a heading's attributes",
                        "take out the others",
                    );
                }
                let kind = self.heading(level as u8, id.as_deref(), &span);
                if blocks.is_empty() && self.depth == 1 && !self.titled {
                    // It is the title of the page, which is shown above all of these.
                    self.outline.begin_again();
                }
                kind
            }
            Tag::BlockQuote(kind) => self.quote(kind),
            Tag::CodeBlock(kind) => self.code(kind),
            Tag::List(start) => match self.list(start) {
                list if is_separator(&list) => BlockKind::Separator,
                list => BlockKind::List(list),
            },
            Tag::FootnoteDefinition(key) => return self.note(&key, span),
            Tag::DefinitionList => self.definitions(),
            Tag::Table(alignments) => self.table(&alignments),
            // Every other tag begins inlines or is met only inside one of these.
            _ => return blocks.extend(self.blocks()),
        };
        blocks.push(Block { span, kind });
    }

    fn heading(&mut self, level: u8, id: Option<&str>, span: &Span) -> BlockKind {
        let content = Inlines::to_end(self);
        if self.quotes > 0 {
            // Headings of quotations are no part of the outline; what they become, `quote` decides.
            return BlockKind::Heading(Heading { depth: level, id: "".into(), content });
        }
        let words = plain_text(&self.source.text, &content);
        // What is filled in at the end of a heading later is no part of its id.
        let words = words.trim_end_matches([' ', '…']);
        // Ids with a colon are those of notes and of the theme.
        if let Some(reserved) = id.filter(|id| id.contains(':')) {
            let help = "leave out the colon";
            self.find(
                &codes::HEADING_ATTRIBUTE,
                *span,
                format!("`#{reserved}` is not used: ids with a colon are Expound's own"),
                help,
            );
        }
        let id = id.filter(|id| !id.contains(':'));
        BlockKind::Heading(Heading { depth: self.outline.depth(level), id: self.outline.id(id, words), content })
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) -> BlockKind {
        self.quotes += 1;
        let blocks = self.blocks();
        self.quotes -= 1;
        let kind = match kind {
            None => return conventions::quote(blocks),
            Some(BlockQuoteKind::Note) => CalloutKind::Note,
            Some(BlockQuoteKind::Tip) => CalloutKind::Tip,
            Some(BlockQuoteKind::Important) => CalloutKind::Important,
            Some(BlockQuoteKind::Warning) => CalloutKind::Warning,
            Some(BlockQuoteKind::Caution) => CalloutKind::Caution,
        };
        let BlockKind::Quote(Quote { blocks, .. }) = conventions::plain_quote(blocks) else { return BlockKind::Rule };
        BlockKind::Callout(Callout { kind, title: Vec::new(), blocks })
    }

    fn code(&mut self, kind: CodeBlockKind<'s>) -> BlockKind {
        let info = match kind {
            CodeBlockKind::Fenced(info) => meant(info),
            CodeBlockKind::Indented => "".into(),
        };
        let mut text = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(_) => break,
                // The text of the file, not of the parser: a mark in code is code.
                Event::Text(piece) if self.text[range.clone()] == *piece => text.push(Text::Source(self.span(&range))),
                Event::Text(piece) => text.push(self.text_of(piece, &range)),
                _ => {}
            }
        }
        BlockKind::Code(CodeBlock { info, text })
    }

    fn list(&mut self, start: Option<u64>) -> List {
        let mut items = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item()),
                Event::End(_) => break,
                _ => {}
            }
        }
        List { start, items }
    }

    fn item(&mut self) -> Item {
        // The mark of a task comes as an event of running text; items inside this one must not take it.
        let outer = self.task.take();
        let tight = match self.next() {
            Some((event, range)) => {
                let tight = !matches!(&event, Event::Start(Tag::Paragraph));
                self.put_back(event, range);
                tight
            }
            None => true,
        };
        let blocks = self.blocks();
        let done = std::mem::replace(&mut self.task, outer);
        Item { done, tight, blocks }
    }

    fn note(&mut self, key: &str, span: Span) {
        // Labels match in any case. Where a definition stands inside of another one, that one is known first.
        let first = *self.defined.entry(key.to_lowercase()).or_insert(span);
        if first != span && self.tally.admits(&codes::DUPLICATE_NOTE) {
            let mark = Span::new(span.start as usize, span.start as usize + key.len() + 3);
            let diagnostic = Diagnostic::new(
                &codes::DUPLICATE_NOTE,
                self.source.place(mark),
                format!("the note `{key}` is defined twice"),
                "give this one another key",
            );
            self.diagnostics.push(diagnostic.and(
                self.source.place(Span::new(first.start as usize, first.start as usize + key.len() + 3)),
                "the first one",
            ));
        }
        let blocks = self.blocks();
        self.notes.push(NoteDefinition { span, key: key.into(), blocks });
    }

    fn definitions(&mut self) -> BlockKind {
        let mut all: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    all.push(Definition { term: Inlines::to_end(self), meanings: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let meaning = self.blocks();
                    match all.last_mut() {
                        Some(definition) => definition.meanings.push(meaning),
                        None => all.push(Definition { term: Vec::new(), meanings: vec![meaning] }),
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        BlockKind::Definitions(all)
    }

    fn table(&mut self, alignments: &[pulldown_cmark::Alignment]) -> BlockKind {
        let alignments = alignments
            .iter()
            .map(|alignment| match alignment {
                pulldown_cmark::Alignment::None => Alignment::None,
                pulldown_cmark::Alignment::Left => Alignment::Left,
                pulldown_cmark::Alignment::Center => Alignment::Center,
                pulldown_cmark::Alignment::Right => Alignment::Right,
            })
            .collect();
        let mut table = Table { alignments, head: Vec::new(), rows: Vec::new() };
        let mut in_head = false;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::Start(Tag::TableRow) => {
                    in_head = false;
                    table.rows.push(Vec::new());
                }
                Event::Start(Tag::TableCell) => {
                    let cell = Inlines::to_end(self);
                    match table.rows.last_mut().filter(|_| !in_head) {
                        Some(row) => row.push(cell),
                        None => table.head.push(cell),
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        BlockKind::Table(table)
    }
}

/// A line that is only `-` or `*` reaches us as a list with one empty item.
fn is_separator(list: &List) -> bool {
    matches!(list, List { start: None, items } if items.len() == 1 && items[0].blocks.is_empty() && items[0].done.is_none())
}
