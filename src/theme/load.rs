//! Files of themes → one theme: the built-in one, with every file that the site's theme has of its own laid over it.

use super::builtin;
use super::chart_font::{self, Named};
use super::engine::{self, Template};
use super::styles;
use super::values::{self, Choices, Said, Unknown};
use super::words::{self, Further, Words};
use crate::base::font::ChartFont;
use crate::base::yaml::{self, Fields, Form, Key, Step};
use crate::base::{ContentHash, Diagnostic, Diagnostics, Place, Report, Route, Source, Span, codes, suggest};
use crate::chart::style as chart_style;
use crate::config::Config;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of a theme, read whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeFile {
    /// The path in `themes/`.
    pub path: Arc<str>,
    /// The path as it is shown to a person.
    pub shown: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// A theme that is ready to render.
pub struct Theme {
    pub(super) engine: engine::Engine,
    pub(super) templates: BTreeMap<String, Template>,
    /// Styles, scripts, fonts: published under names with the hash of their content.
    pub assets: Vec<Asset>,
    /// The values of `theme.yaml`, those of the site over them.
    pub values: serde_json::Value,
    /// The words of the interface.
    pub words: Words,
    /// What charts are measured and drawn in.
    pub font: Arc<ChartFont>,
    /// The hash of all templates.
    pub hash: ContentHash,
}

impl Theme {
    /// A text among the values that is not empty.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key)?.as_str().filter(|text| !text.is_empty())
    }
}

/// A file that the theme publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The plain name, as templates ask for it (`site.css`).
    pub name: String,
    /// Where it is published.
    pub route: Route,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

pub(super) const KEYS: &[Key] = &[
    Key::new("name", Form::Text, "the name of the theme"),
    Key::new("about", Form::Text, "what it is, in a sentence"),
    Key::new("extends", Form::Text, "the theme whose files it lays its own over; `default` if not named").or("default"),
    Key::new("chart_font", Form::Group(chart_font::KEYS), "the font of charts: `family`, `regular` and `bold`"),
    Key::new("values", Form::Map(&Form::Free), "values that sites may change"),
    Key::new("choices", Form::Map(&Form::Texts), "value → the words of which it is one"),
];

/// A file as it is used: its path in the theme, how it is shown, its bytes.
pub(super) type Layer<'a> = BTreeMap<String, (Arc<str>, Cow<'a, [u8]>)>;

/// Loads the theme of a site. `place` tells where a key of expound.yaml stands.
pub fn load(files: &[ThemeFile], config: &Config, place: &dyn Fn(&[Step]) -> Place) -> Report<Theme> {
    let config_place = &place(&[Step::Key("theme".to_owned())]);
    let mut diagnostics = Diagnostics::new();
    let mut layers: Layer<'_> = built_in_layer("default", builtin::FILES);
    let mut settings = Settings::default();
    drop(read_settings(&layers, &mut settings, &mut diagnostics));
    settings.font = settings.font.by_nobody();
    let mut words = Words::of_the_program();
    read_words(&layers, &mut words, Further::Anything, &mut diagnostics);
    let themes = chain(files, config, config_place, &mut diagnostics);
    for name in themes.iter().map(String::as_str) {
        let prefix = format!("{name}/");
        let of_site = files.iter().filter_map(|file| {
            Some((file.path.strip_prefix(&prefix)?.to_owned(), (Arc::clone(&file.shown), Cow::Borrowed(&*file.bytes))))
        });
        // What lies over the built-in theme says its words; another theme has words of its own too.
        let further = if name == "default" { Further::Taxonomies(&config.taxonomies) } else { Further::Anything };
        let built_in = built_in_layer(name, builtin::other(name).unwrap_or_default());
        for (layer, is_own) in [(built_in, false), (of_site.collect(), true)] {
            let said = read_settings(&layer, &mut settings, &mut diagnostics);
            settings.said.extend(said.filter(|_| is_own));
            read_words(&layer, &mut words, further, &mut diagnostics);
            layers.extend(layer);
        }
    }
    let Settings { mut values, choices, font, said } = settings;
    if let serde_json::Value::Object(site) = &config.theme_values {
        let words = format!("themes/{}/i18n/{}.yaml", config.theme, config.language);
        values::lay_over(&mut values, site, &mut Unknown::of_site(place, &words, &mut diagnostics));
    }
    let mut templates = BTreeMap::new();
    for (path, (shown, bytes)) in &layers {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                drop(templates.insert(name.to_owned(), Template { shown: Arc::clone(shown), text: text.into() }));
            }
            Err(_) => {
                diagnostics.push(not_utf8(shown, "this template is not UTF-8 text"));
                // Left empty, so that those that need it are not found wanting too.
                templates.insert(name.to_owned(), Template { shown: Arc::clone(shown), text: "".into() });
            }
        }
    }
    // A template that lays itself over a built-in one may extend that one, as `default/NAME`. Components cannot be
    // defined twice, so a file of components is replaced whole.
    for (path, bytes) in builtin::FILES {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let parent = format!("\"default/{name}\"");
        let wanted = templates.values().any(|template: &Template| template.text.contains(&parent));
        if wanted && !text.contains("{% component") {
            let template = Template { shown: format!("themes/default/{path} (built in)").into(), text: text.into() };
            templates.insert(format!("default/{name}"), template);
        }
    }
    let texts: Vec<(&String, &Arc<str>)> = templates.iter().map(|(name, template)| (name, &template.text)).collect();
    let hash = ContentHash::of_value(&texts);
    let engine = engine::compile(&templates).take(&mut diagnostics);
    let font = Arc::new(chart_font::load(&font, &layers, &mut diagnostics));
    // The sheet of the drawings, unless the theme lays one of its own over it.
    layers
        .entry("assets/charts.css".to_owned())
        .or_insert_with(|| ("charts.css".into(), Cow::Owned(chart_style::sheet(&font.metrics.family).into_bytes())));
    let origin = |way: &[&str]| values::origin(way, &config.theme_values, place, &said);
    values::hold(&values, &choices, &origin, &mut diagnostics);
    styles::join(&mut layers, &values::sheet(&values, &origin, &mut diagnostics));
    let values = serde_json::Value::Object(values);
    Report::new(Theme { engine, templates, assets: assets(&layers), values, words, font, hash }, diagnostics)
}

/// The themes to lay over the built-in one, the farthest first.
fn chain(files: &[ThemeFile], config: &Config, config_place: &Place, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    let mut name = config.theme.clone();
    let mut place = config_place.clone();
    loop {
        let prefix = format!("{name}/");
        let exists = builtin::other(&name).is_some() || files.iter().any(|file| file.path.starts_with(&prefix));
        if !exists && name != "default" {
            let mut known: Vec<&str> = files
                .iter()
                .filter_map(|file| file.path.split_once('/'))
                .map(|(name, _)| name)
                .chain(["default"])
                .chain(builtin::OTHERS.iter().map(|(name, _)| *name))
                .collect();
            known.sort_unstable();
            known.dedup();
            diagnostics.push(Diagnostic::new(
                &codes::MISSING_THEME,
                place,
                format!("there is no theme `{name}`"),
                suggest::hint(&name, known),
            ));
            break;
        }
        if chain.contains(&name) {
            break;
        }
        let settings = files.iter().find(|file| *file.path == format!("{prefix}theme.yaml"));
        chain.push(name.clone());
        let parent = settings.and_then(|file| {
            let source = source_of(&file.shown, &file.bytes)?;
            let block = Span::new(0, source.text.len());
            let map = yaml::mapping(&source, block, &mut Diagnostics::new());
            let mut ignored = Diagnostics::new();
            let mut fields = Fields::new(&source, block, &map, &mut ignored);
            Some((fields.text("extends")?, fields.place("extends")))
        });
        match parent {
            Some((parent, at)) => (name, place) = (parent, at),
            None => break,
        }
    }
    chain.reverse();
    chain
}

/// The files of a theme that is part of the program.
fn built_in_layer(name: &str, files: builtin::Files) -> Layer<'static> {
    let of = |(path, bytes): &(&'static str, &'static [u8])| {
        ((*path).to_owned(), (format!("themes/{name}/{path}").into(), Cow::Borrowed(*bytes)))
    };
    files.iter().map(of).collect()
}

fn source_of(shown: &Arc<str>, bytes: &[u8]) -> Option<Source> {
    Some(Source {
        path: Arc::clone(shown),
        shown: Arc::clone(shown),
        text: std::str::from_utf8(bytes).ok()?.to_owned(),
    })
}

/// The words of all languages of one theme, English first: it says which words there are.
fn read_words(layer: &Layer<'_>, words: &mut Words, further: Further<'_>, diagnostics: &mut Diagnostics) {
    let language = |path: &str| path.strip_prefix(words::FOLDER)?.strip_suffix(".yaml").map(str::to_owned);
    let mut files: Vec<_> = layer.iter().filter_map(|(path, file)| Some((language(path)?, file))).collect();
    files.sort_by_key(|(language, _)| language != words::LAST);
    for (language, (shown, bytes)) in files {
        match source_of(shown, bytes) {
            Some(source) => words.add(&language, &source, further, diagnostics),
            None => diagnostics.push(not_utf8(shown, "this file is not UTF-8 text")),
        }
    }
}

fn not_utf8(shown: &Arc<str>, message: &str) -> Diagnostic {
    Diagnostic::new(&codes::NOT_UTF8, Place::file(shown), message, "save it as UTF-8")
}

/// What the `theme.yaml` of all themes say, one over the other.
#[derive(Default)]
struct Settings {
    values: serde_json::Map<String, serde_json::Value>,
    choices: Choices,
    font: Named,
    /// The site's own, the nearest last.
    said: Vec<Said>,
}

/// Lays what a `theme.yaml` says over what is there, and gives its values.
fn read_settings(layer: &Layer<'_>, settings: &mut Settings, diagnostics: &mut Diagnostics) -> Option<Said> {
    let (shown, bytes) = layer.get("theme.yaml")?;
    let Some(source) = source_of(shown, bytes) else {
        diagnostics.push(not_utf8(shown, "this file is not UTF-8 text"));
        return None;
    };
    let block = Span::new(0, source.text.len());
    let map = yaml::mapping(&source, block, diagnostics);
    let mut fields = Fields::new(&source, block, &map, diagnostics);
    let mut values = serde_json::Value::Null;
    if let Some(own) = fields.raw("values") {
        match serde_json::to_value(own) {
            Ok(serde_json::Value::Object(own)) => {
                values::lay_over(&mut settings.values, &own, &mut Unknown::of_theme(fields.diagnostics));
                values = serde_json::Value::Object(own);
            }
            _ => fields.find(
                &codes::BAD_VALUE,
                "values",
                "`values` must be a group of keys and values",
                "write `key: value` lines below it",
            ),
        }
    }
    let choices = fields.inner("choices", |group| {
        group.names().into_iter().map(|key| (key.clone(), group.texts(&key))).collect::<Choices>()
    });
    settings.choices.extend(choices.into_iter().flatten());
    fields.refuse_unknown(KEYS, &[], &[]);
    if let Some(font) = chart_font::read(&mut fields) {
        settings.font = font;
    }
    Some(Said { source, values })
}

/// The assets under hashed names; a style sheet that names another asset names it by its hashed name.
fn assets(layers: &Layer<'_>) -> Vec<Asset> {
    let mut plain: Vec<Asset> = Vec::new();
    let mut styles: Vec<Asset> = Vec::new();
    for (path, (_, bytes)) in layers {
        let Some(name) = path.strip_prefix("assets/") else { continue };
        let asset = Asset { name: name.to_owned(), route: hashed(name, bytes), bytes: bytes.to_vec() };
        if name.ends_with(".css") { styles.push(asset) } else { plain.push(asset) }
    }
    for style in &mut styles {
        let Ok(text) = std::str::from_utf8(&style.bytes) else { continue };
        let mut text = text.to_owned();
        for asset in &plain {
            let published = asset.route.as_str().trim_start_matches("assets/");
            for (open, close) in [("url(", ")"), ("url(\"", "\")"), ("url('", "')")] {
                text = text.replace(&format!("{open}{}{close}", asset.name), &format!("{open}{published}{close}"));
            }
        }
        style.bytes = text.into_bytes();
        style.route = hashed(&style.name, &style.bytes);
    }
    plain.extend(styles);
    plain.sort_by(|a, b| a.name.cmp(&b.name));
    plain
}

/// `site.css` → `assets/site.1f3a9c02.css`
fn hashed(name: &str, bytes: &[u8]) -> Route {
    let hash = ContentHash::of(bytes).short(8);
    Route::new(&match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}.{hash}.{ending}"),
        None => format!("assets/{name}.{hash}"),
    })
}

/// The files of the built-in theme, for authors who want to change one: path and text, where it is text.
pub fn built_in() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    builtin::FILES.iter().map(|(path, bytes)| (*path, std::str::from_utf8(bytes).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_built_in_theme_has_every_word_and_no_other() {
        let keys = |path: &str, bytes: &[u8]| {
            let source = source_of(&path.into(), bytes).expect("it is text");
            let mut diagnostics = Diagnostics::new();
            let map = yaml::mapping(&source, Span::new(0, source.text.len()), &mut diagnostics);
            assert_eq!(diagnostics, [], "{path}");
            map.iter()
                .map(|(key, value)| (yaml::scalar(key).expect("keys are texts"), value.is_mapping()))
                .collect::<Vec<_>>()
        };
        let files = || builtin::FILES.iter().filter(|(path, _)| path.starts_with(words::FOLDER));
        let (english, bytes) = files().find(|(path, _)| *path == "i18n/en.yaml").expect("English is there");
        let all = keys(english, bytes);
        for (path, bytes) in files() {
            assert_eq!(keys(path, bytes), all, "{path}");
        }
        // Those that the program knows, and no form that a language does not have.
        assert_eq!(files().count(), crate::base::language::LANGUAGES.len());
        let layer: Layer<'_> =
            files().map(|(path, bytes)| ((*path).to_owned(), ((*path).into(), Cow::Borrowed(*bytes)))).collect();
        let mut diagnostics = Diagnostics::new();
        let mut known = Words::of_the_program();
        read_words(&layer, &mut known, Further::Anything, &mut diagnostics);
        read_words(&layer, &mut known, Further::Taxonomies(&[]), &mut diagnostics);
        assert_eq!(diagnostics, []);
        for language in crate::base::language::LANGUAGES {
            let view = known.view(language.code);
            for (key, _) in all.iter().filter(|(_, is_counted)| *is_counted) {
                let forms: Vec<&str> = language.numbers.plural.categories().to_vec();
                assert!(forms.iter().all(|form| view.0[key.as_str()][form].is_string()), "{key} in {}", language.code);
            }
        }
    }
}
