//! A publication → one line of HTML: who, what, where it appeared, when, and how to get there.

use super::Publication;
use crate::base::escape;
use crate::base::language::Language;
use std::fmt::Write;

/// A publication as one note cites it.
#[derive(Debug, Clone, Copy)]
pub struct Cited<'a> {
    /// Its key in the library.
    pub key: &'a str,
    /// The publication.
    pub publication: &'a Publication,
    /// What the author wrote before the key: `see`.
    pub prefix: &'a str,
    /// What the author wrote behind the key: `p. 4`, `table 2`.
    pub locator: &'a str,
    /// The note of the page that names it in full, where another one does: a short form leads there.
    pub first_in: Option<usize>,
}

/// Writes the publications that a note cites, in the plain style of Expound.
pub fn write_cited(out: &mut String, all: &[Cited<'_>], language: &Language) {
    for (at, cited) in all.iter().enumerate() {
        if at > 0 {
            // A sentence ends before the next one begins.
            out.push(' ');
        }
        write_prefix(out, cited.prefix, true);
        match cited.first_in {
            Some(number) => short_form(out, cited.publication, number, language),
            None => body(out, cited.publication, language),
        }
        if !cited.locator.is_empty() {
            out.push_str(", ");
            escape::text(out, cited.locator);
        }
        out.push('.');
        if cited.first_in.is_none() {
            tail(out, cited.publication, language);
        }
    }
}

/// Writes a publication. The title is a link where there is an address.
pub fn write_publication(out: &mut String, publication: &Publication, language: &Language) {
    body(out, publication, language);
    out.push('.');
    tail(out, publication, language);
}

/// Who, what, where it appeared, when; without a full stop.
pub(super) fn body(out: &mut String, publication: &Publication, language: &Language) {
    if !publication.authors.is_empty() {
        escape::text(out, &publication.authors.join(", "));
        if publication.has_more_authors {
            let _ = write!(out, " {}", language.words.and_others);
        }
        out.push_str(", ");
    }
    out.push('\u{201c}');
    match publication.address() {
        Some(address) => link(out, &address, &publication.title),
        None => escape::text(out, &publication.title),
    }
    out.push('\u{201d}');
    if let Some(container) = &publication.container {
        out.push_str(", <em>");
        escape::text(out, container);
        out.push_str("</em>");
    }
    let number = match (&publication.volume, &publication.issue) {
        (Some(volume), Some(issue)) => format!(" {volume} ({issue})"),
        (Some(one), None) | (None, Some(one)) => format!(" {one}"),
        (None, None) => String::new(),
    };
    escape::text(out, &number);
    let editors = publication.editors.join(", ");
    let edited = (!editors.is_empty()).then(|| format!("{} {editors}", language.words.edited_by));
    // A publisher that is its own author is not named twice.
    let publisher = publication.publisher.as_ref().filter(|name| publication.authors != [(*name).clone()]);
    let published = match (&publication.place, publisher) {
        (Some(place), Some(publisher)) => Some(format!("{place}: {publisher}")),
        (place, publisher) => place.as_ref().or(publisher).cloned(),
    };
    let date = publication.date.map(|date| date.words_in(language));
    let parts = [publication.pages.clone(), edited, publication.edition.clone(), published, date];
    for part in parts.into_iter().chain([publication.licence.clone()]).flatten() {
        out.push_str(", ");
        escape::text(out, &part);
    }
}

/// What follows the full stop: where a copy stays, when it was looked at, a remark.
fn tail(out: &mut String, publication: &Publication, language: &Language) {
    write_archived(out, publication, language);
    if let Some(date) = publication.accessed {
        let _ = write!(out, " {} ", language.words.accessed);
        escape::text(out, &date.words_in(language));
        out.push('.');
    }
    write_remark(out, publication);
}

/// Writes the remark on a publication, as a sentence with a space before it; nothing where there is none.
pub(super) fn write_remark(out: &mut String, publication: &Publication) {
    let Some(note) = &publication.note else { return };
    out.push(' ');
    escape::text(out, note);
    if !note.ends_with(['.', '!', '?']) {
        out.push('.');
    }
}

/// Writes where a copy of a publication stays, as a sentence with a space before it; nothing where there is none.
pub fn write_archived(out: &mut String, publication: &Publication, language: &Language) {
    if publication.archived.is_some() {
        out.push(' ');
        archived_link(out, publication, language);
        out.push('.');
    }
}

/// Writes the words that lead to the copy of a publication.
pub(super) fn archived_link(out: &mut String, publication: &Publication, language: &Language) {
    let Some(copy) = &publication.archived else { return };
    let words = language.words.archived_copy;
    match copy.date {
        Some(date) => link(out, &copy.url, &format!("{words}, {}", date.words_in(language))),
        None => link(out, &copy.url, words),
    }
}

/// Writes a publication that another note names in full, and where that note is.
pub(super) fn short_form(out: &mut String, publication: &Publication, number: usize, language: &Language) {
    short(out, publication, language);
    let _ = write!(out, " (<a href=\"#note:{number}\">{} {number}</a>)", language.words.see_note);
}

/// Who and what, for a publication that another note names in full.
fn short(out: &mut String, publication: &Publication, language: &Language) {
    if !publication.authors.is_empty() || publication.publisher.is_some() {
        escape::text(out, &publication.name_in_sentence(language));
        out.push_str(", ");
    }
    out.push('\u{201c}');
    escape::text(out, &publication.title);
    out.push('\u{201d}');
}

/// Writes the words before a publication, with a capital where they begin a sentence.
pub(super) fn write_prefix(out: &mut String, prefix: &str, begins: bool) {
    let mut letters = prefix.chars();
    let Some(first) = letters.next() else { return };
    let words: String = if begins { first.to_uppercase().chain(letters).collect() } else { prefix.to_owned() };
    escape::text(out, &words);
    out.push(' ');
}

fn link(out: &mut String, address: &str, words: &str) {
    out.push_str("<a href=\"");
    escape::attribute(out, &escape::url(address));
    out.push_str("\">");
    escape::text(out, words);
    out.push_str("</a>");
}
