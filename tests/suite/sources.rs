//! Pages of sources as the default theme makes them: what rests on a source is shown with its place, nothing in a source is
//! markup, and what nobody cites has no page.

use crate::harness::{Built, Site};
use expound::base::{Moment, Place, Source};
use expound::config::{self, Config};
use expound::data::Shelf;
use expound::lower::{Page, Reference, Rests, World};
use expound::parse::{ParseOptions, parse};
use expound::pipeline::Memo;
use expound::site::{self, Clock, PageId, Surroundings};
use expound::sources::read_library;
use expound::theme::{self, Presenter, Uses};
use serde_json::{Value, json};
use std::sync::Arc;

const LIBRARY: &str = "a: {title: The first, publisher: Press}\nb: {title: The second, author: Anna Eins}\nc: {title: The third, publisher: press, language: de}\n";

/// The views and pages that a site of three briefs, the last of which is in German, makes of what rests on its sources.
fn presented<T>(references: [Vec<Reference>; 3], look: impl FnOnce(&Presenter<'_>, &Uses) -> T) -> T {
    let config: Config = config::read(&source("expound.yaml", "title: Site\nbase_url: https://example.org/\n")).value;
    let library = read_library(&source("sources.yaml", LIBRARY)).value;
    let theme = theme::load(&[], &config, &|_| Place::file("expound.yaml")).value;
    let tables = Shelf::default();
    let facts: Vec<_> = ["2025-01-01-old", "2025-02-02-new", "2025-01-15-german"]
        .iter()
        .map(|name| {
            let lang = if name.ends_with("german") { "lang: de\n" } else { "" };
            let document = source(&format!("{name}.md"), &format!("---\ntitle: <{name}>\n{lang}---\n\nWords.\n"));
            let draft = parse(&document, &ParseOptions::of(&config)).value;
            Arc::new(site::facts(&document, &draft))
        })
        .collect();
    let now = Moment::parse("2026-01-01").unwrap().instant(config.timezone);
    let keys: Vec<&str> = library.keys().collect();
    let settings = Place::file("expound.yaml");
    let around = Surroundings {
        config: &config,
        clock: Clock { now, timezone: config.timezone, preview: false },
        files: &[],
        place: &|_, _| Place::file("expound.yaml"),
        file_place: &|_| Place::file("expound.yaml"),
        settings: &settings,
        made: &[],
        fixed: &[],
        datasets: &[],
        archives: false,
        shows_data: false,
        cards: false,
        sources: &keys,
        search: &[],
    };
    let atlas = site::atlas(&facts, &around).value;
    let font = &theme.font.metrics;
    let world = World {
        config: &config,
        atlas: &atlas,
        library: &library,
        font,
        tables: &tables,
        pictures: &Default::default(),
        lists_numbers: false,
        cards: false,
        external: false,
        columns: theme.columns(),
        measure: theme.measure(),
    };
    let pages: Vec<(PageId, Arc<Page>)> = references
        .into_iter()
        .enumerate()
        .map(|(at, references)| (PageId(at as u32), Arc::new(Page { references, ..Page::default() })))
        .collect();
    look(&Presenter::new(world, &theme, &[]), &Uses::of(&pages, world))
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), shown: path.into(), text: text.to_owned() }
}

fn reference(source: &str, what: Rests, anchor: &str, alone: bool) -> Reference {
    Reference { source: source.into(), what, anchor: anchor.into(), alone }
}

/// A sentence of one source with two numbers, one of two sources, a chart, a figure without words, a German sentence.
fn references() -> [Vec<Reference>; 3] {
    let one: Arc<str> = "From <1> to 2 & more.".into();
    let two: Arc<str> = "Said by two.".into();
    [
        vec![
            reference("a", Rests::Number("<1>".into(), Arc::clone(&one)), "ref:1:a", true),
            reference("a", Rests::Number("2".into(), Arc::clone(&one)), "ref:2:a", true),
            reference("a", Rests::Sentence(one), "ref:3:a", true),
            reference("a", Rests::Sentence(Arc::clone(&two)), "ref:4:a", false),
            reference("b", Rests::Sentence(two), "ref:4:a", false),
        ],
        vec![
            reference("a", Rests::Chart("Trade \"doubled\"".into()), "ref:1:a", true),
            reference("b", Rests::Figure("".into()), "ref:2:a", true),
        ],
        vec![reference("a", Rests::Sentence("Der Handel wuchs.".into()), "ref:1:a", true)],
    ]
}

/// What the first object of the JSON-LD of a page says.
fn about(page: &str) -> Value {
    let json = page.split_once("application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let json: Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["@context"], "https://schema.org");
    json.get("@graph").map_or(json.clone(), |graph| graph[0].clone())
}

#[test]
fn a_page_shows_what_rests_on_its_source_newest_first() {
    let view: Value = presented(references(), |presenter, uses| {
        assert!(presenter.source(2, uses).is_none(), "nothing rests on the third");
        serde_json::to_value(presenter.source(0, uses).unwrap()).unwrap()
    });
    let link = |title: &str, url: &str| json!({"title": title, "url": url, "count": null});
    let shown: Vec<(&Value, &Value)> =
        view["cited_by"].as_array().unwrap().iter().map(|of| (&of["page"]["url"], &of["lang"])).collect();
    let pages = ["/2025-02-02-new/", "/2025-01-15-german/", "/2025-01-01-old/"].map(Value::from);
    assert_eq!(shown, [(&pages[0], &"en".into()), (&pages[1], &"de".into()), (&pages[2], &"en".into())]);
    assert_eq!(
        view["cited_by"][2]["passages"],
        json!([
            {
                "kind": "sentence", "text": "From <1> to 2 & more.", "url": "/2025-01-01-old/#ref:1:a", "is_alone": true,
                "numbers": [link("<1>", "/2025-01-01-old/#ref:1:a"), link("2", "/2025-01-01-old/#ref:2:a")],
            },
            {
                "kind": "sentence", "text": "Said by two.", "url": "/2025-01-01-old/#ref:4:a", "is_alone": false,
                "numbers": [],
            },
        ])
    );
    assert_eq!(view["cited_by"][0]["passages"][0]["kind"], "chart");
    assert_eq!(view["alone"], 3);
}

#[test]
fn the_list_counts_what_rests_on_each_source_and_on_one_alone() {
    let view: Value = presented(references(), |presenter, uses| serde_json::to_value(presenter.sources(uses)).unwrap());
    let publishers = view["publishers"].as_array().unwrap();
    let names: Vec<&Value> = publishers.iter().map(|publisher| &publisher["name"]).collect();
    assert_eq!(names, [&Value::from("Anna Eins"), &"Press".into()]);
    let [second, first] = [0, 1].map(|at| &publishers[at]["sources"][0]);
    // Four passages of three pages; two of them are sentences that nothing else is named for.
    assert_eq!((&first["uses"], &first["alone"]), (&4.into(), &2.into()));
    assert_eq!((&second["uses"], &second["alone"]), (&2.into(), &0.into()));
    assert_eq!((&view["total"], &view["sentences"], &view["alone"]), (&2.into(), &3.into(), &2.into()));
}

#[test]
fn the_default_theme_links_each_passage_to_its_place() {
    let [page, list] = presented(references(), |presenter, uses| {
        let source = presenter.render("source.html", &presenter.source(0, uses).unwrap(), 0);
        let sources = presenter.render("sources.html", &presenter.sources(uses), 0);
        [source, sources].map(|rendered| {
            assert!(rendered.diagnostics.is_empty(), "{:?}", rendered.diagnostics);
            String::from_utf8(rendered.value.unwrap()).unwrap()
        })
    });
    for wanted in [
        "<li class=\"sole\"><a href=\"/2025-01-01-old/#ref:1:a\">From &lt;1&gt; to 2 &amp; more.</a>",
        "Checked: <a href=\"/2025-01-01-old/#ref:1:a\">&lt;1&gt;</a>, <a href=\"/2025-01-01-old/#ref:2:a\">2</a>",
        "<li><a href=\"/2025-01-01-old/#ref:4:a\">Said by two.</a></li>",
        "<span class=\"kicker\">Chart</span> <a href=\"/2025-02-02-new/#ref:1:a\">Trade &quot;doubled&quot;</a>",
        "<a href=\"/2025-01-15-german/#ref:1:a\" lang=\"de\">Der Handel wuchs.</a>",
        "3 sentences, charts and figures rest on this source alone.",
    ] {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
    assert!(list.contains("Of 3 sentences with a source, 2 rest on one source alone."), "{list}");
    assert!(list.contains("the only source of 2 sentences"), "{list}");
    assert!(!list.contains("The third"), "{list}");
}

/// A site with one brief.
fn site(sources: &str, body: &str) -> Site {
    Site::of([
        ("expound.yaml", "title: Site\nbase_url: https://example.org/\n"),
        ("content/sources.yaml", sources),
        ("content/a/brief.md", &format!("---\ntitle: First\ndate: 2025-01-01\n---\n\n{body}\n")),
        ("content/a/other.md", "---\ntitle: Second\ndate: 2025-01-02\n---\n\nWords.\n"),
    ])
}

fn text(built: &Built, path: &str) -> String {
    assert!(!built.findings().contains("error["), "{}", built.findings());
    built.text(path).unwrap_or_else(|| panic!("{path} is not published"))
}

#[test]
fn nothing_in_a_source_is_markup() {
    let trap = |name: &str| format!("'</script><b>{name}</b>\"'");
    let fields = ["title", "author", "editor", "in", "volume", "issue", "pages", "edition", "publisher", "place"];
    let more = ["isbn", "licence", "type", "language", "quote", "note"];
    let entry: Vec<String> = fields.iter().chain(&more).map(|field| format!("{field}: {}", trap(field))).collect();
    let entry = format!("s: {{{}, doi: '10.1000/<b>doi</b>\"', url: 'https://example.com/<b>\"'}}\n", entry.join(", "));
    let built = site(&entry, "Words.[^s]").build(&Memo::default(), true);
    for path in ["sources/s/index.html", "sources/index.html"] {
        let page = text(&built, path);
        assert!(!page.contains("<b>"), "{page}");
        assert_eq!(page.matches("<script").count(), usize::from(path == "sources/s/index.html"), "{page}");
    }
    let page = text(&built, "sources/s/index.html");
    let json = about(&page);
    assert_eq!(json["name"], "</script><b>title</b>\"");
    assert_eq!(json["sameAs"], "https://doi.org/10.1000/<b>doi</b>\"");
}

#[test]
fn what_a_publication_is_has_the_word_of_schema_org() {
    let kind = |fields: &str| {
        let built = site(&format!("s: {{title: A source, {fields}}}\n"), "Words.[^s]").build(&Memo::default(), true);
        let page = text(&built, "sources/s/index.html");
        let json = about(&page);
        assert_eq!(json["@type"], "CreativeWork");
        let kind =
            json["additionalType"].as_str().map_or("CreativeWork", |it| it.trim_start_matches("https://schema.org/"));
        kind.to_owned()
    };
    for (fields, wanted) in [
        ("type: Journal article", "ScholarlyArticle"),
        ("type: article, doi: 10.1000/1", "ScholarlyArticle"),
        ("type: article", "Article"),
        ("type: dataset", "Dataset"),
        ("type: report", "Report"),
        ("type: book", "Book"),
        ("type: something else", "CreativeWork"),
        ("publisher: Nobody", "CreativeWork"),
    ] {
        assert_eq!(kind(fields), wanted, "{fields}");
    }
}

#[test]
fn a_source_has_a_page_while_something_rests_on_it() {
    let sources = "s: {title: A source}\nt: {title: Other}\n";
    let cited = site(sources, "Words.[^s]");
    let first = cited.build(&Memo::default(), true);
    text(&first, "sources/s/index.html");
    assert!(first.text("sources/t/index.html").is_none());
    assert!(!text(&first, "sources/index.html").contains("Other"));
    let address = "https://example.org/sources/";
    let sitemap = text(&first, "sitemap.xml");
    assert!(sitemap.contains(&format!("{address}s/")) && !sitemap.contains(&format!("{address}t/")), "{sitemap}");

    let other = site(sources, "Words.[^t]");
    let second = other.build(&first.outcome.memo, true);
    assert!(second.text("sources/s/index.html").is_none());
    text(&second, "sources/t/index.html");
    assert_eq!(second.hashes(), other.build(&Memo::default(), false).hashes());

    let none = Site::of([("content/a.md", "# A\n\nWords.\n")]).build(&Memo::default(), true);
    assert!(none.text("sources/index.html").is_none());
    assert!(!text(&none, "index.html").contains("/sources/"));
}

#[test]
fn a_title_changes_the_page_of_a_source_that_shows_it_and_an_unused_source_nothing() {
    let sources = "s: {title: A source}\n";
    let mut site = site(sources, "Words.[^s]");
    let first = site.build(&Memo::default(), true);
    let changed = |site: &Site| {
        let second = site.build(&first.outcome.memo, true);
        let (old, new) = (first.hashes(), second.hashes());
        let paths = new.iter().filter(|(path, hash)| path.ends_with(".html") && old.get(*path) != Some(*hash));
        paths.map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    site.0.insert("content/sources.yaml".to_owned(), format!("{sources}t: {{title: Other}}\n"));
    assert_eq!(changed(&site), [""; 0]);
    site.0.insert("content/sources.yaml".to_owned(), sources.to_owned());
    let brief = site.0["content/a/brief.md"].replace("title: First", "title: Changed");
    site.0.insert("content/a/brief.md".to_owned(), brief);
    let pages = changed(&site);
    assert!(pages.contains(&"sources/s/index.html".to_owned()), "{pages:?}");
    assert!(!pages.contains(&"sources/index.html".to_owned()), "{pages:?}");
}
