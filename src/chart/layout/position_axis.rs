//! Positions of a plot that stands → an axis from left to right: dates as far apart as they are in time, numbers in
//! proportion, names at equal distances. For kinds whose marks have no width of their own.

use super::time_words::{self, Unit};
use super::values::{ValueScale, Writer};
use crate::base::font::Weight;
use crate::base::partial_date::PartialDate;
use crate::chart::frame::Positions;
use crate::chart::plot::{Extent, Plot};
use crate::chart::scale::{Linear, Log, time_ticks};
use crate::chart::scene::{Anchor, Ink, Scene};
use crate::chart::spec::Axis;
use time_words::time_of;

/// An axis of positions.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionAxis {
    scale: Scale,
    /// Where each position stands, in pixels.
    pub places: Vec<f64>,
    ticks: Vec<Tick>,
}

#[derive(Debug, Clone, PartialEq)]
enum Scale {
    /// Milliseconds since 1970.
    Time(Linear),
    Numbers(ValueScale),
    /// The names, each of which stands at its place.
    Names(Vec<String>),
}

/// A place that has a name: words, and words of a larger unit below them where that unit begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) words: Vec<String>,
    pub(super) below: String,
}

/// How much of an axis of dates one tick has at least, in pixels.
const TICK_EVERY: f64 = 56.0;
/// The least distance between two names.
const GAP: f64 = 8.0;
/// So few positions are named themselves; more are named by round ones.
const FEW: usize = 6;
/// From the lower edge of a plot to the names below it: the lowest value of the other axis ends above them.
const TO_NAMES: f64 = 9.0;
/// The length of the lines below an axis.
const MARK: f64 = 4.0;

/// What an axis must hold so that all positions are on it.
pub fn extent(x: &Positions) -> Option<[f64; 2]> {
    match x {
        Positions::Dates(dates) => Extent::of_values(dates.iter().map(|date| time_of(*date))),
        Positions::Numbers(numbers) => Extent::of_values(numbers.iter().copied()),
        Positions::Names(_) => None,
    }
}

impl PositionAxis {
    /// An axis over these pixels, for positions among those that the plot's extent holds.
    pub fn new(plot: &Plot<'_>, x: &Positions, range: [f64; 2]) -> Self {
        let domain = plot.extent.x.or_else(|| extent(x)).unwrap_or([0.0, 1.0]);
        let own = plot.spec.domain[0];
        match x {
            Positions::Dates(dates) => {
                // The ends of an axis of dates are written as years.
                let own = own.map(|ends| ends.map(|year| time_of(PartialDate::Year(year as i16))));
                let scale = Linear { domain: own.unwrap_or(domain), range };
                let ticks = time_axis(plot, dates, scale);
                let places = dates.iter().map(|date| scale.map(time_of(*date))).collect();
                Self { scale: Scale::Time(scale), places, ticks }
            }
            Positions::Numbers(numbers) => {
                let domain = own.unwrap_or(domain);
                let logarithmic = plot.spec.logarithmic[0] && domain[0] > 0.0;
                let scale = match logarithmic {
                    true => ValueScale::Log(Log { domain, range }),
                    false => ValueScale::Linear(Linear { domain, range }),
                };
                let places = numbers.iter().map(|number| scale.map(*number)).collect();
                Self { ticks: number_ticks(plot, &scale, range), scale: Scale::Numbers(scale), places }
            }
            Positions::Names(all) => {
                let step = (range[1] - range[0]) / all.len().max(1) as f64;
                let places: Vec<f64> = (0..all.len()).map(|at| range[0] + step * (at as f64 + 0.5)).collect();
                let ticks = name_ticks(plot, all, &places, step);
                Self { scale: Scale::Names(all.clone()), places, ticks }
            }
        }
    }

    /// Where a position stands that is written as the data writes its own, whether the data has it or not.
    pub fn place(&self, written: &str) -> Option<f64> {
        let written = written.trim();
        match &self.scale {
            Scale::Time(scale) => PartialDate::parse(written).map(|date| scale.map(time_of(date))),
            Scale::Numbers(scale) => written.parse().ok().map(|number| scale.map(number)).filter(|x| x.is_finite()),
            Scale::Names(all) => all.iter().position(|name| name == written).map(|at| self.places[at]),
        }
    }

    /// Draws the names below a plot whose lower edge is `y1`; gives the lower edge of the names.
    pub fn draw(&self, scene: &mut Scene, plot: &Plot<'_>, y1: f64) -> f64 {
        let text = &plot.text;
        let marks = !matches!(self.scale, Scale::Names(_));
        let mut bottom = y1 + TO_NAMES + text.height(1);
        for tick in &self.ticks {
            if marks {
                scene.rule([tick.x, y1], [tick.x, y1 + MARK], Ink::Axis, 1.0);
            }
            let below = Some(&tick.below).filter(|below| !below.is_empty());
            for (line, words) in tick.words.iter().chain(below).enumerate() {
                let y = y1 + TO_NAMES + text.ascent() + line as f64 * text.line_height();
                let x = kept_in(plot, tick.x, words);
                let placed = text.place(words, Weight::Regular, x, y, Anchor::Middle, Ink::Soft);
                bottom = bottom.max(placed.area.y1);
                scene.text(placed);
            }
        }
        bottom
    }
}

/// The middle of words that should stand at `x`, moved in from the edges of the drawing.
pub(super) fn kept_in(plot: &Plot<'_>, x: f64, words: &str) -> f64 {
    let half = plot.text.width(words, Weight::Regular) / 2.0;
    x.clamp(half, (plot.width - half).max(half))
}

/// The left and the right end of words at `x`.
fn ends(plot: &Plot<'_>, x: f64, words: &str) -> [f64; 2] {
    let half = plot.text.width(words, Weight::Regular) / 2.0;
    let x = kept_in(plot, x, words);
    [x - half, x + half]
}

/// Whether words at these places, which ascend, keep their distance.
fn fits<'w>(plot: &Plot<'_>, all: impl IntoIterator<Item = (f64, &'w str)>) -> bool {
    let mut last = f64::NEG_INFINITY;
    all.into_iter().all(|(x, words)| {
        let [from, to] = ends(plot, x, words);
        let fits = from >= last + GAP || last == f64::NEG_INFINITY;
        last = to;
        fits
    })
}

fn time_axis(plot: &Plot<'_>, dates: &[PartialDate], scale: Linear) -> Vec<Tick> {
    let [from, to] = scale.domain;
    let inside: Vec<f64> = dates.iter().map(|date| time_of(*date)).filter(|time| (from..=to).contains(time)).collect();
    let unit = Unit::of_dates(dates);
    let placed = |times: &[f64]| -> Vec<[f64; 2]> { times.iter().map(|time| [*time, scale.map(*time)]).collect() };
    if inside.len() <= FEW
        && let Some(ticks) = time_labels(plot, &placed(&inside), unit)
    {
        return ticks;
    }
    let most = ((scale.range[1] - scale.range[0]).abs() / TICK_EVERY).clamp(2.0, 8.0) as usize;
    for count in (2..=most).rev() {
        let mut ticks = time_ticks(from, to, count as f64);
        ticks.retain(|time| unit.begins_at(*time));
        if (2..=9).contains(&ticks.len())
            && let Some(ticks) = time_labels(plot, &placed(&ticks), Unit::of_times(&ticks, unit))
        {
            return ticks;
        }
    }
    // No round dates lie in so short a stretch: those of the data are counted back from the last one.
    let thinned = (1..=inside.len().max(1)).find_map(|every| {
        let mut times: Vec<f64> = inside.iter().rev().step_by(every).copied().collect();
        times.reverse();
        time_labels(plot, &placed(&times), unit)
    });
    thinned.unwrap_or_default()
}

/// The ticks at these times, each with its pixel, if their names fit side by side.
pub(super) fn time_labels(plot: &Plot<'_>, times: &[[f64; 2]], unit: Unit) -> Option<Vec<Tick>> {
    let mut ticks: Vec<Tick> = Vec::with_capacity(times.len());
    let mut last = [String::new(), String::new()];
    for [time, x] in times {
        let [words, below] = unit.words(*time, plot);
        let below = if below == last[1] { String::new() } else { below };
        // A format of the author's may name several ticks alike: the first one carries the name.
        let same = words == last[0] && below.is_empty();
        if !below.is_empty() {
            last[1].clone_from(&below);
        }
        last[0].clone_from(&words);
        let words = if same { Vec::new() } else { vec![words] };
        ticks.push(Tick { x: *x, words, below });
    }
    let named = |tick: &Tick| tick.words.first().map(|words| (tick.x, words.clone()));
    let all: Vec<(f64, String)> = ticks.iter().filter_map(named).collect();
    if !fits(plot, all.iter().map(|(x, words)| (*x, words.as_str()))) {
        return None;
    }
    // Where the larger units do not fit side by side, the one that begins later says more.
    let mut after: Option<f64> = None;
    for tick in ticks.iter_mut().rev().filter(|tick| !tick.below.is_empty()) {
        let [from, to] = ends(plot, tick.x, &tick.below);
        match after {
            Some(next) if to + GAP > next => tick.below.clear(),
            _ => after = Some(from),
        }
    }
    Some(ticks)
}

fn number_ticks(plot: &Plot<'_>, scale: &ValueScale, range: [f64; 2]) -> Vec<Tick> {
    let [from, to] = scale.domain();
    let own = &plot.spec.ticks[0];
    let most = ((range[1] - range[0]).abs() / TICK_EVERY).clamp(2.0, 8.0) as usize;
    for count in (1..=most).rev() {
        let values: Vec<f64> = match scale {
            _ if !own.is_empty() => own.iter().copied().filter(|tick| (from..=to).contains(tick)).collect(),
            ValueScale::Linear(scale) => scale.ticks(count as f64),
            ValueScale::Log(scale) => scale.ticks(count as f64),
        };
        let words = Writer::of(plot, Axis::X).ticks(&values);
        let places: Vec<f64> = values.iter().map(|value| scale.map(*value)).collect();
        if fits(plot, places.iter().copied().zip(words.iter().map(String::as_str))) || count == 1 && values.len() == 1 {
            let tick = |(x, words): (f64, String)| Tick { x, words: vec![words], below: String::new() };
            return places.into_iter().zip(words).map(tick).collect();
        }
    }
    Vec::new()
}

/// Names wrap below their places; where they do not fit, every second one or fewer are named.
fn name_ticks(plot: &Plot<'_>, all: &[String], places: &[f64], step: f64) -> Vec<Tick> {
    let text = &plot.text;
    for every in 1..=all.len() {
        let room = (step * every as f64 - GAP).min(plot.width);
        let wrapped: Vec<Tick> = (0..all.len())
            .step_by(every)
            .map(|at| {
                let lines = text.wrap(&all[at], room, Weight::Regular, 3).lines;
                Tick { x: places[at], words: lines, below: String::new() }
            })
            .collect();
        let longest_word =
            |at: usize| all[at].split_whitespace().map(|word| text.width(word, Weight::Regular)).fold(0.0, f64::max);
        let whole = (0..all.len()).step_by(every).all(|at| longest_word(at) <= room);
        let apart = wrapped.windows(2).all(|pair| {
            let span = |tick: &Tick| {
                tick.words
                    .iter()
                    .map(|words| ends(plot, tick.x, words))
                    .fold([f64::INFINITY, f64::NEG_INFINITY], |[from, to], [a, b]| [from.min(a), to.max(b)])
            };
            span(&pair[0])[1] + GAP / 2.0 <= span(&pair[1])[0]
        });
        if (whole && apart) || every == all.len() {
            return wrapped;
        }
    }
    Vec::new()
}
