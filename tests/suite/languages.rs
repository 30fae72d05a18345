//! Pages speak the language that they are in: words, dates, numbers and the way to their translations.

use crate::harness::{Built, Site};
use expound::pipeline::Memo;

const SETTINGS: &str = "title: Site\nbase_url: https://example.org/\nlanguages: {uk: {title: Сайт}, zh-Hant: }\n";

fn build(files: &[(&str, &str)]) -> Built {
    Site::of([("expound.yaml", SETTINGS)].into_iter().chain(files.iter().copied())).build(&Memo::default(), false)
}

fn page(built: &Built, path: &str) -> String {
    built.text(path).unwrap_or_else(|| panic!("{path} is not among {:?}", built.hashes().keys()))
}

/// Whether a page holds each of these.
#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

#[test]
fn a_page_speaks_its_own_language_wherever_it_stands() {
    let built = build(&[
        ("content/b/2025-03-02-ar.md", "---\ntitle: موجز\nlang: ar\n---\n\nنص.\n"),
        (
            "content/b/2025-03-03-zh.md",
            "---\ntitle: 简报\nlang: zh\nauthor: 甲\nupdated: 2025-03-04\n---\n\n正文。[^a]\n\n[^a]: 注。\n",
        ),
        ("content/b/2025-03-05-uk.uk.md", "---\ntitle: Стаття\n---\n\nТекст.\n"),
    ]);
    assert_eq!(built.findings(), "");
    let arabic = page(&built, "b/2025-03-02-ar/index.html");
    // Arabic has no words of its own; what is said of the site is in the language of the site.
    holds(&arabic, &["<html lang=\"ar\" dir=\"rtl\"", "Skip to the text", "<header class=\"masthead\" lang=\"en\">"]);
    let chinese = page(&built, "b/2025-03-03-zh/index.html");
    holds(
        &chinese,
        &[
            "<html lang=\"zh\"",
            "跳至正文",
            "作者：",
            "更新于 <time datetime=\"2025-03-04\">2025年3月4日</time>",
            "阅读约 1 分钟",
            ">注释</h2>",
            "<header class=\"masthead\" lang=\"en\">",
            "<nav aria-label=\"Main\">",
        ],
    );
    assert!(!chinese.contains("dir=\"rtl\""));
    let ukrainian = page(&built, "uk/b/2025-03-05-uk/index.html");
    holds(
        &ukrainian,
        &[
            "<html lang=\"uk\"",
            "<header class=\"masthead\">",
            "<a href=\"/uk/\">Сайт</a>",
            "aria-label=\"Головне меню\"",
            "5 березня 2025",
        ],
    );
    // A list says dates in its own language, and cards say which language they are in.
    holds(&page(&built, "b/index.html"), &["lang=\"zh\"", "3 March 2025", "1 min read"]);
    holds(&page(&built, "uk/index.html"), &["5 березня 2025", "1 хв читання", "<html lang=\"uk\""]);
    assert!(!page(&built, "index.html").contains("Стаття"));
    holds(&page(&built, "404.html"), &["<html lang=\"en\"", "Page not found"]);
    assert_eq!(built.text("zh-Hant/index.html"), None, "an edition with nothing in it has no home page");
}

#[test]
fn translations_lead_to_one_another() {
    let built = build(&[
        ("content/b/a.md", "---\ntitle: A\ndate: 2025-01-01\n---\n\nText.\n"),
        ("content/b/a.uk.md", "---\ntitle: А\ndate: 2025-01-01\n---\n\nТекст.\n"),
        ("content/b/a.zh-hant.md", "---\ntitle: 甲\ndate: 2025-01-01\n---\n\n正文。\n"),
        ("content/b/c.md", "---\ntitle: C\ndate: 2025-01-01\n---\n\nText.\n"),
    ]);
    assert_eq!(built.findings(), "");
    let alternate = |language: &str, path: &str| {
        format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"https://example.org{path}\">")
    };
    let all = [("en", "/b/a/"), ("x-default", "/b/a/"), ("uk", "/uk/b/a/"), ("zh-Hant", "/zh-Hant/b/a/")];
    for (path, here) in [("b/a/index.html", "en"), ("uk/b/a/index.html", "uk"), ("zh-Hant/b/a/index.html", "zh-Hant")] {
        let text = page(&built, path);
        for (language, to) in all {
            holds(&text, &[&alternate(language, to)]);
        }
        let name = [("en", "English"), ("uk", "Українська"), ("zh-Hant", "繁體中文")];
        for (language, name) in name {
            let link = if language == here {
                format!("<span aria-current=\"true\" lang=\"{language}\">{name}</span>")
            } else {
                format!("hreflang=\"{language}\" lang=\"{language}\" rel=\"alternate\">{name}</a>")
            };
            holds(&text, &[&link]);
        }
    }
    holds(&page(&built, "b/a/index.html"), &["\"workTranslation\":[{"]);
    holds(&page(&built, "uk/b/a/index.html"), &["\"translationOfWork\":{"]);
    holds(&page(&built, "b/index.html"), &[&alternate("uk", "/uk/b/")]);
    holds(&page(&built, "index.html"), &[&alternate("zh-Hant", "/zh-Hant/")]);
    for path in ["b/c/index.html", "404.html", "data/index.html"] {
        assert!(!built.text(path).unwrap_or_default().contains("hreflang"), "{path}");
    }
    // A variety says what it has no words for in the language that it is a variety of.
    holds(&page(&built, "zh-Hant/b/a/index.html"), &["跳至正文", "2025年1月1日"]);
}

#[test]
fn words_are_laid_over_one_another() {
    let brief = ("content/b/2025-01-01-a.md", "---\ntitle: A\nlang: de\n---\n\nText.\n");
    let own = ("themes/default/i18n/de.yaml", "skip: Gleich zum Text\n");
    let built = build(&[brief, own]);
    assert_eq!(built.findings(), "");
    holds(&page(&built, "b/2025-01-01-a/index.html"), &["Gleich zum Text", "1 Min. Lesezeit"]);
    // A language that the program does not know, by a file of the site.
    let brief = ("content/b/2025-01-01-a.md", "---\ntitle: A\nlang: pl\nauthor: [B, C]\n---\n\nText.\n");
    let own = ("themes/default/i18n/pl.yaml", "skip: Przejdź do tekstu\nand: i\nminutes: \"{n} min czytania\"\n");
    let built = build(&[brief, own]);
    assert_eq!(built.findings(), "");
    let text = page(&built, "b/2025-01-01-a/index.html");
    holds(&text, &["Przejdź do tekstu", "</a> i <a", "1 min czytania", "Where you are"]);
}

#[test]
fn what_one_language_withholds_the_others_may_show() {
    let picture = ("content/b/a/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let own = ("content/b/a/index.md", "---\ntitle: A\ndate: 2025-01-01\nimage: p.svg\n---\n\nText.\n");
    let draft =
        ("content/b/a/index.uk.md", "---\ntitle: А\ndate: 2025-01-01\nimage: p.svg\ndraft: true\n---\n\nТекст.\n");
    let built = build(&[picture, own, draft]);
    assert_eq!(built.findings(), "");
    assert!(built.hashes().contains_key("b/a/p.svg"));
    assert_eq!(built.text("uk/index.html"), None);
    let gone = ("content/b/a/index.md", "---\ntitle: A\ndate: 2025-01-01\nimage: p.svg\ndraft: true\n---\n\nText.\n");
    let built = build(&[picture, gone, draft]);
    assert!(!built.hashes().contains_key("b/a/p.svg"));
}
