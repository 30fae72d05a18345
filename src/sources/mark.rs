//! What a page in a style of author and date says: marks of words, and the entries that they lead to.

/// A part of a mark, as escaped HTML.
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
    /// The parts of each mark, in the order of the marks.
    pub marks: Vec<Mark>,
    /// The entries of the bibliography as escaped HTML in the order of the style, each with its key.
    pub entries: Vec<(String, String)>,
}
