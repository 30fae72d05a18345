//! Expound turns a folder of briefs, Markdown with YAML front matter, into a static site with source notes.
//!
//! # The stages
//!
//! Data flows one way, through functions that take a value and give a value together with all that they found:
//!
//! ```text
//! io::read          folders            → Input       settings and tables, and where documents and other files are
//! config::read      expound.yaml       → Config      what the site decides
//! parse::parse      one text           → Draft       front matter and a document tree; knows one file
//! data::Shelf::new  files of rows      → Shelf       tables and datasets, found by path or name
//! data::stat        a stat link, Shelf → Answer      what the data says; data::wording holds the author's words against it
//! sources           sources.yaml, .bib → Library     publications by key; sources::Style writes them as notes
//! site::facts       Draft              → Facts       what others may ask of it; no body
//! site::atlas       all Facts          → Atlas       routes, order, taxonomies, series; the only barrier
//! chart::encode     block, Table       → Chart       columns in their roles; chart::draw makes scenes of it, chart::svg bytes
//! picture           bytes              → Picture     dimensions, smaller pictures for smaller screens
//! lower::lower      Draft, World       → Page        links, notes, figures, charts, numbers resolved; a body of HTML
//! theme::Presenter  Page, Atlas        → a view      the only types that templates see
//! theme (Tera)      a view             → a file
//! outputs           everything         → files       lists, pages of data and sources, search, feeds, sitemap, assets
//! checks            everything         → findings
//! io::publish       staged files       → public/     all or nothing
//! ```
//!
//! Before all of them, once in the life of a site, may stand `import`, which makes these folders of those of another generator.
//!
//! Beside them stands `net`, which asks the hosts of sources and links whether they are still there, for two commands, and
//! uploads what is published to a store, for one; it is there for no build.
//!
//! Two more serve those who write, and no build either: [`mod@fmt`] puts front matter and chart blocks into one form, and [`schema`]
//! makes JSON Schemas for editors of the tables of keys ([`base::yaml::Key`]) that the readers go by.
//!
//! [`pipeline::build`] runs them, in parallel. Three things spare work, and none of them changes a byte:
//!
//! - Within a build, texts and drafts beyond [`pipeline::HELD`] are let go when their facts are known and read once more when
//!   their page is made, and finished files leave memory at once: what stays grows with the number of briefs and not with
//!   their length.
//! - From build to build of one process ([`pipeline::Memo`], for `serve`): a draft stays while its file does, a page while
//!   its text and the answers to its questions do, and a file while what it shows does. After an edit that nobody outside of a
//!   page can see, which most are, the others are not even asked. Before any other edit is built whole, the pages that
//!   somebody has open are made and shown.
//! - From process to process: while every file is what it was, a build only looks ([`pipeline::record`]). After such an edit it
//!   reads all texts and makes that page ([`pipeline::traces`]); it takes the findings of the others, and what the rest of the
//!   site sees of them, from a cache, and their files from what is published. Files that are published already are linked to
//!   ([`io::publish`]).
//!
//! Five things grow, and each is a table with a line for each entry: [`chart::kind::CHARTS`], [`outputs::OUTPUTS`],
//! [`checks::CHECKS`], the codes of [`base::codes`], and the keys of each block of YAML, with the forms of their values.
//!
//! # The layers
//!
//! A module names only modules to the left of it in this list; those that a comma divides do not name each other. A
//! test reads the list and the `use` lines.
//!
//! ```text
//! base < config < doc < parse, data < sources, chart, code, picture, fmt < site < lower < theme < outputs < checks, schema < pipeline < io < serve, import, net < cli
//! ```
//!
//! # What holds everywhere
//!
//! 1. Text in, value out: bad input gives diagnostics, never a panic and never an early return. One run reports all.
//!    `Result` is for the disk and the network.
//! 2. Every diagnostic names a file that an author wrote, a line and a column, says what is wrong in one sentence, and
//!    says what to do. Codes are permanent words.
//! 3. A build with errors publishes nothing, and one that is killed leaves the old site or the new one, whole. What
//!    Expound did not write is not touched.
//! 4. The same input gives the same bytes, on any number of threads and any machine. The clock is an input, read once
//!    by [`cli`].
//! 5. An incremental build gives the bytes of a clean one: dropping a [`pipeline::Memo`] changes nothing but time.
//! 6. What an author does not own runs no code: no inline script, no request to another host.
//! 7. Templates see only the types of [`theme::view`]. Only [`io`] touches the disk. Only [`cli`] prints.

pub mod base;
pub mod chart;
pub mod checks;
pub mod cli;
pub mod code;
pub mod config;
pub mod data;
pub mod doc;
pub mod fmt;
pub mod import;
pub mod io;
pub mod lower;
#[cfg(feature = "net")]
pub mod net;
pub mod outputs;
pub mod parse;
pub mod picture;
pub mod pipeline;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod sources;
pub mod theme;
