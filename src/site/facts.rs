//! One draft → what the rest of the site may know of it. Small: no spans, no body.

use crate::base::address::STAT;
use crate::base::{ContentHash, Source, Span, escape};
use crate::doc::{Block, BlockKind, CodeBlock, Draft, FrontMatter, Inline, PlainText, Words, plain_text};
use std::sync::Arc;

/// What the rest of a site may know of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Its path in `content/`.
    pub path: Arc<str>,
    /// Its path as it is shown to a person.
    pub shown: Arc<str>,
    /// Its front matter.
    pub front: Arc<FrontMatter>,
    /// Its title: that of the front matter, the first heading, or the words of the file's name.
    pub title: String,
    /// Whether the title is the first heading of the body, which then is not shown again.
    pub titled_by_heading: bool,
    /// The words before the mark that ends the excerpt, or of the first paragraph.
    pub excerpt: String,
    /// The datasets and files of rows that its charts and checked numbers name, as it writes them.
    pub data: Vec<Box<str>>,
    /// How much there is to read.
    pub words: Words,
    /// The ids of its headings.
    pub anchors: Vec<Box<str>>,
    /// The local files and pages that it names, as it writes them.
    pub addresses: Vec<Box<str>>,
    /// The local pictures that it shows, as it writes them.
    pub pictures: Vec<Box<str>>,
}

impl Facts {
    /// The hash of everything of it that other pages, lists and outputs may show or ask for: all but the number of words,
    /// where it makes as many minutes, and where front matter stands in its file.
    pub fn outside(&self) -> ContentHash {
        let Self { path, shown, front, title, titled_by_heading, excerpt, data, words, anchors, addresses, pictures } =
            self;
        let front = FrontMatter { block: None, ..(**front).clone() };
        let body = (titled_by_heading, excerpt, data, words.minutes(), anchors, addresses, pictures);
        ContentHash::of_value(&(path, shown, front, title, body))
    }
}

/// An excerpt without a mark of its own ends at the first word after this many bytes.
const EXCERPT: usize = 320;

/// The facts of a draft.
pub fn facts(source: &Source, draft: &Draft) -> Facts {
    let mut gathered = Gathered {
        text: &source.text,
        words: Words::default(),
        anchors: Vec::new(),
        addresses: Vec::new(),
        pictures: Vec::new(),
        data: Vec::new(),
    };
    gathered.blocks(&draft.blocks);
    draft.notes.iter().for_each(|note| gathered.links_of(&note.blocks));
    draft.front.image.iter().for_each(|image| gathered.picture(image));
    let heading = match draft.blocks.first() {
        Some(Block { kind: BlockKind::Heading(heading), .. }) => Some(plain_text(&source.text, &heading.content)),
        _ => None,
    };
    let titled_by_heading = draft.front.title.is_none() && heading.is_some();
    let title = draft
        .front
        .title
        .clone()
        .or(heading)
        .unwrap_or_else(|| humane(&source.path, super::routes::stem(&source.path)));
    let mut data = std::mem::take(&mut gathered.data);
    data.extend(stated(&source.text));
    data.sort_unstable();
    data.dedup();
    Facts {
        path: Arc::clone(&source.path),
        shown: Arc::clone(&source.shown),
        front: Arc::clone(&draft.front),
        title: title.trim().to_owned(),
        titled_by_heading,
        excerpt: excerpt(source, draft, titled_by_heading),
        data,
        words: gathered.words,
        anchors: gathered.anchors,
        addresses: gathered.addresses,
        pictures: gathered.pictures,
    }
}

/// The excerpt: what the author marked, else the first paragraph of prose, cut at a word.
fn excerpt(source: &Source, draft: &Draft, titled_by_heading: bool) -> String {
    let marked = draft
        .excerpt_end
        .map(|end| draft.blocks.iter().take_while(|block| block.span.start < end).count())
        .unwrap_or(0);
    let is_prose =
        |block: &Block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Quote(_));
    // A heading that is the title stands above the excerpt already.
    let title = usize::from(titled_by_heading).min(marked);
    let blocks = if draft.blocks[title..marked].iter().any(is_prose) {
        &draft.blocks[title..marked]
    } else {
        match draft.blocks.iter().position(|block| matches!(block.kind, BlockKind::Paragraph(_))) {
            Some(first) => &draft.blocks[first..=first],
            None => return String::new(),
        }
    };
    let mut words = PlainText::new(&source.text, EXCERPT * 4);
    words.blocks(blocks);
    let text = words.out.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&text)
}

/// The text, or its beginning and `…`.
fn shortened(text: &str) -> String {
    if text.len() <= EXCERPT {
        return text.to_owned();
    }
    let limit = (0..=EXCERPT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let cut = text[..limit].rfind([' ', '。', '，', '、']).filter(|at| *at > EXCERPT / 2).unwrap_or(limit);
    format!("{}…", text[..cut].trim_end_matches([' ', ',', ';', ':', '–', '—', '-']))
}

/// `2024-06-07-russia-and-china` → `Russia and china`: the name of a file without its ending, which is at a path.
pub(super) fn humane(path: &str, stem: &str) -> String {
    let stem = match stem {
        "index" | "_index" => path.rsplit('/').nth(1).unwrap_or("Home").trim_start_matches('_'),
        stem => stem,
    };
    let words = super::routes::without_date(stem).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(|| stem.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// True for an address that is neither on another host nor only an anchor.
fn is_local(address: &str) -> bool {
    let scheme = address
        .find(':')
        .is_some_and(|at| address[..at].bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b)));
    !scheme && !address.starts_with("//") && !address.starts_with('#') && !address.is_empty()
}

struct Gathered<'a> {
    text: &'a str,
    words: Words,
    anchors: Vec<Box<str>>,
    addresses: Vec<Box<str>>,
    pictures: Vec<Box<str>>,
    data: Vec<Box<str>>,
}

/// The datasets whose cells a text names: what stands between `stat:` and a slash.
fn stated(text: &str) -> impl Iterator<Item = Box<str>> {
    let found = memchr::memmem::find_iter(text.as_bytes(), STAT.as_bytes());
    let name = |at: usize| {
        let rest = &text[at + STAT.len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'))?;
        rest[end..].starts_with('/').then(|| Box::from(&rest[..end]))
    };
    found.filter_map(name)
}

impl Gathered<'_> {
    fn links_of(&mut self, blocks: &[Block]) {
        let words = self.words;
        self.blocks(blocks);
        self.words = words;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                // The sentence stands in the text too; its words are counted there.
                BlockKind::PullQuote(_) | BlockKind::Separator | BlockKind::Rule | BlockKind::Math(_) => {}
                BlockKind::Code(block) => self.data_of_block(block),
                BlockKind::RawHtml(span) => self.raw_html(*span),
                BlockKind::Heading(heading) => {
                    self.anchors.push(heading.id.clone());
                    self.inlines(&heading.content);
                }
                BlockKind::Quote(quote) => {
                    self.blocks(&quote.blocks);
                    self.inlines(quote.attribution.as_deref().unwrap_or_default());
                }
                BlockKind::Callout(callout) => {
                    self.inlines(&callout.title);
                    self.blocks(&callout.blocks);
                }
                BlockKind::Figure(figure) => {
                    for image in &figure.images {
                        self.picture(image.address.get(self.text));
                        image.link.iter().for_each(|link| self.address(link.get(self.text)));
                    }
                    if let Some(caption) = &figure.caption {
                        self.inlines(&caption.title);
                        self.inlines(&caption.text);
                    }
                }
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                BlockKind::Definitions(all) => {
                    for definition in all {
                        self.inlines(&definition.term);
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
                    }
                }
                BlockKind::Table(table) => {
                    table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| self.inlines(cell));
                }
                BlockKind::Details(details) => {
                    self.inlines(&details.summary);
                    self.blocks(&details.blocks);
                }
            }
        }
    }

    /// What a block of code names as its data: more than charts do no harm here.
    fn data_of_block(&mut self, block: &CodeBlock) {
        for line in &block.text {
            let named = line.get(self.text).lines().filter_map(|line| line.trim().strip_prefix("data:"));
            self.data.extend(named.map(|name| name.trim().trim_matches(['"', '\'']).into()));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::SetApart(text) => {
                    self.words.count(text.get(self.text));
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.inlines(inner),
                Inline::Element(element) => self.inlines(&element.content),
                Inline::Link(link) => {
                    self.address(link.address.get(self.text));
                    self.inlines(&link.content);
                }
                Inline::Image(image) => self.picture(image.address.get(self.text)),
                Inline::RawHtml(span) => self.raw_html(*span),
                Inline::Note(_) | Inline::Citation(_) | Inline::SoftBreak | Inline::HardBreak | Inline::Math(_) => {}
            }
        }
    }

    /// The addresses in attributes of HTML that passes as it is: everything in quotes, since more is no harm here.
    fn raw_html(&mut self, span: Span) {
        let text = &self.text[span.range()];
        for quote in ['"', '\''] {
            text.split(quote).skip(1).step_by(2).for_each(|value| self.address(value.trim()));
        }
        text.split(['=', '>', ' ']).for_each(|value| self.address(value.trim_matches(['"', '\''])));
    }

    fn picture(&mut self, address: &str) {
        self.address(address);
        if is_local(address) {
            self.pictures.push(address.trim().into());
        }
    }

    fn address(&mut self, address: &str) {
        if is_local(address)
            && let Some(path) = escape::decode_path(address)
        {
            self.addresses.push(path.as_ref().into());
        }
    }
}
