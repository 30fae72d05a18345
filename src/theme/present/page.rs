//! One brief or page → its view, and the view → a finished file.

use super::Presenter;
use crate::base::language::direction;
use crate::base::{ContentHash, Diagnostic, Place, Report, codes, suggest};
use crate::lower::Page;
use crate::site::{Entry, Kind, PageId};
use crate::sources::Publication;
use crate::theme::cite::cite;
use crate::theme::engine::Rendered;
use crate::theme::metadata;
use crate::theme::view::{
    CorrectionView, Json, LinkView, NotFoundView, PageView, PartsView, RedirectView, Shared, TaxonomyView, TocView,
    View,
};

/// A list of more chapters on each of them would be longer than they are.
const MOST_CHAPTERS: usize = 100;

impl Presenter<'_> {
    /// The view of a brief or a page.
    pub fn page<'p>(&self, id: PageId, page: &'p Page) -> PageView<'p> {
        let atlas = self.world.atlas;
        let entry = atlas.entry(id);
        let front = &entry.facts.front;
        let kind = if entry.kind == Kind::Brief { "brief" } else { "page" };
        let edition = atlas.edition_of(id);
        let language = entry.language.as_str();
        let mut head =
            self.head(kind, &entry.facts.title, &entry.route, entry.description(), (edition, Some(language)));
        head.translations = self.translations_of_page(id);
        head.image = self.image(entry);
        let card = self.world.card_of(id).map(|route| self.href(&route));
        let picture = || head.image.as_ref().map(|image| image.url.clone());
        head.has_card = card.is_some();
        head.card_image = card.or_else(picture).and_then(|url| self.full(&url)).or(head.card_image.take());
        head.breadcrumbs = self.shared_way_to(entry.section, language);
        let (older, newer) = if entry.kind == Kind::Brief { atlas.neighbours(id) } else { (None, None) };
        let mut view = PageView {
            head,
            standfirst: front.description.clone(),
            date: entry.date.map(|date| self.date(date, language)),
            updated: front.updated.map(|date| self.date(date, language)),
            changed: entry.changed(self.world.config.timezone).map(|date| self.date(date, language)),
            authors: entry.authors.iter().map(|author| self.author(author)).collect(),
            and_others: front.and_others,
            summary: front.summary.clone(),
            content: &page.content,
            notes: &page.notes,
            toc: page
                .toc
                .iter()
                .map(|entry| TocView { id: entry.id.to_string(), title: entry.title.clone(), level: entry.level })
                .collect(),
            words: entry.facts.words.total(),
            minutes: entry.facts.words.minutes(),
            taxonomies: self.taxonomies_of(entry),
            series: self.series_of(id),
            chapters: self.chapters_of(id),
            related: atlas.related(id).iter().map(|other| self.card(*other, language)).collect(),
            older: older.map(|other| self.page_link(other)),
            newer: newer.map(|other| self.page_link(other)),
            corrections: self.corrections(entry),
            cite: None,
            extra: Json(serde_json::Value::Object(front.extra.clone())),
        };
        view.head.has_charts = !page.charts.is_empty();
        view.cite = (entry.kind == Kind::Brief).then(|| cite(&view, self.world.config.title_of(edition)));
        let about = match entry.kind {
            Kind::Brief => vec![metadata::article(&view, &self.cited(page), self.world.config)],
            Kind::Page | Kind::Index => Vec::new(),
        };
        view.head.json_ld = self.json_ld(about, &view.head);
        view
    }

    /// The publications that a page cites.
    fn cited<'p>(&'p self, page: &'p Page) -> Vec<&'p Publication> {
        let of_site = page.cited.iter().filter_map(|key| self.world.library.get(key));
        of_site.chain(&page.own_cited).collect()
    }

    fn taxonomies_of(&self, entry: &Entry) -> Vec<TaxonomyView> {
        let of = |(index, taxonomy): (usize, &crate::site::Taxonomy)| {
            let terms: Vec<Shared<LinkView>> = entry
                .terms
                .iter()
                .filter(|term| term.taxonomy as usize == index)
                .map(|term| self.term_link(*term))
                .collect();
            (!terms.is_empty()).then(|| TaxonomyView {
                name: taxonomy.name.clone(),
                title: self.title_of_taxonomy(index, &entry.language),
                terms,
            })
        };
        self.world.atlas.taxonomies.iter().enumerate().filter_map(of).collect()
    }

    fn series_of(&self, id: PageId) -> Option<PartsView> {
        let (series, part) = self.world.atlas.series_of(id)?;
        Some(self.parts(&series.title, &series.parts, part, usize::MAX))
    }

    /// The pages of a section that have weights and no dates, as a manual has.
    fn chapters_of(&self, id: PageId) -> Option<PartsView> {
        let atlas = self.world.atlas;
        let is_chapter = |id: &PageId| {
            let entry = atlas.entry(*id);
            entry.kind == Kind::Page && entry.facts.front.weight.is_some()
        };
        let section = atlas.section(atlas.entry(id).section);
        if !is_chapter(&id) || section.parent.is_none() {
            return None;
        }
        let chapters: Vec<PageId> = section.own.iter().copied().filter(is_chapter).collect();
        let at = chapters.iter().position(|other| *other == id)?;
        (chapters.len() > 1).then(|| self.parts(&section.title, &chapters, at, MOST_CHAPTERS))
    }

    /// Parts, and the place of a page among them. All are listed if they are no more than `most`.
    fn parts(&self, title: &str, parts: &[PageId], at: usize, most: usize) -> PartsView {
        let link = |at: usize| parts.get(at).map(|other| self.page_link(*other));
        let listed = if parts.len() > most { &[] } else { parts };
        PartsView {
            title: title.to_owned(),
            position: at + 1,
            parts: listed.iter().map(|other| self.page_link(*other)).collect(),
            previous: at.checked_sub(1).and_then(link),
            next: link(at + 1),
        }
    }

    /// What was corrected in a page, newest first.
    pub fn corrections(&self, entry: &Entry) -> Vec<CorrectionView> {
        let mut all = entry.facts.front.corrections.clone();
        let language = entry.language.as_str();
        let timezone = self.world.config.timezone;
        all.sort_by_key(|correction| std::cmp::Reverse(correction.date.map(|date| date.instant(timezone))));
        all.into_iter()
            .map(|c| CorrectionView {
                date: c.date.map(|date| self.date(date, language)),
                text: c.text,
                was: c.was,
                now: c.now,
            })
            .collect()
    }

    /// The template of a page: the one that its front matter names, or that of its kind.
    pub fn template_of(&self, entry: &Entry, place: &dyn Fn() -> Place) -> Report<String> {
        let usual = match entry.kind {
            Kind::Brief => "brief.html",
            Kind::Page => "page.html",
            Kind::Index if self.world.atlas.section(entry.section).parent.is_none() => "home.html",
            Kind::Index => "section.html",
        };
        let Some(named) = &entry.facts.front.template else { return Report::clean(usual.to_owned()) };
        let candidates = [named.clone(), format!("{named}.html")];
        if let Some(found) = candidates.into_iter().find(|name| self.theme.has(name)) {
            return Report::clean(found);
        }
        let message = format!("the theme has no template `{named}`");
        let diagnostic = Diagnostic::new(
            &codes::MISSING_TEMPLATE,
            place(),
            message,
            suggest::hint(named, self.theme.template_names()),
        );
        Report::new(usual.to_owned(), vec![diagnostic])
    }

    /// What a finished file depends on: its view and what all pages share.
    pub fn fingerprint(&self, template: &str, view: &impl std::hash::Hash) -> ContentHash {
        ContentHash::of_value(&(self.shared, template, view))
    }

    /// The finished file of a view. `size` is what is known of its length: that of its body.
    pub fn render(&self, template: &str, view: &impl View, size: usize) -> Report<Rendered> {
        let shared = (self.site(view.edition()), self.words(view.lang()), view.lang());
        self.theme.render(template, shared, tera::Value::from_serializable(view), size)
    }

    /// The view of the page that a host shows for an address that is not there.
    pub fn not_found(&self) -> NotFoundView {
        let mut head = self.head(
            "not-found",
            &self.word(&self.world.config.language, "not_found_title"),
            &crate::base::Route::new("404.html"),
            "",
            (0, None),
        );
        head.permalink = None;
        let atlas = self.world.atlas;
        let newest = atlas.briefs.iter().filter(|id| atlas.edition_of(**id) == 0).take(4);
        let cards = newest.map(|id| self.card(*id, &head.lang)).collect();
        NotFoundView { head, cards }
    }

    /// The view of an old address.
    pub fn redirect(&self, to: PageId) -> RedirectView {
        let link = self.page_link(to);
        let (lang, edition) = (self.entry(to).language.clone(), self.world.atlas.edition_of(to));
        let dir = direction(&lang);
        RedirectView { permalink: self.full(&link.url), url: link.url, title: link.title, lang, dir, edition }
    }
}
