//! Holds the parser against syntect's own, which is slow and sure: every scope of every grammar must be the same.

use super::classes::Op;
use super::parser::{Ops, Parser};
use super::{LANGUAGES, write};
use proptest::prelude::*;
use syntect::parsing::{ParseState, ScopeStackOp, SyntaxReference};

/// The scopes of each line, and the HTML that they lead to.
type Read = (Vec<Ops>, String);

fn read(syntax: &SyntaxReference, text: &str, mut parse: impl FnMut(&str, &mut Ops) -> bool) -> Read {
    let (mut lines, mut html) = (Vec::new(), String::new());
    write(syntax, text, &mut html, |line, ops| {
        let goes_on = parse(line, ops);
        lines.push(ops.clone());
        goes_on
    });
    (lines, html)
}

fn ours(syntax: &'static SyntaxReference, text: &str) -> Read {
    let mut parser = Parser::new(syntax, &LANGUAGES.set).expect("every grammar has a beginning");
    read(syntax, text, |line, ops| parser.line(line, ops))
}

fn theirs(syntax: &SyntaxReference, text: &str) -> Read {
    let mut state = ParseState::new(syntax);
    read(syntax, text, |line, ops| {
        let Ok(found) = state.parse_line(line, &LANGUAGES.set) else { return false };
        ops.extend(found.into_iter().filter_map(|(at, op)| Some((at, as_ours(&op)?))));
        true
    })
}

fn as_ours(op: &ScopeStackOp) -> Option<Op> {
    Some(match *op {
        ScopeStackOp::Push(scope) => Op::open(scope),
        ScopeStackOp::Pop(count) => Op::Close(count),
        ScopeStackOp::Clear(amount) => Op::Clear(amount),
        ScopeStackOp::Restore => Op::Restore,
        ScopeStackOp::Noop => return None,
    })
}

/// Pieces of code of many languages, some of which open what others close.
const PIECES: &[&str] = &[
    "/* a */",
    "/*",
    "*/",
    "// b",
    "# c",
    "-- d",
    ";; e",
    "\"f\"",
    "\"",
    "'g'",
    "'",
    "`h ${i} j`",
    "`",
    "r#\"k\"#",
    "<l m=\"n\">",
    "</l>",
    "<?php",
    "?>",
    "<%",
    "%>",
    "{{ o }}",
    "{% p %}",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "if",
    "else",
    "then",
    "for q in r",
    "do",
    "end",
    "begin",
    "function s(t) {",
    "fn u<'v>(w: &X) -> Y",
    "def z(a, b=1):",
    "let c = 1;",
    "const",
    "class D extends E",
    "import f.g",
    "#include <h.h>",
    "@i",
    "$j",
    "${k}",
    "%l",
    "&m",
    "1.5e3",
    "0xff",
    "10n",
    "=>",
    "::",
    "->",
    "&&",
    "||",
    ":",
    ";",
    ",",
    ".",
    "=",
    "==",
    "+",
    "- n: o",
    "* p",
    "[q](r)",
    "**s**",
    "<<EOF",
    "EOF",
    "<<~'T'",
    "T",
    "\\",
    "\\n",
    "SELECT u FROM v WHERE w = 'x'",
    "```js",
    "```",
    "===",
    "\t",
    "é",
    "\u{1F600}",
    "\u{a0}",
    "public static void y() throws Z {",
    "return",
    "null",
    "true",
    "self",
    "|a| a + 1",
    "/b+c?/g",
    "~d",
    "!e",
    "?f",
    "\\begin{g}",
    "\\end{g}",
    "$$h^2$$",
    "---",
    "i: |",
    "  j",
    "<style>k { l: m }</style>",
    "<script>n()</script>",
];

#[test]
fn every_grammar_reads_a_bit_of_everything_as_syntect_does() {
    let text: String = PIECES.chunks(3).map(|line| line.join(" ") + "\n").collect();
    for syntax in LANGUAGES.set.syntaxes() {
        assert_eq!(ours(syntax, &text), theirs(syntax, &text), "{}", syntax.name);
    }
}

#[test]
fn a_grammar_that_goes_round_in_a_circle_is_left() {
    // Here syntect does not come back: in JavaScript, two contexts take each other's place before such a comment.
    let syntax = LANGUAGES.find("js").expect("a grammar");
    let mut parser = Parser::new(syntax, &LANGUAGES.set).expect("a beginning");
    let mut ops = Ops::new();
    assert!(parser.line("x = 1 /* one */\n", &mut ops));
    assert!(parser.line("let y\n", &mut ops));
    assert!(!ops.is_empty());
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_as_syntect_reads_it(
        language in 0..LANGUAGES.set.syntaxes().len(),
        lines in prop::collection::vec(prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..7), 1..6),
    ) {
        let syntax = &LANGUAGES.set.syntaxes()[language];
        let mut text = String::new();
        for line in lines {
            for (piece, spaced) in line {
                text.push_str(PIECES[piece]);
                text.push_str(if spaced { " " } else { "" });
            }
            text.push('\n');
        }
        prop_assert_eq!(ours(syntax, &text), theirs(syntax, &text), "{}", &syntax.name);
    }
}
