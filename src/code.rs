//! Turns a block of code into HTML with classes, at build time.
//!
//! language and text → grammar → tokens with scopes → tokens with one of a dozen classes → escaped lines with spans
//!
//! A pure function of its two inputs: it knows nothing of pages and keeps no results. Highlighting is a service to
//! readers and never a reason to fail: what a grammar cannot follow is written plain, and no character is lost.

mod classes;
mod feed;
mod languages;
mod spans;

use std::sync::LazyLock;

use syntect::parsing::ParseState;

use classes::{COMMENT, Classes, Nesting};
use feed::Feed;
use languages::Languages;
use spans::Spans;

/// Longer lines are written plain: they are data or minified, and a grammar's expressions can take time that grows
/// with the square of the length.
const LONGEST_LINE: usize = 20_000;

/// Loading takes 2 ms; a grammar's expressions are compiled when they are first used.
static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::load);
static CLASSES: LazyLock<Classes> = LazyLock::new(Classes::new);

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
    let Some(syntax) = LANGUAGES.find(lang) else {
        return false;
    };
    let mut state = Some(ParseState::new(syntax));
    let mut nesting = Nesting::default();
    let mut spans = Spans::new(out);
    let mut feed = Feed::new(LANGUAGES.may_hold_javascript(syntax));
    for line in text.split_inclusive('\n') {
        let code = line.trim_end_matches(['\n', '\r']);
        let parsed = match &mut state {
            Some(state) if code.len() <= LONGEST_LINE => state.parse_line(feed.line(code), &LANGUAGES.set),
            _ => Ok(Vec::new()),
        };
        let mut done = 0;
        let mut opened = false;
        match parsed {
            Ok(ops) => {
                for (at, op) in &ops {
                    let at = at.saturating_sub(feed.before).min(code.len());
                    if at > done {
                        opened |= feed.opens == Some(done) && nesting.class() == COMMENT;
                        spans.text(&code[done..at], nesting.class());
                        done = at;
                    }
                    nesting.apply(op, &CLASSES);
                }
            }
            // The state is of no use after an error: what follows is plain.
            Err(_) => {
                state = None;
                nesting = Nesting::default();
            }
        }
        opened |= feed.opens == Some(done) && nesting.class() == COMMENT;
        spans.text(&code[done..], nesting.class());
        spans.end_line(&line[code.len()..]);
        feed.end_line(code, opened);
    }
    true
}

#[cfg(test)]
mod tests;
