//! Names of series → a legend in the order of the data, in as many rows as it needs.

use crate::base::font::Weight;
use crate::chart::plot::Plot;
use crate::chart::scene::{Anchor, Area, Ink, Scene, Shape};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The words.
    pub name: String,
    /// The colour of the swatch.
    pub ink: Ink,
}

const SWATCH: f64 = 11.0;
const AFTER_SWATCH: f64 = 5.0;
const BETWEEN: f64 = 16.0;
/// Long names go on below; more lines than these are an ellipsis.
const MOST_LINES: usize = 8;

/// The entries of a chart's groups. What is not highlighted shares one colour and needs no swatch of its own.
pub fn of_groups(plot: &Plot<'_>) -> Vec<Entry> {
    let entry = |(index, name): (usize, &String)| Entry { name: name.clone(), ink: plot.ink(index, name) };
    plot.groups.iter().enumerate().map(entry).collect()
}

/// Draws a legend from `top` down, at most `width` wide; gives its lower edge.
pub fn draw(scene: &mut Scene, plot: &Plot<'_>, entries: &[Entry], top: f64, width: f64) -> f64 {
    let text = &plot.text;
    let (mut x, mut y) = (0.0, top);
    // How many lines more than one the names of a row have.
    let mut more = 0;
    let row_height = text.line_height() + 4.0;
    for entry in entries {
        let words = text.wrap(&entry.name, width - SWATCH - AFTER_SWATCH, Weight::Regular, MOST_LINES);
        let needs = SWATCH + AFTER_SWATCH + words.width;
        if x > 0.0 && x + needs > width {
            x = 0.0;
            y += row_height + more as f64 * text.line_height();
            more = 0;
        }
        more = more.max(words.lines.len().saturating_sub(1));
        let middle = y + row_height / 2.0;
        let area = Area::new(x, middle - SWATCH / 2.0, x + SWATCH, middle + SWATCH / 2.0);
        scene.guide(Shape::Rect { area, fill: entry.ink });
        let baseline = middle + text.middle();
        for line in text.place_lines(&words, x + SWATCH + AFTER_SWATCH, baseline, Anchor::Start, Ink::Text) {
            scene.text(line);
        }
        x += needs + BETWEEN;
    }
    y + row_height + more as f64 * text.line_height()
}

/// The legend that panels share: that of the groups, where there are several.
pub fn of_panels(scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    if plot.groups.len() < 2 { top } else { draw(scene, plot, &of_groups(plot), top, plot.width) }
}
