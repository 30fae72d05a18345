//! The values of a theme, those of a site over them, and the head of the style sheet that they make: colours, fonts and
//! sizes as custom properties. Knows nothing of templates.

use super::css_value::{is_safe, luminance, ratio};
use super::view::GroundView;
use crate::base::yaml::{Step, locate};
use crate::base::{Diagnostic, Diagnostics, Place, Source, codes, suggest};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The groups of values that are custom properties of the style sheet.
const GROUPS: [&str; 3] = ["colours", "fonts", "sizes"];

/// Values that are one of a few words, and the words.
pub(super) type Choices = BTreeMap<String, Vec<String>>;

/// Words need this much contrast (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// The colours of words, and the grounds that they stand on.
const WORDS: [&str; 6] = ["ink", "quiet", "alert", "danger", "good", "violet"];
const GROUNDS: [&str; 2] = ["paper", "tint"];

/// Lays values over others, key by key, in groups too. `unknown` hears of each key that was not there before, with the
/// way to it.
pub(super) fn lay_over(base: &mut Map<String, Value>, own: &Map<String, Value>, unknown: &mut Unknown<'_>) {
    for (key, value) in own {
        match (base.get_mut(key), value) {
            (Some(Value::Object(base)), Value::Object(own)) => {
                unknown.way.push(key.clone());
                lay_over(base, own, unknown);
                unknown.way.pop();
            }
            // An empty value changes nothing, and a group that is none would take all of its values away.
            (Some(Value::Object(_)), Value::Null) => {}
            (Some(Value::Object(base)), _) => unknown.tell_no_group(key, base),
            (Some(base), value) => *base = value.clone(),
            (None, value) => {
                unknown.tell(key, base);
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The place in expound.yaml to which a way of keys leads.
type PlaceOf<'a> = &'a dyn Fn(&[Step]) -> Place;

/// The place of a value, by the way to it among the values: in expound.yaml, or in the theme.yaml that says it.
type Origin<'a> = &'a dyn Fn(&[&str]) -> Place;

/// Who hears of keys that a theme does not have.
pub(super) struct Unknown<'a> {
    way: Vec<String>,
    /// The place of a key of the site; a theme may have whatever keys it likes.
    place: Option<PlaceOf<'a>>,
    /// The file where the site says words of the interface otherwise.
    words: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Unknown<'a> {
    /// One for the values of a site. `place` tells where a key of `theme_values` stands, `words` is the file where the
    /// site says words of the interface otherwise.
    pub(super) fn of_site(place: PlaceOf<'a>, words: &'a str, diagnostics: &'a mut Diagnostics) -> Self {
        Self { way: Vec::new(), place: Some(place), words, diagnostics }
    }

    /// One for the values of a theme.
    pub(super) fn of_theme(diagnostics: &'a mut Diagnostics) -> Self {
        Self { way: Vec::new(), place: None, words: "", diagnostics }
    }

    /// The place of a key of the site, and the way to it.
    fn at(&self, key: &str) -> Option<(Place, Vec<String>)> {
        let way: Vec<String> = self.way.iter().cloned().chain([key.to_owned()]).collect();
        let steps = steps(&way.iter().map(String::as_str).collect::<Vec<_>>());
        Some((self.place?(&steps), way))
    }

    fn tell_no_group(&mut self, key: &str, known: &Map<String, Value>) {
        let Some((place, _)) = self.at(key) else { return };
        let example = known.keys().next().map_or("name", String::as_str);
        self.diagnostics.push(Diagnostic::new(
            &codes::BAD_VALUE,
            place,
            format!("`{key}` is a group of values"),
            format!("write `{example}: …` and the like on lines of their own below it"),
        ));
    }

    fn tell(&mut self, key: &str, known: &Map<String, Value>) {
        let Some((place, way)) = self.at(key) else { return };
        let message = match &way[..] {
            [key] => format!("the theme has no value `{key}`"),
            way => format!("the theme has no `{}` among its `{}`", way[way.len() - 1], way[0]),
        };
        let hint = match key.strip_prefix("label_") {
            Some(word) => format!(
                "the words of the interface stand in files of their own: write `{word}: …` in {}, after a look at `expound theme i18n/en.yaml`",
                self.words
            ),
            None => suggest::hint(key, known.keys().map(String::as_str)),
        };
        self.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_KEY, place, message, hint));
    }
}

/// The way to a value of a site in expound.yaml.
fn steps(way: &[&str]) -> Vec<Step> {
    ["theme_values"].iter().chain(way).map(|key| Step::Key((*key).to_owned())).collect()
}

/// A theme.yaml, and the values that it says.
pub(super) struct Said {
    pub(super) source: Source,
    pub(super) values: Value,
}

/// The place of a value: in the nearest theme.yaml that says it, unless the site does or nobody. `said` are those of the
/// site's own themes, the nearest last.
pub(super) fn origin(way: &[&str], site: &Value, place: PlaceOf<'_>, said: &[Said]) -> Place {
    let says = |values: &Value| way.iter().try_fold(values, |value, key| value.get(key)).is_some();
    let theme = said.iter().rev().find(|theme| says(&theme.values)).filter(|_| !says(site));
    let in_theme = theme.and_then(|Said { source, .. }| {
        let steps: Vec<Step> = ["values"].iter().chain(way).map(|key| Step::Key((*key).to_owned())).collect();
        Some(source.place(locate(&source.text, &steps)?.value))
    });
    in_theme.unwrap_or_else(|| place(&steps(way)))
}

/// Tells of values that are none of the words that they may be.
pub(super) fn hold(values: &Map<String, Value>, choices: &Choices, place: Origin<'_>, found: &mut Diagnostics) {
    for (key, choices) in choices.iter().filter(|(_, choices)| !choices.is_empty()) {
        let chosen = values.get(key).and_then(Value::as_str);
        if let Some(word) = chosen.filter(|word| choices.iter().all(|choice| choice != word)) {
            let hint = suggest::hint(word, choices.iter().map(String::as_str));
            found.push(Diagnostic::new(&codes::BAD_VALUE, place(&[key]), format!("`{key}` cannot be `{word}`"), hint));
        }
    }
}

/// The head of the style sheet: every colour, font and size as a custom property of its name. `place` tells where a value
/// stands.
pub(super) fn sheet(values: &Map<String, Value>, place: Origin<'_>, found: &mut Diagnostics) -> String {
    let mut out = String::from("/* The values of the theme and of the site. */\n\n:root {\n");
    if let Some(Value::String(name)) = values.get("accent")
        && let Some(Value::Object(known)) = values.get("accents")
        && !known.contains_key(name)
        && !name.starts_with('#')
        && !name.contains('(')
    {
        found.push(Diagnostic::new(
            &codes::BAD_VALUE,
            place(&["accent"]),
            format!("`{name}` is no accent of the theme"),
            suggest::hint(name, known.keys().map(String::as_str)),
        ));
    }
    let mut property = |way: &[&str], value: &Value| {
        let name = way[way.len() - 1];
        match written(value).filter(|text| is_name(name) && fits(way[0], text)) {
            Some(text) => drop(writeln!(out, "  --{}: {text};", name.replace('_', "-"))),
            None => found.push(Diagnostic::new(
                &codes::BAD_VALUE,
                place(way),
                format!("`{name}` is no value that a style sheet can have"),
                "write a length such as 36rem, a colour such as #0b5d6b or two of them, on light ground and on dark, or the names of fonts",
            )),
        }
    };
    if let Some(accent) = accent(values) {
        property(&["accent"], accent);
    }
    for group in GROUPS {
        let Some(Value::Object(group_values)) = values.get(group) else { continue };
        group_values.iter().for_each(|(name, value)| property(&[group, name], value));
    }
    out.push_str("}\n");
    contrast(values, place, found);
    out
}

/// The colour of the accent: `accent` is one, or the name of one of the `accents`.
fn accent(values: &Map<String, Value>) -> Option<&Value> {
    let accent = values.get("accent")?;
    let named = accent.as_str().and_then(|name| values.get("accents")?.get(name));
    named.or(Some(accent))
}

/// The accent on light ground; that of the default theme where a theme has none that is written as `#rrggbb`.
pub(super) fn accent_on_light(values: &Value) -> &str {
    let colour = values.as_object().and_then(accent).and_then(|colour| side(colour, 0));
    colour.filter(|colour| luminance(colour).is_some()).unwrap_or("#0b5d6b")
}

/// The ground on a light screen and on a dark one; white and black where it cannot be told.
pub(super) fn ground(values: &Value) -> GroundView {
    let paper = values.get("colours").and_then(|colours| colours.get("paper"));
    let of = |at: usize, other: &str| {
        let known = paper.and_then(|paper| side(paper, at)).filter(|colour| luminance(colour).is_some());
        known.unwrap_or(other).to_owned()
    };
    GroundView { light: of(0, "#ffffff"), dark: of(1, "#000000") }
}

/// Whether a value is of the kind of its group: a size begins with a number or is worked out, a font and a colour do not.
fn fits(group: &str, text: &str) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match group {
        "sizes" => is_number || text.contains('('),
        _ => !is_number,
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// A value as a style sheet has it; nothing for what would end the declaration that it stands in.
fn written(value: &Value) -> Option<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::Array(pair) => {
            let [light, dark] = &pair[..] else { return None };
            let (light, dark) = (one(light).filter(|text| is_safe(text))?, one(dark).filter(|text| is_safe(text))?);
            Some(format!("light-dark({light}, {dark})"))
        }
        value => one(value).filter(|text| is_safe(text)),
    }
}

/// Tells of colours of words that are too near to a ground.
fn contrast(values: &Map<String, Value>, place: Origin<'_>, found: &mut Diagnostics) {
    let Some(Value::Object(colours)) = values.get("colours") else { return };
    let accent = accent(values).map(|value| (vec!["accent"], value));
    let words = WORDS.iter().filter_map(|name| Some((vec!["colours", name], colours.get(*name)?)));
    for (way, value) in words.chain(accent) {
        let name = way[way.len() - 1];
        for (at, scheme) in ["light", "dark"].into_iter().enumerate() {
            let against = |ground: &&'static str| {
                let ground_of = side(colours.get(*ground)?, at)?;
                Some((ratio(luminance(side(value, at)?)?, luminance(ground_of)?), *ground))
            };
            let poorest = GROUNDS.iter().filter_map(against).min_by(|a, b| a.0.total_cmp(&b.0));
            let Some((ratio, ground)) = poorest.filter(|(ratio, _)| *ratio < CONTRAST) else { continue };
            // Down, so that what fails is not said to be enough.
            let ratio = (ratio * 100.0).floor() / 100.0;
            found.push(Diagnostic::new(
                &codes::LOW_CONTRAST,
                place(&way),
                format!("words in `{name}` have a contrast of {ratio} to 1 on `{ground}`, on {scheme} ground"),
                format!("take a colour that has {CONTRAST} to 1"),
            ));
        }
    }
}

/// A colour as it is on light ground (0) or on dark (1).
fn side(value: &Value, at: usize) -> Option<&str> {
    match value {
        Value::Array(pair) => pair.get(at)?.as_str(),
        value => value.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn made(values: Value) -> (String, Vec<String>) {
        let mut found = Diagnostics::new();
        let place = |_: &[&str]| Place::file("expound.yaml");
        let Value::Object(values) = values else { unreachable!() };
        let sheet = sheet(&values, &place, &mut found);
        (sheet, found.into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn values_become_custom_properties() {
        let (sheet, found) = made(json!({
            "accent": ["#004400", "#bbffbb"],
            "colours": {"paper": ["#fff", "#000"]},
            "fonts": {"serif": "'A B', serif"},
            "sizes": {"size_wide": "20px", "leading": 1.5},
        }));
        assert!(sheet.contains("--accent: light-dark(#004400, #bbffbb);\n  --paper: light-dark(#fff, #000);\n"));
        assert!(sheet.contains("--serif: 'A B', serif;\n  --size-wide: 20px;\n  --leading: 1.5;\n"), "{sheet}");
        assert!(found.is_empty(), "{found:?}");
        let (sheet, _) = made(json!({"accent": "sea", "accents": {"sea": ["#004", "#bbf"]}}));
        assert!(sheet.contains("--accent: light-dark(#004, #bbf);"), "{sheet}");
        assert_eq!(accent_on_light(&json!({"accent": "sea", "accents": {"sea": ["#004", "#bbf"]}})), "#004");
    }

    #[test]
    fn what_is_no_value_is_told_and_left_out() {
        for bad in ["red; } body { color: red", "url(x)", "#12"] {
            let (sheet, found) = made(json!({"colours": {"ink": bad}}));
            assert!(!sheet.contains("--ink") && found.len() == 1, "{bad}: {sheet}");
        }
        assert_eq!(made(json!({"sizes": {"gap": ["1rem"]}})).1.len(), 1);
    }

    #[test]
    fn what_is_none_of_a_few_words_is_told() {
        let mut found = Diagnostics::new();
        let choices = Choices::from([("scheme".to_owned(), vec!["auto".to_owned(), "dark".to_owned()])]);
        for scheme in ["drak", "dark"] {
            let Value::Object(values) = json!({ "scheme": scheme }) else { unreachable!() };
            hold(&values, &choices, &|_| Place::file("expound.yaml"), &mut found);
        }
        let found: Vec<_> = found.into_iter().map(|found| found.message).collect();
        assert_eq!(found, ["`scheme` cannot be `drak`"]);
    }

    #[test]
    fn poor_contrast_is_told() {
        let (_, found) = made(json!({"colours": {"paper": ["#fff", "#000"], "ink": ["#777", "#fff"]}}));
        assert_eq!(found, ["words in `ink` have a contrast of 4.47 to 1 on `paper`, on light ground"]);
        let (_, found) = made(json!({"colours": {"paper": ["#fff", "#000"], "ink": ["#767676", "#fff"]}}));
        assert!(found.is_empty());
    }
}
