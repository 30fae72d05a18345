//! What was written into a page or a drawing, held against what must hold of it whatever an author wrote.

use html5gum::{Token, Tokenizer};

/// Elements that have no end.
const VOID: [&[u8]; 13] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track", b"wbr"];

/// A piece of HTML, or a page: read without an error, each element closed, and nothing in it that runs.
pub(super) fn html(text: &str) {
    let mut open: Vec<Vec<u8>> = Vec::new();
    for token in Tokenizer::new(text) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = &tag.name;
                for (attribute, value) in &tag.attributes {
                    let attribute: &[u8] = attribute;
                    let value = String::from_utf8_lossy(&value.value).trim_start().to_ascii_lowercase();
                    assert!(!attribute.starts_with(b"on"), "an event handler: {text}");
                    numbers(attribute, &value);
                    let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| value.starts_with(scheme));
                    assert!(
                        !(runs && matches!(attribute, b"href" | b"src" | b"action")),
                        "an address that runs: {text}"
                    );
                }
                let attribute = |name: &[u8]| {
                    let found = tag.attributes.iter().find(|(known, _)| &known[..] == name);
                    found.map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
                };
                if name == b"script" {
                    let is_own = attribute(b"src").is_some_and(|src| src.starts_with('/'));
                    let is_data = attribute(b"type").is_some_and(|kind| kind == "application/ld+json");
                    assert!(is_own || is_data, "a script of its own: {text}");
                }
                if !tag.self_closing && !VOID.contains(&name) {
                    open.push(name.to_vec());
                }
            }
            Token::EndTag(tag) => {
                let last = open.pop();
                assert_eq!(last.as_deref(), Some(&tag.name[..]), "an element that is not closed: {text}");
            }
            // A build with a control character is refused, whatever was written until then; other signs that are none are harmless.
            Token::Error(error) if is_sign(&error) => {}
            Token::Error(error) => panic!("{error:?}: {text}"),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    assert!(open.is_empty(), "never closed: {text}");
}

fn is_sign(error: &html5gum::Error) -> bool {
    use html5gum::Error::{ControlCharacterInInputStream, NoncharacterInInputStream, UnexpectedNullCharacter};
    matches!(error, ControlCharacterInInputStream | NoncharacterInInputStream | UnexpectedNullCharacter)
}

/// What is published has no control characters.
pub(super) fn signs(text: &str) {
    let odd = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(odd), "a control character: {text:?}");
}

/// What places a shape is made of numbers that are numbers.
fn numbers(attribute: &[u8], value: &str) {
    let places = matches!(
        attribute,
        b"d" | b"x"
            | b"y"
            | b"cx"
            | b"cy"
            | b"r"
            | b"width"
            | b"height"
            | b"viewbox"
            | b"viewBox"
            | b"points"
            | b"transform"
    );
    let is_odd = |word: &str| matches!(word, "nan" | "inf" | "infinity");
    let odd = places && value.split(|c: char| !c.is_ascii_alphabetic()).any(is_odd);
    assert!(!odd, "a number that is none: {value}");
}

/// A drawing: well-formed, of numbers that are numbers.
pub(super) fn xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    numbers(attribute.key.as_ref().as_bytes(), &attribute.value.to_ascii_lowercase());
                }
            }
            Ok(_) => {}
            Err(error) => panic!("{error}: {text}"),
        }
    }
}

/// The words of a piece of HTML.
pub(super) fn words(html: &str) -> String {
    let mut out = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        if let Token::String(words) = token {
            out.extend_from_slice(&words);
        }
    }
    String::from_utf8(out).unwrap()
}
