//! A chart's specification and its table → drawings: what stands where, in which width, and how it is written.
//!
//! Everything here is pure: the same specification, table, width and font give the same bytes. Nothing here knows of
//! pages, themes or disks.

pub mod geo;
pub mod geometry;
pub mod scale;
