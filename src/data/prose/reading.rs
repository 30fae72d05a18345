//! The pieces of a sentence → the ranges of its numbers, from left to right.

use super::tokens::{Kind, Token, tokens};
use super::vocabulary::{Meaning, Vocabulary};
use std::ops::Range;

/// A sentence that is being read.
pub(super) struct Reading<'a> {
    tokens: Vec<Token<'a>>,
    pub vocabulary: &'static Vocabulary,
    /// True if most words are written large, as in a headline: then that says nothing of names.
    pub headline: bool,
}

/// What stands at a place in the sentence; the ranges count pieces.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// A number that a reader may ask the source of.
    Counted(Range<usize>),
    /// Something with the look of a number, up to a piece, and what it is instead.
    Passed(usize, Instead),
}

/// What a number that is not to be traced is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instead {
    Label,
    Date,
    Age,
    /// A telephone number, of which more may follow.
    Code,
    Other,
}

impl<'a> Reading<'a> {
    pub(super) fn new(sentence: &'a str, vocabulary: &'static Vocabulary) -> Self {
        let tokens = tokens(sentence, vocabulary);
        let long = || tokens.iter().filter(|token| token.kind == Kind::Word && token.text.len() > 3);
        let large = long().filter(|token| begins_large(token.text)).count();
        let headline = large * 5 >= long().count() * 4;
        Self { tokens, vocabulary, headline }
    }

    /// The ranges in bytes.
    pub(super) fn numbers(&self) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut at = 0;
        let mut passed = None;
        let mut taken = 0;
        while at < self.tokens.len() {
            let Some(step) = self.step(at, passed) else {
                at += 1;
                continue;
            };
            match step {
                Step::Counted(range) => {
                    let end = range.end.max(at + 1);
                    // In `5 € 10` the sign belongs to one of them.
                    let start = range.start.max(taken);
                    all.push(self.tokens[start].start..self.end_of(end - 1));
                    (at, taken) = (end, end);
                }
                Step::Passed(end, instead) => {
                    at = end.max(at + 1);
                    passed = Some((at, instead));
                }
            }
        }
        all
    }

    fn step(&self, at: usize, passed: Option<(usize, Instead)>) -> Option<Step> {
        let token = self.get(at)?;
        match token.kind {
            Kind::Number(digits) => Some(self.digits(at, digits, passed)),
            Kind::Word => self.words(at, passed),
            Kind::Han => self.han(at),
            Kind::Code | Kind::Sign => None,
        }
    }

    fn end_of(&self, at: usize) -> usize {
        self.tokens[at].start + self.tokens[at].text.len()
    }

    /// A piece, if there is one.
    pub(super) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    /// The piece that stands so many before another.
    pub(super) fn before(&self, at: usize, by: usize) -> Option<&Token<'a>> {
        at.checked_sub(by).and_then(|at| self.tokens.get(at))
    }

    /// What the word at a place means; `None` for what is no word.
    pub(super) fn meaning(&self, at: usize) -> Meaning {
        self.get(at).map_or(Meaning::None, |token| token.meaning)
    }

    /// What the word so many pieces before another means.
    pub(super) fn meaning_before(&self, at: usize, by: usize) -> Meaning {
        self.before(at, by).map_or(Meaning::None, |token| token.meaning)
    }

    /// True if the piece at a place is this text, small or large.
    pub(super) fn is(&self, at: usize, text: &str) -> bool {
        self.get(at).is_some_and(|token| token.text.eq_ignore_ascii_case(text))
    }

    /// True if it is one of these texts.
    pub(super) fn is_any(&self, at: usize, texts: &[&str]) -> bool {
        self.get(at).is_some_and(|token| texts.iter().any(|text| token.text.eq_ignore_ascii_case(text)))
    }

    /// True for a dash or a hyphen that touches the piece before it.
    pub(super) fn is_glued_dash(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.glued && is_dash(token.text))
    }

    /// True if a piece touches the one before it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.glued)
    }

    /// The number in digits at a place.
    pub(super) fn number(&self, at: usize) -> Option<super::tokens::Digits> {
        match self.get(at)?.kind {
            Kind::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }
}

/// True if a word has a large letter at its beginning, or further in (`iPhone`).
pub(super) fn begins_large(word: &str) -> bool {
    word.chars().take(3).any(char::is_uppercase)
}

/// Hyphens and dashes.
pub(super) fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "‐" | "‑" | "‒" | "–" | "—")
}
