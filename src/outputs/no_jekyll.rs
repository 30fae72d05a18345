//! .nojekyll, an empty file: a branch that GitHub Pages publishes goes through Jekyll without it, which leaves out names
//! that begin with an underscore and takes Markdown files for its own.

use super::Finished;
use crate::base::Diagnostics;

/// Where it is.
pub(super) const FILE: &str = ".nojekyll";

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    site.sink.put(FILE, Vec::new().into());
    Diagnostics::new()
}
