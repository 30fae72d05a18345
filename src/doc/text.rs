//! The words of a tree without their form: for ids, alternative texts, excerpts and counting.

use super::{Block, BlockKind, Inline};
use crate::base::address::is_stat;

/// Collects the words of blocks, with one space where a block or a line ends.
#[derive(Debug)]
pub struct PlainText<'a> {
    source: &'a str,
    /// The text so far.
    pub out: String,
    /// Collecting stops when the text is this long, in bytes.
    limit: usize,
}

/// The words of some inlines.
pub fn plain_text(source: &str, inlines: &[Inline]) -> String {
    let mut words = PlainText::new(source, usize::MAX);
    words.inlines(inlines);
    words.out
}

impl<'a> PlainText<'a> {
    /// A collector that stops soon after `limit` bytes.
    pub fn new(source: &'a str, limit: usize) -> Self {
        Self { source, out: String::new(), limit }
    }

    /// True if it holds all that it may.
    pub fn is_full(&self) -> bool {
        self.out.len() >= self.limit
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
    }

    /// Adds the words of blocks. Code, tables and formulas are left out: they are no prose.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if self.is_full() {
                return;
            }
            self.space();
            self.block(&block.kind);
        }
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Paragraph(inlines) | BlockKind::PullQuote(inlines) => self.inlines(inlines),
            BlockKind::Heading(heading) => self.inlines(&heading.content),
            BlockKind::Quote(quote) => {
                self.blocks(&quote.blocks);
                if let Some(name) = &quote.attribution {
                    self.space();
                    self.inlines(name);
                }
            }
            BlockKind::Callout(callout) => {
                self.inlines(&callout.title);
                self.blocks(&callout.blocks);
            }
            BlockKind::Figure(figure) => {
                if let Some(caption) = &figure.caption {
                    self.inlines(&caption.title);
                    self.space();
                    self.inlines(&caption.text);
                }
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Definitions(all) => {
                for definition in all {
                    self.space();
                    self.inlines(&definition.term);
                    definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            BlockKind::Details(details) => {
                self.inlines(&details.summary);
                self.blocks(&details.blocks);
            }
            BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Separator
            | BlockKind::Rule
            | BlockKind::Math(_)
            | BlockKind::RawHtml(_) => {}
        }
    }

    /// Adds the words of inlines. Marks of notes and pictures are left out.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::SetApart(text) => {
                    self.out.push_str(text.get(self.source));
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.inlines(inner),
                Inline::Element(element) if element.content.is_empty() => self.space(),
                Inline::Element(element) => self.inlines(&element.content),
                // What is filled in later is not known here.
                Inline::Link(link) if link.content.is_empty() && is_stat(link.address.get(self.source)) => {
                    self.out.push('…');
                }
                Inline::Link(link) => self.inlines(&link.content),
                Inline::SoftBreak | Inline::HardBreak => self.space(),
                // A bare key is a word of the sentence; whose name it stands for is not known here.
                Inline::Citation(citation) if citation.in_sentence => self.out.push_str(&citation.cites[0].key),
                // The mark stands right behind its word.
                Inline::Citation(_) => self.out.truncate(self.out.trim_end_matches(' ').len()),
                Inline::Image(_) | Inline::Note(_) | Inline::Math(_) | Inline::RawHtml(_) => {}
            }
        }
    }
}

/// How much there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    /// Words that white space divides.
    pub spaced: u32,
    /// Signs of scripts that write without spaces.
    pub signs: u32,
}

impl Words {
    /// Counts the words of running text, one piece at a time.
    pub fn count(&mut self, text: &str) {
        // Signs of scripts without spaces begin with one of these bytes in UTF-8; most texts have none, and there a
        // word is what stands between two spaces. Both loops look at every byte of a site, so they are of a kind that is
        // compiled to vectors: no way out in the middle, and sums that fit into a byte.
        let bytes = text.as_bytes();
        if bytes.iter().fold(false, |any, byte| any | (0xe3..=0xef).contains(byte)) {
            return self.count_signs(text);
        }
        let blank = |byte: u8| byte <= b' ';
        let Some(first) = bytes.first() else { return };
        let pairs = bytes[..bytes.len() - 1].chunks(255).zip(bytes[1..].chunks(255));
        let starts = |(before, at): (&[u8], &[u8])| {
            before.iter().zip(at).map(|(before, at)| u8::from(blank(*before) & !blank(*at))).sum::<u8>()
        };
        self.spaced += pairs.map(|pair| u32::from(starts(pair))).sum::<u32>() + u32::from(!blank(*first));
    }

    fn count_signs(&mut self, text: &str) {
        let mut inside = false;
        for c in text.chars() {
            if matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
            {
                self.signs += 1;
                inside = false;
            } else if c.is_alphanumeric() {
                self.spaced += u32::from(!inside);
                inside = true;
            } else if c.is_whitespace() {
                inside = false;
            }
        }
    }

    /// All words; a sign counts as one.
    pub fn total(self) -> u32 {
        self.spaced + self.signs
    }

    /// Minutes of reading, at least one: 230 words or 400 signs a minute (Brysbaert 2019 gives 238 words for English;
    /// Trauzettel-Klosinski and Dietz 2012 some 255 signs of Chinese for reading aloud, silent readers being faster).
    pub fn minutes(self) -> u32 {
        (f64::from(self.spaced) / 230.0 + f64::from(self.signs) / 400.0).ceil().max(1.0) as u32
    }
}
