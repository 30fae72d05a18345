//! Values → an axis: its scale, the round values that it names, and how values are written.

use crate::base::font::Weight;
use crate::base::format::number::{NumberFormat, decimals_for};
use crate::base::language::Language;
use crate::chart::plot::Plot;
use crate::chart::scale::{Linear, Log};
use crate::chart::scene::{Anchor, Ink, Scene};
use crate::chart::spec::Axis;

/// Values → pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueScale {
    /// In equal steps.
    Linear(Linear),
    /// In equal ratios.
    Log(Log),
}

impl ValueScale {
    /// Where a value stands.
    pub fn map(&self, value: f64) -> f64 {
        match self {
            Self::Linear(scale) => scale.map(value),
            Self::Log(scale) => scale.map(value),
        }
    }

    /// The values at both ends.
    pub fn domain(&self) -> [f64; 2] {
        match self {
            Self::Linear(scale) => scale.domain,
            Self::Log(scale) => scale.domain,
        }
    }

    /// Where marks begin that are as long as their value: at zero; at the lower end where there is no zero.
    pub fn base(&self) -> f64 {
        let [low, high] = self.domain();
        self.map(0.0_f64.clamp(low, high))
    }
}

/// An axis of values.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueAxis {
    /// Its scale.
    pub scale: ValueScale,
    /// The values that it names, and how.
    pub ticks: Vec<(f64, String)>,
    /// The width of the longest name.
    pub width: f64,
    /// Whether it begins elsewhere than at zero.
    pub is_cut: bool,
}

/// How much of an axis one tick has, in pixels.
const TICK_EVERY: f64 = 55.0;

/// More round values than these are a ruler, not an axis.
const MOST_TICKS: usize = 8;

/// How an axis is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Which axis of the specification it is.
    pub axis: Axis,
    /// From where to where its values go.
    pub extent: Option<[f64; 2]>,
    /// Whether zero must be on it.
    pub zero: bool,
    /// Its pixels, from the lower end to the upper one.
    pub range: [f64; 2],
    /// Whether words stand side by side along it, so that their width counts.
    pub lying: bool,
}

impl ValueAxis {
    /// Makes an axis.
    pub fn new(plot: &Plot<'_>, wanted: Wanted) -> Self {
        let at = usize::from(wanted.axis == Axis::Y);
        let pixels = (wanted.range[1] - wanted.range[0]).abs();
        let [mut low, mut high] = wanted.extent.unwrap_or([0.0, 1.0]);
        if wanted.zero {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        let mut count = ((pixels / TICK_EVERY).round() as usize).clamp(3, 8);
        let own = plot.spec.domain[at];
        let logarithmic = plot.spec.logarithmic[at] && own.map_or(low, |[from, _]| from) > 0.0;
        loop {
            let (scale, values) = if logarithmic {
                log_axis(own.unwrap_or([low, high]), own.is_some(), wanted.range, count)
            } else {
                linear_axis(own.unwrap_or([low, high]), own.is_some(), wanted, count)
            };
            let [from, to] = scale.domain();
            let own_ticks = &plot.spec.ticks[at];
            let is_own = !own_ticks.is_empty();
            let values: Vec<f64> = if is_own {
                own_ticks.iter().copied().filter(|tick| (from..=to).contains(tick)).collect()
            } else {
                values
            };
            let writer = Writer::of(plot, wanted.axis);
            // Values of different magnitude have no number of decimals in common.
            let words: Vec<String> = match logarithmic {
                true => values.iter().map(|value| writer.value(*value)).collect(),
                false => writer.ticks(&values),
            };
            let width = words.iter().map(|word| plot.text.width(word, Weight::Regular)).fold(0.0, f64::max);
            // Side by side, names need room between them.
            let crowded = wanted.lying && words.len() > 1 && {
                let room = pixels / (words.len() - 1) as f64;
                width + 10.0 > room
            };
            if (crowded || words.len() > MOST_TICKS) && count > 2 && !is_own {
                count -= 1;
                continue;
            }
            let mut ticks: Vec<(f64, String)> = values.into_iter().zip(words).collect();
            if wanted.lying {
                thin(plot, &scale, &mut ticks);
            }
            return Self { scale, ticks, width, is_cut: from > 0.0 || to < 0.0 };
        }
    }

    /// Draws gridlines from left to right and the names at the left of them, which end at `x0 - 8`.
    pub fn draw_standing(&self, scene: &mut Scene, plot: &Plot<'_>, x0: f64, x1: f64) {
        for (value, words) in &self.ticks {
            let y = self.scale.map(*value);
            let (ink, width) = if *value == 0.0 { (Ink::Axis, 1.0) } else { (Ink::Grid, 1.0) };
            scene.rule([x0, y], [x1, y], ink, width);
            scene.text(plot.text.place(
                words,
                Weight::Regular,
                x0 - 8.0,
                y + plot.text.middle(),
                Anchor::End,
                Ink::Soft,
            ));
        }
    }

    /// Draws gridlines from top to bottom and the names below them; gives the lower edge of the names.
    pub fn draw_lying(&self, scene: &mut Scene, plot: &Plot<'_>, y0: f64, y1: f64) -> f64 {
        for (value, _) in &self.ticks {
            let x = self.scale.map(*value);
            let ink = if *value == 0.0 { Ink::Axis } else { Ink::Grid };
            scene.rule([x, y0], [x, y1], ink, 1.0);
        }
        self.draw_names_below(scene, plot, y1)
    }

    /// Draws the names below a plot that ends at `y1`; gives their lower edge.
    pub fn draw_names_below(&self, scene: &mut Scene, plot: &Plot<'_>, y1: f64) -> f64 {
        let baseline = y1 + 6.0 + plot.text.ascent();
        // The last value is always named. Where even two names are too long to stand side by side, the rest go unnamed.
        let mut free = f64::INFINITY;
        for (value, words) in self.ticks.iter().rev() {
            let half = plot.text.width(words, Weight::Regular) / 2.0;
            let x = self.scale.map(*value).clamp(half, (plot.width - half).max(half));
            if x + half > free {
                continue;
            }
            free = x - half - 4.0;
            scene.text(plot.text.place(words, Weight::Regular, x, baseline, Anchor::Middle, Ink::Soft));
        }
        baseline + plot.text.descent()
    }
}

/// Takes out names of ticks that would lie on the one before them.
fn thin(plot: &Plot<'_>, scale: &ValueScale, ticks: &mut Vec<(f64, String)>) {
    let mut last = f64::NEG_INFINITY;
    ticks.retain(|(value, words)| {
        let half = plot.text.width(words, Weight::Regular) / 2.0;
        let x = scale.map(*value).clamp(half, (plot.width - half).max(half));
        let fits = x - half >= last + 6.0 || last == f64::NEG_INFINITY;
        if fits {
            last = x + half;
        }
        fits
    });
}

fn log_axis(domain: [f64; 2], own: bool, range: [f64; 2], count: usize) -> (ValueScale, Vec<f64>) {
    let scale = Log { domain, range };
    let scale = if own { scale } else { scale.nice() };
    let all = scale.ticks(count as f64);
    // The powers of ten carry a log axis; the steps between them are named only where there are few powers.
    let powers: Vec<f64> =
        all.iter().copied().filter(|tick| (libm::log10(*tick) - libm::log10(*tick).round()).abs() < 1e-9).collect();
    let every = powers.len().div_ceil(8).max(1);
    let values = if powers.len() >= 3 { powers.into_iter().step_by(every).collect() } else { sparse(&all) };
    (ValueScale::Log(scale), values)
}

/// Of the steps between powers of ten those that begin with 1, 2 and 5.
fn sparse(all: &[f64]) -> Vec<f64> {
    let leading = |tick: f64| (tick / libm::pow(10.0, libm::log10(tick).floor() + 1e-9)).round();
    all.iter().copied().filter(|tick| matches!(leading(*tick) as i64, 1 | 2 | 5 | 10)).collect()
}

fn linear_axis(domain: [f64; 2], own: bool, wanted: Wanted, count: usize) -> (ValueScale, Vec<f64>) {
    let [mut low, mut high] = domain;
    if low == high {
        // One value has no extent: it stands in the middle of an axis that holds zero or a little of both sides.
        let by = if low == 0.0 { 1.0 } else { low.abs() };
        (low, high) = if wanted.zero { (low.min(0.0), high.max(0.0)) } else { (low - by * 0.5, high + by * 0.5) };
        if low == high {
            high = low + 1.0;
        }
    }
    let mut scale = Linear { domain: [low, high], range: wanted.range };
    if !own {
        scale = scale.nice(count as f64);
        // A line that lies on the lower edge looks like zero.
        let step = scale.ticks(count as f64).windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(0.0);
        let [from, to] = scale.domain;
        if !wanted.zero && from != 0.0 && low - from < (to - from) * 0.04 && step > 0.0 {
            let room = from - step;
            scale.domain[0] = if from > 0.0 && room < 0.0 { 0.0 } else { room };
        }
    }
    let values = scale.ticks(count as f64);
    (ValueScale::Linear(scale), values)
}

/// How values of such a size are written where the author does not say: millions and more in words, what is tiny with
/// a power of ten; nothing for what can be written out.
fn usual(extent: Option<[f64; 2]>) -> Option<NumberFormat> {
    let [low, high] = extent?;
    match low.abs().max(high.abs()) {
        0.0 => None,
        largest if largest >= 1e6 => NumberFormat::parse("compact").ok(),
        largest if largest < 1e-4 => NumberFormat::parse("~g").ok(),
        _ => None,
    }
}

/// Axes of values from here on name them with a word.
const MILLION: f64 = 1e6;
/// What is smaller has more decimals than all values of an axis can share.
const MILLIONTH: f64 = 1e-6;

/// How the values of an axis are written.
#[derive(Debug, Clone)]
pub struct Writer<'a> {
    plot: &'a Plot<'a>,
    format: Option<NumberFormat>,
}

impl<'a> Writer<'a> {
    /// The writer of one axis.
    pub fn of(plot: &'a Plot<'a>, axis: Axis) -> Self {
        let (own, extent) = match axis {
            Axis::Y => (plot.spec.format.clone(), plot.extent.y),
            Axis::X => (plot.spec.x_format.as_ref().and_then(|text| NumberFormat::parse(text).ok()), plot.extent.x),
        };
        // Years have no thousands.
        let role = if axis == Axis::X { "x" } else { "y" };
        let column = plot.spec.column_of(role).and_then(|name| plot.table.column(name));
        let are_years = own.is_none() && column.is_some_and(|column| column.looks_like_years());
        let own = own.or_else(|| NumberFormat::parse("plain").ok().filter(|_| are_years));
        let is_large = extent.is_some_and(|[low, high]| low.abs().max(high.abs()) >= MILLION);
        let own = own.map(|format| if is_large { format.compacted() } else { format });
        let format = own.or_else(|| usual(extent));
        Self { plot, format }
    }

    /// The names of ticks: all with as many decimals, and the unit on the last of them alone.
    pub fn ticks(&self, values: &[f64]) -> Vec<String> {
        let Some(format) = &self.format else { return round_words(values, self.plot.text.language) };
        let whole = format.clone().with_decimals(decimals_for(values));
        let bare = whole.clone().without_unit();
        let last = values.len().saturating_sub(1);
        let of = |at: usize| if at == last { &whole } else { &bare };
        values.iter().enumerate().map(|(at, value)| of(at).write(*value, self.plot.text.language)).collect()
    }

    /// Values with as many decimals each, in full.
    pub fn alike(&self, values: &[f64]) -> Vec<String> {
        let format = self.format.clone().unwrap_or_else(|| with_decimals_of(values));
        values.iter().map(|value| format.write(*value, self.plot.text.language)).collect()
    }

    /// One value, as precisely as the data has it.
    pub fn value(&self, value: f64) -> String {
        match &self.format {
            Some(format) => format.write(value, self.plot.text.language),
            None => NumberFormat::default().write(value, self.plot.text.language),
        }
    }
}

/// Round values in words that are short: with as many decimals each, and millions and more with a word, since nobody reads
/// a column of zeros.
pub fn round_words(values: &[f64], language: &Language) -> Vec<String> {
    let greatest = values.iter().map(|value| value.abs()).fold(0.0, f64::max);
    let compact = NumberFormat::parse("compact").ok().filter(|_| greatest >= MILLION);
    let format = compact.unwrap_or_else(|| with_decimals_of(values));
    values.iter().map(|value| format.write(*value, language)).collect()
}

fn with_decimals_of(values: &[f64]) -> NumberFormat {
    // Where as many decimals as all can share would not tell some from zero, each is written as it is.
    let tiny = values.iter().any(|value| *value != 0.0 && value.abs() < MILLIONTH);
    if tiny { NumberFormat::default() } else { NumberFormat::default().with_decimals(decimals_for(values)) }
}
