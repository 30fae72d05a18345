//! A text → the next shortcode in it, as Hugo or Zola writes them. What they mean is not known here.

use std::collections::BTreeMap;

/// Whose shortcodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Syntax {
    /// `{{< name a="b" >}} … {{< /name >}}`, with `%` as well
    Hugo,
    /// `{{ name(a="b") }}`, `{% name(a="b") %} … {% end %}`
    Zola,
}

/// A shortcode that stands in a text.
#[derive(Debug)]
pub(in crate::import) struct Call<'t> {
    pub(in crate::import) name: &'t str,
    pub(super) positional: Vec<String>,
    named: Vec<(&'t str, String)>,
    /// What it is put around, if anything.
    pub(super) inner: Option<&'t str>,
    /// The tag that opens it, and the one that closes it.
    pub(super) open: &'t str,
    pub(super) close: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it is to be written as, where it only shows how one is written.
    pub(super) literal: Option<String>,
}

impl Call<'_> {
    /// A named argument.
    pub(super) fn named(&self, name: &str) -> Option<String> {
        let found = self.named.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    }

    /// All named arguments.
    pub(super) fn all_named(&self) -> &[(&str, String)] {
        &self.named
    }
}

/// The tags of a text. Each is looked for once, however many there are: where one is closed, and which one ends it.
pub(super) struct Tags<'t> {
    text: &'t str,
    syntax: Syntax,
    /// For each kind of brackets, where a tag is closed whose inside goes on at an offset, outside of quotes.
    ends: [Vec<usize>; 2],
    /// Where a tag begins that is put around something → where the tag that ends it begins and ends.
    closed: BTreeMap<usize, (usize, usize)>,
}

/// Nowhere.
const NONE: usize = usize::MAX;

impl<'t> Tags<'t> {
    /// Looks through a text.
    pub(super) fn of(text: &'t str, syntax: Syntax) -> Self {
        let ends = brackets(syntax).map(|(_, close)| ends(text, close));
        let mut tags = Self { text, syntax, ends, closed: BTreeMap::new() };
        tags.closed = match syntax {
            Syntax::Hugo => tags.hugo_ends(),
            Syntax::Zola => tags.zola_ends(),
        };
        tags
    }

    /// The next shortcode from an offset on.
    pub(super) fn next(&self, from: usize) -> Option<Call<'t>> {
        let mut at = from;
        while let Some(start) = self.text[at..].find('{').map(|found| at + found) {
            let found = match self.syntax {
                Syntax::Hugo => self.hugo(start),
                Syntax::Zola => self.zola(start),
            };
            if found.is_some() {
                return found;
            }
            at = start + 1;
        }
        None
    }

    /// A tag with brackets of a kind: its text, and what is between its brackets.
    fn tag(&self, start: usize, kind: usize) -> Option<(&'t str, &'t str)> {
        let (open, close) = brackets(self.syntax)[kind];
        let from = start + open.len();
        let end = self.text[start..].starts_with(open).then(|| self.ends[kind][from]).filter(|end| *end != NONE)?;
        Some((&self.text[start..end + close.len()], &self.text[from..end]))
    }

    /// Which tags of Hugo end which: others of the same name may be inside.
    fn hugo_ends(&self) -> BTreeMap<usize, (usize, usize)> {
        let mut all = BTreeMap::new();
        let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut at = 0;
        while let Some(start) = self.text[at..].find("{{").map(|found| at + found) {
            at = start + 2;
            let Some((written, inner)) = [0, 1].into_iter().find_map(|kind| self.tag(start, kind)) else { continue };
            let inner = inner.trim();
            at = start + written.len();
            match inner.strip_prefix('/') {
                Some(name) => {
                    let begin = open.get_mut(name.trim()).and_then(Vec::pop);
                    all.extend(begin.map(|begin| (begin, (start, at))));
                }
                None if !inner.ends_with('/') => {
                    open.entry(inner.split_whitespace().next().unwrap_or_default()).or_default().push(start);
                }
                None => {}
            }
        }
        all
    }

    /// Which tags of Zola end which.
    fn zola_ends(&self) -> BTreeMap<usize, (usize, usize)> {
        let mut all = BTreeMap::new();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(start) = self.text[at..].find("{%").map(|found| at + found) {
            at = start + 2;
            let Some((written, inner)) = self.tag(start, 1) else { continue };
            at = start + written.len();
            match inner.trim() {
                "end" => all.extend(open.pop().map(|begin| (begin, (start, at)))),
                inner if inner.ends_with(')') && !inner.starts_with("/*") => open.push(start),
                _ => {}
            }
        }
        all
    }

    fn hugo(&self, start: usize) -> Option<Call<'t>> {
        let text = self.text;
        for (kind, (open, close)) in brackets(self.syntax).into_iter().enumerate() {
            let Some((written, inner)) = self.tag(start, kind) else { continue };
            let inner = inner.trim();
            if let Some(shown) = inner.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")) {
                return Some(literal(start, written, format!("{open}{shown}{close}")));
            }
            if inner.starts_with('/') {
                // One that closes nothing stays where it is.
                return None;
            }
            let (inner, alone) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
            let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
            let (name, args) = (&inner[..end], &inner[end..]);
            let (positional, named) = hugo_args(args);
            let behind = start + written.len();
            let closed = self.closed.get(&start).filter(|_| !alone).copied();
            let (inner, close, end) = match closed {
                Some((from, to)) => (Some(&text[behind..from]), &text[from..to], to),
                None => (None, "", behind),
            };
            return Some(Call { name, positional, named, inner, open: written, close, start, end, literal: None });
        }
        None
    }

    fn zola(&self, start: usize) -> Option<Call<'t>> {
        let text = self.text;
        for (kind, (open, close)) in brackets(self.syntax).into_iter().enumerate() {
            let is_body = kind == 1;
            let Some((written, inner)) = self.tag(start, kind) else { continue };
            let inner = inner.trim();
            if let Some(shown) = inner.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")) {
                return Some(literal(start, written, format!("{open}{shown}{close}")));
            }
            let (name, rest) = inner.split_once('(')?;
            let args = rest.trim_end().strip_suffix(')')?;
            if name.is_empty()
                || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':'))
            {
                return None;
            }
            let named = zola_args(args);
            let behind = start + written.len();
            let closed = self.closed.get(&start).filter(|_| is_body).copied();
            if is_body && closed.is_none() {
                return None;
            }
            let (inner, close, end) = match closed {
                Some((from, to)) => (Some(&text[behind..from]), &text[from..to], to),
                None => (None, "", behind),
            };
            return Some(Call {
                name,
                positional: Vec::new(),
                named,
                inner,
                open: written,
                close,
                start,
                end,
                literal: None,
            });
        }
        None
    }
}

/// The brackets of tags.
fn brackets(syntax: Syntax) -> [(&'static str, &'static str); 2] {
    match syntax {
        Syntax::Hugo => [("{{<", ">}}"), ("{{%", "%}}")],
        Syntax::Zola => [("{{", "}}"), ("{%", "%}")],
    }
}

/// For each offset, where `close` next stands outside of quotes, if the offset itself is outside of them. From the end
/// on, so that it is one walk: behind a quote goes on what is inside of it.
fn ends(text: &str, close: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut plain = vec![NONE; bytes.len() + 1];
    // Inside of `"`, from the next sign and from the one behind it, and inside of `` ` ``.
    let (mut quoted, mut behind, mut raw) = (NONE, NONE, NONE);
    for at in (0..bytes.len()).rev() {
        let next = plain[at + 1];
        let in_quotes = match bytes[at] {
            b'"' => next,
            b'\\' => behind,
            _ => quoted,
        };
        let in_raw = if bytes[at] == b'`' { next } else { raw };
        plain[at] = match bytes[at] {
            b'"' => quoted,
            b'`' => raw,
            _ if bytes[at..].starts_with(close.as_bytes()) => at,
            _ => next,
        };
        (quoted, behind, raw) = (in_quotes, quoted, in_raw);
    }
    plain
}

fn literal<'t>(start: usize, written: &'t str, text: String) -> Call<'t> {
    Call {
        name: "",
        positional: Vec::new(),
        named: Vec::new(),
        inner: None,
        open: written,
        close: "",
        start,
        end: start + written.len(),
        literal: Some(text),
    }
}

type Args<'t> = (Vec<String>, Vec<(&'t str, String)>);

fn hugo_args(text: &str) -> Args<'_> {
    let (mut positional, mut named) = (Vec::new(), Vec::new());
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let word = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '"' || c == '`').unwrap_or(rest.len());
        if rest[word..].starts_with('=') {
            let (value, behind) = value(&rest[word + 1..], |c| c.is_whitespace());
            named.push((&rest[..word], value));
            rest = behind.trim_start();
        } else {
            let (value, behind) = value(rest, |c| c.is_whitespace());
            positional.push(value);
            rest = behind.trim_start();
        }
    }
    (positional, named)
}

/// A value at the beginning of a text, and what is behind it. Always takes something of a text that is not empty.
fn value(text: &str, ends: impl Fn(char) -> bool) -> (String, &str) {
    let Some(quote) = text.chars().next().filter(|sign| matches!(sign, '"' | '`' | '\'')) else {
        let end = text.char_indices().skip(1).find(|(_, sign)| ends(*sign)).map_or(text.len(), |(at, _)| at);
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut out = String::new();
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '\\' if quote == '"' && !escaped => escaped = true,
            sign if sign == quote && !escaped => return (out, &text[at + sign.len_utf8()..]),
            sign => {
                out.push(if escaped && sign == 'n' { '\n' } else { sign });
                escaped = false;
            }
        }
    }
    (out, "")
}

fn zola_args(text: &str) -> Vec<(&str, String)> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let (value, behind) = if behind.starts_with('[') {
            let end = behind.find(']').map_or(behind.len(), |at| at + 1);
            (behind[..end].to_owned(), &behind[end..])
        } else {
            value(behind, |c| c == ',')
        };
        all.push((name.trim(), value));
        rest = behind.trim_start().trim_start_matches(',').trim_start();
    }
    all
}
