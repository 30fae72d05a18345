//! The words between brackets → a citation, in the syntax that Pandoc made common: `see @a, table 2; @b, pp. 3-9`.
//! Knows no sources: whether a key is one, lowering finds out.

use crate::base::Span;
use crate::base::part_kind::PartKind;
use crate::doc::{Citation, Cite};
use pulldown_cmark::{BrokenLink, CowStr, LinkType};

/// The sign before a key.
pub(super) const SIGN: char = '@';

/// What is longer between brackets is no citation, in bytes. Brackets inside of brackets would else be read as often as they
/// are nested.
pub(super) const LONGEST: usize = 4000;

/// What the parser asks of square brackets that lead nowhere: those around citations are made links, whose source
/// `read` then reads.
pub(super) fn is_citation<'s>(link: BrokenLink<'s>) -> Option<(CowStr<'s>, CowStr<'s>)> {
    let BrokenLink { link_type, reference, .. } = link;
    let is_one = link_type == LinkType::Shortcut && parts(&reference).is_some();
    is_one.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}

/// Reads a citation with its brackets; `at` is where it begins in the file.
pub(super) fn read(text: &str, at: usize) -> Option<Citation> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let cites = parts(inner)?.into_iter().map(|part| part.cite(at + 1)).collect();
    Some(Citation { span: Span::new(at, at + text.len()), cites, in_sentence: false })
}

/// A bare key at the beginning of `text`, with the locator in brackets that may follow it. `at` is where it begins in
/// the file.
pub(super) fn read_bare(text: &str, at: usize) -> Option<Citation> {
    let key = key_at(text.strip_prefix(SIGN)?)?;
    let key_end = 1 + key.len();
    let behind = text[key_end..].strip_prefix(" [");
    let locator = behind.and_then(|rest| rest[..rest.floor_char_boundary(LONGEST)].split_once(']'));
    let locator = locator.map(|(locator, _)| locator).filter(|locator| is_locator(locator)).unwrap_or_default();
    let end = if locator.is_empty() { key_end } else { key_end + locator.len() + 3 };
    let span = Span::new(at, at + key_end);
    let cite = Cite { key: key.into(), span, prefix: "".into(), locator: one_line(locator) };
    Some(Citation { span: Span::new(at, at + end), cites: vec![cite], in_sentence: true })
}

/// One source between semicolons.
struct Part<'t> {
    prefix: &'t str,
    /// Where the sign of the key stands.
    at: usize,
    key: &'t str,
    locator: &'t str,
}

impl Part<'_> {
    fn cite(self, base: usize) -> Cite {
        let span = Span::new(base + self.at, base + self.at + 1 + self.key.len());
        Cite { key: self.key.into(), span, prefix: one_line(self.prefix), locator: one_line(self.locator) }
    }
}

/// The sources between the brackets; nothing if any part names none, for then it is no citation.
fn parts(inner: &str) -> Option<Vec<Part<'_>>> {
    if inner.len() > LONGEST || !inner.contains(SIGN) || inner.starts_with('^') {
        return None;
    }
    let mut all: Vec<Part<'_>> = Vec::new();
    let mut from = 0;
    for end in ends(inner) {
        let text = &inner[from..end];
        match part(text, from) {
            Some(part) => all.push(part),
            // A semicolon at the end divides nothing.
            None if text.trim().is_empty() && !all.is_empty() && end == inner.len() => {}
            // Words without a key belong to the source before them: `[@a, p. 4; and elsewhere]`.
            None => {
                let last = all.last_mut().filter(|_| !text.trim().is_empty() && !text.contains(SIGN))?;
                let locator_from = last.at + 1 + last.key.len();
                last.locator = without_comma(&inner[locator_from..end]);
            }
        }
        from = end + 1;
    }
    Some(all)
}

/// Where the sources of a citation end: at semicolons, and at a comma before the next key.
fn ends(inner: &str) -> impl Iterator<Item = usize> {
    let divides = |(at, sign): &(usize, char)| match sign {
        ';' => true,
        ',' => inner[at + 1..].trim_start().starts_with(SIGN),
        _ => false,
    };
    inner.char_indices().filter(divides).map(|(at, _)| at).chain([inner.len()])
}

/// One source; `from` is where its words begin.
fn part(text: &str, from: usize) -> Option<Part<'_>> {
    let sign = text.char_indices().find(|(sign, c)| *c == SIGN && begins_key(&text[..*sign])).map(|(at, _)| at)?;
    let key = key_at(&text[sign + 1..])?;
    let behind = &text[sign + 1 + key.len()..];
    // A key ends where a locator or nothing begins: `@user@host` is neither.
    let is_key = !behind.starts_with(SIGN);
    let prefix = text[..sign].trim_end_matches('-');
    is_key.then(|| Part { prefix, at: from + sign, key, locator: without_comma(behind) })
}

fn without_comma(behind: &str) -> &str {
    let locator = behind.trim_start();
    let locator = locator.strip_prefix(',').unwrap_or(locator);
    // `[See @a.]`: the note has a stop of its own.
    if locator.trim() == "." { "" } else { locator }
}

/// Whether a key may begin behind these words.
pub(super) fn begins_key(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '\\' | '.' | '@' | '+' | '%'))
}

/// The key at the beginning of a text: letters, digits and `_`, and single signs between them.
fn key_at(text: &str) -> Option<&str> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let joins = || matches!(c, ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/');
        if is_letter(c) {
            end = at + c.len_utf8();
        } else if at == 0 || !joins() || !letters.peek().is_some_and(|(_, next)| is_letter(*next)) {
            break;
        }
    }
    (end > 0).then(|| &text[..end])
}

/// Whether words in brackets behind a bare key say where in the source: they begin with a number or with what is counted.
fn is_locator(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    // `p.4` and `§3` need no space.
    let word = first.trim_end_matches(|c: char| c.is_ascii_digit());
    first.starts_with(|c: char| c.is_ascii_digit() || c == '第') || PartKind::of(word).is_some()
}

/// Words in one line; in a quotation each line of the source begins with its sign.
fn one_line(words: &str) -> Box<str> {
    words.split_whitespace().filter(|word| *word != ">").collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<Vec<(String, String, String)>> {
        let all = read(text, 0)?.cites.into_iter();
        Some(all.map(|cite| (cite.prefix.into(), cite.key.into(), cite.locator.into())).collect())
    }

    fn one(prefix: &str, key: &str, locator: &str) -> (String, String, String) {
        (prefix.to_owned(), key.to_owned(), locator.to_owned())
    }

    #[test]
    fn citations_are_read() {
        assert_eq!(written("[@a]"), Some(vec![one("", "a", "")]));
        assert_eq!(written("[@a, p. 4]"), Some(vec![one("", "a", "p. 4")]));
        assert_eq!(written("[see @a, table 2; @b]"), Some(vec![one("see", "a", "table 2"), one("", "b", "")]));
        assert_eq!(written("[@a.b:c-d, pp.\n3]"), Some(vec![one("", "a.b:c-d", "pp. 3")]));
        assert_eq!(written("[cf. -@a p. 3]"), Some(vec![one("cf.", "a", "p. 3")]));
        assert_eq!(written("[@a, p. 4; and so on]"), Some(vec![one("", "a", "p. 4; and so on")]));
        assert_eq!(written("[See @a.]"), Some(vec![one("See", "a", "")]));
        assert_eq!(written("[@a;@b;]"), Some(vec![one("", "a", ""), one("", "b", "")]));
        assert_eq!(written("[@a, @b, p. 3]"), Some(vec![one("", "a", ""), one("", "b", "p. 3")]));
        for none in ["[a]", "[^a@b]", "[me@host]", "[@]", "[b; @a]", "[@a@b]", "[;@a]"] {
            assert_eq!(written(none), None, "{none}");
        }
    }

    #[test]
    fn a_bare_key_ends_before_the_full_stop() {
        let bare = |text| read_bare(text, 0).map(|citation| (citation.cites[0].clone(), citation.span.end));
        let key = |text| bare(text).map(|(cite, end)| (cite.key.to_string(), cite.locator.to_string(), end));
        assert_eq!(key("@a1. Then"), Some(("a1".to_owned(), String::new(), 3)));
        assert_eq!(key("@a [p. 4] says"), Some(("a".to_owned(), "p. 4".to_owned(), 9)));
        assert_eq!(key("@a [sic] says"), Some(("a".to_owned(), String::new(), 2)));
        assert_eq!(key("@a [S. 4] sagt"), Some(("a".to_owned(), "S. 4".to_owned(), 9)));
        assert_eq!(key("@a [§3] says"), Some(("a".to_owned(), "§3".to_owned(), 8)));
        assert_eq!(key("@ a"), None);
    }
}
