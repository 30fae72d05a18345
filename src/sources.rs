//! Sources: the library of publications that a site cites, how they are written out, and how notes are numbered.

mod citation;
mod library;
mod names;
mod numbering;

pub use citation::{Cited, write_archived, write_cited, write_publication};
pub use library::{Archived, KEYS, Library, Publication, read_front_matter, read_library};
pub use names::{Name, name_of};
pub use numbering::{Numbering, letters};
