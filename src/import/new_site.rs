//! An old site → the files of the new one: `expound.yaml`, briefs, and what goes along.

use super::figure::html_elements;
use super::front_matter::entry;
use super::old::OldSite;
use super::report::Teller;
use crate::io::NewFile;
use crate::io::{Content, OldFile};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// Writes all files.
pub(super) fn write(mut site: OldSite, permalink: Option<&str>, old: &[OldFile], teller: &mut Teller) -> Vec<NewFile> {
    let mut files = Vec::new();
    let mut taken = BTreeSet::new();
    let mut put = |path: String, content, from: &str, teller: &mut Teller| {
        if taken.insert(path.clone()) {
            files.push(NewFile { path, content });
        } else {
            teller.tell(
                from,
                0,
                format!("`{path}` is there already, so this is left out"),
                "give one of the two another name",
            );
        }
    };
    for page in &site.pages {
        let body = own_paths(&page.body.text, &site);
        put(format!("content/{}", page.to), Ok(page.front.write(&page.changes) + &body), &page.from, teller);
    }
    for file in &site.files {
        let Some(from) = old.iter().find(|known| known.path == file.from) else { continue };
        let content = match (&file.text, &from.content) {
            (Some(text), _) => Ok(text.clone()),
            (None, Content::Text(_) | Content::Other) => Err(from.disk.clone()),
        };
        put(file.to.clone(), content, &file.from, teller);
    }
    site.raw_html = html(&site, teller);
    let ignored = "/public/*\n!/public/.gitkeep\n".to_owned();
    for (path, text) in
        [("expound.yaml", settings(&site, permalink)), (".gitignore", ignored), ("public/.gitkeep", String::new())]
    {
        put(path.to_owned(), Ok(text), path, teller);
    }
    files
}

/// Whether the texts need HTML to pass; what of it cannot work under the strict policy of a site is told.
fn html(site: &OldSite, teller: &mut Teller) -> bool {
    for page in &site.pages {
        for (line, name) in &page.elements {
            if ["script", "style", "iframe", "object", "embed", "form"].contains(&name.as_str()) {
                let what = format!("`<{name}>` does nothing under the strict policy of the new site");
                teller.tell(&page.from, *line, what, "say it in words, in a picture or in a link");
            }
        }
    }
    site.pages.iter().any(|page| !html_elements(&page.body).is_empty())
}

/// Addresses of this site that the author wrote: without the base path, which Expound puts there by itself, and those of
/// pages that moved as they are now.
fn own_paths(text: &str, site: &OldSite) -> String {
    let base = site.base_path();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](").map(|at| at + 2) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix('<') {
            out.push('<');
            rest = behind;
        }
        let end = rest.find([')', ' ', '>', '#', '?', '\n']).unwrap_or(rest.len());
        let written = &rest[..end];
        if !written.starts_with('/') {
            continue;
        }
        let below = written.strip_prefix(base).filter(|below| below.starts_with('/')).unwrap_or(written);
        let file = super::permalink::file_of(&below.replace("%20", " "));
        let moved = site.moved.iter().find(|(old, _)| *old == file || *old == format!("{below}/index.html"));
        out.push_str(&moved.map_or(below.to_owned(), |(_, new)| new.replace(' ', "%20")));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The text of `expound.yaml`.
fn settings(site: &OldSite, permalink: Option<&str>) -> String {
    let mut out =
        format!("# The settings of the site, made of those of {}. Every key may be left out.\n", site.generator);
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            out.push_str(&entry(key, &value.into()));
        }
    };
    text("title", site.title.as_deref());
    text("description", site.description.as_deref());
    let address = site.base_url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    text("base_url", address);
    text("language", site.language.as_deref());
    if !site.languages.is_empty() {
        out.push_str("\n# Translations stand beside their originals: name.fr.md beside name.md.\n");
        let one = |language: &super::old::Language| {
            let mut map = Mapping::new();
            map.extend(language.title.iter().map(|title| ("title".into(), title.as_str().into())));
            let value = if map.is_empty() { Value::Null } else { Value::Mapping(map) };
            (Value::from(language.code.as_str()), value)
        };
        out.push_str(&entry("languages", &Value::Mapping(site.languages.iter().map(one).collect())));
    }
    if let Some(pattern) = permalink {
        out.push_str("\n# The form of addresses that the old site had.\n");
        out.push_str(&entry("permalink", &pattern.into()));
    }
    if !site.taxonomies.is_empty() {
        out.push_str("\n# Beside `tags` and authors.\n");
        out.push_str(&entry("taxonomies", &site.taxonomies.iter().map(String::as_str).collect::<Vec<_>>().into()));
    }
    if !site.authors.is_empty() {
        out.push_str("\n# Those who write. Briefs name them by key.\n");
        let one = |fields: &Vec<(&'static str, String)>| -> Mapping {
            fields.iter().map(|(name, value)| ((*name).into(), value.as_str().into())).collect()
        };
        let all = site.authors.iter().map(|(key, fields)| (key.as_str().into(), Value::Mapping(one(fields))));
        out.push_str(&entry("authors", &Value::Mapping(all.collect())));
    }
    if !site.menu.is_empty() {
        out.push_str("\n# The menu.\n");
        let one = |(title, url): &(String, String)| {
            let url = own_paths(&format!("]({url}"), site);
            let fields = [("title", title.as_str()), ("url", &url[2..])];
            Value::Mapping(fields.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
        };
        out.push_str(&entry("nav", &site.menu.iter().map(one).collect()));
    }
    if let Some(count) = site.paginate.filter(|count| *count > 0) {
        out.push('\n');
        out.push_str(&entry("paginate", &(count as u64).into()));
    }
    for (set, key, why) in [
        (site.smart_punctuation, "smart_punctuation", "Straight quotation marks become round, as they did before."),
        (site.math, "math", "`$…$` is a formula, as it was before; `\\$` is the sign of money."),
        (site.raw_html, "raw_html", "Some texts hold HTML. Take this out when they no longer do."),
    ] {
        if set {
            out.push_str(&format!("\n# {why}\n{key}: true\n"));
        }
    }
    out
}
