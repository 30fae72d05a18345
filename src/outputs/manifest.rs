//! manifest.json: every published file with its length and its BLAKE3 hash, for mirrors and for whoever wants to be sure
//! (`b3sum` works it out). Those hashes are known when files are written, so no file is read for it. It is made by whoever
//! publishes the files, who alone knows all of them.

use super::Finished;
use crate::base::Diagnostics;

/// Where it is.
pub(super) const FILE: &str = "manifest.json";

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    if !site.has_own(FILE) {
        site.sink.list(FILE);
    }
    Diagnostics::new()
}
