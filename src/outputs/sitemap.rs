//! sitemap.xml (sitemaps.org, version 0.9), in parts where there are more addresses than one file may hold.

use super::Finished;
use super::lists::Job;
use crate::base::Diagnostics;
use crate::site::Kind;
use crate::theme::view::TranslationView;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// The protocol's limit for one file.
const LIMIT: usize = 50_000;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

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
        parts.push(Address { url: format!("{base}{name}"), changed: None, languages: Vec::new() });
    }
    put("sitemap.xml", write("sitemapindex", "sitemap", &parts));
    Diagnostics::new()
}

/// One address of the sitemap.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    /// The full address.
    url: String,
    /// The day of the last change, for briefs.
    changed: Option<String>,
    /// The same page in its languages, itself included: language and address.
    languages: Vec<(String, String)>,
}

/// Every page.
fn addresses(site: &Finished<'_>) -> Vec<Address> {
    let config = site.world.config;
    let full = |route: &crate::base::Route| format!("{}{}", config.origin(), route.href(config.base_path()));
    let pages = site.world.atlas.pages().filter(|(_, entry)| entry.kind != Kind::Index);
    let languages = |all: Vec<TranslationView>| -> Vec<(String, String)> {
        let default = all.iter().find(|it| it.is_default).map(|it| ("x-default".to_owned(), it.permalink.clone()));
        let each = all.iter().map(|it| (it.lang.clone(), it.permalink.clone())).chain(default);
        each.filter_map(|(language, url)| Some((language, url?))).collect()
    };
    let pages = pages.map(|(id, entry)| {
        let changed = entry.changed(config.timezone).or(entry.date);
        Address {
            url: full(&entry.route),
            changed: changed.map(|moment| moment.date.to_string()),
            languages: languages(site.presenter.translations_of_page(id)),
        }
    });
    let atlas = site.world.atlas;
    let lists = Job::all(site.presenter, atlas, site.uses).into_iter();
    let lists = lists.map(|job| Address {
        url: full(&job.route(site.presenter, atlas)),
        changed: None,
        languages: languages(match job {
            Job::Briefs(list, 1) => site.presenter.translations_of_list(list),
            Job::Archive(archive, None) => site.presenter.translations_of_archive(&atlas.archives[archive]),
            Job::Terms(taxonomy) => site.presenter.translations_of_taxonomy(taxonomy),
            _ => Vec::new(),
        }),
    });
    let mut all: Vec<Address> = pages.chain(lists).collect();
    all.sort();
    all.dedup();
    all
}

fn write(root: &str, item: &str, all: &[Address]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::with_capacity(all.len() * 96));
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let has_languages = all.iter().any(|address| !address.languages.is_empty());
    let spaces = [NAMESPACE].into_iter().chain(has_languages.then_some(XHTML));
    xml.create_element(root).with_attributes(spaces).write_inner_content(|xml| {
        for address in all {
            xml.create_element(item).write_inner_content(|xml| {
                xml.create_element("loc").write_text_content(BytesText::new(&address.url))?;
                if let Some(day) = &address.changed {
                    xml.create_element("lastmod").write_text_content(BytesText::new(day))?;
                }
                for (language, url) in &address.languages {
                    let of = [("rel", "alternate"), ("hreflang", language.as_str()), ("href", url.as_str())];
                    xml.create_element("xhtml:link").with_attributes(of).write_empty()?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(xml.into_inner())
}
