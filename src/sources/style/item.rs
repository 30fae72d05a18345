//! A publication → an item of CSL-JSON, which is what the processor reads.
//!
//! Of a date it is told the year, the month and the day: a quarter is its year, a run of years is its first one, and
//! `html` puts the last one behind it.

use super::kind;
use crate::base::language::Language;
use crate::base::partial_date::PartialDate;
use crate::sources::{NameParts, Publication};
use hayagriva::citationberg::json::{
    DateValue, FixedDate, FixedDateRange, Item, LiteralName, NameItem, NameValue, Value,
};
use std::collections::BTreeMap;

/// The item of a publication. `at` is its place on the page, and the item's id: two publications are never one item.
pub(super) fn of(at: usize, publication: &Publication, language: &str) -> Item {
    let mut fields = BTreeMap::new();
    let kind = kind::of(publication);
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    let container = publication.container.clone();
    let mut authors = names(publication, &publication.authors, publication.has_more_authors, language);
    let mut publisher = publication.publisher.clone();
    if authors.is_none() && publication.editors.is_empty() && container.is_none() {
        // A publication that nobody signs is its publisher's, who is not named twice.
        authors = publisher.take().map(|name| Value::Names(vec![literal(&name)]));
    }
    publisher = publisher.filter(|name| publication.authors != [name.clone()]);
    let number =
        if matches!(kind, "report" | "patent" | "standard" | "bill" | "legislation") { "number" } else { "issue" };
    set("id", Some(Value::String(at.to_string())));
    set("type", Some(Value::String(kind.to_owned())));
    set("title", Some(Value::String(publication.title.clone())));
    set("citation-label", Some(Value::String(label(publication))));
    set("author", authors);
    set("editor", names(publication, &publication.editors, false, language));
    set("container-title", container.map(Value::String));
    set("volume", text(&publication.volume));
    set(number, text(&publication.issue));
    set("page", text(&publication.pages));
    set("edition", text(&publication.edition));
    set("publisher", publisher.map(Value::String));
    set("publisher-place", text(&publication.place));
    set("ISBN", text(&publication.isbn));
    set("URL", text(&publication.url));
    set("DOI", text(&publication.doi));
    set("issued", publication.date.map(date));
    set("accessed", publication.accessed.map(date));
    // English titles have capitals of their own in some styles; no other language's are touched.
    set("language", Some(Value::String(publication.language.clone().unwrap_or_else(|| language.to_owned()))));
    Item(fields)
}

/// An item that is no publication and that nobody is shown.
pub(super) fn of_nothing() -> Item {
    Item(BTreeMap::from([("id".to_owned(), Value::String(String::new()))]))
}

/// An item that has what a publication has and says nothing of it, for trials; and the names of its fields.
pub(super) fn outline(publication: &Publication) -> (Item, String) {
    let mut item = of(0, publication, "en");
    for (name, value) in &mut item.0 {
        *value = match value {
            Value::Names(_) => Value::Names(vec![literal("Name")]),
            Value::Date(_) => date(PartialDate::Day(2001, 2, 3)),
            _ if matches!(name.as_str(), "type" | "language") => continue,
            _ => Value::String("1".to_owned()),
        };
    }
    item.0.insert("language".to_owned(), Value::String("en".to_owned()));
    let names: Vec<&str> = item.0.keys().map(String::as_str).collect();
    let names = format!("{} {}", kind::of(publication), names.join(" "));
    (item, names)
}

fn names(publication: &Publication, shown: &[String], others: bool, language: &str) -> Option<Value> {
    let name = |shown: &String| {
        let guessed;
        let parts = match publication.parts.get(shown) {
            Some(parts) => parts,
            None => {
                guessed = NameParts::guess(shown);
                &guessed
            }
        };
        if parts.given.is_empty() && parts.particle.is_empty() && parts.suffix.is_empty() {
            return literal(&parts.family);
        }
        let some = |part: &String| Some(part.clone()).filter(|part| !part.is_empty());
        NameValue::Item(NameItem {
            family: parts.family.clone(),
            given: some(&parts.given),
            non_dropping_particle: None,
            dropping_particle: some(&parts.particle),
            suffix: some(&parts.suffix),
            comma_suffix: None,
        })
    };
    let mut all: Vec<NameValue> = shown.iter().map(name).collect();
    if others {
        all.push(literal(and_others(language)));
    }
    (!all.is_empty()).then_some(Value::Names(all))
}

fn literal(name: &str) -> NameValue {
    NameValue::Literal(LiteralName { literal: name.to_owned() })
}

/// The last name of a list that does not name all.
fn and_others(language: &str) -> &'static str {
    match Language::of(language).code {
        "de" => "andere",
        "es" => "otros",
        "fr" => "autres",
        "uk" => "інші",
        "zh" => "等",
        _ => "others",
    }
}

fn date(date: PartialDate) -> Value {
    let (year, month, day) = match date {
        PartialDate::Year(year) | PartialDate::Quarter(year, _) | PartialDate::Years(year, _) => (year, None, None),
        PartialDate::Month(year, month) => (year, Some(month), None),
        PartialDate::Day(year, month, day) => (year, Some(month), Some(day)),
    };
    // The processor counts months and days from zero.
    let from_zero = |part: i8| u8::try_from(part - 1).ok();
    let (month, day) = (month.and_then(from_zero), day.and_then(from_zero));
    let start = FixedDate { year, month, day, season: None, circa: false };
    Value::Date(DateValue::Raw { raw: FixedDateRange { start, end: None }, literal: None, season: None })
}

/// A label such as `Kol25`, for styles that cite with it.
fn label(publication: &Publication) -> String {
    let first = publication.authors.first().or(publication.publisher.as_ref()).unwrap_or(&publication.title);
    let parts = publication.parts_of(first);
    let year = publication.date.map(|date| format!("{:02}", date.year().rem_euclid(100)));
    let letters: String = parts.family.chars().filter(|sign| sign.is_alphanumeric()).take(3).collect();
    letters + &year.unwrap_or_default()
}
