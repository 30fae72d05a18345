//! Values → classes with round limits, each with a shade, and the legend that says what the shades mean.

use super::legend;
use super::values::Writer;
use crate::base::font::Weight;
use crate::chart::frame::{Frame, PlaceValue};
use crate::chart::plot::Plot;
use crate::chart::scale::{breaks, class_of};
use crate::chart::scene::{Anchor, Area, Ink, Scene, Shape};
use crate::chart::spec::Axis;

/// Classes of values, or groups, and their colours.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// The limits between classes of values.
    limits: Vec<f64>,
    /// For each class the colour of its marks and that of words on them.
    inks: Vec<[Ink; 2]>,
    grouped: bool,
}

/// As many classes as shades can be told apart on a map.
const CLASSES: usize = 5;

impl Classes {
    /// The classes of a map. Limits are those that the author names as `ticks`, else round ones: in equal steps; in steps of
    /// 1, 2 and 5 where the scale is logarithmic, or where equal steps would put nearly everything into one class.
    pub fn of_places(plot: &Plot<'_>, places: &[PlaceValue]) -> Self {
        if !plot.groups.is_empty() {
            let inks = plot.groups.iter().enumerate();
            let inks = inks.map(|(at, name)| [plot.ink(at, name), plot.on_ink(at, name)]).collect();
            return Self { limits: Vec::new(), inks, grouped: true };
        }
        let [low, high] = plot.extent.y.unwrap_or([0.0, 1.0]);
        let own = &plot.spec.ticks[1];
        if low < 0.0 && high > 0.0 && own.is_empty() {
            let values: Vec<f64> =
                if plot.is_panel { Vec::new() } else { places.iter().filter_map(|place| place.value).collect() };
            return Self::diverging(low, high, &values);
        }
        let mut values: Vec<f64> = places.iter().filter_map(|place| place.value).collect();
        values.sort_by(f64::total_cmp);
        let limits = if !own.is_empty() {
            let mut own = own.clone();
            own.sort_by(f64::total_cmp);
            own
        } else if plot.spec.logarithmic[1] && low > 0.0 {
            thinned(low, high, &[], CLASSES)
        } else {
            // Round limits come in leaps: rather one class more than two less.
            let finest = [CLASSES, CLASSES + 1, CLASSES + 2].map(|classes| breaks(low, high, classes));
            let equal = finest.iter().find(|limits| limits.len() + 2 >= CLASSES).unwrap_or(&finest[0]).clone();
            let crowded = is_crowded(&equal, &values);
            // Panels share their classes, so the values of one of them decide nothing.
            if crowded && low > 0.0 && values.len() > 8 && !plot.is_panel {
                thinned(low, high, &values, CLASSES)
            } else {
                equal
            }
        };
        let count = limits.len() + 1;
        let inks = match low < 0.0 && high > 0.0 {
            true => (0..count).map(|at| two_sided(at, count / 2, count)).collect(),
            false => (0..count).map(|at| shade(at, count)).collect(),
        };
        Self { limits, inks, grouped: false }
    }

    /// Classes on both sides of zero, at most three on each.
    fn diverging(low: f64, high: f64, values: &[f64]) -> Self {
        // The finest round steps that leave at most one limit out; what lies beyond belongs to the outermost class.
        let near = |limits: &[f64]| -> Vec<f64> {
            let below = limits.iter().filter(|limit| **limit < 0.0).count();
            let kept = |at: usize| at + 2 >= below && at <= below + 2;
            limits.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, limit)| *limit).collect()
        };
        let steps = (2..=9).rev().map(|classes| breaks(low, high, classes)).filter(|limits| limits.contains(&0.0));
        let fitting = steps.map(|limits| (limits.len(), near(&limits))).find(|(all, kept)| kept.len() + 1 >= *all);
        let mut limits = fitting.map_or_else(|| vec![0.0], |(_, kept)| kept);
        if values.len() > 8 && is_crowded(&limits, values) {
            // The same limits on both sides, where most values are.
            let mut sizes: Vec<f64> = values.iter().map(|value| value.abs()).filter(|size| *size > 0.0).collect();
            sizes.sort_by(f64::total_cmp);
            let most = sizes.last().copied().unwrap_or(1.0);
            let sizes = thinned(most / 1e6, most, &sizes, 3);
            limits = sizes.iter().rev().map(|size| -size).chain([0.0]).chain(sizes.iter().copied()).collect();
            limits.retain(|limit| low < *limit && *limit < high);
        }
        let below = limits.iter().filter(|limit| **limit <= 0.0).count();
        let count = limits.len() + 1;
        Self { inks: (0..count).map(|at| two_sided(at, below, count)).collect(), limits, grouped: false }
    }

    /// The class of a place, if something is known of it.
    pub fn of(&self, place: &PlaceValue) -> Option<usize> {
        if self.grouped { place.group } else { place.value.map(|value| class_of(value, &self.limits)) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.inks.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.inks.is_empty()
    }

    /// The colour of the marks of a class.
    pub fn ink(&self, class: usize) -> Ink {
        self.inks[class % self.inks.len()][0]
    }

    /// The colour of words on such marks.
    pub fn on_ink(&self, class: usize) -> Ink {
        self.inks[class % self.inks.len()][1]
    }

    /// Draws the legend from `top` down; gives its lower edge. Classes of values are a strip with the limits below it.
    pub fn legend(&self, scene: &mut Scene, plot: &Plot<'_>, top: f64, no_data: bool) -> f64 {
        let missing = || legend::Entry { name: plot.text.language.words.no_data.to_owned(), ink: Ink::NoData };
        if self.grouped || self.limits.is_empty() {
            let mut entries = legend::of_groups(plot);
            if !self.grouped
                && let Some([low, high]) = plot.extent.y
            {
                entries.push(legend::Entry { name: self.span(plot, low, high), ink: self.ink(0) });
            }
            entries.extend(no_data.then(missing));
            return legend::draw(scene, plot, &entries, top, plot.width);
        }
        let words = Writer::of(plot, Axis::Y).ticks(&self.limits);
        let widest = words.iter().map(|word| plot.text.width(word, Weight::Regular)).fold(0.0, f64::max);
        let step = (widest + 10.0).max(if plot.narrow() { 34.0 } else { 48.0 });
        let length = step * self.len() as f64;
        if length > plot.width {
            return self.listed(scene, plot, &words, top, no_data.then(missing));
        }
        let bar = [top + 3.0, top + 14.0];
        for class in 0..self.len() {
            let area = Area::new(step * class as f64, bar[0], step * (class + 1) as f64 - 1.0, bar[1]);
            scene.guide(Shape::Rect { area, fill: self.ink(class) });
        }
        let baseline = bar[1] + 4.0 + plot.text.ascent();
        for (at, word) in words.iter().enumerate() {
            let x = step * (at + 1) as f64 - 0.5;
            scene.text(plot.text.place(word, Weight::Regular, x, baseline, Anchor::Middle, Ink::Soft));
        }
        let bottom = baseline + plot.text.descent();
        if !no_data {
            return bottom;
        }
        let name = plot.text.line(plot.text.language.words.no_data, Weight::Regular);
        let x = length + 18.0;
        if x + 16.0 + name.width > plot.width {
            return legend::draw(scene, plot, &[missing()], bottom + 4.0, plot.width);
        }
        let area = Area::new(x, bar[0], x + 11.0, bar[1]);
        scene.guide(Shape::Rect { area, fill: Ink::NoData });
        let baseline = area.center_y() + plot.text.middle();
        for line in plot.text.place_lines(&name, x + 16.0, baseline, Anchor::Start, Ink::Text) {
            scene.text(line);
        }
        bottom
    }

    /// One entry a class, where limits are too long to stand below a strip.
    fn listed(
        &self,
        scene: &mut Scene,
        plot: &Plot<'_>,
        words: &[String],
        top: f64,
        missing: Option<legend::Entry>,
    ) -> f64 {
        let last = words.len();
        let name = |class: usize| match class {
            0 => format!("< {}", words[0]),
            class if class == last => format!("\u{2265} {}", words[last - 1]),
            class => format!("{}\u{2013}{}", words[class - 1], words[class]),
        };
        let entries = (0..self.len()).map(|class| legend::Entry { name: name(class), ink: self.ink(class) });
        let entries: Vec<legend::Entry> = entries.chain(missing).collect();
        legend::draw(scene, plot, &entries, top, plot.width)
    }

    fn span(&self, plot: &Plot<'_>, low: f64, high: f64) -> String {
        let writer = Writer::of(plot, Axis::Y);
        if low == high { writer.value(low) } else { format!("{}\u{2013}{}", writer.value(low), writer.value(high)) }
    }
}

/// The shade of a class of a sequence. The lightest step of the ramp is near that of what is not known, so it is used
/// only where all are needed.
fn shade(at: usize, count: usize) -> [Ink; 2] {
    let first = if count > 6 { 0.0 } else { 1.0 };
    let part = if count < 2 { 0.5 } else { at as f64 / (count - 1) as f64 };
    let step = (first + part * (6.0 - first)).round() as u8;
    [Ink::Ramp(step), Ink::OnRamp(step)]
}

/// The shade of a class of which `below` are on the other side of the middle: the farther, the stronger.
fn two_sided(at: usize, below: usize, count: usize) -> [Ink; 2] {
    let reach = below.max(count - below).clamp(1, 3);
    let steps = |away: usize| ((away.min(reach) * 3).div_ceil(reach)).min(3) as u8;
    let step = if at < below { 3 - steps(below - at) } else { 3 + steps(at - below + 1) };
    [Ink::Diverging(step), Ink::OnDiverging(step)]
}

/// Whether nearly everything is in one class.
fn is_crowded(limits: &[f64], values: &[f64]) -> bool {
    let count = |class: usize| values.iter().filter(|value| class_of(**value, limits) == class).count();
    (0..=limits.len()).map(count).max().unwrap_or(0) * 10 > values.len() * 7
}

/// Limits of 1, 2 and 5 times a power of ten: those nearest to equal parts of the values, or spread evenly.
fn thinned(low: f64, high: f64, sorted: &[f64], classes: usize) -> Vec<f64> {
    let from = libm::log10(low).floor() as i32;
    let to = libm::log10(high).ceil() as i32;
    let all: Vec<f64> = (from..=to)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|digit| format!("{digit}e{power}").parse::<f64>().unwrap_or(f64::NAN)))
        .filter(|limit| low < *limit && *limit < high)
        .collect();
    if all.len() < classes {
        return all;
    }
    let mut limits: Vec<f64> = (1..classes)
        .filter_map(|part| {
            let part = part as f64 / classes as f64;
            let wanted = match sorted {
                [] => libm::log10(low) + part * (libm::log10(high) - libm::log10(low)),
                values => libm::log10(values[(part * values.len() as f64) as usize]),
            };
            let away = |limit: &f64| (libm::log10(*limit) - wanted).abs();
            all.iter().copied().min_by(|a, b| away(a).total_cmp(&away(b)))
        })
        .collect();
    limits.sort_by(f64::total_cmp);
    limits.dedup();
    limits
}

/// The legend that panels of places share: one set of classes, unless each has its own.
pub fn of_panels(scene: &mut Scene, plot: &Plot<'_>, top: f64) -> f64 {
    match plot.frame {
        Frame::Places(places) if plot.groups.len() < 2 && !plot.spec.free_scales => {
            Classes::of_places(plot, places).legend(scene, plot, top, true)
        }
        _ => legend::of_panels(scene, plot, top),
    }
}
