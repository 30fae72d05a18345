//! A document → the text of a brief: front matter, Markdown, notes.

use super::emphasis::{Place, target, write as inline};
use super::{Block, Document, Piece, What, is_empty};
use std::fmt::Write as _;

/// Writes a brief.
pub(super) fn write(document: &Document) -> String {
    let mut out = front_matter(document);
    let least = document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Heading(level, _) = block { Some(*level) } else { None });
    // The title of a brief is its only heading of the first level.
    let shift = least.min().map_or(0, |least| 2 - least.min(2));
    body(&mut out, &document.blocks, shift);
    for (at, note) in document.notes.iter().enumerate() {
        let mut text = String::new();
        body(&mut text, note, 0);
        let text = text.trim_end().replace('\n', "\n    ").replace("\n    \n", "\n\n");
        writeln!(out, "\n[^{}]: {}", at + 1, if text.is_empty() { "—" } else { &text })
            .expect("a string takes every text");
    }
    out
}

fn front_matter(document: &Document) -> String {
    let quoted = |text: &str| serde_json::Value::String(text.trim().to_owned()).to_string();
    let list = |all: &[String]| match all {
        [one] => quoted(one),
        all => format!("[{}]", all.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ")),
    };
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: String| writeln!(out, "{key}: {value}").expect("a string takes every text");
    if let Some(title) = &document.title {
        line("title", quoted(title));
    }
    if !document.authors.is_empty() {
        line("author", list(&document.authors));
    }
    if let Some(date) = &document.date {
        line("date", date.clone());
    }
    if let Some(description) = &document.description {
        line("description", quoted(description));
    }
    if !document.tags.is_empty() {
        line("tags", format!("[{}]", document.tags.iter().map(|tag| quoted(tag)).collect::<Vec<_>>().join(", ")));
    }
    line("draft", "true  # take this line out to publish".to_owned());
    out + "---\n"
}

fn body(out: &mut String, blocks: &[Block], shift: usize) {
    // Where the text of the items begins that the next one may be inside of.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut is_first = out.is_empty();
    while let Some(block) = blocks.get(at) {
        let continues = at > 0 && is_same_list(&blocks[at - 1], block);
        if !is_first && !continues {
            out.push('\n');
        }
        is_first = false;
        if !matches!(block, Block::Item { .. }) {
            open.clear();
        }
        match block {
            Block::Heading(level, pieces) => {
                let plain: Vec<Piece> = pieces.iter().cloned().map(plain_in_heading).collect();
                let text = one_line(&inline(&plain, Place::Line));
                line(out, &format!("{} {}", "#".repeat((level + shift).clamp(2, 6)), text.trim_end_matches('#')));
            }
            Block::Paragraph(pieces) if is_pictures(pieces) => {
                at += figure(out, pieces, blocks.get(at + 1));
            }
            // Words above a picture are its caption as well.
            Block::Caption(pieces) => match blocks.get(at + 1) {
                Some(Block::Paragraph(pictures)) if is_pictures(pictures) && !captions(blocks.get(at + 2)) => {
                    figure(out, pictures, Some(block));
                    at += 1;
                }
                _ => line(out, &begun(&inline(pieces, Place::Line))),
            },
            Block::Paragraph(pieces) => line(out, &begun(&inline(pieces, Place::Line))),
            Block::Quote(pieces) => {
                let text = begun(&inline(pieces, Place::Line));
                line(out, &format!("> {}", text.replace('\n', "\n> ")));
                // The next one is of the same quotation.
                if matches!(blocks.get(at + 1), Some(Block::Quote(_))) {
                    out.push('>');
                }
            }
            Block::Item { depth, number, body } => item(out, &mut open, *depth, *number, body),
            Block::Table(rows) => table(out, rows),
            Block::Code(text) => {
                let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0).max(2);
                let fence = "`".repeat(longest + 1);
                line(out, &format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n')));
            }
            Block::Pause => line(out, "-"),
        }
        at += 1;
    }
}

/// Whether two items that follow each other are of one list, or one is in a list of the other.
fn is_same_list(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::Item { depth: a, number: m, .. }, Block::Item { depth: b, number: n, .. }) => {
            a != b || m.is_some() == n.is_some()
        }
        _ => false,
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").replace('\n', " ")
}

/// Headings are set apart already, and a picture in one would be no figure.
fn plain_in_heading(piece: Piece) -> Piece {
    let mut manner = piece.manner;
    manner.strong = false;
    Piece { what: piece.what, manner }
}

fn is_pictures(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece.what, What::Picture(..)))
        && pieces.iter().all(|piece| match &piece.what {
            What::Picture(..) | What::Break => true,
            What::Text(text) => text.trim().is_empty(),
            What::Note(_) => false,
        })
}

fn captions(block: Option<&Block>) -> bool {
    matches!(block, Some(Block::Caption(_)))
}

/// Writes pictures with the caption that follows them, and says how many blocks that took beside the pictures.
fn figure(out: &mut String, pictures: &[Piece], next: Option<&Block>) -> usize {
    for piece in pictures {
        if let What::Picture(address, alt) = &piece.what {
            let picture =
                inline(&[Piece::new(What::Picture(address.clone(), alt.clone()), &Default::default())], Place::Line);
            match &piece.manner.link {
                Some(link) => line(out, &format!("[{picture}]({})", target(link))),
                None => line(out, &picture),
            }
        }
    }
    let Some(Block::Caption(pieces)) = next else { return 0 };
    if !is_empty(pieces) {
        line(out, &format!("▲ {}", one_line(&inline(pieces, Place::Line)).trim_start()));
    }
    1
}

/// A paragraph whose first signs would make it something else.
fn begun(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(begun_line).collect();
    lines.join("\n")
}

fn begun_line(line: &str) -> String {
    let line = line.trim_start();
    // A sign that is escaped already means nothing more.
    if line.starts_with('\\') {
        return line.to_owned();
    }
    let digits = line.len() - line.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let (front, rest) = line.split_at(digits);
    if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) && rest[1..].starts_with(' ') {
        return format!("{front}\\{rest}");
    }
    let word = line.split(' ').next().unwrap_or_default();
    let is_heading = !word.is_empty() && word.len() <= 6 && word.bytes().all(|byte| byte == b'#');
    let bare = line.replace([' ', '\\'], "");
    let is_rule = bare.len() > 1 && ["-", "=", "_"].iter().any(|sign| bare.replace(sign, "").is_empty());
    let means = is_heading
        || is_rule
        || matches!(word, "-" | "+" | ":")
        || line.starts_with(['>', '▲', ':'])
        || line.starts_with("~~~");
    if means { format!("\\{line}").replacen("\\▲", "&#9650;", 1) } else { line.to_owned() }
}

fn item(out: &mut String, open: &mut Vec<usize>, depth: usize, number: Option<usize>, body: &[Piece]) {
    open.truncate(depth);
    let indent = open.last().copied().unwrap_or(0);
    // Longer numbers begin no item (CommonMark 0.31, 5.2).
    let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{}. ", number.min(999_999_999)));
    let inner = indent + mark.len();
    let text = begun(&inline(body, Place::Line));
    line(out, &format!("{}{mark}{}", " ".repeat(indent), text.replace('\n', &format!("\n{}", " ".repeat(inner)))));
    open.push(inner);
}

/// A table, with a header of its own even where it has none.
fn table(out: &mut String, rows: &[Vec<Vec<Piece>>]) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (at, row) in rows.iter().enumerate() {
        out.push('|');
        for column in 0..width {
            let cell = row.get(column).map(|cell| inline(cell, Place::Cell)).unwrap_or_default();
            let cell = one_line(&cell);
            write!(out, " {}{}|", cell.trim(), if cell.trim().is_empty() { "" } else { " " })
                .expect("a string takes every text");
        }
        out.push('\n');
        if at == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(width)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Manner;
    use super::*;
    use crate::base::Source;
    use crate::doc::PlainText;
    use crate::parse::{ParseOptions, parse};
    use proptest::prelude::*;

    /// What readers see, with one space between words.
    fn seen(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn piece() -> impl Strategy<Value = Piece> {
        let word = prop::sample::select(vec![
            "word",
            " ",
            "two words",
            "*",
            "**",
            "_",
            "a_b",
            "`",
            "[",
            "](x)",
            "![",
            "<b>",
            "&amp;",
            "\\",
            "~~",
            "==",
            "@key",
            "[^1]",
            "[@key]",
            "1. ",
            "# ",
            "> ",
            "- ",
            "+",
            "(",
            ")",
            ".",
            ",",
            "“",
            "▲ ",
            "|",
            "$5$",
            "https://a.example/",
            ":",
            "---",
            "Ünï",
            "陳",
        ]);
        let manner =
            (any::<bool>(), any::<bool>(), any::<bool>(), prop::option::of(Just("https://a.example/(x)".to_owned())));
        (word, manner).prop_map(|(word, (strong, emphasis, struck, link))| {
            Piece::new(What::Text(word.to_owned()), &Manner { strong, emphasis, struck, link, ..Manner::default() })
        })
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_none_is_found(paragraphs in prop::collection::vec(prop::collection::vec(piece(), 1..7), 1..4)) {
            let text = |pieces: &Vec<Piece>| pieces.iter().map(|piece| match &piece.what {
                What::Text(text) => text.as_str(),
                _ => "",
            }).collect::<String>();
            let expected: Vec<String> = paragraphs.iter().map(text).collect();
            prop_assume!(expected.iter().all(|text| !text.trim().is_empty()));
            let blocks = paragraphs.iter().cloned().map(Block::Paragraph).collect();
            let written = write(&Document { blocks, ..Document::default() });
            let source = Source::new("a.md", written.clone());
            let draft = parse(&source, &ParseOptions::default()).value;
            let mut words = PlainText::new(&source.text, usize::MAX);
            words.blocks(&draft.blocks);
            prop_assert_eq!(seen(&words.out), seen(&expected.join(" ")), "{}", written);
        }
    }
}
