//! Atlas and pages → views: what a template is told, and with which address.

mod archive;
mod citations;
mod datasets;
mod disputes;
mod lists;
mod page;
mod search;
mod shared;
mod sources;
mod translations;
mod uses;

use super::Theme;
use super::view::{AuthorView, DateView, FeedView, HeadView, IconView, ImageView, Json, LinkView, Shared, SiteView};
use crate::base::language::{Language, direction};
use crate::base::{Moment, Route};
use crate::data::Dataset;
use crate::lower::World;
use crate::site::{Author, Entry, PageId, Resolved, SectionId, Taxonomy};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use datasets::{form_of, is_full};
pub use lists::ListSource;
pub use search::{Findable, FindableKind, SEARCH_MANIFEST};
pub use uses::Uses;

/// The picture that expound.yaml or theme.yaml names, as a path in `content/` or in full.
fn picture_of_site(world: World<'_>, path: &str) -> Option<ImageView> {
    match world.atlas.resolve_setting(path) {
        Resolved::External => Some(ImageView::at(path.to_owned())),
        Resolved::File(route) => Some(picture_at(world, &route)),
        _ => None,
    }
}

/// A picture of the site, with what is known of it.
fn picture_at(world: World<'_>, route: &Route) -> ImageView {
    let base_path = world.config.base_path();
    let known = world.pictures.get(route);
    ImageView {
        width: known.map(|picture| picture.width),
        height: known.map(|picture| picture.height),
        srcset: known.and_then(|picture| picture.srcset(route, base_path)),
        ..ImageView::at(route.href(base_path))
    }
}

/// Turns what is known into views. Made once, shared by all threads.
pub struct Presenter<'a> {
    pub(super) world: World<'a>,
    pub(super) theme: &'a Theme,
    /// The feeds of each list: file name, media type, what the kind of feed is called.
    feeds: &'a [(&'static str, &'static str, &'static str)],
    /// The address of the picture for cards.
    site_image: Option<String>,
    /// Who states what in each dataset that has a page.
    stated: BTreeMap<String, disputes::Stated>,
    /// What every page of an edition knows, by editions.
    sites: Vec<tera::Value>,
    /// The words of each language that a page has.
    words: BTreeMap<&'a str, tera::Value>,
    /// The path of the site on its host.
    base_path: &'a str,
    /// The addresses of the menu of each edition.
    menus: Vec<Vec<String>>,
    /// What several pages show.
    made: shared::Made,
    /// The hash of what all pages share: templates, words and `site`.
    pub(super) shared: crate::base::ContentHash,
}

impl<'a> Presenter<'a> {
    /// A presenter for one build. `feeds` are those that this build makes for each list.
    pub fn new(world: World<'a>, theme: &'a Theme, feeds: &'a [(&'static str, &'static str, &'static str)]) -> Self {
        let site_image = world.config.image.as_deref().and_then(|path| Some(picture_of_site(world, path)?.url));
        let datasets = world.atlas.data.datasets.iter().filter_map(|(name, _)| world.tables.dataset(name));
        let stated = |dataset: &Arc<Dataset>| (dataset.name.clone(), disputes::Stated::of(dataset));
        let stated = datasets.map(stated).collect();
        let config = world.config;
        let editions = 0..=config.languages.len();
        let languages = world.atlas.entries.iter().map(|entry| entry.language.as_str());
        let words = languages.chain(editions.clone().map(|at| config.language_of(at))).collect::<BTreeSet<_>>();
        let words = words.into_iter().map(|tag| (tag, tera::Value::from_serializable(&theme.words.view(tag))));
        let (words, sites, shared) = (words.collect(), Vec::new(), theme.hash);
        let mut presenter = Self {
            world,
            theme,
            feeds,
            site_image,
            stated,
            sites,
            words,
            base_path: config.base_path(),
            menus: Vec::new(),
            made: shared::Made::nothing(world.atlas),
            shared,
        };
        let sites: Vec<SiteView> = editions.map(|edition| presenter.site_view(edition)).collect();
        presenter.shared = crate::base::ContentHash::of_value(&(theme.hash, &theme.words, &sites));
        let addresses = |site: &SiteView| site.nav.iter().map(|link| link.url.clone()).collect();
        presenter.menus = sites.iter().map(addresses).collect();
        presenter.sites = sites.iter().map(tera::Value::from_serializable).collect();
        presenter
    }

    fn site_view(&self, edition: usize) -> SiteView {
        let (config, atlas) = (self.world.config, self.world.atlas);
        let (root, title) = (atlas.section(atlas.home(edition)), config.title_of(edition));
        let language = config.language_of(edition);
        let sections: Vec<LinkView> =
            root.sections.iter().map(|id| self.section_link(*id)).filter(|link| link.count != Some(0)).collect();
        let nav = config.nav_of(edition);
        let nav = if nav.is_empty() {
            sections.iter().map(|link| LinkView { count: None, ..link.clone() }).collect()
        } else {
            nav.iter()
                .map(|(title, url)| LinkView { title: title.clone(), url: self.rooted(url), count: None })
                .collect()
        };
        SiteView {
            title: title.to_owned(),
            description: config.description_of(edition).to_owned(),
            language: language.to_owned(),
            url: self.href(&root.route),
            base_url: config.base_url.clone(),
            nav,
            sections,
            taxonomies: atlas
                .taxonomies
                .iter()
                .filter(|taxonomy| taxonomy.edition == edition)
                .map(|taxonomy| self.taxonomy_link(taxonomy))
                .collect(),
            archive: self.archive_link(edition),
            data: atlas.data.index.as_ref().map(|route| LinkView {
                title: self.word(language, "data"),
                url: self.href(route),
                count: Some(atlas.data.datasets.len()),
            }),
            disputed: atlas.data.disputed.as_ref().map(|route| LinkView {
                title: self.word(language, "disputed"),
                url: self.href(route),
                count: None,
            }),
            sources: atlas.sources.index.as_ref().map(|route| LinkView {
                title: self.word(language, "sources"),
                url: self.href(route),
                count: None,
            }),
            search: atlas.search.as_ref().map(|route| LinkView {
                title: self.word(language, "search"),
                url: self.href(route),
                count: None,
            }),
            logo: self.theme.text("logo").and_then(|path| picture_of_site(self.world, path)),
            ground: super::values::ground(&self.theme.values),
            icon: self.theme.text("icon").and_then(|path| {
                let mime = if path.ends_with(".svg") { "image/svg+xml" } else { "image/png" };
                Some(IconView { url: picture_of_site(self.world, path)?.url, mime })
            }),
            feeds: self.feeds_of(&root.route, title),
            assets: self
                .theme
                .assets
                .iter()
                .map(|asset| (asset.name.clone(), self.href(&asset.route)))
                .collect::<BTreeMap<_, _>>(),
            theme: Json(self.theme.values.clone()),
            words: self.theme.words.view(language),
            extra: Json(config.extra.clone()),
            generator: concat!("Expound ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// A word of the theme in a language.
    pub fn word(&self, language: &str, key: &str) -> String {
        self.theme.words.text(language, key).unwrap_or(key).to_owned()
    }

    /// What every page of an edition knows.
    pub(super) fn site(&self, edition: usize) -> &tera::Value {
        &self.sites[edition]
    }

    /// The words of a language, as templates see them. Only languages that pages have are asked for.
    pub(super) fn words(&self, language: &str) -> &tera::Value {
        self.words.get(language).unwrap_or_else(|| &self.words[self.world.config.language.as_str()])
    }

    /// The accent of the theme on light ground, as `#rrggbb` or `#rgb`.
    pub fn accent(&self) -> &str {
        super::values::accent_on_light(&self.theme.values)
    }

    /// What the social card of a brief says beside its title: the name of the site, and who wrote it and when.
    pub fn card_words(&self, id: PageId) -> (String, String) {
        let entry = self.entry(id);
        let names: Vec<&str> = entry.authors.iter().map(|author| author.name.as_str()).collect();
        let date = entry.date.map(|date| self.date(date, &entry.language).text);
        let parts = [names.join(", "), date.unwrap_or_default()];
        let byline = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
        (self.world.config.title_of(self.world.atlas.edition_of(id)).to_owned(), byline)
    }

    pub(super) fn href(&self, route: &Route) -> String {
        route.href(self.base_path)
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
    pub(super) fn json_ld(&self, about: Vec<String>, head: &HeadView) -> Option<String> {
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

    pub(super) fn date(&self, moment: Moment, language: &str) -> DateView {
        let text = moment.words_in(Language::of(language));
        DateView { text, iso: moment.iso(), full: moment.rfc3339(self.world.config.timezone) }
    }

    /// What a page has whatever it shows. `language` is its own, where it is not that of its edition.
    pub(super) fn head(
        &self,
        kind: &'static str,
        title: &str,
        route: &Route,
        description: &str,
        (edition, language): (usize, Option<&str>),
    ) -> HeadView {
        let url = self.href(route);
        let lang = language.unwrap_or(self.world.config.language_of(edition));
        let menu = self.menus[edition].iter().filter(|link| url.starts_with(*link)).max_by_key(|link| link.len());
        HeadView {
            kind,
            title: title.to_owned(),
            permalink: self.full(&url),
            menu: menu.cloned().unwrap_or_default(),
            url,
            lang: lang.to_owned(),
            dir: direction(lang),
            edition,
            translations: Vec::new(),
            description: description.to_owned(),
            image: None,
            card_image: self.site_image.as_deref().and_then(|image| self.full(image)),
            has_card: false,
            breadcrumbs: Shared::default(),
            feeds: Vec::new(),
            has_charts: false,
            json_ld: None,
        }
    }

    /// The way from the home page to a section, that section included, on a page in some language.
    pub(super) fn way_to(&self, section: SectionId, language: &str) -> Vec<LinkView> {
        let atlas = self.world.atlas;
        let home = &atlas.section(atlas.home(atlas.section(section).edition)).route;
        let home = LinkView { title: self.word(language, "home"), url: self.href(home), count: None };
        let way = atlas.way_to(section).into_iter().map(|id| LinkView { count: None, ..self.section_link(id) });
        std::iter::once(home).chain(way).collect()
    }

    /// The way from the home page to a list that Expound makes at an address, or to the page of the author's that stands
    /// there.
    pub(super) fn way_to_list(&self, list: Option<&Route>, title: String, address: &str) -> Vec<LinkView> {
        let mut way = self.way_to(SectionId(0), &self.world.config.language);
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

    /// The list of a taxonomy's terms.
    pub(super) fn taxonomy_link(&self, taxonomy: &Taxonomy) -> LinkView {
        let title = self.taxonomy_title(taxonomy, self.world.config.language_of(taxonomy.edition));
        LinkView { title, url: self.href(&taxonomy.route), count: Some(taxonomy.terms.len()) }
    }

    /// The name of a taxonomy in a language: a word of the theme, or else its key.
    pub(super) fn taxonomy_title(&self, taxonomy: &Taxonomy, language: &str) -> String {
        let word = self.theme.words.text(language, &format!("taxonomy_{}", taxonomy.name));
        word.map_or_else(|| taxonomy.title(), str::to_owned)
    }

    pub(super) fn author(&self, author: &Author) -> AuthorView {
        let known = author.key.as_ref().and_then(|key| self.world.config.authors.get(key));
        AuthorView {
            name: author.name.clone(),
            url: self.author_link(author).url.clone(),
            role: known.and_then(|known| known.role.clone()),
            bio: known.and_then(|known| known.bio.clone()),
            website: known.and_then(|known| known.url.clone()),
        }
    }

    /// The picture of a brief; `None` where it has none or it is not there.
    pub fn image(&self, entry: &Entry) -> Option<ImageView> {
        let front = &entry.facts.front;
        let address = front.image.as_deref()?;
        let image = match self.world.atlas.resolve(&entry.facts.path, address) {
            Resolved::File(route) => picture_at(self.world, &route),
            Resolved::External => ImageView::at(crate::base::escape::url(address).into_owned()),
            _ => return None,
        };
        Some(ImageView {
            alt: front.image_alt.clone().unwrap_or_default(),
            caption: front.image_caption.clone(),
            ..image
        })
    }

    /// A published page.
    pub fn entry(&self, id: PageId) -> &Entry {
        self.world.atlas.entry(id)
    }

    /// Where the list of a taxonomy's terms is.
    pub fn taxonomy_route(&self, taxonomy: usize) -> Route {
        self.world.atlas.taxonomies[taxonomy].route.clone()
    }
}
