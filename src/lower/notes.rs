//! Notes: marks in the text → numbers, and the keys of what is to stand in the list at the end.

mod citations;
mod in_text;
mod list;
mod references;
mod side;
mod sources;

pub(super) use citations::Cluster;
pub(super) use in_text::InTextMarks;
pub use side::Columns;

use super::Lowerer;
use super::page::{Question, Rests};
use crate::base::{Diagnostic, Place, codes, escape, suggest};
use crate::doc::NoteReference;
use crate::sources::letters;
use std::fmt::Write;

/// What a note says: each kind of key has a sign of its own, so that keys of two kinds never meet.
const DEFINED: char = 'n';
const OWN_SOURCE: char = 'o';
const SOURCE: char = 's';
const CAPTION: char = 'c';
const STAT: char = 't';
const CLUSTER: char = 'k';

/// The sign of the note of a checked number.
pub(super) fn stat_key(at: usize) -> String {
    format!("{STAT}{at}")
}

/// The sign and key of the note of a source of the site's library.
pub(super) fn site_key(source: &str) -> String {
    format!("{SOURCE}{source}")
}

impl Lowerer<'_> {
    pub(super) fn note_reference(&mut self, out: &mut String, reference: &NoteReference) {
        let key = &*reference.key;
        // Labels match in any case, as on code hosts.
        let defined = self.defined.get(&key.to_lowercase()).map(|at| &*self.draft.notes[*at].key);
        if let Some(key) = defined {
            self.mark(out, &format!("{DEFINED}{key}"));
            return;
        }
        let kind = if self.own_sources.get(key).is_some() {
            OWN_SOURCE
        } else {
            self.page.questions.push(Question::Source(key.into()));
            if self.world.library.unread && self.world.library.get(key).is_none() {
                // The key may well be there; the file of sources has its own diagnostic.
                return escape::text(out, self.source.slice(reference.span));
            }
            if self.world.library.get(key).is_none() {
                let known = || {
                    self.draft
                        .notes
                        .iter()
                        .map(|note| &*note.key)
                        .chain(self.own_sources.keys())
                        .chain(self.world.library.keys())
                };
                let word = key.split([',', ';']).next().unwrap_or_default();
                let near = suggest::nearest(key, known());
                let help = if word.len() < key.len() {
                    format!(
                        "write `[@{}]`: only a citation has a place or other sources beside it",
                        key.replace('^', "@")
                    )
                } else {
                    near.map_or_else(
                        || "define it as `[^key]: text`, or add the source to sources.yaml".to_owned(),
                        |near| format!("did you mean `[^{near}]`?"),
                    )
                };
                self.find(
                    &codes::UNDEFINED_NOTE,
                    reference.span,
                    format!("the note `{key}` is neither defined here nor a source"),
                    help,
                );
                return escape::text(out, self.source.slice(reference.span));
            }
            SOURCE
        };
        let key = format!("{kind}{key}");
        let anchor = match self.in_text {
            Some(_) => {
                // The mark of a note stands behind a stop, words in its place stand before it.
                let stop = out.ends_with(['.', ',', ';', ':', '!', '?']).then(|| out.pop()).flatten();
                let anchor = self.mark_in_text(out, reference.span, &[&key], None);
                out.extend(stop);
                anchor
            }
            None => self.mark(out, &key),
        };
        self.rests_in_text(&[&key], reference.span, &anchor);
    }

    /// The sign of a source and its name in few words.
    pub(super) fn known_source(&mut self, key: &str) -> Option<(String, String)> {
        if let Some(publication) = self.own_sources.get(key) {
            return Some((format!("{OWN_SOURCE}{key}"), publication.short_name().to_owned()));
        }
        self.page.questions.push(Question::Source(key.into()));
        let publication = self.world.library.get(key)?;
        self.cite(key);
        Some((format!("{SOURCE}{key}"), publication.short_name().to_owned()))
    }

    /// The same for what names sources by key in the brief itself; one that nobody knows is told of.
    pub(super) fn source_named(&mut self, key: &str, place: Place) -> Option<(String, String)> {
        if let Some(known) = self.known_source(key) {
            return Some(known);
        }
        if !self.world.library.unread {
            for part in key.split(',').map(str::trim).filter(|part| *part != key) {
                self.page.questions.push(Question::Source(part.into()));
            }
            let is_known = |part: &str| self.own_sources.get(part).or_else(|| self.world.library.get(part)).is_some();
            let help = match suggest::list_in_one(key, is_known) {
                Some(list) => format!("write `source: {list}`: each key by itself"),
                None => {
                    let known = self.own_sources.keys().chain(self.world.library.keys());
                    format!("{}; or add it to sources.yaml", suggest::hint(key, known))
                }
            };
            let message = format!("there is no source `{key}`");
            self.diagnostics.push(Diagnostic::new(&codes::UNDEFINED_NOTE, place, message, help));
        }
        None
    }

    /// The mark behind a link of a caption. A link to the address of a known source is a use of that source.
    pub(super) fn caption_note(&mut self, out: &mut String, address: &str, words: &str, figure: &str) {
        let key = match self.source_at(address) {
            Some(key) => key,
            None => format!("{CAPTION}{}", self.caption_link(address, words, figure)),
        };
        let anchor = self.mark(out, &key);
        self.rests_on(&[&key], &anchor, true, || Rests::Figure(figure.into()));
    }

    /// The key of the note of a source at an address.
    fn source_at(&mut self, address: &str) -> Option<String> {
        if let Some(key) = self.own_sources.at(address) {
            return Some(format!("{OWN_SOURCE}{key}"));
        }
        self.page.questions.push(Question::SourceAt(address.into()));
        let key = self.world.library.at(address)?;
        self.page.questions.push(Question::Source(key.into()));
        Some(format!("{SOURCE}{key}"))
    }

    /// Which of the links of captions this one is; one that leads to the same place is the same.
    fn caption_link(&mut self, address: &str, words: &str, figure: &str) -> usize {
        if let Some(at) = self.caption_links.iter().position(|(known, ..)| known == address) {
            return at;
        }
        self.caption_links.push((address.to_owned(), words.to_owned(), figure.to_owned()));
        self.caption_links.len() - 1
    }

    /// The number of a note and the letters of this use of it.
    pub(super) fn refer(&mut self, key: &str) -> (usize, String) {
        let (number, nth) = self.numbering.refer(key);
        (number, letters(nth))
    }

    /// The number of a note that is used already.
    pub(super) fn number_of(&self, key: &str) -> Option<usize> {
        self.numbering.number(key)
    }

    /// The number of a note, linked to it; gives the anchor of the mark.
    pub(super) fn mark(&mut self, out: &mut String, key: &str) -> String {
        let (number, letter) = self.refer(key);
        let anchor = format!("ref:{number}:{letter}");
        let note = self.language_of_page().words.note;
        // Two marks side by side must not read as one number.
        let next = if out.ends_with("</a></sup>") { " next" } else { "" };
        let _ = write!(
            out,
            "<sup class=\"note-ref{next}\"><a id=\"{anchor}\" href=\"#note:{number}\" role=\"doc-noteref\" aria-label=\"{note} {number}\">{number}</a></sup>"
        );
        anchor
    }

    /// A definition that no mark leads to would never be read.
    pub(super) fn unused_notes(&mut self) {
        let draft = self.draft;
        for note in &draft.notes {
            let key = format!("{DEFINED}{}", note.key);
            if !self.numbering.uses(&key) {
                let start = note.span.start as usize;
                let span = crate::base::Span::new(start, start + note.key.len() + 4);
                self.find(
                    &codes::UNUSED_NOTE,
                    span,
                    format!("the note `{}` is never used", note.key),
                    format!("use it as `[^{}]`, or take it out", note.key),
                );
            }
        }
    }
}
