//! A page of HTML, as Google Docs exports it, alone or in an archive with its pictures → a document.
//!
//! Google Docs says by classes what other programs say by elements: `.c3{font-weight:700}` is bold, `lst-kix_a-1` a list in a
//! list. Both are read. Its notes are links to `#ftnt1` and back, its links go over a page that counts them.

mod style;

use super::tree::{self, Element, Node};
use super::{
    Block, Document, DocumentError, Manner, Piece, What, archive, behind_mark, in_cell, is_address, is_empty,
    tell_of_lost_words, words,
};
use crate::base::escape;
use std::collections::BTreeMap;
use style::{Looks, Sheet};

/// Reads a page, or an archive that holds one.
pub(super) fn read(bytes: &[u8], beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, DocumentError> {
    if !bytes.starts_with(b"PK") {
        return read_page(bytes, beside);
    }
    let parts = archive::parts(bytes, |name| !name.starts_with("__MACOSX/")).map_err(DocumentError::Archive)?;
    let page = parts.iter().find(|(name, _)| name.ends_with(".html") || name.ends_with(".htm"));
    let Some((name, page)) = page else {
        return Err(DocumentError::Part("*.html".to_owned(), "it is missing".to_owned()));
    };
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    read_page(page, &|path| parts.get(&format!("{folder}{path}")).cloned())
}

fn read_page(bytes: &[u8], beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, DocumentError> {
    let text = std::str::from_utf8(bytes).map_err(|_| DocumentError::NotUtf8)?;
    let root = tree::html(text.trim_start_matches('\u{feff}'));
    let mut document = Document::default();
    let title = root.find("title").map(|title| title.text().trim().to_owned()).filter(|title| !title.is_empty());
    let mut notes = BTreeMap::new();
    let body = root.find("body").unwrap_or(&root);
    collect_notes(body, &mut notes);
    let sheet = Sheet::read(&root);
    let mut reader =
        Reader { sheet: &sheet, beside, document: &mut document, notes: &notes, used: BTreeMap::new(), title: None };
    let mut blocks = Vec::new();
    reader.blocks(body, &Manner::default(), &mut blocks);
    let (used, own_title) = (std::mem::take(&mut reader.used), reader.title.take());
    let nothing = BTreeMap::new();
    document.notes.resize(used.len(), Vec::new());
    for (name, note) in &notes {
        let mut reader = Reader {
            sheet: &sheet,
            beside,
            document: &mut document,
            notes: &nothing,
            used: BTreeMap::new(),
            title: None,
        };
        let mut body = Vec::new();
        reader.note(note, &mut body);
        match used.get(name) {
            Some(at) => document.notes[*at] = body,
            // A note without a mark stands at the end.
            None => blocks.append(&mut body),
        }
    }
    document.title = own_title.or(title);
    let is_title = |block: &Block| matches!(block, Block::Heading(1, pieces) if Some(words(pieces)) == document.title);
    if blocks.first().is_some_and(is_title) {
        blocks.remove(0);
    }
    document.blocks = blocks;
    let mut old = Vec::new();
    body.texts(&is_unread, &mut old);
    tell_of_lost_words(&mut document, old.into_iter());
    Ok(document)
}

/// Whether nothing is to be read in an element: it is no text, it is a mark or a way back, or it is told of.
fn is_unread(element: &Element) -> bool {
    let is_mark = || ["ftnt", "ftnt_ref", "cmnt", "cmnt_ref"].iter().any(|prefix| note_name(element, prefix).is_some());
    let is_comment = || element.elements().any(|child| note_name(child, "cmnt").is_some());
    matches!(element.name.as_str(), "script" | "style" | "title" | "head" | "template" | "noscript")
        || is_mark()
        || is_comment()
}

/// The bodies of notes: what holds a way back to its mark.
fn collect_notes<'a>(parent: &'a Element, notes: &mut BTreeMap<String, &'a Element>) {
    for element in parent.elements() {
        let own = element.elements().find_map(|child| note_name(child, "ftnt"));
        match own {
            Some(name) => {
                // Google Docs puts each note into a `div`; its paragraphs are the note.
                let body = if element.name == "p" && parent.name == "div" { parent } else { element };
                notes.insert(name, body);
            }
            None => collect_notes(element, notes),
        }
    }
}

/// The number of a note, where an element is the anchor of one: `<a href="#ftnt_ref1" id="ftnt1">`.
fn note_name(element: &Element, prefix: &str) -> Option<String> {
    let id = if element.name == "a" { element.attribute("id")?.strip_prefix(prefix)? } else { return None };
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| id.to_owned())
}

struct Reader<'a> {
    sheet: &'a Sheet,
    beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    document: &'a mut Document,
    notes: &'a BTreeMap<String, &'a Element>,
    /// The notes whose marks were met, with their places.
    used: BTreeMap<String, usize>,
    title: Option<String>,
}

impl Reader<'_> {
    fn blocks(&mut self, parent: &Element, manner: &Manner, all: &mut Vec<Block>) {
        let mut loose = Vec::new();
        for node in &parent.children {
            match node {
                Node::Element(element) if self.is_block(element) => {
                    end(&mut loose, all);
                    self.block(element, manner, all);
                }
                node => self.node(node, manner, &mut loose),
            }
        }
        end(&mut loose, all);
    }

    /// The body of a note, without its way back.
    fn note(&mut self, note: &Element, all: &mut Vec<Block>) {
        if note.name == "p" {
            let mut pieces = Vec::new();
            self.inline(note, &Manner::default(), &mut pieces);
            end(&mut pieces, all);
        } else {
            self.blocks(note, &Manner::default(), all);
        }
        *all = behind_mark(std::mem::take(all));
    }

    fn is_block(&self, element: &Element) -> bool {
        matches!(
            element.name.as_str(),
            "p" | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "ul"
                | "ol"
                | "table"
                | "hr"
                | "div"
                | "section"
                | "article"
                | "main"
                | "header"
                | "footer"
                | "blockquote"
                | "pre"
                | "figure"
                | "figcaption"
                | "center"
                | "aside"
                | "nav"
                | "dl"
                | "dt"
                | "dd"
                | "body"
                | "html"
        )
    }

    fn block(&mut self, element: &Element, manner: &Manner, all: &mut Vec<Block>) {
        if self.is_note(element) {
            return;
        }
        if element.elements().any(|child| note_name(child, "cmnt").is_some()) {
            self.document.tell("comments in the margin are left out");
            return;
        }
        let looks = self.sheet.looks(element);
        let manner = &looks.over(manner);
        let mut pieces = Vec::new();
        match element.name.as_str() {
            "ul" | "ol" => self.items(element, manner, 0, all),
            "table" => self.table(element, manner, all),
            "hr" => {
                // Google Docs draws one in front of the notes.
                if !all.is_empty() && element.attribute("class").is_none() {
                    all.push(Block::Pause);
                }
            }
            "pre" => all.push(Block::Code(element.text())),
            "p" | "dt" | "dd" | "figcaption" => {
                self.inline(element, manner, &mut pieces);
                if is_empty(&pieces) {
                    return;
                }
                let class = element.attribute("class").unwrap_or_default();
                let is = |name: &str| class.split_whitespace().any(|one| one == name);
                match element.name.as_str() {
                    "p" if is("title") && self.title.is_none() => self.title = Some(words(&pieces)),
                    "p" if is("subtitle") && self.document.description.is_none() => {
                        self.document.description = Some(words(&pieces));
                    }
                    "figcaption" => all.push(Block::Caption(pieces)),
                    _ => all.push(Block::Paragraph(pieces)),
                }
            }
            "blockquote" => {
                let mut inner = Vec::new();
                self.blocks(element, manner, &mut inner);
                all.extend(inner.into_iter().map(|block| match block {
                    Block::Paragraph(pieces) => Block::Quote(pieces),
                    block => block,
                }));
            }
            name => match name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
                Some(level) => {
                    // What a style makes bold is no emphasis in a heading.
                    self.inline(element, &Manner::default(), &mut pieces);
                    if !is_empty(&pieces) {
                        let level = level.clamp(1, 6);
                        all.push(Block::Heading(level, pieces));
                    }
                }
                None => self.blocks(element, manner, all),
            },
        }
    }

    /// Whether an element is the body of a note, which stands elsewhere.
    fn is_note(&self, element: &Element) -> bool {
        self.notes.values().any(|note| std::ptr::eq(*note, element))
    }

    fn items(&mut self, list: &Element, manner: &Manner, depth: usize, all: &mut Vec<Block>) {
        // The depth of a list of Google Docs is the number at the end of its class.
        let class = list.attribute("class").unwrap_or_default();
        let named = class.split_whitespace().find_map(|one| one.strip_prefix("lst-")?.rsplit_once('-')?.1.parse().ok());
        let depth = named.unwrap_or(depth).min(8);
        let mut number = list.attribute("start").and_then(|start| start.parse::<usize>().ok()).unwrap_or(1);
        for element in list.elements() {
            match element.name.as_str() {
                "li" => {
                    let mut pieces = Vec::new();
                    let mut below = Vec::new();
                    for node in &element.children {
                        match node {
                            Node::Element(inner) if matches!(inner.name.as_str(), "ul" | "ol") => {
                                self.items(inner, manner, depth + 1, &mut below);
                            }
                            Node::Element(inner) if self.is_block(inner) => {
                                let mut blocks = Vec::new();
                                self.block(inner, manner, &mut blocks);
                                if !is_empty(&pieces) {
                                    pieces.push(Piece::new(What::Break, manner));
                                }
                                pieces.extend(in_cell(&blocks));
                            }
                            node => self.node(node, manner, &mut pieces),
                        }
                    }
                    let number = (list.name == "ol").then(|| {
                        let this = number;
                        number = number.saturating_add(1);
                        this
                    });
                    all.push(Block::Item { depth, number, body: trimmed(pieces) });
                    all.extend(below);
                }
                "ul" | "ol" => self.items(element, manner, depth + 1, all),
                // What stands in a list, and in no item of it.
                _ if self.is_block(element) => self.block(element, manner, all),
                _ => self.blocks(element, manner, all),
            }
        }
    }

    fn table(&mut self, table: &Element, manner: &Manner, all: &mut Vec<Block>) {
        if let Some(caption) = table.child("caption") {
            let mut pieces = Vec::new();
            self.inline(caption, manner, &mut pieces);
            end(&mut pieces, all);
        }
        let mut rows = Vec::new();
        self.rows(table, manner, &mut rows);
        match rows.as_slice() {
            [] => {}
            [row] if row.len() == 1 => all.push(Block::Quote(row[0].clone())),
            _ => all.push(Block::Table(rows)),
        }
    }

    fn rows(&mut self, parent: &Element, manner: &Manner, rows: &mut Vec<Vec<Vec<Piece>>>) {
        for element in parent.elements() {
            match element.name.as_str() {
                "tr" => {
                    let mut cells = Vec::new();
                    for cell in element.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")) {
                        let mut blocks = Vec::new();
                        self.blocks(cell, manner, &mut blocks);
                        cells.push(in_cell(&blocks));
                        let span = |name| cell.attribute(name).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                        if span("colspan") > 1 || span("rowspan") > 1 {
                            self.document.tell("cells of tables that were merged stand alone now, beside empty ones");
                        }
                        cells.extend(std::iter::repeat_n(Vec::new(), span("colspan").clamp(1, 100) - 1));
                    }
                    if !cells.is_empty() {
                        rows.push(cells);
                    }
                }
                "tbody" | "thead" | "tfoot" => self.rows(element, manner, rows),
                _ => {}
            }
        }
    }

    fn inline(&mut self, parent: &Element, manner: &Manner, pieces: &mut Vec<Piece>) {
        parent.children.iter().for_each(|node| self.node(node, manner, pieces));
    }

    fn node(&mut self, node: &Node, manner: &Manner, pieces: &mut Vec<Piece>) {
        let element = match node {
            Node::Text(text) => {
                let text = joined(text, pieces.last());
                if !text.is_empty() {
                    pieces.push(Piece::new(What::Text(text), manner));
                }
                return;
            }
            Node::Element(element) => element,
        };
        let looks = self.sheet.looks(element);
        let mut manner = looks.over(manner);
        match element.name.as_str() {
            "script" | "style" | "title" | "head" | "template" | "noscript" => {}
            "br" => pieces.push(Piece::new(What::Break, &manner)),
            "img" => self.picture(element, &manner, pieces),
            "a" => self.anchor(element, manner, pieces),
            name => {
                match name {
                    "b" | "strong" => manner.strong = true,
                    "i" | "em" | "cite" => manner.emphasis = true,
                    "s" | "del" | "strike" => manner.struck = true,
                    "code" | "tt" | "kbd" | "samp" => manner.code = true,
                    "sup" => manner.raised = true,
                    "sub" => manner.lowered = true,
                    _ => {}
                }
                self.inline(element, &manner, pieces);
            }
        }
    }

    fn anchor(&mut self, element: &Element, mut manner: Manner, pieces: &mut Vec<Piece>) {
        let address = element.attribute("href").unwrap_or_default();
        if note_name(element, "ftnt").is_some() || note_name(element, "cmnt_ref").is_some() {
            return;
        }
        if let Some(name) = note_name(element, "ftnt_ref") {
            let next = self.used.len();
            let at = *self.used.entry(name).or_insert(next);
            pieces.push(Piece::new(What::Note(at), &Manner::default()));
            return;
        }
        let address = straight(address);
        if is_address(&address) {
            manner.link = Some(address);
        } else if address.starts_with('#') {
            self.document.tell("links inside of the document lead nowhere any more: their words stay");
        }
        self.inline(element, &manner, pieces);
    }

    fn picture(&mut self, element: &Element, manner: &Manner, pieces: &mut Vec<Piece>) {
        let address = element.attribute("src").unwrap_or_default();
        let alt =
            element.attribute("alt").filter(|alt| !alt.is_empty()).or(element.attribute("title")).unwrap_or_default();
        let place = if let Some((name, bytes)) = style::embedded(address) {
            self.document.picture(&name, bytes)
        } else if address.starts_with("https://") || address.starts_with("http://") {
            self.document.tell("pictures that were on other hosts are still there: save them beside the brief");
            address.to_owned()
        } else {
            let path = escape::decode_path(address).map_or_else(|| address.to_owned(), std::borrow::Cow::into_owned);
            match (self.beside)(&path).filter(|_| !path.is_empty()) {
                Some(bytes) => self.document.picture(&path, bytes),
                None => {
                    self.document.tell(format!("there is no picture {address} beside the page: put it there"));
                    address.to_owned()
                }
            }
        };
        let manner = Manner { link: manner.link.clone(), ..Manner::default() };
        pieces.push(Piece::new(What::Picture(place, alt.trim().to_owned()), &manner));
    }
}

/// White space in HTML is one space, and none where there is one before it.
fn joined(text: &str, before: Option<&Piece>) -> String {
    let ends_in_space = before.is_none_or(|piece| match &piece.what {
        What::Text(text) => text.ends_with(' '),
        What::Break => true,
        _ => false,
    });
    let mut out = String::with_capacity(text.len());
    let mut space = ends_in_space;
    for sign in text.chars() {
        let is_space = matches!(sign, ' ' | '\n' | '\t' | '\r' | '\u{c}');
        if !(is_space && space) {
            // Google Docs keeps two spaces apart by one that does not break.
            out.push(if is_space { ' ' } else { sign });
        }
        space = is_space;
    }
    out
}

/// Where a link really leads: Google Docs counts clicks on `https://www.google.com/url?q=…`.
fn straight(address: &str) -> String {
    let Some(query) = address.strip_prefix("https://www.google.com/url?") else { return address.to_owned() };
    let target = query.split('&').find_map(|part| part.strip_prefix("q="));
    let target = target.and_then(escape::decode_path).filter(|target| is_address(target));
    target.map_or_else(|| address.to_owned(), std::borrow::Cow::into_owned)
}

fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while let Some(Piece { what: What::Break, .. }) = pieces.last() {
        pieces.pop();
    }
    pieces
}

/// Words that stand in no paragraph of their own.
fn end(loose: &mut Vec<Piece>, all: &mut Vec<Block>) {
    let pieces = std::mem::take(loose);
    if !is_empty(&pieces) {
        all.push(Block::Paragraph(pieces));
    }
}

impl Looks {
    /// The manner of what is inside of an element with these looks.
    fn over(self, manner: &Manner) -> Manner {
        Manner {
            strong: self.strong.unwrap_or(manner.strong),
            emphasis: self.emphasis.unwrap_or(manner.emphasis),
            struck: self.struck.unwrap_or(manner.struck),
            raised: self.raised.unwrap_or(manner.raised),
            lowered: self.lowered.unwrap_or(manner.lowered),
            ..manner.clone()
        }
    }
}
