//! Tags of languages (BCP 47): their form, and what they say of the language itself.

/// Whether a text is a tag, such as `de`, `zh-Hans` or `pt-BR` (letters of two or three, then parts of up to eight letters
/// and digits), and not a word such as `German`.
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first = |part: &str| matches!(part.len(), 2..=3) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_later = |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.next().is_some_and(is_first) && parts.all(is_later)
}

/// The language of a tag without its region and script, in small letters: `pt` of `pt-BR` and of `pt_BR`.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// The direction of a language, as the attribute `dir` has it.
pub fn direction(tag: &str) -> &'static str {
    if RIGHT_TO_LEFT.contains(&primary(tag).as_str()) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_languages_are_told_from_their_names() {
        for code in ["de", "zh-Hans", "pt-BR", "ckb"] {
            assert!(is_tag(code), "{code}");
        }
        for name in ["German", "Chinese and English", "", "zh_CN", "d", "de-"] {
            assert!(!is_tag(name), "{name}");
        }
    }

    #[test]
    fn languages_have_a_direction_whatever_their_region() {
        assert_eq!(
            ["ar", "fa-IR", "AR_EG", "en", "arn", ""].map(direction),
            ["rtl", "rtl", "rtl", "ltr", "ltr", "ltr"]
        );
    }
}
