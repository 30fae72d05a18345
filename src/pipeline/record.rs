//! What a build started from and what came of it → whether another build need be run at all.
//!
//! A record is kept when a site was published. As long as every file is what it was, and no editorial moment has passed,
//! another build would find the same and publish the same. Whether what was published is still there, the disk knows.

use super::drafts;
use super::input::{Document, Input};
use super::standing::{Standing, beginning, is_still};
use super::{Memo, Options, Outcome};
use crate::base::files::Stamp;
use crate::base::{ContentHash, Diagnostic, Place, Severity, codes};
use crate::parse::ParseOptions;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A build that was published.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// Tells one version of the program from another.
    program: String,
    standing: Standing,
    /// The documents, in order.
    documents: Vec<(Option<Stamp>, ContentHash)>,
    /// The hash of the manifest of what was published.
    published: ContentHash,
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

/// A diagnostic, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Finding {
    code: String,
    severity: Severity,
    place: Place,
    message: String,
    help: String,
    related: Vec<(Place, String)>,
}

impl Record {
    /// The record of a build, or nothing if not every document could be read or nothing was kept. `program` tells one version
    /// of the program from another.
    pub fn new(input: &Input, program: &str, outcome: &Outcome, published: ContentHash) -> Option<Self> {
        if outcome.documents.len() != input.documents.len() {
            return None;
        }
        let documents = input.documents.iter().zip(&outcome.documents);
        Some(Self {
            program: program.to_owned(),
            standing: outcome.memo.standing.clone()?,
            documents: documents.map(|(document, hash)| (document.stamp().copied(), *hash)).collect(),
            published,
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
    pub fn published(&self) -> ContentHash {
        self.published
    }

    /// What a build of this input would tell, if it is what the record is of.
    pub fn outcome(self, input: &Input, options: &Options, program: &str) -> Option<Outcome> {
        let is_same = self.program == program
            && self.documents.len() == input.documents.len()
            && self.standing.is_that_of(input, beginning(input, options), options);
        if !is_same {
            return None;
        }
        let parse = super::parse_options(input, options);
        let is_same = |((before, hash), document): (&(Option<Stamp>, ContentHash), &Document)| {
            is_still(*before, document.stamp().copied()) || has_hash(document, *hash, input, &parse)
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
            external: Vec::new(),
            known: 0,
            documents: Vec::new(),
            next: self.standing.until,
            memo: Memo::default(),
            weights: super::Weights::default(),
        })
    }
}

/// Whether a document that was written to has the same text nevertheless.
fn has_hash(document: &Document, hash: ContentHash, input: &Input, parse: &ParseOptions) -> bool {
    document.source(&input.disk).is_ok_and(|source| drafts::hash(&source, parse) == hash)
}

impl Finding {
    pub(super) fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code.word.to_owned(),
            severity: diagnostic.severity,
            place: diagnostic.place.clone(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            related: diagnostic.related.clone(),
        }
    }

    pub(super) fn diagnostic(self) -> Option<Diagnostic> {
        let Self { code, severity, place, message, help, related } = self;
        Some(Diagnostic { code: codes::find(&code)?, severity, place, message, help, related })
    }
}
