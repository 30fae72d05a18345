//! A text → the next shortcode in it, as Hugo or Zola writes them. What they mean is not known here.

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
}

/// The next shortcode from an offset on.
pub(super) fn next(text: &str, from: usize, syntax: Syntax) -> Option<Call<'_>> {
    let mut at = from;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let found = match syntax {
            Syntax::Hugo => hugo(text, start),
            Syntax::Zola => zola(text, start),
        };
        if found.is_some() {
            return found;
        }
        at = start + 1;
    }
    None
}

/// A tag: its text, and what is between its brackets.
fn tag<'t>(text: &'t str, start: usize, open: &str, close: &str) -> Option<(&'t str, &'t str)> {
    let inner = text[start..].strip_prefix(open)?;
    let end = end_of(inner, close)?;
    Some((&text[start..start + open.len() + end + close.len()], &inner[..end]))
}

/// Where a tag is closed: not within quotes.
fn end_of(text: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, sign) in text.char_indices() {
        match quote {
            Some('"') if sign == '\\' && !escaped => {
                escaped = true;
                continue;
            }
            Some(open) if sign == open && !escaped => quote = None,
            Some(_) => {}
            None if text[at..].starts_with(close) => return Some(at),
            None if matches!(sign, '"' | '`') => quote = Some(sign),
            None => {}
        }
        escaped = false;
    }
    None
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

fn hugo(text: &str, start: usize) -> Option<Call<'_>> {
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
        let Some((written, inner)) = tag(text, start, open, close) else { continue };
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
        let closed = if alone { None } else { hugo_end(text, behind, name) };
        let (inner, close, end) = match closed {
            Some((from, to)) => (Some(&text[behind..from]), &text[from..to], to),
            None => (None, "", behind),
        };
        return Some(Call { name, positional, named, inner, open: written, close, start, end, literal: None });
    }
    None
}

/// Where the tag that closes `name` begins and ends; others of the name may be inside.
fn hugo_end(text: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    let (mut at, mut depth) = (from, 0);
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        at = start + 2;
        let found =
            [("{{<", ">}}"), ("{{%", "%}}")].into_iter().find_map(|(open, close)| tag(text, start, open, close));
        let Some((written, inner)) = found else { continue };
        let inner = inner.trim();
        at = start + written.len();
        match inner.strip_prefix('/') {
            Some(closed) if closed.trim() == name && depth == 0 => return Some((start, at)),
            Some(closed) if closed.trim() == name => depth -= 1,
            None if inner.split_whitespace().next() == Some(name) && !inner.ends_with('/') => depth += 1,
            _ => {}
        }
    }
    None
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

fn zola(text: &str, start: usize) -> Option<Call<'_>> {
    for (open, close, is_body) in [("{{", "}}", false), ("{%", "%}", true)] {
        let Some((written, inner)) = tag(text, start, open, close) else { continue };
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
        let closed = if is_body { zola_end(text, behind) } else { None };
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

fn zola_end(text: &str, from: usize) -> Option<(usize, usize)> {
    let (mut at, mut depth) = (from, 0);
    while let Some(start) = text[at..].find("{%").map(|found| at + found) {
        at = start + 2;
        let Some((written, inner)) = tag(text, start, "{%", "%}") else { continue };
        at = start + written.len();
        match inner.trim() {
            "end" if depth == 0 => return Some((start, at)),
            "end" => depth -= 1,
            inner if inner.ends_with(')') && !inner.starts_with("/*") => depth += 1,
            _ => {}
        }
    }
    None
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
