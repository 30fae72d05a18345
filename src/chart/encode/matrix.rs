//! Columns → a [`Grid`] whose series are the rows of a matrix: from wide data, where `y` is a list of columns, or from long
//! data, where `x` and `y` name a cell and `color` or `value` is what it holds.

use super::Encoding;
use super::grid::positions;
use crate::base::codes;
use crate::base::partial_date::PartialDate;
use crate::chart::frame::{Grid, Positions, Series};
use crate::chart::spec::Sort;

impl Encoding<'_> {
    /// The matrix. Its shades are no groups, and neither are its columns.
    pub fn matrix(&mut self) -> Option<Grid> {
        self.groups.clear();
        let x = self.column("x")?;
        let (keys, of_row) = self.keys(x);
        let columns = self.columns("y");
        let value = match self.column("value") {
            Some(value) => Some(value),
            None => self.column("color"),
        };
        let mut grid = match (&columns[..], value) {
            ([y], Some(value)) => {
                let (rows, _) = self.keys(y);
                let names: Vec<String> = rows.iter().map(|row| y.cells[*row].text.to_string()).collect();
                let series = names.iter().map(|name| self.series(name, value, Some(y), &keys, &of_row)).collect();
                Grid { x: positions(x, &keys, self), series }
            }
            ([_], None) => {
                let help = "write `value:` and the column of the values, or several columns below `y:`";
                self.find(&codes::BAD_CHART, "y", "a heatmap needs a value for each cell".to_owned(), help);
                return None;
            }
            (many, None) => {
                let names: Vec<String> = many.iter().map(|column| column.label().to_owned()).collect();
                let mut rows: Vec<Series> = Vec::with_capacity(keys.len());
                let by_column: Vec<Series> =
                    many.iter().map(|column| self.series("", column, None, &keys, &of_row)).collect();
                for (at, key) in keys.iter().enumerate() {
                    let values = by_column.iter().map(|column| column.values[at]).collect();
                    rows.push(Series { name: x.cells[*key].text.to_string(), values, ranges: Vec::new() });
                }
                let dates: Option<Vec<PartialDate>> = names.iter().map(|name| PartialDate::parse(name)).collect();
                let x = match dates {
                    Some(dates) if dates.is_sorted_by_key(|date| date.start()) => Positions::Dates(dates),
                    _ => Positions::Names(names),
                };
                Grid { x, series: rows }
            }
            (_, Some(_)) => {
                let help = "name one column of row names beside `value:`, or leave `value:` out";
                self.find(&codes::BAD_CHART, "y", "`y` names several columns beside the values".to_owned(), help);
                return None;
            }
        };
        self.sort_rows(&mut grid);
        Some(grid)
    }

    /// Puts the rows of a matrix into the order that the author asks for; by value is by the mean of a row.
    fn sort_rows(&self, grid: &mut Grid) {
        let mean = |series: &Series| {
            let known: Vec<f64> = series.values.iter().flatten().copied().collect();
            if known.is_empty() { f64::NEG_INFINITY } else { known.iter().sum::<f64>() / known.len() as f64 }
        };
        match &self.spec.sort {
            None | Some(Sort::AsGiven) => {}
            Some(Sort::Descending) => grid.series.sort_by(|a, b| mean(b).total_cmp(&mean(a))),
            Some(Sort::Ascending) => grid.series.sort_by(|a, b| mean(a).total_cmp(&mean(b))),
            Some(Sort::Names) => grid.series.sort_by_key(|series| series.name.to_lowercase()),
            Some(Sort::Listed(listed)) => grid
                .series
                .sort_by_key(|series| listed.iter().position(|name| *name == series.name).unwrap_or(usize::MAX)),
        }
    }
}
