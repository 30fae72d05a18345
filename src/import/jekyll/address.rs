//! The address that Jekyll gives a page, by its patterns and the rules of its parts.

use super::settings::Settings;
use crate::import::front_matter::Front;
use crate::import::{permalink, words};
use crate::site::routes::date_of_name;

/// What an address is made of.
pub(super) struct Parts<'a> {
    /// The path in the old folder.
    pub(super) path: &'a str,
    /// The collection and the path in it.
    pub(super) collection: Option<(&'a str, &'a str)>,
    pub(super) front: &'a Front,
    pub(super) categories: &'a [String],
}

/// The patterns that have names.
fn style(name: &str) -> &str {
    match name {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        pattern => pattern,
    }
}

/// What a pattern for pages ends with where that for posts is `site`.
fn suffix(site: &str) -> &'static str {
    match site {
        "pretty" => "/",
        "date" | "ordinal" | "weekdate" | "none" => ":output_ext",
        pattern if pattern.ends_with('/') => "/",
        pattern if pattern.ends_with(":output_ext") => ":output_ext",
        _ => "",
    }
}

/// The pattern of the documents of a collection.
pub(super) fn pattern(collection: &str, settings: &Settings) -> String {
    let own =
        settings.collections.iter().find(|known| known.name == collection).and_then(|known| known.permalink.clone());
    match own {
        Some(own) => style(&own).to_owned(),
        None if collection == "posts" => style(&settings.permalink).to_owned(),
        None => format!("/:collection/:path{}", suffix(&settings.permalink)),
    }
}

/// The address.
pub(super) fn url(parts: &Parts<'_>, settings: &Settings) -> String {
    let own = parts.front.text("permalink").or_else(|| {
        let collection = parts.collection.map(|(name, _)| name);
        settings.default(parts.path, collection, "permalink").and_then(crate::import::settings::text)
    });
    let name = parts.path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let pattern = match (own, parts.collection) {
        (Some(own), _) => own,
        (None, Some((collection, _))) => pattern(collection, settings),
        (None, None) if stem == "index" => "/:path/".to_owned(),
        (None, None) => format!("/:path/:basename{}", suffix(&settings.permalink)),
    };
    let url = permalink::fill(&pattern, |part| value(part, parts, stem));
    if url == "/index.html" {
        "/".to_owned()
    } else {
        url.strip_suffix("/index.html").map_or(url.clone(), |rest| format!("{rest}/"))
    }
}

fn value(part: &str, parts: &Parts<'_>, stem: &str) -> Option<String> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let without_date = if date_of_name(stem).is_some() && stem.len() > 11 { &stem[11..] } else { stem };
    let slug = || parts.front.text("slug").unwrap_or_else(|| without_date.to_owned());
    Some(match (part, parts.collection) {
        ("output_ext", _) => ".html".to_owned(),
        ("basename" | "filename", _) => stem.to_owned(),
        ("path", None) => folder(parts.path),
        ("path", Some((_, path))) => path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned(),
        ("collection", Some((name, _))) => name.to_owned(),
        ("name", _) => slugify(stem, false).to_lowercase(),
        ("title", _) => slugify(&slug(), true),
        ("slug", _) => slugify(&slug(), false).to_lowercase(),
        ("categories", _) => categories(parts.categories),
        ("slugified_categories", _) => {
            parts.categories.iter().map(|one| slugify(one, false).to_lowercase()).collect::<Vec<_>>().join("/")
        }
        (part, _) => return permalink::date_part(part, words::date(parts.front, stem).map(|moment| moment.date)),
    })
}

/// The folder that categories are in an address.
pub(super) fn categories(all: &[String]) -> String {
    all.iter().map(|category| category.to_lowercase()).collect::<Vec<_>>().join("/")
}

/// Letters and digits of any script, marks that addresses may have where `pretty`, and a hyphen for everything between.
fn slugify(text: &str, pretty: bool) -> String {
    let keeps = |sign: char| sign.is_alphanumeric() || is_mark(sign) || (pretty && "._~!$&'()+,;=@".contains(sign));
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if keeps(sign) {
            out.push(sign);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

/// Marks that stand on the letter before them.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign)
}

/// The forms of addresses of a site, in terms of Expound.
pub(super) fn patterns(settings: &Settings) -> Vec<String> {
    let names = settings.collections.iter().map(|collection| collection.name.as_str());
    let all: Vec<String> = std::iter::once("posts").chain(names).map(|name| pattern(name, settings)).collect();
    let mut out: Vec<String> = Vec::new();
    for pattern in &all {
        for of_title in [":slug", ":name"] {
            let parts = [
                ("/:collection/:path", "/:section/:name"),
                (":collection", ":section"),
                (":slugified_categories", ":section"),
                (":categories", ":section"),
                (":output_ext", ".html"),
                (":title", of_title),
                (":filename", ":name"),
                (":path", ":name"),
                (":basename", ":name"),
            ];
            let own = parts.iter().fold(pattern.clone(), |own, (part, new)| own.replace(part, new));
            // What has no section may be the rule as well.
            out.extend([own.replace("/:section", ""), own]);
        }
    }
    out.push("/:section/:name.html".to_owned());
    let known = [":section", ":name", ":slug", ":year", ":month", ":day"];
    let rest = |pattern: &String| known.iter().fold(pattern.clone(), |rest, part| rest.replace(part, ""));
    out.retain(|pattern| !rest(pattern).contains(':') && (pattern.contains(":name") || pattern.contains(":slug")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_parts_of_addresses() {
        assert_eq!(slugify("2023-04-05-ukraines-st&i", false), "2023-04-05-ukraines-st-i");
        assert_eq!(slugify("A st&i, b!", true), "A-st&i,-b!");
        assert_eq!(slugify("orbáns 四 x", false), "orbáns-四-x");
    }
}
