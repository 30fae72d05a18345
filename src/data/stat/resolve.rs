//! A reference and the shelf → an answer: what the data says, of which years, from which cells, and how it was worked out.

use super::derive::{self, Working};
use super::reference::{Argument, Operation, Path, Reference, Step};
use super::rows::{Chosen, Rows};
use super::years;
use super::{CellAt, Dataset, Dispute, Measured, Problem};
use crate::base::language::Language;
use crate::base::{codes, suggest};
use crate::data::shelf::Shelf;
use std::sync::Arc;

/// What the data says to a stat link.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The number.
    pub measured: Measured,
    /// The years that it is of; none where its rows name none.
    pub years: Vec<i32>,
    /// The years of what it is compared with.
    pub years_compared: Vec<i32>,
    /// The cells that it rests on, in the order of the reference.
    pub cells: Vec<CellAt>,
    /// What several sources state differently of the figure that it begins with.
    pub dispute: Option<Dispute>,
    /// How it was worked out, as signs and numbers; none for what stands in one cell.
    pub working: Option<String>,
}

/// The answer to a reference. Numbers of its working are written as `language` has it.
pub fn resolve(reference: &Reference, shelf: &Shelf, language: &'static Language) -> Result<Answer, Problem> {
    let mut resolver = Resolver::new(shelf, language);
    let (picked, dispute) = resolver.pick(&reference.path, None)?;
    let mut steps = reference.steps.iter().peekable();
    let mut measured = resolver.begin(&reference.path, picked, &mut steps)?;
    for step in steps {
        measured = resolver.step(&reference.path, &measured, step)?;
    }
    let Resolver { cells, mut years, years_compared, working, .. } = resolver;
    years.sort_unstable();
    years.dedup();
    let working = (!working.is_empty()).then(|| working.join("; "));
    Ok(Answer { measured, years, years_compared, cells, dispute, working })
}

/// What several sources state of the one figure that a reference names, for a chart of it.
pub fn dispute(reference: &Reference, shelf: &Shelf) -> Result<(Arc<Dataset>, Dispute), Problem> {
    let mut resolver = Resolver::new(shelf, Language::english());
    let path = Path { source: None, ..reference.path.clone() };
    let (picked, dispute) = resolver.pick(&path, None)?;
    if let (Picked::Rivals(cells), Some(dispute)) = (picked, dispute)
        && let Some(cell) = cells.first()
        && reference.steps.is_empty()
        && reference.path.source.is_none()
    {
        return Ok((Arc::clone(&cell.dataset), dispute));
    }
    let message = format!("sources do not disagree about `{}` of `{}`", path.field, path.row);
    let help = "a chart of rivals wants one figure that several sources state differently, without @ and ?";
    Err(Problem::new(&codes::BAD_STAT, message, help))
}

/// The cells that a path leads to.
enum Picked {
    /// A figure: one cell, or several that agree.
    One(CellAt),
    /// A figure that its sources state differently.
    Rivals(Vec<CellAt>),
    /// Figures of several rows.
    Many(Vec<CellAt>),
}

struct Resolver<'a> {
    shelf: &'a Shelf,
    language: &'static Language,
    cells: Vec<CellAt>,
    years: Vec<i32>,
    years_compared: Vec<i32>,
    working: Vec<String>,
}

type Steps<'s> = std::iter::Peekable<std::slice::Iter<'s, Step>>;

impl<'a> Resolver<'a> {
    fn new(shelf: &'a Shelf, language: &'static Language) -> Self {
        let (years, years_compared) = (Vec::new(), Vec::new());
        Self { shelf, language, cells: Vec::new(), years, years_compared, working: Vec::new() }
    }

    /// The value that steps begin with: that of a cell, or what the first step makes of several.
    fn begin(&mut self, path: &Path, picked: Picked, steps: &mut Steps<'_>) -> Result<Measured, Problem> {
        let several = |operation: Operation| {
            let aggregates = [Operation::Sum, Operation::Mean, Operation::Max, Operation::Min, Operation::Range];
            aggregates.contains(&operation)
        };
        match picked {
            Picked::One(cell) => {
                if let Some(step) = steps.next_if(|step| step.operation == Operation::Rank) {
                    return self.rank(&cell, step);
                }
                let alone = steps.next_if(|step| several(step.operation));
                if let Some(step) = alone {
                    // Of sources that agree the range is one value; to ask for it is no slip while more may come.
                    let message = format!("`?{}` wants several values, and here is one", step.operation.word());
                    let help = "take it out, or write `*` or a run such as 2021..2023 for the row";
                    return Err(Problem::new(&codes::BAD_STAT, message, help));
                }
                let measured = self.number(&cell)?;
                self.cells.push(cell);
                Ok(measured)
            }
            Picked::Rivals(cells) => {
                let wanted = [Operation::Max, Operation::Min, Operation::Range];
                match steps.next_if(|step| wanted.contains(&step.operation)) {
                    Some(step) => self.gather(cells, step.operation),
                    None => Err(disputed(path, &cells, |column| {
                        format!("such as `{column}`, or give the range with `?range`")
                    })),
                }
            }
            Picked::Many(cells) => match steps.next_if(|step| several(step.operation)) {
                Some(step) => self.gather(cells, step.operation),
                None => {
                    let message = format!("`{}` is {} rows, not one", path.row, cells.len());
                    let help = "say what to make of them: ?sum, ?mean, ?max, ?min or ?range";
                    Err(Problem::new(&codes::BAD_STAT, message, help))
                }
            },
        }
    }

    fn step(&mut self, base: &Path, measured: &Measured, step: &Step) -> Result<Measured, Problem> {
        let first = self.cells.first().cloned();
        let other = match &step.argument {
            None => {
                let message = format!("`?{}` comes first, or not at all", step.operation.word());
                return Err(Problem::new(&codes::BAD_STAT, message, "put it behind the first question mark"));
            }
            Some(Argument::Reference(reference)) => reference.clone(),
            Some(Argument::Part(part)) if step.operation == Operation::Before => {
                let path = Path { field: part.clone(), source: None, ..base.clone() };
                Reference { path, steps: Vec::new() }
            }
            Some(Argument::Part(part)) => {
                // Behind `*` nothing is the last part, and a comma is between parts: there the argument is a whole key.
                let is_key = part.contains(',') || base.row == "*";
                let row = first.filter(|_| !is_key).map(|cell| cell.dataset.rows().with_last_part(cell.row, part));
                let path = Path { row: row.unwrap_or_else(|| part.clone()), source: None, ..base.clone() };
                Reference { path, steps: Vec::new() }
            }
        };
        let (kept, years) = (std::mem::take(&mut self.cells), self.years.clone());
        let measured_other = self.operand(&other, base.source.as_deref())?;
        let cells = std::mem::replace(&mut self.cells, kept);
        // A growth is that of the year to which it leads, and a share that of its part.
        if !years.is_empty() {
            let compared = std::mem::replace(&mut self.years, years);
            self.years_compared.extend(compared.into_iter().filter(|year| !self.years.contains(year)));
        }
        self.cells.extend(cells);
        if step.operation == Operation::Before {
            let earlier: Vec<i32> = self.years.iter().map(|year| year - 1).collect();
            self.years.extend(earlier);
        }
        let mut working = Working { language: self.language, lines: &mut self.working };
        derive::two(step.operation, measured, &measured_other, &mut working)
            .map_err(|(message, help)| Problem::new(&codes::BAD_STAT, message, help))
    }

    /// The number of an argument: that of its own source, or else of the source that is preferred.
    fn operand(&mut self, reference: &Reference, preferred: Option<&str>) -> Result<Measured, Problem> {
        let (picked, _) = self.pick(&reference.path, preferred)?;
        let mut steps = reference.steps.iter().peekable();
        let mut measured = match picked {
            Picked::Many(cells) if reference.steps.is_empty() => return self.gather(cells, Operation::Sum),
            Picked::Rivals(cells) if reference.steps.is_empty() => {
                let Path { dataset, row, .. } = &reference.path;
                let way = format!("{dataset}/{}", row.replace(' ', "%20"));
                return Err(disputed(&reference.path, &cells, |column| {
                    format!("with the whole way, such as `{way}/{column}`")
                }));
            }
            picked => self.begin(&reference.path, picked, &mut steps)?,
        };
        for step in steps {
            measured = self.step(&reference.path, &measured, step)?;
        }
        Ok(measured)
    }

    fn gather(&mut self, cells: Vec<CellAt>, operation: Operation) -> Result<Measured, Problem> {
        let mut all = Vec::with_capacity(cells.len());
        let mut kept = Vec::with_capacity(cells.len());
        for cell in cells {
            let is_blank = cell.of().cells[cell.row].is_missing();
            if is_blank && matches!(operation, Operation::Max | Operation::Min | Operation::Range) {
                continue;
            }
            all.push(self.number(&cell)?);
            kept.push(cell);
        }
        self.cells.extend(kept);
        let mut working = Working { language: self.language, lines: &mut self.working };
        derive::many(operation, &all, &mut working)
            .map_err(|(message, help)| Problem::new(&codes::BAD_STAT, message, help))
    }

    /// The place of a figure among those of its column.
    fn rank(&mut self, cell: &CellAt, step: &Step) -> Result<Measured, Problem> {
        let rows = cell.dataset.rows();
        let pattern = match &step.argument {
            Some(Argument::Part(pattern)) => pattern.clone(),
            Some(Argument::Reference(_)) => {
                let message = "`?rank` compares with rows of the same column";
                return Err(Problem::new(&codes::BAD_STAT, message, "write their keys alone, such as `?rank=*,2023`"));
            }
            None => rows.like(cell.row),
        };
        let own = self.number(cell)?;
        let source = cell.dataset.source_of(cell.row).map(str::to_owned);
        let path = Path {
            dataset: cell.dataset.name.clone(),
            row: pattern.clone(),
            field: cell.of().name.to_string(),
            source: None,
        };
        let years = self.years.clone();
        let all = match self.pick(&path, source.as_deref())?.0 {
            Picked::Many(cells) | Picked::Rivals(cells) => cells,
            Picked::One(cell) => vec![cell],
        };
        self.years = years;
        if !all.iter().any(|other| other.row == cell.row) {
            let message = format!("`{}` is not among the rows of `{pattern}`", cell.dataset.key_of(cell.row));
            return Err(Problem::new(
                &codes::BAD_STAT,
                message,
                "a place is one among rows to which the figure belongs",
            ));
        }
        let all: Vec<Measured> = all.iter().filter_map(CellAt::measured).collect();
        self.cells.push(cell.clone());
        let mut working = Working { language: self.language, lines: &mut self.working };
        Ok(derive::rank(&own, &all, &mut working))
    }

    fn number(&self, cell: &CellAt) -> Result<Measured, Problem> {
        cell.measured().ok_or_else(|| {
            let (column, text) = (cell.of(), &cell.of().cells[cell.row].text);
            let place = cell.dataset.table.place(cell.row, cell.column);
            let key = cell.dataset.key_of(cell.row);
            let mut problem = if column.cells[cell.row].is_missing() {
                let message = format!("the column `{}` is blank in the row `{key}`", column.name);
                Problem::new(
                    &codes::MISSING_VALUE,
                    message,
                    "what is not known cannot be checked: fill it in, or ask for another row",
                )
            } else {
                let message = format!("`{text}` in the column `{}` is not a number", column.name);
                Problem::new(&codes::BAD_STAT, message, "only numbers can be checked: name another column")
            };
            problem.related.push((place, "the cell".to_owned()));
            problem
        })
    }

    /// The cells of a path. A source that is `preferred` is taken where it states a value.
    fn pick(&mut self, path: &Path, preferred: Option<&str>) -> Result<(Picked, Option<Dispute>), Problem> {
        if let Some((message, help)) = self.shelf.why_not(&path.dataset) {
            return Err(Problem::new(&codes::UNKNOWN_DATASET, message, help));
        }
        let dataset = self.shelf.dataset(&path.dataset).ok_or_else(|| {
            let names = || self.shelf.datasets().map(|dataset| dataset.name.as_str());
            let hint = suggest::hint(&path.dataset, names().collect::<Vec<_>>());
            let hint = if names().next().is_none() {
                "there is no dataset in this site yet: put a CSV file and a descriptor into content/".to_owned()
            } else {
                hint
            };
            Problem::new(&codes::UNKNOWN_DATASET, format!("there is no dataset `{}`", path.dataset), hint)
        })?;
        let table = &dataset.table;
        let column = table.column(&path.field).ok_or_else(|| {
            let figures: Vec<&str> = table
                .columns
                .iter()
                .filter(|column| dataset.holds_figures(column))
                .map(|column| &*column.name)
                .collect();
            let message = format!("the dataset `{}` has no column `{}`", dataset.name, path.field);
            Problem::new(&codes::UNKNOWN_COLUMN, message, suggest::hint(&path.field, figures))
        })?;
        let chosen = dataset.rows().choose(&path.row).ok_or_else(|| self.no_row(dataset, &path.row))?;
        let at = |row: usize| CellAt { dataset: Arc::clone(dataset), row, column: column.index };
        match chosen {
            Chosen::One(rows) => {
                years::of_rows(dataset, rows, &mut self.years);
                let dispute = dataset.rivals(rows, column.index);
                let stated: Vec<usize> = rows.iter().copied().filter(|row| !column.cells[*row].is_missing()).collect();
                if stated.is_empty() {
                    return Ok((Picked::One(at(rows[0])), None));
                }
                let by = |source: &str| stated.iter().copied().find(|row| dataset.source_of(*row) == Some(source));
                if let Some(source) = &path.source {
                    let row = by(source).ok_or_else(|| not_stated(dataset, path, source, &stated))?;
                    return Ok((Picked::One(at(row)), dispute));
                }
                if let Some(row) = preferred.and_then(by) {
                    return Ok((Picked::One(at(row)), dispute));
                }
                match &dispute {
                    Some(rivals) => Ok((Picked::Rivals(rivals.rows.iter().map(|row| at(*row)).collect()), dispute)),
                    None => Ok((Picked::One(at(stated[0])), None)),
                }
            }
            Chosen::Many(groups) => {
                let mut cells = Vec::with_capacity(groups.len());
                for rows in groups {
                    years::of_rows(dataset, rows, &mut self.years);
                    let stated = || rows.iter().copied().filter(|row| !column.cells[*row].is_missing());
                    let wanted = path.source.as_deref().or(preferred);
                    let by = stated().find(|row| wanted.is_some() && dataset.source_of(*row) == wanted);
                    if by.is_none()
                        && let Some(rivals) = dataset.rivals(rows, column.index)
                    {
                        let path = Path { row: dataset.key_of(rows[0]), ..path.clone() };
                        let cells: Vec<CellAt> = rivals.rows.iter().map(|row| at(*row)).collect();
                        return Err(disputed(&path, &cells, |column| format!("such as `{column}`")));
                    }
                    if let Some(source) = path.source.as_deref().filter(|_| by.is_none() && stated().next().is_some()) {
                        let stated: Vec<usize> = stated().collect();
                        let row = dataset.key_of(rows[0]);
                        return Err(not_stated(dataset, &Path { row, ..path.clone() }, source, &stated));
                    }
                    cells.push(at(by.or_else(|| stated().next()).unwrap_or(rows[0])));
                }
                Ok((Picked::Many(cells), None))
            }
        }
    }

    fn no_row(&self, dataset: &Dataset, row: &str) -> Problem {
        let rows: &Rows = dataset.rows();
        if dataset.key.is_empty() {
            let message = format!("the dataset `{}` has no key, so `{row}` names no row of it", dataset.name);
            return Problem::new(
                &codes::BAD_STAT,
                message,
                "add `key:` to its descriptor: the columns that identify a row",
            );
        }
        let keys: Vec<String> = rows.keys().collect();
        let message = format!("the dataset `{}` has no row `{row}`", dataset.name);
        let parts = dataset.key.len();
        if parts > 1 && row.split(',').count() < parts {
            let example = keys.first().map(String::as_str).unwrap_or_default();
            let help = format!(
                "the key has {parts} parts, {}, with commas between them, such as `{example}`",
                dataset.key.join(" and ")
            );
            return Problem::new(&codes::UNKNOWN_ROW, message, help);
        }
        let hint = suggest::hint(row, keys.iter().map(String::as_str));
        Problem::new(&codes::UNKNOWN_ROW, message, format!("{hint} (the key is {})", dataset.key.join(",")))
    }
}

fn not_stated(dataset: &Dataset, path: &Path, source: &str, stated: &[usize]) -> Problem {
    let known: Vec<&str> = stated.iter().filter_map(|row| dataset.source_of(*row)).collect();
    let message = format!("`{source}` states no `{}` of `{}`", path.field, path.row);
    let help = match known.as_slice() {
        [] => "this dataset does not say who states what: take `@` and the key out".to_owned(),
        known => format!("stated by {}", known.join(", ")),
    };
    Problem::new(&codes::MISSING_VALUE, message, help)
}

/// A figure that its sources state differently, with all that they state. `example` says how to name one, from the column
/// with a source behind it.
fn disputed(path: &Path, cells: &[CellAt], example: impl Fn(&str) -> String) -> Problem {
    let states = |cell: &CellAt| {
        let (text, source) = (&cell.of().cells[cell.row].text, cell.dataset.source_of(cell.row));
        format!("{text}{}", source.map(|source| format!(" (@{source})")).unwrap_or_default())
    };
    let all: Vec<String> = cells.iter().map(states).collect();
    let column = cells.first().map_or(path.field.as_str(), |cell| &cell.of().name);
    let message = format!("sources disagree about `{column}` of `{}`: {}", path.row, all.join(", "));
    let first = cells.iter().find_map(|cell| cell.dataset.source_of(cell.row)).unwrap_or("source");
    let help = format!("say whose value it is, {}", example(&format!("{column}@{first}")));
    let mut problem = Problem::new(&codes::DISPUTED_VALUE, message, help);
    let place = |cell: &CellAt| (cell.dataset.table.place(cell.row, cell.column), "one of the values".to_owned());
    problem.related = cells.iter().map(place).collect();
    problem
}
