//! A text → the words that it is found by, before their endings are cut. Knows no page and no index.
//!
//! Numbers are kept whole, without the signs that group their digits: `1,477` and `1 477` are 1477, and 1,9 is 1.9. What
//! is written without spaces is taken in pairs of signs that overlap; its last sign stands alone too, so that each sign is
//! found as the beginning of a word.

use super::rules::{APOSTROPHES, FOLDED, LONGEST, UNMARKED, UNSPACED};
use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Gives each word of a text to `take`: in small letters, without marks on Latin letters.
pub fn words(text: &str, take: &mut impl FnMut(&str)) {
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, other, behind) = stretches(rest);
        ascii_words(plain, take);
        if !other.is_empty() {
            mixed_words(&normal(other), take);
        }
        rest = behind;
    }
}

/// Other signs that are no farther from one another than this are taken together.
const NEAR: usize = 24;

/// A stretch of ASCII, one with other signs, and what is left. Between them are spaces that no number reaches over, so that
/// each can be read alone: a text with a few quotation marks is nearly all of the first sort.
fn stretches(text: &str) -> (&str, &str, &str) {
    let bytes = text.as_bytes();
    let Some(mut other) = next_other(bytes, 0) else { return (text, "", "") };
    let parts = |at: usize| bytes[at] == b' ' && at > 0 && bytes[at - 1].is_ascii() && !bytes[at - 1].is_ascii_digit();
    let start = (0..other).rev().find(|at| parts(*at)).unwrap_or(0);
    loop {
        let Some(end) = (other..bytes.len()).find(|at| parts(*at)) else { return (&text[..start], &text[start..], "") };
        match next_other(&bytes[..bytes.len().min(end + NEAR)], end) {
            Some(next) => other = next,
            None => return (&text[..start], &text[start..end], &text[end..]),
        }
    }
}

/// Where the next sign that is not ASCII begins.
fn next_other(bytes: &[u8], from: usize) -> Option<usize> {
    const AT_ONCE: usize = 32;
    let mut at = from;
    for some in bytes[from..].chunks(AT_ONCE) {
        if !some.is_ascii() {
            return some.iter().position(|byte| !byte.is_ascii()).map(|more| at + more);
        }
        at += some.len();
    }
    None
}

fn mixed_words(text: &str, take: &mut impl FnMut(&str)) {
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        if !is_word(next) {
            at += next.len_utf8();
        } else if let Some((length, number)) = number(&text[at..]) {
            take(&number);
            at += length;
        } else {
            let length = run(&text[at..]);
            parts(&text[at..at + length], take);
            at += length;
        }
    }
}

/// The same of a text of ASCII, of which nearly all of most texts consists.
fn ascii_words(text: &str, take: &mut impl FnMut(&str)) {
    let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
    let text = if has_capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(at) {
            at += 1;
            continue;
        }
        if bytes[at].is_ascii_digit()
            && let Some((length, number)) = number(&text[at..])
        {
            take(&number);
            at += length;
            continue;
        }
        let start = at;
        let mut has_apostrophe = false;
        loop {
            let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            at += letters;
            if bytes.get(at) != Some(&b'\'') || !is_word(at + 1) {
                break;
            }
            has_apostrophe = true;
            at += 1;
        }
        let run = &text[start..at];
        if has_apostrophe { parts(run, take) } else { one(run, take) }
    }
}

/// In small letters, compatibility signs replaced by what they stand for, Latin letters without marks.
fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\0'..='\u{7f}' => out.push(sign.to_ascii_lowercase()),
            '\u{4e00}'..='\u{9fff}' => out.push(sign),
            _ => match alone(sign) {
                Some(typed) => out.push_str(typed),
                None => return normal_of_any(text),
            },
        }
    }
    out
}

/// Signs that become the same whatever of these, of ASCII and of Chinese is around them, the first and the last of each run:
/// what most texts are written in. Beside any other sign a text is looked at as a whole.
const ALONE: [(char, char); 7] = [
    // Latin, and signs that are written with it.
    ('\u{80}', UNMARKED.1),
    // Cyrillic, with the letter of Ukrainian that stands apart.
    ('\u{400}', '\u{45f}'),
    ('Ґ', 'ґ'),
    // Dashes, quotation marks, and those of East Asia.
    ('\u{2010}', '\u{2027}'),
    ('\u{3001}', '\u{3011}'),
    // The narrow space of French.
    ('\u{202f}', '\u{202f}'),
    // The wide forms of ASCII.
    ('\u{ff01}', '\u{ff5e}'),
];

/// What becomes of such a sign.
fn alone(sign: char) -> Option<&'static str> {
    static TYPED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let typed = |sign: char| normal_of_any(sign.encode_utf8(&mut [0; 4]));
        ALONE.iter().map(|(first, last)| (*first..=*last).map(typed).collect()).collect()
    });
    let run = ALONE.iter().position(|(first, last)| (*first..=*last).contains(&sign))?;
    TYPED[run].get(sign as usize - ALONE[run].0 as usize).map(String::as_str)
}

/// The same of a text that may hold any sign.
fn normal_of_any(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_latin = false;
    let decomposed: String = text.nfkd().collect();
    for c in decomposed.to_lowercase().chars() {
        if is_combining_mark(c) {
            if !is_latin {
                out.push(c);
            }
            continue;
        }
        is_latin = (UNMARKED.0..=UNMARKED.1).contains(&c);
        out.push(c);
    }
    let mut folded = String::with_capacity(out.len());
    for c in out.nfc() {
        match FOLDED.iter().find(|(letter, _)| *letter == c) {
            Some((_, typed)) => folded.push_str(typed),
            None => folded.push(c),
        }
    }
    folded
}

fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{4e00}'..='\u{9fff}' => true,
        _ => c.is_alphabetic() || c.is_numeric() || is_combining_mark(c),
    }
}

fn is_unspaced(c: char) -> bool {
    c >= UNSPACED[0].0 && UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// The number at the beginning of a text that more than digits belong to: how long it is, and what it is.
fn number(text: &str) -> Option<(usize, String)> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let ends = |at: usize| !text[at..].chars().next().is_some_and(is_word);
    let whole = digits(0);
    if whole == 0 {
        return None;
    }
    // Groups of three, then perhaps decimals.
    let mut end = whole;
    let mut number = text[..whole].to_owned();
    let sign = |end: usize| {
        let is_sign = |c: &char| matches!(c, ' ' | ',' | '\u{a0}' | '\u{202f}' | '\u{2009}');
        text[end..].chars().next().filter(is_sign).map(char::len_utf8).filter(|_| whole <= 3)
    };
    let mut without_last = None;
    while let Some(group) = sign(end).map(|length| end + length).filter(|group| digits(*group) == 3) {
        without_last = (end > whole).then_some((end, number.len()));
        number.push_str(&text[group..group + 3]);
        end = group + 3;
    }
    let decimals = |end: usize, signs: &[u8]| {
        let is_sign = text.as_bytes().get(end).is_some_and(|sign| signs.contains(sign));
        let length = if is_sign { digits(end + 1) } else { 0 };
        (length > 0 && ends(end + 1 + length))
            .then(|| (end + 1 + length, format!(".{}", &text[end + 1..end + 1 + length])))
    };
    if end > whole {
        if let Some((all, part)) = decimals(end, b".") {
            return Some((all, number + &part));
        }
        if ends(end) {
            return Some((end, number));
        }
        // The last group is the beginning of a word.
        if let Some((end, length)) = without_last {
            number.truncate(length);
            return Some((end, number));
        }
    }
    let (all, part) = decimals(whole, b".,")?;
    Some((all, format!("{}{part}", &text[..whole])))
}

/// How far a word reaches: letters, digits, and apostrophes between them.
fn run(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_word(c) {
            end = at + c.len_utf8();
        } else if !(APOSTROPHES.contains(&c) && chars.peek().is_some_and(|(_, next)| is_word(*next))) {
            break;
        }
    }
    end
}

/// A run of letters and apostrophes, taken apart: a single Latin letter before an apostrophe is a word of its own (l’or),
/// other apostrophes are dropped, and what is written without spaces is no part of the words around it.
fn parts(run: &str, take: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some((first, more)) = rest.split_once(APOSTROPHES)
        && first.len() == 1
        && first.as_bytes()[0].is_ascii_lowercase()
    {
        take(first);
        rest = more;
    }
    let has_apostrophe = rest.contains(APOSTROPHES);
    let plain = if has_apostrophe { Cow::Owned(rest.replace(APOSTROPHES, "")) } else { Cow::Borrowed(rest) };
    if plain.is_ascii() {
        return one(&plain, take);
    }
    let mut rest = &*plain;
    while let Some(first) = rest.chars().next() {
        let is_other = |c: char| is_unspaced(c) != is_unspaced(first);
        let (part, behind) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
        if is_unspaced(first) {
            pairs(part, take);
        } else {
            one(part, take);
        }
        rest = behind;
    }
}

fn one(word: &str, take: &mut impl FnMut(&str)) {
    let is_short = word.len() <= LONGEST || word.chars().count() <= LONGEST;
    if !word.is_empty() && is_short {
        take(word);
    }
}

fn pairs(signs: &str, take: &mut impl FnMut(&str)) {
    let mut rest = signs;
    while let Some(first) = rest.chars().next() {
        let behind = &rest[first.len_utf8()..];
        let second = behind.chars().next().map_or(0, char::len_utf8);
        take(&rest[..first.len_utf8() + second]);
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text, &mut |word| all.push(word.to_owned()));
        all
    }

    #[test]
    fn words_are_small_and_without_marks() {
        assert_eq!(found("Orbán’s “Élysée” — L’Or, İstanbul"), ["orbans", "elysee", "l", "or", "istanbul"]);
        assert_eq!(found("П’ять їжаків й Її ЙОД"), ["пять", "їжаків", "й", "її", "йод"]);
        assert_eq!(found("COVID-19 in the G20"), ["covid", "19", "in", "the", "g20"]);
    }

    #[test]
    fn numbers_stay_whole() {
        assert_eq!(
            found("$240 billion, up 1.9%, 1,9 or 1,477.5"),
            ["240", "billion", "up", "1.9", "1.9", "or", "1477.5"]
        );
        assert_eq!(
            found("12\u{a0}300, 2024 240, 1,2345 and 1990s."),
            ["12300", "2024", "240", "1.2345", "and", "1990s"]
        );
        assert_eq!(found("2.1.2024 12.5x 1,234.5x"), ["2.1", "2024", "12", "5x", "1234", "5x"]);
    }

    #[test]
    fn a_number_ends_before_a_group_that_begins_a_word() {
        assert_eq!(found("1 234 567x 2,000,000km"), ["1234", "567x", "2000", "000km"]);
        assert_eq!(found("1 234x"), ["1", "234x"]);
    }

    fn as_a_whole(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        mixed_words(&normal(text), &mut |word| all.push(word.to_owned()));
        all
    }

    #[test]
    fn no_number_is_cut_in_two_stretches() {
        let long = "“12 345 678 is more than some and less than others".to_owned();
        for text in
            ["12 345’ a", "a 12 345 é", "m² 345 é", "½ 345 “x”", "é 12 345 a", &long, &format!("{long} é 1 234")]
        {
            assert_eq!(found(text), as_a_whole(text), "{text}");
        }
    }

    /// Pieces of texts in which other signs stand near one another and far apart, with numbers between them.
    const PIECES: &str = "([a-zA-Z]{1,3}|[0-9]{3}|[0-9]{1,2} |[ ,.'’]|[éßΣя油²½\u{301}\u{a0}]|[ -~]{20,40}){0,12}";

    proptest! {
        #[test]
        fn a_text_is_read_in_stretches_as_it_is_as_a_whole(text in PIECES) {
            prop_assert_eq!(found(&text), as_a_whole(&text));
        }
    }

    #[test]
    fn what_stands_alone_is_what_it_is_among_others() {
        let all: Vec<char> = ALONE.iter().flat_map(|(first, last)| *first..=*last).collect();
        let around = ['a', 'S', ' ', '7', '¨', '¸', 'é', 'ı', 'ß', 'й', 'Ё', '‗', '，', 'Ａ', '油'];
        for sign in all {
            let mut text = String::new();
            around.iter().for_each(|other| text.extend([*other, sign]));
            assert_eq!(normal(&text), normal_of_any(&text), "{sign:?}");
        }
    }

    #[test]
    fn what_has_no_spaces_is_taken_in_pairs() {
        assert_eq!(found("俄罗斯GDP增长"), ["俄罗", "罗斯", "斯", "gdp", "增长", "长"]);
        assert_eq!(found("油。"), ["油"]);
    }
}
