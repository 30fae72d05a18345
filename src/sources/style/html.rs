//! What the processor has written → HTML of our own: every text escaped, no attribute but an address and one class.

use crate::base::escape;
use crate::base::language::Language;
use crate::base::partial_date::PartialDate;
use crate::sources::Publication;
use crate::sources::citation::{archived_link, write_prefix};
use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

/// What stands around a publication where it is cited, and what the processor does not know of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// Words before it.
    pub(super) prefix: &'a str,
    /// Whether it begins a sentence.
    pub(super) begins: bool,
    /// Words behind it: a place for which the style has no room.
    pub(super) behind: &'a str,
    /// The publication whose archived copy and remark stand behind it in brackets.
    pub(super) tail: Option<(&'a Publication, &'a Language)>,
    /// Its date, if the processor was told only a part of it.
    pub(super) date: Option<PartialDate>,
    /// The title, behind which names no longer stand, if there are authors whom nobody names.
    pub(super) more_authors: Option<&'a str>,
}

impl<'a> Around<'a> {
    /// Nothing but the date.
    pub(super) fn of(publication: &'a Publication) -> Self {
        Self {
            prefix: "",
            begins: false,
            behind: "",
            tail: None,
            date: publication.date,
            more_authors: more_authors(publication),
        }
    }
}

/// Writes what the processor made. `around` has one entry for each publication; a single one is of all that is written.
pub(super) fn write(out: &mut String, children: &ElemChildren, around: &[Around<'_>]) {
    write_with_entries(out, children, around);
    // Where a part is missing, the processor leaves what divides it from the others.
    for (left, right) in [("  ", " "), (",)", ")"), ("et al..", "et al.")] {
        while out.contains(left) {
            *out = out.replace(left, right);
        }
    }
}

/// The same; says which publication stands where in `out`.
pub(super) fn write_with_entries(out: &mut String, children: &ElemChildren, around: &[Around<'_>]) -> Vec<Stretch> {
    let of_all = if around.len() == 1 { around[0].date } else { None };
    let mut entries = Vec::new();
    let start = out.len();
    write_all(out, children, around, of_all, &mut entries);
    if let [Around { more_authors: Some(title), .. }] = around {
        others(out, start, title);
    }
    out.truncate(out.trim_end().len());
    entries
}

/// Which publication stands where.
pub(super) type Stretch = (usize, std::ops::Range<usize>);

fn write_all(
    out: &mut String,
    children: &ElemChildren,
    around: &[Around<'_>],
    date: Option<PartialDate>,
    entries: &mut Vec<Stretch>,
) {
    let mut skips_space = false;
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => {
                if skips_space {
                    let text = Formatted { text: text.text.trim_start().to_owned(), formatting: text.formatting };
                    formatted(out, &text);
                } else {
                    formatted(out, text);
                }
            }
            ElemChild::Link { text, url } => link(out, text, url),
            ElemChild::Markup(text) => escape::text(out, text),
            ElemChild::Transparent { .. } => {}
            ElemChild::Elem(elem) => {
                match &elem.meta {
                    // Notes have numbers of their own.
                    Some(ElemMeta::CitationNumber) => {
                        skips_space = true;
                        continue;
                    }
                    Some(ElemMeta::Entry(at)) => {
                        let of_this = around.get(*at);
                        let start = out.len();
                        if let Some(around) = of_this {
                            write_prefix(out, around.prefix, around.begins);
                        }
                        write_all(out, &elem.children, &[], of_this.and_then(|around| around.date).or(date), entries);
                        if let Some(around) = of_this {
                            write_behind(out, around);
                            if let Some(title) = around.more_authors {
                                others(out, start, title);
                            }
                        }
                        entries.push((*at, start..out.len()));
                    }
                    Some(ElemMeta::Date) => match date.and_then(|date| whole_date(&elem.children, date)) {
                        Some(children) => write_all(out, &children, around, None, entries),
                        None => write_all(out, &elem.children, around, date, entries),
                    },
                    _ => write_all(out, &elem.children, around, date, entries),
                }
                // A part that has a line of its own there is divided from the next one by a space here.
                if elem.display.is_some() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
        }
        skips_space = false;
    }
}

/// The title of a publication of which not all authors are named.
pub(super) fn more_authors(publication: &Publication) -> Option<&str> {
    publication.has_more_authors.then_some(&*publication.title)
}

/// Names that an author left out are told to the processor as one more name, which it joins to the others.
fn others(out: &mut String, from: usize, title: &str) {
    let mut escaped = String::new();
    escape::text(&mut escaped, title);
    let end = out[from..].find(&escaped).map_or(out.len(), |at| from + at);
    for joined in [", &amp; others", ", and others", " &amp; others", " and others", ", others"] {
        if let Some(at) = out[from..end].find(joined) {
            return out.replace_range(from + at..from + at + joined.len(), " et al.");
        }
    }
}

/// What stands behind a publication among others.
fn write_behind(out: &mut String, around: &Around<'_>) {
    if !around.behind.is_empty() {
        out.push_str(", ");
        escape::text(out, around.behind);
    }
    let Some((publication, language)) = around.tail else { return };
    let remark = publication.note.as_deref().map(|note| note.trim_end_matches('.'));
    let has_copy = publication.archived.is_some();
    if !has_copy && remark.is_none() {
        return;
    }
    out.push_str(" (");
    archived_link(out, publication, language);
    if has_copy && remark.is_some() {
        out.push_str("; ");
    }
    escape::text(out, remark.unwrap_or_default());
    out.push(')');
}

/// Whether the place in a publication stands somewhere in what a trial made.
pub(super) fn shows_place(children: &ElemChildren, of: usize) -> bool {
    children.0.iter().any(|child| match child {
        ElemChild::Transparent { cite_idx, .. } => *cite_idx == of,
        ElemChild::Elem(elem) => shows_place(&elem.children, of),
        _ => false,
    })
}

/// A run of years is more than the processor can be told: it knows the first, and where that is the whole date, the last
/// one is put behind.
fn whole_date(children: &ElemChildren, date: PartialDate) -> Option<ElemChildren> {
    let PartialDate::Years(from, to) = date else { return None };
    let from = from.to_string();
    let mut children = children.clone();
    let [ElemChild::Text(only)] = &mut children.0[..] else { return None };
    if only.text.chars().any(char::is_alphabetic) || only.text.matches(&from).count() != 1 {
        return None;
    }
    only.text = only.text.replace(&from, &format!("{from}–{to}"));
    Some(children)
}

fn formatted(out: &mut String, text: &Formatted) {
    let text = &Formatted { text: without_stops(out, &text.text), formatting: text.formatting };
    // Where a part is missing, the processor leaves the comma before it, and two stops where one part ends with one.
    if text.text.starts_with([')', '.']) && out.ends_with(',') {
        out.pop();
    }
    if out.ends_with('.') && text.text.starts_with('.') && !text.text.starts_with("..") {
        out.pop();
    }
    let tags = tags(&text.formatting);
    tags.iter().for_each(|(open, _)| out.push_str(open));
    escape::text(out, &text.text);
    tags.iter().rev().for_each(|(_, close)| out.push_str(close));
}

/// A text without the full stops that would follow a question mark, perhaps behind a quote: the processor writes the
/// title and the stop without looking. `before` is what stands before it.
fn without_stops(before: &str, text: &str) -> String {
    const QUOTES: [char; 6] = ['\u{2019}', '\u{201d}', '»', '"', '\u{a0}', '\''];
    let mut before = before;
    while let Some(open) = before.strip_suffix('>').and_then(|_| before.rfind("</")) {
        before = &before[..open];
    }
    let ended = |sign: Option<char>| matches!(sign, Some('?' | '!'));
    let mut has_ended = ended(before.trim_end_matches(QUOTES).chars().next_back());
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_stop = sign == '.' && signs.peek() != Some(&'.');
        if has_ended && is_stop {
            continue;
        }
        out.push(sign);
        has_ended = ended(Some(sign)) || (has_ended && QUOTES.contains(&sign));
    }
    out
}

fn link(out: &mut String, text: &Formatted, url: &str) {
    // A link leads to another host; what else an author wrote as an address is text.
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return formatted(out, text);
    }
    out.push_str("<a href=\"");
    escape::attribute(out, &escape::url(url));
    out.push_str("\">");
    formatted(out, text);
    out.push_str("</a>");
}

/// The elements that a format is made of, from the outermost.
fn tags(formatting: &Formatting) -> Vec<(&'static str, &'static str)> {
    let mut tags = Vec::new();
    if formatting.font_weight == FontWeight::Bold {
        tags.push(("<strong>", "</strong>"));
    }
    if formatting.font_style == FontStyle::Italic {
        tags.push(("<em>", "</em>"));
    }
    if formatting.font_variant == FontVariant::SmallCaps {
        tags.push(("<span class=\"small-caps\">", "</span>"));
    }
    if formatting.text_decoration == TextDecoration::Underline {
        tags.push(("<u>", "</u>"));
    }
    match formatting.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        VerticalAlign::None | VerticalAlign::Baseline => {}
    }
    tags
}
