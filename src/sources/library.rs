//! `sources.yaml` and `sources:` of front matter → publications by key.

use super::name::NameParts;
use crate::base::partial_date::PartialDate;
use crate::base::yaml::{self, Fields, Form, Key, Step};
use crate::base::{Diagnostic, Diagnostics, Place, Report, Source, Span, codes};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A publication that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Publication {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whether there are more of them than are named.
    pub has_more_authors: bool,
    /// Who edited it, or what it appeared in.
    pub editors: Vec<String>,
    /// The parts of those names of authors and editors whose file divides them.
    pub parts: BTreeMap<String, NameParts>,
    /// What it appeared in: a journal, a newspaper, a book.
    pub container: Option<String>,
    /// The volume of that.
    pub volume: Option<String>,
    /// The issue of that volume.
    pub issue: Option<String>,
    /// Its pages there.
    pub pages: Option<String>,
    /// Which edition it is.
    pub edition: Option<String>,
    /// Where it was published: a city.
    pub place: Option<String>,
    /// The number of the book.
    pub isbn: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as precisely as it is known.
    pub date: Option<PartialDate>,
    /// Where it is.
    pub url: Option<String>,
    /// A copy that stays.
    pub archived: Option<Archived>,
    /// When it was last looked at.
    pub accessed: Option<PartialDate>,
    /// Its digital object identifier, without the address of a resolver.
    pub doi: Option<String>,
    /// Under which licence it stands.
    pub licence: Option<String>,
    /// What kind of publication it is.
    pub kind: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// The words in it that are relied upon.
    pub quote: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

impl Publication {
    /// Where it is: its address, or that of its identifier.
    pub fn address(&self) -> Option<String> {
        self.url.clone().or_else(|| self.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")))
    }

    /// Its name in few words: who published it, who wrote it, or else its title.
    pub fn short_name(&self) -> &str {
        self.publisher.as_deref().or_else(|| self.authors.first().map(String::as_str)).unwrap_or(&self.title)
    }
}

/// A copy in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Archived {
    /// Where the copy is.
    pub url: String,
    /// When it was made.
    pub date: Option<PartialDate>,
}

/// Every key of a source.
pub const KEYS: &[Key] = &[
    Key::new("title", Form::Text, "its title").needed(),
    Key::new("author", Form::Texts, "who wrote it: one name or a list"),
    Key::new("editor", Form::Texts, "who edited it, or what it appeared in: one name or a list"),
    Key::new("in", Form::Text, "what it appeared in: a journal, a newspaper, a book"),
    Key::new("volume", Form::Text, "the volume of that"),
    Key::new("issue", Form::Text, "the issue of that volume"),
    Key::new("pages", Form::Text, "its pages there, such as `12-31`"),
    Key::new("edition", Form::Text, "which edition it is"),
    Key::new("publisher", Form::Text, "who published it"),
    Key::new("place", Form::Text, "the city where it was published"),
    Key::new("date", Form::When, "a year, a month, a day or 1996..1999: as precise as it is known"),
    Key::new("url", Form::Web, "where it is"),
    Key::new("archived", Form::Group(ARCHIVED_KEYS), "a copy that stays: url and date"),
    Key::new("accessed", Form::When, "when it was last looked at"),
    Key::new("doi", DOI, "its digital object identifier"),
    Key::new("isbn", Form::Text, "the number of the book"),
    Key::new("licence", Form::Text, "under which licence it stands"),
    Key::new("type", Form::Text, "what kind of publication it is"),
    Key::new("language", Form::Text, "its language"),
    Key::new("quote", Form::Text, "the words in it that are relied upon"),
    Key::new("note", Form::Text, "a remark"),
];

const ARCHIVED_KEYS: &[Key] =
    &[Key::new("url", Form::Web, "where the copy is"), Key::new("date", Form::When, "when it was made")];

const DOI: Form = Form::Like(r"^(https://doi\.org/|doi:)*10\.[^\s/]*/\S*$", "DOI, which begins with `10.`");

/// Publications by key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Library {
    /// Whether the file could not be read as a whole, so that nobody knows which keys there are.
    pub unread: bool,
    /// The publications, each with the place where its key stands.
    pub entries: BTreeMap<String, (Publication, Place)>,
}

impl Library {
    /// The publication of a key.
    pub fn get(&self, key: &str) -> Option<&Publication> {
        self.entries.get(key).map(|(publication, _)| publication)
    }

    /// The key of the publication at an address, if it is in the library.
    pub fn at(&self, url: &str) -> Option<&str> {
        let same = |publication: &Publication| publication.url.as_deref() == Some(url);
        self.entries.iter().find(|(_, (publication, _))| same(publication)).map(|(key, _)| key.as_str())
    }

    /// Adds the publications of another file; a key that is there already keeps its publication.
    pub fn add(&mut self, other: Self, diagnostics: &mut Diagnostics) {
        self.unread |= other.unread;
        for (key, (publication, place)) in other.entries {
            match self.entries.entry(key) {
                Entry::Vacant(free) => {
                    free.insert((publication, place));
                }
                Entry::Occupied(first) => diagnostics.push(duplicate(first.key(), place, first.get().1.clone())),
            }
        }
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.keys().map(String::as_str)
    }
}

/// Whether a file of `content/` is a bibliography: a `.bib` file that stands beside `sources.yaml`.
pub fn is_bibliography(path: &str) -> bool {
    path.ends_with(".bib") && !path.contains('/')
}

/// What is said of a key that stands twice.
pub(super) fn duplicate(key: &str, place: Place, first: Place) -> Diagnostic {
    let message = format!("the source `{key}` stands here a second time");
    let help = "give one of the two another key, or take one out";
    Diagnostic::new(&codes::DUPLICATE_SOURCE, place, message, help).and(first, "the first one")
}

/// Reads a whole file of sources in YAML.
pub fn read_library(source: &Source) -> Report<Library> {
    let mut diagnostics = Diagnostics::new();
    let block = Span::new(0, source.text.len());
    let map = yaml::mapping(source, block, &mut diagnostics);
    let unread = !diagnostics.is_empty();
    let lines = keys_at_line_starts(source);
    let library = read_entries(&mut Fields::new(source, block, &map, &mut diagnostics), source, &lines);
    Report::new(Library { unread, ..library }, diagnostics)
}

/// Reads the field `sources` of front matter. What is wrong with the block as a whole was said when it was parsed.
pub fn read_front_matter(source: &Source, block: Span) -> Report<Library> {
    let mut diagnostics = Diagnostics::new();
    let map = yaml::mapping(source, block, &mut Diagnostics::new());
    let mut fields = Fields::new(source, block, &map, &mut diagnostics);
    let library =
        fields.inner("sources", |group| read_entries(group, source, &FxHashMap::default())).unwrap_or_default();
    Report::new(library, diagnostics)
}

/// Where the keys stand that begin a line, as those of a file of sources do: looking for each alone would read the file as
/// often as there are sources.
fn keys_at_line_starts(source: &Source) -> FxHashMap<&str, Line<'_>> {
    let mut keys = FxHashMap::default();
    for (number, line) in source.text.split_inclusive('\n').enumerate() {
        let key = line.split_once(':').filter(|(_, rest)| rest.starts_with([' ', '\n', '\r']) || rest.is_empty());
        if let Some((key, _)) = key.filter(|(key, _)| key.starts_with(|c: char| c.is_alphanumeric() || c == '_')) {
            keys.entry(key).or_insert(Line { number: number as u32, text: line.trim_end() });
        }
    }
    keys
}

/// A line of a file, by its number from 0.
struct Line<'s> {
    number: u32,
    text: &'s str,
}

fn read_entries(group: &mut Fields<'_>, source: &Source, lines: &FxHashMap<&str, Line<'_>>) -> Library {
    let mut library = Library::default();
    for key in group.names() {
        let place = match lines.get(&*key) {
            Some(line) => {
                let place = Place::in_text(&source.shown, line.text, Span::new(0, key.len()));
                Place { line: place.line + line.number, ..place }
            }
            None => source.place(group.span(&[Step::Key(key.clone())]).key),
        };
        if let Some(publication) = group.inner(&key, |fields| read_publication(fields, &key, &place)) {
            library.entries.insert(key, (publication, place));
        }
    }
    library
}

fn read_publication(fields: &mut Fields<'_>, key: &str, place: &Place) -> Publication {
    fields.refuse_unknown(KEYS, &[], &[]);
    let title = fields.text("title").unwrap_or_else(|| {
        let message = format!("the source `{key}` has no title");
        fields.diagnostics.push(Diagnostic::new(
            &codes::SOURCE_WITHOUT_TITLE,
            place.clone(),
            message,
            "add `title:` below it",
        ));
        key.to_owned()
    });
    let mut parts = BTreeMap::new();
    let (authors, has_more_authors) = names(fields, "author", &mut parts);
    let (editors, _) = names(fields, "editor", &mut parts);
    Publication {
        title,
        authors,
        has_more_authors,
        editors,
        parts,
        container: fields.text("in"),
        volume: fields.text("volume"),
        issue: fields.text("issue"),
        pages: fields.text("pages"),
        edition: fields.text("edition"),
        place: fields.text("place"),
        isbn: fields.text("isbn"),
        publisher: fields.text("publisher"),
        date: date(fields, "date"),
        url: fields.web_address("url"),
        archived: fields
            .inner("archived", |copy| {
                copy.refuse_unknown(ARCHIVED_KEYS, &[], &[]);
                Some(Archived { url: copy.web_address("url")?, date: date(copy, "date") })
            })
            .flatten(),
        accessed: date(fields, "accessed"),
        doi: doi(fields),
        licence: fields.text("licence"),
        kind: fields.text("type"),
        language: fields.text("language"),
        quote: fields.text("quote"),
        note: fields.text("note"),
    }
}

/// Names of persons and organisations, as they are read; and whether there are others who are not named. Braces around a name
/// say that it is no person's: `"{Bank of Finland}"`; a comma says what the family is: `Lee, Ann`.
fn names(fields: &mut Fields<'_>, key: &str, parts: &mut BTreeMap<String, NameParts>) -> (Vec<String>, bool) {
    let mut written = fields.texts(key);
    let are_others = |name: &String| matches!(&*name.to_lowercase(), "others" | "and others" | "et al." | "et al");
    let has_more = written.len() > 1 && written.last().is_some_and(are_others);
    if has_more {
        written.pop();
    }
    let name = |written: String| {
        let whole = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let divided = match whole {
            Some(whole) => NameParts::whole(whole),
            None if written.contains(", ") => NameParts::guess(&written),
            None => return written,
        };
        let shown = divided.shown();
        parts.insert(shown.clone(), divided);
        shown
    };
    (written.into_iter().map(name).collect(), has_more)
}

fn doi(fields: &mut Fields<'_>) -> Option<String> {
    let text = fields.text("doi")?;
    let doi = text.trim_start_matches("https://doi.org/").trim_start_matches("doi:");
    if doi.starts_with("10.") && doi.contains('/') && !doi.contains(char::is_whitespace) {
        return Some(doi.to_owned());
    }
    fields.find(
        &codes::BAD_VALUE,
        "doi",
        format!("`{text}` is not a DOI"),
        "write what begins with 10., such as 10.1000/182",
    );
    None
}

fn date(fields: &mut Fields<'_>, key: &str) -> Option<PartialDate> {
    let text = fields.text(key)?;
    let date = PartialDate::parse(&text);
    if date.is_none() {
        fields.find(
            &codes::BAD_DATE,
            key,
            format!("`{text}` is not a date"),
            "write 2025, 2022-02, 2024-06-07 or 1996..1999",
        );
    }
    date
}
