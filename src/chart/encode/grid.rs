//! Wide and long columns → a [`Grid`]: one value for each series at each position.

use super::Encoding;
use crate::base::partial_date::PartialDate;
use crate::base::{Diagnostic, codes};
use crate::chart::frame::{Grid, Positions, Series};
use crate::chart::spec::{DataOrigin, Sort};
use crate::data::{Column, Kind, SOURCE_COLUMN, Value};
use rustc_hash::FxHashMap;

impl Encoding<'_> {
    /// The grid of `x`, `y` and, for long data, `color`. Positions that are dates or numbers ascend; names are in the
    /// order of the data, or in the one that the author asks for.
    pub fn grid(&mut self) -> Option<Grid> {
        let x = self.column("x")?;
        let (keys, of_row) = self.keys(x);
        let color = self.column("color");
        let columns = self.columns("y");
        let mut series: Vec<Series> = match (color, &columns[..]) {
            (Some(color), [y]) => {
                let groups = self.groups.clone();
                groups.iter().map(|name| self.series(name, y, Some(color), &keys, &of_row)).collect()
            }
            (Some(_), _) => {
                let help = "with `color:` each series is a value of that column, so name one column of values";
                self.find(&codes::BAD_CHART, "y", "`y` names several columns beside `color`".to_owned(), help);
                return None;
            }
            (None, [y]) => vec![self.series("", y, None, &keys, &of_row)],
            (None, many) => {
                many.iter().map(|column| self.series(column.label(), column, None, &keys, &of_row)).collect()
            }
        };
        if color.is_none() && series.len() == 1 {
            self.read_ranges(&mut series[0], &keys, &of_row);
        } else if let Some(color) = color {
            for one in &mut series {
                let rows = self.rows.clone();
                self.rows.retain(|row| *color.cells[*row].text == *one.name);
                self.read_ranges(one, &keys, &of_row);
                self.rows = rows;
            }
        }
        let x = positions(x, &keys, self);
        let mut grid = Grid { x, series };
        self.sort(&mut grid);
        Some(grid)
    }

    /// The grid of `x`, `low`, `high` and perhaps `y`: one series, whose name is that of the column `y`.
    pub fn ranges(&mut self) -> Option<Grid> {
        let x = self.column("x")?;
        if self.column("color").is_some() {
            let help = "leave `color:` out; tell groups apart with `facet:`, or single rows with `highlight:`";
            self.find(&codes::BAD_CHART, "color", "a range chart has one range a name".to_owned(), help);
            return None;
        }
        let (keys, of_row) = self.keys(x);
        let y = self.column("y");
        let mut series = match y {
            Some(y) => self.series(y.label(), y, None, &keys, &of_row),
            None => {
                // Rows for one position would hide each other.
                let low = self.column("low")?;
                let known = self.series("", low, None, &keys, &of_row);
                Series { values: vec![None; keys.len()], ..known }
            }
        };
        self.read_ranges(&mut series, &keys, &of_row);
        let mut grid = Grid { x: positions(x, &keys, self), series: vec![series] };
        self.sort(&mut grid);
        Some(grid)
    }

    /// The row that first names each position of this panel, and the position of each row.
    pub(super) fn keys(&mut self, x: &Column) -> (Vec<usize>, FxHashMap<usize, usize>) {
        let mut first: Vec<usize> = Vec::new();
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let mut of_row = FxHashMap::default();
        let mut nameless = Vec::new();
        for row in &self.rows {
            let text = &*x.cells[*row].text;
            if text.is_empty() {
                nameless.push(*row);
                continue;
            }
            let key = *known.entry(text).or_insert_with(|| {
                first.push(*row);
                first.len() - 1
            });
            of_row.insert(*row, key);
        }
        for row in nameless {
            let message = format!("row {} has no `{}`, so that its values have no place", row + 1, x.name);
            let found = Diagnostic::new(
                &codes::NOT_DRAWN,
                self.table.place(row, x.index),
                message,
                "fill the cell, or take the row out",
            );
            self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
        }
        // Dates and numbers ascend, whatever the order of the rows.
        let mut order: Vec<usize> = (0..first.len()).collect();
        match x.kind {
            Kind::Number => order.sort_by(|a, b| number(x, first[*a]).total_cmp(&number(x, first[*b]))),
            Kind::Date => order.sort_by_key(|at| x.cells[first[*at]].date().map(PartialDate::start)),
            Kind::Text => {}
        }
        let mut place = vec![0; first.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        of_row.values_mut().for_each(|key| *key = place[*key]);
        (order.into_iter().map(|at| first[at]).collect(), of_row)
    }

    pub(super) fn series(
        &mut self,
        name: &str,
        y: &Column,
        color: Option<&Column>,
        keys: &[usize],
        of_row: &FxHashMap<usize, usize>,
    ) -> Series {
        let mut values = vec![None; keys.len()];
        let mut filled: Vec<Option<usize>> = vec![None; keys.len()];
        for row in self.rows.clone() {
            let Some(key) = of_row.get(&row).copied() else { continue };
            if color.is_some_and(|color| *color.cells[row].text != *name) {
                continue;
            }
            if let Some(before) = filled[key].replace(row) {
                let message = format!("rows {} and {} are for the same position", before + 1, row + 1);
                let found = Diagnostic::new(
                    &codes::BAD_CHART,
                    self.table.place(row, y.index),
                    message,
                    self.of_both(before, row),
                );
                self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows them"));
                continue;
            }
            values[key] = self.number_of(y, row);
        }
        Series { name: name.to_owned(), values, ranges: Vec::new() }
    }

    /// What to do about two rows at one place.
    fn of_both(&self, one: usize, other: usize) -> String {
        let stated = self.table.named(SOURCE_COLUMN);
        let by = stated.map(|column| (&*column.cells[one].text, &*column.cells[other].text)).filter(|(a, b)| a != b);
        match (by, &self.spec.data) {
            (Some((one, other)), DataOrigin::Named(name)) => format!(
                "sources state it differently: write `data: {name}@{one}` or `data: {name}@{other}` to draw the values of one, or \
                 `color: source` to draw both"
            ),
            _ => "keep one of them, or name the column that tells them apart as `color:` or `facet:`".to_owned(),
        }
    }

    fn read_ranges(&mut self, series: &mut Series, keys: &[usize], of_row: &FxHashMap<usize, usize>) {
        let (Some(low), Some(high)) = (self.column("low"), self.column("high")) else { return };
        series.ranges = vec![None; keys.len()];
        for row in self.rows.clone() {
            let Some(key) = of_row.get(&row).copied() else { continue };
            let ends = (self.number_of(low, row), self.number_of(high, row));
            let (Some(from), Some(to)) = ends else { continue };
            if from > to {
                let message = format!("in row {} `low`, {from}, is greater than `high`, {to}", row + 1);
                let help = format!("swap the two, or correct one: `{}` holds the lower ends of ranges", low.name);
                let place = self.table.place(row, low.index);
                let found = Diagnostic::new(&codes::BAD_CHART, place, message, help);
                self.diagnostics.push(found.and(self.spec.place.clone(), "the chart that shows it"));
            }
            series.ranges[key] = Some([from.min(to), from.max(to)]);
        }
    }

    pub(super) fn number_of(&mut self, column: &Column, row: usize) -> Option<f64> {
        self.number(&self.table.columns[column.index], row)
    }

    /// Puts names into the order that the author asks for. A chart of bars puts the largest first unless told otherwise.
    fn sort(&mut self, grid: &mut Grid) {
        let Positions::Names(names) = &grid.x else { return };
        // In panels a row stands in one place, the one that the data gives it: names are looked for there.
        let in_panels = !self.spec.columns_of("facet").is_empty();
        let usual = if self.spec.kind.lying && !in_panels { Sort::Descending } else { Sort::AsGiven };
        let sort = self.spec.sort.clone().unwrap_or(usual);
        let weight = |at: usize| {
            let sum = |values: &mut dyn Iterator<Item = Option<f64>>| {
                values.flatten().fold(None, |sum: Option<f64>, value| Some(sum.unwrap_or(0.0) + value))
            };
            match self.spec.kind.from_zero && self.spec.stack.is_some() {
                true => sum(&mut grid.series.iter().map(|series| series.values[at])),
                false => grid.series.last().and_then(|series| {
                    let middle = |range: [f64; 2]| f64::midpoint(range[0], range[1]);
                    series.values[at].or(series.ranges.get(at).copied().flatten().map(middle))
                }),
            }
            .unwrap_or(f64::NEG_INFINITY)
        };
        let mut order: Vec<usize> = (0..names.len()).collect();
        match &sort {
            Sort::AsGiven => return,
            Sort::Descending => order.sort_by(|a, b| weight(*b).total_cmp(&weight(*a))),
            Sort::Ascending => order.sort_by(|a, b| weight(*a).total_cmp(&weight(*b))),
            Sort::Names => order.sort_by_key(|at| names[*at].to_lowercase()),
            Sort::Listed(listed) => {
                for wanted in listed.iter().filter(|wanted| !names.contains(wanted)) {
                    let message = format!("`sort` names `{wanted}`, which is no position of this chart");
                    let help = crate::base::suggest::hint(wanted, names.iter().map(String::as_str));
                    self.diagnostics.push(Diagnostic::new(
                        &codes::BAD_VALUE,
                        self.spec.place_of("sort"),
                        message,
                        help,
                    ));
                }
                order.sort_by_key(|at| listed.iter().position(|name| *name == names[*at]).unwrap_or(usize::MAX));
            }
        }
        grid.reorder(&order);
    }
}

impl Grid {
    fn reorder(&mut self, order: &[usize]) {
        if let Positions::Names(names) = &mut self.x {
            *names = order.iter().map(|at| names[*at].clone()).collect();
        }
        for series in &mut self.series {
            series.values = order.iter().map(|at| series.values[*at]).collect();
            if !series.ranges.is_empty() {
                series.ranges = order.iter().map(|at| series.ranges[*at]).collect();
            }
        }
    }
}

fn number(column: &Column, row: usize) -> f64 {
    column.cells[row].number().unwrap_or(f64::NAN)
}

pub(super) fn positions(x: &Column, keys: &[usize], encoding: &Encoding<'_>) -> Positions {
    // Whole numbers of four digits along an axis are years, whatever the column is called.
    let is_year =
        |row: &usize| x.cells[*row].number().is_some_and(|n| n.fract() == 0.0 && (1000.0..3000.0).contains(&n));
    let whole_years = x.looks_like_years() || (x.kind == Kind::Number && keys.iter().all(is_year));
    let dates: Vec<PartialDate> = keys
        .iter()
        .filter_map(|row| match &x.cells[*row].value {
            Value::Date(date) => Some(*date),
            Value::Number(number) if whole_years => Some(PartialDate::Year(*number as i16)),
            _ => None,
        })
        .collect();
    if (x.kind == Kind::Date || whole_years) && dates.len() == keys.len() {
        return Positions::Dates(dates);
    }
    if x.kind == Kind::Number && !encoding.spec.kind.lying {
        return Positions::Numbers(keys.iter().map(|row| number(x, *row)).collect());
    }
    Positions::Names(keys.iter().map(|row| x.cells[*row].text.to_string()).collect())
}
