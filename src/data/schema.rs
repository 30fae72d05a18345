//! `schema` of a descriptor → the type, the words and the limits of each column.
//!
//! The words are those of Table Schema, <https://datapackage.org/standard/table-schema/>. What cannot be obeyed, such as
//! `decimalChar`, is not accepted in silence. The cells are looked at elsewhere.

use super::cell;
use super::descriptor::columns;
use crate::base::yaml::{ANY_NUMBER, Fields, Form, Key, Step, scalar};
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

const TYPE_NAMES: &[&str] = &["number", "integer", "string", "boolean", "date", "year", "yearmonth", "any"];

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

pub(super) const SCHEMA: &[Key] = &[
    Key::new("fields", Form::Groups(FIELD), "the columns: name, type, title, unit, description, constraints"),
    Key::new("missingValues", MISSING, "texts that stand for nothing"),
    Key::new("primaryKey", Form::Texts, "the columns that identify a row"),
    Key::new("$schema", Form::Quiet, ""),
];

const MISSING: Form =
    Form::Either(&[Form::Texts, Form::List(&Form::Either(&[Form::Text, Form::Map(&Form::Free)]), 0, usize::MAX)]);

const FIELD: &[Key] = &[
    Key::new("name", Form::Text, "the name of the column in the file").needed(),
    Key::new("type", Form::OneOf(TYPE_NAMES), "what its cells are; without it, what they look like"),
    Key::new("title", Form::Text, "its name for readers"),
    Key::new("unit", Form::Text, "what its numbers count"),
    Key::new("description", Form::Text, "what it means"),
    Key::new("constraints", Form::Group(LIMITS), "required, unique, minimum, maximum, enum"),
    Key::new("format", Form::Quiet, ""),
    Key::new("example", Form::Quiet, ""),
    Key::new("rdfType", Form::Quiet, ""),
    Key::new("categories", Form::Quiet, ""),
    Key::new("categoriesOrdered", Form::Quiet, ""),
];

const LIMITS: &[Key] = &[
    Key::new("required", Form::Flag, "whether each row must have a value").or("false"),
    Key::new("unique", Form::Flag, "whether no value may stand twice").or("false"),
    Key::new("minimum", LIMIT, "the least number"),
    Key::new("maximum", LIMIT, "the greatest number"),
    Key::new("enum", Form::Texts, "the values that are allowed"),
];

/// A number, or a text that is one: `1,200`.
const LIMIT: Form = Form::Either(&[ANY_NUMBER, Form::Like("[0-9]", "text that is one")]);

/// Reads a schema, and its `primaryKey`.
pub(super) fn read(group: &mut Fields<'_>, source: &Source) -> (Schema, Vec<(String, Place)>) {
    group.refuse_unknown(SCHEMA, &[], &[]);
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
    fields.refuse_unknown(FIELD, &[], &[]);
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
