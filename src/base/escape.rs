//! Escaping for where a text stands: HTML text and attributes, URLs, JSON inside HTML.

use std::borrow::Cow;
use std::fmt::Write;

/// Writes `text` as HTML text: `&`, `<` and `>` are escaped.
pub fn text(out: &mut String, text: &str) {
    let mut from = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[from..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Writes `text` as the inside of a double-quoted attribute.
pub fn attribute(out: &mut String, text: &str) {
    escape_with(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    });
}

/// `text` escaped as an attribute, as a string of its own.
pub fn attribute_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    attribute(&mut out, text);
    out
}

fn escape_with(out: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = escape(byte) {
            out.push_str(&text[from..at]);
            out.push_str(replacement);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// The signs that stay as they are in some kind of text, by byte: each is asked for once for each byte of all addresses.
type Plain = [bool; 256];

const fn plain(others: &[u8]) -> Plain {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut at = 0;
    while at < others.len() {
        plain[others[at] as usize] = true;
        at += 1;
    }
    plain
}

/// What stays in paths.
static OF_PATHS: Plain = plain(b"-._~/!$()*+,;=:@");

/// What stays in whole URLs.
static OF_URLS: Plain = plain(b"!#$%&'()*+,-./:;=?@[]_~");

/// One path, percent-encoded as a browser would write it: letters of other alphabets, spaces and the signs that have
/// a meaning in URLs or in HTML are encoded, `/` is kept.
pub fn url_path(path: &str) -> Cow<'_, str> {
    encoded(path, &OF_PATHS)
}

/// Writes a path as [`url_path`] gives it.
pub fn push_url_path(out: &mut String, path: &str) {
    push_encoded(out, path, &OF_PATHS);
}

/// A whole URL as an author wrote it: what is allowed in URLs stays (`%` too), everything else is percent-encoded.
pub fn url(url: &str) -> Cow<'_, str> {
    encoded(url, &OF_URLS)
}

fn encoded<'t>(text: &'t str, plain: &Plain) -> Cow<'t, str> {
    if text.bytes().all(|byte| plain[usize::from(byte)]) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_encoded(&mut out, text, plain);
    Cow::Owned(out)
}

fn push_encoded(out: &mut String, text: &str, plain: &Plain) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    // Part by part into a place that is large enough: this writes some kilobytes for each brief.
    let mut place = [0; 3 * 256];
    for part in text.as_bytes().chunks(place.len() / 3) {
        let mut end = 0;
        for byte in part {
            if plain[usize::from(*byte)] {
                place[end] = *byte;
                end += 1;
            } else {
                let escaped = [b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                place[end..end + 3].copy_from_slice(&escaped);
                end += 3;
            }
        }
        // What is written is ASCII.
        out.push_str(std::str::from_utf8(&place[..end]).unwrap_or_default());
    }
}

/// The bytes that a percent-encoded path stands for; `None` where they are no text.
pub fn decode_path(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match pair.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// Writes text for an element of XML. Signs that XML 1.0 has no place for are left out.
pub fn xml(out: &mut String, text: &str) {
    push_xml(out, text, false);
}

/// Writes text for an attribute of XML, where the ends of lines and tabs would be read as spaces.
pub fn xml_attribute(out: &mut String, text: &str) {
    push_xml(out, text, true);
}

fn push_xml(out: &mut String, text: &str, is_attribute: bool) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        // Most signs are none of these: only `U+FFFE` and `U+FFFF` begin with a byte that others begin with too.
        let replacement = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'\'' => "&apos;",
            b'"' => "&quot;",
            b'\r' => "&#13;",
            b'\n' if is_attribute => "&#10;",
            b'\t' if is_attribute => "&#9;",
            b'\n' | b'\t' => continue,
            ..b' ' => "",
            0xef if matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])) => {
                out.push_str(&text[from..at]);
                from = at + 3;
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(replacement);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Writes a text as JSON has it, with its quotes.
pub fn json(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[from..at]);
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            8 => out.push_str("\\b"),
            12 => out.push_str("\\f"),
            _ => _ = write!(out, "\\u{byte:04x}"),
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}

/// JSON that may stand inside a `<script>` element: no `<`, `>` or `&` is left in it.
pub fn json_in_html(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    for at in memchr::memchr3_iter(b'<', b'>', b'&', json.as_bytes()) {
        out.push_str(&json[from..at]);
        out.push_str(match json.as_bytes()[at] {
            b'<' => "\\u003c",
            b'>' => "\\u003e",
            _ => "\\u0026",
        });
        from = at + 1;
    }
    out.push_str(&json[from..]);
    out
}

/// Whether a cell that is no number would be run by a spreadsheet (OWASP, "CSV injection").
pub fn begins_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The field at a place of a row of CSV, after RFC 4180. What is no number is kept from being read as a formula.
pub fn csv_field(out: &mut String, at: usize, text: &str, is_number: bool) {
    if at > 0 {
        out.push(',');
    }
    let guarded = if !is_number && begins_formula(text) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&guarded.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&guarded);
    }
}

/// A row of CSV (RFC 4180) of texts.
pub fn csv_row<const N: usize>(out: &mut String, fields: [&str; N]) {
    for (at, field) in fields.into_iter().enumerate() {
        csv_field(out, at, field, false);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_own_escaping() {
        let hostile = "<a href=\"x\">&'</script>";
        let mut out = String::new();
        text(&mut out, hostile);
        assert_eq!(out, "&lt;a href=\"x\"&gt;&amp;'&lt;/script&gt;");
        assert_eq!(attribute_string(hostile), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/script&gt;");
        out.clear();
        xml(&mut out, "<a b='1'>&\r\n\t\u{1}\u{fffe}\u{fffd}\"");
        assert_eq!(out, "&lt;a b=&apos;1&apos;&gt;&amp;&#13;\n\t\u{fffd}&quot;");
        out.clear();
        xml_attribute(&mut out, "a\n\tb");
        assert_eq!(out, "a&#10;&#9;b");
        let signs: String = (0..=255_u8).map(char::from).chain(['\u{2028}', '陳']).collect();
        out.clear();
        json(&mut out, &signs);
        assert_eq!(out, serde_json::json!(signs).to_string());
        assert_eq!(json_in_html("\"</script>\""), "\"\\u003c/script\\u003e\"");
    }

    #[test]
    fn paths_survive_encoding_and_decoding() {
        for path in ["/a b/c", "/st&i/", "/orbáns/", "/陳/", "/100%/", "/a%20b/"] {
            assert_eq!(decode_path(&url_path(path)).as_deref(), Some(path), "{path}");
        }
        assert_eq!(decode_path("%FF"), None);
        assert_eq!(decode_path("50%").as_deref(), Some("50%"));
        assert_eq!(url("https://a.b/x y?q=%20\"").as_ref(), "https://a.b/x%20y?q=%20%22");
        let of_urls: String = (0..128u8).map(char::from).filter(|sign| !url(&sign.to_string()).contains('%')).collect();
        let graphic = (33..127u8).filter(|byte| !b"\"%<>\\^`{|}".contains(byte)).map(char::from).collect::<String>();
        assert_eq!(of_urls, graphic);
    }
}
