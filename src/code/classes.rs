//! Turns the scopes a grammar gives a piece of code into the one class a stylesheet colours.
//!
//! A grammar names a token with a stack of scopes (`source.rust`, `meta.block.rust`, `string.quoted.double.rust`).
//! The innermost scope that the table knows decides; which text has the scopes and how a class is written as HTML is
//! not known here.

use rustc_hash::FxHashMap;
use syntect::parsing::{ClearAmount, Scope, ScopeStackOp};

/// The class of a token: one letter, or [`PLAIN`].
pub(super) type Class = &'static str;

/// No class: the token is written without a span.
pub(super) const PLAIN: Class = "";

/// The class of comments.
pub(super) const COMMENT: Class = "c";

/// In the table: the token has the class of what is around it, as a quote in a string has.
const OUTER: Class = "^";

/// Scope prefixes and their class; the longest prefix of a scope counts. A scope without a row here has the class of
/// what is around it.
///
/// `a` attribute or key, `c` comment, `d` deleted, `e` error, `f` function, `g` tag, `i` inserted, `k` keyword,
/// `m` annotation or directive, `n` number or other constant, `s` string, `t` type, `v` variable or parameter.
/// Operators and punctuation have none: they make half of the tokens, and their colour tells a reader little.
pub(super) const CLASSES: &[(&str, Class)] = &[
    // A language inside another starts afresh, as do the braces of a template string.
    ("source", PLAIN),
    ("text", PLAIN),
    ("meta.interpolation", PLAIN),
    ("meta.group.expansion", PLAIN),
    ("meta.group.expansion.parameter", "v"),
    ("comment", COMMENT),
    ("string", "s"),
    ("storage.type.string", "s"),
    ("constant", "n"),
    ("support.constant", "n"),
    ("entity.name.constant", "n"),
    ("keyword.other.unit", "n"),
    ("keyword", "k"),
    ("keyword.operator", OUTER),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical.lua", "k"),
    ("keyword.operator.logical.python", "k"),
    ("keyword.operator.logical.sql", "k"),
    ("storage", "k"),
    ("storage.type.function.arrow", OUTER),
    ("markup.heading", "k"),
    ("entity.name.section", "k"),
    ("entity.name.function", "f"),
    ("entity.name.macro", "f"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("variable.function", "f"),
    ("entity.name", "t"),
    ("entity.other.inherited-class", "t"),
    ("storage.modifier.lifetime", "t"),
    ("storage.type.tag-handle", "t"),
    ("support.class", "t"),
    ("support.type", "t"),
    ("variable.other.alias", "t"),
    // Other variables stay plain: in most languages that is every identifier. These have a sigil or a role.
    ("variable.language", "v"),
    ("variable.parameter", "v"),
    ("variable.other.php", "v"),
    ("variable.other.readwrite.global", "v"),
    ("variable.other.readwrite.instance", "v"),
    ("variable.other.readwrite.shell", "v"),
    ("variable.other.readwrite.assignment.shell", "v"),
    ("support.type.custom-property", "v"),
    ("entity.name.label", "v"),
    ("entity.name.variable", "v"),
    ("entity.other.attribute-name", "a"),
    ("entity.other.pseudo", "a"),
    ("entity.name.tag.toml", "a"),
    ("entity.name.tag.yaml", "a"),
    ("meta.mapping.key", "a"),
    ("support.type.property-name", "a"),
    ("entity.name.tag", "g"),
    ("entity.name.table", "g"),
    ("punctuation.definition.tag", "g"),
    ("meta.annotation", "m"),
    ("variable.annotation", "m"),
    ("keyword.control.import.define", "m"),
    ("keyword.control.import.include", "m"),
    ("meta.diff", "m"),
    ("markup.changed", "m"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("invalid", "e"),
    ("invalid.deprecated", OUTER),
];

/// [`CLASSES`], ready to be asked.
pub(super) struct Classes {
    /// By a scope's first atom, as every row of the table shares it with the scopes it is a prefix of; longest first.
    rows: FxHashMap<u16, Vec<(Scope, Class)>>,
}

impl Classes {
    pub(super) fn new() -> Self {
        let mut rows: FxHashMap<u16, Vec<(Scope, Class)>> = FxHashMap::default();
        for &(prefix, class) in CLASSES {
            let scope = Scope::new(prefix).expect("a scope of the table has fewer than eight atoms");
            rows.entry(scope.atom_at(0)).or_default().push((scope, class));
        }
        for bucket in rows.values_mut() {
            bucket.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        }
        Self { rows }
    }

    /// The class of a token with `scope` inside a token of class `outer`.
    fn of(&self, scope: Scope, outer: Class) -> Class {
        let bucket = self.rows.get(&scope.atom_at(0)).map_or(&[][..], Vec::as_slice);
        let class = bucket.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map_or(OUTER, |row| row.1);
        // The key of a JSON object is written as a string: what it is counts, not how it is written.
        if class == OUTER || (class == "s" && outer == "a") { outer } else { class }
    }
}

/// The classes of the scopes open at one point of the code, outermost first.
///
/// The grammar's own stack is not kept: as each level already holds what it inherits, the last one is the answer.
#[derive(Default)]
pub(super) struct Nesting {
    open: Vec<Class>,
    /// What a grammar put aside for a while, to be restored in reverse order.
    cleared: Vec<Vec<Class>>,
}

impl Nesting {
    /// The class of text at this point.
    pub(super) fn class(&self) -> Class {
        self.open.last().copied().unwrap_or(PLAIN)
    }

    /// Opens and closes what the grammar says. What is not there to be closed is ignored: a grammar may be wrong.
    pub(super) fn apply(&mut self, op: &ScopeStackOp, classes: &Classes) {
        match *op {
            ScopeStackOp::Push(scope) => self.open.push(classes.of(scope, self.class())),
            ScopeStackOp::Pop(count) => self.open.truncate(self.open.len().saturating_sub(count)),
            ScopeStackOp::Clear(ClearAmount::TopN(count)) => {
                self.cleared.push(self.open.split_off(self.open.len().saturating_sub(count)));
            }
            ScopeStackOp::Clear(ClearAmount::All) => self.cleared.push(std::mem::take(&mut self.open)),
            ScopeStackOp::Restore => self.open.append(&mut self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}
