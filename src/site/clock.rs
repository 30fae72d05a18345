//! What is published now: drafts, embargoes and expiry against one fixed moment.

use super::{Facts, routes};
use crate::base::Moment;
use crate::doc::FrontMatter;
use jiff::civil::Time;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

/// The moment of a build, and what it shows nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Now: an input, read once.
    pub now: Timestamp,
    /// The offset of moments that are written without one.
    pub timezone: Offset,
    /// Whether drafts and what is not yet, or no longer, published are shown: for authors at their desk.
    pub preview: bool,
}

impl Clock {
    /// Why a brief of this date is not published now; `None` if it is.
    pub fn withholds(&self, front: &FrontMatter, date: Option<Moment>) -> Option<&'static str> {
        if self.preview {
            return None;
        }
        if front.draft {
            return Some("it is a draft");
        }
        let begins = front.publish.or(date).map(|moment| moment.instant(self.timezone));
        if begins.is_some_and(|moment| moment > self.now) {
            return Some("it is not published yet");
        }
        let ends = front.expires.map(|moment| moment.instant(self.timezone));
        ends.is_some_and(|moment| moment <= self.now).then_some("it has expired")
    }

    /// When a moment is over; a day without a time is so when it has ended.
    pub fn end_of(&self, due: Moment) -> Timestamp {
        let end = match due.time {
            Some(_) => due,
            None => Moment { date: due.date.saturating_add(1.day()), time: Some(Time::midnight()), ..due },
        };
        end.instant(self.timezone)
    }

    /// The next moment at which something may appear, expire or be due for a review. Until then, a build of the same
    /// files says and publishes the same.
    pub fn next<'a>(&self, facts: impl IntoIterator<Item = &'a Facts>) -> Option<Timestamp> {
        let moments = |facts: &'a Facts| {
            let front = &facts.front;
            let named = facts.path.split('/').filter_map(routes::date_of_name);
            let begins = [front.publish, front.date, front.expires].into_iter().flatten().chain(named);
            begins
                .map(|moment| moment.instant(self.timezone))
                .chain(front.review_by.map(|due| self.end_of(due)))
                .filter(|moment| *moment > self.now)
                .collect::<Vec<_>>()
        };
        facts.into_iter().flat_map(moments).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Source;
    use crate::parse::{ParseOptions, parse};

    #[test]
    fn the_next_moment_is_the_first_at_which_anything_changes() {
        let facts = |path: &str, front: &str| {
            let source = Source::new(path, format!("---\n{front}\n---\nWords.\n"));
            crate::site::facts(&source, &parse(&source, &ParseOptions::default()).value)
        };
        let all = [
            facts("a.md", "date: 2025-01-01"),
            facts("b/2025-03-04-name/index.md", "title: B"),
            facts("c.md", "expires: 2025-04-05T06:07:08Z"),
            facts("d.md", "review_by: 2025-05-06"),
            facts("e.md", "publish: 2026-01-01"),
        ];
        let moments = [
            ("2025-01-01T00:00:00Z", Some("2025-03-04T00:00:00Z")),
            ("2025-03-04T00:00:00Z", Some("2025-04-05T06:07:08Z")),
            ("2025-05-06T12:00:00Z", Some("2025-05-07T00:00:00Z")),
            ("2025-05-07T00:00:00Z", Some("2026-01-01T00:00:00Z")),
            ("2026-01-01T00:00:00Z", None),
        ];
        for (now, next) in moments {
            let clock = Clock { now: now.parse().unwrap(), timezone: Offset::UTC, preview: false };
            assert_eq!(clock.next(&all), next.map(|next| next.parse().unwrap()), "after {now}");
        }
    }
}
