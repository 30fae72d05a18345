//! The keys of notes → the list at the end of a page: each note once, with a way back to every use of it.

use super::{CAPTION, CLUSTER, DEFINED, OWN_SOURCE, SOURCE, STAT, side};
use crate::base::escape;
use crate::doc::{Block, BlockKind};
use crate::lower::Lowerer;
use crate::sources::letters;
use std::fmt::Write;

impl Lowerer<'_> {
    /// The list of notes. A note that uses another one for the first time puts it at the end of the list.
    pub(in crate::lower) fn notes(&mut self) -> String {
        let mut bodies: Vec<(String, bool)> = Vec::new();
        while let Some((key, _)) = self.numbering.notes.get(bodies.len()).cloned() {
            let mut body = String::new();
            let kind = key.chars().next().unwrap_or(DEFINED);
            let in_paragraph = self.note_body(&mut body, kind, &key[1..]);
            bodies.push((body, in_paragraph));
        }
        self.notes_of_sources(&mut bodies);
        if bodies.is_empty() {
            return String::new();
        }
        let has_room =
            side::have_room(&self.page.content, bodies.iter().map(|(body, _)| body.as_str()), self.world.columns);
        let mut out = String::from("<ol class=\"notes\">\n");
        for (at, (body, in_paragraph)) in bodies.iter().enumerate() {
            let class = if has_room[at] { " class=\"beside\"" } else { "" };
            let _ = write!(out, "<li id=\"note:{}\"{class} tabindex=\"-1\">", at + 1);
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

    /// Writes what a note says that cites no source; true if it ends with a paragraph.
    fn note_body(&mut self, out: &mut String, kind: char, key: &str) -> bool {
        if matches!(kind, SOURCE | OWN_SOURCE | CLUSTER) {
            // Written when all are known, because each says in short what another one says in full.
            return true;
        }
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
        }
        out.push_str("</p>\n");
        true
    }

    fn ways_back(&self, out: &mut String, at: usize) {
        let (number, uses) = (at + 1, self.numbering.notes[at].1);
        let back = self.language_of_page().words.back_to_reference;
        out.push_str(" <span class=\"back\">");
        for nth in 1..=uses {
            let letter = letters(nth);
            let shown = if uses == 1 { "\u{21a9}\u{fe0e}" } else { &letter };
            let space = if nth > 1 { " " } else { "" };
            let _ = write!(
                out,
                "{space}<a href=\"#ref:{number}:{letter}\" role=\"doc-backlink\" aria-label=\"{back} {number}{letter}\">{shown}</a>"
            );
        }
        out.push_str("</span>");
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
