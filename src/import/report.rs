//! What an import has to tell: what it could not carry over, at file and line of the old site, and what became of addresses.

use std::fmt;

/// Something that could not be carried over as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The file of the old site.
    pub path: String,
    /// The line in it, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What it is, and what became of it.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}; {}", self.what, self.help)
    }
}

/// Gathers what is told.
#[derive(Debug, Clone, Default)]
pub(super) struct Teller {
    all: Vec<Told>,
}

impl Teller {
    /// Tells of a line of a file.
    pub(super) fn tell(&mut self, path: &str, line: usize, what: impl Into<String>, help: impl Into<String>) {
        self.all.push(Told { path: path.to_owned(), line, what: what.into(), help: help.into() });
    }

    /// Everything that was told, in the order of files and lines, each once.
    pub(super) fn finish(mut self) -> Vec<Told> {
        self.all.sort();
        self.all.dedup();
        self.all
    }
}

/// What became of the addresses of the pages that the old site published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Addresses {
    /// Pages whose address is what it was.
    pub same: usize,
    /// Pages that have another address, with a redirect from the old one.
    pub redirected: usize,
    /// Pages whose old address nothing can stand at.
    pub lost: usize,
}

impl Addresses {
    /// All pages.
    pub fn all(self) -> usize {
        self.same + self.redirected + self.lost
    }
}
