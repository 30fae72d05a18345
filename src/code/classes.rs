//! Turns the scopes a grammar gives a piece of code into the one class a stylesheet colours.
//!
//! A grammar names a token with a stack of scopes (`source.rust`, `meta.block.rust`, `string.quoted.double.rust`).
//! The innermost scope that the table knows decides; which text has the scopes and how a class is written as HTML is
//! not known here.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use syntect::parsing::{ClearAmount, Scope};

/// The class of a token: one letter, or [`PLAIN`].
pub(super) type Class = char;

/// No class: the token is written without a span.
pub(super) const PLAIN: Class = ' ';

/// The class of comments.
pub(super) const COMMENT: Class = 'c';

/// In the table: the token has the class of what is around it, as a quote in a string has.
const OUTER: Class = '^';

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
    ("meta.group.expansion.parameter", 'v'),
    ("comment", COMMENT),
    ("string", 's'),
    ("storage.type.string", 's'),
    ("constant", 'n'),
    ("support.constant", 'n'),
    ("entity.name.constant", 'n'),
    ("keyword.other.unit", 'n'),
    ("keyword", 'k'),
    ("keyword.operator", OUTER),
    ("keyword.operator.word", 'k'),
    ("keyword.operator.logical.lua", 'k'),
    ("keyword.operator.logical.python", 'k'),
    ("keyword.operator.logical.sql", 'k'),
    ("storage", 'k'),
    ("storage.type.function.arrow", OUTER),
    ("markup.heading", 'k'),
    ("entity.name.section", 'k'),
    ("entity.name.function", 'f'),
    ("entity.name.macro", 'f'),
    ("support.function", 'f'),
    ("support.macro", 'f'),
    ("variable.function", 'f'),
    ("entity.name", 't'),
    ("entity.other.inherited-class", 't'),
    ("storage.modifier.lifetime", 't'),
    ("storage.type.tag-handle", 't'),
    ("support.class", 't'),
    ("support.type", 't'),
    ("variable.other.alias", 't'),
    // Other variables stay plain: in most languages that is every identifier. These have a sigil or a role.
    ("variable.language", 'v'),
    ("variable.parameter", 'v'),
    ("variable.other.php", 'v'),
    ("variable.other.readwrite.global", 'v'),
    ("variable.other.readwrite.instance", 'v'),
    ("variable.other.readwrite.shell", 'v'),
    ("variable.other.readwrite.assignment.shell", 'v'),
    ("support.type.custom-property", 'v'),
    ("entity.name.label", 'v'),
    ("entity.name.variable", 'v'),
    ("entity.other.attribute-name", 'a'),
    ("entity.other.pseudo", 'a'),
    ("entity.name.tag.toml", 'a'),
    ("entity.name.tag.yaml", 'a'),
    ("meta.mapping.key", 'a'),
    ("support.type.property-name", 'a'),
    ("entity.name.tag", 'g'),
    ("entity.name.table", 'g'),
    ("punctuation.definition.tag", 'g'),
    ("meta.annotation", 'm'),
    ("variable.annotation", 'm'),
    ("keyword.control.import.define", 'm'),
    ("keyword.control.import.include", 'm'),
    ("meta.diff", 'm'),
    ("markup.changed", 'm'),
    ("markup.inserted", 'i'),
    ("markup.deleted", 'd'),
    ("markup.raw", 's'),
    ("markup.underline.link", 's'),
    ("invalid", 'e'),
    ("invalid.deprecated", OUTER),
];

/// [`CLASSES`] by a scope's first atom, as every row of the table shares it with the scopes it is a prefix of; longest
/// first.
static ROWS: LazyLock<FxHashMap<u16, Vec<(Scope, Class)>>> = LazyLock::new(|| {
    let mut rows: FxHashMap<u16, Vec<(Scope, Class)>> = FxHashMap::default();
    for &(prefix, class) in CLASSES {
        let scope = Scope::new(prefix).expect("a scope of the table has fewer than eight atoms");
        rows.entry(scope.atom_at(0)).or_default().push((scope, class));
    }
    for bucket in rows.values_mut() {
        bucket.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    }
    rows
});

/// Scopes that open or close at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// A scope, with what the table says of it. That is looked up when a grammar's rules are made ready: blocks of code
    /// open the same scopes again and again.
    Open(Scope, Class),
    /// So many of the last ones.
    Close(usize),
    /// Puts some or all of them aside.
    Clear(ClearAmount),
    /// Brings back what was put aside last.
    Restore,
}

impl Op {
    pub(super) fn open(scope: Scope) -> Self {
        let bucket = ROWS.get(&scope.atom_at(0)).map_or(&[][..], Vec::as_slice);
        Self::Open(scope, bucket.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map_or(OUTER, |row| row.1))
    }

    pub(super) fn open_all(scopes: &[Scope]) -> Box<[Self]> {
        scopes.iter().map(|scope| Self::open(*scope)).collect()
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
    pub(super) fn apply(&mut self, op: &Op) {
        match *op {
            Op::Open(_, class) => {
                let outer = self.class();
                // The key of a JSON object is written as a string: what it is counts, not how it is written.
                let is_outer = class == OUTER || (class == 's' && outer == 'a');
                self.open.push(if is_outer { outer } else { class });
            }
            Op::Close(count) => self.open.truncate(self.open.len().saturating_sub(count)),
            Op::Clear(ClearAmount::TopN(count)) => {
                self.cleared.push(self.open.split_off(self.open.len().saturating_sub(count)));
            }
            Op::Clear(ClearAmount::All) => self.cleared.push(std::mem::take(&mut self.open)),
            Op::Restore => self.open.append(&mut self.cleared.pop().unwrap_or_default()),
        }
    }
}
