//! The contexts of grammars → rules that can be asked by the next byte.
//!
//! A context of a grammar is made ready when a block of code first comes to it, and stays ready for the process: a
//! grammar has hundreds, a block comes to a few dozen. It must not know what happens when a rule matches.

use super::classes::Op;
use super::expression::{END, Expression, Groups, Needs};
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};
use syntect::parsing::syntax_definition::{
    Context as Definition, ContextId, ContextReference, MatchOperation, MatchPattern, context_iter,
};
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// A context, ready to be asked.
pub(super) struct Context {
    pub(super) definition: &'static Definition,
    /// What its meta scopes open.
    pub(super) meta: Box<[Op]>,
    pub(super) meta_content: Box<[Op]>,
    /// In order, those of included contexts among them; first those of the prototype, which come before all others. What
    /// a rule needs stands beside it, as most of them are not looked at any closer.
    rules: Vec<(Needs, &'static Rule)>,
    /// How many of the rules are those of the prototype.
    of_prototype: u16,
    /// Where the list for a byte is in `lists`, outside of words and then within one.
    by_byte: Box<[u16; 2 * (END + 1)]>,
    /// Places in `rules`, each list after its length. Many bytes share one; the first is that of all rules.
    lists: Box<[u16]>,
}

/// One rule: what it matches, and what it leads to.
pub(super) struct Rule {
    pub(super) pattern: &'static MatchPattern,
    /// `None` for a pattern that cannot be read: it matches nothing.
    pub(super) expression: Option<Expression>,
    /// What its scopes open, and those of its groups, by number.
    pub(super) scopes: Box<[Op]>,
    pub(super) captures: Box<[(usize, Box<[Op]>)]>,
    targets: OnceLock<Vec<&'static Context>>,
    with_prototype: OnceLock<Option<&'static Context>>,
}

impl Context {
    /// The rules that may match at a byte, or at [`END`], in order, with whether they are of the prototype. `in_word` is
    /// true between two letters, figures or low lines of ASCII, where half of all rules need not be asked.
    #[inline]
    pub(super) fn candidates(
        &self,
        byte: usize,
        in_word: bool,
    ) -> impl Iterator<Item = (Needs, &'static Rule, bool)> + use<'_> {
        let from: usize = self.by_byte[byte + usize::from(in_word) * (END + 1)].into();
        let list = &self.lists[from + 1..][..usize::from(self.lists[from])];
        list.iter().map(|at| {
            let (needs, rule) = self.rules[usize::from(*at)];
            (needs, rule, *at < self.of_prototype)
        })
    }
}

impl Rule {
    /// The contexts that are entered when it matches.
    pub(super) fn targets(&self, set: &'static SyntaxSet) -> &[&'static Context] {
        self.targets.get_or_init(|| match &self.pattern.operation {
            MatchOperation::Push(contexts) | MatchOperation::Set(contexts) => {
                contexts.iter().filter_map(|reference| context(reference, set)).collect()
            }
            MatchOperation::Pop | MatchOperation::None => Vec::new(),
        })
    }

    /// The context whose rules come before all others as long as the last target is not left.
    pub(super) fn with_prototype(&self, set: &'static SyntaxSet) -> Option<&'static Context> {
        *self.with_prototype.get_or_init(|| context(self.pattern.with_prototype.as_ref()?, set))
    }
}

/// The context that a block begins in.
pub(super) fn start(syntax: &'static SyntaxReference, set: &'static SyntaxSet) -> Option<&'static Context> {
    static STARTS: LazyLock<Mutex<FxHashMap<usize, Option<&'static Context>>>> = LazyLock::new(Mutex::default);
    // Two grammars may have one scope, but not one place in memory.
    let key = std::ptr::from_ref(syntax).addr();
    let known = STARTS.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
    known.unwrap_or_else(|| {
        let found = find_start(syntax, set);
        STARTS.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found);
        found
    })
}

/// The crate keeps the names of contexts to itself. The first of a grammar is known by its one rule: it goes on to the
/// main context without taking anything, under the scope of the grammar.
fn find_start(syntax: &SyntaxReference, set: &'static SyntaxSet) -> Option<&'static Context> {
    let index = set.syntaxes().iter().position(|other| std::ptr::eq(other, syntax))?;
    let reference = (0..).map_while(|at| {
        let reference = direct(&serde_json::json!({ "syntax_index": index, "context_index": at }))?;
        reference.resolve(set).is_ok().then_some(reference)
    });
    let mut starts = reference.filter(|reference| {
        let Ok(definition) = reference.resolve(set) else { return false };
        definition.meta_content_scope.as_slice() == [syntax.scope]
            && matches!(definition.patterns.as_slice(), [syntect::parsing::syntax_definition::Pattern::Match(only)]
                if only.regex.regex_str().is_empty() && matches!(only.operation, MatchOperation::Push(_)))
    });
    context(&starts.next()?, set)
}

fn reference(id: ContextId) -> Option<ContextReference> {
    direct(&serde_json::to_value(id).ok()?)
}

/// A reference can be made by no constructor, only read.
fn direct(id: &serde_json::Value) -> Option<ContextReference> {
    serde_json::from_value(serde_json::json!({ "Direct": id })).ok()
}

/// The context that a reference leads to. It and its rules are made once for the process.
fn context(reference: &ContextReference, set: &'static SyntaxSet) -> Option<&'static Context> {
    static KNOWN: LazyLock<Mutex<FxHashMap<ContextId, &'static Context>>> = LazyLock::new(Mutex::default);
    let id = reference.id().ok()?;
    if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
        return Some(known);
    }
    let made: &'static Context = Box::leak(Box::new(ready(reference.resolve(set).ok()?, set)));
    // Where two threads made the same one, both go on with the first.
    Some(KNOWN.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_insert(made))
}

fn ready(definition: &'static Definition, set: &'static SyntaxSet) -> Context {
    let prototype = definition.prototype.and_then(|id| reference(id)?.resolve(set).ok());
    let rules_of = |definition: &'static Definition| {
        let patterns = context_iter(set, definition).filter_map(|(context, at)| context.match_at(at).ok());
        patterns.map(|pattern| rule(pattern, set))
    };
    let mut rules: Vec<&'static Rule> = prototype.into_iter().flat_map(rules_of).collect();
    let of_prototype = rules.len() as u16;
    rules.extend(rules_of(definition));
    let mut lists: Vec<u16> = vec![rules.len() as u16];
    lists.extend(0..rules.len() as u16);
    let mut known: FxHashMap<Vec<u16>, u16> = FxHashMap::default();
    let by_byte = Box::new(std::array::from_fn(|at| {
        let (byte, in_word) = (at % (END + 1), at > END);
        let may_match = |rule: &&'static Rule| match &rule.expression {
            // What a reference stands for is known only when a block is read.
            _ if rule.pattern.has_captures => true,
            Some(expression) => expression.firsts.has(byte) && !(in_word && expression.only_at_boundary),
            None => false,
        };
        let list: Vec<u16> =
            rules.iter().enumerate().filter(|(_, rule)| may_match(rule)).map(|(at, _)| at as u16).collect();
        *known.entry(list).or_insert_with_key(|list| {
            // Where there is no room, all rules are asked: which ones may match is known to save time, no more.
            let Ok(from) = u16::try_from(lists.len()) else { return 0 };
            lists.push(list.len() as u16);
            lists.extend(list);
            from
        })
    }));
    let needs = |rule: &Rule| match &rule.expression {
        Some(expression) if !rule.pattern.has_captures => expression.needs,
        _ => Needs::default(),
    };
    let rules = rules.into_iter().map(|rule| (needs(rule), rule)).collect();
    let (meta, meta_content) = (Op::open_all(&definition.meta_scope), Op::open_all(&definition.meta_content_scope));
    Context { definition, meta, meta_content, rules, of_prototype, by_byte, lists: lists.into() }
}

fn rule(pattern: &'static MatchPattern, set: &'static SyntaxSet) -> &'static Rule {
    static KNOWN: LazyLock<Mutex<FxHashMap<usize, &'static Rule>>> = LazyLock::new(Mutex::default);
    // Patterns live as long as the process: an address is a name.
    let key = std::ptr::from_ref(pattern).addr();
    if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return known;
    }
    let targets = match &pattern.operation {
        MatchOperation::Push(contexts) | MatchOperation::Set(contexts) => contexts.as_slice(),
        MatchOperation::Pop | MatchOperation::None => &[],
    };
    let refers = |reference: &ContextReference| reference.resolve(set).is_ok_and(|context| context.uses_backrefs);
    let asked = if targets.iter().chain(&pattern.with_prototype).any(refers) {
        Groups::ALL
    } else {
        Groups::of(pattern.captures.iter().flatten().map(|(number, _)| *number))
    };
    let captures = pattern.captures.iter().flatten();
    let made: &'static Rule = Box::leak(Box::new(Rule {
        pattern,
        expression: Expression::new(pattern.regex.regex_str(), asked),
        scopes: Op::open_all(&pattern.scope),
        captures: captures.map(|(group, scopes)| (*group, Op::open_all(scopes))).collect(),
        targets: OnceLock::new(),
        with_prototype: OnceLock::new(),
    }));
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made)
}
