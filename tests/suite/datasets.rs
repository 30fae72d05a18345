//! Pages of datasets as the default theme makes them: nothing in a table is markup, long tables are cut, and what
//! describes a dataset for programs is what the standard asks for.

use crate::harness::{Built, Site};
use expound::pipeline::Memo;
use serde_json::Value;

const SOURCES: &str =
    "s: {title: A source, publisher: \"<b>Press</b>\", url: \"https://example.com/s\"}\nt: {title: Other}\n";
const BRIEF: &str = "---\ntitle: First\ndate: 2025-01-01\n---\n\n```chart\ntype: column\ntitle: Trade grew\nsubtitle: Units\ndata: trade\nx: words\ny: total\nsource: s\nalt: A.\n```\n";
const DESCRIPTOR: &str = "name: trade\ntitle: 'Say \"<i>trade</i>\" & more'\npath: trade.csv\nkey: year\nschema:\n  missingValues: ['', '?']\n  fields:\n    - {name: year, type: year}\n    - {name: total, type: number, unit: '\"<u>%'}\n    - {name: words, type: string, description: '<s>'}\nlicenses: [{title: '<script>alert(3)</script>', name: Terms, path: 'javascript:alert(4)'}]\n";

fn site(rows: &str) -> Site {
    Site::of([
        ("expound.yaml", "title: Site\nbase_url: https://example.org/\n"),
        ("content/sources.yaml", SOURCES),
        ("content/a/brief.md", BRIEF),
        ("content/a/other.md", "---\ntitle: Second\ndate: 2025-01-02\n---\n\nWords.\n"),
        ("content/data/trade.yaml", DESCRIPTOR),
        ("content/data/trade.csv", rows),
    ])
}

const ROWS: &str =
    "year,total,words,source\n2021,1,<script>alert(1)</script>,s\n2022,?,\"\"\"&\",s\n2022,3,x,t\n2023,4,y,s\n";

fn built(site: &Site) -> Built {
    let built = site.build(&Memo::default(), true);
    assert!(!built.findings().contains("error["), "{}", built.findings());
    built
}

fn text(built: &Built, path: &str) -> String {
    built.text(path).unwrap_or_else(|| panic!("{path} is not published"))
}

/// What the first object of the JSON-LD of a page says.
fn about(page: &str) -> Value {
    let json = page.split_once("application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let json: Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["@context"], "https://schema.org");
    json.get("@graph").map_or(json.clone(), |graph| graph[0].clone())
}

#[test]
fn nothing_in_a_table_or_its_descriptor_is_markup() {
    let built = built(&site(&ROWS.replace("2022,?", "2022,2")));
    for path in ["data/index.html", "data/trade/index.html", "disputed/index.html"] {
        let page = text(&built, path);
        for trap in ["<script>alert", "<i>trade", "<u>%", "<s>", "<b>Press", "href=\"javascript:"] {
            assert!(!page.contains(trap), "{path} holds {trap}");
        }
        let (all, own) = (page.matches("<script").count(), page.matches("<script src=\"/assets/site.").count());
        assert_eq!(all - own, usize::from(path == "data/trade/index.html"), "{path}");
    }
    let page = text(&built, "data/trade/index.html");
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    // What stands in an element for scripts must be JSON, and nothing else.
    let json = about(&page);
    assert_eq!((&json["@type"], &json["name"]), (&"Dataset".into(), &"Say \"<i>trade</i>\" & more".into()));
    assert_eq!(json["distribution"][0]["contentUrl"], "https://example.org/data/trade.csv");
}

#[test]
fn a_long_table_is_cut_and_leads_to_the_file() {
    let rows = (0..1234).map(|row| format!("{row},{row}\n"));
    let rows = format!("year,total\n{}", rows.collect::<String>());
    let mut site = site(&rows);
    site.0.remove("content/a/brief.md");
    site.0.insert("content/data/trade.yaml".to_owned(), "name: trade\npath: trade.csv\n".to_owned());
    let page = text(&built(&site), "data/trade/index.html");
    assert_eq!(page.matches("<tr>").count(), 501);
    assert!(page.contains("The first 500 of 1,234 rows."), "{page}");
    assert!(page.contains("<a href=\"/data/trade.csv\" type=\"text/csv\">"), "{page}");
}

#[test]
fn a_data_package_is_what_the_standard_asks_for() {
    let built = built(&site(ROWS));
    let package: Value = serde_json::from_str(&text(&built, "data/trade/datapackage.json")).unwrap();
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    assert_eq!(package["homepage"], "https://example.org/data/trade/");
    let resource = &package["resources"][0];
    assert_eq!((&resource["name"], &resource["type"]), (&"trade".into(), &"table".into()));
    // A path is a full address, or stays below the package.
    assert_eq!(resource["path"], "https://example.org/data/trade.csv");
    let schema = &resource["schema"];
    let fields: Vec<(&str, &str)> = schema["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| (field["name"].as_str().unwrap(), field["type"].as_str().unwrap()))
        .collect();
    assert_eq!(fields, [("year", "year"), ("total", "number"), ("words", "string"), ("source", "string")]);
    assert_eq!(schema["fields"][1]["unit"], "\"<u>%");
    assert_eq!(schema["fields"][2]["description"], "<s>");
    assert_eq!(schema["missingValues"], serde_json::json!(["", "?"]));
    assert_eq!(schema["primaryKey"], serde_json::json!(["year", "source"]));
    assert_eq!(package["licenses"][0]["name"], "Terms");
    assert_eq!(package["sources"][0], serde_json::json!({"title": "A source", "path": "https://example.com/s"}));
}

#[test]
fn a_changed_cell_is_the_work_of_the_pages_that_show_it() {
    let mut site = site(ROWS);
    let first = built(&site);
    site.0.insert("content/data/trade.csv".to_owned(), ROWS.replace("2021,1,", "2021,2,"));
    let second = site.build(&first.outcome.memo, true);
    let (old, new) = (first.hashes(), second.hashes());
    let changed: Vec<&String> =
        new.iter().filter(|(path, hash)| old.get(*path) != Some(*hash)).map(|(p, _)| p).collect();
    let pages: Vec<&&String> = changed.iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, [&"a/brief/index.html", &"data/trade/index.html"]);
    // The brief, whose chart is another, and the dataset.
    assert_eq!((second.outcome.memo.counts.lowered, second.outcome.memo.counts.rendered), (1, 2));
    assert_eq!(second.hashes(), built(&site).hashes());
}

#[test]
fn a_site_without_disputes_has_no_page_of_them() {
    let built = built(&site("year,total,words,source\n2021,1,a,s\n2022,2,b,t\n"));
    assert!(built.text("disputed/index.html").is_none());
    assert!(!text(&built, "index.html").contains("/disputed/"));
    let without = Site::of([("content/a.md", "# A\n\nWords.\n")]).build(&Memo::default(), true);
    assert!(without.text("data/index.html").is_none());
    assert!(!text(&without, "index.html").contains("/data/"));
}
