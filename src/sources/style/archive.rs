//! The styles and the locales that are built in: each read when it is first asked for, and once.

use super::Style;
use hayagriva::archive::{ArchivedStyle, LOCALES};
use hayagriva::citationberg::{self, LocaleCode};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Reads a style, or gives the one that was read before.
pub(super) fn style(name: &str) -> Option<Arc<Style>> {
    static READ: Mutex<BTreeMap<String, Arc<Style>>> = Mutex::new(BTreeMap::new());
    let archived = ArchivedStyle::by_name(name)?;
    // A map that a panic left behind is still a map.
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(style) = read.get(name) {
        return Some(Arc::clone(style));
    }
    let citationberg::Style::Independent(csl) = archived.get() else { return None };
    let style = Arc::new(Style::new(csl));
    read.insert(name.to_owned(), Arc::clone(&style));
    Some(style)
}

/// The words and forms of a language.
#[derive(Debug)]
pub(super) struct Locale {
    /// Its code: `de-AT`.
    pub(super) code: &'static str,
    /// The locale, those that it falls back to, and US English, which a processor of CSL always has.
    pub(super) files: Vec<citationberg::Locale>,
}

/// The locale of each language, where no region is asked for. English is that of the style: American styles set quotes
/// and commas as Americans do, and CSL 1.0.2 has en-US where a style does not say.
const LANGUAGES: [(&str, &str); 6] =
    [("en", "en-US"), ("uk", "uk-UA"), ("de", "de-DE"), ("fr", "fr-FR"), ("es", "es-ES"), ("zh", "zh-CN")];

/// Every locale that is read, with the language that it belongs to.
const CODES: [&str; 14] = [
    "en-GB", "en-US", "uk-UA", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CA", "es-ES", "es-MX", "es-CL", "zh-CN",
    "zh-TW", "zh-Hant",
];

/// The locale of a page's language; `own` is the one that a style is written for.
pub(super) fn locale(language: &str, own: Option<&LocaleCode>) -> Arc<Locale> {
    static READ: Mutex<BTreeMap<&'static str, Arc<Locale>>> = Mutex::new(BTreeMap::new());
    let code = code(language, own);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let locale = read.entry(code).or_insert_with(|| {
        let mut codes = vec![code];
        let base = LANGUAGES.iter().find(|(short, _)| code.starts_with(short)).map(|(_, long)| *long);
        codes.extend(base.filter(|base| *base != code));
        codes.extend(Some("en-US").filter(|us| *us != code));
        Arc::new(Locale { code, files: codes.into_iter().filter_map(file).collect() })
    });
    Arc::clone(locale)
}

/// The code of the locale of a language such as `de-AT` or `zh_Hant`.
fn code(language: &str, own: Option<&LocaleCode>) -> &'static str {
    let tag = language.replace('_', "-").to_ascii_lowercase();
    if let Some(code) = CODES.iter().find(|code| code.eq_ignore_ascii_case(&tag)) {
        return if *code == "zh-Hant" { "zh-TW" } else { code };
    }
    let short = tag.split('-').next().unwrap_or_default();
    match LANGUAGES.iter().find(|(known, _)| *known == short) {
        Some((known, long)) if *known != "en" => long,
        _ => own.filter(|own| own.0 == "en-GB").map_or("en-US", |_| "en-GB"),
    }
}

/// Reads one locale. All sixty together take a tenth of a second; the code stands at the front of each.
fn file(code: &str) -> Option<citationberg::Locale> {
    let is_it = |bytes: &&&[u8]| {
        let front = &bytes[..bytes.len().min(32)];
        memchr::memmem::find(front, code.as_bytes()).is_some()
    };
    LOCALES.iter().find(is_it).and_then(|bytes| ciborium::from_reader(*bytes).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::LANGUAGES as SPOKEN;

    #[test]
    fn every_language_of_pages_has_its_locale() {
        for language in SPOKEN {
            let locale = locale(language.code, None);
            assert!(locale.code.starts_with(language.code));
            assert_eq!(locale.files[0].lang.as_ref().map(|lang| lang.0.as_str()), Some(locale.code));
        }
        for (tag, expected) in
            [("en-GB", "en-GB"), ("de_at", "de-AT"), ("zh-Hant", "zh-TW"), ("xx", "en-US"), ("en", "en-US")]
        {
            assert_eq!(code(tag, None), expected, "{tag}");
        }
        let british = LocaleCode("en-GB".to_owned());
        assert_eq!(["en", "en-US", "de"].map(|tag| code(tag, Some(&british))), ["en-GB", "en-US", "de-DE"]);
        for code in CODES.iter().filter(|code| **code != "zh-Hant") {
            assert!(file(code).is_some(), "{code}");
        }
    }

    #[test]
    fn every_style_that_is_named_can_be_read() {
        for known in crate::config::citations::styles() {
            for name in known.names {
                assert!(style(name).is_some(), "{name}");
            }
        }
        assert!(style("numbered").is_none());
    }
}
