//! A brief → its social card: the picture that a link to it shows elsewhere.

use super::Pictures;
use crate::base::ContentHash;
use crate::base::language::Language;
use crate::base::tree::Sink;
use crate::chart::card::{self, Card};
use crate::chart::png;
use crate::chart::typography::Typography;
use crate::lower::{Page, World, card_route, has_card};
use crate::site::PageId;
use crate::theme::Presenter;
use std::sync::Arc;

/// Draws the card of a brief, or takes it from the cache if it was drawn before.
pub fn write(
    world: World<'_>,
    presenter: &Presenter<'_>,
    id: PageId,
    page: &Page,
    pictures: Pictures<'_>,
    sink: &dyn Sink,
) {
    let entry = world.atlas.entry(id);
    if !sink.keeps() || !has_card(world, entry) {
        return;
    }
    let language = Language::of(&entry.language);
    let text = Typography { font: world.font, size: 13.0, language };
    let (site, byline) = presenter.card_words(id);
    let chart = page.first_chart.as_ref();
    let card = Card { site: &site, title: &entry.facts.title, byline: &byline, accent: presenter.accent(), chart };
    let svg = card::svg(&card, text);
    let key = ContentHash::of_value(&(card::VERSION, png::VERSION, pictures.painter.font, svg.as_bytes()));
    let bytes = pictures.cache.get(key).or_else(|| {
        let drawn = pictures.painter.paint_in(&svg, 1.0)?;
        pictures.cache.put(key, &drawn);
        Some(drawn)
    });
    if let Some(bytes) = bytes {
        sink.put(&card_route(&entry.route).file(), Arc::new(bytes));
    }
}
