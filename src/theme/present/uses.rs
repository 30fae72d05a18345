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
        Self::in_order(using.into_iter().map(|(id, page)| (*id, page.uses.as_slice())))
    }

    fn in_order<'p>(pages: impl Iterator<Item = (PageId, &'p [Use])>) -> Self {
        let mut uses = Self::default();
        let add = |pages: &mut Vec<PageId>, id: PageId| {
            if pages.last() != Some(&id) {
                pages.push(id);
            }
        };
        for (id, all) in pages {
            for it in all {
                add(uses.datasets.entry(it.dataset.clone()).or_default(), id);
                if it.figure.is_some() {
                    add(uses.figures.entry(it.clone()).or_default(), id);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_of_a_figure_are_uses_of_its_dataset_too() {
        let of = |figure: Option<(&str, &str)>| Use {
            dataset: "trade".into(),
            figure: figure.map(|(row, column)| (row.into(), column.into())),
        };
        let (chart, total, change) = (of(None), of(Some(("2024", "total"))), of(Some(("2024", "change"))));
        let pages = [(PageId(2), vec![chart.clone(), total]), (PageId(0), vec![change]), (PageId(1), vec![chart])];
        let uses = Uses::in_order(pages.iter().map(|(id, all)| (*id, all.as_slice())));
        assert_eq!(uses.of_dataset("trade"), [PageId(2), PageId(0), PageId(1)]);
        assert_eq!(uses.of_figure("trade", "2024", "total"), [PageId(2)]);
        assert_eq!(uses.of_figure("trade", "2023", "total"), []);
        assert_eq!(uses.of_dataset("other"), []);
    }
}
