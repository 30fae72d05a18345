//! How far a build is: counters that workers raise and that whoever started the build may look at.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// What a build is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing yet, or nothing any more.
    Idle,
    /// Parsing files.
    Reading,
    /// Making the sizes of pictures.
    Pictures,
    /// Writing pages.
    Pages,
    /// Writing lists.
    Lists,
    /// Writing feeds and all else.
    Outputs,
}

const STEPS: [Step; 6] = [Step::Idle, Step::Reading, Step::Pictures, Step::Pages, Step::Lists, Step::Outputs];

/// How far a build is.
#[derive(Debug, Default)]
pub struct Progress {
    step: AtomicU8,
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    pub(super) fn begin(&self, step: Step, of: usize) {
        let index = STEPS.iter().position(|known| *known == step).unwrap_or(0);
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
        self.step.store(index as u8, Ordering::Relaxed);
    }

    pub(super) fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn end(&self) {
        self.begin(Step::Idle, 0);
    }

    /// The step, how much of it is done, and of how much.
    pub fn now(&self) -> (Step, usize, usize) {
        let step = STEPS[usize::from(self.step.load(Ordering::Relaxed)).min(STEPS.len() - 1)];
        (step, self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }
}
