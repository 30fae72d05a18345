//! Every key of `expound.yaml`, with the form of its value and what is taken where it is not written.

use super::{citations, deploy, languages};
use crate::base::yaml::{Form, Key, Table};

/// Every key of `expound.yaml`.
pub const KEYS: &[Key] = &[
    Key::new("title", Form::Text, "the name of the site").or("Briefs"),
    Key::new("description", Form::Text, "one or two sentences about it"),
    Key::new("base_url", BASE_URL, "the full address of the home page, such as https://example.org/notes/"),
    Key::new("language", Form::Text, "the language of the pages, such as `en` or `zh-Hant`").or("en"),
    Key::new(
        "languages",
        Form::Either(&[Form::Texts, Form::Map(&Form::Group(languages::KEYS))]),
        "other languages: code → title, description, nav; or a list of codes",
    ),
    Key::new("theme", Form::Text, "the theme: `default`, or a folder in `themes/`").or("default"),
    Key::new("theme_values", Form::Free, "values for the theme, over those of its theme.yaml"),
    Key::new("timezone", OFFSET, "the offset of moments written without one, such as `+02:00`").or("+00:00"),
    Key::new("image", Form::Text, "the picture for cards of pages that have none, a path in `content/`"),
    Key::new("authors", Form::Map(&Form::Group(AUTHOR)), "those who write: key → name, role, bio, url"),
    Key::new("taxonomies", Form::Texts, "taxonomies beside `tags` and `authors`"),
    Key::new("nav", Form::Groups(NAV), "links at the top of each page: a list of title and url"),
    Key::new("paginate", Form::Whole(1), "briefs on one page of a list").or("20"),
    Key::new("feed_items", Form::Whole(1), "briefs in a feed").or("20"),
    Key::new("permalink", PERMALINK, "the form of addresses: `:section :name :slug :year :month :day`"),
    Key::new("raw_html", Form::Flag, "whether HTML in briefs passes as it is").or("false"),
    Key::new("trust", Form::Group(TRUST), "who is trusted: `content: false` where those who write the briefs are not"),
    Key::new("smart_punctuation", Form::Flag, "whether straight quotes and double hyphens are replaced").or("false"),
    Key::new("math", Form::Flag, "whether `$…$` is a formula").or("false"),
    Key::new(
        "checks",
        Form::Group(CHECKS),
        "other weights for codes: `deny`, `warn`, `allow`; a `baseline` of known warnings",
    ),
    Key::new(
        "figures",
        Form::Group(FIGURES),
        "numbers in the text: `coverage`, the least part of them that must be traced, from `0` to `1`",
    ),
    Key::new(
        "citations",
        Form::Group(citations::KEYS),
        "how sources are cited: `style`, a name of `expound explain styles`",
    ),
    Key::new("deploy", Form::Group(deploy::KEYS), "where `expound deploy` uploads to: `to`, `endpoint`, `region`"),
    Key::new("without", Form::Entries(Table::Outputs), "outputs that are left out, such as `json-feeds`"),
    Key::new("extra", Form::Free, "whatever else templates of this site want to know"),
];

const BASE_URL: Form = Form::Like(r#"^https?://[^?#"<>\s]*$"#, "full address");

const OFFSET: Form = Form::Like(r"^([+−-][0-9][0-9:]{0,4}|[Zz]|UTC|GMT)$", "offset from UTC");

const PERMALINK: Form =
    Form::Like("^[^:]*(:(section|name|slug|year|month|day)([^a-zA-Z0-9:][^:]*)?)*$", "path with such parts");

pub(super) const AUTHOR: &[Key] = &[
    Key::new("name", Form::Text, "the name as it is shown"),
    Key::new("role", Form::Text, "what they are, in a few words"),
    Key::new("bio", Form::Text, "a few sentences about them"),
    Key::new("url", Form::Web, "their page elsewhere"),
];

pub(super) const NAV: &[Key] = &[
    Key::new("title", Form::Text, "the words of the link").needed(),
    Key::new("url", Form::Text, "a path of the site, or an address elsewhere").needed(),
];

pub(super) const FIGURES: &[Key] = &[Key::new(
    "coverage",
    Form::Number(0.0, 1.0),
    "the least part of a brief's numbers that must be traced, from `0` to `1`",
)];

pub(super) const CHECKS: &[Key] = &[
    Key::new("deny", Form::Entries(Table::Codes), "codes that are errors"),
    Key::new("warn", Form::Entries(Table::Codes), "codes that are warnings"),
    Key::new("allow", Form::Entries(Table::Codes), "codes that are not reported"),
    Key::new(
        "baseline",
        Form::Text,
        "the file of warnings that are known, which `expound check --write-baseline` writes",
    ),
];

pub(super) const TRUST: &[Key] =
    &[Key::new("content", Form::Flag, "whether those who write the content may bring HTML, templates and scripts")
        .or("true")];
