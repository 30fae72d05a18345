//! What every stage stands on: places in texts, diagnostics, routes, hashes, escaping, dates, numbers, widths of text.
//!
//! Nothing here knows what a brief is. Nothing here touches the disk or prints.

pub mod address;
pub mod cache;
pub mod codes;
pub mod diagnostic;
pub mod escape;
pub mod files;
pub mod font;
pub mod format;
pub mod hash;
pub mod heading_id;
pub mod language;
pub mod media;
pub mod moment;
pub mod part_kind;
pub mod partial_date;
pub mod route;
pub mod signs;
pub mod slug;
pub mod source;
pub mod span;
pub mod suggest;
pub mod tree;
pub mod yaml;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Report, Severity};
pub use format::{DateFormat, NumberFormat};
pub use hash::ContentHash;
pub use language::Language;
pub use moment::Moment;
pub use route::Route;
pub use source::{Place, Source};
pub use span::Span;
