//! Expound.

pub mod base;
pub mod config;
pub mod theme;
