//! A chart → files that stand alone: its data as CSV, its drawing as SVG with headline and sources.

use super::Chart;
use super::palette;
use super::scene::{Anchor, Ink, Scene};
use super::svg::{self, Spoken};
use super::typography::Typography;
use crate::base::escape::csv_field;
use crate::base::font::Weight;
use crate::data::{Kind, Value};
use std::fmt::Write;

/// What stands around a drawing that stands alone.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The sources in words, without a full stop.
    pub sources: &'a str,
    /// The note.
    pub note: &'a str,
}

const MARGIN: f64 = 24.0;
const TITLE_SIZE: f64 = 19.0;
const SUBTITLE_SIZE: f64 = 14.5;
const FOOT_SIZE: f64 = 12.0;

/// The drawing with its headline above and its sources below, on a light ground.
pub fn svg(chart: &Chart, scene: &Scene, text: Typography<'_>, around: Around<'_>) -> String {
    let width = scene.width + 2.0 * MARGIN;
    let mut head = String::new();
    let mut y = MARGIN;
    let mut lines = |out: &mut String, words: &str, size: f64, weight: Weight, ink: Ink| {
        if words.is_empty() {
            return;
        }
        let set = Typography { size, ..text };
        for line in &set.wrap(words, scene.width, weight, 6).lines {
            y += set.line_height();
            let placed = set.place(line, weight, MARGIN, y - set.descent(), Anchor::Start, ink);
            svg::write_alone(out, &placed, size);
        }
    };
    lines(&mut head, &chart.spec.title, TITLE_SIZE, Weight::Bold, Ink::Text);
    lines(&mut head, &chart.spec.subtitle, SUBTITLE_SIZE, Weight::Regular, Ink::Soft);
    let top = y + 14.0;
    y = top + scene.height + 8.0;
    let mut foot = String::new();
    let mut lines = |words: &str| {
        if words.is_empty() {
            return;
        }
        let set = Typography { size: FOOT_SIZE, ..text };
        for line in &set.wrap(words, scene.width, Weight::Regular, 12).lines {
            y += set.line_height();
            let placed = set.place(line, Weight::Regular, MARGIN, y - set.descent(), Anchor::Start, Ink::Soft);
            svg::write_alone(&mut foot, &placed, FOOT_SIZE);
        }
    };
    lines(around.sources);
    lines(around.note);
    let spoken = Spoken { title: &chart.spec.title, description: &chart.spec.alt, id: "chart" };
    let mut out = svg::open_alone([width, (y + MARGIN).ceil()], spoken, text);
    let ground = palette::of(Ink::Ground).light;
    let _ = write!(out, "<path fill=\"{ground}\" d=\"M0 0H{width}V{}H0z\"/>{head}", (y + MARGIN).ceil());
    let _ = write!(out, "<g transform=\"translate({MARGIN} {top})\">");
    svg::walk_alone(&mut out, scene);
    let _ = writeln!(out, "</g>{foot}</svg>");
    out
}

/// A drawing that stands inside another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its shapes and words, their colours resolved for a light ground.
    pub svg: String,
    /// Its width and its height.
    pub size: [f64; 2],
    /// The size of its text.
    pub text: f64,
}

/// A scene without its headline, for a drawing around it.
pub fn drawing(scene: &Scene, text: Typography<'_>) -> Drawing {
    let mut svg = String::new();
    svg::walk_alone(&mut svg, scene);
    Drawing { svg, size: [scene.width, scene.height], text: text.size }
}

/// The columns that a chart shows, as they were written. Cells that a spreadsheet would run as a formula are quoted.
pub fn csv(chart: &Chart) -> String {
    let mut out = String::new();
    let columns: Vec<_> = chart.shown.iter().map(|at| &chart.table.columns[*at]).collect();
    for (at, column) in columns.iter().enumerate() {
        csv_field(&mut out, at, &column.name, false);
    }
    out.push_str("\r\n");
    for row in 0..chart.table.rows() {
        for (at, column) in columns.iter().enumerate() {
            let cell = &column.cells[row];
            let is_number = column.kind == Kind::Number && matches!(cell.value, Value::Number(_));
            csv_field(&mut out, at, &cell.text, is_number);
        }
        out.push_str("\r\n");
    }
    out
}
