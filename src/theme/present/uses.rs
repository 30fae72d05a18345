//! What all pages take from datasets and sources → who uses which dataset, which of its figures, and which source. Of the
//! rows of a dataset it knows only the sources that they name.

use super::citations::Citations;
use crate::lower::{Page, Use, World};
use crate::site::PageId;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// The briefs and pages that use datasets and sources: dated ones first, the newest before older ones, then the others by
/// title.
#[derive(Debug, Default)]
pub struct Uses {
    datasets: FxHashMap<Box<str>, Vec<PageId>>,
    figures: FxHashMap<Use, Vec<PageId>>,
    /// What of the pages rests on sources.
    pub(super) citations: Citations,
    /// The names of the datasets that rest on each source, in order.
    resting: FxHashMap<String, Vec<String>>,
}

impl Uses {
    /// The uses of all pages of a build.
    pub fn of(pages: &[(PageId, Arc<Page>)], world: World<'_>) -> Self {
        let atlas = world.atlas;
        let place_in_time: FxHashMap<PageId, usize> =
            atlas.briefs.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let order = |id: PageId| {
            let at = place_in_time.get(&id);
            (Reverse(at.is_some()), at.copied(), &atlas.entry(id).facts.title, id)
        };
        let is_using = |page: &Page| !page.uses.is_empty() || !page.cited.is_empty() || !page.references.is_empty();
        let mut using: Vec<&(PageId, Arc<Page>)> = pages.iter().filter(|(_, page)| is_using(page)).collect();
        using.sort_by_key(|(id, _)| order(*id));
        let mut uses = Self::in_order(using.iter().map(|(id, page)| (*id, page.uses.as_slice())));
        uses.citations = Citations::in_order(using.iter().map(|(id, page)| (*id, &**page)));
        for (name, _) in &atlas.data.datasets {
            let keys = world.tables.dataset(name).map(|dataset| dataset.cited()).unwrap_or_default();
            keys.iter().for_each(|(key, _)| uses.resting.entry((*key).to_owned()).or_default().push(name.clone()));
        }
        uses
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

impl Uses {
    /// The names of the published datasets that rest on a source.
    pub(super) fn data_on(&self, key: &str) -> &[String] {
        self.resting.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether anything that is published rests on a source.
    pub fn rest_on(&self, key: &str) -> bool {
        !self.citations.of(key).is_empty() || !self.data_on(key).is_empty()
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
