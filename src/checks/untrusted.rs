//! A site whose authors are not trusted: templates that briefs choose, and files that a browser would run.
//!
//! Briefs themselves are harmless however they are written: HTML that is not on a short list is text, and an address with
//! a scheme of its own is taken out. What is left are files that are published as they stand.

mod svg;

use super::Checked;
use crate::base::escape::begins_formula;
use crate::base::{Diagnostic, Diagnostics, codes};

/// Kinds of files that browsers show or save, and never run. A file of any other kind may be a page, a script, a style, or
/// something that a host obeys (`_headers`, `CNAME`, `robots.txt`).
const PASSIVE: &[&str] = &[
    "avif", "bib", "csv", "docx", "geojson", "gif", "jpeg", "jpg", "json", "mp3", "mp4", "ods", "odt", "ogg", "pdf",
    "png", "pptx", "tsv", "vtt", "webm", "webp", "xlsx", "yaml", "yml", "zip",
];

pub(super) fn run(site: &Checked<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if site.world.config.trusts_content {
        return diagnostics;
    }
    for (_, entry) in site.world.atlas.pages() {
        if let Some(template) = &entry.facts.front.template {
            diagnostics.push(Diagnostic::new(
                &codes::UNTRUSTED_CONTENT,
                (site.front_place)(entry, "template"),
                format!("this brief asks for the template `{template}`, and content is not trusted here"),
                "take the key out, or set `trust: {content: true}` in expound.yaml",
            ));
        }
    }
    for (file, route) in &site.world.atlas.files {
        let name = route.as_str().rsplit('/').next().unwrap_or_default();
        let kind = name.rsplit_once('.').map_or_else(String::new, |(_, kind)| kind.to_ascii_lowercase());
        let is_of_site = route.as_str() == "manifest.json" || route.as_str().starts_with("search/");
        let reason = match kind.as_str() {
            _ if is_of_site => Some("has an address that Expound uses itself".to_owned()),
            "svg" | "csv" | "tsv" => match (site.read_file)(*file) {
                Ok(bytes) if kind == "svg" => svg::active_part(&bytes),
                Ok(bytes) => formula(&bytes),
                Err(error) => Some(format!("could not be read: {error}")),
            },
            kind if PASSIVE.contains(&kind) => continue,
            "" => Some("is of no kind that is only shown".to_owned()),
            kind => Some(format!("is a `.{kind}` file, of no kind that is only shown")),
        };
        diagnostics.extend(reason.map(|reason| {
            Diagnostic::new(
                &codes::UNTRUSTED_CONTENT,
                (site.file_place)(*file),
                format!("this file {reason}, and content is not trusted here"),
                "take that out, or the file; `trust: {content: true}` in expound.yaml lets everything through",
            )
        }));
    }
    diagnostics
}

/// A cell of a table that a spreadsheet would run, in words that follow `this file`. Numbers with a sign are none.
fn formula(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let runs = |cell: &str| {
        let cell = cell.trim_matches(['"', ' ', '\'']);
        let is_sign_or_number = cell == "-" || cell == "+" || cell.trim_end_matches('%').parse::<f64>().is_ok();
        begins_formula(cell) && !is_sign_or_number
    };
    let cell = text.split([',', ';', '\t', '\n', '\r']).find(|cell| runs(cell))?;
    Some(format!(
        "has the cell `{}`, which spreadsheets run as a formula",
        cell.trim().chars().take(40).collect::<String>()
    ))
}

#[cfg(test)]
mod tests {
    use super::formula;

    #[test]
    fn cells_that_spreadsheets_run_are_told_from_numbers() {
        for table in ["a,b\n-1,+2.5\n\"-3%\",x-y\n-,1\n", "a;b\n1;2\n"] {
            assert_eq!(formula(table.as_bytes()), None, "{table}");
        }
        for table in ["a,b\n=1+1,2\n", "a,\"=cmd|' /C calc'!A0\"\n", "a\tb\n@SUM(1)\t2\n", "a,b\n1,-2+3\n"] {
            assert!(formula(table.as_bytes()).is_some(), "{table}");
        }
    }
}
