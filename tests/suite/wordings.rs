//! `tests/stats/wordings.md`: words in a sentence, and whether they are true of a number.

use crate::harness::{Verdict, blesses, here};
use expound::base::Language;
use expound::base::language::LANGUAGES;
use expound::data::wording::{Phrase, WORDINGS, judge, wording};
use expound::data::{Amount, Interval, Measured, Qualifier, Unit};
use proptest::prelude::*;
use serde::Deserialize;
use std::fs;

const FILE: &str = "tests/stats/wordings.md";

/// A number as a line of the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    value: Option<f64>,
    /// The bounds of a computed number.
    between: Option<[f64; 2]>,
    /// Both ends of a range.
    range: Option<[f64; 2]>,
    /// A place, and among how many.
    place: Option<[u32; 2]>,
    #[serde(default)]
    unit: String,
    qualifier: Option<String>,
    #[serde(default)]
    decimals: u8,
    #[serde(default)]
    years: Vec<i32>,
    language: Option<String>,
}

impl Given {
    fn measured(&self) -> Measured {
        let amount = match (self.value, self.between, self.range, self.place) {
            (Some(value), Some([low, high]), None, None) => Amount::One(Interval { low, value, high }),
            (Some(value), None, None, None) => Amount::One(Interval::exact(value)),
            (None, None, Some([low, high]), None) => Amount::Range(Interval::exact(low), Interval::exact(high)),
            (None, None, None, Some([place, of])) => Amount::Rank { place, of },
            _ => panic!("a number is `value`, `value` and `between`, `range` or `place`"),
        };
        let computed = self.between.is_some();
        let qualifier = self.qualifier.as_deref().map(|word| Qualifier::read(word).unwrap());
        Measured { amount, unit: Unit::parse(&self.unit), qualifier, computed, decimals: self.decimals }
    }
}

/// The objection to the words in brackets of a sentence, as a line.
fn objection(given: &Given, sentence: &str) -> Option<String> {
    let (before, rest) = sentence.split_once('[').expect("a case has linked words in brackets");
    let (text, after) = rest.split_once(']').expect("a case has linked words in brackets");
    let language = Language::of(given.language.as_deref().unwrap_or("en"));
    let wrong = judge(&Phrase { before, text, after }, &given.measured(), &given.years, language).err()?;
    Some(format!("{:?}: {} ({})", wrong.kind, wrong.message, wrong.help))
}

#[test]
fn words_are_true_of_a_number_or_are_not() {
    let text = fs::read_to_string(here(FILE)).unwrap();
    let mut verdict = Verdict::default();
    let mut given: Option<Given> = None;
    let mut written = String::new();
    let mut cases = 0;
    for (at, line) in text.lines().enumerate() {
        let place = format!("{FILE}:{}: {line}", at + 1);
        match line.split_at_checked(2) {
            // What is expected is made anew.
            Some(("  ", _)) => continue,
            Some(("= ", number)) => given = Some(serde_yaml::from_str(&format!("{{{number}}}")).expect(&place)),
            Some((mark @ ("+ " | "- "), sentence)) => {
                cases += 1;
                let objection = objection(given.as_ref().expect("a number stands before its cases"), sentence);
                verdict.hold(
                    &place,
                    (mark == "+ ") == objection.is_none(),
                    &format!("judged otherwise: {objection:?}"),
                );
                written.push_str(line);
                written.push('\n');
                if let Some(objection) = objection {
                    written.push_str(&format!("  {objection}\n"));
                }
                continue;
            }
            _ => {}
        }
        written.push_str(line);
        written.push('\n');
    }
    verdict.hold(FILE, cases >= 250, &format!("{cases} cases are too few"));
    if blesses() {
        fs::write(here(FILE), written).unwrap();
    } else {
        verdict.same(FILE, &text, &written);
    }
    verdict.end();
}

#[test]
fn the_examples_of_the_table_are_true_and_false() {
    let mut verdict = Verdict::default();
    for wording in WORDINGS {
        for (sentence, holds) in [(wording.holds, true), (wording.fails, false)] {
            let (before, rest) = sentence.split_once('[').unwrap();
            let (text, after) = rest.split_once(']').unwrap();
            let phrase = Phrase { before, text, after };
            let judged = judge(&phrase, &wording.measured(), wording.years, Language::english());
            verdict.hold(wording.words, judged.is_ok() == holds, &format!("{sentence}: {judged:?}"));
        }
    }
    verdict.end();
}

#[test]
fn units_are_read() {
    let read = |text: &str| {
        let unit = Unit::parse(text);
        let currency = unit.currency.map_or(String::new(), |currency| format!(" {currency}"));
        format!("{:?} 10^{}{currency} {}", unit.kind, unit.power, unit.noun).trim().to_owned()
    };
    let cases = [
        ("", "Number 10^0"),
        ("$ billion", "Number 10^9 USD"),
        ("$bn", "Number 10^9 USD"),
        ("US$ billion", "Number 10^9 USD"),
        ("billion USD", "Number 10^9 USD"),
        ("billions of dollars", "Number 10^9 USD"),
        ("£ billion", "Number 10^9 GBP"),
        ("EUR million", "Number 10^6 EUR"),
        ("€ m", "Number 10^6 EUR"),
        ("trillion roubles", "Number 10^12 RUB"),
        ("%", "Percent 10^0"),
        ("percent", "Percent 10^0"),
        ("% of GDP", "Percent 10^0 of GDP"),
        ("percentage points", "Points 10^0"),
        ("pp", "Points 10^0"),
        ("million barrels per day", "Number 10^6 barrels per day"),
        ("$ billion per day", "Number 10^9 USD per day"),
        ("basis points", "Points 10^-2"),
        ("‰", "Percent 10^-1"),
        ("thousand tonnes", "Number 10^3 tonnes"),
        ("millions of tonnes", "Number 10^6 tonnes"),
        ("tonnes", "Number 10^0 tonnes"),
        ("m", "Number 10^0 m"),
        ("km", "Number 10^0 km"),
        ("times", "Times 10^0"),
        ("of 10", "Number 10^0 of 10"),
        ("people", "Number 10^0 people"),
        ("млрд доларів", "Number 10^9 USD"),
        ("Mrd. €", "Number 10^9 EUR"),
    ];
    let mut verdict = Verdict::default();
    for (text, expected) in cases {
        verdict.same(&format!("the unit `{text}`"), expected, &read(text));
    }
    verdict.end();
}

/// Any unit that a column may have.
fn unit() -> impl Strategy<Value = Unit> {
    let units = [
        "",
        "$ billion",
        "EUR million",
        "%",
        "% of GDP",
        "percentage points",
        "basis points",
        "$ billion per day",
        "times",
        "of 10",
        "tonnes",
        "thousand",
        "million barrels per day",
        "UAH trillion",
        "CHF",
        "$",
    ];
    proptest::sample::select(units.to_vec()).prop_map(Unit::parse)
}

/// Any number that the data may say.
fn measured() -> impl Strategy<Value = Measured> {
    let size = prop_oneof![
        (-10_000_000..10_000_000i64, 0..7i32).prop_map(|(n, e)| n as f64 / 10f64.powi(e)),
        -1e15..1e15f64,
        Just(0.0)
    ];
    let size = (size, 0.0..2.0f64).boxed();
    let amount = prop_oneof![
        4 => size.clone().prop_map(|(value, by)| Amount::One(Interval { low: value - by, value, high: value + by })),
        1 => (size.clone(), size).prop_map(|((a, _), (b, _))| {
            Amount::Range(Interval::exact(a.min(b)), Interval::exact(a.max(b)))
        }),
        1 => (1..60u32, 0..60u32).prop_map(|(place, more)| Amount::Rank { place, of: place + more }),
    ];
    let qualifiers: Vec<Option<Qualifier>> =
        Qualifier::ALL.iter().map(|(_, qualifier)| Some(*qualifier)).chain([None, None, None]).collect();
    (amount, unit(), proptest::sample::select(qualifiers), any::<bool>(), 0..5u8).prop_map(
        |(amount, unit, qualifier, computed, decimals)| Measured { amount, unit, qualifier, computed, decimals },
    )
}

/// Words such as authors write, and others.
fn words() -> impl Strategy<Value = String> {
    let like = [
        "about $250 billion",
        "fell 7.5%",
        "just over a third",
        "eight of ten",
        "doubled",
        "2.5 times",
        "€1.2 million",
        "between 5 and 7 percent",
        "second-largest",
        "more than half",
        "5 points",
        "50 bps",
        "5‰",
        "$240 billion a day",
        "240",
        "a lot",
        "no more than 3bn",
    ];
    prop_oneof![
        proptest::sample::select(like.to_vec()).prop_map(str::to_owned),
        any::<String>(),
        "[0-9.,%$– a-z]{0,20}"
    ]
}

proptest! {
    // A failure is told, not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_suggested_holds(measured in measured(), like in proptest::option::of(words())) {
        for language in LANGUAGES {
            let text = wording(&measured, like.as_deref(), language);
            let judged = judge(&Phrase { before: "", text: &text, after: "" }, &measured, &[], language);
            prop_assert!(judged.is_ok(), "{}: “{text}” {judged:?}", language.code);
            let like = like.as_deref().unwrap_or_default();
            let Err(wrong) = judge(&Phrase { before: "", text: like, after: "" }, &measured, &[], language) else { continue };
            if wrong.help == "link only the number that is meant" {
                continue;
            }
            let help = wrong.help.strip_prefix("write “").and_then(|rest| rest.strip_suffix("”"));
            prop_assert!(help.is_some(), "{}", wrong.help);
            let judged = judge(&Phrase { before: "", text: help.unwrap(), after: "" }, &measured, &[], language);
            prop_assert!(judged.is_ok(), "{}: {wrong:?} {judged:?}", language.code);
        }
    }

    #[test]
    fn no_text_is_too_strange(before in words(), text in words(), after in words(), measured in measured(), wild in any::<f64>()) {
        let wild = Measured { amount: Amount::One(Interval::exact(wild)), ..measured.clone() };
        for language in LANGUAGES {
            let phrase = Phrase { before: &before, text: &text, after: &after };
            for measured in [&measured, &wild] {
                if let Err(wrong) = judge(&phrase, measured, &[2024], language) {
                    prop_assert!(!wrong.message.is_empty() && !wrong.help.is_empty());
                }
            }
        }
        Unit::parse(&text);
    }
}
