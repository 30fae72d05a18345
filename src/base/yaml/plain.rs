//! The YAML of nearly all front matter → its mapping, many times quicker than a reader of all of YAML: one `key: value` a
//! line, where a value is one line of text, in quotes or not, or a list of such in brackets.
//!
//! What is written in any other way is left to `serde_yaml`, mistakes as well: this reads a text as that does, or not at all.

use serde_yaml::{Mapping, Value};

/// The mapping of a block, if all of it is written in the plainest way.
pub(super) fn read(text: &str) -> Option<Mapping> {
    if !text.chars().all(is_plain_sign) {
        return None;
    }
    let mut mapping = Mapping::new();
    for line in text.split('\n') {
        if line.starts_with('#') || line.trim_matches(' ').is_empty() {
            continue;
        }
        let end = line.bytes().position(|byte| !is_of_key(byte)).unwrap_or(line.len());
        let (key, rest) = line.split_at(end);
        let rest = rest.trim_start_matches(' ').strip_prefix(':')?;
        if !is_text(key) || !(rest.is_empty() || rest.starts_with(' ')) {
            return None;
        }
        // A key that stands there twice is a mistake.
        if mapping.insert(Value::String(key.to_owned()), value(rest.trim_matches(' '))?).is_some() {
            return None;
        }
    }
    (!mapping.is_empty()).then_some(mapping)
}

/// Signs that neither end a line nor are refused.
fn is_plain_sign(sign: char) -> bool {
    matches!(sign, '\n' | ' '..='~' | '\u{a0}'..)
        && !matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}'..='\u{ffff}')
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn value(text: &str) -> Option<Value> {
    if text.is_empty() {
        return Some(Value::Null);
    }
    if let Some(mut rest) = text.strip_prefix('[') {
        let mut items = Vec::new();
        rest = rest.trim_start_matches(' ');
        while rest != "]" {
            let end = match rest.chars().next()? {
                quote @ ('"' | '\'') => rest[1..].find(quote)? + 2,
                _ => rest.find([',', ']'])?,
            };
            let item = rest[..end].trim_end_matches(' ');
            let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_');
            items.push(scalar(item).filter(|_| item.starts_with(['"', '\'']) || item.chars().all(simple))?);
            rest = rest[end..].trim_start_matches(' ');
            match rest.strip_prefix(',') {
                Some(more) => rest = more.trim_start_matches(' '),
                None if rest == "]" => {}
                None => return None,
            }
            // A comma with nothing behind it.
            if rest == "]" && text.trim_end_matches([']', ' ']).ends_with(',') {
                return None;
            }
        }
        return Some(Value::Sequence(items));
    }
    scalar(text)
}

fn scalar(text: &str) -> Option<Value> {
    let quote = text.chars().next().filter(|sign| matches!(sign, '"' | '\''));
    let inner = match quote {
        Some(quote) => text.strip_prefix(quote)?.strip_suffix(quote)?,
        None if is_text(text) || is_date(text) => text,
        None => return None,
    };
    let is_bare = quote.is_none();
    let ends = is_bare && (inner.contains(": ") || inner.contains(" #") || inner.ends_with(':'));
    let escapes = quote.is_some_and(|quote| inner.contains([quote, '\\']));
    (!ends && !escapes).then(|| Value::String(inner.to_owned()))
}

/// Whether what stands without quotes is text, which it is where it begins with a letter and is no word of YAML. No sign
/// beyond ASCII means anything.
fn is_text(text: &str) -> bool {
    const WORDS: [&str; 12] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];
    text.starts_with(|sign: char| sign.is_ascii_alphabetic() || matches!(sign, '_' | '<') || !sign.is_ascii())
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether it begins as a date does, which no number does.
fn is_date(text: &str) -> bool {
    let form = b"0000-00-00";
    text.len() >= form.len()
        && text.bytes().zip(form).all(|(byte, sign)| if *sign == b'-' { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_blocks_are_read_as_serde_yaml_reads_them() {
        let block = "layout: post\ntitle : Who Needs Whom? It’s \"open\"\nauthor: A B and C\ndate  : 2024-08-13 12:00:00 +0800\n\nimage : https://images.example/6198.jpg\n#image_caption: \"\"\ndescription: \"A `b`: c # d.\"\none: 'it is'\ntags: [\"a\", 'b c', d e]\nempty: []\nnothing:\nexcerpt_separator: <excerpt/>\n";
        assert!(read(block).is_some());
        assert_eq!(read(block).map(Value::Mapping), serde_yaml::from_str(block).ok());
    }

    #[test]
    fn whatever_is_read_is_read_alike() {
        let values = [
            "",
            "a",
            "a: b",
            "a #b",
            "a#b",
            "a:",
            "true",
            "No",
            "~",
            "1",
            "1.5",
            "2024-01-01",
            "2024-01-011",
            "-",
            "- a",
            "[a, b]",
            "[a,]",
            "[,a]",
            "[a b , c]",
            "[a]]",
            "[a] b",
            "[a: b]",
            "[\"a\",'b']",
            "[\"a\" b]",
            "[1, 2]",
            "[true]",
            "\"a\"",
            "\"a",
            "a\"",
            "\"a\" b",
            "\"a\\n\"",
            "'it''s'",
            "'a\\b'",
            "\"it's\"",
            "\"\"",
            "''",
            "\"",
            "'",
            "[\"]\"]",
            "[]",
            "[ ]",
            "[a",
            "a]",
            "{a: b}",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "@a",
            "`a`",
            "%a",
            "é",
            "a\u{a0}",
            "\u{a0}a",
            "a\tb",
            "a  ",
            "#a",
            "# a",
            "a\u{2028}b",
            "null",
            "Null",
            "nan",
            ".inf",
            "0x1f",
            "1e3",
            "e3",
            "_",
            "_1",
            "<a>",
            "a, b",
            "a?",
            "? a",
            "a\n b",
            "a\n- b",
            "a\nb",
            "a\n---\n",
            "a\n...\n",
            "a\n# b: c\n",
            "a\na: c",
            "a\n\n\nb: c",
            "\n  b: c",
            "\n- b",
        ];
        for key in ["a", "a b", "true", "1", "a-b", "_a", "\"a\"", "?", "-a", "a1", "é", "a ", " a"] {
            for value in values {
                for joint in [": ", ":", " : ", ":  "] {
                    let text = format!("{key}{joint}{value}\n");
                    let Some(mapping) = read(&text) else { continue };
                    let expected = serde_yaml::from_str::<Value>(&text);
                    assert_eq!(Some(Value::Mapping(mapping)), expected.ok(), "{text:?}");
                }
            }
        }
    }
}
