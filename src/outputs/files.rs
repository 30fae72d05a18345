//! Files beside the briefs, published as they stand.

use super::Finished;
use crate::base::Diagnostics;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    for (file, route) in &site.world.atlas.files {
        site.sink.copy(&route.file(), &site.files[*file]);
    }
    Diagnostics::new()
}
