//! How fast whole sites are built, and how much memory that takes.
//!
//!     cargo bench --bench site                                    both shapes of corpus, a table, the stages
//!     cargo bench --bench site -- --shape real --posts 500        one shape, so many posts
//!     cargo bench --bench site -- --shape short --search          also with search, and what a reader loads
//!     cargo bench --bench site -- --hugo PATH --zola PATH         others that are not on the PATH
//!     cargo bench --bench site -- --folder /dev/shm               corpora and sites there: in memory, what a disk hides is seen
//!     cargo bench --bench site -- --generate DIR --form hugo      only write a corpus, for use with another program
//!
//! Builds run in a process of their own, so that its time and memory are those of a build. Where `hugo` or `zola` is
//! on the PATH it builds the same bodies in the same run.

mod alone;
mod corpus;
mod floor;
mod measure;
mod rivals;
mod search;
mod stages;

use corpus::{Form, Shape};
use measure::Measured;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program's own allocator, so that stages measured here are those of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the command line asks for.
#[derive(Debug)]
struct Wanted {
    generate: Option<PathBuf>,
    /// Where the corpora are written and built.
    folder: PathBuf,
    posts: Option<usize>,
    shapes: Vec<Shape>,
    form: Form,
    runs: usize,
    search: bool,
    rivals: Vec<(String, PathBuf)>,
}

fn main() -> io::Result<()> {
    let mut words = std::env::args_os().skip(1);
    if words.next().is_some_and(|word| word == floor::WORD) {
        return words.next().map_or(Ok(()), |site| floor::run(Path::new(&site)));
    }
    let wanted = wanted(std::env::args().skip(1));
    if let Some(folder) = &wanted.generate {
        for shape in wanted.shapes.iter().take(1) {
            let written = corpus::write(folder, wanted.posts.unwrap_or(shape.usual()), *shape, wanted.form)?;
            println!("{}: {}", folder.display(), described(&written));
        }
        return Ok(());
    }
    for shape in &wanted.shapes {
        bench(*shape, &wanted)?;
    }
    Ok(())
}

fn wanted(mut words: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted {
        generate: None,
        folder: PathBuf::from(env!("CARGO_TARGET_TMPDIR")),
        posts: None,
        shapes: vec![Shape::Real, Shape::Short],
        form: Form::Expound,
        runs: 5,
        search: false,
        rivals: Vec::new(),
    };
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
        match word.as_str() {
            "--search" => wanted.search = true,
            "--hugo" | "--zola" => {
                let path = PathBuf::from(value());
                wanted.rivals.push((word.trim_start_matches('-').to_owned(), path));
            }
            "--generate" => {
                wanted.generate = Some(PathBuf::from(value()));
            }
            "--folder" => wanted.folder = PathBuf::from(value()),
            "--posts" => wanted.posts = Some(value().parse().expect("--posts takes a number")),
            "--runs" => wanted.runs = value().parse().expect("--runs takes a number"),
            "--shape" => {
                let named = value();
                wanted.shapes.retain(|shape| shape.word() == named);
                assert!(!wanted.shapes.is_empty(), "--shape is real or short, not {named}");
            }
            "--form" => {
                wanted.form = match value().as_str() {
                    "expound" => Form::Expound,
                    "hugo" => Form::Hugo,
                    "zola" => Form::Zola,
                    other => panic!("--form is expound, hugo or zola, not {other}"),
                }
            }
            // Cargo says this to every benchmark.
            "--bench" => {}
            other => {
                panic!(
                    "{other} is not known: --generate DIR, --folder DIR, --posts N, --shape real|short, --form NAME, --runs N, --search, --hugo PATH, --zola PATH"
                )
            }
        }
    }
    wanted
}

fn bench(shape: Shape, wanted: &Wanted) -> io::Result<()> {
    let folder = tempfile::tempdir_in(&wanted.folder)?;
    let site = folder.path().join("expound");
    let posts = wanted.posts.unwrap_or(shape.usual());
    let written = corpus::write(&site, posts, shape, Form::Expound)?;
    println!("\n{}: {}; built in {}", shape.word(), described(&written), wanted.folder.display());
    println!(
        "{:<20} {:>6} {:>6} {:>7} {:>8} {:>8} {:>7} {:>9}  {:>13}  {:>13}",
        "program", "posts", "MB in", "files", "min s", "median s", "CPU s", "peak MiB", "expound to it", "small to it"
    );
    let public = site.join("public");
    let own = measure::builds(&expound(&site, "expound.yaml"), &public, wanted.runs)?;
    row(&own, &written, &[]);
    let mut small = measure::builds(&expound(&site, "small.yaml"), &public, wanted.runs)?;
    small.name = "small: its theme".to_owned();
    row(&small, &written, &[&own]);
    if wanted.search {
        let mut with = measure::builds(&expound(&site, "search.yaml"), &public, wanted.runs)?;
        with.name = "with search".to_owned();
        row(&with, &written, &[&own]);
        search::print(&public)?;
    }
    let floor = floor::measured(&site, wanted.runs)?;
    row(&floor, &written, &[&own, &small]);
    for rival in rivals::present(&wanted.rivals) {
        let site = folder.path().join(rival.name);
        corpus::write(&site, posts, shape, rival.form)?;
        let mut measured = measure::builds(&rival.command(&site), &site.join("public"), wanted.runs)?;
        measured.name = rival.title;
        row(&measured, &written, &[&own, &small]);
    }
    println!("(times as long by the shortest run, and in processor time)");
    stages::print(&site, wanted.runs);
    Ok(())
}

/// The program as it was built for this benchmark.
fn expound(site: &Path, settings: &str) -> impl Fn() -> Command {
    move || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_expound"));
        // Remote pictures are warned about once a host, and are not what is measured.
        command.args(["build", "--quiet", "--allow", "remote-image", "--root"]).arg(site);
        command.arg("--config").arg(site.join(settings));
        command
    }
}

/// One line, with how many times as long each of `compared` takes. On a machine that others use too, the shortest run and the
/// processor's time say more than the middle.
fn row(measured: &Measured, corpus: &corpus::Written, compared: &[&Measured]) {
    let peak = measured.peak.map_or("not known".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1_048_576.0));
    let times = |own: &&Measured| {
        let (clock, processor) = (own.shortest() / measured.shortest(), own.cpu / measured.cpu);
        format!("  {:>13}", format!("{clock:.2} ({processor:.2})"))
    };
    println!(
        "{:<20} {:>6} {:>6.1} {:>7} {:>8.3} {:>8.3} {:>7.2} {:>9}{}",
        measured.name,
        corpus.posts,
        corpus.bytes as f64 / 1e6,
        measured.files,
        measured.shortest(),
        measured.median(),
        measured.cpu,
        peak,
        compared.iter().map(times).collect::<String>()
    );
}

fn described(written: &corpus::Written) -> String {
    format!(
        "{} posts, {:.1} MB of Markdown; sizes: median {:.1} kB, 95th percentile {:.1} kB, largest {:.1} kB",
        written.posts,
        written.bytes as f64 / 1e6,
        written.median as f64 / 1e3,
        written.p95 as f64 / 1e3,
        written.largest as f64 / 1e3
    )
}
