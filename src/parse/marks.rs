//! Words → the marks of notes among them: `[^key]` that this file does not define, and citations. The parser gives no event
//! for those.

use super::citations::{self, SIGN};
use crate::base::Span;
use crate::doc::{Inline, NoteReference, Text};

/// Finds `[^key]`, a bare `@key`, and in the words of HTML `[@key]` too. In the words of a link there are no citations.
///
/// What is given is empty afterwards.
pub(super) fn find(inlines: &mut Vec<Inline>, source: &str, in_link: bool) -> Vec<Inline> {
    let holds_marks = |inline: &Inline| match inline {
        Inline::Text(Text::Source(span)) => {
            let words = &source[span.range()];
            // One look tells of nearly all words that they hold none.
            memchr::memchr2(b'[', SIGN as u8, words.as_bytes()).is_some()
                && (words.contains("[^") || (!in_link && words.contains(SIGN)))
        }
        _ => false,
    };
    if !inlines.iter().any(holds_marks) {
        return inlines.drain(..).collect();
    }
    let mut all = Vec::with_capacity(inlines.len() + 2);
    for inline in inlines.drain(..) {
        match &inline {
            Inline::Text(Text::Source(span)) if holds_marks(&inline) => split(source, *span, in_link, &mut all),
            _ => all.push(inline),
        }
    }
    all
}

fn split(source: &str, span: Span, in_link: bool, all: &mut Vec<Inline>) {
    let text = &source[span.range()];
    let base = span.start as usize;
    let words = |from: usize, to: usize| Inline::Text(Text::Source(Span::new(base + from, base + to)));
    let mut from = 0;
    let mut next = 0;
    while let Some(at) = text[next..].find(['[', SIGN]).map(|at| at + next) {
        next = at + 1;
        // A backslash before a sign is outside of the words: the parser ended the words there.
        if source[..base + at].ends_with('\\') {
            let close = || near(&text[at..]).find(']').map(|length| at + length);
            next = text[at..].starts_with('[').then(close).flatten().unwrap_or(next);
            continue;
        }
        let found = match text[at..].strip_prefix("[^") {
            Some(rest) => note(rest, base + at),
            None if in_link => None,
            None => citation(source, text, at, base),
        };
        if let Some((inline, end)) = found {
            if at > from {
                all.push(words(from, at));
            }
            all.push(inline);
            from = end - base;
            next = from;
        }
    }
    if from < text.len() {
        all.push(words(from, text.len()));
    }
}

/// As much of a text as a mark may have: a bracket that is never closed is not looked for up to the end.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(citations::LONGEST)]
}

/// A note whose key stands at the beginning of `rest`; `at` is where its bracket stands in the file.
fn note(rest: &str, at: usize) -> Option<(Inline, usize)> {
    let key = &rest[..near(rest).find(']')?];
    // A key with a place behind it is meant as a citation, and is told of as a note that there is not.
    let word = key.split([',', ';']).next().unwrap_or_default();
    if word.is_empty() || word.contains(|c: char| c.is_whitespace() || c == '[') || key.contains(['[', '\n']) {
        return None;
    }
    let end = at + 2 + key.len() + 1;
    Some((Inline::Note(NoteReference { span: Span::new(at, end), key: key.into() }), end))
}

/// A citation at a place of the words.
fn citation(source: &str, text: &str, at: usize, base: usize) -> Option<(Inline, usize)> {
    let citation = if text[at..].starts_with('[') {
        let end = at + near(&text[at..]).find(']')? + 1;
        citations::read(&text[at..end], base + at)?
    } else if citations::begins_key(&source[..base + at]) && !source[..base + at].ends_with("\\[") {
        citations::read_bare(&text[at..], base + at)?
    } else {
        return None;
    };
    let end = citation.span.end as usize;
    Some((Inline::Citation(Box::new(citation)), end))
}
