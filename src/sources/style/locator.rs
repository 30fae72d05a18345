//! `p. 4`, `table 2`, `§ 3` → a kind of place that styles know, and which one it is.

use crate::base::part_kind::PartKind;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{LocatorPayload, SpecificLocator, TransparentLocator};

/// A place in a publication, as a style is to show it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Place {
    /// What the style is told: what is counted, and which one it is (`4`, `3–9`).
    part: Option<(Locator, String)>,
    /// What the author wrote.
    written: String,
    /// What stands behind the publication, because the style has no room for it.
    pub(super) behind: String,
}

impl Place {
    /// Reads a locator. One of a kind that nobody knows is shown as it is.
    pub(super) fn read(text: &str) -> Self {
        let written = text.trim().to_owned();
        let part = (!written.is_empty()).then(|| read(&written));
        Self { part, written, behind: String::new() }
    }

    /// Whether there is one.
    pub(super) fn is_some(&self) -> bool {
        self.part.is_some()
    }

    /// Whether it is of pages, or there is none: it needs no word for what is counted.
    pub(super) fn is_of_pages(&self) -> bool {
        self.part.as_ref().is_none_or(|(of, _)| *of == Locator::Page)
    }

    /// What is counted, as a word.
    pub(super) fn kind(&self) -> String {
        self.part.as_ref().map_or_else(String::new, |(of, _)| format!("{of:?}"))
    }

    /// Says in words what is counted, for styles that do not.
    pub(super) fn name_it(&mut self) {
        if !self.is_of_pages() {
            self.part = Some((Locator::Custom, self.written.clone()));
        }
    }

    /// Takes it away from the style.
    pub(super) fn put_behind(&mut self) {
        if self.part.take().is_some() {
            self.behind = std::mem::take(&mut self.written);
        }
    }

    /// What the style is told; of a blank place, what is counted but not which one it is.
    pub(super) fn locator(&self, is_blank: bool) -> Option<SpecificLocator<'_>> {
        let (of, which) = self.part.as_ref()?;
        Some(SpecificLocator(
            *of,
            if is_blank {
                LocatorPayload::Transparent(TransparentLocator::new(which.clone()))
            } else {
                LocatorPayload::Str(which)
            },
        ))
    }
}

/// What is counted, and which one it is.
fn read(text: &str) -> (Locator, String) {
    if text.starts_with(|sign: char| sign.is_ascii_digit()) && is_count(text) || is_roman(text) {
        return (Locator::Page, text.to_owned());
    }
    // `p.4` and `§3` need no space.
    let word = text.find(|sign: char| sign.is_whitespace() || sign.is_ascii_digit()).unwrap_or(text.len());
    let (word, which) = (&text[..word], text[word..].trim());
    match PartKind::of(word).filter(|_| is_count(which)) {
        Some(kind) => (of_style(kind), which.to_owned()),
        None => (Locator::Custom, text.to_owned()),
    }
}

/// What styles call it.
fn of_style(kind: PartKind) -> Locator {
    match kind {
        PartKind::Page => Locator::Page,
        PartKind::Chapter => Locator::Chapter,
        PartKind::Section => Locator::Section,
        PartKind::Figure => Locator::Figure,
        PartKind::Table => Locator::Table,
        PartKind::Volume => Locator::Volume,
        PartKind::Note => Locator::Note,
        PartKind::Paragraph => Locator::Paragraph,
        PartKind::Line => Locator::Line,
        PartKind::Column => Locator::Column,
        PartKind::Part => Locator::Part,
        PartKind::Article => Locator::ArticleLocator,
        PartKind::Appendix => Locator::Appendix,
        PartKind::Equation => Locator::Equation,
        PartKind::Book => Locator::Book,
        PartKind::Supplement => Locator::Supplement,
    }
}

/// Whether a text counts: digits, Roman numbers or single letters, with what divides them.
fn is_count(text: &str) -> bool {
    let parts = || text.split([',', '-', '–', ' ', '.', '&']).filter(|part| !part.is_empty());
    let counts = |part: &str| {
        part.starts_with(|sign: char| sign.is_ascii_digit())
            || part.chars().count() == 1
            || is_roman(part)
            || (part.starts_with(char::is_uppercase) && part.ends_with(|sign: char| sign.is_ascii_digit()))
    };
    parts().next().is_some() && parts().all(|part| counts(part) || matches!(part, "ff" | "and"))
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|sign| "ivxlcdmIVXLCDM".contains(sign))
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
            assert_eq!(read(text), (of, which.to_owned()), "{text}");
        }
        assert_eq!(Place::read(" "), Place::default());
    }
}
