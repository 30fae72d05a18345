//! Datasets → views: their rows for reading, what they rest on, what may be taken away, who uses them.

use super::{Presenter, Uses};
use crate::base::Route;
use crate::base::language::Language;
use crate::data::{Cell, Column, Dataset, Kind, Publication, SOURCE_COLUMN, VIA_COLUMN};
use crate::site::DATA_PACKAGE;
use crate::sources::{self, write_publication};
use crate::theme::metadata;
use crate::theme::view::{
    CellView, ColumnView, DatasetCardView, DatasetView, DatasetsView, DownloadView, FigureView, LinkView, SourceView,
    TableView,
};
use rustc_hash::FxHashMap;

/// A page shows this many rows; the file has them all.
const MOST_ROWS: usize = 500;

/// The id of an entry in the list of a dataset's sources.
pub(super) fn source_id(at: usize) -> String {
    format!("source:{}", at + 1)
}

impl Presenter<'_> {
    /// The view of the list of all datasets.
    pub fn datasets(&self, uses: &Uses) -> DatasetsView {
        let route = self.world.atlas.data.index.clone().unwrap_or_else(Route::home);
        let mut head = self.head("datasets", &self.word(&self.world.config.language, "data"), &route, "", (0, None));
        head.breadcrumbs = self.shared_way_to(crate::site::SectionId(0), &head.lang);
        let card = |dataset: &Dataset| DatasetCardView {
            title: dataset.label().to_owned(),
            url: self.dataset_link(dataset).url,
            description: dataset.description.clone().unwrap_or_default(),
            rows: dataset.table.rows(),
            disputes: self.named(dataset).len(),
            used_by: uses.of_dataset(&dataset.name).len(),
        };
        DatasetsView { head, datasets: self.datasets_by_title().into_iter().map(card).collect() }
    }

    /// The view of one dataset, by its place among those that have pages.
    pub fn dataset(&self, at: usize, uses: &Uses) -> Option<DatasetView> {
        let (name, route) = self.world.atlas.data.datasets.get(at)?;
        let dataset = self.world.tables.dataset(name)?;
        let description = dataset.description.as_deref().unwrap_or_default();
        let mut head = self.head("dataset", dataset.label(), route, description, (0, None));
        head.breadcrumbs = self.shared_way(self.way_to_data());
        let label = |name: &String| dataset.table.column(name).map_or_else(|| name.clone(), |of| of.label().to_owned());
        let licence = |licence: &crate::data::Licence| {
            let title = licence.title.as_ref().or(licence.name.as_ref()).or(licence.address.as_ref());
            let url = licence.address.as_deref().filter(|address| is_full(address)).map(crate::base::escape::url);
            LinkView {
                title: title.cloned().unwrap_or_default(),
                url: url.unwrap_or_default().into_owned(),
                count: None,
            }
        };
        let cited = self.sources_of(dataset);
        let language = Language::of(&self.world.config.language);
        let mut view = DatasetView {
            head,
            name: name.clone(),
            table: self.table(dataset),
            key: dataset.key.iter().map(label).collect(),
            notes: dataset.notes.clone(),
            sources: cited
                .iter()
                .enumerate()
                .map(|(at, one)| self.source_of_data(dataset, at, one, language))
                .collect(),
            licences: dataset.licences.iter().map(licence).filter(|licence| !licence.title.is_empty()).collect(),
            downloads: self.downloads(dataset, route),
            disputes: self.disputes_of(dataset, uses),
            used_by: uses.of_dataset(name).iter().map(|id| self.page_link(*id)).collect(),
        };
        let file = self.world.atlas.file_of(&dataset.path).and_then(|route| self.full(&self.href(route)));
        let about = metadata::dataset(&view.head, dataset, file.as_deref(), &cited, self.world.config);
        view.head.json_ld = self.json_ld(vec![about.to_string()], &view.head);
        Some(view)
    }

    /// The datasets that have pages, by title.
    pub(super) fn datasets_by_title(&self) -> Vec<&Dataset> {
        let named = self.world.atlas.data.datasets.iter();
        let mut all: Vec<&Dataset> =
            named.filter_map(|(name, _)| self.world.tables.dataset(name).map(|dataset| &**dataset)).collect();
        all.sort_by_cached_key(|dataset| (dataset.label().to_lowercase(), dataset.name.clone()));
        all
    }

    pub(super) fn dataset_link(&self, dataset: &Dataset) -> LinkView {
        let url = self.world.atlas.data.route_of(&dataset.name).map(|route| self.href(route));
        LinkView { title: dataset.label().to_owned(), url: url.unwrap_or_default(), count: None }
    }

    /// The way from the home page to the list of datasets, or to the section that has its address.
    pub(super) fn way_to_data(&self) -> Vec<LinkView> {
        self.way_to_list(self.world.atlas.data.index.as_ref(), self.word(&self.world.config.language, "data"), "/data/")
    }

    /// A source in few words: those of the library, or else the key itself.
    pub(super) fn short_name<'k>(&'k self, key: &'k str) -> &'k str {
        self.world.library.get(key).map_or(key, |publication| publication.short_name())
    }

    /// The publications that a dataset rests on: those with a key, in the order of the keys, then those that its
    /// descriptor describes on the spot.
    pub(super) fn sources_of(&self, dataset: &Dataset) -> Vec<sources::Publication> {
        let titled = |title: &str| sources::Publication { title: title.to_owned(), ..sources::Publication::default() };
        let by_key = |key: &str| self.world.library.get(key).cloned().unwrap_or_else(|| titled(key));
        let mut all: Vec<sources::Publication> = self.keys_of(dataset).iter().map(String::as_str).map(by_key).collect();
        for origin in &dataset.sources {
            if let Publication::Titled { title, address } = &origin.what {
                let url = address.clone().filter(|address| is_full(address));
                all.push(sources::Publication { url, ..titled(title) });
            }
        }
        all
    }

    /// One of the publications that a dataset rests on, by its place among them.
    fn source_of_data(
        &self,
        dataset: &Dataset,
        at: usize,
        publication: &sources::Publication,
        language: &Language,
    ) -> SourceView {
        let mut html = String::new();
        write_publication(&mut html, publication, language);
        let page = self.keys_of(dataset).get(at).and_then(|key| self.source_page(key));
        let name = publication.short_name().to_owned();
        SourceView { id: source_id(at), html, name, page: page.map(|page| page.url) }
    }

    /// The files of a dataset that may be taken away.
    fn downloads(&self, dataset: &Dataset, page: &Route) -> Vec<DownloadView> {
        let (title, mime) = form_of(&dataset.path);
        let file = self.world.atlas.file_of(&dataset.path).map(|route| self.href(route));
        let file = file.map(|url| DownloadView { title: title.to_owned(), url, mime });
        let url = self.href(&page.join(DATA_PACKAGE));
        let package = DownloadView { title: "Data Package".to_owned(), url, mime: "application/json" };
        file.into_iter().chain([package]).collect()
    }

    fn table(&self, dataset: &Dataset) -> TableView {
        let columns: Vec<&Column> = dataset.table.columns.iter().collect();
        // Where no row names a source, or what that source cites, there is nothing to show.
        let says_nothing = |column: &Column| is_of_sources(column) && column.cells.iter().all(Cell::is_missing);
        let shown: Vec<&Column> = columns
            .iter()
            .copied()
            .filter(|column| !dataset.table.is_of_qualifiers(column) && !says_nothing(column))
            .collect();
        let disputed: FxHashMap<(usize, usize), &str> = self
            .named(dataset)
            .iter()
            .flat_map(|(dispute, id)| dispute.rows.iter().map(move |row| ((*row, dispute.column), id.as_str())))
            .collect();
        let keys: FxHashMap<&str, usize> =
            self.keys_of(dataset).iter().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
        let cell = |row: usize, column: &Column| {
            let figure = self.figure(dataset, row, column.index);
            if is_of_sources(column) && !column.cells[row].is_missing() {
                let key = &*column.cells[row].text;
                let url = keys.get(key).map(|at| format!("#{}", source_id(*at))).unwrap_or_default();
                let figure = FigureView { text: self.short_name(key).to_owned(), qualifier: None };
                return CellView { figure, url, is_disputed: false };
            }
            let dispute = disputed.get(&(row, column.index));
            let url = dispute.map(|id| format!("#{id}")).unwrap_or_default();
            CellView { figure, url, is_disputed: dispute.is_some() }
        };
        let rows = dataset.table.rows();
        let row = |row: usize| shown.iter().map(|column| cell(row, column)).collect();
        TableView {
            columns: shown.iter().map(|column| column_view(column)).collect(),
            rows: (0..rows.min(MOST_ROWS)).map(row).collect(),
            shown: rows.min(MOST_ROWS),
            total: rows,
            is_cut: rows > MOST_ROWS,
        }
    }
}

fn is_of_sources(column: &Column) -> bool {
    matches!(&*column.name, SOURCE_COLUMN | VIA_COLUMN)
}

fn column_view(column: &Column) -> ColumnView {
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    ColumnView {
        name: column.name.to_string(),
        title: text(&column.title),
        unit: text(&column.unit),
        description: text(&column.description),
        kind: match &*column.name {
            SOURCE_COLUMN => "source",
            VIA_COLUMN => "via",
            _ if column.kind == Kind::Number && !column.looks_like_years() => "number",
            _ => "text",
        },
    }
}

/// The name and the media type of a file of rows.
pub fn form_of(path: &str) -> (&'static str, &'static str) {
    let path = path.to_ascii_lowercase();
    if path.ends_with(".json") {
        ("JSON", "application/json")
    } else if path.ends_with(".tsv") {
        ("TSV", "text/tab-separated-values")
    } else {
        ("CSV", "text/csv")
    }
}

/// Whether an address of a descriptor names its host, and a page may link to it.
pub fn is_full(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
