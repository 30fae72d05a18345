//! What was expected against what came: every failure of a test is gathered, and all are told at its end.

use super::diff::diff;
use super::folder::{files_below, here};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// True if expectations are to be rewritten.
pub(crate) fn blesses() -> bool {
    std::env::var_os("EXPOUND_BLESS").is_some_and(|value| !value.is_empty() && value != "0")
}

/// The failures of one test.
#[derive(Default)]
pub(crate) struct Verdict {
    failures: Vec<String>,
    seen: BTreeSet<PathBuf>,
    cases: usize,
}

impl Verdict {
    /// Adds a failure.
    pub(crate) fn fail(&mut self, case: &str, why: impl AsRef<str>) {
        self.failures.push(format!("── {case}\n{}\n", why.as_ref().trim_end()));
    }

    /// Adds a failure if something is not so.
    pub(crate) fn hold(&mut self, case: &str, is_so: bool, why: &str) {
        self.cases += 1;
        if !is_so {
            self.fail(case, why);
        }
    }

    /// Compares two texts.
    pub(crate) fn same(&mut self, case: &str, expected: &str, actual: &str) {
        self.cases += 1;
        if expected != actual {
            self.fail(case, diff(expected, actual));
        }
    }

    /// Compares a text with the expectation in a file, or writes the expectation.
    pub(crate) fn expect(&mut self, path: &Path, actual: &str) {
        self.seen.insert(path.to_owned());
        let known = fs::read_to_string(path).ok();
        if blesses() {
            self.cases += 1;
            if known.as_deref() != Some(actual) {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, actual).unwrap();
            }
            return;
        }
        let case = path.strip_prefix(here("")).unwrap_or(path).display().to_string();
        match known {
            Some(known) => self.same(&case, &known, actual),
            None => self.fail(&case, format!("there is no expectation; EXPOUND_BLESS=1 writes:\n{actual}")),
        }
    }

    /// Every expectation in a folder must belong to a case. Blessing removes those that do not.
    pub(crate) fn nothing_left_in(&mut self, folder: &Path) {
        for file in files_below(folder) {
            let path = folder.join(&file);
            if self.seen.contains(&path) {
                continue;
            }
            if blesses() {
                fs::remove_file(&path).unwrap();
            } else {
                self.fail(&path.display().to_string(), "an expectation without a case");
            }
        }
    }

    /// Tells all failures at once.
    pub(crate) fn end(self) {
        assert!(self.cases + self.failures.len() > 0, "no case was found");
        let count = self.failures.len();
        assert!(
            count == 0,
            "\n{}\n{count} of {} comparisons failed. If what came is right, EXPOUND_BLESS=1 cargo test rewrites what is expected.",
            self.failures.join("\n"),
            self.cases.max(count)
        );
    }
}
