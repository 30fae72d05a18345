//! Sources: the library of publications that a site cites, how they are written out, and how notes are numbered.

mod bib;
mod citation;
mod library;
mod mark;
mod name;
#[cfg(not(feature = "citations"))]
mod no_style;
mod numbering;
#[cfg(feature = "citations")]
mod style;

pub use bib::read_bib;
pub use citation::{Cited, write_archived, write_cited, write_publication};
pub use library::{Archived, KEYS, Library, Publication, is_bibliography, read_front_matter, read_library};
pub use mark::{InText, Mark, MarkPart};
pub use name::NameParts;
#[cfg(not(feature = "citations"))]
pub use no_style::Style;
pub use numbering::{Numbering, letters};
#[cfg(feature = "citations")]
pub use style::Style;
