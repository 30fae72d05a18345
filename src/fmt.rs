//! Text of an author's → the same text with its front matter, chart blocks and settings in one form.
//!
//! Only white space changes: between keys and values, at the ends of lines, in indentation, in brackets, around the fences.
//! Quotes, comments and the order of keys are the author's, and so is every byte of the body. A block that is not YAML, or
//! that would not mean the same, stays as it is. Nothing here reads or writes a file.

mod flow;
mod layout;
mod line;

use crate::base::yaml;
use crate::base::{Code, Diagnostic, Diagnostics, Report, Source, Span, codes};
use crate::doc::{Block, BlockKind};
use crate::parse::{ParseOptions, parse};
use serde_yaml::Value;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Markdown, perhaps with front matter and chart blocks.
    Brief,
    /// One block of YAML.
    Settings,
}

impl Kind {
    /// What a file of this name is, if it is anything that has a form.
    pub fn of(path: &str) -> Option<Self> {
        let ending = path.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1;
        match ending {
            "md" | "markdown" => Some(Self::Brief),
            "yaml" | "yml" => Some(Self::Settings),
            _ => None,
        }
    }
}

/// What is said of a block that cannot be read, and is therefore left alone.
const UNREAD: [&Code; 5] = [
    &codes::BAD_YAML,
    &codes::DUPLICATE_KEY,
    &codes::CONTROL_CHARACTER,
    &codes::UNCLOSED_FRONT_MATTER,
    &codes::UNREAD_FRONT_MATTER,
];

/// The text in its form, and what could not be read.
pub fn format(source: &Source, kind: Kind) -> Report<String> {
    let mut diagnostics = Diagnostics::new();
    let pieces = match kind {
        Kind::Settings => settings(source, &mut diagnostics).into_iter().collect(),
        Kind::Brief => brief(source, &mut diagnostics),
    };
    let mut text = String::with_capacity(source.text.len());
    let mut at = 0;
    for (span, new) in pieces {
        text.push_str(&source.text[at..span.start as usize]);
        text.push_str(&new);
        at = span.end as usize;
    }
    text.push_str(&source.text[at..]);
    Report::new(text, diagnostics)
}

/// A whole file of YAML.
fn settings(source: &Source, diagnostics: &mut Diagnostics) -> Option<(Span, String)> {
    let whole = Span::new(0, source.text.len());
    let inner = block(source, whole, "", diagnostics)?;
    Some((whole, inner))
}

/// The parts of a brief that have a form, in the order in which they stand.
fn brief(source: &Source, diagnostics: &mut Diagnostics) -> Vec<(Span, String)> {
    let parsed = parse(source, &ParseOptions::default());
    // What else there is to say is said by a check.
    diagnostics.extend(parsed.diagnostics.into_iter().filter(|found| UNREAD.contains(&found.code)));
    let draft = parsed.value;
    let mut pieces = Vec::new();
    pieces.extend(draft.front.block.and_then(|inner| front_matter(source, inner)));
    let mut charts = Vec::new();
    find_charts(&draft.blocks, &mut charts);
    draft.notes.iter().for_each(|note| find_charts(&note.blocks, &mut charts));
    charts.sort_by_key(|span| span.start);
    pieces.extend(charts.into_iter().filter_map(|span| chart(source, span, diagnostics)));
    pieces
}

/// Front matter with both of its fences, and the blank lines behind it.
fn front_matter(source: &Source, inner: Span) -> Option<(Span, String)> {
    let text = &source.text;
    let end_of_line = end_of_lines(&text[..inner.start as usize]);
    let above = text[..inner.start as usize].trim_end_matches(['\n', '\r']);
    let open = above.rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[inner.end as usize..];
    let (close, behind) = rest.split_once('\n').unwrap_or((rest, ""));
    let body = behind.trim_start_matches(['\n', '\r', ' ', '\t']);
    // Spaces at the beginning of the first line that holds something belong to it.
    let body = behind[..behind.len() - body.len()].rfind('\n').map_or(behind, |at| &behind[at + 1..]);
    // What cannot be read was told when the brief was parsed.
    let yaml = block(source, inner, "", &mut Diagnostics::new())?;
    let mut new = format!("{}{end_of_line}{yaml}{}", above[open..].trim_end(), close.trim_end());
    new.push_str(match body.trim().is_empty() {
        true => end_of_line,
        false => {
            if end_of_line == "\r\n" {
                "\r\n\r\n"
            } else {
                "\n\n"
            }
        }
    });
    let end = if body.trim().is_empty() { text.len() } else { text.len() - body.len() };
    Some((Span::new(open, end), new))
}

fn find_charts(blocks: &[Block], charts: &mut Vec<Span>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code(code) if code.language() == "chart" => charts.push(block.span),
            BlockKind::List(list) => list.items.iter().for_each(|item| find_charts(&item.blocks, charts)),
            _ => {}
        }
    }
}

/// A chart block with both of its fences. Where more than space stands before a fence, nothing is done.
fn chart(source: &Source, span: Span, diagnostics: &mut Diagnostics) -> Option<(Span, String)> {
    let text = &source.text;
    let line = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line..].len() - text[line..].trim_start_matches(' ').len();
    let indent = &text[line..line + indent];
    let end = span.end as usize + text[span.end as usize..].find('\n').unwrap_or(text.len() - span.end as usize);
    let whole = &text[line..end];
    let (open, below) = whole.split_once('\n')?;
    let fence = open.trim_start().chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    // An open block ends with the file.
    let bare = below.trim_end();
    let (inner, close) = bare.rsplit_once('\n').map_or(("", bare), |(inner, close)| (inner, close));
    if !close.trim_start().starts_with([fence]) || !close.trim_matches([' ', fence]).is_empty() {
        return None;
    }
    let from = line + open.len() + 1;
    let end_of_line = end_of_lines(open_with_end(text, line));
    let inner_end = if inner.is_empty() { from } else { from + inner.len() + 1 };
    let yaml = block(source, Span::new(from, inner_end), indent, diagnostics)?;
    let ticks = open.trim_start().len() - open.trim_start().trim_start_matches(fence).len();
    let (ticks, info) = open.trim_start().split_at(ticks);
    let new = format!("{indent}{ticks}{}{end_of_line}{yaml}{indent}{}", info.trim(), close.trim());
    Some((Span::new(line, from + below.trim_end_matches(['\n', '\r']).len()), new))
}

/// The line at a place with its end.
fn open_with_end(text: &str, at: usize) -> &str {
    text[at..].split_inclusive('\n').next().unwrap_or_default()
}

/// How the first line of a text ends.
fn end_of_lines(text: &str) -> &'static str {
    if text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
}

/// A block of YAML in its form, with the indentation of the lines around it; none where it stays as it is.
fn block(source: &Source, span: Span, indent: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let mut found: Vec<Diagnostic> = Vec::new();
    yaml::mapping(source, span, &mut found);
    if !found.is_empty() {
        diagnostics.append(&mut found);
        return None;
    }
    let old = source.slice(span);
    let end_of_line = end_of_lines(old);
    let plain = dedented(&old.replace("\r\n", "\n"), indent)?;
    let new = layout::lay_out(&plain).filter(|new| means_the_same(&plain, new))?;
    let lines = new.lines().map(|line| match line.is_empty() {
        true => end_of_line.to_owned(),
        false => format!("{indent}{line}{end_of_line}"),
    });
    Some(lines.collect())
}

/// The lines without the indentation of the fence above them.
fn dedented(text: &str, indent: &str) -> Option<String> {
    if indent.is_empty() {
        return Some(text.to_owned());
    }
    let line = |line: &str| match line.strip_prefix(indent) {
        Some(rest) => Some(rest.to_owned()),
        None => line.trim().is_empty().then(|| "\n".to_owned()),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Whether two blocks hold the same signs in the same order, and the same values.
fn means_the_same(old: &str, new: &str) -> bool {
    let signs = |text: &'_ str| text.split_whitespace().flat_map(str::chars).collect::<Vec<char>>();
    let value = |text: &str| serde_yaml::from_str::<Value>(text).ok();
    signs(old) == signs(new) && value(old).is_some_and(|old| value(new) == Some(old))
}
