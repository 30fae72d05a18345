//! Front matter in YAML, TOML or JSON → its values; and, with what changes, the front matter of a brief.
//!
//! What needs no change is kept byte for byte, comments and all: YAML is edited entry by entry and not written anew. Which
//! words of a generator mean what is not known here.

use super::settings::{self, Form};
use serde_yaml::{Mapping, Value};

/// The front matter of an old page.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    /// None where there is none.
    pub(super) form: Option<Form>,
    /// The text between the fences; that of JSON with its braces.
    block: String,
    /// The line of the file that the text begins in.
    first_line: usize,
    pub(super) values: Mapping,
    /// Why the text could not be read.
    pub(super) problem: Option<String>,
    /// Keys that are no texts, such as a year, as texts.
    odd_keys: Vec<String>,
    ends: Ends,
}

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Ends {
    #[default]
    Unix,
    /// The first as Windows writes it, but not all.
    Mixed,
    Windows,
}

impl Ends {
    fn of(text: &str) -> Self {
        let first = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
        match first {
            false => Self::Unix,
            true if text.matches('\n').count() == text.matches("\r\n").count() => Self::Windows,
            true => Self::Mixed,
        }
    }

    fn windows(text: &str) -> String {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    }
}

/// What becomes of an entry of front matter; what nobody says anything of is kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// It has no meaning any more, or it is told elsewhere.
    Drop,
    /// It has another name.
    Rename(&'static str),
    /// It is written anew, under this name.
    Write(&'static str, Value),
    /// Templates may want to know it.
    Extra,
}

/// What becomes of front matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    entries: Vec<(String, Change)>,
    added: Vec<(String, Value)>,
}

impl Changes {
    /// Says what becomes of an entry.
    pub(super) fn set(&mut self, key: &str, change: Change) {
        self.entries.retain(|(known, _)| known != key);
        self.entries.push((key.to_owned(), change));
    }

    /// Adds an entry.
    pub(super) fn add(&mut self, key: &str, value: Value) {
        self.added.retain(|(known, _)| known != key);
        self.added.push((key.to_owned(), value));
    }

    /// Takes back what was added.
    pub(super) fn remove(&mut self, key: &str) {
        self.added.retain(|(known, _)| known != key);
    }

    /// The value that is written anew under a name.
    pub(super) fn written(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find_map(|(_, change)| match change {
            Change::Write(name, value) if *name == key => Some(value),
            _ => None,
        })
    }

    /// The value that was added under a name.
    pub(super) fn added(&self, key: &str) -> Option<&Value> {
        self.added.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Whether nobody has said what becomes of an entry.
    pub(super) fn is_undecided(&self, key: &str) -> bool {
        self.of(key).is_none()
    }

    fn of(&self, key: &str) -> Option<&Change> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, change)| change)
    }

    /// The name that an entry has afterwards, if it is there at all.
    fn name<'k>(&self, key: &'k str) -> Option<&'k str> {
        match self.of(key) {
            None => Some(key),
            Some(Change::Rename(name) | Change::Write(name, _)) => Some(name),
            Some(Change::Drop | Change::Extra) => None,
        }
    }
}

/// The front matter of a text, the line that its body begins in, and the body.
pub(super) fn split(text: &str) -> (Front, usize, &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (front, line, body) = parted(text);
    (Front { ends: Ends::of(text), ..front }, line, body)
}

fn parted(text: &str) -> (Front, usize, &str) {
    let none = (Front::default(), 1, text);
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (form, fence) = match first {
        "---" => (Form::Yaml, "---"),
        "+++" => (Form::Toml, "+++"),
        _ if text.starts_with('{') && !text.starts_with("{{") && !text.starts_with("{%") => {
            return json(text).unwrap_or(none);
        }
        _ => return none,
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        let is_end = line.trim_end() == fence || (form == Form::Yaml && line.trim_end() == "...");
        if is_end {
            let block = &text[start..at];
            return (read(form, block, 2), index + 3, &text[at + line.len()..]);
        }
        at += line.len();
    }
    none
}

/// An object at the beginning of a text.
fn json(text: &str) -> Option<(Front, usize, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    values.next()?.ok()?;
    let end = values.byte_offset();
    let rest = text[end..].strip_prefix('\r').unwrap_or(&text[end..]);
    let body = rest.strip_prefix('\n').unwrap_or(rest);
    let line = text[..text.len() - body.len()].matches('\n').count() + 1;
    Some((read(Form::Json, &text[..end], 1), line, body))
}

fn read(form: Form, block: &str, first_line: usize) -> Front {
    let front = Front { form: Some(form), block: block.to_owned(), first_line, ..Front::default() };
    match settings::read(form, block) {
        Ok(Value::Mapping(values)) => {
            let name = |key: &Value| {
                let written = || serde_json::to_string(key).unwrap_or_default();
                settings::text(key).unwrap_or_else(written)
            };
            let odd_keys = values.keys().filter(|key| !key.is_string()).map(name).collect();
            let values = values.into_iter().map(|(key, value)| (Value::String(name(&key)), value)).collect();
            Front { values, odd_keys, ..front }
        }
        Ok(Value::Null) => front,
        Ok(_) => Front { problem: Some("it is no list of keys and values".to_owned()), ..front },
        Err(problem) => Front { problem: Some(problem), ..front },
    }
}

impl Front {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key).filter(|value| !value.is_null())
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        settings::text(self.get(key)?)
    }

    /// The line of the file that a key stands in.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.first_line + settings::line_of(&self.block, key).saturating_sub(1)
    }

    /// The text of a brief's front matter, with its fences, and whether comments in it are gone; nothing where there is none.
    pub(super) fn write(&self, changes: &Changes) -> (String, bool) {
        let fenced = |block: &str| {
            let text = format!("---\n{block}---\n");
            if self.ends == Ends::Unix { text } else { Ends::windows(&text) }
        };
        if self.problem.is_some() || (self.form.is_none() && changes.added.is_empty()) {
            return (if self.form.is_some() { fenced(&self.block) } else { String::new() }, false);
        }
        match self.edited(changes).filter(|_| self.form == Some(Form::Yaml)) {
            Some(block) => (fenced(&block), false),
            None => (fenced(&self.anew(changes)), self.has_comments()),
        }
    }

    /// A whole page, with lines that end as those of the old one did.
    pub(super) fn with_its_ends(&self, text: String) -> String {
        if self.ends == Ends::Windows { Ends::windows(&text) } else { text }
    }

    fn has_comments(&self) -> bool {
        let is_comment = |line: &str| {
            let quotes = |text: &str, quote| text.matches(quote).count() % 2 == 0;
            line.trim_start().starts_with('#')
                || line.split_once(" #").is_some_and(|(before, _)| quotes(before, '"') && quotes(before, '\''))
        };
        matches!(self.form, Some(Form::Yaml | Form::Toml)) && self.block.lines().any(is_comment)
    }

    /// The author's own text with what changes in it; none where its entries cannot be told apart.
    fn edited(&self, changes: &Changes) -> Option<String> {
        let known: Vec<&str> = self.values.keys().filter_map(Value::as_str).collect();
        let entries = entries(&self.block, &known);
        let keys = entries.iter().filter_map(|(key, _)| *key);
        if known.len() != self.values.len() || !keys.eq(known.iter().copied()) {
            return None;
        }
        let mut out = String::with_capacity(self.block.len() + 64);
        let mut extra = String::new();
        let mut own_extra = String::new();
        for (key, text) in &entries {
            let Some(key) = key else {
                out.push_str(text);
                continue;
            };
            // A key of `extra` is a text.
            let quoted = || format!("'{key}'{}", &text[text.find(':').unwrap_or(0)..]);
            let text = &if self.odd_keys.iter().any(|odd| odd == key) { quoted() } else { text.clone() };
            match changes.of(key) {
                None if *key == "extra" && changes.entries.iter().any(|(_, change)| *change == Change::Extra) => {
                    own_extra.push_str(text);
                }
                None => out.push_str(text),
                Some(Change::Drop) => {}
                Some(Change::Rename(name)) => {
                    out.push_str(name);
                    out.push_str(&text[text.find(':').unwrap_or(0)..]);
                }
                Some(Change::Write(name, value)) => out.push_str(&entry(name, value)),
                Some(Change::Extra) => {
                    for line in text.split_inclusive('\n') {
                        let blank = line.trim().is_empty();
                        extra.push_str(if blank { "" } else { "  " });
                        extra.push_str(line);
                    }
                }
            }
        }
        for (key, value) in &changes.added {
            out.push_str(&entry(key, value));
        }
        match (own_extra.is_empty(), extra.is_empty()) {
            (_, true) => out.push_str(&own_extra),
            (true, false) => out.push_str(&format!("extra:\n{extra}")),
            // Two groups that may be written in different ways become one.
            (false, false) => return None,
        }
        Some(out)
    }

    fn anew(&self, changes: &Changes) -> String {
        let mut new = Mapping::new();
        let mut extra = Mapping::new();
        for (key, value) in &self.values {
            let Some(name) = key.as_str() else { continue };
            match changes.of(name) {
                None if name == "extra" => {
                    if let Value::Mapping(own) = value {
                        extra.extend(own.clone());
                    }
                }
                Some(Change::Extra) => {
                    extra.insert(key.clone(), value.clone());
                }
                Some(Change::Write(name, value)) => {
                    new.insert((*name).into(), value.clone());
                }
                _ => {
                    changes.name(name).map(|name| new.insert(name.into(), value.clone()));
                }
            }
        }
        new.extend(changes.added.iter().map(|(key, value)| (key.as_str().into(), value.clone())));
        if !extra.is_empty() {
            new.insert("extra".into(), Value::Mapping(extra));
        }
        if new.is_empty() { String::new() } else { serde_yaml::to_string(&new).unwrap_or_default() }
    }
}

/// An entry as YAML.
pub(super) fn entry(key: &str, value: &Value) -> String {
    let mut one = Mapping::new();
    one.insert(key.into(), value.clone());
    serde_yaml::to_string(&one).unwrap_or_default()
}

/// The entries of a block, each with all of its lines; comments and blank lines between them have no key.
fn entries<'b>(block: &'b str, known: &[&str]) -> Vec<(Option<&'b str>, String)> {
    let mut all: Vec<(Option<&str>, String)> = Vec::new();
    let mut between = String::new();
    for line in block.split_inclusive('\n') {
        let key = key(line).filter(|key| known.contains(key) && !line.starts_with([' ', '\t']));
        if key.is_none() && (line.trim().is_empty() || line.starts_with('#')) {
            between.push_str(line);
            continue;
        }
        match (key, all.last_mut()) {
            // A text may go on in the next line, wherever that begins.
            (None, Some((Some(_), text))) => text.push_str(&format!("{between}{line}")),
            (key, _) => {
                all.extend((!between.is_empty()).then(|| (None, between.clone())));
                all.push((key, line.to_owned()));
            }
        }
        between.clear();
    }
    if !between.is_empty() {
        all.push((None, between));
    }
    if let Some((Some(_), text)) = all.last_mut()
        && !text.ends_with('\n')
    {
        text.push('\n');
    }
    all
}

/// The key at the beginning of a line, without its quotes.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let key = key.trim().trim_matches(['"', '\'']);
    (rest.starts_with([' ', '\n', '\r', '\t']) || rest.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str, changes: &[(&str, Change)]) -> String {
        let (front, _, body) = split(text);
        let mut all = Changes::default();
        changes.iter().for_each(|(key, change)| all.set(key, change.clone()));
        format!("{}{body}", front.write(&all).0)
    }

    #[test]
    fn what_needs_no_change_is_kept_byte_for_byte() {
        let text = "---\ntitle : \"A: b\"  # words\n\n#caption: x\ntags:\n- a\n- b\n---\n\nBody\n";
        assert_eq!(rewritten(text, &[]), text);
        let one = rewritten(text, &[("tags", Change::Extra), ("title", Change::Rename("name"))]);
        let folded = "---\na: \"one\n\ntwo: three\"\nb: c\n---\n";
        let expected = "---\na: \"one\n\ntwo: three\"\nextra:\n  b: c\n---\n";
        assert_eq!(rewritten(folded, &[("b", Change::Extra)]), expected);
        assert_eq!(one, "---\nname: \"A: b\"  # words\n\n#caption: x\nextra:\n  tags:\n  - a\n  - b\n---\n\nBody\n");
    }

    #[test]
    fn all_three_forms_are_read() {
        let toml = "+++\ntitle = \"A\"\ndate = 2024-06-07T12:00:00+08:00\n[extra]\nx = [1, 2.5]\n+++\nBody\n";
        let yaml = "---\ntitle: A\ndate: 2024-06-07T12:00:00+08:00\nextra:\n  x:\n  - 1\n  - 2.5\n---\nBody\n";
        assert_eq!(rewritten(toml, &[]), yaml);
        let json = "{\n  \"title\": \"A\", \"tags\": [\"b\"]\n}\nBody\n";
        assert_eq!(rewritten(json, &[]), "---\ntitle: A\ntags:\n- b\n---\nBody\n");
        assert_eq!(split(json).1, 4);
        assert_eq!(split(toml).1, 7);
    }

    #[test]
    fn keys_that_are_no_texts_stay() {
        let (front, _, _) = split("---\n2024: a # words\n\n# more\ntrue: b\n---\n");
        let expected = "---\n'2024': a # words\n\n# more\n'true': b\n---\n";
        assert_eq!(front.write(&Changes::default()), (expected.to_owned(), false));
        let (front, _, _) = split("---\n2024: a # words\ntrue: b\n[1, 2]: c\n---\n");
        let (text, comments_lost) = front.write(&Changes::default());
        assert_eq!(text, "---\n'2024': a\n'true': b\n'[1,2]': c\n---\n");
        assert!(comments_lost);
    }

    #[test]
    fn lines_end_as_they_did() {
        let (front, _, body) = split("---\r\na: b\r\nc: d\r\n---\r\nBody\r\n");
        let mut changes = Changes::default();
        changes.set("a", Change::Extra);
        changes.add("e", "f".into());
        let text = front.with_its_ends(front.write(&changes).0 + body + "more\n");
        assert_eq!(text, "---\r\nc: d\r\ne: f\r\nextra:\r\n  a: b\r\n---\r\nBody\r\nmore\r\n");
        let (front, _, body) = split("---\r\na: b\r\n---\r\nBody\nmore\r\n");
        let text = front.with_its_ends(front.write(&Changes::default()).0 + body);
        assert_eq!(text, "---\r\na: b\r\n---\r\nBody\nmore\r\n");
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_told() {
        let (front, line, body) = split("---\ntitle: [\n---\nBody\n");
        assert!(front.problem.is_some() && line == 4 && body == "Body\n");
        assert_eq!(front.write(&Changes::default()).0, "---\ntitle: [\n---\n");
        let (front, _, body) = split("---\nno end\n");
        assert!(front.form.is_none() && body == "---\nno end\n");
        let (front, _, _) = split("---\n- a\n---\n");
        assert!(front.problem.is_some());
        assert!(split("{ no object\n").0.form.is_none());
    }
}
