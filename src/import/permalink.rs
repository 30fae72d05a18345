//! Patterns of addresses, as the generators write them → addresses; and which pattern of Expound, and which `slug` of each
//! page, keep most of them. An address that nothing keeps becomes a redirect.

use super::front_matter::Change;
use super::new_site;
use super::old::{OldPage, OldSite};
use super::report::{Addresses, Teller};
use super::settings;
use crate::base::{Moment, Route};
use crate::site::routes;
use jiff::civil::Date;
use serde_yaml::Value;
use std::collections::BTreeSet;

/// The parts of a day, by the names that both generators with patterns give them.
pub(super) fn date_part(name: &str, date: Option<Date>) -> Option<String> {
    let date = date?;
    let weekday = date.weekday();
    let named = |form: &str| date.strftime(form).to_string();
    Some(match name {
        "year" => format!("{:04}", date.year()),
        "short_year" => format!("{:02}", date.year() % 100),
        "month" => format!("{:02}", date.month()),
        "i_month" => date.month().to_string(),
        "day" => format!("{:02}", date.day()),
        "i_day" => date.day().to_string(),
        "y_day" => format!("{:03}", date.day_of_year()),
        "yearday" => date.day_of_year().to_string(),
        "monthname" => named("%B").to_lowercase(),
        "long_month" => named("%B"),
        "short_month" => named("%b"),
        "short_day" => named("%a"),
        "long_day" => named("%A"),
        "weekdayname" => named("%A").to_lowercase(),
        "weekday" => weekday.to_sunday_zero_offset().to_string(),
        "w_day" => weekday.to_monday_one_offset().to_string(),
        "week" => format!("{:02}", date.iso_week_date().week()),
        "w_year" => date.iso_week_date().year().to_string(),
        _ => return None,
    })
}

/// Fills a pattern: each `:name` is what `part` says of it, or stays where that is nothing. Empty parts leave no slash.
pub(super) fn fill(pattern: &str, mut part: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        let name = &rest[at + 1..];
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
        // Names may stand side by side with other words: the longest that means something is meant.
        let found = (1..=end).rev().find_map(|end| Some((end, part(&name[..end])?)));
        match found {
            Some((end, value)) => {
                out.push_str(&value);
                rest = &name[end..];
            }
            None => {
                out.push(':');
                rest = name;
            }
        }
    }
    out.push_str(rest);
    let folder = out.ends_with('/');
    let parts: Vec<&str> = out.split('/').filter(|part| !part.is_empty()).collect();
    let slash = if folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{slash}", parts.join("/"))
}

/// Chooses the pattern of the new site, gives slugs and redirects to the pages that need them, and counts.
pub(super) fn keep(site: &mut OldSite, teller: &mut Teller) -> (Option<String>, Addresses) {
    let languages: Vec<String> = site.languages.iter().map(|language| language.code.clone()).collect();
    let mut patterns: Vec<Option<String>> = vec![None];
    for pattern in &site.patterns {
        let known = Some(pattern.clone());
        if !patterns.contains(&known) {
            patterns.push(known);
        }
    }
    let kept = |pattern: &Option<String>| {
        let published = site.pages.iter().filter(|page| page.published);
        published.filter(|page| fit(page, pattern.as_deref(), &languages).is_some()).count()
    };
    // Of several that keep as many, the first: none at all is the plainest.
    let counts: Vec<usize> = patterns.iter().map(kept).collect();
    let most = counts.iter().copied().max().unwrap_or_default();
    let chosen = counts.iter().position(|count| *count == most).unwrap_or_default();
    let pattern = patterns.swap_remove(chosen);

    let mut taken: Vec<String> = Vec::new();
    let mut addresses = Addresses::default();
    let mut moved = Vec::new();
    for (index, page) in site.pages.iter_mut().enumerate() {
        match fit(page, pattern.as_deref(), &languages) {
            Some(slug) => {
                if let Some(slug) = slug {
                    page.changes.set("slug", Change::Drop);
                    page.changes.add("slug", Value::String(slug));
                }
                addresses.same += usize::from(page.published);
                taken.push(page.url.clone());
            }
            None => moved.push(index),
        }
    }
    for index in moved {
        let page = &mut site.pages[index];
        let route = new_route(page, page.front.text("slug").as_deref(), pattern.as_deref(), &languages);
        taken.push(format!("/{}", route.as_str()));
        site.moved.push((file_of(&page.url), format!("/{}", route.as_str())));
        if !page.published {
            continue;
        }
        let file = file_of(&page.url);
        let free = !taken.iter().any(|other| file_of(other) == file);
        if free
            && file.ends_with(".html")
            && !file.contains([':', '*', '?', '#'])
            && is_place(file.strip_prefix('/').unwrap_or(&file))
        {
            addresses.redirected += 1;
            redirect(page, &file);
        } else {
            addresses.lost += 1;
            let what = format!("nothing can lead on from its old address `{}`", page.url);
            teller.tell(&page.from, 0, what, "tell your host to redirect it, or give the page that has it another one");
        }
    }
    settle_aliases(site, &taken, teller);
    (pattern, addresses)
}

/// Leaves out addresses of which several pages say that they lead to them, and such as nothing can stand at: a generator
/// publishes one of the pages there without a word, and Expound publishes nothing.
fn settle_aliases(site: &mut OldSite, taken: &[String], teller: &mut Teller) {
    let mut taken: BTreeSet<String> = taken.iter().map(|url| file_of(url)).collect();
    for page in &mut site.pages {
        let all = aliases(page);
        if all.is_empty() {
            continue;
        }
        let mut kept = Vec::new();
        for alias in &all {
            let path = format!("/{}", alias.trim_start_matches('/'));
            let slash = if path.ends_with('/') || path.ends_with(".html") { "" } else { "/" };
            let is_path =
                path.len() > 1 && !path.contains([':', '*', '?', '#']) && is_place(path[1..].trim_end_matches('/'));
            if is_path && taken.insert(file_of(&format!("{path}{slash}"))) {
                kept.push(Value::from(alias.as_str()));
            } else {
                let what = format!("the alias `{alias}` is left out: another page has it, or nothing can stand there");
                teller.tell(
                    &page.from,
                    page.front.line_of("aliases"),
                    what,
                    "tell your host to redirect it if it is needed",
                );
            }
        }
        if kept.len() < all.len() {
            page.changes.set("aliases", Change::Drop);
            page.changes.remove("aliases");
            if !kept.is_empty() {
                page.changes.add("aliases", Value::Sequence(kept));
            }
        }
    }
}

/// The old addresses of a page, as they are by now.
fn aliases(page: &OldPage) -> Vec<String> {
    let own = || page.front.get("aliases");
    let now = page.changes.added("aliases").or_else(|| page.changes.written("aliases")).or_else(own);
    now.map(settings::texts).unwrap_or_default()
}

/// Adds an old address to a page.
pub(super) fn redirect(page: &mut OldPage, file: &str) {
    let address = file.strip_suffix("index.html").unwrap_or(file);
    let mut all: Vec<Value> = aliases(page).into_iter().map(Value::String).collect();
    if !all.iter().any(|known| known.as_str() == Some(address)) {
        all.push(address.into());
    }
    page.changes.set("aliases", Change::Drop);
    page.changes.add("aliases", Value::Sequence(all));
}

/// The file of `content/` that has an address by its place alone, if there is one.
pub(super) fn placed_by(url: &str) -> Option<String> {
    let path = url.trim_matches('/');
    let path = path.strip_suffix(".html").unwrap_or(path);
    (is_place(path) && !path.split('/').any(|part| part.starts_with('_'))).then(|| format!("{path}.md"))
}

/// Whether a page may stand at a path of `content/`.
pub(super) fn is_place(path: &str) -> bool {
    new_site::is_plain(path) && !path.split('/').any(|part| part.starts_with('.'))
}

/// The file that a host has for an address.
pub(super) fn file_of(url: &str) -> String {
    let last = url.rsplit('/').next().unwrap_or_default();
    if last.is_empty() {
        format!("{url}index.html")
    } else if last.ends_with(".html") {
        url.to_owned()
    } else {
        format!("{url}.html")
    }
}

/// How a page keeps its address under a pattern: by itself, or by this slug; none if it does not.
fn fit(page: &OldPage, pattern: Option<&str>, languages: &[String]) -> Option<Option<String>> {
    let wanted = file_of(&page.url);
    let is = |slug: Option<&str>| format!("/{}", new_route(page, slug, pattern, languages).file()) == wanted;
    let own = page.front.text("slug").filter(|slug| !slug.contains('/'));
    if is(own.as_deref()) {
        return Some(None);
    }
    if page.is_index() {
        return None;
    }
    let last = page.url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = last.strip_suffix(".html").unwrap_or(last);
    let usable = is_place(last) && last.len() <= 200;
    (usable && is(Some(last))).then(|| Some(last.to_owned()))
}

/// Where Expound publishes a page.
fn new_route(page: &OldPage, slug: Option<&str>, pattern: Option<&str>, languages: &[String]) -> Route {
    let folder = routes::folder_of(&page.to);
    let stem = routes::stem(&page.to);
    let (stem, language) = match stem.rsplit_once('.').filter(|(name, _)| !name.is_empty()) {
        Some((name, code)) if languages.iter().any(|known| known.eq_ignore_ascii_case(code)) => (name, Some(code)),
        _ => (stem, None),
    };
    let prefix = language.map(|code| format!("{code}/")).unwrap_or_default();
    if stem == "_index" {
        return Route::new(&format!("{prefix}{}", routes::folder(folder)));
    }
    let (owner, name) = if page.bundle {
        let trimmed = folder.trim_end_matches('/');
        let owner = routes::folder_of(trimmed);
        (owner, trimmed[owner.len()..].trim_start_matches('_'))
    } else {
        (folder, stem)
    };
    let written = page.front.text("date").and_then(|date| Moment::parse(&date).ok());
    let date = written.or_else(|| routes::date_of_name(name));
    let route = routes::of_page(owner, slug.unwrap_or(name), date, pattern);
    if prefix.is_empty() { route } else { Route::new(&format!("{prefix}{}", route.as_str())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled() {
        let date = Some(jiff::civil::date(2024, 6, 7));
        let part = |name: &str| match name {
            "title" => Some("a-b".to_owned()),
            "categories" => Some(String::new()),
            "output_ext" => Some(".html".to_owned()),
            name => date_part(name, date),
        };
        assert_eq!(fill("/:categories/:year/:month/:day/:title:output_ext", part), "/2024/06/07/a-b.html");
        assert_eq!(fill(":year/:i_day/:y_day/:title/", part), "/2024/7/159/a-b/");
        assert_eq!(fill("/:long_month/:short_day/:nothing/:titles", part), "/June/Fri/:nothing/a-bs");
        assert_eq!(fill("/", part), "/");
        let words = ["w_day", "weekday", "weekdayname", "monthname", "yearday", "week", "short_year", "short_month"];
        let all: Vec<String> = words.iter().filter_map(|word| date_part(word, date)).collect();
        assert_eq!(all, ["5", "5", "friday", "june", "159", "23", "24", "Jun"]);
    }

    #[test]
    fn an_address_is_a_file() {
        assert_eq!([file_of("/"), file_of("/a"), file_of("/a/b.html")], ["/index.html", "/a.html", "/a/b.html"]);
    }
}
