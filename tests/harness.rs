//! What the tests stand on: expectations and how they differ, sites in memory, sites on the disk, the program itself.

mod diff;
mod folder;
mod memory;
mod program;
mod verdict;

pub(crate) use folder::{Scratch, copy, files_below, here, published};
pub(crate) use memory::{Built, Site};
pub(crate) use program::{NOW, expound};
pub(crate) use verdict::{Verdict, blesses};
