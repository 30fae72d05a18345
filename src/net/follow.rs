//! One address on its way: redirects are followed, trouble is met with patience, quotes are looked for at the end.
//!
//! Each step is one exchange. When the next one may be made is for whoever keeps the turns.

use super::address::Address;
use super::answer::{Answer, Found, Inquiry, Kind, Manners, PATIENCE};
use super::exchange::{Body, Client, End, Heard, LARGEST, Silence};
use super::page_text::{PageText, page_text};
use super::quote::Folded;
use std::time::Duration;

/// As many redirects are followed.
const REDIRECTS: usize = 10;

/// How far an address has come.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What was asked first.
    first: Address,
    /// What is asked next.
    address: Address,
    redirects: usize,
    attempts: u32,
    /// Where the redirects lead that say they are for good, as long as no other one has come.
    moved_to: Option<Address>,
    was_led_astray: bool,
    /// `name=value` with the host that set it. Some send in circles whoever does not repeat them.
    cookies: Vec<(String, String)>,
}

/// What comes after a step.
pub(super) enum Next {
    /// Nothing.
    Done(Answer),
    /// Another exchange.
    Again {
        way: Box<Way>,
        /// Not before this time has passed.
        wait: Duration,
        /// Whether that holds for all addresses of the host.
        is_of_host: bool,
    },
}

impl Way {
    pub(super) fn new(address: Address) -> Self {
        Self {
            first: address.clone(),
            address,
            redirects: 0,
            attempts: 0,
            moved_to: None,
            was_led_astray: false,
            cookies: Vec::new(),
        }
    }

    /// The host that is asked next.
    pub(super) fn host(&self) -> String {
        self.address.host()
    }

    /// Makes one exchange. `is_hopeless` if the host has been late to the end before.
    pub(super) fn step(self, client: &Client, inquiry: &Inquiry, manners: &Manners, is_hopeless: bool) -> Next {
        let host = self.address.host();
        let own = self.cookies.iter().filter(|(of, _)| *of == host).map(|(_, pair)| pair.as_str());
        let cookies = own.collect::<Vec<_>>().join("; ");
        match client.get(&self.address, &cookies, !inquiry.quotes.is_empty()) {
            Ok(heard) => self.heard(heard, inquiry, manners, is_hopeless),
            Err(Silence::Late) => self.late(manners, is_hopeless),
            Err(Silence::Because(words)) => Next::Done(Answer::silent(words)),
        }
    }

    fn heard(mut self, heard: Heard, inquiry: &Inquiry, manners: &Manners, is_hopeless: bool) -> Next {
        let status = heard.status;
        match status {
            200..=299 => match heard.body.map(|body| look(&body, inquiry)) {
                None => Next::Done(self.good(status, Found::Unread)),
                Some(Looked::Found(found)) => Next::Done(self.good(status, found)),
                Some(Looked::Late) => self.late(manners, is_hopeless),
                Some(Looked::Broken) => Next::Done(Answer::silent("the host hung up in the middle of its answer")),
            },
            301 | 302 | 303 | 307 | 308 => {
                let Some(target) = heard.location.as_deref().and_then(|location| self.address.join(location)) else {
                    let words = format!("{status}, but it does not say where to");
                    return Next::Done(Answer::of(Kind::Failing, status, words));
                };
                if self.redirects == REDIRECTS {
                    return Next::Done(Answer::silent(format!("more than {REDIRECTS} redirects, one after another")));
                }
                let host = self.address.host();
                self.cookies.retain(|(of, pair)| {
                    let is_new = |new: &String| new.split('=').next() == pair.split('=').next();
                    *of != host || !heard.cookies.iter().any(is_new)
                });
                self.cookies.extend(heard.cookies.into_iter().map(|pair| (host.clone(), pair)));
                let is_for_good = matches!(status, 301 | 308);
                if is_for_good && !self.was_led_astray {
                    self.moved_to = Some(target.clone());
                }
                self.was_led_astray |= !is_for_good;
                let (redirects, attempts) = (self.redirects + 1, 0);
                let way = Box::new(Self { address: target, redirects, attempts, ..self });
                Next::Again { way, wait: Duration::ZERO, is_of_host: false }
            }
            404 | 410 => Next::Done(Answer::of(Kind::Gone, status, status.to_string())),
            408 | 429 | 500..=599 => {
                let kind = if status == 429 { Kind::Limited } else { Kind::Failing };
                let asked = heard.retry_after.unwrap_or_default();
                let is_over = self.attempts >= manners.retries || asked > PATIENCE;
                if is_over {
                    let words = match asked.as_secs() {
                        0 => status.to_string(),
                        seconds @ 1..120 => format!("{status}, asks to be left alone for {seconds} s"),
                        seconds @ 120..7200 => format!("{status}, asks to be left alone for {} min", seconds / 60),
                        seconds => format!("{status}, asks to be left alone for {} h", seconds / 3600),
                    };
                    return Next::Done(Answer::of(kind, status, words));
                }
                self.again(manners, asked, status == 429)
            }
            400..=499 => Next::Done(Answer::of(Kind::Refused, status, status.to_string())),
            _ => Next::Done(Answer::of(Kind::Failing, status, format!("{status}, which is no answer to a question"))),
        }
    }

    /// The good end of a way.
    fn good(self, status: u16, found: Found) -> Answer {
        // Some lead to themselves once, to see whether cookies come back.
        let moved_to = self.moved_to.filter(|address| *address != self.first);
        Answer { moved_to: moved_to.map(|address| address.to_string()), found, ..Answer::of(Kind::Good, status, "") }
    }

    fn late(self, manners: &Manners, is_hopeless: bool) -> Next {
        if is_hopeless || self.attempts >= manners.retries {
            let words = format!("no whole answer within {} s", manners.timeout.as_secs_f64());
            return Next::Done(Answer { is_late: true, ..Answer::silent(words) });
        }
        self.again(manners, Duration::ZERO, false)
    }

    fn again(self, manners: &Manners, asked: Duration, is_of_host: bool) -> Next {
        let attempts = self.attempts + 1;
        let growing = manners.pause.saturating_mul(4_u32.saturating_pow(attempts)).min(PATIENCE);
        Next::Again { way: Box::new(Self { attempts, ..self }), wait: growing.max(asked), is_of_host }
    }
}

/// What came of looking for quotes.
enum Looked {
    Found(Found),
    Late,
    Broken,
}

/// Looks for all quotes in what was read. What is not there may have been in what was not read.
fn look(body: &Body, inquiry: &Inquiry) -> Looked {
    let text = match page_text(&body.bytes, body.content_type.as_deref()) {
        PageText::Other(name) => return Looked::Found(Found::NoText(name)),
        PageText::Text(text) => Folded::new(&text),
    };
    let held: Vec<bool> = inquiry.quotes.iter().map(|quote| text.holds(quote)).collect();
    let has_all = held.iter().all(|held| *held);
    match body.end {
        End::Late if !has_all => Looked::Late,
        End::Broken if !has_all => Looked::Broken,
        end => Looked::Found(Found::Searched { held, is_cut: end == End::Cut && body.bytes.len() as u64 == LARGEST }),
    }
}
