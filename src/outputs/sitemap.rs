//! sitemap.xml (sitemaps.org, version 0.9), in parts where there are more addresses than one file may hold.

use super::Finished;
use super::lists::Job;
use crate::base::Diagnostics;
use crate::site::Kind;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// The protocol's limit for one file.
const LIMIT: usize = 50_000;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

pub(super) fn make(site: &Finished<'_>) -> Diagnostics {
    let all = addresses(site);
    let Some(base) = &site.world.config.base_url else { return Diagnostics::new() };
    let put = |name: &str, written: io::Result<Vec<u8>>| {
        // Writing to memory cannot fail.
        if let Ok(bytes) = written {
            site.sink.put(name, bytes.into());
        }
    };
    if all.len() <= LIMIT {
        put("sitemap.xml", write("urlset", "url", &all));
        return Diagnostics::new();
    }
    let mut parts = Vec::new();
    for (number, part) in all.chunks(LIMIT).enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        put(&name, write("urlset", "url", part));
        parts.push((format!("{base}{name}"), None));
    }
    put("sitemap.xml", write("sitemapindex", "sitemap", &parts));
    Diagnostics::new()
}

/// Every page with its full address and, for briefs, the day of its last change.
fn addresses(site: &Finished<'_>) -> Vec<(String, Option<String>)> {
    let config = site.world.config;
    let full = |route: &crate::base::Route| format!("{}{}", config.origin(), route.href(config.base_path()));
    let pages = site.world.atlas.pages().filter(|(_, entry)| entry.kind != Kind::Index);
    let pages = pages.map(|(_, entry)| {
        let changed = entry.changed(config.timezone).or(entry.date);
        (full(&entry.route), changed.map(|moment| moment.date.to_string()))
    });
    let atlas = site.world.atlas;
    let lists = Job::all(site.presenter, atlas, site.uses).into_iter();
    let lists = lists.map(|job| (full(&job.route(site.presenter, atlas)), None));
    let mut all: Vec<(String, Option<String>)> = pages.chain(lists).collect();
    all.sort();
    all.dedup();
    all
}

fn write(root: &str, item: &str, all: &[(String, Option<String>)]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::with_capacity(all.len() * 96));
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element(root).with_attribute(NAMESPACE).write_inner_content(|xml| {
        for (address, changed) in all {
            xml.create_element(item).write_inner_content(|xml| {
                xml.create_element("loc").write_text_content(BytesText::new(address))?;
                if let Some(day) = changed {
                    xml.create_element("lastmod").write_text_content(BytesText::new(day))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(xml.into_inner())
}
