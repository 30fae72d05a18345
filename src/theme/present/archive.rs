//! The archive of an edition → its view: all briefs by year, or the years and the briefs of one by month.

use super::Presenter;
use crate::base::Route;
use crate::base::language::Language;
use crate::site::{Archive, PageId, Year};
use crate::theme::view::{ArchiveGroupView, ArchiveLineView, ArchiveView, LinkView};

impl Presenter<'_> {
    /// Where a page of an archive is: the first, or that of a year.
    pub fn archive_route(&self, archive: usize, year: Option<usize>) -> Route {
        let archive = &self.world.atlas.archives[archive];
        let own = year.and_then(|at| archive.years[at].route.clone());
        own.unwrap_or_else(|| archive.route.clone())
    }

    /// The first page of the archive of an edition.
    pub(super) fn archive_link(&self, edition: usize) -> Option<LinkView> {
        self.world.atlas.archives.iter().find(|archive| archive.edition == edition).map(|archive| self.link_to(archive))
    }

    fn link_to(&self, archive: &Archive) -> LinkView {
        let title = self.word(self.world.config.language_of(archive.edition), "archive");
        LinkView { title, url: self.href(&archive.route), count: None }
    }

    /// The view of a page of an archive.
    pub fn archive(&self, archive: usize, year: Option<usize>) -> ArchiveView {
        let route = self.archive_route(archive, year);
        let archive = &self.world.atlas.archives[archive];
        let shown = year.map(|at| &archive.years[at]);
        let first = self.link_to(archive);
        let title = shown.map_or_else(|| first.title.clone(), |year| year.year.to_string());
        let mut head = self.head("archive", &title, &route, "", (archive.edition, None));
        let mut way = self.way_to(self.world.atlas.home(archive.edition), &head.lang);
        if shown.is_some() {
            way.push(first);
        } else {
            head.translations = self.translations_of_archive(archive);
        }
        head.breadcrumbs = self.shared_way(way);
        head.json_ld = self.json_ld(Vec::new(), &head);
        let years = archive.years.iter().map(|year| LinkView {
            title: year.year.to_string(),
            url: year.route.as_ref().map_or_else(|| format!("#{}", id_of(year)), |route| self.href(route)),
            count: Some(year.briefs.len()),
        });
        let groups = match shown {
            Some(year) => self.months(year, &head.lang),
            None => archive
                .years
                .iter()
                .filter(|year| year.route.is_none())
                .map(|year| self.whole(year, &head.lang))
                .collect(),
        };
        ArchiveView {
            years: years.collect(),
            groups,
            total: archive.years.iter().map(|year| year.briefs.len()).sum(),
            head,
        }
    }

    fn whole(&self, year: &Year, language: &str) -> ArchiveGroupView {
        ArchiveGroupView { id: id_of(year), title: year.year.to_string(), briefs: self.lines(&year.briefs, language) }
    }

    fn months(&self, year: &Year, language: &str) -> Vec<ArchiveGroupView> {
        let month = |id: &PageId| self.entry(*id).date.map_or(0, |date| date.date.month());
        let names = &Language::of(language).dates.months;
        let name = |month: i8| names.get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or_default();
        let group = |chunk: &[PageId]| ArchiveGroupView {
            id: format!("month-{:02}", month(&chunk[0])),
            title: name(month(&chunk[0])).to_owned(),
            briefs: self.lines(chunk, language),
        };
        year.briefs.chunk_by(|one, other| month(one) == month(other)).map(group).collect()
    }

    fn lines(&self, briefs: &[PageId], language: &str) -> Vec<ArchiveLineView> {
        let line = |id: &PageId| {
            let entry = self.entry(*id);
            ArchiveLineView {
                title: entry.facts.title.clone(),
                url: self.href(&entry.route),
                date: entry.date.map(|date| self.date(date, language)),
                authors: entry.authors.iter().map(|author| author.name.clone()).collect(),
                lang: entry.language.clone(),
            }
        };
        briefs.iter().map(line).collect()
    }
}

/// The id of a year on the page of all years.
fn id_of(year: &Year) -> String {
    format!("year-{}", year.year)
}
