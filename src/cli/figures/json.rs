//! The ledger and the changes of it → JSON, for programs.

use crate::pipeline::ledger::{Change, Coverage, Ledger, LedgerPage};
use serde_json::{Value, json};

fn coverage(coverage: Coverage) -> Value {
    json!({"traced": coverage.traced, "all": coverage.all, "share": coverage.share()})
}

/// Every number of a site, with the coverage of each page and of all.
pub(super) fn ledger(ledger: &Ledger) -> Value {
    let page = |page: &LedgerPage| {
        let figures: Vec<Value> = page
            .mentions
            .iter()
            .map(|mention| {
                let mut figure = json!({
                    "line": mention.place.line, "column": mention.place.column,
                    "sentence": mention.sentence, "text": mention.text, "status": mention.status.word(),
                });
                if let Some(checked) = &mention.checked {
                    figure["reference"] = json!(checked.reference);
                    figure["value"] = json!(checked.value);
                    figure["derivation"] = json!(checked.derivation);
                    figure["sources"] = json!(checked.sources);
                    figure["better"] = json!(checked.better);
                }
                figure
            })
            .collect();
        json!({"file": &*page.file, "title": page.title, "coverage": coverage(Coverage::of(&page.mentions)), "figures": figures})
    };
    json!({"coverage": coverage(ledger.coverage()), "pages": ledger.pages.iter().map(page).collect::<Vec<_>>()})
}

/// What became of numbers and charts.
pub(super) fn changes(changes: &[Change]) -> Value {
    let change = |change: &Change| {
        json!({
            "effect": change.effect.word(), "file": &*change.place.file, "line": change.place.line,
            "sentence": change.sentence, "text": change.text, "old": change.old, "new": change.new, "better": change.better,
        })
    };
    json!({"changes": changes.iter().map(change).collect::<Vec<_>>()})
}
