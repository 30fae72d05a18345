//! A brief → its social card: the picture that a link to it shows elsewhere.

use super::Pictures;
use crate::base::ContentHash;
use crate::base::font::Weight;
use crate::base::language::Language;
use crate::base::tree::Sink;
use crate::chart::card::{self, Card};
use crate::chart::png;
use crate::chart::typography::Typography;
use crate::lower::{Page, World, has_card, is_drawable};
use crate::site::{PageId, card_route};
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
    if !sink.keeps() || !has_card(world, id) {
        return;
    }
    let entry = world.atlas.entry(id);
    let language = Language::of(&entry.language);
    let text = Typography { font: world.font, size: 13.0, language };
    // Words of signs that the font lacks would be boxes.
    let drawable = |words: String, weight: Weight| Some(words).filter(|words| is_drawable(world.font, words, weight));
    let (site, byline) = presenter.card_words(id);
    let site = drawable(site, Weight::Bold).unwrap_or_default();
    let byline = drawable(byline, Weight::Regular).unwrap_or_default();
    let chart = page.first_chart.as_ref();
    let card = Card { site: &site, title: &entry.facts.title, byline: &byline, accent: presenter.accent(), chart };
    let svg = card::svg(&card, text);
    let key = ContentHash::of_value(&(card::VERSION, png::VERSION, pictures.painter.font, svg.as_bytes()));
    let bytes = pictures.cache.get(key).or_else(|| {
        let drawn = pictures.painter.paint_opaque(&svg)?;
        pictures.cache.put(key, &drawn);
        Some(drawn)
    });
    if let Some(bytes) = bytes {
        sink.put(&card_route(&entry.route).file(), Arc::new(bytes));
    }
}
