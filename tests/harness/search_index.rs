//! A reader of published search indexes: finds documents in the files alone, as the script of the search page does.

use expound::outputs::search::rules::STEMS;
use expound::outputs::search::terms::words;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The documents that have all words, the best first; if none has, those that have most of them.
    pub(crate) documents: Vec<usize>,
    /// Whether some words are missing.
    pub(crate) is_part: bool,
}

/// A published index.
pub(crate) struct SearchIndex<'a> {
    /// Gives the text of a file below `search/`.
    file: &'a dyn Fn(&str) -> String,
    pub(crate) manifest: Value,
    /// The first prefix of each file of words, and its name.
    pub(crate) shards: Vec<(String, String)>,
    /// Every file that was read, once.
    pub(crate) read: RefCell<Vec<String>>,
}

/// A word of a query.
struct Asked {
    forms: Vec<String>,
    open: Option<String>,
}

impl<'a> SearchIndex<'a> {
    pub(crate) fn open(file: &'a dyn Fn(&str) -> String) -> Self {
        let manifest: Value = serde_json::from_str(&file("manifest.json")).expect("the manifest is JSON");
        let shard = |line: &Value| {
            let (from, hash) = line.as_str().and_then(|line| line.split_once(' ')).expect("a prefix and a hash");
            (from.to_owned(), format!("parts/words.{hash}.json"))
        };
        let shards = manifest["words"].as_array().expect("files of words").iter().map(shard).collect();
        Self { file, manifest, shards, read: RefCell::new(vec!["manifest.json".to_owned()]) }
    }

    fn json(&self, name: &str) -> Value {
        let mut read = self.read.borrow_mut();
        if !read.iter().any(|known| known == name) {
            read.push(name.to_owned());
        }
        serde_json::from_str(&(self.file)(name)).expect("a file of the index is JSON")
    }

    /// The words of a file, each with its documents as they are written.
    pub(crate) fn words_of(&self, shard: usize) -> Map<String, Value> {
        self.json(&self.shards[shard].1).as_object().expect("words").clone()
    }

    /// What is shown of a document.
    pub(crate) fn document(&self, at: usize) -> Value {
        let chunk = self.manifest["chunk"].as_u64().expect("a number") as usize;
        let hash = self.manifest["docs"][at / chunk].as_str().expect("a hash").to_owned();
        self.json(&format!("parts/docs.{hash}.json"))[at % chunk].clone()
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.manifest["documents"].as_u64().expect("a number") as usize
    }

    pub(crate) fn search(&self, query: &str) -> Found {
        let asked = asked(query);
        let mut all: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
        let mut telling = 0;
        for word in &asked {
            let (levels, common) = self.levels(word);
            telling += usize::from(common.is_none());
            let worth = (1.0 + self.documents() as f64 / levels.len().max(common.unwrap_or(0)) as f64).ln();
            for (at, level) in levels {
                let known = all.entry(at).or_default();
                known.0 += usize::from(common.is_none());
                known.1 += level * worth;
            }
        }
        let most = all.values().map(|(having, _)| *having).max().unwrap_or(0);
        let mut best: Vec<(usize, f64)> =
            all.into_iter().filter(|(_, (having, _))| *having == most).map(|(at, (_, score))| (at, score)).collect();
        best.sort_by(|one, other| other.1.total_cmp(&one.1).then(other.0.cmp(&one.0)));
        Found { documents: best.into_iter().map(|(at, _)| at).collect(), is_part: most < telling }
    }

    /// How much each document is about a word, and how many have it where it is common.
    fn levels(&self, word: &Asked) -> (BTreeMap<usize, f64>, Option<usize>) {
        let mut levels: BTreeMap<usize, f64> = BTreeMap::new();
        let mut common = None;
        let place = |word: &String| self.shards.iter().rposition(|(from, _)| from <= word);
        let mut places: Vec<usize> = word.forms.iter().filter_map(place).collect();
        if let Some(open) = &word.open {
            let next = place(open).map_or(0, |at| at + 1);
            let goes_on = |at: &usize| self.shards.get(*at).is_some_and(|(from, _)| from.starts_with(open.as_str()));
            places.extend((next..next + 2).filter(goes_on));
        }
        places.sort_unstable();
        places.dedup();
        for place in places {
            for (found, list) in self.words_of(place) {
                let is_open = word.open.as_ref().is_some_and(|open| found.starts_with(open.as_str()));
                let worth = if word.forms.contains(&found) {
                    1.0
                } else if is_open {
                    0.5
                } else {
                    continue;
                };
                let (total, list) = decode(list.as_str().expect("a list"));
                common = common.max(total.filter(|_| worth == 1.0));
                for (at, level) in list {
                    let known = levels.entry(at).or_default();
                    *known = known.max(worth * f64::from(level));
                }
            }
        }
        (levels, common)
    }
}

/// The documents of a word and their levels, and how many there are where it is common.
pub(crate) fn decode(list: &str) -> (Option<usize>, Vec<(usize, u8)>) {
    let (total, list) = match list.split_once('*') {
        Some((total, list)) => (Some(total.parse().expect("a number")), list),
        None => (None, list),
    };
    let mut all = Vec::new();
    let (mut next, mut from) = (0, 0);
    for (at, letter) in list.match_indices(|c: char| c.is_ascii_uppercase()) {
        let distance = &list[from..at];
        next += if distance.is_empty() { 1 } else { usize::from_str_radix(distance, 36).expect("base 36") };
        all.push((next - 1, letter.as_bytes()[0] - b'A' + 1));
        from = at + 1;
    }
    (total, all)
}

/// What a word may be in an index.
pub(crate) fn forms(word: &str) -> Vec<String> {
    let first = word.chars().next().expect("a word");
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let cut = STEMS.iter().filter(|stems| stems.cuts(first) && !has_digit).map(|stems| stems.cut(word));
    std::iter::once(word.to_owned()).chain(cut).collect()
}

fn asked(query: &str) -> Vec<Asked> {
    let mut all: Vec<String> = Vec::new();
    let is_unspaced = |word: &str| word.chars().next().is_some_and(|c| ('\u{e00}'..='\u{9fff}').contains(&c));
    words(query, &mut |word| {
        // The last sign of several stands alone for the index only.
        let is_last =
            is_unspaced(word) && word.chars().count() == 1 && all.last().is_some_and(|last| last.ends_with(word));
        if !is_last && !all.iter().any(|known| known == word) {
            all.push(word.to_owned());
        }
    });
    let last = all.len().saturating_sub(1);
    let ask = |(at, word): (usize, String)| {
        let is_open = if is_unspaced(&word) {
            word.chars().count() == 1
        } else {
            at == last && word.chars().count() > 1 && !query.ends_with(char::is_whitespace)
        };
        Asked { forms: forms(&word), open: is_open.then_some(word) }
    };
    all.into_iter().enumerate().map(ask).collect()
}
