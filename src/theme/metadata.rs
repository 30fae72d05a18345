//! Views → JSON-LD in the words of schema.org, escaped for the `<script>` element that it stands in.

use super::present::form_of;
use super::view::{AuthorView, CorrectionView, HeadView, PageView};
use crate::base::escape;
use crate::base::partial_date::PartialDate;
use crate::config::Config;
use crate::data::Dataset;
use crate::sources::{NameParts, Publication};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The `<script>` element of a page: what it is about, each thing an object of JSON, and the way to it from the home page;
/// nothing where neither is known. `origin` is the address of the site's host.
pub(super) fn script(mut about: Vec<String>, head: &HeadView, origin: Option<&str>) -> Option<String> {
    about.extend(breadcrumbs(head, origin).as_ref().map(written));
    let graph = match &about[..] {
        [] => return None,
        [one] => format!("{},\"@context\":\"https://schema.org\"}}", one.strip_suffix('}')?),
        all => format!("{{\"@graph\":[{}],\"@context\":\"https://schema.org\"}}", all.join(",")),
    };
    Some(escape::json_in_html(&graph))
}

/// Something as JSON. Every brief has an article, so it is written straight, with no value of `serde_json` in between.
fn written(it: &impl Serialize) -> String {
    // Texts and numbers can always be written.
    serde_json::to_string(it).unwrap_or_default()
}

#[derive(Serialize)]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: Cow<'a, str>,
}

/// The way from the home page. Search engines want full addresses, and at least two steps.
fn breadcrumbs<'a>(head: &'a HeadView, origin: Option<&str>) -> Option<Breadcrumbs<'a>> {
    let (origin, permalink) = (origin?, head.permalink.as_ref()?);
    let step = |position, name, item| Step { kind: "ListItem", position, name, item };
    let way = head.breadcrumbs.iter().enumerate().filter(|(_, link)| !link.url.is_empty());
    let full = |url: &str| [origin, url].concat().into();
    let mut steps: Vec<Step<'_>> = way.map(|(at, link)| step(at + 1, &link.title, full(&link.url))).collect();
    if steps.is_empty() {
        return None;
    }
    steps.push(step(steps.len() + 1, &head.title, permalink.into()));
    Some(Breadcrumbs { kind: "BreadcrumbList", steps })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Who<'a>>,
    publisher: Publisher<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<Value>,
    word_count: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Value>,
}

/// Who writes: a person, or a desk or an institution where the name tells.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Who<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_title: Option<&'a str>,
}

impl<'a> Who<'a> {
    fn of(author: &'a AuthorView) -> Self {
        let is_person = !author.name.contains(' ') || !NameParts::guess(&author.name).given.is_empty();
        Self {
            kind: if is_person { "Person" } else { "Organization" },
            name: &author.name,
            url: author.website.as_deref(),
            job_title: author.role.as_deref().filter(|_| is_person),
        }
    }
}

#[derive(Serialize)]
struct Publisher<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// The article that a brief is. `cited` is what it cites.
pub(super) fn article(view: &PageView<'_>, cited: &[&Publication], config: &Config) -> String {
    let others = view.head.translations.iter().filter(|it| !it.current);
    let works = others
        .filter_map(|it| Some((it, json!({"@type": "Article", "inLanguage": it.lang, "url": it.permalink.as_ref()?}))));
    // What stands in the site's own language is the original.
    let (originals, translations): (Vec<_>, Vec<_>) = works.partition(|(it, _)| it.is_default);
    let is_original = view.head.translations.iter().any(|it| it.current && it.is_default);
    let translations = if is_original { translations } else { Vec::new() };
    let tags = view.taxonomies.iter().filter(|of| of.name == "tags").flat_map(|of| &of.terms);
    let permalink = view.head.permalink.as_deref();
    written(&Article {
        kind: "Article",
        headline: &view.head.title,
        description: Some(view.head.description.as_str()).filter(|text| !text.is_empty()),
        in_language: &view.head.lang,
        date_published: view.date.as_ref().map(|date| date.full.as_str()),
        date_modified: view.changed.as_ref().or(view.date.as_ref()).map(|date| date.full.as_str()),
        author: view.authors.iter().map(Who::of).collect(),
        publisher: publisher(config),
        image: view.head.card_image.as_deref().map(|image| [image]),
        main_entity_of_page: permalink,
        url: permalink,
        translation_of_work: originals.into_iter().next().map(|(_, work)| work),
        work_translation: translations.into_iter().map(|(_, work)| work).collect(),
        word_count: view.words,
        correction: view.corrections.iter().map(correction).collect(),
        keywords: tags.map(|term| term.title.as_str()).collect(),
        citation: cited.iter().map(|publication| citation(publication)).collect(),
    })
}

fn correction(correction: &CorrectionView) -> Value {
    let mut comment = json!({"@type": "CorrectionComment", "text": correction.text});
    if let Some(date) = &correction.date {
        comment["datePublished"] = json!(date.full);
    }
    comment
}

/// A dataset. `file` is the full address of its file, where that is known; `cited` is what it rests on.
pub(super) fn dataset(
    head: &HeadView,
    dataset: &Dataset,
    file: Option<&str>,
    cited: &[Publication],
    config: &Config,
) -> Value {
    let mut it = Map::new();
    it.insert("@type".to_owned(), json!("Dataset"));
    it.insert("name".to_owned(), json!(head.title));
    it.insert("identifier".to_owned(), json!(dataset.name));
    let mut set = |key: &str, value: Option<Value>| _ = value.map(|value| it.insert(key.to_owned(), value));
    // Search engines want a description of every dataset.
    set("description", Some(json!(dataset.description.as_deref().unwrap_or(&head.title))));
    set("inLanguage", Some(json!(head.lang)));
    set("url", head.permalink.as_ref().map(|url| json!(url)));
    let licences: Vec<&String> = dataset
        .licences
        .iter()
        .filter_map(|of| of.address.as_ref().or(of.name.as_ref()).or(of.title.as_ref()))
        .collect();
    set("license", (!licences.is_empty()).then(|| json!(licences)));
    set("creator", Some(json!(publisher(config))));
    let columns: Vec<&str> = dataset
        .table
        .columns
        .iter()
        .filter(|column| dataset.holds_figures(column))
        .map(|column| column.label())
        .collect();
    set("variableMeasured", (!columns.is_empty()).then(|| json!(columns)));
    let mime = form_of(&dataset.path).1;
    let download = |url| json!([{"@type": "DataDownload", "encodingFormat": mime, "contentUrl": url}]);
    set("distribution", file.map(download));
    let citations: Vec<Value> = cited.iter().map(citation).collect();
    set("citation", (!citations.is_empty()).then(|| json!(citations)));
    Value::Object(it)
}

/// A publication that the site cites. `head` is that of the page about it, which is not the publication itself.
pub(super) fn source(head: &HeadView, publication: &Publication) -> Value {
    let mut it = citation(publication);
    // The page is about the work and does not hold it: as an article it would lack most of what programs look for.
    it["@type"] = json!("CreativeWork");
    let mut set = |key: &str, value: Option<Value>| _ = value.map(|value| it[key] = value);
    let person = |name: &String| json!({"@type": "Person", "name": name});
    let people = |names: &[String]| (!names.is_empty()).then(|| json!(names.iter().map(person).collect::<Vec<_>>()));
    let kind = Some(type_of(publication)).filter(|kind| *kind != "CreativeWork");
    set("additionalType", kind.map(|kind| json!(format!("https://schema.org/{kind}"))));
    set("mainEntityOfPage", head.permalink.as_ref().map(|url| json!(url)));
    set("editor", people(&publication.editors));
    // Schema.org wants a date of ISO 8601, which has no form for quarters; of a run of years it would be an interval.
    let date = publication.date.filter(|date| !matches!(date, PartialDate::Quarter(..) | PartialDate::Years(..)));
    set("datePublished", date.map(|date| json!(date.to_string())));
    set("isPartOf", publication.container.as_ref().map(|name| part_of(name, publication)));
    set("pagination", publication.pages.as_ref().map(|pages| json!(pages)));
    set("bookEdition", publication.edition.as_ref().filter(|_| is_book(publication)).map(|edition| json!(edition)));
    set("isbn", publication.isbn.as_ref().filter(|_| is_book(publication)).map(|isbn| json!(isbn)));
    set("inLanguage", publication.language.as_ref().map(|language| json!(language)));
    set("license", publication.licence.as_ref().map(|licence| json!(licence)));
    set("archivedAt", publication.archived.as_ref().map(|copy| json!(copy.url)));
    let doi = |doi: &String| json!({"@type": "PropertyValue", "propertyID": "DOI", "value": doi});
    set("identifier", publication.doi.as_ref().map(doi));
    set("sameAs", publication.doi.as_ref().map(|doi| json!(format!("https://doi.org/{doi}"))));
    it
}

fn is_book(publication: &Publication) -> bool {
    type_of(publication) == "Book"
}

/// What a publication appeared in. A volume or an issue is a part of its own, which is part of the periodical.
fn part_of(name: &str, publication: &Publication) -> Value {
    let is_periodical = publication.volume.is_some() || publication.issue.is_some();
    let whole = json!({"@type": if is_periodical { "Periodical" } else { "CreativeWork" }, "name": name});
    let volume = match &publication.volume {
        Some(volume) => json!({"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": whole}),
        None => whole,
    };
    match &publication.issue {
        Some(issue) => json!({"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": volume}),
        None => volume,
    }
}

/// The type of schema.org for the free word of a source's entry. The words are those that people write, those of BibTeX and
/// those of the Citation Style Language.
fn type_of(publication: &Publication) -> &'static str {
    let kind = publication.kind.as_deref().unwrap_or_default().to_lowercase().replace([' ', '_'], "-");
    match &*kind {
        "journal-article" | "article-journal" | "scholarly-article" | "paper" | "preprint" | "inproceedings"
        | "paper-conference" | "working-paper" => "ScholarlyArticle",
        // In BibTeX an article stands in a journal; elsewhere any piece is one.
        "article" if publication.doi.is_some() || publication.volume.is_some() => "ScholarlyArticle",
        "article" | "article-magazine" => "Article",
        "news" | "news-article" | "newspaper" | "article-newspaper" => "NewsArticle",
        "dataset" | "data" | "database" | "statistics" => "Dataset",
        "report" | "techreport" | "technical-report" => "Report",
        "book" => "Book",
        "chapter" | "inbook" | "incollection" => "Chapter",
        "thesis" | "phdthesis" | "mastersthesis" => "Thesis",
        "website" => "WebSite",
        "webpage" | "web-page" | "online" => "WebPage",
        "blog-post" | "post-weblog" | "blog" => "BlogPosting",
        "law" | "legislation" => "Legislation",
        "map" => "Map",
        _ => "CreativeWork",
    }
}

fn citation(publication: &Publication) -> Value {
    let mut work = json!({"@type": "CreativeWork", "name": publication.title});
    if let Some(url) = publication.address() {
        work["url"] = json!(url);
    }
    let is_publisher = |name: &String| publication.publisher.as_ref() == Some(name);
    let author = |name: &String| {
        let is_whole = publication.parts_of(name).given.is_empty() && name.contains(' ');
        let kind = if is_publisher(name) || is_whole { "Organization" } else { "Person" };
        json!({"@type": kind, "name": name})
    };
    if !publication.authors.is_empty() {
        work["author"] = json!(publication.authors.iter().map(author).collect::<Vec<Value>>());
    }
    if let Some(publisher) = &publication.publisher {
        work["publisher"] = json!({"@type": "Organization", "name": publisher});
    }
    work
}

/// The site that a home page opens, which has a name in the language of that page, and who publishes it.
pub(super) fn website(head: &HeadView, name: &str, config: &Config) -> Vec<String> {
    let mut site = json!({"@type": "WebSite", "name": name, "inLanguage": head.lang});
    let mut organization = json!(publisher(config));
    if let Some(url) = &head.permalink {
        site["url"] = json!(url);
    }
    if !head.description.is_empty() {
        site["description"] = json!(head.description);
        organization["description"] = json!(head.description);
    }
    if let Some(image) = &head.card_image {
        organization["logo"] = json!(image);
    }
    site["publisher"] = json!(publisher(config));
    vec![site.to_string(), organization.to_string()]
}

fn publisher(config: &Config) -> Publisher<'_> {
    Publisher { kind: "Organization", name: &config.title, url: config.base_url.as_deref() }
}
