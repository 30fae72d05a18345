//! The bytes of an SVG → what of it a browser would run or ask another host for. As a picture of a page an SVG does neither;
//! opened by its own address it is a page of the site.
//!
//! Knows the elements and attributes of SVG 2 and SVG Animations; reads XML by quick-xml, strictly.

use crate::base::signs;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements that run something, hold a page, or change an attribute to something else while nobody looks.
const ACTIVE: &[&str] = &[
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "set",
    "animate",
];

/// What is active in a drawing, in words that follow `this file`; nothing in a harmless one.
pub(super) fn active_part(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("is no UTF-8 text".to_owned()) };
    if text.contains(signs::is_control) {
        return Some("holds invisible signs that are no part of any text".to_owned());
    }
    let mut reader = Reader::from_str(text);
    let mut in_style = false;
    loop {
        let found = match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(Event::Start(tag)) => {
                in_style |= tag.local_name().as_ref().eq_ignore_ascii_case("style");
                element(&tag)
            }
            Ok(Event::Empty(tag)) => element(&tag),
            // Browsers join the pieces of a style; taken one by one they could say anything.
            Ok(Event::Text(text)) if in_style => style(&text),
            Ok(Event::GeneralRef(_) | Event::Comment(_) | Event::CData(_)) if in_style => {
                Some("has a style in pieces".to_owned())
            }
            Ok(Event::End(tag)) => {
                in_style &= !tag.local_name().as_ref().eq_ignore_ascii_case("style");
                None
            }
            // In another encoding a browser reads other signs than these.
            Ok(Event::Decl(declaration)) => other_encoding(&declaration),
            // What an entity stands for could be anything; those of XML itself are signs.
            Ok(Event::DocType(doctype)) if doctype.contains('[') => Some("declares entities".to_owned()),
            Ok(Event::PI(_)) => Some("holds an instruction for whoever reads it, such as a style sheet".to_owned()),
            Ok(_) => None,
            Err(error) => Some(format!("is no XML that can be read ({error})")),
        };
        if found.is_some() {
            return found;
        }
    }
}

fn other_encoding(declaration: &BytesDecl<'_>) -> Option<String> {
    let is_utf_8 = match declaration.encoding() {
        None => true,
        Some(Ok(encoding)) => encoding.eq_ignore_ascii_case("utf-8"),
        Some(Err(_)) => false,
    };
    (!is_utf_8).then(|| "says that it is in another encoding than UTF-8".to_owned())
}

fn element(tag: &BytesStart<'_>) -> Option<String> {
    let name = tag.local_name().as_ref().to_ascii_lowercase();
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return Some("has an element whose name is none".to_owned());
    }
    if ACTIVE.contains(&name.as_str()) {
        return Some(format!("holds `<{name}>`"));
    }
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else { return Some(format!("has a `<{name}>` whose attributes cannot be read")) };
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
            return Some(format!("has a value of `{key}` that cannot be read"));
        };
        let is_declaration = is_namespace(attribute.key.as_ref());
        if key.starts_with("on") && !is_declaration {
            return Some(format!("holds an event handler, `{key}`"));
        }
        if matches!(key.as_str(), "href" | "src") && !is_declaration && !is_harmless_address(&value, &name) {
            return Some(format!("refers to `{}`", value.chars().take(60).collect::<String>()));
        }
        if let Some(found) = style(&value) {
            return Some(found);
        }
    }
    None
}

/// Whether an attribute declares a namespace. A prefix may begin with the same letters.
fn is_namespace(key: &str) -> bool {
    key == "xmlns" || key.starts_with("xmlns:")
}

/// Parts of the drawing itself, pictures inside it, and links that a reader follows.
fn is_harmless_address(address: &str, element: &str) -> bool {
    // Browsers leave such signs out of a scheme.
    let plain: String = address.chars().filter(|sign| !sign.is_ascii_control() && *sign != ' ').collect();
    let plain = plain.to_ascii_lowercase();
    let is_picture =
        ["png", "jpeg", "gif", "webp"].iter().any(|kind| plain.starts_with(&format!("data:image/{kind};")));
    plain.is_empty() || plain.starts_with('#') || is_picture || (element == "a" && plain.starts_with("https://"))
}

/// What a text asks of other hosts if it is CSS. Backslashes could spell anything.
fn style(text: &str) -> Option<String> {
    let plain = text.to_ascii_lowercase();
    let mut parts = plain.split("url(").skip(1);
    let is_outside = |part: &str| !part.trim_start_matches([' ', '"', '\'']).starts_with('#');
    if parts.any(is_outside) || plain.contains("@import") || plain.contains("image-set(") {
        return Some("asks for something outside of itself in a style".to_owned());
    }
    (plain.contains('\\') && plain.contains('(')).then(|| "has a backslash in a style".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(inside: &str) -> Option<String> {
        active_part(format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>").as_bytes())
    }

    #[test]
    fn drawings_are_harmless() {
        for inside in [
            "<rect width='1' fill='url(#a)' style=\"fill: url('#b')\"/><text>R&amp;D (100%) on\\n</text>",
            "<style>.a { fill: red; }</style><use href='#a' xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='#b'/>",
            "<a href='https://example.org/'><text>x</text></a><image href='data:image/png;base64,AA'/>",
            "<!-- <script> --><title>onload</title><metadata/>",
        ] {
            assert_eq!(judged(inside), None, "{inside}");
        }
        assert_eq!(active_part(b"<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE svg PUBLIC 'a' 'b'><svg/>"), None);
    }

    #[test]
    fn whatever_a_browser_would_run_or_fetch_is_found() {
        for (inside, says) in [
            ("<script>x</script>", "holds `<script>`"),
            ("<x:SCRIPT xmlns:x='http://www.w3.org/2000/svg'/>", "holds `<script>`"),
            ("<g onload='x'/>", "holds an event handler, `onload`"),
            ("<g><foreignObject/></g>", "holds `<foreignobject>`"),
            ("<a xlink:href='java&#x73;cript:x'/>", "refers to `javascript:x`"),
            ("<a href=' java\tscript:x'/>", "refers to `"),
            ("<image href='https://example.org/a.png'/>", "refers to `https://example.org/a.png`"),
            ("<image href='//example.org/a.png'/>", "refers to `//example.org/a.png`"),
            ("<use href='data:image/svg+xml,x'/>", "refers to `data:image/svg+xml,x`"),
            ("<rect fill='url(https://example.org/a)'/>", "asks for something outside of itself"),
            ("<style>@import 'a.css';</style>", "asks for something outside of itself"),
            ("<style>a { fill: \\75rl(https://example.org) }</style>", "has a backslash in a style"),
            ("<set attributeName='href' to='javascript:x'/>", "holds `<set>`"),
            ("<g", "has an element whose name is none"),
            ("<!-- ", "is no XML that can be read"),
            ("<style><![CDATA[a { fill: url(//example.org/a) }]]></style>", "has a style in pieces"),
            ("<style>rect{fill:u&#114;l(https://evil/x)}</style>", "has a style in pieces"),
            ("<style>@im<!-- -->port 'a.css';</style>", "has a style in pieces"),
            ("<a xmlns:xmlnsx='http://www.w3.org/1999/xlink' xmlnsx:href='javascript:x'/>", "refers to `javascript:x`"),
            ("<text>\u{1b}$B</text>", "holds invisible signs"),
            ("<g a='1' a='2'/>", "has a `<g>` whose attributes cannot be read"),
        ] {
            assert!(judged(inside).is_some_and(|found| found.starts_with(says)), "{inside}: {:?}", judged(inside));
        }
        for whole in [
            "<?xml version='1.0' encoding='ISO-2022-JP'?><svg/>",
            "<?xml-stylesheet href='a'?><svg/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        ] {
            assert!(active_part(whole.as_bytes()).is_some(), "{whole}");
        }
        assert_eq!(active_part(b"\xff"), Some("is no UTF-8 text".to_owned()));
    }
}
