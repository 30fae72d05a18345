//! A running text → its sentences, and in each the numbers that a reader may ask the source of.
//!
//! A number is traced or it is not; before that is known, somebody must say what counts as a number. Quantities do:
//! counts, amounts, shares, multiples. What only looks like one does not: dates and years, ordinals, labels ("Figure
//! 3"), names ("Nord Stream 2", "F-16"), versions, codes, ages. Three decisions are ours:
//!
//! - A small number word (to twelve) is a way of speaking ("two sides") unless a unit, a magnitude, `times` or `of ten`
//!   follows; a larger one, and whatever is written in digits, is a count.
//! - A duration counts ("ran for 40 years") unless it places something in time ("in the last 40 years", "40 years
//!   ago"): then it is a date in other words, and nobody asks for the source of a date that they can count back to.
//! - A vague magnitude ("dozens of", "several hundred", "millions") is no number: no cell could contradict it.
//!
//! Nothing here knows Markdown (the caller takes out code and formulas), a dataset, or how large a number is; that is
//! for whoever holds the words against a value.

mod amounts;
mod han;
mod names;
mod reading;
mod sentences;
mod tokens;
mod vocabulary;
mod words;

use crate::base::Language;
use reading::Reading;
use std::ops::Range;
use vocabulary::Vocabulary;

/// The sentences of a running text, in order, as byte ranges without the white space around them.
///
/// A line end is a space, an empty line ends a sentence. A stop behind an abbreviation, an initial, a list number, or
/// before a word that begins small ends none. The text may be in any language.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    sentences::split(text)
}

/// The numbers of a sentence (or of a row of a table, a caption, a headline) that a reader may ask the source of, as
/// byte ranges of the whole expression, in order: `$240 billion`, `7.5%`, `eight of ten`, `a third`; `from 237 to 244.8
/// billion` is two. Number words of English are known well, those of the other languages in their common forms.
pub fn numbers(sentence: &str, language: &Language) -> Vec<Range<usize>> {
    let vocabulary = Vocabulary::of(language);
    if !vocabulary.may_hold_numbers(sentence) {
        return Vec::new();
    }
    Reading::new(sentence, vocabulary).numbers()
}
