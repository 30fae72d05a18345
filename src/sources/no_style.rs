//! A program that was built without citation styles has none: notes are numbered and written in the plain style.

use super::Cited;
use std::sync::Arc;

/// A citation style, of which there is none in this build.
#[derive(Debug, Clone, Copy)]
pub enum Style {}

/// A part of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkPart {
    /// Words around those that name publications.
    Words(String),
    /// What names a publication, by its place in the mark.
    Entry(usize, String),
}

/// A mark in the text, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    /// Its parts.
    pub parts: Vec<MarkPart>,
}

impl Mark {
    /// All of it, as escaped HTML.
    pub fn words(&self) -> String {
        let words = |part: &MarkPart| match part {
            MarkPart::Words(words) | MarkPart::Entry(_, words) => words.clone(),
        };
        self.parts.iter().map(words).collect()
    }
}

/// What a page in a style of author and date says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InText {
    /// The parts of each mark.
    pub marks: Vec<Mark>,
    /// The entries of the bibliography, each with its key.
    pub entries: Vec<(String, String)>,
}

impl Style {
    /// None: the feature `citations` has the styles.
    pub fn named(_: &str) -> Option<Arc<Self>> {
        None
    }

    /// Whether a mark in the text is words.
    pub fn is_in_text(&self) -> bool {
        match *self {}
    }

    /// What each note of a page says.
    pub fn notes(&self, _: &[Vec<Cited<'_>>], _: &str) -> Vec<String> {
        match *self {}
    }

    /// The words of one mark in the text.
    pub fn in_text(&self, _: &[Cited<'_>], _: &str) -> String {
        match *self {}
    }

    /// All marks and the bibliography of a page.
    pub fn page(&self, _: &[Vec<Cited<'_>>], _: &str) -> InText {
        match *self {}
    }

    /// The entry of a publication.
    pub fn entry(&self, _: &Cited<'_>, _: &str) -> String {
        match *self {}
    }
}
