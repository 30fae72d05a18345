//! A site in memory: texts in, a tree out, with nothing on the disk.

use expound::base::cache::{Cache, NoCache};
use expound::base::files::{Disk, Files, Stamp};
use expound::base::tree::{MemorySink, Sink, Tree};
use expound::base::{ContentHash, Diagnostic, Diagnostics, Moment, Severity, Source};
use expound::data::may_hold_rows;
use expound::pipeline::input::{DataFile, Input, InputFile, ThemeFile};
use expound::pipeline::traces::Traces;
use expound::pipeline::{self, Keep, Memo, Options, Outcome, Progress};
use expound::sources::is_bibliography;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The files of a site by their path: `expound.yaml`, `content/…`, `themes/…`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site(pub(crate) BTreeMap<String, String>);

/// What a build made and found.
pub(crate) struct Built {
    pub(crate) tree: Tree,
    pub(crate) copies: BTreeMap<String, PathBuf>,
    pub(crate) outcome: Outcome,
    /// The paths that two things want, where that was looked for: what stands there is what was made last.
    pub(crate) twice: Vec<String>,
}

/// What a build makes, and what is told of it to those who look at some of its pages.
struct Looking<'a> {
    at: &'a [String],
    files: MemorySink,
    told: Mutex<Told>,
}

/// What whoever looks is told before all is made.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// What was there when the pages that are looked at were.
    pub(crate) early: Option<Tree>,
    /// What was wrong when that was told first.
    pub(crate) wrong: Option<Wrong>,
}

/// Mistakes, before all of them are known.
#[derive(Debug, PartialEq)]
pub(crate) struct Wrong {
    /// The words of the codes of errors.
    pub(crate) codes: Vec<&'static str>,
    /// How many pages were made by then.
    pub(crate) pages: usize,
}

impl Sink for Looking<'_> {
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        self.files.put(path, bytes);
    }

    fn copy(&self, path: &str, from: &Path) {
        self.files.copy(path, from);
    }

    fn looked_at(&self) -> Vec<String> {
        self.at.to_vec()
    }

    fn made_first(&self) {
        let early = self.files.so_far().0;
        let before = self.told.lock().unwrap().early.replace(early);
        assert!(before.is_none(), "told twice");
    }

    fn found_first(&self, errors: &[Diagnostic]) {
        let pages = self.files.so_far().0.files.into_keys().filter(|path| path.ends_with(".html")).count();
        let codes = errors.iter().map(|error| error.code.word).collect();
        self.told.lock().unwrap().wrong.get_or_insert(Wrong { codes, pages });
    }
}

/// The texts of a site as files, by the place that its input names.
#[derive(Debug)]
struct InMemory(BTreeMap<String, String>);

impl Files for InMemory {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let text = path.to_str().and_then(|path| self.0.get(path)).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(bytes(text))))
    }

    fn source(&self, _: &Path, _: &Arc<str>, shown: &Arc<str>) -> Result<Source, Box<Diagnostic>> {
        panic!("{shown}: texts are held")
    }
}

/// What a disk would say of a file that holds this: another time for every other text.
fn stamp(text: &str) -> Stamp {
    let hash = ContentHash::of(text.as_bytes()).short(12);
    let changed = i64::from_str_radix(&hash, 16).unwrap();
    Stamp { changed, length: text.len() as u64, seen: i64::MAX }
}

/// The bytes of a file: its text, or a picture for `png WIDTH HEIGHT SEED`, and the first half of one with `half` behind.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let Some(words) = text.strip_prefix("png ") else { return text.as_bytes().to_vec() };
    let numbers: Vec<u32> = words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [width, height, seed] = numbers[..] else { panic!("{text}") };
    let mut bytes = png(width, height, seed);
    bytes.truncate(if text.ends_with(" half") { bytes.len() / 2 } else { bytes.len() });
    bytes
}

/// A picture of noise, which takes fewer bytes in fewer pixels.
fn png(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let noise = |x: u32, y: u32| {
        let mixed = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x6c62_272e) ^ seed;
        mixed.wrapping_mul(0x85eb_ca77).to_be_bytes()[0]
    };
    // Each line begins with its filter: none.
    let lines = (0..height).flat_map(|y| std::iter::once(0).chain((0..width).map(move |x| noise(x, y))));
    let mut pixels = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    pixels.write_all(&lines.collect::<Vec<u8>>()).unwrap();
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 0, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", head), (b"IDAT", pixels.finish().unwrap()), (b"IEND", Vec::new())] {
        let mut sum = flate2::Crc::new();
        sum.update(&[&name[..], &data].concat());
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend([&name[..], &data, &sum.sum().to_be_bytes()].concat());
    }
    bytes
}

/// The moment of every build.
pub(crate) fn now() -> jiff::Timestamp {
    Moment::parse(super::NOW).unwrap().instant(jiff::tz::Offset::UTC)
}

impl Site {
    /// A site of these files.
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
    }

    fn input(&self) -> Input {
        let mut input = Input { disk: Disk::new(InMemory(self.0.clone())), ..Input::default() };
        for (shown, text) in &self.0 {
            let source = |path: &str| Source { path: path.into(), shown: shown.as_str().into(), text: text.clone() };
            if let Some(path) = shown.strip_prefix("content/") {
                if may_hold_rows(path) {
                    input.tables.push(DataFile { path: path.into(), text: Ok(source(path).into()) });
                }
                match path.rsplit_once('.').map(|(_, ending)| ending) {
                    Some("md" | "markdown") => input.documents.push(source(path).into()),
                    Some("yaml" | "yml") => input.settings.push(source(path)),
                    Some("bib") if is_bibliography(path) => input.settings.push(source(path)),
                    _ => {
                        let stamp = Some(stamp(text));
                        input.files.push(InputFile { path: path.into(), disk: shown.into(), stamp });
                    }
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
        let keep = if keep { Keep::Results } else { Keep::Nothing };
        self.run(last, keep, Tree::default(), &NoCache, false)
    }

    /// Builds it as another process would, that finds what was published and the traces of it.
    pub(crate) fn build_upon(&self, published: &Published) -> Built {
        let read = |bytes: &[u8]| Traces::read(bytes, PROGRAM).and_then(Traces::memo).unwrap();
        let last = if published.traces.is_empty() { Memo::default() } else { read(&published.traces) };
        self.run(&last, Keep::Traces, published.tree.clone(), &NoCache, false)
    }

    /// Builds it for the first time, with a ledger of its numbers.
    pub(crate) fn build_with_ledger(&self) -> Built {
        self.run(&Memo::default(), Keep::Nothing, Tree::default(), &NoCache, true)
    }

    /// Builds it for the first time with a cache.
    #[cfg(any(feature = "images", feature = "png"))]
    pub(crate) fn build_with(&self, cache: &dyn Cache) -> Built {
        self.run(&Memo::default(), Keep::Nothing, Tree::default(), cache, false)
    }

    /// Builds it while somebody looks at some of its files, and keeps what the next build asks for. Gives what they
    /// were told before the rest too.
    pub(crate) fn build_looking_at(&self, last: &Memo, at: &[String]) -> (Told, Built) {
        let options = Options { keep: Keep::Results, cards: true, ..Options::at(now()) };
        let sink = Looking { at, files: MemorySink::default(), told: Mutex::default() };
        let outcome = self.outcome(last, &options, &sink, &NoCache);
        let (tree, copies) = sink.files.into_parts();
        (sink.told.into_inner().unwrap(), Built { tree, copies, outcome, twice: Vec::new() })
    }

    fn run(&self, last: &Memo, keep: Keep, published: Tree, cache: &dyn Cache, ledger: bool) -> Built {
        let options = Options { keep, ledger, cards: true, ..Options::at(now()) };
        let sink = Upon { published, ..Upon::default() };
        let outcome = self.outcome(last, &options, &sink, cache);
        // Where two pages want one address, that is told, and nothing is published.
        let twice = sink.twice.into_inner().unwrap();
        assert!(twice.is_empty() || outcome.count(Severity::Error) > 0, "put twice: {twice:?}");
        let (tree, copies) = sink.new.into_parts();
        Built { tree, copies, outcome, twice }
    }

    fn outcome(&self, last: &Memo, options: &Options, sink: &dyn Sink, cache: &dyn Cache) -> Outcome {
        pipeline::build(&self.input(), Diagnostics::new(), options, last, sink, cache, &Progress::default())
    }
}

/// A site that is published, and what the build of it left.
#[derive(Debug, Default)]
pub(crate) struct Published {
    tree: Tree,
    traces: Vec<u8>,
}

impl Published {
    /// Publishes what was built, if there are no errors.
    pub(crate) fn publish(&mut self, built: &Built) {
        if built.outcome.count(Severity::Error) == 0 {
            let traces = Traces::bytes(&built.outcome.memo, PROGRAM, ContentHash::of(&[])).unwrap();
            *self = Self { tree: built.tree.clone(), traces };
        }
    }

    /// Whether another process would find what this one made.
    pub(crate) fn has_traces(&self) -> bool {
        !self.traces.is_empty()
    }

    /// Removes a file, as an author may do by hand.
    pub(crate) fn remove(&mut self, path: &str) {
        assert!(self.tree.files.remove(path).is_some(), "{path}");
    }
}

const PROGRAM: &str = "the same program";

/// A sink that finds a site published already, and remembers what was put twice.
#[derive(Debug, Default)]
struct Upon {
    published: Tree,
    new: MemorySink,
    taken: Mutex<BTreeSet<String>>,
    twice: Mutex<Vec<String>>,
}

impl Upon {
    fn take(&self, path: &str) {
        if !self.taken.lock().unwrap().insert(path.to_owned()) {
            self.twice.lock().unwrap().push(path.to_owned());
        }
    }
}

impl Sink for Upon {
    fn put(&self, path: &str, bytes: Arc<Vec<u8>>) {
        self.take(path);
        self.new.put(path, bytes);
    }

    fn copy(&self, path: &str, from: &Path) {
        self.take(path);
        self.new.copy(path, from);
    }

    fn has(&self, path: &str) -> bool {
        self.published.files.contains_key(path)
    }

    fn again(&self, path: &str) {
        self.put(path, Arc::clone(&self.published.files[path].bytes));
    }
}

impl Built {
    /// The text of a published file.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let bytes = &self.tree.files.get(path)?.bytes;
        String::from_utf8(bytes.to_vec()).ok()
    }

    /// Every published path with the hash of its bytes, or with the file that it is a copy of.
    pub(crate) fn hashes(&self) -> BTreeMap<String, String> {
        let made = self.tree.files.iter().map(|(path, file)| (path.clone(), format!("{:?}", file.hash())));
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
