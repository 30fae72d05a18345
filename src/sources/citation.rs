//! A publication → one line of HTML: who, what, where it appeared, when, and how to get there.

use super::Publication;
use crate::base::escape;
use crate::base::partial_date::PartialDate;

/// Writes a publication. The title is a link where there is an address.
pub fn write(out: &mut String, publication: &Publication) {
    if !publication.authors.is_empty() {
        escape::text(out, &publication.authors.join(", "));
        out.push_str(", ");
    }
    let address =
        publication.url.clone().or_else(|| publication.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")));
    out.push('\u{201c}');
    match &address {
        Some(address) => link(out, address, &publication.title),
        None => escape::text(out, &publication.title),
    }
    out.push('\u{201d}');
    // A publisher that is its own author is not named twice.
    let publisher = publication.publisher.as_ref().filter(|name| publication.authors != [(*name).clone()]);
    for part in [publisher.cloned(), publication.date.map(PartialDate::words), publication.licence.clone()]
        .into_iter()
        .flatten()
    {
        out.push_str(", ");
        escape::text(out, &part);
    }
    out.push('.');
    if let Some(copy) = &publication.archived {
        out.push(' ');
        let words =
            copy.date.map_or_else(|| "Archived copy".to_owned(), |date| format!("Archived copy, {}", date.words()));
        link(out, &copy.url, &words);
        out.push('.');
    }
    if let Some(date) = publication.accessed {
        out.push_str(" Accessed ");
        escape::text(out, &date.words());
        out.push('.');
    }
    if let Some(note) = &publication.note {
        out.push(' ');
        escape::text(out, note);
        if !note.ends_with(['.', '!', '?']) {
            out.push('.');
        }
    }
}

fn link(out: &mut String, address: &str, words: &str) {
    out.push_str("<a href=\"");
    escape::attribute(out, &escape::url(address));
    out.push_str("\">");
    escape::text(out, words);
    out.push_str("</a>");
}
