//! JSON feeds (version 1.1, jsonfeed.org): of the site, of each section, of each term.

use super::Finished;
use super::feed::{self, Feed};
use crate::base::Diagnostics;
use serde_json::{Map, Value, json};

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    for feed in feed::all(site) {
        let text = write(site, &feed).to_string();
        site.sink.put(&feed.home.join("feed.json").file(), text.into_bytes().into());
    }
    Diagnostics::new()
}

fn write(site: &Finished<'_>, feed: &Feed<'_>) -> Value {
    let config = site.world.config;
    let full = |href: &str| if href.starts_with('/') { format!("{}{href}", config.origin()) } else { href.to_owned() };
    let address = |route: &crate::base::Route| full(&route.href(config.base_path()));
    let items: Vec<Value> = feed
        .briefs
        .iter()
        .map(|id| {
            let entry = site.world.atlas.entry(*id);
            let card = site.presenter.card(*id, &entry.language);
            let url = address(&entry.route);
            let mut item = Map::new();
            item.insert("id".to_owned(), json!(url));
            item.insert("url".to_owned(), json!(url));
            item.insert("title".to_owned(), json!(card.title));
            let mut set = |key: &str, value: Option<Value>| _ = value.map(|value| item.insert(key.to_owned(), value));
            let corrections = feed::corrections(site, entry);
            match site.bodies.get(id).filter(|_| feed.whole) {
                Some(page) => {
                    let body = feed::body(page, &corrections, config.origin(), &url);
                    set("content_html", Some(json!(body)));
                    set("summary", (!card.description.is_empty()).then(|| json!(card.description)));
                }
                None => set("content_text", Some(json!(feed::summary(&card.description, &corrections)))),
            }
            set("image", card.image.map(|image| json!(full(&image.url))));
            set("date_published", entry.date.map(|date| json!(date.rfc3339(config.timezone))));
            set("date_modified", entry.changed(config.timezone).map(|date| json!(date.rfc3339(config.timezone))));
            let authors: Vec<Value> = card.authors.iter().map(|author| json!({"name": author.title})).collect();
            set("authors", (!authors.is_empty()).then(|| json!(authors)));
            let tags: Vec<&str> = card.tags.iter().map(|tag| tag.title.as_str()).collect();
            set("tags", (!tags.is_empty()).then(|| json!(tags)));
            set("language", Some(json!(card.lang)));
            Value::Object(item)
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": address(feed.home),
        "feed_url": address(&feed.home.join("feed.json")),
        "language": config.language_of(feed.edition),
        "items": items,
    })
}
