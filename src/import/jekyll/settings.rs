//! `_config.yml` and the files of `_data` that Jekyll sites usually have → what the rest of the reader asks for.

use super::{Collection, Reading, address};
use crate::import::data;
use crate::import::old::{OldPage, OldSite};
use crate::import::report::Teller;
use crate::import::settings::{self, Form, flag_at, line_of, text_at};
use crate::io::OldFile;
use serde_yaml::{Mapping, Value};

/// A collection of the site.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) permalink: Option<String>,
    output: bool,
}

/// What the site says of itself.
pub(super) struct Settings {
    pub(super) config: Mapping,
    pub(super) url: String,
    pub(super) base: String,
    pub(super) permalink: String,
    pub(super) collections: Vec<Known>,
    collections_dir: String,
    pub(super) data_dir: String,
    exclude: Vec<String>,
    include: Vec<String>,
    defaults: Vec<Default>,
}

/// Values for the front matter of some files.
struct Default {
    path: String,
    kind: Option<String>,
    values: Mapping,
}

/// Plugins that need no word: Expound does what they do, or they do nothing to pages.
const KNOWN_PLUGINS: [&str; 9] = [
    "jekyll-feed",
    "jekyll-sitemap",
    "jekyll-seo-tag",
    "jekyll-redirect-from",
    "jekyll-paginate",
    "jekyll-gist",
    "jekyll-paginate-v2",
    "jekyll-include-cache",
    "jekyll-remote-theme",
];

impl Settings {
    pub(super) fn read(files: &[OldFile], teller: &mut Teller) -> Self {
        let file =
            files.iter().find(|file| ["_config.yml", "_config.yaml", "_config.toml"].contains(&file.path.as_str()));
        let mut config = Mapping::new();
        if let Some((file, text)) = file.and_then(|file| Some((file, file.text()?))) {
            match settings::read(Form::of(&file.path).unwrap_or(Form::Yaml), text) {
                Ok(Value::Mapping(map)) => config = map,
                Ok(_) => {}
                Err(problem) => {
                    let what = format!("the settings cannot be read: {problem}");
                    teller.tell(&file.path, 1, what, "put them right and import again");
                }
            }
            tell_of(&config, &file.path, text, teller);
            unpublished(&config, files, (&file.path, text), teller);
        } else {
            teller.tell(
                "_config.yml",
                0,
                "there is none, so the usual settings are taken",
                "check that this is a site of Jekyll",
            );
        }
        let text = |key: &str| text_at(&config, &[key]);
        let texts = |key: &str| settings::at(&config, &[key]).map(settings::texts).unwrap_or_default();
        let base = text("baseurl").unwrap_or_default();
        let base = base.trim_matches('/');
        Self {
            url: text("url").unwrap_or_default().trim_end_matches('/').to_owned(),
            base: if base.is_empty() { String::new() } else { format!("/{base}") },
            permalink: text("permalink").unwrap_or_else(|| "date".to_owned()),
            collections: collections(&config),
            collections_dir: text("collections_dir").unwrap_or_default().trim_matches('/').to_owned(),
            data_dir: text("data_dir").unwrap_or_else(|| "_data".to_owned()).trim_matches('/').to_owned(),
            exclude: texts("exclude"),
            include: texts("include"),
            defaults: defaults(&config),
            config,
        }
    }

    /// Whether Jekyll does not look at a file.
    pub(super) fn excludes(&self, path: &str) -> bool {
        const USUAL: [&str; 7] =
            ["Gemfile", "Gemfile.lock", "gemfiles", "node_modules", "vendor", "_site", "package-lock.json"];
        let is = |pattern: &str| {
            let pattern = pattern.trim_matches('/');
            match pattern.split_once('*') {
                Some((before, after)) => {
                    let name = if pattern.contains('/') { path } else { path.rsplit('/').next().unwrap_or(path) };
                    name.starts_with(before) && name.ends_with(after.trim_start_matches('*'))
                }
                None => path == pattern || path.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('/')),
            }
        };
        path.ends_with(".gemspec") || USUAL.iter().any(|pattern| is(pattern)) || self.exclude.iter().any(|one| is(one))
    }

    /// Whether a path with an underscore at the front of a part is published all the same.
    pub(super) fn includes(&self, path: &str) -> bool {
        let is =
            |part: &str| !part.starts_with('_') || self.include.iter().any(|known| known.trim_matches('/') == part);
        path.split('/').all(is)
    }

    /// The collection that a path is in.
    pub(super) fn collection(&self, path: &str) -> Option<Collection> {
        let inside = match self.collections_dir.as_str() {
            "" => Some(path),
            dir => path.strip_prefix(dir).and_then(|rest| rest.strip_prefix('/')),
        };
        for known in self.collections.iter().filter(|known| known.output && known.name != "posts") {
            let rest =
                inside.and_then(|path| path.strip_prefix('_')?.strip_prefix(known.name.as_str())?.strip_prefix('/'));
            if let Some(rest) = rest {
                let name = known.name.clone();
                return Some(Collection { name, path: rest.to_owned(), above: Vec::new(), draft: false });
            }
        }
        let path = inside.unwrap_or(path);
        for (folder, draft) in [("_posts", false), ("_drafts", true)] {
            let Some(at) = path.split('/').position(|part| part == folder) else { continue };
            let parts: Vec<&str> = path.split('/').collect();
            let above: Vec<String> = parts[..at].iter().map(|part| (*part).to_owned()).collect();
            let below = parts[at + 1..].join("/");
            return Some(Collection { name: "posts".to_owned(), path: below, above, draft });
        }
        None
    }

    /// A value that the settings give the front matter of a file.
    pub(super) fn default(&self, path: &str, collection: Option<&str>, key: &str) -> Option<&Value> {
        let kind = collection.unwrap_or("pages");
        let fits = |one: &&Default| {
            let in_folder = one.path.is_empty() || path == one.path || path.starts_with(&format!("{}/", one.path));
            in_folder && one.kind.as_deref().is_none_or(|wanted| wanted == kind) && one.values.get(key).is_some()
        };
        let found = self.defaults.iter().filter(fits).max_by_key(|one| (one.path.len(), one.kind.is_some()));
        found.and_then(|one| one.values.get(key))
    }

    /// Puts the defaults that Expound has words for into the front matter of a page.
    pub(super) fn defaults(&self, path: &str, collection: Option<&str>, page: &mut OldPage) {
        for key in ["author", "lang", "image", "tags", "description"] {
            if page.front.get(key).is_none()
                && let Some(value) = self.default(path, collection, key)
            {
                page.changes.set(key, crate::import::front_matter::Change::Drop);
                page.changes.add(key, value.clone());
            }
        }
    }

    /// What of the settings is the site's.
    pub(super) fn fill(&self, site: &mut OldSite, pages: &[Reading<'_>], files: &[OldFile]) {
        let text = |key: &str| text_at(&self.config, &[key]);
        site.title = text("title").or_else(|| text("name"));
        site.description = text("description").map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        site.base_url = Some(format!("{}{}/", self.url, self.base)).filter(|_| !self.url.is_empty());
        site.language = text("lang").or_else(|| text("locale")).map(|code| code.replace('_', "-"));
        site.paginate = settings::at(&self.config, &["paginate"]).and_then(Value::as_u64).map(|count| count as usize);
        site.patterns = address::patterns(self);
        let data = data::values(files, &self.data_dir);
        for (key, value) in settings::map_at(&data, &["authors"]).into_iter().flatten() {
            let (Some(key), Some(author)) = (key.as_str(), value.as_mapping()) else { continue };
            let name = text_at(author, &["name"]).or_else(|| text_at(author, &["display_name"]));
            let mut known: Vec<(&'static str, String)> = Vec::new();
            known.extend(name.map(|name| ("name", name)));
            known.extend(text_at(author, &["bio"]).map(|bio| ("bio", bio)));
            let url = ["uri", "url", "web", "website"].iter().find_map(|key| text_at(author, &[key]));
            known.extend(url.filter(|url| url.starts_with("http")).map(|url| ("url", url)));
            site.authors.insert(key.to_owned(), known);
        }
        site.menu = self.menu(&data, pages);
    }

    /// The menu, where it is a plain list: of `_data`, of the settings, or of `header_pages`.
    fn menu(&self, data: &Mapping, pages: &[Reading<'_>]) -> Vec<(String, String)> {
        let lists = [
            settings::at(data, &["navigation", "main"]),
            settings::at(data, &["navigation"]),
            settings::at(data, &["menu"]),
            settings::at(data, &["nav"]),
            settings::at(&self.config, &["navigation"]),
            settings::at(&self.config, &["nav"]),
            settings::at(&self.config, &["menu"]),
        ];
        let entry = |value: &Value| {
            let map = value.as_mapping()?;
            let title = ["title", "name", "text", "label"].iter().find_map(|key| text_at(map, &[key]))?;
            let url = ["url", "link", "href", "page"].iter().find_map(|key| text_at(map, &[key]))?;
            Some((title, url))
        };
        for list in lists.into_iter().flatten() {
            let all: Vec<(String, String)> = list.as_sequence().into_iter().flatten().filter_map(entry).collect();
            if !all.is_empty() {
                return all;
            }
        }
        let header = settings::at(&self.config, &["header_pages"]).map(settings::texts).unwrap_or_default();
        let of = |path: &String| pages.iter().find(|page| page.file.path == *path);
        header.iter().filter_map(of).filter_map(|page| Some((page.front.text("title")?, page.url.clone()))).collect()
    }
}

/// The collections of the settings: a list of names, or groups.
fn collections(config: &Mapping) -> Vec<Known> {
    match settings::at(config, &["collections"]) {
        Some(Value::Mapping(all)) => {
            let known = |(key, value): (&Value, &Value)| {
                let empty = Mapping::new();
                let map = value.as_mapping().unwrap_or(&empty);
                let output = flag_at(map, &["output"]).unwrap_or(false);
                Some(Known { name: key.as_str()?.to_owned(), permalink: text_at(map, &["permalink"]), output })
            };
            all.iter().filter_map(known).collect()
        }
        _ => Vec::new(),
    }
}

fn defaults(config: &Mapping) -> Vec<Default> {
    let all = settings::at(config, &["defaults"]).and_then(Value::as_sequence);
    let one = |value: &Value| {
        let map = value.as_mapping()?;
        Some(Default {
            path: text_at(map, &["scope", "path"]).unwrap_or_default().trim_matches(['/', '*']).to_owned(),
            kind: text_at(map, &["scope", "type"]),
            values: settings::map_at(map, &["values"])?.clone(),
        })
    };
    all.into_iter().flatten().filter_map(one).collect()
}

/// Tells of collections that were only there for templates.
fn unpublished(config: &Mapping, files: &[OldFile], (path, text): (&str, &str), teller: &mut Teller) {
    let all: Vec<(String, bool)> = match settings::at(config, &["collections"]) {
        Some(Value::Mapping(all)) => {
            let known = |(key, value): (&Value, &Value)| {
                let output = value.as_mapping().and_then(|map| flag_at(map, &["output"]));
                Some((settings::text(key)?, output.unwrap_or(false)))
            };
            all.iter().filter_map(known).collect()
        }
        Some(list) => settings::texts(list).into_iter().map(|name| (name, false)).collect(),
        None => Vec::new(),
    };
    let dir = text_at(config, &["collections_dir"]).unwrap_or_default();
    for (name, _) in all.iter().filter(|(name, output)| !output && name != "posts") {
        let folder = format!("{}/_{name}/", dir.trim_matches('/'));
        let folder = folder.trim_start_matches('/');
        let count = files.iter().filter(|file| file.path.starts_with(folder)).count();
        if count > 0 {
            let what = format!(
                "the collection `{name}` had no pages (`output` is not set), and is left out: {count} {}",
                if count == 1 { "file" } else { "files" }
            );
            let help = "write in the briefs what templates made of it";
            teller.tell(path, line_of(text, name), what, help);
        }
    }
}

/// Settings that nothing can be made of.
fn tell_of(config: &Mapping, path: &str, text: &str, teller: &mut Teller) {
    let plugins = ["plugins", "gems"].iter().filter_map(|key| settings::at(config, &[key])).flat_map(settings::texts);
    for plugin in plugins.filter(|plugin| !KNOWN_PLUGINS.contains(&plugin.as_str())) {
        let line = text.lines().position(|line| line.contains(&plugin)).map_or(1, |at| at + 1);
        teller.tell(path, line, format!("the plugin `{plugin}` has no counterpart"), "see what it did to the pages");
    }
    for (key, what, help) in [
        ("markdown", "the Markdown of another processor is read as that of Expound", "look at the pages"),
        (
            "timezone",
            "days are those that are written, in no other zone",
            "set `timezone:` in expound.yaml, such as +02:00",
        ),
    ] {
        let value = text_at(config, &[key]);
        let usual = ["kramdown", "GFM", "CommonMark", "CommonMarkGhPages", "UTC", "Etc/UTC"];
        if value.is_some_and(|value| !usual.contains(&value.as_str())) {
            teller.tell(path, line_of(text, key), what, help);
        }
    }
    let separator = text_at(config, &["excerpt_separator"]);
    let known = ["<!--more-->", "<!-- more -->", "<excerpt/>", "\n\n"];
    if let Some(separator) = separator.filter(|separator| !known.contains(&separator.as_str())) {
        let what = format!("`{separator}` no longer ends excerpts by itself");
        teller.tell(
            path,
            line_of(text, "excerpt_separator"),
            what,
            "write `<!--more-->`, or `excerpt_separator:` in each brief",
        );
    }
}
