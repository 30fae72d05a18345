//! What the tests stand on: expectations and how they differ, sites in memory, sites on the disk, the program itself.

mod diff;
mod folder;
mod memory;
mod program;
pub(crate) mod search_index;
#[cfg(feature = "net")]
mod server;
mod verdict;

pub(crate) use folder::{Scratch, copy, files_below, here, published};
pub(crate) use memory::{Built, Site};
pub(crate) use program::{NOW, Ran, expound, program};
#[cfg(feature = "net")]
pub(crate) use server::{Crowd, Request, Server};
pub(crate) use verdict::{Verdict, blesses};
