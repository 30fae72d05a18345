//! What all feeds share: which briefs they hold, bodies whose addresses work outside of the site, and corrections.

use super::Finished;
use crate::base::{Route, escape};
use crate::lower::{Page, World};
use crate::site::{Entry, Kind, PageId};
use crate::theme::ListSource;
use crate::theme::view::CorrectionView;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// A feed before it is written in one form or another.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    /// The edition that it is part of.
    pub(super) edition: usize,
    /// Where the list is that it follows.
    pub(super) home: &'a Route,
    pub(super) briefs: Vec<PageId>,
    /// Whether it holds bodies, or excerpts only.
    pub(super) whole: bool,
}

/// All feeds of a site.
pub(super) fn all<'a>(site: &'a Finished<'_>) -> Vec<Feed<'a>> {
    let presenter = site.presenter;
    let of = |list: ListSource| {
        let title = presenter.title_of(list);
        let edition = presenter.edition_of(list);
        let site_title = site.world.config.title_of(edition);
        Feed {
            title: if title == site_title { title.to_owned() } else { format!("{site_title}: {title}") },
            edition,
            home: presenter.route_of(list),
            briefs: newest(site.world, presenter.briefs_of(list)),
            whole: matches!(list, ListSource::Section(_)),
        }
    };
    let shows = |feed: &Feed<'_>, changed: &FxHashSet<PageId>| {
        feed.whole && feed.briefs.iter().any(|brief| changed.contains(brief))
    };
    let all = presenter.lists().into_iter().map(of);
    all.filter(|feed| site.changed.is_none_or(|changed| shows(feed, changed))).collect()
}

/// The newest dated briefs of a list. A list may be in another order, by weight.
pub(super) fn newest(world: World<'_>, briefs: &[PageId]) -> Vec<PageId> {
    let timezone = world.config.timezone;
    let mut dated: Vec<PageId> =
        briefs.iter().copied().filter(|id| world.atlas.entry(*id).kind == Kind::Brief).collect();
    let instant = |id: &PageId| std::cmp::Reverse(world.atlas.entry(*id).date.map(|date| date.instant(timezone)));
    if !dated.is_sorted_by_key(instant) {
        dated.sort_by_key(instant);
    }
    dated.truncate(world.config.feed_items);
    dated
}

/// What was corrected in a brief, a line each, newest first: `Correction, 12 July 2025: text`.
pub(super) fn corrections(site: &Finished<'_>, entry: &Entry) -> Vec<String> {
    if entry.facts.front.corrections.is_empty() {
        return Vec::new();
    }
    let label = site.presenter.word(&entry.language, "correction");
    let line = |it: CorrectionView| match it.date {
        Some(date) => format!("{label}, {}: {}", date.text, it.text),
        None => format!("{label}: {}", it.text),
    };
    site.presenter.corrections(entry).into_iter().map(line).collect()
}

/// The body of a brief as a feed holds it: with its notes and corrections, and full addresses.
pub(super) fn body(page: &Page, corrections: &[String], origin: &str, url: &str) -> String {
    let mut html = format!("{}{}", page.content, page.notes);
    for line in corrections {
        html.push_str("<p>");
        escape::text(&mut html, line);
        html.push_str("</p>");
    }
    with_full_addresses(&html, origin, url)
}

/// The summary of a brief whose body is not there to tell of its corrections.
pub(super) fn summary<'a>(description: &'a str, corrections: &[String]) -> Cow<'a, str> {
    if corrections.is_empty() {
        return description.into();
    }
    let parts = [description].into_iter().filter(|text| !text.is_empty());
    parts.chain(corrections.iter().map(String::as_str)).collect::<Vec<_>>().join("\n\n").into()
}

/// HTML that we wrote, with every address made full: readers of feeds stand outside of the site.
fn with_full_addresses(html: &str, origin: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    // Text has no `<` of its own, so what is between `<` and `>` is a tag.
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        out.push_str(&rest[..open]);
        let tag = &rest[open..close];
        if let Some(image) = tag.strip_prefix("<div class=\"chart-drawing\" data-image=\"") {
            let drawing = &rest[close..];
            let end = drawing.find("</div>").unwrap_or(drawing.len());
            picture(&mut out, image.trim_end_matches("\">"), &drawing[..end], origin);
            rest = drawing[end..].strip_prefix("</div>").unwrap_or_default();
            continue;
        }
        // The empty links beside headings are of no use outside of the page.
        if tag.starts_with("<a class=\"anchor\"") {
            rest = rest[close..].strip_prefix("</a>").unwrap_or(&rest[close..]);
            continue;
        }
        // Readers of feeds take the picture itself.
        let shown = without_sizes(tag);
        let tag = shown.as_deref().unwrap_or(tag);
        if tag.contains("=\"/") || tag.contains("=\"#") {
            // What begins with two slashes names its host already, and only lacks a scheme.
            let scheme = origin.split("//").next().unwrap_or_default();
            let full = ["href", "src"].iter().fold(tag.to_owned(), |tag, name| {
                tag.replace(&format!("{name}=\"//"), &format!("{name}=\"{scheme}//"))
                    .replace(&format!("{name}=\"/"), &format!("{name}=\"{origin}/"))
            });
            out.push_str(&full.replace("href=\"#", &format!("href=\"{page}#")));
        } else {
            out.push_str(tag);
        }
        rest = &rest[close..];
    }
    out.push_str(rest);
    out
}

/// The tag of a picture without its further sizes; nothing for one that has none.
fn without_sizes(tag: &str) -> Option<String> {
    let (before, rest) = tag.split_once(" srcset=\"")?;
    let (_, after) = rest.split_once("\" sizes=\"")?.1.split_once('"')?;
    Some(format!("{before}{after}"))
}

/// The picture of a chart, in place of its drawing.
fn picture(out: &mut String, address: &str, drawing: &str, origin: &str) {
    let alt = drawing.split_once("<desc").and_then(|(_, rest)| rest.split_once('>'));
    let alt = alt.and_then(|(_, rest)| rest.split_once("</desc>")).map_or("", |(alt, _)| alt);
    out.push_str("<img src=\"");
    out.push_str(origin);
    out.push_str(address);
    out.push_str("\" alt=\"");
    out.push_str(&alt.replace('"', "&quot;"));
    out.push_str("\">");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_tags_are_made_full_and_words_are_left_alone() {
        let html = "<a href=\"/a/\">href=\"/b\"</a><a href=\"#note:1\">1</a><img src=\"/c.png\"><a href=\"//x\">y</a>";
        let full = "<a href=\"https://h/a/\">href=\"/b\"</a><a href=\"https://h/p/#note:1\">1</a><img src=\"https://h/c.png\"><a href=\"https://x\">y</a>";
        assert_eq!(with_full_addresses(html, "https://h", "https://h/p/"), full);
    }

    #[test]
    fn pictures_stand_alone() {
        let html = "<img src=\"/a.png\" alt=\"A\" srcset=\"/a.png.480w.webp 480w, /a.png 640w\" sizes=\"100vw\" loading=\"lazy\">";
        let full = "<img src=\"https://h/a.png\" alt=\"A\" loading=\"lazy\">";
        assert_eq!(with_full_addresses(html, "https://h", "https://h/p/"), full);
    }
}
