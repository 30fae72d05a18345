//! The word for a kind of publication → a type of CSL 1.0.2. BibLaTeX's types, CSL's own and plain English are all words.

use crate::sources::Publication;

const KINDS: &[(&str, &[&str])] = &[
    ("article-journal", &["article", "journal", "journal article", "paper", "suppperiodical"]),
    ("article-newspaper", &["newspaper", "newspaper article", "news", "news article", "press"]),
    ("article-magazine", &["magazine", "magazine article"]),
    ("bill", &["bill"]),
    (
        "book",
        &[
            "book",
            "monograph",
            "mvbook",
            "collection",
            "mvcollection",
            "anthology",
            "proceedings",
            "mvproceedings",
            "reference",
            "mvreference",
        ],
    ),
    ("broadcast", &["broadcast", "podcast", "radio", "television"]),
    ("chapter", &["chapter", "inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "essay"]),
    ("dataset", &["dataset", "data set", "data", "database", "statistics", "table"]),
    ("entry-encyclopedia", &["inreference", "entry", "encyclopedia"]),
    ("figure", &["figure", "chart"]),
    ("graphic", &["graphic", "image", "artwork", "photograph", "picture"]),
    ("hearing", &["hearing"]),
    ("interview", &["interview"]),
    ("legal_case", &["jurisdiction", "case", "judgment", "judgement", "court case", "legal case"]),
    ("legislation", &["legislation", "law", "act", "decree", "legal", "directive"]),
    ("manuscript", &["unpublished", "manuscript", "draft"]),
    ("map", &["map"]),
    ("motion_picture", &["movie", "film", "video", "motion picture"]),
    ("pamphlet", &["booklet", "pamphlet", "leaflet", "brochure"]),
    ("paper-conference", &["inproceedings", "conference", "conference paper", "paper conference"]),
    ("patent", &["patent"]),
    ("periodical", &["periodical"]),
    ("personal_communication", &["letter", "email", "personal communication"]),
    ("post", &["post", "tweet", "thread"]),
    ("post-weblog", &["blog", "blog post", "post weblog"]),
    ("regulation", &["regulation"]),
    (
        "report",
        &[
            "report",
            "techreport",
            "manual",
            "working paper",
            "white paper",
            "policy brief",
            "brief",
            "briefing",
            "paper series",
            "annual report",
        ],
    ),
    ("review", &["review"]),
    ("software", &["software", "code", "program"]),
    ("song", &["audio", "music", "song"]),
    ("speech", &["speech", "talk", "presentation", "lecture", "statement"]),
    ("standard", &["standard"]),
    ("thesis", &["thesis", "phdthesis", "mastersthesis", "dissertation"]),
    ("treaty", &["treaty", "agreement"]),
    ("webpage", &["online", "web", "webpage", "web page", "website", "site", "press release"]),
];

/// The type of a publication. Where no word says it, or none that is known, what is known of it does.
pub(super) fn of(publication: &Publication) -> &'static str {
    let word = publication.kind.as_deref().unwrap_or_default().to_lowercase().replace(['-', '_'], " ");
    let known =
        KINDS.iter().find(|(kind, words)| words.contains(&word.as_str()) || kind.replace(['-', '_'], " ") == word);
    let is_part = publication.container.is_some();
    match known.map(|(kind, _)| *kind) {
        // Without a journal there is nothing that an article is in.
        Some("article-journal") if !is_part => "article",
        Some("book") if is_part => "chapter",
        Some(kind) => kind,
        None if is_part && (publication.volume.is_some() || publication.issue.is_some()) => "article-journal",
        None if is_part && (publication.isbn.is_some() || !publication.editors.is_empty()) => "chapter",
        None if is_part => "article-newspaper",
        None if publication.isbn.is_some() || publication.edition.is_some() => "book",
        None if publication.url.is_some() => "webpage",
        None if publication.doi.is_some() => "report",
        None => "document",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_meanings() {
        let mut words: Vec<&str> = KINDS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        assert!(KINDS.iter().all(|(kind, _)| kind.parse::<hayagriva::citationberg::taxonomy::Kind>().is_ok()));
    }

    #[test]
    fn a_kind_is_said_or_guessed() {
        let of = |kind: &str, publication: Publication| {
            super::of(&Publication { kind: Some(kind.to_owned()), ..publication })
        };
        let inside = || Publication { container: Some("C".to_owned()), ..Publication::default() };
        let web = || Publication { url: Some("https://a.b".to_owned()), ..Publication::default() };
        assert_eq!(
            [of("article", inside()), of("article", web()), of("Dataset", web())],
            ["article-journal", "article", "dataset"]
        );
        assert_eq!(
            [of("", inside()), of("", web()), of("", Publication::default())],
            ["article-newspaper", "webpage", "document"]
        );
        assert_eq!(
            [of("working-paper", web()), of("legal_case", web()), of("nonsense", web())],
            ["report", "legal_case", "webpage"]
        );
    }
}
