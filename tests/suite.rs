//! What is tested: one module for each kind of case, and one for each family of promises.

mod answers;
mod browser;
mod charts;
mod code_rules;
mod command_line;
mod d3;
mod datasets;
mod demonstration;
mod diagnostics;
mod dots_and_steps;
#[cfg(target_os = "linux")]
mod faults;
mod figures;
mod filled_in;
mod formats;
mod geometry;
mod hostile;
mod incremental;
mod known;
mod languages;
mod layers;
mod letting_go;
mod lines_and_points;
mod markup;
mod mutations;
mod pictures;
mod prose;
mod publishing;
#[cfg(feature = "net")]
mod quotes;
mod search;
mod sites;
#[cfg(feature = "net")]
mod source_health;
mod source_lists;
mod sources;
#[cfg(feature = "citations")]
mod styles;
#[cfg(unix)]
mod trust;
mod wordings;
