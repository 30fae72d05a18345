//! An expression, a line and a place → where the match ends that begins there.

use super::chars::{END, IS_WORD};
use super::{Assert, Expression, Look, Node, NodeId, Repeat};

/// What matching needs beside the expression, kept between matches so that nothing is asked of the allocator.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// Where groups begin and end: two for each, [`NOWHERE`] for one that took no part.
    slots: Vec<usize>,
    ways_back: Vec<Back>,
    returns: u32,
    /// How much was done in all: characters that repetitions took, and returns.
    effort: u64,
    /// How much may be done; no bound where none is given.
    most: Option<u64>,
}

const NOWHERE: usize = usize::MAX;

/// After so many returns an expression is taken not to match: it would take time that doubles with each letter.
const MOST_RETURNS: u32 = 200_000;

/// What to do when a way ends.
#[derive(Debug, Clone, Copy)]
enum Back {
    Try {
        node: NodeId,
        at: usize,
    },
    Restore {
        slot: usize,
        was: usize,
    },
    /// Give back one character of a repetition, down to `least`.
    Less {
        next: NodeId,
        least: usize,
        at: usize,
    },
    /// Take one character more.
    More {
        node: NodeId,
        at: usize,
        taken: usize,
    },
}

impl Scratch {
    /// Allows for so much more effort; without a call there is no bound.
    pub(crate) fn allow(&mut self, more: u64) {
        self.most = Some(self.most.unwrap_or(0) + more);
    }

    /// Whether more was done than is allowed for: what is found from then on means nothing.
    pub(crate) fn is_spent(&self) -> bool {
        self.most.is_some_and(|most| self.effort > most)
    }

    /// Where a group of the last match is, if that was noted.
    pub(crate) fn group(&self, number: usize) -> Option<(usize, usize)> {
        let (from, to) = (*self.slots.get(number * 2)?, *self.slots.get(number * 2 + 1)?);
        (from != NOWHERE && to != NOWHERE).then_some((from, to))
    }

    fn set(&mut self, slot: usize, value: usize) {
        let was = std::mem::replace(&mut self.slots[slot], value);
        self.ways_back.push(Back::Restore { slot, was });
    }
}

/// What one match looks at.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    search_start: usize,
}

impl Expression {
    /// Where the match ends that begins at `at`; groups are left in `scratch`. `search_start` is what `\G` means.
    pub(crate) fn match_at(&self, text: &str, at: usize, search_start: usize, scratch: &mut Scratch) -> Option<usize> {
        scratch.slots.clear();
        scratch.slots.resize(self.slots, NOWHERE);
        scratch.ways_back.clear();
        scratch.returns = 0;
        let end = self.run(self.start, at, Place { text, search_start }, scratch)?;
        if let [from, to, ..] = scratch.slots.as_mut_slice() {
            (*from, *to) = (at, end);
        }
        Some(end)
    }

    fn run(&self, start: NodeId, from: usize, place: Place<'_>, scratch: &mut Scratch) -> Option<usize> {
        let (text, bytes) = (place.text, place.text.as_bytes());
        let base = scratch.ways_back.len();
        let (mut node, mut at) = (start, from);
        loop {
            let went_on = match &self.nodes[node as usize] {
                Node::Match => return Some(at),
                Node::Literal(literal, next) => {
                    let fits = bytes[at..].starts_with(literal);
                    at += literal.len();
                    fits.then_some(*next)
                }
                Node::Letter(small, next) => {
                    let fits = bytes.get(at).is_some_and(|byte| byte | 0x20 == *small);
                    at += 1;
                    fits.then_some(*next)
                }
                Node::Set(set, next) => set.at(text, at).map(|length| {
                    at += length;
                    *next
                }),
                Node::Repeat(repeat) => repeat.run(node, text, &mut at, scratch),
                Node::Split(split) => {
                    let byte = bytes.get(at).map_or(END, |byte| usize::from(*byte));
                    match (split.rather.1.has(byte), split.or.1.has(byte)) {
                        (true, true) => {
                            scratch.ways_back.push(Back::Try { node: split.or.0, at });
                            Some(split.rather.0)
                        }
                        (true, false) => Some(split.rather.0),
                        (false, true) => Some(split.or.0),
                        (false, false) => None,
                    }
                }
                Node::Dispatch(dispatch) => {
                    let byte = bytes.get(at).map_or(END, |byte| usize::from(*byte));
                    let ways = &dispatch.ways[usize::from(dispatch.by_byte[byte])];
                    ways.split_first().map(|(first, others)| {
                        scratch.ways_back.extend(others.iter().rev().map(|node| Back::Try { node: *node, at }));
                        *first
                    })
                }
                Node::Loop(round) => {
                    let taken = bytes[at..].iter().take_while(|byte| round.fast.has(usize::from(**byte))).count();
                    scratch.effort += 1 + taken as u64;
                    at += taken;
                    let byte = bytes.get(at).map_or(END, |byte| usize::from(*byte));
                    let turn = round.turn.map(|slot| scratch.slots[slot]).filter(|turn| *turn != NOWHERE);
                    if turn.is_some_and(|turn| turn >> 1 == at) {
                        // A turn that took nothing counts if it is the first; otherwise the one before has left a way on.
                        turn.filter(|turn| turn & 1 == 1).map(|_| round.next)
                    } else if !round.body_firsts.has(byte) {
                        Some(round.next)
                    } else {
                        if let Some(slot) = round.turn {
                            scratch.set(slot, at << 1 | usize::from(turn.is_none()));
                        }
                        let (rather, or) =
                            if round.greedy { (round.body, round.next) } else { (round.next, round.body) };
                        if round.next_firsts.has(byte) {
                            scratch.ways_back.push(Back::Try { node: or, at });
                            Some(rather)
                        } else {
                            Some(round.body)
                        }
                    }
                }
                Node::Forget(slot, next) => {
                    scratch.set(*slot, NOWHERE);
                    Some(*next)
                }
                Node::Save(slot, next) => {
                    scratch.set(*slot, at);
                    Some(*next)
                }
                Node::Assert(assert, next) => assert.holds(place, at).then_some(*next),
                Node::Look(look) => self.looks(look, at, place, scratch).then_some(look.next),
                Node::Atomic(body, next) => {
                    let before = scratch.ways_back.len();
                    self.run(*body, at, place, scratch).map(|end| {
                        scratch.settle(before);
                        at = end;
                        *next
                    })
                }
                Node::Reference(group, folds, next) => {
                    scratch.group(*group).and_then(|(from, to)| same(text, (from, to), at, *folds)).map(|length| {
                        at += length;
                        *next
                    })
                }
            };
            match went_on {
                Some(next) => node = next,
                None => (node, at) = self.back(base, text, scratch)?,
            }
        }
    }

    /// The last way that was not gone yet.
    fn back(&self, base: usize, text: &str, scratch: &mut Scratch) -> Option<(NodeId, usize)> {
        scratch.returns += 1;
        scratch.effort += 1;
        let gives_up = scratch.returns > MOST_RETURNS || scratch.is_spent();
        while scratch.ways_back.len() > base {
            match scratch.ways_back.pop()? {
                Back::Restore { slot, was } => scratch.slots[slot] = was,
                _ if gives_up => {}
                Back::Try { node, at } => return Some((node, at)),
                Back::Less { next, least, at } => {
                    let at = text.floor_char_boundary(at - 1);
                    if at > least {
                        scratch.ways_back.push(Back::Less { next, least, at });
                    }
                    return Some((next, at));
                }
                Back::More { node, at, taken } => {
                    let Node::Repeat(repeat) = &self.nodes[node as usize] else { continue };
                    let Some(length) = repeat.set.at(text, at) else { continue };
                    let at = at + length;
                    if taken + 1 < repeat.most {
                        scratch.ways_back.push(Back::More { node, at, taken: taken + 1 });
                    }
                    return Some((repeat.next, at));
                }
            }
        }
        None
    }

    fn looks(&self, look: &Look, at: usize, place: Place<'_>, scratch: &mut Scratch) -> bool {
        let from = match look.behind {
            None => Some(at),
            Some(0) => Some(at),
            Some(back) => place.text[..at].char_indices().rev().nth(back - 1).map(|(from, _)| from),
        };
        let before = scratch.ways_back.len();
        let found = from.and_then(|from| self.run(look.body, from, place, scratch)).is_some();
        if found && look.wanted {
            scratch.settle(before);
        } else {
            scratch.undo(before);
        }
        found == look.wanted
    }
}

impl Scratch {
    /// No way back beyond this point, but what was set is still restored if all of it fails.
    fn settle(&mut self, before: usize) {
        let mut kept = before;
        for at in before..self.ways_back.len() {
            if let Back::Restore { .. } = self.ways_back[at] {
                self.ways_back.swap(kept, at);
                kept += 1;
            }
        }
        self.ways_back.truncate(kept);
    }

    /// As if nothing had been tried since.
    fn undo(&mut self, before: usize) {
        while self.ways_back.len() > before {
            if let Some(Back::Restore { slot, was }) = self.ways_back.pop() {
                self.slots[slot] = was;
            }
        }
    }
}

impl Repeat {
    #[inline]
    fn run(&self, node: NodeId, text: &str, at: &mut usize, scratch: &mut Scratch) -> Option<NodeId> {
        let lazy = !self.greedy && !self.is_settled;
        let most = if lazy { self.least } else { self.most };
        let bytes = text.as_bytes();
        let mut taken = 0;
        let from = *at;
        let mut least_end = from;
        while taken < most {
            let length = match bytes.get(*at) {
                Some(byte) if *byte < 128 => usize::from(self.set.has_ascii(*byte)),
                Some(_) => self.set.at(text, *at).unwrap_or(0),
                None => 0,
            };
            if length == 0 {
                break;
            }
            *at += length;
            taken += 1;
            if taken == self.least {
                least_end = *at;
            }
        }
        scratch.effort += taken as u64;
        if taken < self.least {
            return None;
        }
        if lazy {
            if self.most > self.least {
                scratch.ways_back.push(Back::More { node, at: *at, taken });
            }
        } else if self.fills_words {
            if self.least == 0 && *at > from && is_boundary(text, from) {
                scratch.ways_back.push(Back::Try { node: self.next, at: from });
            }
        } else if !self.is_settled && *at > least_end {
            scratch.ways_back.push(Back::Less { next: self.next, least: least_end, at: *at });
        }
        Some(self.next)
    }
}

impl Assert {
    fn holds(self, place: Place<'_>, at: usize) -> bool {
        let bytes = place.text.as_bytes();
        match self {
            Self::TextStart => at == 0,
            Self::TextEnd => at == bytes.len(),
            Self::LineStart => at == 0 || bytes[at - 1] == b'\n',
            Self::LineEnd => at == bytes.len() || bytes[at] == b'\n',
            Self::WordBoundary => is_boundary(place.text, at),
            Self::NoWordBoundary => !is_boundary(place.text, at),
            Self::SearchStart => at == place.search_start,
        }
    }
}

fn is_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_word = |byte: u8| IS_WORD[usize::from(byte)];
    let before = match at.checked_sub(1).map(|before| bytes[before]) {
        None => false,
        Some(byte) if byte < 128 => is_word(byte),
        Some(_) => text[..at].chars().next_back().is_some_and(regex_syntax::is_word_character),
    };
    let after = match bytes.get(at) {
        None => false,
        Some(byte) if *byte < 128 => is_word(*byte),
        Some(_) => text[at..].chars().next().is_some_and(regex_syntax::is_word_character),
    };
    before != after
}

/// How long the text is at a place that is the same as an earlier part, small letters and capitals of ASCII alike if it
/// `folds`.
fn same(text: &str, (from, to): (usize, usize), at: usize, folds: bool) -> Option<usize> {
    let wanted = &text.as_bytes()[from..to];
    let there = text.as_bytes().get(at..at + wanted.len())?;
    let is_same = if folds { there.eq_ignore_ascii_case(wanted) } else { there == wanted };
    is_same.then_some(wanted.len())
}
