//! A revision of git → the data of a site as it was then: its tables and its settings. Nothing is checked out.

use super::SitePaths;
use super::read::{Kind, MARK, kind};
use crate::base::{Diagnostic, Place, Source, codes};
use crate::data::may_hold_rows;
use crate::pipeline::input::{DataFile, Input};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::{error, fmt};

/// Why the data of a revision cannot be read.
#[derive(Debug)]
pub enum RevisionError {
    /// There is no program `git`.
    NoGit(io::Error),
    /// Git says no.
    Refused {
        /// The revision.
        revision: String,
        /// What git says.
        why: String,
    },
    /// The answer of git broke off.
    Broken(io::Error),
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGit(cause) => write!(f, "git could not be started: {cause}; name a folder instead of a revision"),
            Self::Refused { revision, why } => write!(
                f,
                "`{revision}` is neither a folder nor a revision that git knows here: {}",
                why.trim().trim_start_matches("fatal: ")
            ),
            Self::Broken(cause) => write!(f, "what git said could not be read: {cause}"),
        }
    }
}

impl error::Error for RevisionError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::NoGit(cause) | Self::Broken(cause) => Some(cause),
            Self::Refused { .. } => None,
        }
    }
}

/// The tables and settings of the content folder at a revision; all else of the input is empty.
pub fn data_of_revision(paths: &SitePaths, revision: &str) -> Result<Input, RevisionError> {
    let folder = if paths.content.as_os_str().is_empty() { PathBuf::from(".") } else { paths.content.clone() };
    let shown = super::shown(&paths.content);
    // What begins with a hyphen would be an option of git.
    if revision.starts_with('-') {
        let why = "a revision does not begin with a hyphen".to_owned();
        return Err(RevisionError::Refused { revision: revision.to_owned(), why });
    }
    let mut wanted: Vec<(String, String)> = Vec::new();
    for line in listed(&folder, revision)? {
        // `mode type object<TAB>path`, the path from this folder on.
        let Some((head, path)) = line.split_once('\t') else { continue };
        let mut words = head.split(' ');
        let is_file = words.next().is_some_and(|mode| mode.starts_with("100"));
        let object = words.nth(1).unwrap_or_default().to_owned();
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        if is_file && !is_hidden && (kind(path) == Kind::Setting || may_hold_rows(path)) {
            wanted.push((path.to_owned(), object));
        }
    }
    wanted.sort();
    let texts = contents(&folder, &wanted)?;
    let mut input = Input::default();
    for ((path, _), bytes) in wanted.iter().zip(texts) {
        let shown: Arc<str> = format!("{shown}{}{path}", if shown.is_empty() { "" } else { "/" }).into();
        let path: Arc<str> = path.as_str().into();
        let source = String::from_utf8(bytes).map(|text| {
            let text = text.strip_prefix(MARK).map(str::to_owned).unwrap_or(text);
            Source { path: Arc::clone(&path), shown: Arc::clone(&shown), text }
        });
        match source {
            Ok(source) if kind(&path) == Kind::Setting => input.settings.push(source),
            Ok(source) => input.tables.push(DataFile { path, text: Ok(Arc::new(source)) }),
            Err(_) if kind(&path) == Kind::Setting => {}
            Err(_) => {
                let place = Place::file(&shown);
                let found = Diagnostic::new(&codes::NOT_UTF8, place, "this file was not UTF-8 text", "read it anew");
                input.tables.push(DataFile { path, text: Err(Box::new(found)) });
            }
        }
    }
    Ok(input)
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "core.quotepath=false"]).stdin(Stdio::null());
    // What git says does not depend on the machine, and the repository is that of the folder, even in a hook of another.
    git.env("LC_ALL", "C");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git
}

/// The files below a folder at a revision, as git lists them.
fn listed(folder: &Path, revision: &str) -> Result<Vec<String>, RevisionError> {
    let answer =
        git(folder).args(["ls-tree", "-r", "-z", revision, "--", "."]).output().map_err(RevisionError::NoGit)?;
    if !answer.status.success() {
        let why = String::from_utf8_lossy(&answer.stderr).into_owned();
        return Err(RevisionError::Refused { revision: revision.to_owned(), why });
    }
    let names = answer.stdout.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    Ok(names.filter_map(|line| String::from_utf8(line.to_vec()).ok()).collect())
}

/// The bytes of objects, in their order. One process gives all of them.
fn contents(folder: &Path, wanted: &[(String, String)]) -> Result<Vec<Vec<u8>>, RevisionError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let started = git(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(RevisionError::NoGit)?;
    let broken =
        |message: &str| RevisionError::Broken(io::Error::new(io::ErrorKind::UnexpectedEof, message.to_owned()));
    let mut questions = child.stdin.take().ok_or_else(|| broken("no way in"))?;
    let mut answers = BufReader::new(child.stdout.take().ok_or_else(|| broken("no way out"))?);
    let all = wanted.iter().map(|(_, object)| {
        // One question, one answer: neither pipe can fill up.
        writeln!(questions, "{object}").map_err(RevisionError::Broken)?;
        questions.flush().map_err(RevisionError::Broken)?;
        let mut head = String::new();
        answers.read_line(&mut head).map_err(RevisionError::Broken)?;
        // `object type size`
        let size: usize =
            head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(|| broken(head.trim()))?;
        let mut bytes = vec![0; size + 1];
        answers.read_exact(&mut bytes).map_err(RevisionError::Broken)?;
        bytes.pop();
        Ok(bytes)
    });
    let all: Result<Vec<_>, _> = all.collect();
    drop(questions);
    let ended = child.wait().map_err(RevisionError::Broken)?;
    if ended.success() { all } else { Err(broken("git ended too soon")) }
}
