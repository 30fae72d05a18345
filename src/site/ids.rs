//! Names of things in the atlas: indexes that are cheap to copy and cannot be mixed up.

/// A published page of the author's, as an index into [`Atlas::entries`](super::Atlas::entries).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A section, as an index into [`Atlas::sections`](super::Atlas::sections).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

/// A term: which taxonomy, which of its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId {
    /// The index into [`Atlas::taxonomies`](super::Atlas::taxonomies).
    pub taxonomy: u32,
    /// The index into [`Taxonomy::terms`](super::Taxonomy::terms).
    pub term: u32,
}
