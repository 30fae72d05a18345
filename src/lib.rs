//! Expound.

pub mod base;
pub mod config;
pub mod doc;
pub mod parse;
pub mod pipeline;
pub mod theme;
