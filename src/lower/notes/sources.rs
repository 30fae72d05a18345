//! The sources that notes cite → what those notes say, in the style of the site.

use super::citations::{Cluster, SignedCite};
use super::{CLUSTER, OWN_SOURCE, SOURCE};
use crate::base::escape;
use crate::lower::Lowerer;
use crate::lower::page::Question;
use crate::sources::{Cited, Publication, Style, write_cited};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write;
use std::sync::Arc;

impl Lowerer<'_> {
    /// The citation style of the site; none for the plain one.
    pub(super) fn style(&self) -> Option<Arc<Style>> {
        self.world.config.citation_style.as_deref().and_then(Style::named)
    }

    /// Writes the notes that cite sources. All are written at once: a style may say "ibid.".
    pub(super) fn notes_of_sources(&mut self, bodies: &mut [(String, bool)]) {
        let clusters: Vec<Cluster> = self.numbering.notes.iter().map(|(key, _)| self.cited_by(key)).collect();
        if clusters.iter().all(|Cluster(cites)| cites.is_empty()) {
            return;
        }
        self.page.own_cited = self.own_cited(&clusters);
        let first_in = self.first_in(&clusters);
        let language = self.language_of_page();
        let groups: Vec<Vec<Cited<'_>>> = clusters
            .iter()
            .zip(&first_in)
            .map(|(Cluster(cites), first_in)| {
                cites.iter().zip(first_in).filter_map(|(cite, first_in)| self.cited(cite, *first_in)).collect()
            })
            .collect();
        let texts: Vec<String> = match (self.style(), &self.in_text) {
            (Some(_), Some(in_text)) => groups.iter().map(|group| in_text.entry(group)).collect(),
            (Some(style), None) => style.notes(&groups, language.code),
            (None, _) => groups
                .iter()
                .map(|group| {
                    let mut text = String::new();
                    write_cited(&mut text, group, language);
                    text
                })
                .collect(),
        };
        let notes = texts.iter().zip(&clusters).zip(&first_in).zip(bodies);
        for (((text, Cluster(cites)), first_in), (body, _)) in notes {
            if !cites.is_empty() {
                body.push_str("<p>");
                body.push_str(text);
                // A note that names a source in short leads to the one that says more.
                for (cite, _) in cites.iter().zip(first_in).filter(|(_, first_in)| first_in.is_none()) {
                    self.link_to_source(body, &cite.key);
                }
                body.push_str("</p>\n");
            }
        }
    }

    /// Whether a note is that of one source, which it names in full wherever it stands.
    fn is_alone(&self, cites: &[SignedCite]) -> bool {
        matches!(cites, [one] if one.prefix.is_empty() && one.locator.is_empty())
    }

    /// The sources of the brief's own that notes cite, each once.
    fn own_cited(&self, clusters: &[Cluster]) -> Vec<Publication> {
        let all = clusters.iter().flat_map(|Cluster(cites)| cites).map(|cite| &*cite.key);
        let mut seen = FxHashSet::default();
        let own = all.filter(|key| key.starts_with(OWN_SOURCE) && seen.insert(*key));
        own.filter_map(|key| self.publication(key)).cloned().collect()
    }

    fn cited<'s>(&'s self, cite: &'s SignedCite, first_in: Option<usize>) -> Option<Cited<'s>> {
        let SignedCite { key, prefix, locator } = cite;
        Some(Cited { key, publication: self.publication(key)?, prefix, locator, first_in })
    }

    /// The sources that the note of a key cites; none for notes of another kind.
    fn cited_by(&self, key: &str) -> Cluster {
        match key.chars().next() {
            Some(SOURCE | OWN_SOURCE) => {
                Cluster(vec![SignedCite { key: key.to_owned(), prefix: "".into(), locator: "".into() }])
            }
            Some(CLUSTER) => self.cluster(key[1..].parse().unwrap_or(usize::MAX)),
            _ => Cluster(Vec::new()),
        }
    }

    /// For each source of each note the note before it that names it in full, if there is one.
    fn first_in(&self, clusters: &[Cluster]) -> Vec<Vec<Option<usize>>> {
        let mut named: FxHashMap<&str, usize> = FxHashMap::default();
        let mut all = Vec::with_capacity(clusters.len());
        for (at, Cluster(cites)) in clusters.iter().enumerate() {
            all.push(
                cites.iter().map(|cite| named.get(&*cite.key).copied().filter(|_| !self.is_alone(cites))).collect(),
            );
            for cite in cites {
                named.entry(&cite.key).or_insert(at + 1);
            }
        }
        all
    }

    /// Leads from a note to the page of its source.
    fn link_to_source(&mut self, out: &mut String, signed: &str) {
        let Some(key) = signed.strip_prefix(SOURCE) else { return };
        self.page.questions.push(Question::SourcePage(key.into()));
        let Some(route) = self.world.atlas.sources.route_of(key) else { return };
        out.push_str(" <a class=\"source-page\" href=\"");
        escape::attribute(out, &route.href(self.world.config.base_path()));
        let about = self.language_of_page().words.about_this_source;
        let _ = write!(out, "\" aria-label=\"{about}: ");
        escape::attribute(out, self.publication(signed).map_or("", |publication| &publication.title));
        let _ = write!(out, "\">{about}</a>");
    }
}
