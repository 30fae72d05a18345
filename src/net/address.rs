//! An address as an author or a server writes it → what is sent, after RFC 3986, and for names of hosts in other letters
//! than those of ASCII, RFC 3492.

use crate::base::escape;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A full address of the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    is_secure: bool,
    /// The name of the host in ASCII, in small letters.
    host: String,
    /// The port, where it is not the usual one.
    port: Option<u16>,
    /// The path and the query, percent-encoded, from `/` on.
    target: String,
    /// What stands behind `#`, which is never sent.
    fragment: Option<String>,
}

impl Address {
    /// Reads a full address; `None` if it is none, or holds a name and a password, which nobody should send.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        // The last colon, unless it is one of an address of version 6 in brackets.
        let (host, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (authority, None),
        };
        let host = ascii_host(host)?;
        let usual = if is_secure { 443 } else { 80 };
        let (target, fragment) = match rest.split_once('#') {
            Some((target, fragment)) => (target, Some(fragment.to_owned())),
            None => (rest, None),
        };
        let (path, query) = target.split_at(target.find('?').unwrap_or(target.len()));
        let path = without_dots(if path.is_empty() { "/" } else { path });
        let target = escape::url(&format!("{path}{query}")).into_owned();
        Some(Self { is_secure, host, port: port.filter(|port| *port != usual), target, fragment })
    }

    /// Where a reference in an answer from this address leads (RFC 3986, 5.2; RFC 9110, 10.2.2: a fragment is kept).
    pub(super) fn join(&self, reference: &str) -> Option<Self> {
        let reference = reference.trim();
        let scheme_ends = reference.find("://").filter(|at| !reference[..*at].contains(['/', '?', '#']));
        let origin = self.origin();
        let joined = if scheme_ends.is_some() {
            Self::parse(reference)
        } else if reference.starts_with("//") {
            Self::parse(&format!("{}:{reference}", if self.is_secure { "https" } else { "http" }))
        } else if reference.starts_with('/') {
            Self::parse(&format!("{origin}{reference}"))
        } else {
            let path = &self.target[..self.target.find('?').unwrap_or(self.target.len())];
            let base = match reference.chars().next() {
                Some('#') | None => self.target.as_str(),
                Some('?') => path,
                Some(_) => &path[..path.rfind('/').map_or(0, |at| at + 1)],
            };
            Self::parse(&format!("{origin}{base}{reference}"))
        };
        let mut joined = joined?;
        joined.fragment = joined.fragment.or_else(|| self.fragment.clone());
        Some(joined)
    }

    /// Whose turn it is: the host, with its port where that is not the usual one of either scheme.
    pub(super) fn host(&self) -> String {
        self.port.map_or_else(|| self.host.clone(), |port| format!("{}:{port}", self.host))
    }

    /// What is sent: all but the fragment.
    pub(super) fn sent(&self) -> String {
        format!("{}{}", self.origin(), self.target)
    }

    /// True if it is the front page of a host.
    pub(super) fn is_front_page(&self) -> bool {
        self.target == "/"
    }

    fn origin(&self) -> String {
        format!("http{}://{}", if self.is_secure { "s" } else { "" }, self.host())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fragment = self.fragment.as_deref().map(escape::url);
        write!(f, "{}{}{}", self.sent(), if fragment.is_some() { "#" } else { "" }, fragment.unwrap_or_default())
    }
}

/// A path without `.` and `..` (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let is_folder = path.ends_with("/.") || path.ends_with("/..");
    format!("/{}{}", parts.join("/"), if is_folder && !parts.is_empty() { "/" } else { "" })
}

/// The name of a host as name servers have it.
fn ascii_host(host: &str) -> Option<String> {
    let name = host.nfkc().collect::<String>().to_lowercase().replace('。', ".");
    let is_version_6 = name.starts_with('[') && name.ends_with(']');
    if is_version_6 {
        let inner = &name[1..name.len() - 1];
        return inner.bytes().all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.').then_some(name);
    }
    let label = |label: &str| match label.is_ascii() {
        true => Some(label.to_owned()),
        false => Some(format!("xn--{}", punycode(label)?)),
    };
    let name = name.split('.').map(label).collect::<Option<Vec<_>>>()?.join(".");
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    (!name.is_empty() && name.len() < 254 && name.bytes().all(is_plain)).then_some(name)
}

/// Letters beyond ASCII as letters of it (RFC 3492, 6.3); `None` for a label that is too long for any name server.
fn punycode(label: &str) -> Option<String> {
    const BASE: u32 = 36;
    const FIRST: u32 = 128;
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    if letters.len() > 63 {
        return None;
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let plain = out.len() as u32;
    if plain > 0 {
        out.push('-');
    }
    // `a` is the digit 0 and `0` the digit 26: the other way round than in a number of that base.
    let digit = |value: u32| char::from_digit(if value < 26 { value + 10 } else { value - 26 }, BASE);
    let (mut done, mut code, mut delta, mut bias) = (plain, FIRST, 0_u32, 72);
    while (done as usize) < letters.len() {
        let next = letters.iter().copied().filter(|letter| *letter >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(done + 1)?)?;
        code = next;
        for &letter in &letters {
            if letter < code {
                delta = delta.checked_add(1)?;
            }
            if letter != code {
                continue;
            }
            let mut rest = delta;
            for k in (BASE..).step_by(BASE as usize) {
                let threshold = k.saturating_sub(bias).clamp(1, 26);
                if rest < threshold {
                    break;
                }
                out.push(digit(threshold + (rest - threshold) % (BASE - threshold))?);
                rest = (rest - threshold) / (BASE - threshold);
            }
            out.push(digit(rest)?);
            bias = adapted(delta, done + 1, done == plain);
            delta = 0;
            done += 1;
        }
        delta = delta.checked_add(1)?;
        code = code.checked_add(1)?;
    }
    Some(out)
}

/// The adapted bias (RFC 3492, 6.1).
fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 35 * 26 / 2 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Address::parse(text).map_or_else(|| "none".to_owned(), |address| address.to_string())
    }

    #[test]
    fn addresses_are_written_as_they_are_sent() {
        for (written, sent) in [
            ("https://Example.ORG", "https://example.org/"),
            ("https://example.org:443/a b?q=ü#x y", "https://example.org/a%20b?q=%C3%BC#x%20y"),
            ("http://example.org:443/", "http://example.org:443/"),
            ("http://example.org:/a/./b/../c/..", "http://example.org/a/"),
            ("https://example.org/%7Ea?b=%20|", "https://example.org/%7Ea?b=%20%7C"),
            ("http://[::1]:8080/", "http://[::1]:8080/"),
            // The names of RFC 3492, 7.1, and of living hosts.
            ("https://президент.рф/", "https://xn--d1abbgf6aiiy.xn--p1ai/"),
            ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
            ("https://ليهمابتكلموشعربي؟/", "https://xn--egbpdaj6bu4bxfgehfvwxn/"),
            ("https://3年b組金八先生。example/", "https://xn--3b-ww4c5e180e575a65lsy2b.example/"),
            ("ftp://example.org/", "none"),
            ("https://name:word@example.org/", "none"),
            ("https:///a", "none"),
            ("https://a b/", "none"),
            ("https://example.org:x/", "none"),
        ] {
            assert_eq!(read(written), sent, "{written}");
        }
    }

    #[test]
    fn references_are_resolved() {
        let base = Address::parse("http://a/b/c/d;p?q#here").unwrap();
        // RFC 3986, 5.4, as far as servers answer so; the fragment is that of the base.
        for (reference, target) in [
            ("g", "http://a/b/c/g#here"),
            ("./g/", "http://a/b/c/g/#here"),
            ("/g", "http://a/g#here"),
            ("//g", "http://g/#here"),
            ("?y", "http://a/b/c/d;p?y#here"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("", "http://a/b/c/d;p?q#here"),
            ("..", "http://a/b/#here"),
            ("../../../g", "http://a/g#here"),
            ("g?y=./x", "http://a/b/c/g?y=./x#here"),
            ("https://other.example", "https://other.example/#here"),
            ("/to?u=http://x.example/", "http://a/to?u=http://x.example/#here"),
        ] {
            assert_eq!(base.join(reference).unwrap().to_string(), target, "{reference}");
        }
        assert_eq!(base.join("mailto://a@b"), None);
    }

    #[test]
    fn both_schemes_of_a_host_have_one_turn() {
        let host = |text: &str| Address::parse(text).unwrap().host();
        assert_eq!(host("http://example.org/"), host("https://example.org/a"));
        assert_ne!(host("http://example.org:8080/"), host("http://example.org/"));
    }

    proptest! {
        /// What is read is written so that it reads the same, and whatever a host points to leads somewhere or nowhere.
        #[test]
        fn any_text_is_an_address_or_none(text in "(https?://)?[a-z.ü:\\[\\]@]{0,9}[/?#. %]?\\PC{0,12}", reference in "\\PC{0,12}") {
            if let Some(address) = Address::parse(&text) {
                let again = Address::parse(&address.to_string());
                prop_assert_eq!(again.map(|again| again.to_string()), Some(address.to_string()));
                if let Some(joined) = address.join(&reference) {
                    prop_assert!(joined.sent().is_ascii(), "{}", joined);
                }
            }
        }
    }
}
