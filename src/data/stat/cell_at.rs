//! A cell of a dataset → the number that it states, in its unit and as precisely as it was written.

use super::{Dataset, Measured};
use crate::data::quantity::{Amount, Interval, Unit};
use crate::data::table::Column;
use std::sync::Arc;

/// A cell of a dataset.
#[derive(Debug, Clone)]
pub struct CellAt {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// The row, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
}

impl CellAt {
    /// The column.
    pub fn of(&self) -> &Column {
        &self.dataset.table.columns[self.column]
    }

    /// What the cell says.
    pub fn measured(&self) -> Option<Measured> {
        let column = self.of();
        let cell = &column.cells[self.row];
        let number = cell.number()?;
        let decimals = cell.decimals();
        let interval = if column.exact { Interval::exact(number) } else { Interval::rounded(number, decimals) };
        Some(Measured {
            amount: Amount::One(interval),
            unit: column.unit.as_deref().map(Unit::parse).unwrap_or_default(),
            qualifier: self.dataset.qualifier_of(self.row, self.column),
            computed: false,
            decimals,
        })
    }
}
