//! A file of `tests/d3` → its cases, and how a number of ours is held against one of d3's.

use crate::harness::{Verdict, here};
use serde_yaml::Value;
use std::fs;

/// One case: an array of what goes in and what d3 makes of it.
pub(super) struct Case(Vec<Value>);

impl Case {
    /// A number; those that JSON lacks are texts.
    pub(super) fn number(&self, at: usize) -> f64 {
        number(&self.0[at])
    }

    /// A list of numbers.
    pub(super) fn numbers(&self, at: usize) -> Vec<f64> {
        self.0[at].as_sequence().unwrap().iter().map(number).collect()
    }

    /// Two numbers.
    pub(super) fn pair(&self, at: usize) -> [f64; 2] {
        self.numbers(at).try_into().unwrap()
    }

    /// Whatever stands there.
    pub(super) fn value(&self, at: usize) -> &Value {
        &self.0[at]
    }
}

/// A number of a case.
pub(super) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
}

/// Runs a check over every case of a file; what it returns is what is wrong.
pub(super) fn each_case(name: &str, check: impl Fn(&Case) -> Result<(), String>) {
    let text = fs::read_to_string(here("tests/d3").join(format!("{name}.json"))).unwrap();
    // JSON is YAML, and serde_yaml reads numbers to the last bit, which serde_json does only on request.
    let cases: Vec<Vec<Value>> = serde_yaml::from_str(&text).unwrap();
    assert!(cases.len() >= 100, "{name}: only {} cases", cases.len());
    let mut verdict = Verdict::default();
    for (index, case) in cases.into_iter().enumerate() {
        let case = Case(case);
        let found = check(&case);
        let label = format!("tests/d3/{name}.json:{}", index + 2);
        verdict.hold(&label, found.is_ok(), found.as_ref().err().map_or("", |why| why));
    }
    verdict.end();
}

/// The very same numbers, bit by bit.
pub(super) fn same(what: &str, ours: &[f64], theirs: &[f64]) -> Result<(), String> {
    let bits = |list: &[f64]| list.iter().map(|x| if x.is_nan() { 0 } else { x.to_bits() }).collect::<Vec<_>>();
    if bits(ours) == bits(theirs) { Ok(()) } else { Err(format!("{what}: d3 {theirs:?}, we {ours:?}")) }
}

/// Numbers that differ by a billionth at most, of `size` or of themselves.
pub(super) fn near(what: &str, size: f64, ours: &[f64], theirs: &[f64]) -> Result<(), String> {
    let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * b.abs().max(size);
    let all = ours.len() == theirs.len() && ours.iter().zip(theirs).all(close);
    if all { Ok(()) } else { Err(format!("{what}: d3 {theirs:?}, we {ours:?}")) }
}
