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
    pub(super) entries: &'a [Entry],
}

impl Shard<'_> {
    /// The words as an object of JSON: word → its documents.
    pub(super) fn as_json(&self) -> String {
        let mut json = String::with_capacity(size(self.entries) + 2);
        for (at, (word, documents)) in self.entries.iter().enumerate() {
            json.push(if at == 0 { '{' } else { ',' });
            escape::json(&mut json, word);
            json.push(':');
            escape::json(&mut json, documents);
        }
        json.push('}');
        json
    }
}

/// Divides words that are in order.
pub(super) fn shards(entries: &[Entry]) -> Vec<Shard<'_>> {
    let mut all = Vec::new();
    divide(entries, 0, &mut all);
    all
}

fn size(entries: &[Entry]) -> usize {
    entries.iter().map(|(word, written)| word.len() + written.len() + 6).sum()
}

/// The words up to the next one that differs in its first `depth` bytes and the letter behind them.
fn alike(entries: &[Entry], depth: usize) -> (&str, &[Entry]) {
    let first = &entries[0].0;
    let letter = first[depth..].chars().next().map_or(0, char::len_utf8);
    let prefix = &first[..depth + letter];
    // A word that is no longer than the prefix stands alone before those that are.
    let end = match letter {
        0 => 1,
        _ => entries.iter().position(|(word, _)| !word.starts_with(prefix)).unwrap_or(entries.len()),
    };
    (prefix, &entries[..end])
}

/// `depth` is the length of the prefix that all these words share.
fn divide<'a>(entries: &'a [Entry], depth: usize, out: &mut Vec<Shard<'a>>) {
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
            let entries: Vec<Entry> = words.into_iter().map(|word| (word, "A".repeat(3000))).collect();
            let all = shards(&entries);
            prop_assert_eq!(all.iter().map(|shard| shard.entries.len()).sum::<usize>(), entries.len());
            prop_assert!(all.windows(2).all(|pair| pair[0].from < pair[1].from));
            for (at, shard) in all.iter().enumerate() {
                prop_assert!(size(shard.entries) <= LIMIT || shard.entries.len() == 1);
                for (word, _) in shard.entries {
                    let found = all.iter().rposition(|shard| shard.from <= word.as_str());
                    prop_assert_eq!(found, Some(at), "{}", word);
                }
            }
        }
    }
}
