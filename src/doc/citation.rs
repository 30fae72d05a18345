//! Citations as authors write them: `[@key, p. 4]`, `[see @a, table 2; @b]`, and a bare `@key` in a sentence.

use crate::base::Span;

/// A citation of one or more sources.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// Where it stands, brackets included.
    pub span: Span,
    /// What it cites, at least one.
    pub cites: Vec<Cite>,
    /// Whether the key is part of the sentence: `@key says` names the author there, where `[@key]` is a mark alone.
    pub in_sentence: bool,
}

/// One source of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// The key of the source.
    pub key: Box<str>,
    /// Where the key stands, with its sign.
    pub span: Span,
    /// What stands before it: `see`.
    pub prefix: Box<str>,
    /// What stands behind it: `p. 4`.
    pub locator: Box<str>,
}
