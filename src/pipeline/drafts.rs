//! The documents of a site → drafts and facts.
//!
//! Facts of all documents are kept to the end of a build, texts and drafts of the first of them only: as many as fit into
//! the room that the options give. The others are let go as soon as their facts are known, and read and parsed once more
//! when their page is made. So the memory of a build does not grow with the length of what was written.

use super::input::{Document, Input};
use super::memo::{Memo, Parsed};
use super::progress::Progress;
use super::{AT_MOST, Keep};
use crate::base::yaml::{self, Step};
use crate::base::{ContentHash, Diagnostic, Diagnostics, Place, Report, Source, codes};
use crate::doc::Draft;
use crate::parse::{self, ParseOptions};
use crate::site::{self, Facts};
use rayon::prelude::*;
use std::sync::Arc;

/// The documents that could be read, and how.
pub(super) struct Documents<'a> {
    input: &'a Input,
    options: ParseOptions,
    /// Places in the input. What the atlas calls a document is a place in this list.
    read: Vec<usize>,
}

impl<'a> Documents<'a> {
    /// Reads and parses all documents, and tells how many had to be parsed. What is not kept for the next build leaves memory
    /// beyond `held` bytes of text.
    pub(super) fn parse(
        input: &'a Input,
        options: ParseOptions,
        (last, keep): (&Memo, Keep),
        held: u64,
        progress: &Progress,
    ) -> Report<(Self, Vec<Parsed>, usize)> {
        let options_hash = ContentHash::of_value(&options);
        let mut before = 0;
        let holds = |document: &Document| {
            before += document.length();
            keep == Keep::Results || before <= held
        };
        let holds: Vec<bool> = input.documents.iter().map(holds).collect();
        let results: Vec<_> = input
            .documents
            .par_iter()
            .zip(holds)
            .with_max_len(AT_MOST)
            .map(|(document, holds)| {
                progress.advance();
                let known = last.parsed.get(&document.path);
                parse_one(document, (&options, options_hash), &input.disk, known, holds)
            })
            .collect();
        let mut all = Self { input, options, read: Vec::with_capacity(results.len()) };
        let mut parsed = Vec::with_capacity(results.len());
        let (mut fresh, mut diagnostics) = (0, Diagnostics::new());
        for (at, result) in results.into_iter().enumerate() {
            match result {
                Ok((one, is_new)) => {
                    fresh += usize::from(is_new);
                    diagnostics.extend(one.diagnostics.iter().cloned());
                    all.read.push(at);
                    parsed.push(one);
                }
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        Report::new((all, parsed, fresh), diagnostics)
    }

    /// A document of the atlas.
    pub(super) fn get(&self, document: usize) -> &'a Document {
        &self.input.documents[self.read[document]]
    }

    /// Where a key of a file's front matter stands. Asked for findings only, so that the text may be read again for it.
    pub(super) fn front_place(&self, document: usize, facts: &Facts, key: &str) -> Place {
        match self.get(document).source(&self.input.disk) {
            Ok(source) => front_place(&source, facts, key),
            Err(_) => Place::file(&facts.shown),
        }
    }

    /// The text and the draft of a document, which were let go or not.
    pub(super) fn draft(&self, document: usize, parsed: &Parsed) -> Result<(Arc<Source>, Arc<Draft>), Box<Diagnostic>> {
        if let Some((source, draft)) = &parsed.draft {
            return Ok((Arc::clone(source), Arc::clone(draft)));
        }
        let document = self.get(document);
        let source = document.source(&self.input.disk)?;
        if hash(&source, &self.options) != parsed.hash {
            let message = "this file was changed while the site was being built";
            let place = Place::file(&document.shown);
            return Err(Box::new(Diagnostic::new(&codes::UNREADABLE_FILE, place, message, "build the site again")));
        }
        let draft = parse::parse(&source, &self.options).value;
        Ok((source, Arc::new(draft)))
    }
}

/// What one document says, and whether it had to be parsed for that.
fn parse_one(
    document: &Document,
    (options, options_hash): (&ParseOptions, ContentHash),
    disk: &crate::base::files::Disk,
    known: Option<&Parsed>,
    holds: bool,
) -> Result<(Parsed, bool), Box<Diagnostic>> {
    let stamp = document.stamp().copied();
    if let Some(known) = known
        && known.options == options_hash
        && known.stamp.zip(stamp).is_some_and(|(before, now)| before.is_still(&now))
    {
        return Ok((known.clone(), false));
    }
    let source = document.source(disk)?;
    let hash = hash(&source, options);
    if let Some(known) = known.filter(|known| known.hash == hash) {
        return Ok((Parsed { stamp, ..known.clone() }, false));
    }
    let report = parse::parse(&source, options);
    let facts = Arc::new(site::facts(&source, &report.value));
    let outside = facts.outside();
    let draft = holds.then(|| (source, Arc::new(report.value)));
    let diagnostics = Arc::new(report.diagnostics);
    Ok((Parsed { hash, options: options_hash, stamp, outside, draft, facts, diagnostics }, true))
}

/// The hash of what a draft is made of.
pub(super) fn hash(source: &Source, options: &ParseOptions) -> ContentHash {
    ContentHash::of_value(&(options, &source.text))
}

/// Where a key of a file's front matter stands; the first line where it does not.
fn front_place(source: &Source, facts: &Facts, key: &str) -> Place {
    let found = facts.front.block.and_then(|block| {
        let located = yaml::locate(source.slice(block), &[Step::Key(key.to_owned())])?;
        Some(located.value.shifted(block.start as usize))
    });
    source.place(found.unwrap_or_default())
}
