//! All files of rows and all descriptors of a site → a shelf, on which tables are found by path or by name.
//!
//! Files that a descriptor names are read at once, since what is wrong with a dataset is always told. Any other file is
//! read when somebody asks for it, and what is wrong with it is told to whoever uses it. A shelf keeps what the last one
//! has read, as long as the texts are the same.

use super::csv::{CsvOptions, read_csv};
use super::dataset::{self, Dataset};
use super::descriptor::{self, Resource};
use super::json::read_json;
use super::table::Table;
use crate::base::{ContentHash, Diagnostic, Diagnostics, Report, Source, Span, codes, route, suggest};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, OnceLock};

/// A file of `content/` that may hold rows.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// Its path in `content/`.
    pub path: Arc<str>,
    /// Its text; or why it was not read, which is told when somebody uses it.
    pub text: Result<Arc<Source>, Box<Diagnostic>>,
}

impl DataFile {
    fn is_same(&self, other: &Self) -> bool {
        match (&self.text, &other.text) {
            (Ok(a), Ok(b)) => a.shown == b.shown && a.text == b.text,
            (Err(a), Err(b)) => a == b,
            _ => false,
        }
    }
}

/// True for the names of files that may hold rows: `.csv`, `.tsv` and `.json`.
pub fn may_hold_rows(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    ending.is_some_and(|ending| ["csv", "tsv", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The tables of a site.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    files: BTreeMap<Arc<str>, Arc<Shelved>>,
    datasets: BTreeMap<String, Arc<Dataset>>,
    /// Names of datasets of which something could not be read, each with the file in which that is told.
    broken: BTreeMap<String, Arc<str>>,
    /// The name of the dataset that a file is.
    names: BTreeMap<Arc<str>, String>,
    /// Datasets by the hash of all that they were made of, for the next shelf.
    made: FxHashMap<ContentHash, Arc<Report<Arc<Dataset>>>>,
}

/// A file, and its table once somebody has asked for it.
#[derive(Debug)]
struct Shelved {
    file: DataFile,
    hash: OnceLock<ContentHash>,
    read: OnceLock<Report<Option<Arc<Table>>>>,
}

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The path of the file in `content/`.
    pub path: &'a str,
    /// Its table; none if there is nothing in the file that could be one.
    pub table: Option<&'a Arc<Table>>,
    /// The dataset, if a descriptor says that it is one.
    pub dataset: Option<&'a Arc<Dataset>>,
    /// What is wrong with the file, for whoever uses it to tell. Nothing for datasets, of which it was told.
    pub diagnostics: &'a [Diagnostic],
}

impl Shelf {
    /// Puts the files of a site on a shelf. `settings` are its YAML files; `last` is the shelf of the build before.
    pub fn new(settings: &[Source], files: &[DataFile], last: &Self) -> Report<Self> {
        let mut shelf = Self::default();
        let mut diagnostics = Diagnostics::new();
        for file in files {
            let known = last.files.get(&file.path).filter(|known| known.file.is_same(file));
            let shelved = known.map_or_else(|| Arc::new(Shelved::new(file.clone())), Arc::clone);
            shelf.files.insert(Arc::clone(&file.path), shelved);
        }
        let texts = files.iter().filter_map(|file| file.text.as_deref().ok());
        let mut descriptors: Vec<&Source> = settings.iter().chain(texts).collect();
        descriptors.retain(|source| descriptor::is_descriptor(source));
        descriptors.sort_by(|a, b| a.path.cmp(&b.path));
        let made: Vec<(Diagnostics, Vec<Made>, Vec<String>)> =
            descriptors.par_iter().map(|source| shelf.describe(source, last)).collect();
        for ((found, made, broken), source) in made.into_iter().zip(descriptors) {
            diagnostics.extend(found);
            shelf.broken.extend(broken.into_iter().map(|name| (name, Arc::clone(&source.shown))));
            for (hash, made) in made {
                diagnostics.extend(made.diagnostics.iter().cloned());
                shelf.add(&made.value, &mut diagnostics);
                shelf.made.insert(hash, made);
            }
        }
        Report::new(shelf, diagnostics)
    }

    /// The datasets of a descriptor, what is wrong with the descriptor itself, and the names of those that are not made for it.
    fn describe(&self, source: &Source, last: &Self) -> (Diagnostics, Vec<Made>, Vec<String>) {
        let mut diagnostics = Diagnostics::new();
        let resources = descriptor::read(source).take(&mut diagnostics);
        let (mut all, mut broken) = (Vec::new(), Vec::new());
        if resources.is_empty() {
            broken.push(stem(&source.path).to_owned());
        }
        for (at, resource) in resources.iter().enumerate() {
            let file = resource.path.as_ref().map(|path| (path, self.files.get(path.as_str())));
            let Some((_, Some(file))) = file else {
                diagnostics.extend(file.map(|(path, _)| self.missing_file(path, resource)));
                broken.push(resource.name.clone());
                continue;
            };
            let hash = ContentHash::of_value(&(&source.shown, &source.text, at, file.hash()));
            let made = last.made.get(&hash).cloned().unwrap_or_else(|| Arc::new(file.dataset(resource, source, hash)));
            all.push((hash, made));
        }
        (diagnostics, all, broken)
    }

    fn missing_file(&self, path: &str, resource: &Resource) -> Diagnostic {
        let place = resource.path_place.clone();
        if !may_hold_rows(path) {
            let message = format!("`{path}` is not a file of rows");
            return Diagnostic::new(
                &codes::MISSING_DATA_FILE,
                place,
                message,
                "save the table as CSV and name that file",
            );
        }
        let help = match suggest::nearest(path, self.files.keys().map(|known| &**known)) {
            Some(near) => format!("did you mean `/{near}`?"),
            None => "put the file there, or correct the path: it is relative to this descriptor".to_owned(),
        };
        Diagnostic::new(&codes::MISSING_DATA_FILE, place, format!("there is no file `{path}` in content/"), help)
    }

    fn add(&mut self, dataset: &Arc<Dataset>, diagnostics: &mut Diagnostics) {
        self.names.entry(Arc::clone(&dataset.path)).or_insert_with(|| dataset.name.clone());
        match self.datasets.entry(dataset.name.clone()) {
            Entry::Vacant(entry) => drop(entry.insert(Arc::clone(dataset))),
            Entry::Occupied(first) => {
                let message = format!("two datasets are called `{}`", dataset.name);
                let help = "give one of them another `name:`";
                let found = Diagnostic::new(&codes::DUPLICATE_DATASET, dataset.place.clone(), message, help);
                diagnostics.push(found.and(first.get().place.clone(), "the first one"));
            }
        }
    }

    /// What `wanted` is when it is written in the file `from`, a path in `content/`: a file beside it (`exports.csv`,
    /// `../shared/a.csv`), a file below `content/` (`/data/exports.csv`), or the name of a dataset.
    pub fn find(&self, from: &str, wanted: &str) -> Option<Found<'_>> {
        Some(match self.look(from, wanted)? {
            Held::File(file) => {
                let Report { value, diagnostics } = file.read();
                Found { path: &file.file.path, table: value.as_ref(), dataset: None, diagnostics }
            }
            Held::Dataset(dataset) => {
                let table = Some(&dataset.table).filter(|table| !table.columns.is_empty());
                Found { path: &dataset.path, table, dataset: Some(dataset), diagnostics: &[] }
            }
        })
    }

    /// The same without reading the file. A file that is a dataset is found as one.
    fn look(&self, from: &str, wanted: &str) -> Option<Held<'_>> {
        let path = match wanted.strip_prefix('/') {
            Some(rooted) => route::join("", rooted),
            None => route::join(folder(from), wanted),
        };
        let Some(file) = path.and_then(|path| self.files.get(path.as_str())) else {
            return self.datasets.get(wanted).map(Held::Dataset);
        };
        let dataset = self.names.get(&file.file.path).and_then(|name| self.datasets.get(name));
        let dataset = dataset.filter(|dataset| dataset.path == file.file.path);
        Some(dataset.map_or(Held::File(file), Held::Dataset))
    }

    /// What to do about a name that leads to no table: the nearest one there is, or all of them.
    pub fn hint(&self, from: &str, wanted: &str) -> String {
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let here = folder(from);
        let shown = |path: &Arc<str>| if folder(path) == here { last(path) } else { format!("/{path}") };
        let mut all: Vec<(String, String)> = self.datasets.keys().map(|name| (name.clone(), name.clone())).collect();
        all.extend(self.files.keys().map(|path| (last(path), shown(path))));
        let wanted = last(wanted);
        if let Some(near) = suggest::nearest(&wanted, all.iter().map(|(name, _)| name.as_str())) {
            // Of several with one name the one beside the brief is meant.
            let mut same = all.iter().filter(|(name, _)| name == near).map(|(_, shown)| shown.as_str());
            let first = same.clone().find(|shown| !shown.starts_with('/')).or_else(|| same.next());
            return format!("did you mean `{}`?", first.unwrap_or(near));
        }
        if all.is_empty() {
            return "there is no table in this site yet: put a CSV file beside the brief".to_owned();
        }
        suggest::hint(&wanted, all.iter().map(|(_, shown)| shown.as_str()))
    }

    /// A hash of the answer to [`find`](Self::find), or of all that [`hint`](Self::hint) may name where there is none.
    pub fn answer(&self, from: &str, wanted: &str) -> ContentHash {
        match self.look(from, wanted) {
            Some(Held::Dataset(dataset)) => dataset.hash(),
            Some(Held::File(file)) => file.hash(),
            None => {
                let files: Vec<&Arc<str>> = self.files.keys().collect();
                let datasets: Vec<&String> = self.datasets.keys().collect();
                ContentHash::of_value(&(files, datasets, self.why_not(wanted)))
            }
        }
    }

    /// The dataset of a name.
    pub fn dataset(&self, name: &str) -> Option<&Arc<Dataset>> {
        self.datasets.get(name)
    }

    /// Why there is no dataset of a name, or nothing in it, where that is known, and what to do.
    pub fn why_not(&self, name: &str) -> Option<(String, String)> {
        let empty = self.datasets.get(name).filter(|dataset| dataset.table.columns.is_empty());
        if let Some(file) = self.broken.get(name).or(empty.map(|dataset| &dataset.table.shown)) {
            let message = format!("the dataset `{name}` cannot be used before {file} is put right");
            return Some((message, format!("see what is told of {file}")));
        }
        if self.datasets.contains_key(name) {
            return None;
        }
        let file = self.files.keys().find(|path| stem(path) == name)?;
        let message = format!("there is no dataset `{name}`: the file {file} has no descriptor");
        let descriptor = format!("{}{name}.yaml", folder(file));
        Some((message, format!("write {descriptor} beside it, with `path:` and `key:`")))
    }

    /// All datasets, in the order of their names.
    pub fn datasets(&self) -> impl Iterator<Item = &Arc<Dataset>> {
        self.datasets.values()
    }
}

/// A dataset, what is wrong with it, and the hash of all that it was made of.
type Made = (ContentHash, Arc<Report<Arc<Dataset>>>);

/// What stands on a shelf.
enum Held<'a> {
    File(&'a Shelved),
    Dataset(&'a Arc<Dataset>),
}

impl Shelved {
    fn new(file: DataFile) -> Self {
        Self { file, hash: OnceLock::new(), read: OnceLock::new() }
    }

    fn hash(&self) -> ContentHash {
        *self.hash.get_or_init(|| match &self.file.text {
            Ok(source) => ContentHash::of_value(&(&source.shown, &source.text)),
            Err(why) => ContentHash::of_value(&(&why.place, &why.message)),
        })
    }

    fn read(&self) -> &Report<Option<Arc<Table>>> {
        self.read.get_or_init(|| {
            let Report { value, diagnostics } = self.table(None);
            Report::new(value.filter(|table| !table.columns.is_empty()).map(Arc::new), diagnostics)
        })
    }

    fn table(&self, delimiter: Option<u8>) -> Report<Option<Table>> {
        let source = match &self.file.text {
            Ok(source) => source,
            Err(why) => return Report::new(None, vec![(**why).clone()]),
        };
        let whole = Span::new(0, source.text.len());
        let Report { value, diagnostics } = if source.path.to_ascii_lowercase().ends_with(".json") {
            read_json(source, whole)
        } else {
            let by_name = CsvOptions::of_path(&source.path);
            read_csv(source, whole, CsvOptions { delimiter: delimiter.or(by_name.delimiter) })
        };
        Report::new(Some(value), diagnostics)
    }

    /// The dataset that a descriptor says it is.
    fn dataset(&self, resource: &Resource, descriptor: &Source, hash: ContentHash) -> Report<Arc<Dataset>> {
        let mut diagnostics = Diagnostics::new();
        let table =
            self.table(resource.delimiter).take(&mut diagnostics).unwrap_or_else(|| Table::none(&self.file.path));
        let made = dataset::dataset(resource, &descriptor.path, &self.file.path, &table, hash);
        let value = Arc::new(made.take(&mut diagnostics));
        Report::new(value, diagnostics)
    }
}

/// The folder of a path, with its slash.
fn folder(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |at| at + 1)]
}

/// The name of a file without its folder and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests;
