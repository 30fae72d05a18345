//! Every code with its weight, what it means, and the smallest case of `tests/diagnostics` that gives it.
//!
//! It lives among the tests, since it reads their cases: what the manual shows is what `expound check` printed when the case
//! was tried, to the letter.

use crate::harness::{files_below, here};
use expound::base::codes;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Of a file with more lines no more is shown than the chart that the finding is about; what is said of it quotes the line.
const MOST_LINES: usize = 14;

/// One finding of a case.
struct Example {
    /// Its files that are short texts.
    files: Vec<(String, String)>,
    /// What is printed.
    printed: String,
    /// How long all of its files are.
    size: u64,
    /// The fewer of these, the better.
    rank: usize,
}

/// All codes by their words.
pub(super) fn codes() -> String {
    let root = here("tests/diagnostics");
    let mut names: Vec<String> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut all: Vec<_> = codes::ALL.iter().collect();
    all.sort_by_key(|code| code.word);
    let mut out = String::new();
    for code in all {
        let _ = write!(out, "## {}\n\n**{}.** {}\n", code.word, capital(code.severity.word()), code.about);
        let example = names.iter().filter_map(|name| example(&root.join(name), name, code.word));
        let Some(example) = example.min_by_key(|example| (example.rank, example.size)) else { continue };
        for (path, text) in &example.files {
            let _ = write!(out, "\n`{path}`\n\n{}", fenced(text, path.rsplit('.').next().unwrap_or_default()));
        }
        let _ = write!(out, "\n{}", fenced(&example.printed, "text"));
        out.push('\n');
    }
    out
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// A text in a fence that is longer than any in it.
fn fenced(text: &str, language: &str) -> String {
    let fence = if text.contains("```") { "````" } else { "```" };
    let language = match language {
        "md" => "markdown",
        "html" | "yaml" | "csv" | "json" | "text" => language,
        "css" | "js" | "svg" => "text",
        _ => "text",
    };
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

/// The fenced block that a line of a longer file stands in, such as a chart.
fn block(text: &str, line: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let fences: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with("```")).collect();
    let block = fences.chunks_exact(2).find(|ends| (ends[0]..=ends[1]).contains(&(line - 1)))?;
    (block[1] - block[0] <= 2 * MOST_LINES).then(|| lines[block[0]..=block[1]].join("\n"))
}

/// The first finding of a code in a case, with the files that it names.
fn example(folder: &Path, name: &str, code: &str) -> Option<Example> {
    let expected = fs::read_to_string(folder.join("expected.txt")).ok()?;
    let mark = format!("[{code}]: ");
    let is_own = |text: &str| text.lines().next().is_some_and(|line| line.contains(&mark));
    let (printed, is_short) = match expected.split("\n\n").find(|block| is_own(block) && block.contains("-->")) {
        Some(block) => (block.to_owned(), false),
        None => (expected.lines().find(|line| line.contains(&mark) && !line.starts_with(' '))?.to_owned(), true),
    };
    if printed.starts_with("::") || printed.starts_with('{') {
        return None;
    }
    // Whole words of a file that make it plain, the one that the finding names first.
    let place = printed.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let mut place = place.unwrap_or(&printed).split(':');
    let named = place.next().unwrap_or_default().to_owned();
    let line: Option<usize> = place.next().and_then(|line| line.parse().ok());
    let mut size = 0;
    let mut files = Vec::new();
    for path in files_below(folder).into_iter().filter(|path| path != "expected.txt" && path != "args.txt") {
        let bytes = fs::read(folder.join(&path)).unwrap();
        size += bytes.len() as u64;
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let is_plain = !text.trim().is_empty() && !text.chars().any(|c| c.is_control() && c != '\n');
        if path == named && is_plain {
            if text.lines().count() <= MOST_LINES {
                files.push((path, text));
            } else if let Some(block) = line.and_then(|line| block(&text, line)) {
                files.push((path, block));
            }
        }
    }
    // The case that is named after the code alone is made for it; one whose file is made by a test shows no file.
    let others = expected.matches("]: ").count().min(9);
    let rank =
        usize::from(is_short) * 100 + usize::from(files.is_empty()) * 50 + usize::from(name != code) * 20 + others;
    Some(Example { files, printed, size, rank })
}
