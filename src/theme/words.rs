//! The files `i18n/LANG.yaml` of themes → the words of the interface, in whatever language a page has.
//!
//! Later files are laid over earlier ones word by word. A word that a language lacks is that of the language it is a
//! variety of, and in the end that of English. Knows no page and no template.

use super::view::Json;
use crate::base::language::{LANGUAGES, Language, Plural};
use crate::base::yaml::{self, Fields, Step, scalar};
use crate::base::{Diagnostic, Diagnostics, Source, Span, codes, suggest};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The folder of a theme that these files stand in.
pub(super) const FOLDER: &str = "i18n/";

/// The language that has every word.
pub(super) const LAST: &str = "en";

/// A word, or a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Word {
    Text(String),
    /// One that is counted: its form for each kind of number.
    Counted(BTreeMap<String, String>),
}

/// All words of a theme, by language and key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Words(BTreeMap<String, BTreeMap<String, Word>>);

/// What a file may say, beside the words that are there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Further<'a> {
    /// The names of the taxonomies of the site.
    Taxonomies(&'a [String]),
    /// Whatever it says: a theme of its own name has words of its own.
    Anything,
}

impl Words {
    /// The words that charts and notes have too, in each language that the program knows.
    pub(super) fn of_the_program() -> Self {
        let of = |language: &&Language| {
            let words = &language.words;
            let shared = [
                ("and", words.and),
                ("source", words.source),
                ("sources", words.sources),
                ("archived_copy", words.archived_copy),
                ("accessed", words.accessed),
                ("citing", words.citing),
            ];
            let texts = shared.map(|(key, text)| (key.to_owned(), Word::Text(text.to_owned())));
            (language.code.to_owned(), BTreeMap::from(texts))
        };
        Self(LANGUAGES.iter().map(of).collect())
    }

    /// Lays the words of one file over those that are there.
    pub(super) fn add(&mut self, tag: &str, source: &Source, further: Further<'_>, diagnostics: &mut Diagnostics) {
        let block = Span::new(0, source.text.len());
        let map = yaml::mapping(source, block, diagnostics);
        let fields = Fields::new(source, block, &map, diagnostics);
        let reader = Reader { known: self.0.get(LAST), plural: Plural::of(tag), further };
        let read = fields.names().into_iter().filter_map(|key| Some((reader.word(&fields, &key)?, key)));
        let (words, found): (Vec<_>, Vec<_>) = read.map(|((word, found), key)| ((key, word), found)).unzip();
        diagnostics.extend(found.into_iter().flatten());
        let own = self.0.entry(tag.to_lowercase()).or_default();
        own.extend(words.into_iter().filter_map(|(key, word)| Some((key, word?))));
    }

    /// A word in a language, with the language that it was found in.
    fn find(&self, tag: &str, key: &str) -> Option<(&str, &Word)> {
        fallbacks(tag).find_map(|tag| {
            let (tag, words) = self.0.get_key_value(tag.as_str())?;
            Some((tag.as_str(), words.get(key)?))
        })
    }

    /// A word in a language; nothing where no language has it, or where it is counted.
    pub fn text(&self, tag: &str, key: &str) -> Option<&str> {
        match self.find(tag, key)?.1 {
            Word::Text(text) => Some(text),
            Word::Counted(_) => None,
        }
    }

    /// All words of a language, as templates see them, and `lang`, its tag.
    pub(super) fn view(&self, tag: &str) -> Json {
        let keys: std::collections::BTreeSet<&String> =
            fallbacks(tag).filter_map(|tag| self.0.get(tag.as_str())).flat_map(BTreeMap::keys).collect();
        let mut view = Map::new();
        for key in keys {
            let value = match self.find(tag, key) {
                Some((_, Word::Text(text))) => json!(text),
                // The rule for the forms is that of the language which they are in.
                Some((lang, Word::Counted(forms))) => {
                    let mut forms: Map<String, Value> =
                        forms.iter().map(|(form, text)| (form.clone(), json!(text))).collect();
                    forms.insert("lang".to_owned(), json!(lang));
                    Value::Object(forms)
                }
                None => continue,
            };
            view.insert(key.clone(), value);
        }
        view.insert("lang".to_owned(), json!(tag));
        Json(Value::Object(view))
    }
}

/// `zh-Hant-TW` → `zh-hant-tw`, `zh-hant`, `zh`, `en`.
fn fallbacks(tag: &str) -> impl Iterator<Item = String> {
    let whole = tag.to_lowercase().replace('_', "-");
    let shorter = |tag: &String| tag.rsplit_once('-').map(|(shorter, _)| shorter.to_owned());
    std::iter::successors(Some(whole), shorter).chain([LAST.to_owned()])
}

struct Reader<'a> {
    /// The words that the theme has already, in English.
    known: Option<&'a BTreeMap<String, Word>>,
    plural: Plural,
    further: Further<'a>,
}

impl Reader<'_> {
    /// A word, if it can be read, and what is wrong with it.
    fn word(&self, fields: &Fields<'_>, key: &str) -> Option<(Option<Word>, Vec<Diagnostic>)> {
        let value = fields.raw(key)?;
        let mut found = Vec::new();
        let known = self.known.and_then(|known| known.get(key));
        if known.is_none() && !self.is_own(key) {
            let at = fields.span(&[Step::Key(key.to_owned())]).key;
            let names = self.known.into_iter().flat_map(BTreeMap::keys).map(String::as_str);
            found.push(Diagnostic::new(
                &codes::UNKNOWN_KEY,
                fields.place_of(at),
                format!("the theme has no word `{key}`"),
                suggest::hint(key, names.collect::<Vec<_>>()),
            ));
        }
        let mut bad = |message: String, help: &str| {
            found.push(Diagnostic::new(&codes::BAD_VALUE, fields.place(key), message, help));
            None
        };
        let word = match (scalar(value), value) {
            (Some(text), _) if matches!(known, Some(Word::Counted(_))) => {
                Some(Word::Counted(BTreeMap::from([("other".to_owned(), text)])))
            }
            (Some(text), _) => Some(Word::Text(text)),
            (None, serde_yaml::Value::Mapping(_)) if matches!(known, Some(Word::Text(_))) => {
                bad(format!("`{key}` is one text, whatever number stands in it"), "write the text after the colon")
            }
            (None, serde_yaml::Value::Mapping(forms)) => {
                let texts: Vec<(String, Option<String>)> =
                    forms.iter().filter_map(|(form, text)| Some((scalar(form)?, scalar(text)))).collect();
                let kinds = self.plural.categories();
                if let Some((form, _)) = texts.iter().find(|(form, _)| !kinds.contains(&form.as_str())) {
                    bad(
                        format!("`{form}` is no form of a counted word in this language"),
                        &format!("its forms are: {}", kinds.join(", ")),
                    )
                } else if let Some((form, _)) = texts.iter().find(|(_, text)| text.is_none()) {
                    bad(format!("the form `{form}` of `{key}` is no text"), "write a text after the colon")
                } else {
                    Some(Word::Counted(texts.into_iter().filter_map(|(form, text)| Some((form, text?))).collect()))
                }
            }
            _ => bad(format!("`{key}` is no text"), "write a text after the colon"),
        };
        Some((word, found))
    }

    fn is_own(&self, key: &str) -> bool {
        match self.further {
            Further::Anything => true,
            Further::Taxonomies(names) => {
                key.strip_prefix("taxonomy_").is_some_and(|name| names.iter().any(|known| known == name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(files: &[(&str, &str)]) -> (Words, Vec<String>) {
        let (mut words, mut diagnostics) = (Words::of_the_program(), Diagnostics::new());
        for (at, (tag, text)) in files.iter().enumerate() {
            let path: std::sync::Arc<str> = format!("i18n/{tag}.yaml").into();
            let source = Source { path: path.clone(), shown: path, text: (*text).to_owned() };
            let further = if at == 0 { Further::Anything } else { Further::Taxonomies(&[]) };
            words.add(tag, &source, further, &mut diagnostics);
        }
        (words, diagnostics.iter().map(|found| found.message.clone()).collect())
    }

    #[test]
    fn a_word_comes_from_the_nearest_language() {
        let (words, found) =
            words(&[("en", "a: A\nb: B\nc: C"), ("zh", "a: 甲\nb: 乙"), ("zh-Hant", "a: 子"), ("zh", "b: 丙")]);
        assert_eq!(found, [] as [&str; 0]);
        let said = |tag: &str| ["a", "b", "c", "and"].map(|key| words.text(tag, key).unwrap_or_default().to_owned());
        assert_eq!(said("zh-Hant-TW"), ["子", "丙", "C", "和"]);
        assert_eq!(said("zh"), ["甲", "丙", "C", "和"]);
        assert_eq!(said("de"), ["A", "B", "C", "und"]);
        assert_eq!(words.view("zh_Hant").0["a"], "子");
        assert_eq!(words.text("zh", "d"), None);
    }

    #[test]
    fn forms_keep_the_rule_of_their_own_language() {
        let (words, found) = words(&[
            ("en", "rows: {one: \"{n} row\", other: \"{n} rows\"}\nskip: Skip"),
            ("uk", "rows: {one: a, few: b, many: c, other: d}"),
            ("zh", "rows: \"{n} 行\""),
        ]);
        assert_eq!(found, [] as [&str; 0]);
        assert_eq!(words.view("uk").0["rows"]["lang"], "uk");
        assert_eq!(words.view("de").0["rows"]["lang"], "en");
        assert_eq!(words.view("zh").0["rows"], json!({"other": "{n} 行", "lang": "zh"}));
    }

    #[test]
    fn what_is_no_word_is_told_of() {
        let (_, found) = words(&[
            ("en", "rows: {one: a, other: b}\nskip: Skip"),
            ("de", "rows: {few: a}\nskip: [x]\nskipp: X"),
            ("fr", "skip: {one: a}\nrows: {one: [a]}"),
        ]);
        assert_eq!(
            found,
            [
                "`few` is no form of a counted word in this language",
                "`skip` is no text",
                "the theme has no word `skipp`",
                "`skip` is one text, whatever number stands in it",
                "the form `one` of `rows` is no text",
            ]
        );
    }
}
