//! How long one drawing takes: `cargo bench --bench charts`. The blocks are those of `tests/charts`.

use expound::base::font::ChartFont;
use expound::base::language::Language;
use expound::base::{Source, Span};
use expound::chart::typography::Typography;
use expound::chart::{self, Chart, NARROW, WIDE};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn read(block: &str) -> Option<Chart> {
    let source = Source::new("brief.md", format!("```chart\n{block}\n```\n"));
    let spec = chart::spec::read(&source, Span::new(9, 9 + block.len())).value?;
    chart::encode(spec, None).value
}

/// Microseconds of one drawing: the shortest of many runs.
fn shortest(chart: &Chart, width: f64, text: Typography<'_>) -> f64 {
    let once = || {
        let start = Instant::now();
        black_box(chart::draw(black_box(chart), width, text));
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..200).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = |name: &str| fs::read(root.join("themes/default/fonts").join(name)).expect("the font is there");
    let font = ChartFont::read(&file("inter-400.ttf"), &file("inter-600.ttf")).expect("the font can be read");
    let folder = fs::read_dir(root.join("tests/charts")).expect("the cases are there");
    let mut paths: Vec<_> = folder.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    println!("{:28} {:>7} {:>9} {:>9} {:>9}", "microseconds a drawing", "values", "read", "wide", "narrow");
    for path in paths {
        let block = fs::read_to_string(&path).expect("a case can be read");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(chart) = read(&block) else { continue };
        let reading = (0..50).map(|_| {
            let start = Instant::now();
            black_box(read(black_box(&block)));
            start.elapsed().as_secs_f64() * 1e6
        });
        let reading = reading.fold(f64::INFINITY, f64::min);
        let of = |(width, size): (f64, f64)| {
            shortest(&chart, width, Typography { font: &font.metrics, size, language: Language::english() })
        };
        let values: usize = chart.panels.iter().map(|panel| panel.frame.count()).sum();
        println!("{name:28} {values:>7} {reading:>9.1} {:>9.1} {:>9.1}", of(WIDE), of(NARROW));
    }
}
