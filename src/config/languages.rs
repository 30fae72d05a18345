//! `languages:` of expound.yaml → the languages that a site has beside its own, each with what the site is called in it.

use super::keys::NAV;
use super::nav_entry;
use crate::base::language::is_tag;
use crate::base::yaml::{Fields, Form, Key, Step};
use crate::base::{Diagnostic, codes};
use serde_yaml::Value;

/// The site in another language than its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// The language, as a BCP 47 tag: the part of file names and addresses that tells a translation.
    pub language: String,
    /// The name of the site, where it has another one.
    pub title: Option<String>,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// The links at the top: title and address.
    pub nav: Vec<(String, String)>,
}

pub(super) const KEYS: &[Key] = &[
    Key::new("title", Form::Text, "the name of the site in this language"),
    Key::new("description", Form::Text, "one or two sentences about it"),
    Key::new("nav", Form::Groups(NAV), "links at the top of each page: a list of title and url"),
];

/// The languages beside `own`: a list of codes, or a group of codes with settings.
pub(super) fn read(fields: &mut Fields<'_>, own: &str) -> Vec<Edition> {
    const KEY: &str = "languages";
    let mut all: Vec<Edition> = match fields.raw(KEY) {
        Some(Value::Mapping(_)) => fields.inner(KEY, editions).unwrap_or_default(),
        _ => {
            let codes = fields.texts(KEY).into_iter();
            codes.map(|language| Edition { language, ..Edition::default() }).collect()
        }
    };
    let is_group = matches!(fields.raw(KEY), Some(Value::Mapping(_)));
    let find = |fields: &mut Fields<'_>, language: &str, message: String, help: &str| {
        let key = Step::Key(KEY.to_owned());
        let span = match is_group {
            true => fields.span(&[key, Step::Key(language.to_owned())]).key,
            false => fields.span(&[key]).value,
        };
        let place = fields.place_of(span);
        fields.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, place, message, help));
    };
    let mut taken = vec![own.to_lowercase()];
    all.retain(|edition| {
        let tag = edition.language.to_lowercase();
        if !is_tag(&tag) {
            let message = format!("`{}` is not the code of a language", edition.language);
            find(fields, &edition.language, message, "write a code such as `uk` or `zh-Hant`");
            return false;
        }
        // A site may well name its own language among all of them; what it is called stands at the top of the file.
        let is_own = tag == own.to_lowercase();
        if is_own && (edition.title.is_some() || edition.description.is_some() || !edition.nav.is_empty()) {
            let message = format!("`{}` is the language of the site itself", edition.language);
            let help = "its title, description and menu stand at the top of this file, outside of `languages`";
            find(fields, &edition.language, message, help);
        }
        let is_new = !taken.contains(&tag);
        taken.push(tag);
        is_new
    });
    all
}

fn editions(group: &mut Fields<'_>) -> Vec<Edition> {
    let read = |edition: &mut Fields<'_>, language: &str| {
        edition.refuse_unknown(KEYS, &[], &[]);
        Edition {
            language: language.to_owned(),
            title: edition.text("title"),
            description: edition.text("description"),
            nav: edition.each("nav", nav_entry),
        }
    };
    let names = group.names();
    let of = |language: String| match group.raw(&language) {
        None => Some(Edition { language, ..Edition::default() }),
        Some(_) => group.inner(&language, |edition| read(edition, &language)),
    };
    names.into_iter().filter_map(of).collect()
}
