//! Datasets → what describes them for programs: a `datapackage.json` beside the page of each.
//!
//! <https://datapackage.org/standard/data-package/>, version 2. The standard allows no path that leads out of the folder
//! of the package; so the file, which stands where its author put it, is named by its full address. Where the address of
//! the site is not known there is only the one from the root of its host.

use super::Finished;
use crate::base::Diagnostics;
use crate::base::partial_date::PartialDate;
use crate::data::{Column, Dataset, Kind, Publication, SOURCE_COLUMN, Value};
use crate::site::DATA_PACKAGE;
use crate::theme::{form_of, is_full};
use serde_json::{Map, Value as Json, json};

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    let atlas = site.world.atlas;
    for (name, route) in &atlas.data.datasets {
        let package = route.join(DATA_PACKAGE);
        let is_own = atlas.files.iter().any(|(_, file)| *file == package);
        let Some(dataset) = site.world.tables.dataset(name).filter(|_| !is_own) else { continue };
        let mut text = format!("{:#}", describe(site, dataset, &route.href(site.world.config.base_path())));
        text.push('\n');
        site.sink.put(&package.file(), text.into_bytes().into());
    }
    Diagnostics::new()
}

/// What is known of a dataset. `page` is the address of its page on its host.
fn describe(site: &Finished<'_>, dataset: &Dataset, page: &str) -> Json {
    let config = site.world.config;
    let full = |href: &str| format!("{}{href}", config.base_url.as_ref().map_or("", |_| config.origin()));
    let file = site.world.atlas.file_of(&dataset.path).map(|route| full(&route.href(config.base_path())));
    let (form, mime) = form_of(&dataset.path);
    let mut resource = Map::new();
    let mut set = |key: &str, value: Option<Json>| _ = value.map(|value| resource.insert(key.to_owned(), value));
    set("name", Some(json!(dataset.name)));
    set("path", file.map(|file| json!(file)));
    set("type", Some(json!("table")));
    set("format", Some(json!(form.to_ascii_lowercase())));
    set("mediatype", Some(json!(mime)));
    set("encoding", Some(json!("utf-8")));
    set("dialect", (form == "TSV").then(|| json!({"delimiter": "\t"})));
    set("schema", Some(schema(dataset)));

    let mut package = Map::new();
    let mut set = |key: &str, value: Option<Json>| _ = value.map(|value| package.insert(key.to_owned(), value));
    set("$schema", Some(json!("https://datapackage.org/profiles/2.0/datapackage.json")));
    set("name", Some(json!(dataset.name)));
    set("title", dataset.title.as_ref().map(|title| json!(title)));
    set("description", dataset.description.as_ref().map(|text| json!(text)));
    set("homepage", config.base_url.as_ref().map(|_| json!(full(page))));
    let licences: Vec<Json> = dataset.licences.iter().filter_map(licence).collect();
    set("licenses", (!licences.is_empty()).then(|| json!(licences)));
    let sources = sources(site, dataset);
    set("sources", (!sources.is_empty()).then(|| json!(sources)));
    set("resources", Some(json!([resource])));
    Json::Object(package)
}

/// The standard wants a name or an address.
fn licence(licence: &crate::data::Licence) -> Option<Json> {
    let parts = [("name", &licence.name), ("title", &licence.title), ("path", &licence.address)];
    let known: Map<String, Json> =
        parts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), json!(text.as_ref()?)))).collect();
    (licence.name.is_some() || licence.address.is_some()).then_some(Json::Object(known))
}

fn sources(site: &Finished<'_>, dataset: &Dataset) -> Vec<Json> {
    let named = |title: &str, address: Option<&String>| match address {
        Some(address) => json!({"title": title, "path": address}),
        None => json!({"title": title}),
    };
    let by_key = |(key, _): (&str, _)| match site.world.library.get(key) {
        Some(publication) => named(&publication.title, publication.url.as_ref()),
        None => named(key, None),
    };
    let mut all: Vec<Json> = dataset.cited().into_iter().map(by_key).collect();
    for origin in &dataset.sources {
        if let Publication::Titled { title, address } = &origin.what {
            all.push(named(title, address.as_ref().filter(|address| is_full(address))));
        }
    }
    all
}

/// The columns, in the terms of Table Schema.
fn schema(dataset: &Dataset) -> Json {
    let columns = &dataset.table.columns;
    let fields: Vec<Json> = columns.iter().map(field).collect();
    let mut missing = vec![""];
    for cell in columns.iter().flat_map(|column| &column.cells).filter(|cell| cell.is_missing()) {
        if !missing.contains(&&*cell.text) {
            missing.push(&cell.text);
        }
    }
    let mut schema = json!({"fields": fields});
    if missing.len() > 1 {
        schema["missingValues"] = json!(missing);
    }
    let mut key: Vec<&Column> = dataset.key_columns().collect();
    let source = columns.iter().find(|column| &*column.name == SOURCE_COLUMN);
    key.extend(source.filter(|source| key.iter().all(|column| column.index != source.index)));
    // Every part of a primary key has a value in every row.
    let is_whole = key.iter().all(|column| column.cells.iter().all(|cell| !cell.is_missing()));
    if !dataset.key.is_empty() && is_whole {
        schema["primaryKey"] = json!(key.iter().map(|column| &*column.name).collect::<Vec<_>>());
    }
    schema
}

fn field(column: &Column) -> Json {
    let mut field = Map::new();
    let parts = [
        ("name", Some(&column.name)),
        ("title", column.title.as_ref()),
        ("unit", column.unit.as_ref()),
        ("description", column.description.as_ref()),
    ];
    for (key, text) in parts {
        text.map(|text| field.insert(key.to_owned(), json!(text)));
    }
    field.insert("type".to_owned(), json!(type_of(column)));
    Json::Object(field)
}

/// The type that every cell of a column has as the standard writes it.
fn type_of(column: &Column) -> &'static str {
    let known = || column.cells.iter().filter(|cell| !cell.is_missing());
    let all_are = |is: fn(PartialDate) -> bool| known().all(|cell| matches!(cell.value, Value::Date(date) if is(date)));
    match column.kind {
        Kind::Number if column.looks_like_years() && known().all(|cell| cell.text.len() == 4) => "year",
        // The standard knows no other minus than the hyphen.
        Kind::Number if known().all(|cell| cell.text.is_ascii()) => "number",
        Kind::Date if all_are(|date| matches!(date, PartialDate::Day(..))) => "date",
        Kind::Date if all_are(|date| matches!(date, PartialDate::Month(..))) => "yearmonth",
        Kind::Text => "string",
        Kind::Number | Kind::Date => "any",
    }
}
