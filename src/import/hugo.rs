//! A folder of Hugo → an [`OldSite`]: its settings, `content/`, `static/`, pictures of `assets/`, `data/`, `layouts/shortcodes/`.

mod address;
mod settings;

use self::settings::Settings;
use super::figure::html_elements;
use super::front_matter::{self, Change, Changes};
use super::old::{Copied, OldPage, OldSite};
use super::permalink::{self, placed_by};
use super::report::Teller;
use super::shortcodes::{self, Syntax};
use super::text::{Fences, Lined, outside_code};
use super::{data, words};
use crate::io::OldFile;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a site.
pub(super) fn read(files: &[OldFile], teller: &mut Teller) -> OldSite {
    let settings = Settings::read(files, teller);
    let mut site = OldSite { generator: "Hugo", smart_punctuation: true, ..OldSite::default() };
    let bundles = bundles(files, &settings.content);
    let mut sources = Vec::new();
    for file in files {
        if let Some(rest) = file.path.strip_prefix(&settings.content).and_then(|rest| rest.strip_prefix('/')) {
            match content(file, rest, files, &bundles, &settings, teller) {
                Some(source) => sources.push(source),
                None if is_text(rest) => {}
                None => {
                    let (to, _) = settings.place(rest);
                    site.files.push(Copied { from: file.path.clone(), to: format!("content/{to}"), text: None });
                }
            }
            continue;
        }
        let (first, rest) = file.path.split_once('/').unwrap_or(("", &file.path));
        match first {
            "static" => {
                site.files.push(Copied { from: file.path.clone(), to: format!("content/{rest}"), text: None });
            }
            "data" => data::carry(file, rest, &mut site, teller),
            "assets" => assets(file, rest, files, &mut site, teller),
            _ => {}
        }
    }
    let places: BTreeMap<&str, &str> =
        sources.iter().map(|source| (source.old.as_str(), source.page.to.as_str())).collect();
    let olds: BTreeMap<&str, &str> =
        sources.iter().map(|source| (source.page.from.as_str(), source.old.as_str())).collect();
    let find = |from: &str, target: &str| find(&places, olds.get(from).copied().unwrap_or(from), target);
    let param = |name: &str| super::settings::text_at(&settings.config, &["params", name]);
    let templates = templates(files, "layouts/shortcodes/").chain(templates(files, "layouts/_shortcodes/")).collect();
    let world = shortcodes::World { syntax: Syntax::Hugo, templates, page: &find, param: &param };
    let texts: Vec<Lined> = sources
        .iter()
        .map(|source| {
            let plain = headings(&source.page.from, &source.page.body, teller);
            Lined::new(&shortcodes::convert(&source.page.from, &plain, &world, teller), 1)
        })
        .collect();
    settings.fill(&mut site, &sources);
    for (mut source, body) in sources.into_iter().zip(texts) {
        own_words(&mut source.page, teller);
        words::settle(&mut source.page, &[&site.taxonomies[..], &["tags".to_owned()]].concat(), &[], teller);
        source.page.body = body;
        // Hugo leads from the folder of the site's own language to its home page.
        if source.page.url == "/" && !site.languages.is_empty() && !settings.own_in_folder {
            permalink::redirect(&mut source.page, &format!("/{}/index.html", settings.language));
        }
        site.pages.push(source.page);
    }
    site
}

/// A page, with its path in `content/` of the old site.
struct Source {
    old: String,
    page: OldPage,
}

fn is_text(path: &str) -> bool {
    ["md", "markdown", "html", "htm", "adoc", "org", "rst", "pandoc"]
        .contains(&path.rsplit_once('.').map_or("", |(_, end)| end))
}

/// The folders with an `index.md`: everything else in them belongs to it.
fn bundles(files: &[OldFile], content: &str) -> BTreeSet<String> {
    let folder = |file: &OldFile| {
        let (folder, name) = file.path.strip_prefix(content)?.strip_prefix('/')?.rsplit_once('/')?;
        (name.starts_with("index.") && is_text(name)).then(|| folder.to_owned())
    };
    files.iter().filter_map(folder).collect()
}

fn content(
    file: &OldFile,
    rest: &str,
    files: &[OldFile],
    bundles: &BTreeSet<String>,
    settings: &Settings,
    teller: &mut Teller,
) -> Option<Source> {
    if !is_text(rest) {
        return None;
    }
    let name = rest.rsplit('/').next().unwrap_or_default();
    let in_bundle = |bundle: &&String| rest.strip_prefix(bundle.as_str()).is_some_and(|rest| rest.starts_with('/'));
    let bundle = bundles.iter().find(in_bundle);
    let is_own = name.starts_with("index.") && bundle.is_some_and(|bundle| rest[bundle.len() + 1..] == *name);
    let left_out = if !rest.ends_with(".md") && !rest.ends_with(".markdown") && !rest.ends_with(".html") {
        Some(("a text in another form than Markdown is left out", "write it as Markdown in the new folder"))
    } else if bundle.is_some() && !is_own {
        Some((
            "a text that belongs to the page beside it, and was no page itself, is left out",
            "put its words where they are to be read",
        ))
    } else {
        None
    };
    if let Some((what, help)) = left_out {
        teller.tell(&file.path, 0, what, help);
        return None;
    }
    let (front, line, body) = front_matter::split(file.text()?);
    let (to, language) = settings.place(rest);
    let stem = to.rsplit_once('.').map_or(to.as_str(), |(stem, _)| stem).to_owned();
    let to = format!("{stem}.md");
    let never = |key: &str| {
        let render =
            front.get(key).and_then(Value::as_mapping).and_then(|map| super::settings::text_at(map, &["render"]));
        render.is_some_and(|render| render == "never" || render == "false")
    };
    let unseen = never("build") || never("_build");
    let hidden = unseen
        || front.get("draft").and_then(Value::as_bool).unwrap_or(false)
        || front.get("headless").and_then(Value::as_bool).unwrap_or(false);
    let url = address::url(rest, &front, is_own, settings);
    // A page with an address of its own keeps it by its place. A brief stays in its section, and so does what is alone there,
    // or its list would be gone.
    let is_brief = words::date(&front, stem.rsplit('/').next().unwrap_or_default()).is_some();
    let folder = file.path.strip_suffix(name).unwrap_or_default();
    let is_alone =
        !files.iter().any(|other| other.path != file.path && other.path.starts_with(folder) && is_text(&other.path));
    let to = match front.text("url") {
        Some(_) if !is_own && language.is_none() && !is_brief && !is_alone => placed_by(&url).unwrap_or(to),
        _ => to,
    };
    let mut changes = Changes::default();
    if unseen {
        changes.set("draft", Change::Drop);
        changes.add("draft", true.into());
        teller.tell(
            &file.path,
            0,
            "it had no page of its own and is a draft now",
            "put its words where they are to be read",
        );
    }
    let page = OldPage {
        from: file.path.clone(),
        url,
        to,
        published: !hidden,
        bundle: is_own,
        front,
        changes,
        elements: html_elements(&Lined::new(body, line)),
        body: Lined::new(body, line),
    };
    Some(Source { old: settings.inside(rest).to_owned(), page })
}

/// Pictures of `assets/` are what figures may name; the rest is the theme's.
fn assets(file: &OldFile, rest: &str, files: &[OldFile], site: &mut OldSite, teller: &mut Teller) {
    let ending = rest.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(&ending.as_str()) {
        let is_there =
            files.iter().any(|other| other.path == format!("static/{rest}") || other.path == format!("content/{rest}"));
        if !is_there {
            site.files.push(Copied { from: file.path.clone(), to: format!("content/{rest}"), text: None });
        }
    } else {
        teller.tell(
            &file.path,
            0,
            "a file of the old theme is left out",
            "the theme of Expound has its own: `expound theme`",
        );
    }
}

/// The shortcodes of a site, by name.
pub(super) fn templates<'f>(files: &'f [OldFile], folder: &'f str) -> impl Iterator<Item = (String, String)> + 'f {
    files.iter().filter_map(move |file| {
        let name = file.path.strip_prefix(folder)?;
        Some((name.split('.').next()?.to_owned(), file.text()?.to_owned()))
    })
}

/// The page that `ref` means: a path from `content/` on, one beside the page, or a name that only one page has.
fn find(places: &BTreeMap<&str, &str>, from: &str, target: &str) -> Option<String> {
    let (path, anchor) = target.split_once('#').map_or((target, ""), |(path, _)| (path, &target[path.len()..]));
    if path.is_empty() {
        return Some(anchor.to_owned());
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = path.trim_start_matches('/').trim_end_matches('/');
    if name.is_empty() {
        return Some(format!("/{anchor}"));
    }
    let bases = [name.to_owned(), crate::base::route::join(folder, path)?.trim_end_matches('/').to_owned()];
    let forms =
        |base: &String| [base.clone(), format!("{base}.md"), format!("{base}/index.md"), format!("{base}/_index.md")];
    let found = bases.iter().flat_map(forms).find_map(|path| places.get(path.as_str()).copied());
    let found = found.or_else(|| {
        let ends = |old: &&str| {
            let stem = old.rsplit_once('.').map_or(*old, |(stem, _)| stem).trim_end_matches("/index");
            stem.ends_with(&format!("/{name}")) || old.ends_with(&format!("/{name}"))
        };
        let mut all = places.iter().filter(|(old, _)| ends(old));
        all.next().filter(|_| all.next().is_none()).map(|(_, to)| *to)
    })?;
    Some(format!("/{}{anchor}", found.replace(' ', "%20")))
}

/// Headings may have classes, of which Expound knows nothing: their ids stay.
fn headings(path: &str, body: &Lined, teller: &mut Teller) -> Lined {
    let mut fences = Fences::default();
    let mut out = Lined::default();
    for (number, line) in body.lines() {
        let attributes = line.trim_end().strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
        let has = !fences.is_code(line)
            && line.starts_with('#')
            && attributes.is_some_and(|(_, inner)| inner.contains(['.', '=']));
        let Some((words, inner)) = attributes.filter(|_| has) else {
            out.push(number, line);
            continue;
        };
        let (ids, others): (Vec<&str>, Vec<&str>) = inner.split_whitespace().partition(|word| word.starts_with('#'));
        let id = ids.first().map(|id| format!(" {{{id}}}")).unwrap_or_default();
        teller.tell(
            path,
            number,
            format!("the attributes `{}` are gone", others.join(" ")),
            "style it by the theme, or leave it as it is now",
        );
        let rewritten = outside_code(words.trim_end(), str::to_owned);
        out.push(number, &format!("{rewritten}{id}\n"));
    }
    out
}

/// The words of front matter that mean something to Hugo.
fn own_words(page: &mut OldPage, teller: &mut Teller) {
    let front = page.front.clone();
    for key in ["url", "type", "layout", "outputs", "menu", "menus", "markup", "isCJKLanguage"] {
        if front.get(key).is_some() {
            page.changes.set(key, Change::Drop);
        }
    }
    for (old, new) in [
        ("lastmod", "updated"),
        ("publishdate", "publish"),
        ("publishDate", "publish"),
        ("pubdate", "publish"),
        ("expirydate", "expires"),
        ("expiryDate", "expires"),
        ("summary", "description"),
    ] {
        words::rename(page, old, new);
    }
    if let Some(series) = front.get("series").map(super::settings::texts).filter(|series| !series.is_empty()) {
        page.changes.set("series", Change::Write("series", series[0].as_str().into()));
    }
    if front.get("image").is_none() {
        for key in ["cover", "featured_image", "featuredImage", "thumbnail", "banner", "images"] {
            let done = match front.get(key) {
                Some(Value::Mapping(map)) => words::picture(page, key, map),
                Some(value) => match super::settings::texts(value).first() {
                    Some(first) => {
                        page.changes.set(key, Change::Write("image", first.as_str().into()));
                        true
                    }
                    None => false,
                },
                None => false,
            };
            if done {
                break;
            }
        }
    }
    if let Some(all) = front.get("aliases").map(super::settings::texts) {
        let folder = page.url.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        if all.iter().any(|alias| !alias.starts_with('/')) {
            let rooted = all.iter().map(|alias| match alias.starts_with('/') {
                true => Value::from(alias.as_str()),
                false => format!("{folder}/{alias}").into(),
            });
            page.changes.set("aliases", Change::Write("aliases", rooted.collect()));
        }
    }
    for key in ["cascade", "translationKey", "build", "_build"] {
        if front.get(key).is_some() {
            page.changes.set(key, Change::Drop);
            let what = format!("`{key}` has no counterpart and is gone");
            teller.tell(&page.from, front.line_of(key), what, "look at the pages that it was meant for");
        }
    }
}
