//! Reading real folders: order, links, names, texts that are none.

use super::*;
use crate::io::NamedPaths;
use std::fs;
use tempfile::TempDir;

fn site(files: &[(&str, &[u8])]) -> (TempDir, SitePaths) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let paths = SitePaths::new(root.path(), NamedPaths::default());
    (root, paths)
}

fn documents(input: &Input) -> Vec<&str> {
    input.documents.iter().map(|document| &*document.path).collect()
}

fn names<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Vec<&'a str> {
    sources.into_iter().map(|source| &*source.path).collect()
}

#[test]
fn a_site_is_read_in_the_order_of_paths() {
    let (root, paths) = site(&[
        ("expound.yaml", b"title: A"),
        ("content/b.md", b"two"),
        ("content/a/z.markdown", b"one"),
        ("content/a-b/y.md", b"one"),
        ("content/sources.yaml", b"{}"),
        ("content/refs.bib", b"@misc{a}"),
        ("content/a/own.bib", b"@misc{b}"),
        ("content/a/data.yml", b"{}"),
        ("content/a/data.csv", b"1"),
        ("content/.hidden.md", b"no"),
        ("content/.git/config", b"no"),
        ("themes/plain/templates/page.html", b"<p>"),
        ("themes/plain/.cache/x", b"no"),
    ]);
    let Report { value: input, diagnostics } = read(&paths).unwrap();
    assert_eq!(diagnostics, []);
    assert_eq!(input.config.as_ref().unwrap().text, "title: A");
    assert_eq!(documents(&input), ["a-b/y.md", "a/z.markdown", "b.md"]);
    // A bibliography beside sources.yaml is read, as that is; any other is a file like others.
    assert_eq!(names(&input.settings), ["a/data.yml", "refs.bib", "sources.yaml"]);
    assert_eq!(input.files.iter().map(|file| &*file.path).collect::<Vec<_>>(), ["a/data.csv", "a/own.bib"]);
    assert_eq!(fs::read(&input.files[0].disk).unwrap(), b"1");
    assert_eq!(input.theme_files.len(), 1);
    assert_eq!(&*input.theme_files[0].path, "plain/templates/page.html");
    assert_eq!(&*input.theme_files[0].bytes, b"<p>");
    assert_eq!(*input.documents[2].shown, *root.path().join("content/b.md").to_str().unwrap());
}

#[test]
fn files_of_rows_are_read_and_still_published() {
    let (root, paths) = site(&[
        ("content/a.csv", b"\xef\xbb\xbfyear\n2021\n"),
        ("content/b/latin.TSV", b"caf\xe9"),
        ("content/c.json", b"[]"),
        ("content/large.csv", b""),
        ("content/picture.png", b""),
    ]);
    // A file of holes: it takes no room on the disk, and is not read.
    fs::File::options()
        .write(true)
        .open(root.path().join("content/large.csv"))
        .unwrap()
        .set_len((64 << 20) + 1)
        .unwrap();
    let Report { value: input, diagnostics } = read(&paths).unwrap();
    assert_eq!(diagnostics, [], "what is wrong with them is told to who uses them");
    assert_eq!(input.files.len(), 5);
    let paths: Vec<&str> = input.tables.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["a.csv", "b/latin.TSV", "c.json", "large.csv"]);
    assert_eq!(input.tables[0].text.as_ref().unwrap().text, "year\n2021\n");
    assert_eq!(input.tables[1].text.as_ref().unwrap_err().code, &codes::NOT_UTF8);
    let large = input.tables[3].text.as_ref().unwrap_err();
    assert_eq!((large.code, large.message.as_str()), (&codes::UNREADABLE_FILE, "this file is larger than 64 MiB"));
}

#[test]
fn only_text_is_a_source() {
    let (_root, paths) = site(&[
        ("content/mark.md", b"\xef\xbb\xbf# Title"),
        ("content/latin.md", b"\xef\xbb\xbfone\nna\xefve"),
        ("content/wide.md", b"\xff\xfe#\0"),
    ]);
    let Report { value: input, diagnostics } = read(&paths).unwrap();
    assert_eq!((documents(&input), diagnostics), (vec!["latin.md", "mark.md", "wide.md"], Vec::new()));
    let source = |at: usize| input.documents[at].source(&input.disk);
    assert_eq!(source(1).unwrap().text, "# Title");
    let (latin, wide) = (source(0).unwrap_err(), source(2).unwrap_err());
    assert_eq!((latin.code, latin.place.line, latin.place.column), (&codes::NOT_UTF8, 2, 3));
    assert!(latin.message.contains("byte 9 "), "{}", latin.message);
    assert!(latin.place.file.ends_with("content/latin.md"));
    assert_eq!(&*latin.place.text, "na\u{fffd}ve");
    assert_eq!(wide.help, "it is UTF-16: save it again as UTF-8");
}

#[test]
fn what_cannot_work_at_all_is_an_error_with_advice() {
    let root = tempfile::tempdir().unwrap();
    let named = |content: &str, output: &str| {
        let path = |name: &str| Some(root.path().join(name));
        SitePaths::new(
            root.path(),
            NamedPaths { content: path(content), output: path(output), ..NamedPaths::default() },
        )
    };
    let missing = read(&named("content", "public")).unwrap_err();
    assert!(missing.to_string().contains("expound init"), "{missing}");
    fs::create_dir_all(root.path().join("content/deep")).unwrap();
    fs::write(root.path().join("file"), "").unwrap();
    assert!(matches!(read(&named("file", "public")), Err(ReadError::NotAFolder(_))));
    assert!(matches!(read(&named("content", "content/public")), Err(ReadError::Nested { .. })));
    assert!(matches!(read(&named("content", "content")), Err(ReadError::Nested { .. })));
    assert!(matches!(read(&named("content/deep", "content")), Err(ReadError::Nested { .. })));
    assert!(read(&named("content", "content-public")).is_ok());
    let themes = |themes: &str, output: &str| {
        let [content, themes, output] = ["content", themes, output].map(|name| Some(root.path().join(name)));
        SitePaths::new(root.path(), NamedPaths { content, themes, output, ..NamedPaths::default() })
    };
    fs::create_dir(root.path().join("themes")).unwrap();
    assert!(matches!(read(&themes("nowhere", "public")), Err(ReadError::NoThemes(_))));
    for output in ["themes", "themes/public"] {
        assert!(matches!(read(&themes("themes", output)), Err(ReadError::Nested { .. })), "{output}");
    }
    let config = NamedPaths { config: Some(root.path().join("public/site.yaml")), ..NamedPaths::default() };
    assert!(matches!(read(&SitePaths::new(root.path(), config)), Err(ReadError::Nested { .. })));
    let config = NamedPaths { config: Some(root.path().join("other.yaml")), ..NamedPaths::default() };
    assert!(matches!(read(&SitePaths::new(root.path(), config)), Err(ReadError::NoConfig(_))));
}

#[test]
fn a_content_folder_may_hold_the_configuration_and_the_themes() {
    let (root, _) = site(&[("expound.yaml", b"{}"), ("themes/a/page.html", b""), ("content/a.md", b"")]);
    let named = NamedPaths {
        content: Some(root.path().to_owned()),
        output: Some(root.path().with_extension("out")),
        ..NamedPaths::default()
    };
    let Report { value: input, diagnostics } = read(&SitePaths::new(root.path(), named)).unwrap();
    assert_eq!(diagnostics, []);
    assert_eq!(documents(&input), ["content/a.md"]);
    assert_eq!((input.settings.len(), input.files.len(), input.theme_files.len()), (0, 0, 1));
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    fn messages(diagnostics: &[Diagnostic]) -> Vec<(String, &str)> {
        let name = |diagnostic: &Diagnostic| diagnostic.place.file.rsplit_once("/content/").unwrap().1.to_owned();
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.code == &codes::UNREADABLE_FILE));
        diagnostics.iter().map(|diagnostic| (name(diagnostic), diagnostic.message.as_str())).collect()
    }

    #[test]
    fn links_stay_inside_and_never_loop() {
        let (root, paths) = site(&[("content/a/one.md", b"one"), ("content/b/two.md", b"two"), ("secret/x.md", b"no")]);
        let content = root.path().join("content");
        symlink("../secret", content.join("out")).unwrap();
        symlink("../../secret/x.md", content.join("a/out.md")).unwrap();
        symlink("a/one.md", content.join("three.md")).unwrap();
        symlink("../b", content.join("a/to-b")).unwrap();
        symlink("../a", content.join("b/to-a")).unwrap();
        symlink(".", content.join("loop")).unwrap();
        symlink("nowhere", content.join("gone.md")).unwrap();
        symlink("somebody@somewhere.1:2", content.join(".#three.md")).unwrap();
        let Report { value: input, diagnostics } = read(&paths).unwrap();
        let expected = ["a/one.md", "a/to-b/two.md", "b/to-a/one.md", "b/two.md", "three.md"];
        assert_eq!(documents(&input), expected);
        let leads_out = format!("this is a link that leads out of `{}`", content.display());
        let loops = "this link leads to a folder that it is in";
        assert_eq!(
            messages(&diagnostics),
            [
                ("a/out.md".to_owned(), leads_out.as_str()),
                ("a/to-b/to-a".to_owned(), loops),
                ("b/to-a/out.md".to_owned(), leads_out.as_str()),
                ("b/to-a/to-b".to_owned(), loops),
                ("gone.md".to_owned(), "this link leads to nothing"),
                ("loop".to_owned(), loops),
                ("out".to_owned(), leads_out.as_str()),
            ]
        );
    }

    #[test]
    fn a_linked_folder_is_not_the_way_to_another() {
        let (root, paths) = site(&[("content/a/one.md", b""), ("content/b/two.md", b""), ("content/c/three.md", b"")]);
        let content = root.path().join("content");
        symlink("../b", content.join("a/b")).unwrap();
        symlink("../c", content.join("b/c")).unwrap();
        let Report { value: input, diagnostics } = read(&paths).unwrap();
        assert_eq!(documents(&input), ["a/b/two.md", "a/one.md", "b/c/three.md", "b/two.md", "c/three.md"]);
        assert_eq!(
            messages(&diagnostics),
            [("a/b/c".to_owned(), "this is a link to a folder inside a folder that is a link itself")]
        );
    }

    #[test]
    fn names_that_are_no_text_and_things_that_are_no_files_are_reported() {
        let (root, paths) = site(&[("content/a.md", b"")]);
        let content = root.path().join("content");
        fs::write(content.join(OsStr::from_bytes(b"b\xff.md")), "").unwrap();
        fs::write(content.join("c\n.md"), "").unwrap();
        let socket = std::os::unix::net::UnixListener::bind(content.join("d.md")).unwrap();
        let Report { value: input, diagnostics } = read(&paths).unwrap();
        drop(socket);
        assert_eq!(documents(&input), ["a.md"]);
        let messages: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        let name = "the name of this file or folder is not text";
        assert_eq!(messages, [name, name, "this is neither a file nor a folder"]);
    }
}
