//! A site in memory: texts in, a tree out, with nothing on the disk.

use expound::base::cache::{Cache, NoCache};
use expound::base::tree::{MemorySink, Tree};
use expound::base::{Diagnostics, Moment, Source};
use expound::data::may_hold_rows;
use expound::pipeline::input::{DataFile, Input, InputFile, ThemeFile};
use expound::pipeline::{self, Memo, Options, Outcome, Progress};
use expound::sources::is_bibliography;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files of a site by their path: `expound.yaml`, `content/…`, `themes/…`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site(pub(crate) BTreeMap<String, String>);

/// What a build made and found.
pub(crate) struct Built {
    pub(crate) tree: Tree,
    pub(crate) copies: BTreeMap<String, PathBuf>,
    pub(crate) outcome: Outcome,
}

impl Site {
    /// A site of these files.
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
    }

    fn input(&self) -> Input {
        let mut input = Input::default();
        for (shown, text) in &self.0 {
            let source = |path: &str| Source { path: path.into(), shown: shown.as_str().into(), text: text.clone() };
            if let Some(path) = shown.strip_prefix("content/") {
                if may_hold_rows(path) {
                    input.tables.push(DataFile { path: path.into(), text: Ok(source(path).into()) });
                }
                match path.rsplit_once('.').map(|(_, ending)| ending) {
                    Some("md" | "markdown") => input.documents.push(source(path)),
                    Some("yaml" | "yml") => input.settings.push(source(path)),
                    Some("bib") if is_bibliography(path) => input.settings.push(source(path)),
                    _ => input.files.push(InputFile { path: path.into(), disk: shown.into() }),
                }
            } else if let Some(path) = shown.strip_prefix("themes/") {
                let shown = shown.as_str().into();
                input.theme_files.push(ThemeFile { path: path.into(), shown, bytes: text.as_bytes().into() });
            } else {
                input.config = Some(source(shown));
            }
        }
        input
    }

    /// Builds it; `last` is what an earlier build left.
    pub(crate) fn build(&self, last: &Memo, keep: bool) -> Built {
        self.run(last, keep, &NoCache, false)
    }

    /// Builds it for the first time, with a ledger of its numbers.
    pub(crate) fn build_with_ledger(&self) -> Built {
        self.run(&Memo::default(), false, &NoCache, true)
    }

    /// Builds it for the first time with a cache.
    #[cfg(feature = "png")]
    pub(crate) fn build_with(&self, cache: &dyn Cache) -> Built {
        self.run(&Memo::default(), false, cache, false)
    }

    fn run(&self, last: &Memo, keep: bool, cache: &dyn Cache, ledger: bool) -> Built {
        let now = Moment::parse(super::NOW).unwrap().instant(jiff::tz::Offset::UTC);
        let options = Options { now, preview: false, base_url: None, checks: Vec::new(), keep, ledger, cards: true };
        let sink = MemorySink::default();
        let (input, progress) = (self.input(), Progress::default());
        let outcome = pipeline::build(&input, Diagnostics::new(), &options, last, &sink, cache, &progress);
        let (tree, copies) = sink.into_parts();
        Built { tree, copies, outcome }
    }
}

impl Built {
    /// The text of a published file.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let bytes = self.tree.files.get(path)?.bytes.as_ref()?;
        String::from_utf8(bytes.to_vec()).ok()
    }

    /// Every published path with the hash of its bytes, or with the file that it is a copy of.
    pub(crate) fn hashes(&self) -> BTreeMap<String, String> {
        let made = self.tree.files.iter().map(|(path, file)| (path.clone(), format!("{:?}", file.hash)));
        let copied = self.copies.iter().map(|(path, from)| (path.clone(), from.display().to_string()));
        made.chain(copied).collect()
    }

    /// The findings, one line each.
    pub(crate) fn findings(&self) -> String {
        let line = |d: &expound::base::Diagnostic| {
            let (place, code) = (&d.place, d.code.word);
            format!(
                "{}:{}:{}: {}[{code}] {} ({})\n",
                place.file, place.line, place.column, d.severity, d.message, d.help
            )
        };
        self.outcome.diagnostics.iter().map(line).collect()
    }
}
