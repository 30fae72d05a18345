//! What templates see of sources and of what rests on them.

use super::{DateView, HeadView, LinkView};
use serde::Serialize;

/// `page` in `source.html`: one source.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SourcePageView {
    /// What every page has. The title is that of the publication; the description says in few words who published it
    /// and when.
    #[serde(flatten)]
    pub head: HeadView,
    /// What briefs call it.
    pub key: String,
    /// The publication.
    pub publication: PublicationView,
    /// The briefs and pages that cite it, newest first.
    pub cited_by: Vec<CitingView>,
    /// How many sentences, charts and figures rest on this source and on nothing else.
    pub alone: usize,
    /// The datasets that rest on it, by title.
    pub datasets: Vec<CitingDatasetView>,
}

/// A publication. What is not known is nothing, or empty.
#[derive(Debug, Clone, Serialize, Hash, Default)]
pub struct PublicationView {
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who edited it.
    pub editors: Vec<String>,
    /// What it appeared in.
    pub container: Option<String>,
    /// The volume of that.
    pub volume: Option<String>,
    /// The issue of that volume.
    pub issue: Option<String>,
    /// Its pages there.
    pub pages: Option<String>,
    /// Which edition it is.
    pub edition: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The city where it was published.
    pub place: Option<String>,
    /// When.
    pub date: Option<PartialDateView>,
    /// What kind of publication it is, as its entry says.
    pub kind: Option<String>,
    /// Its language, as its entry says.
    pub language: Option<String>,
    /// The code of that language for an attribute `lang`, where it is a code and not that of the site.
    pub lang: Option<String>,
    /// Where it is; the title is the address as people read it.
    pub link: Option<LinkView>,
    /// Its digital object identifier.
    pub doi: Option<LinkView>,
    /// The number of the book.
    pub isbn: Option<String>,
    /// Where a copy stays.
    pub archived: Option<LinkView>,
    /// When that copy was made.
    pub archived_on: Option<PartialDateView>,
    /// When it was last looked at.
    pub accessed: Option<PartialDateView>,
    /// Under which licence it stands.
    pub licence: Option<String>,
    /// The words in it that are relied upon.
    pub quote: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A date as precise as it is known.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PartialDateView {
    /// For people.
    pub text: String,
    /// For an attribute `datetime`; nothing for quarters and runs of years, which HTML cannot say.
    pub iso: Option<String>,
}

/// A brief or page that cites a source.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CitingView {
    /// The page.
    pub page: LinkView,
    /// When it is dated.
    pub date: Option<DateView>,
    /// The language of its words.
    pub lang: String,
    /// What of it rests on the source, in the order of the text; empty where it cites the source as a whole.
    pub passages: Vec<PassageView>,
}

/// A sentence, a chart or a figure that rests on a source.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PassageView {
    /// `sentence`, `chart` or `figure`.
    pub kind: &'static str,
    /// The sentence, or the title; empty where it has no words.
    pub text: String,
    /// Its place on its page.
    pub url: String,
    /// The checked numbers in it that rest on the source, each with its own place.
    pub numbers: Vec<LinkView>,
    /// Whether it rests on this source and on nothing else.
    pub is_alone: bool,
}

/// A dataset that rests on a source.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CitingDatasetView {
    /// The dataset.
    pub dataset: LinkView,
    /// How many of its rows the source states.
    pub states: usize,
    /// For how many of its rows another one cites the source.
    pub cited_for: usize,
    /// The disputed figures of which it states a value, or is cited for one. Each leads to the rivals.
    pub disputes: Vec<LinkView>,
}

/// `page` in `sources.html`: all sources that something rests on.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SourcesView {
    /// What every page has.
    #[serde(flatten)]
    pub head: HeadView,
    /// How many sources there are.
    pub total: usize,
    /// How many sentences of the site have a source; nothing where none has.
    pub sentences: Option<usize>,
    /// How many of them rest on one source alone.
    pub alone: usize,
    /// The sources by publisher, in the order of the alphabet; those without one come last.
    pub publishers: Vec<PublisherView>,
}

/// The sources of a publisher; where one has none, of its authors.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PublisherView {
    /// The name, or nothing for sources that name nobody.
    pub name: Option<String>,
    /// The sources, by title.
    pub sources: Vec<SourceCardView>,
}

/// A source in the list of all.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SourceCardView {
    /// The title, with the address of its page; no address where a page of the author's stands there.
    pub link: LinkView,
    /// Who wrote it, where that is not the name of the group.
    pub authors: Vec<String>,
    /// When.
    pub date: Option<PartialDateView>,
    /// The code of the language of the title, where it is known and not that of the site.
    pub lang: Option<String>,
    /// How many sentences, charts, figures and datasets rest on it; a page that cites it as a whole counts once.
    pub uses: usize,
    /// How many sentences rest on it and on nothing else.
    pub alone: usize,
}
