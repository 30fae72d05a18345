//! A block of YAML that an author wrote → fields that are asked for by name and type.
//!
//! Every mistake becomes a diagnostic at its line. Whoever asks knows which keys there are; this module does not.

mod depth;
mod fields;
mod form;
mod locate;
mod plain;

pub use fields::{Fields, Grave, scalar};
pub use form::{ANY_NUMBER, Form, Key, Table};
pub use locate::{Located, Step, items, items_in, locate, locate_in};

use super::{Diagnostic, Diagnostics, Source, Span, codes, signs, suggest};
use serde_yaml::{Mapping, Value};

/// A file of settings larger than this is refused.
const LARGEST_FILE: usize = 4 << 20;

/// Front matter or a block of a brief larger than this is refused: it holds what belongs into the body or into a table.
const LARGEST_BLOCK: usize = 1 << 20;

/// The value of a text that is no file of a site, or what is wrong with it.
pub fn value(text: &str) -> Result<Value, String> {
    let source = Source { path: "".into(), shown: "".into(), text: text.to_owned() };
    match refusal(&source, Span::new(0, text.len())) {
        Some(refusal) => Err(refusal.message),
        None => serde_yaml::from_str(text).map_err(|error| error.to_string()),
    }
}

/// The mapping of a block, or an empty one with a diagnostic.
pub fn mapping(source: &Source, block: Span, diagnostics: &mut Diagnostics) -> Mapping {
    let text = source.slice(block);
    if let Some(refusal) = refusal(source, block) {
        diagnostics.push(refusal);
        return Mapping::new();
    }
    if let Some(mapping) = plain::read(text) {
        return mapping;
    }
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Mapping(mapping))
            if text.contains('\\') && mapping.iter().any(|(a, b)| holds_control(a) || holds_control(b)) =>
        {
            let at = text.find('\\').unwrap_or_default() + block.start as usize;
            let message = "an escape in this block of YAML is a control character, which is no part of any text";
            let place = source.place(Span::new(at, at + 1));
            diagnostics.push(Diagnostic::new(
                &codes::CONTROL_CHARACTER,
                place,
                message,
                "take out such escapes, such as \\0",
            ));
            Mapping::new()
        }
        Ok(Value::Mapping(mapping)) => mapping,
        Ok(Value::Null) => Mapping::new(),
        Ok(_) => {
            let help = "write `key: value` on each line";
            diagnostics.push(Diagnostic::new(
                &codes::BAD_YAML,
                source.place(first_line(source, block)),
                "this is not a list of keys and values",
                help,
            ));
            Mapping::new()
        }
        Err(error) => {
            diagnostics.push(error_at(source, block, &error));
            Mapping::new()
        }
    }
}

/// Whether there is a control character in a value. Only escapes bring one in.
fn holds_control(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(signs::is_control),
        Value::Sequence(all) => all.iter().any(holds_control),
        Value::Mapping(map) => map.iter().any(|(key, value)| holds_control(key) || holds_control(value)),
        Value::Tagged(tagged) => holds_control(&tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What is said of a block that is too large, or nested too deep, for serde_yaml to be asked.
fn refusal(source: &Source, block: Span) -> Option<Diagnostic> {
    let text = source.slice(block);
    let is_file = text.len() == source.text.len();
    let (largest, help) = if is_file {
        (LARGEST_FILE, "divide it, or move long texts into briefs and rows into a CSV file")
    } else {
        (LARGEST_BLOCK, "move long texts into the body, and rows into a CSV file beside the brief")
    };
    if text.len() > largest {
        let message = format!("this block of YAML is larger than {} MiB", largest >> 20);
        return Some(Diagnostic::new(&codes::BAD_YAML, source.place(first_line(source, block)), message, help));
    }
    let at = depth::too_deep(text)? + block.start as usize;
    let message = format!("brackets are nested more than {} deep here", depth::DEEPEST);
    let help = "close those above that are done, or write it flatter";
    Some(Diagnostic::new(&codes::BAD_YAML, source.place(Span::new(at, at + 1)), message, help))
}

/// A serde_yaml error as a diagnostic, at the line of the file and not of the block.
fn error_at(source: &Source, block: Span, error: &serde_yaml::Error) -> Diagnostic {
    let text = source.slice(block);
    let message = error.to_string();
    if let Some(key) = message.split("duplicate entry with key \"").nth(1).and_then(|rest| rest.split('"').next()) {
        let at = |span: Span| source.place(span.shifted(block.start as usize));
        let message = format!("`{key}` stands here a second time");
        let finding = |place| Diagnostic::new(&codes::DUPLICATE_KEY, place, message, "keep one of the two");
        return match locate::twice(text, key) {
            Some((first, second)) => finding(at(second)).and(at(first), "the first one"),
            None => finding(source.place(first_line(source, block))),
        };
    }
    let at = error.location().map_or(0, |location| location.index().min(text.len()));
    let line_end = text[floor(text, at)..].find('\n').map_or(text.len(), |i| floor(text, at) + i);
    // An error at the very end of a line belongs to what stands before it.
    let span =
        if line_end > at { Span::new(floor(text, at), line_end) } else { last_filled_line(text, floor(text, at)) };
    let cause = message.split(" at line ").next().unwrap_or(&message).to_owned();
    // A list or a quote that is never closed is noticed lines later; where it begins is where to mend it.
    if let Some(begin) = opening(text, &message).filter(|begin| begin.end as usize <= at) {
        let help =
            "close it on the same line: a list ends with `]`, a group with `}`, a quote with the sign it began with";
        return Diagnostic::new(
            &codes::BAD_YAML,
            source.place(begin.shifted(block.start as usize)),
            "what begins here is never closed",
            help,
        )
        .and(source.place(span.shifted(block.start as usize)), "here the YAML makes no sense any more");
    }
    Diagnostic::new(
        &codes::BAD_YAML,
        source.place(span.shifted(block.start as usize)),
        format!("this YAML cannot be read: {cause}"),
        advice(whole_line(text, span.start as usize), &cause),
    )
}

/// Where the list, the group or the quote begins inside of which the reader met what it could not read.
fn opening(text: &str, message: &str) -> Option<Span> {
    let (_, rest) =
        message.split_once("while parsing a flow ").or_else(|| message.split_once("while scanning a quoted "))?;
    let (_, place) = rest.split_once(" at line ")?;
    let mut numbers =
        place.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::parse::<usize>);
    let (line, column) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    // YAML ends lines at more signs than elsewhere end them.
    let mut ends = text.char_indices().filter(|(at, c)| match c {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
        '\r' => !text[at + 1..].starts_with('\n'),
        _ => false,
    });
    let start = match line.checked_sub(1)? {
        0 => 0,
        before => ends.nth(before - 1).map(|(at, c)| at + c.len_utf8())?,
    };
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    let at = start + text[start..end].char_indices().nth(column.checked_sub(1)?)?.0;
    let behind = text[at..end].strip_prefix(['[', '{', '"', '\''])?;
    // What is closed on its own line is not what is open.
    let closed = behind.contains([']', '}']);
    (!closed).then(|| Span::new(at, end))
}

/// What to do about the commonest mistakes.
fn advice(line: &str, cause: &str) -> &'static str {
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim_start());
    if line.contains('\t') {
        "indent with spaces; YAML allows no tabs"
    } else if cause.contains("mapping values are not allowed")
        || (!value.starts_with(['"', '\'']) && value.contains(": "))
    {
        "put the value in quotes: a colon followed by a space begins a new key"
    } else if value.starts_with(['"', '\'']) || cause.contains("quoted") {
        "check that each quote is closed; inside double quotes write \\\" for a quote"
    } else if value.starts_with(['@', '`', '%', '*', '&', '!', '|', '>', '[', '{']) {
        "put the value in quotes: it begins with a sign that means something in YAML"
    } else {
        "check the indentation, the colons and the quotes around this line"
    }
}

fn first_line(source: &Source, block: Span) -> Span {
    let text = source.slice(block);
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    Span::new(start, end).shifted(block.start as usize)
}

fn whole_line(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    text[start..].lines().next().unwrap_or_default()
}

fn last_filled_line(text: &str, at: usize) -> Span {
    let end = text[..at].trim_end().len();
    let start = text[..end].rfind('\n').map_or(0, |i| i + 1);
    Span::new(start, end)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// A warning for a key that nobody asked for.
fn unknown_key(source: &Source, at: Span, key: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &codes::UNKNOWN_KEY,
        source.place(at),
        format!("`{key}` is not a key that means anything here"),
        suggest::hint(key, known.iter().copied()),
    )
}
