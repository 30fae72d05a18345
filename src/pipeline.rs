//! Runs the stages: parallel, memoized, merged in order.
//!
//! Each stage is a pure function. What may be looked up is made once and then only read; each worker has diagnostics
//! of its own, and they are put together in the order of the files. Nothing here touches the disk.

pub mod baseline;
pub mod bibliography;
mod drafts;
pub mod due;
pub mod input;
pub mod ledger;
mod memo;
mod options;
mod pictures;
mod progress;
pub mod record;
mod recorder;
mod run;
mod standing;
pub mod traces;
mod weigh;

pub use memo::{Counts, Memo};
pub use options::{HELD, Keep, Options};
pub use progress::{Progress, Step};

use crate::base::cache::Cache;
use crate::base::tree::Sink;
use crate::base::yaml::{self, Step as YamlStep};
use crate::base::{ContentHash, Diagnostics, Place, Report, Severity, Span};
use crate::checks::{CHECKS, Checked};
use crate::config::{self, Config};
use crate::data::{Dataset, Shelf};
use crate::lower::World;
use crate::outputs::{self, Job};
use crate::parse::ParseOptions;
use crate::site::{self, Atlas, Clock, Entry, Facts, Surroundings};
use crate::sources::{Library, is_bibliography, read_bib, read_library};
use crate::theme::{self, Presenter, Uses};
use drafts::Documents;
use input::Input;
use jiff::Timestamp;
use ledger::Ledger;
use memo::{Known, Parsed};
use run::Run;
use standing::Standing;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh::Weights;

/// What a run found and made.
#[derive(Debug)]
pub struct Outcome {
    /// All findings, weighed, in the order of files and lines.
    pub diagnostics: Diagnostics,
    /// How many pages of the author's are published.
    pub pages: usize,
    /// How many are not published at this moment.
    pub withheld: usize,
    /// How many pages of lists.
    pub lists: usize,
    /// The path of the home page on its host.
    pub base_path: String,
    /// The numbers of the site, if a ledger was asked for.
    pub ledger: Ledger,
    /// How many pages and datasets cite each source of the library.
    pub cited: BTreeMap<String, usize>,
    /// The addresses of other sites that pages lead to, each with the place where it stands, if they were asked for.
    pub external: Vec<(Box<str>, Place)>,
    /// How many findings are known, so that nobody is told of them: see [`baseline`].
    pub known: usize,
    /// The hash of each document, in the order of the input, if all could be read.
    pub documents: Vec<ContentHash>,
    /// The next moment at which a build of the same files may say or publish something else.
    pub next: Option<Timestamp>,
    /// What is left to the next build, if anything is.
    pub memo: Memo,
    weights: Weights,
}

impl Outcome {
    /// Adds what another run of the same site found, each finding once, in their order.
    pub fn add(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
        self.external.extend(other.external);
        weigh::put_in_order(&mut self.diagnostics);
    }

    /// Adds what was found when the run was over, weighed as the site and the command line say.
    pub fn find(&mut self, found: Diagnostics) {
        self.diagnostics.extend(self.weights.weigh(found));
        weigh::put_in_order(&mut self.diagnostics);
    }

    /// How many findings have this weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// How many documents, pages or lists a thread takes at most. One may be four hundred times as long as another: with more,
/// threads would wait for the last of them.
const AT_MOST: usize = 8;

/// Builds a site. Files go to `sink` as they are finished, whether or not there are errors: the caller publishes them
/// only if there are none. `found` is what reading the files has found; `cache` has what is slow to make, if it was made
/// before.
pub fn build(
    input: &Input,
    found: Diagnostics,
    options: &Options,
    last: &Memo,
    sink: &dyn Sink,
    cache: &dyn Cache,
    progress: &Progress,
) -> Outcome {
    let mut diagnostics = found;
    let config = read_config(input, options, &mut diagnostics);
    let config_place = |path: &[YamlStep]| match &input.config {
        Some(source) => source.place(yaml::locate(&source.text, path).map_or(Span::default(), |found| found.value)),
        None => Place::file("expound.yaml"),
    };
    // Settings that cannot be read say nothing about what is in them.
    let has_config = input.config.is_some() && !diagnostics.iter().any(|found| found.severity == Severity::Error);
    // A ledger and a list of addresses are made of whole pages.
    let is_whole = options.ledger || options.external;
    let keep = if is_whole && options.keep == Keep::Traces { Keep::Nothing } else { options.keep };
    let nothing = Memo::default();
    let last = if keep == Keep::Nothing { &nothing } else { last };
    let mut memo = Memo { has_bodies: keep == Keep::Results, ..Memo::default() };
    progress.begin(Step::Reading, input.documents.len());
    let beginning = (keep != Keep::Nothing).then(|| standing::beginning(input, options));
    let around = || {
        let theme = match last.theme.as_ref().filter(|known| beginning.is_some_and(|beginning| known.of == beginning)) {
            Some(known) => known.clone(),
            None => Known::of(beginning, theme::load(&input.theme_files, &config, &config_place)),
        };
        let mut found = Diagnostics::new();
        let library = library(input, &mut found);
        let tables = Shelf::new(&input.settings, &input.tables, &last.tables).take(&mut found);
        (theme, library, tables, found)
    };
    let documents = || Documents::parse(input, ParseOptions::of(&config), (last, keep), options.held, progress);
    let ((theme, library, tables, found), documents) = rayon::join(around, documents);
    let theme = theme.kept(&mut memo.theme, &mut diagnostics);
    diagnostics.extend(found);
    let (documents, parsed, fresh) = documents.take(&mut diagnostics);
    memo.counts.parsed = fresh;
    // One that cannot be read any more is missing here.
    let outside = ContentHash::of_value(&parsed.iter().map(|parsed| parsed.outside).collect::<Vec<_>>());
    let is_now = |before: &&Standing| {
        beginning.is_some_and(|beginning| before.is_that_of(input, beginning, options)) && before.outside == outside
    };
    let stands = last.standing.as_ref().filter(is_now);
    if keep == Keep::Results {
        let known = |parsed: &Parsed| (Arc::clone(&parsed.facts.path), parsed.clone());
        memo.parsed = parsed.iter().map(known).collect();
    }
    let hashes: Vec<ContentHash> = parsed.iter().map(|parsed| parsed.hash).collect();
    let facts: Vec<Arc<Facts>> = parsed.iter().map(|parsed| Arc::clone(&parsed.facts)).collect();
    let settings = config_place(&[YamlStep::Key("taxonomies".to_owned())]);
    let shelves = (&tables, &library);
    // What was found has places in files, where lines may have moved.
    let known_atlas = last.atlas.as_ref().filter(|known| known.found_nothing());
    let atlas = match (stands, known_atlas) {
        (Some(_), Some(known)) => known.clone().with(|atlas| atlas.with_facts(&facts)),
        _ => {
            let made = build_atlas((input, &documents), &facts, &config, shelves, options, &settings);
            Known::of(beginning, made)
        }
    };
    let atlas = atlas.kept(&mut memo.atlas, &mut diagnostics);
    let stage = pictures::Stage {
        input,
        config: &config,
        atlas: &atlas,
        theme: &theme,
        sink,
        cache,
        progress,
        keep: keep == Keep::Results,
        last: &last.pictures,
    };
    let (pictures_of_pages, made) = pictures::load(&stage);
    memo.pictures = made;
    let font = &theme.font.metrics;
    let lists_numbers = options.ledger || config.coverage.is_some();
    let cards = options.cards && outputs::shows_cards(&config);
    let world = World {
        config: &config,
        atlas: &atlas,
        library: &library,
        tables: &tables,
        pictures: &pictures_of_pages,
        font,
        lists_numbers,
        cards,
        external: options.external,
        columns: theme.columns(),
        measure: theme.measure(),
    };
    let feeds = outputs::feeds_of_site(&config);
    let presenter = Presenter::new(world, &theme, &feeds);
    #[cfg(feature = "png")]
    let painter = crate::chart::png::Painter::new(&theme.font);
    let pictures = outputs::Pictures {
        #[cfg(feature = "png")]
        painter: &painter,
        cache,
    };
    let presenter = &presenter;
    let run = Run {
        input,
        documents: &documents,
        keep,
        stands: stands.is_some(),
        ledger: options.ledger,
        last,
        sink,
        progress,
        world,
        presenter,
        theme: &theme,
        pictures,
    };

    let weights = Weights::of(&config, &options.checks, &facts);
    run.early(&parsed, &diagnostics, &weights);
    progress.begin(Step::Pages, atlas.entries.len());
    let (pages, words, changed) = run.pages(parsed, &mut memo, &mut diagnostics);
    run.after_pages(changed.as_ref(), &diagnostics, &weights);
    let uses = Uses::of(&pages, world);
    let jobs = Job::all(presenter, &atlas, &uses);
    progress.begin(Step::Lists, jobs.len());
    run.lists(&jobs, &pages, &uses, changed.as_ref(), &mut memo, &mut diagnostics);
    progress.begin(Step::Outputs, outputs::OUTPUTS.len());
    run.outputs(&pages, &uses, &words, changed.as_ref(), &mut memo, &mut diagnostics);

    let clock = Clock { now: options.now, timezone: config.timezone, preview: false };
    let front = |entry: &Entry, key: &str| documents.front_place(entry.document, &entry.facts, key);
    let checked = Checked {
        world,
        pages: &pages,
        uses: &uses,
        clock,
        config_place: &config_place,
        front_place: &front,
        file_place: &|file| input.place_of_file(file),
        read_file: &|file| input.disk.read(&input.files[file].disk, u64::MAX),
        has_config,
    };
    diagnostics.extend(CHECKS.iter().flat_map(|check| (check.run)(&checked)));
    progress.end();
    let mut ledger = Ledger::default();
    if options.ledger {
        for (id, page) in &pages {
            let facts = &atlas.entry(*id).facts;
            ledger.add(facts, page);
        }
    }
    let mut cited = BTreeMap::new();
    let of_pages = pages.iter().flat_map(|(_, page)| &page.cited).map(String::as_str);
    let of_datasets = tables.datasets().flat_map(|dataset| dataset.cited()).map(|(key, _)| key);
    for key in of_pages.chain(of_datasets) {
        *cited.entry(key.to_owned()).or_insert(0) += 1;
    }
    let mut external: Vec<(Box<str>, Place)> =
        pages.iter().flat_map(|(_, page)| page.external.iter().cloned()).collect();
    if options.external {
        external.extend(addresses_of_settings(&config, &config_place));
    }
    let next = stands.map_or_else(|| clock.next(facts.iter().map(|facts| &**facts)), |before| before.until);
    if let Some(beginning) = beginning {
        memo.tables = tables;
        memo.standing = Some(Standing::of(input, beginning, options, next, outside));
    }
    Outcome {
        diagnostics: weights.weigh(diagnostics),
        pages: atlas.entries.len(),
        withheld: facts.len() - atlas.entries.len(),
        lists: jobs.len(),
        base_path: config.base_path().to_owned(),
        ledger,
        cited,
        external,
        known: 0,
        documents: hashes,
        next,
        memo,
        weights,
    }
}

/// The options of the syntax that the settings of a site decide.
fn parse_options(input: &Input, options: &Options) -> ParseOptions {
    ParseOptions::of(&read_config(input, options, &mut Diagnostics::new()))
}

fn read_config(input: &Input, options: &Options, diagnostics: &mut Diagnostics) -> Config {
    let mut config = input.config.as_ref().map(|source| config::read(source).take(diagnostics)).unwrap_or_default();
    if let Some(url) = &options.base_url {
        config.base_url = Some(format!("{}/", url.trim_end_matches('/')));
    }
    config
}

/// The addresses that the menus and the authors of expound.yaml lead to, those of the site itself too.
fn addresses_of_settings(config: &Config, place: &dyn Fn(&[YamlStep]) -> Place) -> Vec<(Box<str>, Place)> {
    let key = |key: &str| YamlStep::Key(key.to_owned());
    let menu = |above: Vec<YamlStep>, nav: &[(String, String)]| -> Vec<(Box<str>, Place)> {
        let way = |at: usize| [&above[..], &[key("nav"), YamlStep::Item(at), key("url")]].concat();
        nav.iter().enumerate().map(|(at, (_, url))| (url.as_str().into(), place(&way(at)))).collect()
    };
    let mut all = menu(Vec::new(), &config.nav);
    for edition in &config.languages {
        all.extend(menu(vec![key("languages"), key(&edition.language)], &edition.nav));
    }
    for (name, author) in &config.authors {
        all.extend(author.url.iter().map(|url| (url.as_str().into(), place(&[key("authors"), key(name), key("url")]))));
    }
    all
}

/// The sources of the site: those of `sources.yaml`, and those of each `.bib` file beside it.
fn library(input: &Input, diagnostics: &mut Diagnostics) -> Library {
    let mut library = match input.settings.iter().find(|source| &*source.path == "sources.yaml") {
        Some(source) => read_library(source).take(diagnostics),
        None => Library::default(),
    };
    for source in input.settings.iter().filter(|source| is_bibliography(&source.path)) {
        let more = read_bib(source).take(diagnostics);
        library.add(more, diagnostics);
    }
    library
}

fn build_atlas(
    (input, documents): (&Input, &Documents<'_>),
    facts: &[Arc<Facts>],
    config: &Config,
    (tables, library): (&Shelf, &Library),
    options: &Options,
    settings: &Place,
) -> Report<Atlas> {
    let files: Vec<Arc<str>> = input.files.iter().map(|file| Arc::clone(&file.path)).collect();
    let made: Vec<&str> = outputs::feeds_of_site(config).iter().map(|(file, ..)| *file).collect();
    let fixed = outputs::fixed_files(config);
    let place = |document: usize, key: &str| documents.front_place(document, &facts[document], key);
    let clock = Clock { now: options.now, timezone: config.timezone, preview: options.preview };
    let datasets: Vec<&Dataset> = tables.datasets().map(|dataset| &**dataset).collect();
    let sources: Vec<&str> = if outputs::shows_sources(config) { library.keys().collect() } else { Vec::new() };
    let around = Surroundings {
        config,
        clock,
        files: &files,
        place: &place,
        file_place: &|file| input.place_of_file(file),
        settings,
        made: &made,
        fixed: &fixed,
        datasets: &datasets,
        shows_data: outputs::shows_data(config),
        cards: options.cards && outputs::shows_cards(config),
        archives: outputs::shows_archives(config),
        sources: &sources,
        search: outputs::search_files(config),
    };
    site::atlas(facts, &around)
}
