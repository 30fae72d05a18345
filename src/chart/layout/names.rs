//! Positions → the words that name them along an axis: beside each other where they fit, thinned where they are in
//! order, and not at all where they are names and do not fit.

use super::position_axis;
use super::time_words::{self, Unit};
use crate::base::font::Weight;
use crate::base::format::date::DateFormat;
use crate::base::format::number::NumberFormat;
use crate::base::partial_date::PartialDate;
use crate::chart::frame::Positions;
use crate::chart::plot::Plot;
use crate::chart::scale::{Band, civil};
use crate::chart::scene::{Anchor, Ink, Scene};
use crate::chart::typography::Lines;

/// The words below a row of columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names {
    names: Vec<(f64, Lines)>,
    /// Words of larger units, one line below the names.
    below: Vec<(f64, Lines)>,
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
            below: Vec::new(),
        });
    }
    if let Positions::Dates(dates) = x
        && let Some(names) = round_dates(plot, dates, band)
    {
        return Some(names);
    }
    let all: Vec<Lines> = (0..count).map(|at| text.line(&shown(plot, x, at), Weight::Regular)).collect();
    let widest = all.iter().map(|lines| lines.width).fold(0.0, f64::max);
    // The last one is always named; the others are counted back from it.
    let every = (1..=count).find(|every| step * *every as f64 >= widest + 8.0).unwrap_or(count.max(1));
    let every = round_step(every);
    let left = band.range[0].min(0.0);
    let mut names: Vec<(f64, Lines)> = Vec::new();
    let mut free = f64::INFINITY;
    for (at, lines) in all.into_iter().enumerate().rev().filter(|(at, _)| (count - 1 - at).is_multiple_of(every)) {
        let half = lines.width / 2.0;
        // The outermost names may not stand over the edge.
        let center = band.center(at).min(plot.width - half);
        if center - half >= left && center + half <= free {
            free = center - half - 8.0;
            names.push((center, lines));
        }
    }
    Some(Names { names, below: Vec::new() })
}

/// Every how many years names may stand.
const YEARS: [i32; 10] = [1, 2, 5, 10, 20, 25, 50, 100, 500, 1000];

/// The names of dates that are all as precise: of all, or of as many as fit of those at round places in their years. None
/// where dates are spans of years, which an axis cannot shorten.
fn round_dates(plot: &Plot<'_>, dates: &[PartialDate], band: &Band) -> Option<Names> {
    let unit = Unit::of_dates(dates);
    let alike = |date: &PartialDate| !matches!(date, PartialDate::Years(..)) && Unit::of_dates(&[*date]) == unit;
    if !dates.iter().all(alike) {
        return None;
    }
    let all: Vec<[f64; 2]> =
        dates.iter().enumerate().map(|(at, date)| [time_words::time_of(*date), band.center(at)]).collect();
    let kept = |keep: &dyn Fn(i32, i32, i32) -> bool| -> Vec<[f64; 2]> {
        let keeps = |[time, _]: &[f64; 2]| {
            let (year, month, day) = civil(*time);
            keep(year, month, day)
        };
        all.iter().copied().filter(keeps).collect()
    };
    let mut choices: Vec<Vec<[f64; 2]>> = vec![all.clone()];
    if unit != Unit::Day {
        choices.extend([1, 3, 6].map(|step| kept(&|_, month, _| (month - 1) % step == 0)));
        choices.extend(YEARS.map(|step| kept(&|year, month, _| month == 1 && year % step == 0)));
    }
    let ticks = choices.into_iter().enumerate().find_map(|(at, times)| {
        let only: Vec<f64> = times.iter().map(|[time, _]| *time).collect();
        // All dates are named as they are; the first ones of years may stand for these.
        let unit = if at == 0 { unit } else { Unit::of_times(&only, unit) };
        if times.len() < 2 && at > 0 { None } else { position_axis::time_labels(plot, &times, unit) }
    });
    // Days, and dates none of which is at a round place, are counted back from the last one.
    let counted = || {
        (1..=all.len()).map(round_step).find_map(|every| {
            let mut times: Vec<[f64; 2]> = all.iter().rev().step_by(every).copied().collect();
            times.reverse();
            position_axis::time_labels(plot, &times, unit)
        })
    };
    let ticks = ticks.or_else(counted)?;
    let mut found = Names::default();
    for tick in ticks {
        let line = |words: &str| {
            let lines = plot.text.line(words, Weight::Regular);
            (position_axis::kept_in(plot, tick.x, words), lines)
        };
        found.names.extend(tick.words.first().map(|words| line(words)));
        found.below.extend(Some(&tick.below).filter(|below| !below.is_empty()).map(|below| line(below)));
    }
    Some(found)
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
        for (center, name) in &self.below {
            let baseline = top + text.ascent() + lines as f64 * text.line_height();
            for line in text.place_lines(name, *center, baseline, Anchor::Middle, Ink::Soft) {
                scene.text(line);
            }
        }
        top + text.height(lines + usize::from(!self.below.is_empty()))
    }
}
