//! A page or a list → the same in other languages: links for readers, and for programs.

use super::{ListSource, Presenter};
use crate::base::Route;
use crate::base::language::own_name;
use crate::site::{Archive, PageId, SectionId};
use crate::theme::view::TranslationView;

impl Presenter<'_> {
    /// A page in all its languages.
    pub fn translations_of_page(&self, id: PageId) -> Vec<TranslationView> {
        let atlas = self.world.atlas;
        let all = atlas.translations(id).iter().map(|other| {
            let entry = atlas.entry(*other);
            (entry.language.as_str(), atlas.edition_of(*other), &entry.route, *other == id)
        });
        self.translations(all)
    }

    /// The first page of a list in all its languages. Terms are named differently in each, and stand alone.
    pub fn translations_of_list(&self, source: ListSource) -> Vec<TranslationView> {
        let atlas = self.world.atlas;
        let ListSource::Section(id) = source else { return Vec::new() };
        let of = |other: &SectionId| {
            let section = atlas.section(*other);
            let language = section.index.map(|index| atlas.entry(index).language.as_str());
            let language = language.unwrap_or(self.world.config.language_of(section.edition));
            (language, section.edition, &section.route, *other == id)
        };
        let is_published = |other: &&SectionId| self.is_published(**other);
        self.translations(atlas.translations_of_section(id).iter().filter(is_published).map(of))
    }

    /// The list of a taxonomy's terms in all its languages.
    pub fn translations_of_taxonomy(&self, taxonomy: usize) -> Vec<TranslationView> {
        let all = &self.world.atlas.taxonomies;
        let own = &all[taxonomy];
        let same = all.iter().filter(|other| other.name == own.name);
        let of = |edition: usize| self.world.config.language_of(edition);
        self.translations(same.map(|other| (of(other.edition), other.edition, &other.route, *other == *own)))
    }

    /// The first page of an archive in all its languages.
    pub fn translations_of_archive(&self, archive: &Archive) -> Vec<TranslationView> {
        let of = |edition: usize| self.world.config.language_of(edition);
        let all = self.world.atlas.archives.iter();
        self.translations(all.map(|other| (of(other.edition), other.edition, &other.route, other == archive)))
    }

    /// Language, edition, address, and whether it is the page itself. One alone is no translation.
    fn translations<'r>(&self, all: impl Iterator<Item = (&'r str, usize, &'r Route, bool)>) -> Vec<TranslationView> {
        let of = |(lang, edition, route, current): (&str, usize, &Route, bool)| {
            let url = self.href(route);
            TranslationView {
                lang: lang.to_owned(),
                title: own_name(lang).to_owned(),
                permalink: self.full(&url),
                url,
                current,
                is_default: edition == 0,
            }
        };
        let mut all: Vec<TranslationView> = all.map(of).collect();
        // A file whose front matter names another language than its name does is no second page of that language.
        let mut seen = Vec::new();
        all.retain(|view| {
            let is_first = !seen.contains(&view.lang);
            seen.push(view.lang.clone());
            is_first || view.current
        });
        if all.len() > 1 { all } else { Vec::new() }
    }
}
