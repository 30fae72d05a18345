//! Atlas and pages → views: what a template is told, and with which address.

mod citations;
mod datasets;
mod disputes;
mod lists;
mod page;
mod search;
mod sources;
mod uses;

use super::Theme;
use super::view::{AuthorView, CardView, DateView, FeedView, HeadView, ImageView, Json, LinkView, SiteView};
use crate::base::{Moment, Route};
use crate::data::Dataset;
use crate::lower::World;
use crate::site::{Author, Entry, Kind, PageId, Resolved, SectionId, TermId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use datasets::{form_of, is_full};
pub use lists::ListSource;
pub use search::{Findable, FindableKind, SEARCH_MANIFEST};
pub use uses::Uses;

/// Turns what is known into views. Made once, shared by all threads.
pub struct Presenter<'a> {
    pub(super) world: World<'a>,
    pub(super) theme: &'a Theme,
    /// The feeds of each list: file name, media type, what the kind of feed is called.
    feeds: &'a [(&'static str, &'static str, &'static str)],
    site_image: Option<String>,
    /// Who states what in each dataset that has a page.
    stated: BTreeMap<String, disputes::Stated>,
    pub(super) site: tera::Value,
    /// The words of each language that a page has.
    words: BTreeMap<&'a str, tera::Value>,
    /// The hash of what all pages share: templates, words and `site`.
    pub(super) shared: crate::base::ContentHash,
}

impl<'a> Presenter<'a> {
    /// A presenter for one build. `feeds` are those that this build makes for each list.
    pub fn new(world: World<'a>, theme: &'a Theme, feeds: &'a [(&'static str, &'static str, &'static str)]) -> Self {
        let site_image = world.config.image.as_deref().and_then(|path| {
            match world.atlas.resolve("", &format!("/{}", path.trim_start_matches('/'))) {
                Resolved::File(route) => Some(route.href(world.config.base_path())),
                Resolved::External => Some(path.to_owned()),
                _ => None,
            }
        });
        let datasets = world.atlas.data.datasets.iter().filter_map(|(name, _)| world.tables.dataset(name));
        let stated = |dataset: &Arc<Dataset>| (dataset.name.clone(), disputes::Stated::of(dataset));
        let stated = datasets.map(stated).collect();
        let site = tera::Value::none();
        let languages = world.atlas.entries.iter().filter_map(|entry| entry.facts.front.lang.as_deref());
        let words = languages.chain([world.config.language.as_str()]).collect::<BTreeSet<_>>().into_iter();
        let words = words.map(|tag| (tag, tera::Value::from_serializable(&theme.words.view(tag)))).collect();
        let mut presenter = Self { world, theme, feeds, site_image, stated, site, words, shared: theme.hash };
        let site = presenter.site_view();
        presenter.shared = crate::base::ContentHash::of_value(&(theme.hash, &theme.words, &site));
        presenter.site = tera::Value::from_serializable(&site);
        presenter
    }

    fn site_view(&self) -> SiteView {
        let (config, atlas) = (self.world.config, self.world.atlas);
        let root = &atlas.sections[0];
        let sections: Vec<LinkView> =
            root.sections.iter().map(|id| self.section_link(*id)).filter(|link| link.count != Some(0)).collect();
        let nav = if config.nav.is_empty() {
            sections.iter().map(|link| LinkView { count: None, ..link.clone() }).collect()
        } else {
            config
                .nav
                .iter()
                .map(|(title, url)| LinkView { title: title.clone(), url: self.rooted(url), count: None })
                .collect()
        };
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            url: self.href(&Route::home()),
            base_url: config.base_url.clone(),
            nav,
            sections,
            taxonomies: atlas
                .taxonomies
                .iter()
                .map(|t| LinkView { title: t.title(), url: self.href(&t.route), count: Some(t.terms.len()) })
                .collect(),
            data: atlas.data.index.as_ref().map(|route| LinkView {
                title: self.word(&config.language, "data"),
                url: self.href(route),
                count: Some(atlas.data.datasets.len()),
            }),
            disputed: atlas.data.disputed.as_ref().map(|route| LinkView {
                title: self.word(&config.language, "disputed"),
                url: self.href(route),
                count: None,
            }),
            sources: atlas.sources.index.as_ref().map(|route| LinkView {
                title: self.word(&config.language, "sources"),
                url: self.href(route),
                count: None,
            }),
            search: atlas.search.as_ref().map(|route| LinkView {
                title: self.word(&config.language, "search"),
                url: self.href(route),
                count: None,
            }),
            feeds: self.feeds_of(&Route::home(), &config.title),
            assets: self
                .theme
                .assets
                .iter()
                .map(|asset| (asset.name.clone(), self.href(&asset.route)))
                .collect::<BTreeMap<_, _>>(),
            theme: Json(self.theme.values.clone()),
            words: self.theme.words.view(&config.language),
            extra: Json(config.extra.clone()),
            generator: concat!("Expound ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// A word of the theme in a language.
    pub fn word(&self, language: &str, key: &str) -> String {
        self.theme.words.text(language, key).unwrap_or(key).to_owned()
    }

    /// The words of a language, as templates see them. Only languages that pages have are asked for.
    pub(super) fn words(&self, language: &str) -> &tera::Value {
        self.words.get(language).unwrap_or_else(|| &self.words[self.world.config.language.as_str()])
    }

    pub(super) fn href(&self, route: &Route) -> String {
        route.href(self.world.config.base_path())
    }

    /// An address of expound.yaml: a page, named by its address or by its file, or something elsewhere.
    fn rooted(&self, url: &str) -> String {
        let at = url.find(['?', '#']).unwrap_or(url.len());
        match self.world.atlas.resolve("", url) {
            Resolved::Page(_, route) | Resolved::Other(route) | Resolved::File(route) => {
                format!("{}{}", self.href(&route), crate::base::escape::url(&url[at..]))
            }
            Resolved::Missing | Resolved::Withheld(_) if !url.starts_with('#') => self.href(&Route::new(&url[..at])),
            _ => crate::base::escape::url(url).into_owned(),
        }
    }

    /// A full address for one of this site, where the site's own is known.
    pub(super) fn full(&self, href: &str) -> Option<String> {
        if href.starts_with("http://") || href.starts_with("https://") {
            return Some(href.to_owned());
        }
        self.world.config.base_url.is_some().then(|| format!("{}{href}", self.world.config.origin()))
    }

    /// What a page says of itself to programs.
    pub(super) fn json_ld(&self, about: Vec<serde_json::Value>, head: &HeadView) -> Option<String> {
        let origin = self.world.config.base_url.is_some().then(|| self.world.config.origin());
        super::metadata::script(about, head, origin)
    }

    pub(super) fn feeds_of(&self, route: &Route, title: &str) -> Vec<FeedView> {
        self.feeds
            .iter()
            .map(|(file, mime, kind)| FeedView {
                title: format!("{title} ({kind})"),
                url: self.href(&route.join(file)),
                mime,
            })
            .collect()
    }

    pub(super) fn date(&self, moment: Moment) -> DateView {
        DateView { text: moment.words(), iso: moment.iso(), full: moment.rfc3339(self.world.config.timezone) }
    }

    pub(super) fn head(
        &self,
        kind: &'static str,
        title: &str,
        route: &Route,
        description: &str,
        lang: Option<&str>,
    ) -> HeadView {
        let url = self.href(route);
        HeadView {
            kind,
            title: title.to_owned(),
            permalink: self.full(&url),
            url,
            lang: lang.unwrap_or(&self.world.config.language).to_owned(),
            description: description.to_owned(),
            image: None,
            card_image: self.site_image.as_deref().and_then(|image| self.full(image)),
            breadcrumbs: Vec::new(),
            feeds: Vec::new(),
            has_charts: false,
            json_ld: None,
        }
    }

    /// The way from the home page to a section, that section included.
    pub(super) fn way_to(&self, section: SectionId) -> Vec<LinkView> {
        let home = LinkView {
            title: self.word(&self.world.config.language, "home"),
            url: self.href(&Route::home()),
            count: None,
        };
        let way =
            self.world.atlas.way_to(section).into_iter().map(|id| LinkView { count: None, ..self.section_link(id) });
        std::iter::once(home).chain(way).collect()
    }

    /// The way from the home page to a list that Expound makes at an address, or to the page of the author's that stands
    /// there.
    pub(super) fn way_to_list(&self, list: Option<&Route>, title: String, address: &str) -> Vec<LinkView> {
        let mut way = self.way_to(SectionId(0));
        match list {
            Some(route) => way.push(LinkView { title, url: self.href(route), count: None }),
            None => {
                if let Resolved::Page(id, _) = self.world.atlas.resolve("", address) {
                    way.push(self.page_link(id));
                }
            }
        }
        way
    }

    pub(super) fn section_link(&self, id: SectionId) -> LinkView {
        let section = self.world.atlas.section(id);
        LinkView { title: section.title.clone(), url: self.href(&section.route), count: Some(section.pages.len()) }
    }

    pub(super) fn page_link(&self, id: PageId) -> LinkView {
        let entry = self.world.atlas.entry(id);
        LinkView { title: entry.facts.title.clone(), url: self.href(&entry.route), count: None }
    }

    pub(super) fn term_link(&self, id: TermId) -> LinkView {
        let term = &self.world.atlas.taxonomies[id.taxonomy as usize].terms[id.term as usize];
        LinkView { title: term.name.clone(), url: self.href(&term.route), count: Some(term.briefs.len()) }
    }

    fn author_link(&self, author: &Author) -> LinkView {
        let url = author.term.map(|term| self.term_link(term).url).unwrap_or_default();
        LinkView { title: author.name.clone(), url, count: None }
    }

    pub(super) fn author(&self, author: &Author) -> AuthorView {
        let known = author.key.as_ref().and_then(|key| self.world.config.authors.get(key));
        AuthorView {
            name: author.name.clone(),
            url: self.author_link(author).url,
            role: known.and_then(|known| known.role.clone()),
            bio: known.and_then(|known| known.bio.clone()),
            website: known.and_then(|known| known.url.clone()),
        }
    }

    /// The picture of a brief; `None` where it has none or it is not there.
    pub(super) fn image(&self, entry: &Entry) -> Option<ImageView> {
        let front = &entry.facts.front;
        let address = front.image.as_deref()?;
        let url = match self.world.atlas.resolve(&entry.facts.path, address) {
            Resolved::File(route) => self.href(&route),
            Resolved::External => crate::base::escape::url(address).into_owned(),
            _ => return None,
        };
        Some(ImageView { url, alt: front.image_alt.clone().unwrap_or_default(), caption: front.image_caption.clone() })
    }

    /// The language of a page.
    pub fn language_of<'e>(&'e self, entry: &'e Entry) -> &'e str {
        entry.facts.front.lang.as_deref().unwrap_or(&self.world.config.language)
    }

    pub(super) fn description(entry: &Entry) -> &str {
        entry.facts.front.description.as_deref().unwrap_or(&entry.facts.excerpt)
    }

    /// A published page.
    pub fn entry(&self, id: PageId) -> &Entry {
        self.world.atlas.entry(id)
    }

    /// Where the list of a taxonomy's terms is.
    pub fn taxonomy_route(&self, taxonomy: usize) -> Route {
        self.world.atlas.taxonomies[taxonomy].route.clone()
    }

    /// A brief as lists and feeds show it.
    pub fn card(&self, id: PageId) -> CardView {
        let entry = self.world.atlas.entry(id);
        let tags = |term: &&TermId| self.world.atlas.taxonomies[term.taxonomy as usize].name == "tags";
        let in_section = entry.section.0 != 0 && entry.kind != Kind::Index;
        CardView {
            title: entry.facts.title.clone(),
            url: self.href(&entry.route),
            description: Self::description(entry).to_owned(),
            date: entry.date.map(|date| self.date(date)),
            authors: entry.authors.iter().map(|author| self.author_link(author)).collect(),
            and_others: entry.facts.front.and_others,
            section: in_section.then(|| LinkView { count: None, ..self.section_link(entry.section) }),
            image: self.image(entry),
            tags: entry.terms.iter().filter(tags).map(|term| self.term_link(*term)).collect(),
            minutes: entry.facts.words.minutes(),
            lang: self.language_of(entry).to_owned(),
        }
    }
}
