//! The words of all documents → for each word the documents that have it, and how much they are about it.

use super::words::{DESCRIPTION, NAME, SHARES, Standing, TITLE, Words};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// A word and its documents.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) word: &'a str,
    /// As the index writes them: digits, letters and `*`.
    pub(super) documents: &'a str,
    /// The first bytes of the word as a number that sorts as they do: no word has a zero in it. Most words differ in them, so
    /// that few must be looked up to be put in order.
    beginning: u64,
}

impl<'a> Entry<'a> {
    pub(super) fn new(word: &'a str, documents: &'a str) -> Self {
        let mut first = [0; 8];
        let length = word.len().min(first.len());
        first[..length].copy_from_slice(&word.as_bytes()[..length]);
        Self { word, documents, beginning: u64::from_be_bytes(first) }
    }
}

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

/// The words of one share in no order, with their documents.
#[derive(Default)]
pub(super) struct Share<'a> {
    /// The documents of all words, one behind the other: there are a million words.
    written: String,
    /// Each word, and where its documents end.
    words: Vec<(&'a str, usize)>,
}

impl<'a> Share<'a> {
    fn entries(&'a self) -> impl Iterator<Item = Entry<'a>> {
        let mut start = 0;
        self.words.iter().map(move |(word, end)| {
            let documents = &self.written[start..*end];
            start = *end;
            Entry::new(word, documents)
        })
    }
}

/// All words. The number of a document is its place.
pub(super) fn shares<'a>(documents: &'a [Document<'a>]) -> Vec<Share<'a>> {
    let lengths: Vec<u32> = documents.iter().map(Document::length).collect();
    (0..SHARES).into_par_iter().map(|share| share_of(share, documents, &lengths)).collect()
}

/// The words of all shares, in the order in which scripts compare texts: that of UTF-16.
pub(super) fn entries<'a>(shares: &'a [Share<'a>]) -> Vec<Entry<'a>> {
    let mut all: Vec<Entry<'a>> = shares.par_iter().flat_map_iter(Share::entries).collect();
    // It is the order of bytes but for signs beyond the first 65,536.
    if all.par_iter().any(|entry| entry.word.bytes().any(|byte| byte >= 0xf0)) {
        all.par_sort_unstable_by(|one, other| one.word.encode_utf16().cmp(other.word.encode_utf16()));
    } else {
        all.par_sort_unstable_by(|one, other| {
            one.beginning.cmp(&other.beginning).then_with(|| one.word.cmp(other.word))
        });
    }
    all
}

/// What is known of a word while the documents are looked through.
struct Known {
    /// Words are numbered as they are met.
    number: usize,
    /// In how many documents it is.
    times: usize,
    /// The last of these, and the place of what is known of the word there.
    last: (u32, usize),
}

/// A list for each word would be made, and made longer, a million times: what is known of all words is in one list, in the order
/// of documents, and is then put in the order of words.
fn share_of<'a>(share: usize, documents: &'a [Document<'a>], lengths: &[u32]) -> Share<'a> {
    let parts = || documents.iter().flat_map(Document::parts);
    let mut found: Vec<(usize, u32, Standing)> =
        Vec::with_capacity(parts().map(|words| words.length_of_share(share)).sum());
    let mut words: FxHashMap<&'a str, Known> = FxHashMap::default();
    for (document, at) in documents.iter().zip(0..) {
        for (word, standing) in document.parts().flat_map(|words| words.of_share(share)) {
            let number = words.len();
            let known = words.entry(word).or_insert(Known { number, times: 0, last: (u32::MAX, 0) });
            if known.last.0 == at {
                let before = &mut found[known.last.1].2;
                *before = before.and(standing);
            } else {
                known.last = (at, found.len());
                known.times += 1;
                found.push((known.number, at, standing));
            }
        }
    }
    // Where the documents of each word begin, by its number.
    let mut next = vec![0; words.len() + 1];
    words.values().for_each(|known| next[known.number + 1] = known.times);
    (0..words.len()).for_each(|number| next[number + 1] += next[number]);
    let mut levels = vec![(0, 0); found.len()];
    for (number, at, standing) in found {
        levels[next[number]] = (at, level(standing, lengths[at as usize]));
        next[number] += 1;
    }
    let mut out = Share { words: Vec::with_capacity(words.len()), ..Share::default() };
    for (word, Known { number, times, .. }) in words {
        // The next place of a word is behind its last by now.
        write(&mut out.written, &mut levels[next[number] - times..next[number]], documents.len());
        out.words.push((word, out.written.len()));
    }
    out
}

/// Documents in order, each as the distance from the one before it, in base 36 and left out where it is 1, and its level as
/// a letter from A. Of a common word, how many documents have it and `*` stand before those that are most about it.
fn write(out: &mut String, mut all: &mut [(u32, u8)], documents: usize) {
    if all.len() > COMMON && all.len() > documents / 4 {
        out.push_str(&format!("{}*", all.len()));
        all.sort_unstable_by_key(|(at, level)| Reverse((*level, *at)));
        all = &mut all[..WRITTEN];
        all.sort_unstable();
    }
    let mut next = 0;
    for &mut (at, level) in all {
        let distance = at + 1 - next;
        if distance > 1 {
            base_36(out, distance);
        }
        out.push(char::from(b'A' + level - 1));
        next = at + 1;
    }
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

    fn written(mut all: Vec<(u32, u8)>, documents: usize) -> String {
        let mut out = String::new();
        write(&mut out, &mut all, documents);
        out
    }

    #[test]
    fn lists_are_distances_and_letters() {
        assert_eq!(written(vec![(0, 1), (1, 15), (37, 2), (1333, 3)], 2000), "AO10B100C");
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
        let shares = shares(&documents);
        let found = entries(&shares);
        assert!(found.iter().any(|entry| entry.word == "sanction" && entry.documents == letter), "{found:?}");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn common_words_keep_what_is_most_about_them() {
        let all = (0..1200).map(|at| (at, if at == 7 { 9 } else { 1 })).collect();
        let written = written(all, 1200);
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
