//! Links and pictures of other sites → what is to be said of those that are not well, at the lines where they stand.
//!
//! They are asked as sources are, by the same rules and with the same memory: what is both is asked once.

use super::sources::{MannersArgs, ask as ask_hosts, moment};
use crate::base::cache::Cache;
use crate::base::{Diagnostic, Diagnostics, Place, codes};
use crate::net::{Finding, Health, Wanted};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Asks each address once. Fails where nobody answers at all: then it is this machine that is not connected.
pub(super) fn ask(
    links: &[(Box<str>, Place)],
    manners: &MannersArgs,
    cache: &dyn Cache,
    now: Timestamp,
    quiet: bool,
) -> Result<Diagnostics, String> {
    let mut addresses: BTreeMap<String, Vec<&Place>> = BTreeMap::new();
    for (address, place) in links {
        addresses
            .extend(asked(address).filter(|address| !addresses.contains_key(address)).map(|new| (new, Vec::new())));
        if let Some(places) = asked(address).and_then(|address| addresses.get_mut(&address)) {
            places.push(place);
        }
    }
    let wanted: Vec<Wanted> =
        addresses.keys().map(|address| Wanted { address: address.clone(), quote: None }).collect();
    let findings = ask_hosts(&wanted, manners, cache, now, quiet);
    let hosts = |address: &str| address.split('/').nth(2).unwrap_or_default().to_owned();
    let now_asked = || addresses.keys().zip(&findings).filter(|(_, finding)| finding.asked == now);
    let is_alone = now_asked().all(|(_, finding)| finding.health == Health::NoAnswer);
    let silent: BTreeSet<String> = now_asked().map(|(address, _)| hosts(address)).collect();
    if is_alone && silent.len() > 1 {
        let (n, of) = (now_asked().count(), silent.len());
        return Err(format!(
            "none of {of} hosts answers for {n} external links, so nothing is known of them: is this machine connected?"
        ));
    }
    let mut found = Diagnostics::new();
    for ((address, places), finding) in addresses.iter().zip(&findings) {
        let Some((code, message, help)) = judge(address, finding) else { continue };
        found.extend(places.iter().map(|place| Diagnostic::new(code, (*place).clone(), &message, &help)));
    }
    Ok(found)
}

/// What is asked for an address of a page; nothing for a mailbox. What stands behind `#` is for the reader's browser.
fn asked(address: &str) -> Option<String> {
    let address = address.split('#').next().unwrap_or_default();
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let (scheme, _) = address.split_once("://")?;
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then_some(address)
}

/// What is wrong, and what to do; nothing where all is well.
fn judge(address: &str, finding: &Finding) -> Option<(&'static crate::base::Code, String, String)> {
    let why = if finding.words.is_empty() { String::new() } else { format!(": {}", finding.words) };
    let then = finding.last_well.map(|then| format!("; it was well on {}", moment(then))).unwrap_or_default();
    let elsewhere = "link to where it is now, or to an archived copy, or take the link out";
    let new = finding.moved_to.as_deref().unwrap_or_default();
    Some(match finding.health {
        Health::Ok | Health::NoText | Health::QuoteMissing => return None,
        Health::Moved if finding.leads_home(address) => {
            let message =
                format!("`{address}` leads to the front page {new} now, so what was there is most likely gone");
            (&codes::DEAD_LINK, message, elsewhere.to_owned())
        }
        Health::Moved => {
            (&codes::MOVED_LINK, format!("`{address}` has moved for good"), format!("write the new address: {new}"))
        }
        Health::Gone => (&codes::DEAD_LINK, format!("`{address}` is gone{why}{then}"), elsewhere.to_owned()),
        Health::NoAnswer => (
            &codes::DEAD_LINK,
            format!("nobody answers at `{address}`{why}{then}"),
            format!("open it in a browser; if nobody answers there either, {elsewhere}"),
        ),
        Health::Refused => (
            &codes::UNANSWERED_LINK,
            format!("the host of `{address}` answers no programs{why}"),
            "open it in a browser: nothing else is known".to_owned(),
        ),
        Health::Limited => (
            &codes::UNANSWERED_LINK,
            format!("the host of `{address}` wants fewer questions{why}"),
            "ask again later, or with a longer --pause".to_owned(),
        ),
        Health::Failing => (
            &codes::UNANSWERED_LINK,
            format!("the host of `{address}` has trouble{why}"),
            "ask again on another day".to_owned(),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_asked_each_once() {
        let cases = [
            ("https://a.example/b?c#d", Some("https://a.example/b?c")),
            ("HTTP://a.example/", Some("HTTP://a.example/")),
            ("//a.example/x", Some("https://a.example/x")),
            ("mailto:a@b.example", None),
            ("ftp://a.example/", None),
        ];
        for (address, expected) in cases {
            assert_eq!(asked(address).as_deref(), expected, "{address}");
        }
    }
}
