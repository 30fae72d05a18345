//! Pictures from other hosts can vanish and tell that host of every reader. Said once for each host.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, codes};
use std::collections::BTreeMap;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let mut hosts: BTreeMap<&str, (usize, Diagnostic)> = BTreeMap::new();
    for (_, page) in site.pages {
        for (host, place) in &page.remote_hosts {
            let help = "put the pictures beside the briefs and name them by their file";
            let first = || (0, Diagnostic::new(&codes::REMOTE_IMAGE, place.clone(), "", help));
            hosts.entry(host).or_insert_with(first).0 += 1;
        }
    }
    let told = |(host, (pages, diagnostic)): (&str, (usize, Diagnostic))| {
        let where_ = if pages == 1 { "here only".to_owned() } else { format!("on {pages} pages, first here") };
        Diagnostic { message: format!("pictures are loaded from {host}, {where_}"), ..diagnostic }
    };
    hosts.into_iter().map(told).collect()
}
