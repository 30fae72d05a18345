//! Good answers ↔ the bytes that a cache keeps of them, under the address that was asked.
//!
//! Only what was well is kept: trouble is looked at again each time. When a quote was not found, what is kept is what it
//! was before, so that it can be said when it was last there.

use super::answer::{Answer, Found};
use crate::base::ContentHash;
use crate::base::cache::Cache;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The shape of what is kept; another one is not read.
const SHAPE: u32 = 1;

/// What is remembered of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Memory {
    /// When it was asked.
    pub(super) asked: Timestamp,
    /// The status of the answer.
    pub(super) status: u16,
    /// Where it is said to be from now on.
    pub(super) moved_to: Option<String>,
    /// What it is, if it is no text.
    pub(super) no_text: Option<String>,
    /// The quotes that it holds.
    pub(super) quotes: Vec<String>,
}

impl Memory {
    /// What is kept of an answer; nothing where it was not good, or a quote was missing.
    pub(super) fn of(answer: &Answer, quotes: &[String], asked: Timestamp) -> Option<Self> {
        let (no_text, held) = match &answer.found {
            Found::Unread => (None, quotes.is_empty()),
            Found::NoText(name) => (Some(name.clone()), true),
            Found::Searched { held, .. } => (None, held.iter().all(|held| *held)),
        };
        let is_good = answer.kind == super::Kind::Good && held;
        let (quotes, moved_to) = (quotes.to_vec(), answer.moved_to.clone());
        is_good.then_some(Self { asked, status: answer.status?, moved_to, no_text, quotes })
    }

    /// True if it says all that is asked about these quotes.
    pub(super) fn answers(&self, quotes: &[String]) -> bool {
        quotes.iter().all(|quote| self.quotes.contains(quote))
    }

    pub(super) fn recall(cache: &dyn Cache, address: &str) -> Option<Self> {
        let value: Value = serde_json::from_slice(&cache.get(key(address))?).ok()?;
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        if value["shape"] != SHAPE || value["address"] != address {
            return None;
        }
        let quotes = value["quotes"].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let status = u16::try_from(value["status"].as_u64()?).ok()?;
        let asked = text("asked")?.parse().ok()?;
        Some(Self { asked, status, moved_to: text("moved_to"), no_text: text("no_text"), quotes })
    }

    pub(super) fn keep(&self, cache: &dyn Cache, address: &str) {
        let value = json!({
            "shape": SHAPE, "address": address, "asked": self.asked.to_string(), "status": self.status,
            "moved_to": self.moved_to, "no_text": self.no_text, "quotes": self.quotes,
        });
        cache.put(key(address), value.to_string().as_bytes());
    }
}

/// Where the memory of an address is kept, apart from pictures in the same folder.
fn key(address: &str) -> ContentHash {
    ContentHash::of(format!("the health of a source\n{address}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::cache::MemoryCache;

    #[test]
    fn what_is_kept_comes_back_and_damage_costs_time_only() {
        let cache = MemoryCache::default();
        let memory = Memory {
            asked: "2025-06-15T08:00:00Z".parse().unwrap(),
            status: 200,
            moved_to: Some("https://example.org/new".to_owned()),
            no_text: None,
            quotes: vec!["Words “of” it".to_owned()],
        };
        memory.keep(&cache, "https://example.org/");
        assert_eq!(Memory::recall(&cache, "https://example.org/").as_ref(), Some(&memory));
        assert_eq!(Memory::recall(&cache, "https://example.org/other"), None);
        let kept = cache.get(key("https://example.org/")).unwrap();
        for damaged in
            [&b""[..], b"null", b"[]", &kept[..kept.len() / 2], br#"{"shape":1,"address":"https://example.org/"}"#]
        {
            cache.put(key("https://example.org/"), damaged);
            assert_eq!(Memory::recall(&cache, "https://example.org/"), None);
        }
    }
}
