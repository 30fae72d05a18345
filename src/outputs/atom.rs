//! Atom feeds (RFC 4287): of the site, of each section, of each term.

use super::Finished;
use super::feed::{self, Feed};
use crate::base::Diagnostics;
use crate::site::Entry;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    for feed in feed::all(site) {
        // Writing to memory cannot fail.
        if let Ok(bytes) = write(site, &feed) {
            site.sink.put(&feed.home.join("feed.xml").file(), bytes.into());
        }
    }
    Diagnostics::new()
}

type Xml = Writer<Vec<u8>>;

fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// Signs that XML 1.0 has no place for are left out.
fn clean(text: &str) -> Cow<'_, str> {
    let refused =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let control = text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'));
    if !control && !text.contains(['\u{fffe}', '\u{ffff}']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !refused(*c)).collect())
}

fn write(site: &Finished<'_>, feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let (config, presenter) = (site.world.config, site.presenter);
    let full = |route: &crate::base::Route| format!("{}{}", config.origin(), route.href(config.base_path()));
    let home = full(feed.home);
    let mut xml: Xml = Writer::new(Vec::with_capacity(32 << 10));
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let changed = |entry: &Entry| entry.changed(config.timezone).or(entry.date);
    let newest = feed.briefs.iter().filter_map(|id| changed(site.world.atlas.entry(*id)));
    let updated = newest.max_by_key(|moment| moment.instant(config.timezone));
    xml.create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.language_of(feed.edition))])
        .write_inner_content(|xml| {
            element(xml, "title", &feed.title)?;
            element(xml, "id", &home)?;
            xml.create_element("link")
                .with_attributes([("rel", "alternate"), ("href", home.as_str())])
                .write_empty()?;
            let own = full(&feed.home.join("feed.xml"));
            xml.create_element("link")
                .with_attributes([("rel", "self"), ("type", "application/atom+xml"), ("href", own.as_str())])
                .write_empty()?;
            // A feed with nothing in it has no moment of its own, and a build knows no other that stays the same.
            element(
                xml,
                "updated",
                &updated.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |moment| moment.rfc3339(config.timezone)),
            )?;
            xml.create_element("author")
                .write_inner_content(|xml| element(xml, "name", config.title_of(feed.edition)))?;
            for id in &feed.briefs {
                let entry = site.world.atlas.entry(*id);
                let url = full(&entry.route);
                let card = presenter.card(*id, &entry.language);
                xml.create_element("entry").write_inner_content(|xml| {
                    element(xml, "title", &card.title)?;
                    element(xml, "id", &url)?;
                    xml.create_element("link")
                        .with_attributes([("rel", "alternate"), ("href", url.as_str())])
                        .write_empty()?;
                    if let Some(date) = entry.date {
                        element(xml, "published", &date.rfc3339(config.timezone))?;
                        element(xml, "updated", &changed(entry).unwrap_or(date).rfc3339(config.timezone))?;
                    }
                    for author in &card.authors {
                        xml.create_element("author").write_inner_content(|xml| element(xml, "name", &author.title))?;
                    }
                    for tag in &card.tags {
                        xml.create_element("category").with_attribute(("term", tag.title.as_str())).write_empty()?;
                    }
                    let corrections = feed::corrections(site, entry);
                    let body = site.bodies.get(id).filter(|_| feed.whole);
                    let told = if body.is_some() { &[] } else { corrections.as_slice() };
                    let summary = feed::summary(&card.description, told);
                    if !summary.is_empty() {
                        element(xml, "summary", &summary)?;
                    }
                    if let Some(page) = body {
                        let body = feed::body(page, &corrections, config.origin(), &url);
                        xml.create_element("content")
                            .with_attribute(("type", "html"))
                            .write_text_content(BytesText::new(&clean(&body)))?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
    Ok(xml.into_inner())
}
