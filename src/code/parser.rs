//! A line of code → the scopes that open and close in it, by the rules of a grammar.
//!
//! The machine is that of syntect's `ParseState` (a stack of contexts; the rule that matches earliest wins, of several
//! the first in order), and gives the same scopes: a test compares the two. It asks otherwise: at each place only those
//! rules that may begin with the byte there.

use super::expression::{Ahead, END, Expression, Scratch};
use super::grammar::{Context, Rule, start};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use syntect::parsing::syntax_definition::MatchOperation;
use syntect::parsing::{ScopeStackOp, SyntaxReference, SyntaxSet};

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
    /// Expressions whose references were filled in, by their text.
    filled: FxHashMap<String, Option<Rc<Expression>>>,
}

struct Level {
    context: &'static Context,
    prototypes: Vec<&'static Context>,
    /// What the groups of the rule matched that entered it, where rules refer to them.
    captures: Option<Rc<Captures>>,
}

type Captures = Vec<Option<String>>;

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
pub(super) type Ops = Vec<(usize, ScopeStackOp)>;

impl Parser {
    /// At the beginning of a block. `None` for a grammar without a beginning.
    pub(super) fn new(syntax: &'static SyntaxReference, set: &'static SyntaxSet) -> Option<Self> {
        let context = start(syntax, set)?;
        let mut scratch = Scratch::default();
        scratch.allow(EFFORT.1);
        Some(Self {
            set,
            stack: vec![Level { context, prototypes: Vec::new(), captures: None }],
            is_first_line: true,
            prototypes_from: Vec::new(),
            ahead: Ahead::default(),
            scratch,
            dead: Vec::new(),
            filled: FxHashMap::default(),
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
            let scopes = level.context.definition.meta_content_scope.first();
            ops.extend(scopes.map(|scope| (0, ScopeStackOp::Push(*scope))));
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
        let Self { set, stack, prototypes_from, ahead, scratch, dead, filled, .. } = self;
        let top = stack.last()?;
        dead.clear();
        // With a prototype of a push come first, from the bottom to the top.
        let lowest = prototypes_from.last().copied().unwrap_or(0);
        let outer = stack.get(lowest..).unwrap_or_default();
        let pushed = outer
            .iter()
            .flat_map(|level| level.prototypes.iter().map(|context| (*context, true, level.captures.as_deref())));
        let own = top.context.prototype(set).map(|context| (context, false, None));
        let chain = pushed.chain(own).chain([(top.context, false, top.captures.as_deref())]);
        let bytes = line.as_bytes();
        let mut looping: Option<Found> = None;
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let mut after_word = start.checked_sub(1).is_some_and(|before| is_word(&bytes[before]));
        for at in start..=bytes.len() {
            let byte = bytes.get(at).map_or(END, |byte| usize::from(*byte));
            let before_word = bytes.get(at).is_some_and(is_word);
            let in_word = std::mem::replace(&mut after_word, before_word) && before_word;
            if (0x80..0xC0).contains(&byte) {
                continue;
            }
            for (context, from_prototype, captures) in chain.clone() {
                for candidate in context.candidates(byte, in_word) {
                    let rule = context.rules[usize::from(*candidate)];
                    if !dead.is_empty() && dead.contains(&std::ptr::from_ref(rule)) {
                        continue;
                    }
                    let of_block;
                    let expression = match captures {
                        Some(captures) if rule.pattern.has_captures => {
                            of_block = fill(rule.pattern.regex.regex_str(), captures, filled);
                            of_block.as_deref()
                        }
                        _ => rule.expression.as_ref(),
                    };
                    let Some(expression) = expression else { continue };
                    if (expression.only_at_start && at > 0) || !ahead.has(expression.needs, at) {
                        continue;
                    }
                    let Some(end) = expression.match_at(line, at, start, scratch) else { continue };
                    let operation = &rule.pattern.operation;
                    let does_something = match operation {
                        MatchOperation::None => end != at,
                        MatchOperation::Push(_) => stack.len() < DEEPEST,
                        MatchOperation::Set(_) | MatchOperation::Pop => true,
                    };
                    if !does_something {
                        dead.push(rule);
                        continue;
                    }
                    let would_loop = may_loop && end <= start && matches!(operation, MatchOperation::Pop);
                    let found = Found { rule, from_prototype, from: at, to: end, would_loop };
                    if !would_loop {
                        return Some(found);
                    }
                    looping = Some(found);
                }
            }
            if looping.is_some() {
                return looping;
            }
        }
        None
    }

    fn apply(&mut self, line: &str, found: &Found, ops: &mut Ops) {
        let pattern = found.rule.pattern;
        self.meta_scopes(true, found.from, found.rule, ops);
        ops.extend(pattern.scope.iter().map(|scope| (found.from, ScopeStackOp::Push(*scope))));
        if let Some(captures) = &pattern.captures {
            // Groups stand in any order; what is around another opens first.
            let mut nested: Vec<((usize, isize), ScopeStackOp)> = Vec::new();
            for (number, scopes) in captures {
                if let Some((from, to)) = self.scratch.group(*number).filter(|(from, to)| from != to) {
                    let outermost = -((to as isize) - (from as isize));
                    nested.extend(scopes.iter().map(|scope| ((from, outermost), ScopeStackOp::Push(*scope))));
                    nested.push(((to, isize::MIN), ScopeStackOp::Pop(scopes.len())));
                }
            }
            nested.sort_by_key(|(at, _)| *at);
            ops.extend(nested.into_iter().map(|((at, _), op)| (at, op)));
        }
        if !pattern.scope.is_empty() {
            ops.push((found.to, ScopeStackOp::Pop(pattern.scope.len())));
        }
        self.meta_scopes(false, found.to, found.rule, ops);
        self.enter(line, found.rule);
    }

    /// The scopes of contexts that are entered and left, before (`opening`) and after the scopes of the match itself.
    fn meta_scopes(&self, opening: bool, at: usize, rule: &Rule, ops: &mut Ops) {
        let Some(current) = self.stack.last().map(|level| level.context.definition) else { return };
        let is_set = match rule.pattern.operation {
            MatchOperation::None => return,
            MatchOperation::Pop => {
                let scopes = if opening { &current.meta_content_scope } else { &current.meta_scope };
                if !scopes.is_empty() {
                    ops.push((at, ScopeStackOp::Pop(scopes.len())));
                }
                if !opening && current.clear_scopes.is_some() {
                    ops.push((at, ScopeStackOp::Restore));
                }
                return;
            }
            MatchOperation::Push(_) => false,
            MatchOperation::Set(_) => true,
        };
        let targets = || rule.targets(self.set).iter().map(|target| target.definition);
        let push = |scope: &_| (at, ScopeStackOp::Push(*scope));
        if opening {
            if is_set && current.clear_scopes.is_some() {
                ops.push((at, ScopeStackOp::Restore));
            }
            for target in targets() {
                if let Some(amount) = target.clear_scopes.filter(|_| !is_set) {
                    ops.push((at, ScopeStackOp::Clear(amount)));
                }
                ops.extend(target.meta_scope.iter().map(push));
            }
            return;
        }
        let again = (is_set && !(current.meta_scope.is_empty() && current.meta_content_scope.is_empty()))
            || targets()
                .any(|target| !target.meta_content_scope.is_empty() || (is_set && target.clear_scopes.is_some()));
        if !again {
            return;
        }
        let mut open: usize = targets().map(|target| target.meta_scope.len()).sum();
        if is_set {
            open += current.meta_content_scope.len() + current.meta_scope.len();
        }
        if open > 0 {
            ops.push((at, ScopeStackOp::Pop(open)));
        }
        for target in targets() {
            if let Some(amount) = target.clear_scopes.filter(|_| is_set) {
                ops.push((at, ScopeStackOp::Clear(amount)));
            }
            ops.extend(target.meta_scope.iter().chain(&target.meta_content_scope).map(push));
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
                Rc::new(groups.collect())
            });
            self.stack.push(Level { context, prototypes, captures });
        }
    }
}

/// An expression whose references to groups (`\1`) stand for what those groups matched.
fn fill(
    pattern: &str,
    captures: &Captures,
    filled: &mut FxHashMap<String, Option<Rc<Expression>>>,
) -> Option<Rc<Expression>> {
    let mut text = String::with_capacity(pattern.len());
    let mut escaped = false;
    for letter in pattern.chars() {
        match letter.to_digit(10).filter(|_| escaped) {
            Some(number) => {
                let group = captures.get(number as usize).and_then(Option::as_deref);
                text.push_str(&regex_syntax::escape(group.unwrap_or_default()));
                escaped = false;
            }
            None if escaped => {
                text.extend(['\\', letter]);
                escaped = false;
            }
            None if letter == '\\' => escaped = true,
            None => text.push(letter),
        }
    }
    if let Some(known) = filled.get(&text) {
        return known.clone();
    }
    let made = Expression::new(&text, true).map(Rc::new);
    filled.insert(text, made.clone());
    made
}
