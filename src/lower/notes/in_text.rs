//! Marks in styles of author and date: words such as `(Kolyandr 2025, p. 4)`, each of which leads to its entry.
//!
//! Works of one author and year are told apart by letters, so that all marks of a page are written before the first one is
//! needed.

use super::{OWN_SOURCE, SOURCE};
use crate::base::{Span, escape};
use crate::doc::{Cite, Inline};
use crate::lower::Lowerer;
use crate::lower::page::Question;
use crate::sources::{Cited, Mark, MarkPart, Style};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// The marks of a page and the entries that they lead to.
#[derive(Debug)]
pub(in crate::lower) struct InTextMarks {
    style: std::sync::Arc<Style>,
    language: &'static str,
    /// The words of marks, by where those stand.
    marks: FxHashMap<u32, Mark>,
    /// The entries of the bibliography by the keys of sources with their signs.
    entries: FxHashMap<String, String>,
}

impl InTextMarks {
    /// The entry that the note of a source says.
    pub(super) fn entry(&self, group: &[Cited<'_>]) -> String {
        let of = |cited: &Cited<'_>| match self.entries.get(cited.key) {
            Some(entry) => entry.clone(),
            None => self.style.entry(cited, self.language),
        };
        group.iter().map(of).collect::<Vec<_>>().join(" ")
    }
}

impl Lowerer<'_> {
    /// Writes all marks of the page, if the style of the site wants words.
    pub(in crate::lower) fn marks_in_text(&mut self) -> Option<InTextMarks> {
        let style = self.style().filter(|style| style.is_in_text())?;
        let language = self.language_of_page().code;
        let mut places: Vec<u32> = Vec::new();
        let mut groups: Vec<Vec<Cited<'_>>> = Vec::new();
        let mut keys: Vec<(Span, Vec<(String, &Cite)>)> = Vec::new();
        let mut asked: Vec<Box<str>> = Vec::new();
        let draft = self.draft;
        let no_words = Cite { key: "".into(), span: Span::default(), prefix: "".into(), locator: "".into() };
        draft.each_inline(&mut |inline| match inline {
            Inline::Citation(citation) => {
                asked.extend(citation.cites.iter().map(|cite| cite.key.clone()));
                // In a sentence the place stands behind the year, which is taken of the mark.
                let words = |cite| if citation.in_sentence { &no_words } else { cite };
                let signed =
                    citation.cites.iter().filter_map(|cite| Some((self.known(&cite.key)?, words(cite)))).collect();
                keys.push((citation.span, signed));
            }
            Inline::Note(note) if !self.defined.contains_key(&note.key.to_lowercase()) => {
                asked.push(note.key.clone());
                keys.push((note.span, self.known(&note.key).map(|key| (key, &no_words)).into_iter().collect()));
            }
            _ => {}
        });
        for (at, signed) in &keys {
            let group: Vec<Cited<'_>> = signed
                .iter()
                .filter_map(|(key, cite)| {
                    let publication = self.publication(key)?;
                    Some(Cited { key, publication, prefix: &cite.prefix, locator: &cite.locator, first_in: None })
                })
                .collect();
            if !group.is_empty() {
                places.push(at.start);
                groups.push(group);
            }
        }
        let written = style.page(&groups, language);
        // Also what is cited where nothing is written, in a note that is not used, tells works of one year apart.
        self.page.questions.extend(asked.into_iter().map(Question::Source));
        let marks = places.into_iter().zip(written.marks).collect();
        Some(InTextMarks { marks, entries: written.entries.into_iter().collect(), style, language })
    }

    /// The key of a source with its sign, without a question.
    fn known(&self, key: &str) -> Option<String> {
        let own = self.own_sources.get(key).map(|_| format!("{OWN_SOURCE}{key}"));
        own.or_else(|| self.world.library.get(key).map(|_| format!("{SOURCE}{key}")))
    }

    /// Writes a mark in words; gives its anchor. `in_sentence` is what a bare key cites: there the name is part of the
    /// sentence, and only the year stands in brackets.
    pub(super) fn mark_in_text(
        &mut self,
        out: &mut String,
        at: Span,
        keys: &[&str],
        in_sentence: Option<&Cite>,
    ) -> String {
        if in_sentence.is_none() && !out.ends_with([' ', '\n', '(', '[', '>', '“', '„', '«', '‘', '"', '—', '–', '/'])
        {
            out.push(' ');
        }
        let mark = self.in_text.as_ref().and_then(|in_text| in_text.marks.get(&at.start)).cloned().unwrap_or_default();
        if let Some(cite) = in_sentence {
            return self.named_in_sentence(out, keys[0], cite, &mark.words());
        }
        let mut first = String::new();
        for part in mark.parts {
            match part {
                MarkPart::Words(words) => out.push_str(&words),
                MarkPart::Entry(nth, words) => {
                    let anchor = self.linked(out, keys.get(nth).copied().unwrap_or_default(), &words);
                    if first.is_empty() {
                        first = anchor;
                    }
                }
            }
        }
        first
    }

    /// `mark` is what the style writes in brackets, without the place: its year tells works of one year apart.
    fn named_in_sentence(&mut self, out: &mut String, key: &str, cite: &Cite, mark: &str) -> String {
        let Some(publication) = self.publication(key) else { return String::new() };
        let name = publication.name_in_sentence(self.language_of_page());
        escape::text(out, &name);
        out.push_str(" (");
        let whole = || mark.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
        let mut words = year_of(mark).unwrap_or_else(whole).to_owned();
        if !cite.locator.is_empty() {
            words.push_str(", ");
            escape::text(&mut words, &cite.locator);
        }
        let anchor = self.linked(out, key, &words);
        out.push(')');
        anchor
    }

    /// Words that lead to the note of a source.
    fn linked(&mut self, out: &mut String, key: &str, words: &str) -> String {
        let (number, letter) = self.refer(key);
        let anchor = format!("ref:{number}:{letter}");
        let _ =
            write!(out, "<a class=\"cite\" id=\"{anchor}\" href=\"#note:{number}\" role=\"doc-noteref\">{words}</a>");
        anchor
    }
}

/// The last year of a mark, with the letter that tells it from others.
fn year_of(mark: &str) -> Option<&str> {
    let is_year = |at: &usize| {
        let digits = mark.as_bytes().get(*at..*at + 4).is_some_and(|four| four.iter().all(u8::is_ascii_digit));
        let is_edge = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_digit());
        let before = at.checked_sub(1).and_then(|before| mark.as_bytes().get(before));
        digits && is_edge(before) && is_edge(mark.as_bytes().get(at + 4))
    };
    let at = (0..mark.len()).rev().find(is_year)?;
    let has_letter = mark.as_bytes().get(at + 4).is_some_and(u8::is_ascii_lowercase);
    mark.get(at..at + 4 + usize::from(has_letter))
}

#[cfg(test)]
mod tests {
    use super::year_of;

    #[test]
    fn the_year_of_a_mark_has_its_letter() {
        assert_eq!(year_of("(Lee, 2024a)"), Some("2024a"));
        assert_eq!(year_of("(Lee 1999; 2024)"), Some("2024"));
        assert_eq!(year_of("(Lee, p. 12345)"), None);
        assert_eq!(year_of("（李，二〇二四）"), None);
    }
}
