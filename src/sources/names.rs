//! The authors of a publication → the names by which a sentence cites them.

use super::Publication;
use crate::base::language::Language;

impl Publication {
    /// Who says it, as a sentence names them: family names of one or two authors, the first of more, or the publisher.
    pub fn name_in_sentence(&self, language: &Language) -> String {
        let is_publisher = |name: &str| self.publisher.as_deref() == Some(name);
        let family = |name: &String| if is_publisher(name) { name.clone() } else { family_name(name).to_owned() };
        match &self.authors[..] {
            [] => self.publisher.clone().unwrap_or_else(|| self.title.clone()),
            [one] => family(one),
            [one, other] => format!("{} {} {}", family(one), language.words.and, family(other)),
            [first, ..] => format!("{} {}", family(first), language.words.and_others),
        }
    }
}

/// A name, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'a> {
    /// A person.
    Person {
        /// The names before that of the family.
        given: &'a str,
        /// The name of the family, with its particles.
        family: &'a str,
    },
    /// An institution, or a name that is not taken apart.
    Whole(&'a str),
}

/// Takes a name apart. One with a comma says itself where; an institution is known by words that no family bears.
pub fn name_of(name: &str) -> Name<'_> {
    if let Some((family, given)) = name.split_once(',') {
        return Name::Person { given: given.trim(), family: family.trim() };
    }
    let is_institution = |word: &str| INSTITUTIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    if name.split(' ').any(|word| SMALL.contains(&word) || is_institution(word)) {
        return Name::Whole(name);
    }
    // Particles belong to the family: van der Waals, de Gaulle.
    let mut words = name.rsplit(' ');
    let mut from = name.len() - words.next().map_or(0, str::len);
    for word in words {
        let is_particle = word.chars().next().is_some_and(char::is_lowercase);
        if !is_particle || from < word.len() + 1 {
            break;
        }
        from -= word.len() + 1;
    }
    match from {
        0 => Name::Whole(name),
        _ => Name::Person { given: name[..from].trim(), family: &name[from..] },
    }
}

fn family_name(name: &str) -> &str {
    match name_of(name) {
        Name::Person { family, .. } => family,
        Name::Whole(whole) => whole,
    }
}

const SMALL: [&str; 11] = ["of", "for", "and", "the", "The", "on", "in", "&", "für", "und", "pour"];

const INSTITUTIONS: [&str; 52] = [
    "academy",
    "administration",
    "agency",
    "alliance",
    "archive",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "chamber",
    "college",
    "commission",
    "committee",
    "company",
    "corporation",
    "council",
    "court",
    "department",
    "desk",
    "directorate",
    "editors",
    "embassy",
    "federation",
    "forum",
    "foundation",
    "fund",
    "government",
    "group",
    "inspectorate",
    "institute",
    "institution",
    "lab",
    "media",
    "ministry",
    "network",
    "news",
    "observatory",
    "office",
    "organisation",
    "organization",
    "press",
    "programme",
    "secretariat",
    "service",
    "society",
    "staff",
    "team",
    "union",
    "university",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_and_institutions_are_told_apart() {
        let names = [
            ("Alexander Kolyandr", "Kolyandr"),
            ("Kolyandr, Alexander", "Kolyandr"),
            ("Johannes van der Waals", "van der Waals"),
            ("van der Waals", "van der Waals"),
            ("Ministry of Finance", "Ministry of Finance"),
            ("General Administration", "General Administration"),
            ("Eurostat", "Eurostat"),
            ("", ""),
            ("李 四", "四"),
        ];
        for (name, family) in names {
            assert_eq!(family_name(name), family);
        }
    }
}
