//! TeX → MathML, behind a gate: what the crate would choke on, or would write into the page unescaped, never reaches it.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// A formula is a line or two. The crate reads nested groups by calling itself, and in quadratic time.
const LONGEST: usize = 2000;
const DEEPEST: usize = 40;
const COMMANDS: usize = 400;

/// Commands that define others (which may never end), set colours (which would be `style=` attributes) or link.
const REFUSED: &[&str] = &[
    "def",
    "gdef",
    "edef",
    "xdef",
    "let",
    "futurelet",
    "newcommand",
    "renewcommand",
    "providecommand",
    "newenvironment",
    "renewenvironment",
    "DeclareMathOperator",
    "color",
    "textcolor",
    "colorbox",
    "fcolorbox",
    "pagecolor",
    "href",
    "url",
    "htmlClass",
    "htmlStyle",
    "htmlId",
    "htmlData",
];

/// Signs that stand for `<`, `>` and `&` inside the crate, which escapes nothing. They are of no use in a text.
const STAND_INS: [(char, char, &str); 3] =
    [('<', '\u{e000}', "&lt;"), ('>', '\u{e001}', "&gt;"), ('&', '\u{e002}', "&amp;")];

/// The MathML of a formula, or why there is none.
pub(super) fn mathml(tex: &str, display: bool) -> Result<String, String> {
    gate(tex)?;
    let mut guarded = String::with_capacity(tex.len() + 16);
    let mut before = ' ';
    for c in tex.chars() {
        // A lone `&` divides columns; one behind a backslash is a sign.
        let stand_in = STAND_INS.iter().find(|(sign, ..)| *sign == c && (c != '&' || before == '\\'));
        match stand_in {
            Some((_, private, _)) => {
                if before == '\\' {
                    guarded.pop();
                }
                guarded.push(*private);
            }
            None => guarded.push(c),
        }
        before = if before == '\\' && c == '\\' { ' ' } else { c };
    }
    let config = RenderConfig {
        display_mode: if display { DisplayMode::Block } else { DisplayMode::Inline },
        ..RenderConfig::default()
    };
    // The crate is young; a formula that it cannot bear must not end a build.
    let written = std::panic::catch_unwind(|| {
        let storage = Storage::new();
        if let Some(error) = Parser::new(&guarded, &storage).find_map(Result::err) {
            return Err(error.to_string().lines().next().unwrap_or_default().to_owned());
        }
        let mut out = String::new();
        push_mathml(&mut out, Parser::new(&guarded, &storage), config).map(|()| out).map_err(|error| error.to_string())
    });
    let out = written.map_err(|_| "the reader of formulas failed on it".to_owned())??;
    Ok(cleaned(&out))
}

/// Refuses what is too large, too deep, or more than a formula.
fn gate(tex: &str) -> Result<(), String> {
    if tex.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if tex.contains(['\u{e000}', '\u{e001}', '\u{e002}']) {
        return Err("it holds a sign of the private use area".to_owned());
    }
    let (mut depth, mut deepest, mut commands) = (0_usize, 0, 0);
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            '\\' => {
                commands += 1;
                let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                let name = &rest[..end];
                if REFUSED.contains(&name) {
                    return Err(format!("`\\{name}` is not allowed"));
                }
                match rest.chars().next() {
                    None => return Err("it ends with a backslash".to_owned()),
                    Some(next) if !next.is_ascii() => return Err(format!("`\\{next}` is no command")),
                    Some(_) => rest = &rest[end.max(1)..],
                }
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // Commands that take the next one as their argument nest without a brace.
    if deepest > DEEPEST || commands > COMMANDS {
        return Err("it is nested too deep or has too many commands".to_owned());
    }
    Ok(())
}

/// The crate's MathML with its texts escaped and without `style=`, which a strict policy would block.
fn cleaned(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len() + 16);
    let mut rest = mathml;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].trim_start_matches('/');
        let is_tag = rest.starts_with('<') && name.starts_with(|c: char| c.is_ascii_lowercase());
        let end = rest.find('>').map(|end| end + 1).filter(|_| is_tag);
        let is_entity =
            rest.starts_with("&lt;") || rest.starts_with("&gt;") || rest.starts_with("&amp;") || rest.starts_with("&#");
        match end {
            Some(end) => {
                let tag = &rest[..end];
                match tag.split_once(" style=\"") {
                    Some((before, after)) => {
                        out.push_str(before);
                        out.push_str(after.split_once('"').map_or(">", |(_, tail)| tail));
                    }
                    None => out.push_str(tag),
                }
                rest = &rest[end..];
            }
            None => {
                out.push_str(if rest.starts_with('<') {
                    "&lt;"
                } else if is_entity {
                    "&"
                } else {
                    "&amp;"
                });
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    // To the crate a stand-in is a letter; outside of a text it is a relation.
    STAND_INS.iter().fold(out, |out, (_, private, entity)| {
        out.replace(&format!("<mi>{private}</mi>"), &format!("<mo>{entity}</mo>")).replace(*private, entity)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_formula_becomes_markup() {
        for tex in [
            r"\text{<script>alert(1)</script>}",
            "<b>x</b>",
            r"\lt a \gt",
            r"\text{a \& b}",
            "a < b > c",
            r"\text{</math><script>}",
        ] {
            let Ok(out) = mathml(tex, false) else { continue };
            assert!(!out.contains("<script") && !out.contains("<b>") && !out.contains("><<"), "{tex}: {out}");
            assert_eq!(out.matches("</math>").count(), 1, "{tex}: {out}");
        }
        assert!(mathml("a < b", false).expect("it is plain").contains("&lt;"));
    }

    #[test]
    fn what_would_end_a_build_is_refused() {
        let deep = "{".repeat(50_000);
        let many = r"\frac".repeat(50_000);
        for tex in [r"\▲", r"\def\a{\a\a}\a", &deep, &many, r"\color{red}x", "\\", r"\frac{1}{0"] {
            assert!(mathml(tex, true).is_err(), "{}", &tex[..tex.len().min(20)]);
        }
        let nested = format!("{}x{}", r"\sqrt{".repeat(40), "}".repeat(40));
        assert!(mathml(&nested, false).is_ok());
        assert!(mathml(&r"\frac".repeat(399), false).is_err());
    }
}
