//! All words in order → files of words that begin alike, none much larger than a reader should wait for.
//!
//! A file holds the words of some neighbouring prefixes; where those of one prefix are too many they are divided by their
//! next letter. So a new word changes the file that it is in, and no other.

use super::postings::Entry;
use crate::base::escape;

/// About how large a file may grow, in bytes.
const LIMIT: usize = 16_000;

/// The words of one file, and the prefix that none before it reaches.
#[derive(Debug)]
pub(super) struct Shard<'a> {
    /// Every word of this file is this prefix or comes after it; every word of the files before comes before it.
    pub(super) from: &'a str,
    /// The words.
    pub(super) entries: &'a [Entry<'a>],
}

impl Shard<'_> {
    /// The words as an object of JSON: word → its documents.
    pub(super) fn as_json(&self) -> String {
        let mut json = String::with_capacity(size(self.entries) + 2);
        for (at, entry) in self.entries.iter().enumerate() {
            json.push(if at == 0 { '{' } else { ',' });
            escape::json(&mut json, entry.word);
            // Nothing in these needs to be escaped.
            json.push_str(":\"");
            json.push_str(entry.documents);
            json.push('"');
        }
        json.push('}');
        json
    }
}

/// Divides words that are in order.
pub(super) fn shards<'a>(entries: &'a [Entry<'a>]) -> Vec<Shard<'a>> {
    let mut all = Vec::new();
    divide(entries, 0, &mut all);
    all
}

fn size(entries: &[Entry<'_>]) -> usize {
    entries.iter().map(|entry| entry.word.len() + entry.documents.len() + 6).sum()
}

/// The words up to the next one that differs in its first `depth` bytes and the letter behind them.
fn alike<'a>(entries: &'a [Entry<'a>], depth: usize) -> (&'a str, &'a [Entry<'a>]) {
    let first = entries[0].word;
    let letter = first[depth..].chars().next().map_or(0, char::len_utf8);
    let prefix = &first[..depth + letter];
    // A word that is no longer than the prefix stands alone before those that are.
    let end = match letter {
        0 => 1,
        _ => entries.iter().position(|entry| !entry.word.starts_with(prefix)).unwrap_or(entries.len()),
    };
    (prefix, &entries[..end])
}

/// `depth` is the length of the prefix that all these words share.
fn divide<'a>(entries: &'a [Entry<'a>], depth: usize, out: &mut Vec<Shard<'a>>) {
    let mut open: Option<(&str, usize)> = None;
    let (mut start, mut at) = (0, 0);
    while at < entries.len() {
        let (prefix, group) = alike(&entries[at..], depth);
        let more = size(group);
        if let Some((from, gathered)) = open
            && gathered + more > LIMIT
        {
            out.push(Shard { from, entries: &entries[start..at] });
            open = None;
        }
        if more > LIMIT && group.len() > 1 {
            divide(group, prefix.len(), out);
        } else {
            let (from, gathered) = open.unwrap_or_else(|| {
                start = at;
                (prefix, 0)
            });
            open = Some((from, gathered + more));
        }
        at += group.len();
    }
    if let Some((from, _)) = open {
        out.push(Shard { from, entries: &entries[start..] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_word_is_in_the_file_that_its_place_says(words in prop::collection::btree_set("[a-c和平а]{1,6}", 1..80)) {
            let documents = "A".repeat(3000);
            let entries: Vec<Entry<'_>> = words.iter().map(|word| Entry::new(word, &documents)).collect();
            let all = shards(&entries);
            prop_assert_eq!(all.iter().map(|shard| shard.entries.len()).sum::<usize>(), entries.len());
            prop_assert!(all.windows(2).all(|pair| pair[0].from < pair[1].from));
            for (at, shard) in all.iter().enumerate() {
                prop_assert!(size(shard.entries) <= LIMIT || shard.entries.len() == 1);
                for entry in shard.entries {
                    let found = all.iter().rposition(|shard| shard.from <= entry.word);
                    prop_assert_eq!(found, Some(at), "{}", entry.word);
                }
            }
        }
    }
}
