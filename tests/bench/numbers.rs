//! What checked numbers cost: 10,000 of them in 100 briefs against 100 datasets, and the same briefs without.
//!
//!     cargo bench --bench numbers

use expound::base::cache::NoCache;
use expound::base::tree::NoSink;
use expound::base::{Severity, Source};
use expound::data::DataFile;
use expound::pipeline::input::Input;
use expound::pipeline::{self, Memo, Options, Progress};
use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DATASETS: usize = 100;
const ROWS: usize = 200;
const BRIEFS: usize = 100;
const NUMBERS: usize = 100;
const RUNS: usize = 15;

fn main() {
    let (with, without) = (input(true), input(false));
    let ledger = |input: &Input| run(input, true);
    let checks = run(&with, false);
    println!(
        "{} numbers in {BRIEFS} briefs, {DATASETS} datasets of {ROWS} rows, {} threads, shortest of {RUNS} runs",
        BRIEFS * NUMBERS,
        rayon::current_num_threads()
    );
    let plain = run(&without, false);
    println!("  build without checked numbers   {:>8.1} ms", millis(plain));
    println!("  build with checked numbers      {:>8.1} ms", millis(checks));
    println!("  the numbers alone               {:>8.1} ms", millis(checks.saturating_sub(plain)));
    println!("  build with the ledger           {:>8.1} ms", millis(ledger(&with)));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The shortest time of several builds, none of which may find an error.
fn run(input: &Input, ledger: bool) -> Duration {
    let now = jiff::Timestamp::from_second(1_750_000_000).expect("a moment of this century");
    let options = Options { ledger, ..Options::at(now) };
    let once = || {
        let started = Instant::now();
        let outcome =
            pipeline::build(input, Vec::new(), &options, &Memo::default(), &NoSink, &NoCache, &Progress::default());
        let took = started.elapsed();
        assert_eq!(outcome.count(Severity::Error), 0, "{:#?}", outcome.diagnostics.first());
        took
    };
    (0..RUNS).map(|_| once()).min().unwrap_or_default()
}

/// The value of a cell: to one decimal, and never the same in two rows of a column.
fn value(dataset: usize, row: usize) -> f64 {
    (1000 + dataset * 7 + row * 13) as f64 / 10.0
}

fn input(checked: bool) -> Input {
    let mut input = Input::default();
    for dataset in 0..DATASETS {
        let mut csv = "place,year,total,source\n".to_owned();
        for row in 0..ROWS {
            let _ = writeln!(csv, "Place {},{},{:.1},desk", row / 20, 2000 + row % 20, value(dataset, row));
        }
        let path = format!("data/set-{dataset:03}.csv");
        let source = Source::new(&path, csv);
        input.tables.push(DataFile { path: path.as_str().into(), text: Ok(Arc::new(source)) });
        let descriptor = format!(
            "name: set-{dataset:03}\npath: set-{dataset:03}.csv\nkey: [place, year]\nschema:\n  fields:\n    - {{name: place, type: string}}\n    - {{name: year, type: year}}\n    - {{name: total, type: number, unit: $ billion}}\n"
        );
        input.settings.push(Source::new(&format!("data/set-{dataset:03}.yaml"), descriptor));
    }
    input.settings.push(Source::new(
        "sources.yaml",
        "desk: {title: Desk, publisher: Desk, date: 2024, url: https://example.org/}\n",
    ));
    for brief in 0..BRIEFS {
        let mut text = format!("---\ntitle: Brief {brief}\ndate: 2024-01-02\n---\n\n");
        for number in 0..NUMBERS {
            let (dataset, row) = ((brief * 31 + number * 7) % DATASETS, (brief * 17 + number * 11) % ROWS);
            let (place, year) = (row / 20, 2000 + row % 20);
            let address = format!("stat:set-{dataset:03}/place-{place},{year}/total");
            let (words, address) = match number % 4 {
                0 => (format!("about ${:.0} billion", value(dataset, row)), address),
                1 if row % 20 > 0 => {
                    let before = value(dataset, row - 1);
                    let growth = (value(dataset, row) / before - 1.0) * 100.0;
                    (format!("up {growth:.1}%"), format!("{address}?change={}", year - 1))
                }
                _ => (format!("${:.1} billion", value(dataset, row)), address),
            };
            let figure = if checked { format!("[{words}]({address})") } else { words };
            let _ = write!(
                text,
                "Trade of the place came to {figure} in {year}, as its customs service states in the yearly table. "
            );
            if number % 5 == 4 {
                text.push_str("\n\n");
            }
        }
        input.documents.push(Source::new(&format!("briefs/brief-{brief:03}.md"), text).into());
    }
    input
}
