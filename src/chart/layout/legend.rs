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

/// The entries of a chart's groups. What is not highlighted shares one colour and needs no swatch of its own.
pub fn of_groups(plot: &Plot<'_>) -> Vec<Entry> {
    let entry = |(index, name): (usize, &String)| Entry { name: name.clone(), ink: plot.ink(index, name) };
    plot.groups.iter().enumerate().map(entry).collect()
}

/// Draws a legend from `top` down, at most `width` wide; gives its lower edge.
pub fn draw(scene: &mut Scene, plot: &Plot<'_>, entries: &[Entry], top: f64, width: f64) -> f64 {
    let text = &plot.text;
    let (mut x, mut row) = (0.0, 0);
    let row_height = text.line_height() + 4.0;
    for entry in entries {
        let words = text.wrap(&entry.name, width - SWATCH - AFTER_SWATCH, Weight::Regular, 1);
        let needs = SWATCH + AFTER_SWATCH + words.width;
        if x > 0.0 && x + needs > width {
            x = 0.0;
            row += 1;
        }
        let middle = top + f64::from(row) * row_height + row_height / 2.0;
        let area = Area::new(x, middle - SWATCH / 2.0, x + SWATCH, middle + SWATCH / 2.0);
        scene.guide(Shape::Rect { area, fill: entry.ink });
        let baseline = middle + text.middle();
        for line in text.place_lines(&words, x + SWATCH + AFTER_SWATCH, baseline, Anchor::Start, Ink::Text) {
            scene.text(line);
        }
        x += needs + BETWEEN;
    }
    top + f64::from(row + 1) * row_height
}

/// The legend that panels share: that of the groups, where there are several.
pub fn of_panels(scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    if plot.groups.len() < 2 { top } else { draw(scene, plot, &of_groups(plot), top, plot.width) }
}
