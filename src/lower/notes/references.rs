//! Marks and checked numbers → what of a page rests on which sources of the site's library, for the pages of sources.

use super::SOURCE;
use crate::base::Span;
use crate::lower::Lowerer;
use crate::lower::page::{Reference, Rests};
use rustc_hash::FxHashMap;
use std::sync::Arc;

impl Lowerer<'_> {
    /// Remembers that the sentence around a mark rests on sources, given by their keys with signs.
    pub(super) fn rests_in_text(&mut self, keys: &[&str], mark: Span, anchor: &str) {
        let sentence = self.sentence_at(mark);
        self.rests_on(keys, anchor, keys.len() == 1, || Rests::Sentence(sentence));
    }

    /// The sentence around a mark or a checked number.
    pub(in crate::lower) fn sentence_at(&self, mark: Span) -> Arc<str> {
        self.sentences.get(&mark.start).cloned().unwrap_or_else(|| Arc::from(""))
    }

    /// Remembers that something rests on sources; `alone` says whether nothing else is named for it.
    pub(in crate::lower) fn rests_on(
        &mut self,
        keys: &[&str],
        anchor: &str,
        alone: bool,
        what: impl FnOnce() -> Rests + Clone,
    ) {
        // Sources of the brief's own have no page.
        for key in keys.iter().filter_map(|key| key.strip_prefix(SOURCE)) {
            self.cite(key);
            let what = what.clone()();
            self.page.references.push(Reference { source: key.into(), what, anchor: anchor.into(), alone });
        }
    }

    /// Remembers that the page names a source.
    pub(super) fn cite(&mut self, key: &str) {
        if !self.cited.contains(key) {
            self.cited.insert(key.into());
            self.page.cited.push(key.to_owned());
        }
    }

    /// A sentence that names two sources, each by a mark of its own, rests on neither alone.
    pub(in crate::lower) fn settle_references(&mut self) {
        let sentence_of = |reference: &Reference| match &reference.what {
            Rests::Sentence(sentence) | Rests::Number(_, sentence) => Some(sentence.as_ptr()),
            Rests::Chart(_) | Rests::Figure(_) => None,
        };
        let mut named: FxHashMap<*const u8, (Box<str>, bool)> = FxHashMap::default();
        for reference in &self.page.references {
            if let Some(sentence) = sentence_of(reference) {
                let (first, is_only) = named.entry(sentence).or_insert_with(|| (reference.source.clone(), true));
                *is_only &= *first == reference.source;
            }
        }
        for reference in &mut self.page.references {
            let is_only =
                sentence_of(reference).and_then(|sentence| named.get(&sentence)).is_none_or(|(_, only)| *only);
            reference.alone &= is_only;
        }
    }
}
