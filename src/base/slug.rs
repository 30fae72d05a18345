//! Words in addresses: a name of a tag, an author or a new brief → letters, digits and hyphens of ASCII.

/// The slug of a name: transliterated, lower case, hyphens between words. A name with nothing to transliterate gets
/// a short hash, so that it still has an address of its own and always the same one.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in deunicode::deunicode(name).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() { super::ContentHash::of(name.as_bytes()).short(8) } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        for (name, expected) in [
            ("Trade & Sanctions", "trade-sanctions"),
            ("Adnan Ćerimagić", "adnan-cerimagic"),
            ("陳宏耀", "chen-hong-yao"),
            ("O’Brien’s", "obriens"),
            ("--a--", "a"),
        ] {
            assert_eq!(slug(name), expected);
        }
        assert_eq!(slug("⠀").len(), 8);
    }
}
