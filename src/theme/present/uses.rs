//! What all pages take from datasets → who uses which dataset, and which of its figures. Knows no rows.

use crate::lower::{Page, Use};
use crate::site::{Atlas, PageId};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// The briefs and pages that use datasets: dated ones first, the newest before older ones, then the others by title.
#[derive(Debug, Default)]
pub struct Uses {
    datasets: FxHashMap<Box<str>, Vec<PageId>>,
    figures: FxHashMap<Use, Vec<PageId>>,
}

impl Uses {
    /// The uses of all pages of a build.
    pub fn of(pages: &[(PageId, Arc<Page>)], atlas: &Atlas) -> Self {
        let place_in_time: FxHashMap<PageId, usize> =
            atlas.briefs.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let order = |id: PageId| {
            let at = place_in_time.get(&id);
            (Reverse(at.is_some()), at.copied(), &atlas.entry(id).facts.title, id)
        };
        let mut using: Vec<&(PageId, Arc<Page>)> = pages.iter().filter(|(_, page)| !page.uses.is_empty()).collect();
        using.sort_by_key(|(id, _)| order(*id));
        let mut uses = Self::default();
        let add = |pages: &mut Vec<PageId>, id: PageId| {
            if pages.last() != Some(&id) {
                pages.push(id);
            }
        };
        for (id, page) in using {
            for it in &page.uses {
                add(uses.datasets.entry(it.dataset.clone()).or_default(), *id);
                if it.figure.is_some() {
                    add(uses.figures.entry(it.clone()).or_default(), *id);
                }
            }
        }
        uses
    }

    /// Who uses a dataset.
    pub fn of_dataset(&self, name: &str) -> &[PageId] {
        self.datasets.get(name).map_or(&[], Vec::as_slice)
    }

    /// Who uses one of its figures: the row by its key as it is shown, the column by its name.
    pub fn of_figure(&self, name: &str, row: &str, column: &str) -> &[PageId] {
        let it = Use { dataset: name.into(), figure: Some((row.into(), column.into())) };
        self.figures.get(&it).map_or(&[], Vec::as_slice)
    }
}
