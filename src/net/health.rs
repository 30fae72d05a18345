//! Sources with their quotes → what is to be said of each: each address is asked once, and not again while what is
//! remembered of it is fresh.

use super::address::Address;
use super::answer::{Answer, Found, Inquiry, Kind, Manners};
use super::exchange::LARGEST;
use super::memory::Memory;
use super::round::ask;
use crate::base::cache::Cache;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// How a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// It answers, and holds its quote if it has one.
    Ok,
    /// It is somewhere else for good.
    Moved,
    /// It answers, but with something that no words can be looked for in.
    NoText,
    /// It answers, but its quote is not there.
    QuoteMissing,
    /// It is not there any more.
    Gone,
    /// It does not answer programs.
    Refused,
    /// It wants fewer questions.
    Limited,
    /// The host has trouble.
    Failing,
    /// Nobody answers.
    NoAnswer,
}

impl Health {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 9] = [
        Self::Ok,
        Self::Moved,
        Self::NoText,
        Self::QuoteMissing,
        Self::Gone,
        Self::Refused,
        Self::Limited,
        Self::Failing,
        Self::NoAnswer,
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::NoText => "not a text",
            Self::QuoteMissing => "quote missing",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Limited => "limited",
            Self::Failing => "failing",
            Self::NoAnswer => "no answer",
        }
    }

    /// True if a reader who follows the citation does not find what is cited.
    pub fn is_broken(self) -> bool {
        matches!(self, Self::QuoteMissing | Self::Gone | Self::NoAnswer)
    }
}

/// What is to be found where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The address.
    pub address: String,
    /// The words that it is relied upon for.
    pub quote: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How the source is.
    pub health: Health,
    /// When that was seen.
    pub asked: Timestamp,
    /// When it was last seen well, where it is not now and was before.
    pub last_well: Option<Timestamp>,
    /// The status of the answer.
    pub status: Option<u16>,
    /// What there is to say beside that: why nobody answered, how much was read.
    pub words: String,
    /// Where it is said to be from now on.
    pub moved_to: Option<String>,
}

impl Finding {
    /// True if all that is left of an address is the front page of a host: then what was there is most likely gone.
    pub fn leads_home(&self, address: &str) -> bool {
        let is_front = |text: &str| Address::parse(text).is_some_and(|address| address.is_front_page());
        self.moved_to.as_deref().is_some_and(is_front) && !is_front(address)
    }
}

/// Looks after sources, and gives a finding for each of them in their order. `now` is the moment of the check; what the
/// cache remembers is good for `max_age`. `done` is told how many addresses of how many are finished.
pub fn check(
    wanted: &[Wanted],
    manners: &Manners,
    cache: &dyn Cache,
    now: Timestamp,
    max_age: Duration,
    done: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Finding> {
    let mut addresses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in wanted {
        let quotes = addresses.entry(&one.address).or_default();
        quotes.extend(one.quote.iter().filter(|quote| !quotes.contains(quote)).cloned().collect::<Vec<_>>());
    }
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    let mut inquiries = Vec::new();
    for (address, quotes) in addresses {
        let memory = Memory::recall(cache, address);
        let is_fresh = |memory: &Memory| {
            // What comes from the future says nothing.
            let age = u64::try_from(now.duration_since(memory.asked).as_secs());
            age.is_ok_and(|age| age < max_age.as_secs()) && memory.answers(&quotes)
        };
        let state = match memory {
            Some(memory) if is_fresh(&memory) => State::Fresh(memory),
            memory => {
                inquiries.push(Inquiry { address: address.to_owned(), quotes });
                State::Asked(inquiries.len() - 1, memory)
            }
        };
        states.insert(address, state);
    }
    let answers = ask(&inquiries, manners, &|finished| done(finished, inquiries.len()));
    for (inquiry, answer) in inquiries.iter().zip(&answers) {
        if let Some(memory) = Memory::of(answer, &inquiry.quotes, now) {
            memory.keep(cache, &inquiry.address);
        }
    }
    let finding = |one: &Wanted| match &states[&*one.address] {
        State::Fresh(memory) => of_memory(one, memory),
        State::Asked(at, memory) => of_answer(one, &inquiries[*at], &answers[*at], memory.as_ref(), now),
    };
    wanted.iter().map(finding).collect()
}

/// What is known of an address.
enum State {
    /// All that is wanted.
    Fresh(Memory),
    /// What comes of an inquiry, and what was known before.
    Asked(usize, Option<Memory>),
}

fn of_memory(wanted: &Wanted, memory: &Memory) -> Finding {
    let health = match (&memory.no_text, &memory.moved_to) {
        (Some(_), _) if wanted.quote.is_some() => Health::NoText,
        (_, Some(_)) => Health::Moved,
        _ => Health::Ok,
    };
    let words = memory.no_text.clone().filter(|_| health == Health::NoText).unwrap_or_default();
    Finding {
        health,
        asked: memory.asked,
        last_well: None,
        status: Some(memory.status),
        words,
        moved_to: memory.moved_to.clone(),
    }
}

fn of_answer(wanted: &Wanted, inquiry: &Inquiry, answer: &Answer, before: Option<&Memory>, now: Timestamp) -> Finding {
    let mut words = answer.words.clone();
    let mut health = match answer.kind {
        Kind::Good if answer.moved_to.is_some() => Health::Moved,
        Kind::Good => Health::Ok,
        Kind::Gone => Health::Gone,
        Kind::Refused => Health::Refused,
        Kind::Limited => Health::Limited,
        Kind::Failing => Health::Failing,
        Kind::None => Health::NoAnswer,
    };
    let at = wanted.quote.as_ref().and_then(|quote| inquiry.quotes.iter().position(|other| other == quote));
    match (&answer.found, at) {
        (Found::NoText(name), Some(_)) => {
            health = Health::NoText;
            words.clone_from(name);
        }
        (Found::Searched { held, is_cut }, Some(at)) if !held.get(at).copied().unwrap_or_default() => {
            health = Health::QuoteMissing;
            if *is_cut {
                words = format!("only the first {} MiB were read", LARGEST >> 20);
            }
        }
        _ => {}
    }
    let is_well = matches!(health, Health::Ok | Health::Moved | Health::NoText);
    // A quote that was never found there was never lost.
    let was_well = |memory: &&Memory| wanted.quote.as_ref().is_none_or(|quote| memory.quotes.contains(quote));
    let last_well = before.filter(|_| !is_well).filter(was_well).map(|memory| memory.asked);
    Finding { health, asked: now, last_well, status: answer.status, words, moved_to: answer.moved_to.clone() }
}
