//! The theme's styles and pictures, under names that change with their content.

use super::Finished;
use crate::base::Diagnostics;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    for asset in &site.theme.assets {
        site.sink.put(&asset.route.file(), asset.bytes.clone().into());
    }
    Diagnostics::new()
}
