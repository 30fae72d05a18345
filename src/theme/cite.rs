//! A brief → how others cite it: a line for people, and the forms that reference managers read.
//!
//! BibTeX as its manual has it (Patashnik 1988), with a day as the standard styles ignore it; RIS as the Research
//! Information Systems specification of 2011; CSL-JSON as the schema of the Citation Style Language 1.0.2; CFF as the
//! Citation File Format 1.2.0, whose own entry can only be software or data, so that the brief is its preferred citation.

use super::view::{CiteFileView, CiteView, PageView};
use crate::base::escape;
use crate::base::slug::slug;
use crate::sources::NameParts;
use serde::Serialize;
use std::fmt::Write;

/// What is known of a brief that is cited.
struct Brief<'a> {
    authors: Vec<Author<'a>>,
    title: &'a str,
    site: &'a str,
    /// `2025-06-07`, or empty.
    date: &'a str,
    url: &'a str,
    language: &'a str,
    description: &'a str,
    keywords: Vec<&'a str>,
    /// A short name for keys and files.
    key: String,
}

/// An author: the name, and the given names and the family of a person; none for an institution, and for a name that is
/// one word.
struct Author<'a> {
    name: &'a str,
    person: Option<(String, String)>,
}

impl<'a> Author<'a> {
    fn new(name: &'a str) -> Self {
        let parts = NameParts::guess(name);
        let family = parts.whole_family();
        Self { name, person: (!parts.given.is_empty()).then_some((parts.given, family)) }
    }
}

/// How a brief is cited. `site` is the name of the site.
pub(super) fn cite(view: &PageView<'_>, site: &str) -> CiteView {
    let full = view.date.as_ref().map_or("", |date| date.full.as_str());
    let date = full.get(..10).unwrap_or(full);
    let authors: Vec<Author<'_>> = view.authors.iter().map(|author| Author::new(&author.name)).collect();
    let first = authors.first().map(|author| author.person.as_ref().map_or(author.name.trim(), |(_, family)| family));
    let year = date.get(..4).unwrap_or_default();
    let title = slug(&view.head.title);
    let word = title.split('-').find(|word| word.len() > 3).unwrap_or_default();
    let key = format!("{}{year}{word}", slug(first.unwrap_or(site)).replace('-', ""));
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
    let download = |title: &str, ending: &str, mime: &str, text: &str| {
        let mut url = String::with_capacity(mime.len() + text.len() * 2 + 32);
        url.extend(["data:", mime, ";charset=utf-8,"]);
        escape::push_url_path(&mut url, text);
        CiteFileView { title: title.to_owned(), url, file: format!("{}.{ending}", brief.key) }
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

/// `Ann Lee, Bo Ng. “Who needs whom?” The Institute, 7 June 2025. https://…`
fn line(brief: &Brief<'_>, date: Option<&str>) -> String {
    let names: Vec<&str> = brief.authors.iter().map(|author| author.name).collect();
    let mut out = names.join(", ");
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
    let mut out = String::with_capacity(320 + brief.title.len());
    out.extend(["@misc{", &brief.key, ",\n"]);
    for (at, author) in brief.authors.iter().enumerate() {
        out.push_str(if at == 0 { "  author = {" } else { " and " });
        match &author.person {
            Some((given, family)) => {
                tex(&mut out, family);
                out.push_str(", ");
                tex(&mut out, given);
            }
            None => {
                out.push('{');
                tex(&mut out, author.name);
                out.push('}');
            }
        }
    }
    if !brief.authors.is_empty() {
        out.push_str("},\n");
    }
    // Inner braces keep capitals as they are.
    out.push_str("  title = {{");
    tex(&mut out, brief.title);
    out.push_str("}},\n");
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            out.extend(["  ", name, " = {"]);
            out.push_str(value);
            out.push_str("},\n");
        }
    };
    let mut parts = brief.date.split('-');
    for name in ["year", "month", "day"] {
        field(name, parts.next().unwrap_or_default().trim_start_matches('0'));
    }
    let mut site = String::new();
    tex(&mut site, brief.site);
    field("publisher", &site);
    field("url", brief.url);
    field("language", brief.language);
    out.push_str("}\n");
    out
}

/// Writes text for a field of BibTeX: signs that TeX reads are written as commands.
fn tex(out: &mut String, text: &str) {
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
}

fn ris(brief: &Brief<'_>) -> String {
    let mut out = String::with_capacity(256 + brief.title.len() + brief.description.len());
    out.push_str("TY  - RPRT\r\n");
    let mut tag = |tag: &str, parts: &[&str]| {
        if parts.iter().any(|part| !part.is_empty()) {
            out.extend([tag, "  - "]);
            for part in parts {
                // A value is one line.
                if part.contains(char::is_control) {
                    out.extend(part.chars().map(|c| if c.is_control() { ' ' } else { c }));
                } else {
                    out.push_str(part);
                }
            }
            out.push_str("\r\n");
        }
    };
    for author in &brief.authors {
        match &author.person {
            Some((given, family)) => tag("AU", &[family, ", ", given]),
            None => tag("AU", &[author.name]),
        }
    }
    tag("TI", &[brief.title]);
    tag("PY", &[brief.date.get(..4).unwrap_or_default()]);
    tag("DA", &[&brief.date.replace('-', "/")]);
    tag("PB", &[brief.site]);
    tag("UR", &[brief.url]);
    tag("LA", &[brief.language]);
    tag("AB", &[brief.description]);
    brief.keywords.iter().for_each(|word| tag("KW", &[word]));
    out.push_str("ER  - \r\n");
    out
}

/// An item of CSL-JSON.
#[derive(Serialize)]
struct Csl<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    title: &'a str,
    author: Vec<CslName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    publisher: &'a str,
    #[serde(rename = "URL")]
    url: &'a str,
    language: &'a str,
    #[serde(rename = "abstract")]
    description: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CslName<'a> {
    Person { family: &'a str, given: &'a str },
    Literal { literal: &'a str },
}

impl<'a> CslName<'a> {
    fn of(author: &'a Author<'a>) -> Self {
        match &author.person {
            Some((given, family)) => Self::Person { family, given },
            None => Self::Literal { literal: author.name },
        }
    }
}

#[derive(Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: [Vec<u32>; 1],
}

fn csl_json(brief: &Brief<'_>) -> String {
    let parts: Vec<u32> = brief.date.split('-').filter_map(|part| part.parse().ok()).collect();
    let item = Csl {
        id: &brief.key,
        kind: "report",
        title: brief.title,
        author: brief.authors.iter().map(CslName::of).collect(),
        issued: (!parts.is_empty()).then_some(CslDate { parts: [parts] }),
        publisher: brief.site,
        url: brief.url,
        language: brief.language,
        description: brief.description,
    };
    // Texts and numbers can always be written; with no white space between them, which takes three bytes a sign in the
    // address of a download.
    let mut text = serde_json::to_string(&[item]).unwrap_or_default();
    text.push('\n');
    text
}

/// Every text of JSON is one of YAML, whatever stands in it.
fn cff(brief: &Brief<'_>) -> String {
    let mut out = String::with_capacity(512 + brief.title.len() * 2);
    let authors = |out: &mut String, indent: &str| {
        for author in &brief.authors {
            match &author.person {
                Some((given, family)) => {
                    out.extend([indent, "- family-names: "]);
                    escape::json(out, family);
                    out.extend(["\n", indent, "  given-names: "]);
                    escape::json(out, given);
                }
                None => {
                    out.extend([indent, "- name: "]);
                    escape::json(out, author.name);
                }
            }
            out.push('\n');
        }
        if brief.authors.is_empty() {
            out.extend([indent, "- name: "]);
            escape::json(out, brief.site);
            out.push('\n');
        }
    };
    out.push_str("cff-version: 1.2.0\nmessage: \"Please cite this brief as below.\"\ntitle: ");
    escape::json(&mut out, brief.title);
    out.push_str("\nauthors:\n");
    authors(&mut out, "  ");
    out.push_str("preferred-citation:\n  type: report\n  title: ");
    escape::json(&mut out, brief.title);
    out.push_str("\n  authors:\n");
    authors(&mut out, "    ");
    if brief.date.len() == 10 {
        out.extend(["  date-released: ", brief.date, "\n"]);
    }
    out.push_str("  institution:\n    name: ");
    escape::json(&mut out, brief.site);
    out.push_str("\n  url: ");
    escape::json(&mut out, brief.url);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn brief<'a>() -> Brief<'a> {
        Brief {
            authors: vec![Author::new("Ann van der Lee"), Author::new("Trade desk")],
            title: "Oil & gas: 100% of {it}",
            site: "The Institute",
            date: "2025-06-07",
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
        let csl = csl_json(&brief);
        assert!(csl.starts_with("[{\"id\":\"vanderlee2025oil\",\"type\":"), "{csl}");
        let csl: Value = serde_json::from_str(&csl).unwrap();
        assert_eq!(csl[0]["author"], json!([{"family": "van der Lee", "given": "Ann"}, {"literal": "Trade desk"}]));
        assert_eq!(csl[0]["issued"]["date-parts"], json!([[2025, 6, 7]]));
        let cff: serde_yaml::Value = serde_yaml::from_str(&cff(&brief)).unwrap();
        assert_eq!(cff["preferred-citation"]["authors"][1]["name"], "Trade desk");
        assert_eq!(cff["authors"][0]["family-names"], "van der Lee");
        assert_eq!(cff["preferred-citation"]["institution"]["name"], "The Institute");
    }
}
