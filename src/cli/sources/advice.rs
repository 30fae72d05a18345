//! What was found of a source → what is wrong in a few words, and what to do about it.

use super::found::{Asked, What};
use crate::net::Health;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A moment for people, to the minute, in UTC.
pub(in crate::cli) fn moment(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string()
}

/// How a source is, with all that is known about why; `None` where nothing is to be said.
pub(super) fn trouble(asked: &Asked<'_>) -> Option<String> {
    let finding = &asked.finding;
    let mut words = finding.health.word().to_owned();
    if finding.health == Health::Ok {
        return None;
    }
    if !finding.words.is_empty() {
        words.push_str(&format!(": {}", finding.words));
    }
    if let Some(then) = finding.last_well {
        words.push_str(&format!("; it was well on {}", moment(then)));
    }
    Some(words)
}

/// What to do.
pub(super) fn advice(asked: &Asked<'_>) -> Option<String> {
    let finding = &asked.finding;
    let address = &asked.wanted.address;
    let has_copy = asked.source.publication.archived.is_some();
    let other_copy = || {
        if has_copy {
            "readers still have the archived copy: look whether it says what is cited".to_owned()
        } else {
            format!("look for a copy at https://web.archive.org/web/*/{address} and add it as `archived:`")
        }
    };
    let new_address = finding.moved_to.as_ref().map(|new| {
        if finding.leads_home(address) {
            format!("it leads to the front page {new} now, so what was there is most likely gone: {}", other_copy())
        } else {
            format!("write the new address: {new}")
        }
    });
    let advice = match (finding.health, asked.what) {
        (Health::Ok, _) => return None,
        (Health::Moved, _) => return new_address,
        (Health::Gone | Health::NoAnswer, What::Copy) => {
            "take `archived:` out, and have another copy made: `expound sources archive` says how".to_owned()
        }
        (Health::Gone, What::Source) => other_copy(),
        (Health::NoAnswer, What::Source) => {
            format!("open it in a browser; if nobody answers there either, {}", other_copy())
        }
        (Health::QuoteMissing, _) => {
            format!(
                "read it again, and correct `quote:` or what rests on it; if the text was changed, {}",
                other_copy()
            )
        }
        (Health::NoText, _) => "no words can be looked for in it: look for the quote yourself".to_owned(),
        (Health::Refused, _) => {
            "open it in a browser: many publishers answer no programs, and nothing else is known".to_owned()
        }
        (Health::Limited, _) => "ask again later, or with a longer --pause".to_owned(),
        (Health::Failing, _) => "ask again on another day".to_owned(),
    };
    Some(match new_address {
        Some(new) => format!("{advice}; {new}"),
        None => advice,
    })
}
