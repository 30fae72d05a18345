//! The stages that write: pages, lists, all other outputs. Each file goes to the sink as soon as it is finished.

mod early;
mod lists;
mod outputs;
mod pages;

use super::Keep;
use super::drafts::Documents;
use super::input::Input;
use super::memo::{self, Memo};
use super::progress::Progress;
use crate::base::tree::Sink;
use crate::lower::{Page, World};
use crate::outputs::Pictures;
use crate::outputs::search::Words;
use crate::site::PageId;
use crate::theme::{Presenter, Theme};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What these stages share.
pub(super) struct Run<'a> {
    pub(super) input: &'a Input,
    pub(super) documents: &'a Documents<'a>,
    pub(super) keep: Keep,
    /// Whether pages of texts that did not change are what they were, without asking.
    pub(super) stands: bool,
    /// Whether the data of charts is wanted when all pages are finished.
    pub(super) ledger: bool,
    pub(super) last: &'a Memo,
    pub(super) sink: &'a dyn Sink,
    pub(super) progress: &'a Progress,
    pub(super) world: World<'a>,
    pub(super) presenter: &'a Presenter<'a>,
    pub(super) theme: &'a Theme,
    pub(super) pictures: Pictures<'a>,
}

/// The finished pages, in order.
type Pages = Vec<(PageId, Arc<Page>)>;

/// The words that the body of each page is found by.
type WordsOfPages = FxHashMap<PageId, Arc<Words>>;

impl Run<'_> {
    /// Publishes once more what the last build made at a path, if it is there. A build in the same process has its bytes.
    fn file_again(&self, path: &str) -> Option<Option<memo::Finished>> {
        if let Some(last) = self.last.finished.get(path) {
            self.sink.put(path, Arc::clone(&last.1));
            return Some(Some(last.clone()));
        }
        let is_there = !self.last.has_bodies && self.sink.has(path);
        is_there.then(|| self.sink.again(path)).map(|()| None)
    }
}

/// Whether a file was made anew.
fn is_new(finished: Option<&memo::Finished>, last: Option<&memo::Finished>) -> bool {
    finished.is_some_and(|finished| last.is_none_or(|last| !Arc::ptr_eq(&last.1, &finished.1)))
}
