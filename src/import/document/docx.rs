//! A `.docx` file (ECMA-376, Office Open XML, part 1, 17: WordprocessingML) → a document.
//!
//! Of changes that are tracked, what was put in counts and what was taken out does not. Comments stay behind.

mod parts;

use super::tree::Element;
use super::{
    Block, Document, DocumentError, Manner, Piece, What, behind_mark, ending, in_cell, is_address, is_empty,
    tell_of_lost_words, words,
};
use parts::{Numbering, Parts, Relations, Role};
use std::collections::BTreeMap;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let parts = Parts::read(bytes)?;
    let (main, relations) = parts.main()?;
    let nothing = Element::default();
    let body = main.find("body").unwrap_or(&nothing);
    let mut document = parts.properties();
    let mut reader = Reader { parts: &parts, document: &mut document, notes: BTreeMap::new(), counters: Vec::new() };
    let blocks = reader.blocks(body, &relations);
    let mut notes = reader.notes;
    document.notes.resize(notes.len(), Vec::new());
    let mut old = Vec::new();
    old_words(body, &mut old);
    let (footnotes, endnotes) = (parts.of_kind("footnotes")?, parts.of_kind("endnotes")?);
    for (kind, part) in [("footnote", &footnotes), ("endnote", &endnotes)] {
        let relations = parts.relations_of_kind(&format!("{kind}s"));
        for note in part.elements().flat_map(Element::elements) {
            let key = format!("{kind} {}", note.attribute("id").unwrap_or_default());
            // Each is read once, whoever else has its number; lines that divide notes are notes as well, with no mark.
            let Some(at) = notes.remove(&key) else { continue };
            // A note holds the mark of no other note.
            let mut reader =
                Reader { parts: &parts, document: &mut document, notes: BTreeMap::new(), counters: Vec::new() };
            document.notes[at] = behind_mark(reader.blocks(note, &relations));
            old_words(note, &mut old);
        }
    }
    if parts.of_kind("comments")?.find("comment").is_some() {
        document.tell("comments in the margin are left out");
    }
    document.blocks = blocks;
    take_title(&mut document);
    tell_of_lost_words(&mut document, old.into_iter());
    Ok(document)
}

/// The words of an element, but for those that are said elsewhere or told of.
fn old_words<'a>(parent: &'a Element, all: &mut Vec<&'a str>) {
    for element in parent.elements() {
        let is_hidden = || element.child("rPr").and_then(|own| own.child("vanish")).is_some();
        match element.name.as_str() {
            "del" | "moveFrom" | "Fallback" | "rt" | "oMath" | "oMathPara" => {}
            "r" if is_hidden() => {}
            "t" => element.texts(&|_| false, all),
            _ => old_words(element, all),
        }
    }
}

/// The elements in one, and what of them stands in wrappers: controls, and changes that are taken as accepted.
fn unwrapped<'a>(parent: &'a Element, all: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match element.name.as_str() {
            "sdt" => element.child("sdtContent").into_iter().for_each(|inner| unwrapped(inner, all)),
            "ins" | "moveTo" | "customXml" | "smartTag" => unwrapped(element, all),
            _ => all.push(element),
        }
    }
}

/// The words in the style of a title are the title, and those below it the description.
fn take_title(document: &mut Document) {
    let role = |block: &Block| match block {
        Block::Heading(TITLE, pieces) => Some((TITLE, words(pieces))),
        Block::Heading(SUBTITLE, pieces) => Some((SUBTITLE, words(pieces))),
        _ => None,
    };
    let own: Vec<(usize, String)> = document.blocks.iter().filter_map(role).collect();
    let of = |level: usize| own.iter().find(|(is, _)| *is == level).map(|(_, words)| words.clone());
    if let Some(title) = of(TITLE) {
        document.title = Some(title);
    }
    if let Some(subtitle) = of(SUBTITLE) {
        document.description = Some(subtitle);
    }
    let (mut has_title, mut has_subtitle) = (false, false);
    document.blocks.retain_mut(|block| match block {
        Block::Heading(TITLE, _) => std::mem::replace(&mut has_title, true),
        Block::Heading(SUBTITLE, _) => std::mem::replace(&mut has_subtitle, true),
        _ => true,
    });
    // A second title is a heading like others.
    for block in &mut document.blocks {
        if let Block::Heading(level @ (TITLE | SUBTITLE), _) = block {
            *level = 1;
        }
    }
    let title = document.title.clone();
    if let (Some(Block::Heading(1, pieces)), Some(title)) = (document.blocks.first(), title)
        && words(pieces) == title
    {
        document.blocks.remove(0);
    }
}

/// What is told of formulas.
const FORMULAS: &str = "formulas are left as their letters: write them anew between `$` signs";

/// Levels of headings that no document has, for what is above all others.
const TITLE: usize = 100;
const SUBTITLE: usize = 101;

struct Reader<'a> {
    parts: &'a Parts,
    document: &'a mut Document,
    /// The notes, by kind and number, with their places.
    notes: BTreeMap<String, usize>,
    /// How far numbered lists have come: list, level, number.
    counters: Vec<(String, usize, usize)>,
}

/// What is open while the runs of a paragraph are read.
#[derive(Default)]
struct Field {
    /// The instruction of a field, between its beginning and its middle.
    instruction: Option<String>,
    /// Where a field leads whose words are being read.
    link: Option<String>,
}

impl Reader<'_> {
    fn blocks(&mut self, parent: &Element, relations: &Relations) -> Vec<Block> {
        let (mut all, mut elements) = (Vec::new(), Vec::new());
        unwrapped(parent, &mut elements);
        for element in elements {
            match element.name.as_str() {
                "p" => self.paragraph(element, relations, &mut all),
                "tbl" => self.table(element, relations, &mut all),
                "oMathPara" | "oMath" => {
                    self.document.tell(FORMULAS);
                    all.push(Block::Paragraph(vec![Piece::plain(&element.text())]));
                }
                "altChunk" => self.document.tell("a part that another program wrote into the document is left out"),
                _ => {}
            }
        }
        all
    }

    fn paragraph(&mut self, element: &Element, relations: &Relations, all: &mut Vec<Block>) {
        let properties = element.child("pPr");
        let style = properties.and_then(|own| own.child("pStyle")).and_then(|style| style.attribute("val"));
        let role = style.map_or(Role::Plain, |style| self.parts.role(style));
        let mut pieces = Vec::new();
        self.runs(element, relations, &Manner::default(), &mut Field::default(), &mut pieces);
        if is_empty(&pieces) {
            let is_rule =
                properties.is_some_and(|own| own.find("pBdr").is_some_and(|border| border.child("bottom").is_some()));
            if is_rule && !all.is_empty() {
                all.push(Block::Pause);
            }
            return;
        }
        let numbering = properties
            .and_then(|own| own.child("numPr"))
            .or_else(|| style.and_then(|style| self.parts.numbering_of(style)));
        let block = match role {
            Role::Title => Block::Heading(TITLE, pieces),
            Role::Subtitle => Block::Heading(SUBTITLE, pieces),
            Role::Heading(level) => Block::Heading(level, pieces),
            Role::Caption => Block::Caption(pieces),
            Role::Quote => Block::Quote(pieces),
            Role::Code => {
                let text = lines(&pieces);
                if let Some(Block::Code(before)) = all.last_mut() {
                    before.push('\n');
                    before.push_str(&text);
                    return;
                }
                Block::Code(text)
            }
            Role::Author => {
                let author = words(&pieces);
                if !self.document.authors.contains(&author) {
                    self.document.authors.push(author);
                }
                return;
            }
            Role::Date => {
                let date = words(&pieces);
                if !parts::is_day(&date) {
                    all.push(Block::Paragraph(pieces));
                } else {
                    self.document.date = Some(date);
                }
                return;
            }
            Role::Plain => match numbering.and_then(|numbering| self.item(numbering)) {
                Some((depth, number)) => Block::Item { depth, number, body: pieces },
                None => Block::Paragraph(pieces),
            },
        };
        all.push(block);
    }

    /// How deep an item is, and its number where it has one; nothing for paragraphs that are in no list.
    fn item(&mut self, numbering: &Element) -> Option<(usize, Option<usize>)> {
        let value = |name: &str| numbering.child(name).and_then(|child| child.attribute("val"));
        let list = value("numId").filter(|list| *list != "0")?;
        let depth = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
        let first = match self.parts.numbering(list, depth) {
            Numbering::Bullet => return Some((depth, None)),
            Numbering::Numbers(first) => first,
        };
        // An item begins the numbers of those below it anew.
        self.counters.retain(|(of, level, _)| of != list || *level <= depth);
        let counter = self.counters.iter_mut().find(|(of, level, _)| of == list && *level == depth);
        let number = match counter {
            Some((_, _, number)) => {
                *number = number.saturating_add(1);
                *number
            }
            None => {
                self.counters.push((list.to_owned(), depth, first));
                first
            }
        };
        Some((depth, Some(number)))
    }

    fn runs(
        &mut self,
        parent: &Element,
        relations: &Relations,
        manner: &Manner,
        field: &mut Field,
        pieces: &mut Vec<Piece>,
    ) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => self.run(element, relations, manner, field, pieces),
                "hyperlink" => {
                    let address = element.attribute("id").and_then(|id| relations.get(id)).cloned();
                    let link = address.filter(|address| is_address(address)).or_else(|| manner.link.clone());
                    if element.attribute("anchor").is_some() && element.attribute("id").is_none() {
                        self.document.tell("links inside of the document lead nowhere any more: their words stay");
                    }
                    self.runs(element, relations, &Manner { link, ..manner.clone() }, field, pieces);
                }
                "fldSimple" => {
                    let link = element.attribute("instr").and_then(leads_to).or_else(|| manner.link.clone());
                    self.runs(element, relations, &Manner { link, ..manner.clone() }, field, pieces);
                }
                "sdt" => {
                    if let Some(inner) = element.child("sdtContent") {
                        self.runs(inner, relations, manner, field, pieces);
                    }
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.runs(element, relations, manner, field, pieces);
                }
                "del" | "moveFrom" => {
                    self.document.tell("tracked changes are taken as accepted: what was deleted is gone");
                }
                "oMath" | "oMathPara" => {
                    self.document.tell(FORMULAS);
                    pieces.push(Piece::new(What::Text(element.text()), manner));
                }
                _ => {}
            }
        }
    }

    fn run(
        &mut self,
        run: &Element,
        relations: &Relations,
        manner: &Manner,
        field: &mut Field,
        pieces: &mut Vec<Piece>,
    ) {
        let own = run.child("rPr");
        let style = own.and_then(|own| own.child("rStyle")).and_then(|style| style.attribute("val"));
        let (of_style, code) = style.map_or((None, false), |style| self.parts.of_run(style));
        let is_on = |name: &str| {
            let set = [own, of_style].into_iter().flatten().find_map(|properties| properties.child(name));
            let value = set.map(|set| set.attribute("val").unwrap_or("true"));
            value.is_some_and(|value| !matches!(value, "false" | "0" | "none" | "off"))
        };
        if is_on("vanish") {
            return;
        }
        let position = own.and_then(|own| own.child("vertAlign")).and_then(|set| set.attribute("val"));
        let manner = Manner {
            strong: is_on("b"),
            emphasis: is_on("i"),
            struck: is_on("strike") || is_on("dstrike"),
            raised: position == Some("superscript"),
            lowered: position == Some("subscript"),
            link: field.link.clone().or_else(|| manner.link.clone()),
            code,
        };
        for child in run.elements() {
            match child.name.as_str() {
                "fldChar" => match child.attribute("fldCharType") {
                    Some("begin") => *field = Field { instruction: Some(String::new()), link: None },
                    Some("separate") => field.link = field.instruction.take().as_deref().and_then(leads_to),
                    _ => *field = Field::default(),
                },
                "instrText" => {
                    if let Some(instruction) = &mut field.instruction {
                        instruction.push_str(&child.text());
                    }
                }
                // Between the beginning and the middle of a field stand only its instructions.
                _ if field.instruction.is_some() => {}
                "t" => pieces.push(Piece::new(What::Text(child.text()), &manner)),
                "tab" => pieces.push(Piece::new(What::Text(" ".to_owned()), &manner)),
                "ruby" => {
                    let base = child.child("rubyBase");
                    base.into_iter().for_each(|base| self.runs(base, relations, &manner, field, pieces));
                }
                "noBreakHyphen" => pieces.push(Piece::new(What::Text("\u{2011}".to_owned()), &manner)),
                "br" if child.attribute("type").is_none() => pieces.push(Piece::new(What::Break, &manner)),
                "cr" => pieces.push(Piece::new(What::Break, &manner)),
                "footnoteReference" | "endnoteReference" => {
                    let kind = child.name.trim_end_matches("Reference");
                    let key = format!("{kind} {}", child.attribute("id").unwrap_or_default());
                    let next = self.notes.len();
                    let at = *self.notes.entry(key).or_insert(next);
                    pieces.push(Piece::new(What::Note(at), &Manner::default()));
                }
                "drawing" | "pict" | "object" => self.picture(child, relations, &manner, pieces),
                "AlternateContent" => {
                    // The same thing twice: for newer programs, and for older ones.
                    let choice = child.child("Choice").or_else(|| child.child("Fallback"));
                    choice.into_iter().for_each(|choice| self.picture(choice, relations, &manner, pieces));
                }
                "sym" => {
                    self.document.tell("signs of symbol fonts are left out: type them again");
                }
                _ => {}
            }
        }
    }

    fn picture(&mut self, drawing: &Element, relations: &Relations, manner: &Manner, pieces: &mut Vec<Piece>) {
        if let Some(inner) = drawing.find("txbxContent") {
            // Words in a box stand beside the text, and their place is lost anyway.
            self.document.tell("text boxes are in the text now, where they were anchored");
            pieces.extend(in_cell(&self.blocks(inner, relations)));
            pieces.push(Piece::plain(" "));
        }
        let embedded = drawing.find_outside("blip", "txbxContent").and_then(|blip| blip.attribute("embed"));
        let data = || drawing.find_outside("imagedata", "txbxContent").and_then(|data| data.attribute("id"));
        let Some(id) = embedded.or_else(data) else {
            if drawing.find("txbxContent").is_none() {
                self.document
                    .tell("drawings and charts of the word processor are left out: write them as chart blocks");
            }
            return;
        };
        let about = drawing.find("docPr").and_then(|about| about.attribute("descr"));
        let alt = about.or_else(|| drawing.find("shape").and_then(|shape| shape.attribute("alt"))).unwrap_or_default();
        let bytes = relations.get(id).and_then(|path| self.parts.media(path));
        let (Some(path), Some(bytes)) = (relations.get(id), bytes) else {
            self.document.tell("a picture is not in the document but linked to: put it in by hand");
            return;
        };
        if ending(path).is_none() {
            self.document.tell("a picture is of a kind that browsers do not show: save it as PNG");
        }
        let name = self.document.picture(path, bytes);
        let link = drawing.find("hlinkClick").and_then(|link| link.attribute("id")).and_then(|id| relations.get(id));
        let link = link.filter(|address| is_address(address)).cloned().or_else(|| manner.link.clone());
        pieces.push(Piece::new(What::Picture(name, alt.trim().to_owned()), &Manner { link, ..Manner::default() }));
    }

    fn table(&mut self, table: &Element, relations: &Relations, all: &mut Vec<Block>) {
        let mut rows = Vec::new();
        let mut all_rows = Vec::new();
        unwrapped(table, &mut all_rows);
        for row in all_rows.into_iter().filter(|element| element.name == "tr") {
            let (mut cells, mut all_cells) = (Vec::new(), Vec::new());
            unwrapped(row, &mut all_cells);
            for cell in all_cells.into_iter().filter(|element| element.name == "tc") {
                let blocks = self.blocks(cell, relations);
                cells.push(in_cell(&blocks));
                let span = cell.find("gridSpan").and_then(|span| span.attribute("val")?.parse::<usize>().ok());
                let more = span.unwrap_or(1).clamp(1, 100) - 1;
                if more > 0 || cell.find("vMerge").is_some() {
                    self.document.tell("cells of tables that were merged stand alone now, beside empty ones");
                }
                cells.extend(std::iter::repeat_n(Vec::new(), more));
            }
            rows.push(cells);
        }
        rows.retain(|row: &Vec<Vec<Piece>>| !row.is_empty());
        match rows.as_slice() {
            [] => {}
            // A table of one cell is a frame around a text.
            [row] if row.len() == 1 => all.push(Block::Quote(row[0].clone())),
            _ => all.push(Block::Table(rows)),
        }
    }
}

/// The words of pieces with their line ends, for code.
fn lines(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match &piece.what {
        What::Text(text) => text.clone(),
        What::Break => "\n".to_owned(),
        _ => String::new(),
    };
    pieces.iter().map(text).collect()
}

/// Where a field leads: `HYPERLINK "https://a.example/" \o "words"`.
fn leads_to(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let address = rest.strip_prefix('"')?.split('"').next()?;
    is_address(address).then(|| address.to_owned())
}
