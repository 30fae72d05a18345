//! _redirects: old addresses in the syntax of Netlify, which Cloudflare Pages and GitLab Pages read too. Elsewhere it is a
//! file like any other.
//!
//! Netlify and GitLab look for a file first, and find the page of [`redirects`](super::redirects), which leads on as well;
//! a site that leaves those pages out gets a true redirect there.

use super::Finished;
use crate::base::Diagnostics;

/// Where it is.
pub(super) const FILE: &str = "_redirects";

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    let atlas = site.world.atlas;
    if atlas.redirects.is_empty() || site.has_own(FILE) {
        return Diagnostics::new();
    }
    let base_path = site.world.config.base_path();
    let mut lines: Vec<String> = atlas
        .redirects
        .iter()
        .map(|(from, to)| format!("{} {} 301\n", from.href(base_path), atlas.entry(*to).route.href(base_path)))
        .collect();
    lines.sort_unstable();
    site.sink.put(FILE, lines.concat().into_bytes().into());
    Diagnostics::new()
}
