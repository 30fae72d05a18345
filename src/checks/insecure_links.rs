//! Links that are not https: who is between a reader and the host can read and change what is there. Said once for each host.

use super::Checked;
use crate::base::address::insecure_host;
use crate::base::{Diagnostic, Diagnostics, Place, codes};
use std::collections::BTreeMap;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let on_pages = site.pages.iter().flat_map(|(_, page)| &page.insecure_hosts).map(|(host, place)| (&**host, place));
    let of_sources = site.world.library.entries.values().filter_map(|(publication, place)| {
        let copy = publication.archived.as_ref().map(|copy| &copy.url);
        let insecure = publication.url.iter().chain(copy).find_map(|url| insecure_host(url));
        insecure.map(|host| (host, place))
    });
    let mut hosts: BTreeMap<&str, (usize, &Place)> = BTreeMap::new();
    for (host, place) in on_pages.chain(of_sources) {
        hosts.entry(host).or_insert((0, place)).0 += 1;
    }
    let find = |(host, (times, place)): (&str, (usize, &Place))| {
        let place_of =
            if times == 1 { "here only".to_owned() } else { format!("on {times} pages and sources, first here") };
        let message = format!("links lead to {host} without encryption, {place_of}");
        Diagnostic::new(&codes::INSECURE_LINK, place.clone(), message, "write https:// if that host answers it")
    };
    hosts.into_iter().map(find).collect()
}
