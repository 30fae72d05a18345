//! Expound.

pub mod base;
pub mod checks;
pub mod cli;
pub mod code;
pub mod config;
pub mod doc;
pub mod io;
pub mod lower;
pub mod outputs;
pub mod parse;
pub mod pipeline;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod sources;
pub mod theme;
