//! What templates see of datasets and of the figures that their sources dispute.

use super::{HeadView, LinkView};
use serde::Serialize;

/// `page` in `dataset.html`: one dataset.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DatasetView {
    /// What every page has. The description is that of the dataset, perhaps empty.
    #[serde(flatten)]
    pub head: HeadView,
    /// What charts and stat links call it.
    pub name: String,
    /// Its rows.
    pub table: TableView,
    /// The columns that identify a row, as readers know them.
    pub key: Vec<String>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Where the data comes from, what single rows name included.
    pub sources: Vec<SourceView>,
    /// The terms under which it stands; the address is empty where only a name is known.
    pub licences: Vec<LinkView>,
    /// The files to take away.
    pub downloads: Vec<DownloadView>,
    /// What its sources state differently.
    pub disputes: Vec<DisputeView>,
    /// The briefs and pages that use it, newest first.
    pub used_by: Vec<LinkView>,
}

/// `page` in `datasets.html`: all datasets.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DatasetsView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// The datasets, by title.
    pub datasets: Vec<DatasetCardView>,
}

/// A dataset in the list of all.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DatasetCardView {
    /// The title.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// The description, perhaps empty.
    pub description: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many of its figures are disputed.
    pub disputes: usize,
    /// How many briefs and pages use it.
    pub used_by: usize,
}

/// `page` in `disputed.html`: every disputed figure of the site.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DisputedView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// How many figures are disputed.
    pub total: usize,
    /// The datasets that have any, by title, each with its own.
    pub datasets: Vec<DisputedDatasetView>,
}

/// The disputed figures of one dataset.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DisputedDatasetView {
    /// The dataset.
    pub dataset: LinkView,
    /// Its disputed figures.
    pub disputes: Vec<DisputeView>,
}

/// Rows and columns.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct TableView {
    /// The columns that are shown. What hedges a figure stands in the figure's cell.
    pub columns: Vec<ColumnView>,
    /// The first rows, each with a cell for each column.
    pub rows: Vec<Vec<CellView>>,
    /// How many rows these are.
    pub shown: usize,
    /// How many rows there are.
    pub total: usize,
    /// Whether there are more rows than these.
    pub is_cut: bool,
}

/// A column.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ColumnView {
    /// Its name in the file.
    pub name: String,
    /// Its title; nothing where the descriptor gives none.
    pub title: Option<String>,
    /// What its numbers count.
    pub unit: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// `source`, `via`, `number` (which is set to the right) or `text`.
    pub kind: &'static str,
}

/// A figure, and how its source hedges it.
#[derive(Debug, Clone, Serialize, Hash, Default)]
pub struct FigureView {
    /// The figure as a reader of the language writes it.
    pub text: String,
    /// `about`, `under`, `over`, `at-least`, `up-to`, or nothing. The theme has the words.
    pub qualifier: Option<&'static str>,
}

/// A cell.
#[derive(Debug, Clone, Serialize, Hash, Default)]
pub struct CellView {
    /// What is written in it. A source is written by its short name.
    #[serde(flatten)]
    pub figure: FigureView,
    /// Where it leads: a source to its entry on this page, a disputed figure to what others state; or nothing.
    pub url: String,
    /// Whether sources state this figure differently.
    pub is_disputed: bool,
}

/// A publication that data rests on.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SourceView {
    /// The id that rows link to.
    pub id: String,
    /// The whole line, finished HTML.
    pub html: String,
    /// Its name in few words.
    pub name: String,
    /// The page that says what else rests on it; nothing for a publication that is not in the site's library.
    pub page: Option<String>,
}

/// A file to take away.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DownloadView {
    /// What it is: `CSV`, `JSON`, `Data Package`.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its media type.
    pub mime: &'static str,
}

/// A figure that several sources state, and not all alike.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DisputeView {
    /// The id that links lead to.
    pub id: String,
    /// Its place in the list of all disputed figures; empty where there is no such list.
    pub url: String,
    /// The key of the row.
    pub row: String,
    /// The title of the column.
    pub column: String,
    /// What its numbers count.
    pub unit: Option<String>,
    /// What is stated, from the lowest to the highest.
    pub values: Vec<StatedView>,
    /// How far the values lie apart; nothing where they are no numbers, or differ in their hedges alone.
    pub spread: Option<SpreadView>,
    /// The briefs that use this figure, or else the dataset; newest first.
    pub used_by: Vec<LinkView>,
    /// Whether they use this very figure.
    pub is_own_use: bool,
}

/// One of the values of a disputed figure.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct StatedView {
    /// The value.
    #[serde(flatten)]
    pub figure: FigureView,
    /// Who states it, in the order of the file.
    pub by: Vec<StatedByView>,
}

/// Who states a value.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct StatedByView {
    /// The source; nothing where the dataset itself states it.
    pub source: Option<LinkView>,
    /// What that source cites for it.
    pub via: Option<LinkView>,
}

/// How far values lie apart.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SpreadView {
    /// The highest less the lowest.
    pub difference: String,
    /// Whether that difference is one of percentages, so that it counts percentage points.
    pub is_points: bool,
    /// The difference in percent of the lowest, with its sign; nothing for percentages, of which no one can say which
    /// percent is meant, and where the lowest is not above zero.
    pub percent: Option<String>,
}
