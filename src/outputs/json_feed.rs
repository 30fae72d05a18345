//! JSON feeds (version 1.1, jsonfeed.org): of the site, of each section, of each term.

use super::Finished;
use super::feed::{self, Feed};
use crate::base::Diagnostics;
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    feed::all(site).par_iter().for_each(|feed| {
        site.sink.put(&feed.home.join("feed.json").file(), write(site, feed).into_bytes().into());
    });
    Diagnostics::new()
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

fn write(site: &Finished<'_>, feed: &Feed<'_>) -> String {
    let config = site.world.config;
    let (origin, base_path) = (config.origin(), config.base_path());
    let full = |href: &str| if href.starts_with('/') { format!("{origin}{href}") } else { href.to_owned() };
    let address = |route: &crate::base::Route| full(&route.href(base_path));
    let briefs = feed.briefs.iter().map(|id| {
        let entry = site.world.atlas.entry(*id);
        (*id, entry, site.presenter.image(entry), address(&entry.route))
    });
    let briefs: Vec<_> = briefs.collect();
    let items = briefs.iter().map(|(id, entry, image, url)| {
        let corrections = feed::corrections(site, entry);
        let body = site.bodies.get(id).filter(|_| feed.whole);
        let description = entry.description();
        let date = |moment: crate::base::Moment| moment.rfc3339(config.timezone);
        Item {
            id: url,
            url,
            title: &entry.facts.title,
            content_html: body.map(|page| feed::body(page, &corrections, origin, url)),
            summary: body.map(|_| description).filter(|text| !text.is_empty()),
            content_text: body.is_none().then(|| feed::summary(description, &corrections)),
            image: image.as_ref().map(|image| full(&image.url)),
            date_published: entry.date.map(date),
            date_modified: entry.changed(config.timezone).map(date),
            authors: entry.authors.iter().map(|author| Name { name: &author.name }).collect(),
            tags: site.world.atlas.tags(entry).map(|tag| site.world.atlas.term(tag).name.as_str()).collect(),
            language: &entry.language,
        }
    });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: address(feed.home),
        feed_url: address(&feed.home.join("feed.json")),
        language: config.language_of(feed.edition),
        items: items.collect(),
    };
    // Texts can always be written.
    serde_json::to_string(&document).unwrap_or_default()
}
