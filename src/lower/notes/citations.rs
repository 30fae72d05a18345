//! `[@key, p. 4]` and `@key` in a sentence → a mark, and the note that it leads to.
//!
//! A source that is cited without a word of its own has one note for the whole page. A citation with a locator, or of
//! several sources, is a note by itself, which names in short what another note names in full.

use super::{CLUSTER, OWN_SOURCE, SOURCE};
use crate::base::{codes, escape, suggest};
use crate::doc::{Citation, Cite};
use crate::lower::Lowerer;
use crate::lower::page::Question;
use crate::sources::Publication;

/// What one note cites.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::lower) struct Cluster(pub(super) Vec<SignedCite>);

/// A known source as a note cites it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::lower) struct SignedCite {
    /// Its key with its sign.
    pub(super) key: String,
    /// What stands before it.
    pub(super) prefix: Box<str>,
    /// What stands behind it.
    pub(super) locator: Box<str>,
}

impl Lowerer<'_> {
    pub(in crate::lower) fn citation(&mut self, out: &mut String, citation: &Citation) {
        let as_written = self.source.slice(citation.span);
        let mut signed = Vec::with_capacity(citation.cites.len());
        for cite in &citation.cites {
            if let Some((_, other)) =
                cite.locator.split_once(" @").or(cite.locator.strip_prefix('@').map(|key| ("", key)))
            {
                let other = other.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                let message = format!("`@{other}` is taken as words about the source before it");
                let help = "write a semicolon between two sources: `[@one; @two]`";
                self.find(&codes::UNKNOWN_CITATION, cite.span, message, help);
            }
            match self.signed(&cite.key) {
                Some(key) => {
                    let (prefix, locator) = (cite.prefix.clone(), cite.locator.clone());
                    signed.push(SignedCite { key, prefix, locator });
                }
                None if citation.in_sentence => self.perhaps_misspelt(cite),
                None => self.unknown(cite),
            }
        }
        if signed.len() < citation.cites.len() {
            return escape::text(out, as_written);
        }
        let keys: Vec<&str> = signed.iter().map(|cite| cite.key.as_str()).collect();
        if self.in_text.is_some() {
            let anchor =
                self.mark_in_text(out, citation.span, &keys, citation.in_sentence.then_some(&citation.cites[0]));
            return self.rests_in_text(&keys, citation.span, &anchor);
        }
        if citation.in_sentence
            && let Some(publication) = self.publication(keys[0])
        {
            let name = publication.name_in_sentence(self.language_of_page());
            escape::text(out, &name);
        }
        let anchor = match &signed[..] {
            [SignedCite { key, prefix, locator }] if prefix.is_empty() && locator.is_empty() => self.mark(out, key),
            _ => {
                let key = self.cluster_key(Cluster(signed.clone()));
                self.mark(out, &key)
            }
        };
        self.rests_in_text(&keys, citation.span, &anchor);
    }

    /// What a sentence calls a source that it cites by its bare key.
    pub(in crate::lower) fn name_of_source(&self, key: &str) -> Option<String> {
        let publication = self.own_sources.get(key).or_else(|| self.world.library.get(key))?;
        Some(publication.name_in_sentence(self.language_of_page()))
    }

    /// The key of a known source with its sign.
    fn signed(&mut self, key: &str) -> Option<String> {
        if self.own_sources.get(key).is_some() {
            return Some(format!("{OWN_SOURCE}{key}"));
        }
        self.page.questions.push(Question::Source(key.into()));
        self.world.library.get(key).map(|_| format!("{SOURCE}{key}"))
    }

    /// The publication of a key with its sign.
    pub(super) fn publication(&self, signed: &str) -> Option<&Publication> {
        let own = signed.strip_prefix(OWN_SOURCE).map(|key| self.own_sources.get(key));
        own.or_else(|| signed.strip_prefix(SOURCE).map(|key| self.world.library.get(key))).flatten()
    }

    fn unknown(&mut self, cite: &Cite) {
        // The key may well be there where the file of sources could not be read; that has its own diagnostic.
        if self.world.library.unread {
            return;
        }
        let is_note = self.defined.contains_key(&cite.key.to_lowercase());
        let help = if is_note {
            format!("write `[^{}]`: it is a note of this file", cite.key)
        } else {
            let near = suggest::nearest(&cite.key, self.source_keys());
            let other = "add it to sources.yaml; or write `\\[` where no citation is meant";
            near.map_or_else(|| other.to_owned(), |near| format!("did you mean `@{near}`?"))
        };
        self.find(&codes::UNDEFINED_NOTE, cite.span, format!("there is no source `{}`", cite.key), help);
    }

    /// A bare word with the sign of citations is text as a rule, unless it is nearly the key of a source.
    fn perhaps_misspelt(&mut self, cite: &Cite) {
        if self.world.library.unread {
            return;
        }
        let near = suggest::nearest(&cite.key, self.source_keys()).map(str::to_owned);
        if near.is_some() || ends_with_year(&cite.key) {
            let message = format!("`@{}` is taken as plain text: no source has that key", cite.key);
            let mean = near.map_or_else(|| "add that source.".to_owned(), |near| format!("did you mean `@{near}`?"));
            let help = format!("{mean} Otherwise write `\\@{}`", cite.key);
            self.find(&codes::UNKNOWN_CITATION, cite.span, message, help);
        }
    }

    fn source_keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.own_sources.keys().chain(self.world.library.keys())
    }

    /// The key of the note of a cluster; the same words about the same sources are one note.
    fn cluster_key(&mut self, cluster: Cluster) -> String {
        let next = self.clusters.len();
        let at = *self.cluster_numbers.entry(cluster.clone()).or_insert(next);
        if at == next {
            self.clusters.push(cluster);
        }
        format!("{CLUSTER}{at}")
    }

    /// What the note of a cluster cites.
    pub(super) fn cluster(&self, at: usize) -> Cluster {
        self.clusters.get(at).cloned().unwrap_or(Cluster(Vec::new()))
    }
}

/// Keys of sources often end with a year, and names that people give themselves hardly ever.
fn ends_with_year(key: &str) -> bool {
    let digits = key.len() - key.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4 && key.len() > 4 && ["19", "20"].contains(&&key[key.len() - 4..key.len() - 2])
}
