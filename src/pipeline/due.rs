//! The editorial clock of a site: the moments at which readers or authors would see a build of the same files differ.
//!
//! Nothing is lowered. A brief that cannot be read says nothing of its moments, so what is wrong with a file is handed on.

use super::drafts::Documents;
use super::input::Input;
use super::{HELD, Keep, Memo, Options, Progress, build_atlas, library, read_config};
use crate::base::{Diagnostics, Place, Report};
use crate::data::Shelf;
use crate::parse::ParseOptions;
use crate::site::{Clock, Event, Facts};
use jiff::Timestamp;
use std::sync::Arc;

/// A moment of one brief.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// When.
    pub moment: Timestamp,
    /// Its file, as it is shown.
    pub file: Arc<str>,
    /// What happens then.
    pub event: Event,
    /// Its title.
    pub title: String,
}

/// All moments of a site, in their order, those that are over too. `found` is what reading the files has found; what is
/// wrong with settings and documents is added to it.
pub fn due(input: &Input, found: Diagnostics, options: &Options) -> Report<Vec<Due>> {
    let mut diagnostics = found;
    let config = read_config(input, options, &mut diagnostics);
    let parse = ParseOptions::of(&config);
    let read = Documents::parse(input, parse, (&Memo::default(), Keep::Nothing), HELD, &Progress::default());
    let (documents, parsed, _) = read.take(&mut diagnostics);
    let facts: Vec<Arc<Facts>> = parsed.into_iter().map(|parsed| parsed.facts).collect();
    // What is withheld has its moments too. What else an atlas has to say is for builds to tell.
    let options = Options { preview: true, ..options.clone() };
    let shelves = (&Shelf::default(), &library(input, &mut Diagnostics::new()));
    let place = Place::file("expound.yaml");
    let atlas = build_atlas((input, &documents), &facts, &config, shelves, &options, &place).value;
    let clock = Clock { now: options.now, timezone: config.timezone, preview: false };
    let mut events = Vec::new();
    for entry in &atlas.entries {
        let Facts { front, shown, title, .. } = &*entry.facts;
        for (moment, event) in clock.events(front, entry.date) {
            events.push(Due { moment, file: Arc::clone(shown), event, title: title.clone() });
        }
    }
    events.sort();
    super::weigh::put_in_order(&mut diagnostics);
    Report::new(events, diagnostics)
}
