//! A list or a group in brackets: where it ends, and the space between its parts.

/// What is known while the signs of brackets are read one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brackets {
    /// How many are open.
    pub(super) depth: usize,
    /// The quote that is open.
    quote: Option<char>,
    escaped: bool,
    /// Whether a value may begin here: inside of a word a quote is an apostrophe.
    may_begin: bool,
    behind_space: bool,
    /// Whether a single quote was closed by the last sign: two in a row are one in the text.
    behind_quote: bool,
}

/// What a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Open,
    Close,
    Comma,
    Comment,
    Space,
    /// A colon, a letter, a sign inside of quotes.
    Other,
}

impl Brackets {
    /// Before the first sign.
    pub(super) fn new() -> Self {
        Self { depth: 0, quote: None, escaped: false, may_begin: true, behind_space: true, behind_quote: false }
    }

    fn step(&mut self, sign: char) -> Part {
        if let Some(quote) = self.quote {
            if self.escaped {
                self.escaped = false;
            } else if sign == '\\' && quote == '"' {
                self.escaped = true;
            } else if sign == quote {
                self.quote = None;
                self.behind_quote = sign == '\'';
            }
            (self.may_begin, self.behind_space) = (false, false);
            return Part::Other;
        }
        if std::mem::take(&mut self.behind_quote) && sign == '\'' {
            self.quote = Some(sign);
            return Part::Other;
        }
        let part = match sign {
            '[' | '{' => Part::Open,
            ']' | '}' => Part::Close,
            ',' => Part::Comma,
            ' ' => Part::Space,
            '#' if self.behind_space => Part::Comment,
            _ => Part::Other,
        };
        match part {
            Part::Open => self.depth += 1,
            Part::Close => self.depth = self.depth.saturating_sub(1),
            Part::Other if self.may_begin && matches!(sign, '"' | '\'') => self.quote = Some(sign),
            _ => {}
        }
        self.may_begin = matches!(part, Part::Open | Part::Comma) || sign == ':' || (self.may_begin && sign == ' ');
        self.behind_space = sign == ' ';
        part
    }

    /// Reads a line of brackets that go on over several, or of quotes that do.
    pub(super) fn read(&mut self, line: &str) {
        for sign in line.chars() {
            if self.step(sign) == Part::Comment {
                break;
            }
        }
        // The end of a line is space.
        self.behind_space = self.quote.is_none();
    }

    /// Whether all that was opened is closed.
    pub(super) fn is_closed(&self) -> bool {
        self.depth == 0 && self.quote.is_none()
    }
}

/// The length of a value in brackets or quotes that ends on its own line; none for one that goes on, or holds a comment.
pub(super) fn length(text: &str) -> Option<usize> {
    let mut brackets = Brackets::new();
    for (at, sign) in text.char_indices() {
        if brackets.step(sign) == Part::Comment {
            return None;
        }
        if brackets.is_closed() {
            let end = at + sign.len_utf8();
            // Two single quotes in a row are one in the text.
            if sign == '\'' && at > 0 && text[end..].starts_with('\'') {
                continue;
            }
            return Some(end);
        }
    }
    None
}

/// The same with one space behind commas and colons, and none inside of brackets.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut brackets = Brackets::new();
    let mut spaces = 0;
    let mut last = Part::Open;
    let mut behind_colon = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let was_quoted = brackets.quote.is_some();
        let part = brackets.step(sign);
        if part == Part::Space {
            spaces += 1;
            continue;
        }
        let is_colon = sign == ':'
            && !was_quoted
            && (signs.peek().is_none_or(|next| matches!(next, ' ' | ',' | ']' | '}')) || out.ends_with('"'));
        let space = match (last, part) {
            _ if was_quoted => spaces,
            (Part::Open, _) | (_, Part::Close | Part::Comma) => 0,
            (Part::Comma, _) => 1,
            _ if behind_colon => 1,
            _ if is_colon => 0,
            _ => spaces,
        };
        out.extend(std::iter::repeat_n(' ', space));
        out.push(sign);
        spaces = 0;
        behind_colon = is_colon;
        last = if was_quoted { Part::Other } else { part };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_space_between_parts_is_one() {
        let cases = [
            ("[a,b , c]", "[a, b, c]"),
            ("[ a ]", "[a]"),
            ("{ a : 1,b:  2 }", "{a: 1, b: 2}"),
            ("{a: [x,y], \"b\":2}", "{a: [x, y], \"b\": 2}"),
            ("[two  words, don't,stop]", "[two  words, don't, stop]"),
            ("[\"a,b\", 'it''s , so']", "[\"a,b\", 'it''s , so']"),
            ("[https://a.example/?b:c]", "[https://a.example/?b:c]"),
            ("[]", "[]"),
            ("[ ]", "[]"),
            ("[a, ]", "[a,]"),
        ];
        for (old, new) in cases {
            assert_eq!(spaced(old), new);
            assert_eq!(spaced(new), new);
        }
    }

    #[test]
    fn brackets_and_quotes_end_where_they_are_closed() {
        let cases = [
            ("[a, [b]] # c", Some(8)),
            ("[a, # c", None),
            ("\"a \\\" b\": c", Some(8)),
            ("'it''s' x", Some(7)),
            ("''", Some(2)),
            ("{a: ']'}", Some(8)),
            ("[a", None),
        ];
        for (text, end) in cases {
            assert_eq!(length(text), end, "{text}");
        }
    }
}
