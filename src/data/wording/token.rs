//! The words of a sentence around a checked number → words in lower case, numbers in digits, signs.
//!
//! Knows how a language writes digits, and where a name begins that only looks like a number. Knows no meaning of words.

use super::lexicon;
use super::phrase::Phrase;
use crate::base::language::Language;

/// As much is read before and behind the linked words, in bytes: longer than any hedge and its number.
const AROUND: usize = 120;

/// Which part of the sentence a token is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    Before,
    Text,
    After,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// Digits; the token's text has no groups and a point before its decimals.
    Number,
    Sign,
}

/// A word, a number or a sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) zone: Zone,
    /// Where it stands in its part of the sentence, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// True if nothing stands between it and the token before it.
    pub(super) glued: bool,
    /// Its text in the shared buffer.
    low: (usize, usize),
    /// The first and the last byte of its text.
    ends: (u8, u8),
}

/// All tokens in the order of the sentence.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    buffer: String,
    all: Vec<Token>,
}

impl Tokens {
    /// The tokens of the linked words, and of some words on both sides.
    pub(super) fn of(phrase: &Phrase<'_>, language: &Language) -> Self {
        let mut tokens = Self::default();
        let before = tail(phrase.before);
        tokens.read(before, phrase.before.len() - before.len(), Zone::Before, language);
        tokens.read(phrase.text, 0, Zone::Text, language);
        tokens.read(head(phrase.after), 0, Zone::After, language);
        for (at, whole) in [(Zone::Text, phrase.before), (Zone::After, phrase.text)] {
            let spaced = whole.chars().next_back().is_none_or(char::is_whitespace);
            if let Some(first) = tokens.all.iter_mut().find(|token| token.zone == at) {
                first.glued &= !spaced;
            }
        }
        tokens
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The token at an index.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    /// The text of a token; nothing behind the last.
    pub(super) fn text(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| &self.buffer[token.low.0..token.low.1])
    }

    /// True if the token is of this kind.
    pub(super) fn is(&self, at: usize, kind: Kind) -> bool {
        self.all.get(at).is_some_and(|token| token.kind == kind)
    }

    /// True if nothing stands before the token but another token.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.glued)
    }

    /// The index behind a phrase that begins here, its words divided by single spaces. A hyphen may stand between them.
    #[inline]
    pub(super) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        // Whole tables are tried at a token: most of a table is told apart by the first letter.
        let is_near = self.all.get(at)?.ends.0 == *phrase.as_bytes().first()?;
        if is_near { self.whole_phrase(at, phrase) } else { None }
    }

    fn whole_phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut next = at;
        for word in phrase.split(' ') {
            if next > at && self.text(next) == "-" && word != "-" {
                next += 1;
            }
            if self.text(next) != word {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The index of the first token of a phrase that ends before `end`.
    #[inline]
    pub(super) fn phrase_before(&self, end: usize, phrase: &str) -> Option<usize> {
        let is_near = self.all.get(end.checked_sub(1)?)?.ends.1 == *phrase.as_bytes().last()?;
        if is_near { self.whole_phrase_before(end, phrase) } else { None }
    }

    fn whole_phrase_before(&self, end: usize, phrase: &str) -> Option<usize> {
        let mut at = end;
        for word in phrase.rsplit(' ') {
            at = at.checked_sub(1)?;
            if self.text(at) != word {
                return None;
            }
        }
        Some(at)
    }

    fn push(&mut self, kind: Kind, zone: Zone, (start, end): (usize, usize), glued: bool, text: &str) {
        let from = self.buffer.len();
        for c in text.chars() {
            if c.is_ascii() {
                self.buffer.push(c.to_ascii_lowercase());
            } else {
                self.buffer.extend(c.to_lowercase());
            }
        }
        let bytes = &self.buffer.as_bytes()[from..];
        let ends = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
        self.all.push(Token { kind, zone, start, end, glued, low: (from, self.buffer.len()), ends });
    }

    fn read(&mut self, text: &str, offset: usize, zone: Zone, language: &Language) {
        let mut at = 0;
        let mut glued = true;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if c.is_whitespace() {
                glued = false;
                at += c.len_utf8();
                continue;
            }
            // Hints for breaking lines are no part of a word.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
                at += c.len_utf8();
                continue;
            }
            let place = |length: usize| (offset + at, offset + at + length);
            let length = if c.is_ascii_digit() || starts_with_decimals(rest, language, glued && at > 0) {
                let (length, digits) = digits(rest, language);
                let name = name_length(&rest[length..]);
                match digits {
                    Some(digits) if name == 0 => {
                        self.push(Kind::Number, zone, place(length), glued, &digits);
                        length
                    }
                    _ => {
                        self.push(Kind::Word, zone, place(length + name), glued, &rest[..length + name]);
                        length + name
                    }
                }
            } else if is_han(c) {
                let known = lexicon::HAN.iter().find(|word| rest.starts_with(**word)).map_or(c.len_utf8(), |w| w.len());
                self.push(Kind::Word, zone, place(known), glued, &rest[..known]);
                known
            } else if c.is_alphabetic() {
                let letters = word_length(rest);
                let digits_follow = rest[letters..].starts_with(|c: char| c.is_ascii_digit());
                let is_name = digits_follow && !lexicon::is_currency_code(&rest[..letters]);
                let length = if is_name { name_length(rest) } else { letters };
                self.push(Kind::Word, zone, place(length), glued, &rest[..length]);
                length
            } else {
                self.push(Kind::Sign, zone, place(c.len_utf8()), glued, &rest[..c.len_utf8()]);
                c.len_utf8()
            };
            at += length;
            glued = true;
        }
    }
}

/// The last words of a text, none of them cut.
fn tail(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(AROUND));
    let whole = if from == 0 { Some(0) } else { text[from..].find(char::is_whitespace) };
    &text[from + whole.unwrap_or(0)..]
}

/// The first words of a text, none of them cut.
fn head(text: &str) -> &str {
    let until = text.floor_char_boundary(AROUND);
    let whole = if until == text.len() { Some(until) } else { text[..until].rfind(char::is_whitespace) };
    &text[..whole.unwrap_or(until)]
}

/// Letters of words that are written without spaces.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// How many bytes of letters a text begins with.
fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic() || is_han(c)).unwrap_or(text.len())
}

/// How many bytes of letters and digits follow that make a name of what stands before them: the `G` of `5G`. None if
/// they are a word that belongs behind a number: the `bn` of `240bn`.
fn name_length(text: &str) -> usize {
    let letters = word_length(text);
    if letters > 0 && lexicon::may_follow_digits(&text[..letters]) {
        let rest = &text[letters..];
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return 0;
        }
    }
    if letters == 0 {
        return 0;
    }
    text.find(|c: char| !c.is_alphanumeric() || is_han(c)).unwrap_or(text.len())
}

/// `.5`, which begins a number where nothing stands before it.
fn starts_with_decimals(text: &str, language: &Language, joined: bool) -> bool {
    let rest = text.strip_prefix(language.numbers.decimal);
    !joined && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// How many bytes the number at the start of a text has, and its digits without groups and with a point: `1234.5`.
/// Nothing if the signs between the digits are not those of the language: a version, a date, another language.
fn digits(text: &str, language: &Language) -> (usize, Option<String>) {
    let numbers = &language.numbers;
    let run = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut at = run(0);
    let mut digits = text[..at].to_owned();
    let (mut grouped, mut good, mut fraction) = (false, true, false);
    if at == 0 {
        digits.push('0');
    }
    while let Some(sign) = text[at..].chars().next() {
        let next = at + sign.len_utf8();
        let count = run(next);
        if count == 0 || sign.is_ascii_digit() {
            break;
        }
        let is_space = matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2009}')
            || (sign == ' ' && numbers.group.chars().all(char::is_whitespace));
        let fits_group = count == 3 && !fraction && (grouped || (1..=3).contains(&at));
        if is_space && !fits_group {
            break;
        }
        let mut as_text = [0; 4];
        let as_text: &str = sign.encode_utf8(&mut as_text);
        let is_group = is_space || as_text == numbers.group || (sign == '\'' || sign == '\u{2019}') && fits_group;
        if is_group && fits_group {
            grouped = true;
            digits.push_str(&text[next..next + count]);
        } else if as_text == numbers.decimal && !fraction {
            fraction = true;
            digits.push('.');
            digits.push_str(&text[next..next + count]);
        } else if matches!(sign, '.' | ',') {
            good = false;
        } else {
            break;
        }
        at = next + count;
    }
    (at, good.then_some(digits))
}
