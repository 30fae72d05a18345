//! As much of JSON Schema, draft 7, as the schemas of the program use: whatever else they say fails the test.

use serde_json::{Map, Value};

/// What is wrong with a value, or nothing.
pub(super) fn validate(schema: &Value, value: &Value) -> Result<(), String> {
    let Value::Object(schema) = schema else { panic!("a schema is an object: {schema}") };
    for (word, said) in schema {
        if !holds(word, said, schema, value)? {
            let mut shown = value.to_string();
            shown.truncate(shown.floor_char_boundary(80));
            let mut said = said.to_string();
            said.truncate(said.floor_char_boundary(120));
            return Err(format!("{shown} against {word}: {said}"));
        }
    }
    Ok(())
}

fn holds(word: &str, said: &Value, schema: &Map<String, Value>, value: &Value) -> Result<bool, String> {
    let number = |value: &Value| value.as_f64().unwrap();
    Ok(match word {
        "$schema" | "title" | "description" | "default" => said.is_string() || word == "default",
        "type" => match said {
            Value::Array(types) => types.iter().any(|one| is_of(one.as_str().unwrap(), value)),
            one => is_of(one.as_str().unwrap(), value),
        },
        "enum" => said.as_array().unwrap().contains(value),
        "pattern" => match value {
            Value::String(text) => fancy_regex::Regex::new(said.as_str().unwrap()).unwrap().is_match(text).unwrap(),
            _ => true,
        },
        "minimum" => !value.is_number() || number(value) >= number(said),
        "maximum" => !value.is_number() || number(value) <= number(said),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= said.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= said.as_u64().unwrap()),
        "items" => {
            for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                validate(said, item).map_err(|why| format!("{at}: {why}"))?;
            }
            true
        }
        "properties" => {
            for (key, schema) in said.as_object().unwrap() {
                if let Some(value) = value.get(key) {
                    validate(schema, value).map_err(|why| format!("{key}: {why}"))?;
                }
            }
            true
        }
        "additionalProperties" => {
            let known = schema.get("properties").and_then(Value::as_object);
            let others = value.as_object().into_iter().flatten();
            for (key, value) in others.filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key))) {
                if *said == Value::Bool(false) {
                    return Err(format!("`{key}` is no key here"));
                }
                validate(said, value).map_err(|why| format!("{key}: {why}"))?;
            }
            true
        }
        "required" => {
            let keys = said.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
            !value.is_object() || keys.into_iter().all(|key| value.get(key).is_some())
        }
        "anyOf" => said.as_array().unwrap().iter().any(|one| {
            let required_only = one.as_object().is_some_and(|one| one.len() == 1 && one.contains_key("required"));
            validate(one, value).is_ok() || (required_only && !value.is_object())
        }),
        other => panic!("`{other}` is not a word that the schemas use"),
    })
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type"),
    }
}
