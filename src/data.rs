//! Files of rows → tables with typed cells, each of which knows where it was written.
//!
//! A reader turns one file, or the rows inside a chart's block, into a [`Table`]; a descriptor gives its columns types,
//! titles and units and makes it a dataset. Nothing here knows what a chart or a page is, and nothing touches the disk.

pub mod cell;
mod csv;
mod json;
mod rows;
pub mod table;
mod typing;
mod written;
mod yaml_rows;

pub use cell::{Cell, Value};
pub use csv::{CsvOptions, read_csv};
pub use json::read_json;
pub use table::{Column, Kind, Table};
pub use written::Written;
pub use yaml_rows::read_yaml_rows;
