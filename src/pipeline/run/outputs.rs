//! Everything that is published beside pages and lists. After an edit of bodies only what shows them is made again.

use super::{Run, WordsOfPages};
use crate::base::Diagnostics;
use crate::lower::Page;
use crate::outputs::{self, Shows};
use crate::pipeline::Keep;
use crate::pipeline::memo::Memo;
use crate::pipeline::recorder::{Put, Recorder};
use crate::site::PageId;
use crate::theme::Uses;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

impl Run<'_> {
    /// Makes everything else.
    pub(in crate::pipeline) fn outputs(
        &self,
        pages: &[(PageId, Arc<Page>)],
        uses: &Uses,
        words: &WordsOfPages,
        changed: Option<&FxHashSet<PageId>>,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) {
        let files: Vec<PathBuf> = self.input.files.iter().map(|file| file.disk.clone()).collect();
        let with_body = pages.iter().filter(|(_, page)| !page.content.is_empty());
        let bodies: FxHashMap<PageId, Arc<Page>> = with_body.map(|(id, page)| (*id, Arc::clone(page))).collect();
        let remote_hosts = pages.iter().flat_map(|(_, page)| page.remote_hosts.iter().map(|(host, _)| host.clone()));
        let remote_hosts: BTreeSet<String> = remote_hosts.collect();
        // What found something may find it again.
        let changed = changed.filter(|_| !self.last.found_by_outputs);
        let site = outputs::Finished {
            world: self.world,
            presenter: self.presenter,
            theme: self.theme,
            files: &files,
            bodies: &bodies,
            uses,
            words,
            remote_hosts: &remote_hosts,
            changed,
            sink: self.sink,
        };
        let all: Vec<&outputs::Output> = outputs::of_site(self.world.config).collect();
        let make = |output: &&outputs::Output| {
            self.progress.advance();
            self.output(output, site)
        };
        let results: Vec<(Vec<Put>, Diagnostics)> = all.par_iter().map(make).collect();
        for (output, (puts, found)) in all.iter().zip(results) {
            memo.found_by_outputs |= !found.is_empty();
            diagnostics.extend(found);
            if self.keep != Keep::Nothing {
                memo.outputs.insert(output.name, puts);
            }
        }
    }

    /// One output, or as much of it as an edit of bodies changed.
    fn output(&self, output: &outputs::Output, site: outputs::Finished<'_>) -> (Vec<Put>, Diagnostics) {
        let last = self.last.outputs.get(output.name).map(Vec::as_slice).unwrap_or_default();
        let changed = site.changed.filter(|_| last.iter().all(|put| put.is_there(self.sink)));
        let is_same =
            changed.is_some_and(|changed| changed.is_empty() || matches!(output.shows, Shows::Nothing | Shows::Facts));
        if is_same {
            last.iter().for_each(|put| put.again(self.sink));
            return (last.to_vec(), Diagnostics::new());
        }
        let recorder = Recorder::new(self.sink, self.keep);
        let found = (output.make)(&outputs::Finished { sink: &recorder, changed, ..site });
        let mut puts = recorder.puts();
        if changed.is_some() && output.shows == Shows::Bodies {
            // Only those feeds were made that show a body which changed.
            let made: FxHashSet<Arc<str>> = puts.iter().map(|put| Arc::clone(put.path())).collect();
            let others: Vec<Put> = last.iter().filter(|put| !made.contains(put.path())).cloned().collect();
            others.iter().for_each(|put| put.again(self.sink));
            puts.extend(others);
        }
        (puts, found)
    }
}
