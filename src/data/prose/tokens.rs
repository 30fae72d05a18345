//! A sentence → words, numbers in digits, codes and signs. Knows how digits are put together, not what they mean.

use super::vocabulary::{Meaning, Vocabulary};

/// A piece of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Where it begins in the sentence, in bytes.
    pub start: usize,
    /// True if no white space stands before it.
    pub glued: bool,
    pub kind: Kind,
    /// What the vocabulary knows of a word.
    pub meaning: Meaning,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Word,
    Number(Digits),
    /// Letters and digits in one, an address, an ordinal: never a number.
    Code,
    /// One character that is neither letter nor digit.
    Sign,
    /// One character of a script that puts no space between words.
    Han,
}

/// How a number in digits is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits {
    /// The digits before the decimal sign, as a number.
    pub whole: u64,
    /// How many they are.
    pub count: usize,
    /// True if groups of three are set apart.
    pub grouped: bool,
    pub decimal: bool,
    pub shape: Shape,
    /// True if a short unit or magnitude is written without a space: `10km`, `5bn`.
    pub suffix: bool,
}

/// How digits are joined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    Plain,
    /// `1.2.3`: a version, a date.
    Dotted,
    /// `12:30`
    Clock,
    /// `3:1`
    Ratio,
    /// `9/11`
    Slashed,
    /// `2/3`
    Fraction,
}

/// The pieces of a sentence.
pub(super) fn tokens<'a>(text: &'a str, vocabulary: &Vocabulary) -> Vec<Token<'a>> {
    let mut all = Vec::with_capacity(text.len() / 5 + 4);
    let mut at = 0;
    let mut glued = false;
    let may_hold_addresses = text.bytes().any(|byte| matches!(byte, b'@' | b'/')) || text.contains("www.");
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let (length, kind) = if may_hold_addresses
            && !glued
            && let Some(length) = address(&text[at..])
        {
            (length, Kind::Code)
        } else if c.is_ascii_digit() {
            number(&text[at..], vocabulary)
        } else if is_han(c) {
            (c.len_utf8(), Kind::Han)
        } else if c.is_alphabetic() {
            word(&text[at..], vocabulary)
        } else {
            (c.len_utf8(), Kind::Sign)
        };
        let piece = &text[at..at + length];
        let meaning = if kind == Kind::Word { vocabulary.meaning(piece) } else { Meaning::None };
        all.push(Token { text: piece, start: at, glued, kind, meaning });
        at += length;
        glued = true;
    }
    all
}

/// Scripts without spaces between words.
fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{20000}'..='\u{3ffff}')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// The length of an address of the web or of mail, or of a DOI, at the beginning of a text.
fn address(text: &str) -> Option<usize> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let chunk = &text[..end];
    if chunk.len() < 6 {
        return None;
    }
    let mail = || chunk.bytes().any(|byte| byte == b'@') && chunk.bytes().any(|byte| byte == b'.');
    let doi = || chunk.starts_with("10.") && chunk.as_bytes().get(7) == Some(&b'/');
    let web =
        || chunk.contains("://") || chunk.starts_with("www.") || (chunk.contains(".com/") || chunk.contains(".org/"));
    (mail() || doi() || web()).then_some(end)
}

/// The length of a word, which may hold an apostrophe, or stops between single letters.
fn word(text: &str, vocabulary: &Vocabulary) -> (usize, Kind) {
    let mut end = 0;
    let mut has_digit = false;
    let mut letters_since_stop = 0;
    while let Some(c) = text[end..].chars().next() {
        let next = || text[end + c.len_utf8()..].chars().next().is_some_and(is_letter);
        if is_letter(c) || is_mark(c) {
            letters_since_stop += 1;
        } else if c.is_ascii_digit() {
            // `RMB10` and `US5` are a currency and a number.
            if !has_digit && vocabulary.meaning(&text[..end]) == Meaning::Currency && end > 1 {
                break;
            }
            has_digit = true;
        } else if matches!(c, '\'' | '’') && next() && !has_digit {
            letters_since_stop += 2;
        } else if c == '.' && has_digit && text[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            // `v1.2`
        } else if c == '.' && letters_since_stop == 1 && next() && !has_digit {
            letters_since_stop = 0;
        } else {
            break;
        }
        end += c.len_utf8();
    }
    (end, if has_digit { Kind::Code } else { Kind::Word })
}

/// Marks that combine with the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The length of a number in digits, and how it is written.
fn number(text: &str, vocabulary: &Vocabulary) -> (usize, Kind) {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(0);
    let mut digits = Digits {
        whole: text[..end].parse().unwrap_or(u64::MAX),
        count: end,
        grouped: false,
        decimal: false,
        shape: Shape::Plain,
        suffix: false,
    };
    while let Some(sign) = text[end..].chars().next() {
        let after = end + sign.len_utf8();
        let more = run(after);
        if more == 0 {
            break;
        }
        let groups =
            more == 3 && digits.count <= 3 && digits.whole > 0 && !digits.decimal && digits.shape == Shape::Plain;
        match sign {
            ',' | '.' if sign == vocabulary.group && groups => digits.grouped = true,
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' if groups => digits.grouped = true,
            ' ' if groups && vocabulary.groups_by_space => digits.grouped = true,
            '.' if digits.decimal || (digits.grouped && vocabulary.group == '.') => digits.shape = Shape::Dotted,
            '.' if vocabulary.group == '.' && more < 3 && text[after + more..].starts_with('.') => {
                digits.shape = Shape::Dotted;
            }
            '.' | '·' => digits.decimal = true,
            ',' if vocabulary.group != ',' && !digits.decimal => digits.decimal = true,
            ':' => digits.shape = if more == 2 && digits.count <= 2 { Shape::Clock } else { Shape::Ratio },
            '/' | '⁄' if digits.shape == Shape::Plain => {
                let below: u64 = text[after..after + more].parse().unwrap_or(0);
                let part = digits.whole < below && below <= 10 && !(digits.whole == 9 && below == 11);
                digits.shape = if part { Shape::Fraction } else { Shape::Slashed };
            }
            '/' => digits.shape = Shape::Slashed,
            _ => break,
        }
        if digits.grouped && !digits.decimal {
            digits.whole = digits.whole.saturating_mul(1000);
        }
        end = after + more;
    }
    suffixed(text, end, digits, vocabulary)
}

/// Letters that are written at the end of a number without a space.
fn suffixed(text: &str, end: usize, mut digits: Digits, vocabulary: &Vocabulary) -> (usize, Kind) {
    let letters = text[end..].find(|c: char| !(is_letter(c) || c.is_ascii_digit())).unwrap_or(text.len() - end);
    if letters == 0 {
        return (end, Kind::Number(digits));
    }
    let suffix = &text[end..end + letters];
    if !vocabulary.is_suffix(suffix) {
        return (end + letters, Kind::Code);
    }
    digits.suffix = true;
    (end + letters, Kind::Number(digits))
}
