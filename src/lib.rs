//! Expound.

pub mod base;
pub mod code;
pub mod config;
pub mod doc;
pub mod lower;
pub mod outputs;
pub mod parse;
pub mod pipeline;
pub mod site;
pub mod sources;
pub mod theme;
