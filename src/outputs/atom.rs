//! Atom feeds (RFC 4287): of the site, of each section, of each term.

use super::Finished;
use super::feed::{self, Feed};
use crate::base::{Diagnostics, escape};
use crate::site::Entry;
use rayon::prelude::*;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    feed::all(site).par_iter().for_each(|feed| {
        site.sink.put(&feed.home.join("feed.xml").file(), write(site, feed).into_bytes().into());
    });
    Diagnostics::new()
}

/// A document of XML. There may be a feed for each of thousands of terms, so it is written straight.
struct Xml(String);

impl Xml {
    fn open(&mut self, name: &str) {
        self.0.extend(["<", name, ">"]);
    }

    fn close(&mut self, name: &str) {
        self.0.extend(["</", name, ">"]);
    }

    fn element(&mut self, name: &str, text: &str) {
        self.open(name);
        escape::xml(&mut self.0, text);
        self.close(name);
    }

    /// An element with attributes and nothing in it.
    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.extend(["<", name]);
        for (name, value) in attributes {
            self.0.extend([" ", name, "=\""]);
            escape::xml_attribute(&mut self.0, value);
            self.0.push('"');
        }
    }
}

fn write(site: &Finished<'_>, feed: &Feed<'_>) -> String {
    let (config, atlas) = (site.world.config, site.world.atlas);
    let (origin, base_path) = (config.origin(), config.base_path());
    let full = |route: &crate::base::Route| format!("{origin}{}", route.href(base_path));
    let home = full(feed.home);
    let mut xml = Xml(String::with_capacity(32 << 10));
    let changed = |entry: &Entry| entry.changed(config.timezone).or(entry.date);
    let newest = feed.briefs.iter().filter_map(|id| changed(atlas.entry(*id)));
    let updated = newest.max_by_key(|moment| moment.instant(config.timezone));
    xml.0.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    let language = config.language_of(feed.edition);
    xml.begin("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language)]);
    xml.0.push('>');
    xml.element("title", &feed.title);
    xml.element("id", &home);
    xml.empty("link", &[("rel", "alternate"), ("href", &home)]);
    let own = full(&feed.home.join("feed.xml"));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
    // A feed with nothing in it has no moment of its own, and a build knows no other that stays the same.
    let updated = updated.map(|moment| moment.rfc3339(config.timezone));
    xml.element("updated", updated.as_deref().unwrap_or("1970-01-01T00:00:00Z"));
    xml.open("author");
    xml.element("name", config.title_of(feed.edition));
    xml.close("author");
    for id in &feed.briefs {
        let entry = atlas.entry(*id);
        let url = full(&entry.route);
        xml.open("entry");
        xml.element("title", &entry.facts.title);
        xml.element("id", &url);
        xml.empty("link", &[("rel", "alternate"), ("href", &url)]);
        if let Some(date) = entry.date {
            xml.element("published", &date.rfc3339(config.timezone));
            xml.element("updated", &changed(entry).unwrap_or(date).rfc3339(config.timezone));
        }
        for author in &entry.authors {
            xml.open("author");
            xml.element("name", &author.name);
            xml.close("author");
        }
        for tag in atlas.tags(entry) {
            xml.empty("category", &[("term", &atlas.term(tag).name)]);
        }
        let corrections = feed::corrections(site, entry);
        let body = site.bodies.get(id).filter(|_| feed.whole);
        let told = if body.is_some() { &[] } else { corrections.as_slice() };
        let summary = feed::summary(entry.description(), told);
        if !summary.is_empty() {
            xml.element("summary", &summary);
        }
        if let Some(page) = body {
            xml.begin("content", &[("type", "html")]);
            xml.0.push('>');
            escape::xml(&mut xml.0, &feed::body(page, &corrections, origin, &url));
            xml.close("content");
        }
        xml.close("entry");
    }
    xml.close("feed");
    xml.0
}
