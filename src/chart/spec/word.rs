//! The words that a chart block may have.

use crate::base::yaml::{ANY_NUMBER, Form, Key, Table};

/// What a word takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Words every chart may have, which are no column.
    Setting,
    /// The name of a column.
    Column,
    /// The names of one or more columns.
    Columns,
}

/// Every word, what it takes, and what it is for.
pub static WORDS: &[(Word, Key)] = &[
    (Word::Setting, Key::new("type", Form::Entry(Table::Charts), "the kind of chart").needed()),
    (Word::Setting, Key::new("title", Form::Text, "what the chart shows, in a sentence of at most `15` words")),
    (Word::Setting, Key::new("subtitle", Form::Text, "measure, place, period and unit")),
    (Word::Setting, Key::new("alt", Form::Text, "kind of chart, of what data, where what happens")),
    (Word::Setting, Key::new("source", Form::Texts, "the key of a source, or a list of keys")),
    (Word::Setting, Key::new("note", Form::Text, "what else is to be known, such as the method")),
    (
        Word::Setting,
        Key::new(
            "data",
            Form::Text,
            "a CSV or JSON file beside the brief, or a dataset by its name; `name@source` draws what one source states",
        ),
    ),
    (Word::Setting, Key::new("rows", Form::Free, "the data itself: lists, groups of keys and values, or CSV")),
    (Word::Columns, Key::new("x", Form::Texts, "the column of the positions: categories, dates or numbers")),
    (Word::Columns, Key::new("y", Form::Texts, "the column or columns of the values")),
    (Word::Column, Key::new("color", Form::Text, "the column whose values are series, groups or shades")),
    (Word::Column, Key::new("size", Form::Text, "the column that the area of a point shows")),
    (Word::Column, Key::new("facet", FACET, "the column that makes small multiples: one panel for each value")),
    (Word::Column, Key::new("label", Form::Text, "the column of the words on points, places and parts")),
    (Word::Column, Key::new("low", Form::Text, "the column of the lower ends of ranges")),
    (Word::Column, Key::new("high", Form::Text, "the column of the upper ends of ranges")),
    (Word::Column, Key::new("from", Form::Text, "the column of the origins of flows")),
    (Word::Column, Key::new("to", Form::Text, "the column of the destinations of flows")),
    (Word::Column, Key::new("value", Form::Text, "the column of values of flows, parts, places and cells")),
    (Word::Column, Key::new("place", Form::Text, "the column of countries: names or ISO codes")),
    (Word::Column, Key::new("start", Form::Text, "the column of the dates when events began")),
    (Word::Column, Key::new("end", Form::Text, "the column of the dates when events ended")),
    (Word::Column, Key::new("event", Form::Text, "the column of the words of events")),
    (Word::Setting, Key::new("sort", SORT, "value, ascending, name, none, or a list of positions")),
    (Word::Setting, Key::new("stack", STACK, "zero, normalize, diverging or none")),
    (Word::Setting, Key::new("scale", SCALE, "linear or log; `{x: log}` for one axis")),
    (
        Word::Setting,
        Key::new("domain", DOMAIN, "where the axis begins and ends: `[0, 100]`; `{x: [0, 100]}` for the other axis"),
    ),
    (Word::Setting, Key::new("ticks", TICKS, "the values that the axis names: `[0, 50, 100]`")),
    (
        Word::Setting,
        Key::new("format", FORMAT, "how values are written: compact, percent, euro, or a d3-format string"),
    ),
    (Word::Setting, Key::new("unit", Form::Text, "the unit of the values")),
    (Word::Setting, Key::new("highlight", Form::Texts, "the series or positions that stand out")),
    (Word::Setting, Key::new("notes", Form::Groups(NOTE), "words at places in the plot: a list of {x, y, text}")),
    (Word::Setting, Key::new("bands", Form::Groups(BAND), "shaded spans: a list of {x: [from, to], text}")),
    (Word::Setting, Key::new("refline", REFLINE, "lines of reference: a number, `{y: 50, text: …}`, or a list")),
    (
        Word::Setting,
        Key::new("height", Form::Number(120.0, 1200.0), "the height of the plot in pixels, `120` to `1200`"),
    ),
    (
        Word::Setting,
        Key::new(
            "allow",
            Form::MapOf(Table::Codes, &Form::Text),
            "rules that this chart may break, each with a reason",
        ),
    ),
];

/// A value that may be given for both axes apart; alone it is that of the axis of values.
macro_rules! per_axis {
    ($form:expr) => {
        Form::Either(&[
            $form,
            Form::Group(&[Key::new("x", $form, "of the other axis"), Key::new("y", $form, "of the axis of values")]),
        ])
    };
}

const FACET: Form = Form::Either(&[Form::Text, Form::Group(PANELS)]);

pub(super) const PANELS: &[Key] = &[
    Key::new("column", Form::Text, "the column that makes the panels"),
    Key::new("scales", Form::OneOf(&["shared", "free"]), "shared or free").or("shared"),
];

const SORT: Form = Form::Either(&[
    Form::OneOf(&["value", "descending", "ascending", "name", "none"]),
    Form::List(&Form::Text, 0, usize::MAX),
]);

const STACK: Form = Form::Either(&[Form::OneOf(&["zero", "normalize", "diverging", "none"]), Form::Flag]);

const SCALE: Form = per_axis!(Form::OneOf(&["linear", "log"]));

const DOMAIN: Form = per_axis!(Form::List(&ANY_NUMBER, 2, 2));

const TICKS: Form = per_axis!(Form::Either(&[ANY_NUMBER, Form::List(&ANY_NUMBER, 0, usize::MAX)]));

const FORMAT: Form = per_axis!(Form::Text);

pub(super) const NOTE: &[Key] = &[
    Key::new("x", Form::Text, "the position"),
    Key::new("y", Form::Text, "the value"),
    Key::new("text", Form::Text, "the words").needed(),
];

pub(super) const BAND: &[Key] = &[
    Key::new("x", SPAN, "from which position to which"),
    Key::new("y", SPAN, "from which value to which"),
    Key::new("text", Form::Text, "the words on it"),
];

const SPAN: Form = Form::List(&Form::Text, 2, 2);

const REFLINE: Form = Form::Either(&[Form::Texts, Form::Group(LINE), Form::Groups(LINE)]);

pub(super) const LINE: &[Key] = &[
    Key::new("x", Form::Text, "the position"),
    Key::new("y", Form::Text, "the value"),
    Key::new("text", Form::Text, "the words at it"),
];
