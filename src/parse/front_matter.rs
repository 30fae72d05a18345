//! The lines between two `---` → [`FrontMatter`], and the span of the body behind them.

use super::{ParseOptions, html};
use crate::base::address::STAT;
use crate::base::yaml::{self, Fields, Form, Grave, Key, Table};
use crate::base::{Diagnostic, Diagnostics, Source, Span, codes, signs, suggest};
use crate::doc::{Correction, FrontMatter, Headline};
use std::ops::Range;

/// Every key of front matter, beside the names of the site's taxonomies.
pub const KEYS: &[Key] = &[
    Key::new("title", Form::Text, "the title; without one, the first heading or the file's name"),
    Key::new("author", Form::Texts, "one name, a list, or keys of `authors` in expound.yaml"),
    Key::new("date", Form::Moment, "a date, or a date with time and offset; shown as written, never shifted"),
    Key::new("updated", Form::Moment, "when it was changed in substance"),
    Key::new("publish", Form::Moment, "the moment from which it is published (an embargo)"),
    Key::new("expires", Form::Moment, "the moment from which it is no longer published"),
    Key::new("review_by", Form::Moment, "when it is to be looked at again"),
    Key::new("description", Form::Text, "two sentences for cards, feeds and search"),
    Key::new("summary", Form::Texts, "the key points, a list"),
    Key::new("image", Form::Text, "the picture at the top"),
    Key::new("image_caption", Form::Text, "its caption"),
    Key::new("image_alt", Form::Text, "what it shows, for those who do not see it"),
    Key::new("tags", Form::Texts, "subjects"),
    Key::new("series", Form::Text, "the series it belongs to"),
    Key::new("slug", SLUG, "the last part of its address, instead of the file's name"),
    Key::new("aliases", Form::Texts, "old addresses that lead here"),
    Key::new("lang", Form::Text, "its language, where it is not the site's"),
    Key::new("weight", Form::Whole(i64::MIN), "its place among its neighbours, lighter first"),
    Key::new("draft", Form::Flag, "true for what is not to be published").or("false"),
    Key::new("template", Form::Text, "another template of the theme"),
    Key::new("sources", Form::Entry(Table::Sources), "sources for this file alone, as in sources.yaml"),
    Key::new("corrections", Form::Groups(CORRECTION), "what was corrected: a list of date, text, was, now"),
    Key::new("allow", Form::MapOf(Table::Codes, &Form::Text), "codes that this file may break: code → reason"),
    Key::new("extra", Form::Map(&Form::Free), "whatever else templates want to know"),
    Key::new("layout", Form::Quiet, "of Jekyll; has no effect"),
    Key::new("excerpt_separator", Form::Text, "of Jekyll: the mark that ends the excerpt"),
];

const CORRECTION: &[Key] = &[
    Key::new("date", Form::Moment, "when"),
    Key::new("text", Form::Text, "what"),
    Key::new("was", Form::Text, "the old wording"),
    Key::new("now", Form::Text, "the new wording"),
];

const SLUG: Form = Form::Like(r"^[^/.][^/]*$", "one part of an address");

/// What decides whether a brief is published, under all the names that it has elsewhere.
const GRAVE: &[Grave] = &[
    Grave {
        name: "draft",
        also: &["hidden", "private", "status: draft", "status: private", "unlisted", "unpublished"],
    },
    Grave {
        name: "publish",
        also: &[
            "embargo",
            "embargo_until",
            "embargoed_until",
            "go_live",
            "not_before",
            "publish_at",
            "publish_date",
            "publish_from",
            "publish_on",
            "published_at",
            "published_on",
            "pub_date",
            "release",
            "release_at",
            "release_date",
            "release_on",
            "scheduled",
            "scheduled_for",
        ],
    },
    Grave {
        name: "expires",
        also: &["expiry", "expiry_date", "expiration", "expiration_date", "expire_on", "not_after", "unpublish_date"],
    },
];

/// Front matter and what the rest of parsing needs of it.
pub(super) struct Front {
    pub(super) fields: FrontMatter,
    /// The mark that ends the excerpt, where the author names one.
    pub(super) separator: Option<String>,
    /// The texts that hold checked numbers.
    pub(super) headlines: Vec<Headline>,
}

/// Splits a file by hand: with pulldown-cmark's metadata blocks on, two `---` rules would swallow what is between them.
pub(super) fn read(source: &Source, options: &ParseOptions, diagnostics: &mut Diagnostics) -> (Front, Span) {
    let text = &source.text;
    let whole = Span::new(0, text.len());
    let none = || Front { fields: FrontMatter::default(), separator: None, headlines: Vec::new() };
    let Some(first) = first_fence(text) else {
        // A brief must not be published because its `draft: true` was not read.
        if let Some(line) = nearly_a_fence(text) {
            let (message, help) = if source.slice(line).len() == 3 && text[line.end as usize..].starts_with('\r') {
                (
                    "this looks like front matter, but its lines end with carriage returns alone",
                    "save the file with the line ends of today: line feeds",
                )
            } else {
                (
                    "this looks like front matter, but it does not begin with `---`",
                    "begin the front matter with a line of exactly `---`, with nothing above it",
                )
            };
            diagnostics.push(Diagnostic::new(&codes::UNREAD_FRONT_MATTER, source.place(line), message, help));
        }
        return (none(), whole);
    };
    let Some((close, body)) = last_fence(text, first) else {
        // A lone rule at the top of a text is a rule; one with keys behind it is front matter that was not ended.
        let mut below = text[first..].lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        if below.next().is_some_and(|line| line.contains(':')) {
            let help = "add a line `---` below the last key";
            diagnostics.push(Diagnostic::new(
                &codes::UNCLOSED_FRONT_MATTER,
                source.place(Span::new(0, 3)),
                "the front matter that begins here never ends",
                help,
            ));
        }
        return (none(), whole);
    };
    let block = Span::new(first, close);
    let map = yaml::mapping(source, block, diagnostics);
    let mut fields = Fields::new(source, block, &map, diagnostics);
    let mut front = read_fields(&mut fields, block, options);
    if source.slice(block).contains(STAT) {
        front.headlines = headlines(&mut front.fields, source, block);
    }
    (front, Span::new(body, text.len()))
}

/// The offset behind an opening `---` line. Blank lines may stand above it.
fn first_fence(text: &str) -> Option<usize> {
    let above = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
    let start = text[..above].rfind('\n').map_or(0, |at| at + 1);
    let rest = text[start..].strip_prefix("---")?;
    let end = rest.find('\n')?;
    rest[..end].trim().is_empty().then_some(start + 3 + end + 1)
}

/// A first line of hyphens that is no fence, with a key below it and another line of hyphens below that.
fn nearly_a_fence(text: &str) -> Option<Span> {
    let hyphens = |line: &str| line.trim().len() > 1 && line.trim().bytes().all(|b| b == b'-');
    let is_key = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.trim().is_empty() && key.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        })
    };
    let start = text.len() - text.trim_start().len();
    let mut lines = text[start..].split(['\n', '\r']).filter(|line| !line.is_empty());
    let first = lines.next()?;
    (hyphens(first) && is_key(lines.next()?) && lines.take(60).any(hyphens))
        .then(|| Span::new(start, start + first.len()))
}

/// Where the closing line begins, and where the body does.
fn last_fence(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |i| at + i);
        if matches!(text[at..end].trim_end(), "---" | "...") {
            return Some((at, (end + 1).min(text.len())));
        }
        if end == text.len() {
            return None;
        }
        at = end + 1;
    }
}

fn read_fields(fields: &mut Fields<'_>, block: Span, options: &ParseOptions) -> Front {
    let (authors, and_others) = authors(fields);
    let terms = options
        .taxonomies
        .iter()
        .filter(|name| *name != "authors")
        .map(|name| (name.clone(), fields.texts(name)))
        .filter(|(_, terms)| !terms.is_empty())
        .collect();
    let front = FrontMatter {
        block: Some(block),
        title: fields.text("title").map(html::without_tags),
        authors,
        and_others,
        date: fields.moment("date"),
        updated: fields.moment("updated"),
        publish: fields.deciding_moment("publish"),
        expires: fields.deciding_moment("expires"),
        review_by: fields.moment("review_by"),
        description: fields.text("description").map(html::without_tags),
        summary: fields.texts("summary"),
        image: fields.text("image"),
        image_caption: fields.text("image_caption").map(html::without_tags),
        image_alt: fields.text("image_alt"),
        series: fields.text("series"),
        slug: slug(fields),
        aliases: fields.texts("aliases"),
        lang: fields.text("lang"),
        weight: fields.number("weight"),
        draft: fields.flag("draft").unwrap_or(false),
        template: fields.text("template"),
        has_sources: fields.raw("sources").is_some(),
        corrections: fields.each("corrections", correction),
        terms,
        allow: allow(fields),
        extra: extra(fields),
    };
    let separator = fields.text("excerpt_separator");
    let taxonomies: Vec<&str> = options.taxonomies.iter().map(String::as_str).collect();
    fields.refuse_unknown(KEYS, &taxonomies, GRAVE);
    Front { fields: front, separator, headlines: Vec::new() }
}

/// Takes checked numbers out of the texts that readers see, which are published without links.
fn headlines(front: &mut FrontMatter, source: &Source, block: Span) -> Vec<Headline> {
    let mut all = Vec::new();
    let corrections = front
        .corrections
        .iter_mut()
        .flat_map(|c| [Some(&mut c.text), c.was.as_mut(), c.now.as_mut()].into_iter().flatten());
    let texts = [&mut front.title, &mut front.description, &mut front.image_caption, &mut front.image_alt];
    let texts = texts.into_iter().flatten().chain(&mut front.summary).chain(corrections);
    for text in texts {
        if let Some(headline) = Headline::take(text) {
            text.clone_from(&headline.text);
            all.push(headline);
        }
    }
    // YAML may fold and quote a text; its addresses stand in the file as they are, so each is looked for by itself where
    // its words cannot be found as they are.
    let yaml = source.slice(block);
    let mut taken: Vec<Range<usize>> = Vec::new();
    for headline in &mut all {
        for stat in &mut headline.stats {
            let (words, address) = (&headline.text[stat.at.clone()], &stat.address);
            let forms = [format!("[{words}]({address})"), format!("({address})"), format!("(<{address}>)")];
            let free = |at: &Range<usize>| taken.iter().all(|taken| taken.end <= at.start || at.end <= taken.start);
            let found = forms.iter().find_map(|form| {
                yaml.match_indices(form.as_str()).map(|(at, form)| at..at + form.len()).find(|at| free(at))
            });
            if let Some(at) = found {
                stat.span = Some(Span::new(at.start, at.end).shifted(block.start as usize));
                taken.push(at);
            }
        }
    }
    all
}

/// A brief has no more authors than this.
const MOST_AUTHORS: usize = 200;

/// `author: A and B, et al.` is two authors and others; a list is never taken apart.
fn authors(fields: &mut Fields<'_>) -> (Vec<String>, bool) {
    let key = if fields.raw("author").is_some() { "author" } else { "authors" };
    let mut listed = fields.texts(key);
    if listed.len() > MOST_AUTHORS {
        // Each of them has a page that names all the others.
        let message = format!("`{key}` names {} people; {MOST_AUTHORS} are the most", listed.len());
        fields.find(&codes::BAD_VALUE, key, message, "name those who wrote it, and thank the others in the text");
        listed.clear();
    }
    if matches!(fields.raw(key), Some(serde_yaml::Value::Sequence(_))) {
        return (listed, false);
    }
    let Some(line) = listed.into_iter().next() else { return (Vec::new(), false) };
    let others = ["et al.", "et al"].iter().find_map(|mark| line.strip_suffix(mark));
    let names = others.unwrap_or(&line).trim_end_matches([' ', ',']);
    // A comma alone may be part of a name ("King, Jr."); with `and` or `et al.` it can only divide.
    let names: Vec<String> = if others.is_some() || names.contains(" and ") {
        names
            .replace(" and ", ",")
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    } else {
        vec![names.to_owned()]
    };
    (names, others.is_some())
}

/// Names of files have 255 bytes at most, and some endings are put behind them.
const LONGEST_SLUG: usize = 200;

fn slug(fields: &mut Fields<'_>) -> Option<String> {
    let slug = fields.text("slug")?;
    if slug.contains('/') || slug.starts_with('.') || slug.contains(char::is_control) || slug.contains(signs::is_turn) {
        fields.find(
            &codes::BAD_VALUE,
            "slug",
            "`slug` is one part of an address",
            "leave out the slashes, and a dot at the beginning",
        );
        return None;
    }
    if slug.len() > LONGEST_SLUG {
        let message = format!("`slug` is longer than {LONGEST_SLUG} bytes");
        fields.find(&codes::BAD_VALUE, "slug", message, "shorten it: names of files cannot be much longer");
        return None;
    }
    Some(slug)
}

/// Codes and reasons; a code that is none has no effect, so it is told of.
fn allow(fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let read = |group: &mut Fields<'_>| {
        let mut all = Vec::new();
        for code in group.names() {
            if codes::find(&code).is_none() {
                let known = codes::ALL.iter().map(|code| code.word);
                let message = format!("`{code}` is not a code of a diagnostic");
                group.find(&codes::UNKNOWN_KEY, &code, message, suggest::hint(&code, known));
            }
            all.extend(group.text(&code).map(|reason| (code, reason)));
        }
        all
    };
    fields.inner("allow", read).unwrap_or_default()
}

fn correction(fields: &mut Fields<'_>) -> Option<Correction> {
    fields.refuse_unknown(CORRECTION, &[], &[]);
    let (was, now) = (fields.text("was"), fields.text("now"));
    let text = fields.text("text").or_else(|| now.clone())?;
    Some(Correction { date: fields.moment("date"), text, was, now })
}

fn extra(fields: &mut Fields<'_>) -> serde_json::Map<String, serde_json::Value> {
    let Some(value) = fields.raw("extra") else { return serde_json::Map::new() };
    if let Ok(serde_json::Value::Object(map)) = serde_json::to_value(value) {
        return map;
    }
    fields.find(
        &codes::BAD_VALUE,
        "extra",
        "`extra` must be a group of keys and values",
        "write `key: value` lines below it",
    );
    serde_json::Map::new()
}
