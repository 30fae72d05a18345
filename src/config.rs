//! `expound.yaml` → [`Config`]: everything a site decides, with a default for each, so that no file at all is a site.

pub mod citations;
mod deploy;
mod keys;
mod languages;

pub use deploy::Deploy;
pub use keys::KEYS;
pub use languages::Edition;

use crate::base::address::{Scheme, scheme};
use crate::base::yaml::{self, Fields};
use crate::base::{Diagnostics, Report, Severity, Source, Span, codes, suggest};
use jiff::tz::Offset;
use std::collections::BTreeMap;

/// What a site decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The name of the site.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// The full address of the home page, ending with a slash; none when it is not known.
    pub base_url: Option<String>,
    /// The language of the site's pages, as a BCP 47 tag.
    pub language: String,
    /// The other languages that the site has translations in.
    pub languages: Vec<Edition>,
    /// The name of the theme.
    pub theme: String,
    /// Values for the theme, over those of its `theme.yaml`.
    pub theme_values: serde_json::Value,
    /// The offset of moments that are written without one.
    pub timezone: Offset,
    /// The picture for cards of pages that have none, as a path in `content/`.
    pub image: Option<String>,
    /// Those who write, by key.
    pub authors: BTreeMap<String, Author>,
    /// The taxonomies beside `tags` and `authors`, by the key that front matter uses.
    pub taxonomies: Vec<String>,
    /// The links at the top of each page: title and address.
    pub nav: Vec<(String, String)>,
    /// How many briefs a list shows on one page.
    pub paginate: usize,
    /// How many briefs a feed holds.
    pub feed_items: usize,
    /// The form of the addresses of briefs.
    pub permalink: Option<String>,
    /// Whether HTML in briefs passes as it is.
    pub raw_html: bool,
    /// Whether those who write the content may do what runs in the browsers of readers.
    pub trusts_content: bool,
    /// Whether straight quotes, `--` and `...` are replaced.
    pub smart_punctuation: bool,
    /// Whether `$…$` is a formula.
    pub math: bool,
    /// Other weights for codes.
    pub checks: BTreeMap<String, Option<Severity>>,
    /// The file of warnings that are known and fail nothing, beside expound.yaml.
    pub baseline: Option<String>,
    /// The least part of a brief's numbers that must be traced, from 0 to 1; none where nobody counts.
    pub coverage: Option<f64>,
    /// The name of the citation style; none for the plain one, in which notes are numbered.
    pub citation_style: Option<String>,
    /// Where the published site is uploaded to.
    pub deploy: Deploy,
    /// Outputs that are left out.
    pub without: Vec<String>,
    /// Whatever else templates of this site want to know.
    pub extra: serde_json::Value,
}

/// Someone who writes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// The name as it is shown.
    pub name: String,
    /// What they are, in a few words.
    pub role: Option<String>,
    /// A few sentences about them.
    pub bio: Option<String>,
    /// Their page elsewhere.
    pub url: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Briefs".to_owned(),
            description: String::new(),
            base_url: None,
            language: "en".to_owned(),
            languages: Vec::new(),
            theme: "default".to_owned(),
            theme_values: serde_json::Value::Object(serde_json::Map::new()),
            timezone: Offset::UTC,
            image: None,
            authors: BTreeMap::new(),
            taxonomies: Vec::new(),
            nav: Vec::new(),
            paginate: 20,
            feed_items: 20,
            permalink: None,
            raw_html: false,
            trusts_content: true,
            smart_punctuation: false,
            math: false,
            checks: BTreeMap::new(),
            baseline: None,
            coverage: None,
            citation_style: None,
            deploy: Deploy::default(),
            without: Vec::new(),
            extra: serde_json::Value::Object(serde_json::Map::new()),
        }
    }
}

/// Reads `expound.yaml`.
pub fn read(source: &Source) -> Report<Config> {
    let mut diagnostics = Diagnostics::new();
    let block = Span::new(0, source.text.len());
    let map = yaml::mapping(source, block, &mut diagnostics);
    let mut fields = Fields::new(source, block, &map, &mut diagnostics);
    let config = read_fields(&mut fields);
    Report::new(config, diagnostics)
}

fn read_fields(fields: &mut Fields<'_>) -> Config {
    let default = Config::default();
    let language = fields.text("language").unwrap_or(default.language);
    let (checks, baseline) = fields.inner("checks", checks).unwrap_or_default();
    let trusts_content = fields.inner("trust", trust).flatten().unwrap_or(true);
    let raw_html = fields.flag("raw_html").unwrap_or(false);
    if raw_html && !trusts_content {
        fields.find(
            &codes::BAD_VALUE,
            "raw_html",
            "HTML passes only where content is trusted, and `trust: {content: false}` says that it is not",
            "leave one of the two out",
        );
    }
    let config = Config {
        title: fields.text("title").unwrap_or(default.title),
        description: fields.text("description").unwrap_or_default(),
        base_url: base_url(fields),
        languages: languages::read(fields, &language),
        language,
        theme: fields.text("theme").unwrap_or(default.theme),
        theme_values: json(fields, "theme_values"),
        timezone: timezone(fields),
        image: fields.text("image"),
        authors: authors(fields),
        taxonomies: fields.texts("taxonomies").into_iter().filter(|name| name != "tags" && name != "authors").collect(),
        nav: fields.each("nav", nav_entry),
        paginate: positive(fields, "paginate").unwrap_or(default.paginate),
        feed_items: positive(fields, "feed_items").unwrap_or(default.feed_items),
        permalink: permalink(fields),
        raw_html: raw_html && trusts_content,
        trusts_content,
        smart_punctuation: fields.flag("smart_punctuation").unwrap_or(false),
        math: fields.flag("math").unwrap_or(false),
        checks,
        baseline,
        coverage: fields.inner("figures", figures).flatten(),
        citation_style: fields.inner("citations", citations::read).flatten(),
        deploy: fields.inner("deploy", deploy::read).unwrap_or_default(),
        without: fields.texts("without"),
        extra: json(fields, "extra"),
    };
    fields.refuse_unknown(KEYS, &[], &[]);
    config
}

fn nav_entry(item: &mut Fields<'_>) -> Option<(String, String)> {
    item.refuse_unknown(keys::NAV, &[], &[]);
    let (title, url) = (item.text("title"), item.text("url"));
    for (key, value) in [("title", &title), ("url", &url)] {
        if value.is_none() {
            item.find(
                &codes::BAD_VALUE,
                key,
                format!("this entry of the menu has no `{key}`"),
                "write `- {title: About, url: /about/}`",
            );
        }
    }
    let url = url?;
    if scheme(&url) == Scheme::Unsafe {
        item.find(
            &codes::UNSAFE_LINK,
            "url",
            "the scheme of this address is not allowed",
            "link to https:, mailto: or a path of this site",
        );
        return None;
    }
    Some((title?, url))
}

/// The form of addresses: known parts only, and one that tells briefs apart.
fn permalink(fields: &mut Fields<'_>) -> Option<String> {
    const PARTS: [&str; 6] = ["section", "name", "slug", "year", "month", "day"];
    let pattern = fields.text("permalink")?;
    let parts: Vec<&str> = pattern
        .split(':')
        .skip(1)
        .map(|rest| &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())])
        .collect();
    if let Some(part) = parts.iter().find(|part| !PARTS.contains(part)) {
        fields.find(
            &codes::BAD_VALUE,
            "permalink",
            format!("`:{part}` is no part of an address"),
            suggest::hint(part, PARTS),
        );
        return None;
    }
    if !parts.contains(&"name") && !parts.contains(&"slug") {
        fields.find(
            &codes::BAD_VALUE,
            "permalink",
            "every brief would have the same address",
            "let it hold `:name` or `:slug`, such as /:section/:name/",
        );
        return None;
    }
    Some(pattern)
}

fn base_url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.text("base_url")?;
    if !url.starts_with("https://") && !url.starts_with("http://") {
        fields.find(&codes::BAD_VALUE, "base_url", "`base_url` is not a full address", "begin it with https://");
        return None;
    }
    if url.contains(['?', '#', '"', '<', '>']) || url.contains(char::is_whitespace) {
        fields.find(
            &codes::BAD_VALUE,
            "base_url",
            "`base_url` holds a sign that the address of a folder cannot have",
            "write the address of the home page, such as https://example.org/notes/",
        );
        return None;
    }
    Some(format!("{}/", url.trim_end_matches('/')))
}

fn timezone(fields: &mut Fields<'_>) -> Offset {
    let Some(text) = fields.text("timezone") else { return Offset::UTC };
    crate::base::moment::parse_offset(&text).unwrap_or_else(|| {
        fields.find(
            &codes::BAD_VALUE,
            "timezone",
            format!("`{text}` is not an offset from UTC"),
            "write an offset such as +02:00",
        );
        Offset::UTC
    })
}

fn positive(fields: &mut Fields<'_>, key: &str) -> Option<usize> {
    let number = fields.number(key)?;
    let positive = usize::try_from(number).ok().filter(|n| *n > 0);
    if positive.is_none() {
        fields.find(&codes::BAD_VALUE, key, format!("`{key}` must be at least 1"), "write a whole number above 0");
    }
    positive
}

fn authors(fields: &mut Fields<'_>) -> BTreeMap<String, Author> {
    let read = |group: &mut Fields<'_>| {
        let mut all = BTreeMap::new();
        for key in group.names() {
            let author = group.inner(&key, |author| {
                author.refuse_unknown(keys::AUTHOR, &[], &[]);
                Author {
                    name: author.text("name").unwrap_or_else(|| key.clone()),
                    role: author.text("role"),
                    bio: author.text("bio"),
                    url: author.web_address("url"),
                }
            });
            all.extend(author.map(|author| (key, author)));
        }
        all
    };
    fields.inner("authors", read).unwrap_or_default()
}

fn checks(group: &mut Fields<'_>) -> (BTreeMap<String, Option<Severity>>, Option<String>) {
    group.refuse_unknown(keys::CHECKS, &[], &[]);
    let mut all = BTreeMap::new();
    for (key, severity) in [("deny", Some(Severity::Error)), ("warn", Some(Severity::Warning)), ("allow", None)] {
        for word in group.texts(key) {
            if codes::find(&word).is_none() {
                let known = codes::ALL.iter().map(|code| code.word);
                group.find(
                    &codes::UNKNOWN_KEY,
                    key,
                    format!("`{word}` is not a code of a diagnostic"),
                    suggest::hint(&word, known),
                );
            }
            all.insert(word, severity);
        }
    }
    (all, group.text("baseline"))
}

/// The floor for numbers that are traced.
fn figures(group: &mut Fields<'_>) -> Option<f64> {
    group.refuse_unknown(keys::FIGURES, &[], &[]);
    let text = group.text("coverage")?;
    let floor = text.parse().ok().filter(|floor| (0.0..=1.0).contains(floor));
    if floor.is_none() {
        let message = format!("`{text}` is not a part of all numbers");
        group.find(&codes::BAD_VALUE, "coverage", message, "write a number from 0 to 1, such as 0.9");
    }
    floor
}

/// Whether content is trusted.
fn trust(group: &mut Fields<'_>) -> Option<bool> {
    group.refuse_unknown(keys::TRUST, &[], &[]);
    group.flag("content")
}

/// A free value for templates, as JSON.
fn json(fields: &mut Fields<'_>, key: &str) -> serde_json::Value {
    let empty = || serde_json::Value::Object(serde_json::Map::new());
    let Some(value) = fields.raw(key) else { return empty() };
    if let Ok(json) = serde_json::to_value(value) {
        return json;
    }
    let message = format!("`{key}` has a key that is not text, or a number that is none");
    fields.find(&codes::BAD_VALUE, key, message, "use texts as keys and finite numbers");
    empty()
}

impl Config {
    /// The path of the home page on its host: `/`, or `/notes/` for a site below a folder.
    pub fn base_path(&self) -> &str {
        let Some(url) = &self.base_url else { return "/" };
        let host = url.find("://").map_or(0, |at| at + 3);
        url[host..].find('/').map_or("/", |at| &url[host + at..])
    }

    /// The scheme and host of the site without a slash at the end, or nothing.
    pub fn origin(&self) -> &str {
        self.base_url.as_deref().map_or("", |url| &url[..url.len() - self.base_path().len()])
    }

    /// The language of an edition: 0 is the site in its own language, the others are those of `languages`.
    pub fn language_of(&self, edition: usize) -> &str {
        edition.checked_sub(1).map_or(&self.language, |at| &self.languages[at].language)
    }

    /// The name of the site in an edition.
    pub fn title_of(&self, edition: usize) -> &str {
        let other = edition.checked_sub(1).and_then(|at| self.languages[at].title.as_deref());
        other.unwrap_or(&self.title)
    }

    /// What the site says of itself in an edition.
    pub fn description_of(&self, edition: usize) -> &str {
        let other = edition.checked_sub(1).and_then(|at| self.languages[at].description.as_deref());
        other.unwrap_or(&self.description)
    }

    /// The menu of an edition; empty where it is made of the sections.
    pub fn nav_of(&self, edition: usize) -> &[(String, String)] {
        edition.checked_sub(1).map_or(&self.nav, |at| &self.languages[at].nav)
    }

    /// The edition of a code in the name of a file.
    pub fn edition(&self, code: &str) -> Option<usize> {
        let mut all = std::iter::once(&self.language).chain(self.languages.iter().map(|edition| &edition.language));
        all.position(|language| language.eq_ignore_ascii_case(code))
    }

    /// All taxonomies: `tags`, `authors`, and those of the site.
    pub fn all_taxonomies(&self) -> impl Iterator<Item = &str> {
        ["tags", "authors"].into_iter().chain(self.taxonomies.iter().map(String::as_str))
    }
}
