//! Files of data → values for templates that were; and tables of the new site, where they are rows.

use super::old::{Copied, OldSite};
use super::report::Teller;
use super::settings::{self, Form};
use crate::io::OldFile;
use serde_yaml::{Mapping, Value};

/// Where data goes that are no rows: beside the content, so that nothing of it is published.
const ASIDE: &str = "old-data";

/// All data of a folder, by the names of their files.
pub(super) fn values(files: &[OldFile], folder: &str) -> Mapping {
    let mut all = Mapping::new();
    for file in files {
        let Some(path) = file.path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let (Some(form), Some(text)) = (Form::of(path), file.text()) else { continue };
        let Ok(value) = settings::read(form, text) else { continue };
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        insert(&mut all, &stem.split('/').collect::<Vec<_>>(), value);
    }
    all
}

fn insert(map: &mut Mapping, path: &[&str], value: Value) {
    match path {
        [] => {}
        [name] => {
            map.insert((*name).into(), value);
        }
        [folder, rest @ ..] => {
            let inner = map.entry((*folder).into()).or_insert_with(|| Value::Mapping(Mapping::new()));
            if let Value::Mapping(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

/// Takes a file of data along. `name` is its path in the folder of data.
pub(super) fn carry(file: &OldFile, name: &str, site: &mut OldSite, teller: &mut Teller) {
    const SETTINGS: [&str; 5] = ["authors", "navigation", "menu", "nav", "menus"];
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut to = |to: String, text: Option<String>| site.files.push(Copied { from: file.path.clone(), to, text });
    if SETTINGS.contains(&stem) {
        return to(format!("{ASIDE}/{name}"), None);
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let value = || settings::read(Form::of(name)?, file.text()?).ok();
    match ending {
        "csv" | "tsv" => to(format!("content/data/{name}"), None),
        "json" if value().is_some_and(|value| rows(&value).is_some()) => to(format!("content/data/{name}"), None),
        "yml" | "yaml" | "toml" | "json" => match value().as_ref().and_then(rows) {
            Some(csv) => to(format!("content/data/{stem}.csv"), Some(csv)),
            None => {
                to(format!("{ASIDE}/{name}"), None);
                let what = format!("these data are no rows of a table; they are in {ASIDE}/ and not published");
                teller.tell(&file.path, 0, what, "write in the briefs what templates made of them");
            }
        },
        _ => to(format!("{ASIDE}/{name}"), None),
    }
}

/// A list of flat groups, as CSV.
fn rows(value: &Value) -> Option<String> {
    let all = value.as_sequence().filter(|all| !all.is_empty())?;
    let mut columns: Vec<&str> = Vec::new();
    for row in all {
        for (key, cell) in row.as_mapping()? {
            let key = key.as_str().filter(|key| !key.trim().is_empty())?;
            if settings::text(cell).is_none() && !cell.is_null() {
                return None;
            }
            if !columns.contains(&key) {
                columns.push(key);
            }
        }
    }
    let line = |cells: Vec<String>| {
        let quoted = cells.into_iter().map(|cell| match cell.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell,
        });
        quoted.collect::<Vec<_>>().join(",") + "\n"
    };
    let mut out = line(columns.iter().map(|column| (*column).to_owned()).collect());
    for row in all {
        let cell = |column: &&str| settings::text(row.get(*column)?);
        out.push_str(&line(columns.iter().map(|column| cell(column).unwrap_or_default()).collect()));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_lists_are_tables() {
        let read = |text: &str| rows(&serde_yaml::from_str(text).unwrap());
        let text = "- {a: 1, b: \"x, \\\"y\\\"\"}\n- {a: 2.50, c: true}\n";
        assert_eq!(read(text).as_deref(), Some("a,b,c\n1,\"x, \"\"y\"\"\",\n2.5,,true\n"));
        assert_eq!([read("a: 1"), read("- a"), read("[]"), read("- {a: [1]}")], [None, None, None, None]);
    }
}
