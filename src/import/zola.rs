//! A folder of Zola → an [`OldSite`]: `config.toml` or `zola.toml`, `content/`, `static/`, `templates/shortcodes/`.

use super::figure::html_elements;
use super::front_matter::{self, Change, Changes};
use super::hugo::templates;
use super::old::{Copied, Language, OldPage, OldSite};
use super::report::Teller;
use super::settings::{self, Form, flag_at, map_at, text_at};
use super::shortcodes::{self, Syntax};
use super::text::Lined;
use super::{permalink, words};
use crate::base::heading_id::HeadingIds;
use crate::base::slug::slug;
use crate::io::OldFile;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// What the site says of itself.
struct Settings {
    config: Mapping,
    language: String,
    languages: Vec<String>,
    /// Whether names become addresses by transliteration, or stay as they are.
    slugify: bool,
    keeps_dates: bool,
    /// Whether headings have ids that are not made like slugs.
    plain_anchors: bool,
}

/// Reads a site.
pub(super) fn read(files: &[OldFile], teller: &mut Teller) -> OldSite {
    let settings = Settings::read(files, teller);
    let mut pages: Vec<OldPage> = Vec::new();
    let mut site = OldSite { generator: "Zola", ..OldSite::default() };
    for file in files {
        let (first, rest) = file.path.split_once('/').unwrap_or(("", &file.path));
        match first {
            "content" if rest.ends_with(".md") => pages.extend(settings.page(file, rest)),
            "content" => {
                let to = format!("content/{rest}");
                site.files.push(Copied { from: file.path.clone(), to, text: None });
            }
            "static" => site.files.push(Copied { from: file.path.clone(), to: format!("content/{rest}"), text: None }),
            "sass" => teller.tell(
                &file.path,
                0,
                "a style sheet of the old theme is left out",
                "the theme of Expound has its own: `expound theme`",
            ),
            _ => {}
        }
    }
    settings.fill(&mut site, &pages);
    let places: BTreeMap<String, String> =
        pages.iter().map(|page| (page.from["content/".len()..].to_owned(), page.to.clone())).collect();
    let none = |_: &str, _: &str| None;
    let no_param = |_: &str| None;
    let templates = templates(files, "templates/shortcodes/").collect();
    let world = shortcodes::World { syntax: Syntax::Zola, templates, page: &none, param: &no_param };
    for mut page in pages {
        let text = shortcodes::convert(&page.from, &page.body, &world, teller);
        let text = if settings.plain_anchors { text } else { anchors(&text) };
        page.body = Lined::new(&fences(&internal(&text, &places)), 1);
        own_words(&mut page, teller);
        words::settle(&mut page, &[&site.taxonomies[..], &["tags".to_owned()]].concat(), &[], teller);
        site.pages.push(page);
    }
    site
}

impl Settings {
    fn read(files: &[OldFile], teller: &mut Teller) -> Self {
        let file = files.iter().find(|file| ["config.toml", "zola.toml"].contains(&file.path.as_str()));
        let mut config = Mapping::new();
        match file.and_then(|file| Some((file, file.text()?))) {
            Some((file, text)) => match settings::read(Form::Toml, text) {
                Ok(value) => config = value.as_mapping().cloned().unwrap_or_default(),
                Err(problem) => {
                    let what = format!("the settings cannot be read: {}", problem.lines().next().unwrap_or_default());
                    teller.tell(&file.path, 1, what, "put them right and import again");
                }
            },
            None => teller.tell(
                "config.toml",
                0,
                "there is none, so the usual settings are taken",
                "check that this is a site of Zola",
            ),
        }
        let names = map_at(&config, &["languages"]).into_iter().flatten();
        Self {
            language: text_at(&config, &["default_language"]).unwrap_or_else(|| "en".to_owned()),
            languages: names.filter_map(|(key, _)| key.as_str().map(str::to_owned)).collect(),
            slugify: text_at(&config, &["slugify", "paths"]).is_none_or(|how| how == "on"),
            keeps_dates: flag_at(&config, &["slugify", "paths_keep_dates"]).unwrap_or(false),
            plain_anchors: text_at(&config, &["slugify", "anchors"]).is_some_and(|how| how != "on"),
            config,
        }
    }

    fn slug(&self, name: &str) -> String {
        if self.slugify { slugified(name) } else { name.to_owned() }
    }

    /// A file of `content/`, whose path in it is `rest`.
    fn page(&self, file: &OldFile, rest: &str) -> Option<OldPage> {
        let (front, line, body) = front_matter::split(file.text()?);
        let (folder, name) = rest.rsplit_once('/').unwrap_or(("", rest));
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let (stem, language) = match stem.rsplit_once('.') {
            Some((stem, code)) if self.languages.iter().any(|known| known == code) => (stem, Some(code)),
            _ => (stem, None),
        };
        let bundle = stem == "index" && !folder.is_empty();
        let (above, own) = match (bundle, folder.rsplit_once('/')) {
            (false, _) => (folder, stem),
            (true, Some((above, last))) => (above, last),
            (true, None) => ("", folder),
        };
        let prefix = language.filter(|code| *code != self.language).map(|code| format!("/{code}")).unwrap_or_default();
        let above = if above.is_empty() { String::new() } else { format!("/{above}") };
        let url = match (front.text("path"), stem) {
            (Some(path), _) => format!("{prefix}/{}/", path.trim_matches('/')),
            (None, "_index") => format!("{prefix}{above}/"),
            (None, _) => {
                let own = front.text("slug").map_or_else(|| self.slug(self.without_date(own)), |own| self.slug(&own));
                format!("{prefix}{above}/{own}/")
            }
        };
        let placed =
            front.text("path").filter(|_| !bundle && language.is_none() && words::date(&front, stem).is_none());
        let to = match placed.and_then(|_| permalink::placed_by(&url)) {
            Some(to) => to,
            None if bundle => rest.to_owned(),
            None => hyphenated(rest),
        };
        let hidden = front.get("draft").and_then(Value::as_bool).unwrap_or(false)
            || front.get("render").and_then(Value::as_bool) == Some(false);
        let body = Lined::new(body, line);
        let elements = html_elements(&body);
        let (from, changes) = (file.path.clone(), Changes::default());
        Some(OldPage { from, to, url, published: !hidden, bundle, front, changes, body, elements })
    }

    /// The name without the date that it begins with.
    fn without_date<'n>(&self, name: &'n str) -> &'n str {
        let dated = name.len() > 11 && crate::base::Moment::parse(&name[..name.floor_char_boundary(10)]).is_ok();
        if dated && !self.keeps_dates && name[10..].starts_with(['-', '_', ' ']) { &name[11..] } else { name }
    }

    fn fill(&self, site: &mut OldSite, pages: &[OldPage]) {
        let config = &self.config;
        site.title = text_at(config, &["title"]);
        site.description = text_at(config, &["description"]);
        site.base_url = text_at(config, &["base_url"]).filter(|url| url.len() > 1);
        site.language = Some(self.language.clone());
        for code in self.languages.iter().filter(|code| **code != self.language) {
            let title = text_at(config, &["languages", code, "title"]);
            site.languages.push(Language { code: code.clone(), title });
        }
        let named = settings::at(config, &["taxonomies"]).and_then(Value::as_sequence).into_iter().flatten();
        let named = named.filter_map(|one| text_at(one.as_mapping()?, &["name"]));
        let used = |name: &String| {
            pages.iter().any(|page| {
                map_at(&page.front.values, &["taxonomies"]).is_some_and(|map| map.contains_key(name.as_str()))
            })
        };
        site.taxonomies = named.filter(|name| name != "tags" && name != "authors" && used(name)).collect();
        site.patterns = vec!["/:section/:slug/".to_owned()];
        site.smart_punctuation = flag_at(config, &["markdown", "smart_punctuation"]).unwrap_or(false);
        let lists = ["menu", "main_menu", "nav", "navbar_items", "navigation"];
        let list = lists.iter().find_map(|key| settings::at(config, &["extra", key])).and_then(Value::as_sequence);
        let entry = |value: &Value| {
            let map = value.as_mapping()?;
            let title = ["name", "title", "text"].iter().find_map(|key| text_at(map, &[key]))?;
            Some((title, text_at(map, &["url"])?.replace("$BASE_URL", "")))
        };
        site.menu = list.into_iter().flatten().filter_map(entry).collect();
    }
}

/// `2024-06-07_name.md` as Expound reads it, with a hyphen behind the date.
fn hyphenated(path: &str) -> String {
    let at = path.rfind('/').map_or(0, |at| at + 1);
    let name = &path[at..];
    let dated = name.len() > 11 && crate::base::Moment::parse(&name[..name.floor_char_boundary(10)]).is_ok();
    if dated && name[10..].starts_with(['_', ' ']) {
        format!("{}{}-{}", &path[..at], &name[..10], &name[11..])
    } else {
        path.to_owned()
    }
}

/// `@/section/page.md` is a path from `content/` on.
fn internal(text: &str, places: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // What is longer than every path is none of them.
    let longest = places.keys().map(String::len).max().unwrap_or_default();
    while let Some(at) = rest.find("@/") {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let path = &link[2..];
        let near = &path[..path.floor_char_boundary(longest + 4)];
        let end = near.find([')', '#', ' ', '"', '>', '\n', '?']).unwrap_or(near.len());
        let is_link = before.ends_with(['(', '<', '"']) || before.ends_with("]: ");
        match places.get(&path[..end]).filter(|_| is_link) {
            Some(to) => {
                out.push('/');
                out.push_str(to);
                rest = &path[end..];
            }
            None => {
                out.push_str("@/");
                rest = path;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A name as Zola writes it in addresses: an apostrophe divides words.
fn slugified(name: &str) -> String {
    slug(&name.replace(['\'', '’', '‘'], "-"))
}

/// Headings keep the ids that they had, where Expound would give them others.
fn anchors(text: &str) -> String {
    let mut fences = super::text::Fences::default();
    let mut ids = HeadingIds::default();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('#').trim();
        let is_heading =
            !fences.is_code(line) && line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        if !is_heading || words.ends_with('}') || words.contains(['[', '<', '{']) {
            out.push_str(line);
            continue;
        }
        let plain: String = words.chars().filter(|sign| !matches!(sign, '`' | '*')).collect();
        let (old, new) = (slugified(&plain), ids.for_text(&plain));
        let same = old == new || new.starts_with(&format!("{old}-"));
        out.push_str(&if same { line.to_owned() } else { format!("{} {{#{old}}}\n", line.trim_end()) });
    }
    out
}

/// The words behind the language of a block of code, such as `rust,linenos`, mean nothing to Expound.
fn fences(text: &str) -> String {
    let mut open = super::text::Fences::default();
    let mut in_code = false;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let was = in_code;
        in_code = open.is_code(line);
        let words = line.trim_start().trim_start_matches(['`', '~']).trim_end();
        match words.split_once(',').filter(|_| in_code && !was && !words.is_empty()) {
            Some((language, _)) => out.push_str(&line.replacen(words, language, 1)),
            None => out.push_str(line),
        }
        // The line that closes a block is one of code as well.
        in_code = in_code && open.is_open();
    }
    out
}

/// The words of front matter that mean something to Zola.
fn own_words(page: &mut OldPage, teller: &mut Teller) {
    let front = page.front.clone();
    const OF_TEMPLATES: [&str; 12] = [
        "path",
        "template",
        "page_template",
        "in_search_index",
        "insert_anchor_links",
        "sort_by",
        "paginate_by",
        "transparent",
        "generate_feeds",
        "paginate_path",
        "paginate_reversed",
        "generate_feed",
    ];
    for key in OF_TEMPLATES {
        if front.get(key).is_some() {
            page.changes.set(key, Change::Drop);
        }
    }
    if let Some(Value::Mapping(all)) = front.get("taxonomies") {
        page.changes.set("taxonomies", Change::Drop);
        for (name, terms) in all {
            if let Some(name) = name.as_str() {
                page.changes.add(name, terms.clone());
            }
        }
    }
    if front.get("render").and_then(Value::as_bool) == Some(false) {
        page.changes.set("render", Change::Drop);
        page.changes.set("draft", Change::Drop);
        page.changes.add("draft", true.into());
        teller.tell(
            &page.from,
            front.line_of("render"),
            "it had no page of its own and is a draft now",
            "put its words where they are to be read",
        );
    }
    if let Some(to) = front.text("redirect_to") {
        let what = format!("it led on to `{to}`, and no page of Expound leads elsewhere");
        teller.tell(&page.from, front.line_of("redirect_to"), what, "tell your host to redirect it");
    }
    if let Some(all) = front.get("aliases").map(settings::texts)
        && all.iter().any(|alias| !alias.starts_with('/'))
    {
        let rooted = all.iter().map(|alias| Value::from(format!("/{}", alias.trim_start_matches('/'))));
        page.changes.set("aliases", Change::Write("aliases", rooted.collect()));
    }
}
