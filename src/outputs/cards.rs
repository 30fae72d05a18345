//! A brief → its social card: the picture that a link to it shows elsewhere.

use super::Pictures;
use crate::base::font::Weight;
use crate::base::language::Language;
use crate::base::tree::Sink;
use crate::chart::card::{self, Card};
use crate::chart::png::Painter;
use crate::chart::typography::Typography;
use crate::lower::{Page, World};
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
    let Some(route) = world.card_of(id).filter(|_| sink.keeps()) else { return };
    let entry = world.atlas.entry(id);
    let text = Typography { font: world.font, size: 13.0, language: Language::of(&entry.language) };
    // Words of signs that the font lacks would be boxes.
    let drawable = |words: String, weight: Weight| Some(words).filter(|words| world.font.has_all(words, weight));
    let (site, byline) = presenter.card_words(id);
    let svg = card::svg(
        &Card {
            site: &drawable(site, Weight::Bold).unwrap_or_default(),
            title: &entry.facts.title,
            byline: &drawable(byline, Weight::Regular).unwrap_or_default(),
            accent: presenter.accent(),
            chart: page.first_chart.as_ref(),
        },
        text,
    );
    if let Some(bytes) = pictures.of(&card::VERSION, &svg, Painter::paint_opaque) {
        sink.put(&route.file(), Arc::new(bytes));
    }
}
