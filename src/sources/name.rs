//! The name of a person → its parts; the name of an organisation stays whole.
//!
//! Styles need to know which word is the family name. A `.bib` file says it; `sources.yaml` says it with a comma
//! (`Orbán, Viktor`) or with braces around what is no person (`"{World Bank}"`). Where neither is written, it is guessed.

use super::Publication;
use crate::base::language::Language;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The parts of a name. An organisation has a family name alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct NameParts {
    /// First names and initials.
    pub given: String,
    /// What stands between them: `van der`.
    pub particle: String,
    /// The name by which a list is ordered.
    pub family: String,
    /// `Jr.`, `III`.
    pub suffix: String,
}

impl Publication {
    /// The parts of an author's or editor's name, as its file divides it, or else guessed.
    pub fn parts_of(&self, name: &str) -> NameParts {
        self.parts.get(name).cloned().unwrap_or_else(|| NameParts::guess(name))
    }

    /// Who says it, as a sentence names them: family names of one or two authors, the first of more, or the publisher.
    pub fn name_in_sentence(&self, language: &Language) -> String {
        let is_publisher = |name: &str| self.publisher.as_deref() == Some(name);
        let family = |name: &String| if is_publisher(name) { name.clone() } else { self.parts_of(name).whole_family() };
        match &self.authors[..] {
            [] => self.publisher.clone().unwrap_or_else(|| self.title.clone()),
            [one] => family(one),
            [one, other] => format!("{} {} {}", family(one), language.words.and, family(other)),
            [first, ..] => format!("{} {}", family(first), language.words.and_others),
        }
    }
}

/// Words that are in names of organisations and not in those of persons, in lower case.
const OF_ORGANISATIONS: &[&str] = &[
    "administration",
    "agency",
    "and",
    "association",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "centrum",
    "college",
    "comité",
    "commission",
    "committee",
    "company",
    "conference",
    "consulting",
    "corporation",
    "council",
    "court",
    "department",
    "desk",
    "economics",
    "editors",
    "energy",
    "eurostat",
    "federation",
    "for",
    "foundation",
    "fund",
    "für",
    "government",
    "group",
    "house",
    "inc",
    "inc.",
    "initiative",
    "institut",
    "institute",
    "institution",
    "instituto",
    "international",
    "journal",
    "laboratory",
    "league",
    "library",
    "ltd",
    "ltd.",
    "magazine",
    "media",
    "ministère",
    "ministerium",
    "ministry",
    "monitor",
    "museum",
    "national",
    "network",
    "news",
    "of",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "post",
    "press",
    "project",
    "research",
    "reserve",
    "review",
    "school",
    "secretariat",
    "senate",
    "service",
    "services",
    "society",
    "staff",
    "statistics",
    "statistik",
    "stiftung",
    "survey",
    "team",
    "the",
    "times",
    "treasury",
    "trust",
    "union",
    "united",
    "universität",
    "université",
    "university",
    "watch",
    "world",
    "агентство",
    "агенція",
    "академія",
    "банк",
    "відділ",
    "газета",
    "журнал",
    "інститут",
    "комісія",
    "комітет",
    "міністерство",
    "партія",
    "рада",
    "редакція",
    "служба",
    "союз",
    "товариство",
    "університет",
    "фонд",
    "центр",
    "&",
];

/// The same, for names of authors are looked at on every page.
static IS_OF_ORGANISATIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| OF_ORGANISATIONS.iter().copied().collect());

impl NameParts {
    /// A name that is not divided.
    pub fn whole(name: &str) -> Self {
        Self { family: name.to_owned(), ..Self::default() }
    }

    /// The name of the family with its particles: `van Gogh`.
    pub fn whole_family(&self) -> String {
        if self.particle.is_empty() { self.family.clone() } else { format!("{} {}", self.particle, self.family) }
    }

    /// The name as it is read: `Vincent van Gogh`.
    pub fn shown(&self) -> String {
        let parts = [&self.given, &self.particle, &self.family, &self.suffix];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The parts of a name that nobody has divided: by its comma; otherwise the last word and the particles before it are
    /// the family name, unless a word tells that it is an organisation.
    pub fn guess(name: &str) -> Self {
        let name = name.trim();
        let is_unit = |word: &str| matches!(word, "of" | "for" | "and" | "für" | "&");
        // "Ministry of Housing, Energy Department" is no Energy Department of the family Ministry of Housing.
        if let Some((family, given)) = name.split_once(", ")
            && !name.split_whitespace().any(is_unit)
        {
            return Self { given: given.trim().to_owned(), ..Self::with_particle(family) };
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_organisation = |word: &&str| {
            IS_OF_ORGANISATIONS.contains(word.to_lowercase().as_str())
                || word.contains(|sign: char| sign.is_ascii_digit())
                || (word.chars().count() > 2 && word.chars().all(char::is_uppercase))
        };
        if words.len() < 2 || words.len() > 5 || words.iter().any(is_organisation) {
            return Self::whole(name);
        }
        let is_small = |word: &&str| word.starts_with(char::is_lowercase);
        let family = words.iter().skip(1).position(is_small).map_or(words.len() - 1, |at| at + 1);
        Self { given: words[..family].join(" "), ..Self::with_particle(&words[family..].join(" ")) }
    }

    /// A family name, divided into the small words at its front and the rest.
    pub(super) fn with_particle(family: &str) -> Self {
        let words: Vec<&str> = family.split_whitespace().collect();
        let small = words.iter().take_while(|word| word.starts_with(char::is_lowercase)).count();
        let small = if small == words.len() { small.saturating_sub(1) } else { small };
        Self { particle: words[..small].join(" "), family: words[small..].join(" "), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_have_parts_and_organisations_do_not() {
        for (name, given, particle, family) in [
            ("Yuriy Kolyandr", "Yuriy", "", "Kolyandr"),
            ("Ludwig van Beethoven", "Ludwig", "van", "Beethoven"),
            ("Orbán, Viktor", "Viktor", "", "Orbán"),
            ("van der Berg, Ann", "Ann", "van der", "Berg"),
            ("J. R. R. Tolkien", "J. R. R.", "", "Tolkien"),
            ("World Bank", "", "", "World Bank"),
            ("General Administration of Customs", "", "", "General Administration of Customs"),
            ("Reuters", "", "", "Reuters"),
            ("习近平", "", "", "习近平"),
            ("IEA Statistics", "", "", "IEA Statistics"),
        ] {
            let parts = NameParts::guess(name);
            assert_eq!((&*parts.given, &*parts.particle, &*parts.family), (given, particle, family), "{name}");
        }
        assert_eq!(NameParts::guess("van der Berg, Ann").shown(), "Ann van der Berg");
    }
}
