//! What of all pages rests on which sources → for each source, the passages that do, page by page. Knows no publication.

use crate::lower::{Page, Reference, Rests};
use crate::site::PageId;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

/// What rests on each source, by its key.
#[derive(Debug, Default)]
pub(super) struct Citations {
    sources: FxHashMap<Box<str>, Vec<Citing>>,
    /// How many sentences have a source.
    pub(super) sentences: usize,
    /// How many of them rest on one source alone.
    pub(super) alone: usize,
}

/// A page that cites a source.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Citing {
    pub(super) page: PageId,
    /// What of it rests on that source, in the order of the text; empty where it does so as a whole.
    pub(super) passages: Vec<Passage>,
}

/// What is one to a reader, however many marks it carries.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) kind: PassageKind,
    /// The sentence, or the title of the chart or figure; perhaps empty.
    pub(super) text: Arc<str>,
    /// Where it is on its page.
    pub(super) anchor: Box<str>,
    /// The checked numbers in it that rest on the source, each with its place.
    pub(super) numbers: Vec<(Box<str>, Box<str>)>,
    /// Whether no other source is named for it.
    pub(super) alone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum PassageKind {
    Sentence,
    Chart,
    Figure,
}

impl PassageKind {
    /// The word that templates know.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Chart => "chart",
            Self::Figure => "figure",
        }
    }
}

/// What makes two references of one page name the same passage: its words, or where it has none, its place.
type Identity<'r> = (PassageKind, &'r str, &'r str);

fn identity(reference: &Reference) -> Identity<'_> {
    let (kind, text): (_, &str) = match &reference.what {
        Rests::Sentence(sentence) | Rests::Number(_, sentence) => (PassageKind::Sentence, sentence),
        Rests::Chart(title) => (PassageKind::Chart, title),
        Rests::Figure(caption) => (PassageKind::Figure, caption),
    };
    (kind, text, if text.is_empty() { &reference.anchor } else { "" })
}

impl Citations {
    /// The citations of pages, which are in the order in which readers see them.
    pub(super) fn in_order<'p>(pages: impl Iterator<Item = (PageId, &'p Page)>) -> Self {
        let mut citations = Self::default();
        for (id, page) in pages {
            citations.add(id, page);
        }
        citations
    }

    fn add(&mut self, id: PageId, page: &Page) {
        // The one source of each passage; nothing where there are several, or something else is named beside it.
        let mut sole: FxHashMap<Identity<'_>, Option<&str>> = FxHashMap::default();
        for reference in &page.references {
            let own = Some(&*reference.source).filter(|_| reference.alone);
            match sole.entry(identity(reference)) {
                Slot::Vacant(slot) => drop(slot.insert(own)),
                Slot::Occupied(mut slot) if *slot.get() != own => drop(slot.insert(None)),
                Slot::Occupied(_) => {}
            }
        }
        let sentences = sole.iter().filter(|((kind, ..), _)| *kind == PassageKind::Sentence);
        self.sentences += sentences.clone().count();
        self.alone += sentences.filter(|(_, source)| source.is_some()).count();

        let mut known: FxHashMap<(&str, Identity<'_>), usize> = FxHashMap::default();
        for reference in &page.references {
            let identity = identity(reference);
            let passages = &mut self.citing(&reference.source, id).passages;
            let at = *known.entry((&reference.source, identity)).or_insert_with(|| {
                let (kind, text, _) = identity;
                let text = match &reference.what {
                    Rests::Sentence(sentence) | Rests::Number(_, sentence) => Arc::clone(sentence),
                    Rests::Chart(_) | Rests::Figure(_) => text.into(),
                };
                let alone = sole.get(&identity).is_some_and(|source| *source == Some(&*reference.source));
                passages.push(Passage { kind, text, anchor: reference.anchor.clone(), numbers: Vec::new(), alone });
                passages.len() - 1
            });
            if let Rests::Number(number, _) = &reference.what {
                passages[at].numbers.push((number.clone(), reference.anchor.clone()));
            }
        }
        for key in &page.cited {
            self.citing(key, id);
        }
    }

    /// What is known of a source on one page, which is the last one that was looked at.
    fn citing(&mut self, key: &str, page: PageId) -> &mut Citing {
        let all = self.sources.entry(key.into()).or_default();
        if all.last().is_none_or(|last| last.page != page) {
            all.push(Citing { page, passages: Vec::new() });
        }
        let last = all.len() - 1;
        &mut all[last]
    }

    /// The pages that cite a source.
    pub(super) fn of(&self, key: &str) -> &[Citing] {
        self.sources.get(key).map_or(&[], Vec::as_slice)
    }

    /// The passages that rest on a source.
    pub(super) fn passages(&self, key: &str) -> impl Iterator<Item = &Passage> {
        self.of(key).iter().flat_map(|citing| &citing.passages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(source: &str, what: Rests, anchor: &str, alone: bool) -> Reference {
        Reference { source: source.into(), what, anchor: anchor.into(), alone }
    }

    fn sentence(words: &str) -> Rests {
        Rests::Sentence(words.into())
    }

    fn number(number: &str, words: &str) -> Rests {
        Rests::Number(number.into(), words.into())
    }

    fn of(pages: &[(u32, Vec<Reference>)]) -> Citations {
        let pages: Vec<(PageId, Page)> = pages
            .iter()
            .map(|(id, references)| (PageId(*id), Page { references: references.clone(), ..Page::default() }))
            .collect();
        Citations::in_order(pages.iter().map(|(id, page)| (*id, page)))
    }

    #[test]
    fn a_sentence_with_many_marks_is_one_passage() {
        let citations = of(&[(
            0,
            vec![
                reference("a", number("240", "Up to 240."), "ref:1:a", true),
                reference("a", number("1.9%", "Up to 240."), "ref:2:a", true),
                reference("a", sentence("Up to 240."), "ref:3:a", true),
                reference("a", sentence("Another."), "ref:3:b", true),
            ],
        )]);
        let passages: Vec<&Passage> = citations.passages("a").collect();
        assert_eq!(passages.len(), 2);
        assert_eq!((&*passages[0].text, &*passages[0].anchor, passages[0].alone), ("Up to 240.", "ref:1:a", true));
        assert_eq!(passages[0].numbers, [("240".into(), "ref:1:a".into()), ("1.9%".into(), "ref:2:a".into())]);
        assert_eq!((citations.sentences, citations.alone), (2, 2));
    }

    #[test]
    fn a_sentence_of_two_sources_rests_on_neither_alone() {
        let citations = of(&[(
            0,
            vec![
                // Each number rests on one source, the sentence on both.
                reference("a", number("240", "From 240 to 244."), "ref:1:a", true),
                reference("b", number("244", "From 240 to 244."), "ref:2:a", true),
                // One mark names two.
                reference("a", sentence("Said by two."), "ref:3:a", false),
                reference("b", sentence("Said by two."), "ref:3:a", false),
                // Something else is named beside it, which is in no library.
                reference("a", sentence("With a remark."), "ref:4:a", false),
                reference("b", Rests::Chart("Trade grew".into()), "ref:2:b", true),
            ],
        )]);
        assert!(citations.passages("a").all(|passage| !passage.alone));
        let of_b: Vec<(PassageKind, bool)> = citations.passages("b").map(|of| (of.kind, of.alone)).collect();
        assert_eq!(of_b, [(PassageKind::Sentence, false), (PassageKind::Sentence, false), (PassageKind::Chart, true)]);
        assert_eq!((citations.sentences, citations.alone), (3, 0));
    }

    #[test]
    fn the_same_words_on_two_pages_are_two_passages_and_no_words_are_told_apart_by_their_places() {
        let citations = of(&[
            (4, vec![reference("a", sentence("Words."), "ref:1:a", true)]),
            (
                2,
                vec![
                    reference("a", sentence("Words."), "ref:1:a", true),
                    reference("a", sentence(""), "ref:1:b", true),
                    reference("a", sentence(""), "ref:1:c", true),
                ],
            ),
        ]);
        let pages: Vec<(u32, usize)> = citations.of("a").iter().map(|of| (of.page.0, of.passages.len())).collect();
        assert_eq!(pages, [(4, 1), (2, 3)]);
        assert_eq!((citations.sentences, citations.alone), (4, 4));
    }

    #[test]
    fn a_page_may_cite_a_source_as_a_whole() {
        let page = Page { cited: vec!["a".to_owned()], ..Page::default() };
        let citations = Citations::in_order([(PageId(1), &page)].into_iter());
        assert_eq!(citations.of("a"), [Citing { page: PageId(1), passages: Vec::new() }]);
        assert_eq!(citations.of("b"), []);
        assert_eq!(citations.sentences, 0);
    }
}
