//! Positions → the words that name them along an axis: beside each other where they fit, thinned where they are in
//! order, and not at all where they are names and do not fit.

use crate::base::font::Weight;
use crate::base::format::date::DateFormat;
use crate::base::format::number::NumberFormat;
use crate::chart::frame::Positions;
use crate::chart::plot::Plot;
use crate::chart::scale::Band;
use crate::chart::scene::{Anchor, Ink, Scene};
use crate::chart::typography::Lines;

/// The words below a row of columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names {
    names: Vec<(f64, Lines)>,
}

/// A position as it was written, to be compared with what an author writes elsewhere.
pub fn written(x: &Positions, at: usize) -> String {
    match x {
        Positions::Names(names) => names[at].clone(),
        Positions::Dates(dates) => dates[at].to_string(),
        Positions::Numbers(numbers) => numbers[at].to_string(),
    }
}

/// Which position an author means.
pub fn position(x: &Positions, wanted: &str) -> Option<usize> {
    (0..x.len()).find(|at| written(x, *at) == wanted.trim())
}

/// A position as readers see it.
pub fn shown(plot: &Plot<'_>, x: &Positions, at: usize) -> String {
    match x {
        Positions::Names(names) => names[at].clone(),
        Positions::Dates(dates) => {
            let format = plot.spec.x_format.as_ref().and_then(|text| DateFormat::parse(text).ok());
            format.unwrap_or(DateFormat::Day).write(dates[at], plot.text.language)
        }
        Positions::Numbers(numbers) => {
            let format = plot.spec.x_format.as_ref().and_then(|text| NumberFormat::parse(text).ok());
            format.unwrap_or_default().write(numbers[at], plot.text.language)
        }
    }
}

/// Names below columns; none where they are names that do not fit side by side.
pub fn side_by_side(plot: &Plot<'_>, x: &Positions, band: &Band) -> Option<Names> {
    let text = &plot.text;
    let step = band.step();
    let count = x.len();
    if let Positions::Names(names) = x {
        let lines: Vec<Lines> = names.iter().map(|name| text.wrap(name, step - 6.0, Weight::Regular, 3)).collect();
        let longest_word =
            |name: &String| name.split_whitespace().map(|word| text.width(word, Weight::Regular)).fold(0.0, f64::max);
        let fits = names.iter().zip(&lines).all(|(name, lines)| {
            longest_word(name) <= step - 6.0 && !lines.lines.last().is_some_and(|line| line.ends_with('\u{2026}'))
        });
        return fits.then(|| Names {
            names: lines.into_iter().enumerate().map(|(at, lines)| (band.center(at), lines)).collect(),
        });
    }
    let all: Vec<Lines> = (0..count).map(|at| text.line(&shown(plot, x, at), Weight::Regular)).collect();
    let widest = all.iter().map(|lines| lines.width).fold(0.0, f64::max);
    // The last one is always named; the others are counted back from it.
    let every = (1..=count).find(|every| step * *every as f64 >= widest + 8.0).unwrap_or(count.max(1));
    let every = round_step(every);
    let left = band.range[0].min(0.0);
    let names = all
        .into_iter()
        .enumerate()
        .filter(|(at, lines)| {
            let center = band.center(*at);
            (count - 1 - at).is_multiple_of(every) && center - lines.width / 2.0 >= left
        })
        .map(|(at, lines)| {
            // The outermost names may not stand over the edge.
            let center = band.center(at).min(plot.width - lines.width / 2.0);
            (center, lines)
        })
        .collect();
    Some(Names { names })
}

/// Steps that readers count in.
fn round_step(every: usize) -> usize {
    [1, 2, 3, 4, 5, 10, 20, 25, 50, 100].into_iter().find(|round| *round >= every).unwrap_or(every)
}

impl Names {
    /// Draws the names from `top` down; gives the lower edge.
    pub fn draw(&self, scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
        let text = &plot.text;
        let lines = self.names.iter().map(|(_, lines)| lines.lines.len()).max().unwrap_or(0);
        for (center, name) in &self.names {
            for line in text.place_lines(name, *center, top + text.ascent(), Anchor::Middle, Ink::Soft) {
                scene.text(line);
            }
        }
        top + text.height(lines)
    }
}
