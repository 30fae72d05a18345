//! A quote and a text → whether the text holds the words of the quote, as a reader would judge it.
//!
//! A reader does not see which space, quotation mark or dash was typed, where a line ended, or whether a word could be
//! parted; they do see capitals, digits and letters. So both are brought into one form, and then compared to the letter.
//! Nothing here knows where the text came from.

use unicode_normalization::UnicodeNormalization;

/// A text in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded(String);

impl Folded {
    /// Brings a text into that form: compatible characters are one (Unicode Standard Annex 15, form KC), white space is
    /// one space, and none beside a dash, before a stop or beside a character of a script that sets none; dashes are
    /// hyphens; quotation marks, apostrophes and what has no width are left out.
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        let mut has_space = false;
        let mut last = None;
        // The acute accent on its own is typed for an apostrophe, and form KC would make a space of it.
        let kept = text.chars().filter(|c| !is_quotation_mark(*c) && !is_without_width(*c));
        for c in kept.nfkc().filter(|c| !is_quotation_mark(*c)) {
            if c.is_whitespace() {
                has_space = true;
                continue;
            }
            let c = if is_dash(c) { '-' } else { c };
            if let Some(last) = last {
                // `--` and `---` are how a dash is typed.
                if c == '-' && last == '-' {
                    has_space = false;
                    continue;
                }
                if has_space && !is_tight(last, c) {
                    out.push(' ');
                }
            }
            out.push(c);
            has_space = false;
            last = Some(c);
        }
        Self(out)
    }

    /// The text in that form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if the text holds the words of a quote. `[…]`, `…` and `(…)` in a quote stand for what was left out, and so
    /// does whatever else stands in square brackets, since an editor has put it there; the parts between must follow each
    /// other. A stop at the end of a quote may be the quoting sentence's own. A quote without words is held by any text.
    pub fn holds(&self, quote: &str) -> bool {
        let quote = Self::new(quote);
        self.has_in_order(&[Part::whole(&quote.0)]) || self.has_in_order(&parts(&quote.0))
    }

    fn has_in_order(&self, parts: &[Part<'_>]) -> bool {
        let mut from = 0;
        parts.iter().filter(|part| !part.words.is_empty()).all(|part| match self.find(part, from) {
            Some(end) => {
                from = end;
                true
            }
            None => false,
        })
    }

    /// Where the first occurrence at or after `from` ends.
    fn find(&self, part: &Part<'_>, from: usize) -> Option<usize> {
        let found = self.0[from..].match_indices(part.words).map(|(at, words)| (from + at, from + at + words.len()));
        let is_whole = |&(start, end): &(usize, usize)| {
            let begins = part.begins_inside || !is_one_word(&self.0[..start], &self.0[start..]);
            begins && (part.ends_inside || !is_one_word(&self.0[..end], &self.0[end..]))
        };
        // An occurrence that is part of a longer word may overlap with one that is not, but only for words that repeat
        // themselves, which no quote does.
        found.filter(is_whole).map(|(_, end)| end).next()
    }
}

/// Words of a quote between two places where something was left out.
struct Part<'a> {
    words: &'a str,
    /// Whether it may begin inside of a word, as in `[T]he`.
    begins_inside: bool,
    ends_inside: bool,
}

impl<'a> Part<'a> {
    fn new(words: &'a str, begins_inside: bool, ends_inside: bool) -> Self {
        let words = words.trim_start_matches(['.', ',', ';', ':', '-', ' ']);
        Self { words: words.trim_end_matches(['.', ',', ';', ':', '-', ' ']), begins_inside, ends_inside }
    }

    fn whole(words: &'a str) -> Self {
        Self::new(words, false, false)
    }
}

/// A folded quote, taken apart where something was left out or put in.
fn parts(quote: &str) -> Vec<Part<'_>> {
    let mut all = Vec::new();
    let mut rest = quote;
    let mut begins_inside = false;
    while let Some((at, length, is_bracket)) = omission(rest) {
        all.push(Part::new(&rest[..at], begins_inside, is_bracket));
        rest = &rest[at + length..];
        begins_inside = is_bracket;
    }
    all.push(Part::new(rest, begins_inside, false));
    all
}

/// The first omission: where it begins, how long it is, and whether it stands in square brackets.
fn omission(text: &str) -> Option<(usize, usize, bool)> {
    text.char_indices().find_map(|(at, c)| {
        let rest = &text[at..];
        match c {
            '[' => Some((at, rest.find(']')? + 1, true)),
            '(' if rest.starts_with("(...)") => Some((at, "(...)".len(), false)),
            '.' if rest.starts_with("...") => Some((at, rest.len() - rest.trim_start_matches('.').len(), false)),
            _ => None,
        }
    })
}

/// True if what stands on the two sides of a place is one word or one number.
fn is_one_word(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if last.is_alphanumeric() && first.is_alphanumeric() {
        return !is_unspaced(last) && !is_unspaced(first);
    }
    // 3 is no part of 3.5, nor 40 of 1,040.
    let point = |c: char| matches!(c, '.' | ',');
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    (last.is_ascii_digit() && point(first) && digit(after.chars().nth(1)))
        || (point(last) && first.is_ascii_digit() && digit(before.chars().nth_back(1)))
}

/// True where a space between two characters says nothing.
fn is_tight(last: char, next: char) -> bool {
    last == '-'
        || next == '-'
        || matches!(next, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '%')
        || matches!(last, '(' | '[')
        || is_unspaced(last)
        || is_unspaced(next)
}

/// Scripts that set no spaces between words: Chinese and Japanese, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}')
}

/// Quotation marks and apostrophes, single and double: a quote inside of a quote changes its marks.
fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{b4}' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2037}'
        | '\u{2bb}'..='\u{2bd}' | '\u{300c}'..='\u{300f}' | '\u{301d}'..='\u{301f}' | '\u{ff02}' | '\u{ff07}'
        | '\u{ff62}' | '\u{ff63}')
}

/// Soft hyphens, joiners, marks of direction and of variants, the byte order mark.
fn is_without_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
