//! An expression of a grammar → what it matches at one place of a line.
//!
//! A backtracking matcher with look-around, atomic groups and references, after the meaning that the fancy-regex crate
//! gives to a pattern, whose parser it uses. What it adds is an answer to the question that a grammar asks a hundred
//! times for each word: which of these expressions can begin with this byte at all? The crates that search answer
//! one expression at a time and walk through the line for each; that took forty times as long. It knows nothing of
//! grammars and scopes.

mod chars;
mod compile;
mod matching;
mod needs;

use chars::Firsts;
pub(super) use chars::{END, IS_WORD};
pub(super) use matching::Scratch;
pub(super) use needs::{Ahead, Needs};

use chars::CharSet;
use std::sync::Arc;

/// A compiled expression.
#[derive(Debug)]
pub(super) struct Expression {
    nodes: Vec<Node>,
    start: NodeId,
    /// Two for each group, and one for each loop that may go round without moving.
    slots: usize,
    /// The bytes that a match may begin with.
    pub(super) firsts: Firsts,
    /// What must come for it to match.
    pub(super) needs: Needs,
    /// Whether it can match at the beginning of a line alone.
    pub(super) only_at_start: bool,
    /// Whether it can match only where a word begins or ends.
    pub(super) only_at_boundary: bool,
}

impl Expression {
    /// Compiles a pattern. `None` where it is none, or uses what grammars do not. What groups matched is noted of those in
    /// `asked`, and of all if the pattern itself refers to one.
    pub(super) fn new(pattern: &str, asked: Groups) -> Option<Self> {
        compile::compile(pattern, asked)
    }
}

/// Groups that somebody asks for after a match: a bit each, the last one for all those beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Groups(u64);

impl Groups {
    pub(super) const ALL: Self = Self(u64::MAX);

    pub(super) fn of(numbers: impl Iterator<Item = usize>) -> Self {
        Self(numbers.fold(0, |all, number| all | 1 << number.min(63)))
    }

    fn has(self, number: usize) -> bool {
        self.0 >> number.min(63) & 1 == 1
    }
}

type NodeId = u32;

/// One step. Each leads to the next; the one at 0 is the end.
#[derive(Debug)]
enum Node {
    Match,
    Literal(Box<[u8]>, NodeId),
    /// A letter of ASCII in either case; the byte is the small one.
    Letter(u8, NodeId),
    Set(Arc<CharSet>, NodeId),
    Repeat(Box<Repeat>),
    Split(Box<Split>),
    /// Which steps to try, in order, by the next byte.
    Dispatch(Box<Dispatch>),
    Loop(Box<Loop>),
    /// Sets a slot to nothing.
    Forget(usize, NodeId),
    Save(usize, NodeId),
    Assert(Assert, NodeId),
    Look(Box<Look>),
    Atomic(NodeId, NodeId),
    Reference(usize, bool, NodeId),
}

/// One of a set, so and so many times.
#[derive(Debug)]
struct Repeat {
    set: Arc<CharSet>,
    least: usize,
    most: usize,
    greedy: bool,
    /// What follows cannot begin with one of the set: there is one way only.
    is_settled: bool,
    /// What follows is the end of a word, and the set is of letters and figures: that end is not before the last of them
    /// that there is.
    fills_words: bool,
    next: NodeId,
}

/// One step or the other, the first one rather.
#[derive(Debug)]
struct Split {
    rather: (NodeId, Firsts),
    or: (NodeId, Firsts),
}

#[derive(Debug)]
struct Dispatch {
    by_byte: [u16; END + 1],
    ways: Vec<Box<[NodeId]>>,
}

/// Any number of times.
#[derive(Debug)]
struct Loop {
    body: NodeId,
    body_firsts: Firsts,
    next: NodeId,
    next_firsts: Firsts,
    /// Bytes that a turn takes one by one, with nothing else to choose.
    fast: Firsts,
    greedy: bool,
    /// Where the last turn began, for a body that may match nothing: twice the place, and one more for the first turn.
    turn: Option<usize>,
}

#[derive(Debug)]
struct Look {
    body: NodeId,
    /// How many characters back; ahead where there is none.
    behind: Option<usize>,
    wanted: bool,
    next: NodeId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Assert {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
    /// Where the search began.
    SearchStart,
}

#[cfg(test)]
mod tests;
