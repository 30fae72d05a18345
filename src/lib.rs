//! Expound.

pub mod base;
pub mod config;
pub mod pipeline;
pub mod theme;
