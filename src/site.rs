//! The site as a whole: facts about each file → the atlas of routes, anchors, order, taxonomies and series.
//!
//! Nothing here has a body: what is known of a brief is what other pages may ask about it.

mod atlas;
mod build;
mod clock;
mod facts;
mod related;
mod resolve;
mod routes;
mod taxonomy;

pub use atlas::{Atlas, Author, Entry, Kind, PageId, Section, SectionId, Series};
pub use build::{Surroundings, atlas};
pub use clock::Clock;
pub use facts::{Facts, facts};
pub use resolve::Resolved;
pub use taxonomy::{Taxonomy, Term, TermId};
