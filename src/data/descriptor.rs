//! A descriptor, in the terms of the Data Package standard → what it says of files of rows. The files are not read here.
//!
//! <https://datapackage.org/standard/data-package/>, version 2: a resource (`name, path, schema`), or a package with
//! `resources`. `key`, `notes` and the `unit` of a field are Expound's own; `schema.primaryKey` means what `key` does.

use super::schema::{self, Schema};
use crate::base::route;
use crate::base::yaml::{self, Fields, Form, Key, Step, locate, scalar};
use crate::base::{Diagnostic, Diagnostics, Place, Report, Source, Span, codes};

/// What is said of one file.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    /// What stat links and charts call it.
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// The path of the file in `content/`; none where it cannot be one, which was told.
    pub(super) path: Option<String>,
    /// Where that path stands.
    pub(super) path_place: Place,
    pub(super) delimiter: Option<u8>,
    pub(super) schema: Schema,
    /// The columns that identify a row.
    pub(super) key: Vec<(String, Place)>,
    pub(super) sources: Vec<Origin>,
    pub(super) licences: Vec<Licence>,
    pub(super) notes: Vec<String>,
    /// Where its name stands, or where it begins.
    pub(super) place: Place,
}

/// Where data comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The publication.
    pub what: Publication,
    /// Where the descriptor names it.
    pub place: Place,
}

/// A publication that a descriptor names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publication {
    /// A key of the site's sources.
    Key(String),
    /// One that is described on the spot.
    Titled {
        /// Its title.
        title: String,
        /// Its address.
        address: Option<String>,
    },
}

/// The terms under which data stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Its short name, such as `CC-BY-4.0`.
    pub name: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The address of its text.
    pub address: Option<String>,
}

/// Every key of what is said of a file of rows.
pub const RESOURCE: &[Key] = &[
    Key::new("name", NAME, "what stat links and charts call it"),
    Key::new("title", Form::Text, "its title"),
    Key::new("description", Form::Text, "what it holds, in a sentence or two"),
    Key::new("path", PATH, "the file, relative to the descriptor").needed(),
    Key::new("schema", Form::Group(schema::SCHEMA), "its columns: fields, missingValues, primaryKey"),
    Key::new("key", Form::Texts, "the columns that identify a row"),
    Key::new("sources", ORIGINS, "keys of the site's sources, or groups of title and path"),
    Key::new("licenses", Form::Groups(LICENCE), "under which terms it stands: name, title, path"),
    Key::new("notes", Form::Texts, "remarks for readers"),
    Key::new("dialect", Form::Group(DIALECT), "how the file is written: delimiter"),
    // Words of the standard that say nothing about how a file is read.
    Key::new("$schema", Form::Quiet, ""),
    Key::new("profile", Form::Quiet, ""),
    Key::new("id", Form::Quiet, ""),
    Key::new("type", Form::Quiet, ""),
    Key::new("format", Form::Quiet, ""),
    Key::new("mediatype", Form::Quiet, ""),
    Key::new("encoding", Form::Quiet, ""),
    Key::new("bytes", Form::Quiet, ""),
    Key::new("hash", Form::Quiet, ""),
    Key::new("homepage", Form::Quiet, ""),
    Key::new("version", Form::Quiet, ""),
    Key::new("created", Form::Quiet, ""),
    Key::new("contributors", Form::Quiet, ""),
    Key::new("keywords", Form::Quiet, ""),
    Key::new("image", Form::Quiet, ""),
];

/// What a package has beside the keys of a file.
pub const RESOURCES: Key =
    Key::new("resources", Form::Groups(RESOURCE), "the files of a package, each with these keys");

const NAME: Form = Form::Like(r"^[^\s/@?#&,]*$", "letters, digits and hyphens");

const PATH: Form = Form::Either(&[Form::Text, Form::List(&Form::Text, 1, 1)]);

/// A key of the site's sources, or a publication that is described on the spot.
const ORIGIN: Form = Form::Either(&[Form::Text, Form::Map(&Form::Free)]);

const ORIGINS: Form = Form::Either(&[ORIGIN, Form::List(&ORIGIN, 0, usize::MAX)]);

const LICENCE: &[Key] = &[
    Key::new("name", Form::Text, "its short name, such as CC-BY-4.0"),
    Key::new("title", Form::Text, "its title"),
    Key::new("path", Form::Text, "the address of its text"),
];

const DIALECT: &[Key] = &[
    Key::new("delimiter", DELIMITER, "the sign between the cells").or("\",\""),
    Key::new("$schema", Form::Quiet, ""),
    Key::new("lineTerminator", Form::Quiet, ""),
];

const DELIMITER: Form = Form::OneOf(&[",", ";", "|", "\t", "\\t"]);

/// Whether a file of `content/` is a descriptor: a `datapackage` by its name, or YAML with `path` or `resources` and
/// with `schema` or `name`. A file that cannot be read may still be one.
pub fn is_descriptor(source: &Source) -> bool {
    if &*source.path == "sources.yaml" || source.path.ends_with(".bib") {
        return false;
    }
    let name = source.path.rsplit('/').next().unwrap_or_default();
    if matches!(name, "datapackage.json" | "datapackage.yaml" | "datapackage.yml") {
        return true;
    }
    let has = |key: &str| locate(&source.text, &[Step::Key(key.to_owned())]).is_some();
    !name.ends_with(".json") && (has("path") || has("resources")) && (has("schema") || has("name"))
}

/// Reads a descriptor.
pub(super) fn read(source: &Source) -> Report<Vec<Resource>> {
    let mut diagnostics = Diagnostics::new();
    let block = Span::new(0, source.text.len());
    let map = yaml::mapping(source, block, &mut diagnostics);
    if !diagnostics.is_empty() {
        return Report::new(Vec::new(), diagnostics);
    }
    let mut fields = Fields::new(source, block, &map, &mut diagnostics);
    let resources = if fields.raw("resources").is_some() {
        fields.refuse_unknown(RESOURCE, &[RESOURCES.name], &[]);
        let (sources, licences) = (origins(&mut fields, source), licences(&mut fields));
        let mut resources = fields.each("resources", |fields| Some(resource(fields, source)));
        // What a package says of itself holds for its files, unless they say otherwise.
        for resource in &mut resources {
            if resource.sources.is_empty() {
                resource.sources.clone_from(&sources);
            }
            if resource.licences.is_empty() {
                resource.licences.clone_from(&licences);
            }
        }
        resources
    } else {
        vec![resource(&mut fields, source)]
    };
    Report::new(resources, diagnostics)
}

fn resource(fields: &mut Fields<'_>, source: &Source) -> Resource {
    fields.refuse_unknown(RESOURCE, &[], &[]);
    let path = path(fields, source);
    let stem = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    let named = name(fields);
    let place = if named.is_some() { fields.place("name") } else { fields.place("path") };
    let (schema, primary_key) = fields.inner("schema", |group| schema::read(group, source)).unwrap_or_default();
    let mut key = columns(fields, source, "key");
    if key.is_empty() {
        key = primary_key;
    }
    Resource {
        name: named.or_else(|| path.as_ref().map(stem)).unwrap_or_default(),
        title: fields.text("title"),
        description: fields.text("description"),
        path_place: if fields.raw("path").is_some() { fields.place("path") } else { place.clone() },
        path,
        delimiter: fields.inner("dialect", delimiter).flatten(),
        schema,
        key,
        sources: origins(fields, source),
        licences: licences(fields),
        notes: fields.texts("notes"),
        place,
    }
}

/// The name, if it can stand in `stat:NAME/…`.
fn name(fields: &mut Fields<'_>) -> Option<String> {
    let name = fields.text("name")?;
    if name.contains(|c: char| c.is_whitespace() || c.is_control() || "/@?#&,".contains(c)) {
        let message = format!("`{name}` cannot be the name of a dataset");
        fields.find(&codes::BAD_VALUE, "name", message, "use letters, digits and hyphens, such as goods-trade");
    }
    Some(name)
}

/// The file in `content/`.
fn path(fields: &mut Fields<'_>, source: &Source) -> Option<String> {
    if fields.raw("path").is_none() {
        let place = source.place(fields.span(&[]).value);
        let help = "add `path:`, the file of rows beside this descriptor";
        fields.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, place, "this dataset has no `path`", help));
        return None;
    }
    // The standard allows a list of files; one in a list is one.
    let written = fields.texts("path");
    let [written] = written.as_slice() else {
        fields.find(&codes::BAD_VALUE, "path", "a dataset is one file", "describe each file by itself");
        return None;
    };
    let folder = &source.path[..source.path.rfind('/').map_or(0, |at| at + 1)];
    let (folder, relative) = written.strip_prefix('/').map_or((folder, written.as_str()), |rooted| ("", rooted));
    let joined = route::join(folder, relative).filter(|_| !written.contains("://"));
    if joined.is_none() {
        let message = format!("`{written}` is not a file of this site");
        fields.find(&codes::BAD_VALUE, "path", message, "put the file beside the descriptor and write its name");
    }
    joined
}

fn delimiter(group: &mut Fields<'_>) -> Option<u8> {
    group.refuse_unknown(DIALECT, &[], &[]);
    // A tab is white space, which texts of other fields lose.
    let text = scalar(group.raw("delimiter")?)?;
    match text.as_bytes() {
        [sign] if b",;\t|".contains(sign) => Some(*sign),
        b"\\t" => Some(b'\t'),
        _ => {
            let help = "write one of \",\", \";\", \"|\" and \"\\t\"";
            group.find(&codes::BAD_VALUE, "delimiter", format!("`{text}` cannot be a delimiter"), help);
            None
        }
    }
}

/// Names of columns, with the place of each.
pub(super) fn columns(fields: &mut Fields<'_>, source: &Source, key: &str) -> Vec<(String, Place)> {
    let names = fields.texts(key);
    let many = matches!(fields.raw(key), Some(serde_yaml::Value::Sequence(_)));
    let place = |at: usize| {
        let mut steps = vec![Step::Key(key.to_owned())];
        steps.extend(many.then_some(Step::Item(at)));
        source.place(fields.span(&steps).value)
    };
    names.into_iter().enumerate().map(|(at, name)| (name, place(at))).collect()
}

fn origins(fields: &mut Fields<'_>, source: &Source) -> Vec<Origin> {
    let items: Vec<serde_yaml::Value> = match fields.raw("sources") {
        None => return Vec::new(),
        Some(serde_yaml::Value::Sequence(items)) => items.clone(),
        Some(one) => vec![one.clone()],
    };
    let is_list = matches!(fields.raw("sources"), Some(serde_yaml::Value::Sequence(_)));
    let mut all = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mut steps = vec![Step::Key("sources".to_owned())];
        steps.extend(is_list.then_some(Step::Item(at)));
        let place = source.place(fields.span(&steps).value);
        let text = |name: &str| item.get(name).and_then(scalar).filter(|text| !text.is_empty());
        let what = match scalar(item) {
            Some(key) => Some(Publication::Key(key.trim().to_owned())),
            None => text("title").map(|title| Publication::Titled { title, address: text("path") }),
        };
        match what {
            Some(what) => all.push(Origin { what, place }),
            None => {
                let help = "write a key of sources.yaml, or a group with `title` and `path`";
                let message = "this is neither the key of a source nor has it a title";
                fields.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, place, message, help));
            }
        }
    }
    all
}

fn licences(fields: &mut Fields<'_>) -> Vec<Licence> {
    fields.each("licenses", |group| {
        group.refuse_unknown(LICENCE, &[], &[]);
        Some(Licence { name: group.text("name"), title: group.text("title"), address: group.text("path") })
    })
}
