//! What a build started from and what came of it → whether another build need be run at all.
//!
//! A record is kept when a site was published. As long as every file is what it was, and no editorial moment has passed,
//! another build would find the same and publish the same. Whether what was published is still there, the disk knows.

use super::drafts;
use super::input::{Document, Input};
use super::{Memo, Options, Outcome};
use crate::base::files::Stamp;
use crate::base::{ContentHash, Diagnostic, Place, Severity, codes};
use crate::parse::ParseOptions;
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A build that was published.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// The hash of everything that is read at once: options, settings, tables, themes, the names of all files.
    beginning: String,
    /// The documents, in order.
    documents: Vec<(Option<Stamp>, String)>,
    /// The other files, in order.
    files: Vec<Option<Stamp>>,
    /// The moment of the build, and the one before which it is good.
    from: Timestamp,
    until: Option<Timestamp>,
    /// The hash of the manifest of what was published.
    published: String,
    told: Told,
}

/// What a build tells.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    diagnostics: Vec<Finding>,
    pages: usize,
    withheld: usize,
    lists: usize,
    base_path: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Finding {
    code: String,
    severity: Severity,
    place: Place,
    message: String,
    help: String,
    related: Vec<(Place, String)>,
}

impl Record {
    /// The record of a build, or nothing if not every document could be read. `program` tells one version of the program
    /// from another.
    pub fn new(
        input: &Input,
        options: &Options,
        program: &str,
        outcome: &Outcome,
        published: ContentHash,
    ) -> Option<Self> {
        if outcome.documents.len() != input.documents.len() {
            return None;
        }
        let documents = input.documents.iter().zip(&outcome.documents);
        Some(Self {
            beginning: beginning(input, options, program).to_string(),
            documents: documents.map(|(document, hash)| (document.stamp().copied(), hash.to_string())).collect(),
            files: input.files.iter().map(|file| file.stamp).collect(),
            from: options.now,
            until: outcome.next,
            published: published.to_string(),
            told: Told {
                diagnostics: outcome.diagnostics.iter().map(Finding::of).collect(),
                pages: outcome.pages,
                withheld: outcome.withheld,
                lists: outcome.lists,
                base_path: outcome.base_path.clone(),
            },
        })
    }

    /// The hash of the manifest of what was published.
    pub fn published(&self) -> &str {
        &self.published
    }

    /// What a build of this input would tell, if it is what the record is of.
    pub fn outcome(self, input: &Input, options: &Options, program: &str) -> Option<Outcome> {
        let is_now = self.from <= options.now && self.until.is_none_or(|until| options.now < until);
        let is_same_size = self.documents.len() == input.documents.len() && self.files.len() == input.files.len();
        if !is_now || !is_same_size || self.beginning != beginning(input, options, program).to_string() {
            return None;
        }
        let is_still = |before: &Option<Stamp>, now: Option<Stamp>| {
            before.zip(now).is_some_and(|(before, now)| before.is_still(&now))
        };
        if !self.files.iter().zip(&input.files).all(|(before, file)| is_still(before, file.stamp)) {
            return None;
        }
        let parse = super::parse_options(input, options);
        let is_same = |((before, hash), document): (&(Option<Stamp>, String), &Document)| {
            is_still(before, document.stamp().copied()) || has_hash(document, hash, input, &parse)
        };
        if !self.documents.par_iter().zip(&input.documents).all(is_same) {
            return None;
        }
        let Told { diagnostics, pages, withheld, lists, base_path } = self.told;
        Some(Outcome {
            diagnostics: diagnostics.into_iter().map(Finding::diagnostic).collect::<Option<_>>()?,
            pages,
            withheld,
            lists,
            base_path,
            ledger: super::Ledger::default(),
            cited: std::collections::BTreeMap::new(),
            documents: Vec::new(),
            next: self.until,
            memo: Memo::default(),
        })
    }
}

/// Whether a document that was written to has the same text nevertheless.
fn has_hash(document: &Document, hash: &str, input: &Input, parse: &ParseOptions) -> bool {
    document.source(&input.disk).is_ok_and(|source| drafts::hash(&source, parse).to_string() == hash)
}

/// The hash of all that is in memory when a build begins.
pub(super) fn beginning(input: &Input, options: &Options, program: &str) -> ContentHash {
    let Options { now: _, preview, base_url, checks, keep: _, ledger: _, held: _, cards } = options;
    let source = |source: &crate::base::Source| (source.path.clone(), source.shown.clone(), source.text.clone());
    let checks: Vec<_> = checks.iter().map(|(code, severity)| (code, severity.map(Severity::word))).collect();
    let tables: Vec<_> = input
        .tables
        .iter()
        .map(|table| (&table.path, table.text.as_ref().map(|text| &text.text).map_err(|found| &found.message)))
        .collect();
    let themes: Vec<_> = input.theme_files.iter().map(|file| (&file.path, &file.shown, &file.bytes)).collect();
    let documents: Vec<_> = input.documents.iter().map(|document| (&document.path, &document.shown)).collect();
    let files: Vec<_> = input.files.iter().map(|file| (&file.path, &file.disk)).collect();
    ContentHash::of_value(&(
        (program, preview, base_url, checks, cards),
        input.config.as_ref().map(source),
        input.settings.iter().map(source).collect::<Vec<_>>(),
        (tables, themes, documents, files),
    ))
}

impl Finding {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code.word.to_owned(),
            severity: diagnostic.severity,
            place: diagnostic.place.clone(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            related: diagnostic.related.clone(),
        }
    }

    fn diagnostic(self) -> Option<Diagnostic> {
        let Self { code, severity, place, message, help, related } = self;
        Some(Diagnostic { code: codes::find(&code)?, severity, place, message, help, related })
    }
}
