//! The editorial rules that hold by how charts are drawn and written.

use super::{NARROW, WIDE, chart, draw, read, typography};
use crate::harness::{Site, files_below, here};
use expound::chart::download::{self, Around};
use expound::chart::rule::{RULES, Test};
use expound::chart::scene::{Ink, Item, Shape};
use expound::pipeline::Memo;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;

/// All cases of `tests/charts`, each with its name.
fn cases() -> Vec<(String, String)> {
    let folder = here("tests/charts");
    let all = files_below(&folder).into_iter().filter(|path| path.ends_with(".yaml"));
    all.map(|path| (path.trim_end_matches(".yaml").to_owned(), fs::read_to_string(folder.join(&path)).unwrap()))
        .collect()
}

#[test]
fn every_rule_is_in_the_table() {
    let mut numbers: Vec<u8> = RULES.iter().map(|rule| rule.number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=28).collect::<Vec<u8>>());
    // What is said to prove a rule is there.
    let tests: String = files_below(&here("tests/suite"))
        .iter()
        .map(|path| fs::read_to_string(here("tests/suite").join(path)).unwrap())
        .collect();
    for rule in RULES {
        if let Test::Construction(proof) = rule.test {
            let function = proof.strip_prefix("charts::").map(|name| format!("fn {name}("));
            let is_there = match function {
                Some(function) => tests.contains(&function),
                None if proof.ends_with(".md") => here("tests").join(proof).exists(),
                // A text of a scene has no angle.
                None => {
                    let scene = fs::read_to_string(here("src/chart/scene.rs")).unwrap();
                    !["pub angle", "pub rotation", "pub turned"].iter().any(|word| scene.contains(word))
                }
            };
            assert!(is_there, "rule {}: there is no {proof}", rule.number);
        }
    }
}

#[test]
fn blank_cells_are_never_drawn() {
    for kind in ["column", "bar", "dot", "line", "area"] {
        let chart = chart(&format!(
            "type: {kind}\nx: year\ny: v\n{}rows: [[year, v], [2001, 1], [2002, \"\"], [2003, 3], [2004, 2], [2005, 4]]",
            super::sample::WORDS
        ));
        let scene = draw(&chart, 680.0);
        let shown = scene.marks().any(|(_, of)| of.index == 1 && !matches!(kind, "line" | "area"));
        assert!(!shown, "{kind}: the blank cell is drawn");
        let told = expound::chart::told(&chart, &scene, typography(680.0).language);
        assert!(told.iter().any(|words| words.contains("missing")), "{kind}: {told:?}");
        let lines = scene.marks().filter(|(shape, _)| matches!(shape, Shape::Line { .. })).count();
        assert!(kind != "line" || lines == 1, "a line goes through the gap: {lines}");
    }
}

#[test]
fn few_bars_carry_values() {
    let of = |count: usize| {
        let rows: String = (0..count).map(|at| format!("  - [Place {at}, {}]\n", at + 1)).collect();
        let block = format!("type: column\nsort: none\nx: n\ny: v\n{}rows:\n  - [n, v]\n{rows}", super::sample::WORDS);
        let scene = draw(&chart(&block), 900.0);
        let grid = scene.items.iter().filter(|item| matches!(item, Item::Guide(Shape::Line { stroke: Ink::Grid, .. })));
        (grid.count(), scene.texts().filter(|text| text.of.is_some()).count())
    };
    assert_eq!(of(9), (0, 9), "nine columns carry their values and have no gridlines");
    let (lines, values) = of(10);
    assert!(lines >= 2 && values == 0, "ten columns have an axis: {lines} gridlines, {values} values");
}

#[test]
fn units_stand_once() {
    let block = format!(
        "type: line\nformat: percent\nx: year\ny: v\n{}rows: [[year, v], [2001, 1], [2002, 8], [2003, 31], [2004, 20]]",
        super::sample::WORDS
    );
    let scene = draw(&chart(&block), 680.0);
    let axis: Vec<&str> = scene
        .texts()
        .filter(|text| text.ink == Ink::Soft && text.words.ends_with('%'))
        .map(|text| &*text.words)
        .collect();
    assert_eq!(axis.len(), 1, "{axis:?}");
}

#[test]
fn text_is_large_enough() {
    // The wide drawing is shown from 630 pixels up, the narrow one from 280 up.
    assert!(WIDE.1 * f64::from(expound::chart::style::WIDE_FROM) / WIDE.0 >= 12.0);
    assert!(NARROW.1 * 280.0 / NARROW.0 >= 12.0);
    for (name, block) in cases() {
        let chart = chart(&block);
        assert!(draw(&chart, WIDE.0).text_size >= 13.0 && draw(&chart, NARROW.0).text_size >= 14.0, "{name}");
    }
}

#[test]
fn downloads_stand_alone() {
    for (name, block) in cases() {
        let chart = chart(&block);
        let around = Around { sources: "Source: <A & B>", note: "Note: \"quoted\"" };
        let svg = download::svg(&chart, &draw(&chart, WIDE.0), typography(WIDE.0), around);
        assert!(!svg.contains("class=") && !svg.contains("var("), "{name}: a class without a sheet");
        assert!(svg.contains("font-family=\"Expound Chart"), "{name}: no font is named");
        assert!(svg.contains("&lt;A &amp; B&gt;"), "{name}: the source is missing");
        let csv = download::csv(&chart);
        assert!(csv.lines().count() > 1, "{name}: no data");
    }
}

#[test]
fn a_figure_is_small() {
    let mut site = Site::default();
    site.0.insert("expound.yaml".to_owned(), "title: T\nbase_url: https://example.org/\n".to_owned());
    site.0.insert("content/sources.yaml".to_owned(), "a: {title: A, url: \"https://example.org/\"}\n".to_owned());
    let cases = cases();
    for (name, block) in &cases {
        let text = format!("---\ntitle: {name}\n---\n\n```chart\n{block}\n```\n");
        site.0.insert(format!("content/{name}.md"), text);
    }
    let built = site.build(&Memo::default(), false);
    let mut seen = 0;
    for (name, block) in &cases {
        let values: usize = chart(block).panels.iter().map(|panel| panel.frame.count()).sum();
        if values > 36 || block.contains("choropleth") {
            continue;
        }
        let html = built.text(&format!("{name}/index.html")).unwrap();
        let figure = &html[html.find("<figure class=\"chart").unwrap()..html.find("</figure>").unwrap()];
        let mut zip = GzEncoder::new(Vec::new(), Compression::best());
        zip.write_all(figure.as_bytes()).unwrap();
        let size = zip.finish().unwrap().len();
        assert!(size < 4000, "{name}: {size} bytes for {values} values");
        seen += 1;
    }
    assert!(seen > 15, "only {seen} figures were weighed");
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "</script><svg onload=x>\\\"'&--";
    let quoted = format!("\"{}\"", hostile.replace('\\', "\\\\").replace('"', "\\\""));
    let block = format!(
        "type: bar\ntitle: {quoted}\nsubtitle: {quoted}\nnote: {quoted}\nalt: {quoted}\nunit: {quoted}\nsource: a\nx: n\ny: {quoted}\nrows:\n  - [n, {quoted}]\n  - [{quoted}, 1]\n  - [\"=1+1\", 2]\n  - [c, 3]\n"
    );
    let (chart, found) = read(&block);
    let chart = chart.unwrap_or_else(|| panic!("{found:?}"));
    let around = Around { sources: hostile, note: hostile };
    let svg = download::svg(&chart, &draw(&chart, WIDE.0), typography(WIDE.0), around);
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    assert!(!svg.contains("</script>") && !svg.contains("<svg onload"), "{svg}");
    assert!(download::csv(&chart).contains("'=1+1"), "a formula would run");
}
