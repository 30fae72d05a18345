//! The site as a whole: facts about each file → the atlas of routes, anchors, order, taxonomies and series.
//!
//! Nothing here has a body: what is known of a brief is what other pages may ask about it.

mod archive;
mod atlas;
mod build;
mod claims;
mod clock;
mod data_pages;
mod facts;
mod ids;
mod related;
mod resolve;
pub(crate) mod routes;
mod similar;
mod source_pages;
mod surroundings;
mod taxonomy;
mod translations;

pub use archive::{Archive, Year};
pub use atlas::{Atlas, Author, Entry, Kind, Section, Series};
pub use build::atlas;
pub use clock::{Clock, Event};
pub use data_pages::{DATA_PACKAGE, DataPages};
pub use facts::{Facts, facts};
pub use ids::{PageId, SectionId, TermId};
pub use resolve::Resolved;
pub use source_pages::SourcePages;
pub use surroundings::Surroundings;
pub use taxonomy::{Taxonomy, Term};
