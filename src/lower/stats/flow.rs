//! The inlines of a running text → its words in one piece, with the places of checked numbers and of notes.

use super::{is_stat_link, words_of};
use crate::base::Span;
use crate::base::address::{Scheme, scheme};
use crate::doc::{Inline, Link};
use std::borrow::Cow;
use std::ops::Range;

/// The words of a running text.
pub(super) struct Flow<'d> {
    pub(super) text: String,
    /// The checked numbers, in order: where their words stand.
    pub(super) stats: Vec<(Range<usize>, &'d Link)>,
    /// Where marks of notes stand: in this text, and in the source.
    pub(super) notes: Vec<(usize, u32)>,
    /// Words that are no prose: code, formulas, what authors set apart.
    pub(super) skips: Vec<Range<usize>>,
    /// Where pieces of the text stand in the source, in order: from an offset of the text on.
    spans: Vec<(usize, Span)>,
    /// Where each part begins in the text.
    parts: Vec<usize>,
    is_caption: bool,
}

impl<'d> Flow<'d> {
    /// The flow of several stretches that are read as one.
    ///
    /// `name` gives what a sentence calls a source that it cites by its bare key.
    pub(super) fn of(
        parts: &[&'d [Inline]],
        source: &str,
        is_caption: bool,
        name: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let mut flow = Self {
            text: String::new(),
            stats: Vec::new(),
            notes: Vec::new(),
            skips: Vec::new(),
            spans: Vec::new(),
            parts: Vec::with_capacity(parts.len()),
            is_caption,
        };
        for part in parts {
            if !flow.text.is_empty() {
                let has_ended = flow.text.ends_with(['.', '!', '?', ':', ';']);
                flow.text.push_str(if has_ended { " " } else { "; " });
            }
            flow.parts.push(flow.text.len());
            flow.inlines(part, source, name);
        }
        flow
    }

    /// Which of the parts holds a place of the text.
    pub(super) fn part_at(&self, at: usize) -> usize {
        self.parts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Where a piece of the text stands in the source.
    pub(super) fn span_at(&self, at: usize) -> Span {
        let before = self.spans.partition_point(|(from, _)| *from <= at);
        let Some((from, span)) = before.checked_sub(1).and_then(|last| self.spans.get(last)) else {
            return Span::default();
        };
        // Inside of a piece the offset is the same but for entities, which are rare.
        let start = (span.start as usize + (at - from)).min(span.end as usize);
        Span::new(start, start)
    }

    fn inlines(&mut self, inlines: &'d [Inline], source: &str, name: &dyn Fn(&str) -> Option<String>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    self.spans.push((self.text.len(), text.span()));
                    self.text.push_str(text.get(source));
                }
                Inline::Code(text) | Inline::SetApart(text) => {
                    let from = self.text.len();
                    self.text.push_str(text.get(source));
                    if matches!(inline, Inline::Code(_)) {
                        self.skips.push(from..self.text.len());
                    }
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) => self.inlines(inner, source, name),
                // What is struck out is no longer said.
                Inline::Strike(_) | Inline::Image(_) | Inline::Math(_) | Inline::RawHtml(_) => {}
                Inline::Element(element) => self.inlines(&element.content, source, name),
                Inline::Link(link) if is_stat_link(link, source) => {
                    let from = self.text.len();
                    self.text.push_str(&words_of(link, source));
                    self.stats.push((from..self.text.len(), link));
                }
                Inline::Link(link) => {
                    self.inlines(&link.content, source, name);
                    if self.is_caption && scheme(link.address.get(source)) == Scheme::Safe {
                        self.notes.push((self.text.len(), link.span.start));
                    }
                }
                Inline::Note(note) => self.notes.push((self.text.len(), note.span.start)),
                Inline::Citation(citation) => {
                    if citation.in_sentence {
                        match name(&citation.cites[0].key) {
                            Some(name) => self.text.push_str(&name),
                            None => self.text.push_str(&source[citation.span.range()]),
                        }
                    } else {
                        // The mark stands right behind its word.
                        self.text.truncate(self.text.trim_end_matches(' ').len());
                    }
                    self.notes.push((self.text.len(), citation.span.start));
                }
                Inline::SoftBreak | Inline::HardBreak => self.text.push(' '),
            }
        }
    }
}

/// Whether there is a mark of a note among inlines, or what becomes one in a caption.
pub(in crate::lower) fn has_marks(inlines: &[Inline], is_caption: bool) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Note(_) | Inline::Citation(_) => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) => has_marks(inner, is_caption),
        Inline::Element(element) => has_marks(&element.content, is_caption),
        Inline::Link(link) => is_caption || has_marks(&link.content, false),
        _ => false,
    })
}

/// A sentence in which years that belong to one number are hidden from the others.
pub(super) struct Masked<'t> {
    text: &'t str,
    sentence: Range<usize>,
    own: &'t [Range<usize>],
    /// Years right behind each number, up to the next sign that divides.
    years: Vec<Vec<Range<usize>>>,
}

impl<'t> Masked<'t> {
    /// The sentence of a text, and where its checked numbers stand.
    pub(super) fn of(text: &'t str, sentence: &Range<usize>, own: &'t [Range<usize>]) -> Self {
        let sentence = sentence.start..sentence.end.max(own.last().map_or(0, |at| at.end));
        let years =
            own.iter().map(|at| if own.len() > 1 { years_behind(text, at.end, sentence.end) } else { Vec::new() });
        Self { years: years.collect(), text, sentence, own }
    }

    /// What stands before and behind the nth number.
    pub(super) fn whole(&self, nth: usize) -> (&'t str, &'t str) {
        let at = &self.own[nth];
        let start = self.sentence.start.min(at.start);
        (&self.text[start..at.start], &self.text[at.end..self.sentence.end.max(at.end)])
    }

    /// The same without years that stand right behind other numbers.
    pub(super) fn around(&self, nth: usize) -> (Cow<'t, str>, Cow<'t, str>) {
        let at = &self.own[nth];
        let others = self.years.iter().enumerate().filter(|(other, _)| *other != nth).flat_map(|(_, years)| years);
        let hidden: Vec<&Range<usize>> = others.filter(|year| !self.years[nth].contains(year)).collect();
        let part = |range: Range<usize>| {
            let mut out = Cow::Borrowed(&self.text[range.clone()]);
            for year in hidden.iter().filter(|year| year.start >= range.start && year.end <= range.end) {
                // The sign of a year is four digits long, and so is what hides it.
                out.to_mut().replace_range(year.start - range.start..year.end - range.start, "then");
            }
            out
        };
        let start = self.sentence.start.min(at.start);
        (part(start..at.start), part(at.end..self.sentence.end.max(at.end)))
    }
}

/// The years from one place of a text on, up to the next comma or other sign that divides, or the end.
fn years_behind(text: &str, from: usize, to: usize) -> Vec<Range<usize>> {
    /// Words between a number and its year.
    const NEAR: usize = 40;
    let rest = &text[from..to.max(from)];
    let end = rest.char_indices().take_while(|(at, c)| *at < NEAR && !matches!(c, ',' | ';' | '.' | '[')).last();
    let near = &rest[..end.map_or(0, |(at, c)| at + c.len_utf8())];
    let mut years = Vec::new();
    let mut at = 0;
    for run in near.split(|c: char| !c.is_ascii_digit()) {
        let start = at;
        at += run.len();
        if run.len() == 4 && run.starts_with(['1', '2']) {
            years.push(from + start..from + at);
        }
        at += near[at..].chars().next().map_or(0, char::len_utf8);
    }
    years
}
