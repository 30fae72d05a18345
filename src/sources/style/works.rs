//! The publications of a page, each once, and the places where they are cited.

use super::item;
use super::locator::Place;
use crate::sources::Cited;
use hayagriva::CitationItem;
use hayagriva::citationberg::json::Item;

/// The publications of a page.
pub(super) struct Works<'a> {
    /// Each as it is cited first.
    pub(super) all: Vec<Cited<'a>>,
    items: Vec<Item>,
    /// What stands between two notes that do not follow each other.
    pub(super) nothing: Item,
}

impl<'a> Works<'a> {
    /// Gathers them in the order in which they are cited.
    pub(super) fn of(groups: &[Vec<Cited<'a>>], language: &str) -> Self {
        let mut all: Vec<Cited<'a>> = Vec::new();
        for cited in groups.iter().flatten() {
            if !all.iter().any(|known| is_same(known, cited)) {
                all.push(*cited);
            }
        }
        let items = all.iter().enumerate().map(|(at, cited)| item::of(at, cited.publication, language)).collect();
        Self { all, items, nothing: item::of_nothing() }
    }

    /// The same with this item in place of those of the publications.
    pub(super) fn outlined(mut self, item: &Item) -> Self {
        self.items.iter_mut().for_each(|known| known.clone_from(item));
        self
    }

    /// What the processor is asked to cite at one place.
    pub(super) fn items<'b>(
        &'b self,
        group: &[Cited<'_>],
        places: &'b [Place],
        is_blank: bool,
    ) -> Vec<CitationItem<'b, Item>> {
        let item = |(cited, place): (&Cited<'_>, &'b Place)| {
            let at = self.all.iter().position(|known| is_same(known, cited))?;
            Some(CitationItem::with_locator(&self.items[at], place.locator(is_blank)))
        };
        group.iter().zip(places).filter_map(item).collect()
    }
}

/// Whether two cite one publication. Sources of a brief and of the site may share a key.
fn is_same(a: &Cited<'_>, b: &Cited<'_>) -> bool {
    a.key == b.key && (std::ptr::eq(a.publication, b.publication) || a.publication == b.publication)
}

/// Where a publication is cited again, as far as styles care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Position {
    /// For the first time.
    First,
    /// Again.
    Later,
    /// Again, as it was in the note before, which cites nothing else.
    Ibid,
    /// The same, at the same place in it.
    SamePlace,
}

/// The position of one work of a group.
pub(super) fn position(groups: &[Vec<Cited<'_>>], at: usize, of: usize) -> Position {
    let this = &groups[at][of];
    if let (Some([last]), [_]) = (at.checked_sub(1).map(|last| &groups[last][..]), &groups[at][..])
        && is_same(last, this)
    {
        return if last.locator == this.locator { Position::SamePlace } else { Position::Ibid };
    }
    let mut before = groups[..at].iter().flatten().chain(&groups[at][..of]);
    if before.any(|known| is_same(known, this)) { Position::Later } else { Position::First }
}
