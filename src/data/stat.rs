//! Stat links → the figures that they ask for: a cell, what follows from several, and who states what.
//!
//! The words of the author are not known here; they are held against an [`Answer`] elsewhere.

mod cell_at;
mod derive;
mod reference;
mod resolve;
mod rows;
mod years;

pub use cell_at::CellAt;
pub use reference::{Argument, OPERATIONS, Operation, OperationEntry, Path, Reference, Stat, Step, read_stat};
pub use resolve::{Answer, dispute, resolve};
pub(super) use rows::Rows;

use super::dataset::Dataset;
use super::quantity::Measured;
use super::rivals::Dispute;
use crate::base::{Code, Place};

/// Why there is no answer.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The kind of problem.
    pub code: &'static Code,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Cells that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    fn new(code: &'static Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into(), related: Vec::new() }
    }
}
