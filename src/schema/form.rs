//! The form of a value → what JSON Schema says of it.

use crate::base::codes;
use crate::base::yaml::{Form, Key, Table};
use crate::chart::kind::CHARTS;
use crate::config::citations::{NUMBERED, styles};
use crate::outputs::OUTPUTS;
use crate::sources;
use serde_json::{Map, Value, json};

/// A day, and perhaps a time behind it.
const MOMENT: &str = r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*([Tt ].*)?$";

/// A year, a quarter, a month, a day, or a run of years.
const WHEN: &str = r"^\s*[0-9]{4}(-[Qq][1-4]|-[0-9]{2}|-[0-9]{2}-[0-9]{2}([Tt ].*)?|\.\.[0-9]{4})?\s*$";

/// A group with these keys and no others.
pub(super) fn group(keys: &[Key]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let mut value = of_form(&key.form);
        if let (Some(default), Value::Object(said)) = (default(key), &mut value) {
            said.insert("default".to_owned(), default);
        }
        let about = if matches!(key.form, Form::Quiet) && key.about.is_empty() { "has no effect" } else { key.about };
        properties.insert(key.name.to_owned(), described(value, about));
    }
    let mut all = object();
    all.insert("properties".to_owned(), Value::Object(properties));
    all.insert("additionalProperties".to_owned(), json!(false));
    let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    if !needed.is_empty() {
        all.insert("required".to_owned(), json!(needed));
    }
    all
}

/// A group whose keys the author chooses.
pub(super) fn map(of: Value) -> Map<String, Value> {
    let mut all = object();
    all.insert("additionalProperties".to_owned(), of);
    all
}

/// A schema with words for those who hover over a key.
pub(super) fn described(schema: Value, about: &str) -> Value {
    let mut all = Map::new();
    all.insert("description".to_owned(), json!(about));
    if let Value::Object(schema) = schema {
        all.extend(schema);
    }
    Value::Object(all)
}

fn object() -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), json!(["object", "null"]))])
}

/// The value that is taken where none is written: YAML, of which JSON is a part.
fn default(key: &Key) -> Option<Value> {
    if key.default.is_empty() {
        return None;
    }
    // What is a text may look like a number.
    match key.form {
        Form::Text | Form::Like(..) => Some(json!(key.default)),
        _ => serde_yaml::from_str(key.default).ok(),
    }
}

/// What holds for values of a form. An explicit nothing is allowed everywhere: it counts as absent.
pub(super) fn of_form(form: &Form) -> Value {
    match form {
        Form::Text => json!({"type": ["string", "number", "boolean", "null"]}),
        Form::Texts => json!({
            "type": ["array", "string", "number", "boolean", "null"],
            "items": {"type": ["string", "number", "boolean"]},
        }),
        Form::Flag => json!({"type": ["boolean", "string", "null"], "pattern": "^(yes|no|on|off)$"}),
        Form::Whole(least) => {
            let mut all = json!({"type": ["integer", "null"]});
            if *least > i64::MIN {
                all["minimum"] = json!(least);
            }
            all
        }
        Form::Number(least, most) => {
            let mut all = json!({"type": ["number", "null"]});
            if least.is_finite() {
                all["minimum"] = json!(least);
            }
            if most.is_finite() {
                all["maximum"] = json!(most);
            }
            all
        }
        Form::Moment => json!({"type": ["string", "null"], "pattern": MOMENT}),
        Form::When => json!({"type": ["string", "integer", "null"], "pattern": WHEN}),
        Form::Web => json!({"type": ["string", "null"], "pattern": "^https?://"}),
        Form::Like(pattern, _) => json!({"type": ["string", "number", "boolean", "null"], "pattern": pattern}),
        Form::OneOf(words) => one_of(words.iter().copied()),
        Form::Entry(Table::Sources) => Value::Object(map(Value::Object(group(sources::KEYS)))),
        Form::Entry(table) => one_of(names(*table)),
        Form::Entries(table) => {
            json!({"anyOf": [one_of(names(*table)), {"type": "array", "items": {"enum": names(*table)}}]})
        }
        Form::Group(keys) => Value::Object(group(keys)),
        Form::Groups(keys) => {
            let mut item = group(keys);
            item.insert("type".to_owned(), json!("object"));
            json!({"type": ["array", "null"], "items": item})
        }
        Form::Map(of) => Value::Object(map(of_form(of))),
        Form::MapOf(table, of) => {
            let about = |name: &str| codes::find(name).filter(|_| *table == Table::Codes).map_or("", |code| code.about);
            let entry = |name: &'static str| (name.to_owned(), described(of_form(of), about(name)));
            let mut all = object();
            all.insert("properties".to_owned(), names(*table).into_iter().map(entry).collect());
            all.insert("additionalProperties".to_owned(), json!(false));
            Value::Object(all)
        }
        Form::List(of, least, most) => {
            let mut all = json!({"type": ["array", "null"], "items": of_form(of)});
            if *least > 0 {
                all["minItems"] = json!(least);
            }
            if *most < usize::MAX {
                all["maxItems"] = json!(most);
            }
            all
        }
        Form::Either(forms) => json!({"anyOf": forms.iter().map(of_form).collect::<Vec<_>>()}),
        Form::Free | Form::Quiet => json!({}),
    }
}

fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    let words: Vec<Value> = words.into_iter().map(Value::from).chain([Value::Null]).collect();
    json!({"enum": words})
}

/// The names of all entries of a table.
pub(super) fn names(table: Table) -> Vec<&'static str> {
    match table {
        Table::Codes => codes::ALL.iter().map(|code| code.word).collect(),
        Table::Outputs => OUTPUTS.iter().map(|output| output.name).collect(),
        Table::Styles => {
            std::iter::once(NUMBERED).chain(styles().iter().flat_map(|style| style.names.iter().copied())).collect()
        }
        Table::Charts => CHARTS.iter().map(|kind| kind.name).collect(),
        Table::Sources => Vec::new(),
    }
}
