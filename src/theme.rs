//! The theme: templates, styles and values → finished pages.

pub mod view;
