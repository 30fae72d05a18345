//! Views → JSON-LD in the words of schema.org, escaped for the `<script>` element that it stands in.

use super::present::form_of;
use super::view::{CorrectionView, HeadView, PageView};
use crate::base::escape;
use crate::config::Config;
use crate::data::Dataset;
use crate::sources::Publication;
use serde_json::{Map, Value, json};

/// The article that a brief is.
pub(super) fn article(view: &PageView<'_>, config: &Config) -> String {
    let mut article = Map::new();
    article.insert("@context".to_owned(), json!("https://schema.org"));
    article.insert("@type".to_owned(), json!("Article"));
    article.insert("headline".to_owned(), json!(view.head.title));
    let mut set = |key: &str, value: Option<Value>| _ = value.map(|value| article.insert(key.to_owned(), value));
    set("description", (!view.head.description.is_empty()).then(|| json!(view.head.description)));
    set("inLanguage", Some(json!(view.head.lang)));
    set("datePublished", view.date.as_ref().map(|date| json!(date.full)));
    set("dateModified", view.changed.as_ref().or(view.date.as_ref()).map(|date| json!(date.full)));
    let authors: Vec<Value> =
        view.authors.iter().map(|author| json!({"@type": "Person", "name": author.name})).collect();
    set("author", (!authors.is_empty()).then(|| json!(authors)));
    set("publisher", Some(publisher(config)));
    set("image", view.head.card_image.as_ref().map(|image| json!([image])));
    set("mainEntityOfPage", view.head.permalink.as_ref().map(|url| json!(url)));
    set("url", view.head.permalink.as_ref().map(|url| json!(url)));
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
    escape::json_in_html(&Value::Object(article).to_string())
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
) -> String {
    let mut it = Map::new();
    it.insert("@context".to_owned(), json!("https://schema.org"));
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
    escape::json_in_html(&Value::Object(it).to_string())
}

fn citation(publication: &Publication) -> Value {
    let mut work = json!({"@type": "CreativeWork", "name": publication.title});
    if let Some(url) = &publication.url {
        work["url"] = json!(url);
    }
    let is_publisher = |name: &String| publication.publisher.as_ref() == Some(name);
    let author = |name: &String| {
        let kind = if is_publisher(name) { "Organization" } else { "Person" };
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

/// The site that a home page opens.
pub(super) fn website(head: &HeadView, config: &Config) -> String {
    let mut site =
        json!({"@context": "https://schema.org", "@type": "WebSite", "name": config.title, "inLanguage": head.lang});
    if let Some(url) = &head.permalink {
        site["url"] = json!(url);
    }
    if !head.description.is_empty() {
        site["description"] = json!(head.description);
    }
    site["publisher"] = publisher(config);
    escape::json_in_html(&site.to_string())
}

fn publisher(config: &Config) -> Value {
    let mut publisher = json!({"@type": "Organization", "name": config.title});
    if let Some(url) = &config.base_url {
        publisher["url"] = json!(url);
    }
    publisher
}
