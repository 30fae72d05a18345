//! A brief → how others cite it: a line for people, and the forms that reference managers read.
//!
//! BibTeX as its manual has it (Patashnik 1988), with a day as the standard styles ignore it; RIS as the Research
//! Information Systems specification of 2011; CSL-JSON as the schema of the Citation Style Language 1.0.2; CFF as the
//! Citation File Format 1.2.0, whose own entry can only be software or data, so that the brief is its preferred citation.

use super::view::{CiteFileView, CiteView, PageView};
use crate::base::escape;
use crate::base::slug::slug;
use crate::sources::NameParts;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What is known of a brief that is cited.
struct Brief<'a> {
    authors: Vec<&'a str>,
    title: &'a str,
    site: &'a str,
    /// `2025-06-07`, or empty.
    date: String,
    url: &'a str,
    language: &'a str,
    description: &'a str,
    keywords: Vec<&'a str>,
    /// A short name for keys and files.
    key: String,
}

/// How a brief is cited. `site` is the name of the site.
pub(super) fn cite(view: &PageView<'_>, site: &str) -> CiteView {
    let date: String = view.date.as_ref().map(|date| date.full.chars().take(10).collect()).unwrap_or_default();
    let authors: Vec<&str> = view.authors.iter().map(|author| author.name.as_str()).collect();
    let first = authors.first().map(|name| NameParts::guess(name).whole_family());
    let year = date.get(..4).unwrap_or_default();
    let word = slug(&view.head.title).split('-').find(|word| word.len() > 3).unwrap_or_default().to_owned();
    let key = format!("{}{year}{word}", slug(first.as_deref().unwrap_or(site)).replace('-', ""));
    let brief = Brief {
        authors,
        title: &view.head.title,
        site,
        url: view.head.permalink.as_deref().unwrap_or(&view.head.url),
        language: &view.head.lang,
        description: &view.head.description,
        keywords: view
            .taxonomies
            .iter()
            .filter(|of| of.name == "tags")
            .flat_map(|of| &of.terms)
            .map(|term| term.title.as_str())
            .collect(),
        date,
        key,
    };
    let bibtex = bibtex(&brief);
    let download = |title: &str, ending: &str, mime: &str, text: &str| CiteFileView {
        title: title.to_owned(),
        url: format!("data:{mime};charset=utf-8,{}", escape::url_path(text)),
        file: format!("{}.{ending}", brief.key),
    };
    CiteView {
        text: line(&brief, view.date.as_ref().map(|date| date.text.as_str())),
        downloads: vec![
            download("BibTeX", "bib", "application/x-bibtex", &bibtex),
            download("RIS", "ris", "application/x-research-info-systems", &ris(&brief)),
            download("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", &csl_json(&brief)),
            download("CFF", "cff", "application/yaml", &cff(&brief)),
        ],
        bibtex,
    }
}

/// The given names and the family of a person; nothing for an institution, and for a name that is one word.
fn person(name: &str) -> Option<(String, String)> {
    let parts = NameParts::guess(name);
    (!parts.given.is_empty()).then(|| (parts.given.clone(), parts.whole_family()))
}

/// `Ann Lee, Bo Ng. “Who needs whom?” The Institute, 7 June 2025. https://…`
fn line(brief: &Brief<'_>, date: Option<&str>) -> String {
    let mut out = brief.authors.join(", ");
    if !out.is_empty() {
        out.push_str(". ");
    }
    let stop = if brief.title.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    let _ = write!(out, "\u{201c}{}{stop}\u{201d} {}", brief.title, brief.site);
    if let Some(date) = date {
        let _ = write!(out, ", {date}");
    }
    let _ = write!(out, ". {}", brief.url);
    out
}

fn bibtex(brief: &Brief<'_>) -> String {
    let names: Vec<String> = brief
        .authors
        .iter()
        .map(|name| match person(name) {
            Some((given, family)) => format!("{}, {}", tex(&family), tex(&given)),
            None => format!("{{{}}}", tex(name)),
        })
        .collect();
    let mut out = format!("@misc{{{},\n", brief.key);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    field("author", &names.join(" and "));
    // Inner braces keep capitals as they are.
    field("title", &format!("{{{}}}", tex(brief.title)));
    let mut parts = brief.date.split('-');
    for name in ["year", "month", "day"] {
        field(name, parts.next().unwrap_or_default().trim_start_matches('0'));
    }
    field("publisher", &tex(brief.site));
    field("url", brief.url);
    field("language", brief.language);
    out.push_str("}\n");
    out
}

/// Text for a field of BibTeX: signs that TeX reads are written as commands.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            // A brace counts even behind a backslash.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn ris(brief: &Brief<'_>) -> String {
    let mut out = String::from("TY  - RPRT\r\n");
    let mut tag = |tag: &str, value: &str| {
        if !value.is_empty() {
            let one_line: String = value.split(char::is_control).collect::<Vec<_>>().join(" ");
            let _ = write!(out, "{tag}  - {one_line}\r\n");
        }
    };
    for name in &brief.authors {
        match person(name) {
            Some((given, family)) => tag("AU", &format!("{family}, {given}")),
            None => tag("AU", name),
        }
    }
    tag("TI", brief.title);
    tag("PY", brief.date.get(..4).unwrap_or_default());
    tag("DA", &brief.date.replace('-', "/"));
    tag("PB", brief.site);
    tag("UR", brief.url);
    tag("LA", brief.language);
    tag("AB", brief.description);
    brief.keywords.iter().for_each(|word| tag("KW", word));
    out.push_str("ER  - \r\n");
    out
}

fn csl_json(brief: &Brief<'_>) -> String {
    let author = |name: &&str| match person(name) {
        Some((given, family)) => json!({"family": family, "given": given}),
        None => json!({"literal": name}),
    };
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| _ = item.insert(key.to_owned(), value);
    set("id", json!(brief.key));
    set("type", json!("report"));
    set("title", json!(brief.title));
    set("author", json!(brief.authors.iter().map(author).collect::<Vec<_>>()));
    let parts: Vec<u32> = brief.date.split('-').filter_map(|part| part.parse().ok()).collect();
    if !parts.is_empty() {
        set("issued", json!({"date-parts": [parts]}));
    }
    set("publisher", json!(brief.site));
    set("URL", json!(brief.url));
    set("language", json!(brief.language));
    set("abstract", json!(brief.description));
    format!("{:#}\n", json!([item]))
}

/// Every text of JSON is one of YAML, whatever stands in it.
fn cff(brief: &Brief<'_>) -> String {
    let mut authors = String::new();
    for name in &brief.authors {
        let _ = match person(name) {
            Some((given, family)) => {
                writeln!(authors, "  - family-names: {}\n    given-names: {}", json!(family), json!(given))
            }
            None => writeln!(authors, "  - name: {}", json!(name)),
        };
    }
    if authors.is_empty() {
        let _ = writeln!(authors, "  - name: {}", json!(brief.site));
    }
    let inner = authors.replace("\n  ", "\n    ");
    let mut out = format!(
        "cff-version: 1.2.0\nmessage: \"Please cite this brief as below.\"\ntitle: {}\nauthors:\n{authors}preferred-citation:\n  type: report\n  title: {}\n  authors:\n  {}",
        json!(brief.title),
        json!(brief.title),
        inner.trim_end_matches(' ')
    );
    if brief.date.len() == 10 {
        let _ = writeln!(out, "  date-released: {}", brief.date);
    }
    let _ = writeln!(out, "  institution:\n    name: {}\n  url: {}", json!(brief.site), json!(brief.url));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief<'a>() -> Brief<'a> {
        Brief {
            authors: vec!["Ann van der Lee", "Trade desk"],
            title: "Oil & gas: 100% of {it}",
            site: "The Institute",
            date: "2025-06-07".to_owned(),
            url: "https://example.org/a/",
            language: "en",
            description: "Two\nlines.",
            keywords: vec!["trade"],
            key: "vanderlee2025oil".to_owned(),
        }
    }

    #[test]
    fn a_brief_is_cited_in_five_forms() {
        let brief = brief();
        assert_eq!(
            line(&brief, Some("7 June 2025")),
            "Ann van der Lee, Trade desk. “Oil & gas: 100% of {it}.” The Institute, 7 June 2025. https://example.org/a/"
        );
        assert_eq!(
            bibtex(&brief),
            "@misc{vanderlee2025oil,\n  author = {van der Lee, Ann and {Trade desk}},\n  title = {{Oil \\& gas: 100\\% of \\textbraceleft{}it\\textbraceright{}}},\n  year = {2025},\n  month = {6},\n  day = {7},\n  publisher = {The Institute},\n  url = {https://example.org/a/},\n  language = {en},\n}\n"
        );
        assert_eq!(
            ris(&brief),
            "TY  - RPRT\r\nAU  - van der Lee, Ann\r\nAU  - Trade desk\r\nTI  - Oil & gas: 100% of {it}\r\nPY  - 2025\r\nDA  - 2025/06/07\r\nPB  - The Institute\r\nUR  - https://example.org/a/\r\nLA  - en\r\nAB  - Two lines.\r\nKW  - trade\r\nER  - \r\n"
        );
        let csl: Value = serde_json::from_str(&csl_json(&brief)).unwrap();
        assert_eq!(csl[0]["author"], json!([{"family": "van der Lee", "given": "Ann"}, {"literal": "Trade desk"}]));
        assert_eq!(csl[0]["issued"]["date-parts"], json!([[2025, 6, 7]]));
        let cff: serde_yaml::Value = serde_yaml::from_str(&cff(&brief)).unwrap();
        assert_eq!(cff["preferred-citation"]["authors"][1]["name"], "Trade desk");
        assert_eq!(cff["authors"][0]["family-names"], "van der Lee");
        assert_eq!(cff["preferred-citation"]["institution"]["name"], "The Institute");
    }
}
