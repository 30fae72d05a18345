//! A line of code → the scopes that open and close in it, by the rules of a grammar.
//!
//! The machine is that of syntect's `ParseState` (a stack of contexts; the rule that matches earliest wins, of several
//! the first in order), and gives the same scopes: a test compares the two. It asks otherwise: at each place only those
//! rules that may begin with the byte there.

use super::captures::Captures;
use super::classes::Op;
use super::expression::{Ahead, END, IS_WORD, Scratch};
use super::grammar::{Context, Rule, start};
use std::rc::Rc;
use syntect::parsing::syntax_definition::MatchOperation;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Deeper stacks are runaway grammars: nothing more is pushed.
const DEEPEST: usize = 100;

/// So many matches of nothing at one place are a grammar that goes round in a circle: the next character is tried. The
/// crate's own parser would never end.
const MOST_WITHOUT_MOVING: usize = 1_000;

/// So much may be done for each byte of a block, and so much for a block that is short. Code needs a few steps a byte;
/// expressions that look ahead to the end of the line for each byte of it need thousands.
const EFFORT: (u64, u64) = (200, 200_000);

/// Where a block of code is in its grammar, between lines.
pub(super) struct Parser {
    set: &'static SyntaxSet,
    stack: Vec<Level>,
    is_first_line: bool,
    /// The levels that a rule of a prototype pushed: prototypes below them are not looked at.
    prototypes_from: Vec<usize>,
    ahead: Ahead,
    scratch: Scratch,
    /// Rules that match nothing at their first place and do nothing: they are out until something else matches.
    dead: Vec<*const Rule>,
}

struct Level {
    context: &'static Context,
    prototypes: Vec<&'static Context>,
    /// Whether this level or one below has such prototypes: as a rule none has.
    has_prototypes: bool,
    /// What the groups of the rule matched that entered it, where rules refer to them.
    captures: Option<Rc<Captures>>,
}

/// A rule that matched. Its groups are in the scratch.
struct Found {
    rule: &'static Rule,
    from_prototype: bool,
    from: usize,
    to: usize,
    /// A way back out of a context that was entered at this very place.
    would_loop: bool,
}

/// The scopes that open and close, with the byte where they do.
pub(super) type Ops = Vec<(usize, Op)>;

impl Parser {
    /// At the beginning of a block. `None` for a grammar without a beginning.
    pub(super) fn new(syntax: &'static SyntaxReference, set: &'static SyntaxSet) -> Option<Self> {
        let context = start(syntax, set)?;
        let mut scratch = Scratch::default();
        scratch.allow(EFFORT.1);
        Some(Self {
            set,
            stack: vec![Level { context, prototypes: Vec::new(), has_prototypes: false, captures: None }],
            is_first_line: true,
            prototypes_from: Vec::new(),
            ahead: Ahead::default(),
            scratch,
            dead: Vec::new(),
        })
    }

    /// Reads a line, with its end. `ops` is emptied first. False if the grammar left its last context, or needs more time than
    /// code takes.
    pub(super) fn line(&mut self, line: &str, ops: &mut Ops) -> bool {
        ops.clear();
        self.ahead.read(line);
        self.scratch.allow(EFFORT.0 * line.len() as u64);
        if std::mem::take(&mut self.is_first_line)
            && let Some(level) = self.stack.last()
        {
            ops.extend(level.context.meta_content.first().map(|scope| (0, *scope)));
        }
        let mut at = 0;
        // Where a context was entered by a match of nothing, and how deep it is.
        let mut entered = (0, 0);
        let mut standing = 0;
        while !self.stack.is_empty() {
            let may_loop = entered == (at, self.stack.len());
            while self.prototypes_from.last().is_some_and(|from| *from >= self.stack.len()) {
                self.prototypes_from.pop();
            }
            let found = self.find(line, at, may_loop);
            if self.scratch.is_spent() {
                return false;
            }
            let Some(found) = found else { return true };
            standing = if found.to > at { 0 } else { standing + 1 };
            if found.would_loop || standing > MOST_WITHOUT_MOVING {
                standing = 0;
                // On to the next character, where the same way out is none that loops.
                match line[at..].char_indices().nth(1) {
                    Some((next, _)) => at += next,
                    None => return true,
                }
                continue;
            }
            if found.to <= at && matches!(found.rule.pattern.operation, MatchOperation::Push(_)) {
                entered = (found.to, self.stack.len() + 1);
            }
            at = found.to;
            if found.from_prototype {
                self.prototypes_from.push(self.stack.len());
            }
            self.apply(line, &found, ops);
        }
        false
    }

    /// The rule that matches next, from `start` on.
    fn find(&mut self, line: &str, start: usize, may_loop: bool) -> Option<Found> {
        let Self { stack, prototypes_from, ahead, scratch, dead, .. } = self;
        let top = stack.last()?;
        dead.clear();
        // With a prototype of a push come first, from the bottom to the top.
        let lowest = prototypes_from.last().copied().unwrap_or(0);
        let outer = stack.get(lowest..).unwrap_or_default();
        let has_pushed = top.has_prototypes && outer.iter().any(|level| !level.prototypes.is_empty());
        let mut search =
            Search { line, start, may_loop, may_push: stack.len() < DEEPEST, ahead, scratch, dead, looping: None };
        let bytes = line.as_bytes();
        let is_word = |byte: &u8| IS_WORD[usize::from(*byte)];
        let mut after_word = start.checked_sub(1).is_some_and(|before| is_word(&bytes[before]));
        for at in start..=bytes.len() {
            let byte = bytes.get(at).map_or(END, |byte| usize::from(*byte));
            let before_word = bytes.get(at).is_some_and(is_word);
            let in_word = std::mem::replace(&mut after_word, before_word) && before_word;
            if (0x80..0xC0).contains(&byte) {
                continue;
            }
            if has_pushed {
                for level in outer {
                    for context in &level.prototypes {
                        // They are asked without a prototype of their own.
                        let own = context.candidates(byte, in_word).filter(|(.., of_prototype)| !of_prototype);
                        for (_, rule, _) in own {
                            if let Some(mut found) = search.ask(rule, level.captures.as_deref(), at) {
                                found.from_prototype = true;
                                return Some(found);
                            }
                        }
                    }
                }
            }
            let there = search.ahead.from(at);
            for (needs, rule, of_prototype) in top.context.candidates(byte, in_word) {
                if !there.has(needs) {
                    continue;
                }
                let captures = top.captures.as_deref().filter(|_| !of_prototype);
                if let Some(found) = search.ask(rule, captures, at) {
                    return Some(found);
                }
            }
            if search.looping.is_some() {
                return search.looping;
            }
        }
        None
    }

    fn apply(&mut self, line: &str, found: &Found, ops: &mut Ops) {
        let stays = matches!(found.rule.pattern.operation, MatchOperation::None);
        if !stays {
            self.meta_scopes(true, found.from, found.rule, ops);
        }
        ops.extend(found.rule.scopes.iter().map(|scope| (found.from, *scope)));
        if !found.rule.captures.is_empty() {
            // Groups stand in any order; what is around another opens first.
            let mut nested: Vec<((usize, isize), Op)> = Vec::new();
            for (number, scopes) in &found.rule.captures {
                if let Some((from, to)) = self.scratch.group(*number).filter(|(from, to)| from != to) {
                    let outermost = -((to as isize) - (from as isize));
                    nested.extend(scopes.iter().map(|scope| ((from, outermost), *scope)));
                    nested.push(((to, isize::MIN), Op::Close(scopes.len())));
                }
            }
            nested.sort_by_key(|(at, _)| *at);
            ops.extend(nested.into_iter().map(|((at, _), op)| (at, op)));
        }
        if !found.rule.scopes.is_empty() {
            ops.push((found.to, Op::Close(found.rule.scopes.len())));
        }
        if !stays {
            self.meta_scopes(false, found.to, found.rule, ops);
            self.enter(line, found.rule);
        }
    }

    /// The scopes of contexts that are entered and left, before (`opening`) and after the scopes of the match itself.
    fn meta_scopes(&self, opening: bool, at: usize, rule: &Rule, ops: &mut Ops) {
        let Some(current) = self.stack.last().map(|level| level.context) else { return };
        let is_set = match rule.pattern.operation {
            MatchOperation::None => return,
            MatchOperation::Pop => {
                let scopes = if opening { &current.meta_content } else { &current.meta };
                if !scopes.is_empty() {
                    ops.push((at, Op::Close(scopes.len())));
                }
                if !opening && current.definition.clear_scopes.is_some() {
                    ops.push((at, Op::Restore));
                }
                return;
            }
            MatchOperation::Push(_) => false,
            MatchOperation::Set(_) => true,
        };
        let targets = rule.targets(self.set);
        if opening {
            if is_set && current.definition.clear_scopes.is_some() {
                ops.push((at, Op::Restore));
            }
            for target in targets {
                if let Some(amount) = target.definition.clear_scopes.filter(|_| !is_set) {
                    ops.push((at, Op::Clear(amount)));
                }
                ops.extend(target.meta.iter().map(|scope| (at, *scope)));
            }
            return;
        }
        let again = (is_set && !(current.meta.is_empty() && current.meta_content.is_empty()))
            || targets
                .iter()
                .any(|target| !target.meta_content.is_empty() || (is_set && target.definition.clear_scopes.is_some()));
        if !again {
            return;
        }
        let mut open: usize = targets.iter().map(|target| target.meta.len()).sum();
        if is_set {
            open += current.meta_content.len() + current.meta.len();
        }
        if open > 0 {
            ops.push((at, Op::Close(open)));
        }
        for target in targets {
            if let Some(amount) = target.definition.clear_scopes.filter(|_| is_set) {
                ops.push((at, Op::Clear(amount)));
            }
            ops.extend(target.meta.iter().chain(&target.meta_content).map(|scope| (at, *scope)));
        }
    }

    /// Enters and leaves contexts.
    fn enter(&mut self, line: &str, rule: &Rule) {
        let mut prototypes = match rule.pattern.operation {
            MatchOperation::None => return,
            MatchOperation::Pop => {
                self.stack.pop();
                return;
            }
            MatchOperation::Push(_) => Vec::new(),
            // They stay until the level is left that they came with.
            MatchOperation::Set(_) => self.stack.pop().map(|level| level.prototypes).unwrap_or_default(),
        };
        let targets = rule.targets(self.set);
        for (at, context) in targets.iter().enumerate() {
            let mut prototypes = std::mem::take(&mut prototypes);
            if at + 1 == targets.len() {
                prototypes.extend(rule.with_prototype(self.set));
            }
            let refers = |context: &&Context| context.definition.uses_backrefs;
            let captures = (refers(context) || prototypes.iter().any(refers)).then(|| {
                let groups =
                    (0..10).map(|number| self.scratch.group(number).map(|(from, to)| line[from..to].to_owned()));
                Rc::new(Captures::new(groups.collect()))
            });
            let has_prototypes = !prototypes.is_empty() || self.stack.last().is_some_and(|level| level.has_prototypes);
            self.stack.push(Level { context, prototypes, has_prototypes, captures });
        }
    }
}

/// One search along a line.
struct Search<'a> {
    line: &'a str,
    start: usize,
    may_loop: bool,
    may_push: bool,
    ahead: &'a Ahead,
    scratch: &'a mut Scratch,
    dead: &'a mut Vec<*const Rule>,
    /// The last rule that matched at this place and would loop.
    looping: Option<Found>,
}

impl Search<'_> {
    /// What a rule matches at a place, if it does something and would not loop.
    fn ask(&mut self, rule: &'static Rule, captures: Option<&Captures>, at: usize) -> Option<Found> {
        if !self.dead.is_empty() && self.dead.contains(&std::ptr::from_ref(rule)) {
            return None;
        }
        let end = match captures {
            Some(captures) if rule.pattern.has_captures => {
                let byte = self.line.as_bytes().get(at).map_or(END, |byte| usize::from(*byte));
                let expression = captures.fill(rule).filter(|expression| expression.firsts.has(byte))?;
                expression.match_at(self.line, at, self.start, self.scratch)?
            }
            _ => {
                let expression = rule.expression.as_ref().filter(|expression| !expression.only_at_start || at == 0)?;
                expression.match_at(self.line, at, self.start, self.scratch)?
            }
        };
        let operation = &rule.pattern.operation;
        let does_something = match operation {
            MatchOperation::None => end != at,
            MatchOperation::Push(_) => self.may_push,
            MatchOperation::Set(_) | MatchOperation::Pop => true,
        };
        if !does_something {
            self.dead.push(rule);
            return None;
        }
        let would_loop = self.may_loop && end <= self.start && matches!(operation, MatchOperation::Pop);
        let found = Found { rule, from_prototype: false, from: at, to: end, would_loop };
        if would_loop {
            self.looping = Some(found);
            return None;
        }
        Some(found)
    }
}
