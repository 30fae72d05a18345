//! A document of a word processor → a brief with its pictures and notes.
//!
//! Each kind of document has a reader, which makes a `Document` of bytes; the writer behind it is the same for all. What a
//! brief has no place for is told in words.

mod archive;
mod docx;
mod emphasis;
mod markdown;
mod page;
mod tree;

pub use archive::ArchiveError;

use std::collections::BTreeMap;
use std::fmt;

/// A document, as far as a brief can hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    /// The day on which it was last changed.
    pub(super) date: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) blocks: Vec<Block>,
    /// The bodies of the notes.
    pub(super) notes: Vec<Vec<Block>>,
    /// The pictures: names as they will be, and bytes.
    pub(super) pictures: Vec<(String, Vec<u8>)>,
    /// What is not as it was.
    pub(super) told: Vec<String>,
}

impl Document {
    /// Tells once of something.
    pub(super) fn tell(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.told.contains(&what) {
            self.told.push(what);
        }
    }

    /// Where a picture will be; the same bytes are one picture.
    pub(super) fn picture(&mut self, name: &str, bytes: Vec<u8>) -> String {
        if let Some((known, _)) = self.pictures.iter().find(|(_, known)| *known == bytes) {
            return known.clone();
        }
        let name = format!("picture-{:02}.{}", self.pictures.len() + 1, ending(name).unwrap_or("bin"));
        self.pictures.push((name.clone(), bytes));
        name
    }
}

/// The ending of a picture that browsers show, as it is written in small letters; nothing for other files.
pub fn ending(name: &str) -> Option<&'static str> {
    const SHOWN: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp"];
    let (_, ending) = name.rsplit_once('.')?;
    SHOWN.into_iter().find(|shown| ending.eq_ignore_ascii_case(shown))
}

/// A part of a text that stands for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading, from 1.
    Heading(usize, Vec<Piece>),
    Paragraph(Vec<Piece>),
    /// The words below, or above, a picture or a table.
    Caption(Vec<Piece>),
    Quote(Vec<Piece>),
    /// An item of a list: how deep it is, and its number where it has one.
    Item {
        depth: usize,
        number: Option<usize>,
        body: Vec<Piece>,
    },
    /// Rows of cells; the first is the header.
    Table(Vec<Vec<Vec<Piece>>>),
    /// Lines of code.
    Code(String),
    /// A line across.
    Pause,
}

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) manner: Manner,
}

/// What a stretch is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Text(String),
    /// A picture: its address and what it shows.
    Picture(String, String),
    /// The mark of a note, by its place among the notes.
    Note(usize),
    /// A new line in the same paragraph.
    Break,
}

/// How a stretch is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    pub(super) link: Option<String>,
}

impl Piece {
    pub(super) fn new(what: What, manner: &Manner) -> Self {
        Self { what, manner: manner.clone() }
    }

    pub(super) fn plain(text: &str) -> Self {
        Self::new(What::Text(text.to_owned()), &Manner::default())
    }
}

/// What readers see of a paragraph.
pub(super) fn words(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match &piece.what {
        What::Text(text) => text.clone(),
        What::Break => " ".to_owned(),
        _ => String::new(),
    };
    pieces.iter().map(text).collect::<String>().trim().to_owned()
}

/// Whether there is nothing to see.
pub(super) fn is_empty(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match &piece.what {
        What::Text(text) => text.trim().is_empty(),
        What::Break => true,
        _ => false,
    })
}

/// The paragraphs of a cell, in one line.
pub(super) fn in_cell(blocks: &[Block]) -> Vec<Piece> {
    let mut all = Vec::new();
    for block in blocks {
        let pieces = match block {
            Block::Heading(_, pieces) | Block::Paragraph(pieces) | Block::Caption(pieces) | Block::Quote(pieces) => {
                pieces.clone()
            }
            Block::Item { number, body, .. } => {
                let mark = number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
                [vec![Piece::plain(&mark)], body.clone()].concat()
            }
            // A table in a cell of a table.
            Block::Table(rows) => {
                rows.iter().flatten().flat_map(|cell| [cell.clone(), vec![Piece::plain(" ")]].concat()).collect()
            }
            Block::Code(text) => vec![Piece::plain(text)],
            Block::Pause => continue,
        };
        if !all.is_empty() {
            all.push(Piece::new(What::Break, &Manner::default()));
        }
        all.extend(pieces);
    }
    all
}

/// Whether readers can go there.
pub(super) fn is_address(address: &str) -> bool {
    ["https://", "http://", "mailto:", "/"].iter().any(|scheme| address.starts_with(scheme))
}

/// The body of a note, which begins behind its mark.
pub(super) fn behind_mark(mut body: Vec<Block>) -> Vec<Block> {
    if let Some(Block::Paragraph(first)) = body.first_mut()
        && let Some(What::Text(text)) = first.first_mut().map(|piece| &mut piece.what)
    {
        *text = text.trim_start().to_owned();
    }
    body
}

/// Tells of words of the old document that are nowhere in the new one: whatever a reader does not know, its words must not go
/// without a word.
pub(super) fn tell_of_lost_words<'a>(document: &mut Document, old: impl Iterator<Item = &'a str>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count =
        |text: &str| text.split_whitespace().for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
    fn each(blocks: &[Block], count: &mut dyn FnMut(&str)) {
        let mut pieces = |pieces: &[Piece]| {
            pieces.iter().for_each(|piece| {
                if let What::Text(text) = &piece.what {
                    count(text);
                }
            });
        };
        for block in blocks {
            match block {
                Block::Heading(_, body) | Block::Paragraph(body) | Block::Caption(body) | Block::Quote(body) => {
                    pieces(body);
                }
                Block::Item { body, .. } => pieces(body),
                Block::Table(rows) => rows.iter().flatten().for_each(|cell| pieces(cell)),
                Block::Code(text) => pieces(&[Piece::plain(text)]),
                Block::Pause => {}
            }
        }
    }
    each(&document.blocks, &mut count);
    document.notes.iter().for_each(|note| each(note, &mut count));
    let front = [&document.title, &document.description, &document.date];
    front.into_iter().flatten().chain(&document.authors).chain(&document.tags).for_each(|text| count(text));
    let mut lost: Vec<&str> = Vec::new();
    for word in old.flat_map(str::split_whitespace) {
        match counts.get_mut(word) {
            Some(left @ 1..) => *left -= 1,
            _ => lost.push(word),
        }
    }
    if !lost.is_empty() {
        let more = if lost.len() > NAMED { format!(" … and {} more", lost.len() - NAMED) } else { String::new() };
        let first = lost[..lost.len().min(NAMED)].join(" ");
        document.tell(format!("these words are not in the brief: {first}{more}"));
    }
}

/// How many lost words are named.
const NAMED: usize = 12;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What Word writes (ECMA-376, Office Open XML).
    Docx,
    /// A page, alone or in an archive with its pictures, as Google Docs exports it.
    Html,
}

/// Why a document cannot be read.
#[derive(Debug)]
pub enum DocumentError {
    /// It is not the archive that it should be.
    Archive(ArchiveError),
    /// A part of it is missing or is no XML.
    Part(String, String),
    /// It is no text in UTF-8.
    NotUtf8,
    /// There is nothing in it.
    Empty,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Archive(error) => error.fmt(f),
            Self::Part(part, why) => write!(f, "its part {part} cannot be read: {why}; open it and save it once more"),
            Self::NotUtf8 => f.write_str("it is no text in UTF-8: export it once more"),
            Self::Empty => f.write_str("there are no words in it"),
        }
    }
}

impl std::error::Error for DocumentError {}

/// A brief, as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedDocument {
    /// `index.md`.
    pub text: String,
    /// The pictures beside it: names and bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// How many notes it has.
    pub notes: usize,
    /// What is not as it was, each in a line.
    pub told: Vec<String>,
}

/// Makes a brief of a document. `name` takes the place of a title where it has none; `beside` reads a file that lies beside it.
pub fn import_document(
    kind: Kind,
    name: &str,
    bytes: &[u8],
    beside: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<ImportedDocument, DocumentError> {
    let mut document = match kind {
        Kind::Docx => docx::read(bytes)?,
        Kind::Html => page::read(bytes, beside)?,
    };
    if document.blocks.is_empty() {
        return Err(DocumentError::Empty);
    }
    if document.title.is_none() {
        document.title = Some(match document.blocks.first() {
            Some(Block::Heading(1, pieces)) => {
                let title = words(pieces);
                document.blocks.remove(0);
                title
            }
            _ => name.to_owned(),
        });
    }
    let text = markdown::write(&document);
    Ok(ImportedDocument { text, pictures: document.pictures, notes: document.notes.len(), told: document.told })
}
