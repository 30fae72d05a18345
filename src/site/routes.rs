//! Paths of files in `content/` → routes.

use crate::base::language::own_name;
use crate::base::{Moment, Route};
use crate::config::Config;

/// A folder's address: a leading underscore is no part of it.
pub(crate) fn folder(path: &str) -> String {
    path.split('/')
        .filter(|part| !part.is_empty())
        .fold(String::new(), |out, part| format!("{out}{}/", part.strip_prefix('_').unwrap_or(part)))
}

/// The folder of a file, with its slash.
pub(crate) fn folder_of(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |at| at + 1)]
}

/// The route of a file that is published as it stands.
pub(crate) fn of_file(path: &str) -> Route {
    let at = folder_of(path).len();
    Route::new(&format!("{}{}", folder(&path[..at]), &path[at..]))
}

/// The name of a document without its ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = &path[folder_of(path).len()..];
    name.strip_suffix(".markdown").or_else(|| name.strip_suffix(".md")).unwrap_or(name)
}

/// `slug.uk` → `slug` and the edition of the language `uk`, if that is one of the site's; else all of it.
pub(super) fn without_language<'s>(stem: &'s str, config: &Config) -> (&'s str, usize) {
    let parts = stem.rsplit_once('.').filter(|(name, _)| !name.is_empty());
    let found = parts.and_then(|(name, code)| Some((name, config.edition(code)?)));
    found.unwrap_or((stem, 0))
}

/// The language that a stem seems to name and the site does not, with the stem before it.
pub(super) fn unnamed_language<'s>(stem: &'s str, config: &Config) -> Option<(&'s str, &'s str)> {
    let (name, code) = stem.rsplit_once('.').filter(|(name, _)| !name.is_empty())?;
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_code && own_name(code) != code && config.edition(code).is_none()).then_some((name, code))
}

/// What the addresses of an edition begin with: `uk/`, and nothing for the site's own language.
pub(super) fn prefix(edition: usize, config: &Config) -> String {
    if edition == 0 { String::new() } else { format!("{}/", config.language_of(edition)) }
}

/// `2024-06-07-name` → `2024-06-07`, if there is such a day.
pub(crate) fn date_of_name(stem: &str) -> Option<Moment> {
    let date = stem.get(..10)?;
    let rest = &stem[10..];
    (rest.is_empty() || rest.starts_with('-')).then(|| Moment::parse(date).ok())?
}

/// The name without the date that it begins with.
pub(super) fn without_date(stem: &str) -> &str {
    match date_of_name(stem) {
        Some(_) if stem.len() > 11 => &stem[11..],
        _ => stem,
    }
}

/// The route of a brief or a page. `owner` is the folder that it stands in, and `name` the last part of its address.
pub(crate) fn of_page(owner: &str, name: &str, date: Option<Moment>, permalink: Option<&str>) -> Route {
    let section = folder(owner);
    // What has no date has no place in a form of years and days.
    let fits =
        |pattern: &&str| date.is_some() || ![":year", ":month", ":day"].iter().any(|part| pattern.contains(part));
    let Some(pattern) = permalink.filter(|_| !section.is_empty()).filter(fits) else {
        return Route::new(&format!("{section}{name}/"));
    };
    let part = |n: Option<String>| n.unwrap_or_default();
    let path = pattern
        .replace(":section", section.trim_end_matches('/'))
        .replace(":name", name)
        .replace(":slug", without_date(name))
        .replace(":year", &part(date.map(|d| format!("{:04}", d.date.year()))))
        .replace(":month", &part(date.map(|d| format!("{:02}", d.date.month()))))
        .replace(":day", &part(date.map(|d| format!("{:02}", d.date.day()))));
    let mut clean = path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    if path.ends_with('/') || !clean.ends_with(".html") {
        clean.push('/');
    }
    Route::new(&clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders_become_addresses() {
        assert_eq!(folder("_heros/_0x00/"), "heros/0x00/");
        assert_eq!(of_file("_a/b c.png").as_str(), "a/b c.png");
        assert_eq!(stem("a/2024-06-07-x.md"), "2024-06-07-x");
        let config = Config {
            languages: vec![crate::config::Edition { language: "zh-Hant".to_owned(), ..Default::default() }],
            ..Config::default()
        };
        let split = |stem: &'static str| without_language(stem, &config);
        assert_eq!([split("a.zh-hant"), split("a.b.en"), split("a.uk")], [("a", 1), ("a.b", 0), ("a.uk", 0)]);
        assert_eq!([split(".en"), split("en")], [(".en", 0), ("en", 0)]);
        assert_eq!(without_date("2024-06-07-x"), "x");
        assert_eq!(without_date("2024-13-07-x"), "2024-13-07-x");
        assert_eq!(without_date("orbán"), "orbán");
    }
}
