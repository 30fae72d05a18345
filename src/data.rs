//! Files of rows → tables with typed cells, each of which knows where it was written.
//!
//! A reader turns one file, or the rows inside a chart's block, into a [`Table`]; a descriptor gives its columns types,
//! titles and units and makes it a dataset. [`stat`] finds what a stat link asks for, [`wording`] holds an author's words
//! against it, and [`prose`] finds the numbers that nobody has linked. Nothing here knows what a chart or a page is, and
//! nothing touches the disk.

pub mod cell;
mod csv;
mod dataset;
mod descriptor;
mod json;
pub mod prose;
mod quantity;
mod rivals;
mod rows;
mod schema;
mod shelf;
pub mod stat;
pub mod table;
mod typed;
mod typing;
mod unit;
pub mod wording;
mod written;
mod yaml_rows;

pub use cell::{Cell, Value};
pub use csv::{CsvOptions, read_csv};
pub use dataset::{Dataset, SOURCE_COLUMN, VIA_COLUMN};
pub use descriptor::{Licence, Origin, Publication, RESOURCE, RESOURCES, is_descriptor};
pub use json::read_json;
pub use quantity::{Amount, Currency, Interval, Measured, Qualifier, Unit, UnitKind};
pub use rivals::{Dispute, HIGH, LOW, VALUE};
pub(crate) use rows::few;
pub use shelf::{DataFile, Found, Shelf, may_hold_rows};
pub use table::{Column, Kind, Table};
pub use typing::number_help;
pub use yaml_rows::read_yaml_rows;
