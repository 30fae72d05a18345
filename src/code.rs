//! Turns a block of code into HTML with classes, at build time.
//!
//! language and text → grammar → tokens with scopes → tokens with one of a dozen classes → escaped lines with spans
//!
//! The grammars are those of syntect; the parser that runs them is our own (`parser`), since a block took 4 ms with that
//! of the crate and takes a fortieth of it.
//!
//! A pure function of its two inputs: it knows nothing of pages and keeps no results. Highlighting is a service to
//! readers and never a reason to fail: what a grammar cannot follow is written plain, and no character is lost.

mod captures;
mod classes;
mod expression;
mod feed;
mod grammar;
mod languages;
mod parser;
mod spans;

use std::sync::LazyLock;

use syntect::parsing::SyntaxReference;

use classes::{COMMENT, Nesting};
use feed::Feed;
use languages::Languages;
use parser::{Ops, Parser};
use spans::Spans;

/// Longer lines are written plain: they are data or minified, and a grammar's expressions can take time that grows
/// with the square of the length.
const LONGEST_LINE: usize = 20_000;

/// Loading takes 2 ms; a grammar's rules are made ready when a block first comes to them.
static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::load);

/// True if `lang` names a language with a grammar: by its name, a file extension or a usual alias, in whatever case.
#[must_use]
pub fn knows(lang: &str) -> bool {
    LANGUAGES.find(lang).is_some()
}

/// Appends the HTML of `text` to `out`, without a `<pre>` or `<code>` around it: escaped, with `<span class="k">` and
/// the like around tokens. The visible text is `text` itself, and no span crosses a line's end.
///
/// Returns false, and writes nothing, if no grammar has the name `lang`.
pub fn highlight(lang: &str, text: &str, out: &mut String) -> bool {
    let languages = &*LANGUAGES;
    let Some(syntax) = languages.find(lang) else {
        return false;
    };
    let mut parser = Parser::new(syntax, &languages.set);
    write(syntax, text, out, |line, ops| parser.as_mut().is_some_and(|parser| parser.line(line, ops)));
    true
}

/// Writes a block line by line. `parse` gives the scopes of a line, and false when it can go no further.
fn write(syntax: &SyntaxReference, text: &str, out: &mut String, mut parse: impl FnMut(&str, &mut Ops) -> bool) {
    let mut nesting = Nesting::default();
    let mut spans = Spans::new(out);
    let mut feed = Feed::new(LANGUAGES.may_hold_javascript(syntax));
    let mut ops = Ops::new();
    let mut goes_on = true;
    for line in text.split_inclusive('\n') {
        let code = line.trim_end_matches(['\n', '\r']);
        ops.clear();
        if goes_on && code.len() <= LONGEST_LINE {
            goes_on = parse(feed.line(code), &mut ops);
            if !goes_on {
                // The state is of no use after that: what follows is plain.
                ops.clear();
                nesting = Nesting::default();
            }
        }
        let mut done = 0;
        let mut opened = false;
        for (at, op) in &ops {
            let at = at.saturating_sub(feed.before).min(code.len());
            if at > done {
                opened |= feed.opens == Some(done) && nesting.class() == COMMENT;
                spans.text(&code[done..at], nesting.class());
                done = at;
            }
            nesting.apply(op);
        }
        opened |= feed.opens == Some(done) && nesting.class() == COMMENT;
        spans.text(&code[done..], nesting.class());
        spans.end_line(&line[code.len()..]);
        feed.end_line(code, opened);
    }
}

#[cfg(test)]
mod against_syntect;
#[cfg(test)]
mod tests;
