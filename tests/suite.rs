//! What is tested: one module for each kind of case, and one for each family of promises.

mod answers;
mod authoring;
mod browser;
mod charts;
mod code_rules;
mod command_line;
mod configuration;
mod d3;
mod datasets;
mod demonstration;
#[cfg(feature = "deploy")]
mod deploy;
mod diagnostics;
#[cfg(feature = "documents")]
mod documents;
mod dots_and_steps;
mod due;
#[cfg(feature = "net")]
mod external_links;
#[cfg(target_os = "linux")]
mod faults;
mod figures;
mod filled_in;
mod formats;
mod formatter;
mod geometry;
mod hostile;
#[cfg(feature = "precompress")]
mod hosting;
mod imports;
mod incremental;
mod jobs;
mod known;
mod languages;
mod layers;
mod letting_go;
mod lines_and_points;
mod manual;
mod markup;
mod mutations;
mod pictures;
mod prose;
mod publishing;
#[cfg(feature = "net")]
mod quotes;
mod same_bytes;
mod schemas;
mod search;
#[cfg(feature = "serve")]
mod serving;
mod sites;
#[cfg(feature = "net")]
mod source_health;
mod source_lists;
mod sources;
#[cfg(feature = "citations")]
mod styles;
#[cfg(unix)]
mod trust;
mod withheld;
mod wordings;
