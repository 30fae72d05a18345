//! Notes: marks in the text → one numbered list, each note with a way back to every use of it.

use super::Lowerer;
use super::page::Question;
use crate::base::{Diagnostic, Place, codes, escape, suggest};
use crate::doc::{Block, BlockKind, NoteReference};
use crate::sources::{letters, write_publication};
use std::fmt::Write;

/// What a note says: each kind of key has a sign of its own, so that keys of two kinds never meet.
const DEFINED: char = 'n';
const OWN_SOURCE: char = 'o';
const SOURCE: char = 's';
const CAPTION: char = 'c';
const STAT: char = 't';

/// The sign of the note of a checked number.
pub(super) fn stat_key(at: usize) -> String {
    format!("{STAT}{at}")
}

impl Lowerer<'_> {
    pub(super) fn note_reference(&mut self, out: &mut String, reference: &NoteReference) {
        let key = &*reference.key;
        // Labels match in any case, as on code hosts.
        let defined = self.defined.get(&key.to_lowercase()).map(|at| &*self.draft.notes[*at].key);
        if let Some(key) = defined {
            return self.mark(out, &format!("{DEFINED}{key}"));
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
                let near = suggest::nearest(key, known());
                let help = near.map_or_else(
                    || "define it as `[^key]: text`, or add the source to sources.yaml".to_owned(),
                    |near| format!("did you mean `[^{near}]`?"),
                );
                self.find(
                    &codes::UNDEFINED_NOTE,
                    reference.span,
                    format!("the note `{key}` is neither defined here nor a source"),
                    help,
                );
                return escape::text(out, self.source.slice(reference.span));
            }
            self.cite(key);
            SOURCE
        };
        self.mark(out, &format!("{kind}{key}"));
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
        if let Some(key) = self.own_sources.at(address) {
            let key = format!("{OWN_SOURCE}{key}");
            return self.mark(out, &key);
        }
        self.page.questions.push(Question::SourceAt(address.into()));
        if let Some(key) = self.world.library.at(address) {
            self.page.questions.push(Question::Source(key.into()));
            self.cite(key);
            return self.mark(out, &format!("{SOURCE}{key}"));
        }
        let at = match self.caption_links.iter().position(|(known, ..)| known == address) {
            Some(at) => at,
            None => {
                self.caption_links.push((address.to_owned(), words.to_owned(), figure.to_owned()));
                self.caption_links.len() - 1
            }
        };
        self.mark(out, &format!("{CAPTION}{at}"));
    }

    fn cite(&mut self, key: &str) {
        if !self.page.cited.iter().any(|cited| cited == key) {
            self.page.cited.push(key.to_owned());
        }
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

    /// The number of a note, linked to it.
    pub(super) fn mark(&mut self, out: &mut String, key: &str) {
        let (number, letter) = self.refer(key);
        let _ = write!(
            out,
            "<sup class=\"note-ref\"><a id=\"ref:{number}:{letter}\" href=\"#note:{number}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
        );
    }

    /// The list of notes. A note that uses another one for the first time puts it at the end of the list.
    pub(super) fn notes(&mut self) -> String {
        let mut bodies: Vec<(String, bool)> = Vec::new();
        while let Some((key, _)) = self.numbering.notes.get(bodies.len()).cloned() {
            let mut body = String::new();
            let kind = key.chars().next().unwrap_or(DEFINED);
            let in_paragraph = self.note_body(&mut body, kind, &key[1..]);
            bodies.push((body, in_paragraph));
        }
        if bodies.is_empty() {
            return String::new();
        }
        let mut out = String::from("<ol class=\"notes\">\n");
        for (at, (body, in_paragraph)) in bodies.iter().enumerate() {
            let _ = write!(out, "<li id=\"note:{}\" tabindex=\"-1\">", at + 1);
            match body.strip_suffix("</p>\n").filter(|_| *in_paragraph) {
                Some(open) => {
                    out.push_str(open);
                    self.ways_back(&mut out, at);
                    out.push_str("</p></li>\n");
                }
                None => {
                    out.push_str(body);
                    out.push_str("<p>");
                    self.ways_back(&mut out, at);
                    out.push_str("</p></li>\n");
                }
            }
        }
        out.push_str("</ol>\n");
        out
    }

    /// Writes what a note says; true if it ends with a paragraph.
    fn note_body(&mut self, out: &mut String, kind: char, key: &str) -> bool {
        if kind == DEFINED {
            let draft = self.draft;
            let Some(note) = self.defined.get(&key.to_lowercase()).map(|at| &draft.notes[*at]) else { return false };
            self.blocks(out, &note.blocks);
            return matches!(note.blocks.last(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
        }
        out.push_str("<p>");
        if kind == STAT {
            self.stat_note(out, key.parse().unwrap_or(usize::MAX));
        } else if kind == CAPTION {
            let link = key.parse().ok().and_then(|at: usize| self.caption_links.get(at));
            if let Some((address, words, figure)) = link {
                caption_source(out, address, words, figure);
            }
        } else {
            let language = self.language_of_page();
            let library = if kind == OWN_SOURCE { &self.own_sources } else { self.world.library };
            if let Some(publication) = library.get(key) {
                write_publication(out, publication, language);
            }
        }
        out.push_str("</p>\n");
        true
    }

    fn ways_back(&self, out: &mut String, at: usize) {
        let (number, uses) = (at + 1, self.numbering.notes[at].1);
        out.push_str(" <span class=\"back\">");
        for nth in 1..=uses {
            let letter = letters(nth);
            let shown = if uses == 1 { "\u{21a9}\u{fe0e}" } else { &letter };
            let space = if nth > 1 { " " } else { "" };
            let _ = write!(
                out,
                "{space}<a href=\"#ref:{number}:{letter}\" role=\"doc-backlink\" aria-label=\"Back to reference {number}{letter}\">{shown}</a>"
            );
        }
        out.push_str("</span>");
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

/// The note of a link in a caption: the words of the link if they say something, the figure, the whole address.
fn caption_source(out: &mut String, address: &str, words: &str, figure: &str) {
    let says = words.trim_end_matches(['.', ':']).to_ascii_lowercase();
    if !matches!(says.as_str(), "source" | "sources" | "link" | "here" | "") {
        escape::text(out, words.trim_end_matches('.'));
        out.push_str(", ");
    } else if !figure.is_empty() {
        out.push_str("Source of \u{201c}");
        escape::text(out, figure.trim_end_matches('.'));
        out.push_str("\u{201d}: ");
    }
    let shown = escape::url(address);
    out.push_str("<a href=\"");
    escape::attribute(out, &shown);
    out.push_str("\">");
    escape::text(out, address);
    out.push_str("</a>");
}
