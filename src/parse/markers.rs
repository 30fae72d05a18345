//! The marks that end an excerpt: `<excerpt/>`, `<!--more-->`, and `<!--END-->`, which ends nothing.
//!
//! To a Markdown parser they are HTML: alone on a line they begin a block that swallows the lines below, and
//! `<excerpt/>` is not even void. So they are replaced before parsing, by something of the same length, so that every
//! offset stays right.

use memchr::memmem;
use std::borrow::Cow;

/// The text to parse, and where marks were taken out of it.
pub(super) struct Marked<'a> {
    /// As long as the original, byte for byte.
    pub(super) text: Cow<'a, str>,
    /// The marks that no longer appear as tags.
    pub(super) ends: Vec<usize>,
}

/// True if a tag that the parser met is a mark.
pub(super) fn is_mark(tag: &str, separator: Option<&str>) -> bool {
    matches!(tag, "<excerpt/>" | "<excerpt />" | "<excerpt>" | "</excerpt>" | "<!--more-->" | "<!-- more -->")
        || separator == Some(tag)
}

/// The marks that need no setting.
const TAGS: &[&str] = &["<excerpt/>", "<excerpt />", "<!--more-->", "<!-- more -->", "<!--END-->"];

/// Replaces marks that would become HTML blocks.
///
/// A mark that is the only thing of its line and stands at the edge of a paragraph becomes spaces: a blank line. One
/// inside a paragraph, or with text beside it, must leave the paragraph whole, so a comment becomes an element of
/// the same length, which parsers take as part of the sentence.
pub(super) fn take_out<'a>(body: &'a str, separator: Option<&str>) -> Marked<'a> {
    let mut found: Vec<(usize, &str)> = tags(body).collect();
    if let Some(mark) = separator.filter(|mark| !mark.is_empty() && !TAGS.contains(mark)) {
        found.extend(memmem::find_iter(body.as_bytes(), mark).map(|at| (at, mark)));
    }
    if found.is_empty() {
        return Marked { text: Cow::Borrowed(body), ends: Vec::new() };
    }
    found.sort_unstable();
    let mut text = body.to_owned();
    let mut ends = Vec::new();
    for (at, mark) in found {
        let (before, after) = (&body[..at], &body[at + mark.len()..]);
        // Only the space around it is looked at: a line may have many marks.
        let is_space = |c: char| c.is_whitespace() && c != '\n';
        let (left, right) = (before.trim_end_matches(is_space), after.trim_start_matches(is_space));
        let alone = (left.is_empty() || left.ends_with('\n')) && (right.is_empty() || right.starts_with('\n'));
        let ends_excerpt = mark != "<!--END-->";
        // Another sign than a tag stays in sight unless it is taken out wherever it stands.
        let is_tag = mark.starts_with('<') && mark.ends_with('>');
        if alone && (at_edge(before, after) || !is_tag) {
            text.replace_range(at..at + mark.len(), &" ".repeat(mark.len()));
            ends.extend(ends_excerpt.then_some(at));
        } else if mark.starts_with("<!--") {
            text.replace_range(at..at + mark.len(), &inline_tag(mark.len()));
            ends.extend(ends_excerpt.then_some(at));
        }
    }
    Marked { text: Cow::Owned(text), ends }
}

/// True if the line above or the line below is blank, or absent.
fn at_edge(before: &str, after: &str) -> bool {
    let above = before.rsplit('\n').nth(1).is_none_or(|line| line.trim().is_empty());
    let below = after.split('\n').nth(1).is_none_or(|line| line.trim().is_empty());
    above || below
}

/// Where each of them stands. Texts have few signs that begin one, so they are looked through once for all of these.
fn tags(body: &str) -> impl Iterator<Item = (usize, &'static str)> {
    memchr::memchr_iter(b'<', body.as_bytes())
        .filter_map(|at| TAGS.iter().find(|tag| body[at..].starts_with(**tag)).map(|tag| (at, *tag)))
}

/// An element that no rule of Markdown takes for the beginning of a block, `length` bytes long, and that is dropped.
fn inline_tag(length: usize) -> String {
    format!("<x{}/>", " ".repeat(length - 4))
}

/// True for what [`take_out`] put in the place of a comment.
pub(super) fn is_placeholder(tag: &str) -> bool {
    tag.strip_prefix("<x")
        .and_then(|rest| rest.strip_suffix("/>"))
        .is_some_and(|spaces| spaces.len() > 4 && spaces.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_every_offset_as_it_was() {
        for body in [
            "a\n\n<excerpt/>\n\nb",
            "a. <excerpt/> _b_",
            "<!--more-->b",
            "a\n<!--more-->\nb",
            "<!--END-->",
            "a<!-- more -->b",
            "a\n\n<excerpt />\n",
            "a\n\n=====\n\nb <!--more-->",
        ] {
            for separator in [None, Some("====="), Some("<!--"), Some("<!--more-->"), Some("<!--more-->b")] {
                assert_eq!(take_out(body, separator).text.len(), body.len(), "{body}, {separator:?}");
            }
        }
    }

    #[test]
    fn a_mark_alone_becomes_a_blank_line_and_one_inside_stays_inside() {
        assert_eq!(take_out("a\n\n<excerpt/>\nb", None).text, "a\n\n          \nb");
        assert_eq!(take_out("a\n\n<excerpt />\n", None).ends, [3]);
        assert_eq!(take_out("a\n\n=====\n\nb", Some("=====")).ends, [3]);
        assert_eq!(take_out("a\n<excerpt/>\nb", None).text, "a\n<excerpt/>\nb");
        let marked = take_out("x<!--more-->y", None);
        assert!(is_placeholder(&marked.text[1..12]));
        assert_eq!(marked.ends, [1]);
    }
}
