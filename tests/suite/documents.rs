//! Documents of word processors: `tests/documents/NAME/` holds one, as the parts of a `.docx` or as `page.html` with its
//! pictures, and `expected.md`, the brief that is made of it, with what is told. Each brief builds.

use crate::harness::{NOW, Scratch, Verdict, copy, expound, files_below, here};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The files of a folder, packed.
fn packed(folder: &Path, except: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let manner = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for path in files_below(folder).into_iter().filter(|path| path != except) {
        archive.start_file(&path, manner).unwrap();
        archive.write_all(&fs::read(folder.join(&path)).unwrap()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn import(site: &Scratch, kind: &str, file: &str) -> String {
    let ran = expound(site.path(), &["import", kind, file, "content/briefs/new"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    format!("{}--- told\n{}", site.read("content/briefs/new/index.md"), ran.out)
}

#[test]
fn documents_become_briefs() {
    let mut verdict = Verdict::default();
    for name in ["word", "google", "plain"] {
        let folder = here("tests/documents").join(name);
        let site = Scratch::new(&[("expound.yaml", "title: Site\nbase_url: https://example.org/\n")]);
        let kind = if folder.join("word").is_dir() { "docx" } else { "html" };
        let made = if name == "plain" {
            copy(&folder, &site.path().join("old"));
            // A picture that is really elsewhere is not taken.
            #[cfg(unix)]
            std::os::unix::fs::symlink(here("content/site-card.png"), site.path().join("old/outside.png")).unwrap();
            import(&site, kind, "old/page.html")
        } else {
            fs::write(site.path().join("old.zip"), packed(&folder, "expected.md")).unwrap();
            import(&site, kind, "old.zip")
        };
        verdict.expect(&folder.join("expected.md"), &made);
        let built = expound(site.path(), &["build", "--drafts", "--now", NOW]);
        assert_eq!(built.code, 0, "{name}: {}", built.err);
    }
    verdict.end();
}

#[test]
fn what_is_no_document_is_told() {
    let site = Scratch::new(&[
        ("a.docx", "no archive"),
        ("b.html", "<p> </p>"),
        ("content/full/a.md", "here already"),
        ("c.html", "<p>Words.</p>"),
    ]);
    let pack = |name: &str, files: &[(&str, &[u8])]| {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in files {
            archive
                .start_file(*path, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
                .unwrap();
            archive.write_all(bytes).unwrap();
        }
        fs::write(site.path().join(name), archive.finish().unwrap().into_inner()).unwrap();
    };
    pack("d.docx", &[("word/styles.xml", b"<a/>")]);
    pack("e.docx", &[("word/document.xml", b"<a><b></a>")]);
    pack("f.zip", &[("images/a.png", b"")]);
    pack("g.docx", &[("word/document.xml", b"<d><body/></d>")]);
    pack("h.docx", &[("word/document.xml", b"<d/>"), ("word/media/a.png", &vec![0; 65 << 20])]);
    fs::write(site.path().join("latin.html"), b"<p>na\xefve</p>").unwrap();
    let cases = [
        ("docx", "a.docx", "a.docx: it is no archive that can be read"),
        ("html", "b.html", "b.html: there are no words in it"),
        ("docx", "d.docx", "d.docx: its part word/document.xml cannot be read: it is missing"),
        ("docx", "e.docx", "e.docx: its part word/document.xml cannot be read: "),
        ("html", "f.zip", "f.zip: its part *.html cannot be read: it is missing"),
        ("docx", "g.docx", "g.docx: there are no words in it"),
        ("docx", "h.docx", "h.docx: what is packed in it is larger than any document is"),
        ("html", "latin.html", "latin.html: it is no text in UTF-8"),
        ("docx", "nowhere.docx", "nowhere.docx cannot be read: "),
    ];
    for (kind, file, expected) in cases {
        let ran = expound(site.path(), &["import", kind, file, "content/new"]);
        assert_eq!(ran.code, 2, "{file}: {ran:?}");
        assert!(ran.err.contains(expected), "{file}: {}", ran.err);
        assert!(!site.path().join("content/new").exists(), "{file}");
    }
    let ran = expound(site.path(), &["import", "html", "c.html", "content/full"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is not empty"), "{}", ran.err);
}
