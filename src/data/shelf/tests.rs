//! Files and datasets are found as authors write them, and read no more often than their texts change.

use super::*;
use crate::data::Kind;

const CSV: &str = "year,total\n2021,48\n2022,50\n";

fn source(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

fn files(all: &[(&str, &str)]) -> Vec<DataFile> {
    let file = |(path, text): &(&str, &str)| DataFile { path: (*path).into(), text: Ok(source(path, text).into()) };
    let mut files: Vec<DataFile> = all.iter().map(file).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn shelf(settings: &[(&str, &str)], all: &[(&str, &str)]) -> Report<Shelf> {
    let settings: Vec<Source> = settings.iter().map(|(path, text)| source(path, text)).collect();
    Shelf::new(&settings, &files(all), &Shelf::default())
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|found| found.code.word).collect()
}

#[test]
fn files_are_found_as_authors_write_them() {
    let shelf = shelf(&[], &[("a/exports.csv", CSV), ("a/b/own.csv", CSV), ("data/shared.tsv", "a\tb\n1\t2\n")]).value;
    let path = |from: &str, wanted: &str| shelf.find(from, wanted).map(|found| found.path.to_owned());
    assert_eq!(path("a/b.md", "exports.csv").as_deref(), Some("a/exports.csv"));
    assert_eq!(path("a/b/index.md", "own.csv").as_deref(), Some("a/b/own.csv"));
    assert_eq!(path("a/b/index.md", "../exports.csv").as_deref(), Some("a/exports.csv"));
    assert_eq!(path("a/b/index.md", "/data/shared.tsv").as_deref(), Some("data/shared.tsv"));
    assert_eq!(path("a/b.md", "../../etc/exports.csv"), None);
    assert_eq!(path("b.md", "exports.csv"), None);
    let table = shelf.find("b.md", "data/shared.tsv").and_then(|found| found.table);
    assert_eq!(table.map(|table| table.names().collect::<Vec<_>>()), Some(vec!["a", "b"]));
    assert_eq!(shelf.hint("a/b.md", "export.csv"), "did you mean `exports.csv`?");
    assert_eq!(shelf.hint("b.md", "exports.csv"), "did you mean `/a/exports.csv`?");
    assert_eq!(
        Shelf::default().hint("a.md", "x"),
        "there is no table in this site yet: put a CSV file beside the brief"
    );
}

#[test]
fn a_dataset_is_found_by_its_name_and_by_its_file() {
    let descriptor = "name: goods\ntitle: Goods\npath: exports.csv\nschema:\n  missingValues: [\"50\"]\n  fields:\n    - {name: year, type: string}\n    - {name: total, title: Total, unit: billion USD, type: number}\n";
    let report = shelf(&[("data/exports.yaml", descriptor)], &[("data/exports.csv", CSV)]);
    assert_eq!(codes(&report.diagnostics), [""; 0]);
    for (from, wanted) in [("a.md", "goods"), ("b/a.md", "goods"), ("data/a.md", "exports.csv")] {
        let found = report.value.find(from, wanted).unwrap();
        let (dataset, table) = (found.dataset.unwrap(), found.table.unwrap());
        assert_eq!((dataset.label(), found.path), ("Goods", "data/exports.csv"));
        assert_eq!(table.columns[0].kind, Kind::Text);
        assert_eq!((table.columns[1].label(), table.columns[1].unit.as_deref()), ("Total", Some("billion USD")));
        assert_eq!(table.columns[1].numbers(), Ok(vec![Some(48.0), None]));
    }
    assert_eq!(report.value.hint("a.md", "good"), "did you mean `goods`?");
}

#[test]
fn what_is_wrong_with_a_file_is_told_to_who_uses_it() {
    let report = shelf(&[], &[("a.csv", "a,b\n1\n"), ("b.json", "{}")]);
    assert_eq!(codes(&report.diagnostics), [""; 0]);
    let found = report.value.find("x.md", "a.csv").unwrap();
    assert_eq!((codes(found.diagnostics), found.table.is_some()), (vec!["bad-row"], true));
    let found = report.value.find("x.md", "b.json").unwrap();
    assert_eq!((codes(found.diagnostics), found.table.is_some()), (vec!["bad-table"], false));
    // That of a dataset was told when the shelf was made.
    let report = shelf(&[("a.yaml", "name: a\npath: a.csv\n")], &[("a.csv", "a,b\n1\n")]);
    assert_eq!(codes(&report.diagnostics), ["bad-row"]);
    assert_eq!(codes(report.value.find("x.md", "a").unwrap().diagnostics), [""; 0]);
}

#[test]
fn settings_that_are_no_descriptors_are_left_alone() {
    for (path, text) in [
        ("sources.yaml", "path: {title: A}\nname: {title: B}\n"),
        ("a.yaml", "path: nowhere.csv\n"),
        ("a.yaml", "name: x\nschema: {}\n"),
        ("package.json", "{\"name\": \"x\", \"path\": \"nowhere.csv\"}"),
    ] {
        assert!(!descriptor::is_descriptor(&source(path, text)), "{path}: {text}");
    }
    for (path, text) in [
        ("a.yaml", "{name: x, path: a.csv}\n"),
        ("a.yaml", "name: x\npath: [broken\n"),
        ("b/datapackage.json", "{}"),
        ("a.yml", "resources: []\nname: x\n"),
    ] {
        assert!(descriptor::is_descriptor(&source(path, text)), "{path}: {text}");
    }
}

#[test]
fn a_shelf_keeps_what_the_last_one_has_read() {
    let settings = [source("goods.yaml", "name: goods\npath: goods.csv\nkey: year\n")];
    let first = Shelf::new(&settings, &files(&[("a.csv", CSV), ("goods.csv", CSV)]), &Shelf::default()).value;
    let table = |shelf: &Shelf, wanted: &str| Arc::clone(shelf.find("x.md", wanted).unwrap().table.unwrap());
    let answers = |shelf: &Shelf| ["a.csv", "goods", "goods.csv", "absent"].map(|wanted| shelf.answer("x.md", wanted));
    let (a, goods) = (table(&first, "a.csv"), table(&first, "goods"));
    let same = Shelf::new(&settings, &files(&[("a.csv", CSV), ("goods.csv", CSV)]), &first).value;
    assert!(Arc::ptr_eq(&a, &table(&same, "a.csv")) && Arc::ptr_eq(&goods, &table(&same, "goods")));
    assert_eq!(answers(&first), answers(&same));

    let next = format!("{CSV}2022,51\n");
    let report = Shelf::new(&settings, &files(&[("a.csv", CSV), ("goods.csv", &next)]), &same);
    assert_eq!(codes(&report.diagnostics), ["duplicate-row"]);
    assert!(Arc::ptr_eq(&a, &table(&report.value, "a.csv")) && !Arc::ptr_eq(&goods, &table(&report.value, "goods")));
    let (old, new) = (answers(&same), answers(&report.value));
    assert_eq!(old.map(|hash| new.contains(&hash)), [true, false, false, true]);
    // What is wrong is told again although nothing is read again.
    let again = Shelf::new(&settings, &files(&[("a.csv", CSV), ("goods.csv", &next)]), &report.value);
    assert_eq!(codes(&again.diagnostics), ["duplicate-row"]);
    // A new name is among those that a missing one may mean.
    let more = Shelf::new(&settings, &files(&[("a.csv", CSV), ("b.csv", CSV), ("goods.csv", CSV)]), &same).value;
    assert_eq!(answers(&more).map(|hash| old.contains(&hash)), [true, true, true, false]);
}

proptest::proptest! {
    #[test]
    fn no_descriptor_brings_it_down(
        lines in proptest::collection::vec("( {0,4}(- )?(name|path|key|schema|fields|type|sources|resources|dialect|delimiter): ?)?[-\\[\\]{}:,\"' a.csvü1]{0,12}", 0..8),
    ) {
        let text = format!("name: a\npath: a.csv\n{}\n", lines.join("\n"));
        for found in shelf(&[("a.yaml", &text), ("b/datapackage.yaml", &lines.join("\n"))], &[("a.csv", CSV)]).diagnostics {
            proptest::prop_assert!(found.place.line >= 1);
        }
    }
}
