//! Views → JSON-LD in the words of schema.org, escaped for the `<script>` element that it stands in.

use super::view::{HeadView, PageView};
use crate::base::escape;
use crate::config::Config;
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
    set("dateModified", view.updated.as_ref().or(view.date.as_ref()).map(|date| json!(date.full)));
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
    set("keywords", (!keywords.is_empty()).then(|| json!(keywords)));
    escape::json_in_html(&Value::Object(article).to_string())
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
