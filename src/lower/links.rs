//! Links: what an author wrote → an address that works on the published page, or a warning.

use super::Lowerer;
use super::page::Question;
use crate::base::address::{insecure_host, is_stat};
use crate::base::{Span, codes, escape, suggest};
use crate::doc::Link;
use crate::site::{Atlas, Resolved};

impl Lowerer<'_> {
    /// Asks the atlas, and remembers the question.
    pub(super) fn ask(&mut self, address: &str) -> Resolved {
        let resolved = self.world.atlas.resolve(&self.entry.facts.path, address);
        if !matches!(
            resolved,
            Resolved::External | Resolved::Here | Resolved::Empty | Resolved::Unsafe | Resolved::Template
        ) {
            self.page.questions.push(Question::Address(address.into()));
        }
        resolved
    }

    pub(super) fn link(&mut self, out: &mut String, link: &Link) {
        let address = link.address.get(self.text());
        if is_stat(address) {
            return self.stat(out, link);
        }
        match self.href(address, link.span) {
            Some(href) => {
                out.push_str("<a href=\"");
                escape::attribute(out, &href);
                if let Some(title) = &link.title {
                    out.push_str("\" title=\"");
                    escape::attribute(out, title);
                }
                out.push_str("\">");
                self.inlines(out, &link.content);
                out.push_str("</a>");
            }
            None => self.wrapped(out, "<span>", &link.content, "</span>"),
        }
    }

    /// The address for a page; none where a link would do harm or lead nowhere at all.
    pub(super) fn href(&mut self, address: &str, span: Span) -> Option<String> {
        let base = self.world.config.base_path();
        let tail = |route: &str| {
            let at = address.find(['?', '#']).unwrap_or(address.len());
            format!("{route}{}", escape::url(&address[at..]))
        };
        match self.ask(address) {
            Resolved::External => {
                self.insecure(address.trim(), span);
                self.external(address.trim(), span);
                Some(escape::url(address.trim()).into_owned())
            }
            Resolved::Here => {
                let anchors = &self.entry.facts.anchors;
                self.anchor(address, span, anchors, "this page");
                Some(escape::url(address).into_owned())
            }
            Resolved::Page(id, route) => {
                let facts = &self.world.atlas.entry(id).facts;
                self.anchor(address, span, &facts.anchors, &facts.shown);
                Some(tail(&route.href(base)))
            }
            Resolved::Other(route) => {
                // Whether anything rests on a source is known when all pages are finished.
                if let Some(key) = self.world.atlas.sources.key_at(&route) {
                    self.page.links_to_sources.push((key.into(), self.source.place(span)));
                }
                Some(tail(&route.href(base)))
            }
            Resolved::File(route) => Some(tail(&route.href(base))),
            Resolved::Withheld(why) => {
                self.find(
                    &codes::WITHHELD_LINK,
                    span,
                    format!("`{address}` is not published now: {why}"),
                    "take the link out, or publish that brief first",
                );
                None
            }
            Resolved::Missing => {
                let help = nearest_path(self.world.atlas, address);
                self.find(&codes::BROKEN_LINK, span, format!("`{address}` leads to nothing in this site"), help);
                Some(escape::url(address).into_owned())
            }
            Resolved::Empty => {
                self.find(&codes::EMPTY_LINK, span, "this link has no address", "write one between the round brackets");
                None
            }
            Resolved::Unsafe => {
                self.find(
                    &codes::UNSAFE_LINK,
                    span,
                    "the scheme of this address is not allowed",
                    "link to https:, mailto: or a path of this site",
                );
                None
            }
            Resolved::Template => {
                self.find(
                    &codes::TEMPLATE_CODE,
                    span,
                    "this address holds template code",
                    "write a path of this site, such as /about/",
                );
                None
            }
        }
    }

    /// Remembers an address of another site, where somebody wants to ask it.
    pub(super) fn external(&mut self, address: &str, span: Span) {
        if self.world.external {
            self.page.external.push((address.into(), self.source.place(span)));
        }
    }

    /// Remembers a link that anybody on the way can read and change; once for each host.
    fn insecure(&mut self, address: &str, span: Span) {
        let Some(host) = insecure_host(address) else { return };
        if !self.page.insecure_hosts.iter().any(|(known, _)| known == host) {
            self.page.insecure_hosts.push((host.to_owned(), self.source.place(span)));
        }
    }

    fn anchor(&mut self, address: &str, span: Span, anchors: &[Box<str>], page: &str) {
        let Some((_, anchor)) = address.split_once('#') else { return };
        let Some(decoded) = escape::decode_path(anchor) else { return };
        // An empty anchor and `top` lead to the top of any page; `note:` and `ref:` are ids that Expound writes.
        let known = matches!(&*decoded, "" | "top") || decoded.starts_with("note:") || decoded.starts_with("ref:");
        if known || anchors.iter().any(|id| **id == *decoded) {
            return;
        }
        let help = match anchors {
            [] => "it has no headings at all".to_owned(),
            _ => suggest::hint(&decoded, anchors.iter().map(|id| &**id)),
        };
        self.find(&codes::BROKEN_ANCHOR, span, format!("{page} has no heading `#{decoded}`"), help);
    }
}

/// What to do about a path that leads nowhere: the nearest file name there is.
pub(super) fn nearest_path(atlas: &Atlas, address: &str) -> String {
    let name = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = name(address.split(['?', '#']).next().unwrap_or_default());
    let files: Vec<(String, &str)> =
        atlas.entries.iter().map(|entry| (name(&entry.facts.path), &*entry.facts.path)).collect();
    let near = suggest::nearest(&wanted, files.iter().map(|(name, _)| name.as_str()));
    match near.and_then(|near| files.iter().find(|(name, _)| name == near)) {
        Some((_, path)) => format!("did you mean /{path}?"),
        None => "check the path; it is relative to this file, or begins with a slash at content/".to_owned(),
    }
}
