//! The least that any generator does: read the posts, parse them, write a page for each. No front matter, no templates, no
//! lists, no checks; plain threads. What others take is told as so many times of this.

use crate::measure::{self, Measured};
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The word that makes this program the floor itself, in a process of its own.
pub(crate) const WORD: &str = "--floor";

/// Measures it like every other program.
pub(crate) fn measured(site: &Path, runs: usize) -> io::Result<Measured> {
    let program = std::env::current_exe()?;
    let command = || {
        let mut command = Command::new(&program);
        command.arg(WORD).arg(site);
        command
    };
    let mut measured = measure::builds(&command, &site.join("public"), runs)?;
    measured.name = "floor".to_owned();
    Ok(measured)
}

/// Reads, parses, writes.
pub(crate) fn run(site: &Path) -> io::Result<()> {
    let content = site.join("content");
    let posts: Vec<PathBuf> = walkdir::WalkDir::new(&content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    posts.par_iter().try_for_each(|path| {
        let text = fs::read_to_string(path)?;
        let body = text.splitn(3, "---\n").last().unwrap_or_default();
        let mut page = String::with_capacity(text.len() * 2);
        html::push_html(&mut page, Parser::new_ext(body, Options::all()));
        let inside = path.strip_prefix(&content).unwrap_or(path).with_extension("");
        let folder = site.join("public").join(inside);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), page)
    })
}
