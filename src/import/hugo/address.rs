//! The address that Hugo gives a page.

use super::settings::Settings;
use crate::import::front_matter::Front;
use crate::import::{permalink, words};

/// The address of a page. `path` is its path in `content/`.
pub(super) fn url(path: &str, front: &Front, bundle: bool, settings: &Settings) -> String {
    let (placed, language) = settings.place(path);
    let prefix = match &language {
        Some(code) => format!("/{code}"),
        None if settings.own_in_folder => format!("/{}", settings.language),
        None => String::new(),
    };
    let (folder, name) = placed.rsplit_once('/').unwrap_or(("", &placed));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = language.as_deref().and_then(|code| stem.strip_suffix(code)?.strip_suffix('.')).unwrap_or(stem);
    let stem = stem.strip_suffix(&format!(".{}", settings.language)).unwrap_or(stem);
    if let Some(own) = front.text("url") {
        let own = own.trim_start_matches('/');
        return if path.starts_with('/') || prefix.is_empty() { format!("/{own}") } else { format!("{prefix}/{own}") };
    }
    let folder = sanitized(folder, settings);
    if stem == "_index" {
        return format!("{prefix}/{folder}{}", if folder.is_empty() { "" } else { "/" });
    }
    let (folder, stem) = match (bundle, folder.rsplit_once('/')) {
        (false, _) => (folder.as_str(), stem.to_owned()),
        (true, Some((above, last))) => (above, last.to_owned()),
        (true, None) => ("", folder.clone()),
    };
    let section = folder.split('/').next().unwrap_or_default();
    let title = || front.text("title").map(|title| urlized(&title, settings));
    let slug = front.text("slug").map(|slug| urlized(&slug, settings));
    let name = sanitized(&stem, settings);
    let filled = settings.permalinks.iter().find(|(key, _)| key == section).map(|(_, pattern)| {
        permalink::fill(pattern, |part| {
            Some(match part {
                "section" => section.to_owned(),
                "sections" => folder.to_owned(),
                "title" => title().unwrap_or_default(),
                "slug" => slug.clone().or_else(title).unwrap_or_default(),
                "contentbasename" | "filename" => name.clone(),
                "slugorcontentbasename" | "slugorfilename" => slug.clone().unwrap_or_else(|| name.clone()),
                part => return permalink::date_part(part, words::date(front, &stem).map(|moment| moment.date)),
            })
        })
    });
    let plain = || {
        let last = slug.clone().unwrap_or_else(|| name.clone());
        if folder.is_empty() { format!("/{last}") } else { format!("/{folder}/{last}") }
    };
    let url = filled.unwrap_or_else(plain);
    if settings.ugly {
        return format!("{prefix}{}.html", url.trim_end_matches('/'));
    }
    let slash = if url.ends_with('/') || url.ends_with(".html") { "" } else { "/" };
    format!("{prefix}{url}{slash}")
}

/// A path as it stands in addresses: in small letters, with a hyphen for each space and without signs that are none of them.
pub(super) fn sanitized(path: &str, settings: &Settings) -> String {
    let keeps = |sign: &char| {
        ['.', '/', '\\', '_', '#', '+', '~', '-', '@'].contains(sign)
            || sign.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(*sign)
    };
    let out: String = path.chars().map(|sign| if sign == ' ' { '-' } else { sign }).filter(keeps).collect();
    if settings.keeps_capitals { out } else { out.to_lowercase() }
}

/// A title or a slug, in which several spaces, and what goes between them, are one hyphen.
fn urlized(text: &str, settings: &Settings) -> String {
    let keeps = |word: &&str| word.contains(|sign: char| sign.is_alphanumeric() || ".-_".contains(sign));
    let words: Vec<&str> = text.split_whitespace().filter(keeps).collect();
    sanitized(&words.join(" "), settings).replace('/', "-")
}

/// The forms of addresses of a site, in terms of Expound.
pub(super) fn patterns(settings: &Settings) -> Vec<String> {
    let mut out = Vec::new();
    for (section, pattern) in &settings.permalinks {
        for of_slug in [":name", ":slug"] {
            let parts = [
                (":sections", ":section"),
                (":slugorcontentbasename", ":name"),
                (":slugorfilename", ":name"),
                (":contentbasename", ":name"),
                (":filename", ":name"),
                (":title", of_slug),
                (":slug", of_slug),
            ];
            let own = parts.iter().fold(pattern.clone(), |own, (part, new)| own.replace(part, new));
            out.push(own.replace(&format!("/{section}/"), "/:section/"));
            out.push(own);
        }
    }
    if settings.ugly {
        out.push("/:section/:name.html".to_owned());
    }
    let known = [":section", ":name", ":slug", ":year", ":month", ":day"];
    let rest = |pattern: &String| known.iter().fold(pattern.clone(), |rest, part| rest.replace(part, ""));
    out.retain(|pattern| !rest(pattern).contains(':') && (pattern.contains(":name") || pattern.contains(":slug")));
    out
}
