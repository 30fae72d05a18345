//! `tests/stats/answers.md`: stat links, and what the data of `tests/stats/answers/` says to them.

use crate::harness::{Verdict, blesses, files_below, here};
use expound::base::{Language, Source};
use expound::data::stat::{Answer, Problem, Stat, read_stat, resolve};
use expound::data::{Amount, DataFile, Interval, Measured, Shelf, Unit, UnitKind};
use proptest::prelude::*;
use std::fs;

const FILE: &str = "tests/stats/answers.md";

/// Files on a shelf. Nothing may be wrong with them.
fn shelf(all: impl IntoIterator<Item = (String, String)>) -> Shelf {
    let (mut settings, mut files) = (Vec::new(), Vec::new());
    for (path, text) in all {
        let source = Source { path: path.as_str().into(), shown: path.as_str().into(), text };
        if path.ends_with(".yaml") {
            settings.push(source);
        } else {
            files.push(DataFile { path: path.as_str().into(), text: Ok(source.into()) });
        }
    }
    let report = Shelf::new(&settings, &files, &Shelf::default());
    assert!(report.diagnostics.is_empty(), "{:#?}", report.diagnostics);
    report.value
}

/// A number with at most six decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn interval(interval: Interval) -> String {
    let Interval { low, value, high } = interval;
    if low == high { number(value) } else { format!("{} [{} to {}]", number(value), number(low), number(high)) }
}

fn unit(unit: &Unit) -> String {
    let power = if unit.power == 0 { String::new() } else { format!("10^{}", unit.power) };
    let currency = unit.currency.map(|currency| currency.to_string()).unwrap_or_default();
    let kind = match unit.kind {
        UnitKind::Number => "",
        UnitKind::Percent => "percent",
        UnitKind::Points => "points",
        UnitKind::Times => "times",
    };
    let parts = [&power, &currency, kind, &unit.noun].map(str::trim);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn measured(measured: &Measured) -> String {
    let amount = match measured.amount {
        Amount::One(one) => interval(one),
        Amount::Range(low, high) => format!("from {} to {}", interval(low), interval(high)),
        Amount::Rank { place, of } => format!("place {place} of {of}"),
    };
    let qualifier = measured.qualifier.map(|qualifier| format!(", {}", qualifier.word())).unwrap_or_default();
    let computed = if measured.computed { ", computed" } else { "" };
    format!("{amount} {}", unit(&measured.unit)).trim().to_owned()
        + &format!("{qualifier}{computed}, decimals {}", measured.decimals)
}

fn answer(answer: &Answer) -> Vec<String> {
    let years: Vec<String> = answer.years.iter().map(ToString::to_string).collect();
    let years = if years.is_empty() { String::new() } else { format!(", of {}", years.join(", ")) };
    let mut lines = vec![format!("= {}{years}", measured(&answer.measured))];
    let cells = answer.cells.iter().map(|cell| {
        let source = cell.dataset.source_of(cell.row).map(|source| format!("@{source}")).unwrap_or_default();
        format!("{}/{}/{}{source}", cell.dataset.name, cell.dataset.key_of(cell.row), cell.of().name)
    });
    lines.push(format!("from {}", cells.collect::<Vec<_>>().join("; ")));
    lines.extend(answer.working.as_ref().map(|working| format!("working {working}")));
    lines.extend(answer.dispute.as_ref().map(|dispute| format!("disputed by {} rows", dispute.rows.len())));
    lines
}

fn told(address: &str, shelf: &Shelf) -> Vec<String> {
    match read_stat(address) {
        Ok(Stat::Name) => vec!["part of a name".to_owned()],
        Err((message, help)) => vec![format!("! {message} ({help})")],
        Ok(Stat::Reference(reference)) => match resolve(&reference, shelf, Language::english()) {
            Ok(found) => answer(&found),
            Err(Problem { code, message, help, .. }) => vec![format!("! {}: {message} ({help})", code.word)],
        },
    }
}

#[test]
fn addresses_are_answered() {
    let text = fs::read_to_string(here(FILE)).unwrap();
    let folder = here("tests/stats/answers");
    let read = |path: String| (path.clone(), fs::read_to_string(folder.join(path)).unwrap());
    let shelf = shelf(files_below(&folder).into_iter().map(read));
    let mut written = String::new();
    // What is expected is made anew.
    for line in text.lines().filter(|line| !line.starts_with("  ")) {
        written.push_str(line);
        written.push('\n');
        if line.starts_with("stat:") {
            told(line, &shelf).iter().for_each(|line| written.push_str(&format!("  {line}\n")));
        }
    }
    let mut verdict = Verdict::default();
    let cases = text.lines().filter(|line| line.starts_with("stat:")).count();
    verdict.hold(FILE, cases >= 100, &format!("{cases} cases are too few"));
    if blesses() {
        fs::write(here(FILE), written).unwrap();
    } else {
        verdict.same(FILE, &text, &written);
    }
    verdict.end();
}

proptest! {
    // A failure is told, not kept in a file beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_rounded_lies_between_the_bounds(
        x in 1.0..1e5f64,
        y in 1.0..1e5f64,
        growth in -60.0..300.0f64,
        decimals in 0..3usize,
    ) {
        // Nobody states what is true to the last digit: a table holds what it was rounded to.
        let csv = format!("key,value,growth\na,{x:.decimals$},{growth:.1}\nb,{y:.decimals$},\n");
        let descriptor = "name: data\npath: data.csv\nkey: key\nschema:\n  fields:\n    - {name: key, type: string}\n    \
             - {name: value, type: number}\n    - {name: growth, type: number, unit: '%'}\n";
        let files = [("data.csv", csv.as_str()), ("data.yaml", descriptor)];
        let shelf = shelf(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
        let before = x / (1.0 + growth / 100.0);
        let truths = [
            ("a/value", x),
            ("a/value?change=b", (x / y - 1.0) * 100.0),
            ("a/value?ratio=b", x / y),
            ("a/value?difference=b", x - y),
            ("a/value?share=b", x / y * 100.0),
            ("a/value?share=*", x / (x + y) * 100.0),
            ("a/value?before=growth", before),
            ("a/value?difference=(data/a/value?before=growth)", x - before),
            ("a/value?difference=b&ratio=b", (x - y) / y),
            ("*/value?sum", x + y),
            ("*/value?mean", (x + y) / 2.0),
            ("*/value?max", x.max(y)),
            ("*/value?min", x.min(y)),
        ];
        for (address, truth) in truths {
            let Ok(Stat::Reference(reference)) = read_stat(&format!("stat:data/{address}")) else { panic!("{address}") };
            let found = resolve(&reference, &shelf, Language::english()).map_err(|problem| problem.message);
            let Amount::One(Interval { low, value, high }) = found.unwrap().measured.amount else { panic!("{address}") };
            let little = 1e-9 * truth.abs().max(1.0);
            prop_assert!(low - little <= truth && truth <= high + little, "{address}: {truth} is not in {low}..{high}\n{csv}");
            prop_assert!(low <= value && value <= high, "{address}: {value} is not in {low}..{high}");
        }
    }
}
