//! The settings of Hugo, in one file or in several → what the rest of the reader asks for.

use super::{Source, address};
use crate::import::old::{Language, OldSite};
use crate::import::report::Teller;
use crate::import::settings::{self, Form, flag_at, map_at, text_at};
use crate::io::OldFile;
use serde_yaml::{Mapping, Value};

/// What the site says of itself.
pub(super) struct Settings {
    pub(super) config: Mapping,
    /// The site's own language.
    pub(super) language: String,
    /// The folder of the texts.
    pub(super) content: String,
    /// Whether pages in the site's own language are in a folder as well.
    pub(super) own_in_folder: bool,
    /// The others, each with its folder of `content/` where it has one.
    languages: Vec<(String, Option<String>)>,
    /// Section → pattern.
    pub(super) permalinks: Vec<(String, String)>,
    pub(super) ugly: bool,
    pub(super) keeps_capitals: bool,
}

impl Settings {
    pub(super) fn read(files: &[OldFile], teller: &mut Teller) -> Self {
        let mut config = Mapping::new();
        let mut any = false;
        for file in files {
            let Some((own, text)) = config_name(&file.path).zip(file.text()) else { continue };
            any = true;
            match settings::read(Form::of(&file.path).unwrap_or(Form::Toml), text) {
                Ok(Value::Mapping(map)) if own.is_empty() => config.extend(map),
                Ok(value) => {
                    config.insert(own.into(), value);
                }
                Err(problem) => {
                    let what = format!("the settings cannot be read: {}", problem.lines().next().unwrap_or_default());
                    teller.tell(&file.path, 1, what, "put them right and import again");
                }
            }
        }
        if !any {
            teller.tell(
                "hugo.toml",
                0,
                "there is none, so the usual settings are taken",
                "check that this is a site of Hugo",
            );
        }
        let language = text_at(&config, &["defaultContentLanguage"]).unwrap_or_else(|| "en".to_owned());
        let languages = map_at(&config, &["languages"]).into_iter().flatten().filter_map(|(key, value)| {
            let folder = value.as_mapping().and_then(|map| text_at(map, &["contentDir"]));
            let folder = folder.and_then(|folder| folder.strip_prefix("content/").map(str::to_owned));
            Some((key.as_str()?.to_lowercase(), folder))
        });
        let mut languages: Vec<(String, Option<String>)> = languages.collect();
        languages.extend(mounts(&config, &language));
        let pattern = |(key, value): (&Value, &Value)| Some((key.as_str()?.to_owned(), settings::text(value)?));
        let of = |path: &[&str]| map_at(&config, path).into_iter().flatten().filter_map(pattern).collect::<Vec<_>>();
        let mut permalinks = of(&["permalinks", "page"]);
        permalinks.extend(of(&["permalinks"]));
        Self {
            language,
            content: text_at(&config, &["contentDir"])
                .unwrap_or_else(|| "content".to_owned())
                .trim_matches('/')
                .to_owned(),
            own_in_folder: flag_at(&config, &["defaultContentLanguageInSubdir"]).unwrap_or(false),
            languages,
            permalinks,
            ugly: flag_at(&config, &["uglyURLs"]).unwrap_or(false),
            keeps_capitals: flag_at(&config, &["disablePathToLower"]).unwrap_or(false),
            config,
        }
    }

    /// A path of `content/` without the folder of its language.
    pub(super) fn inside<'p>(&self, path: &'p str) -> &'p str {
        let folders = self.languages.iter().filter_map(|(_, folder)| folder.as_deref());
        let mut inside = folders.filter_map(|folder| path.strip_prefix(folder)?.strip_prefix('/'));
        inside.next().unwrap_or(path)
    }

    /// Where a file of `content/` goes in the new one, and its language if that is not the site's own. Folders have the
    /// names that they have in addresses.
    pub(super) fn place(&self, path: &str) -> (String, Option<String>) {
        for (code, folder) in &self.languages {
            let inside = folder.as_ref().and_then(|folder| path.strip_prefix(folder.as_str())?.strip_prefix('/'));
            if let Some(inside) = inside {
                let inside = self.folders(inside);
                if *code == self.language {
                    return (inside, None);
                }
                let (stem, ending) = inside.rsplit_once('.').unwrap_or((&inside, ""));
                let is_text = matches!(ending, "md" | "markdown" | "html");
                let placed = if is_text { format!("{stem}.{code}.{ending}") } else { inside.clone() };
                return (placed, Some(code.clone()));
            }
        }
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let code = stem.rsplit_once('.').map(|(_, code)| code.to_lowercase());
        let other = code.filter(|code| *code != self.language && self.languages.iter().any(|(known, _)| known == code));
        (self.folders(path), other)
    }

    fn folders(&self, path: &str) -> String {
        match path.rsplit_once('/') {
            Some((folder, name)) => format!("{}/{name}", address::sanitized(folder, self)),
            None => path.to_owned(),
        }
    }

    /// What of the settings is the site's.
    pub(super) fn fill(&self, site: &mut OldSite, sources: &[Source]) {
        let config = &self.config;
        let own = ["languages", self.language.as_str()];
        let own_title = map_at(config, &own).and_then(|map| text_at(map, &["title"]));
        site.title = own_title.or_else(|| text_at(config, &["title"]));
        site.description = text_at(config, &["params", "description"]).or_else(|| text_at(config, &["description"]));
        site.base_url = text_at(config, &["baseURL"]).filter(|url| url.len() > 1);
        site.language = Some(self.language.clone());
        for (code, _) in self.languages.iter().filter(|(code, _)| *code != self.language) {
            let title = map_at(config, &["languages", code]).and_then(|map| text_at(map, &["title"]));
            site.languages.push(Language { code: code.clone(), title });
        }
        let named: Vec<String> = match map_at(config, &["taxonomies"]) {
            Some(map) => map.values().filter_map(settings::text).collect(),
            None => vec!["categories".to_owned()],
        };
        let used = |name: &String| sources.iter().any(|source| source.page.front.get(name).is_some());
        let own = ["tags", "series", "authors", "author"];
        site.taxonomies = named.into_iter().filter(|name| !own.contains(&name.as_str()) && used(name)).collect();
        site.patterns = address::patterns(self);
        let count = |path: &[&str]| settings::at(config, path).and_then(Value::as_u64);
        site.paginate =
            count(&["pagination", "pagerSize"]).or_else(|| count(&["paginate"])).map(|count| count as usize);
        site.menu = self.menu(sources);
        let markup = ["markup", "goldmark", "extensions"];
        let typographer = map_at(config, &markup).and_then(|map| settings::at(map, &["typographer"]));
        let off = |value: &Value| {
            value.as_bool() == Some(false)
                || value.as_mapping().is_some_and(|map| flag_at(map, &["disable"]) == Some(true))
        };
        site.smart_punctuation = !typographer.is_some_and(off);
        let passthrough = map_at(config, &markup).and_then(|map| flag_at(map, &["passthrough", "enable"]));
        site.math = passthrough.unwrap_or(false);
    }

    /// The main menu: of the settings, and of the pages that say they are in it.
    fn menu(&self, sources: &[Source]) -> Vec<(String, String)> {
        let mut all: Vec<(i64, String, String)> = Vec::new();
        let lists = ["menus", "menu"].into_iter().filter_map(|key| settings::at(&self.config, &[key, "main"]));
        for entry in lists.filter_map(Value::as_sequence).flatten().filter_map(Value::as_mapping) {
            let url = text_at(entry, &["url"]).or_else(|| text_at(entry, &["pageRef"]).map(|page| rooted(&page)));
            let name = text_at(entry, &["name"]).or_else(|| text_at(entry, &["identifier"]));
            let weight = settings::at(entry, &["weight"]).and_then(Value::as_i64).unwrap_or(i64::MAX);
            all.extend(name.zip(url).map(|(name, url)| (weight, name, url)));
        }
        for source in sources {
            let front = &source.page.front;
            let Some(menu) = front.get("menu").or_else(|| front.get("menus")) else { continue };
            let entry = match menu {
                Value::Mapping(map) => settings::at(map, &["main"]).map(|entry| entry.as_mapping().cloned()),
                names => settings::texts(names).iter().any(|name| name == "main").then_some(None),
            };
            let Some(entry) = entry else { continue };
            let entry = entry.unwrap_or_default();
            let name = text_at(&entry, &["name"]).or_else(|| front.text("linkTitle")).or_else(|| front.text("title"));
            let weight = settings::at(&entry, &["weight"]).and_then(Value::as_i64).unwrap_or(i64::MAX);
            all.extend(name.map(|name| (weight, name, source.page.url.clone())));
        }
        all.sort_by_key(|(weight, _, _)| *weight);
        all.into_iter().map(|(_, name, url)| (name, url)).collect()
    }
}

/// The folders of `content/` that are mounted as all of it, each with its language.
fn mounts(config: &Mapping, own: &str) -> Vec<(String, Option<String>)> {
    let all = settings::at(config, &["module", "mounts"]).and_then(Value::as_sequence);
    let one = |value: &Value| {
        let map = value.as_mapping()?;
        let folder = text_at(map, &["source"])?.strip_prefix("content/")?.to_owned();
        let named = settings::at(map, &["sites", "matrix", "languages"]).map(settings::texts).unwrap_or_default();
        let language = text_at(map, &["lang"]).or_else(|| named.first().cloned()).unwrap_or_else(|| own.to_owned());
        (text_at(map, &["target"])? == "content").then_some((language.to_lowercase(), Some(folder)))
    };
    all.into_iter().flatten().filter_map(one).collect()
}

fn rooted(page: &str) -> String {
    let page = page.trim_matches('/');
    if page.is_empty() { "/".to_owned() } else { format!("/{page}/") }
}

/// The key that the settings of a file stand below; nothing for those of the site itself.
fn config_name(path: &str) -> Option<&str> {
    let (stem, _) = path.rsplit_once('.').filter(|_| Form::of(path).is_some())?;
    match stem {
        "hugo" | "config" | "config/_default/hugo" | "config/_default/config" => Some(""),
        stem => stem.strip_prefix("config/_default/").filter(|name| !name.contains(['/', '.'])),
    }
}
