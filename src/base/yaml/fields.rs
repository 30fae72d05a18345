//! Reading the fields of one mapping: each by name and type, a diagnostic where the type is wrong.

use super::form::Key;
use super::locate::{Located, Step, locate};
use crate::base::moment::{Moment, NotAMoment};
use crate::base::{Code, Diagnostic, Diagnostics, Place, Severity, Source, Span, codes, suggest};
use serde_yaml::{Mapping, Value};

/// So many findings of one kind are told of one file.
const MOST_OF_FILE: usize = 200;

/// What the last of them says.
const NO_MORE: &str = "; what else there is of this kind in this file is not told";

/// The fields of one mapping of a block of YAML.
pub struct Fields<'a> {
    source: &'a Source,
    block: Span,
    map: &'a Mapping,
    path: Vec<Step>,
    /// Where findings go.
    pub diagnostics: &'a mut Diagnostics,
}

impl<'a> Fields<'a> {
    /// The fields of a block's own mapping.
    pub fn new(source: &'a Source, block: Span, map: &'a Mapping, diagnostics: &'a mut Diagnostics) -> Self {
        Self { source, block, map, path: Vec::new(), diagnostics }
    }

    /// The raw value of a field; an explicit null counts as absent.
    pub fn raw(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// The names of all keys, as far as they are text.
    pub fn names(&self) -> Vec<String> {
        self.map.keys().filter_map(scalar).collect()
    }

    /// Where a field stands in the file.
    pub fn span(&self, steps: &[Step]) -> Located {
        let path: Vec<Step> = self.path.iter().chain(steps).cloned().collect();
        let by = self.block.start as usize;
        match locate(self.source.slice(self.block), &path) {
            Some(found) => Located { key: found.key.shifted(by), value: found.value.shifted(by) },
            None => Located { key: Span::new(by, by), value: Span::new(by, by) },
        }
    }

    /// The place of a field's value.
    pub fn place(&self, key: &str) -> Place {
        self.source.place(self.span(&[Step::Key(key.to_owned())]).value)
    }

    /// The place of a span of the file.
    pub fn place_of(&self, span: Span) -> Place {
        self.source.place(span)
    }

    /// A diagnostic at a field's value.
    pub fn find(&mut self, code: &'static Code, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.tell(code, message, help, |fields| fields.place(key));
    }

    /// How often a kind of finding was told of the file.
    fn told(&self, code: &'static Code) -> usize {
        let is_same = |found: &&Diagnostic| found.code == code && found.place.file == self.source.shown;
        self.diagnostics.iter().filter(is_same).count()
    }

    /// A diagnostic, unless so many of its kind were told of the file that a place is not looked for any more: each costs
    /// time that grows with the block.
    fn tell(
        &mut self,
        code: &'static Code,
        message: impl Into<String>,
        help: impl Into<String>,
        place: impl FnOnce(&Self) -> Place,
    ) {
        let told = self.told(code);
        if told >= MOST_OF_FILE {
            return;
        }
        let mut help = help.into();
        if told + 1 == MOST_OF_FILE {
            help.push_str(NO_MORE);
        }
        self.diagnostics.push(Diagnostic::new(code, place(self), message, help));
    }

    fn wrong(&mut self, key: &str, wanted: &str) {
        self.find(
            &codes::BAD_VALUE,
            key,
            format!("`{key}` must be {wanted}"),
            format!("write {wanted} after `{key}:`"),
        );
    }

    /// A text: any scalar counts as one. An empty text counts as absent.
    pub fn text(&mut self, key: &str) -> Option<String> {
        let value = self.raw(key)?;
        match scalar(value) {
            Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            None => {
                self.wrong(key, "a text");
                None
            }
        }
    }

    /// A full address on another host.
    pub fn web_address(&mut self, key: &str) -> Option<String> {
        let url = self.text(key)?;
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url);
        }
        self.find(&codes::BAD_VALUE, key, format!("`{url}` is not a full address"), "begin it with https://");
        None
    }

    /// A list of texts; one text counts as a list of one.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        match self.raw(key) {
            None => Vec::new(),
            Some(Value::Sequence(items)) => {
                let texts: Vec<String> =
                    items.iter().filter_map(scalar).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect();
                if items.iter().any(|item| scalar(item).is_none()) {
                    self.wrong(key, "a text or a list of texts");
                }
                texts
            }
            Some(Value::Mapping(_)) => {
                self.wrong(key, "a text or a list of texts");
                Vec::new()
            }
            Some(_) => self.text(key).into_iter().collect(),
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        match self.raw(key)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) if matches!(text.as_str(), "yes" | "no" | "on" | "off") => {
                Some(matches!(text.as_str(), "yes" | "on"))
            }
            _ => {
                self.wrong(key, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number.
    pub fn number(&mut self, key: &str) -> Option<i64> {
        let number = self.raw(key)?.as_i64();
        if number.is_none() {
            self.wrong(key, "a whole number");
        }
        number
    }

    /// A date, or a date with a time and an offset.
    pub fn moment(&mut self, key: &str) -> Option<Moment> {
        let text = self.text(key)?;
        match Moment::parse(&text) {
            Ok(moment) => Some(moment),
            Err(NotAMoment::Placeholder) => {
                self.find(
                    &codes::PLACEHOLDER_DATE,
                    key,
                    format!("`{key}` is still a placeholder"),
                    "write the real date when it is known, such as 2024-06-07",
                );
                None
            }
            Err(NotAMoment::Unreadable) => {
                self.find(
                    &codes::BAD_DATE,
                    key,
                    format!("`{text}` is not a date"),
                    "write 2024-06-07 or 2024-06-07 12:00:00 +0800",
                );
                None
            }
        }
    }

    /// A moment that decides whether something is published: one that cannot be read, or is still to come, is an error.
    pub fn deciding_moment(&mut self, key: &str) -> Option<Moment> {
        let before = self.diagnostics.len();
        let moment = self.moment(key);
        self.diagnostics[before..].iter_mut().for_each(|found| found.severity = Severity::Error);
        moment
    }

    /// The fields of an inner mapping, read by `read`.
    pub fn inner<T>(&mut self, key: &str, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        match self.raw(key)? {
            Value::Mapping(map) => Some(self.descend(&[Step::Key(key.to_owned())], map, read)),
            _ => {
                self.wrong(key, "a group of keys and values");
                None
            }
        }
    }

    /// The fields of each mapping in a list.
    pub fn each<T>(&mut self, key: &str, mut read: impl FnMut(&mut Fields<'_>) -> Option<T>) -> Vec<T> {
        let Some(value) = self.raw(key) else { return Vec::new() };
        let Value::Sequence(items) = value else {
            self.wrong(key, "a list");
            return Vec::new();
        };
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let steps = [Step::Key(key.to_owned()), Step::Item(index)];
            match item {
                Value::Mapping(map) => all.extend(self.descend(&steps, map, &mut read)),
                _ => {
                    let message = format!("each item of `{key}` must be a group of keys and values");
                    self.tell(&codes::BAD_VALUE, message, "write `- key: value`", |fields| {
                        fields.source.place(fields.span(&steps).value)
                    });
                }
            }
        }
        all
    }

    fn descend<T>(&mut self, steps: &[Step], map: &Mapping, read: impl FnOnce(&mut Fields<'_>) -> T) -> T {
        let path = self.path.iter().chain(steps).cloned().collect();
        read(&mut Fields { source: self.source, block: self.block, map, path, diagnostics: self.diagnostics })
    }

    /// A warning for each key that is not known; an error where it is nearly one of the `grave` keys, whose absence
    /// would publish what was not to be published.
    pub fn refuse_unknown(&mut self, known: &[Key], also: &[&str], grave: &[Grave]) {
        let mut names: Vec<&str> = known.iter().map(|key| key.name).chain(also.iter().copied()).collect();
        names.dedup();
        let mut seen = rustc_hash::FxHashSet::default();
        names.retain(|name| seen.insert(*name));
        let mut told = self.told(&codes::UNKNOWN_KEY);
        for name in self.names().iter().filter(|name| !names.contains(&name.as_str())) {
            let meant = grave.iter().find(|grave| grave.means(name, self.raw(name)));
            let is_grave = meant.is_some();
            told += 1;
            if told > MOST_OF_FILE && !is_grave {
                continue;
            }
            let at = self.span(&[Step::Key(name.clone())]).key;
            let mut found = super::unknown_key(self.source, at, name, &names);
            if told == MOST_OF_FILE {
                found.help.push_str(NO_MORE);
            }
            if let Some(meant) = meant {
                found.severity = Severity::Error;
                if suggest::nearest(name, names.iter().copied()).is_none() {
                    found.help =
                        format!("write `{}:`; what belongs to your site alone goes below `extra:`", meant.name);
                }
            } else if names.contains(&"extra") && suggest::nearest(name, names.iter().copied()).is_none() {
                found.help = format!("{}; what belongs to your site alone goes below `extra:`", found.help);
            }
            self.diagnostics.push(found);
        }
    }
}

/// A key that decides what is published, so that another word for it must not be read over.
#[derive(Debug, Clone, Copy)]
pub struct Grave {
    /// The key.
    pub name: &'static str,
    /// What other programs, and people, call it: a key, or a key with a value.
    pub also: &'static [&'static str],
}

impl Grave {
    /// Whether a key is nearly this one, or another word for it, in whatever case and with whatever between its parts.
    fn means(&self, key: &str, value: Option<&Value>) -> bool {
        let bare = |key: &str| key.replace(['-', '_', ' '], "").to_ascii_lowercase();
        suggest::nearest(key, [self.name]).is_some()
            || self.also.iter().any(|also| match also.split_once(": ") {
                Some((also, with)) => bare(also) == bare(key) && value.and_then(Value::as_str) == Some(with),
                None => bare(also) == bare(key),
            })
    }
}

/// A scalar as text: `title: 2024` is the text `2024`.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
