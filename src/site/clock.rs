//! What is published now: drafts, embargoes and expiry against one fixed moment.

use super::{Facts, routes};
use crate::base::Moment;
use crate::doc::FrontMatter;
use jiff::civil::Time;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

/// What happens to a brief at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// It is published from then on.
    Appears,
    /// It is not published any more.
    Expires,
    /// It was to be looked at again by then.
    Review,
}

impl Event {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Appears => "appears",
            Self::Expires => "expires",
            Self::Review => "review",
        }
    }
}

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

    /// The moments at which a brief appears, expires and falls due for a review, whether they are over or not. A draft has
    /// none, and what has expired falls due no more.
    pub fn events(&self, front: &FrontMatter, date: Option<Moment>) -> Vec<(Timestamp, Event)> {
        let begins = front.publish.or(date).map(|moment| moment.instant(self.timezone));
        let ends = front.expires.map(|moment| moment.instant(self.timezone));
        if front.draft || begins.zip(ends).is_some_and(|(begins, ends)| ends <= begins) {
            return Vec::new();
        }
        let review = front.review_by.map(|due| self.end_of(due));
        // What is due before it appears is so at once when it does.
        let review = review.map(|due| begins.map_or(due, |begins| begins.max(due)));
        let review = review.filter(|due| ends.is_none_or(|ends| *due < ends));
        let all = [(begins, Event::Appears), (ends, Event::Expires), (review, Event::Review)];
        all.into_iter().filter_map(|(moment, event)| Some((moment?, event))).collect()
    }

    /// The next moment at which something may appear, expire or be due for a review. Until then, a build of the same
    /// files says and publishes the same.
    pub fn next<'a>(&self, facts: impl IntoIterator<Item = &'a Facts>) -> Option<Timestamp> {
        let moments = |facts: &'a Facts| {
            let front = &facts.front;
            let named = facts.path.split('/').filter_map(routes::date_of_name);
            let begins = front.publish.or(front.date);
            // Of a date in a path nobody knows here whether it is that of a brief.
            let begins = begins.into_iter().chain(named.filter(|_| begins.is_none())).chain(front.expires);
            begins
                .map(|moment| moment.instant(self.timezone))
                .chain(front.review_by.map(|due| self.end_of(due)))
                .filter(|moment| *moment > self.now)
                .collect::<Vec<_>>()
        };
        facts.into_iter().filter(|facts| !facts.front.draft).flat_map(moments).min()
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
            facts("e.md", "publish: 2026-01-01\ndate: 2025-02-02"),
            facts("f.md", "draft: true\ndate: 2025-02-03"),
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
