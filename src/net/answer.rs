//! What is asked, how, and what came of it.

use std::time::Duration;

/// An address, and the words that are to be found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// The address.
    pub address: String,
    /// The quotes that it is relied upon for. Without any, what is there is not read.
    pub quotes: Vec<String>,
}

/// How a polite program asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// How many hosts are asked at once; one at least.
    pub at_once: usize,
    /// For how long a host is left alone after an answer.
    pub pause: Duration,
    /// For how long an answer is waited for, from the first byte that is sent to the last one that comes.
    pub timeout: Duration,
    /// How often more a host is asked that is late, has trouble, or wants fewer questions. Before the nth time passes
    /// the pause, 4^n times, or what the host asks for.
    pub retries: u32,
    /// What the program calls itself.
    pub user_agent: String,
}

/// The longest that a host may ask to be left alone and still be asked again.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The name that the program gives itself where nobody says another one: its own, and where it can be read about.
pub fn own_name() -> String {
    let about = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    let about = about.into_iter().find(|address| !address.is_empty());
    let about = about.map_or_else(|| "checks the sources of a site".to_owned(), |address| format!("+{address}"));
    format!("{}/{} ({about})", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// What kind of answer it was, by its status (RFC 9110, 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 2xx.
    Good,
    /// 404, 410.
    Gone,
    /// All other 4xx: many publishers refuse programs.
    Refused,
    /// 429, to the end.
    Limited,
    /// 408 and 5xx, to the end, and what makes no sense.
    Failing,
    /// None.
    None,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What kind of answer.
    pub kind: Kind,
    /// Its status.
    pub status: Option<u16>,
    /// Why it is none, or not what it should be; empty for a good one.
    pub words: String,
    /// Where it is said to be from now on.
    pub moved_to: Option<String>,
    /// What was found there.
    pub found: Found,
    /// Whether time was up.
    pub(super) is_late: bool,
}

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing was looked for, or there was nothing to look at.
    Unread,
    /// Something that no words can be looked for in, by its name.
    NoText(String),
    /// A text.
    Searched {
        /// For each quote, whether it is there.
        held: Vec<bool>,
        /// Whether only the beginning was read.
        is_cut: bool,
    },
}

impl Answer {
    pub(super) fn of(kind: Kind, status: u16, words: impl Into<String>) -> Self {
        let found = Found::Unread;
        Self { kind, status: Some(status), words: words.into(), moved_to: None, found, is_late: false }
    }

    pub(super) fn silent(words: impl Into<String>) -> Self {
        Self { status: None, ..Self::of(Kind::None, 0, words) }
    }
}
