//! Signs that nobody sees and no text needs: control characters, which make a feed or a drawing unreadable, and those that
//! turn the direction in which what follows is read.

use super::{Code, Diagnostic, Diagnostics, Source, Span, codes};

/// Whether a sign is no part of any text. Tabs and the ends of lines are.
pub fn is_control(sign: char) -> bool {
    (sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')) || matches!(sign, '\u{fffe}' | '\u{ffff}')
}

/// Whether a sign turns the direction of reading: what is seen is then not what is written.
pub fn is_turn(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether there may be such a sign in a text. Asked for every byte of a site, so it is done for many bytes at once.
pub fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_control = bytes.iter().fold(false, |found, byte| {
        found | ((*byte < 0x20) & (*byte != b'\t') & (*byte != b'\n') & (*byte != b'\r')) | (*byte == 0x7f)
    });
    is_control
        || memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| {
            let [second, third] = [1, 2].map(|by| bytes.get(at + by).copied().unwrap_or(0));
            match bytes[at] {
                0xc2 => second < 0xa0,
                0xe2 => matches!((second, third), (0x80, 0xaa..=0xae) | (0x81, 0xa6..=0xa9)),
                _ => second == 0xbf && third >= 0xbe,
            }
        })
}

/// The first sign of a kind in a text: where it stands, which it is, and how many more there are.
pub fn first(text: &str, is_one: fn(char) -> bool) -> Option<(usize, char, usize)> {
    let mut all = text.char_indices().filter(|(_, sign)| is_one(*sign));
    let (at, sign) = all.next()?;
    Some((at, sign, all.count()))
}

/// A text with a sign that is seen in the place of each control character.
pub fn without_controls(text: &str) -> Option<String> {
    (may_hold(text) && text.contains(is_control)).then(|| text.replace(is_control, "\u{fffd}"))
}

/// Tells of signs that nobody sees: of each kind once.
pub fn tell(source: &Source, diagnostics: &mut Diagnostics) {
    if !may_hold(&source.text) {
        return;
    }
    type Kind = (&'static Code, fn(char) -> bool, &'static str);
    let kinds: [Kind; 2] = [
        (&codes::CONTROL_CHARACTER, is_control, "is no part of any text"),
        (&codes::HIDDEN_DIRECTION, is_turn, "turns the direction in which what follows is read"),
    ];
    for (code, is_one, what) in kinds {
        let Some((at, sign, more)) = first(&source.text, is_one) else { continue };
        let message = format!("the invisible sign U+{:04X} {what}", u32::from(sign));
        let help = match more {
            0 => "take it out".to_owned(),
            more => format!("take it out, and {more} more below it"),
        };
        diagnostics.push(Diagnostic::new(code, source.place(Span::new(at, at + sign.len_utf8())), message, help));
    }
}

/// A text with a sign that is seen in the place of each that is not.
pub fn printable(text: &str) -> Option<String> {
    let hidden = |sign| is_control(sign) || is_turn(sign);
    (may_hold(text) && text.contains(hidden)).then(|| text.replace(hidden, "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_may_be_held() {
        for sign in ('\0'..='\u{2100}').chain('\u{ff00}'..='\u{ffff}') {
            let text = format!("a{sign}");
            assert_eq!(may_hold(&text), is_control(sign) || is_turn(sign), "{sign:?}");
            assert_eq!(without_controls(&text).is_some(), is_control(sign), "{sign:?}");
        }
        assert_eq!(first("aé\0b\0", is_control), Some((3, '\0', 1)));
    }
}
