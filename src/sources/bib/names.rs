//! A list of names as TeX has it → names in their parts.
//!
//! The rules are those of Nicolas Markey, "Tame the BeaST", section 11: names are divided by `and`, a name is
//! `First von Last`, `von Last, First` or `von Last, Jr, First`, small words are the particle, and what stands in braces is
//! one word. A name that is wholly in braces is no person's. Of BibLaTeX's own form, `family=…, given=…` is read.

use super::latex;
use crate::sources::name::NameParts;

/// The names of a list, and whether there are others that it does not name.
pub(super) fn names(tex: &str) -> (Vec<NameParts>, bool) {
    let mut all = Vec::new();
    let mut others = false;
    for name in split(tex, Split::And) {
        match name.trim() {
            "" => {}
            "others" => others = true,
            name => all.push(one(name)),
        }
    }
    all.retain(|name| !name.family.is_empty());
    (all, others)
}

/// The items of a list that are no persons: publishers, places, languages.
pub(super) fn items(tex: &str) -> Vec<String> {
    split(tex, Split::And).into_iter().map(latex::text).filter(|item| !item.is_empty() && item != "others").collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Split {
    And,
    Comma,
    Space,
}

/// Divides a text where no brace is open.
fn split(tex: &str, by: Split) -> Vec<&str> {
    let bytes = tex.as_bytes();
    let (mut depth, mut from, mut at) = (0usize, 0, 0);
    let mut parts = Vec::new();
    while at < bytes.len() {
        let length = match bytes[at] {
            b'\\' => {
                at += 1;
                None
            }
            b'{' => {
                depth += 1;
                None
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                None
            }
            _ if depth > 0 => None,
            b',' => (by == Split::Comma).then_some(1),
            byte if byte.is_ascii_whitespace() || byte == b'~' => match by {
                Split::Space => Some(1),
                Split::And => {
                    let word = bytes.get(at + 1..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"and"));
                    (word && bytes.get(at + 4).is_none_or(u8::is_ascii_whitespace)).then_some(4)
                }
                Split::Comma => None,
            },
            _ => None,
        };
        if let Some(length) = length {
            parts.push(&tex[from..at]);
            from = at + length;
            // The space behind `and` may be the one before the next.
            at = from;
        } else {
            at += 1;
        }
    }
    parts.push(tex.get(from..).unwrap_or_default());
    parts
}

fn one(name: &str) -> NameParts {
    // Braces around all of it: no person.
    if name.starts_with('{') && super::value::balanced(name, 0, b'{', b'}') == Some(name.len()) {
        return NameParts::whole(&plain(name));
    }
    let parts = split(name, Split::Comma);
    if let Some(known) = labelled(&parts) {
        return known;
    }
    match parts[..] {
        [whole] => first_von_last(whole),
        [last, first] => NameParts { given: plain(first), ..von_last(last) },
        [last, suffix, first, ..] => NameParts { given: plain(first), suffix: plain(suffix), ..von_last(last) },
        [] => NameParts::default(),
    }
}

/// BibLaTeX's own form: `family=Berg, given=Ann, prefix=van der`.
fn labelled(parts: &[&str]) -> Option<NameParts> {
    let mut name = NameParts::default();
    for part in parts {
        let (label, value) = part.trim().trim_start_matches('{').split_once('=')?;
        let value = plain(value.trim().trim_matches('"'));
        match label.trim().to_ascii_lowercase().as_str() {
            "family" => name.family = value,
            "given" => name.given = value,
            "prefix" => name.particle = value,
            "suffix" => name.suffix = value,
            "id" | "useprefix" | "given-i" | "family-i" | "prefix-i" | "suffix-i" | "sortingnamekeytemplatename" => {}
            _ => return None,
        }
    }
    (!name.family.is_empty()).then_some(name)
}

fn first_von_last(name: &str) -> NameParts {
    let words: Vec<&str> = split(name, Split::Space).into_iter().filter(|word| !word.is_empty()).collect();
    let Some(last) = words.len().checked_sub(1) else { return NameParts::default() };
    // The last word is never a particle, and the first one only where a name is small as a whole.
    let small = |at: &usize| is_small(words[*at]);
    let (from, to) = match ((0..last).find(small), (0..last).rfind(small)) {
        (Some(from), Some(to)) => (from, to + 1),
        _ => (last, last),
    };
    NameParts {
        given: plain(&words[..from].join(" ")),
        particle: plain(&words[from..to].join(" ")),
        family: plain(&words[to..].join(" ")),
        suffix: String::new(),
    }
}

fn von_last(name: &str) -> NameParts {
    let words: Vec<&str> = split(name, Split::Space).into_iter().filter(|word| !word.is_empty()).collect();
    let last = words.len().saturating_sub(1);
    let to = (0..last).rfind(|at| is_small(words[*at])).map_or(0, |at| at + 1);
    // A particle begins the name: `Cruz e Silva` has none.
    let to = if words.first().is_some_and(|word| is_small(word)) { to } else { 0 };
    NameParts { particle: plain(&words[..to].join(" ")), family: plain(&words[to..].join(" ")), ..NameParts::default() }
}

/// Whether a word begins small. One that begins with a brace is no particle, but for an accent in braces.
fn is_small(word: &str) -> bool {
    if word.starts_with('{') && !word.starts_with("{\\") {
        return false;
    }
    latex::text(word).chars().find(|sign| sign.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The text of a part of a name.
fn plain(tex: &str) -> String {
    latex::text(tex).replace('\u{a0}', " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_as_bibtex_does() {
        for (tex, given, particle, family, suffix) in [
            ("Donald E. Knuth", "Donald E.", "", "Knuth", ""),
            ("Knuth, Donald~E.", "Donald E.", "", "Knuth", ""),
            (
                "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
                "Charles Louis Xavier Joseph",
                "de la",
                "Vallée Poussin",
                "",
            ),
            ("de la Fontaine, Jean", "Jean", "de la", "Fontaine", ""),
            ("{de la} Fontaine, Jean", "Jean", "", "de la Fontaine", ""),
            ("King, Jr., Martin Luther", "Martin Luther", "", "King", "Jr."),
            ("Aristotle", "", "", "Aristotle", ""),
            ("{World Health Organization and others}", "", "", "World Health Organization and others", ""),
            ("van Gogh, Vincent", "Vincent", "van", "Gogh", ""),
            ("family=Berg, given=Ann, prefix=van der, useprefix=true", "Ann", "van der", "Berg", ""),
            ("{\\'E}. Zola", "É.", "", "Zola", ""),
            ("jean de la fontaine", "", "jean de la", "fontaine", ""),
            ("Da Cruz e Silva, Edgar", "Edgar", "", "Da Cruz e Silva", ""),
            ("Smith,", "", "", "Smith", ""),
        ] {
            let (all, others) = names(tex);
            let expected = [given, particle, family, suffix].map(str::to_owned);
            let found = all.into_iter().next().unwrap();
            assert_eq!([found.given, found.particle, found.family, found.suffix], expected, "{tex}");
            assert!(!others);
        }
    }

    #[test]
    fn lists_end_with_others() {
        let (all, others) = names("A. One AND {Two and Three}\n and Four, F. and and others");
        assert_eq!(all.iter().map(NameParts::shown).collect::<Vec<_>>(), ["A. One", "Two and Three", "F. Four"]);
        assert!(others);
        assert_eq!(items("Princeton and {Oxford and Cambridge}"), ["Princeton", "Oxford and Cambridge"]);
        assert_eq!(names(" and "), (Vec::new(), false));
    }
}
