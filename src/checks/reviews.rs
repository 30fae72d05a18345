//! Briefs whose authors wanted to look at them again by a day that is over.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, codes};

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (_, entry) in site.world.atlas.pages() {
        let front = &entry.facts.front;
        let Some(due) = front.review_by else { continue };
        // At a desk that shows drafts they are no readers' concern yet.
        if site.clock.end_of(due) > site.clock.now || site.clock.withholds(front, entry.date).is_some() {
            continue;
        }
        found.push(Diagnostic::new(
            &codes::REVIEW_OVERDUE,
            (site.front_place)(entry, "review_by"),
            format!("this was to be looked at again by {}", due.words()),
            "look at it again, then set a new date or take the key out",
        ));
    }
    found
}
