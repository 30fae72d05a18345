//! A pattern → its steps.
//!
//! Each part is compiled with the step that follows it in hand. So it is known of each step which bytes can come there, and
//! most choices are made by one look at the next byte.

use super::chars::{CharSet, END, Firsts};
use super::needs::Needs;
use super::{Assert, Dispatch, Expression, Groups, Look, Loop, Node, NodeId, Repeat, Split};
use fancy_regex::{Assertion, Expr, LookAround};
use std::sync::Arc;

/// `\<` and `\>` are signs and no ends of words, as in Oniguruma: a bit of `Expr::parse_tree_with_flags`.
const ONIGURUMA: u32 = 1 << 6;

/// An expression of more steps is none that grammars have.
const MOST_NODES: usize = 100_000;

/// How many ways make a table worth its room.
const TABLE_FROM: usize = 4;

pub(super) fn compile(pattern: &str, asked: Groups) -> Option<Expression> {
    let tree = Expr::parse_tree_with_flags(pattern, ONIGURUMA).ok()?;
    let noted = if tree.backrefs.is_empty() { asked } else { Groups::ALL };
    let slots = if noted == Groups::of([].into_iter()) { 0 } else { (groups(&tree.expr) + 1) * 2 };
    let mut compiler =
        Compiler { nodes: vec![Node::Match], firsts: vec![Firsts::ALL], needs: vec![Needs::default()], slots, noted };
    let start = compiler.expr(&tree.expr, 1, 0)?;
    let firsts = compiler.firsts[start as usize];
    let needs = compiler.needs[start as usize];
    let only_at_start = compiler.begins_with(start, Assert::TextStart);
    let only_at_boundary = compiler.begins_with(start, Assert::WordBoundary);
    let Compiler { nodes, slots, .. } = compiler;
    Some(Expression { nodes, start, slots, firsts, needs, only_at_start, only_at_boundary })
}

struct Compiler {
    nodes: Vec<Node>,
    /// The bytes that may come at each step.
    firsts: Vec<Firsts>,
    /// What each step and those after it cannot do without.
    needs: Vec<Needs>,
    slots: usize,
    noted: Groups,
}

/// A part of one way of several.
#[derive(Clone, Copy)]
enum Item<'a> {
    Letter(char, bool),
    /// With the number of its first group.
    Part(&'a Expr, usize),
}

impl Compiler {
    fn node(&mut self, node: Node, firsts: Firsts) -> NodeId {
        self.needs.push(self.needs_of(&node));
        self.nodes.push(node);
        self.firsts.push(firsts);
        (self.nodes.len() - 1) as NodeId
    }

    fn needs_of(&self, node: &Node) -> Needs {
        let of = |node: NodeId| self.needs[node as usize];
        match node {
            Node::Match => Needs::default(),
            Node::Literal(literal, next) => Needs::of_all(literal).and(of(*next)),
            Node::Letter(small, next) => Needs::of_all(&[*small]).and(of(*next)),
            Node::Set(set, next) => set.needs().and(of(*next)),
            Node::Repeat(repeat) if repeat.least > 0 => repeat.set.needs().and(of(repeat.next)),
            Node::Repeat(repeat) => of(repeat.next),
            Node::Split(split) => of(split.rather.0).or(of(split.or.0)),
            Node::Dispatch(dispatch) => {
                let ways = dispatch.ways.iter().flatten().map(|way| of(*way));
                ways.reduce(Needs::or).unwrap_or_default()
            }
            Node::Look(look) if look.wanted && look.behind.is_none() => of(look.body).and(of(look.next)),
            Node::Look(look) => of(look.next),
            Node::Atomic(body, next) => of(*body).and(of(*next)),
            Node::Loop(round) => of(round.next),
            Node::Forget(_, next) | Node::Save(_, next) | Node::Assert(_, next) | Node::Reference(_, _, next) => {
                of(*next)
            }
        }
    }

    fn firsts(&self, node: NodeId) -> &Firsts {
        &self.firsts[node as usize]
    }

    /// Whether `wanted` must hold where a match begins that goes on with this step.
    fn begins_with(&self, node: NodeId, wanted: Assert) -> bool {
        match &self.nodes[node as usize] {
            Node::Assert(assert, next) => *assert == wanted || self.begins_with(*next, wanted),
            Node::Save(_, next) | Node::Atomic(next, _) => self.begins_with(*next, wanted),
            Node::Look(look) => {
                let is_ahead = look.wanted && look.behind.is_none();
                (is_ahead && self.begins_with(look.body, wanted)) || self.begins_with(look.next, wanted)
            }
            Node::Split(split) => [split.rather.0, split.or.0].iter().all(|way| self.begins_with(*way, wanted)),
            Node::Dispatch(dispatch) => dispatch.ways.iter().flatten().all(|way| self.begins_with(*way, wanted)),
            _ => false,
        }
    }

    /// Bytes that are all it takes for a step to lead to the end of its part.
    fn surely(&self, node: NodeId) -> Firsts {
        match &self.nodes[node as usize] {
            Node::Set(set, 0) => set.ascii_firsts(),
            Node::Literal(literal, 0) if literal.len() == 1 => Firsts::of(literal[0]),
            Node::Save(_, next) => self.surely(*next),
            Node::Split(split) => self.surely(split.rather.0).or(&self.surely(split.or.0)),
            Node::Dispatch(dispatch) => {
                dispatch.ways.iter().flatten().fold(Firsts::default(), |all, way| all.or(&self.surely(*way)))
            }
            _ => Firsts::default(),
        }
    }

    /// Bytes of ASCII for which a turn of the loop `round` is this: to take that byte, with no other way to go.
    fn takes_one(&self, body: NodeId, round: NodeId) -> Firsts {
        match &self.nodes[body as usize] {
            Node::Set(set, next) if *next == round => set.ascii_firsts(),
            Node::Split(split) => {
                let (rather, or) = (self.takes_one(split.rather.0, round), self.takes_one(split.or.0, round));
                rather.without(&split.or.1).or(&or.without(&split.rather.1))
            }
            _ => Firsts::default(),
        }
    }

    /// Steps for a part whose first group has the number `group`, before the step `next`.
    fn expr(&mut self, expr: &Expr, group: usize, next: NodeId) -> Option<NodeId> {
        if self.nodes.len() > MOST_NODES {
            return None;
        }
        Some(match expr {
            Expr::Empty => next,
            Expr::Any { .. } | Expr::Delegate { size: 1, .. } => {
                let set = set_of(expr)?;
                let firsts = set.firsts();
                self.node(Node::Set(set, next), firsts)
            }
            // What the parser makes of `\Z`.
            Expr::Delegate { inner, .. } if inner == r"\n*$" => {
                let end = self.assert(Assert::TextEnd, next);
                self.repeat_set(CharSet::parse(r"\n", false)?, (0, usize::MAX), true, end)
            }
            Expr::Assertion(assertion) => self.assert(
                match assertion {
                    Assertion::StartText => Assert::TextStart,
                    Assertion::EndText => Assert::TextEnd,
                    Assertion::StartLine { .. } => Assert::LineStart,
                    Assertion::EndLine { .. } => Assert::LineEnd,
                    Assertion::WordBoundary => Assert::WordBoundary,
                    Assertion::NotWordBoundary => Assert::NoWordBoundary,
                    _ => return None,
                },
                next,
            ),
            Expr::ContinueFromPreviousMatchEnd => self.assert(Assert::SearchStart, next),
            Expr::Literal { .. } | Expr::Concat(_) => {
                let mut items = Vec::new();
                flatten(expr, group, &mut items);
                self.way(&items, next)?
            }
            Expr::Alt(branches) => {
                let mut ways = Vec::with_capacity(branches.len());
                let mut group = group;
                for branch in branches {
                    let mut items = Vec::new();
                    flatten(branch, group, &mut items);
                    ways.push(items);
                    group += groups(branch);
                }
                let ways: Vec<&[Item<'_>]> = ways.iter().map(Vec::as_slice).collect();
                self.ways(&ways, next)?
            }
            Expr::Group(inner) if !self.noted.has(group) => self.expr(inner, group + 1, next)?,
            Expr::Group(inner) => {
                let firsts = *self.firsts(next);
                let end = self.node(Node::Save(group * 2 + 1, next), firsts);
                let body = self.expr(inner, group + 1, end)?;
                let firsts = *self.firsts(body);
                self.node(Node::Save(group * 2, body), firsts)
            }
            Expr::LookAround(inner, kind) => self.look(inner, *kind, group, next)?,
            Expr::Repeat { child, lo, hi, greedy } => self.repeat(child, (*lo, *hi), *greedy, group, next)?,
            Expr::AtomicGroup(inner) => {
                let body = self.expr(inner, group, 0)?;
                // A body that may be empty says nothing about what comes.
                let firsts = *self.firsts(body);
                self.node(Node::Atomic(body, next), firsts)
            }
            Expr::Backref { group, casei } => self.node(Node::Reference(*group, *casei, next), Firsts::ALL),
            _ => return None,
        })
    }

    fn assert(&mut self, assert: Assert, next: NodeId) -> NodeId {
        let mut possible = Firsts::default();
        match assert {
            Assert::TextEnd => possible.add(END),
            Assert::LineEnd => {
                possible.add(END);
                possible.add(usize::from(b'\n'));
            }
            _ => possible = Firsts::ALL,
        }
        let firsts = self.firsts(next).and(&possible);
        self.node(Node::Assert(assert, next), firsts)
    }

    /// The parts of one way, from the last to the first; signs that stand together are compared together.
    fn way(&mut self, items: &[Item<'_>], mut next: NodeId) -> Option<NodeId> {
        let mut rest = items;
        while let Some((last, before)) = rest.split_last() {
            match *last {
                Item::Part(expr, group) => {
                    next = self.expr(expr, group, next)?;
                    rest = before;
                }
                Item::Letter(letter, true) => {
                    next = self.letter(letter, next);
                    rest = before;
                }
                Item::Letter(_, false) => {
                    let from =
                        rest.iter().rposition(|item| !matches!(item, Item::Letter(_, false))).map_or(0, |at| at + 1);
                    let text: String = rest[from..]
                        .iter()
                        .filter_map(|item| if let Item::Letter(letter, _) = item { Some(*letter) } else { None })
                        .collect();
                    let bytes = text.into_bytes();
                    let firsts = bytes.first().map_or(Firsts::ALL, |byte| Firsts::of(*byte));
                    next = self.node(Node::Literal(bytes.into(), next), firsts);
                    rest = &rest[..from];
                }
            }
        }
        Some(next)
    }

    /// A letter in whatever case.
    fn letter(&mut self, letter: char, next: NodeId) -> NodeId {
        let small = letter.to_ascii_lowercase();
        // Two letters of ASCII have a third case elsewhere: the Kelvin sign and the long s.
        if small.is_ascii_lowercase() && !matches!(small, 'k' | 's') {
            let byte = small as u8;
            let firsts = Firsts::of(byte).or(&Firsts::of(byte.to_ascii_uppercase()));
            return self.node(Node::Letter(byte, next), firsts);
        }
        let set = CharSet::folded(letter);
        let firsts = set.firsts();
        self.node(Node::Set(Arc::new(set), next), firsts)
    }

    /// Several ways. Those that begin with the same letter share it, so that a list of a thousand words becomes a tree.
    fn ways(&mut self, ways: &[&[Item<'_>]], next: NodeId) -> Option<NodeId> {
        let mut starts = Vec::new();
        let mut rest = ways;
        while let Some(first) = rest.first() {
            let letter = |way: &&[Item<'_>]| match way.first() {
                Some(Item::Letter(letter, folds)) if !folds || letter.is_ascii() => {
                    Some((if *folds { letter.to_ascii_lowercase() } else { *letter }, *folds))
                }
                _ => None,
            };
            let Some((_, folds)) = letter(first) else {
                starts.push(self.way(first, next)?);
                rest = &rest[1..];
                continue;
            };
            let run = rest.iter().take_while(|way| letter(way).is_some_and(|(_, other)| other == folds)).count();
            // Ways that begin differently exclude each other: of those that do not, the order is kept.
            let mut kinds: Vec<(char, Vec<&[Item<'_>]>)> = Vec::new();
            let mut places: rustc_hash::FxHashMap<char, usize> = rustc_hash::FxHashMap::default();
            for way in &rest[..run] {
                let Some((letter, _)) = letter(way) else { continue };
                let at = *places.entry(letter).or_insert_with(|| {
                    kinds.push((letter, Vec::new()));
                    kinds.len() - 1
                });
                kinds[at].1.push(&way[..]);
            }
            for (letter, ways) in kinds {
                starts.push(match ways.as_slice() {
                    [one] => self.way(one, next)?,
                    several => {
                        let tails: Vec<&[Item<'_>]> = several.iter().map(|way| &way[1..]).collect();
                        let tail = self.ways(&tails, next)?;
                        self.way(&[Item::Letter(letter, folds)], tail)?
                    }
                });
            }
            rest = &rest[run..];
        }
        Some(self.choice(&starts, next))
    }

    fn choice(&mut self, starts: &[NodeId], next: NodeId) -> NodeId {
        match starts {
            [] => next,
            [one] => *one,
            several if several.len() >= TABLE_FROM => {
                let mut ways: Vec<Box<[NodeId]>> = Vec::new();
                let mut known: rustc_hash::FxHashMap<Box<[NodeId]>, u16> = rustc_hash::FxHashMap::default();
                let mut all = Firsts::default();
                let by_byte = std::array::from_fn(|byte| {
                    let possible: Box<[NodeId]> =
                        several.iter().copied().filter(|start| self.firsts(*start).has(byte)).collect();
                    if !possible.is_empty() {
                        all.add(byte);
                    }
                    *known.entry(possible).or_insert_with_key(|possible| {
                        ways.push(possible.clone());
                        (ways.len() - 1) as u16
                    })
                });
                self.node(Node::Dispatch(Box::new(Dispatch { by_byte, ways })), all)
            }
            [first, others @ ..] => {
                let or = self.choice(others, next);
                self.split(*first, or)
            }
        }
    }

    fn split(&mut self, rather: NodeId, or: NodeId) -> NodeId {
        let (first, second) = (*self.firsts(rather), *self.firsts(or));
        self.node(Node::Split(Box::new(Split { rather: (rather, first), or: (or, second) })), first.or(&second))
    }

    fn look(&mut self, inner: &Expr, kind: LookAround, group: usize, next: NodeId) -> Option<NodeId> {
        let wanted = matches!(kind, LookAround::LookAhead | LookAround::LookBehind);
        let ahead = matches!(kind, LookAround::LookAhead | LookAround::LookAheadNeg);
        if !ahead && let Some(branches) = unequal(inner) {
            // Ways of different lengths are looked for one by one.
            let mut group = group;
            let mut groups_of = Vec::new();
            for branch in branches {
                groups_of.push(group);
                group += groups(branch);
            }
            if wanted {
                let looks = branches.iter().zip(groups_of).map(|(branch, group)| self.look(branch, kind, group, next));
                let starts: Vec<NodeId> = looks.collect::<Option<_>>()?;
                return Some(self.choice(&starts, next));
            }
            let mut next = next;
            for (branch, group) in branches.iter().zip(groups_of).rev() {
                next = self.look(branch, kind, group, next)?;
            }
            return Some(next);
        }
        let behind = if ahead { None } else { Some(width(inner)?) };
        let body = self.expr(inner, group, 0)?;
        let mut firsts = *self.firsts(next);
        if ahead && wanted {
            firsts = firsts.and(self.firsts(body));
        } else if ahead {
            firsts = firsts.without(&self.surely(body));
        }
        Some(self.node(Node::Look(Box::new(Look { body, behind, wanted, next })), firsts))
    }

    fn repeat(
        &mut self,
        child: &Expr,
        (least, most): (usize, usize),
        greedy: bool,
        group: usize,
        next: NodeId,
    ) -> Option<NodeId> {
        if let Some(set) = set_of(child) {
            return Some(self.repeat_set(set, (least, most), greedy, next));
        }
        let mut after = next;
        if most == usize::MAX {
            let turn = may_be_empty(child).then(|| {
                self.slots += 1;
                self.slots - 1
            });
            let next_firsts = *self.firsts(next);
            let whole =
                Loop { body: 0, body_firsts: Firsts::ALL, next, next_firsts, greedy, turn, fast: Firsts::default() };
            // What the body leads to is not known yet: anything may come.
            let round = self.node(Node::Loop(Box::new(whole)), Firsts::ALL);
            let body = self.expr(child, group, round)?;
            let body_firsts = *self.firsts(body);
            let fast =
                if turn.is_none() { self.takes_one(body, round).without(&next_firsts) } else { Firsts::default() };
            self.nodes[round as usize] =
                Node::Loop(Box::new(Loop { body, body_firsts, next, next_firsts, greedy, turn, fast }));
            let firsts = body_firsts.or(self.firsts(next));
            self.firsts[round as usize] = firsts;
            after = match turn {
                Some(slot) => self.node(Node::Forget(slot, round), firsts),
                None => round,
            };
        } else {
            for _ in least..most {
                let once = self.expr(child, group, after)?;
                after = if greedy { self.split(once, next) } else { self.split(next, once) };
            }
        }
        for _ in 0..least {
            after = self.expr(child, group, after)?;
        }
        Some(after)
    }

    fn repeat_set(&mut self, set: Arc<CharSet>, (least, most): (usize, usize), greedy: bool, next: NodeId) -> NodeId {
        let firsts = set.firsts();
        let is_settled = firsts.and(self.firsts(next)).is_empty();
        let fills_words = greedy && !is_settled && self.begins_with(next, Assert::WordBoundary) && set.is_of_words();
        let all = if least == 0 { firsts.or(self.firsts(next)) } else { firsts };
        self.node(Node::Repeat(Box::new(Repeat { set, least, most, greedy, is_settled, fills_words, next })), all)
    }
}

/// The set of a part that is one character.
fn set_of(expr: &Expr) -> Option<Arc<CharSet>> {
    match expr {
        Expr::Any { newline } => CharSet::parse(if *newline { "(?s:.)" } else { "." }, false),
        Expr::Delegate { inner, size: 1, casei } => CharSet::parse(inner, *casei),
        Expr::Literal { val, casei } => {
            let mut letters = val.chars();
            letters.next().filter(|_| letters.next().is_none())?;
            CharSet::parse(&regex_syntax::escape(val), *casei)
        }
        _ => None,
    }
}

fn flatten<'a>(expr: &'a Expr, group: usize, items: &mut Vec<Item<'a>>) {
    match expr {
        Expr::Literal { val, casei } => items.extend(val.chars().map(|letter| {
            // Signs that have no case are compared as they are.
            Item::Letter(letter, *casei && (!letter.is_ascii() || letter.is_ascii_alphabetic()))
        })),
        Expr::Concat(parts) => {
            let mut group = group;
            for part in parts {
                flatten(part, group, items);
                group += groups(part);
            }
        }
        Expr::Empty => {}
        other => items.push(Item::Part(other, group)),
    }
}

/// How many groups a part has.
fn groups(expr: &Expr) -> usize {
    match expr {
        Expr::Concat(parts) | Expr::Alt(parts) => parts.iter().map(groups).sum(),
        Expr::Group(inner) => 1 + groups(inner),
        Expr::LookAround(inner, _) | Expr::AtomicGroup(inner) | Expr::Repeat { child: inner, .. } => groups(inner),
        _ => 0,
    }
}

/// The branches of an alternative that are not all of one length.
fn unequal(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Alt(branches) if width(expr).is_none() => Some(branches),
        _ => None,
    }
}

/// How many characters a part takes, if that is always the same.
fn width(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Any { .. } => Some(1),
        Expr::Delegate { size, .. } => Some(*size).filter(|size| *size == 1),
        Expr::Literal { val, .. } => Some(val.chars().count()),
        Expr::Concat(parts) => parts.iter().map(width).sum(),
        Expr::Alt(branches) => {
            let mut widths = branches.iter().map(width);
            let first = widths.next()??;
            widths.all(|width| width == Some(first)).then_some(first)
        }
        Expr::Group(inner) | Expr::AtomicGroup(inner) => width(inner),
        Expr::Repeat { child, lo, hi, .. } if lo == hi => Some(width(child)? * lo),
        Expr::Empty | Expr::Assertion(_) | Expr::LookAround(..) => Some(0),
        _ => None,
    }
}

fn may_be_empty(expr: &Expr) -> bool {
    match expr {
        Expr::Any { .. } => false,
        Expr::Literal { val, .. } => val.is_empty(),
        Expr::Delegate { size, .. } => *size == 0,
        Expr::Concat(parts) => parts.iter().all(may_be_empty),
        Expr::Alt(branches) => branches.iter().any(may_be_empty),
        Expr::Group(inner) | Expr::AtomicGroup(inner) => may_be_empty(inner),
        Expr::Repeat { child, lo, .. } => *lo == 0 || may_be_empty(child),
        _ => true,
    }
}
