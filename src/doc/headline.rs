//! Text that is published as it is, without links: titles, descriptions, alternative texts. An author may write checked
//! numbers into it as everywhere; here they are taken out and kept apart.

use crate::base::Span;
use crate::base::address::is_stat;
use std::ops::Range;

/// A text without links, and the checked numbers that its author wrote into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The text as it is published.
    pub text: String,
    /// Its checked numbers, in order.
    pub stats: Vec<HeadlineStat>,
}

/// A checked number in a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlineStat {
    /// Where its words stand in the text.
    pub at: Range<usize>,
    /// What it asks for.
    pub address: Box<str>,
    /// Where it was written, if that is known.
    pub span: Option<Span>,
}

impl Headline {
    /// Takes the checked numbers out of a text; nothing if it has none.
    pub fn take(written: &str) -> Option<Self> {
        if !written.contains("](") {
            return None;
        }
        let mut headline = Self { text: String::with_capacity(written.len()), stats: Vec::new() };
        let mut rest = written;
        while let Some(middle) = rest.find("](") {
            let Some((address, behind)) = address(&rest[middle + 2..]).filter(|(address, _)| is_stat(address)) else {
                headline.text.push_str(&rest[..middle + 2]);
                rest = &rest[middle + 2..];
                continue;
            };
            headline.text.push_str(&rest[..middle]);
            let Some(open) = headline.text.rfind('[') else {
                headline.text.push_str("](");
                rest = &rest[middle + 2..];
                continue;
            };
            headline.text.remove(open);
            let at = open..headline.text.len();
            headline.stats.push(HeadlineStat { at, address: address.into(), span: None });
            rest = behind;
        }
        headline.text.push_str(rest);
        (!headline.stats.is_empty()).then_some(headline)
    }
}

/// The address that a text begins with, up to its round bracket, and what is behind that.
fn address(text: &str) -> Option<(&str, &str)> {
    if let Some(inner) = text.strip_prefix('<') {
        let (address, behind) = inner.split_once('>')?;
        return Some((address, behind.strip_prefix(')')?));
    }
    // Brackets of the address itself come in pairs.
    let mut depth = 0_u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            b')' => depth -= 1,
            b' ' | b'\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checked_numbers_are_taken_out() {
        let headline = Headline::take("[Up 1.9%](stat:a/b/c), from [$237](<stat:a/b c/d>) [x](y)").unwrap();
        assert_eq!(headline.text, "Up 1.9%, from $237 [x](y)");
        let all: Vec<_> = headline.stats.iter().map(|stat| (&headline.text[stat.at.clone()], &*stat.address)).collect();
        assert_eq!(all, [("Up 1.9%", "stat:a/b/c"), ("$237", "stat:a/b c/d")]);
        for text in ["no link", "[a](b)", "](stat:a/b/c)", "[a](stat:a", "[a](stat:a b)"] {
            assert_eq!(Headline::take(text), None, "{text}");
        }
        assert_eq!(Headline::take("ü[9](stat:a/b(c)/d)").unwrap().text, "ü9");
    }
}
