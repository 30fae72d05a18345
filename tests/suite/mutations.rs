//! The demonstration site with one checked number, cell, unit, hedge, sign, source or year changed at a time: what makes
//! a sentence false is told at its line, and what keeps it true is not.

mod mutants;

use crate::harness::{here, now};
use expound::base::cache::NoCache;
use expound::base::tree::NoSink;
use expound::base::{Diagnostic, Severity, Source};
use expound::io::{self, NamedPaths, SitePaths};
use expound::pipeline::input::{DataFile, Input};
use expound::pipeline::{self, Keep, Memo, Options, Progress};
use mutants::{Change, Mutant, Sense};
use rayon::prelude::*;
use std::sync::Arc;

/// Of the mutants that make a sentence false, at least this part must be told.
const TOLD: f64 = 0.99;

fn build(input: &Input, last: &Memo, keep: Keep) -> (Vec<Diagnostic>, Memo) {
    let options = Options { keep, ..Options::at(now()) };
    let outcome = pipeline::build(input, Vec::new(), &options, last, &NoSink, &NoCache, &Progress::default());
    let errors = outcome.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    (errors.collect(), outcome.memo)
}

fn changed(input: &Input, change: &Change) -> Input {
    let mut input = input.clone();
    if let Some(document) = input.documents.iter_mut().find(|document| *document.path == *change.path) {
        let source = document.source(&input.disk).unwrap();
        *document = Source { text: change.text.clone(), ..(*source).clone() }.into();
    }
    for table in &mut input.tables {
        if *table.path == *change.path
            && let Ok(source) = &table.text
        {
            let mut source = (**source).clone();
            source.text.clone_from(&change.text);
            *table = DataFile { path: Arc::clone(&table.path), text: Ok(Arc::new(source)) };
        }
    }
    input
}

/// Whether what was found is about this mutant: an error at one of its lines.
fn is_told(mutant: &Mutant, errors: &[Diagnostic]) -> bool {
    mutant.lines.iter().all(|(path, line)| {
        errors.iter().any(|found| found.place.file.ends_with(path.as_str()) && found.place.line == *line)
    })
}

#[test]
fn what_is_false_is_told_and_what_is_true_is_not() {
    let paths = SitePaths::new(&here(""), NamedPaths::default());
    let mut input = io::read(&paths).unwrap().value;
    // What the manual shows in its examples looks like a checked number and is none.
    input.documents.retain(|document| !document.path.starts_with("manual/"));
    let (errors, memo) = build(&input, &Memo::default(), Keep::Results);
    assert!(errors.is_empty(), "{errors:#?}");
    let mutants = mutants::all(&input);
    let judged: Vec<(&Mutant, Vec<Diagnostic>)> = mutants
        .par_iter()
        .map(|mutant| (mutant, build(&changed(&input, &mutant.change), &memo, Keep::Results).0))
        .collect();
    let of = |sense: Sense| judged.iter().filter(move |(mutant, _)| mutant.sense == sense);
    let missed: Vec<&Mutant> =
        of(Sense::False).filter(|(mutant, errors)| !is_told(mutant, errors)).map(|(mutant, _)| *mutant).collect();
    let alarms: Vec<String> = of(Sense::True)
        .filter(|(_, errors)| !errors.is_empty())
        .map(|(mutant, errors)| format!("{mutant}: {}", errors[0].message))
        .collect();
    let all = of(Sense::False).count();
    let told = all - missed.len();
    println!("{told} of {all} false mutants were told; {} true ones, {} alarms", of(Sense::True).count(), alarms.len());
    let missed: Vec<String> = missed.iter().map(ToString::to_string).collect();
    assert!(all >= 300, "only {all} mutants");
    let (missed, alarms_told) = (missed.join("\n"), alarms.join("\n"));
    let is_good = told as f64 >= TOLD * all as f64 && alarms.is_empty();
    assert!(is_good, "{told} of {all} were told; not:\n{missed}\n\ntold although true:\n{alarms_told}");
}
