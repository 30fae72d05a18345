//! `tests/stats/wordings.md`: words in a sentence, and whether they are true of a number.

use crate::harness::{Verdict, blesses, here};
use expound::base::Language;
use expound::data::wording::{Phrase, judge};
use expound::data::{Amount, Interval, Measured, Qualifier, Unit};
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
