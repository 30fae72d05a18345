//! What notes cost: a brief with 300 notes and 100 sources, and the same words without.
//!
//!     cargo bench --bench notes

use expound::base::cache::NoCache;
use expound::base::tree::NoSink;
use expound::base::{Severity, Source};
use expound::pipeline::input::Input;
use expound::pipeline::{self, Memo, Options, Progress};
use std::fmt::Write;
use std::time::{Duration, Instant};

// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NOTES: usize = 300;
const SOURCES: usize = 100;
const RUNS: usize = 25;

fn main() {
    println!(
        "a brief with {NOTES} notes and {SOURCES} sources, {} threads, shortest and median of {RUNS} runs",
        rayon::current_num_threads()
    );
    for (name, input) in [("without notes", input(false)), ("with notes", input(true))] {
        let mut times: Vec<Duration> = (0..RUNS).map(|_| once(&input)).collect();
        times.sort_unstable();
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        println!("  {name:<16} {:>8.1} ms {:>8.1} ms", millis(times[0]), millis(times[RUNS / 2]));
    }
}

/// The time of one build, which may find no error.
fn once(input: &Input) -> Duration {
    let now = jiff::Timestamp::from_second(1_750_000_000).expect("a moment of this century");
    let options = Options::at(now);
    let started = Instant::now();
    let outcome =
        pipeline::build(input, Vec::new(), &options, &Memo::default(), &NoSink, &NoCache, &Progress::default());
    let took = started.elapsed();
    assert_eq!(outcome.count(Severity::Error), 0, "{:#?}", outcome.diagnostics.first());
    took
}

fn input(noted: bool) -> Input {
    let mut input = Input::default();
    let mut sources = String::new();
    for source in 0..SOURCES {
        let _ = writeln!(
            sources,
            "source{source}:\n  title: What is known of subject {source}\n  author: [Ann Author{source}, Bo Other]\n  publisher: Press {}\n  date: {}\n  url: https://example.org/{source}\n  archived: {{url: \"https://web.archive.org/{source}\", date: 2025-01}}",
            source % 9,
            1990 + source % 35
        );
    }
    input.settings.push(Source::new("sources.yaml", sources));
    let mut text = "---\ntitle: A brief\ndate: 2024-01-02\n---\n\n".to_owned();
    let mut definitions = String::new();
    for note in 0..NOTES {
        let source = note * 7 % SOURCES;
        let mark = match note % 4 {
            _ if !noted => String::new(),
            0 => format!("[^source{source}]"),
            1 => format!(" [@source{source}, p. {note}]"),
            2 => format!(" [see @source{source}, table 2; @source{}]", (source + 1) % SOURCES),
            _ => {
                let _ = writeln!(
                    definitions,
                    "[^own{note}]: A remark of the author's own, with a [link](https://example.org/) and more words.\n"
                );
                format!("[^own{note}]")
            }
        };
        let _ = write!(text, "Trade of the place grew, as its customs service states in the yearly table{mark}. ");
        if note % 4 == 3 {
            text.push_str("\n\n");
        }
    }
    input.documents.push(Source::new("briefs/brief.md", text + "\n" + &definitions).into());
    input
}
