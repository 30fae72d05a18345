//! What search costs those who read: how much is loaded up to the first results.

#[path = "../harness/search_index.rs"]
mod search_index;

use flate2::Compression;
use flate2::write::GzEncoder;
use search_index::{SearchIndex, decode};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// How many results a reader is shown at once.
const SHOWN: usize = 10;

/// Prints how large the index of a published site is, and what some queries load.
pub(crate) fn print(public: &Path) -> io::Result<()> {
    let read = |name: &str| fs::read_to_string(public.join("search").join(name)).expect("a file of the index");
    let index = SearchIndex::open(&read);
    let mut sizes: Vec<u64> = Vec::new();
    for entry in walkdir::WalkDir::new(public.join("search")).into_iter().filter_map(Result::ok) {
        sizes.extend(entry.metadata().ok().filter(fs::Metadata::is_file).map(|file| file.len()));
    }
    println!(
        "  index: {} files, {:.1} MB, the largest {:.1} kB",
        sizes.len(),
        kilobytes(sizes.iter().sum()) / 1e3,
        kilobytes(*sizes.iter().max().unwrap_or(&0))
    );
    println!("  {:<34} {:>8} {:>7} {:>10} {:>12}", "query", "results", "files", "kB", "kB gzipped");
    let mut worst = (0.0_f64, 0.0_f64);
    for query in queries(&index) {
        index.read.borrow_mut().truncate(1);
        let found = index.search(&query);
        for at in found.documents.iter().take(SHOWN) {
            index.document(*at);
        }
        let mut files: Vec<Vec<u8>> = index.read.borrow().iter().map(|name| read(name).into_bytes()).collect();
        // The page itself, its script and its sheet.
        files.push(fs::read(public.join("search/index.html"))?);
        for asset in fs::read_dir(public.join("assets"))? {
            let path = asset?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("search.")) {
                files.push(fs::read(path)?);
            }
        }
        let plain = kilobytes(files.iter().map(|bytes| bytes.len() as u64).sum());
        let gzipped: Vec<u64> = files.iter().map(|bytes| gzipped(bytes)).collect::<io::Result<_>>()?;
        let gzipped = kilobytes(gzipped.iter().sum());
        worst = (worst.0.max(plain), worst.1.max(gzipped));
        let part = if found.is_part { " (some of the words)" } else { "" };
        println!("  {query:<34} {:>8} {:>7} {plain:>10.1} {gzipped:>12.1}{part}", found.documents.len(), files.len());
    }
    println!("  at most {:.1} kB, {:.1} kB gzipped, with the page, its script and its sheet", worst.0, worst.1);
    Ok(())
}

/// The most common words, words of titles, and a word in the making.
fn queries(index: &SearchIndex<'_>) -> Vec<String> {
    let mut common: BTreeMap<usize, String> = BTreeMap::new();
    for shard in 0..index.shards.len() {
        for (word, list) in index.words_of(shard) {
            let (total, documents) = decode(list.as_str().unwrap_or_default());
            common.insert(total.unwrap_or(documents.len()), word);
        }
    }
    let common: Vec<String> = common.into_values().rev().collect();
    let title = |at: usize| {
        let title = index.document(at)[2].as_str().unwrap_or_default().to_owned();
        title.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    };
    let step = (index.documents() / 6).max(1);
    let mut all: Vec<String> = (0..index.documents()).step_by(step).map(title).collect();
    all.push(common.iter().take(2).cloned().collect::<Vec<_>>().join(" "));
    all.push(common.iter().skip(20).take(2).cloned().collect::<Vec<_>>().join(" "));
    all.extend(common.iter().skip(40).take(1).map(|word| word.chars().take(3).collect()));
    all
}

fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1e3
}

fn gzipped(bytes: &[u8]) -> io::Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}
