//! Findings → SARIF 2.1.0 (OASIS, 2020), which code scanning and editors read.
//!
//! Columns are counted in characters, which `columnKind` says. Files are named from the root of the repository on. A
//! fingerprint stays while lines move, so that an alert that somebody closed stays closed.

use crate::base::{Code, Diagnostic, Place, Severity, escape};
use crate::io::Repository;
use crate::pipeline::Outcome;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log of one run.
pub(super) fn log(outcome: &Outcome, repository: &Repository) -> Value {
    // In the order of the codes' words, each once.
    let rules: BTreeMap<&str, &Code> = outcome.diagnostics.iter().map(|found| (found.code.word, found.code)).collect();
    let places: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, word)| (*word, at)).collect();
    let mut seen: BTreeMap<(Arc<str>, String), usize> = BTreeMap::new();
    let result = |found: &Diagnostic| {
        let fingerprint = found.fingerprint().short(32);
        let nth = seen.entry((Arc::clone(&found.place.file), fingerprint.clone())).or_insert(0);
        *nth += 1;
        let mut result = json!({
            "ruleId": found.code.word,
            "ruleIndex": places[found.code.word],
            "level": level(found.severity),
            "message": {"text": format!("{} ({})", found.message, found.help)},
            "locations": [location(&found.place, repository)],
            "partialFingerprints": {"expoundFinding/v1": format!("{fingerprint}:{nth}")},
        });
        if !found.related.is_empty() {
            let related = found.related.iter().enumerate().map(|(at, (place, words))| {
                let mut location = location(place, repository);
                location["id"] = json!(at + 1);
                location["message"] = json!({"text": words});
                location
            });
            result["relatedLocations"] = related.collect();
        }
        result
    };
    let results: Vec<Value> = outcome.diagnostics.iter().map(result).collect();
    let mut driver = json!({
        "name": "Expound",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
    });
    let about = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    if let Some(address) = about.into_iter().find(|address| !address.is_empty()) {
        driver["informationUri"] = json!(address);
    }
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Value {
    let first = code.about.split_inclusive(". ").next().unwrap_or(code.about).trim_end();
    json!({
        "id": code.word,
        "shortDescription": {"text": first},
        "fullDescription": {"text": code.about},
        "help": {"text": code.about, "markdown": code.about},
        "defaultConfiguration": {"level": level(code.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Remark => "note",
    }
}

fn location(place: &Place, repository: &Repository) -> Value {
    let Place { file, line, column, width, .. } = place;
    let mut region = json!({"startLine": line});
    if !place.text.is_empty() {
        region["startColumn"] = json!(column);
        region["endLine"] = json!(line);
        region["endColumn"] = json!(column + width);
    }
    let artifact = match repository.path(file) {
        Some(path) => json!({"uri": address(&path), "uriBaseId": "%SRCROOT%"}),
        None if file.starts_with('/') => json!({"uri": format!("file://{}", address(file))}),
        None => json!({"uri": address(file)}),
    };
    json!({"physicalLocation": {"artifactLocation": artifact, "region": region}})
}

/// A path as the reference of an address. A colon in its first part would make a scheme of it.
pub(super) fn address(path: &str) -> String {
    escape::url_path(&path.replace('\\', "/")).replace(':', "%3A")
}
