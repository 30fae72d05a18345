//! `p. 4`, `table 2`, `§ 3` → a kind of place that styles know, and which one it is.

use hayagriva::citationberg::taxonomy::Locator;

/// A place in a publication.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// What is counted there.
    pub(super) of: Locator,
    /// Which one: `4`, `3–9`.
    pub(super) which: String,
}

const WORDS: &[(&[&str], Locator)] = &[
    (&["p.", "pp.", "page", "pages", "s.", "seite", "seiten", "с.", "стор.", "pág.", "págs.", "页"], Locator::Page),
    (&["ch.", "chap.", "chs.", "chapter", "chapters", "kap.", "розд."], Locator::Chapter),
    (&["§", "§§", "sec.", "sect.", "section", "sections", "abschn."], Locator::Section),
    (&["fig.", "figs.", "figure", "figures", "abb."], Locator::Figure),
    (&["table", "tables", "tab.", "tabl.", "tabelle", "tableau", "tabla", "табл.", "表"], Locator::Table),
    (&["vol.", "vols.", "volume", "volumes", "bd.", "band"], Locator::Volume),
    (&["n.", "nn.", "note", "notes", "fn."], Locator::Note),
    (&["para.", "paras.", "par.", "paragraph", "paragraphs", "¶", "¶¶"], Locator::Paragraph),
    (&["l.", "ll.", "line", "lines"], Locator::Line),
    (&["col.", "cols.", "column", "columns"], Locator::Column),
    (&["pt.", "pts.", "part", "parts", "teil"], Locator::Part),
    (&["art.", "arts.", "article", "articles"], Locator::ArticleLocator),
    (&["app.", "appendix", "anhang"], Locator::Appendix),
    (&["eq.", "eqs.", "equation", "equations"], Locator::Equation),
    (&["bk.", "bks.", "book", "books"], Locator::Book),
    (&["suppl.", "supplement"], Locator::Supplement),
];

/// Reads a locator; none where there is none. One of a kind that nobody knows is written as it is.
pub(super) fn read(text: &str) -> Option<Part> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let as_it_is = || Part { of: Locator::Custom, which: text.to_owned() };
    if is_count(text) {
        return Some(Part { of: Locator::Page, which: text.to_owned() });
    }
    // `p.4` and `§3` need no space.
    let word = text.find(|sign: char| sign.is_whitespace() || sign.is_ascii_digit()).unwrap_or(text.len());
    let (word, which) = (text[..word].to_lowercase(), text[word..].trim());
    let known = WORDS.iter().find(|(words, _)| words.contains(&word.as_str()));
    let part = known.filter(|_| is_count(which)).map(|(_, of)| Part { of: *of, which: which.to_owned() });
    Some(part.unwrap_or_else(as_it_is))
}

/// Whether a text counts: digits, Roman numbers or single letters, with what divides them.
fn is_count(text: &str) -> bool {
    let parts = || text.split([',', '-', '–', ' ', '.', '&']).filter(|part| !part.is_empty());
    let counts = |part: &str| {
        part.starts_with(|sign: char| sign.is_ascii_digit())
            || part.chars().count() == 1
            || part.chars().all(|sign| "ivxlcdmIVXLCDM".contains(sign))
            || (part.starts_with(char::is_uppercase) && part.ends_with(|sign: char| sign.is_ascii_digit()))
    };
    parts().next().is_some() && parts().all(|part| counts(part) || matches!(part, "f" | "ff" | "and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_is_a_word_and_a_count() {
        for (text, of, which) in [
            ("p. 4", Locator::Page, "4"),
            ("pp. 3–9", Locator::Page, "3–9"),
            ("p.4", Locator::Page, "4"),
            ("12-31", Locator::Page, "12-31"),
            ("xiv", Locator::Page, "xiv"),
            ("table 2", Locator::Table, "2"),
            ("Table A.2", Locator::Table, "A.2"),
            ("ch. 3", Locator::Chapter, "3"),
            ("§ 4", Locator::Section, "4"),
            ("fig. 1", Locator::Figure, "1"),
            ("S. 4", Locator::Page, "4"),
            ("at the end", Locator::Custom, "at the end"),
            ("page proofs", Locator::Custom, "page proofs"),
            ("p. 4 of the annex", Locator::Custom, "p. 4 of the annex"),
            ("table", Locator::Custom, "table"),
        ] {
            assert_eq!(read(text), Some(Part { of, which: which.to_owned() }), "{text}");
        }
        assert_eq!(read(" "), None);
    }
}
