//! The ledger and the changes of it → CSV (RFC 4180), one row a number.

use crate::base::escape::csv_row;
use crate::pipeline::ledger::{Change, Ledger};

/// Every number of a site.
pub(super) fn ledger(ledger: &Ledger) -> String {
    let mut out = String::new();
    csv_row(&mut out, ["file", "line", "sentence", "text", "value", "derivation", "source", "reference", "status"]);
    for mention in ledger.pages.iter().flat_map(|page| &page.mentions) {
        let checked = mention.checked.as_ref();
        csv_row(
            &mut out,
            [
                &*mention.place.file,
                &mention.place.line.to_string(),
                &mention.sentence,
                &mention.text,
                checked.map_or("", |checked| &checked.value),
                checked.and_then(|checked| checked.derivation.as_deref()).unwrap_or_default(),
                &checked.map(|checked| checked.sources.join(" ")).unwrap_or_default(),
                checked.map_or("", |checked| &checked.reference),
                mention.status.word(),
            ],
        );
    }
    out
}

/// What became of numbers and charts.
pub(super) fn changes(changes: &[Change]) -> String {
    let mut out = String::new();
    csv_row(&mut out, ["file", "line", "effect", "sentence", "text", "old", "new", "better"]);
    for change in changes {
        csv_row(
            &mut out,
            [
                &*change.place.file,
                &change.place.line.to_string(),
                change.effect.word(),
                &change.sentence,
                &change.text,
                change.old.as_deref().unwrap_or_default(),
                change.new.as_deref().unwrap_or_default(),
                change.better.as_deref().unwrap_or_default(),
            ],
        );
    }
    out
}
