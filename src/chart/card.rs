//! The words of a brief and its first chart → a drawing for links in other places: 1200 by 630 pixels, as those show it.
//!
//! Knows no page: what it shows is given in words.

use super::download::Drawing;
use super::palette;
use super::scene::{Anchor, Ink};
use super::svg::{self, Spoken};
use super::typography::Typography;
use crate::base::font::Weight;
use std::fmt::Write;

/// What has to change whenever the same words would give another picture.
pub const VERSION: &str = "card 2";

/// The size that networks ask for.
pub const SIZE: [f64; 2] = [1200.0, 630.0];

const MARGIN: f64 = 72.0;
/// The chart takes the right half, where there is one.
const CHART: [f64; 4] = [648.0, 72.0, 1136.0, 558.0];
const SMALL: f64 = 28.0;
/// The first baseline below the name of the site, and the last above the names of those who wrote.
const TITLE_FROM: f64 = 156.0;
const TITLE_TO: f64 = 500.0;
const FOOT: f64 = 558.0;

/// What a card shows.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// The name of the site.
    pub site: &'a str,
    /// The title of the brief.
    pub title: &'a str,
    /// Who wrote it and when, in a line.
    pub byline: &'a str,
    /// The colour of the bar, as `#rrggbb`.
    pub accent: &'a str,
    /// Its first chart.
    pub chart: Option<&'a Drawing>,
}

/// The drawing. The size of `text` does not matter.
pub fn svg(card: &Card<'_>, text: Typography<'_>) -> String {
    let [width, height] = SIZE;
    let spoken = Spoken { title: card.title, description: card.byline, id: "card" };
    let small = Typography { size: SMALL, ..text };
    let mut out = svg::open_alone(SIZE, spoken, small);
    let ground = palette::of(Ink::Ground).light;
    let _ = write!(out, "<path fill=\"{ground}\" d=\"M0 0H{width}V{height}H0z\"/>");
    let _ = write!(out, "<path fill=\"{}\" d=\"M0 0H{width}V14H0z\"/>", card.accent);
    let room = card.chart.map_or(width - MARGIN, |_| CHART[0] - 48.0) - MARGIN;
    lines(&mut out, card.site, small, Weight::Bold, (TITLE_FROM - 52.0, 1), room);
    title(&mut out, card.title, text, room);
    lines(&mut out, card.byline, small, Weight::Regular, (FOOT, 2), room);
    if let Some(chart) = card.chart {
        let [x0, y0, x1, y1] = CHART;
        let scale = ((x1 - x0) / chart.size[0]).min((y1 - y0) / chart.size[1]);
        let x = x0 + ((x1 - x0) - chart.size[0] * scale) / 2.0;
        let y = y0 + ((y1 - y0) - chart.size[1] * scale) / 2.0;
        let _ = write!(
            out,
            "<g transform=\"translate({x:.2} {y:.2}) scale({scale:.4})\" font-size=\"{}\">{}</g>",
            chart.text, chart.svg
        );
    }
    out.push_str("</svg>");
    out
}

/// The title, as large as its words allow.
fn title(out: &mut String, words: &str, text: Typography<'_>, room: f64) {
    let sizes = [76.0, 68.0, 60.0, 52.0, 46.0, 40.0];
    let fits = |size: &f64| {
        let set = Typography { size: *size, ..text };
        let lines = set.wrap(words, room, Weight::Bold, usize::MAX);
        let longest = words.split_whitespace().map(|word| set.width(word, Weight::Bold)).fold(0.0, f64::max);
        longest <= room && TITLE_FROM + lines.lines.len() as f64 * set.line_height() <= TITLE_TO
    };
    let size = sizes.iter().copied().find(fits).unwrap_or(sizes[sizes.len() - 1]);
    let set = Typography { size, ..text };
    let most = ((TITLE_TO - TITLE_FROM) / set.line_height()) as usize;
    let lines = set.wrap(words, room, Weight::Bold, most);
    for placed in set.place_lines(&lines, MARGIN, TITLE_FROM + size * 0.8, Anchor::Start, Ink::Text) {
        svg::write_alone(out, &placed, size);
    }
}

/// A few lines of small words, the last baseline at a height, cut where they are too long.
fn lines(out: &mut String, words: &str, set: Typography<'_>, weight: Weight, (last, most): (f64, usize), room: f64) {
    let lines = set.wrap(words, room, weight, most);
    let first = last - lines.lines.len().saturating_sub(1) as f64 * set.line_height();
    for placed in set.place_lines(&lines, MARGIN, first, Anchor::Start, Ink::Soft) {
        svg::write_alone(out, &placed, set.size);
    }
}
