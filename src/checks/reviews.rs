//! Briefs whose authors wanted to look at them again by a day that is over.

use super::Checked;
use crate::base::{Diagnostic, Diagnostics, Moment, codes};
use jiff::ToSpan;
use jiff::civil::Time;
use jiff::tz::Offset;

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (_, entry) in site.world.atlas.pages() {
        let front = &entry.facts.front;
        let Some(due) = front.review_by else { continue };
        // At a desk that shows drafts they are no readers' concern yet.
        if !is_over(due, site) || site.clock.withholds(front, entry.date).is_some() {
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

/// Whether a moment is past; a day without a time is so when it has ended.
fn is_over(due: Moment, site: &Checked<'_>) -> bool {
    let end = match due.time {
        Some(_) => due,
        None => Moment { date: due.date.saturating_add(1.day()), time: Some(Time::midnight()), ..due },
    };
    let offset: Offset = site.clock.timezone;
    end.instant(offset) <= site.clock.now
}
