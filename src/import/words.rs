//! Words of front matter that Expound has too → whether their values are what it reads; every other word goes below `extra`.
//!
//! What a generator means by words of its own was said before, by its reader.

use super::front_matter::{Change, Front};
use super::old::OldPage;
use super::report::Teller;
use super::settings;
use crate::base::Moment;
use serde_yaml::{Mapping, Value};

/// Decides about every entry that nothing was said of.
pub(super) fn settle(page: &mut OldPage, taxonomies: &[String], said: &[&str], teller: &mut Teller) {
    let front = page.front.clone();
    if let Some(problem) = &front.problem {
        let what = format!("its front matter cannot be read and stays as it is: {problem}");
        teller.tell(&page.from, front.line_of(""), what, "put it right before you build");
        return;
    }
    for (key, value) in &front.values {
        let Some(key) = key.as_str() else { continue };
        if said.contains(&key) {
            continue;
        }
        if taxonomies.iter().any(|known| known == key) {
            terms(page, key, value);
            continue;
        }
        let plain = settings::text(value).is_some() || value.is_null();
        let keeps = match key {
            "title" | "description" | "lang" | "image_caption" | "image_alt" | "layout" | "excerpt_separator" => plain,
            "slug" => settings::text(value).is_some_and(|slug| !slug.contains('/')) || value.is_null(),
            "author" | "authors" => author(page, key, value),
            "date" | "updated" => moment(page, key, value, teller),
            "image" => plain || image(page, value),
            "draft" => value.is_bool(),
            "weight" => value.as_i64().is_some(),
            "aliases" => !settings::texts(value).is_empty() || value.is_null(),
            "extra" => value.is_mapping(),
            // The others mean something that no other generator has.
            _ => false,
        };
        if !keeps && page.changes.is_undecided(key) {
            page.changes.set(key, Change::Extra);
        }
    }
}

/// Terms are texts.
fn terms(page: &mut OldPage, key: &str, value: &Value) {
    let all = settings::texts(value);
    let as_read = match value {
        Value::Sequence(items) => items.len() == all.len(),
        _ => true,
    };
    if !as_read {
        page.changes.set(key, Change::Extra);
    }
}

/// `author: {name: …}` and lists of such.
fn author(page: &mut OldPage, key: &str, value: &Value) -> bool {
    let name = |value: &Value| match value {
        Value::Mapping(map) => settings::text_at(map, &["name"]).or_else(|| settings::text_at(map, &["display_name"])),
        value => settings::text(value),
    };
    let names: Vec<Value> = match value {
        Value::Sequence(all) => all.iter().filter_map(name).map(Value::String).collect(),
        one => name(one).map(Value::String).into_iter().collect(),
    };
    let plain = match value {
        Value::Sequence(all) => all.iter().all(|one| !one.is_mapping()),
        one => !one.is_mapping(),
    };
    if !plain && !names.is_empty() {
        let new = if names.len() == 1 { names[0].clone() } else { Value::Sequence(names) };
        let name = if key == "author" { "author" } else { "authors" };
        page.changes.set(key, Change::Write(name, new));
    }
    true
}

/// `image: {path: …, alt: …}`
fn image(page: &mut OldPage, value: &Value) -> bool {
    let Value::Mapping(map) = value else {
        let first = settings::texts(value).into_iter().next();
        if let Some(first) = first {
            page.changes.set("image", Change::Write("image", first.into()));
        }
        return !settings::texts(value).is_empty();
    };
    picture(page, "image", map)
}

/// Writes the picture that a group of values names.
pub(super) fn picture(page: &mut OldPage, key: &str, map: &Mapping) -> bool {
    let first = |names: &[&str]| names.iter().find_map(|name| settings::text_at(map, &[name]));
    let Some(path) = first(&["path", "src", "url", "image", "feature", "relative"]) else { return false };
    page.changes.set(key, Change::Write("image", path.into()));
    let (alt, caption) = (first(&["alt"]), first(&["caption"]));
    for (name, words) in [("image_alt", alt), ("image_caption", caption)] {
        if let Some(words) = words {
            page.changes.add(name, words.into());
        }
    }
    true
}

/// Whether a date is written as Expound reads it; one that is not, and that can be told, is written anew.
fn moment(page: &mut OldPage, key: &str, value: &Value, teller: &mut Teller) -> bool {
    let Some(text) = settings::text(value) else { return value.is_null() };
    match Moment::parse(&text) {
        Ok(_) | Err(crate::base::moment::NotAMoment::Placeholder) => true,
        Err(_) => {
            let what = format!("`{key}: {text}` is not a date as Expound reads it, and is below `extra` now");
            teller.tell(
                &page.from,
                page.front.line_of(key),
                what,
                "write it as 2025-06-01, or 2025-06-01 12:00:00 +0200",
            );
            false
        }
    }
}

/// Changes the name of an entry whose value is a text.
pub(super) fn rename(page: &mut OldPage, from: &str, to: &'static str) {
    let Some(value) = page.front.get(from).cloned() else { return };
    if page.front.get(to).is_none() && page.changes.is_undecided(from) {
        match value {
            Value::Mapping(_) | Value::Sequence(_) => {}
            _ => page.changes.set(from, Change::Rename(to)),
        }
    }
}

/// The day that a page has: written, or in the name of its file.
pub(super) fn date(front: &Front, name: &str) -> Option<Moment> {
    let written = front.text("date").and_then(|date| Moment::parse(&date).ok());
    written.or_else(|| crate::site::routes::date_of_name(name))
}
