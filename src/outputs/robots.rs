//! robots.txt: everything may be read, and where the sitemap is. A file of that name in `content/` takes its place.

use super::Finished;
use crate::base::Diagnostics;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    if site.has_own("robots.txt") {
        return Diagnostics::new();
    }
    let config = site.world.config;
    let mut text = String::from("User-agent: *\nAllow: /\n");
    let has_sitemap = super::of_site(config).any(|output| output.name == "sitemap");
    if let Some(url) = config.base_url.as_ref().filter(|_| has_sitemap) {
        text.push_str(&format!("Sitemap: {url}sitemap.xml\n"));
    }
    site.sink.put("robots.txt", text.into_bytes().into());
    Diagnostics::new()
}
