//! Small multiples: the drawings of panels → one drawing, in rows, with one legend.

use super::Chart;
use super::plot::Plot;
use super::scene::{Anchor, Ink, Scene};
use super::typography::Typography;
use crate::base::font::Weight;

const GAP_X: f64 = 20.0;
const GAP_Y: f64 = 18.0;
const BELOW_LEGEND: f64 = 8.0;

/// Draws the panels of a chart; `plot` makes the plot of one of them.
pub(super) fn draw<'a>(
    chart: &'a Chart,
    width: f64,
    text: Typography<'a>,
    plot: &dyn Fn(usize, f64, bool) -> Plot<'a>,
) -> Scene {
    let mut scene = Scene::default();
    let first = plot(0, width, true);
    let mut top = 0.0;
    let lower = (chart.spec.kind.legend)(&mut scene, &Plot { width, ..first }, 0.0);
    if lower > 0.0 {
        top = lower + BELOW_LEGEND;
    }
    let columns = columns(chart.panels.len(), width, chart.spec.kind.narrowest);
    let panel_width = (width - GAP_X * (columns - 1) as f64) / columns as f64;
    for (row, panels) in chart.panels.chunks(columns).enumerate() {
        let titles: Vec<_> = panels.iter().map(|panel| text.wrap(&panel.title, panel_width, Weight::Bold, 6)).collect();
        let title_lines = titles.iter().map(|title| title.lines.len()).max().unwrap_or(0);
        let below_title = top + title_lines as f64 * text.line_height() + 6.0;
        let mut bottom = below_title;
        for (column, title) in titles.iter().enumerate() {
            let at = row * columns + column;
            let x = column as f64 * (panel_width + GAP_X);
            for line in text.place_lines(title, x, top + text.ascent(), Anchor::Start, Ink::Text) {
                scene.text(line);
            }
            let panel = (chart.spec.kind.draw)(&plot(at, panel_width, true));
            bottom = f64::max(bottom, below_title + panel.height);
            scene.place(panel, x, below_title, at as u32 + 1);
        }
        top = bottom + GAP_Y;
    }
    scene.height = top - GAP_Y;
    scene
}

/// How many panels stand side by side: as many as are legible, in rows that are filled as evenly as can be.
fn columns(panels: usize, width: f64, narrowest: f64) -> usize {
    let most = (((width + GAP_X) / (narrowest + GAP_X)).floor() as usize).clamp(1, 4).min(panels.max(1));
    let rows = panels.div_ceil(most);
    panels.div_ceil(rows.max(1)).max(1)
}
