//! Escaping for where a text stands: HTML text and attributes, URLs, JSON inside HTML.

use std::borrow::Cow;

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

/// One path, percent-encoded as a browser would write it: letters of other alphabets, spaces and the signs that have
/// a meaning in URLs or in HTML are encoded, `/` is kept.
pub fn url_path(path: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$()*+,;=:@".contains(&byte);
    if path.bytes().all(plain) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() + 16);
    for byte in path.bytes() {
        if plain(byte) { out.push(byte as char) } else { percent(&mut out, byte) }
    }
    Cow::Owned(out)
}

/// A whole URL as an author wrote it: what is allowed in URLs stays (`%` too), everything else is percent-encoded.
pub fn url(url: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    if url.bytes().all(plain) {
        return Cow::Borrowed(url);
    }
    let mut out = String::with_capacity(url.len() + 16);
    for byte in url.bytes() {
        if plain(byte) { out.push(byte as char) } else { percent(&mut out, byte) }
    }
    Cow::Owned(out)
}

fn percent(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.extend(['%', HEX[usize::from(byte >> 4)] as char, HEX[usize::from(byte & 15)] as char]);
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

/// JSON that may stand inside a `<script>` element: no `<`, `>` or `&` is left in it.
pub fn json_in_html(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The field at a place of a row of CSV, after RFC 4180. What is no number is kept from being read as a formula.
pub fn csv_field(out: &mut String, at: usize, text: &str, is_number: bool) {
    if at > 0 {
        out.push(',');
    }
    // OWASP, "CSV injection": these signs begin a formula.
    let runs = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if runs { format!("'{text}") } else { text.to_owned() };
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
    }
}
