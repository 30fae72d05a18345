//! What the areas of points show → a scale for all panels of a chart, and its legend.

use super::legend;
use super::values::round_words;
use crate::base::font::Weight;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scale::{Sqrt, ticks};
use crate::chart::scene::{Anchor, Ink, Scene, Shape};

/// The scale of areas, if a column gives them: from the greatest value of the table, so that panels agree.
pub fn scale(plot: &Plot<'_>) -> Option<Sqrt> {
    let column = plot.table.column(plot.spec.column_of("size")?)?;
    let greatest = Extent::of_values(column.cells.iter().filter_map(|cell| cell.number()))?[1];
    let radius = if plot.is_panel {
        12.0
    } else if plot.narrow() {
        16.0
    } else {
        22.0
    };
    (greatest > 0.0).then(|| Sqrt::new(greatest, radius))
}

const BETWEEN: f64 = 14.0;

/// Draws what two areas stand for from `top` down; gives the lower edge, which is `top` where no column gives areas.
pub fn draw(scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    let Some(scale) = scale(plot) else { return top };
    let text = &plot.text;
    let round = ticks(0.0, scale.domain[1], 3.0);
    let Some(most) = round.last().copied().filter(|most| *most > 0.0) else { return top };
    let less = ticks(0.0, most / 2.0, 2.0).get(1).copied().filter(|less| *less < most);
    let name = plot.spec.column_of("size").unwrap_or_default();
    let title = plot.table.column(name).map_or(name, |column| column.label());
    let values: Vec<f64> = less.into_iter().chain([most]).collect();
    let words = round_words(&values, plot.text.language);
    let entry = |(value, words): (&f64, &String)| 2.0 * scale.map(*value) + 6.0 + text.width(words, Weight::Regular);
    let needs: f64 = values.iter().zip(&words).map(|pair| entry(pair) + BETWEEN).sum();
    let title = text.wrap(title, plot.width, Weight::Regular, 2);
    let above = title.width + BETWEEN + needs > plot.width || title.lines.len() > 1;
    let height = f64::max(2.0 * scale.map(most) + 2.0, text.line_height());
    let (mut x, mut middle) = (title.width + BETWEEN, top + height / 2.0);
    let mut first = text.first_baseline(1, middle);
    if above {
        first = top + text.ascent();
        middle += text.height(title.lines.len()) + 2.0;
        x = 0.0;
    }
    for line in text.place_lines(&title, 0.0, first, Anchor::Start, Ink::Soft) {
        scene.text(line);
    }
    for (value, words) in values.iter().zip(&words) {
        let radius = scale.map(*value);
        scene.guide(Shape::Circle { at: [x + radius, middle], radius, fill: Ink::Axis, hollow: true });
        x += 2.0 * radius + 6.0;
        let placed = text.place(words, Weight::Regular, x, middle + text.middle(), Anchor::Start, Ink::Soft);
        x += placed.area.width() + BETWEEN;
        // Where even this is too wide, the smaller one must do.
        if placed.area.x1 <= plot.width {
            scene.text(placed);
        }
    }
    middle + height / 2.0 + 8.0
}

/// The legend that panels of points share: of groups, and of areas.
pub fn of_panels(scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    let lower = legend::of_panels(scene, plot, top);
    draw(scene, plot, if lower > top { lower + 8.0 } else { top })
}
