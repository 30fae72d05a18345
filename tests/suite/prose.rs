//! Which pieces of a text are sentences, and which of their numbers are to be traced: the cases of `stats/prose.md`.

use crate::harness::{Verdict, here};
use expound::base::Language;
use expound::base::language::LANGUAGES;
use expound::data::prose::{numbers, sentences};
use proptest::prelude::*;
use std::fs;
use std::ops::Range;

/// A case without its marks, and the ranges between the marks.
fn unmarked(case: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut ranges = Vec::new();
    let mut from = None;
    let mut escaped = false;
    for c in case.chars() {
        match c {
            '\\' => escaped = true,
            '[' if !escaped => from = Some(text.len()),
            ']' if from.is_some() => ranges.extend(from.take().map(|from| from..text.len())),
            _ => {
                text.push(c);
                escaped = false;
            }
        }
    }
    (text, ranges)
}

/// A text with marks around ranges.
fn marked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for range in ranges {
        out.push_str(&text[at..range.start]);
        out.push_str(&format!("[{}]", &text[range.clone()]));
        at = range.end;
    }
    out + &text[at..]
}

#[test]
fn numbers_and_sentences_are_those_of_the_cases() {
    let mut verdict = Verdict::default();
    let file = fs::read_to_string(here("tests/stats/prose.md")).unwrap();
    let mut heading = "";
    let mut count = 0;
    for line in file.lines() {
        if let Some(words) = line.strip_prefix("## ") {
            heading = words;
        }
        let Some(case) = line.strip_prefix("- ") else { continue };
        count += 1;
        if heading == "sentences" {
            let text = case.replace("\\[", "[").replace(" | ", " ");
            let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
            let found = found.join(" | ");
            verdict.hold(heading, found == case.replace("\\[", "["), &format!("{case}\n    found: {found}"));
            continue;
        }
        let (text, wanted) = unmarked(case);
        let found = numbers(&text, Language::of(&heading[..2]));
        verdict.hold(heading, found == wanted, &format!("{case}\n    found: {}", marked(&text, &found)));
    }
    verdict.hold("stats/prose.md", count > 250, "most cases are missing");
    verdict.end();
}

#[test]
fn lines_are_spaces_and_empty_lines_end_a_sentence() {
    let text = "  One line\nand the next. Then\r\nanother\n\nA heading\n \nThe end  ";
    let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, ["One line\nand the next.", "Then\r\nanother", "A heading", "The end"]);
    assert!(sentences(" \n\n ").is_empty());
    let text = "他说：“是的。”然后走了。";
    let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, ["他说：“是的。”", "然后走了。"]);
}

/// Pieces of which texts are made that come near to numbers, names and the ends of sentences.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        ".{0,6}",
        "[0-9]{1,5}[.,:/’ -][0-9]{1,4}",
        "[ .!?…。\n”’()\\[\\]\"–-]{1,4}",
        prop::sample::select(vec![
            "$",
            "€",
            "%",
            " per cent",
            " percentage points",
            " million",
            "forty",
            "one",
            " of ten",
            " half",
            " a third",
            " twice",
            "doubled",
            "tenfold",
            "Figure ",
            "February",
            " years ago",
            "-year-old",
            "US",
            "p.m.",
            " and ",
            " in ",
            "三分之",
            "十",
            "年",
            "亿",
            " de ",
            "Mrd.",
            "°",
            "+",
            "#",
            "No.",
            "e.g.",
            " dozen",
            "the ",
            "Group of ",
            "翻",
            "一",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// True if the ranges are in order, apart, not empty, inside of the text and on the bounds of characters.
fn are_pieces(text: &str, ranges: &[Range<usize>]) -> bool {
    ranges.iter().all(|range| range.start < range.end && text.get(range.clone()).is_some())
        && ranges.windows(2).all(|two| two[0].end <= two[1].start)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_has_sentences_and_numbers(text in prose(), language in 0..LANGUAGES.len()) {
        let found = sentences(&text);
        prop_assert!(are_pieces(&text, &found), "{found:?}");
        prop_assert!(found.iter().all(|range| text[range.clone()].trim() == &text[range.clone()]));
        let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        prop_assert_eq!(found.iter().map(|range| signs(&text[range.clone()])).sum::<usize>(), signs(&text));
        for range in found.into_iter().chain(std::iter::once(0..text.len())) {
            let sentence = &text[range];
            let found = numbers(sentence, LANGUAGES[language]);
            prop_assert!(are_pieces(sentence, &found), "{found:?}");
        }
    }
}
