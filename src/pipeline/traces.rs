//! What a build leaves to one of another process → bytes for a cache, and back.
//!
//! The files themselves are not among them: they are published. A trace says of each page which files those are and what
//! the rest of the site sees of it. So after an edited paragraph one page is made again, and what shows that very text.

use super::memo::{Lowered, Memo};
use super::record::Finding;
use super::recorder::Put;
use super::standing::Standing;
use crate::base::{ContentHash, Diagnostics};
use crate::lower::Page;
use crate::outputs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The traces of a build that was published.
#[derive(Debug, Serialize, Deserialize)]
pub struct Traces {
    program: String,
    published: ContentHash,
    standing: Standing,
    pages: Vec<PageTrace>,
    /// The paths of lists about which something was found.
    found_in: BTreeSet<String>,
    outputs: Vec<(String, Vec<Put>)>,
    found_by_outputs: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct PageTrace {
    path: Arc<str>,
    /// The hash of its text.
    hash: ContentHash,
    page: Arc<Page>,
    found: Vec<Finding>,
    beside: Vec<Put>,
    found_beside: Vec<Finding>,
}

impl Traces {
    /// What a build left, as bytes; nothing if it left no traces. `program` tells one version of the program from another,
    /// `published` is the hash of the manifest of what was published.
    pub fn bytes(memo: &Memo, program: &str, published: ContentHash) -> Option<Vec<u8>> {
        let standing = memo.standing.clone().filter(|_| !memo.has_bodies)?;
        let mut pages: Vec<PageTrace> = memo.lowered.iter().map(PageTrace::of).collect();
        pages.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let mut outputs: Vec<_> = memo.outputs.iter().map(|(name, puts)| ((*name).to_owned(), puts.clone())).collect();
        outputs.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let traces = Self {
            program: program.to_owned(),
            published,
            standing,
            pages,
            found_in: memo.found_in.iter().cloned().collect(),
            outputs,
            found_by_outputs: memo.found_by_outputs,
        };
        serde_json::to_vec(&traces).ok()
    }

    /// Reads them; nothing where they are of another program, or damaged.
    pub fn read(bytes: &[u8], program: &str) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|traces: &Self| traces.program == program)
    }

    /// The hash of the manifest of what was published then.
    pub fn published(&self) -> ContentHash {
        self.published
    }

    /// What the next build may take from them, if that is still published.
    pub fn memo(self) -> Option<Memo> {
        let lowered = self.pages.into_iter().map(PageTrace::lowered).collect::<Option<_>>()?;
        let output = |(name, puts): (String, Vec<Put>)| {
            let known = outputs::OUTPUTS.iter().find(|output| output.name == name)?;
            Some((known.name, puts))
        };
        Some(Memo {
            lowered,
            found_in: self.found_in.into_iter().collect(),
            outputs: self.outputs.into_iter().map(output).collect::<Option<_>>()?,
            found_by_outputs: self.found_by_outputs,
            standing: Some(self.standing),
            ..Memo::default()
        })
    }
}

impl PageTrace {
    fn of((path, lowered): (&Arc<str>, &Lowered)) -> Self {
        let (beside, found_beside) = &*lowered.beside;
        Self {
            path: Arc::clone(path),
            hash: lowered.hash,
            page: Arc::clone(&lowered.page),
            found: lowered.diagnostics.iter().map(Finding::of).collect(),
            beside: beside.clone(),
            found_beside: found_beside.iter().map(Finding::of).collect(),
        }
    }

    fn lowered(self) -> Option<(Arc<str>, Lowered)> {
        let found = |found: Vec<Finding>| found.into_iter().map(Finding::diagnostic).collect::<Option<Diagnostics>>();
        let lowered = Lowered {
            hash: self.hash,
            // Nobody asks: they hold as long as nothing outside of the page changed.
            answers: self.hash,
            page: self.page,
            words: None,
            diagnostics: Arc::new(found(self.found)?),
            beside: Arc::new((self.beside, found(self.found_beside)?)),
        };
        Some((self.path, lowered))
    }
}
