//! What is published now: drafts, embargoes and expiry against one fixed moment.

use crate::base::Moment;
use crate::doc::FrontMatter;
use jiff::Timestamp;
use jiff::tz::Offset;

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
}
