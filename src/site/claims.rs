//! Who has which address: pages, lists and files each claim theirs once; old addresses lead to what is left.

use super::atlas::{Atlas, Kind, Target};
use super::data_pages::{DATA_PACKAGE, DataPages};
use super::facts::Facts;
use super::ids::{PageId, SectionId};
use super::source_pages::SourcePages;
use super::surroundings::Surroundings;
use super::{archive, resolve, routes, similar};
use crate::base::route::join;
use crate::base::{Diagnostic, Diagnostics, Place, Report, Route, codes};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Gives every route of the atlas to whoever claims it first.
pub(super) fn claim(atlas: &mut Atlas, facts: &[Arc<Facts>], around: &Surroundings<'_>) -> Report<()> {
    let mut claims = Claims {
        atlas,
        facts,
        around,
        diagnostics: Diagnostics::new(),
        taken: FxHashMap::default(),
        folders: FxHashMap::default(),
    };
    claims.files();
    claims.datasets();
    claims.routes();
    claims.lists_of_data();
    claims.sources();
    // What an author moved keeps its old address.
    claims.redirects();
    claims.archives();
    claims.search();
    claims.cards();
    claims.similar();
    Report::new((), claims.diagnostics)
}

struct Claims<'a> {
    atlas: &'a mut Atlas,
    facts: &'a [Arc<Facts>],
    around: &'a Surroundings<'a>,
    diagnostics: Diagnostics,
    /// Who claimed a file first: whose it is, and in words.
    taken: FxHashMap<Route, (Owner, String)>,
    /// The folders that those files need, with the first one that does. All folders around a known one are known.
    folders: FxHashMap<Route, Route>,
}

/// What wants a route.
struct Claim {
    route: Route,
    target: Target,
    owner: Owner,
    /// What it is, for the diagnostic of another that wants the same.
    words: String,
}

/// Whose file stands behind a claim.
#[derive(Clone, Copy)]
enum Owner {
    /// A document, by its index.
    Document(usize),
    /// A file that is published as it stands, by its index.
    File(usize),
    /// A dataset, by its index.
    Dataset(usize),
    /// Expound makes it.
    Nobody,
}

impl Claims<'_> {
    /// Files are published with the pages around them. What belongs to a withheld brief stays back: all files of its
    /// folder, and those that it names and no published page does.
    fn files(&mut self) {
        let of_name = self.around.datasets.iter().map(|dataset| (dataset.name.as_str(), &*dataset.path));
        let datasets: FxHashMap<&str, &str> = of_name.collect();
        let named = |facts: &Facts| -> Vec<String> {
            let folder = routes::folder_of(&facts.path);
            let path = |address: &str| match address.strip_prefix('/') {
                Some(rooted) => join("", rooted),
                None => join(folder, address),
            };
            let addressed = facts.addresses.iter().filter_map(|address| path(resolve::split(address).0));
            // Rows are named by their file, or by the name of their dataset.
            let rows = facts.data.iter().filter_map(|name| match datasets.get(&**name) {
                Some(file) => Some((*file).to_owned()),
                None => path(name),
            });
            addressed.chain(rows).collect()
        };
        let withheld = |facts: &&Arc<Facts>| self.atlas.withheld.contains_key(&facts.path);
        let mut kept_back: FxHashSet<String> =
            self.facts.iter().filter(withheld).flat_map(|facts| named(facts)).collect();
        if !kept_back.is_empty() {
            for facts in self.facts.iter().filter(|facts| !withheld(facts)) {
                named(facts).iter().for_each(|path| _ = kept_back.remove(path));
            }
            self.around.config.image.iter().for_each(|path| _ = kept_back.remove(path));
        }
        let bundles = &self.atlas.withheld_folders;
        let mut files = Vec::new();
        for (index, path) in self.around.files.iter().enumerate() {
            if !kept_back.contains(&**path) && !bundles.iter().any(|bundle| path.starts_with(bundle.as_str())) {
                files.push((index, routes::of_file(path), Arc::clone(path)));
            }
        }
        for (index, route, path) in files {
            self.atlas.file_by_path.insert(path, route.clone());
            self.atlas.files.push((index, route));
        }
    }

    /// A dataset has a page if its file is published, and its descriptor does not stand in the folder of a withheld brief.
    fn datasets(&mut self) {
        let bundles = &self.atlas.withheld_folders;
        self.atlas.data = DataPages::of(self.around, |dataset| {
            let is_withheld = bundles.iter().any(|bundle| dataset.descriptor.starts_with(bundle.as_str()));
            !is_withheld && self.atlas.file_by_path.contains_key(&*dataset.path)
        });
    }

    /// The lists of datasets and of disputes stand back behind whatever else has their address.
    fn lists_of_data(&mut self) {
        let data = &mut self.atlas.data;
        let lists = [(data.index.take(), "the list of all datasets"), (data.disputed.take(), "the disputed figures")];
        let [index, disputed] = lists.map(|(route, words)| self.claim_if_free(route?, words.to_owned()));
        self.atlas.data.index = index;
        self.atlas.data.disputed = disputed;
    }

    /// So do the pages of sources and their list.
    fn sources(&mut self) {
        let SourcePages { index, sources } = SourcePages::of(self.around.sources);
        let index = index.and_then(|route| self.claim_if_free(route, "the list of all sources".to_owned()));
        let sources = sources.into_iter().filter_map(|(key, route)| {
            let route = self.claim_if_free(route, format!("the page of the source `{key}`"))?;
            Some((key, route))
        });
        self.atlas.sources = SourcePages { sources: sources.collect(), index };
    }

    /// And an archive, all of it: a part of one would be taken for the whole.
    fn archives(&mut self) {
        let archives = if self.around.archives { archive::all(self.atlas) } else { Vec::new() };
        for archive in archives {
            let years = archive.years.iter().filter_map(|year| year.route.as_ref());
            let routes: Vec<&Route> = std::iter::once(&archive.route).chain(years).collect();
            if routes.iter().all(|route| self.is_free(route)) {
                for route in routes {
                    self.claim_if_free(route.clone(), "the archive".to_owned());
                }
                self.atlas.archives.push(archive);
            }
        }
    }

    /// A card stands back behind whatever else has its address.
    fn cards(&mut self) {
        if !self.around.cards {
            return;
        }
        let briefs = self.atlas.pages().filter(|(_, entry)| entry.kind == Kind::Brief);
        let briefs: Vec<(PageId, Route)> = briefs.map(|(id, entry)| (id, entry.card_route())).collect();
        for (id, route) in briefs {
            if self.claim_if_free(route, "the social card of a brief".to_owned()).is_some() {
                self.atlas.cards.insert(id);
            }
        }
    }

    /// The search page stands back too, with all of its files.
    fn search(&mut self) {
        let files: Vec<Route> = self.around.search.iter().map(|path| Route::new(path)).collect();
        if !files.iter().all(|route| self.is_free(route)) {
            return;
        }
        for route in &files {
            self.claim_if_free(route.clone(), "the search page".to_owned());
        }
        self.atlas.search = files.into_iter().next();
    }

    /// Whether nobody has claimed the file of a route.
    fn is_free(&self, route: &Route) -> bool {
        self.holder(&Route::new(&route.file())).is_none()
    }

    /// Claims a route for what Expound makes; nothing where somebody has it.
    fn claim_if_free(&mut self, route: Route, words: String) -> Option<Route> {
        let is_free = self.is_free(&route);
        let claim = Claim { route: route.clone(), target: Target::Made, owner: Owner::Nobody, words };
        is_free.then(|| {
            self.claim(claim);
            route
        })
    }

    /// Every route, claimed once. What has a file of its own comes last among equals: it is the one to rename.
    fn routes(&mut self) {
        let mut all: Vec<Claim> = Vec::new();
        let made = |route: Route, words: String| Claim { route, target: Target::Made, owner: Owner::Nobody, words };
        for (id, entry) in self.atlas.pages().filter(|(_, entry)| entry.kind != Kind::Index) {
            let (owner, words) = (Owner::Document(entry.document), entry.facts.shown.to_string());
            all.push(Claim { route: entry.route.clone(), target: Target::Page(id), owner, words });
        }
        let mut lists: Vec<(Route, usize, String)> = Vec::new();
        for (at, section) in self.atlas.sections.iter().enumerate() {
            let index =
                section.index.or_else(|| section.pages.first().copied()).map(|id| self.atlas.entry(id).document);
            let mut words = match section.folder.trim_end_matches('/') {
                "" => "the list of all briefs".to_owned(),
                folder => format!("the list of the section `{folder}`"),
            };
            if section.edition > 0 {
                words.push_str(&format!(" in `{}`", self.around.config.language_of(section.edition)));
            }
            let owner = index.map_or(Owner::Nobody, Owner::Document);
            lists.push((section.route.clone(), section.pages.len(), words.clone()));
            all.push(Claim {
                route: section.route.clone(),
                target: Target::Section(SectionId(at as u32)),
                owner,
                words,
            });
        }
        for taxonomy in &self.atlas.taxonomies {
            all.push(made(taxonomy.route.clone(), format!("the list of `{}`", taxonomy.name)));
            for term in &taxonomy.terms {
                let words = format!("the list of `{}`", term.name);
                lists.push((term.route.clone(), term.briefs.len(), words.clone()));
                all.push(made(term.route.clone(), words));
            }
        }
        for (route, briefs, words) in lists {
            let pages = briefs.div_ceil(self.around.config.paginate);
            all.extend(
                (2..=pages).map(|page| made(route.join(&format!("page/{page}/")), format!("page {page} of {words}"))),
            );
            all.extend(self.around.made.iter().map(|feed| made(route.join(feed), format!("a feed of {words}"))));
        }
        let is_file = |wanted: &str| self.atlas.files.iter().any(|(_, route)| route.as_str() == wanted);
        for (name, route) in &self.atlas.data.datasets {
            let at = self.around.datasets.iter().position(|dataset| dataset.name == *name);
            let claim = |route: Route, words: String| Claim {
                owner: at.map_or(Owner::Nobody, Owner::Dataset),
                ..made(route, words)
            };
            all.push(claim(route.clone(), format!("the page of the dataset `{name}`")));
            // A package that the author describes stays as it is.
            let package = route.join(DATA_PACKAGE);
            if !is_file(package.as_str()) {
                all.push(claim(package, format!("what describes the dataset `{name}`")));
            }
        }
        // A site may bring some of them itself.
        let own = |file: &&&str| OWN.contains(*file) && is_file(file);
        all.extend(
            self.around
                .fixed
                .iter()
                .filter(|file| !own(file))
                .map(|file| made(Route::new(file), format!("{file}, which Expound makes"))),
        );
        for (file, route) in &self.atlas.files {
            let (owner, words) = (Owner::File(*file), format!("the file {}", self.around.files[*file]));
            all.push(Claim { route: route.clone(), target: Target::File, owner, words });
        }
        self.taken.reserve(all.len());
        self.folders.reserve(all.len());
        self.atlas.by_route.reserve(all.len());
        for claim in all {
            self.claim(claim);
        }
    }

    fn claim(&mut self, claim: Claim) {
        // Two routes with one file are one address to a static host.
        let key = Route::new(&claim.route.file());
        let Some((owner, words)) = self.holder(&key) else {
            for folder in folders(key.as_str()).rev() {
                if self.folders.contains_key(folder) {
                    break;
                }
                self.folders.insert(Route::new(folder), key.clone());
            }
            self.taken.insert(key, (claim.owner, claim.words));
            self.atlas.by_route.insert(claim.route, claim.target);
            return;
        };
        let (place, named) = match (self.place_of(claim.owner), self.place_of(*owner)) {
            (Some(place), _) => (place, words.as_str()),
            (None, Some(place)) => (place, claim.words.as_str()),
            // Two lists: it is the settings that name both.
            (None, None) => (self.around.settings.clone(), words.as_str()),
        };
        let message = format!("{} is also the address of {named}", claim.route);
        let help = "rename one of the files, or give a page another `slug:`";
        let mut diagnostic = Diagnostic::new(&codes::DUPLICATE_ROUTE, place.clone(), message, help);
        let other = self.place_of(*owner).filter(|other| *other != place && !matches!(claim.owner, Owner::Nobody));
        if let Some(other) = other {
            diagnostic = diagnostic.and(other, "the other one");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Who has a file, or needs a folder of its name, or has a file where it needs a folder.
    fn holder(&self, key: &Route) -> Option<&(Owner, String)> {
        // No file has the name of a folder that is needed.
        let is_unknown = |folder: &&str| !self.folders.contains_key(*folder);
        let above = || folders(key.as_str()).rev().take_while(is_unknown).find_map(|folder| self.taken.get(folder));
        let below = || self.folders.get(key).and_then(|file| self.taken.get(file));
        self.taken.get(key).or_else(above).or_else(below)
    }

    /// Where an author wrote what claims a route.
    fn place_of(&self, owner: Owner) -> Option<Place> {
        match owner {
            Owner::Nobody => None,
            Owner::Dataset(dataset) => Some(self.around.datasets[dataset].place.clone()),
            Owner::Document(document) => Some(self.page_place(document)),
            Owner::File(file) => Some((self.around.file_place)(file)),
        }
    }

    /// Addresses that some disks and hosts take for one.
    fn similar(&mut self) {
        for (key, other) in similar::pairs(self.taken.keys()) {
            let [(owner, words), (_, named)] = [key, other].map(|key| &self.taken[key]);
            let [key, other] = [key, other].map(|key| key.as_str().trim_end_matches("index.html"));
            let place = self.place_of(*owner).unwrap_or_else(|| self.around.settings.clone());
            self.diagnostics.push(Diagnostic::new(
                &codes::SIMILAR_ROUTE,
                place,
                format!("/{key}, {words}, differs from /{other}, {named}, in nothing but capitals"),
                "rename one of the files, or give a page another `slug:`",
            ));
        }
    }

    fn page_place(&self, document: usize) -> Place {
        (self.around.place)(document, if self.facts[document].front.slug.is_some() { "slug" } else { "title" })
    }

    fn redirects(&mut self) {
        // By the file of each: `/old` and `/old/index.html` are one.
        let mut leading: FxHashMap<Route, PageId> = FxHashMap::default();
        let mut redirects = Vec::new();
        for (id, entry) in self.atlas.pages() {
            for alias in &entry.facts.front.aliases {
                let clean = join("", alias.trim_start_matches('/')).filter(|path| is_alias(alias, path));
                let route = clean.map(|path| {
                    Route::new(&if path.ends_with('/') || path.ends_with(".html") { path } else { format!("{path}/") })
                });
                let problem = match &route {
                    None => Some("is not a path of this site".to_owned()),
                    Some(route) if self.holder(&Route::new(&route.file())).is_some() => {
                        let words = self.holder(&Route::new(&route.file())).map_or("", |(_, words)| words);
                        Some(format!("is the address of {words}"))
                    }
                    Some(route) => leading
                        .get(&Route::new(&route.file()))
                        .map(|other| format!("already leads to {}", self.atlas.entry(*other).facts.shown)),
                };
                match (problem, route) {
                    (Some(problem), _) => {
                        let place = (self.around.place)(entry.document, "aliases");
                        self.diagnostics.push(Diagnostic::new(
                            &codes::BAD_ALIAS,
                            place,
                            format!("the alias `{alias}` {problem}"),
                            "write an old path such as /old/address/ that nothing else has",
                        ));
                    }
                    (None, Some(route)) => {
                        leading.insert(Route::new(&route.file()), id);
                        redirects.push((route, id));
                    }
                    (None, None) => {}
                }
            }
        }
        self.atlas.redirects = redirects;
    }
}

/// What Expound makes only where the author has no file of that name.
const OWN: [&str; 4] = ["_headers", "_redirects", "manifest.json", "robots.txt"];

/// True for a path that a redirect can stand at. For hosts a star and a colon in `_redirects` stand for many paths.
fn is_alias(written: &str, path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    // A name of a file has 255 bytes at most, and an address not many more parts than readers can bear.
    let long = path.len() > 2000 || path.split('/').any(|part| part.len() > 240);
    !path.is_empty()
        && !hidden
        && !long
        && !written.contains(['?', '#', ':', '*'])
        && !path.contains(|sign: char| sign.is_control() || matches!(sign, ':' | '*'))
}

/// The folders that a file needs, the outermost first.
fn folders(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
