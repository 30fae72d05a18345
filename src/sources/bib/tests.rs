//! What `.bib` files hold, and what comes of it; a generator of bibliographies, none of whose entries may be lost.

use super::*;
use crate::sources::Publication;
use proptest::prelude::*;

fn read(text: &str) -> (Library, Vec<String>) {
    let report = read_bib(&Source::new("refs.bib", text));
    let say = |found: &Diagnostic| {
        format!("{}:{} {}: {}", found.place.line, found.place.column, found.code.word, found.message)
    };
    (report.value, report.diagnostics.iter().map(say).collect())
}

/// One entry, about which nothing is found.
fn one(text: &str) -> Publication {
    let (library, found) = read(text);
    assert_eq!(found, [""; 0], "{text}");
    let (_, (publication, _)) = library.entries.into_iter().next().expect("there is an entry");
    publication
}

#[test]
fn an_article_is_read_with_all_that_it_has() {
    let publication = one(r#"
        Text between entries is a comment, even this@address.example.
        @comment{@article{no, title = {No}}}
        @preamble{"\newcommand{\x}{y}"}
        @string{eas = "Europe-Asia " # {Studies}}
        @Article{kolyandr2025,
          author       = {Kolyandr, Alexandra and van der Berg, Jan and {World Bank} and others},
          title        = "Trade between {R}ussia and {C}hina",
          subtitle     = {A ``record'' year},
          journaltitle = eas,   % a comment
          volume = 12, number = {3}, pages = {12--31},
          year = 2025, month = 7 # {},
          day = 9,
          doi = {https://doi.org/10.1000/182}, url = {https://example.org/a\_b},
          urldate = {2025-08-01}, langid = {ngerman},
          abstract = {He said "yes, {really}" and left.},
          archiveurl = {https://web.archive.org/x}, archivedate = {2025-06-03},
          license = {CC BY 4.0}, note = {With a table}, addendum = {Second printing.},
        }
    "#);
    assert_eq!(publication.title, "Trade between Russia and China: A “record” year");
    assert_eq!(publication.authors, ["Alexandra Kolyandr", "Jan van der Berg", "World Bank"]);
    assert!(publication.has_more_authors);
    assert_eq!(publication.parts["Jan van der Berg"].family, "Berg");
    assert_eq!(publication.parts["World Bank"].given, "");
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    assert_eq!(text(&publication.container), "Europe-Asia Studies");
    assert_eq!(
        [&publication.volume, &publication.issue, &publication.pages, &publication.doi].map(text),
        ["12", "3", "12–31", "10.1000/182"]
    );
    assert_eq!(publication.date.unwrap().to_string(), "2025-07-09");
    assert_eq!(publication.accessed.unwrap().to_string(), "2025-08-01");
    assert_eq!([&publication.url, &publication.language].map(text), ["https://example.org/a_b", "de"]);
    let copy = publication.archived.clone().unwrap();
    assert_eq!(
        (copy.url.as_str(), copy.date.unwrap().to_string().as_str()),
        ("https://web.archive.org/x", "2025-06-03")
    );
    assert_eq!([&publication.licence, &publication.note].map(text), ["CC BY 4.0", "With a table. Second printing."]);
    assert_eq!(text(&publication.kind), "article");
}

#[test]
fn what_is_inherited_changes_its_name() {
    let (library, found) = read(
        r"
        @incollection{chapter, title = {A Chapter}, author = {One, A.}, crossref = {book}, xdata = {house, other}}
        @collection{book, title = {The Book}, subtitle = {Its Subtitle}, editor = {Two, B.}, date = {1999}, crossref = {all}}
        @mvcollection{all, title = {All Volumes}, publisher = {No House}}
        @xdata{house, publisher = {The House}, location = {Wien and Graz}}
        @xdata{other, note = {Lent}}
        @article{circle, title = {C}, crossref = {circle2}}
        @article{circle2, journal = {J}, crossref = {circle}}
        @misc{lost, title = {L}, crossref = {nowhere}}
    ",
    );
    let chapter = library.get("chapter").unwrap();
    assert_eq!(chapter.container.as_deref(), Some("The Book: Its Subtitle"));
    assert_eq!((chapter.publisher.as_deref(), chapter.place.as_deref()), (Some("The House"), Some("Wien, Graz")));
    assert_eq!((chapter.editors.as_slice(), chapter.date.unwrap().year()), (["B. Two".to_owned()].as_slice(), 1999));
    assert_eq!(chapter.note.as_deref(), Some("Lent"));
    assert_eq!(library.get("circle").unwrap().container.as_deref(), Some("J"));
    // What lends its fields is no publication.
    let keys: Vec<&str> = library.keys().collect();
    assert_eq!(keys, ["all", "book", "chapter", "circle", "circle2", "lost"]);
    assert_eq!(found, ["9:45 bad-bib-field: there is no entry `nowhere` in this file"]);
}

#[test]
fn addresses_are_found_where_bibtex_hides_them() {
    let url = |fields: &str| one(&format!("@misc{{a, title = {{T}}, {fields}}}")).url.unwrap_or_default();
    assert_eq!(url(r"howpublished = {\url{https://a.b/c_d}}"), "https://a.b/c_d");
    assert_eq!(url("eprint = {1706.03762}, archiveprefix = {arXiv}"), "https://arxiv.org/abs/1706.03762");
    assert_eq!(url("eprint = {1706.03762}, eprinttype = {arxiv}, doi = {10.1/x}"), "");
    assert_eq!(url("url = {www.example.org}"), "https://www.example.org");
    assert_eq!(
        one("@misc{a, title = {T}, howpublished = {Leaflet}, type = {White Paper}}").note.unwrap(),
        "White Paper. Leaflet"
    );
}

#[test]
fn a_field_that_cannot_be_read_costs_itself_alone() {
    let (library, found) = read(
        "@misc{a,\n  title = {A},\n  date = {some day},\n  url = {ftp://x},\n  doi = {eleven},\n  publisher = nobody,\n}\n",
    );
    let publication = library.get("a").unwrap();
    assert_eq!((publication.title.as_str(), publication.publisher.as_deref()), ("A", Some("nobody")));
    assert_eq!((publication.date, &publication.url, &publication.doi), (None, &None, &None));
    assert_eq!(
        found,
        [
            "6:15 bad-bib-field: `nobody` is no abbreviation that `@string` defines above",
            "4:9 bad-bib-field: `ftp://x` is not a full address, so `a` is read without its field `url`",
            "3:10 bad-bib-field: `some day` is not a date, so `a` is read without its field `date`",
            "5:9 bad-bib-field: `eleven` is not a DOI, so `a` is read without its field `doi`",
        ]
    );
}

#[test]
fn what_is_broken_costs_as_little_as_it_can() {
    for (text, keys, titles, finding) in [
        ("@misc{a, title = {A\n@misc{b, title = {B}}\n", "a b", "A B", "1:18 bad-bib: this brace is never closed"),
        (
            "@misc{a,\n title = {A,\n year = {2020},\n}\n@misc{b, title = {B}}\n",
            "a b",
            "A B",
            "2:10 bad-bib: this brace is never closed",
        ),
        // A brace too many further below does not swallow what is between.
        (
            "@misc{a, title = {A\n}\n@misc{b, title = {B}}\n@misc{c, title = {C}}}\n",
            "a b c",
            "A B C",
            "1:1 bad-bib: this entry is never closed",
        ),
        ("@misc{a, title = \"A\n}\n@misc{b, title = {B}}\n", "a b", "A B", "1:18 bad-bib: this quote is never closed"),
        ("@misc{a, title = {A}\n\n@misc{b, title = {B}}\n", "a b", "A B", "1:1 bad-bib: this entry is never closed"),
        (
            "@misc{a, title = {A} year = 2020}\n@misc{b, title = {B}}\n",
            "a b",
            "A B",
            "1:22 bad-bib: no comma stands before this field",
        ),
        ("@misc{a title = {A}}\n", "a", "A", "1:7 bad-bib: no comma follows this key"),
        ("@misc{title = {A}, year = 2020}\n@misc{b, title = {B}}\n", "b", "B", "1:1 bad-bib: this entry has no key"),
        ("@misc{, title = {A}}\n@misc{b, title = {B}}\n", "b", "B", "1:1 bad-bib: this entry has no key"),
        ("@misc{a, title = {A}, ??? , year = 2020}\n", "a", "A", "1:23 bad-bib: this is no field"),
        ("@misc{a, title = {A}, year}\n", "a", "A", "1:23 bad-bib: no value follows the field `year`"),
        ("@misc{a, title = {A}, year = }\n", "a", "A", "1:30 bad-bib-field: the field `year` has no value"),
        (
            "@misc{a, title = {A}}\n@book{a, title = {B}}\n",
            "a",
            "A",
            "2:7 duplicate-source: the source `a` stands here a second time",
        ),
        ("@misc{a, author = {A. B.}}\n", "a", "a", "1:7 source-without-title: the source `a` has no title"),
    ] {
        let (library, found) = read(text);
        assert_eq!(library.keys().collect::<Vec<_>>().join(" "), keys, "{text}");
        let found_titles: Vec<&str> = library.entries.values().map(|(publication, _)| &*publication.title).collect();
        assert_eq!(found_titles.join(" "), titles, "{text}");
        assert_eq!(found, [finding], "{text}");
    }
}

#[test]
fn what_is_odd_but_clear_is_read_in_silence() {
    for text in [
        "@misc(a, title = {T})",
        "@MISC {a , TITLE=\"T\" , }",
        "@misc{a,title={{T}}}",
        "@misc{a,\n\n%x\n title = {T} % y\n}",
        "@misc{a, title = \"{T}\", note = {a \\} b}, author = {Ann {\\\"O} and B}}",
        "@misc{a, title = {T}, file = {C\\:\\\\x\\\\y.pdf:PDF}, date = {n.d.}, ids = {b, c}}",
        "@misc{a, title = {T}, note = \"a {\"}quoted{\"} word\"}",
        "@string{t = {T}} @string{u = t # {}} @misc{a, title = U}",
    ] {
        assert_eq!(one(text).title, "T", "{text}");
    }
    assert_eq!(read("@misc{Smith 2020 (first), title = {T}}").0.keys().next(), Some("Smith 2020 (first)"));
}

#[test]
fn abbreviations_of_abbreviations_do_not_grow_without_end() {
    let mut text = String::from("@string{s0 = {xxxxxxxxxxxxxxxx}}\n");
    for n in 1..40 {
        text.push_str(&format!("@string{{s{n} = s{m} # s{m}}}\n", m = n - 1));
    }
    text.push_str("@misc{a, title = s39}\n");
    let (library, found) = read(&text);
    assert_eq!(library.entries.len(), 1);
    assert!(found.iter().any(|finding| finding.ends_with("this value is longer than 256 KiB")));
}

const KINDS: &[&str] = &[
    "article",
    "book",
    "mvbook",
    "inbook",
    "bookinbook",
    "suppbook",
    "booklet",
    "collection",
    "mvcollection",
    "incollection",
    "suppcollection",
    "dataset",
    "manual",
    "misc",
    "online",
    "patent",
    "periodical",
    "suppperiodical",
    "proceedings",
    "mvproceedings",
    "inproceedings",
    "reference",
    "mvreference",
    "inreference",
    "report",
    "set",
    "software",
    "thesis",
    "unpublished",
    "conference",
    "electronic",
    "mastersthesis",
    "phdthesis",
    "techreport",
    "www",
    "artwork",
    "audio",
    "bibnote",
    "commentary",
    "image",
    "jurisdiction",
    "legislation",
    "legal",
    "letter",
    "movie",
    "music",
    "performance",
    "review",
    "standard",
    "video",
    "customa",
    "Whatever",
];

const FIELDS: &[&str] = &[
    "author",
    "editor",
    "subtitle",
    "journaltitle",
    "booktitle",
    "year",
    "month",
    "date",
    "origdate",
    "urldate",
    "url",
    "doi",
    "eprint",
    "langid",
    "note",
    "addendum",
    "howpublished",
    "abstract",
    "pages",
    "volume",
    "number",
    "publisher",
    "location",
    "crossref",
    "keywords",
    "file",
    "isbn",
    "edition",
    "type",
    "series",
    "x-own",
];

/// Values with braces that match, which is all that the form asks for.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -!#-Z^-z~äßЖ中\u{301}]{0,12}",
        Just(r#"{\"o}"#.to_owned()),
        Just(r"\'{\i}".to_owned()),
        Just(r"\unknown[a]{b}".to_owned()),
        Just(r"\".to_owned() + "\\"),
        Just("$x_{1}^2$".to_owned()),
        Just("{{and}} and others".to_owned()),
        Just(" and ".to_owned()),
        Just(", ".to_owned()),
        Just("\n  @ {%} # = ".to_owned()),
        Just("1999-13-45/20XX~".to_owned()),
        Just("--- `` '' ~".to_owned()),
        "[0-9]{1,5}",
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = String> {
    (nasty(), 0..5u8).prop_map(|(text, form)| match form {
        0 => format!("\"{}\"", text.replace("\\\"", "\\'").replace('"', "{\"}")),
        1 => "jan".to_owned(),
        2 => "2024".to_owned(),
        3 => format!("{{{text}}} # \"x\" # may"),
        _ => format!("{{{text}}}"),
    })
}

fn entry() -> impl Strategy<Value = (String, Vec<(String, String)>)> {
    let fields = (proptest::sample::select(FIELDS), value()).prop_map(|(name, value)| (name.to_owned(), value));
    (proptest::sample::select(KINDS).prop_map(str::to_owned), proptest::collection::vec(fields, 0..8))
}

proptest! {
    #[test]
    fn no_entry_is_lost(entries in proptest::collection::vec(entry(), 1..40)) {
        let mut text = String::from("@string{abc = \"A B C\"}\n");
        for (n, (kind, fields)) in entries.iter().enumerate() {
            text.push_str(&format!("@{kind}{{key{n},\n  title = {{Title {n}}},\n"));
            for (name, value) in fields {
                text.push_str(&format!("  {name} = {value},\n"));
            }
            text.push_str("}\n\n");
        }
        let (library, found) = read(&text);
        prop_assert_eq!(library.entries.len(), entries.len(), "{}", text);
        for n in 0..entries.len() {
            let title = &library.get(&format!("key{n}")).expect("it was counted").title;
            let begins = title.starts_with(&format!("Title {n}"));
            prop_assert!(begins, "{}", title);
        }
        prop_assert!(!found.iter().any(|finding| finding.contains("bad-bib:")), "{:?}", found);
    }

    #[test]
    fn no_text_is_too_much(text in "([@{}\"#=,%()\\\\ \n]|@misc\\{k,|title|and|[a-zé])*") {
        let _ = read(&text);
    }

    #[test]
    fn no_value_is_too_much(value in "([{}\\\\$^_~`'\"-]|\\\\[a-z]{1,4}|and|,|[0-9X/?-]|[aé中 ])*") {
        let _ = latex::text(&value);
        let _ = latex::verbatim(&value);
        let _ = names::names(&value);
        let _ = names::items(&value);
        let _ = dates::date(&value);
        let _ = dates::year_month_day(&value, Some(&value), Some(&value));
    }
}
