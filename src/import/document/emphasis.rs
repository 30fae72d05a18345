//! Pieces of a paragraph → Markdown that is read as the same pieces again.
//!
//! A sign of emphasis opens or closes only where CommonMark lets it (0.31, 6.2: left- and right-flanking). Where it would
//! not, the elements `<b>` and `<i>`, which pass in briefs, take its place.

use super::{Manner, Piece, What};

/// Where a paragraph stands, which decides what means something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Line,
    Cell,
}

/// Writes the pieces of a paragraph.
pub(super) fn write(pieces: &[Piece], place: Place) -> String {
    let pieces = merged(pieces);
    let mut out = String::new();
    let mut at = 0;
    while at < pieces.len() {
        let link = pieces[at].manner.link.clone();
        let end = pieces[at..].iter().position(|piece| piece.manner.link != link).map_or(pieces.len(), |by| at + by);
        match link {
            // Pictures lead nowhere else in print; a note is a link by itself.
            Some(address) if pieces[at..end].iter().any(|piece| matches!(piece.what, What::Text(_))) => {
                let mut inner = String::new();
                styled(&mut inner, &pieces[at..end], 0, place);
                let (front, inner, back) = trimmed(&inner);
                out.push_str(front);
                if inner.is_empty() {
                } else if is_itself(inner, &address) {
                    out.push_str(&format!("<{address}>"));
                } else {
                    out.push_str(&format!("[{inner}]({})", target(&address)));
                }
                out.push_str(back);
            }
            _ => styled(&mut out, &pieces[at..end], 0, place),
        }
        at = end;
    }
    out
}

/// Whether a stretch has a level of emphasis, its sign, and the element that says the same.
type Level = (fn(&Manner) -> bool, &'static str, &'static str);

/// All levels of emphasis, from the outermost on.
const LEVELS: [Level; 5] = [
    (|manner| manner.strong, "**", "b"),
    (|manner| manner.emphasis, "*", "i"),
    (|manner| manner.struck, "~~", ""),
    (|manner| manner.raised, "", "sup"),
    (|manner| manner.lowered, "", "sub"),
];

fn styled(out: &mut String, pieces: &[Piece], level: usize, place: Place) {
    let Some((has, sign, element)) = LEVELS.get(level).copied() else {
        pieces.iter().for_each(|piece| one(out, piece, place));
        return;
    };
    let mut at = 0;
    while at < pieces.len() {
        let is_in = has(&pieces[at].manner);
        let end = pieces[at..].iter().position(|piece| has(&piece.manner) != is_in).map_or(pieces.len(), |by| at + by);
        if is_in {
            let mut inner = String::new();
            styled(&mut inner, &pieces[at..end], level + 1, place);
            let (front, inner, back) = trimmed(&inner);
            out.push_str(front);
            let next = if back.is_empty() { after(&pieces[end..]) } else { Some(' ') };
            let flanks =
                flanks(out.chars().next_back(), inner, next) && !inner.starts_with('*') && !inner.ends_with('*');
            if inner.is_empty() {
            } else if !sign.is_empty() && flanks {
                out.push_str(&format!("{sign}{inner}{sign}"));
            } else if element.is_empty() {
                // Words count for more than the line through them.
                out.push_str(inner);
            } else {
                out.push_str(&format!("<{element}>{inner}</{element}>"));
            }
            out.push_str(back);
        } else {
            styled(out, &pieces[at..end], level + 1, place);
        }
        at = end;
    }
}

/// The first sign of what follows.
fn after(pieces: &[Piece]) -> Option<char> {
    pieces.iter().find_map(|piece| match &piece.what {
        What::Text(text) => text.chars().next(),
        What::Break => Some(' '),
        What::Note(_) => Some('['),
        What::Picture(..) => Some('!'),
    })
}

/// Whether `*` opens in front of a text and closes behind it.
fn flanks(before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let is_space = |sign: Option<char>| sign.is_none_or(char::is_whitespace);
    let is_mark = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_alphanumeric() && !sign.is_whitespace());
    let (first, last) = (inner.chars().next(), inner.chars().next_back());
    let opens = !is_mark(first) || is_space(before) || is_mark(before);
    let closes = !is_mark(last) || is_space(after) || is_mark(after);
    // Two stretches side by side would run into one another.
    opens && closes && before != Some('*') && after != Some('*')
}

fn one(out: &mut String, piece: &Piece, place: Place) {
    match &piece.what {
        What::Text(text) if piece.manner.code => {
            let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest + 1);
            let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
            let text = if place == Place::Cell { text.replace('|', "\\|") } else { text.clone() };
            out.push_str(&format!("{fence}{space}{text}{space}{fence}"));
        }
        What::Text(text) => escape(out, text, place),
        What::Picture(address, alt) => {
            let mut words = String::new();
            escape(&mut words, alt, place);
            out.push_str(&format!("![{}]({})", words.replace('\n', " "), target(address)));
        }
        What::Note(note) => out.push_str(&format!("[^{}]", note + 1)),
        What::Break if place == Place::Cell => out.push_str("<br>"),
        What::Break => {
            let end = out.trim_end_matches(' ').len();
            out.truncate(end);
            out.push_str("\\\n");
        }
    }
}

/// Text that is read as itself. What means something at the beginning of a line is for whoever begins lines.
fn escape(out: &mut String, text: &str, place: Place) {
    let mut before = out.chars().next_back();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied();
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let means = match sign {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Inside of a word it is a letter like others.
            '_' => !(is_word(before) && is_word(next)),
            '~' => next == Some('~') || before == Some('~'),
            '=' => next == Some('=') || before == Some('='),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            '@' => !is_word(before) && next.is_some_and(char::is_alphanumeric),
            '!' => next.is_none() || next == Some('['),
            '|' => place == Place::Cell,
            _ => false,
        };
        if means {
            out.push('\\');
        }
        // Spaces that do not break are written as what they are; nothing else that is white is.
        out.push(if sign == '\n' || sign == '\t' { ' ' } else { sign });
        before = Some(sign);
    }
}

/// An address in round brackets.
pub(super) fn target(address: &str) -> String {
    let is_plain = address.chars().all(|sign| !sign.is_whitespace() && !"()<>\\".contains(sign));
    if is_plain && !address.is_empty() {
        address.to_owned()
    } else {
        let mut all = String::from("<");
        for sign in address.chars() {
            match sign {
                '<' => all.push_str("%3C"),
                '>' => all.push_str("%3E"),
                '\\' => all.push_str("%5C"),
                '\n' | '\r' => {}
                sign => all.push(sign),
            }
        }
        all + ">"
    }
}

/// Whether the text of a link is nothing but its address.
fn is_itself(inner: &str, address: &str) -> bool {
    inner == address
        && (address.starts_with("https://") || address.starts_with("http://"))
        && !address.contains(['<', '>', ' '])
}

/// White space in front, the rest, white space behind.
fn trimmed(text: &str) -> (&str, &str, &str) {
    let inner = text.trim_matches(' ');
    let front = text.len() - text.trim_start_matches(' ').len();
    if inner.is_empty() { (text, "", "") } else { (&text[..front], inner, &text[front + inner.len()..]) }
}

/// Pieces of one manner that follow each other are one. White space has no manner of its own, as far as it can be.
fn merged(pieces: &[Piece]) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let mut piece = piece.clone();
        if let What::Text(text) = &piece.what
            && text.trim().is_empty()
            && let (Some(last), Some(next)) = (all.last(), pieces.get(at + 1))
            && last.manner == next.manner
        {
            piece.manner = last.manner.clone();
        }
        match (all.last_mut(), &piece.what) {
            (Some(Piece { what: What::Text(last), manner }), What::Text(text)) if *manner == piece.manner => {
                last.push_str(text);
            }
            (_, What::Text(text)) if text.is_empty() => {}
            _ => all.push(piece),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, change: impl Fn(&mut Manner)) -> Piece {
        let mut manner = Manner::default();
        change(&mut manner);
        Piece::new(What::Text(text.to_owned()), &manner)
    }

    #[test]
    fn emphasis_stands_where_it_is_read() {
        let strong = |manner: &mut Manner| manner.strong = true;
        let both = |manner: &mut Manner| (manner.strong, manner.emphasis) = (true, true);
        let cases = [
            (vec![Piece::plain("a "), piece("b ", strong), Piece::plain("c")], "a **b** c"),
            (vec![piece("b", strong), Piece::plain("c")], "**b**c"),
            (vec![piece("(b)", strong), Piece::plain("c")], "<b>(b)</b>c"),
            (vec![piece("a", strong), piece(" ", |_| {}), piece("b", strong)], "**a b**"),
            (vec![piece("b", both), piece("c", strong)], "<b>*b*c</b>"),
            (vec![Piece::plain("1 "), piece("2", |manner| manner.raised = true)], "1 <sup>2</sup>"),
        ];
        for (pieces, expected) in cases {
            assert_eq!(write(&pieces, Place::Line), expected);
        }
    }

    #[test]
    fn what_means_something_is_escaped() {
        let all = [
            ("a * b_c _d_ [e] <f>", "a \\* b_c \\_d\\_ \\[e\\] \\<f>"),
            ("x@y.z @kong ~5 ~~6", "x@y.z \\@kong ~5 \\~\\~6"),
            ("AT&T &amp; & so", "AT\\&T \\&amp; & so"),
            ("wow! ![x] $5", "wow! \\!\\[x\\] $5"),
        ];
        for (text, expected) in all {
            assert_eq!(write(&[Piece::plain(text)], Place::Line), expected);
        }
        assert_eq!(write(&[Piece::plain("a|b")], Place::Cell), "a\\|b");
    }

    #[test]
    fn links_hold_their_words_and_addresses() {
        let to = |address: &str| {
            let address = address.to_owned();
            move |manner: &mut Manner| manner.link = Some(address.clone())
        };
        let cases = [
            (piece("here ", to("https://a.example/b_(c)")), "[here](<https://a.example/b_(c)>) "),
            (piece("https://a.example/", to("https://a.example/")), "<https://a.example/>"),
            (piece(" ", to("https://a.example/")), " "),
        ];
        for (piece, expected) in cases {
            assert_eq!(write(&[piece], Place::Line), expected);
        }
    }
}
