//! The body of a page → the words that it is found by, without their endings. Knows one page and no index.

use super::rules::{Stems, stems_for};
use super::terms;
use crate::lower::Page;
use hashbrown::HashTable;
use memchr::memchr;
use memchr::memmem::find;
use rustc_hash::FxBuildHasher;
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::ops::Range;

/// In which of the fields of a document a word stands, beside its body.
pub(super) const TITLE: u8 = 4;
/// Headings, tags, authors, columns.
pub(super) const NAME: u8 = 2;
/// The description.
pub(super) const DESCRIPTION: u8 = 1;

/// How a word stands in a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// How often in the body.
    pub(super) times: u16,
    /// In which other fields.
    pub(super) fields: u8,
}

impl Standing {
    pub(super) fn and(self, other: Self) -> Self {
        Self { times: self.times.saturating_add(other.times), fields: self.fields | other.fields }
    }
}

/// The words of a text without their endings. One word may be there several times, once for each form that was cut to it:
/// whoever gathers the words of all documents adds them up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// All of them, one behind the other: there are thousands of pages, and a string for each word would be too much.
    text: String,
    /// Where each one ends, and how it stands.
    all: Vec<(u32, Standing)>,
    /// Where the words of each share begin, and where the last ones end.
    shares: [u32; SHARES + 1],
    /// How many words the body has, each as often as it occurs.
    pub(super) length: u32,
}

/// Words are gathered in so many shares, each of which has about as many: threads take them one by one, and what is known of
/// the words of one of them stays near the processor.
pub(super) const SHARES: usize = 64;

/// The share that a word belongs to.
fn share(word: &str) -> usize {
    // Other bits than those by which tables of hashes find their places.
    (hash(word) >> 16) as usize % SHARES
}

/// So few bytes of a page for each different word are less than most pages have: in half of forty real posts it is 32 of
/// Markdown or more, and HTML is longer. Where it is too much, all words known so far are put into a larger table.
const BYTES_OF_A_WORD: usize = 24;

/// The words of the body of a page and of its notes.
pub fn words_of_page(page: &Page, lang: &str) -> Words {
    let mut counter = Counter::of_about(page.content.len() / BYTES_OF_A_WORD);
    for html in [&page.content, &page.notes] {
        texts(html, &mut |text, is_heading| counter.add(text, if is_heading { NAME } else { 0 }));
    }
    counter.finish(&stems_for(lang))
}

impl Words {
    /// How many words there are of a share, each form of a word counted.
    pub(super) fn length_of_share(&self, share: usize) -> usize {
        (self.shares[share + 1] - self.shares[share]) as usize
    }

    /// The words of a share.
    pub(super) fn of_share(&self, share: usize) -> impl Iterator<Item = (&str, Standing)> {
        let (from, to) = (self.shares[share] as usize, self.shares[share + 1] as usize);
        let mut start = from.checked_sub(1).map_or(0, |before| self.all[before].0 as usize);
        self.all[from..to].iter().map(move |(end, standing)| {
            let word = &self.text[start..*end as usize];
            start = *end as usize;
            (word, *standing)
        })
    }
}

/// Counts the words of texts.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// The words, each once, one behind the other.
    text: String,
    /// Where each one is, and how it stands.
    all: Vec<(Range<u32>, Standing)>,
    /// Their numbers, by their hash.
    known: HashTable<u32>,
    length: u32,
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

impl Counter {
    /// One that has room for so many different words, and makes more when it must.
    fn of_about(words: usize) -> Self {
        Self { known: HashTable::with_capacity(words), ..Self::default() }
    }

    /// Adds a text: of the body if `fields` is nothing.
    pub(super) fn add(&mut self, text: &str, fields: u8) {
        let one = Standing { times: u16::from(fields == 0), fields };
        terms::words(text, &mut |word| {
            self.length += u32::from(fields == 0);
            self.count(word, one);
        });
    }

    fn count(&mut self, word: &str, one: Standing) {
        let Self { text, all, known, .. } = self;
        let named = |at: u32| &text[all[at as usize].0.start as usize..all[at as usize].0.end as usize];
        match known.find(hash(word), |at| named(*at) == word) {
            Some(at) => {
                let standing = &mut all[*at as usize].1;
                *standing = standing.and(one);
            }
            None => {
                known.insert_unique(hash(word), all.len() as u32, |at| hash(named(*at)));
                let start = text.len() as u32;
                text.push_str(word);
                all.push((start..text.len() as u32, one));
            }
        }
    }

    /// The words without their endings, by their shares.
    pub(super) fn finish(self, stems: &[&Stems]) -> Words {
        let mut cut_text = String::with_capacity(self.text.len());
        let mut all: Vec<(u8, Range<u32>, Standing)> = Vec::with_capacity(self.all.len());
        let mut shares = [0; SHARES + 1];
        for (range, standing) in self.all {
            let start = cut_text.len();
            cut_text.push_str(&self.text[range.start as usize..range.end as usize]);
            cut(&mut cut_text, start, stems);
            let share = share(&cut_text[start..]);
            shares[share + 1] += 1;
            all.push((share as u8, start as u32..cut_text.len() as u32, standing));
        }
        (0..SHARES).for_each(|share| shares[share + 1] += shares[share]);
        // Each word gets the next place of its share.
        let (mut next, mut order) = (shares, vec![0; all.len()]);
        for (at, (share, ..)) in all.iter().enumerate() {
            let place = &mut next[usize::from(*share)];
            order[*place as usize] = at as u32;
            *place += 1;
        }
        let mut text = String::with_capacity(cut_text.len());
        let places = order.into_iter().map(|at| {
            let (_, range, standing) = &all[at as usize];
            text.push_str(&cut_text[range.start as usize..range.end as usize]);
            (text.len() as u32, *standing)
        });
        let all = places.collect();
        Words { text, all, shares, length: self.length }
    }
}

/// Cuts the ending of the word that begins at a place of a text and ends with it, by the first of some rules that is for its
/// script. What holds a digit stays as it is.
fn cut(text: &mut String, from: usize, stems: &[&Stems]) {
    let word = &text[from..];
    let rules = word.chars().next().and_then(|first| stems.iter().find(|stems| stems.cuts(first)));
    if let Some(stems) = rules.filter(|_| !word.bytes().any(|byte| byte.is_ascii_digit())) {
        stems.cut_from(text, from);
    }
}

/// Parts of a body that say nothing of their own: the beginning of their tag, and what ends them.
const LEFT_OUT: &[(&str, &str)] = &[
    // Drawings, whose words stand in the title and the table of their figure.
    ("<svg", "</svg>"),
    ("<sup class=\"note-ref", "</sup>"),
    ("<span class=\"back\"", "</span>"),
    ("<a class=\"source-page\"", "</a>"),
    ("<p class=\"chart-downloads\"", "</p>"),
];

/// Gives each piece of text between two tags, and whether it stands in a heading; what pictures show is text too.
fn texts(html: &str, take: &mut impl FnMut(&str, bool)) {
    let mut rest = html;
    let mut is_heading = false;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        take(&meant(&rest[..at]), is_heading);
        rest = &rest[at..];
        if let Some((_, end)) = LEFT_OUT.iter().find(|(tag, _)| rest.starts_with(tag)) {
            rest = find(rest.as_bytes(), end.as_bytes()).map_or("", |at| &rest[at + end.len()..]);
            continue;
        }
        let is_level = |text: &str| text.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        if rest.strip_prefix("<h").is_some_and(is_level) {
            is_heading = true;
        } else if rest.strip_prefix("</h").is_some_and(is_level) {
            is_heading = false;
        }
        let end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        if rest.starts_with("<img")
            && let Some((_, alt)) = rest[..end].split_once(" alt=\"")
        {
            take(&meant(alt.split('"').next().unwrap_or_default()), false);
        }
        rest = &rest[end..];
    }
    take(&meant(rest), is_heading);
}

/// A text of HTML as it is read.
fn meant(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let plain = text.replace("&nbsp;", "\u{a0}").replace("&#39;", "'").replace("&quot;", " ");
    Cow::Owned(plain.replace("&lt;", " ").replace("&gt;", " ").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(html: &str) -> Vec<(String, u16, u8)> {
        let page = Page { content: html.to_owned(), ..Page::default() };
        let words = words_of_page(&page, "en");
        let all = (0..SHARES).flat_map(|share| words.of_share(share));
        let mut all: Vec<_> = all.map(|(word, of)| (word.to_owned(), of.times, of.fields)).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn a_body_gives_its_words_without_their_endings() {
        let html = "<h2 id=\"x\">Sanctions</h2>\n<p>A sanction.<sup class=\"note-ref\"><a>7</a></sup> R&amp;D <img src=\"a\" alt=\"Wells\"></p><svg><text>hidden</text></svg>";
        let is = |word: &str, times, fields| (word.to_owned(), times, fields);
        assert_eq!(
            words_of(html),
            [
                is("a", 1, 0),
                is("d", 1, 0),
                is("r", 1, 0),
                is("sanction", 0, NAME),
                is("sanction", 1, 0),
                is("wel", 1, 0)
            ]
        );
    }

    #[test]
    fn a_share_has_its_own_words() {
        let mut counter = Counter::default();
        counter.add("trade tariff war trade", 0);
        let words = counter.finish(&[]);
        let found: Vec<(&str, u16)> = words.of_share(share("trade")).map(|(word, of)| (word, of.times)).collect();
        assert!(found.contains(&("trade", 2)), "{found:?}");
        assert!(found.iter().all(|(word, _)| share(word) == share("trade")), "{found:?}");
        assert_eq!(words.length, 4);
    }
}
