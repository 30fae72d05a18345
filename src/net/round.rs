//! Many addresses → what became of each: asked side by side, but each host by one at a time and with a pause between.
//!
//! Every step of a redirect and every attempt waits for its host's turn anew, so nothing here sleeps while it holds one.
//! Which moment it is, and what was known before, it must not know.

use super::address::Address;
use super::answer::{Answer, Inquiry, Manners};
use super::exchange::Client;
use super::follow::{Next, Way};
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Asks all addresses. The answers come in the order of the inquiries, whichever was finished first; `done` is told how
/// many are finished, from several threads.
pub fn ask(inquiries: &[Inquiry], manners: &Manners, done: &(dyn Fn(usize) + Sync)) -> Vec<Answer> {
    let mut answers = vec![None; inquiries.len()];
    let mut waiting = Vec::new();
    for (at, inquiry) in inquiries.iter().enumerate() {
        match Address::parse(&inquiry.address) {
            Some(address) => waiting.push(Job { at, way: Way::new(address), ready: None }),
            None => answers[at] = Some(Answer::silent("this is not an address that can be asked")),
        }
    }
    let round = Round {
        inquiries,
        manners,
        client: Client::new(&manners.user_agent, manners.timeout),
        state: Mutex::new(State { waiting, hosts: BTreeMap::new(), running: 0, answers, finished: 0 }),
        changed: Condvar::new(),
        done,
    };
    let workers = manners.at_once.clamp(1, inquiries.len().max(1));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| round.work());
        }
    });
    let state = round.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Each worker leaves only when nothing waits and nothing runs, so each inquiry has its answer.
    let or_silent = |answer: Option<Answer>| answer.unwrap_or_else(|| Answer::silent("it was never asked"));
    state.answers.into_iter().map(or_silent).collect()
}

/// An address on its way.
struct Job {
    /// Which inquiry it belongs to.
    at: usize,
    way: Way,
    /// Not before this moment.
    ready: Option<Instant>,
}

/// What is known of a host.
#[derive(Default)]
struct Host {
    is_asked: bool,
    /// Not before this moment.
    free: Option<Instant>,
    /// Whether an address of it was late to the end: then no other one is waited for more than once.
    is_late: bool,
}

struct State {
    /// In the order of the inquiries, as far as nothing was asked again.
    waiting: Vec<Job>,
    hosts: BTreeMap<String, Host>,
    running: usize,
    answers: Vec<Option<Answer>>,
    finished: usize,
}

impl State {
    /// The first job whose turn it is, or the moment at which the next one's turn comes.
    fn turn(&mut self, now: Instant) -> Result<Job, Option<Instant>> {
        let mut soonest: Option<Instant> = None;
        for (at, job) in self.waiting.iter().enumerate() {
            let host = self.hosts.entry(job.way.host()).or_default();
            if host.is_asked {
                continue;
            }
            match job.ready.max(host.free).filter(|moment| *moment > now) {
                None => {
                    host.is_asked = true;
                    self.running += 1;
                    return Ok(self.waiting.remove(at));
                }
                Some(moment) => soonest = Some(soonest.map_or(moment, |soonest| soonest.min(moment))),
            }
        }
        Err(soonest)
    }
}

struct Round<'a> {
    inquiries: &'a [Inquiry],
    manners: &'a Manners,
    client: Client,
    state: Mutex<State>,
    changed: Condvar,
    done: &'a (dyn Fn(usize) + Sync),
}

impl Round<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one job after another until none is left.
    fn work(&self) {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            match state.turn(now) {
                Ok(job) => {
                    let host = job.way.host();
                    let is_late = state.hosts.get(&host).is_some_and(|host| host.is_late);
                    drop(state);
                    let (at, next) = self.step(job, is_late);
                    state = self.state();
                    self.settle(&mut state, &host, at, next);
                    self.changed.notify_all();
                }
                Err(None) if state.waiting.is_empty() && state.running == 0 => return,
                Err(None) => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Err(Some(moment)) => {
                    let wait = moment.saturating_duration_since(now);
                    state = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }

    fn step(&self, job: Job, is_late: bool) -> (usize, Next) {
        let inquiry = &self.inquiries[job.at];
        // What a host sends must not be able to end the program, whatever the client thinks of it.
        let step = panic::catch_unwind(AssertUnwindSafe(|| job.way.step(&self.client, inquiry, self.manners, is_late)));
        (job.at, step.unwrap_or_else(|_| Next::Done(Answer::silent("the answer cannot be read"))))
    }

    fn settle(&self, state: &mut State, host: &str, at: usize, next: Next) {
        let now = Instant::now();
        let mut rest = self.manners.pause;
        state.running -= 1;
        match next {
            Next::Again { way, wait, is_of_host } => {
                if is_of_host {
                    rest = rest.max(wait);
                }
                state.waiting.push(Job { at, way: *way, ready: (wait > Duration::ZERO).then(|| now + wait) });
                state.waiting.sort_by_key(|job| job.at);
            }
            Next::Done(answer) => {
                if answer.is_late
                    && let Some(host) = state.hosts.get_mut(host)
                {
                    host.is_late = true;
                }
                state.answers[at] = Some(answer);
                state.finished += 1;
                (self.done)(state.finished);
            }
        }
        if let Some(host) = state.hosts.get_mut(host) {
            host.is_asked = false;
            host.free = Some(now + rest);
        }
    }
}
