//! The address of a stat link → what it asks for. Whether there is such a thing is found elsewhere.
//!
//! `stat:DATASET/ROW/FIELD[@SOURCE][?OP[=ARG][&OP[=ARG]…]]`. Each part may be percent-encoded; `/` and `,` stand for
//! themselves in a row's key, which ends where the last part begins. An argument that is worked out itself stands in round
//! brackets: `?difference=(trade/2024/total@kong?before=change)`.

use crate::base::address::{STAT, is_stat};
use crate::base::{escape, suggest};

/// The address that marks a number as part of a name, which nobody need trace.
const NAME: &str = "name";

/// What a stat link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The figure that it begins with.
    pub path: Path,
    /// What is worked out from it, in this order.
    pub steps: Vec<Step>,
}

/// The way to a cell, or to several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The name of the dataset.
    pub dataset: String,
    /// The key of the row, `*`, or a run of rows.
    pub row: String,
    /// The column.
    pub field: String,
    /// The key of the source whose value is meant.
    pub source: Option<String>,
}

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub operation: Operation,
    /// With what.
    pub argument: Option<Argument>,
}

/// What a step works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// One word: the last part of a key, or for `before` the name of a column.
    Part(String),
    /// A figure, perhaps one that is worked out itself.
    Reference(Reference),
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Growth in percent.
    Change,
    /// So many times another.
    Ratio,
    /// Less another.
    Difference,
    /// As a share of another, in percent.
    Share,
    /// The earlier value that a stated growth implies.
    Before,
    /// All together.
    Sum,
    /// The mean.
    Mean,
    /// The greatest.
    Max,
    /// The least.
    Min,
    /// From the least to the greatest.
    Range,
    /// The place in the order of the column.
    Rank,
}

/// An operation, its word, and what is said of it.
#[derive(Debug)]
pub struct OperationEntry {
    /// The word behind the question mark.
    pub word: &'static str,
    /// The operation.
    pub operation: Operation,
    /// Whether it needs `=ARG`; none where it may have one.
    pub argument: Option<bool>,
    /// What it gives, in one line.
    pub about: &'static str,
}

/// All operations.
pub static OPERATIONS: &[OperationEntry] = &[
    entry("change", Operation::Change, Some(true), "growth against another row, in percent: `?change=2023`"),
    entry("ratio", Operation::Ratio, Some(true), "so many times another row: `?ratio=2021`"),
    entry(
        "difference",
        Operation::Difference,
        Some(true),
        "less another row; of percentages, in points: `?difference=2021`",
    ),
    entry(
        "share",
        Operation::Share,
        Some(true),
        "as a share of another row or of all, in percent: `?share=Total`, `?share=*`",
    ),
    entry("before", Operation::Before, Some(true), "the earlier value that a stated growth implies: `?before=change`"),
    entry("sum", Operation::Sum, Some(false), "all rows together: `stat:flows/*/value?sum`"),
    entry("mean", Operation::Mean, Some(false), "their mean"),
    entry("max", Operation::Max, Some(false), "the greatest, of rows or of what several sources state"),
    entry("min", Operation::Min, Some(false), "the least, of rows or of what several sources state"),
    entry(
        "range",
        Operation::Range,
        Some(false),
        "from the least to the greatest, of rows or of what several sources state",
    ),
    entry(
        "rank",
        Operation::Rank,
        None,
        "the place of a row in the order of its column, from 1 for the greatest: `?rank`, `?rank=*,2023`",
    ),
];

const fn entry(
    word: &'static str,
    operation: Operation,
    argument: Option<bool>,
    about: &'static str,
) -> OperationEntry {
    OperationEntry { word, operation, argument, about }
}

impl Operation {
    /// Its word.
    pub fn word(self) -> &'static str {
        OPERATIONS.iter().find(|entry| entry.operation == self).map_or("", |entry| entry.word)
    }
}

/// What an address with the scheme of stat links is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stat {
    /// The number is part of a name: `stat:name`.
    Name,
    /// It asks for a figure.
    Reference(Reference),
}

/// Reads the address of a stat link; or says what is wrong with it, and what to do.
pub fn read_stat(address: &str) -> Result<Stat, (String, String)> {
    let rest = if is_stat(address) { &address[STAT.len()..] } else { address };
    if rest == NAME {
        return Ok(Stat::Name);
    }
    read_reference(rest, 0).map(Stat::Reference)
}

/// What stands in brackets may hold brackets of its own, as deep as this.
const DEEPEST: u32 = 8;

fn read_reference(text: &str, depth: u32) -> Result<Reference, (String, String)> {
    if depth > DEEPEST {
        let message = "the brackets of this address are nested too deeply".to_owned();
        return Err((message, "work it out in fewer steps".to_owned()));
    }
    let (path, steps) = text.split_once('?').map_or((text, ""), |(path, steps)| (path, steps));
    let path = read_path(path)?;
    let steps = split_steps(steps).into_iter().map(|step| read_step(step, depth)).collect::<Result<_, _>>()?;
    Ok(Reference { path, steps })
}

/// The steps between `&` that do not stand in brackets.
fn split_steps(text: &str) -> Vec<&str> {
    let (mut depth, mut from) = (0_u32, 0);
    let mut all = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'&' if depth == 0 => {
                all.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    all.push(&text[from..]);
    all.retain(|step| !step.is_empty());
    all
}

fn decoded(text: &str) -> String {
    escape::decode_path(text).map_or_else(|| text.to_owned(), |text| text.into_owned()).trim().to_owned()
}

fn read_path(text: &str) -> Result<Path, (String, String)> {
    let wrong = || {
        let message = match text {
            "" => "this address names no figure".to_owned(),
            text => format!("`{text}` is not the way to a figure"),
        };
        (message, "write stat:DATASET/ROW/COLUMN, such as stat:trade/2024/total".to_owned())
    };
    let (dataset, rest) = text.split_once('/').ok_or_else(wrong)?;
    let (row, field) = rest.rsplit_once('/').ok_or_else(wrong)?;
    let (field, source) = match field.split_once('@') {
        Some((field, source)) => (field, Some(decoded(source))),
        None => (field, None),
    };
    let path = Path { dataset: decoded(dataset), row: decoded(row), field: decoded(field), source };
    let empty = path.dataset.is_empty() || path.row.is_empty() || path.field.is_empty();
    if empty || path.source.as_deref() == Some("") { Err(wrong()) } else { Ok(path) }
}

fn read_step(text: &str, depth: u32) -> Result<Step, (String, String)> {
    let (word, argument) = text.split_once('=').map_or((text, None), |(word, argument)| (word, Some(argument)));
    let Some(entry) = OPERATIONS.iter().find(|entry| entry.word == word) else {
        let hint = suggest::hint(word, OPERATIONS.iter().map(|entry| entry.word));
        return Err((format!("`?{word}` is nothing that can be worked out"), hint));
    };
    let argument = argument.filter(|argument| !argument.is_empty());
    match (entry.argument, argument) {
        (Some(true), None) => {
            return Err((format!("`?{word}` does not say against what"), format!("it is {}", entry.about)));
        }
        (Some(false), Some(argument)) => {
            return Err((format!("`?{word}` takes no `={argument}`"), format!("write `?{word}` alone")));
        }
        _ => {}
    }
    let argument = match argument {
        Some(inner) if inner.starts_with('(') && inner.ends_with(')') => {
            Some(Argument::Reference(read_reference(&inner[1..inner.len() - 1], depth + 1)?))
        }
        // A key such as `2023/24` has a slash of its own; a path has two at least.
        Some(path) if path.matches('/').count() > 1 => {
            Some(Argument::Reference(Reference { path: read_path(path)?, steps: Vec::new() }))
        }
        Some(part) => Some(Argument::Part(decoded(part))),
        None => None,
    };
    Ok(Step { operation: entry.operation, argument })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(dataset: &str, row: &str, field: &str, source: Option<&str>) -> Path {
        let source = source.map(str::to_owned);
        Path { dataset: dataset.to_owned(), row: row.to_owned(), field: field.to_owned(), source }
    }

    #[test]
    fn addresses_are_taken_apart() {
        let read = |address: &str| match read_stat(address) {
            Ok(Stat::Reference(reference)) => reference,
            other => panic!("{address}: {other:?}"),
        };
        assert_eq!(read("stat:trade/2024/total").path, path("trade", "2024", "total", None));
        assert_eq!(read("stat:a/Chinese%20exports,2023/b@x").path, path("a", "Chinese exports,2023", "b", Some("x")));
        assert_eq!(read("stat:a/2024/25/b").path, path("a", "2024/25", "b", None));
        let chained = read("stat:trade/2024/total@a?before=change&before=trade/2023/change@b");
        let steps = vec![
            Step { operation: Operation::Before, argument: Some(Argument::Part("change".to_owned())) },
            Step {
                operation: Operation::Before,
                argument: Some(Argument::Reference(Reference {
                    path: path("trade", "2023", "change", Some("b")),
                    steps: Vec::new(),
                })),
            },
        ];
        assert_eq!(chained.steps, steps);
        let nested = read("stat:t/1/v?difference=(t/2/v?before=g&sum)&ratio=3");
        assert_eq!(nested.steps.len(), 2);
        assert!(matches!(&nested.steps[0].argument, Some(Argument::Reference(inner)) if inner.steps.len() == 2));
        assert_eq!(read_stat("stat:name"), Ok(Stat::Name));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for address in ["stat:", "stat:trade", "stat:trade/2024", "stat:/a/b", "stat:a//b", "stat:a/b/c@"] {
            assert!(read_stat(address).is_err(), "{address}");
        }
        let deep = format!("stat:a/b/c{}{}", "?sum=(a/b/c".repeat(20), ")".repeat(20));
        assert!(read_stat(&deep).is_err());
        assert!(read_stat("stat:a/b/c?chnage=1").is_err_and(|(_, help)| help.contains("change")));
        assert!(read_stat("stat:a/b/c?change").is_err_and(|(message, _)| message.contains("against what")));
        assert!(read_stat("stat:a/b/c?sum=1").is_err_and(|(message, _)| message.contains("takes no")));
    }
}
