//! All briefs of an edition by year → the pages of its archive. Knows no titles and no months.

use super::atlas::Atlas;
use super::ids::{PageId, SectionId};
use crate::base::Route;

/// An archive of more briefs than this has a page for each year.
const ON_ONE_PAGE: usize = 300;

/// All briefs of one edition of the site, by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// The edition: 0 in the site's own language.
    pub edition: usize,
    /// The first page.
    pub route: Route,
    /// The years, newest first.
    pub years: Vec<Year>,
}

/// The briefs of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Its own page; none where all years stand on one.
    pub route: Option<Route>,
    /// Its briefs, newest first.
    pub briefs: Vec<PageId>,
}

/// The address of the archive below the home page of its edition; its years are below it.
const INDEX: &str = "archive/";

/// The archives of all editions that have briefs, before anybody has claimed their addresses.
pub(super) fn all(atlas: &Atlas) -> Vec<Archive> {
    atlas.homes.iter().enumerate().filter_map(|(edition, home)| of(atlas, edition, (*home)?)).collect()
}

fn of(atlas: &Atlas, edition: usize, home: SectionId) -> Option<Archive> {
    let home = atlas.section(home);
    let own = atlas.briefs.iter().filter(|id| atlas.edition_of(**id) == edition);
    // They stand newest first.
    let briefs: Vec<(i16, PageId)> = own.filter_map(|id| Some((atlas.entry(*id).date?.date.year(), *id))).collect();
    let route = home.route.join(INDEX);
    let is_long = briefs.len() > ON_ONE_PAGE;
    let years: Vec<Year> = briefs
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|chunk| Year {
            year: chunk[0].0,
            route: is_long.then(|| route.join(&format!("{:04}/", chunk[0].0))),
            briefs: chunk.iter().map(|(_, id)| *id).collect(),
        })
        .collect();
    (!years.is_empty()).then_some(Archive { edition, route, years })
}
