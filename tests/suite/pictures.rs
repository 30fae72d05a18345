//! Pictures of a site: dimensions and sizes on its pages, what is made again after a change, what a damaged file does.

#[cfg(feature = "images")]
use crate::harness::Built;
use crate::harness::Site;
#[cfg(feature = "images")]
use expound::base::cache::MemoryCache;
use expound::pipeline::Memo;

/// A brief with one picture, and another brief.
fn site(picture: &str) -> Site {
    Site::of([
        ("expound.yaml", "title: Site\nbase_url: https://example.org/\n"),
        ("content/a/one.md", "---\ntitle: One\ndate: 2025-01-01\n---\n\nWords. ![A picture](picture.png)\n"),
        ("content/a/two.md", "---\ntitle: Two\ndate: 2025-01-02\n---\n\nWords.\n"),
        ("content/a/picture.png", picture),
        ("content/a/unnamed.png", "png 640 4 1"),
    ])
}

#[test]
fn a_picture_that_is_none_is_shown_as_it_stands() {
    let built = site("words").build(&Memo::default(), false);
    let page = built.text("a/one/index.html").unwrap();
    assert!(
        page.contains("<img src=\"/a/picture.png\" alt=\"A picture\" loading=\"lazy\" decoding=\"async\">"),
        "{page}"
    );
    assert!(built.findings().contains("one.md:6:8: warning[bad-picture]"), "{}", built.findings());
    assert!(built.copies.contains_key("a/picture.png"));
}

#[cfg(feature = "images")]
fn sizes(built: &Built) -> Vec<&str> {
    built.tree.files.keys().map(String::as_str).filter(|path| path.ends_with(".webp")).collect()
}

#[cfg(feature = "images")]
#[test]
fn a_page_names_the_sizes_that_are_there() {
    let built = site("png 700 4 1").build(&Memo::default(), false);
    assert_eq!(built.findings(), "");
    assert_eq!(sizes(&built), ["a/picture.png.480w.webp", "a/picture.png.700w.webp"]);
    let page = built.text("a/one/index.html").unwrap();
    let srcset = "srcset=\"/a/picture.png.480w.webp 480w, /a/picture.png.700w.webp 700w\"";
    let sizes = "sizes=\"(min-width: 36rem) 36rem, 100vw\"";
    assert!(page.contains(&format!("width=\"700\" height=\"4\" {srcset} {sizes} loading=\"lazy\"")), "{page}");
    let feed = built.text("feed.xml").unwrap();
    assert!(feed.contains("https://example.org/a/picture.png") && !feed.contains("webp"), "{feed}");
}

#[cfg(feature = "images")]
#[test]
fn a_damaged_picture_is_told_and_no_page_names_what_is_not_there() {
    let built = site("png 700 4 1 half").build(&Memo::default(), false);
    let findings = built.findings();
    assert!(findings.contains("warning[bad-picture] the picture `picture.png` is damaged: "), "{findings}");
    assert!(sizes(&built).is_empty());
    let page = built.text("a/one/index.html").unwrap();
    assert!(page.contains("width=\"700\" height=\"4\" loading") && !page.contains("srcset"), "{page}");
}

#[cfg(feature = "images")]
#[test]
fn a_changed_picture_is_the_work_of_the_pages_that_show_it() {
    let first = site("png 700 4 1").build(&Memo::default(), true);
    let changes = |picture: &str| {
        let built = site(picture).build(&first.outcome.memo, true);
        let old = first.hashes();
        let changed = built.hashes().into_iter().filter(|(path, hash)| old.get(path) != Some(hash));
        (built.outcome.memo.counts.lowered, changed.map(|(path, _)| path).collect::<Vec<_>>())
    };
    assert_eq!(changes("png 700 4 1"), (0, Vec::new()));
    // Other pixels: the page stays as it is, the sizes are made anew.
    let sizes = ["a/picture.png.480w.webp", "a/picture.png.700w.webp"].map(str::to_owned).to_vec();
    assert_eq!(changes("png 700 4 2"), (0, sizes));
    let (lowered, changed) = changes("png 640 4 1");
    assert_eq!(lowered, 1);
    let pages = ["a/feed.json", "a/feed.xml", "a/one/index.html"];
    assert!(pages.iter().all(|page| changed.iter().any(|path| path == page)), "{changed:?}");
    assert!(!changed.iter().any(|path| path == "a/two/index.html"), "{changed:?}");
}

#[cfg(feature = "images")]
#[test]
fn a_cache_changes_nothing_but_time() {
    let cache = MemoryCache::default();
    let site = site("png 700 4 1");
    let first = site.build_with(&cache);
    let kept = cache.len();
    assert!(kept >= 2);
    assert_eq!(site.build_with(&cache).hashes(), first.hashes());
    assert_eq!((cache.len(), site.build(&Memo::default(), false).hashes()), (kept, first.hashes()));
}

#[cfg(feature = "images")]
#[test]
fn an_authors_own_file_stays_what_it_is() {
    let mut site = site("png 700 4 1");
    site.0.insert("content/a/picture.png.480w.webp".to_owned(), "own".to_owned());
    let built = site.build(&Memo::default(), false);
    assert!(sizes(&built).is_empty());
    assert!(built.copies.contains_key("a/picture.png.480w.webp"));
    assert!(!built.text("a/one/index.html").unwrap().contains("srcset"));
}
