//! The body of a page → the words that it is found by, each once. Knows one page and no index.

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

/// The words of a text without their endings, each once, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// All of them, one behind the other: there are thousands of pages, and a string for each word would be too much.
    text: String,
    /// Where each one ends, and how it stands.
    all: Vec<(u32, Standing)>,
    /// Where each block begins: the number of its first word.
    blocks: Vec<(Block, u32)>,
    /// How many words the body has, each as often as it occurs.
    pub(super) length: u32,
}

/// Words that are gathered together: those of a first letter, or of a few where a script has thousands.
pub(super) type Block = [u8; 2];

fn block(word: &str) -> Block {
    match *word.as_bytes() {
        [first, second, ..] if !first.is_ascii() => [first, second],
        [first, ..] => [first, 0],
        [] => [0, 0],
    }
}

/// The words of the body of a page and of its notes.
pub fn words_of_page(page: &Page, lang: &str) -> Words {
    let mut counter = Counter::default();
    for html in [&page.content, &page.notes] {
        texts(html, &mut |text, is_heading| counter.add(text, if is_heading { NAME } else { 0 }));
    }
    counter.finish(&stems_for(lang))
}

impl Words {
    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.all[before].0 as usize)
    }

    fn word(&self, at: usize) -> &str {
        &self.text[self.start(at)..self.all[at].0 as usize]
    }

    /// The blocks that have words, in order.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Block> {
        self.blocks.iter().map(|(block, _)| *block)
    }

    /// The words of a block, in order.
    pub(super) fn of_block(&self, block: Block) -> impl Iterator<Item = (&str, Standing)> {
        let range = match self.blocks.binary_search_by_key(&block, |(block, _)| *block) {
            Ok(at) => {
                let end = self.blocks.get(at + 1).map_or(self.all.len(), |(_, next)| *next as usize);
                self.blocks[at].1 as usize..end
            }
            Err(_) => 0..0,
        };
        range.map(|at| (self.word(at), self.all[at].1))
    }

    /// Adds a word behind all others, or what is known of the last one if it is that.
    fn push(&mut self, word: &str, standing: Standing) {
        if let Some(last) = self.all.len().checked_sub(1)
            && self.word(last) == word
        {
            self.all[last].1 = self.all[last].1.and(standing);
            return;
        }
        if self.blocks.last().is_none_or(|(last, _)| *last != block(word)) {
            self.blocks.push((block(word), self.all.len() as u32));
        }
        self.text.push_str(word);
        self.all.push((self.text.len() as u32, standing));
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

    /// The words without their endings: those that come to be one are one.
    pub(super) fn finish(self, stems: &[&Stems]) -> Words {
        let mut text = String::with_capacity(self.text.len());
        let mut all: Vec<(u64, Range<u32>, Standing)> = Vec::with_capacity(self.all.len());
        for (range, standing) in self.all {
            let start = text.len();
            text.push_str(&self.text[range.start as usize..range.end as usize]);
            cut(&mut text, start, stems);
            all.push((beginning(&text[start..]), start as u32..text.len() as u32, standing));
        }
        let word = |range: &Range<u32>| &text[range.start as usize..range.end as usize];
        all.sort_unstable_by(|(a, one, _), (b, other, _)| a.cmp(b).then_with(|| word(one).cmp(word(other))));
        let mut words = Words { length: self.length, ..Words::default() };
        for (_, range, standing) in &all {
            words.push(word(range), *standing);
        }
        words.text.shrink_to_fit();
        words.all.shrink_to_fit();
        words
    }
}

/// The first bytes of a word as a number that sorts as they do: no word has a zero in it.
fn beginning(word: &str) -> u64 {
    let mut first = [0; 8];
    let length = word.len().min(first.len());
    first[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(first)
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
        let all = words.blocks().flat_map(|block| words.of_block(block));
        all.map(|(word, of)| (word.to_owned(), of.times, of.fields)).collect()
    }

    #[test]
    fn a_body_gives_its_words_once() {
        let html = "<h2 id=\"x\">Sanctions</h2>\n<p>A sanction.<sup class=\"note-ref\"><a>7</a></sup> R&amp;D <img src=\"a\" alt=\"Wells\"></p><svg><text>hidden</text></svg>";
        let is = |word: &str, times, fields| (word.to_owned(), times, fields);
        assert_eq!(
            words_of(html),
            [is("a", 1, 0), is("d", 1, 0), is("r", 1, 0), is("sanction", 1, NAME), is("wel", 1, 0)]
        );
    }

    #[test]
    fn words_are_found_by_their_block() {
        let mut counter = Counter::default();
        counter.add("trade tariff war 2024", 0);
        let words = counter.finish(&[]);
        let found: Vec<&str> = words.of_block([b't', 0]).map(|(word, _)| word).collect();
        assert_eq!(found, ["tariff", "trade"]);
        assert_eq!(words.length, 4);
    }
}
