//! The words of all documents → for each word the documents that have it, and how much they are about it.

use super::words::{DESCRIPTION, NAME, SHARES, Standing, TITLE, Words};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// A word, and its documents as the index writes them.
pub(super) type Entry = (String, String);

/// A word that more documents than this have, and more than a quarter of all, is common: it tells little apart, so only the
/// documents that are most about it are written.
const COMMON: usize = 1000;

/// How many documents are written of a common word.
const WRITTEN: usize = 400;

/// The words of one document: of its title, names and description, and of its body.
pub(super) struct Document<'a> {
    /// Of what is told of it, and of what it consists of beside a page.
    pub(super) front: Words,
    /// Of its page.
    pub(super) body: Option<&'a Words>,
}

impl Document<'_> {
    fn length(&self) -> u32 {
        self.front.length + self.body.map_or(0, |body| body.length)
    }

    fn parts(&self) -> impl Iterator<Item = &Words> {
        std::iter::once(&self.front).chain(self.body)
    }
}

/// How much a document is about a word, from 1 to 15: whether it stands in the title, in a heading or a name, in the
/// description, and how often in the body (as BM25 has it, against a usual length of 500 words).
fn level(standing: Standing, length: u32) -> u8 {
    let of = |field: u8, worth: u8| if standing.fields & field == 0 { 0 } else { worth };
    let times = u64::from(standing.times) * 1000;
    let saturation = 300 + u64::from(length) * 9 / 5;
    let of_body = if times == 0 { 0 } else { 1 + (4 * times / (times + saturation)).min(3) as u8 };
    (of(TITLE, 7) + of(NAME, 3) + of(DESCRIPTION, 1) + of_body).max(1)
}

/// All words with their documents, in the order in which scripts compare texts: that of UTF-16. The number of a document is
/// its place.
pub(super) fn entries(documents: &[Document<'_>]) -> Vec<Entry> {
    let lengths: Vec<u32> = documents.iter().map(Document::length).collect();
    let shares = (0..SHARES).into_par_iter().flat_map_iter(|share| entries_of(share, documents, &lengths));
    let mut all: Vec<(u64, Entry)> = shares.map(|entry| (beginning(&entry.0), entry)).collect();
    // It is the order of bytes but for signs beyond the first 65,536.
    if all.par_iter().any(|(_, (word, _))| word.bytes().any(|byte| byte >= 0xf0)) {
        all.par_sort_unstable_by(|(_, (one, _)), (_, (other, _))| one.encode_utf16().cmp(other.encode_utf16()));
    } else {
        all.par_sort_unstable_by(|(a, (one, _)), (b, (other, _))| a.cmp(b).then_with(|| one.cmp(other)));
    }
    all.into_iter().map(|(_, entry)| entry).collect()
}

/// The first bytes of a word as a number that sorts as they do: no word has a zero in it. Most words differ in them, so that
/// few must be looked up to be put in order.
fn beginning(word: &str) -> u64 {
    let mut first = [0; 8];
    let length = word.len().min(first.len());
    first[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

fn entries_of(share: usize, documents: &[Document<'_>], lengths: &[u32]) -> impl Iterator<Item = Entry> {
    let mut found: FxHashMap<&str, Vec<(u32, Standing)>> = FxHashMap::default();
    for (at, document) in documents.iter().enumerate() {
        for (word, standing) in document.parts().flat_map(|words| words.of_share(share)) {
            let all = found.entry(word).or_default();
            match all.last_mut().filter(|(last, _)| *last as usize == at) {
                Some(known) => known.1 = known.1.and(standing),
                None => all.push((at as u32, standing)),
            }
        }
    }
    let level = move |(at, standing): (u32, Standing)| (at, level(standing, lengths[at as usize]));
    let written = move |(word, all): (&str, Vec<(u32, Standing)>)| {
        (word.to_owned(), write(all.into_iter().map(level).collect(), documents.len()))
    };
    found.into_iter().map(written)
}

/// Documents in order, each as the distance from the one before it, in base 36 and left out where it is 1, and its level as
/// a letter from A. Of a common word, how many documents have it and `*` stand before those that are most about it.
fn write(mut all: Vec<(u32, u8)>, documents: usize) -> String {
    let mut out = String::new();
    if all.len() > COMMON && all.len() > documents / 4 {
        out = format!("{}*", all.len());
        all.sort_unstable_by_key(|(at, level)| Reverse((*level, *at)));
        all.truncate(WRITTEN);
        all.sort_unstable();
    }
    let mut next = 0;
    for (at, level) in all {
        let distance = at + 1 - next;
        if distance > 1 {
            base_36(&mut out, distance);
        }
        out.push(char::from(b'A' + level - 1));
        next = at + 1;
    }
    out
}

fn base_36(out: &mut String, number: u32) {
    if number >= 36 {
        base_36(out, number / 36);
    }
    out.push(char::from_digit(number % 36, 36).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::super::rules::stems_for;
    use super::super::words::Counter;
    use super::*;

    #[test]
    fn lists_are_distances_and_letters() {
        assert_eq!(write(vec![(0, 1), (1, 15), (37, 2), (1333, 3)], 2000), "AO10B100C");
    }

    #[test]
    fn forms_of_one_word_in_one_document_are_one() {
        let words = |text: &str, fields| {
            let mut counter = Counter::default();
            counter.add(text, fields);
            counter.finish(&stems_for("en"))
        };
        let body = words("sanctions sanctioned other", 0);
        let documents = [Document { front: words("Sanctions", TITLE), body: Some(&body) }];
        let level = level(Standing { times: 2, fields: TITLE }, 3);
        let letter = char::from(b'A' + level - 1).to_string();
        let found = entries(&documents);
        assert!(found.contains(&("sanction".to_owned(), letter)), "{found:?}");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn common_words_keep_what_is_most_about_them() {
        let all = (0..1200).map(|at| (at, if at == 7 { 9 } else { 1 })).collect();
        let written = write(all, 1200);
        assert!(written.starts_with("1200*8Im2A"), "{written}");
        assert_eq!(written.len(), "1200*8Im2A".len() + 398);
    }

    #[test]
    fn a_title_counts_more_than_any_body() {
        let of = |times, fields| level(Standing { times, fields }, 500);
        assert!(of(0, TITLE) > of(1000, DESCRIPTION));
        assert!(of(1, 0) < of(5, 0) && of(5, 0) < of(5, NAME));
        assert_eq!(of(1000, TITLE | NAME | DESCRIPTION), 15);
    }
}
