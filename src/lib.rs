//! Expound.

pub mod base;
pub mod config;
pub mod io;
pub mod pipeline;
#[cfg(feature = "serve")]
pub mod serve;
pub mod theme;
