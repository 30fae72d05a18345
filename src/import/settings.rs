//! Settings in YAML, TOML or JSON → values of one kind, and what is found in them.

use serde_yaml::{Mapping, Value};

/// How settings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Yaml,
    Toml,
    Json,
}

impl Form {
    /// The form that the name of a file tells.
    pub(super) fn of(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "yml" | "yaml" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// The value of a text, or what is wrong with it.
pub(super) fn read(form: Form, text: &str) -> Result<Value, String> {
    match form {
        Form::Yaml => crate::base::yaml::value(text),
        Form::Json => serde_json::from_str::<Value>(text).map_err(|error| error.to_string()),
        Form::Toml => {
            let table = text.parse::<toml::Table>().map_err(|error| error.message().to_owned())?;
            Ok(of_toml(toml::Value::Table(table)))
        }
    }
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(all) => all.into_iter().map(of_toml).collect(),
        toml::Value::Table(table) => {
            let entries = table.into_iter().map(|(key, value)| (Value::from(key), of_toml(value)));
            Value::Mapping(entries.collect())
        }
    }
}

/// A scalar as text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A scalar or a list of them as texts.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(all) => all.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// The value below keys, one after another.
pub(super) fn at<'v>(map: &'v Mapping, path: &[&str]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    let value = map.get(*first).or_else(|| {
        // Hugo's keys are in any case.
        map.iter()
            .find(|(key, _)| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(first)))
            .map(|(_, value)| value)
    })?;
    match (rest.is_empty(), value) {
        (true, value) => Some(value).filter(|value| !value.is_null()),
        (false, Value::Mapping(map)) => at(map, rest),
        _ => None,
    }
}

/// The text below keys.
pub(super) fn text_at(map: &Mapping, path: &[&str]) -> Option<String> {
    text(at(map, path)?).filter(|text| !text.trim().is_empty())
}

/// The group below keys.
pub(super) fn map_at<'v>(map: &'v Mapping, path: &[&str]) -> Option<&'v Mapping> {
    at(map, path)?.as_mapping()
}

/// Whether a flag is set.
pub(super) fn flag_at(map: &Mapping, path: &[&str]) -> Option<bool> {
    at(map, path)?.as_bool()
}

/// The line, from 1, in which a key stands; 1 where it cannot be found.
pub(super) fn line_of(text: &str, key: &str) -> usize {
    let is_key = |line: &str| {
        let line = line.trim_start_matches([' ', '-', '\t', '[', '{']).trim_start_matches(['"', '\'']);
        let rest = line.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'', ']']).trim_start());
        rest.is_some_and(|rest| rest.starts_with([':', '=', '.']) || rest.is_empty())
    };
    text.lines().position(is_key).map_or(1, |at| at + 1)
}
