//! The document tree: what one brief is, after its Markdown and the conventions of existing posts are understood.
//!
//! The tree holds spans of the source and no copies of it, save for what the source does not spell out (entities,
//! escapes). It knows nothing of other files: links, notes and images are as they were written.

mod citation;
mod headline;
mod text;
mod walk;

pub use citation::{Citation, Cite};
pub use headline::{Headline, HeadlineStat};
pub use text::{PlainText, Words, plain_text};

use crate::base::{Moment, Span};
use std::sync::Arc;

/// One parsed file.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The front matter, with a default for each field that is absent.
    pub front: Arc<FrontMatter>,
    /// The body.
    pub blocks: Vec<Block>,
    /// The definitions of notes, in the order in which they stand.
    pub notes: Vec<NoteDefinition>,
    /// The texts without links that hold checked numbers: of the front matter, and what pictures show.
    pub headlines: Vec<Headline>,
    /// Where the author ended the excerpt (`<excerpt/>`, `<!--more-->`): what begins before is in it.
    pub excerpt_end: Option<u32>,
}

/// What stands between the two `---` lines.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub struct FrontMatter {
    /// The YAML itself, where there is any.
    pub block: Option<Span>,
    /// The title.
    pub title: Option<String>,
    /// Names or keys of authors.
    pub authors: Vec<String>,
    /// Whether the author line ends with "et al.".
    pub and_others: bool,
    /// When it is dated.
    pub date: Option<Moment>,
    /// When it was changed in substance.
    pub updated: Option<Moment>,
    /// The moment from which it is published.
    pub publish: Option<Moment>,
    /// The moment from which it is no longer published.
    pub expires: Option<Moment>,
    /// When it is to be looked at again.
    pub review_by: Option<Moment>,
    /// Two sentences for cards, feeds and search.
    pub description: Option<String>,
    /// The key points.
    pub summary: Vec<String>,
    /// The picture at the top.
    pub image: Option<String>,
    /// Its caption.
    pub image_caption: Option<String>,
    /// What it shows.
    pub image_alt: Option<String>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// The last part of its address, instead of the file's name.
    pub slug: Option<String>,
    /// Old addresses that lead here.
    pub aliases: Vec<String>,
    /// Its language, where it is not the site's.
    pub lang: Option<String>,
    /// Its place among its neighbours, lighter first.
    pub weight: Option<i64>,
    /// Whether it is not to be published at all.
    pub draft: bool,
    /// Another template of the theme.
    pub template: Option<String>,
    /// Whether there is a field `sources`; the library reads it from the block.
    pub has_sources: bool,
    /// What was corrected.
    pub corrections: Vec<Correction>,
    /// Its terms: taxonomy and names. `tags` is one of them.
    pub terms: Vec<(String, Vec<String>)>,
    /// Codes that this file may break, each with a reason.
    pub allow: Vec<(String, String)>,
    /// Whatever else templates want to know.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A correction that readers are told of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Correction {
    /// When.
    pub date: Option<Moment>,
    /// What.
    pub text: String,
    /// The old wording.
    pub was: Option<String>,
    /// The new wording.
    pub now: Option<String>,
}

/// A block and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The source that it was made of.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading that belongs to the outline.
    Heading(Heading),
    /// A quotation.
    Quote(Quote),
    /// A box set apart from the text.
    Callout(Callout),
    /// A sentence of the text, repeated large.
    PullQuote(Vec<Inline>),
    /// Pictures and their caption.
    Figure(Figure),
    /// A list.
    List(List),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// A block of source code, or of something that its first word names.
    Code(CodeBlock),
    /// A table.
    Table(Table),
    /// A line of only `-` or `*`: a pause in the text.
    Separator,
    /// A thematic break.
    Rule,
    /// `<details>` and `<summary>`.
    Details(Details),
    /// A formula that stands alone, in TeX.
    Math(Text),
    /// HTML that passes as it is, because the site says so.
    RawHtml(Span),
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// How deep it stands in the outline: 1 for the outermost headings of this file, whatever sign they were written
    /// with, and never more than one deeper than the heading above it.
    pub depth: u8,
    /// Its id, unique in the file.
    pub id: Box<str>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// What is quoted. Headings inside a quotation are no part of the outline and are held as [`BlockKind::Paragraph`]
    /// of one strong inline.
    pub blocks: Vec<Block>,
    /// Who said it: a heading that ends the quotation.
    pub attribution: Option<Vec<Inline>>,
}

/// What kind of box a call-out is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalloutKind {
    /// A box with a title of its own.
    Box,
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// A box set apart from the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// What kind of box.
    pub kind: CalloutKind,
    /// The title that the author gave it; empty for alerts, which are named by their kind.
    pub title: Vec<Inline>,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// Pictures that share a caption.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The pictures, each perhaps inside a link.
    pub images: Vec<Image>,
    /// The caption.
    pub caption: Option<Caption>,
}

/// The caption of a figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Caption {
    /// The words that were written strong at its beginning.
    pub title: Vec<Inline>,
    /// The rest.
    pub text: Vec<Inline>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The source that it was made of.
    pub span: Span,
    /// Its address as it was written.
    pub address: Text,
    /// What it shows.
    pub alt: String,
    /// The title in quotes behind the address.
    pub title: Option<Box<str>>,
    /// Where a click on it leads.
    pub link: Option<Text>,
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The first number, for numbered lists.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// For tasks: whether it is done.
    pub done: Option<bool>,
    /// Whether its text stands without a paragraph around it.
    pub tight: bool,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeBlock {
    /// The words behind the opening fence.
    pub info: Box<str>,
    /// The lines. In quotations and lists their indentation is not part of them.
    pub text: Vec<Text>,
}

impl CodeBlock {
    /// The language: the first word of the info string.
    pub fn language(&self) -> &str {
        self.info.split([' ', ',', '{']).next().unwrap_or_default()
    }
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As the theme likes.
    None,
    /// To the left.
    Left,
    /// To the middle.
    Center,
    /// To the right.
    Right,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The cells of the head.
    pub head: Vec<Vec<Inline>>,
    /// The cells of each row.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A disclosure.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Whether it is open from the start.
    pub open: bool,
    /// What is always seen.
    pub summary: Vec<Inline>,
    /// What is seen when it is open.
    pub blocks: Vec<Block>,
}

/// Text of the source, or what an author meant by it where the source spells it differently.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    /// As it stands in the source.
    Source(Span),
    /// As it was meant: decoded entities, replaced punctuation.
    Meant(Span, Box<str>),
}

impl Text {
    /// The text.
    pub fn get<'a>(&'a self, source: &'a str) -> &'a str {
        match self {
            Self::Source(span) => &source[span.range()],
            Self::Meant(_, text) => text,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Source(span) | Self::Meant(span, _) => *span,
        }
    }
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(Text),
    /// A code span inside a sentence.
    Code(Text),
    /// A code span that is a whole paragraph or item: text set apart, which existing posts write so.
    SetApart(Text),
    /// `_emphasis_`
    Emphasis(Vec<Inline>),
    /// `__strong__`
    Strong(Vec<Inline>),
    /// `~~struck out~~`
    Strike(Vec<Inline>),
    /// A harmless HTML element.
    Element(Box<Element>),
    /// A link.
    Link(Box<Link>),
    /// A picture inside a sentence.
    Image(Box<Image>),
    /// `[^key]`
    Note(NoteReference),
    /// `[@key, p. 4]`, or a bare `@key`.
    Citation(Box<Citation>),
    /// A line end that is only a space.
    SoftBreak,
    /// A line end that stays.
    HardBreak,
    /// A formula inside a sentence, in TeX.
    Math(Text),
    /// HTML that passes as it is, because the site says so.
    RawHtml(Span),
}

/// A harmless HTML element.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its name, one of a short list.
    pub name: &'static str,
    /// Its harmless attributes, not escaped.
    pub attributes: Vec<(&'static str, Box<str>)>,
    /// What is in it; nothing for `br` and `hr`.
    pub content: Vec<Inline>,
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The source that it was made of.
    pub span: Span,
    /// Its address as it was written.
    pub address: Text,
    /// The title in quotes behind the address.
    pub title: Option<Box<str>>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// A use of a note.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteReference {
    /// Where it stands.
    pub span: Span,
    /// The key of a definition in this file, or of a source.
    pub key: Box<str>,
}

/// The definition of a note.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteDefinition {
    /// Where it stands.
    pub span: Span,
    /// Its key.
    pub key: Box<str>,
    /// What it says.
    pub blocks: Vec<Block>,
}
