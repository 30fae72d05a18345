//! The YAML of a chart block → [`Spec`], with a diagnostic at the line of each mistake.

use super::word::{self, WORDS, Word};
use super::{Annotation, Axis, AxisValue, Band, DataOrigin, ReferenceLine, Sort, Spec, Stack};
use crate::base::format::number::NumberFormat;
use crate::base::yaml::{self, Fields, Step, scalar};
use crate::base::{Diagnostic, Diagnostics, Report, Source, Span, codes, suggest};
use crate::chart::kind::{self, CHARTS};
use crate::data;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many unknown words are told of one block.
const MOST_TOLD: usize = 100;

/// A list of names, notes or values in a block is no longer than this.
const MOST_LISTED: usize = 500;

/// Reads a block. There is no specification where the YAML cannot be read.
pub fn read(source: &Source, block: Span) -> Report<Option<Spec>> {
    let mut diagnostics = Diagnostics::new();
    let mut map = yaml::mapping(source, block, &mut diagnostics);
    let place = source.place(first_line(source, block));
    if !diagnostics.is_empty() {
        return Report::new(None, diagnostics);
    }
    let long = take_long_lists(&mut map);
    let mut reader = Reader { fields: Fields::new(source, block, &map, &mut diagnostics), source, block };
    for (key, length) in long {
        let message = format!("`{key}` lists {length} things; {MOST_LISTED} are the most");
        reader.fields.find(&codes::BAD_CHART, &key, message, "name those that readers are to look at");
    }
    reader.unknown_words();
    let kind = reader.kind();
    let known = WORDS.iter().map(|(_, key)| key.name).filter(|name| map.contains_key(name));
    let places = known.map(|name| (name.to_owned(), reader.fields.place(name))).collect();
    let spec = Spec {
        kind: kind.unwrap_or(&CHARTS[0]),
        unknown_kind: kind.is_none(),
        title: reader.words("title"),
        subtitle: reader.words("subtitle"),
        alt: reader.words("alt"),
        note: reader.words("note"),
        sources: reader.fields.texts("source"),
        data: reader.data(),
        columns: reader.columns(),
        sort: reader.sort(),
        stack: reader.stack(),
        logarithmic: reader.logarithmic(),
        domain: reader.per_axis("domain", Reader::span_of_axis),
        ticks: reader.per_axis("ticks", Reader::numbers_of_axis).map(Option::unwrap_or_default),
        format: reader.format(),
        x_format: reader.of_axis("format", "x").and_then(scalar),
        unit: reader.words("unit"),
        highlight: reader.fields.texts("highlight"),
        annotations: reader.annotations(),
        bands: reader.bands(),
        reference_lines: reader.reference_lines(),
        free_scales: reader.free_scales(),
        height: reader.height(),
        allow: reader.allow(),
        places,
        place,
    };
    Report::new(Some(spec), diagnostics)
}

/// Takes the words out whose lists are too long for anybody, with their lengths. Rows are data, and as many as there are.
fn take_long_lists(map: &mut Mapping) -> Vec<(String, usize)> {
    let mut long = Vec::new();
    map.retain(|key, value| {
        let length = match value {
            Value::Sequence(all) => all.len(),
            Value::Mapping(inner) => inner.values().filter_map(Value::as_sequence).map(Vec::len).max().unwrap_or(0),
            _ => 0,
        };
        let name = scalar(key).filter(|name| length > MOST_LISTED && name != "rows");
        let stays = name.is_none();
        long.extend(name.map(|name| (name, length)));
        stays
    });
    long
}

fn first_line(source: &Source, block: Span) -> Span {
    // The fence stands on the line above the block; that line names the chart best.
    let at = source.text[..block.start as usize].trim_end_matches(['\n', '\r', ' ']);
    let start = at.rfind('\n').map_or(0, |i| i + 1);
    let indent = at[start..].len() - at[start..].trim_start().len();
    Span::new(start + indent, at.len())
}

struct Reader<'a, 'b> {
    fields: Fields<'a>,
    source: &'b Source,
    block: Span,
}

/// Words for a second axis of values, as other programs have them.
const SECOND_AXIS: &[&str] = &["y2", "y_right", "right", "secondary", "second_axis", "yaxis2", "right_axis", "dual"];

impl Reader<'_, '_> {
    fn words(&mut self, key: &str) -> String {
        self.fields.text(key).unwrap_or_default()
    }

    fn unknown_words(&mut self) {
        let known = || WORDS.iter().map(|(_, key)| key.name);
        let names = self.fields.names();
        for name in names.iter().filter(|name| !known().any(|word| word == name.as_str())).take(MOST_TOLD) {
            let at = self.fields.span(&[Step::Key(name.clone())]).key;
            let found = if SECOND_AXIS.contains(&name.to_lowercase().as_str()) {
                Diagnostic::new(
                    &codes::SECOND_AXIS,
                    self.source.place(at),
                    format!("`{name}` asks for a second axis of values"),
                    "draw two charts, or show both series as an index with the same base",
                )
            } else {
                Diagnostic::new(
                    &codes::UNKNOWN_CHART_WORD,
                    self.source.place(at),
                    format!("`{name}` is not a word of charts"),
                    suggest::hint(name, known()),
                )
            };
            self.fields.diagnostics.push(found);
        }
    }

    fn kind(&mut self) -> Option<&'static kind::ChartKind> {
        let known = || CHARTS.iter().map(|kind| kind.name);
        let Some(name) = self.fields.text("type") else {
            let place = self.source.place(first_line(self.source, self.block));
            let help = format!("write `type:` and one of {}", known().collect::<Vec<_>>().join(", "));
            self.fields.diagnostics.push(Diagnostic::new(&codes::BAD_CHART, place, "this chart has no `type`", help));
            return None;
        };
        let kind = CHARTS.iter().find(|kind| kind.name == name);
        if kind.is_none() {
            let help = match kind::instead_of(&name) {
                Some(instead) => instead.to_owned(),
                None => suggest::hint(&name, known()),
            };
            self.fields.find(&codes::UNKNOWN_CHART_TYPE, "type", format!("there is no chart of type `{name}`"), help);
        }
        kind
    }

    fn data(&mut self) -> DataOrigin {
        match (self.fields.raw("rows"), self.fields.text("data")) {
            (Some(_), Some(_)) => {
                let help = "keep `rows:` or `data:`, not both";
                self.fields.find(&codes::BAD_CHART, "data", "this chart has its data twice", help);
                DataOrigin::Nowhere
            }
            (Some(rows), None) => {
                let table = data::read_yaml_rows(self.source, self.block, "rows", rows).take(self.fields.diagnostics);
                DataOrigin::Rows(Arc::new(table))
            }
            (None, Some(name)) => DataOrigin::Named(name),
            (None, None) => {
                let place = self.source.place(first_line(self.source, self.block));
                let help = "write `data:` and a CSV file beside the brief, or the rows themselves below `rows:`";
                self.fields.diagnostics.push(Diagnostic::new(&codes::BAD_CHART, place, "this chart has no data", help));
                DataOrigin::Nowhere
            }
        }
    }

    fn columns(&mut self) -> BTreeMap<&'static str, Vec<String>> {
        let mut columns = BTreeMap::new();
        for (word, key) in WORDS {
            let names = match (word, self.fields.raw(key.name)) {
                (Word::Setting, _) | (_, None) => continue,
                (Word::Column, Some(Value::Mapping(map))) if key.name == "facet" => {
                    map.get("column").and_then(scalar).into_iter().collect()
                }
                (Word::Column, Some(Value::Sequence(_))) => {
                    let message = format!("`{}` takes one column", key.name);
                    self.fields.find(&codes::BAD_VALUE, key.name, message, "write the name of one column");
                    continue;
                }
                _ => self.fields.texts(key.name),
            };
            columns.insert(key.name, names);
        }
        columns
    }

    fn sort(&mut self) -> Option<Sort> {
        if let Some(Value::Sequence(_)) = self.fields.raw("sort") {
            return Some(Sort::Listed(self.fields.texts("sort")));
        }
        let word = self.fields.text("sort")?;
        let sorts = [
            ("value", Sort::Descending),
            ("descending", Sort::Descending),
            ("ascending", Sort::Ascending),
            ("name", Sort::Names),
            ("none", Sort::AsGiven),
        ];
        self.one_of("sort", &word, &sorts)
    }

    fn stack(&mut self) -> Option<Stack> {
        let word = match self.fields.raw("stack")? {
            Value::Bool(true) => return Some(Stack::Zero),
            Value::Bool(false) => return Some(Stack::None),
            _ => self.fields.text("stack")?,
        };
        let stacks = [
            ("zero", Stack::Zero),
            ("normalize", Stack::Normalize),
            ("diverging", Stack::Diverging),
            ("none", Stack::None),
        ];
        self.one_of("stack", &word, &stacks)
    }

    fn one_of<T: Clone>(&mut self, key: &str, word: &str, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| value.clone());
        if found.is_none() {
            let help = suggest::hint(word, known.iter().map(|(name, _)| *name));
            self.fields.find(&codes::BAD_VALUE, key, format!("`{key}` cannot be `{word}`"), help);
        }
        found
    }

    /// A value that may be given for both axes apart; alone it is that of the axis of values.
    fn of_axis(&self, key: &str, axis: &str) -> Option<&Value> {
        match self.fields.raw(key)? {
            Value::Mapping(map) => map.get(axis),
            value => (axis == "y").then_some(value),
        }
    }

    fn per_axis<T>(&mut self, key: &str, read: fn(&mut Self, &str, &Value) -> Option<T>) -> [Option<T>; 2] {
        ["x", "y"].map(|axis| {
            let value = self.of_axis(key, axis)?.clone();
            read(self, key, &value)
        })
    }

    fn span_of_axis(&mut self, key: &str, value: &Value) -> Option<[f64; 2]> {
        match self.numbers_of_axis(key, value)?[..] {
            [from, to] if from < to => Some([from, to]),
            _ => {
                let help = "write the smaller one first, such as `[0, 100]`";
                self.fields.find(&codes::BAD_VALUE, key, format!("`{key}` must be two numbers"), help);
                None
            }
        }
    }

    fn numbers_of_axis(&mut self, key: &str, value: &Value) -> Option<Vec<f64>> {
        let numbers: Option<Vec<f64>> = match value {
            Value::Sequence(items) => items.iter().map(number).collect(),
            one => number(one).map(|one| vec![one]),
        };
        if numbers.is_none() {
            let help = "write numbers in brackets, such as `[0, 50, 100]`";
            self.fields.find(&codes::BAD_VALUE, key, format!("`{key}` must be a list of numbers"), help);
        }
        numbers
    }

    fn logarithmic(&mut self) -> [bool; 2] {
        ["x", "y"].map(|axis| {
            let word = self.of_axis("scale", axis).and_then(scalar);
            let known = [("log", true), ("linear", false)];
            word.and_then(|word| self.one_of("scale", &word, &known)).unwrap_or(false)
        })
    }

    fn format(&mut self) -> Option<NumberFormat> {
        let text = self.of_axis("format", "y").and_then(scalar)?;
        match NumberFormat::parse(&text) {
            Ok(format) => Some(format),
            Err(cause) => {
                let help = "write a word such as compact, percent or euro, or a d3-format string such as `,.1f`";
                self.fields.find(&codes::BAD_VALUE, "format", format!("`{text}` is no format: {cause}"), help);
                None
            }
        }
    }

    fn free_scales(&mut self) -> bool {
        let Some(Value::Mapping(map)) = self.fields.raw("facet") else { return false };
        let word = map.get("scales").and_then(scalar).unwrap_or_else(|| "shared".to_owned());
        self.fields.inner("facet", |inner| inner.refuse_unknown(word::PANELS, &[], &[]));
        self.one_of("facet", &word, &[("shared", false), ("free", true)]).unwrap_or(false)
    }

    fn height(&mut self) -> Option<f64> {
        let height = number(self.fields.raw("height")?).filter(|height| (120.0..=1200.0).contains(height));
        if height.is_none() {
            let help = "write a number of pixels, or leave it out";
            self.fields.find(&codes::BAD_VALUE, "height", "`height` must be a number from 120 to 1200", help);
        }
        height
    }

    fn annotations(&mut self) -> Vec<Annotation> {
        let source = self.source;
        self.fields.each("notes", |note| {
            note.refuse_unknown(word::NOTE, &[], &[]);
            let named = ["x", "y", "text"].into_iter().find(|key| note.raw(key).is_some()).unwrap_or("text");
            let place = source.place(note.span(&[Step::Key(named.to_owned())]).value);
            let (x, y) = (note.text("x").map(AxisValue), note.text("y").map(AxisValue));
            let text = note.text("text");
            if text.is_none() || (x.is_none() && y.is_none()) {
                let message = "a note of a chart needs `text` and a place";
                note.diagnostics.push(Diagnostic::new(
                    &codes::BAD_VALUE,
                    place,
                    message,
                    "write `{x: 2022, text: Words}`",
                ));
                return None;
            }
            Some(Annotation { x, y, text: text?, place })
        })
    }

    fn bands(&mut self) -> Vec<Band> {
        let source = self.source;
        self.fields.each("bands", |band| {
            band.refuse_unknown(word::BAND, &[], &[]);
            let (axis, key) = if band.raw("y").is_some() { (Axis::Y, "y") } else { (Axis::X, "x") };
            let place = source.place(band.span(&[Step::Key(key.to_owned())]).key);
            let text = band.text("text").unwrap_or_default();
            if let [from, to] = &band.texts(key)[..] {
                let (from, to) = (AxisValue(from.clone()), AxisValue(to.clone()));
                return Some(Band { axis, from, to, text, place });
            }
            let message = "a band needs two ends";
            band.diagnostics.push(Diagnostic::new(
                &codes::BAD_VALUE,
                place,
                message,
                "write `{x: [2014, 2016], text: Words}`",
            ));
            None
        })
    }

    fn reference_lines(&mut self) -> Vec<ReferenceLine> {
        let at_word = self.fields.place("refline");
        let line = |axis, at: String, text: String, place| ReferenceLine { axis, at: AxisValue(at), text, place };
        match self.fields.raw("refline") {
            None => Vec::new(),
            Some(Value::Mapping(_)) => {
                let read = self.fields.inner("refline", |inner| reference_line(inner, &at_word)).flatten();
                read.into_iter().collect()
            }
            Some(Value::Sequence(items)) if items.iter().any(Value::is_mapping) => {
                let source = self.source;
                self.fields.each("refline", |inner| {
                    let key = if inner.raw("x").is_some() { "x" } else { "y" };
                    let place = source.place(inner.span(&[Step::Key(key.to_owned())]).key);
                    reference_line(inner, &place)
                })
            }
            Some(_) => self
                .fields
                .texts("refline")
                .into_iter()
                .map(|at| line(Axis::Y, at, String::new(), at_word.clone()))
                .collect(),
        }
    }

    fn allow(&mut self) -> Vec<(String, String)> {
        let Some(Value::Mapping(_)) = self.fields.raw("allow") else {
            if self.fields.raw("allow").is_some() {
                let help = "write `allow: {unsorted-bars: the order is that of the treaty}`";
                self.fields.find(&codes::BAD_VALUE, "allow", "`allow` must name rules, each with a reason", help);
            }
            return Vec::new();
        };
        let read = |inner: &mut Fields<'_>| {
            let mut all = Vec::new();
            for word in inner.names() {
                let reason = inner.text(&word).unwrap_or_default();
                let place = inner.place(&word);
                let problem = match codes::find(&word) {
                    None => Some(format!("there is no rule `{word}`")),
                    Some(code) if code.severity == crate::base::Severity::Error => {
                        Some(format!("`{word}` is an error, which no reason excuses"))
                    }
                    Some(_) if reason.is_empty() => Some(format!("`{word}` is allowed without a reason")),
                    Some(_) => None,
                };
                match problem {
                    Some(message) => {
                        let help = "name a rule that warns, and say why this chart may break it";
                        inner.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, place, message, help));
                    }
                    None => all.push((word, reason)),
                }
            }
            all
        };
        self.fields.inner("allow", read).unwrap_or_default()
    }
}

fn reference_line(inner: &mut Fields<'_>, place: &crate::base::Place) -> Option<ReferenceLine> {
    inner.refuse_unknown(word::LINE, &[], &[]);
    let text = inner.text("text").unwrap_or_default();
    let (axis, at) = match (inner.text("x"), inner.text("y")) {
        (Some(x), None) => (Axis::X, x),
        (None, Some(y)) => (Axis::Y, y),
        _ => {
            let message = "a line of reference stands at an `x` or at a `y`";
            inner.diagnostics.push(Diagnostic::new(
                &codes::BAD_VALUE,
                place.clone(),
                message,
                "write `{y: 50, text: Words}`",
            ));
            return None;
        }
    };
    Some(ReferenceLine { axis, at: AxisValue(at), text, place: place.clone() })
}

/// A number of YAML; `.inf` and `.nan` are none.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}
