//! Old addresses → small pages that lead on, which every static host can serve.

use super::Finished;
use crate::base::Diagnostics;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (route, to) in &site.world.atlas.redirects {
        let rendered = site.presenter.render("redirect.html", &site.presenter.redirect(*to), 0).take(&mut diagnostics);
        if let Some(bytes) = rendered {
            site.sink.put(&route.file(), bytes.into());
        }
    }
    diagnostics
}
