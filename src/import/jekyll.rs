//! A folder of Jekyll → an [`OldSite`]: `_config.yml`, collections, `_posts`, `_drafts`, pages, `_data`, everything else.

mod address;
mod settings;

use self::settings::Settings;
use super::figure::html_elements;
use super::front_matter::{self, Change, Front};
use super::liquid::{Page, World};
use super::old::{Copied, OldPage, OldSite};
use super::report::Teller;
use super::text::Lined;
use super::{data, kramdown, permalink, words};
use crate::io::{Content, OldFile};
use crate::site::routes::date_of_name;
use serde_yaml::Value;
use std::collections::BTreeSet;

/// Reads a site.
pub(super) fn read(files: &[OldFile], teller: &mut Teller) -> OldSite {
    let settings = Settings::read(files, teller);
    let mut site = OldSite { generator: "Jekyll", smart_punctuation: true, ..OldSite::default() };
    let mut sources = Vec::new();
    for file in files.iter().filter(|file| !settings.excludes(&file.path)) {
        match place(file, &settings) {
            Place::Nothing => {}
            Place::Data(name) => data::carry(file, &name, &mut site, teller),
            Place::Copied => {
                site.files.push(Copied { from: file.path.clone(), to: format!("content/{}", file.path), text: None });
            }
            Place::Document(collection) => sources.push((file, Some(collection))),
            Place::Page => sources.push((file, None)),
            Place::Told(what, help) => teller.tell(&file.path, 0, what, help),
        }
    }
    let mut pages: Vec<Reading<'_>> =
        sources.into_iter().filter_map(|(file, collection)| reading(file, collection, &settings)).collect();
    place_by_address(&mut pages, &settings);
    let world = world(files, &settings, &pages);
    site.taxonomies =
        if pages.iter().any(|page| !page.categories.is_empty()) { vec!["categories".to_owned()] } else { Vec::new() };
    settings.fill(&mut site, &pages, files);
    for page in pages {
        site.pages.push(page.finish(&settings, &world, &site.taxonomies, teller));
    }
    site
}

/// What a file is.
enum Place {
    Nothing,
    Data(String),
    Copied,
    Document(Collection),
    Page,
    Told(String, &'static str),
}

/// The collection that a document is in.
#[derive(Debug, Clone)]
struct Collection {
    name: String,
    /// The path inside the collection.
    path: String,
    /// Folders in front of `_posts`, which are categories.
    above: Vec<String>,
    draft: bool,
}

const MARKDOWN: [&str; 6] = ["md", "markdown", "mkdown", "mkdn", "mkd", "html"];

/// What becomes of a Markdown text that Jekyll copied as it was, or did not read at all.
fn no_page() -> Place {
    Place::Told(
        "it has no front matter, so Jekyll published no page of it; it is left out".to_owned(),
        "give it front matter in the new folder if it is to be one",
    )
}

fn ending(path: &str) -> &str {
    path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending)
}

fn place(file: &OldFile, settings: &Settings) -> Place {
    let path = file.path.as_str();
    let has_front = file.text().is_some_and(|text| front_matter::split(text).0.form.is_some());
    let first = path.split('/').next().unwrap_or_default();
    if let Some(name) = path.strip_prefix(&settings.data_dir).and_then(|rest| rest.strip_prefix('/')) {
        return Place::Data(name.to_owned());
    }
    if let Some(collection) = settings.collection(path) {
        let is_post = collection.name == "posts";
        // Posts need none, if their names tell the day or they are drafts.
        let name = path.rsplit('/').next().unwrap_or_default();
        let stands = has_front || (is_post && (collection.draft || date_of_name(name).is_some()));
        if !MARKDOWN.contains(&ending(path)) || file.text().is_none() {
            if is_post && has_front {
                let what = "a text in another form than Markdown is left out".to_owned();
                return Place::Told(what, "write it as Markdown in the new folder");
            }
            // Pictures beside documents are published with them.
            return if is_post { Place::Nothing } else { Place::Copied };
        }
        return match stands {
            true => Place::Document(collection),
            false if ending(path) == "html" && !is_post => Place::Copied,
            false => no_page(),
        };
    }
    let templates = ["_includes", "_layouts", "_sass", "_plugins"];
    if templates.contains(&first) {
        return match first {
            "_plugins" => {
                Place::Told("a plugin is a program, and is left out".to_owned(), "see what it did to the pages")
            }
            _ => Place::Nothing,
        };
    }
    if path.split('/').any(|part| part.starts_with('_')) && !settings.includes(path) {
        return Place::Nothing;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    if name == "404.html" || name == "404.md" {
        return Place::Told(
            "the page for what is not there is left out".to_owned(),
            "Expound makes one: change it in the theme",
        );
    }
    match ending(path) {
        ending if (ending == "htm" || MARKDOWN.contains(&ending)) && has_front => Place::Page,
        ending if ending != "html" && MARKDOWN.contains(&ending) => no_page(),
        "scss" | "sass" => Place::Told(
            "a style sheet of the old theme is left out".to_owned(),
            "the theme of Expound has its own: `expound theme`",
        ),
        "xml" | "txt" | "json" | "css" | "js" if file.text().is_some() && has_front => Place::Told(
            "a file made by Liquid is left out".to_owned(),
            "feeds, sitemap and robots.txt are made by Expound",
        ),
        _ if path.starts_with("_config") => Place::Nothing,
        _ => Place::Copied,
    }
}

/// A document, with what its address is made of.
struct Reading<'a> {
    file: &'a OldFile,
    collection: Option<Collection>,
    front: Front,
    body: Lined,
    categories: Vec<String>,
    url: String,
    to: String,
}

fn reading<'a>(file: &'a OldFile, collection: Option<Collection>, settings: &Settings) -> Option<Reading<'a>> {
    let Content::Text(text) = &file.content else { return None };
    let (front, line, body) = front_matter::split(text);
    let mut categories = collection.as_ref().map(|collection| collection.above.clone()).unwrap_or_default();
    for (key, splits) in [("category", false), ("categories", true)] {
        let Some(value) = front.get(key) else { continue };
        match value {
            Value::String(text) if splits => categories.extend(text.split_whitespace().map(str::to_owned)),
            value => categories.extend(super::settings::texts(value)),
        }
    }
    let mut known = Vec::new();
    categories.retain(|category| !known.contains(category) && (known.push(category.clone()), true).1);
    let body = Lined::new(body, line);
    let mut page = Reading { file, collection, front, body, categories, url: String::new(), to: String::new() };
    page.url = address::url(&page.parts(), settings);
    page.to = page.place();
    Some(page)
}

impl<'a> Reading<'a> {
    fn parts(&self) -> address::Parts<'_> {
        let collection =
            self.collection.as_ref().map(|collection| (collection.name.as_str(), collection.path.as_str()));
        address::Parts { path: &self.file.path, collection, front: &self.front, categories: &self.categories }
    }

    /// Where the page is in `content/`, before categories are looked at.
    fn place(&self) -> String {
        if let Some(collection) = &self.collection {
            let path = collection.path.rsplit_once('.').map_or(collection.path.as_str(), |(stem, _)| stem);
            return format!("{}/{path}.md", collection.name);
        }
        let own = self.url.trim_start_matches('/');
        match own.strip_suffix(".html").or_else(|| own.strip_suffix('/')).unwrap_or(own) {
            "" | "index" => "_index.md".to_owned(),
            path => {
                let path = path.strip_suffix("/index").unwrap_or(path);
                let old = self.file.path.rsplit_once('.').map_or(self.file.path.as_str(), |(stem, _)| stem);
                // An address that is no path leaves the page where it was.
                let path = if permalink::is_place(path) { path } else { old.strip_suffix("/index").unwrap_or(old) };
                let is_index = old == "index" || old.ends_with("/index");
                if is_index { format!("{path}/_index.md") } else { format!("{path}.md") }
            }
        }
    }

    fn finish(self, settings: &Settings, world: &World, taxonomies: &[String], teller: &mut Teller) -> OldPage {
        let path = &self.file.path;
        let draft = self.collection.as_ref().is_some_and(|collection| collection.draft);
        let hidden = draft || self.front.get("published").and_then(Value::as_bool) == Some(false);
        let mut page = OldPage {
            from: path.clone(),
            to: self.to.clone(),
            url: self.url.clone(),
            published: !hidden,
            bundle: false,
            front: self.front.clone(),
            changes: front_matter::Changes::default(),
            body: Lined::default(),
            elements: html_elements(&self.body),
        };
        settings.defaults(path, self.collection.as_ref().map(|collection| collection.name.as_str()), &mut page);
        self.own_words(&mut page, hidden, teller);
        words::settle(&mut page, &[taxonomies, &["tags".to_owned()]].concat(), &[], teller);
        let lined = if ["html", "htm"].contains(&ending(path)) {
            self.body
        } else {
            kramdown::convert(path, &self.body, teller)
        };
        let liquid = Page::new(world, path, &self.front.values, &self.url);
        let text = liquid.convert(&lined, teller);
        page.body = Lined::new(&text, 1);
        page
    }

    /// The words of front matter that mean something to Jekyll and its usual plugins.
    fn own_words(&self, page: &mut OldPage, hidden: bool, teller: &mut Teller) {
        let front = &self.front;
        page.changes.set("permalink", Change::Drop);
        if front.get("published").is_some() || front.get("draft").is_none() {
            page.changes.set("published", Change::Drop);
            if hidden {
                page.changes.add("draft", true.into());
            }
        }
        if let Some(Value::String(tags)) = front.get("tags")
            && tags.trim().contains(char::is_whitespace)
        {
            let all: Vec<Value> = tags.split_whitespace().map(|tag| tag.trim_end_matches(',').into()).collect();
            page.changes.set("tags", Change::Write("tags", Value::Sequence(all)));
        }
        words::rename(page, "tag", "tags");
        if !self.categories.is_empty() {
            let written = front.get("categories").map(super::settings::texts).unwrap_or_default();
            let same = written == self.categories && front.get("category").is_none();
            if !same {
                page.changes.set("category", Change::Drop);
                page.changes.set("categories", Change::Drop);
                page.changes.add("categories", self.categories.iter().map(String::as_str).collect::<Vec<_>>().into());
            }
        }
        for (old, new) in [("excerpt", "description"), ("last_modified_at", "updated"), ("modified", "updated")] {
            words::rename(page, old, new);
        }
        if let Some(value) = front.get("redirect_from") {
            page.changes.set("redirect_from", Change::Drop);
            for old in super::settings::texts(value) {
                permalink::redirect(page, &permalink::file_of(&old));
            }
        }
        if let Some(to) = front.text("redirect_to") {
            let what = format!("it led on to `{to}`, and no page of Expound leads elsewhere");
            teller.tell(&page.from, front.line_of("redirect_to"), what, "tell your host to redirect it");
        }
        if front.get("image").is_none()
            && let Some(Value::Mapping(header)) = front.get("header")
        {
            let names = ["image", "overlay_image", "teaser"];
            if let Some(image) = names.iter().find_map(|name| super::settings::text_at(header, &[name])) {
                page.changes.add("image", image.into());
                if let Some(caption) = super::settings::text_at(header, &["caption"]) {
                    page.changes.add("image_caption", caption.into());
                }
            }
        }
    }
}

/// Documents of collections are in the folder that their address names, and posts in folders of their categories, where most
/// of them have any: `:section` in a form of addresses is that folder.
fn place_by_address(pages: &mut [Reading<'_>], settings: &Settings) {
    let starts = |page: &Reading<'_>| {
        let folder = address::categories(&page.categories);
        !folder.is_empty() && page.url.starts_with(&format!("/{folder}/"))
    };
    let is_post = |page: &Reading<'_>| page.collection.as_ref().is_some_and(|collection| collection.name == "posts");
    let posts = pages.iter().filter(|page| is_post(page)).count();
    let with = pages.iter().filter(|page| is_post(page) && starts(page)).count();
    let mut taken: BTreeSet<String> = pages.iter().map(|page| page.to.clone()).collect();
    for page in pages {
        let name = page.to.rsplit('/').next().unwrap_or_default();
        let folder = match &page.collection {
            Some(collection) if collection.name == "posts" => {
                if with * 2 <= posts || !starts(page) {
                    continue;
                }
                address::categories(&page.categories)
            }
            Some(collection) => {
                let days = [":year", ":month", ":day", ":categories"];
                let pattern = address::pattern(&collection.name, settings);
                let folder = page.url.trim_matches('/').rsplit_once('/').map(|(folder, _)| folder.to_owned());
                match folder.filter(|_| !days.iter().any(|part| pattern.contains(part))) {
                    Some(folder) => folder,
                    None => continue,
                }
            }
            None => continue,
        };
        let to = format!("{folder}/{name}");
        if permalink::is_place(&to) && taken.insert(to.clone()) {
            page.to = to;
        }
    }
}

fn world(files: &[OldFile], settings: &Settings, pages: &[Reading<'_>]) -> World {
    let mut world = World {
        url: settings.url.clone(),
        base: settings.base.clone(),
        config: settings.config.clone(),
        data: data::values(files, &settings.data_dir),
        ..World::default()
    };
    for file in files {
        if let (Some(name), Some(text)) = (file.path.strip_prefix("_includes/"), file.text()) {
            world.includes.insert(name.to_owned(), text.to_owned());
        }
    }
    for page in pages {
        let place = (page.to.clone(), page.url.clone());
        world.pages.insert(page.file.path.clone(), place.clone());
        if let Some(collection) = page.collection.as_ref().filter(|collection| collection.name == "posts") {
            let stem = collection.path.rsplit_once('.').map_or(collection.path.as_str(), |(stem, _)| stem);
            world.posts.insert(stem.to_owned(), place.clone());
            let name = stem.rsplit('/').next().unwrap_or(stem).to_owned();
            world.posts.entry(name).or_insert(place);
        }
    }
    for file in files.iter().filter(|file| !file.path.starts_with('_')) {
        let address = format!("/{}", file.path);
        world.pages.entry(file.path.clone()).or_insert((file.path.clone(), address));
    }
    world
}
