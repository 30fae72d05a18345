//! `tests/charts/*.yaml`: chart blocks, and the two drawings that come of each; and what holds of every drawing,
//! whatever the data is. Files of one kind of chart are in the folder beside this file.

mod bars;
mod colours;
mod maps;
mod parts;
#[cfg(feature = "png")]
mod pictures;
mod rules;
mod sample;

use crate::harness::{Verdict, files_below, here};
use expound::base::font::ChartFont;
use expound::base::language::Language;
use expound::base::{Diagnostics, Source, Span};
use expound::chart::download::{self, Around};
use expound::chart::rule::problems;
use expound::chart::scene::Scene;
use expound::chart::typography::Typography;
use expound::chart::{self, Chart, NARROW, WIDE};
use std::fs;
use std::sync::LazyLock;

/// The widths that every drawing is tried in.
const WIDTHS: [f64; 8] = [280.0, 320.0, 400.0, 479.0, 480.0, 560.0, 680.0, 900.0];

static FONT: LazyLock<ChartFont> = LazyLock::new(|| {
    let file = |name: &str| fs::read(here("themes/default/fonts").join(name)).unwrap();
    ChartFont::read(&file("inter-400.ttf"), &file("inter-600.ttf")).unwrap()
});

fn typography(width: f64) -> Typography<'static> {
    let size = if width < 480.0 { NARROW.1 } else { WIDE.1 };
    Typography { font: &FONT.metrics, size, language: Language::english() }
}

/// Reads a block whose rows are in it.
fn read(block: &str) -> (Option<Chart>, Diagnostics) {
    let source = Source::new("brief.md", format!("```chart\n{block}\n```\n"));
    let span = Span::new(9, 9 + block.len());
    let mut found = Diagnostics::new();
    let spec = chart::spec::read(&source, span).take(&mut found);
    let chart = spec.and_then(|spec| chart::encode(spec, None).take(&mut found));
    (chart, found)
}

/// A chart that must be right.
fn chart(block: &str) -> Chart {
    let (chart, found) = read(block);
    let told: Vec<String> = found.iter().map(|found| format!("{}: {}", found.code.word, found.message)).collect();
    chart.unwrap_or_else(|| panic!("no chart: {told:?}\n{block}"))
}

/// Whether the data of a block has a value; without one there is no chart.
fn has_value(block: &str) -> bool {
    !read(block).1.iter().any(|found| found.message.contains("no value to draw"))
}

fn draw(chart: &Chart, width: f64) -> Scene {
    chart::draw(chart, width, typography(width))
}

/// What lies where it must not, in every width.
fn faults(chart: &Chart) -> Vec<String> {
    let of = |width: &f64| -> Vec<String> {
        problems(&draw(chart, *width)).into_iter().map(|problem| format!("{width}: {problem}")).collect()
    };
    WIDTHS.iter().flat_map(of).collect()
}

#[test]
fn blocks_become_the_expected_drawings() {
    let mut verdict = Verdict::default();
    let folder = here("tests/charts");
    for path in files_below(&folder).iter().filter(|path| path.ends_with(".yaml")) {
        let name = path.trim_end_matches(".yaml");
        let (chart, found) = read(&fs::read_to_string(folder.join(path)).unwrap());
        let told: Vec<String> = found.iter().map(|found| format!("{}: {}", found.code.word, found.message)).collect();
        verdict.hold(path, told.is_empty(), &told.join("\n"));
        let Some(chart) = chart else { continue };
        let faults = faults(&chart);
        verdict.hold(path, faults.is_empty(), &faults.join("\n"));
        for (form, (width, _)) in [("wide", WIDE), ("narrow", NARROW)] {
            let around = Around { sources: "Source", note: "" };
            let svg = download::svg(&chart, &draw(&chart, width), typography(width), around);
            verdict.expect(&here("tests/charts/expected").join(format!("{name}.{form}.svg")), &svg);
        }
    }
    verdict.nothing_left_in(&here("tests/charts/expected"));
    verdict.end();
}
