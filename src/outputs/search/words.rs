//! The body of a page → the words that it is found by, each once. Knows one page and no index.

use super::rules::{Stems, stems_for};
use super::terms;
use crate::lower::Page;
use memchr::memchr;
use memchr::memmem::find;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

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
    /// How many words the body has, each as often as it occurs.
    pub(super) length: u32,
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

    /// The words that begin with these bytes, in order.
    pub(super) fn beginning_with<'a>(&'a self, prefix: &'a [u8]) -> impl Iterator<Item = (&'a str, Standing)> {
        // Words are in the order of their bytes.
        let (mut low, mut high) = (0, self.all.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.word(middle).as_bytes() < prefix { low = middle + 1 } else { high = middle }
        }
        let here = (low..self.all.len()).map(|at| (self.word(at), self.all[at].1));
        here.take_while(move |(word, _)| word.as_bytes().starts_with(prefix))
    }

    /// All words, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Standing)> {
        (0..self.all.len()).map(|at| (self.word(at), self.all[at].1))
    }
}

/// Counts the words of texts.
#[derive(Debug, Default)]
pub(super) struct Counter {
    found: FxHashMap<String, Standing>,
    length: u32,
}

impl Counter {
    /// Adds a text: of the body if `fields` is nothing.
    pub(super) fn add(&mut self, text: &str, fields: u8) {
        let one = Standing { times: u16::from(fields == 0), fields };
        terms::words(text, &mut |word| {
            self.length += u32::from(fields == 0);
            match self.found.get_mut(word) {
                Some(known) => *known = known.and(one),
                None => drop(self.found.insert(word.to_owned(), one)),
            }
        });
    }

    /// The words without their endings: those that come to be one are one.
    pub(super) fn finish(self, stems: &[&Stems]) -> Words {
        let mut all: Vec<(String, Standing)> =
            self.found.into_iter().map(|(word, standing)| (cut(word, stems), standing)).collect();
        all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut words = Words { length: self.length, ..Words::default() };
        let mut last: Option<String> = None;
        for (word, standing) in all {
            match words.all.last_mut().filter(|_| last.as_ref() == Some(&word)) {
                Some(known) => known.1 = known.1.and(standing),
                None => {
                    words.text.push_str(&word);
                    words.all.push((words.text.len() as u32, standing));
                    last = Some(word);
                }
            }
        }
        words.text.shrink_to_fit();
        words.all.shrink_to_fit();
        words
    }
}

/// A word without its ending, by the first of some rules that is for its script. What holds a digit stays as it is.
fn cut(word: String, stems: &[&Stems]) -> String {
    let rules = word.chars().next().and_then(|first| stems.iter().find(|stems| stems.cuts(first)));
    match rules.filter(|_| !word.bytes().any(|byte| byte.is_ascii_digit())) {
        Some(stems) => stems.cut(&word),
        None => word,
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
        words.iter().map(|(word, of)| (word.to_owned(), of.times, of.fields)).collect()
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
    fn words_are_found_by_their_beginning() {
        let mut counter = Counter::default();
        counter.add("trade tariff war 2024", 0);
        let words = counter.finish(&[]);
        let found: Vec<&str> = words.beginning_with(b"t").map(|(word, _)| word).collect();
        assert_eq!(found, ["tariff", "trade"]);
        assert_eq!(words.length, 4);
    }
}
