//! The words that a chart block may have.

use crate::base::yaml::Key;

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
    (Word::Setting, Key { name: "type", about: "the kind of chart" }),
    (Word::Setting, Key { name: "title", about: "what the chart shows, in a sentence of at most 15 words" }),
    (Word::Setting, Key { name: "subtitle", about: "measure, place, period and unit" }),
    (Word::Setting, Key { name: "alt", about: "kind of chart, of what data, where what happens" }),
    (Word::Setting, Key { name: "source", about: "the key of a source, or a list of keys" }),
    (Word::Setting, Key { name: "note", about: "what else is to be known, such as the method" }),
    (Word::Setting, Key { name: "data", about: "a CSV or JSON file beside the brief, or the name of a dataset" }),
    (Word::Setting, Key { name: "rows", about: "the data itself: lists, groups of keys and values, or CSV" }),
    (Word::Columns, Key { name: "x", about: "the column of the positions: categories, dates or numbers" }),
    (Word::Columns, Key { name: "y", about: "the column or columns of the values" }),
    (Word::Column, Key { name: "color", about: "the column whose values are series, groups or shades" }),
    (Word::Column, Key { name: "size", about: "the column that the area of a point shows" }),
    (Word::Column, Key { name: "facet", about: "the column that makes small multiples: one panel for each value" }),
    (Word::Column, Key { name: "label", about: "the column of the words on points, places and parts" }),
    (Word::Column, Key { name: "low", about: "the column of the lower ends of ranges" }),
    (Word::Column, Key { name: "high", about: "the column of the upper ends of ranges" }),
    (Word::Column, Key { name: "from", about: "the column of the origins of flows" }),
    (Word::Column, Key { name: "to", about: "the column of the destinations of flows" }),
    (Word::Column, Key { name: "value", about: "the column of values of flows, parts, places and cells" }),
    (Word::Column, Key { name: "place", about: "the column of countries: names or ISO codes" }),
    (Word::Column, Key { name: "start", about: "the column of the dates when events began" }),
    (Word::Column, Key { name: "end", about: "the column of the dates when events ended" }),
    (Word::Column, Key { name: "event", about: "the column of the words of events" }),
    (Word::Setting, Key { name: "sort", about: "value, ascending, name, none, or a list of positions" }),
    (Word::Setting, Key { name: "stack", about: "zero, normalize, diverging or none" }),
    (Word::Setting, Key { name: "scale", about: "linear or log; `{x: log}` for one axis" }),
    (
        Word::Setting,
        Key { name: "domain", about: "where the axis begins and ends: [0, 100]; `{x: [0, 100]}` for the other axis" },
    ),
    (Word::Setting, Key { name: "ticks", about: "the values that the axis names: [0, 50, 100]" }),
    (
        Word::Setting,
        Key { name: "format", about: "how values are written: compact, percent, euro, or a d3-format string" },
    ),
    (Word::Setting, Key { name: "unit", about: "the unit of the values" }),
    (Word::Setting, Key { name: "highlight", about: "the series or positions that stand out" }),
    (Word::Setting, Key { name: "notes", about: "words at places in the plot: a list of {x, y, text}" }),
    (Word::Setting, Key { name: "bands", about: "shaded spans: a list of {x: [from, to], text}" }),
    (Word::Setting, Key { name: "refline", about: "lines of reference: a number, {y: 50, text: …}, or a list" }),
    (Word::Setting, Key { name: "height", about: "the height of the plot in pixels, 120 to 1200" }),
    (Word::Setting, Key { name: "allow", about: "rules that this chart may break, each with a reason" }),
];
