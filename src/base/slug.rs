//! Words in addresses: a name of a tag, an author or a new brief → letters, digits and hyphens of ASCII.

use rustc_hash::FxHashSet;

/// A slug is no longer than this: names of files have 255 bytes at most, and some endings are put behind them.
const LONGEST: usize = 120;

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
    if out.len() > LONGEST {
        // What was cut off tells two names apart; the letters at the end do it in its place.
        out.truncate(LONGEST);
        out.truncate(out.trim_end_matches('-').len());
        return format!("{out}-{}", super::ContentHash::of(name.as_bytes()).short(8));
    }
    if out.is_empty() { super::ContentHash::of(name.as_bytes()).short(8) } else { out }
}

/// Slugs of names that are looked at together, no two of them alike.
#[derive(Debug, Default)]
pub struct Slugs {
    taken: FxHashSet<String>,
}

impl Slugs {
    /// The slug of a name. Where an earlier name reads alike in an address, this one gets letters that depend on nothing
    /// but itself.
    pub fn of(&mut self, name: &str) -> String {
        let mut slug = slug(name);
        if !self.taken.insert(slug.clone()) {
            slug = format!("{slug}-{}", super::ContentHash::of(name.as_bytes()).short(6));
            self.taken.insert(slug.clone());
        }
        slug
    }
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
        let long = "word ".repeat(1000);
        assert!(slug(&long).len() < 140 && slug(&long).starts_with("word-word-"));
        assert_ne!(slug(&long), slug(&format!("{long}more")));
    }

    #[test]
    fn names_that_read_alike_have_addresses_of_their_own() {
        let mut slugs = Slugs::default();
        let all = ["a b", "a-b", "A b"].map(|name| slugs.of(name));
        assert_eq!(all[0], "a-b");
        assert!(all[1..].iter().all(|slug| slug.starts_with("a-b-") && slug.len() == 10));
        assert_ne!(all[1], all[2]);
        assert_eq!(Slugs::default().of("a-b"), "a-b");
    }
}
