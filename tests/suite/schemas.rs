//! JSON Schemas against what the readers say of the same blocks: what is read without a word, a schema accepts; a slip of the
//! keyboard it does not.

mod validator;

use crate::harness::{Scratch, Verdict, expound, files_below, here};
use expound::base::yaml::{Form, Key, Table};
use expound::base::{Diagnostic, Source, Span, codes};
use expound::config::{self, Config};
use expound::parse::{ParseOptions, parse};
use expound::schema::{self, SCHEMAS};
use expound::{chart, data};
use serde_json::Value;
use std::fs;
use validator::validate;

/// A block of YAML, what the reader says of it, and the schema that it belongs to.
struct Block {
    name: String,
    schema: &'static str,
    value: Value,
    findings: Vec<Diagnostic>,
}

/// Folders with an expound.yaml, or without one, and content.
fn sites() -> Vec<String> {
    let mut all = vec![String::new(), "src/cli/starter".to_owned()];
    for folder in ["tests/sites", "tests/diagnostics"] {
        let entries = fs::read_dir(here(folder)).unwrap().map(|entry| entry.unwrap());
        let names = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap());
        all.extend(names.map(|name| format!("{folder}/{name}")));
    }
    all.sort();
    all
}

/// The value of a block as other readers of YAML have it; nothing where it cannot be read, or is no group.
fn value_of(text: &str) -> Option<Value> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    let value = serde_json::to_value(value).ok()?;
    (value.is_object() || value.is_null()).then_some(value)
}

/// All blocks of a site, and its settings.
fn blocks(site: &str) -> (Config, Vec<Block>) {
    let mut all = Vec::new();
    let mut add = |name: &str, schema: &'static str, text: &str, findings: Vec<Diagnostic>| {
        all.extend(value_of(text).map(|value| Block { name: format!("{site}/{name}"), schema, value, findings }));
    };
    let read = |path: &str| fs::read_to_string(here(site).join(path)).ok();
    let mut config = Config::default();
    if let Some(text) = read("expound.yaml") {
        let report = config::read(&Source::new("expound.yaml", text.clone()));
        add("expound.yaml", "config", &text, report.diagnostics);
        config = report.value;
    }
    for path in files_below(&here(site).join("content")) {
        let Some(text) = read(&format!("content/{path}")) else { continue };
        let source = Source::new(&path, text);
        if path.ends_with(".md") {
            let report = parse(&source, &ParseOptions::of(&config));
            if let Some(block) = report.value.front.block {
                let sources = expound::sources::read_front_matter(&source, block).diagnostics;
                add(&path, "front-matter", source.slice(block), [report.diagnostics, sources].concat());
            }
            for block in charts(&source.text) {
                let report = chart::spec::read(&source, block);
                let name = format!("{path}:{}", source.place(block).line);
                add(&name, "chart", source.slice(block), report.diagnostics);
            }
        } else if path == "sources.yaml" {
            let report = expound::sources::read_library(&source);
            add(&path, "sources", &source.text, report.diagnostics);
        } else if [".yaml", ".json"].iter().any(|end| path.ends_with(end)) && data::is_descriptor(&source) {
            let text = source.text.clone();
            let report = data::Shelf::new(&[source], &[], &data::Shelf::default());
            let told = report.diagnostics.into_iter().filter(|found| found.code != &codes::MISSING_DATA_FILE);
            add(&path, "descriptor", &text, told.collect());
        }
    }
    (config, all)
}

/// The blocks between fences.
fn charts(text: &str) -> Vec<Span> {
    let mut all = Vec::new();
    let mut open = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(start) = open.filter(|_| line.trim_end() == "```") {
            all.push(Span::new(start, at));
            open = None;
        } else if line.trim_end() == "```chart" {
            open = Some(at + line.len());
        }
        at += line.len();
    }
    all
}

/// Findings that a schema could have as well, though not all of them.
fn is_of_form(found: &Diagnostic) -> bool {
    let all = [
        &codes::UNKNOWN_KEY,
        &codes::BAD_VALUE,
        &codes::BAD_DATE,
        &codes::BAD_CHART,
        &codes::UNKNOWN_CHART_WORD,
        &codes::UNKNOWN_CHART_TYPE,
        &codes::SECOND_AXIS,
        &codes::UNKNOWN_STYLE,
        &codes::SOURCE_WITHOUT_TITLE,
    ];
    all.contains(&found.code)
}

#[test]
fn what_is_read_without_a_word_is_accepted() {
    let mut verdict = Verdict::default();
    let mut of_each = [0; 5];
    for site in sites() {
        let (config, blocks) = blocks(&site);
        for block in blocks.iter().filter(|block| !block.findings.iter().any(is_of_form)) {
            let at = SCHEMAS.iter().position(|schema| schema.name == block.schema).unwrap();
            of_each[at] += 1;
            let accepted = validate(&SCHEMAS[at].value(&config), &block.value);
            verdict.hold(&block.name, accepted.is_ok(), &format!("{}: {accepted:?}", block.schema));
        }
    }
    let charts = files_below(&here("tests/charts")).into_iter().filter(|path| path.ends_with(".yaml"));
    for path in charts {
        let text = fs::read_to_string(here("tests/charts").join(&path)).unwrap();
        let source = Source::new(&path, text);
        let report = chart::spec::read(&source, Span::new(0, source.text.len()));
        if report.diagnostics.iter().any(is_of_form) {
            continue;
        }
        let Some(value) = value_of(&source.text) else { continue };
        let accepted = validate(&schema::find("chart").unwrap().value(&Config::default()), &value);
        verdict.hold(&path, accepted.is_ok(), &format!("{accepted:?}"));
    }
    assert!(of_each.iter().all(|count| *count > 3), "too few blocks of a kind were looked at: {of_each:?}");
    verdict.end();
}

/// Cases whose mistake no schema can know: how a value reads, or what stands elsewhere.
const BEYOND: &[&str] = &[
    // Rows of a chart may be anything.
    "bad-date-chart",
    // Themes have settings and words of their own, for which there is no schema.
    "bad-value-theme",
    "bad-value-theme-choice",
    "bad-value-words",
    "unknown-key-theme",
    "unknown-key-words",
    // The block stands in a quotation, where no editor looks for it.
    "unknown-chart-word-quoted",
];

#[test]
fn examples_of_the_manual_are_accepted() {
    for schema in SCHEMAS {
        let text = fs::read_to_string(here("tests/configuration").join(schema.name).with_extension("yaml")).unwrap();
        let config = Config { taxonomies: vec!["regions".to_owned()], ..Config::default() };
        assert_eq!(validate(&schema.value(&config), &value_of(&text).unwrap()), Ok(()), "{}", schema.name);
    }
}

#[test]
fn slips_of_the_keyboard_are_refused() {
    let mut verdict = Verdict::default();
    let kinds =
        ["unknown-key", "bad-value", "bad-date", "unknown-chart-word", "unknown-chart-type", "source-without-title"];
    for site in sites() {
        let Some(case) = site.strip_prefix("tests/diagnostics/") else { continue };
        if !kinds.iter().any(|kind| case == *kind || case.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')))
        {
            continue;
        }
        let (config, blocks) = blocks(&site);
        let schema = |block: &Block| schema::find(block.schema).unwrap().value(&config);
        let refused = blocks.iter().any(|block| validate(&schema(block), &block.value).is_err());
        verdict.hold(case, refused != BEYOND.contains(&case), if refused { "it is refused" } else { "it is accepted" });
    }
    verdict.end();
}

/// Whether a schema knows each key of a table, and each of those below it.
fn knows(schema: &Value, keys: &[Key], way: &str, verdict: &mut Verdict) {
    for key in keys {
        let way = format!("{way}.{}", key.name);
        let Some(property) = schema["properties"].get(key.name) else {
            verdict.fail(&way, "the schema does not know it");
            continue;
        };
        verdict.hold(&way, property["description"].is_string(), "it has no words");
        verdict.hold(&way, key.default.is_empty() || property.get("default").is_some(), "it has no default");
        below(property, &key.form, &way, verdict);
    }
}

fn below(schema: &Value, form: &Form, way: &str, verdict: &mut Verdict) {
    match form {
        Form::Group(keys) => knows(schema, keys, way, verdict),
        Form::Groups(keys) => knows(&schema["items"], keys, way, verdict),
        Form::Map(of) => below(&schema["additionalProperties"], of, way, verdict),
        Form::List(of, ..) => below(&schema["items"], of, way, verdict),
        Form::Entry(Table::Sources) => {
            knows(&schema["additionalProperties"], expound::sources::KEYS, way, verdict);
        }
        Form::Either(forms) => {
            for (at, form) in forms.iter().enumerate() {
                below(&schema["anyOf"][at], form, way, verdict);
            }
        }
        _ => {}
    }
}

#[test]
fn every_key_of_the_tables_is_in_its_schema() {
    let mut verdict = Verdict::default();
    let config = Config { taxonomies: vec!["regions".to_owned()], ..Config::default() };
    for schema in SCHEMAS {
        let value = schema.value(&config);
        let of = if schema.name == "sources" { &value["additionalProperties"] } else { &value };
        knows(of, &(schema.keys)(), schema.name, &mut verdict);
        // Words that nobody knows are refused.
        verdict.hold(schema.name, of["additionalProperties"] == false, "it allows any key");
    }
    let front = schema::find("front-matter").unwrap().value(&config);
    for name in ["tags", "authors", "regions"] {
        verdict.hold(name, front["properties"].get(name).is_some(), "a taxonomy is no key of front matter");
    }
    verdict.end();
}

#[test]
fn defaults_are_what_is_taken() {
    let lines = config::KEYS.iter().filter(|key| !key.default.is_empty());
    let text: String = lines.map(|key| format!("{}: {}\n", key.name, key.default)).collect();
    assert!(text.contains("paginate: 20\n"), "{text}");
    let report = config::read(&Source::new("expound.yaml", text));
    assert_eq!(report.diagnostics, []);
    assert_eq!(report.value, Config::default());
}

#[test]
fn schemas_are_printed_and_written() {
    let site = Scratch::new(&[("expound.yaml", "taxonomies: [regions]\n"), ("content/a.md", "Text.\n")]);
    let list = expound(site.path(), &["schema"]);
    for schema in SCHEMAS {
        assert!(list.out.contains(schema.name) && list.out.contains(schema.about), "{}", list.out);
        let one = expound(site.path(), &["schema", schema.name]);
        let value: Value = serde_json::from_str(&one.out).unwrap();
        assert_eq!(value["$schema"], "http://json-schema.org/draft-07/schema#");
    }
    let front = expound(site.path(), &["schema", "front-matter"]);
    assert!(front.out.contains("\"regions\""), "a taxonomy of the site is a key");
    let written = expound(site.path(), &["schema", "--output", ".schema"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert_eq!(site.read(".schema/front-matter.json"), front.out);
    assert_eq!(files_below(&site.path().join(".schema")).len(), SCHEMAS.len());
    let one = expound(site.path(), &["schema", "chart", "--output", "one"]);
    assert_eq!((one.code, files_below(&site.path().join("one"))), (0, vec!["chart.json".to_owned()]));
}

#[test]
fn what_is_wrong_with_a_schema_that_is_asked_for_is_told() {
    let site = Scratch::new(&[("expound.yaml", "paginate: none\n"), ("content/a.md", "Text.\n"), ("file", "")]);
    let cases: &[(&[&str], &str)] = &[
        (&["schema", "front-mater"], "there is no schema `front-mater`: did you mean `front-matter`?"),
        (&["schema", "chart"], "expound.yaml:1:11: error[bad-value]"),
        (&["schema", "chart", "--config", "nothing.yaml"], "there is no `nothing.yaml`"),
    ];
    for (args, words) in cases {
        let ran = expound(site.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.out);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    site.write("expound.yaml", "");
    let ran = expound(site.path(), &["schema", "--output", "file"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot be written"), "{}", ran.err);
}
