//! 404.html: the page that static hosts show for an address that is not there.

use super::Finished;
use crate::base::Diagnostics;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    let rendered = site.presenter.render("404.html", &site.presenter.not_found(), 0);
    if let Some(bytes) = rendered.value {
        site.sink.put("404.html", bytes.into());
    }
    rendered.diagnostics
}
