//! The tables of keys that readers go by → JSON Schemas, with which editors complete and check what an author writes.
//!
//! They are of draft 7, which is what the YAML language server and VS Code understand in full; of later drafts they know
//! parts. A schema knows forms and words; whether a column or a file exists is found by `expound check`. What Expound reads
//! without a word a schema must not complain of. Nothing here reads a file.

mod form;

use crate::base::yaml::{Form, Key};
use crate::config::{self, Config};
use crate::{chart, data, parse, sources};
use form::{described, group, of_form};
use serde_json::{Map, Value, json};

/// What is written in one kind of place.
pub struct Schema {
    /// What `expound schema` calls it, and its file without `.json`.
    pub name: &'static str,
    /// What it holds for.
    pub about: &'static str,
    /// The keys that are asked for there; for sources those of each entry.
    pub keys: fn() -> Vec<Key>,
    make: fn(&[Key], &Config) -> Map<String, Value>,
}

/// All schemas.
pub static SCHEMAS: &[Schema] = &[
    Schema { name: "config", about: "expound.yaml", keys: || config::KEYS.to_vec(), make: |keys, _| group(keys) },
    Schema {
        name: "front-matter",
        about: "the lines between the two `---` at the top of a brief",
        keys: || parse::FRONT_MATTER_KEYS.to_vec(),
        make: front_matter,
    },
    Schema {
        name: "chart",
        about: "a fenced block ```chart",
        keys: || chart::spec::WORDS.iter().map(|(_, key)| *key).collect(),
        make: |keys, _| group(keys),
    },
    Schema {
        name: "descriptor",
        about: "what stands beside a file of rows, in YAML or JSON",
        keys: || data::RESOURCE.to_vec(),
        make: descriptor,
    },
    Schema { name: "sources", about: "content/sources.yaml", keys: || sources::KEYS.to_vec(), make: library },
];

impl Schema {
    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.json", self.name)
    }

    /// Its text. Front matter has a key for each taxonomy of the site.
    pub fn text(&self, config: &Config) -> String {
        let mut text = format!("{:#}", self.value(config));
        text.push('\n');
        text
    }

    /// The same as a value.
    pub fn value(&self, config: &Config) -> Value {
        let mut all = Map::new();
        all.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        all.insert("title".to_owned(), json!(self.about));
        all.extend((self.make)(&(self.keys)(), config));
        Value::Object(all)
    }
}

/// The schema of a name.
pub fn find(name: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.name == name)
}

fn front_matter(keys: &[Key], config: &Config) -> Map<String, Value> {
    let mut all = group(keys);
    if let Some(Value::Object(properties)) = all.get_mut("properties") {
        for name in config.all_taxonomies().filter(|name| keys.iter().all(|key| key.name != *name)) {
            let about = format!("terms of the taxonomy `{name}`");
            properties.insert(name.to_owned(), described(of_form(&Form::Texts), &about));
        }
    }
    all
}

/// A file of rows, or a package of several.
fn descriptor(keys: &[Key], _: &Config) -> Map<String, Value> {
    let mut all = group(keys);
    // A package has no file of its own.
    all.remove("required");
    all.insert("anyOf".to_owned(), json!([{"required": ["path"]}, {"required": [data::RESOURCES.name]}]));
    if let Some(Value::Object(properties)) = all.get_mut("properties") {
        let files = described(of_form(&data::RESOURCES.form), data::RESOURCES.about);
        properties.insert(data::RESOURCES.name.to_owned(), files);
    }
    all
}

/// Publications by key.
fn library(keys: &[Key], _: &Config) -> Map<String, Value> {
    form::map(Value::Object(group(keys)))
}
