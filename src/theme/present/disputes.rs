//! Figures that sources state differently → views: each value with who states it, from the lowest to the highest.

use super::{Presenter, Uses};
use crate::base::format::number::NumberFormat;
use crate::base::language::Language;
use crate::base::slug::slug;
use crate::base::{ContentHash, Route};
use crate::data::{Column, Dataset, Dispute, Qualifier};
use crate::lower::words_of_cell;
use crate::site::PageId;
use crate::theme::view::{
    DisputeView, DisputedDatasetView, DisputedView, FigureView, LinkView, SpreadView, StatedByView, StatedView,
};
use rustc_hash::FxHashSet;

/// A disputed figure and the id of its entry.
pub(super) type Named = (Dispute, String);

/// Who states what in a dataset.
pub(super) struct Stated {
    /// What is disputed.
    pub(super) disputes: Vec<Named>,
    /// The keys of all sources: of the descriptor, of the rows, and of what the rows' sources cite, in this order.
    pub(super) keys: Vec<String>,
}

impl Stated {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let keys = dataset.cited().into_iter().map(|(key, _)| key.to_owned()).collect();
        Self { disputes: named(dataset), keys }
    }
}

/// The disputes of a dataset, each with an id that depends on the names of dataset, row and column alone.
fn named(dataset: &Dataset) -> Vec<Named> {
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let name = |dispute: Dispute| {
        let (row, column) = (dataset.key_of(dispute.rows[0]), &dataset.table.columns[dispute.column].name);
        let mut id = format!("dispute:{}:{}:{}", slug(&dataset.name), slug(&row), slug(column));
        // Two names that read alike in an address: the later one gets letters that depend on nothing but itself.
        if !taken.insert(id.clone()) {
            id = format!("{id}-{}", ContentHash::of_value(&(row, column)).short(6));
            taken.insert(id.clone());
        }
        (dispute, id)
    };
    dataset.disputes().into_iter().map(name).collect()
}

impl Presenter<'_> {
    /// The view of the page that lists every disputed figure.
    pub fn disputed(&self, uses: &Uses) -> DisputedView {
        let route = self.world.atlas.data.disputed.clone().unwrap_or_else(Route::home);
        let mut head =
            self.head("disputed", &self.word(&self.world.config.language, "disputed"), &route, "", (0, None));
        head.breadcrumbs = self.shared_way(self.way_to_data());
        let of = |dataset: &&Dataset| {
            let disputes = self.disputes_of(dataset, uses);
            (!disputes.is_empty()).then(|| DisputedDatasetView { dataset: self.dataset_link(dataset), disputes })
        };
        let datasets: Vec<DisputedDatasetView> = self.datasets_by_title().iter().filter_map(of).collect();
        DisputedView { head, total: datasets.iter().map(|of| of.disputes.len()).sum(), datasets }
    }

    /// The disputed figures of one dataset.
    pub(super) fn disputes_of(&self, dataset: &Dataset, uses: &Uses) -> Vec<DisputeView> {
        let all = self.named(dataset).iter();
        all.map(|(dispute, id)| self.dispute(dataset, dispute, id, uses)).collect()
    }

    pub(super) fn named(&self, dataset: &Dataset) -> &[Named] {
        self.stated.get(&dataset.name).map_or(&[], |stated| &stated.disputes)
    }

    pub(super) fn keys_of(&self, dataset: &Dataset) -> &[String] {
        self.stated.get(&dataset.name).map_or(&[], |stated| &stated.keys)
    }

    /// The address of an entry in the list of all disputed figures; nothing where there is no list.
    fn dispute_url(&self, id: &str) -> String {
        self.world.atlas.data.disputed.as_ref().map_or_else(String::new, |list| format!("{}#{id}", self.href(list)))
    }

    /// A disputed figure by its row and column, with the address of its rivals: in the list of all, or else on the page of
    /// its dataset.
    pub(super) fn dispute_link(&self, dataset: &Dataset, dispute: &Dispute, id: &str) -> LinkView {
        let row = dataset.key_of(dispute.rows[0]);
        let title = format!("{row}, {}", dataset.table.columns[dispute.column].label());
        let url = match self.dispute_url(id) {
            url if url.is_empty() => format!("{}#{id}", self.dataset_link(dataset).url),
            url => url,
        };
        LinkView { title, url, count: None }
    }

    fn dispute(&self, dataset: &Dataset, dispute: &Dispute, id: &str, uses: &Uses) -> DisputeView {
        let column = &dataset.table.columns[dispute.column];
        let row = dataset.key_of(dispute.rows[0]);
        let own = uses.of_figure(&dataset.name, &row, &column.name);
        let using = if own.is_empty() { uses.of_dataset(&dataset.name) } else { own };
        let link = |id: &PageId| self.page_link(*id);
        DisputeView {
            id: id.to_owned(),
            url: self.dispute_url(id),
            row,
            column: column.label().to_owned(),
            unit: column.unit.as_deref().map(str::to_owned),
            values: self.values(dataset, dispute),
            spread: spread(column, &dispute.rows, Language::of(&self.world.config.language)),
            used_by: using.iter().map(link).collect(),
            is_own_use: !own.is_empty(),
        }
    }

    /// The values of a dispute; those that are written and hedged alike are one.
    fn values(&self, dataset: &Dataset, dispute: &Dispute) -> Vec<StatedView> {
        let mut values: Vec<StatedView> = Vec::new();
        for row in dataset.from_least(dispute) {
            let figure = self.figure(dataset, row, dispute.column);
            let by = StatedByView {
                source: dataset.source_of(row).map(|key| self.source_link(dataset, key)),
                via: dataset.via_of(row).map(|key| self.source_link(dataset, key)),
            };
            let same = |of: &&mut StatedView| of.figure.text == figure.text && of.figure.qualifier == figure.qualifier;
            match values.iter_mut().find(same) {
                Some(known) => known.by.push(by),
                None => values.push(StatedView { figure, by: vec![by] }),
            }
        }
        values
    }

    /// A cell as readers see it: as precise as it was written, with the hedge of its source.
    pub(super) fn figure(&self, dataset: &Dataset, row: usize, column: usize) -> FigureView {
        let of = &dataset.table.columns[column];
        let cell = &of.cells[row];
        let text = words_of_cell(of, cell, Language::of(&self.world.config.language));
        if cell.is_missing() {
            return FigureView { text, qualifier: None };
        }
        FigureView { text, qualifier: dataset.qualifier_of(row, column).map(Qualifier::word) }
    }

    /// A source of a dataset by its short name, with the address of its entry on the dataset's page.
    fn source_link(&self, dataset: &Dataset, key: &str) -> LinkView {
        let at = self.keys_of(dataset).iter().position(|known| known == key);
        let page = self.dataset_link(dataset).url;
        let url = at.map(|at| format!("{page}#{}", super::datasets::source_id(at)));
        LinkView { title: self.short_name(key).to_owned(), url: url.unwrap_or_default(), count: None }
    }
}

/// How far the numbers of some rows lie apart.
fn spread(column: &Column, rows: &[usize], language: &Language) -> Option<SpreadView> {
    let cells = || rows.iter().map(|row| &column.cells[*row]);
    let numbers: Vec<f64> = cells().map(|cell| cell.number()).collect::<Option<_>>()?;
    if column.looks_like_years() {
        return None;
    }
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let difference = high - low;
    if difference <= 0.0 {
        return None;
    }
    let decimals = cells().map(|cell| cell.decimals()).max().unwrap_or(0);
    let is_points = column.unit.as_deref().is_some_and(|unit| unit.trim_start().starts_with(['%', '\u{66a}']));
    let percent = difference / low * 100.0;
    let percent_decimals = if percent >= 10.0 { 0 } else { 1 };
    let written = NumberFormat::parse("percent")
        .ok()
        .filter(|_| low > 0.0 && !is_points)
        .map(|format| format.with_decimals(percent_decimals).write(percent, language));
    Some(SpreadView {
        difference: NumberFormat::default().with_decimals(decimals.into()).write(difference, language),
        is_points,
        percent: written,
    })
}
