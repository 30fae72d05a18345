//! The theme: templates, styles, words and values; pages and lists → views → finished files.
//!
//! Templates see the types of [`view`] and nothing else: no disk, no environment, no other page.

mod builtin;
mod chart_font;
mod cite;
mod css_value;
mod engine;
mod filters;
mod load;
mod measures;
mod metadata;
mod once;
mod present;
mod styles;
mod values;
pub mod view;
mod words;

pub use engine::Rendered;
pub use load::{Asset, Theme, ThemeFile, built_in, load};
pub use present::{Findable, FindableKind, ListSource, Presenter, SEARCH_MANIFEST, Uses, form_of, is_full};
pub use words::Words;
