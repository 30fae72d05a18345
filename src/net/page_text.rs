//! The bytes of an answer → the text that a reader of it sees, where it is a text at all.
//!
//! It must not know what is looked for in it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use html5gum::{DefaultEmitter, HtmlString, Token, Tokenizer};

/// What came, as far as words can be looked for in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageText {
    /// A text: what is seen, then what the page holds for programs to show.
    Text(String),
    /// Something else, by the name that people have for it.
    Other(String),
}

/// Stands between texts that are not one: no quote goes over it, since nobody writes it.
const BREAK: char = '\u{1f}';

/// Reads an answer by what its header calls it (RFC 9110, 8.3), and by its own first bytes where that says nothing.
pub fn page_text(bytes: &[u8], content_type: Option<&str>) -> PageText {
    let named = content_type.unwrap_or_default();
    let (kind, parameters) = named.split_once(';').unwrap_or((named, ""));
    let kind = kind.trim().to_ascii_lowercase();
    if bytes.starts_with(b"%PDF-") || kind == "application/pdf" {
        return PageText::Other("PDF".to_owned());
    }
    let is_unnamed = matches!(kind.as_str(), "" | "application/octet-stream" | "text/plain");
    let is_marked_up = kind.ends_with("html") || kind.ends_with("+xml") || kind.ends_with("/xml");
    let is_text = kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("/javascript");
    let starts_as_html = {
        let start = bytes.trim_ascii_start().get(..14).unwrap_or_default().to_ascii_lowercase();
        start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
    };
    if !(is_marked_up || is_text || is_unnamed && (starts_as_html || !bytes[..bytes.len().min(1024)].contains(&0))) {
        return PageText::Other(if kind.is_empty() { "no text".to_owned() } else { kind });
    }
    let is_marked_up = is_marked_up || (is_unnamed && starts_as_html);
    let text = decoded(bytes, charset(parameters.as_bytes()), is_marked_up);
    PageText::Text(if is_marked_up {
        seen(&text, true)
    } else if kind.ends_with("json") {
        strings_of_json(&text).unwrap_or(text)
    } else {
        text
    })
}

/// The text in its encoding: that of the byte order mark, of the header, of the page itself, else UTF-8 where it is that,
/// and what browsers take for the rest (Encoding Standard; HTML Standard, 13.2.3.2).
fn decoded(bytes: &[u8], header: Option<&'static Encoding>, is_marked_up: bool) -> String {
    let own = || {
        let of_page = charset(&bytes[..bytes.len().min(4096)]).filter(|_| is_marked_up)?;
        // A page that could be read up to these words is not in an encoding of two bytes a letter.
        Some(if [UTF_16BE, UTF_16LE].contains(&of_page) { UTF_8 } else { of_page })
    };
    let guess = || match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // Cut inside of a character.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    };
    let encoding = header.or_else(own).unwrap_or_else(guess);
    encoding.decode(bytes).0.into_owned()
}

/// The encoding that is named behind the first `charset=` or `encoding=`.
fn charset(text: &[u8]) -> Option<&'static Encoding> {
    let text = text.to_ascii_lowercase();
    let at = [&b"charset="[..], b"encoding="].iter().find_map(|word| {
        let found = memchr::memmem::find(&text, word)?;
        Some(found + word.len())
    })?;
    let value = text[at..].trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|b| b"\"'; />?".contains(b)).unwrap_or(value.len());
    Encoding::for_label(&value[..end])
}

/// The text of HTML without its tags, entities decoded. Elements that are laid out on lines of their own are set apart by
/// spaces; what is no part of the words (styles, scripts, marks of notes) is left out. The data of the page that a
/// program shows in the browser follows, for pages that are put together there.
fn seen(html: &str, with_data: bool) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut out = String::with_capacity(html.len() / 2);
    let mut data = String::new();
    let mut skipped: Option<(HtmlString, bool)> = None;
    let mut raised: Option<Raised> = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = &tag.name;
                if skipped.is_none() && SKIPPED.contains(&name) && !tag.self_closing {
                    let kind = tag.attributes.get(&b"type"[..]).map(|kind| kind.to_ascii_lowercase());
                    let is_data = name == b"script" && kind.is_some_and(|kind| kind.ends_with(b"json"));
                    skipped = Some((tag.name, is_data && with_data));
                    continue;
                }
                if name == b"sup" {
                    raised = Some(Raised { from: out.len(), has_link: false });
                } else if let Some(raised) = raised.as_mut().filter(|_| name == b"a") {
                    raised.has_link = true;
                }
                if skipped.is_none() && !INLINE.contains(&name) {
                    out.push(' ');
                }
            }
            Token::EndTag(tag) => {
                let name: &[u8] = &tag.name;
                // The end of a reading may be left out.
                let ends = |open: &HtmlString| open[..] == *name || (name == b"ruby" && open.starts_with(b"r"));
                if skipped.as_ref().is_some_and(|(open, _)| ends(open)) {
                    skipped = None;
                } else if skipped.is_none() && !INLINE.contains(&name) {
                    out.push(' ');
                }
                if name == b"sup"
                    && let Some(raised) = raised.take().filter(|raised| raised.is_mark_of_note(&out))
                {
                    out.truncate(raised.from);
                }
            }
            Token::String(text) => match &skipped {
                None => out.push_str(&String::from_utf8_lossy(&text)),
                Some((_, true)) => {
                    let words = strings_of_json(&String::from_utf8_lossy(&text)).unwrap_or_default();
                    data.push(BREAK);
                    data.push_str(&words);
                }
                Some((_, false)) => {}
            },
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out.push_str(&data);
    out
}

/// What stands raised, and may be the mark of a note or the last digits of a number.
struct Raised {
    from: usize,
    has_link: bool,
}

impl Raised {
    fn is_mark_of_note(&self, out: &str) -> bool {
        let text = out.get(self.from..).unwrap_or_default().trim();
        let in_brackets = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let is_sign = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
        is_sign(text) || in_brackets.is_some_and(|text| text.chars().count() < 16) || (self.has_link && text.len() < 8)
    }
}

/// All strings of some JSON, each of them text or HTML.
fn strings_of_json(json: &str) -> Option<String> {
    fn walk(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) if text.contains(['<', '&']) => out.push_str(&seen(text, false)),
            serde_json::Value::String(text) => out.push_str(text),
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, out)),
            serde_json::Value::Object(fields) => fields.values().for_each(|field| walk(field, out)),
            _ => {}
        }
        out.push(BREAK);
    }
    let mut out = String::new();
    walk(&serde_json::from_str(json).ok()?, &mut out);
    Some(out)
}

/// Elements whose text no reader sees, or not in the line: readings of characters stand above them.
const SKIPPED: &[&[u8]] =
    &[b"script", b"style", b"template", b"noscript", b"iframe", b"noframes", b"noembed", b"rt", b"rp"];

/// Elements that stand in a line of text (HTML Standard, 15.3.4 and the default of all that it does not name), as far as
/// they may stand inside of a word.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"acronym", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"data", b"del", b"dfn", b"em", b"font",
    b"i", b"ins", b"kbd", b"label", b"mark", b"nobr", b"q", b"rb", b"ruby", b"s", b"samp", b"small", b"span",
    b"strike", b"strong", b"sub", b"sup", b"time", b"tt", b"u", b"var", b"wbr",
];
