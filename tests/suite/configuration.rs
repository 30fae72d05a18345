//! The page of the manual that lists every key: made of the tables that the readers themselves go by, so that it cannot be
//! out of date. Its examples are read, and found to be right.

use crate::harness::{Verdict, here};
use expound::base::yaml::{Form, Key, Table};
use expound::base::{Source, Span};
use expound::config::{self, Config};
use expound::outputs::OUTPUTS;
use expound::parse::{ParseOptions, parse};
use expound::schema::{SCHEMAS, Schema};
use expound::{chart, data, sources};
use std::fmt::Write;
use std::fs;

const OPENING: &str = "---
title: Configuration
description: Every key of expound.yaml, of front matter, of chart blocks, of descriptors and of sources.yaml.
weight: 80
---

<!-- This page is made of the tables in the program: EXPOUND_BLESS=1 cargo test configuration -->

What a site, a brief, a chart, a dataset and a source can say. Every key may be left out, except where it says *needed*. A key
that is not here is told of, with the nearest one that is.

A value is YAML. A text needs quotes only where YAML would read it as something else, such as a text with a colon and a space
in it. An empty value counts as none. [In an editor](editor.md) these tables complete and check what you write.
";

/// What stands above the table of each kind.
fn about(name: &str) -> (&'static str, &'static str) {
    match name {
        "config" => (
            "expound.yaml",
            "The settings of the site, beside the folder `content/`. A site without this file is built as well.",
        ),
        "front-matter" => (
            "Front matter",
            "The lines between two lines `---` at the top of a file of Markdown. Each name in `taxonomies` of `expound.yaml` is a \
             key as well, with a text or a list of texts. Posts of Jekyll are read as they are.",
        ),
        "chart" => (
            "Chart blocks",
            "A block of code in a brief whose language is `chart`. `expound explain charts` lists the kinds and the columns that \
             each needs.",
        ),
        "descriptor" => (
            "Descriptors",
            "A file of YAML or JSON beside a file of rows, in the terms of the Data Package standard. A package of several files has \
             these keys for each of them, below `resources`. Other words of the standard are allowed, and have no effect.",
        ),
        "sources" => (
            "sources.yaml",
            "The publications that briefs cite, in `content/sources.yaml`: below each key of a source, these keys. In front matter \
             `sources` has the same form, for one brief alone.",
        ),
        other => panic!("there are no words for the schema `{other}`"),
    }
}

fn example(name: &str) -> String {
    fs::read_to_string(here("tests/configuration").join(name).with_extension("yaml")).unwrap()
}

/// The form of a value, in words.
fn words(form: &Form) -> String {
    let named = |table: &Table| match table {
        Table::Codes => "code of a diagnostic",
        Table::Outputs => "output",
        Table::Styles => "citation style",
        Table::Charts => "kind of chart",
        Table::Sources => "sources by key",
    };
    match form {
        Form::Text => "text".to_owned(),
        Form::Texts => "text, or list of texts".to_owned(),
        Form::Flag => "`true` or `false`".to_owned(),
        Form::Whole(i64::MIN) => "whole number".to_owned(),
        Form::Whole(least) => format!("whole number, at least `{least}`"),
        Form::Number(least, most) if least.is_finite() => format!("number from `{least}` to `{most}`"),
        Form::Number(..) => "number".to_owned(),
        Form::Moment => "date, or date and time".to_owned(),
        Form::When => "date, as precise as it is known".to_owned(),
        Form::Web => "full address".to_owned(),
        Form::Like(_, words) => (*words).to_owned(),
        Form::OneOf(words) => {
            let shown = |word: &&str| format!("`{}`", word.replace('|', "\\|").replace('\t', "\\t"));
            let mut words: Vec<String> = words.iter().map(shown).collect();
            // A tab can be written in two ways.
            words.dedup();
            words.join(", ")
        }
        Form::Entry(table) => named(table).to_owned(),
        Form::Entries(table) => format!("{}, or list of them", named(table)),
        Form::Group(_) => "group".to_owned(),
        Form::Groups(_) => "list of groups".to_owned(),
        Form::Map(Form::Free) => "group".to_owned(),
        Form::Map(of) => format!("{} by name", words(of)),
        Form::MapOf(table, _) => format!("reason by {}", named(table)),
        Form::List(of, 1, 1) => format!("list of one {}", words(of)),
        Form::List(of, least, most) if least == most => format!("list of `{least}`: {}", words(of)),
        Form::List(of, ..) => format!("list: {}", words(of)),
        Form::Either(forms) => forms.iter().map(words).collect::<Vec<_>>().join("; or "),
        Form::Free => "anything".to_owned(),
        Form::Quiet => "no effect".to_owned(),
    }
}

/// The groups that a form holds.
fn groups(form: &Form) -> Vec<&'static [Key]> {
    match form {
        Form::Group(keys) | Form::Groups(keys) => vec![keys],
        Form::Map(of) | Form::List(of, ..) => groups(of),
        Form::Either(forms) => forms.iter().flat_map(groups).collect(),
        _ => Vec::new(),
    }
}

fn table(page: &mut String, keys: &[Key]) {
    page.push_str("\n| Key | Value | Default | What it is for |\n| --- | --- | --- | --- |\n");
    for key in keys.iter().filter(|key| !matches!(key.form, Form::Quiet) || !key.about.is_empty()) {
        let default = if key.default.is_empty() { String::new() } else { format!("`{}`", key.default) };
        let needed = if key.needed { " (*needed*)" } else { "" };
        writeln!(page, "| `{}` | {} | {default} | {}{needed} |", key.name, words(&key.form), key.about).unwrap();
    }
}

/// The groups inside of a table with the keys that hold them, each group once.
fn inner(way: &str, keys: &[Key], found: &mut Vec<(Vec<String>, &'static [Key])>) {
    let rows = |keys: &[Key]| keys.iter().map(|key| (key.name, key.about, words(&key.form))).collect::<Vec<_>>();
    for key in keys {
        for group in groups(&key.form) {
            let way = if way.is_empty() { key.name.to_owned() } else { format!("{way}.{}", key.name) };
            match found.iter_mut().find(|(_, known)| rows(known) == rows(group)) {
                Some((ways, _)) if ways.contains(&way) => {}
                Some((ways, _)) => ways.push(way),
                None => {
                    found.push((vec![way.clone()], group));
                    inner(&way, group, found);
                }
            }
        }
    }
}

fn section(page: &mut String, schema: &Schema) {
    let (title, words) = about(schema.name);
    let example = example(schema.name);
    let (open, close) = if schema.name == "front-matter" { ("---\n", "---\n") } else { ("", "") };
    write!(page, "\n## {title}\n\n{words}\n\n```yaml\n{open}{example}{close}```\n").unwrap();
    let keys = (schema.keys)();
    table(page, &keys);
    let mut found = Vec::new();
    inner("", &keys, &mut found);
    for (ways, group) in found {
        let ways: Vec<String> = ways.iter().map(|way| format!("`{way}`")).collect();
        write!(page, "\n### {}\n", ways.join(", ")).unwrap();
        table(page, group);
    }
    if schema.name == "config" {
        page.push_str("\n### Outputs\n\nWhat `without` can leave out.\n\n| Output | What it is |\n| --- | --- |\n");
        for output in OUTPUTS {
            writeln!(page, "| `{}` | {} |", output.name, output.about).unwrap();
        }
    }
}

#[test]
fn the_page_of_the_manual_is_that_of_the_tables() {
    let mut page = OPENING.to_owned();
    SCHEMAS.iter().for_each(|schema| section(&mut page, schema));
    // A smaller program has fewer outputs.
    if cfg!(not(feature = "png")) {
        return;
    }
    let mut verdict = Verdict::default();
    verdict.expect(&here("content/manual/configuration.md"), &page);
    verdict.end();
}

#[test]
fn examples_of_the_manual_are_right() {
    for schema in SCHEMAS {
        let text = example(schema.name);
        let source = Source::new("a.yaml", text.clone());
        let whole = Span::new(0, text.len());
        let found = match schema.name {
            "config" => config::read(&source).diagnostics,
            "front-matter" => {
                let brief = Source::new("a.md", format!("---\n{text}---\n"));
                let report = parse(&brief, &ParseOptions::of(&Config::default()));
                let block = report.value.front.block.unwrap();
                [report.diagnostics, sources::read_front_matter(&brief, block).diagnostics].concat()
            }
            "chart" => chart::spec::read(&source, whole).diagnostics,
            "descriptor" => {
                assert!(data::is_descriptor(&source));
                let rows = Source::new("loans.csv", "year,audio,books\n2024,21000,50000\n");
                let file = data::DataFile { path: "loans.csv".into(), text: Ok(rows.into()) };
                data::Shelf::new(&[source], &[file], &data::Shelf::default()).diagnostics
            }
            _ => sources::read_library(&source).diagnostics,
        };
        assert_eq!(found, [], "{}", schema.name);
    }
}
