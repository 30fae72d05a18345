//! What the tests stand on: expectations and how they differ, sites in memory, sites on the disk, the program itself.

mod diff;
mod folder;
#[cfg(any(feature = "deploy", feature = "precompress"))]
mod http;
mod memory;
mod program;
pub(crate) mod search_index;
#[cfg(feature = "net")]
mod server;
#[cfg(feature = "deploy")]
mod store;
mod verdict;

pub(crate) use folder::{Scratch, copy, files_below, here, published};
#[cfg(any(feature = "deploy", feature = "precompress"))]
pub(crate) use http::{Answer, get};
pub(crate) use memory::{Built, Published, Site, Wrong, bytes, now};
pub(crate) use program::{NOW, Ran, expound, program};
#[cfg(feature = "net")]
pub(crate) use server::{Guest, Request, Server};
#[cfg(feature = "deploy")]
pub(crate) use store::Store;
pub(crate) use verdict::{Verdict, blesses};
