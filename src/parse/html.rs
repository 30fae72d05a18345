//! HTML in prose: one tag's text → a harmless element, or nothing that passes.

/// The elements that pass, and whether they hold anything.
const HARMLESS: &[(&str, bool)] = &[
    ("br", false),
    ("hr", false),
    ("sup", true),
    ("sub", true),
    ("u", true),
    ("small", true),
    ("i", true),
    ("b", true),
    ("q", true),
    ("span", true),
    ("abbr", true),
    ("kbd", true),
    ("mark", true),
    ("details", true),
    ("summary", true),
];

/// The attributes that pass, on any harmless element.
const HARMLESS_ATTRIBUTES: &[&str] = &["title", "lang", "dir", "class", "open"];

/// One tag, as far as it is harmless.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `<br>`, `<hr/>`
    Void(&'static str),
    /// `<sub>`; the attributes that pass; the name of the first one that does not.
    Open { name: &'static str, attributes: Vec<(&'static str, Box<str>)>, refused: Option<String> },
    /// `</sub>`
    Close(&'static str),
    /// `<!-- … -->` and the like, which readers never see.
    Comment,
    /// Anything else.
    Refused,
}

/// Reads one tag: `text` begins with `<` and ends with `>`.
pub(super) fn tag(text: &str) -> Tag {
    if text.starts_with("<!--") {
        return Tag::Comment;
    }
    let Some(inner) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) else { return Tag::Refused };
    let (inner, closing) = match inner.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (inner.strip_suffix('/').unwrap_or(inner), false),
    };
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let lower = inner[..end].to_ascii_lowercase();
    let Some((name, holds)) = HARMLESS.iter().find(|(name, _)| *name == lower) else { return Tag::Refused };
    match (closing, holds) {
        (true, true) => Tag::Close(name),
        (true, false) => Tag::Refused,
        (false, false) => Tag::Void(name),
        (false, true) => {
            let (attributes, refused) = attributes(&inner[end..]);
            Tag::Open { name, attributes, refused }
        }
    }
}

fn attributes(mut rest: &str) -> (Vec<(&'static str, Box<str>)>, Option<String>) {
    let (mut passed, mut refused) = (Vec::new(), None);
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (passed, refused);
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len()).max(1);
        let end = (end..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (from, until) = match quote {
                Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |at| at + 1)),
                None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = &after[from..until];
            rest = &after[(until + usize::from(quote.is_some())).min(after.len())..];
        }
        match HARMLESS_ATTRIBUTES.iter().find(|known| **known == name) {
            Some(known) => passed.push((*known, value.into())),
            None => refused = refused.or(Some(name)),
        }
    }
}

/// A piece of an HTML block: a tag, or the text between tags; offsets into the block.
pub(super) fn pieces(text: &str) -> Vec<(std::ops::Range<usize>, bool)> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let is_tag =
            rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map_or(text.len(), |i| at + i + 3)
        } else if is_tag {
            rest.find('>').map_or(text.len(), |i| at + i + 1)
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            rest[first..].find('<').map_or(text.len(), |i| at + first + i)
        };
        all.push((at..end, is_tag && text[..end].ends_with('>')));
        at = end;
    }
    all
}

/// A text of front matter without the harmless tags that some authors put there; a line break becomes a space.
pub(super) fn without_tags(text: String) -> String {
    if !text.contains('<') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (range, is_tag) in pieces(&text) {
        match is_tag.then(|| tag(&text[range.clone()])) {
            None | Some(Tag::Refused) => out.push_str(&text[range]),
            Some(Tag::Void(_)) => out.push(' '),
            Some(_) => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_tags_pass_and_others_do_not() {
        assert_eq!(tag("<BR/>"), Tag::Void("br"));
        assert_eq!(tag("</sub>"), Tag::Close("sub"));
        assert_eq!(tag("<script>"), Tag::Refused);
        assert_eq!(tag("<!-- x -->"), Tag::Comment);
        let open = tag("<span lang='fr' onclick=\"x()\" title=a>");
        let attributes = vec![("lang", "fr".into()), ("title", "a".into())];
        assert_eq!(open, Tag::Open { name: "span", attributes, refused: Some("onclick".to_owned()) });
        assert!(matches!(tag("<b ü=1 =>"), Tag::Open { name: "b", .. }));
    }

    #[test]
    fn tags_of_a_description_are_dropped() {
        assert_eq!(without_tags("<b>Secret</b> <br> <i>F. M.</i> 1 < 2".to_owned()), "Secret F. M. 1 < 2");
    }
}
