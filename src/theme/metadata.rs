//! Views → JSON-LD in the words of schema.org, escaped for the `<script>` element that it stands in.

use super::present::form_of;
use super::view::{AuthorView, CorrectionView, HeadView, PageView};
use crate::base::escape;
use crate::base::partial_date::PartialDate;
use crate::config::Config;
use crate::data::Dataset;
use crate::sources::{NameParts, Publication};
use serde_json::{Map, Value, json};

/// The `<script>` element of a page: what it is about, and the way to it from the home page; nothing where neither is known.
/// `origin` is the address of the site's host.
pub(super) fn script(mut about: Vec<Value>, head: &HeadView, origin: Option<&str>) -> Option<String> {
    about.extend(breadcrumbs(head, origin));
    let mut graph = match &mut about[..] {
        [] => return None,
        [one] => one.take(),
        _ => json!({"@graph": about}),
    };
    graph["@context"] = json!("https://schema.org");
    Some(escape::json_in_html(&graph.to_string()))
}

/// The way from the home page. Search engines want full addresses, and at least two steps.
fn breadcrumbs(head: &HeadView, origin: Option<&str>) -> Option<Value> {
    let (origin, permalink) = (origin?, head.permalink.as_ref()?);
    let step = |(at, name, item): (usize, &str, String)| json!({"@type": "ListItem", "position": at, "name": name, "item": item});
    let way = head.breadcrumbs.iter().enumerate().filter(|(_, link)| !link.url.is_empty());
    let mut steps: Vec<Value> =
        way.map(|(at, link)| step((at + 1, &link.title, format!("{origin}{}", link.url)))).collect();
    if steps.is_empty() {
        return None;
    }
    steps.push(step((steps.len() + 1, &head.title, permalink.clone())));
    Some(json!({"@type": "BreadcrumbList", "itemListElement": steps}))
}

/// The article that a brief is. `cited` is what it cites.
pub(super) fn article(view: &PageView<'_>, cited: &[&Publication], config: &Config) -> Value {
    let mut article = Map::new();
    article.insert("@type".to_owned(), json!("Article"));
    article.insert("headline".to_owned(), json!(view.head.title));
    let mut set = |key: &str, value: Option<Value>| _ = value.map(|value| article.insert(key.to_owned(), value));
    set("description", (!view.head.description.is_empty()).then(|| json!(view.head.description)));
    set("inLanguage", Some(json!(view.head.lang)));
    set("datePublished", view.date.as_ref().map(|date| json!(date.full)));
    set("dateModified", view.changed.as_ref().or(view.date.as_ref()).map(|date| json!(date.full)));
    let authors: Vec<Value> = view.authors.iter().map(author).collect();
    set("author", (!authors.is_empty()).then(|| json!(authors)));
    set("publisher", Some(publisher(config)));
    set("image", view.head.card_image.as_ref().map(|image| json!([image])));
    set("mainEntityOfPage", view.head.permalink.as_ref().map(|url| json!(url)));
    set("url", view.head.permalink.as_ref().map(|url| json!(url)));
    let others = view.head.translations.iter().filter(|it| !it.current);
    let works = others
        .filter_map(|it| Some((it, json!({"@type": "Article", "inLanguage": it.lang, "url": it.permalink.as_ref()?}))));
    // What stands in the site's own language is the original.
    let (originals, translations): (Vec<_>, Vec<_>) = works.partition(|(it, _)| it.is_default);
    let is_original = view.head.translations.iter().any(|it| it.current && it.is_default);
    set("translationOfWork", originals.into_iter().next().map(|(_, work)| work));
    let translations: Vec<Value> = translations.into_iter().map(|(_, work)| work).collect();
    set("workTranslation", (is_original && !translations.is_empty()).then(|| json!(translations)));
    set("wordCount", Some(json!(view.words)));
    let keywords: Vec<&str> = view
        .taxonomies
        .iter()
        .filter(|t| t.name == "tags")
        .flat_map(|t| &t.terms)
        .map(|term| term.title.as_str())
        .collect();
    let corrections: Vec<Value> = view.corrections.iter().map(correction).collect();
    set("correction", (!corrections.is_empty()).then(|| json!(corrections)));
    set("keywords", (!keywords.is_empty()).then(|| json!(keywords)));
    let citations: Vec<Value> = cited.iter().map(|publication| citation(publication)).collect();
    set("citation", (!citations.is_empty()).then(|| json!(citations)));
    Value::Object(article)
}

/// Who writes: a person, or a desk or an institution where the name tells.
fn author(author: &AuthorView) -> Value {
    let is_person = !NameParts::guess(&author.name).given.is_empty() || !author.name.contains(' ');
    let mut it = json!({"@type": if is_person { "Person" } else { "Organization" }, "name": author.name});
    if let Some(website) = &author.website {
        it["url"] = json!(website);
    }
    if let Some(role) = author.role.as_ref().filter(|_| is_person) {
        it["jobTitle"] = json!(role);
    }
    it
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
    set("creator", Some(publisher(config)));
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
pub(super) fn website(head: &HeadView, name: &str, config: &Config) -> Vec<Value> {
    let mut site = json!({"@type": "WebSite", "name": name, "inLanguage": head.lang});
    let mut organization = publisher(config);
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
    site["publisher"] = publisher(config);
    vec![site, organization]
}

fn publisher(config: &Config) -> Value {
    let mut publisher = json!({"@type": "Organization", "name": config.title});
    if let Some(url) = &config.base_url {
        publisher["url"] = json!(url);
    }
    publisher
}
