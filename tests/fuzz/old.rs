//! What comes from elsewhere, or is to be put into form: posts of other generators, documents, files of an author's.

use super::told;
use expound::base::Source;
use expound::fmt::{Kind, format};
use expound::import::{Generator, import};
use expound::io::{Content, OldFile};
use std::path::{Component, Path};

/// A post, to each generator; above a line of dashes the settings of its site, if there are any.
pub(crate) fn post(text: &str) {
    let (settings, post) = text.split_once(super::BETWEEN).unwrap_or(("", text));
    let of = |path: &str, text: &str| OldFile {
        path: path.to_owned(),
        content: Content::Text(text.to_owned()),
        disk: path.into(),
    };
    for (generator, config, path) in [
        (Generator::Jekyll, "_config.yml", "_posts/2024-01-01-a.md"),
        (Generator::Hugo, "hugo.toml", "content/posts/a.md"),
        (Generator::Zola, "config.toml", "content/posts/a.md"),
    ] {
        let made = import(generator, &[of(config, settings), of("_includes/a.html", post), of(path, post)], &[]);
        for file in &made.files {
            let is_plain = Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
            assert!(is_plain, "{}", file.path);
        }
    }
}

/// A page, or the text of a document of Word where it begins as XML.
#[cfg(feature = "documents")]
pub(crate) fn document(text: &str) {
    use expound::import::document::{Kind, import_document};
    use std::io::{Cursor, Write};
    let nothing = |_: &str| None;
    let _ = import_document(Kind::Html, "a", text.as_bytes(), &nothing);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let manner = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in ["document", "footnotes", "styles", "numbering"] {
        archive.start_file(format!("word/{part}.xml"), manner).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let _ = import_document(Kind::Docx, "a", &bytes, &nothing);
}

/// A file that is put into form: its signs stay, and a second time changes nothing.
pub(crate) fn form(text: &str) {
    for kind in [Kind::Brief, Kind::Settings] {
        let once = format(&Source::new("a.md", text), kind);
        told(&once.diagnostics);
        let signs = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        assert_eq!(signs(&once.value), signs(text));
        let twice = format(&Source::new("a.md", once.value.clone()), kind);
        assert_eq!(twice.value, once.value);
    }
}
