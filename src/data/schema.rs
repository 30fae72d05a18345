//! `schema` of a descriptor → the type, the words and the limits of each column.
//!
//! The words are those of Table Schema, <https://datapackage.org/standard/table-schema/>. What cannot be obeyed, such as
//! `decimalChar`, is not accepted in silence. The cells are looked at elsewhere.

use super::cell;
use super::descriptor::columns;
use crate::base::yaml::{Fields, Key, Step, scalar};
use crate::base::{Place, Source, codes, suggest};
use serde_yaml::Value;

/// What a descriptor says of columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Schema {
    pub(super) fields: Vec<Field>,
    /// Texts that stand for nothing, beside the empty one.
    pub(super) missing: Vec<String>,
}

/// What a descriptor says of one column.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    /// Where its name stands.
    pub(super) place: Place,
    pub(super) kind: Option<Type>,
    pub(super) title: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) description: Option<String>,
    pub(super) limits: Limits,
}

/// The types of columns. Without one a column is what its cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Number,
    Integer,
    Text,
    Boolean,
    Date,
    Year,
    YearMonth,
}

/// The limits of the cells of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Limits {
    pub(super) required: bool,
    pub(super) unique: bool,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    /// The texts that are allowed; all, if there are none here.
    pub(super) among: Vec<String>,
}

const TYPES: &[(&str, Option<Type>)] = &[
    ("number", Some(Type::Number)),
    ("integer", Some(Type::Integer)),
    ("string", Some(Type::Text)),
    ("boolean", Some(Type::Boolean)),
    ("date", Some(Type::Date)),
    ("year", Some(Type::Year)),
    ("yearmonth", Some(Type::YearMonth)),
    ("any", None),
];

const SCHEMA: &[Key] = &[
    Key { name: "fields", about: "the columns: name, type, title, unit, description, constraints" },
    Key { name: "missingValues", about: "texts that stand for nothing" },
    Key { name: "primaryKey", about: "the columns that identify a row" },
];

const FIELD: &[Key] = &[
    Key { name: "name", about: "the name of the column in the file" },
    Key { name: "type", about: "number, integer, string, boolean, date, year, yearmonth, any" },
    Key { name: "title", about: "its name for readers" },
    Key { name: "unit", about: "what its numbers count" },
    Key { name: "description", about: "what it means" },
    Key { name: "constraints", about: "required, unique, minimum, maximum, enum" },
];

const LIMITS: &[Key] = &[
    Key { name: "required", about: "whether each row must have a value" },
    Key { name: "unique", about: "whether no value may stand twice" },
    Key { name: "minimum", about: "the least number" },
    Key { name: "maximum", about: "the greatest number" },
    Key { name: "enum", about: "the values that are allowed" },
];

/// Reads a schema, and its `primaryKey`.
pub(super) fn read(group: &mut Fields<'_>, source: &Source) -> (Schema, Vec<(String, Place)>) {
    group.refuse_unknown(SCHEMA, &["$schema"], &[]);
    let fields = group.each("fields", |fields| field(fields, source));
    let missing = match group.raw("missingValues") {
        Some(Value::Sequence(items)) => items.iter().filter_map(missing_value).collect(),
        _ => group.texts("missingValues"),
    };
    let key = columns(group, source, "primaryKey");
    (Schema { fields, missing }, key)
}

/// `n/a`, or `{value: n/a, label: not asked}`.
fn missing_value(item: &Value) -> Option<String> {
    Some(scalar(item).or_else(|| item.get("value").and_then(scalar))?.trim().to_owned())
}

fn field(fields: &mut Fields<'_>, source: &Source) -> Option<Field> {
    fields.refuse_unknown(FIELD, &["format", "example", "rdfType", "categories", "categoriesOrdered"], &[]);
    let Some(name) = fields.text("name") else {
        let place = source.place(fields.span(&[]).value);
        fields.diagnostics.push(crate::base::Diagnostic::new(
            &codes::BAD_VALUE,
            place,
            "this field has no `name`",
            "add `name:`, the name of the column in the file",
        ));
        return None;
    };
    Some(Field {
        place: source.place(fields.span(&[Step::Key("name".to_owned())]).value),
        kind: kind(fields),
        title: fields.text("title"),
        unit: fields.text("unit"),
        description: fields.text("description"),
        limits: fields.inner("constraints", limits).unwrap_or_default(),
        name,
    })
}

fn kind(fields: &mut Fields<'_>) -> Option<Type> {
    let word = fields.text("type")?;
    match TYPES.iter().find(|(name, _)| *name == word) {
        Some((_, kind)) => *kind,
        None => {
            let help = suggest::hint(&word, TYPES.iter().map(|(name, _)| *name));
            fields.find(&codes::BAD_VALUE, "type", format!("`{word}` is not a type of a column"), help);
            None
        }
    }
}

fn limits(group: &mut Fields<'_>) -> Limits {
    group.refuse_unknown(LIMITS, &[], &[]);
    Limits {
        required: group.flag("required").unwrap_or_default(),
        unique: group.flag("unique").unwrap_or_default(),
        minimum: number(group, "minimum"),
        maximum: number(group, "maximum"),
        among: group.texts("enum"),
    }
}

fn number(group: &mut Fields<'_>, key: &str) -> Option<f64> {
    let text = group.text(key)?;
    let number = cell::number(&text);
    if number.is_none() {
        group.find(&codes::BAD_VALUE, key, format!("`{text}` is not a number"), "write a number such as 0 or 1200");
    }
    number
}
