//! A value of a theme → what may stand behind the colon of a declaration, and how bright a colour is.
//!
//! A value that would end its declaration, or load something, is none. Knows no themes.

/// Functions that load what they name.
const LOADING: [&str; 6] = ["url(", "src(", "image(", "image-set(", "element(", "cross-fade("];

/// Whether a text may stand in a declaration as its value.
pub(super) fn is_safe(text: &str) -> bool {
    let refused =
        |c: char| c.is_control() || matches!(c, '{' | '}' | '[' | ']' | ';' | '<' | '>' | '\\' | '@' | '!' | '`');
    let lower = text.to_ascii_lowercase();
    let loads = LOADING.iter().any(|function| lower.contains(function)) || text.contains("://");
    !text.is_empty()
        && !text.contains(refused)
        && !text.contains("/*")
        && !loads
        && is_closed(text)
        && colours_hold(text)
}

/// Whether every bracket and every quote is closed, each where it may be.
fn is_closed(text: &str) -> bool {
    let (mut open, mut quote) = (0_usize, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open += 1,
            (None, ')') if open == 0 => return false,
            (None, ')') => open -= 1,
            _ => {}
        }
    }
    open == 0 && quote.is_none()
}

/// Whether each `#…` is a colour.
fn colours_hold(text: &str) -> bool {
    text.split('#').skip(1).all(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest, |end| &rest[..end]);
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// The relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2); nothing for other forms, which only a browser can tell.
pub(super) fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.trim().strip_prefix('#')?;
    let digit = |at: usize| digits.get(at..=at).and_then(|digit| u32::from_str_radix(digit, 16).ok());
    let part = |at: usize| match digits.len() {
        3 => Some(digit(at)? * 17),
        6 => Some(digit(2 * at)? * 16 + digit(2 * at + 1)?),
        _ => None,
    };
    let linear = |part: u32| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    };
    Some(0.2126 * linear(part(0)?) + 0.7152 * linear(part(1)?) + 0.0722 * linear(part(2)?))
}

/// The contrast of two colours (WCAG 2.2).
pub(super) fn ratio(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_declaration_or_load_something_is_no_value() {
        for good in
            ["#0b5d6b", "36rem", "1.58", "'A B', serif", "calc(1rem + 2vw)", "light-dark(#fff, #000)", "var(--sans)"]
        {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "red; } body { color: red",
            "a/*",
            "url(x)",
            "URL(x)",
            "image-set('x' 1x)",
            "https://x",
            "f(",
            "f)(",
            "'a",
            "')' (",
            "",
            "a\\3b",
            "[",
            "#12",
            "#ggg",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
