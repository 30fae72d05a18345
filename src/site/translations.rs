//! The pages and sections of an atlas → which of them are the same in several languages: those of one name, but for the
//! language in it.

use super::atlas::{Atlas, Kind};
use super::ids::{PageId, SectionId};
use super::routes;
use crate::config::Config;
use rustc_hash::FxHashMap;

/// Finds all translations. Sections that no page of their own names are called as in the site's own language.
pub(super) fn gather(atlas: &mut Atlas, config: &Config) {
    if !config.languages.is_empty() {
        pages(atlas, config);
        sections(atlas);
    }
}

fn pages(atlas: &mut Atlas, config: &Config) {
    let mut groups: FxHashMap<(&str, &str), Vec<PageId>> = FxHashMap::default();
    for (id, entry) in atlas.pages().filter(|(_, entry)| entry.kind != Kind::Index) {
        let path = &entry.facts.path;
        let (stem, _) = routes::without_language(routes::stem(path), config);
        groups.entry((routes::folder_of(path), stem)).or_default().push(id);
    }
    let mut groups: Vec<Vec<PageId>> = groups.into_values().filter(|all| all.len() > 1).collect();
    groups.iter_mut().for_each(|all| all.sort_by_key(|id| (atlas.edition_of(*id), *id)));
    groups.sort();
    let of_page = groups.iter().enumerate().flat_map(|(at, all)| all.iter().map(move |id| (*id, at)));
    atlas.translations_of = of_page.collect();
    atlas.translations = groups;
}

fn sections(atlas: &mut Atlas) {
    let mut folders: FxHashMap<&str, Vec<SectionId>> = FxHashMap::default();
    for (at, section) in atlas.sections.iter().enumerate() {
        folders.entry(&section.folder).or_default().push(SectionId(at as u32));
    }
    let mut same: FxHashMap<SectionId, Vec<SectionId>> = FxHashMap::default();
    let mut titles: Vec<(SectionId, String)> = Vec::new();
    for mut all in folders.into_values().filter(|all| all.len() > 1) {
        all.sort_by_key(|id| atlas.section(*id).edition);
        let first = atlas.section(all[0]);
        let is_nameless = |id: &&SectionId| {
            let section = atlas.section(**id);
            section.index.is_none() && section.parent.is_some() && first.edition == 0
        };
        titles.extend(all[1..].iter().filter(is_nameless).map(|id| (*id, first.title.clone())));
        same.extend(all.iter().map(|id| (*id, all.clone())));
    }
    for (id, title) in titles {
        atlas.sections[id.0 as usize].title = title;
    }
    atlas.translated_sections = same;
}
